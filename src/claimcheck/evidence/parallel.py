"""Figures that a sentence sets side by side, each with its own qualifier: "58 minutes in the dry season and 96 in the
rainy one". A claim that names the qualifier of the one is not of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.evidence.align import Candidate, align
from claimcheck.evidence.focus import Focus, sentence_of
from claimcheck.evidence.limits import FIRM, telling
from claimcheck.evidence.retrieve import coverage, figures_of
from claimcheck.evidence.terms import terms
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.quantities import read

_BEHIND: Final = re.compile(r"(?: \w+)?\W{0,2}(?:of|in|for|among|at|by|on|under|with) [^,;.()]*")
"""A qualifier behind its figure: "of secondary teachers", "minutes in the dry season"."""
_FAR_BEHIND: Final = re.compile(r"(?: [\w-]+){0,6}?\W{0,2}(?:of|in|for|among|at|by|on|under|with) [^,;.()]*")
"""The same behind what is counted or measured: "0.62 defects per thousand lines in reviewed code"."""
_JOINT: Final = re.compile(r"[,;:]|\b(?:and|while|whereas|but|than|against|compared (?:with|to)|when|which|or|v|vs)\b")
"""What parts one figure with its qualifier from the next."""
_DIGITS: Final = re.compile(r"\d+")
_SHORT: Final = 3
"""Content words of a qualifier, at most."""


def qualifier_of(text: str, alike: Sequence[Quantity], n: int) -> frozenset[str]:
    """The stems of what goes with one of the figures of one kind that a passage gives."""
    return _qualifier(text, alike, n, _FAR_BEHIND).stems


def _side_by_side(candidate: Candidate) -> tuple[list[Quantity], int | None]:
    """The figures of one kind of a candidate's passage, and which of them is its own; None where none is."""
    alike = [q for q in figures_of(candidate.view, candidate.index) if of_one_kind(q, candidate.figure)]
    return alike, next((n for n, q in enumerate(alike) if q.start == candidate.figure.start), None)


def neighbour(candidate: Candidate, focus: Focus, quantity: Quantity) -> Quantity | None:
    """The figure beside a candidate's whose qualifier the claim names, while it names none of the candidate's own."""
    view = candidate.view
    if quantity.kind in ("date", "ordinal", "multiple") or view.passage.table or candidate.figure.end <= 0:
        return None
    alike, at = _side_by_side(candidate)
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


def of_its_neighbour(candidate: Candidate, focus: Focus) -> bool:
    """Whether another figure of the passage goes with what the claim's clause names, and this one with none of it.

    "The Common Blue is down 17 % and the Gatekeeper 41 %": 41 % says nothing of the Common Blue.
    """
    view = candidate.view
    if view.passage.table or candidate.figure.end <= 0:
        return False
    alike, at = _side_by_side(candidate)
    if at is None:
        return False
    own = _qualifier(view.passage.text, alike, at, _FAR_BEHIND)
    if not own.stems or own.stems & focus.own:
        return False
    others = (_qualifier(view.passage.text, alike, n, _FAR_BEHIND) for n in (at - 1, at + 1) if 0 <= n < len(alike))
    return any(other.place == own.place and other.stems & focus.own for other in others)


def swapped(
    agreeing: Sequence[Candidate], opposing: Sequence[Candidate], focus: Focus, quantity: Quantity, least: float
) -> Candidate | None:
    """The figure that the claim should have read where it has its neighbour's; ``least`` alignment is needed."""
    if telling(quantity) < FIRM:
        return None
    for candidate in agreeing:
        beside = neighbour(candidate, focus, quantity) if candidate.comparison.rule == "exact" else None
        if beside is not None and candidate.score >= least:
            return next((c for c in opposing if c.view is candidate.view and c.figure.start == beside.start), None)
    return None


def exchanged(agreeing: Sequence[Candidate], claim: Claim, focus: Focus, quantity: Quantity) -> Candidate | None:
    """The other figure of a claim that sets two side by side, where a passage gives each of them to the other's group.

    "0.91 in reviewed code and 0.62 in unreviewed code" against "0.62 in reviewed changes and 0.91 in unreviewed ones".
    """
    text, start = sentence_of(claim, quantity)
    said = [q for q in read(text) if of_one_kind(q, quantity)]
    at = next((n for n, q in enumerate(said) if q.start <= start < q.end), None)
    if at is None or telling(quantity) < FIRM:
        return None
    found: Candidate | None = None
    for other in (n for n in (at - 1, at + 1) if 0 <= n < len(said) and telling(said[n]) >= FIRM):
        mine, theirs = (_qualifier(text, said, n, _FAR_BEHIND) for n in (at, other))
        if mine.place != theirs.place:
            continue
        for candidate in agreeing:
            crossed, beside = _crossed(candidate, mine.stems, theirs.stems, said[other])
            if crossed is False:
                return None
            if crossed and found is None and beside is not None:
                note = Comparison("contradicted", "disjoint", f"the source says {beside.text}")
                view, index = candidate.view, candidate.index
                found = align(focus, quantity, view, index, beside, note, coverage(focus, view, index))
    return found


def _crossed(
    candidate: Candidate, mine: frozenset[str], theirs: frozenset[str], other: Quantity
) -> tuple[bool | None, Quantity | None]:
    """Whether a passage gives two figures each to the other's group (False: to its own), and its first one."""
    view = candidate.view
    if candidate.comparison.rule != "exact" or view.passage.value_at or candidate.figure.end <= 0:
        return None, None
    alike, at = _side_by_side(candidate)
    if at is None:
        return None, None
    for n in (n for n in (at - 1, at + 1) if 0 <= n < len(alike) and alike[n].value == other.value):
        one, two = (_qualifier(view.passage.text, alike, k, _FAR_BEHIND) for k in (at, n))
        if one.place != two.place:
            continue
        own = bool((mine - theirs) & (one.stems - two.stems)) or bool((theirs - mine) & (two.stems - one.stems))
        cross = bool((mine - theirs) & (two.stems - one.stems)) and bool((theirs - mine) & (one.stems - two.stems))
        if own or cross:
            return not own, alike[n]
    return None, None


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


def of_one_kind(one: Quantity, two: Quantity) -> bool:
    """Whether two figures may be set side by side: of one kind and unit."""
    counts = {"count", "number"}
    if one.form == "range":
        return False
    return one.end > 0 and ((one.kind, one.unit) == (two.kind, two.unit) or {one.kind, two.kind} <= counts)


def _qualifier(text: str, alike: Sequence[Quantity], n: int, how: re.Pattern[str] = _BEHIND) -> _Qualifier:
    """What goes with one of the figures of a passage: what stands behind it, else before it."""
    figure = alike[n]
    begin = alike[n - 1].end if n else 0
    end = alike[n + 1].start if n + 1 < len(alike) else len(text)
    behind = how.match(text, figure.end, end)
    bracket = text[figure.start - 1 : figure.start] == "("
    if behind is not None and not bracket:
        place, segment = "behind", _JOINT.split(behind.group(), maxsplit=1)[0]
    else:
        place = "bracket" if bracket else "before"
        segment = _JOINT.split(text[begin : figure.start].rstrip(" ("))[-1]
    return _Qualifier(frozenset(term.stem for term in terms(segment)), place)
