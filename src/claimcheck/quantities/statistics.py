"""Statistics as papers report them: "t(28) = 2.20", "p < .001", "M = 5.27", "N = 11,455".

One statistic at a time is read by the grammar of quantities. Tests that a conversion damaged ("F(1, 127) p 6.36, p !
.05") are beyond it: they are read as a whole, and stand in the place of what their figures seemed to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from claimcheck.model.quantity import Approximator, Quantity
from claimcheck.model.statistic import ReportedTest, Rounded, Sign
from claimcheck.model.text import Span
from claimcheck.model.widths import DEFAULT_WIDTHS
from claimcheck.quantities.approximators import Interval, allowed
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.numerals import read_digits
from claimcheck.quantities.tokens import NUMBER, SUPERSCRIPT, Tokens
from claimcheck.statistics import reported_tests

STATISTICS = frozenset(
    "p t f r z q m sd se n df d g χ χ2 η β b α k or hr rr r2 mdn mean iqr icc w u h λ ω κ φ x2 chi".split()
)
_SIGNS: dict[str, Approximator] = {
    "=": "exact", "<": "less_than", ">": "more_than", "≤": "at_most", "≥": "at_least", "≈": "approximate",
}  # fmt: skip


def read_statistic(tokens: Tokens, i: int, locale: Locale, decimal: str) -> Draft | None:
    """ "t(28) = 2.20", "p < .001", "M = 5.27", "N = 11,455"."""
    if tokens.low[i] not in STATISTICS or len(tokens.raw(i)) > 4:
        return None
    at = i + 1
    if tokens.word(at) in ("²", "2", "^") or tokens.kind_at(at) == SUPERSCRIPT:
        at += 2 if tokens.word(at) == "^" else 1
    if tokens.word(at) == "(":
        close = next((k for k in range(at, min(at + 12, len(tokens))) if tokens.low[k] == ")"), 0)
        if not close:
            return None
        at = close + 1
    name_end = at
    sign = _SIGNS.get(tokens.word(at))
    if sign is None:
        return None
    at += 1
    if tokens.word(at) == "=" and sign in ("less_than", "more_than"):
        sign, at = ("at_most" if sign == "less_than" else "at_least"), at + 1
    negative = tokens.word(at) in ("-", "−", "–")
    at += negative
    at += tokens.word(at) == "." and tokens.glued(at + 1)
    if tokens.kind_at(at) != NUMBER:
        return None
    number = read_digits(tokens, at, locale, decimal)
    if number is None:
        return None
    draft = Draft(
        i, number.end, kind="statistic", value=-number.value if negative else number.value, precision=number.precision,
        step=number.step, approximator=sign, scaled=number.scaled, decimals=number.decimals, fixed=True,
    )  # fmt: skip
    draft.measure = tokens.text[tokens.start[i] : tokens.end[name_end - 1]]
    if not number.decimals and tokens.raw(i) in ("n", "N", "k", "df"):
        draft.precision = Fraction(1)
        draft.band = Interval(draft.value, draft.value) if sign == "exact" else None
    return draft


def with_tests(found: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """``found`` with the figures of each reported test as its statistic and its p, whatever they were read as."""
    read = [quantity for result in reported_tests(text) for quantity in _parts(result, text)]
    if not read:
        return tuple(found)
    known = {(quantity.start, quantity.kind, quantity.value) for quantity in found}
    new = [quantity for quantity in read if (quantity.start, "statistic", quantity.value) not in known]
    if not new:
        return tuple(found)
    kept = [old for old in found if not any(old.start < one.end and one.start < old.end for one in new)]
    return tuple(sorted([*kept, *new], key=lambda quantity: quantity.start))


def _parts(result: ReportedTest, text: str) -> list[Quantity]:
    whole = result.statistic_span
    name = text[whole.start : whole.end].partition(")")
    measure = name[0] + name[1] if name[1] else text[whole.start : whole.start + 1]
    parts = [_quantity(text, whole, result.statistic, result.sign, measure)]
    if result.p is not None and result.p_span is not None:
        parts.append(_quantity(text, result.p_span, result.p, result.p_sign, "p"))
    return parts


def _quantity(text: str, span: Span, figure: Rounded, sign: Sign, measure: str) -> Quantity:
    approximator = _SIGNS[{"<=": "≤", ">=": "≥"}.get(sign, sign)]
    unit = figure.half * 2
    interval = allowed(figure.value, approximator, DEFAULT_WIDTHS, step=unit, rounding=unit)
    return Quantity(
        text[span.start : span.end], span.start, span.end, "statistic", figure.value, interval.low, interval.high,
        low_open=interval.low_open, high_open=interval.high_open, approximator=approximator, precision=unit,
        measure=measure,
    )  # fmt: skip
