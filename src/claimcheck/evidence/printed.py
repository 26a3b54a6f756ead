"""What of a source speaks against a figure at all: no passage that gives it, too, and nothing that is only aligned,
where the source prints a long number or a day of the claim somewhere else.

So long a number, or the very day, is hardly there by chance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.evidence.agree import of_the_whole
from claimcheck.evidence.align import Candidate
from claimcheck.evidence.candidates import agreeing_anywhere
from claimcheck.evidence.dated import counted_from_writing, of_writing
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import TELLING, Thresholds, long_number, telling
from claimcheck.evidence.near import coarse
from claimcheck.evidence.oppose import published
from claimcheck.evidence.retrieve import Index, figures_of
from claimcheck.model.quantity import Quantity


def stands_there(supporting: Sequence[Candidate], quantity: Quantity, indexes: Sequence[Index]) -> bool:
    """Whether a source holds the very figure, though of what is unsure: one of three digits in a passage that shares
    words with the claim, a longer one in any. Cells are left out, which may be a neighbour's.
    """
    if quantity.kind == "date" or telling(quantity) < TELLING:
        return False
    exact = (c for c in supporting if c.comparison.rule == "exact" and c.extent.time != "other")
    return any(not c.view.passage.value_at for c in exact) or _printed(quantity, indexes)


def _printed(quantity: Quantity, indexes: Sequence[Index]) -> bool:
    if not long_number(quantity) or not (digits := re.search(r"\d[\d.,]*\d", quantity.text)):
        return False
    written = re.compile(rf"(?<![\d.,]){re.escape(digits.group())}(?![\d,]|\.\d)")
    return any(
        written.search(view.passage.text) for index in indexes for view in index.views if not view.passage.value_at
    )


def speaking_against(
    supporting: Sequence[Candidate],
    opposing: Sequence[Candidate],
    focus: Focus,
    quantity: Quantity,
    indexes: Sequence[Index],
    limits: Thresholds,
) -> list[Candidate]:
    """The figures that differ, without those of passages that give the claim's own, nor days that only recall.

    Its own it may also give without a unit ("fifteen years; the prosecution had asked for 18").
    """
    date = quantity.kind == "date"
    exact = [c for c in supporting if c.comparison.rule == "exact" and (c.measure.same or date)]
    quoted = {id(c.view) for c in exact if not of_the_whole(c, focus)}
    found = [c for c in opposing if id(c.view) not in quoted and not _gives_it_bare(c, quantity)]
    told = [c.base for c in supporting if date and not of_writing(c.figure) and coarse(quantity, c.figure) <= 1]
    if recalled := max(told, default=0.0):
        found = [c for c in found if not published(c) or c.base * limits.recalled > recalled]
    deictic = [c for c in found if date and (published(c) or counted_from_writing(c.figure))]
    if not deictic or not _told_to_the_day(focus, quantity, indexes, limits):
        return found
    return [c for c in found if not any(c is one for one in deictic)]


def _gives_it_bare(candidate: Candidate, quantity: Quantity) -> bool:
    if quantity.kind in ("date", "number", "ordinal", "count") or candidate.view.passage.value_at:
        return False
    value = quantity.value
    return value is not None and any(
        one.kind == "number" and one.value == value and one.start != candidate.figure.start
        for one in figures_of(candidate.view, candidate.index)
    )


def _told_to_the_day(focus: Focus, quantity: Quantity, indexes: Sequence[Index], limits: Thresholds) -> bool:
    """Whether a passage gives the very day of a claim, other than by the day on which it was written."""
    if quantity.edtf.count("-") < len(("month", "day")) or "/" in quantity.edtf:
        return False
    return any(
        found.comparison.rule == "exact" and not of_writing(found.figure)
        for found in agreeing_anywhere(focus, quantity, indexes, limits.widths)
    )
