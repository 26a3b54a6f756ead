"""What stands behind a numeral: percent, currency, unit or rate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from claimcheck.model.quantity import Kind
from claimcheck.quantities.currencies import currency_after, part_of
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.number_words import read_words
from claimcheck.quantities.numeral import Numeral
from claimcheck.quantities.numerals import read_digits
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import Unit, read_unit

HUNDREDTH = Fraction(1, 100)
PER_CENT = (("per", "cent"), ("pour", "cent"), ("por", "ciento"), ("vom", "hundert"))
_PARTS_BY = frozenset({"wt", "vol", "mol", "at"})
""" "wt.%": per cent by weight, volume, moles, atoms."""
_BRACKETS = frozenset({"(", "["})
_LONGEST_INTERVAL = 24
"""Tokens."""
_SPREAD = frozenset("ci ki ic cri ui iqr sd se sem range interval".split())
_OF_SPREAD = _SPREAD | frozenset("confidence credible uncertainty interquartile to and percent from".split())
"""What stands in a bracket beside the figures of an interval."""
_REACH = 8
"""Tokens before a figure among which a word says what "degrees" measure."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a numeral: its kind and unit, and the token after them."""

    end: int
    kind: Kind = "number"
    unit: str = ""
    dimension: str = ""
    factor: Fraction = Fraction(1)
    measure: str = ""


def tail_of(tokens: Tokens, number: Numeral, locale: Locale, money: str) -> Tail:
    """What stands behind ``number``; ``money`` is the currency before it, if one is."""
    at = number.end
    if money:
        return _per(tokens, Tail(at, "currency", money, "currency", part_of(money)), locale)
    if (percent := _percent(tokens, at, locale)) is not None:
        return percent
    if locale.lang != "en" and locale.has("of", tokens.word(at)) and (named := _named(tokens, at + 1, number, locale)):
        return named  # "2 millions d'euros", "3 millones de toneladas"
    currency = currency_after(tokens, at, locale, number.scaled)
    if currency:
        return _per(tokens, Tail(currency[1], "currency", currency[0], "currency", part_of(currency[0])), locale)
    if (unit := _unit_tail(tokens, at, number, locale)) is not None:
        return unit
    if locale.lang != "en" and locale.has("past", tokens.word(at)):  # "vingt dernières années"
        unit = _unit_tail(tokens, at + 1, number, locale)
        if unit is not None and unit.dimension == "time":
            return unit
    return _rate(tokens, at, locale) or _behind_interval(tokens, number, locale) or Tail(at)


def _behind_interval(tokens: Tokens, number: Numeral, locale: Locale) -> Tail | None:
    """ "0.94 (0.37, 2.9) percent", "12.5 (95% CI 10.1–14.2) per 100,000", "47 (IQR 35–58) years": the unit stands
    behind what tells how sure the figure is."""
    at = number.end
    if tokens.word(at) not in _BRACKETS:
        return None
    close = next((k for k in range(at + 1, min(at + _LONGEST_INTERVAL, len(tokens))) if tokens.low[k] in ")]"), 0)
    inside = range(at + 1, close)
    figures = sum(tokens.kind[k] == NUMBER for k in inside)
    told = any(tokens.low[k] in _SPREAD for k in inside)
    if figures < (1 if told else 2) or any(tokens.kind[k] == WORD and tokens.low[k] not in _OF_SPREAD for k in inside):
        return None
    at = close + 1
    return _percent(tokens, at, locale) or _unit_tail(tokens, at, number, locale) or _rate(tokens, at, locale)


def _named(tokens: Tokens, at: int, number: Numeral, locale: Locale) -> Tail | None:
    currency = currency_after(tokens, at, locale, number.scaled)
    if currency:
        return _per(tokens, Tail(currency[1], "currency", currency[0], "currency", part_of(currency[0])), locale)
    return _unit_tail(tokens, at, number, locale) if number.scaled or number.words else None


_RATIOS: dict[str, tuple[Kind, str, str, Fraction]] = {
    "percent": ("percent", "percent", "ratio", HUNDREDTH),
    "points": ("points", "points", "points", Fraction(1)),
    "basis_points": ("points", "points", "points", HUNDREDTH),
    "permille": ("rate", "/1000", "ratio", Fraction(1, 1000)),
}


def _ratio(tokens: Tokens, at: int, locale: Locale) -> Tail | None:
    """ "Prozent", "pour cent", "puntos porcentuales": what the data file calls so."""
    for words, name in locale.ratios.get(tokens.word(at), ()):
        if name in _RATIOS and tuple(tokens.low[at : at + len(words)]) == words:
            return Tail(at + len(words), *_RATIOS[name])
    return None


def _percent(tokens: Tokens, at: int, locale: Locale) -> Tail | None:
    if locale.lang != "en" and (found := _ratio(tokens, at, locale)):
        return found
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.word(at + 1) in ("percent", "percentage"):
        at += 1
    if tokens.word(at) in _PARTS_BY:
        sign = at + (2 if tokens.word(at + 1) == "." else 1)
        return Tail(sign + 1, "percent", "percent", "ratio", HUNDREDTH) if tokens.word(sign) == "%" else None
    word = tokens.word(at)
    if word == "‰" or (word == "per" and tokens.word(at + 1) in ("mille", "mil")):
        return Tail(at + (1 if word == "‰" else 2), "rate", "/1000", "ratio", Fraction(1, 1000))
    if locale.has("percent", word):
        end = at + 1
    elif (word, tokens.word(at + 1)) in PER_CENT:
        end = at + 2
    elif word in ("pp", "ppt", "ppts", "p.p"):
        return Tail(at + 1, "points", "points", "points")
    elif word == "basis" and tokens.word(at + 1) in ("points", "point"):
        return Tail(at + 2, "points", "points", "points", HUNDREDTH)
    else:
        return None
    point = end + (1 if tokens.word(end) == "-" else 0)
    if tokens.word(point) in ("point", "points"):
        return Tail(point + 1, "points", "points", "points")
    if word == "percentage" and tokens.kind_at(end) == WORD:
        return None
    return Tail(end, "percent", "percent", "ratio", HUNDREDTH)


def _unit_tail(tokens: Tokens, at: int, number: Numeral, locale: Locale) -> Tail | None:
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
        return Tail(end, "duration", unit.name, "time", unit.factor)
    return Tail(end, "measure", unit.name, unit.dimension, unit.factor)


def _sure(tokens: Tokens, at: int, number: Numeral) -> bool:
    hyphened = tokens.word(at - 1) == "-" and tokens.word(at) == "foot"
    return not number.words or tokens.word(at) in ("degrees", "feet") or hyphened


def _rate(tokens: Tokens, at: int, locale: Locale) -> Tail | None:
    """ "12 per 100,000", "3 in 1,000", with a noun before "per" too ("12 deaths per 1,000 births")."""
    end = at
    while end < at + 3 and tokens.kind_at(end) == WORD and not locale.has("stop", tokens.word(end)):
        end += 1
    per = tokens.word(end) == "per" or (locale.lang != "en" and locale.has("per_count", tokens.word(end)))
    if not per and not (tokens.word(end) in ("for", "in") and tokens.word(end + 1) == "every"):
        return None
    after = end + 1 + (1 if tokens.word(end + 1) == "every" or locale.has("per_count", tokens.word(end + 1)) else 0)
    if tokens.word(after) == "capita":
        return Tail(after + 1, "rate", "/capita", "per capita")
    base = _base(tokens, after, locale)
    if base is None:
        span = read_unit(tokens, after, locale, digits=False) if tokens.word(end) == "per" else None
        if span is None or span[0].dimension != "time" or tokens.word(after).endswith("s"):
            return None
        noun = _between(tokens, at, end)
        return Tail(span[1], "rate", f"/{span[0].name}", "1/time", 1 / span[0].factor, noun)
    if locale.lang != "en" and base[0] < 100:
        return None
    name = f"/{base[0]}"
    return Tail(base[1], "rate", name, "ratio", Fraction(1, base[0]), _between(tokens, at, end))


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


def _per(tokens: Tokens, tail: Tail, locale: Locale) -> Tail:
    """ "$40 per month", "€3 a day", "$9 per capita"."""
    if tokens.word(tail.end) not in ("per", "/", "a", "each") and not locale.has("per_unit", tokens.word(tail.end)):
        return tail
    at = tail.end + 1
    if tokens.word(tail.end) == "per" and tokens.word(at) == "capita":
        return Tail(at + 1, tail.kind, f"{tail.unit}/capita", "currency/capita")
    found = read_unit(tokens, at, locale, digits=tokens.word(tail.end) in ("per", "/"))
    if found is None or found[1] != at + 1 or tokens.word(at).endswith("s"):
        return tail
    unit = found[0]
    return Tail(
        found[1], tail.kind, f"{tail.unit}/{unit.name}", f"currency/{unit.dimension}", tail.factor / unit.factor
    )
