"""Figures that a sentence sets side by side, each with its own qualifier: "58 minutes in the dry season and 96 in the
rainy one". A claim that names the qualifier of the one is not of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import telling
from claimcheck.evidence.retrieve import figures_of
from claimcheck.evidence.terms import terms
from claimcheck.model.quantity import Quantity

_BEHIND: Final = re.compile(r"(?: \w+)?\W{0,2}(?:of|in|for|among|at|by|on|under|with) [^,;.()]*")
"""A qualifier behind its figure: "of secondary teachers", "minutes in the dry season"."""
_JOINT: Final = re.compile(r"[,;:]|\b(?:and|while|whereas|but|than|against|compared (?:with|to)|when|which|or|v|vs)\b")
"""What parts one figure with its qualifier from the next."""
_DIGITS: Final = re.compile(r"\d+")
_FIRM: Final = 2
"""How telling a figure must be that is its neighbour's by no chance."""
_SHORT: Final = 3
"""Content words of a qualifier, at most."""


def neighbour(candidate: Candidate, focus: Focus, quantity: Quantity) -> Quantity | None:
    """The figure beside a candidate's whose qualifier the claim names, while it names none of the candidate's own."""
    view = candidate.view
    if quantity.kind in ("date", "ordinal", "multiple") or view.passage.table or candidate.figure.end <= 0:
        return None
    if candidate.sibling:
        return None  # of two figures that the claim itself sets side by side, it may say which is which in other words
    alike = [q for q in figures_of(view, candidate.index) if _alike(q, candidate.figure)]
    at = next((n for n, q in enumerate(alike) if q.start == candidate.figure.start), None)
    if at is None:
        return None
    own = _qualifier(view.passage.text, alike, at)
    for n in (at - 1, at + 1):
        other = _qualifier(view.passage.text, alike, n) if 0 <= n < len(alike) else None
        if other is not None and own.beside(other) and not (own.stems - other.stems) & focus.own:
            said = set(_DIGITS.findall(alike[n].text))
            if (other.stems - own.stems) & focus.own and not (said and said <= focus.numbers):
                return alike[n]
    return None


def swapped(
    agreeing: Sequence[Candidate], opposing: Sequence[Candidate], focus: Focus, quantity: Quantity, least: float
) -> Candidate | None:
    """The figure that the claim should have read where it has its neighbour's; ``least`` alignment is needed."""
    if telling(quantity) < _FIRM:
        return None
    for candidate in agreeing:
        beside = neighbour(candidate, focus, quantity) if candidate.comparison.rule == "exact" else None
        if beside is not None and candidate.score >= least:
            return next((c for c in opposing if c.view is candidate.view and c.figure.start == beside.start), None)
    return None


@dataclass(frozen=True, slots=True)
class _Qualifier:
    """What goes with one of the figures that a passage sets side by side."""

    stems: frozenset[str]
    place: str
    """Where it stands: "behind" its figure, "before" it, or before the "bracket" that holds it."""

    def beside(self, other: _Qualifier) -> bool:
        """Whether the two are said alike, and differ: "in the dry season", "in the rainy season"; "men (65 %)"."""
        short = 0 < len(self.stems) <= _SHORT and 0 < len(other.stems) <= _SHORT
        common = bool(self.stems & other.stems) or self.place == "bracket" or len(self.stems) == len(other.stems) == 1
        return short and common and self.place == other.place and bool(self.stems - other.stems)


def _alike(one: Quantity, two: Quantity) -> bool:
    counts = {"count", "number"}
    if one.form == "range":
        return False
    return one.end > 0 and ((one.kind, one.unit) == (two.kind, two.unit) or {one.kind, two.kind} <= counts)


def _qualifier(text: str, alike: Sequence[Quantity], n: int) -> _Qualifier:
    """What goes with one of the figures of a passage: what stands behind it, else before it."""
    figure = alike[n]
    begin = alike[n - 1].end if n else 0
    end = alike[n + 1].start if n + 1 < len(alike) else len(text)
    behind = _BEHIND.match(text, figure.end, end)
    bracket = text[figure.start - 1 : figure.start] == "("
    if behind is not None and not bracket:
        place, segment = "behind", _JOINT.split(behind.group(), maxsplit=1)[0]
    else:
        place = "bracket" if bracket else "before"
        segment = _JOINT.split(text[begin : figure.start].rstrip(" ("))[-1]
    return _Qualifier(frozenset(term.stem for term in terms(segment)), place)
