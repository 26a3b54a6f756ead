"""Figures of some where the claim is of all or of others: "For sole traders it is 73 hours" is not said of owners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.focus import Focus, sentence_of
from claimcheck.evidence.limits import FIRM, telling
from claimcheck.evidence.parallel import of_one_kind
from claimcheck.evidence.terms import terms
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity

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
    if quantity.kind in ("date", "ordinal") or telling(quantity) < FIRM:
        return None
    opening = _OPENING.match(sentence_of(claim, quantity)[0])
    meant = [term.stem for term in terms(opening[1])] if opening else []
    for candidate in agreeing:
        if candidate.comparison.rule not in ("exact", "overlap") or candidate.view.passage.table:
            continue
        if found := _of_all(candidate, opposing, focus) or _of_those(meant, candidate, opposing):
            return found
    return None


def _of_those(meant: Sequence[str], candidate: Candidate, opposing: Sequence[Candidate]) -> Candidate | None:
    """What a sentence behind says that opens with those with whom the claim opens (``meant``, in order)."""
    for other in opposing:
        there = other.view.passage
        if other.index is not candidate.index or not 0 < there.start - candidate.view.passage.start <= _NEXT:
            continue
        opening = _OPENING.match(there.text)
        own = {term.stem for term in terms(opening[1])} if opening else set()
        named = bool(own) and own == set(meant[: len(own)]) and not own <= candidate.view.stems
        if named and of_one_kind(other.figure, candidate.figure):
            return other
    return None


def _of_all(candidate: Candidate, opposing: Sequence[Candidate], focus: Focus) -> Candidate | None:
    """What the sentence before says of all, where the candidate's is only of some whom the claim doesn't speak of.

    "Owners lose 86 hours a year. For sole traders it is 73 hours" against "Owners lose 73 hours a year".
    """
    passage = candidate.view.passage
    opening = _FOR_SOME.fullmatch(passage.text, 0, max(candidate.figure.start, 0))
    some = {term.stem for term in terms(opening[1])} if opening else set()
    if some <= focus.weights.keys() or candidate.comparison.rule != "exact":
        return None
    before = [c for c in opposing if c.index is candidate.index and of_one_kind(c.figure, candidate.figure)]
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
    if quantity.kind != "count" or telling(quantity) < FIRM:
        return None
    for candidate in agreeing:
        if candidate.comparison.rule != "exact" or candidate.figure.kind != "count" or candidate.sibling:
            continue
        if not candidate.measure.stranger or candidate.view.passage.value_at:
            continue
        if {term.stem for term in terms(candidate.figure.measure)} & focus.weights.keys():
            continue  # "14 deaths among the 1,800 children": of these 14 died
        own = [c for c in opposing if c.view is candidate.view and c.measure.same and c.figure.kind == "count"]
        if len(own) == 1 and not own[0].extent.part and telling(own[0].figure) >= FIRM:
            return own[0]
    return None
