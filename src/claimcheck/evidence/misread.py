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
from claimcheck.evidence.limits import telling
from claimcheck.evidence.retrieve import coverage, figures_of
from claimcheck.evidence.terms import terms
from claimcheck.model.quantity import Comparison, Quantity

_NUMBER: Final = re.compile(r"\d+")
_FIRM: Final = 2
"""How telling a figure must be that no other cell of a column holds by chance."""


def misread(
    agreeing: Sequence[Candidate], focus: Focus, quantity: Quantity, siblings: Sequence[Quantity]
) -> tuple[Candidate, Candidate] | None:
    """The cell that the claim should have read, and the one that it reads; None where no such pair is in a table.

    Both stand in one column, and only the row of the first is named by the claim; or in one row, and only the first is
    for the claim's time.
    """
    if quantity.kind == "date" or telling(quantity) < _FIRM:
        return None
    read = [c for c in agreeing if c.comparison.rule == "exact" and c.view.passage.value_at and c.figure.kind != "date"]
    told = {sibling.value for sibling in siblings}  # the claim gives that cell, too
    pairs = [(own, other) for other in read for own in _meant(other, focus, quantity) if own.figure.value not in told]
    return max(pairs, key=lambda pair: rank(pair[0]), default=None)


def _meant(other: Candidate, focus: Focus, quantity: Quantity) -> Iterator[Candidate]:
    """The cells of the same column in a row that the claim names, or of the same row at the claim's time."""
    read, index = other.view.passage, other.index
    rows = not (_touches(focus, read.row) or _is_sum(read.row)) and other.extent.time != "other"
    times = _names(focus, read.row) and other.extent.time == "other"
    if not (rows or times):
        return
    for view in index.views:
        cell = view.passage
        if cell.table != read.table or (cell.row == read.row) == (cell.column == read.column):
            continue
        if not _names(focus, cell.row) or (rows and cell.column != read.column) or (times and cell.row != read.row):
            continue
        for figure in figures_of(view, index):
            if figure.kind == "date" or figure.start < cell.value_at or figure.value in (None, other.figure.value):
                continue
            said = Comparison("contradicted", "disjoint", f"the source says {figure.text}")
            own = align(focus, quantity, view, index, figure, said, coverage(focus, view, index))
            if own.extent.time == "same" or (rows and own.extent.time != "other"):
                yield own


def _is_sum(label: str) -> bool:
    """Whether a row is no kind of its own: what its table adds up to."""
    return bool({*words_of(label)} & {*TOTAL, "balance", "net"})


def _touches(focus: Focus, label: str) -> bool:
    return _names(focus, label) or any(term.stem in focus.weights for term in terms(label))


def _names(focus: Focus, label: str) -> bool:
    """Whether the claim says every word and every number of a label ("65 and over")."""
    stems, numbers = {term.stem for term in terms(label)}, set(_NUMBER.findall(label))
    return bool(stems or numbers) and stems <= focus.weights.keys() and numbers <= focus.numbers
