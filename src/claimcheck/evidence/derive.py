"""Figures that a source does not print but gives: a ratio, a change, a difference, a share, the sum of a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from claimcheck.evidence.align import Candidate, align
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import TABLE_SCALES
from claimcheck.evidence.pairs import named_pairs
from claimcheck.evidence.retrieve import Index, View, coverage, statements
from claimcheck.evidence.terms import PLACES, terms
from claimcheck.evidence.together import (
    Group,
    Statements,
    cells_for_two_times,
    columns,
    only_two_cells,
    part_and_whole,
    sides,
    two_dates,
)
from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.quantities import DEFAULT_WIDTHS, Widths, compare_derived, compare_elapsed

_OF_ROW: Final = 0.3
"""How much of the coverage it takes for the cells of a row that the claim names in full."""
_LINKED: Final = 0.8
"""The same for two figures that the wording holds against each other."""
_WELL: Final = 0.42
"""Coverage from which it is no matter what noun is counted: "the port handled 19 % more" of a turnover in tonnes."""
_FEWEST: Final = 2
"""Content words of a label that name a row."""
_WHOLE: Final = 100
_SHOWN: Final = 160
"""Code points of the other passage that a reason quotes."""


def derive(
    focus: Focus,
    quantity: Quantity,
    siblings: Sequence[Quantity],
    index: Index,
    least: float,
    widths: Widths = DEFAULT_WIDTHS,
) -> Iterator[Candidate]:
    """Candidates for a figure that other figures of one source give; ``least`` coverage of the focus is needed.

    Their comparison is always ``supported``: what a source's figures don't give isn't thereby wrong.
    """
    quantity = _with_direction(_as_points(quantity), focus)
    if quantity.kind == "count" and quantity.form == "point" and not any(view.passage.table for view in index.views):
        return  # only the sum of a column could give it
    found = list(statements(index)) if _derivable(quantity) else []
    for group in _groups(focus, quantity, siblings, index, found):
        view = _joined(group)
        base = coverage(focus, view, index)
        named = _named(focus, group)
        if base < (least * _OF_ROW if named or group.sure else least * _LINKED if group.linked else least):
            continue
        if not (named or group.sure) and base < _WELL and not _of_the_same(focus, view):
            continue
        comparison = _compared(quantity, group, widths)
        if comparison.outcome == "supported" and group.rule in ("", comparison.rule):
            yield align(focus, quantity, group.view, index, group.shown, _told(comparison, group), base)


def _as_points(quantity: Quantity) -> Quantity:
    """ "Women led men by five points": percentage points, which are always a difference."""
    if quantity.kind != "count" or quantity.measure.split(" ")[-1] not in ("point", "points"):
        return quantity
    return replace(quantity, kind="points", unit="points", dimension="points")


def _with_direction(quantity: Quantity, focus: Focus) -> Quantity:
    """A difference in points of which only the sentence says which way it went ("raised … by one percentage point")."""
    if quantity.kind != "points" or quantity.direction or not focus.direction:
        return quantity
    return replace(quantity, direction="up" if focus.direction > 0 else "down")


def _told(comparison: Comparison, group: Group) -> Comparison:
    """The comparison with the passage of the other figure, where that stands elsewhere: a reader must see both."""
    if group.other is None or group.other.passage.start == group.view.passage.start:
        return comparison
    text = group.other.passage.text
    shown = text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return replace(comparison, note=f"{comparison.note}; the other stands in “{shown}”")


def _joined(group: Group) -> View:
    """The statement of a group; where its figures stand in two, what both say."""
    if group.other is None:
        return group.view
    return replace(group.view, stems=group.view.stems | group.other.stems)


def _of_the_same(focus: Focus, view: View) -> bool:
    """Whether what is counted stands there, if the claim counts anything."""
    return not focus.head or bool(focus.head & (view.stems | view.neighbours))


def _named(focus: Focus, group: Group) -> bool:
    """Whether the claim names in full the row or the column whose cells are held against each other."""
    label = {term.stem for term in terms(group.label)}
    fewest = 1 if label & (focus.known | focus.head | PLACES) else _FEWEST
    return len(label) >= fewest and label <= focus.weights.keys()


def _compared(quantity: Quantity, group: Group, widths: Widths) -> Comparison:
    """The claim's figure against the group's; bare cells have its currency, at scales that tables are printed in."""
    if quantity.kind == "duration" and group.shown.kind == "date":
        return compare_elapsed(quantity, group.figures[0], group.figures[1], widths)
    figures = group.figures
    if quantity.kind == "points" and group.view.passage.value_at:
        figures = tuple(_in_percent(figure) for figure in figures)
    plain, _ = compare_derived(quantity, figures, widths)
    if plain.outcome == "supported" or quantity.kind != "currency" or not group.view.passage.value_at:
        return plain
    for scale in TABLE_SCALES:
        bare = tuple(
            replace(q, kind="currency", unit=quantity.unit, dimension=quantity.dimension, factor=q.factor * scale)
            for q in group.figures
            if q.kind in ("count", "number") or q.unit == quantity.unit
        )
        scaled, _ = compare_derived(quantity, bare, widths)
        if scaled.outcome == "supported":
            return scaled
    return plain


def _in_percent(figure: Quantity) -> Quantity:
    """A bare figure of a table as the percentage that it may be."""
    if figure.kind not in ("number", "count") or not 0 <= (figure.value or 0) <= _WHOLE:
        return figure
    return replace(figure, kind="percent", unit="percent", dimension="ratio", factor=Fraction(1, _WHOLE))


def _years_back(siblings: Sequence[Quantity]) -> int:
    """The years of a duration that stands beside a figure: "five years before"; 0 where there is none or two."""
    spans = [q.value for q in siblings if q.kind == "duration" and q.unit == "year" and q.value is not None]
    return int(spans[0]) if len(spans) == 1 and spans[0].denominator == 1 else 0


def _derivable(quantity: Quantity) -> bool:
    kinds = quantity.kind in ("multiple", "percent", "points", "duration") or quantity.form in (
        "multiple",
        "change",
        "share",
    )
    return kinds or (quantity.kind == "count" and quantity.form == "point")


def _groups(
    focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], index: Index, found: Statements
) -> Iterator[Group]:
    if quantity.kind == "duration":
        yield from two_dates(found)
    yield from named_pairs(focus, quantity, siblings, found)
    if quantity.form in ("multiple", "change") or quantity.kind in ("multiple", "points") or quantity.direction:
        yield from sides(quantity, found)
        yield from cells_for_two_times(quantity, _years_back(siblings), found)
        yield from only_two_cells(found)
    elif quantity.form == "share" or quantity.kind == "percent":
        yield from part_and_whole(focus, index, found)
    elif quantity.kind == "count" and quantity.form == "point":
        yield from columns(quantity, found)
