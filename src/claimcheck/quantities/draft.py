"""A quantity in the making: what the grammar found, before the sentence around it is read."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from claimcheck.model.quantity import Approximator, Form, Kind, Quantity
from claimcheck.model.widths import DEFAULT_WIDTHS, Widths
from claimcheck.quantities.approximators import (
    Interval,
    allowed,
    allowed_range,
    around,
    bounded,
)
from claimcheck.quantities.tokens import Tokens


@dataclass(slots=True)
class Draft:
    """``first`` and ``last`` are tokens (the last one exclusive); ``core_end`` is where the noun phrase may begin."""

    first: int
    last: int
    kind: Kind = "number"
    value: Fraction | None = None
    upper: Fraction | None = None
    """The other end of a range."""
    precision: Fraction = Fraction(1)
    step: Fraction = Fraction(1)
    approximator: Approximator = "exact"
    form: Form = "point"
    unit: str = ""
    dimension: str = ""
    factor: Fraction = Fraction(1)
    scaled: bool = False
    words: bool = False
    decimals: bool = False
    vague: bool = False
    band: Interval | None = None
    """Bounds given by the wording itself; nothing is computed then."""
    edtf: str = ""
    measure: str = ""
    measure_end: int = 0
    when: str = ""
    where: str = ""
    members: tuple[str, ...] = ()
    open_list: bool = False
    direction: str = ""
    fixed: bool = False
    """The measure is settled ("9-member committee", statistics)."""


def interval_of(draft: Draft, widths: Widths = DEFAULT_WIDTHS) -> Interval:
    """The true values that the draft's wording allows."""
    if draft.band is not None:
        return draft.band
    if draft.value is None:
        return Interval(None, None)
    if draft.form == "range" and draft.upper is not None:
        return allowed_range(draft.value, draft.upper, draft.approximator, widths)
    if draft.form == "multiple":
        return bounded(draft.value, draft.approximator, widths) or _multiple(draft, widths)
    if draft.form == "share":
        return bounded(draft.value, draft.approximator, widths) or _share(draft, widths)
    return allowed(draft.value, draft.approximator, widths, step=draft.step, rounding=rounding_of(draft))


def _multiple(draft: Draft, widths: Widths) -> Interval:
    value = draft.value or Fraction(0)
    width = widths.multiple_word if draft.words else widths.multiple_numeral
    upper = draft.upper if draft.upper is not None else value
    return Interval(value * (1 - width), upper * (1 + width))


def _share(draft: Draft, widths: Widths) -> Interval:
    value = draft.value or Fraction(0)
    margin = widths.share_points
    if draft.approximator == "approximate":
        margin = max(margin, widths.approximate * value)
    return around(value, margin)


def rounding_of(draft: Draft) -> Fraction | None:
    """One unit of the last written digit where the figure was rounded; None for exact counts and ranks."""
    if draft.kind in ("ordinal", "date"):
        return None
    if draft.kind in ("count", "number") and not draft.scaled and not draft.decimals:
        return None
    return draft.precision


def finish(draft: Draft, tokens: Tokens, source: str) -> Quantity:
    """The quantity that the draft has become."""
    start, end = tokens.start[draft.first], tokens.end[draft.last - 1]
    interval = interval_of(draft)
    ranged = draft.form == "range" or (
        draft.form == "multiple" and draft.upper is not None and draft.upper != draft.value
    )
    return Quantity(
        text=source[start:end], start=start, end=end, kind=draft.kind,
        value=None if ranged or draft.vague else draft.value,
        low=interval.low, high=interval.high, low_open=interval.low_open, high_open=interval.high_open,
        approximator=draft.approximator, form=draft.form, unit=draft.unit, dimension=draft.dimension,
        factor=draft.factor, precision=rounding_of(draft) if draft.band is None else None,
        measure=draft.measure, when=draft.when, where=draft.where, edtf=draft.edtf, members=draft.members,
        open_list=draft.open_list, vague=draft.vague, direction=draft.direction,
    )  # fmt: skip
