"""Dates as other languages than English write them: decades, centuries, Roman numerals of centuries."""

from __future__ import annotations

import re

from claimcheck.quantities.date_points import Point, day_number, read_point
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.whole_numbers import whole

_ROMAN = re.compile(r"(x{0,2})(ix|iv|v?i{0,3})(?:e|ème|er|o|º)?")
_LATEST_CENTURY = 21


def read_local_point(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    """The date at token ``i``: what every language writes, else what the language alone does."""
    if locale.lang == "en" or not 0 <= i < len(tokens):
        return read_point(tokens, i, locale)
    return (
        _decade(tokens, i, locale)
        or _century(tokens, i, locale)
        or _named_year(tokens, i, locale)
        or _bare_day(tokens, i, locale)
        or read_point(tokens, i, locale)
    )


def _named_year(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    """ "2019 yılında": the word of a year behind it."""
    word = tokens.low[i]
    if not locale.has("year_words", tokens.word(i + 1)) or not (word.isdecimal() and len(word) == 4):
        return None
    return Point(i + 2, int(word)) if 1000 <= int(word) <= 2199 else None


def _bare_day(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    """The "3" of "vom 3. bis 5. Mai 2018", "du 3 au 5 mai"."""
    day = day_number(tokens, i)
    if day is None:
        return None
    end = day[1] + (1 if tokens.word(day[1]) == "." and tokens.glued(day[1]) else 0)
    if not locale.has("to", tokens.word(end)) and not locale.has("and", tokens.word(end)):
        return None
    other = read_point(tokens, end + 1, locale) if tokens.kind_at(end + 1) == NUMBER else None
    if other is None or other.day is None or other.month is None or other.day <= day[0]:
        return None
    return Point(end, day=day[0], bare=True)


def _decade(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    """ "die 1990er Jahre", "les années 1990", "1990'larda"."""
    word = tokens.low[i]
    if len(word) == 2 and word[0] in "3456789":
        word = f"19{word}"  # "80er Jahre"; of the twenties nobody knows
    if tokens.kind[i] != NUMBER or len(word) != 4 or not word.isdecimal() or word[3] != "0" or word[0] not in "12":
        return None
    before = i - 2 if locale.has("of", tokens.word(i - 1)) else i - 1
    if locale.has("decade_before", tokens.word(before)):
        return Point(i + 1, decade=f"{word[:3]}X")
    at = i + 1 + (1 if tokens.word(i + 1) == "'" and tokens.glued(i + 1) else 0)
    if tokens.glued(at) and locale.has("decade_endings", tokens.word(at)):
        return Point(at + 1, decade=f"{word[:3]}X")
    return None


def _century(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    """ "19. Jahrhundert", "XIXe siècle", "siglo XIX", "yirminci yüzyıl"."""
    if locale.has("century_words", tokens.low[i]):
        rank = _roman(tokens, i + 1)
        return _of(rank, i + 2) if rank else None
    if tokens.kind[i] == WORD:
        found = whole(tokens, i, locale, ordinal=True)
        rank, end = (found.value, found.end) if found else (_roman(tokens, i), i + 1)
    else:
        word = tokens.low[i]
        rank = int(word) if word.isdecimal() and len(word) <= 2 else 0
        end = i + 1
        if tokens.word(end) == "." or (tokens.glued(end) and locale.has("ordinal_marks", tokens.word(end))):
            end += 1
        else:
            return None
    return _of(rank, end + 1) if rank and locale.has("century_words", tokens.word(end)) else None


def _of(rank: int, end: int) -> Point | None:
    return Point(end, decade=f"{rank - 1:02d}XX") if 1 <= rank <= _LATEST_CENTURY else None


def roman_centuries() -> frozenset[str]:
    """Numerals that may begin a century ("xixe")."""
    numerals = [tens + ones for tens in ("", "x", "xx") for ones in
                ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")]  # fmt: skip
    return frozenset(one + ending for one in numerals if one for ending in ("", "e", "ème", "er"))


def _roman(tokens: Tokens, at: int) -> int:
    raw = tokens.raw(at)
    match = _ROMAN.fullmatch(tokens.word(at)) if raw[:1] in ("X", "V", "I") else None
    if match is None:
        return 0
    ones = {"ix": 9, "iv": 4}.get(match[2])
    return 10 * len(match[1]) + (match[2].count("i") + 5 * match[2].count("v") if ones is None else ones)
