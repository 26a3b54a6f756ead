"""An audit for a person and for programs: pure functions of one frozen Audit."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from claimcheck.model.audit import Audit, Change, ChangeKind, Stand, Tally
from claimcheck.redaction import redact
from claimcheck.report.json_v1 import Json, dump
from claimcheck.report.safe import one_line
from claimcheck.report.terminal import Ink

SCHEMA = "claimcheck/audit/1"
_EARLIER = 5
"""Earlier audits whose rot rate is shown."""

_STYLES: Mapping[ChangeKind, str] = {
    "broken": "bad",
    "failing": "fair",
    "repaired": "good",
    "moved": "fair",
    "drifted": "fair",
    "walled": "fair",
}


def audit_text(audit: Audit, *, color: bool = False, verbose: bool = False) -> str:
    """A line for each change, the counts, and how the share of dead links went. Ends with a newline.

    ``verbose`` shows what was put aside too, with the reason.
    """
    ink = Ink(color)
    lines = [ink(f"! {one_line(notice)}", "warning") for notice in audit.notices]
    shown = [change for change in audit.changes if not change.aside]
    lines += [_line(change, ink) for change in shown]
    aside = [change for change in audit.changes if change.aside]
    if verbose:
        lines += [f"{_line(change, ink)}; put aside: {one_line(change.aside)}" for change in aside]
    elif aside:
        lines.append(f"{len(aside)} put aside")
    if not audit.changes:
        since = f" since the audit of {audit.before.ran[:10]}" if audit.before else ""
        lines.append(f"nothing has changed{since}" if audit.before else "nothing is wrong with any link")
    lines += [_counts(audit.now), _rot(audit)]
    return "\n".join(lines) + "\n"


def audit_json(audit: Audit) -> str:
    """The same for programs, schema ``claimcheck/audit/1``, with what was put aside."""
    value: Json = {
        "schema": SCHEMA,
        "tool": {"name": "claimcheck", "version": audit.version},
        "ran": audit.now.ran,
        "since": audit.before.ran if audit.before else None,
        "notices": list(audit.notices),
        "changes": [_change(change) for change in audit.changes],
        "audits": [_tally(tally) for tally in audit.tallies],
    }
    return redact(dump(value, indent=2)) + "\n"


def _line(change: Change, ink: Ink) -> str:
    keys = ", ".join(one_line(key) for key in change.keys)
    code = f"{change.code}  " if change.code else ""
    return f"{ink(f'{change.kind:8}', _STYLES[change.kind])}  {code}{keys}  {one_line(change.url)}: {_why(change)}"


def _why(change: Change) -> str:
    now = change.now
    reason = one_line(now.reason).rstrip(".") or now.status
    if change.kind in ("broken", "failing"):
        copy = f"; copy of {change.copy.date}: {one_line(change.copy.url)}" if change.copy else ""
        return f"{reason}; failing since {now.since[:10]}{copy}"
    if change.kind == "repaired":
        was = {"walled": "it was closed to programs", "dead": "it was dead"}.get(change.before.standing, "it failed")
        return f"{was}, and leads to the work again"
    return reason


def _counts(tally: Tally) -> str:
    shown = [(tally.good, "good"), (tally.moved, "moved"), (tally.walled, "closed to programs"),
             (tally.failing, "failing"), (tally.dead, "dead"), (tally.unknown, "not known")]  # fmt: skip
    return f"links {tally.links:>4}  {', '.join(f'{count} {name}' for count, name in shown if count)}".rstrip()


def _rot(audit: Audit) -> str:
    earlier = [f"{_percent(tally)} on {tally.ran[:10]}" for tally in audit.tallies[-2 : -2 - _EARLIER : -1]]
    return f"dead  {_percent(audit.now)}{'; before: ' if earlier else ''}{', '.join(earlier)}"


def _percent(tally: Tally) -> str:
    return "–" if tally.rot is None else f"{100 * tally.rot:.1f} %"


def _change(change: Change) -> Json:
    return {
        "kind": change.kind,
        "url": change.url,
        "keys": list(change.keys),
        "code": change.code or None,
        "level": change.level,
        "before": _stand(change.before),
        "now": _stand(change.now),
        "aside": change.aside or None,
        "archiveurl": change.copy.url if change.copy else None,
        "archivedate": change.copy.date if change.copy else None,
    }


def _stand(stand: Stand) -> Json:
    return {
        "standing": stand.standing,
        "status": stand.status,
        "reason": stand.reason,
        "failing_since": stand.since or None,
        "moved_to": stand.to or None,
    }


def _tally(tally: Tally) -> Json:
    rot = None if tally.rot is None else round(tally.rot, 6)
    return {**dataclasses.asdict(tally), "links": tally.links, "rot_rate": rot}
