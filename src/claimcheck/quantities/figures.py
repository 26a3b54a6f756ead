"""A numeral with its sign, unit, currency, percent or rate, its range and its approximator."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimcheck.model.quantity import Approximator
from claimcheck.quantities.approximators import approximator_after, approximator_before, or_equal
from claimcheck.quantities.currencies import currency_after, currency_before
from claimcheck.quantities.direction import changing
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.fractions import number_at
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.money import add_cents, money_before, scaled_money, times
from claimcheck.quantities.number_words import read_words
from claimcheck.quantities.numeral import Numeral
from claimcheck.quantities.numeral_words import stroke_numeral, with_half, with_smaller_scales
from claimcheck.quantities.numerals import VULGAR, read_digits
from claimcheck.quantities.phrases import noun_phrase
from claimcheck.quantities.powers import MINUS
from claimcheck.quantities.tails import HUNDREDTH, PER_CENT, Tail, tail_of
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import UNITS
from claimcheck.quantities.word_fractions import and_half

_DASHES = ("-", "–", "—", "−", "~")
_OLDEST = 120
"""Years behind "aged" without a unit."""
_AT_AN_AGE = ("die", "dies", "died", "dead", "retired", "retires")
_PERSONS = ("he", "she")
_AGE_GROUP = ("group", "groups", "band", "bracket", "range")
_CARRIED = 1000
"""A first figure from here on says its own scale."""
_MOST_APART = 50
"""Two ends of a change that lie further apart do not share a scale that only one of them names."""
_BEFORE_SIGN = ("<", ">", "≤", "≥", "⩽", "⩾", "~", "≈", "=", "(", "[", ":", "±")


def numeral_at(tokens: Tokens, i: int, locale: Locale, decimal: str) -> Numeral | None:
    """The number in digits or words at token ``i``; money before it allows the short scales."""
    if tokens.kind_at(i) == NUMBER or tokens.word(i) in VULGAR:
        money = currency_before(tokens, i, locale) is not None
        if locale.lang == "en":
            number = number_at(tokens, i, locale, decimal, money)
        else:
            number = stroke_numeral(tokens, i) or read_digits(tokens, i, locale, decimal, money)
        if number is not None and not money and not number.scaled:
            number = _money_scale(tokens, i, number, locale, decimal)
        if number is None or locale.lang == "en":
            return number
        return with_half(tokens, with_smaller_scales(tokens, number, locale), locale)
    if locale.lang == "en":
        return number_at(tokens, i, locale, decimal)
    return read_words(tokens, i, locale) if tokens.kind_at(i) == WORD else None


def _money_scale(tokens: Tokens, i: int, number: Numeral, locale: Locale, decimal: str) -> Numeral:
    """ "4.2m euros": a short scale that a currency follows."""
    if tokens.word(number.end) not in locale.short_scales:
        return number
    scaled = read_digits(tokens, i, locale, decimal, money=True)
    if scaled is None or scaled.end == number.end or not tokens.glued(number.end):
        return number
    return scaled if currency_after(tokens, scaled.end, locale, scaled=True) else number


def _is_age(tokens: Tokens, first: int, end: int, locale: Locale) -> bool:
    """Whether a bare number is an age: "aged 80", "age group 80 and over", "above the age of eighty", "She was 78"."""
    before, two = tokens.word(first - 1), tokens.word(first - 2)
    if locale.has("age_before", before):
        return True
    if locale.has("age_before", two):  # "the mean age of 45 patients" counts patients
        return before in _AGE_GROUP or (locale.has("of", before) and not _counts(tokens, end, locale))
    if locale.lang == "en" and _at_age(tokens, first, end):
        return True
    if locale.lang != "en" or tokens.kind_at(end) == WORD or tokens.kind_at(end) == NUMBER:
        return False
    if before == ",":  # "Roy Paterson, 78, said"
        named = all(tokens.kind_at(k) == WORD and tokens.raw(k).istitle() for k in (first - 2, first - 3))
        return named and tokens.word(end) == "," and two not in locale.months
    if before == "at" and two == "," and tokens.word(end) == ",":
        return True  # "Winslet, at 31, became …"
    if before in ("is", "was") and two == "who" and tokens.word(end) in (",", "."):
        return True  # "Roy Paterson, who was 78, said"
    return (before == "at" and two in _AT_AN_AGE) or (before in ("is", "was", "turned") and two in ("he", "she", "i"))


def _at_age(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a sentence opens with somebody's age: "At 29 she …", "At 27, Hana Sorel …"."""
    if tokens.low[first - 1 : first] != ["at"] or not tokens.capital(first - 1):
        return False
    after = tokens.word(end)
    named = after == "," and tokens.capital(end + 1) and tokens.capital(end + 2)
    return after in _PERSONS or named or (after == "," and tokens.word(end + 1) in _PERSONS)


def _counts(tokens: Tokens, end: int, locale: Locale) -> bool:
    return bool(noun_phrase(tokens, end, min(end + 2, len(tokens.low)), locale)[0])


def figure(tokens: Tokens, i: int, locale: Locale, decimal: str) -> Draft | None:
    """The quantity whose numeral begins at token ``i``."""
    number = numeral_at(tokens, i, locale, decimal)
    if number is None:
        return None
    first, value = _signed(tokens, i, number.value, locale)
    money = money_before(tokens, first, number, locale)
    behind = None if money else scaled_money(tokens, number, locale)
    if money:
        first, scale = money[1], money[2]
        number, value = times(number, scale), value * scale
    elif behind:
        number, value = behind[0], value * (behind[0].value / number.value) if number.value else value
    draft = Draft(
        first, number.end, value=value, precision=number.precision, step=number.step, scaled=number.scaled,
        words=number.words, decimals=number.decimals,
    )  # fmt: skip
    tail = tail_of(tokens, number, locale, money[0] if money else "")
    if behind:
        tail = Tail(behind[2], "currency", behind[1], "currency")
    elif tail.kind == "number" and 0 < number.value <= _OLDEST and _is_age(tokens, first, number.end, locale):
        tail = Tail(tail.end, "duration", "year", "time", UNITS["year"].factor)
    elif tail.kind == "number" and _only_percent(tokens, first, number.end, locale):
        tail = Tail(number.end, "percent", "percent", "ratio", HUNDREDTH)
    if tail.kind == "number" and _percent_before(tokens, first, locale):
        draft.first, tail = first - 1, Tail(number.end, "percent", "percent", "ratio", HUNDREDTH)
        if locale.has("minus", tokens.word(draft.first - 1)):
            draft.first, draft.value = draft.first - 1, -value
    elif tail.kind == "number" and locale.has("permille_before", tokens.word(first - 1)):
        draft.first, tail = first - 1, Tail(number.end, "rate", "/1000", "ratio", Fraction(1, 1000))
    _range(tokens, draft, number, tail, locale, decimal, money[0] if money else "")
    if draft.form != "range":
        _apply(draft, tail)
        if locale.lang != "en":
            _unit_and_half(tokens, draft, locale)
    _tolerance(tokens, draft, locale, decimal)
    _approximate(tokens, draft, locale)
    return add_cents(tokens, draft, locale)


def _percent_before(tokens: Tokens, first: int, locale: Locale) -> bool:
    """ "%12" and "yüzde 12", as Turkish writes shares."""
    sign = tokens.word(first - 1)
    return locale.has("percent_before", sign) and (sign != "%" or tokens.glued(first))


def _only_percent(tokens: Tokens, first: int, end: int, locale: Locale) -> bool:
    """ "per cent of twenty": a heading that names a share and nothing else; in a sentence it is a share *of* twenty."""
    at = first - 3 if tokens.word(first - 2) == "cent" else first - 2
    named = locale.has("percent", tokens.word(at)) or tuple(tokens.low[at : at + 2]) in PER_CENT
    return at == 0 and end == len(tokens) and named and tokens.word(first - 1) == "of"


def _apply(draft: Draft, tail: Tail) -> None:
    draft.last, draft.kind = tail.end, tail.kind
    draft.unit, draft.dimension, draft.factor = tail.unit, tail.dimension, tail.factor
    if tail.measure:
        draft.measure, draft.fixed = tail.measure, True


def _unit_and_half(tokens: Tokens, draft: Draft, locale: Locale) -> None:
    """ "trois ans et demi"."""
    if draft.unit and not draft.decimals and draft.value is not None and (end := and_half(tokens, draft.last, locale)):
        half = Fraction(1, 2)
        draft.value, draft.last, draft.precision, draft.step, draft.decimals = draft.value + half, end, half, half, True


def _signed(tokens: Tokens, i: int, value: Fraction, locale: Locale) -> tuple[int, Fraction]:
    marks = (".",) if locale.lang == "en" else (".", locale.decimal)
    first = i - 1 if tokens.word(i - 1) in marks and tokens.glued(i) and not tokens.glued(i - 1) else i
    sign = tokens.word(first - 1)
    apart = not tokens.glued(first - 1) or tokens.word(first - 2) in _BEFORE_SIGN
    if sign in MINUS and tokens.glued(first) and apart:
        if sign == "−" or tokens.kind_at(first - 2) != NUMBER or "\t" in tokens.gap(first - 1):
            return first - 1, -value
    if sign in ("minus", "negative"):
        return first - 1, -value
    if locale.has("minus", sign) and not approximator_before(tokens, first, locale):  # "au moins 10"
        return first - 1, -value
    return first, value


def _range(tokens: Tokens, draft: Draft, number: Numeral, tail: Tail, locale: Locale, decimal: str, money: str) -> None:
    """ "between 10 and 15", "3–4 million", "12 to 18 %", "two or three countries"."""
    at = tail.end
    joint = tokens.word(at)
    between = locale.has("between", tokens.word(draft.first - 1))
    dash = joint in _DASHES
    either = joint == "or" or locale.has("or", joint)
    if not (dash or joint in ("to", "through") or (locale.has("and", joint) and between) or either):
        if locale.lang == "en" or not locale.has("to", joint):
            return
    if dash and "\t" in tokens.gap(at) + tokens.gap(at + 1):
        return  # another cell of a table
    start, own = _past_currency(tokens, at + 1, locale)
    if own and own != money:
        return
    if own and not money and tail.unit:
        return  # "rose 15 % to $ 415.9 million"
    negative = tokens.word(start) in MINUS and tokens.glued(start + 1) and not (dash and tokens.glued(start))
    start += negative
    ranging = joint == "to" or (locale.lang != "en" and locale.has("to", joint))
    if ranging and locale.has("from", tokens.word(draft.first - 1)) and changing(tokens, draft.first - 1, locale):
        if tail.end == number.end and tail.kind in ("number", "currency"):
            _carry(draft, number, numeral_at(tokens, start, locale, decimal))
        return
    if locale.lang != "en" and dash and tokens.word(at - 1)[:1] == "0" and tokens.word(at - 1)[1:].isdecimal():
        return  # "030-1234567"
    if dash and tokens.kind_at(start) == NUMBER and tokens.glued(at) != tokens.glued(start):
        return
    other = numeral_at(tokens, start, locale, decimal)
    if other is None or (
        tokens.kind_at(start) == NUMBER and dash and tokens.word(start + 1) in _DASHES and tokens.glued(start + 1)
    ):
        return
    if negative:
        other = replace(other, value=-other.value)
    second = tail_of(tokens, other, locale, money)
    _join(tokens, draft, number, tail, other, second, "or" if either else joint)
    if (
        draft.form == "range"
        and (between or locale.has("from", tokens.word(draft.first - 1)))
        and (between or ranging or joint == "through")
    ):
        draft.first -= 1


def _carry(draft: Draft, number: Numeral, other: Numeral | None) -> None:
    """ "Rose from 9 to 12 million": the scale of the second figure is the first one's too."""
    if other is None or not other.scaled or not draft.value or number.scaled or number.value >= _CARRIED:
        return
    scale = _scale_of(other)
    if Fraction(1, _MOST_APART) <= other.value / (draft.value * scale) <= _MOST_APART:
        draft.value, draft.scaled = draft.value * scale, True
        draft.precision, draft.step = number.precision * scale, number.step * scale


def _past_currency(tokens: Tokens, at: int, locale: Locale) -> tuple[int, str]:
    """The token behind a currency that opens the other end of a range, and the currency; empty where none does."""
    for end in range(at + 1, at + 4):
        if tokens.kind_at(end) == NUMBER:
            found = currency_before(tokens, end, locale)
            return (end, found[0]) if found and found[1] == at else (at, "")
    return at, ""


def _join(tokens: Tokens, draft: Draft, number: Numeral, tail: Tail, other: Numeral, second: Tail, joint: str) -> None:
    low, high = number.value if draft.value is None else draft.value, other.value
    bare = tail.end == number.end
    if not bare and (tail.unit != second.unit) and tail.unit and second.unit:
        return
    if not bare and tail.kind == "percent" and second.kind == "number" and other.scaled:
        return  # "rose by 30 % to 912 million"
    if other.scaled and not number.scaled and low < high and other.value >= 1000:
        low *= _scale_of(other)
    if joint == "or" and ((high != low + 1 and not (number.words and low < high <= low + 2)) or low > 20):
        return
    if high < low < 0:
        low, high = high, low  # "between −2 and −7 ‰"
    if low >= high:
        return
    draft.value, draft.upper, draft.form = low, high, "range"
    draft.scaled = draft.scaled or other.scaled
    draft.decimals = draft.decimals or other.decimals
    draft.precision, draft.step = other.precision, other.step
    _apply(
        draft,
        second
        if second.unit or second.kind != "number"
        else Tail(second.end, tail.kind, tail.unit, tail.dimension, tail.factor),
    )


def _scale_of(number: Numeral) -> Fraction:
    """The scale word's part of a scaled number ("4" and a million for "4 million")."""
    scale = Fraction(1)
    while scale * 1000 <= abs(number.value) and scale * 1000 <= number.precision * 1000:
        if scale * 1000 > number.precision * (1000 if number.decimals else 1):
            break
        scale *= 1000
    return scale


def _tolerance(tokens: Tokens, draft: Draft, locale: Locale, decimal: str) -> None:
    """ "5.2 ± 0.3", "5.2 (±0.3) mm": the point; the error stays out of the interval."""
    bracket = tokens.word(draft.last) == "(" and tokens.glued(draft.last + 1)
    at = draft.last + bracket
    sign = tokens.word(at) in ("±", "+/-", "∓") or tokens.low[at : at + 3] == ["+", "/", "-"]
    if not sign or draft.form == "range":
        return
    error = numeral_at(tokens, at + (1 if tokens.word(at) != "+" else 3), locale, decimal)
    if error is None:
        return
    if bracket:
        error = replace(error, end=error.end + 1)
        if tokens.word(error.end - 1) != ")":
            return
    tail = tail_of(tokens, error, locale, "")
    draft.form, draft.last = "tolerance", tail.end
    if tail.unit and not draft.unit:
        _apply(draft, tail)


def _approximate(tokens: Tokens, draft: Draft, locale: Locale) -> None:
    before = approximator_before(tokens, draft.first, locale)
    if before:
        draft.approximator, draft.first = before
        if before[0] == "approximate" and (outer := approximator_before(tokens, draft.first, locale)):
            draft.approximator, draft.first = outer  # "below ~460 K", "up to about 3 days"
    elif draft.kind == "duration" and locale.has("within", tokens.word(draft.first - 1)) and draft.form == "point":
        draft.approximator, draft.first = "at_most", draft.first - 1
    after = approximator_after(tokens, draft.last, locale)
    if after and draft.approximator in ("exact", "approximate"):
        name: Approximator = after[0]
        draft.approximator, draft.last = name, after[1]
    if equal := or_equal(tokens, draft.last, draft.approximator, locale):
        draft.approximator, draft.last = equal


def hyphenated_noun(tokens: Tokens, draft: Draft, locale: Locale, digits: bool) -> str | None:
    """The noun of "12-member"; None where no hyphen follows, the empty string where the compound is no count."""
    at = draft.last
    if tokens.word(at) != "-" or not tokens.glued(at) or not tokens.glued(at + 1) or tokens.kind_at(at + 1) != WORD:
        return None
    return tokens.word(at + 1) if locale.has("count_hyphen", tokens.word(at + 1)) else ""
