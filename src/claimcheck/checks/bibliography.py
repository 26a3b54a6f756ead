"""The bibliography against itself: every entry alone, and each against the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.checks.bodies import Body, two_names
from claimcheck.checks.catalogue import finding
from claimcheck.checks.context import Context
from claimcheck.checks.duplicates import twins
from claimcheck.checks.published import contradictions
from claimcheck.checks.required import missing
from claimcheck.checks.spellings import Naming, Spelling, namings, spellings
from claimcheck.checks.webaddresses import escaped_links, flaws
from claimcheck.model.finding import Finding, Location
from claimcheck.model.reference import Reference
from claimcheck.model.text import Span


def check_bibliography(context: Context) -> Iterator[Finding]:
    """B501, B502 and B530 to B532; what references/ said already is not said again."""
    said = {(problem.code, problem.reference) for problem in context.bibliography.problems}
    entries = [entry for entry in context.bibliography.references if entry.line is not None or entry.raw]
    places = _places(context, entries)
    for item in (
        *_duplicates(context, entries),
        *_incomplete(context, entries),
        *_dates(places),
        *_spellings(places),
        *_bodies(places),
        *_addresses(places),
        *_escaped(context),
    ):
        if (item.code, item.reference) not in said:
            yield item


@dataclass(frozen=True, slots=True)
class _Place:
    """One place that describes a work: an entry, a note, an item of the reference list."""

    work: Reference
    key: str
    location: Location
    name: str
    """How a message names it: "note 39", or the key."""


def _places(context: Context, entries: Sequence[Reference]) -> list[_Place]:
    """Every description of every work. What the paper itself describes is not told again from the entry made of it."""
    places = [
        _Place(
            described.reference,
            described.key,
            context.of_description(described),
            f"the reference list ({described.key})" if described.listed else f"note {described.label}",
        )
        for described in context.bibliography.descriptions
    ]
    told = {_told(place.key, place.work) for place in places}
    for entry in entries:
        if _told(entry.key, entry) not in told:
            places.append(_Place(entry, entry.key, context.of_entry(entry), entry.key))
    return places


def _told(key: str, work: Reference) -> tuple[object, ...]:
    """What of a description is looked at here: an entry that says the same is not looked at again."""
    return key, work.authors, work.publisher, work.url, work.date


def _duplicates(context: Context, entries: Sequence[Reference]) -> Iterator[Finding]:
    for twin in twins(entries):
        first, entry = twin.first, twin.entry
        where = f" (line {first.line})" if first.line else ""
        if twin.one_work:
            message = f"{entry.key} is the same work as {first.key}{where}: {twin.why}"
            remedy = f"keep one of the two and cite it everywhere, for example {first.key}"
        else:
            message = f"{entry.key} and {first.key}{where}: {twin.why}"
            remedy = "correct the identifier of one of the two, or rename one"
        yield finding(
            "B501",
            message,
            remedy,
            context.of_entry(entry),
            confidence=twin.confidence,
            reference=entry.key,
            subject=first.key,
        )


def _incomplete(context: Context, entries: Sequence[Reference]) -> Iterator[Finding]:
    for entry in entries:
        if lacking := missing(entry):
            described = entry.span is not None and bool(entry.raw)
            named = f"{entry.key}" if described else f"{entry.key} (@{entry.type})"
            yield finding(
                "B502",
                f"{named} has no {', no '.join(lacking)}",
                f"add {' and '.join(lacking)} to the {'note' if described else 'entry'}",
                context.of_entry(entry),
                # No subject: an entry in which one of two fields was added is no new finding.
                reference=entry.key,
            )


_AGAINST = {
    "address": "its address says {}",
    "access": "it was accessed on {}, before that",
    "arxiv": "its arXiv number is of {}",
}


def _dates(places: Sequence[_Place]) -> Iterator[Finding]:
    said: set[tuple[str, str]] = set()
    for place in places:
        for found in contradictions(place.work):
            if (place.key, found.kind) in said:
                continue
            said.add((place.key, found.kind))
            yield finding(
                "B530",
                f"{place.key} is dated {found.said}, and {_AGAINST[found.kind].format(found.against)}",
                "correct the date that is wrong"
                if found.kind == "access"
                else "look at the page, and correct the date",
                place.location,
                confidence=found.confidence,
                reference=place.key,
                subject=found.kind,
            )


def _spellings(places: Sequence[_Place]) -> Iterator[Finding]:
    found: list[Naming] = []
    for at, place in enumerate(places):
        people = (*place.work.authors, *place.work.editors)
        found += namings(place.key, at, tuple(dict.fromkeys(people)), place.work.raw)
    for spelling in spellings(found):
        first, second = (places[naming.place] for naming in (spelling.first, spelling.second))
        yield finding(
            "B531",
            f"{second.name} names {_shown(spelling.second)}, {first.name} {_shown(spelling.first)}: {_why(spelling)}",
            "find out which is right, and write it everywhere",
            second.location,
            confidence=spelling.confidence,
            reference=second.key,
            subject=f"{spelling.first.name} | {spelling.second.name}",
        )


def _shown(naming: Naming) -> str:
    """A name in the order in which prose has it, as it is in an entry."""
    family, _, given = naming.name.partition(", ")
    return f"{given} {family}" if naming.raw and f"{given} {family}" in naming.raw else naming.name


def _why(spelling: Spelling) -> str:
    return spelling.why if spelling.exchanged else f"one person, two spellings ({spelling.why})"


def _bodies(places: Sequence[_Place]) -> Iterator[Finding]:
    found: list[Body] = []
    for at, place in enumerate(places):
        work = place.work
        if work.publisher:
            found.append(
                Body(
                    work.publisher,
                    at,
                    work.url,
                    False,
                    work.type in ("phdthesis", "mastersthesis", "techreport", "thesis", "report"),
                )
            )
        found += [Body(name, at, work.url) for name in work.authors if "," not in name]
        if work.container and not (work.volume or work.number or work.pages) and len(work.container.split()) == 1:
            found.append(Body(work.container, at, work.url, site=True))
    for pair in two_names(found):
        first, second = places[pair.first.place], places[pair.second.place]
        yield finding(
            "B531",
            f"{second.name} has “{pair.second.name}”, {first.name} “{pair.first.name}”: one institution, two names",
            "find out which is right, and write it everywhere"
            if pair.misspelt
            else "choose one form, and write it everywhere",
            second.location,
            confidence="medium" if pair.misspelt else "low",
            reference=second.key,
            subject=f"{pair.first.name} | {pair.second.name}",
        )


def _addresses(places: Sequence[_Place]) -> Iterator[Finding]:
    said: set[tuple[str, str]] = set()
    for place in places:
        for flaw in flaws(place.work):
            if (place.key, flaw.message) in said:
                continue
            said.add((place.key, flaw.message))
            yield finding(
                "B532",
                f"{place.key} {flaw.message}",
                flaw.remedy,
                place.location,
                confidence=flaw.confidence,
                reference=place.key,
                subject=flaw.subject,
            )


def _escaped(context: Context) -> Iterator[Finding]:
    """Addresses that the paper shows with a backslash that does not belong to them."""
    document = context.document
    if document is None:
        return
    keys = {described.reference.span: described.key for described in context.bibliography.descriptions}
    for note in (*document.notes, *document.listed):
        source = document.source[note.span.start : note.span.end]
        for start, end, target in escaped_links(source):
            span = Span(note.span.start + start, note.span.start + end)
            shown = document.source[span.start : span.end][:200]
            key = next(
                (key for at, key in keys.items() if at is not None and at.start < span.end and span.start < at.end), ""
            )
            yield finding(
                "B532",
                f"the address is shown with a backslash that is not part of it: {shown}",
                f"write {target}",
                context.in_paper(span),
                reference=key,
                subject=target,
            )
