"""A numeral with its sign, unit, currency, percent or rate, its range and its approximator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from claimcheck.model.quantity import Approximator, Kind
from claimcheck.quantities.approximators import approximator_after, approximator_before, or_equal
from claimcheck.quantities.currencies import currency_after, currency_before, part_of
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.fractions import number_at
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.money import add_cents, money_before, scaled_money, times
from claimcheck.quantities.number_words import read_words
from claimcheck.quantities.numeral import Numeral
from claimcheck.quantities.numeral_words import power, stroke_numeral, with_half, with_smaller_scales
from claimcheck.quantities.numerals import VULGAR, read_digits
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import UNITS, Unit, read_unit
from claimcheck.quantities.word_fractions import and_half

_DASHES = ("-", "–", "—", "−", "~")
_HUNDREDTH = Fraction(1, 100)
_PARTS_BY = frozenset({"wt", "vol", "mol", "at"})
""" "wt.%": per cent by weight, volume, moles, atoms."""
_OLDEST = 120
"""Years behind "aged" without a unit."""
_REACH = 8
"""Tokens before a figure among which a word says what "degrees" measure."""
_PER_CENT = (("per", "cent"), ("pour", "cent"), ("por", "ciento"), ("vom", "hundert"))
MINUS = ("-", "−", "–")
_BEFORE_SIGN = ("<", ">", "≤", "≥", "⩽", "⩾", "~", "≈", "=", "(", "[", ":", "±")


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands behind a numeral: its kind and unit, and the token after them."""

    end: int
    kind: Kind = "number"
    unit: str = ""
    dimension: str = ""
    factor: Fraction = Fraction(1)
    measure: str = ""


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
        return power(tokens, with_half(tokens, with_smaller_scales(tokens, number, locale), locale))
    if locale.lang == "en":
        return number_at(tokens, i, locale, decimal)
    return read_words(tokens, i, locale) if tokens.kind_at(i) == WORD else None


def _money_scale(tokens: Tokens, i: int, number: Numeral, locale: Locale, decimal: str) -> Numeral:
    """ "4.2m euros": a short scale that a currency follows."""
    scaled = read_digits(tokens, i, locale, decimal, money=True)
    if scaled is None or scaled.end == number.end or not tokens.glued(number.end):
        return number
    return scaled if currency_after(tokens, scaled.end, locale, scaled=True) else number


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
    tail = _tail(tokens, number, locale, money[0] if money else "")
    if behind:
        tail = _Tail(behind[2], "currency", behind[1], "currency")
    elif tail.kind == "number" and locale.has("age_before", tokens.word(first - 1)) and 0 < number.value <= _OLDEST:
        tail = _Tail(tail.end, "duration", "year", "time", UNITS["year"].factor)
    elif tail.kind == "number" and _only_percent(tokens, first, number.end, locale):
        tail = _Tail(number.end, "percent", "percent", "ratio", _HUNDREDTH)
    if tail.kind == "number" and _percent_before(tokens, first, locale):
        draft.first, tail = first - 1, _Tail(number.end, "percent", "percent", "ratio", _HUNDREDTH)
        if locale.has("minus", tokens.word(draft.first - 1)):
            draft.first, draft.value = draft.first - 1, -value
    elif tail.kind == "number" and locale.has("permille_before", tokens.word(first - 1)):
        draft.first, tail = first - 1, _Tail(number.end, "rate", "/1000", "ratio", Fraction(1, 1000))
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
    named = locale.has("percent", tokens.word(at)) or tuple(tokens.low[at : at + 2]) in _PER_CENT
    return at == 0 and end == len(tokens) and named and tokens.word(first - 1) == "of"


def _apply(draft: Draft, tail: _Tail) -> None:
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
        if sign == "−" or tokens.kind_at(first - 2) != NUMBER:
            return first - 1, -value
    if sign in ("minus", "negative"):
        return first - 1, -value
    if locale.has("minus", sign) and not approximator_before(tokens, first, locale):  # "au moins 10"
        return first - 1, -value
    return first, value


def _tail(tokens: Tokens, number: Numeral, locale: Locale, money: str) -> _Tail:
    at = number.end
    if money:
        return _per(tokens, _Tail(at, "currency", money, "currency", part_of(money)), locale)
    if (percent := _percent(tokens, at, locale)) is not None:
        return percent
    if locale.lang != "en" and locale.has("of", tokens.word(at)) and (named := _named(tokens, at + 1, number, locale)):
        return named  # "2 millions d'euros", "3 millones de toneladas"
    currency = currency_after(tokens, at, locale, number.scaled)
    if currency:
        return _per(tokens, _Tail(currency[1], "currency", currency[0], "currency", part_of(currency[0])), locale)
    if (unit := _unit_tail(tokens, at, number, locale)) is not None:
        return unit
    if locale.lang != "en" and locale.has("past", tokens.word(at)):  # "vingt dernières années"
        unit = _unit_tail(tokens, at + 1, number, locale)
        if unit is not None and unit.dimension == "time":
            return unit
    return _rate(tokens, at, locale) or _Tail(at)


def _named(tokens: Tokens, at: int, number: Numeral, locale: Locale) -> _Tail | None:
    currency = currency_after(tokens, at, locale, number.scaled)
    if currency:
        return _per(tokens, _Tail(currency[1], "currency", currency[0], "currency", part_of(currency[0])), locale)
    return _unit_tail(tokens, at, number, locale) if number.scaled or number.words else None


_RATIOS: dict[str, tuple[Kind, str, str, Fraction]] = {
    "percent": ("percent", "percent", "ratio", _HUNDREDTH),
    "points": ("points", "points", "points", Fraction(1)),
    "basis_points": ("points", "points", "points", _HUNDREDTH),
    "permille": ("rate", "/1000", "ratio", Fraction(1, 1000)),
}


def _ratio(tokens: Tokens, at: int, locale: Locale) -> _Tail | None:
    """ "Prozent", "pour cent", "puntos porcentuales": what the data file calls so."""
    for words, name in locale.ratios.get(tokens.word(at), ()):
        if name in _RATIOS and tuple(tokens.low[at : at + len(words)]) == words:
            return _Tail(at + len(words), *_RATIOS[name])
    return None


def _percent(tokens: Tokens, at: int, locale: Locale) -> _Tail | None:
    if locale.lang != "en" and (found := _ratio(tokens, at, locale)):
        return found
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.word(at + 1) in ("percent", "percentage"):
        at += 1
    if tokens.word(at) in _PARTS_BY:
        sign = at + (2 if tokens.word(at + 1) == "." else 1)
        return _Tail(sign + 1, "percent", "percent", "ratio", _HUNDREDTH) if tokens.word(sign) == "%" else None
    word = tokens.word(at)
    if word == "‰" or (word == "per" and tokens.word(at + 1) in ("mille", "mil")):
        return _Tail(at + (1 if word == "‰" else 2), "rate", "/1000", "ratio", Fraction(1, 1000))
    if locale.has("percent", word):
        end = at + 1
    elif (word, tokens.word(at + 1)) in _PER_CENT:
        end = at + 2
    elif word in ("pp", "ppt", "ppts", "p.p"):
        return _Tail(at + 1, "points", "points", "points")
    elif word == "basis" and tokens.word(at + 1) in ("points", "point"):
        return _Tail(at + 2, "points", "points", "points", _HUNDREDTH)
    else:
        return None
    point = end + (1 if tokens.word(end) == "-" else 0)
    if tokens.word(point) in ("point", "points"):
        return _Tail(point + 1, "points", "points", "points")
    if word == "percentage" and tokens.kind_at(end) == WORD:
        return None
    return _Tail(end, "percent", "percent", "ratio", _HUNDREDTH)


def _unit_tail(tokens: Tokens, at: int, number: Numeral, locale: Locale) -> _Tail | None:
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    degree = locale.lang != "en" and tokens.word(at) == "°"
    found = read_unit(tokens, at, locale, digits=not number.words or degree)
    if found is None:
        return None
    unit, end = found
    if unit.name == "°" and any(locale.has("warmth", word) for word in tokens.low[max(0, at - _REACH) : at]):
        unit = Unit("°", "temperature", unit.factor)
    if tokens.word(at) in ("second", "third", "quarter") or (
        unit.name in ("°", "bar", "bit", "ft") and locale.lang == "en" and not _sure(tokens, at, number)
    ):
        return None
    if unit.dimension == "time":
        if tokens.word(end) == "-" and tokens.glued(end) and tokens.word(end + 1) == "old":
            end += 2
        return _Tail(end, "duration", unit.name, "time", unit.factor)
    return _Tail(end, "measure", unit.name, unit.dimension, unit.factor)


def _sure(tokens: Tokens, at: int, number: Numeral) -> bool:
    hyphened = tokens.word(at - 1) == "-" and tokens.word(at) == "foot"
    return not number.words or tokens.word(at) in ("degrees", "feet") or hyphened


def _rate(tokens: Tokens, at: int, locale: Locale) -> _Tail | None:
    """ "12 per 100,000", "3 in 1,000", with a noun before "per" too ("12 deaths per 1,000 births")."""
    end = at
    while end < at + 3 and tokens.kind_at(end) == WORD and not locale.has("stop", tokens.word(end)):
        end += 1
    per = tokens.word(end) == "per" or (locale.lang != "en" and locale.has("per_count", tokens.word(end)))
    if not per and not (tokens.word(end) in ("for", "in") and tokens.word(end + 1) == "every"):
        return None
    after = end + 1 + (1 if tokens.word(end + 1) == "every" or locale.has("per_count", tokens.word(end + 1)) else 0)
    if tokens.word(after) == "capita":
        return _Tail(after + 1, "rate", "/capita", "per capita")
    base = _base(tokens, after, locale)
    if base is None:
        span = read_unit(tokens, after, locale, digits=False) if tokens.word(end) == "per" else None
        if span is None or span[0].dimension != "time" or tokens.word(after).endswith("s"):
            return None
        noun = _between(tokens, at, end)
        return _Tail(span[1], "rate", f"/{span[0].name}", "1/time", 1 / span[0].factor, noun)
    if locale.lang != "en" and base[0] < 100:
        return None
    name = f"/{base[0]}"
    return _Tail(base[1], "rate", name, "ratio", Fraction(1, base[0]), _between(tokens, at, end))


def _between(tokens: Tokens, at: int, end: int) -> str:
    return tokens.text[tokens.start[at] : tokens.end[end - 1]] if end > at else ""


def _base(tokens: Tokens, at: int, locale: Locale) -> tuple[int, int] | None:
    number = (
        read_digits(tokens, at, locale, locale.decimal)
        if tokens.kind_at(at) == NUMBER
        else read_words(tokens, at, locale)
    )
    if number is None and tokens.word(at) in locale.scales:
        return int(locale.scales[tokens.word(at)]), at + 1
    if number is None or number.value.denominator != 1 or number.value < 10:
        return None
    return int(number.value), number.end


def _per(tokens: Tokens, tail: _Tail, locale: Locale) -> _Tail:
    """ "$40 per month", "€3 a day", "$9 per capita"."""
    if tokens.word(tail.end) not in ("per", "/", "a", "each") and not locale.has("per_unit", tokens.word(tail.end)):
        return tail
    at = tail.end + 1
    if tokens.word(tail.end) == "per" and tokens.word(at) == "capita":
        return _Tail(at + 1, tail.kind, f"{tail.unit}/capita", "currency/capita")
    found = read_unit(tokens, at, locale, digits=tokens.word(tail.end) in ("per", "/"))
    if found is None or found[1] != at + 1 or tokens.word(at).endswith("s"):
        return tail
    unit = found[0]
    return _Tail(
        found[1], tail.kind, f"{tail.unit}/{unit.name}", f"currency/{unit.dimension}", tail.factor / unit.factor
    )


def _range(
    tokens: Tokens, draft: Draft, number: Numeral, tail: _Tail, locale: Locale, decimal: str, money: str
) -> None:
    """ "between 10 and 15", "3–4 million", "12 to 18 %", "two or three countries"."""
    at = tail.end
    joint = tokens.word(at)
    between = locale.has("between", tokens.word(draft.first - 1))
    dash = joint in _DASHES
    either = joint == "or" or locale.has("or", joint)
    if not (dash or joint in ("to", "through") or (locale.has("and", joint) and between) or either):
        if locale.lang == "en" or not locale.has("to", joint):
            return
    start, own = _past_currency(tokens, at + 1, locale)
    if own and own != money:
        return
    if own and not money and tail.unit:
        return  # "rose 15 % to $ 415.9 million"
    negative = tokens.word(start) in MINUS and tokens.glued(start + 1) and not (dash and tokens.glued(start))
    start += negative
    ranging = joint == "to" or (locale.lang != "en" and locale.has("to", joint))
    if ranging and locale.has("from", tokens.word(draft.first - 1)) and changing(tokens, draft.first - 1, locale):
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
    second = _tail(tokens, other, locale, money)
    _join(tokens, draft, number, tail, other, second, "or" if either else joint)
    if (
        draft.form == "range"
        and (between or locale.has("from", tokens.word(draft.first - 1)))
        and (between or ranging or joint == "through")
    ):
        draft.first -= 1


def _past_currency(tokens: Tokens, at: int, locale: Locale) -> tuple[int, str]:
    """The token behind a currency that opens the other end of a range, and the currency; empty where none does."""
    for end in range(at + 1, at + 4):
        if tokens.kind_at(end) == NUMBER:
            found = currency_before(tokens, end, locale)
            return (end, found[0]) if found and found[1] == at else (at, "")
    return at, ""


def _join(
    tokens: Tokens, draft: Draft, number: Numeral, tail: _Tail, other: Numeral, second: _Tail, joint: str
) -> None:
    low, high = number.value if draft.value is None else draft.value, other.value
    bare = tail.end == number.end
    if not bare and (tail.unit != second.unit) and tail.unit and second.unit:
        return
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
        else _Tail(second.end, tail.kind, tail.unit, tail.dimension, tail.factor),
    )


def _scale_of(number: Numeral) -> Fraction:
    """The scale word's part of a scaled number ("4" and a million for "4 million")."""
    scale = Fraction(1)
    while scale * 1000 <= abs(number.value) and scale * 1000 <= number.precision * 1000:
        if scale * 1000 > number.precision * (1000 if number.decimals else 1):
            break
        scale *= 1000
    return scale


def changing(tokens: Tokens, at: int, locale: Locale) -> bool:
    """Whether a word of change stands shortly before token ``at``, in the same sentence."""
    return bool(direction_before(tokens, at, locale))


def direction_before(tokens: Tokens, at: int, locale: Locale, reach: int = 8) -> str:
    """ "up", "down" or "either": the nearest word of change before token ``at``; empty where none stands."""
    for k in range(at - 1, max(-1, at - 1 - reach), -1):
        word = tokens.low[k]
        if word in (".", ";", "!", "?"):
            return ""
        if tokens.kind[k] != WORD:
            continue
        if locale.has("change_up", word) and not (word in ("up",) and tokens.word(k + 1) == "to"):
            return "up"
        if locale.has("change_down", word):
            return "down"
        if locale.has("change", word):
            return "either"
    return ""


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
    tail = _tail(tokens, error, locale, "")
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
