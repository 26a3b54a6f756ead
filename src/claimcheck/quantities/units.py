"""Units of measurement: SI with prefixes, customary units, compounds; each with its dimension and factor.

Factors are exact (BIPM SI Brochure; international yard and pound of 1959; NIST SP 811). A year is the Gregorian mean
of 365.2425 days and a month its twelfth, so that twelve months are one year.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, SUPERSCRIPT, WORD, Tokens

_DAY = Fraction(86400)
_YEAR = _DAY * Fraction("365.2425")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its normal name, its dimension, and what one of it is in the dimension's base unit."""

    name: str
    dimension: str
    factor: Fraction


def _table() -> dict[str, Unit]:
    rows = """
    m length 1|mi length 1609.344|nmi length 1852|ft length 0.3048|in length 0.0254|yd length 0.9144
    g mass 0.001|t mass 1000|lb mass 0.45359237|oz mass 0.028349523125
    l volume 0.001|gal volume 0.003785411784|bbl volume 0.158987294928
    ha area 10000|acre area 4046.8564224|m² area 1|km² area 1000000|cm² area 0.0001|mm² area 0.000001
    mi² area 2589988.110336|ft² area 0.09290304
    m³ volume 1|cm³ volume 0.000001|ft³ volume 0.028316846592|km³ volume 1000000000
    second time 1|minute time 60|hour time 3600|day time 86400|week time 604800|fortnight time 1209600
    W power 1|J energy 1|Wh energy 3600|cal energy 4.184|kcal energy 4184|eV energy 1.602176634e-19
    V voltage 1|A current 1|Ω resistance 1|Hz frequency 1|N force 1|Pa pressure 1|bar pressure 100000|mbar pressure 100
    K temperature 1|°C temperature 1|°F temperature 5/9|° angle 1|B information 8|bit information 1
    mol amount 1|mph speed 0.44704|km/h speed 5/18|kn speed 463/900|cd luminosity 1|lm luminosity 1|lx illuminance 1
    Bq activity 1|Sv dose 1|Gy dose 1|dB level 1|ppm ratio 0.000001|ppb ratio 0.000000001
    亩 area 2000/3|斤 mass 0.5|dönüm area 1000
    """
    table = {}
    for row in rows.replace("\n", "|").split("|"):
        if row.strip():
            name, dimension, factor = row.split()
            table[name] = Unit(name, dimension, Fraction(factor))
    table["month"] = Unit("month", "time", _YEAR / 12)
    table["quarter"] = Unit("quarter", "time", _YEAR / 4)
    for name, years in (("year", 1), ("decade", 10), ("century", 100), ("millennium", 1000)):
        table[name] = Unit(name, "time", _YEAR * years)
    prefixes = {"k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "c": -2, "m": -3, "µ": -6, "n": -9, "h": 2, "d": -1, "p": -12}
    allowed = {
        "m": "kcmµnd", "g": "kmµn", "t": "kMG", "l": "mcdµh", "W": "kMGTm", "J": "kMGT", "Wh": "kMGT", "V": "kmM",
        "A": "mkµ", "Hz": "kMGT", "N": "kM", "Pa": "hkMG", "B": "kMGTP", "bit": "kMGT", "eV": "kMGT", "mol": "mµ",
        "Bq": "kMGT", "Sv": "mµ", "Gy": "m",
    }  # fmt: skip
    for base, letters in allowed.items():
        for letter in letters:
            unit = table[base]
            table[letter + base] = Unit(letter + base, unit.dimension, unit.factor * Fraction(10) ** prefixes[letter])
    return table


UNITS = _table()
_ALIASES = {
    "s": "second", "h": "hour", "min": "minute", "L": "l", "mL": "ml", "dL": "dl", "µL": "µl", "μm": "µm",
    "μg": "µg", "um": "µm", "sec": "second", "℃": "°C", "℉": "°F", "KB": "kB", "kph": "km/h", "ton": "t", "tons": "t",
    "yr": "year", "yrs": "year", "hrs": "hour", "hr": "hour", "mins": "minute", "d": "day", "μL": "µl", "sqm": "m²",
    "sqkm": "km²",
}  # fmt: skip
_NEED_GLUE = frozenset({"A", "K", "V", "N", "J", "B", "d", "in", "bar", "T", "cd", "h"})
"""Symbols that are words or letters elsewhere: read only right behind the digits."""
_POWERS = {"²": 2, "³": 3, "2": 2, "3": 3}
_COMPOUNDS = {
    "length/time": "speed", "mass/volume": "density", "energy/time": "power", "length/time2": "acceleration",
    "volume/time": "flow", "information/time": "bit rate",
}  # fmt: skip


@lru_cache(maxsize=512)
def unit_named(name: str) -> Unit | None:
    """The unit of a normal name, compounds included ("km/h", "kg/m³"); None where there is none."""
    if name in UNITS:
        return UNITS[name]
    top, slash, bottom = name.partition("/")
    over, under = UNITS.get(top), UNITS.get(bottom)
    if not slash or over is None or under is None:
        return None
    return divided(over, under)


def divided(over: Unit, under: Unit) -> Unit:
    """The quotient of two units."""
    dimension = f"{over.dimension}/{under.dimension}"
    return Unit(f"{over.name}/{under.name}", _COMPOUNDS.get(dimension, dimension), over.factor / under.factor)


def read_unit(tokens: Tokens, at: int, locale: Locale, digits: bool) -> tuple[Unit, int] | None:
    """The unit that stands at token ``at`` and the token after it; symbols only behind ``digits``."""
    found = _single(tokens, at, locale, digits)
    if found is None:
        return None
    unit, end = found
    if tokens.word(end) == "/" and tokens.glued(end) and tokens.glued(end + 1):
        under = _single(tokens, end + 1, locale, digits=True)
        if under is not None:
            return divided(unit, under[0]), under[1]
    if (tokens.word(end) == "per" or locale.has("per_unit", tokens.word(end))) and unit.dimension != "time":
        under = _single(tokens, end + 1, locale, digits=True)
        if under is not None and tokens.word(end + 1) != "capita":
            return divided(unit, under[0]), under[1]
    return unit, end


def _single(tokens: Tokens, at: int, locale: Locale, digits: bool) -> tuple[Unit, int] | None:
    for words, name in locale.unit_words.get(tokens.word(at), ()):
        if matches(tokens, at, words) and (unit := unit_named(name)):
            if len(words) == 1 and len(words[0]) <= 3 and not digits and locale.lang == "en":
                continue
            return unit, at + len(words)
    return _symbol(tokens, at) if digits else None


def _symbol(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    raw, end = tokens.raw(at), at + 1
    if raw == "°" and tokens.raw(at + 1) in ("C", "F") and tokens.glued(at + 1):
        raw, end = raw + tokens.raw(at + 1), at + 2
    if tokens.kind_at(at) != WORD and raw[:1] not in ("°", "℃", "℉"):
        return None
    if not tokens.glued(at) and (raw in _NEED_GLUE or tokens.gap(at) not in (" ", "\u00a0", "\u2009", "\u202f")):
        return None
    unit = UNITS.get(_ALIASES.get(raw, raw))
    if unit is None:
        return None
    if tokens.glued(end) and tokens.kind_at(end) == NUMBER and tokens.word(end) not in _POWERS:
        return None
    power = _power(tokens, end)
    if power and unit.dimension == "length":
        name, dimension = f"{unit.name}{'²' if power[0] == 2 else '³'}", "area" if power[0] == 2 else "volume"
        return Unit(name, dimension, unit.factor ** power[0]), power[1]
    return unit, end


def _power(tokens: Tokens, at: int) -> tuple[int, int] | None:
    if tokens.word(at) == "^" and tokens.word(at + 1) in _POWERS and tokens.glued(at):
        return _POWERS[tokens.word(at + 1)], at + 2
    if tokens.kind_at(at) in (SUPERSCRIPT, NUMBER) and tokens.glued(at) and tokens.word(at) in _POWERS:
        return _POWERS[tokens.word(at)], at + 1
    return None


def matches(tokens: Tokens, at: int, words: tuple[str, ...]) -> bool:
    """Whether the tokens from ``at`` on are ``words``."""
    return at >= 0 and tuple(tokens.low[at : at + len(words)]) == words
