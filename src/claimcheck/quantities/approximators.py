"""Approximators ("almost", "at least", "or more") and the set of true values that each allows.

The widths are settings with names (:class:`~claimcheck.model.widths.Widths`); the rounding interval is statcheck's
reading of a written figure (Nuijten et al. 2016): 2.0 stands for [1.95, 2.05).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from claimcheck.model.quantity import Approximator
from claimcheck.model.widths import Widths
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, Tokens
from claimcheck.quantities.units import matches


@dataclass(frozen=True, slots=True)
class Interval:
    """A set of true values; None is unbounded."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Fraction) -> bool:
        """Whether ``value`` is in the interval."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.high_open and value == self.high)))

    def inside(self, other: Interval) -> bool:
        """Whether every value of this interval is in ``other``."""
        return _lower_inside(self, other) and _upper_inside(self, other)

    def meets(self, other: Interval) -> bool:
        """Whether the intervals share a value."""
        return _not_above(self, other) and _not_above(other, self)

    def times(self, factor: Fraction) -> Interval:
        """The interval in another unit; ``factor`` is positive."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Interval(low, high, self.low_open, self.high_open)


def _lower_inside(inner: Interval, outer: Interval) -> bool:
    if outer.low is None:
        return True
    if inner.low is None or inner.low < outer.low:
        return False
    return inner.low > outer.low or inner.low_open or not outer.low_open


def _upper_inside(inner: Interval, outer: Interval) -> bool:
    if outer.high is None:
        return True
    if inner.high is None or inner.high > outer.high:
        return False
    return inner.high < outer.high or inner.high_open or not outer.high_open


def _not_above(a: Interval, b: Interval) -> bool:
    """Whether ``a`` does not lie wholly above ``b``."""
    if a.low is None or b.high is None:
        return True
    return a.low < b.high or (a.low == b.high and not a.low_open and not b.high_open)


def approximator_before(tokens: Tokens, i: int, locale: Locale) -> tuple[Approximator, int] | None:
    """The approximator that ends right before token ``i``, and its first token; the longest wins."""
    for words, name in locale.prefixes.get(tokens.word(i - 1), ()):
        if matches(tokens, i - len(words), words):
            first = i - len(words)
            if len(words[0]) == 1 and tokens.glued(first) and tokens.word(first - 1) in ("<", ">", "=", "-"):
                return None  # "<>", "=>", "->"
            before = tokens.word(first - 1)
            if (words == ("over",) and locale.has("spread", before)) or (
                words == ("up", "to") and locale.has("with_up", before)
            ):
                return None
            return approximator_named(name), first
    return None


def approximator_after(tokens: Tokens, end: int, locale: Locale) -> tuple[Approximator, int] | None:
    """The approximator that stands at token ``end`` ("or more", "+"), and the token after it."""
    for words, name in locale.suffixes.get(tokens.word(end), ()):
        if matches(tokens, end, words):
            after = end + len(words)
            if words == ("+",) and (not tokens.glued(end) or tokens.glued(after)):
                continue
            if words in (("plus",), ("over",)) and not tokens.kind_at(end):
                continue
            if words[0] == "or" and tokens.word(after) == "than":
                if tokens.kind_at(after + 1) == NUMBER or tokens.word(after + 1) in locale.units:
                    continue  # "200 or greater than 190"
                after += 1
            return approximator_named(name), after
    return None


def or_equal(tokens: Tokens, end: int, name: Approximator, locale: Locale) -> tuple[Approximator, int] | None:
    """ "less than 5000 or equal": what the words behind a strict bound make of it, and the token after them."""
    if name not in ("less_than", "more_than") or tokens.word(end) != "or" or tokens.word(end + 1) != "equal":
        return None
    after = end + 2 + (1 if tokens.word(end + 2) == "to" else 0)
    if tokens.kind_at(after) == NUMBER or tokens.word(after) in locale.units or tokens.word(after) in locale.tens:
        return None
    return ("at_most" if name == "less_than" else "at_least"), after


_NAMES: dict[str, Approximator] = {
    "exact": "exact", "approximate": "approximate", "almost": "almost", "more_than": "more_than",
    "at_least": "at_least", "less_than": "less_than", "at_most": "at_most",
}  # fmt: skip


def approximator_named(name: str) -> Approximator:
    """The approximator that a table of a data file is named after."""
    return _NAMES[name]


def around(value: Fraction, margin: Fraction) -> Interval:
    """The closed interval of ``margin`` to either side."""
    return Interval(value - margin, value + margin)


def _almost(value: Fraction, widths: Widths) -> Interval:
    """From the figure towards nought, the figure itself left out ("almost 0" is 0)."""
    reach = value * (1 - widths.almost)
    if value == 0:
        return Interval(value, value)
    return Interval(reach, value, high_open=True) if value > 0 else Interval(value, reach, low_open=True)


def bounded(value: Fraction, approximator: Approximator, widths: Widths) -> Interval | None:
    """What a bound or "almost" allows; None for the approximators that depend on precision."""
    if approximator == "almost":
        return _almost(value, widths)
    if approximator == "more_than":
        return Interval(value, None, low_open=True)
    if approximator == "at_least":
        return Interval(value, None)
    if approximator == "less_than":
        return Interval(None, value, high_open=True)
    if approximator == "at_most":
        return Interval(None, value)
    return None


def approximate_margin(value: Fraction, step: Fraction, widths: Widths) -> Fraction:
    """Half a unit of the last significant digit or the default share, the wider, within the cap."""
    size = abs(value)
    if size == 0:
        return step / 2
    return min(max(step / 2, widths.approximate * size), widths.approximate_most * size)


def allowed(
    value: Fraction, approximator: Approximator, widths: Widths, *, step: Fraction, rounding: Fraction | None
) -> Interval:
    """The true values of a point: ``rounding`` is one unit of the last written digit, None for an exact count."""
    if (interval := bounded(value, approximator, widths)) is not None:
        return interval
    if approximator == "approximate":
        return around(value, approximate_margin(value, step, widths))
    if rounding is None:
        return Interval(value, value)
    return Interval(value - rounding / 2, value + rounding / 2, high_open=True)


def allowed_range(low: Fraction, high: Fraction, approximator: Approximator, widths: Widths) -> Interval:
    """The true values of a range: inside; an approximator widens or opens its ends."""
    if approximator == "approximate":
        return Interval(low - widths.approximate * abs(low), high + widths.approximate * abs(high))
    if approximator == "almost":
        return Interval(low - widths.almost * abs(low), high, high_open=True)
    if approximator in ("more_than", "at_least"):
        return Interval(low, None, low_open=approximator == "more_than")
    if approximator in ("less_than", "at_most"):
        return Interval(None, high, high_open=approximator == "less_than")
    return Interval(low, high)
