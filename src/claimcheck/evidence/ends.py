"""A span of dates of which a source tells one end here and the other there: "took office in 1816 … died in 1828"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from claimcheck.evidence.agree import supports
from claimcheck.evidence.align import Candidate
from claimcheck.evidence.candidates import candidates, rank
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import Thresholds
from claimcheck.evidence.near import closed
from claimcheck.evidence.retrieve import Index
from claimcheck.evidence.scorecard import Weighing, likeliest
from claimcheck.evidence.signals import field_of
from claimcheck.model.quantity import Comparison, Quantity


def both_ends(
    focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], indexes: Sequence[Index], limits: Thresholds
) -> Candidate | None:
    """The passage for that end of a span which is the less surely borne out; None unless both are."""
    found = [_borne_out(focus, end, siblings, indexes, limits) for end in _ends(quantity)]
    weaker, surer = (
        sorted((c for c in found if c is not None), key=rank) if found and None not in found else (None, None)
    )
    if weaker is None or surer is None or (weaker.figure.start == surer.figure.start and weaker.view is surer.view):
        return None
    note = f"one end of the span; the other is “{surer.figure.text}”"
    return replace(weaker, comparison=Comparison("supported", "ends", note))


def other_end(
    focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], indexes: Sequence[Index], limits: Thresholds
) -> Candidate | None:
    """The date that a source gives for one end of a span, where it bears out the other end alone; None else."""
    ends = _ends(quantity)
    borne = [_borne_out(focus, end, siblings, indexes, limits) for end in ends]
    if len(ends) != len(borne) or sum(one is not None for one in borne) != 1:
        return None
    wrong, right = (ends[0], ends[1]) if borne[0] is None else (ends[1], ends[0])
    _, opposing = candidates(focus, wrong, (*siblings, right), indexes, limits.widths)
    weighing = Weighing(focus, wrong, field_of(opposing))
    single = [c for c in opposing if not closed(c.figure.edtf) and c.figure.edtf not in quantity.edtf]
    return likeliest(single, weighing, limits)[0]


def _ends(quantity: Quantity) -> list[Quantity]:
    if quantity.kind != "date" or not closed(quantity.edtf):
        return []
    return [replace(quantity, edtf=edtf, form="point", value=_year(edtf)) for edtf in quantity.edtf.split("/")]


def _year(edtf: str) -> Fraction | None:
    return Fraction(edtf[:4]) if edtf[:4].isdecimal() else None


def _borne_out(
    focus: Focus, end: Quantity, siblings: Sequence[Quantity], indexes: Sequence[Index], limits: Thresholds
) -> Candidate | None:
    """The passage that bears out one end best; None where none does."""
    agreeing, _ = candidates(focus, end, siblings, indexes, limits.widths)
    told = (c for c in agreeing if not closed(c.figure.edtf) and supports(c, focus, end, limits))
    return max(told, key=rank, default=None)
