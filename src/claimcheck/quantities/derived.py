"""Figures that a claim derives from a source's figures: difference, ratio, percent change, share, sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.model.widths import DEFAULT_WIDTHS, Widths
from claimcheck.quantities.approximators import Interval
from claimcheck.quantities.compare import interval_in
from claimcheck.quantities.edtf import days
from claimcheck.quantities.units import UNITS

MOST_FIGURES = 24
"""More figures of a source than these are not combined: chance would find any number among them."""
_MOST_ADDENDS = 12
_SUMMABLE = frozenset({"count", "number", "currency", "measure", "duration", "percent", "rate"})


def compare_derived(
    claim: Quantity, figures: Sequence[Quantity], widths: Widths = DEFAULT_WIDTHS
) -> tuple[Comparison, tuple[Quantity, ...]]:
    """Whether figures of one source yield the claim's: the comparison and the figures used.

    Tried in this order: ratio for a multiple, percent change for a change, share for a percentage, difference, sum of
    all or of a run of neighbours. Only ``supported`` and ``not_comparable`` are answered: what a source's figures
    don't yield isn't thereby wrong.
    """
    usable = [figure for figure in figures if _usable(figure)][:MOST_FIGURES]
    stated = interval_in(claim, widths)
    for rule, value, used in _candidates(claim, usable):
        if (stated.holds(value) and _about(claim, value)) or _rounded(claim, value, stated):
            return Comparison("supported", rule, _told(rule, used)), used
    return Comparison("not_comparable", "derived"), ()


def compare_elapsed(claim: Quantity, one: Quantity, two: Quantity, widths: Widths = DEFAULT_WIDTHS) -> Comparison:
    """Whether the time between two dates of one precision yields a duration: "40 months" of October 2019 and February
    2023. Only ``supported`` and ``not_comparable`` are answered."""
    first, last = days(one.edtf), days(two.edtf)
    if first is None or last is None or None in (*first, *last) or len(one.edtf) != len(two.edtf):
        return Comparison("not_comparable", "derived")
    elapsed = Fraction(abs((last[0] or 0) - (first[0] or 0))) * UNITS["day"].factor
    if elapsed and interval_in(claim, widths).holds(elapsed) and _about(claim, elapsed):
        return Comparison("supported", "elapsed", f"the time between {one.text} and {two.text}")
    return Comparison("not_comparable", "derived")


def _usable(figure: Quantity) -> bool:
    kinds = figure.kind in _SUMMABLE or figure.kind == "points"
    return figure.value is not None and not figure.vague and kinds and figure.form != "share"


def _about(claim: Quantity, value: Fraction) -> bool:
    """Whether a value within a bound is near it: "more than fivefold" is no rise to the fortyfold."""
    if claim.value is None or (claim.low is not None and claim.high is not None):
        return True
    bound = claim.value * claim.factor
    return bound <= value * _BEYOND and value <= bound * _BEYOND


_BEYOND = Fraction(3, 2)
"""How many times larger than a bound what it is derived from may be."""


def _rounded(claim: Quantity, value: Fraction, stated: Interval) -> bool:
    """A whole percentage or figure is the derived one rounded."""
    if claim.approximator != "exact" or claim.value is None or claim.precision is None:
        return False
    return abs(claim.value * claim.factor - value) * 2 <= claim.precision * claim.factor


def _candidates(claim: Quantity, figures: Sequence[Quantity]) -> Iterator[tuple[str, Fraction, tuple[Quantity, ...]]]:
    pairs = [(a, b) for a, b in combinations(figures, 2) if _alike(a, b)]
    if claim.kind == "multiple":
        yield from _ratios(claim, pairs)
    elif claim.kind == "points":
        percents = [pair for pair in pairs if pair[0].kind == pair[1].kind == "percent"]
        yield from _differences([pair for pair in percents if not _other_way(claim, *pair)], Fraction(100))
    elif claim.kind == "percent" or claim.form == "share":
        yield from _percents(claim, pairs)
        if claim.form == "change" or claim.direction:
            yield from _points_of(claim, figures)
    elif claim.kind in _SUMMABLE:
        same = [figure for figure in figures if _alike(claim, figure)]
        alike = [pair for pair in pairs if _of_one_kind(claim, pair[0]) and not _other_way(claim, *pair)]
        yield from _differences(alike, Fraction(1))
        yield from _sums(same)


def _alike(a: Quantity, b: Quantity) -> bool:
    counts = ("count", "number")
    if a.kind in counts and b.kind in counts:
        return True
    return a.kind == b.kind and a.dimension == b.dimension and (a.kind != "currency" or a.unit == b.unit)


def _of_one_kind(claim: Quantity, figure: Quantity) -> bool:
    """Whether a difference of such figures may be the claim's: also of amounts a year, where it says not of when."""
    a_year = claim.kind == figure.kind == "currency" and figure.unit.partition("/")[0] == claim.unit
    return a_year or _alike(claim, figure)


def _size(figure: Quantity) -> Fraction:
    return (figure.value or Fraction(0)) * figure.factor


def _ratios(
    claim: Quantity, pairs: Sequence[tuple[Quantity, Quantity]]
) -> Iterator[tuple[str, Fraction, tuple[Quantity, ...]]]:
    for a, b in pairs:
        one, two = _size(a), _size(b)
        if one > 0 and two > 0:
            ratio = max(one, two) / min(one, two)
            yield "ratio", 1 / ratio if claim.direction == "down" and (claim.value or 2) < 1 else ratio, (a, b)


def _percents(
    claim: Quantity, pairs: Sequence[tuple[Quantity, Quantity]]
) -> Iterator[tuple[str, Fraction, tuple[Quantity, ...]]]:
    for a, b in pairs:
        first, last = _in_time(a, b)
        one, two = _size(first), _size(last)
        if one <= 0 or two <= 0:
            continue
        if claim.form == "change" or claim.direction:
            change = (two - one) / one
            if claim.value is not None and claim.value < 0 and not claim.direction:
                yield "percent_change", change, (first, last)
            elif not claim.direction or (change > 0) == (claim.direction == "up"):
                yield "percent_change", abs(change), (first, last)
            elif not (first.when and last.when):
                yield "percent_change", abs((one - two) / two), (last, first)
        elif a.kind != "percent":
            yield "share", min(one, two) / max(one, two), (a, b)


def _points_of(claim: Quantity, figures: Sequence[Quantity]) -> Iterator[tuple[str, Fraction, tuple[Quantity, ...]]]:
    """ "Lowered by 11.4 percentage points, from 38.6 per cent": how much of it that is."""
    for points in (figure for figure in figures if figure.kind == "points"):
        for base in (figure for figure in figures if figure.kind == "percent" and figure.value):
            if not (claim.direction and points.direction) or claim.direction == points.direction:
                yield "percent_change", abs(_size(points) / (_size(base) * 100)), (points, base)


def _in_time(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    return (b, a) if a.when and b.when and b.when < a.when else (a, b)


def _other_way(claim: Quantity, a: Quantity, b: Quantity) -> bool:
    """Whether the claim's figure rose and the source's fell, or the other way round, as far as either says so."""
    if not claim.direction or not (a.form == b.form == "change" or (a.when and b.when)):
        return False
    if a.when and a.when == b.when:
        return False
    first, last = _in_time(a, b)
    change = _size(last) - _size(first)
    return change != 0 and (change > 0) != (claim.direction == "up")


def _differences(
    pairs: Sequence[tuple[Quantity, Quantity]], factor: Fraction
) -> Iterator[tuple[str, Fraction, tuple[Quantity, ...]]]:
    for a, b in pairs:
        yield "difference", abs(_size(a) - _size(b)) * factor, (a, b)


def _sums(figures: Sequence[Quantity]) -> Iterator[tuple[str, Fraction, tuple[Quantity, ...]]]:
    for length in range(2, min(len(figures), _MOST_ADDENDS) + 1):
        for start in range(len(figures) - length + 1):
            run = tuple(figures[start : start + length])
            yield "sum", sum((_size(figure) for figure in run), Fraction(0)), run


def _told(rule: str, used: Sequence[Quantity]) -> str:
    names = {
        "ratio": "the ratio",
        "percent_change": "the change",
        "share": "the share",
        "difference": "the difference",
        "sum": "the sum",
    }
    return f"{names[rule]} of {' and '.join(figure.text for figure in used)}"
