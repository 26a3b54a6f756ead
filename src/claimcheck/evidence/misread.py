"""The figure of another row or column: the claim's own row gives one figure, and the claim has its neighbour's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.evidence.align import Candidate, align
from claimcheck.evidence.candidates import rank
from claimcheck.evidence.clauses import words_of
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.lexicon import TOTAL
from claimcheck.evidence.limits import FIRM, Thresholds, telling
from claimcheck.evidence.near import same_amount
from claimcheck.evidence.retrieve import View, coverage, figures_of
from claimcheck.evidence.terms import terms
from claimcheck.model.quantity import Comparison, Quantity

_NUMBER: Final = re.compile(r"\d+")
_MOST: Final = 20
"""Cells with the claim's figure that are looked at."""


def misread(
    agreeing: Sequence[Candidate],
    best: Candidate | None,
    focus: Focus,
    quantity: Quantity,
    siblings: Sequence[Quantity],
    limits: Thresholds,
) -> Candidate | None:
    """The cell that the claim should have read; None where it reads none in its stead, or where another passage, the
    ``best``, bears it out.

    Both stand in one column, and only the row of the first is named by the claim; or in one row or column, and only the
    first is for the claim's time.
    """
    if quantity.kind == "date" or telling(quantity) < FIRM:
        return None
    read = [c for c in agreeing if c.view.passage.value_at and c.figure.kind != "date" and _the_same(c, quantity)]
    read.sort(key=rank, reverse=True)
    told = {sibling.value for sibling in siblings}  # the claim gives that cell, too
    if not _surely_dated(quantity, siblings):
        read = [c for c in read if c.extent.time != "other"]
    owns = [
        own
        for other in read[:_MOST]
        if best is None or best is other
        for own in _meant(other, focus, quantity)
        if own.figure.value not in told and _near(own.figure, other.figure, limits.apart)
    ]
    return max(owns, key=rank, default=None)


def _the_same(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether a cell has the claim's very figure, in the scale of its table."""
    figure = candidate.figure
    if candidate.comparison.rule == "exact":
        return True
    return quantity.approximator == "exact" and same_amount(quantity, figure)


def _surely_dated(quantity: Quantity, siblings: Sequence[Quantity]) -> bool:
    """Whether a figure's time stands right behind it ("12.6 % in 1994"), or is the only one for the only level."""
    dates = [sibling for sibling in siblings if sibling.kind == "date"]
    if any(0 < date.start - quantity.end <= len(" in ") and date.edtf == quantity.when for date in dates):
        return True
    return quantity.form != "change" and len({date.edtf for date in dates}) <= 1


def _near(one: Quantity, two: Quantity, most: float) -> bool:
    """Whether two cells may be taken for each other: neither is more than so many times the other."""
    if not one.value or not two.value:
        return False
    return max(abs(one.value / two.value), abs(two.value / one.value)) <= most


def _meant(other: Candidate, focus: Focus, quantity: Quantity) -> Iterator[Candidate]:
    """The cells of the same column in a row that the claim names, or for the claim's time in the same row or column."""
    read, index = other.view.passage, other.index
    cells = [view for view in index.views if view.passage.table == read.table and view.passage.value_at]
    rows = _rows(cells)
    late = other.extent.time == "other"
    another = not (late or _touches(focus, read.row, rows[read.paragraph]) or _is_sum(read.row))
    across = not (late or another) and not _NUMBER.search(read.column)
    for view in cells if late or another or across else ():
        cell = view.passage
        if (cell.row == read.row) == (cell.column == read.column) or (another and cell.column != read.column):
            continue
        if across and not (cell.row == read.row and _names_column(focus, cell.column, read.column)):
            continue
        if (another or cell.row == read.row) and not _named(focus, cell.row, rows[cell.paragraph]):
            continue
        for figure in figures_of(view, index):
            if figure.kind == "date" or figure.start < cell.value_at or figure.value in (None, other.figure.value):
                continue
            if late and figure.when == other.figure.when:
                continue
            said = Comparison("contradicted", "disjoint", f"the source says {figure.text}")
            own = align(focus, quantity, view, index, figure, said, coverage(focus, view, index))
            if own.extent.time == "same" or (another and own.extent.time != "other"):
                yield own


def _names_column(focus: Focus, column: str, beside: str) -> bool:
    """Whether the claim says every word that tells a column from the one beside it, and none that tells that one."""
    one, two = (frozenset(term.stem for term in terms(label)) for label in (column, beside))
    own, other = one - two, two - one
    if _NUMBER.search(column) or not own or not other:
        return False
    return own <= focus.weights.keys() and not other & focus.weights.keys()


_Row = Sequence[frozenset[str]]
"""The stems of a row's label, and of each of its cells that holds words alone: its place, its kind."""


def _rows(cells: Sequence[View]) -> dict[int, list[frozenset[str]]]:
    rows: dict[int, list[frozenset[str]]] = {}
    for view in cells:
        cell = view.passage
        row = rows.setdefault(cell.paragraph, [frozenset(term.stem for term in terms(cell.row))])
        value = cell.text[cell.value_at :]
        if not _NUMBER.search(value):
            row.append(frozenset(term.stem for term in terms(value)))
    return rows


def _named(focus: Focus, label: str, row: _Row) -> bool:
    """Whether the claim says every word and every number of a row's label ("65 and over"), or of another cell of it."""
    if numbers := set(_NUMBER.findall(label)):
        return row[0] <= focus.weights.keys() and numbers <= focus.numbers
    return any(stems and stems <= focus.weights.keys() for stems in row)


def _touches(focus: Focus, label: str, row: _Row) -> bool:
    """Whether the claim says any word of a row."""
    return _named(focus, label, row) or any(stems & focus.weights.keys() for stems in row)


def _is_sum(label: str) -> bool:
    """Whether a row is no kind of its own: what its table adds up to."""
    return bool({*words_of(label)} & {*TOTAL, "balance", "net"})
