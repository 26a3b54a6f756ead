"""The scheduled audit: every link asked anew, compared with its history; what changed since the last audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from claimcheck import __version__
from claimcheck.inputs import STATE
from claimcheck.job import Options, Outcome, Progress
from claimcheck.links import links as judged_links
from claimcheck.model.audit import Audit, Change, ChangeKind, Stand, Tally
from claimcheck.model.finding import Finding, Level
from claimcheck.model.source import Source
from claimcheck.net import utc_now
from claimcheck.sources import addresses_of, in_time, stand
from claimcheck.store import Check, Store, open_state

KINDS: tuple[ChangeKind, ...] = ("broken", "failing", "drifted", "walled", "moved", "repaired")
"""The weightiest first."""
_FAILED = ("failing", "dead")


@dataclass(frozen=True, slots=True)
class _Link:
    """One address and the works that have it."""

    url: str
    keys: tuple[str, ...]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    """Those on this link, whether put aside or not."""


def audit(
    options: Options,
    progress: Progress,
    dead_after: timedelta,
    *,
    mementos: bool = False,
    timemaps: Sequence[str] = (),
) -> Audit:
    """Ask every link of the workspace, compare with the last audit, and remember this one.

    ``mementos``: look for archived copies of what is newly failing or broken (``timemaps`` as in ``find_copies``).

    An audit that was ended before it was done is none: the next one compares with the last that was. Raises
    NetworkError without any network, UsageError without a bibliography, StorageError.
    """
    state = options.workspace / STATE
    with open_state(state) as store:
        tallies = store.audits()
    now = datetime.now(UTC)
    told, ahead = ([tally for tally in tallies if in_time(tally.ran, now) is timely] for timely in (True, False))
    last = told[-1].ran if told else ""
    outcomes = judged_links(replace(options, anew_since=utc_now()), progress, since=last)
    with open_state(state) as store:
        ran = utc_now()
        links = _links(outcomes)
        stands = [stand(_told(store, link.url), dead_after) for link in links]
        changes = [
            change
            for link, now in zip(links, stands, strict=True)
            for change in _changes(link, _before(store, link.url, last, dead_after), now)
        ]
        tally = Tally(ran, **{str(name): count for name, count in Counter(now.standing for now in stands).items()})
        store.add_audit(tally)
    if mementos:
        changes = _with_copies(changes, outcomes, options, timemaps, progress)
    notices = dict.fromkeys(notice for outcome in outcomes for notice in outcome.report.notices)
    ordered = sorted(_wanted(changes, options.select), key=lambda change: (KINDS.index(change.kind), change.keys))
    return Audit(__version__, tuple(ordered), (*ahead, *told, tally), tuple(notices))


def _told(store: Store, url: str) -> list[Check]:
    """The history of a link without what a clock that was ahead of its time noted down."""
    now = datetime.now(UTC)
    return [check for check in store.history(url) if in_time(check.checked, now)]


def _links(outcomes: Iterable[Outcome]) -> list[_Link]:
    """Every address that is asked first for some work, once."""
    found: dict[str, list[tuple[str, Source, tuple[Finding, ...]]]] = {}
    for outcome in outcomes:
        report = outcome.report
        findings: dict[str, list[Finding]] = {}
        for finding in (*report.findings, *report.ignored):
            findings.setdefault(finding.reference, []).append(finding)
        for reference, source in zip(report.references, report.sources, strict=True):
            addresses = addresses_of(reference)
            if addresses:
                said = tuple(findings.get(reference.key, ()))
                found.setdefault(addresses[0].url, []).append((reference.key, source, said))
    return [
        _Link(
            url,
            tuple(dict.fromkeys(key for key, *_ in works)),
            tuple(source for _, source, _ in works),
            tuple(finding for *_, said in works for finding in said),
        )
        for url, works in found.items()
    ]


def _before(store: Store, url: str, last: str, dead_after: timedelta) -> Stand:
    """How a link stood at the last audit; unknown where there was none."""
    earlier: list[Check] = [check for check in _told(store, url) if last and check.checked <= last]
    return stand(earlier, dead_after)


def _changes(link: _Link, before: Stand, now: Stand) -> Iterator[Change]:
    kind = _kind(before, now)
    if kind is not None:
        yield _weighed(Change(kind, link.url, link.keys, before, now), link.findings)
    drifted = next((source for source in link.sources if source.health.status == "drifted"), None)
    if drifted is not None:
        told = replace(now, status="drifted", reason=drifted.health.reason)
        yield _weighed(Change("drifted", link.url, link.keys, before, told), link.findings)


def _kind(before: Stand, now: Stand) -> ChangeKind | None:
    if now.standing == "moved":
        return None if (before.standing, before.to) == ("moved", now.to) else "moved"
    if now.standing == "good":
        return "repaired" if before.standing in (*_FAILED, "walled") else None
    if now.standing == before.standing or now.standing == "unknown":
        return None
    if now.standing == "failing":
        return None if before.standing == "dead" else "failing"
    return "broken" if now.standing == "dead" else "walled"


def _weighed(change: Change, findings: Sequence[Finding]) -> Change:
    """With the code of the finding that goes with it. What is dead is an error, what failed so far may pass."""
    if change.kind == "repaired":
        return change
    # What is said of a part of the page is no reason of the link's.
    on_page = (each for each in findings if each.code != "L130")
    finding = next((each for each in on_page if (each.code == "L131") == (change.kind == "drifted")), None)
    level: Level | None = finding.level if finding is not None else None
    if change.kind in ("broken", "failing"):
        level = "error" if change.kind == "broken" else "warning"
    if finding is None:
        return replace(change, level=level)
    return replace(change, code=finding.code, level=level, aside=finding.aside)


def _with_copies(
    changes: Sequence[Change],
    outcomes: Sequence[Outcome],
    options: Options,
    timemaps: Sequence[str],
    progress: Progress,
) -> list[Change]:
    from claimcheck.upkeep import look_for_copies, lost_links  # only where copies are wanted

    news = {change.url for change in changes if change.kind in ("failing", "broken")}
    lost = {url: reference for url, reference in lost_links(outcomes).items() if url in news}
    copies = look_for_copies(lost, outcomes, options, timemaps, progress)
    return [replace(change, copy=copies[change.url].memento) if change.url in copies else change for change in changes]


def _wanted(changes: Iterable[Change], select: Sequence[str]) -> Iterator[Change]:
    """Without a selection all; else those whose code was selected, and links that were repaired."""
    return (
        change
        for change in changes
        if not select or change.kind == "repaired" or (change.code and change.code.startswith(tuple(select)))
    )
