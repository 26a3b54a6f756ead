"""Numbers written in digits: separators, decimals, exponents, vulgar fractions, scale words after them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.numeral import Numeral, step_of
from claimcheck.quantities.phrases import looks_plural
from claimcheck.quantities.powers import exponent
from claimcheck.quantities.tokens import MARK, NUMBER, WORD, Tokens

MOST_DIGITS = 60
"""A longer run of digits is no quantity (an identifier, a key, an attack)."""
_CLOSING = frozenset({"", ".", ",", ";", ")", "?", "!"})
_POINTED = frozenset({"mio", "mrd", "tsd", "md"})
"""Scales that are abbreviated with a point."""

_PLAIN = re.compile(r"[0-9]+")
_DECIMAL = {".": re.compile(r"[0-9]+\.[0-9]+"), ",": re.compile(r"[0-9]+,[0-9]+")}
_GROUPED = re.compile(
    r"(?P<whole>[0-9]{1,3}(?P<sep>[.,'\u2019\u00a0\u2009\u202f])[0-9]{3}(?:(?P=sep)[0-9]{3})*)(?P<rest>[.,][0-9]+)?"
)
_INDIAN = re.compile(r"(?P<whole>[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?P<rest>\.[0-9]+)?")
VULGAR = {
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
    "⅐": Fraction(1, 7), "⅑": Fraction(1, 9), "⅒": Fraction(1, 10),
}  # fmt: skip


def decimal_mark(tokens: Tokens, locale: Locale) -> str:
    """The decimal mark of a document: what its unambiguous numbers say, else what the language uses."""
    votes = {".": 0, ",": 0}
    for i, kind in enumerate(tokens.kind):
        if kind != NUMBER:
            continue
        text = tokens.low[i]
        if len(text) > MOST_DIGITS:
            continue
        match = _GROUPED.fullmatch(text)
        if match and match["rest"] and match["rest"][0] != match["sep"]:
            votes[match["rest"][0]] += 1
        elif match and match["sep"] in ".," and text.count(match["sep"]) > 1:
            votes["," if match["sep"] == "." else "."] += 1
    if votes["."] == votes[","]:
        return locale.decimal
    return max(votes, key=lambda mark: votes[mark])


@lru_cache(maxsize=4096)
def _exactness(text: str, decimal: str) -> tuple[Fraction, Fraction]:
    """The precision and the step of a run of digits and separators that is a number."""
    value, decimals = parse_digits(text, decimal) or (Fraction(0), 0)
    precision = Fraction(1, 10**decimals)
    return precision, step_of(value, precision)


@lru_cache(maxsize=4096)
def parse_digits(text: str, decimal: str) -> tuple[Fraction, int] | None:
    """The value of a run of digits and separators, and the number of its decimals; None where it is no number."""
    if len(text) > MOST_DIGITS:
        return None
    if _PLAIN.fullmatch(text):
        return Fraction(int(text)), 0
    if match := _GROUPED.fullmatch(text):
        whole, sep, rest = match["whole"], match["sep"], match["rest"] or ""
        if rest and rest[0] == sep:
            return None
        once = whole.count(sep) == 1
        if sep in ".," and not rest and once and (sep == decimal or whole.startswith("0")):
            return _with_decimals(text.replace(sep, "."))
        return _with_decimals("".join(c for c in whole if c.isdecimal()) + rest.replace(",", "."))
    if match := _INDIAN.fullmatch(text):
        return _with_decimals(match["whole"].replace(",", "") + (match["rest"] or ""))
    for mark in (decimal, "." if decimal == "," else ","):
        if _DECIMAL[mark].fullmatch(text):
            return _with_decimals(text.replace(mark, "."))
    return None


def _with_decimals(text: str) -> tuple[Fraction, int]:
    return Fraction(text), len(text.partition(".")[2])


def read_digits(tokens: Tokens, i: int, locale: Locale, decimal: str, money: bool = False) -> Numeral | None:
    """The number in digits that begins at token ``i``, its exponent and scale words included; None where none does.

    ``money`` allows the short scales that mean something else elsewhere ("$4m").
    """
    asked = (i, decimal, money)
    if asked not in tokens.numerals:  # several forms begin with a number, and each of them asks
        number = _mantissa(tokens, i, decimal)
        if number is not None:
            number = scale_after(tokens, exponent(tokens, number, i) or number, locale, money)
        tokens.numerals[asked] = number
    return tokens.numerals[asked]


def _mantissa(tokens: Tokens, i: int, decimal: str) -> Numeral | None:
    if tokens.kind_at(i) == MARK:
        value = VULGAR.get(tokens.low[i])
        return None if value is None else Numeral(value, i + 1, value, value, decimals=True)
    parsed = parse_digits(tokens.low[i], decimal)
    if parsed is None:
        return None
    value, decimals = parsed
    end = i + 1
    if (_leading_point(tokens, i) or _leading_point(tokens, i, decimal)) and not decimals:
        decimals = len(tokens.low[i])
        value /= 10**decimals
    if not decimals:
        value, end = _spaced(tokens, i, value)
        if decimal == "," and end - i > 0 and (last := _spaced_decimals(tokens, i, end)):
            return replace(last, value=value * 1000 + last.value)
        if mixed := _mixed(tokens, end, value):
            return mixed
    if value is parsed[0]:
        precision, step = _exactness(tokens.low[i], decimal)
    else:
        precision = Fraction(1, 10**decimals)
        step = step_of(value, precision)
    return Numeral(value, end, precision, step, decimals=decimals > 0)


_SIGNS = frozenset("= < > ≤ ≥ ≈ ± − -".split())


def _leading_point(tokens: Tokens, i: int, mark: str = ".") -> bool:
    """ ".05": a point right before the digits, and right before the point nothing but a sign ("p<.05")."""
    if tokens.word(i - 1) != mark or not tokens.glued(i):
        return False
    return not tokens.glued(i - 1) or tokens.word(i - 2) in _SIGNS


def _spaced(tokens: Tokens, i: int, value: Fraction) -> tuple[Fraction, int]:
    """ "12 345 678": groups of three after a first of at most three digits, parted by single spaces."""
    end = i + 1
    if not 1 <= len(tokens.low[i]) <= 3 or tokens.low[i][0] == "0":
        return value, end
    while (
        end - i < 8 and tokens.kind_at(end) == NUMBER and len(tokens.low[end]) == 3
        and tokens.gap(end) in (" ", "\u00a0", "\u2009", "\u202f") and tokens.low[end].isdecimal()
    ):  # fmt: skip
        value = value * 1000 + int(tokens.low[end])
        end += 1
    return value, end


def _spaced_decimals(tokens: Tokens, i: int, end: int) -> Numeral | None:
    """ "567,89" at the end of "1 234 567,89"."""
    whole, mark, rest = tokens.word(end).partition(",")
    if (
        not mark
        or len(whole) != 3
        or not rest.isdecimal()
        or tokens.gap(end) not in (" ", "\u00a0", "\u2009", "\u202f")
    ):
        return None
    if len(tokens.low[i]) > 3 or not whole.isdecimal():
        return None
    precision = Fraction(1, 10 ** len(rest))
    return Numeral(Fraction(f"{whole}.{rest}"), end + 1, precision, precision, decimals=True)


def _mixed(tokens: Tokens, end: int, value: Fraction) -> Numeral | None:
    """ "2½" and "2 1/2"."""
    vulgar = VULGAR.get(tokens.word(end))
    if vulgar is not None:
        return Numeral(value + vulgar, end + 1, vulgar, vulgar, decimals=True)
    top, bottom = tokens.word(end), tokens.word(end + 2)
    if tokens.word(end + 1) == "/" and len(top) == 1 and len(bottom) == 1 and top.isdecimal() and bottom.isdecimal():
        if (
            tokens.gap(end) in (" ", "  ", "\u00a0")
            and tokens.glued(end + 1)
            and tokens.glued(end + 2)
            and int(top) < int(bottom)
        ):
            part = Fraction(int(top), int(bottom))
            return Numeral(value + part, end + 3, Fraction(1, int(bottom)), Fraction(1, int(bottom)), decimals=True)
    return None


def scale_after(tokens: Tokens, number: Numeral, locale: Locale, money: bool = False) -> Numeral:
    """The number with the scale words that follow it: "3.9 million", "2.5 dozen", "12 hundred thousand", "4.2bn"."""
    taken = 0
    while taken < 3:
        end = number.end
        if tokens.word(end) == "-" and tokens.glued(end) and tokens.word(end + 1) in locale.scales:
            end += 1
        scale = _scale_word(tokens, end, locale, money)
        if scale is None:
            break
        number = replace(
            number, value=number.value * scale, precision=number.precision * scale, step=number.step * scale,
            end=end + 1, scaled=scale >= 1000 or number.decimals or number.scaled,
        )  # fmt: skip
        taken += 1
        if (
            tokens.low[end] in _POINTED
            and tokens.word(end + 1) == "."
            and tokens.glued(end + 1)
            and tokens.gap(end + 2)
        ):
            number = replace(number, end=end + 2)
    return number


def _scale_word(tokens: Tokens, at: int, locale: Locale, money: bool) -> Fraction | None:
    word = tokens.word(at)
    if tokens.kind_at(at) != WORD:
        return None
    if word in locale.scales:
        return locale.scales[word]
    if word in locale.hundred and not locale.has("grammar", "no-digits-before-hundred"):
        return Fraction(100)
    short = locale.short_scales.get(word)
    if short is None:
        return None
    if money or (len(word) > 1 and word != "mm" and tokens.kind_at(at) == WORD):
        if len(word) == 1 and not tokens.glued(at) and not money:
            return None
        return short
    if word == "k" and tokens.glued(at):
        return short
    lone = tokens.word(at + 1) in _CLOSING or looks_plural(tokens.word(at + 1), locale) or "\t" in tokens.gap(at + 1)
    if tokens.raw(at) == "M" and tokens.glued(at) and lone:
        return short  # "10M users"
    return short if tokens.raw(at) == "k" and lone else None
