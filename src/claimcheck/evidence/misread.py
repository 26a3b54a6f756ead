"""The figure of another row or column: the claim's own row gives one figure, and the claim has its neighbour's."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.candidates import rank
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import telling
from claimcheck.evidence.terms import terms
from claimcheck.model.quantity import Quantity

_FIRM = 2
"""How telling a figure must be that no other cell of a column holds by chance."""


def misread(
    agreeing: Sequence[Candidate], opposing: Sequence[Candidate], focus: Focus, quantity: Quantity
) -> tuple[Candidate, Candidate] | None:
    """The cell that the claim should have read, and the one that it reads; None where no such pair is in a table.

    Both stand in one column, and only the row of the first is named by the claim; or in one row, and only the first is
    for the claim's time.
    """
    if quantity.kind == "date" or telling(quantity) < _FIRM:
        return None
    read = [c for c in agreeing if c.comparison.rule == "exact" and c.view.passage.value_at]
    meant = [c for c in opposing if c.view.passage.value_at and c.figure.kind != "date"]
    pairs = [(own, other) for other in read for own in meant if _neighbours(own, other, focus)]
    return max(pairs, key=lambda pair: rank(pair[0]), default=None)


def _neighbours(own: Candidate, other: Candidate, focus: Focus) -> bool:
    one, two = own.view.passage, other.view.passage
    if own.index is not other.index or one.table != two.table:
        return False
    if one.column == two.column and one.row != two.row:
        times = own.extent.time != "other" and other.extent.time != "other"
        return times and _names(focus, one.row) and not _names(focus, two.row)
    if one.row != two.row or one.column == two.column or not _names(focus, one.row):
        return False
    return own.extent.time == "same" and other.extent.time == "other"


def _names(focus: Focus, label: str) -> bool:
    """Whether the claim says every word of a label."""
    stems = {term.stem for term in terms(label)}
    return bool(stems) and stems <= focus.weights.keys()
