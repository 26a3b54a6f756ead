"""A span of dates of which a source tells one end here and the other there: "took office in 1816 … died in 1828"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.evidence.agree import supports
from claimcheck.evidence.align import Candidate
from claimcheck.evidence.candidates import candidates, rank
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import Thresholds
from claimcheck.evidence.near import closed
from claimcheck.evidence.retrieve import Index
from claimcheck.model.quantity import Comparison, Quantity


def both_ends(
    focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], indexes: Sequence[Index], limits: Thresholds
) -> Candidate | None:
    """The passage for that end of a span which is the less surely borne out; None unless both are."""
    if quantity.kind != "date" or not closed(quantity.edtf):
        return None
    found: list[Candidate] = []
    for edtf in quantity.edtf.split("/"):
        end = replace(quantity, edtf=edtf, form="point")
        agreeing, _ = candidates(focus, end, siblings, indexes, limits.widths)
        best = max(
            (c for c in agreeing if not closed(c.figure.edtf) and supports(c, focus, end, limits)),
            key=rank,
            default=None,
        )
        if best is None:
            return None
        found.append(best)
    weaker, surer = sorted(found, key=rank)
    if weaker.figure.start == surer.figure.start and weaker.view is surer.view:
        return None
    note = f"one end of the span; the other is “{surer.figure.text}”"
    return replace(weaker, comparison=Comparison("supported", "ends", note))
