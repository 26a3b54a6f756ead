"""Statements of a claim that a source says the other way round: rose for fell, effective for not effective.

A claim's figures may all stand in the source while its sentence says the contrary of them. A course of the claim is
reversed where passages speak of the same subject and time and all of them give it the other way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.evidence.courses import Course, courses, denials, roots
from claimcheck.evidence.retrieve import Index, View, figures_of
from claimcheck.evidence.roles import years
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity
from claimcheck.quantities import read

_ALIKE: Final = 0.6
"""Words that two subjects share, as a part of all the words of both, from which they are the same."""
_FEWEST: Final = 2
"""Words that tell a subject."""
_MONTHS: Final = re.compile(r"\b(three|six|nine|twelve|[369]|12) months?\b|\b(quarter|year)s?\b", re.IGNORECASE)
_LENGTHS: Final = {"3": "three", "6": "six", "9": "nine", "12": "year", "twelve": "year", "quarter": "three"}


@dataclass(frozen=True, slots=True)
class Reversal:
    """A course of a claim, and the passage that gives it the other way."""

    course: Course
    index: Index
    view: View
    figure: Quantity | None = None
    """For a row of a table: the later of the two figures that it rose or fell to."""


def reversals(claim: Claim, indexes: Sequence[Index]) -> Iterator[Reversal]:
    """The courses of a claim's own words that its sources give the other way, in order."""
    text = claim.quote
    for course in courses(text):
        if len(course.subject) >= _FEWEST and (found := _reversed(course, claim, indexes)):
            yield found


def _reversed(course: Course, claim: Claim, indexes: Sequence[Index]) -> Reversal | None:
    times, lengths = _years_in(claim.quote), _lengths(claim.quote)
    contrary: list[tuple[float, Reversal]] = []
    for index in indexes:
        if index.foreign:
            continue
        for view in index.views:
            if not course.subject <= roots(view.passage.text):
                continue
            for other, figure in _courses_of(view, index, times, lengths):
                alike = len(course.subject & other.subject) / len(course.subject | other.subject)
                if alike < _ALIKE:
                    continue
                if other.sign == course.sign:
                    return None
                contrary.append((alike, Reversal(course, index, view, figure)))
    return max(contrary, key=lambda pair: pair[0])[1] if contrary else None


def _courses_of(
    view: View, index: Index, times: frozenset[int], lengths: frozenset[str]
) -> Iterator[tuple[Course, Quantity | None]]:
    text = view.passage.text
    if view.passage.role == "table":
        return
    own = _years_in(text)
    if times and own and not times & own:
        return
    spans = _lengths(text)
    if lengths and spans and not lengths & spans:
        return
    for course in courses(text):
        yield course, None


def _years_in(text: str) -> frozenset[int]:
    return frozenset(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text))


def _lengths(text: str) -> frozenset[str]:
    found = {(a or b).lower() for a, b in _MONTHS.findall(text)}
    return frozenset(_LENGTHS.get(word, word) for word in found)
