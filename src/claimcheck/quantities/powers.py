"""Exponents behind a number in digits: "5e-3", "3.4 × 10^5", "10⁶", "2^32", "1.1^-23"; in every language.

A caret raises what follows it, but in a plain text it sets note marks too ("37.5^12"). So without a sign it is read as
a power where the base is 2 or 10, where it is multiplied or set equal, and where nothing else is written.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from claimcheck.quantities.numeral import Numeral
from claimcheck.quantities.tokens import NUMBER, SUPERSCRIPT, WORD, Tokens

MINUS = ("-", "−", "–")
_MOST_EXPONENT = 120
_LOST_POWER = re.compile(r"10([1-9][0-9]?)")
""" "3.4 × 105": ten to the fifth, whose raising was lost on the way from a PDF."""
_NO_LENGTH = frozenset("g kg mg t s l ml W kW MW J kJ MJ Pa kPa MPa V K eV Hz M mM cells".split())
"""Behind "6 × 106" these say that it is no "6 by 106 mm"."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TIMES = ("×", "x", "·", "*", "⋅")
_EQUALS = ("=", "≈", "==")
_BEFORE = frozenset("( [ = ≈ ~ < > ≤ ≥ + - − ± / ×".split())
_SIGNS = {"+": 1, "-": -1, "−": -1, "--": 1, "−−": 1}
_MOST_BITS = 4096
"""Of a power before it is shortened: the work that a few characters may ask for."""
_LARGEST = 400
"""Binary digits before the point: 10^120."""

_LARGEST_ALONE = 10**6
"""Of a power that nothing else explains: "37.5^12" would be 3 × 10^18, and is a figure with note 12."""


def exponent(tokens: Tokens, number: Numeral, i: int) -> Numeral | None:
    """The number that begins at token ``i`` with the power behind it; None where none stands there."""
    end = number.end
    word = tokens.word(end)
    if word == "e" and tokens.glued(end):
        sign, digits = 1, end + 1
        if tokens.word(digits) in ("-", "−", "+") and tokens.glued(digits):
            sign, digits = (1 if tokens.word(digits) == "+" else -1), digits + 1
        if tokens.kind_at(digits) == NUMBER and tokens.glued(digits):
            return _powered(number, sign, tokens.low[digits], digits + 1)
        return None
    if word in _TIMES and tokens.word(end + 1) == "10":
        return _power_of_ten(tokens, number, end + 2)
    if word in ("×", "·", "⋅") and (lost := _LOST_POWER.fullmatch(tokens.word(end + 1))):
        plain = number.decimals or tokens.raw(end + 2) in _NO_LENGTH
        return _powered(number, 1, lost[1], end + 2) if plain and number.value < 10 else None
    if word == "^" and tokens.glued(end) and tokens.word(end + 1) in _SIGNS:
        return _raised(tokens, number, end + 1)
    if tokens.low[i] == "10" and end == i + 1 and (word == "^" or tokens.kind_at(end) == SUPERSCRIPT):
        one = replace(number, value=Fraction(1), precision=Fraction(1), step=Fraction(1))
        return _power_of_ten(tokens, one, end)
    if word == "^" and tokens.glued(end) and (power := _raised(tokens, number, end + 1)):
        binary = tokens.low[i] == "2" and end == i + 1 and tokens.word(power.end) != "%"
        binary = binary and (not tokens.glued(i) or tokens.word(i - 1) in _BEFORE)  # "$2^10" is two dollars
        return power if binary or _calculated(tokens, i, power) else None
    return None


def _calculated(tokens: Tokens, i: int, power: Numeral) -> bool:
    """Whether a power is multiplied or set equal, or with its unit the whole text and no absurd number ("-1.1^23")."""
    end = power.end
    if tokens.word(end) == "^" and tokens.glued(end):
        return False  # "37.5^12^": raised text
    if tokens.kind_at(i - 2) == NUMBER and tokens.word(i - 1) in _TIMES:
        return True
    if tokens.kind_at(end + 1) == NUMBER and tokens.word(end) in (*_TIMES, *_EQUALS):
        return True
    begins = i == 0 or (i == 1 and tokens.word(0) in MINUS)
    unit_at_most = len(tokens) <= end + 2 and all(tokens.kind[k] != NUMBER for k in range(end, len(tokens)))
    return begins and unit_at_most and power.value <= _LARGEST_ALONE


def _power_of_ten(tokens: Tokens, number: Numeral, at: int) -> Numeral | None:
    if tokens.kind_at(at) == SUPERSCRIPT and tokens.glued(at):
        return _powered(number, 1, tokens.low[at].translate(_SUPERSCRIPTS), at + 1)
    if tokens.word(at) == "⁻" and tokens.kind_at(at + 1) == SUPERSCRIPT:
        return _powered(number, -1, tokens.low[at + 1].translate(_SUPERSCRIPTS), at + 2)
    if tokens.word(at) in MINUS and tokens.glued(at) and tokens.glued(at + 1) and len(tokens.word(at + 1)) <= 2:
        return _powered(number, -1, tokens.word(at + 1), at + 2)  # "4.0 × 10−10": the raising was lost
    if tokens.word(at) != "^":
        return None
    at += 1
    sign = 1
    while tokens.word(at) in ("(", "{", "-", "−"):
        sign = -1 if tokens.low[at] in "-−" else sign
        at += 1
    if tokens.kind_at(at) != NUMBER:
        return None
    return _powered(number, sign, tokens.low[at], at + (2 if tokens.word(at + 1) in (")", "}") else 1))


def _powered(number: Numeral, sign: int, digits: str, end: int) -> Numeral | None:
    if not digits.isdecimal() or len(digits) > 3 or int(digits) > _MOST_EXPONENT:
        return None
    power = Fraction(10) ** (sign * int(digits))
    value, precision = number.value * power, number.precision * power
    return replace(number, value=value, precision=precision, step=number.step * power, end=end, scaled=True)


def _raised(tokens: Tokens, number: Numeral, at: int) -> Numeral | None:
    """The number to the power that begins at token ``at`` with its sign or bracket: "^-1", "^{10}", "^23"."""
    bracket = {"{": "}", "(": ")"}.get(tokens.word(at), "")
    first, at = at, at + bool(bracket)
    sign = _SIGNS.get(tokens.word(at), 0)
    at += bool(sign)
    digits, end = tokens.word(at), at + 1 + bool(bracket)
    if not (digits.isdecimal() and len(digits) <= 2 and number.value):
        return None
    if tokens.word(end - 1) != (bracket or digits) or not all(tokens.glued(k) for k in range(first, end)):
        return None
    if not sign and tokens.kind_at(end) in (WORD, NUMBER) and tokens.glued(end):
        return None  # "2^10th", "2^3a"
    value = _to_the(number.value, int(digits) * (sign or 1))
    if value is None:
        return None
    step = Fraction(1) if value.denominator == 1 else abs(value) / 1000
    return replace(number, value=value, end=end, precision=step, step=step, decimals=value.denominator > 1)


def _to_the(base: Fraction, power: int) -> Fraction | None:
    """The power, where neither the work nor the result is out of bounds."""
    above, below = base.numerator.bit_length(), base.denominator.bit_length()
    if max(above, below) * abs(power) > _MOST_BITS or abs(above - below) * abs(power) > _LARGEST:
        return None
    return base**power
