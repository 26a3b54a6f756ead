"""Whether a figure of a source bears out a figure of a claim: interval against interval, with the rule that decided.

Evidence inside the claim's set of true values supports it, a disjoint one contradicts it, and an overlap in part
supports it with a note (numbers.md; rounding intervals after Nuijten et al. 2016).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.model.widths import DEFAULT_WIDTHS, Widths
from claimcheck.quantities.approximators import Interval, approximate_margin, around, bounded
from claimcheck.quantities.compare_dates import compare_dates
from claimcheck.quantities.currencies import same_currency

_COUNTS = frozenset({"count", "number"})
_OPEN = frozenset({"more_than", "at_least", "less_than", "at_most", "almost"})
_RATIOS = frozenset({"percent", "rate"})


def compare(claim: Quantity, evidence: Quantity, widths: Widths = DEFAULT_WIDTHS) -> Comparison:
    """Compare a claim's figure with a source's; only dates with dates, ranks with ranks, one dimension with itself."""
    if claim.kind == "date" and evidence.kind == "date":
        return compare_dates(claim, evidence)
    claim, evidence = _as_points(claim, evidence), _as_points(evidence, claim)
    if (refused := _kinds(claim, evidence)) is not None:
        return refused
    stated, found = interval_in(claim, widths), interval_in(evidence, widths)
    if _reversed(claim, evidence):
        return Comparison("contradicted", "direction", f"the source says {_words(evidence)} in the other direction")
    if found.low is None and found.high is None:
        return Comparison("not_comparable", "vague", "the source gives no figure")
    if not found.meets(stated):
        return _disjoint(claim, evidence)
    if _both_ranges(claim, evidence) and not found.inside(stated):
        return Comparison("contradicted", "bound", f"the source says {_words(evidence)}")
    if found.inside(stated):
        return _inside(claim, evidence, stated, found, widths)
    return _overlap(claim, evidence, stated, found, widths)


def _as_points(one: Quantity, other: Quantity) -> Quantity:
    """ "2.6 points" set against percentage points: those."""
    if other.kind != "points" or one.kind not in _COUNTS or one.measure.casefold() not in ("point", "points"):
        return one
    return replace(one, kind="points", unit=other.unit, dimension=other.dimension, factor=other.factor)


def _both_ranges(claim: Quantity, evidence: Quantity) -> bool:
    """Range against range by end points: one that the source's reaches beyond is another range."""
    exact = claim.approximator == evidence.approximator == "exact" and not claim.vague and not evidence.vague
    closed = None not in (claim.low, claim.high, evidence.low, evidence.high)
    return exact and closed and claim.form == evidence.form == "range"


def interval_in(quantity: Quantity, widths: Widths = DEFAULT_WIDTHS) -> Interval:
    """The quantity's set of true values in the base unit of its dimension, by the widths given."""
    interval = Interval(quantity.low, quantity.high, quantity.low_open, quantity.high_open)
    if widths != DEFAULT_WIDTHS and quantity.value is not None and not quantity.vague:
        interval = _by_widths(quantity, interval, widths)
    return _based(interval, quantity)


def with_widths(quantity: Quantity, widths: Widths) -> Quantity:
    """The quantity with the bounds that its wording has by the widths given, in its own unit."""
    if widths == DEFAULT_WIDTHS or quantity.value is None or quantity.vague:
        return quantity
    default = Interval(quantity.low, quantity.high, quantity.low_open, quantity.high_open)
    found = _by_widths(quantity, default, widths)
    return replace(quantity, low=found.low, high=found.high, low_open=found.low_open, high_open=found.high_open)


def _by_widths(quantity: Quantity, default: Interval, widths: Widths) -> Interval:
    value = quantity.value or Fraction(0)
    if quantity.approximator in ("almost", "more_than", "at_least", "less_than", "at_most"):
        return bounded(value, quantity.approximator, widths) or default
    if quantity.form == "share":
        return around(value, widths.share_points)
    if quantity.form == "multiple" and default.low is not None and value:
        by_word = default.low == value * (1 - DEFAULT_WIDTHS.multiple_word)
        width = widths.multiple_word if by_word else widths.multiple_numeral
        return around(value, value * width)
    if quantity.approximator == "approximate":
        return around(value, approximate_margin(value, _step(value, quantity.precision), widths))
    return default


def _step(value: Fraction, precision: Fraction | None) -> Fraction:
    step = precision or Fraction(1)
    while value and step >= 1 and (value / step) % 10 == 0:
        step *= 10
    return step


def _based(interval: Interval, quantity: Quantity) -> Interval:
    if quantity.unit == "°C":
        return _shifted(interval, Fraction("273.15"))
    if quantity.unit == "°F":
        return _shifted(interval, Fraction("459.67")).times(quantity.factor)
    return interval.times(quantity.factor) if quantity.factor != 1 else interval


def _shifted(interval: Interval, offset: Fraction) -> Interval:
    low = None if interval.low is None else interval.low + offset
    high = None if interval.high is None else interval.high + offset
    return Interval(low, high, interval.low_open, interval.high_open)


def _kinds(claim: Quantity, evidence: Quantity) -> Comparison | None:
    """Why the two can't be compared, or what their kinds alone decide; None where the figures decide."""
    one, two = claim.kind, evidence.kind
    if {one, two} == {"percent", "points"}:
        if _same_digits(claim, evidence):
            return Comparison(
                "contradicted", "points", f"{claim.text} and {evidence.text}: percent is not percentage points"
            )
        return Comparison("not_comparable", "points")
    if one == two == "currency":
        return _currencies(claim, evidence)
    if one in _COUNTS and two in _COUNTS:
        return None
    if one in _RATIOS and two in _RATIOS:
        return None if claim.dimension == evidence.dimension else Comparison("not_comparable", "dimension")
    if one in ("measure", "duration") and two in ("measure", "duration"):
        return _units(claim, evidence)
    if one != two:
        return Comparison("not_comparable", "kind")
    if one == "statistic" and _name(claim.measure) != _name(evidence.measure):
        return Comparison("not_comparable", "kind")
    return None


def _name(measure: str) -> str:
    return "".join(measure.split()).casefold()


def _currencies(claim: Quantity, evidence: Quantity) -> Comparison | None:
    if claim.unit == evidence.unit:
        return None
    if same_currency(claim.unit.partition("/")[0], evidence.unit.partition("/")[0]):
        return None if claim.dimension == evidence.dimension else Comparison("not_comparable", "dimension")
    if _same_digits(claim, evidence):
        return Comparison("contradicted", "currency", f"the source says {evidence.unit}, not {claim.unit}")
    return Comparison("not_comparable", "currency", f"the source speaks of {evidence.unit}, the claim of {claim.unit}")


def _units(claim: Quantity, evidence: Quantity) -> Comparison | None:
    if claim.dimension != evidence.dimension:
        return Comparison("not_comparable", "dimension")
    if claim.unit != evidence.unit and "°" in (claim.unit, evidence.unit) and claim.dimension == "temperature":
        same = _same_digits(claim, evidence)  # "24 degrees" doesn't say of which scale
        return Comparison("supported", "exact") if same else Comparison("not_comparable", "unit")
    if claim.unit != evidence.unit and _same_digits(claim, evidence):
        bounds = claim.approximator in _OPEN and evidence.approximator in _OPEN  # "up to 5 miles" holds 5 km, too
        larger, smaller = max(claim.factor, evidence.factor), min(claim.factor, evidence.factor)
        if not interval_in(claim).meets(interval_in(evidence)) or (bounds and larger > smaller * _ANOTHER_UNIT):
            return Comparison("contradicted", "unit", f"the source says {evidence.unit}, not {claim.unit}")
    return None


_ANOTHER_UNIT = Fraction(11, 10)
"""How many times larger a unit is that nobody takes for the other."""


def _same_digits(claim: Quantity, evidence: Quantity) -> bool:
    if claim.value is None or evidence.value is None:
        return (claim.low, claim.high) == (evidence.low, evidence.high)
    return abs(claim.value) == abs(evidence.value)


def _reversed(claim: Quantity, evidence: Quantity) -> bool:
    """Whether one rose and the other fell: ends of a change, or changes by so much."""
    if not claim.direction or not evidence.direction or claim.direction == evidence.direction:
        return False
    return claim.form == evidence.form and claim.form in ("change", "multiple")


def _disjoint(claim: Quantity, evidence: Quantity) -> Comparison:
    note = f"the source says {_words(evidence)}"
    if evidence.vague and not claim.vague and evidence.kind != "percent":
        return Comparison("not_comparable", "vague", f"the source says only {_words(evidence)}")
    one, two = _figures(claim), _figures(evidence)
    if one == two is not None and claim.approximator in ("exact", "approximate") and evidence.approximator in _OPEN:
        return Comparison("supported", "overlap", f"qualifier dropped: {note}")
    if one is not None and two is not None and claim.kind != "ordinal":
        if (scale := _scale_error(one, two)) != "":
            return Comparison("contradicted", "scale", f"{note}: {scale}")
        if _transposed(claim, evidence):
            return Comparison("contradicted", "digits", f"{note}: digits change places")
    if claim.form == "range":
        return Comparison("contradicted", "bound", note)
    rule = claim.approximator if claim.approximator != "exact" else "disjoint"
    return Comparison("contradicted", rule, note)


def _figures(quantity: Quantity) -> Fraction | None:
    return None if quantity.value is None or quantity.vague else quantity.value * quantity.factor


_POWERS = (1, 2, 3, 4, 6, 8, 9)
"""Powers of ten by which figures are misquoted: a zero, per cent, and words of scale, those of Chinese too."""


def _scale_error(one: Fraction, two: Fraction) -> str:
    """What scale separates two figures of equal digits; empty where none does."""
    if one == 0 or two == 0 or (one < 0) != (two < 0):
        return ""
    ratio = max(one / two, two / one)
    power = 0
    while ratio > 1 and ratio.denominator == 1 and ratio % 10 == 0:
        ratio, power = ratio / 10, power + 1
    if ratio != 1 or power not in _POWERS:
        return ""
    digits = len(str(min(abs(one), abs(two)).numerator).strip("0"))
    return f"a factor of {10**power:,}" if digits > 1 or power >= 2 else ""


def _transposed(claim: Quantity, evidence: Quantity) -> bool:
    """Whether two neighbouring digits change places between the figures as written."""
    one, two = _digits(claim), _digits(evidence)
    if len(one) != len(two) or len(one) < 2:
        return False
    at = [n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    return len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == two[at[1]] and one[at[1]] == two[at[0]]


def _digits(quantity: Quantity) -> str:
    value = _figures(quantity)
    if value is None:
        return ""
    precision = quantity.precision * quantity.factor if quantity.precision else Fraction(1)
    return str(int(abs(value) / precision)) if precision else ""


def _inside(claim: Quantity, evidence: Quantity, stated: Interval, found: Interval, widths: Widths) -> Comparison:
    same = claim.value is not None and claim.value == evidence.value and claim.approximator == evidence.approximator
    rule = "exact" if same and claim.unit == evidence.unit else "inside"
    return Comparison("supported", rule, _understated(claim, evidence, widths) or _ambiguous(claim))


def _ambiguous(claim: Quantity) -> str:
    if claim.form == "multiple" and claim.value is None and claim.low is not None:
        return f"“{claim.text}” can be read in two ways"
    return ""


def _understated(claim: Quantity, evidence: Quantity, widths: Widths) -> str:
    if claim.value is None or evidence.value is None or claim.value <= 0:
        return ""
    one, two = claim.value * claim.factor, evidence.value * evidence.factor
    if claim.approximator in ("more_than", "at_least") and two > one * widths.understated:
        return f"understated: the source says {_words(evidence)}"
    if claim.approximator in ("less_than", "at_most") and two > 0 and one > two * widths.understated:
        return f"overstated: the source says {_words(evidence)}"
    return ""


def _overlap(claim: Quantity, evidence: Quantity, stated: Interval, found: Interval, widths: Widths) -> Comparison:
    """The source's set reaches beyond the claim's."""
    if evidence.vague:
        if claim.vague:
            return Comparison("supported", "overlap", f"the source says {_words(evidence)}")
        return Comparison("not_comparable", "vague", f"the source says only {_words(evidence)}")
    point = _figures(claim)
    edge = found.low if found.high is None else found.high if found.low is None else None
    if edge is not None and point is not None and claim.approximator in ("exact", "approximate", "almost"):
        near = edge / widths.understated <= point <= edge * widths.understated if edge > 0 else point == edge
        if not near:
            return Comparison("not_comparable", "bound", f"the source says only {_words(evidence)}")
        return Comparison("supported", "overlap", f"qualifier dropped: the source says {_words(evidence)}")
    if evidence.approximator != "exact" and claim.approximator == "exact":
        return Comparison("supported", "overlap", f"qualifier dropped: the source says {_words(evidence)}")
    if stated.inside(found) and claim.approximator == "exact":
        return Comparison("supported", "overlap", f"more precise than the source, which says {_words(evidence)}")
    return Comparison("supported", "overlap", f"the source says {_words(evidence)}, which reaches further")


def _words(quantity: Quantity) -> str:
    return f"“{' '.join(quantity.text.split())}”"
