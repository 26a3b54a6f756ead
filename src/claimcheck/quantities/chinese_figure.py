"""A Chinese figure in the making, and the quantity that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from claimcheck.model.quantity import Approximator, Form, Kind, Quantity
from claimcheck.model.widths import DEFAULT_WIDTHS
from claimcheck.quantities.approximators import Interval, allowed, allowed_range, around, bounded
from claimcheck.quantities.numeral import step_of

PERCENT: Final = Fraction(1, 100)


@dataclass(slots=True)
class Figure:
    """A number and what stands behind it, in the making."""

    start: int
    end: int
    value: Fraction
    precision: Fraction = Fraction(1)
    scaled: bool = False
    kind: Kind = "number"
    unit: str = ""
    dimension: str = ""
    factor: Fraction = Fraction(1)
    form: Form = "point"
    upper: Fraction | None = None
    approximator: Approximator = "exact"
    band: Interval | None = None
    vague: bool = False


def share_of(start: int, end: int, value: Fraction) -> Figure:
    """The figure of a fraction of a whole."""
    return Figure(start, end, value * 100, kind="percent", unit="percent", dimension="ratio", factor=PERCENT,
                   form="share")  # fmt: skip


def finished(figure: Figure) -> Quantity:
    """The quantity, its text left to whom has the original."""
    exact_count = figure.kind in ("count", "number", "ordinal") and not figure.scaled and figure.precision >= 1
    rounding = None if exact_count else figure.precision
    interval = figure.band or _interval(figure, rounding)
    return Quantity(
        text="", start=figure.start, end=figure.end, kind=figure.kind,
        value=None if figure.form == "range" or figure.vague else figure.value,
        low=interval.low, high=interval.high, low_open=interval.low_open, high_open=interval.high_open,
        approximator=figure.approximator, form=figure.form, unit=figure.unit, dimension=figure.dimension,
        factor=figure.factor, precision=rounding, vague=figure.vague,
    )  # fmt: skip


def _interval(figure: Figure, rounding: Fraction | None) -> Interval:
    value, name, widths = figure.value, figure.approximator, DEFAULT_WIDTHS
    if figure.form == "range" and figure.upper is not None:
        return allowed_range(value, figure.upper, name, widths)
    if figure.kind == "ordinal":
        return Interval(value, value)
    if figure.form == "share":
        margin = max(widths.share_points, widths.approximate * value if name == "approximate" else Fraction(0))
        return bounded(value, name, widths) or around(value, margin)
    if figure.form == "multiple":
        width = widths.multiple_numeral
        return bounded(value, name, widths) or Interval(value * (1 - width), value * (1 + width))
    return allowed(value, name, widths, step=step_of(value, figure.precision), rounding=rounding)
