"""What registries say of the entries of a bibliography, as findings: B510 to B513, B520 to B524.

A registry that did not answer makes no finding, and a work that is described wrongly is told as what it is: a
description that differs, with both values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from claimcheck.checks.catalogue import finding
from claimcheck.checks.context import Context
from claimcheck.model.finding import Finding
from claimcheck.model.reference import Reference
from claimcheck.registries import Consulted, Notice
from claimcheck.registries.likeness import marked_as

_LONGEST = 160
_TOLD: Final[Mapping[str, tuple[str, str]]] = {
    "retraction": ("B520", "was retracted"),
    "partial_retraction": ("B520", "was retracted in part"),
    "correction": ("B521", "was corrected"),
    "erratum": ("B521", "has an erratum"),
    "concern": ("B522", "has an expression of concern"),
    "withdrawal": ("B523", "was withdrawn"),
    "reinstatement": ("B524", "was reinstated"),
}
_REMEDIES: Final[Mapping[str, str]] = {
    "B520": "read the notice; cite the work only as retracted, or not at all",
    "B521": "read the notice, and see whether it touches what you cite",
    "B522": "read the notice, and say so where you cite the work",
    "B523": "cite what has taken its place, or say that it was withdrawn",
    "B524": "read the notice; the work stands again, and where you call it retracted, say so",
}
_TAKEN_BACK: Final = ("retraction", "partial_retraction", "withdrawal")
"""Notices that a reinstatement of a later day takes back."""
_KNOWN = re.compile(r"\b(?:retract|withdr[ae]w|withdrawn|rückzug|rétract)", re.IGNORECASE)


def check_registries(context: Context) -> Iterator[Finding]:
    """Findings on every entry that a registry was asked about."""
    for entry in context.bibliography.references:
        consulted = context.consulted.get(entry.key)
        if consulted is not None:
            yield from _identity(context, entry, consulted)
            yield from _differences(context, entry, consulted)
            yield from _notices(context, entry, consulted)


def _identity(context: Context, entry: Reference, consulted: Consulted) -> Iterator[Finding]:
    place, key = context.of_entry(entry), entry.key
    who = _list(consulted.asked)
    if consulted.outcome == "no_identifier":
        message = f"{key}: {_identifier(consulted)} does not exist, say {who}"
        yield finding(
            "B511",
            message,
            "look the identifier up: it is mistyped, or was never registered",
            place,
            reference=key,
            subject=consulted.identifier,
        )
    elif consulted.outcome == "another_work" and consulted.record is not None:
        other = consulted.record
        first = f"{other.authors[0].family}, " if other.authors else ""
        title = other.titles[0] if other.titles else "a work without a title"
        message = (
            f"{key}: {_identifier(consulted)} belongs to another work, {first}“{_short(title)}”, "
            f"not to “{_short(entry.title)}” ({other.registry})"
        )
        yield finding(
            "B512", message, "look up the work's own identifier", place, reference=key, subject=consulted.identifier
        )
    elif consulted.outcome == "not_found":
        message = f"{key} was not found in {who} by title, author and year together; that is no proof against it"
        yield finding(
            "B513",
            message,
            "check title, authors and year, and add an identifier where the work has one",
            place,
            confidence="low",
            reference=key,
        )


def _differences(context: Context, entry: Reference, consulted: Consulted) -> Iterator[Finding]:
    record = consulted.record
    if record is None or consulted.outcome not in ("differs", "offered"):
        return
    for each in consulted.differences:
        message = (
            f"{entry.key}: {each.field} is “{_short(each.ours)}”, and {record.registry} has “{_short(each.theirs)}”"
        )
        yield finding(
            "B510",
            message,
            "look at the work, and correct what is wrong; registries err too",
            context.of_entry(entry),
            confidence=("high" if each.certain else "medium") if consulted.outcome == "differs" else "low",
            reference=entry.key,
            subject=f"{each.field}: {each.theirs}",
        )


def _notices(context: Context, entry: Reference, consulted: Consulted) -> Iterator[Finding]:
    said = bool(_KNOWN.search(f"{entry.title} {entry.note}"))
    reinstated = max((notice.date for notice in consulted.notices if notice.kind == "reinstatement"), default="")
    for notice in consulted.notices:
        taken_back = notice.kind in _TAKEN_BACK and bool(reinstated) and notice.date <= reinstated
        if not taken_back and not (said and notice.kind in _TAKEN_BACK):
            yield _notice(context, entry, notice)
    if said:
        return  # the author says that it was retracted or withdrawn
    if consulted.record is not None and consulted.outcome != "another_work" and not consulted.notices:
        for title in consulted.record.titles[:1]:
            if word := marked_as(title):
                code = "B520" if word == "retracted" else "B523"
                message = f"{entry.key} is headed “{_short(title)}” in {consulted.record.registry}"
                yield finding(
                    code,
                    message,
                    _REMEDIES[code],
                    context.of_entry(entry),
                    confidence="medium",
                    reference=entry.key,
                    subject=word,
                )


def _notice(context: Context, entry: Reference, notice: Notice) -> Finding:
    code, told = _TOLD[notice.kind]
    joined = "of" if notice.kind in ("erratum", "concern") else "on"
    when = f" {joined} {notice.date}" if notice.date else ""
    where = f": see https://doi.org/{notice.doi}" if notice.doi else ""
    who = f" ({notice.source})" if notice.source else ""
    return finding(
        code, f"{entry.key} {told}{when}{who}{where}", _REMEDIES[code], context.of_entry(entry),
        reference=entry.key, subject=notice.doi or notice.kind,
    )  # fmt: skip


def _identifier(consulted: Consulted) -> str:
    return consulted.identifier if ":" in consulted.identifier[:6] else f"the DOI {consulted.identifier}"


def _list(names: Sequence[str]) -> str:
    return " and ".join(([", ".join(names[:-1])] if len(names) > 1 else []) + list(names[-1:]))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
