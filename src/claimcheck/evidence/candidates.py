"""The figures of the sources that could bear out a figure of a claim, and those that differ from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from claimcheck.evidence.align import Candidate, align
from claimcheck.evidence.dated import of_writing
from claimcheck.evidence.edges import at_edge
from claimcheck.evidence.focus import Focus, period_behind
from claimcheck.evidence.frame import beside, compared
from claimcheck.evidence.limits import FIRM, TABLE_SCALES, telling, unmistakable
from claimcheck.evidence.near import nearness, stated_otherwise
from claimcheck.evidence.retrieve import Index, View, figures_of, statements_about
from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.quantities import DEFAULT_WIDTHS, Widths, compare

_UNITED: Final = ("currency", "percent", "measure")
"""Kinds of figure that a table may print bare."""
_ANY: Final = 1e-6
"""Coverage of a passage that shares any word with a claim."""
_TOUCHED: Final = 0.05
"""Coverage below which a passage can't bear out or contradict anything."""
_SLIGHTEST: Final = 0.1
"""Coverage below which a passage contradicts nothing."""
_FRAMED: Final = 0.5
"""Share of the words beside a figure with which it stands in the same frame."""
_WRITTEN: Final = 0.25
"""How much less a passage without a date of its own says of a date, known only by its day of writing."""


def rank(candidate: Candidate) -> tuple[float, float]:
    written = of_writing(candidate.figure)  # a date that the sentence gives itself says more
    return candidate.strength - _WRITTEN * written, -candidate.figure.start


def candidates(
    focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], indexes: Sequence[Index], widths: Widths
) -> tuple[list[Candidate], list[Candidate]]:
    """Figures that agree, and figures that don't, each with how surely it speaks of the same thing."""
    supporting: list[Candidate] = []
    opposing: list[Candidate] = []
    for index in indexes:
        told = _kind_told(focus, index)
        anywhere = index.foreign or unmistakable(quantity)
        passages = list(statements_about(focus, index, 0.0 if anywhere else _TOUCHED))
        missing = [other for other in siblings if not any(_bears_out((other,), found) for _, found, _ in passages)]
        for view, found, base in passages:
            own = [figure for figure in found if figure.start >= view.passage.value_at]
            borne_out = _bears_out(siblings, own)
            firmly = borne_out and _bears_out([other for other in siblings if telling(other) >= FIRM], own)
            for whole in found:
                figure = at_edge(quantity, whole, focus.edge) if whole.kind == quantity.kind == "date" else whole
                comparison = _weighable(focus, quantity, (siblings, missing), (view, index, base), figure, widths)
                if comparison is None:
                    continue
                aligned = align(focus, quantity, view, index, figure, comparison, base)
                candidate = replace(aligned, sibling=borne_out, sibling_firm=firmly, kind_told=told)
                if comparison.outcome == "supported" and not borne_out and _told_beside(siblings, view, index):
                    candidate = replace(candidate, sibling_beside=True)
                (supporting if comparison.outcome == "supported" else opposing).append(candidate)
    return supporting, opposing


def _weighable(
    focus: Focus,
    quantity: Quantity,
    others: tuple[Sequence[Quantity], Sequence[Quantity]],
    place: tuple[View, Index, float],
    figure: Quantity,
    widths: Widths,
) -> Comparison | None:
    """How a figure compares with the claim's; None for one that can neither bear it out nor speak against it.

    ``others`` are the claim's other figures, and those of them that the source doesn't give; ``place`` is the passage
    with its source and its coverage.
    """
    siblings, missing = others
    view, index, base = place
    comparison = _compare(quantity, figure, widths, cell=bool(view.passage.value_at))
    if comparison.outcome == "supported" and (other := _other_period(focus, quantity, figure, view)):
        comparison = Comparison("contradicted", "unit", f"the source gives it {other}")
    supported = comparison.outcome == "supported"
    if not supported and figure.start < view.passage.value_at:
        return None  # the time of a cell bears out, and never speaks against another time
    if supported and comparison.rule != "exact" and _is_of(siblings, quantity, figure):
        return None
    if comparison.outcome == "contradicted" and _of_another(focus, quantity, siblings, missing, view, figure):
        return None
    if comparison.outcome == "not_comparable" and not _later_beginning(quantity, figure, comparison):
        return None
    return None if _too_slight(base, quantity, figure, comparison, view, index) else comparison


def _too_slight(
    base: float, quantity: Quantity, figure: Quantity, comparison: Comparison, view: View, index: Index
) -> bool:
    """Whether a passage covers too little of the claim; for a long number misquoted in one digit any is enough."""
    if comparison.outcome == "supported":
        return base < _TOUCHED and not index.foreign
    if base >= _SLIGHTEST or index.foreign:
        return base < _SLIGHTEST
    slip = comparison.rule == "digits" or nearness(quantity, figure) == 1
    return not (unmistakable(quantity) and slip and not view.passage.value_at)


def _kind_told(focus: Focus, index: Index) -> bool:
    """Whether a source speaks of the claim's noun with what stands before it: "rural households"."""
    kind = focus.measure - focus.head
    return bool(kind and focus.head) and any(
        left.stem in kind and right.stem in focus.head and right.position == left.position + 1
        for view in index.views
        if kind & view.stems and focus.head & view.stems
        for left, right in pairwise(view.terms)
    )


def agreeing_anywhere(
    focus: Focus, quantity: Quantity, indexes: Sequence[Index], widths: Widths
) -> Iterator[Candidate]:
    """Figures that agree, in all passages that share a word with the claim."""
    for index in indexes:
        for view, found, base in statements_about(focus, index, _ANY):
            for figure in found:
                comparison = compare(quantity, figure, widths)
                if comparison.outcome == "supported":
                    yield align(focus, quantity, view, index, figure, comparison, base)


def _compare(
    quantity: Quantity, figure: Quantity, widths: Widths = DEFAULT_WIDTHS, *, cell: bool = False
) -> Comparison:
    """``compare``; an amount of money a month may bear out the same amount, but never contradicts it.

    Neither does a bare figure of a table (``cell``), whose unit and scale its headers may not say.
    """
    found = compare(quantity, figure, widths)
    if found.outcome == "supported" and (_other_ends(quantity, figure) or _within_spread(quantity, figure)):
        return Comparison("not_comparable", "range", "the source's range has other ends")
    if found.outcome == "supported" and stated_otherwise(quantity, figure):
        return Comparison("contradicted", "bound", f"the source says {figure.text}")
    if found.outcome == "supported" or (found.outcome == "contradicted" and not cell):
        return found
    if figure.kind == quantity.kind == "currency" and "/" in figure.unit:
        plain = compare(quantity, replace(figure, unit=figure.unit.partition("/")[0], factor=quantity.factor), widths)
        return plain if plain.outcome == "supported" or plain.rule == "digits" else found
    same = figure.kind == quantity.kind == "currency" and figure.unit == quantity.unit
    if cell and quantity.kind in _UNITED and (figure.kind in ("count", "number") or same):
        return _bare(quantity, figure, widths) or found
    return found


def _within_spread(quantity: Quantity, figure: Quantity) -> bool:
    """Whether the claim's range is how sure a figure is ("95 % CI 0.80–1.37") or of whom it is ("10- to 24-year-olds"),
    which no figure within it bears out."""
    if quantity.form != "range" or figure.form == "range":
        return False
    if quantity.kind == "duration" and quantity.unit == "year":
        return True
    return quantity.measure.lower().split(" ")[-1] in ("ci", "cri", "iqr", "interval")


def _other_ends(quantity: Quantity, figure: Quantity) -> bool:
    """Whether both are ranges of figures, and neither end is the same: the one lies within the other by chance."""
    if quantity.kind == "date" or quantity.vague or figure.vague or quantity.unit != figure.unit:
        return False
    ranges = quantity.form == figure.form == "range" and quantity.approximator == figure.approximator == "exact"
    return ranges and quantity.low != figure.low and quantity.high != figure.high


_PERIODS: Final = {
    "year": re.compile(r"\b(?:annual(?:ly)?|yearly|(?:per|a|each|every) (?:year|annum))\b", re.IGNORECASE),
    "month": re.compile(r"\b(?:monthly|(?:per|a|each|every) month)\b", re.IGNORECASE),
    "week": re.compile(r"\b(?:weekly|(?:per|a|each|every) week)\b", re.IGNORECASE),
    "day": re.compile(r"\b(?:daily|(?:per|a|each|every) day)\b", re.IGNORECASE),
}


def _other_period(focus: Focus, quantity: Quantity, figure: Quantity, view: View) -> str:
    """ "a year" where the claim has an amount a month, and the passage speaks of a year alone; empty else."""
    here = period_behind(view.passage.text, figure.end) if focus.per and figure.end > 0 else ""
    if here and here != focus.per:
        return f"a {here}"
    own = quantity.unit.partition("/")[2]
    if quantity.kind != "currency" or own not in _PERIODS or "/" in figure.unit:
        return ""
    told = [period for period, words in _PERIODS.items() if words.search(view.passage.text)]
    return "" if own in told or not told else f"a {told[0]}"


def _bare(quantity: Quantity, figure: Quantity, widths: Widths) -> Comparison | None:
    """A bare figure read with the unit of the claim's, at the scales at which tables are printed."""
    if quantity.kind == "percent" and quantity.value != figure.value:
        return None  # a count near to a share is no share
    for scale in TABLE_SCALES if quantity.kind == "currency" else (1,):
        value, low, high = (
            None if bound is None else bound * scale for bound in (figure.value, figure.low, figure.high)
        )
        united = replace(
            figure, kind=quantity.kind, unit=quantity.unit, dimension=quantity.dimension, factor=quantity.factor,
            value=value, low=low, high=high,
        )  # fmt: skip
        if united.direction and quantity.direction and united.direction != quantity.direction:
            return Comparison("contradicted", "direction", f"the source says {figure.text}") if scale == 1 else None
        if compare(quantity, united, widths).outcome == "supported":
            same = scale == 1 and quantity.value == figure.value
            return Comparison("supported", "exact" if same else "inside", "the table prints the bare figure")
    return None


def _of_another(
    focus: Focus,
    quantity: Quantity,
    siblings: Sequence[Quantity],
    missing: Sequence[Quantity],
    view: View,
    figure: Quantity,
) -> bool:
    """Whether it is another figure of the claim, or nearer to a date of it that the source doesn't give (``missing``).

    A figure that stands right beside the words that the claim has beside its own is of no other: "Lakes Cup 2017".
    """
    if quantity.kind == figure.kind == "date":
        frame = compared(focus.beside, beside(view.passage.text, figure.start, figure.end))
        if frame.before and frame.shared >= _FRAMED and "-" not in quantity.edtf + figure.edtf:
            return False
    if _bears_out(siblings, (figure,)):
        return True
    if quantity.kind != "date" or quantity.value is None or figure.value is None:
        return False
    near = nearness(quantity, figure)
    dates = [other for other in missing if other.kind == "date" and other.value is not None]
    return any(
        abs((other.value or 0) - figure.value) < abs(quantity.value - figure.value) and nearness(other, figure) >= near
        for other in dates
    )


def _bears_out(siblings: Sequence[Quantity], found: Sequence[Quantity]) -> bool:
    return any(_is(other, figure) for other in siblings for figure in found)


def _told_beside(siblings: Sequence[Quantity], view: View, index: Index) -> bool:
    """Whether the sentence before or behind one bears out another figure of the claim, and hardly by chance."""
    firm = [other for other in siblings if telling(other) >= FIRM]
    if not firm or view.passage.value_at:
        return False
    beside = (*index.views[max(0, view.at - 1) : view.at], *index.views[view.at + 1 : view.at + 2])
    return any(_bears_out(firm, figures_of(each, index)) for each in beside if not each.passage.value_at)


def _is_of(siblings: Sequence[Quantity], quantity: Quantity, figure: Quantity) -> bool:
    """Whether a figure has the very value of another figure of the claim: the 54 of "54 stations in more than 30
    countries" is no number of countries."""
    if quantity.kind == "date" or figure.value is None or figure.value == quantity.value:
        return False
    return any(other.kind == quantity.kind and other.value == figure.value for other in siblings)


def _is(quantity: Quantity, figure: Quantity) -> bool:
    if quantity.kind == figure.kind == "currency" and quantity.value is not None and not quantity.vague:
        if (quantity.value * quantity.factor, quantity.unit) == ((figure.value or 0) * figure.factor, figure.unit):
            return True  # "over $32.5 million" is that figure, too
    comparison = compare(quantity, figure)
    return comparison.rule == "exact" or (figure.edtf.startswith("XXXX-") and comparison.outcome == "supported")


def _later_beginning(quantity: Quantity, figure: Quantity, comparison: Comparison) -> bool:
    """ "Since 2018" set against a single later date: only where that date is the beginning does it speak against it."""
    return comparison.rule == "date" and quantity.edtf.endswith("/..") and "/" not in figure.edtf
