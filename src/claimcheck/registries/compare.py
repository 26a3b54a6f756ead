"""An entry held against what a registry says of the same work, field by field. Pure functions of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from claimcheck.model.reference import Reference
from claimcheck.references import works
from claimcheck.references.names import OTHERS
from claimcheck.references.transliterate import words_of
from claimcheck.registries.likeness import author_differences, pages_differ, same_person, title_likeness
from claimcheck.registries.record import Author, Record

_SERIES = re.compile(
    r"lecture notes|springer proceedings|ceur|procedia|advances in|ifip|series\b|conference series|communications in",
    re.I,
)
_SHOWN_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which an entry and a record differ, with both values as they are."""

    field: str
    """As BibTeX calls it."""
    ours: str
    theirs: str
    certain: bool = True
    """False where both values can be right: a year off by one, a series for its conference."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of holding an entry against a record."""

    verdict: Literal["agrees", "differs", "another_work"]
    differences: tuple[Difference, ...] = ()


def compare(entry: Reference, record: Record) -> Comparison:
    """Whether a record describes the work of an entry, and in which fields the two differ."""
    if _whole_of(entry, record):
        return Comparison("agrees")
    likeness = title_likeness(entry.title, record.titles) if entry.title and record.titles else "same"
    people = author_differences(entry.authors or entry.editors, record.authors)
    strangers = bool(people) and not _any_in_common(entry, record)
    if likeness == "other" and (strangers or not _same_place(entry, record)):
        return Comparison("another_work", tuple(_titles(entry, record)))
    found = (
        list(_titles(entry, record))
        if likeness == "near" or (likeness == "other" and not _translated(entry, record))
        else []
    )
    found += _authors(entry, people, record)
    if record.preprint == works.is_preprint(entry):
        found += _container(entry, record)
        found += _year(entry, record)
        found += _places(entry, record)
    elif (
        record.preprint and entry.year.isdigit() and record.years and int(entry.year) < min(map(_number, record.years))
    ):
        found.append(Difference("year", entry.year, record.years[0]))
    return Comparison("differs" if found else "agrees", tuple(found))


def _number(year: str) -> int:
    return int(year) if year.isdigit() else 9999


def _whole_of(entry: Reference, record: Record) -> bool:
    """Whether the record is the book that the entry's chapter stands in: its DOI serves for want of a better one."""
    inside = entry.type in ("incollection", "inbook", "inproceedings", "conference") and entry.container
    return (
        bool(inside)
        and bool(record.titles)
        and title_likeness(entry.container, record.titles) == "same"
        and title_likeness(entry.title, record.titles) == "other"
    )


def _translated(entry: Reference, record: Record) -> bool:
    """Whether a title that is quite another one may be the same in another language: all else agrees."""
    ours, theirs = entry.title, record.titles[0]
    return bool(re.search(r"[^\x00-\u024f]", ours)) != bool(re.search(r"[^\x00-\u024f]", theirs))


def _any_in_common(entry: Reference, record: Record) -> bool:
    names = [name for name in entry.authors or entry.editors if name != OTHERS]
    return any(same_person(name, author) for name in names for author in record.authors[:100])


def _same_place(entry: Reference, record: Record) -> bool:
    """Whether volume and pages, or container and pages, show the same place in print."""
    pages = bool(entry.pages and record.pages) and not pages_differ(entry.pages, record.pages)
    volume = bool(entry.volume) and entry.volume == record.volume
    return pages and (volume or (bool(entry.year) and entry.year in record.years))


def _titles(entry: Reference, record: Record) -> Iterator[Difference]:
    if entry.title and record.titles:
        yield Difference("title", entry.title, record.titles[0])


def _authors(entry: Reference, people: list[tuple[str, str]], record: Record) -> Iterator[Difference]:
    if not people or not record.authors:
        return
    field = "author" if entry.authors else "editor"
    missing = [theirs for ours, theirs in people if not ours]
    added = [ours for ours, theirs in people if not theirs]
    for ours, theirs in people:
        if ours and theirs:
            yield Difference(field, ours, theirs)
    if added:
        yield Difference(
            field, f"{_list(added)} among its authors", f"{_list([author.name for author in record.authors])} alone"
        )
    if missing:
        yield Difference(field, f"{len(entry.authors or entry.editors)} authors", f"{_list(missing)} too")


def _list(names: list[str]) -> str:
    more = len(names) - _SHOWN_AUTHORS
    shown = "; ".join(names[:_SHOWN_AUTHORS])
    return f"{shown} and {more} more" if more > 0 else shown


def _container(entry: Reference, record: Record) -> Iterator[Difference]:
    if (
        not entry.container
        or not record.containers
        or entry.type in ("misc", "online", "dataset", "software", "techreport")
    ):
        return
    if any(_alike(entry.container, theirs) for theirs in record.containers):
        return
    inside = entry.type not in ("article",)
    if inside and (any(_SERIES.search(theirs) for theirs in record.containers) or _SERIES.search(entry.container)):
        return
    yield Difference(
        "journal" if entry.type == "article" else "booktitle", entry.container, record.containers[0], certain=not inside
    )


def _alike(ours: str, theirs: str) -> bool:
    if works.same_container(ours, theirs):
        return True
    one, other = (set(words_of(re.sub(r"\b\d+(?:st|nd|rd|th)?\b", " ", name))) - _COMMON for name in (ours, theirs))
    short = min(one, other, key=len)
    if short and len(one & other) / len(short) >= 0.5:
        return len(one & other) >= 2 or len(short) == 1
    return _by_acronym(ours, theirs) or _by_acronym(theirs, ours)


def _by_acronym(short: str, long: str) -> bool:
    """Whether a word of the one name ("CVPR") is made of the beginnings of the other's words."""
    whole = tuple(word for word in words_of(long) if word not in _SMALL)
    words = (word for word in words_of(short) if len(word) >= 3 and word not in _COMMON)
    return any(works.is_abbreviation((word,), whole) for word in words)


_SMALL = frozenset("the of and on in for a an at to".split())
_COMMON = _SMALL | frozenset(
    "journal proceedings international conference annual symposium workshop acm ieee transactions letters".split()
)


def _year(entry: Reference, record: Record) -> Iterator[Difference]:
    years = [int(year) for year in record.years if year.isdigit()]
    if not entry.year.isdigit() or not years:
        return
    ours = int(entry.year)
    if record.registry == "OpenAlex" and ours == max(years) + 1:
        return  # it has one year of a work, and that of print may be the next
    if not min(years) <= ours <= max(years):
        off = min(abs(ours - year) for year in years)
        yield Difference("year", entry.year, " or ".join(sorted(set(record.years))), certain=off > 1)


def _places(entry: Reference, record: Record) -> Iterator[Difference]:
    for name, ours, theirs in (("volume", entry.volume, record.volume), ("number", entry.number, record.number)):
        if (
            ours
            and theirs
            and ours.isdigit()
            and theirs.isdigit()
            and int(ours) != int(theirs)
            and entry.type == "article"
        ):
            yield Difference(name, ours, theirs)
    if entry.pages and record.pages and pages_differ(entry.pages, record.pages):
        yield Difference("pages", entry.pages, record.pages)


def is_match(entry: Reference, record: Record) -> bool:
    """Whether a record found by a search is the work: title, first author and year together, not one of them alone."""
    return is_titled_so(entry, record) and _year_near(entry, record)


def is_titled_so(entry: Reference, record: Record) -> bool:
    """Whether title and first author agree."""
    if not entry.title or title_likeness(entry.title, record.titles) != "same" or not record.titles:
        return False
    first = next((name for name in entry.authors or entry.editors if name != OTHERS), "")
    return bool(first and record.authors) and any(same_person(first, author) for author in _first(record.authors))


def _first(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    return authors[:1]


def _year_near(entry: Reference, record: Record) -> bool:
    years = [int(year) for year in record.years if year.isdigit()]
    return entry.year.isdigit() and bool(years) and min(abs(int(entry.year) - year) for year in years) <= 1
