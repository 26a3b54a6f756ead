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


def of_ends(
    focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], indexes: Sequence[Index], limits: Thresholds
) -> tuple[Candidate | None, Candidate | None]:
    """What bears out a span by its ends, and what contradicts one of them; at most one of the two is given.

    The passage for that end which is the less surely borne out, where both are; the date that a source gives for the
    one end, where it bears out the other alone.
    """
    ends = _ends(quantity)
    found = [(end, _borne_out(focus, end, siblings, indexes, limits)) for end in ends]
    borne = [candidate for _, candidate in found if candidate is not None]
    if not borne:
        return None, None
    if len(borne) < len(ends):
        wrong, right = (end for end, _ in sorted(found, key=lambda pair: pair[1] is not None))
        return None, _instead(focus, quantity, wrong, (*siblings, right), indexes, limits)
    weaker, surer = sorted(borne, key=rank)
    if weaker.figure.start == surer.figure.start and weaker.view is surer.view:
        return None, None
    note = f"one end of the span; the other is “{surer.figure.text}”"
    return replace(weaker, comparison=Comparison("supported", "ends", note)), None


def _instead(
    focus: Focus,
    quantity: Quantity,
    end: Quantity,
    siblings: Sequence[Quantity],
    indexes: Sequence[Index],
    limits: Thresholds,
) -> Candidate | None:
    _, opposing = candidates(focus, end, siblings, indexes, limits.widths)
    single = [c for c in opposing if not closed(c.figure.edtf) and c.figure.edtf not in quantity.edtf]
    return likeliest(single, Weighing(focus, end, field_of(opposing)), limits)[0]


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
