"""Statements of a claim that a source says the other way round: rose for fell, effective for not effective.

A claim's figures may all stand in the source while its sentence says the contrary of them. A course of the claim is
reversed where passages speak of the same subject and time and all of them give it the other way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from claimcheck.evidence.courses import Course, courses, predicates, roots, subject_of
from claimcheck.evidence.quote import passage_evidence
from claimcheck.evidence.retrieve import Index, View, figures_of
from claimcheck.evidence.roles import years
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity
from claimcheck.model.verdict import QuantityVerdict

_ALIKE: Final = 0.6
"""Words that two subjects share, as a part of all the words of both, from which they are the same."""
_FEWEST: Final = 2
"""Words that tell a subject."""
_COMPANY: Final = 0.5
"""Part of the words around a word of the claim with which a passage says the same of it."""
_LESS: Final = 0.2
_MONTHS: Final = re.compile(r"\b(three|six|nine|twelve|[369]|12) months?\b|\b(quarter|year)s?\b", re.IGNORECASE)
_LENGTHS: Final = {"3": "three", "6": "six", "9": "nine", "12": "year", "twelve": "year", "quarter": "three"}


@dataclass(frozen=True, slots=True)
class Reversal:
    """A course of a claim, and the passage that gives it the other way."""

    course: Course
    index: Index
    view: View
    shown: str = ""
    """The word by which the passage says so."""
    figure: Quantity | None = None
    """For a row of a table: the later of the two figures that it rose or fell to."""


def with_reversals(
    claim: Claim, verdicts: Sequence[QuantityVerdict], indexes: Sequence[Index]
) -> list[QuantityVerdict]:
    """The verdicts of a claim's quantities, for the one nearest to what the source says the other way round.

    A course that is reversed contradicts it (``N208``); of what is denied, no figure is borne out (``N209``): a word
    is no figure that another could contradict.
    """
    made = list(verdicts)
    for reversal in reversals(claim, indexes) if made else ():
        nearest = min(range(len(made)), key=lambda n: _away(claim.quantities[n], reversal.course))
        if made[nearest].verdict != "contradicted":
            made[nearest] = _judged(claim, reversal)
    return made


def _away(quantity: Quantity, course: Course) -> int:
    return max(quantity.start - course.end, course.start - quantity.end, 0)


def _judged(claim: Claim, reversal: Reversal) -> QuantityVerdict:
    index, view, course = reversal.index, reversal.view, reversal.course
    word = claim.quote[course.start : course.end]
    told = passage_evidence(index, view, reversal.figure.text if reversal.figure else reversal.shown)
    at = f" ({view.passage.locator})" if view.passage.locator else ""
    if course.axis:
        reason = f"Where the paper says “{word}”, the source says the contrary: “{told.quote}”{at}."
        return QuantityVerdict("not_found", "denied", reason, "medium", told, "N209")
    way = "rose" if course.sign < 0 else "fell"
    reason = f"Where the paper says “{word}”, the source says that it {way}: “{told.quote}”{at}."
    return QuantityVerdict("contradicted", "direction", reason, "medium", told, "N208")


def reversals(claim: Claim, indexes: Sequence[Index]) -> Iterator[Reversal]:
    """The courses of a claim's own words that its sources give the other way, in order."""
    for course in courses(claim.quote):
        if len(course.subject) >= _FEWEST and (found := _reversed(course, claim, indexes)):
            yield found
    for predicate in predicates(claim.quote):
        if len(predicate.subject) >= _FEWEST and (found := _denied(predicate, claim, indexes)):
            yield found


def _denied(predicate: Course, claim: Claim, indexes: Sequence[Index]) -> Reversal | None:
    """The passage that says most of what stands around a word of the claim, where all that do so deny that word.

    Where the claim denies it, the other way round.
    """
    span = _Span(_years_in(claim.quote), _lengths(claim.quote))
    told: list[tuple[float, int, Reversal]] = []
    for index in indexes:
        for view in index.views if not index.foreign else ():
            text = view.passage.text
            if predicate.axis not in roots(text) and not any(p.axis == predicate.axis for p in predicates(text)):
                continue
            if view.passage.role in ("table", "heading", "title") or not span.fits(text):
                continue
            for other in predicates(text):
                if other.axis == predicate.axis:
                    shared = len(predicate.subject & other.subject)
                    part = shared / len(predicate.subject)
                    if shared >= _FEWEST and part >= _COMPANY:
                        shown = text[other.start : other.end]
                        told.append((part, other.sign, Reversal(predicate, index, view, shown)))
    if not told:
        return None
    best = max(told, key=lambda each: each[0])
    signs = {sign for part, sign, _ in told if part >= best[0] - _LESS}
    return best[2] if signs == {-predicate.sign} else None


def _reversed(course: Course, claim: Claim, indexes: Sequence[Index]) -> Reversal | None:
    span = _Span(_years_in(claim.quote), _lengths(claim.quote))
    contrary: list[tuple[float, Reversal]] = []
    for index in indexes:
        if index.foreign:
            continue
        for view, other, figure in (*_told(course, index, span), *_in_tables(course, index, span)):
            alike = _alike(course.subject, other.subject)
            if alike < _ALIKE:
                continue
            if other.sign == course.sign:
                return None
            shown = view.passage.text[other.start : other.end]
            contrary.append((alike, Reversal(course, index, view, shown, figure)))
    return max(contrary, key=lambda pair: pair[0])[1] if contrary else None


def _alike(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / len(one | two) if one | two else 0.0


@dataclass(frozen=True, slots=True)
class _Span:
    """The years that a claim names, and how long its periods are."""

    years: frozenset[int]
    lengths: frozenset[str]

    def fits(self, text: str) -> bool:
        own, spans = _years_in(text), _lengths(text)
        if self.years and own and not self.years & own:
            return False
        return not self.lengths or not spans or bool(self.lengths & spans)


def _told(course: Course, index: Index, span: _Span) -> Iterator[tuple[View, Course, Quantity | None]]:
    """The courses that sentences tell of a subject that holds the claim's."""
    for view in index.views:
        text = view.passage.text
        if view.passage.role == "table" or not course.subject <= roots(text) or not span.fits(text):
            continue
        for other in courses(text):
            yield view, other, None


def _in_tables(course: Course, index: Index, span: _Span) -> Iterator[tuple[View, Course, Quantity | None]]:
    """The courses that rows of tables show from one time to the next: for the claim's years, else for the latest."""
    rows: dict[tuple[int, int, str], list[tuple[View, Quantity]]] = defaultdict(list)
    for view in index.views:
        passage = view.passage
        if not passage.table or not passage.row or _alike(course.subject, subject_of(passage.row)) < _ALIKE:
            continue
        spans = _lengths(passage.column)
        if span.lengths and spans and not span.lengths & spans:
            continue
        for figure in figures_of(view, index)[:1]:
            if figure.when and figure.value is not None and figure.kind in _LEVELS:
                rows[passage.table, passage.paragraph, passage.row].append((view, figure))
    for (_, _, label), cells in rows.items():
        if found := _ends(cells, span):
            (_, earlier), (view, later) = found
            sign = 1 if _size(later) > _size(earlier) else -1
            if _size(later) != _size(earlier):
                yield view, Course("", sign, subject_of(label), 0, 0), later


_LEVELS: Final = frozenset({"count", "number", "currency", "measure"})


def _size(figure: Quantity) -> Fraction:
    return (figure.value or Fraction(0)) * figure.factor


def _ends(cells: Sequence[tuple[View, Quantity]], span: _Span) -> tuple[tuple[View, Quantity], ...]:
    """The cells of the two times between which a row rose or fell; none where a time has two cells."""
    by_year: dict[int, list[tuple[View, Quantity]]] = defaultdict(list)
    for cell in cells:
        if (time := years(cell[1].when)) is not None:
            by_year[time[0]].append(cell)
    named = sorted(year for year in by_year if year in span.years)
    known = sorted(by_year)
    last = named[-1] if named else known[-1] if known and not span.years else 0
    first = named[-2] if len(named) > 1 else max((year for year in known if year < last), default=0)
    if not first or not last or len(by_year[first]) != 1 or len(by_year[last]) != 1:
        return ()
    return by_year[first][0], by_year[last][0]


def _years_in(text: str) -> frozenset[int]:
    return frozenset(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text))


def _lengths(text: str) -> frozenset[str]:
    found = {(a or b).lower() for a, b in _MONTHS.findall(text)}
    return frozenset(_LENGTHS.get(word, word) for word in found)
