"""Figures that a sentence sets side by side, each with its own qualifier: "58 minutes in the dry season and 96 in the
rainy one". A claim that names the qualifier of the one is not of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.evidence.align import Candidate, align
from claimcheck.evidence.focus import Focus, sentence_of
from claimcheck.evidence.limits import telling
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
_FIRM: Final = 2
"""How telling a figure must be that is its neighbour's by no chance."""
_SHORT: Final = 3
"""Content words of a qualifier, at most."""


def qualifier_of(text: str, alike: Sequence[Quantity], n: int) -> frozenset[str]:
    """The stems of what goes with one of the figures of one kind that a passage gives."""
    return _qualifier(text, alike, n, _FAR_BEHIND).stems


def neighbour(candidate: Candidate, focus: Focus, quantity: Quantity) -> Quantity | None:
    """The figure beside a candidate's whose qualifier the claim names, while it names none of the candidate's own."""
    view = candidate.view
    if quantity.kind in ("date", "ordinal", "multiple") or view.passage.table or candidate.figure.end <= 0:
        return None
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


def of_its_neighbour(candidate: Candidate, focus: Focus) -> bool:
    """Whether another figure of the passage goes with what the claim's clause names, and this one with none of it.

    "The Common Blue is down 17 % and the Gatekeeper 41 %": 41 % says nothing of the Common Blue.
    """
    view = candidate.view
    if view.passage.table or candidate.figure.end <= 0:
        return False
    alike = [q for q in figures_of(view, candidate.index) if _alike(q, candidate.figure)]
    at = next((n for n, q in enumerate(alike) if q.start == candidate.figure.start), None)
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
    if telling(quantity) < _FIRM:
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
    said = [q for q in read(text) if _alike(q, quantity)]
    at = next((n for n, q in enumerate(said) if q.start <= start < q.end), None)
    if at is None or telling(quantity) < _FIRM:
        return None
    found: Candidate | None = None
    for other in (n for n in (at - 1, at + 1) if 0 <= n < len(said) and telling(said[n]) >= _FIRM):
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


_OPENING: Final = re.compile(
    r"^(?:\W*\w+,)?\W*(?:for|among|of|in|at) (?!.{0,60}\bended\b)([^,;.()]{3,60})", re.IGNORECASE
)
"""Of whom or where a sentence speaks: "For medium and large businesses, this was …", not of what time."""
_NEXT: Final = 400
"""Code points from one sentence to another that may take it up."""


def restricted(
    agreeing: Sequence[Candidate], opposing: Sequence[Candidate], claim: Claim, focus: Focus, quantity: Quantity
) -> Candidate | None:
    """What the source says of those with whom claim and passage open, where the claim's figure is of others there.

    "For large firms it was £1,205" against "It was £1,205 a firm, of any size. For large firms, it was £10,830".
    """
    if quantity.kind not in ("date", "ordinal") and telling(quantity) >= _FIRM:
        for candidate in agreeing:
            if (whole := _of_all(candidate, opposing, focus)) is not None:
                return whole
    opening = _OPENING.match(sentence_of(claim, quantity)[0])
    meant = [term.stem for term in terms(opening[1])] if opening else []
    if not meant or quantity.kind in ("date", "ordinal") or telling(quantity) < _FIRM:
        return None
    for candidate in agreeing:
        passage = candidate.view.passage
        if candidate.comparison.rule not in ("exact", "overlap") or passage.table:
            continue
        for other in opposing:
            there = other.view.passage
            if other.index is not candidate.index or not 0 < there.start - passage.start <= _NEXT:
                continue
            begins = _OPENING.match(there.text)
            own = {term.stem for term in terms(begins[1])} if begins else set()
            named = bool(own) and own == set(meant[: len(own)]) and not own <= candidate.view.stems
            if named and _alike(other.figure, candidate.figure):
                return other
    return None


def _of_all(candidate: Candidate, opposing: Sequence[Candidate], focus: Focus) -> Candidate | None:
    """What the sentence before says of all, where the candidate's is only of some whom the claim doesn't speak of.

    "Owners lose 86 hours a year. For sole traders it is 73 hours" against "Owners lose 73 hours a year".
    """
    passage = candidate.view.passage
    opening = _FOR_SOME.fullmatch(passage.text, 0, max(candidate.figure.start, 0))
    some = {term.stem for term in terms(opening[1])} if opening else set()
    if not some or some & focus.weights.keys() or candidate.comparison.rule != "exact" or passage.table:
        return None
    before = [c for c in opposing if c.index is candidate.index and _alike(c.figure, candidate.figure)]
    before = [c for c in before if 0 < passage.start - c.view.passage.start <= _NEXT and c.base > candidate.base]
    before = [c for c in before if c.view.passage.paragraph == passage.paragraph]
    return max(before, key=lambda c: c.view.passage.start, default=None)


_FOR_SOME: Final = re.compile(
    r"(?:\w+, )?(?:for|among|in|at) ([^,;.()\d]{3,50}?),? (?:it|this|that|they|the \w+) "
    r"(?:is|was|are|were|came to|stood at|reached) (?:\w+ )?",
    re.IGNORECASE,
)


def counted_otherwise(
    agreeing: Sequence[Candidate], opposing: Sequence[Candidate], focus: Focus, quantity: Quantity
) -> Candidate | None:
    """What a passage counts of the claim's noun, while the claim's number counts something else there.

    "38,906 respondents" against "11,482 respondents who supply 38,906 ballots".
    """
    if quantity.kind != "count" or telling(quantity) < _FIRM:
        return None
    for candidate in agreeing:
        if candidate.comparison.rule != "exact" or candidate.figure.kind != "count" or candidate.sibling:
            continue
        if not candidate.measure.stranger or candidate.view.passage.value_at:
            continue
        if {term.stem for term in terms(candidate.figure.measure)} & focus.weights.keys():
            continue  # "14 deaths among the 1,800 children": of these 14 died
        own = [c for c in opposing if c.view is candidate.view and c.measure.same and c.figure.kind == "count"]
        if len(own) == 1 and not own[0].extent.part and telling(own[0].figure) >= _FIRM:
            return own[0]
    return None


def _crossed(
    candidate: Candidate, mine: frozenset[str], theirs: frozenset[str], other: Quantity
) -> tuple[bool | None, Quantity | None]:
    """Whether a passage gives two figures each to the other's group (False: to its own), and its first one."""
    view = candidate.view
    if candidate.comparison.rule != "exact" or view.passage.value_at or candidate.figure.end <= 0:
        return None, None
    alike = [q for q in figures_of(view, candidate.index) if _alike(q, candidate.figure)]
    at = next((n for n, q in enumerate(alike) if q.start == candidate.figure.start), None)
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


def _alike(one: Quantity, two: Quantity) -> bool:
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
