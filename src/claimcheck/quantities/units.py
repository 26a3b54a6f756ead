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
    Bq activity 1|Sv dose 1|Gy dose 1|dB level 1|SD spread 1|ppm ratio 0.000001|ppb ratio 0.000000001
    ppt ratio 0.000000000001|ppq ratio 0.000000000000001|Å length 1e-10|AU length 149597870700
    ly length 9460730472580800|lea length 4828.032
    rad angle 57.2957795130823208768|′ angle 1/60|″ angle 1/3600|turn angle 360|M concentration 1000|F capacitance 1
    st mass 6.35029318|ct mass 0.0002|gr mass 0.00006479891|cwt mass 50.80234544|Da molar-mass 0.001|kat catalysis 1
    cup volume 0.0002365882365|tbsp volume 0.00001478676478125|tsp volume 0.00000492892159375
    pt volume 0.000473176473|qt volume 0.000946352946|floz volume 0.0000295735295625|Btu energy 1055.05585262
    hp power 745.699871582|psi pressure 6894.757293168|atm pressure 101325|mmHg pressure 133.322387415|T field 1
    G field 0.0001|C charge 1|S conductance 1|U enzyme 1|rpm frequency 1/60|CFU colonies 1|Mbps bit-rate 1000000
    H inductance 1|fathom length 1.8288|亩 area 2000/3|斤 mass 0.5|dönüm area 1000
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
        "m": "kcmµnd", "g": "kmµnMGTP", "t": "kMG", "l": "mcdµh", "W": "kMGTm", "J": "kMGT", "Wh": "kMGT", "V": "kmM",
        "A": "mkµ", "Hz": "kMGT", "N": "kM", "Pa": "hkMG", "B": "kMGTP", "bit": "kMGT", "eV": "kMGT", "mol": "mµ",
        "Bq": "kMGT", "Sv": "mµ", "Gy": "m", "bar": "kmµn", "M": "mµnp", "F": "mµnp", "Da": "kM", "T": "mµn",
        "S": "mµ", "C": "mµn", "H": "mµ", "rad": "mµ", "kat": "µn", "cal": "M",
    }  # fmt: skip
    for base, letters in allowed.items():
        for letter in letters:
            unit = table[base]
            table[letter + base] = Unit(letter + base, unit.dimension, unit.factor * Fraction(10) ** prefixes[letter])
    for letters in "FCSTGH":  # alone these stand for too much else: "13C", "5G"
        del table[letters]
    for letter in "mµnp":
        table[f"{letter}s"] = Unit(f"{letter}s", "time", Fraction(10) ** prefixes[letter])
    for name, power in (("kyr", 3), ("Myr", 6), ("Gyr", 9)):
        table[name] = Unit(name, "time", _YEAR * 10**power)
    return table


UNITS = _table()
_ALIASES = {
    alias: row.split()[0]
    for row in """
    second s sec Sec|hour h hrs hr Hrs|minute min mins Min|l L Ltr ltr|ml mL|dl dL|µl µL μL|µm μm um µ micron|
    µg μg mcg|°C ℃ degC|°F ℉|kB KB|km/h kph kmph kmh|t ton tons|year yr yrs|day d|m² sqm|km² sqkm|Myr Ma|Gyr Ga byr|
    kyr ka Kyr|cm³ cc|kg Kg KG|km KM|GHz GHZ|kHz kHZ KHz|MHz MHZ|GB gb|TB tb|rad rads|hPa hPA|mbar Mbar|1/minute bpm|
    lb lbs|ft feet|kcal Kcal|kWh kWH|Mbps mbps|ms msec|µs µsec|week wk wks|month mo mos|K °K|Å Angstrom
    """.replace("\n", " ").split("|")
    for alias in row.split()[1:]
}
"""Other ways to write the symbols of units."""
_NEED_GLUE = frozenset(
    "A N J B d in bar cd h U M pt qt cup st ct gr turn mo ly lea micron K V hp atm kat rad S feet gal".split()
)
"""Symbols that are words or letters elsewhere: read only right behind the digits …"""
_SPACED = frozenset("K V A N J B h d bar hp atm rad feet pt qt gal".split())
"""… or behind a space where no further word in capitals follows that they could be the initial of."""
_POWERS = {"²": 2, "³": 3, "2": 2, "3": 3}
_MINUS = ("-", "−", "–", "⁻")
_RAISED = str.maketrans("¹²³⁴", "1234")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_MOST_FACTORS = 4
_COMPOUNDS = {
    "length/time": "speed", "mass/volume": "density", "energy/time": "power", "length/time2": "acceleration",
    "volume/time": "flow", "information/time": "bit rate", "mass/mass": "ratio", "amount/volume": "concentration",
    "volume/volume": "ratio", "length/length": "ratio",
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


def read_unit(tokens: Tokens, at: int, locale: Locale, digits: bool) -> tuple[Unit, int] | None:
    """The unit that stands at token ``at`` and the token after it; symbols only behind ``digits``."""
    found = _single(tokens, at, locale, digits) or (_bracketed(tokens, at, locale) if digits else None)
    if found is None:
        return None
    unit, end = found
    if digits and (inverse := _negative_power(tokens, end, first=True)):
        unit, end = divided(None, unit, inverse[0]), inverse[1]
    for _ in range(_MOST_FACTORS):
        more = _next_factor(tokens, unit, end, locale, digits)
        if more is None:
            break
        unit, end = more
    return unit, end


def _bracketed(tokens: Tokens, at: int, locale: Locale) -> tuple[Unit, int] | None:
    """ "20 (kg)"."""
    if tokens.word(at) not in _BRACKETS or not tokens.glued(at + 1):
        return None
    found = _symbol(tokens, at + 1)
    closed = found is not None and tokens.word(found[1]) == _BRACKETS[tokens.low[at]]
    return (found[0], found[1] + 1) if found and closed else None


def _next_factor(tokens: Tokens, unit: Unit, end: int, locale: Locale, digits: bool) -> tuple[Unit, int] | None:
    """The unit with the next one below the bar: "/h", "per day", "s−1", "·K⁻¹"."""
    word = tokens.word(end)
    if word == "/" and tokens.glued(end) and tokens.glued(end + 1):
        under = _single(tokens, end + 1, locale, digits=True)
        return (divided(unit, under[0]), under[1]) if under else None
    single = unit.dimension != "time" and "/" not in unit.name
    if locale.has("per_unit", word) and single:
        below = _single(tokens, end + 1, locale, digits=True)
        return (divided(unit, below[0]), below[1]) if below and tokens.word(end + 1) != "capita" else None
    if word == "for" and tokens.word(end + 1) in ("each", "every") and single:
        under = _single(tokens, end + 2, locale, digits=False)
        return (divided(unit, under[0]), under[1]) if under else None  # "1.8 litres for each kilowatt-hour"
    if word == "per" and locale.has("each", tokens.word(end + 1)) and tokens.word(end + 2) == "per":
        return _next_factor(tokens, unit, end + 2, locale, digits)  # "litres per person per day"
    if word in ("per", "a", "an") and single:
        under = _single(tokens, end + 1, locale, digits=word == "per")
        plain = under and (word == "per" or (unit.dimension == "length" and under[0].dimension == "time"))
        return (divided(unit, under[0]), under[1]) if plain and under and tokens.word(end + 1) != "capita" else None
    if not digits:
        return None
    at = end + 1 if word in ("·", "⋅", "∙") else end
    if at == end and not tokens.gap(at):
        return None
    found = _symbol(tokens, at, spaced=True)
    power = _negative_power(tokens, found[1]) if found else None
    return (divided(unit, found[0], power[0]), power[1]) if found and power else None


def _negative_power(tokens: Tokens, at: int, first: bool = False) -> tuple[int, int] | None:
    """The power below the bar that is written at token ``at`` ("s−1", "m^-2"), and the token after it."""
    at += 1 if tokens.word(at) == "^" and tokens.glued(at) else 0
    digit = tokens.word(at + 1).translate(_RAISED)
    if tokens.word(at) not in _MINUS or digit not in ("1", "2", "3", "4") or not tokens.glued(at):
        return None
    if not tokens.glued(at + 1) or (tokens.glued(at + 2) and tokens.kind_at(at + 2) in (WORD, NUMBER)):
        return None
    if first and tokens.word(at) in ("-", "–") and (follow := _symbol(tokens, at + 2, spaced=True)):
        if not _negative_power(tokens, follow[1]):
            return None  # "5 m-2 m" is a range
    return int(digit), at + 2


def divided(over: Unit | None, under: Unit, power: int = 1) -> Unit:
    """The quotient of two units, the one below raised to ``power``; without one above, the inverse."""
    name, dimension, factor = (over.name, over.dimension, over.factor) if over else ("1", "1", Fraction(1))
    below = under.name + ("", "", "²", "³", "⁴")[power]
    kind = under.dimension + ("" if power == 1 else str(power))
    kind = {"length2": "area", "length3": "volume"}.get(kind, kind)
    dimension = f"{dimension}/{kind}"
    return Unit(f"{name}/{below}", _COMPOUNDS.get(dimension, dimension), factor / under.factor**power)


def _single(tokens: Tokens, at: int, locale: Locale, digits: bool) -> tuple[Unit, int] | None:
    for words, name in locale.unit_words.get(tokens.word(at), ()):
        if matches(tokens, at, words) and (unit := unit_named(name)):
            short = len(words) == 1 and len(words[0]) <= 3 and words[0] != name and locale.lang == "en"
            if short and not digits and not _hyphened(tokens, at):
                continue
            return unit, at + len(words)
        if _hyphened(tokens, at) and (end := _joined(tokens, at, words)) and (unit := unit_named(name)):
            return unit, end
    return _symbol(tokens, at) if digits else None


def _joined(tokens: Tokens, at: int, words: tuple[str, ...]) -> int:
    """The token behind a unit whose words hyphens join ("248,000-square-foot"); 0 where they don't."""
    end = at + 2 * len(words) - 1
    whole = "".join(tokens.low[at:end]) == "-".join(words) and all(tokens.glued(k) for k in range(at + 1, end))
    return end if whole and len(words) > 1 else 0


def _hyphened(tokens: Tokens, at: int) -> bool:
    """ "three-ton"."""
    return tokens.word(at - 1) == "-" and tokens.glued(at) and tokens.glued(at - 1)


def _symbol(tokens: Tokens, at: int, spaced: bool = False) -> tuple[Unit, int] | None:
    """``spaced``: a factor further on, which a space may part from the one before."""
    raw, end = tokens.raw(at).replace("μ", "µ"), at + 1
    if raw == "°" and tokens.raw(at + 1) in ("C", "F", "K") and (tokens.glued(at + 1) or tokens.gap(at + 1) == " "):
        raw, end = raw + tokens.raw(at + 1), at + 2
    if raw == "°" and tokens.raw(at + 1) in ("N", "S", "E", "W") and tokens.gap(at + 1) in ("", " ", "\u00a0"):
        end = at + 2
    if tokens.kind_at(at) != WORD and raw[:1] not in ("°", "℃", "℉", "µ", "′", "″"):
        return None
    if not spaced and not tokens.glued(at) and not _may_stand_apart(tokens, at, raw):
        return None
    unit = UNITS.get(_ALIASES.get(raw, raw))
    if unit is None:
        return None
    if tokens.glued(end) and tokens.kind_at(end) == NUMBER and tokens.word(end) not in _POWERS:
        return None
    if tokens.word(end) == "-" and tokens.kind_at(end + 1) == NUMBER and _tight(tokens, end):
        if not _negative_power(tokens, end) and tokens.glued(at) is False:
            return None  # "24703 L-202": a name
    power = _power(tokens, end)
    if power and unit.dimension == "length":
        name, dimension = f"{unit.name}{'²' if power[0] == 2 else '³'}", "area" if power[0] == 2 else "volume"
        return Unit(name, dimension, unit.factor ** power[0]), power[1]
    return unit, end


def _tight(tokens: Tokens, at: int) -> bool:
    return tokens.glued(at) and tokens.glued(at + 1)


def _may_stand_apart(tokens: Tokens, at: int, raw: str) -> bool:
    """Whether a symbol behind a space is one: letters that are words elsewhere only where nothing speaks against it."""
    if tokens.gap(at) not in (" ", "\u00a0", "\u2009", "\u202f"):
        return False
    if raw not in _NEED_GLUE:
        return True
    after = tokens.raw(at + 1)
    if raw == "M":  # molar: "0.2 M NaOH"; else the M of a million, a medium, a name
        return len(after) > 1 and any(c.isupper() for c in after[1:]) and after.isalnum()
    if raw == "U" and tokens.word(at + 1) == "/":
        return True
    if raw not in _SPACED or tokens.kind_at(at - 1) != NUMBER:
        return False
    return not (after == "." and tokens.capital(at) and tokens.capital(at + 2) and not tokens.gap(at + 2)) and not (
        after[:1].isupper() and tokens.kind_at(at + 1) == WORD and len(raw) == 1
    )


def _power(tokens: Tokens, at: int) -> tuple[int, int] | None:
    if tokens.word(at) == "^" and tokens.word(at + 1) in _POWERS and tokens.glued(at):
        return _POWERS[tokens.word(at + 1)], at + 2
    if tokens.kind_at(at) in (SUPERSCRIPT, NUMBER) and tokens.glued(at) and tokens.word(at) in _POWERS:
        return _POWERS[tokens.word(at)], at + 1
    return None


def matches(tokens: Tokens, at: int, words: tuple[str, ...]) -> bool:
    """Whether the tokens from ``at`` on are ``words``."""
    if len(words) == 1:
        return tokens.word(at) == words[0]
    return at >= 0 and tuple(tokens.low[at : at + len(words)]) == words
