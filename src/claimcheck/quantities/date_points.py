"""Single dates in a sentence: days, months, seasons, years, decades, centuries, fiscal years."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.phrases import looks_plural
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import UNITS

_ORDINAL_ENDS = ("st", "nd", "rd", "th", "er")
_DASHES = ("-", "–", "—", "−")
_FIRM = frozenset(
    (
        "in since by until till during before after mid early late year years end beginning start throughout fiscal"
    ).split()
)
_SHIFTS = {"last": -1, "this": 0, "next": 1}
_BOUNDS = frozenset("than least most to over nearly almost under exceeding above below equals".split())


@dataclass(frozen=True, slots=True)
class Point:
    """A date with what is known of it, and the token after it."""

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: str = ""
    """ "199X", "18XX" where the year isn't one."""
    season: int | None = None
    bare: bool = False
    """Only a day of the month is known yet ("17" of "17–19 September")."""

    @property
    def edtf(self) -> str:
        if self.decade:
            return self.decade
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.season is not None:
            return f"{year}-{self.season}"
        month = "" if self.month is None else f"-{self.month:02d}"
        return f"{year}{month}" + ("" if self.day is None else f"-{self.day:02d}")

    @property
    def is_year(self) -> bool:
        return self.year is not None and self.month is None and self.season is None and not self.decade

    @property
    def years(self) -> tuple[int | None, int | None]:
        if self.decade:
            return int(self.decade.replace("X", "0")), int(self.decade.replace("X", "9"))
        return self.year, self.year


def read_point(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    """The date that begins at token ``i``, without the words around it; None where none does."""
    if tokens.kind_at(i) == WORD:
        return (
            (read_relative(tokens, i, locale) if tokens.written else None)
            or _month_first(tokens, i, locale)
            or _season(tokens, i, locale)
            or _fiscal(tokens, i)
            or _named_century(tokens, i, locale)
        )
    if tokens.kind_at(i) != NUMBER:
        return None
    return (
        _written(tokens, i)
        or _day_first(tokens, i, locale)
        or _decade(tokens, i, locale)
        or _century(tokens, i)
        or _year(tokens, i, locale)
    )


def may_date(digits: str) -> bool:
    """Whether a date can begin with these digits: a day, a year, or all three of "26.09.2017"."""
    return len(digits) in (1, 2, 4) or digits.count(".") == 2


_NOTHING_ELSE = frozenset("january february april june july september october november december".split())
"""Months that are no other word in English, and need no capital: headlines are often set in small letters."""


def _names_month(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether the name of a month stands there for one ("may", "march" and "mars" are other words, too)."""
    return tokens.capital(i) or tokens.low[i] in _NOTHING_ELSE or locale.has("grammar", "small-months")


def _month_first(tokens: Tokens, i: int, locale: Locale, last: bool = False) -> Point | None:
    """A month and what follows it; ``last``: it ends a span, so that no other month is looked for behind it."""
    month = locale.months.get(tokens.low[i])
    if month is None or not _names_month(tokens, i, locale):
        return None
    at = i + 1
    if tokens.word(at) == "." and len(tokens.low[i]) <= 4:
        at += 1
    if locale.has("of", tokens.word(at)) or (tokens.word(at) == "," and _is_year_text(tokens, at + 1)):
        if _is_year_text(tokens, at + 1):
            return Point(at + 2, int(tokens.low[at + 1]), month)
    if _is_year_text(tokens, at):
        return Point(at + 1, int(tokens.low[at]), month)
    day = day_number(tokens, at)
    if day is not None:
        year = year_after(tokens, day[1])
        if year is None and not _may_end(tokens, day[1], locale):
            return None
        return Point(year[1] if year else day[1], year[0] if year else None, month, day[0])
    if not last and (tokens.word(at) in _DASHES or tokens.word(at) in ("to", "through", "and")):
        other = _month_first(tokens, at + 1, locale, last=True) if tokens.kind_at(at + 1) == WORD else None
        if other is not None and other.year is not None:
            return Point(at, None, month)
    return None


def read_relative(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    """ "last year", "April this year", "last April": counted from when the text was written; English alone."""
    if tokens.written is None or locale.lang != "en":
        return None
    year, written_month = tokens.written
    month = locale.months.get(tokens.low[i]) if tokens.capital(i) else None
    at = i if month is None else i + 1 + (1 if tokens.word(i + 1) == "of" else 0)
    shift = _SHIFTS.get(tokens.word(at))
    if shift is None:
        return None
    if tokens.word(at + 1) in ("year", "year's"):
        return Point(at + 2, year + shift, month)
    named = locale.months.get(tokens.word(at + 1)) if tokens.capital(at + 1) else None
    if month is not None or named is None or not written_month or _is_year_text(tokens, at + 2):
        return None
    if tokens.low[at] == "last" and named >= written_month:
        return Point(at + 2, year - 1, named)
    return Point(at + 2, year + max(shift, 0), named)


def _may_end(tokens: Tokens, at: int, locale: Locale) -> bool:
    """Whether "May 12" ends here as a date: no counted noun follows."""
    return (
        tokens.kind_at(at) != WORD
        or not looks_plural(tokens.word(at), locale)
        or tokens.word(at) in ("to", "and", "in")
    )


def day_number(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The day of a month at token ``at`` ("17", "17th"), and the token after it."""
    word = tokens.word(at)
    if tokens.kind_at(at) != NUMBER or len(word) > 2 or not word.isdecimal() or not 1 <= int(word) <= 31:
        return None
    if tokens.word(at + 1) in _ORDINAL_ENDS and tokens.glued(at + 1):
        return int(word), at + 2
    if tokens.kind_at(at + 1) == WORD and tokens.glued(at + 1):
        return None
    return int(word), at + 1


def _joint(tokens: Tokens, at: int, locale: Locale) -> bool:
    """What may stand between a day and its month: "17th of September", "17. September", "1 de enero"."""
    return locale.has("of", tokens.word(at)) or (locale.lang == "de" and tokens.word(at) == "." and tokens.glued(at))


def year_after(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The year that follows a day and month, a comma or "of" before it, and the token after it."""
    if tokens.word(at) in (",", "of") and _is_year_text(tokens, at + 1):
        return int(tokens.low[at + 1]), at + 2
    if _is_year_text(tokens, at):
        return int(tokens.low[at]), at + 1
    return None


def _is_year_text(tokens: Tokens, at: int) -> bool:
    word = tokens.word(at)
    return len(word) == 4 and word.isdecimal() and 1000 <= int(word) <= 2199 and not is_glued_behind(tokens, at + 1)


def is_glued_behind(tokens: Tokens, at: int) -> bool:
    """Whether letters or digits are glued to the number that ends before ``at``."""
    return tokens.glued(at) and tokens.kind_at(at) in (WORD, NUMBER)


def _season(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    season = locale.seasons.get(tokens.low[i])
    if season is None:
        return None
    at = i + 1 + (1 if tokens.word(i + 1) == "of" else 0)
    return Point(at + 1, int(tokens.low[at]), season=season) if _is_year_text(tokens, at) else None


def _fiscal(tokens: Tokens, i: int) -> Point | None:
    word = tokens.low[i]
    if word in ("fy", "cy") and _is_year_text(tokens, i + 1):
        return Point(i + 2, int(tokens.low[i + 1]))
    if word == "q" and tokens.glued(i + 1) and tokens.word(i + 1) in ("1", "2", "3", "4"):
        at = i + 2 + (1 if tokens.word(i + 2) == "of" else 0)
        if _is_year_text(tokens, at):
            return Point(at + 1, int(tokens.low[at]), season=32 + int(tokens.low[i + 1]))
    return None


def _named_century(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    rank, end = locale.ordinals.get(tokens.low[i]), i + 1
    if tokens.low[i] in locale.tens and tokens.word(i + 1) == "-" and tokens.word(i + 2) in locale.ordinals:
        rank, end = locale.tens[tokens.low[i]] + locale.ordinals[tokens.word(i + 2)], i + 3
    if rank is None or tokens.word(end) != "century" or not 1 <= rank <= 21:
        return None
    return Point(end + 1, decade=f"{rank - 1:02d}XX")


def _century(tokens: Tokens, i: int) -> Point | None:
    word = tokens.low[i]
    if len(word) > 2 or tokens.word(i + 1) not in _ORDINAL_ENDS or not tokens.glued(i + 1):
        return None
    at = i + 2 + (1 if tokens.word(i + 2) == "-" and tokens.glued(i + 2) else 0)
    if tokens.word(at) not in ("century", "centuries") or not 1 <= int(word) <= 30:
        return None
    return Point(at + 1, decade=f"{int(word) - 1:02d}XX")


_MILLENNIUM = "2000"


def _decade(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    word, after = tokens.low[i], tokens.word(i + 1)
    if len(word) != 4 or not word.isdecimal() or word[3] != "0" or not tokens.glued(i + 1):
        return None
    if after == "s" and word[2] == "0" and word < _MILLENNIUM:
        return Point(i + 2, decade=f"{word[:2]}XX")  # "the 1800s" are the whole century, mostly
    if after == "s" or (after == "er" and locale.lang == "de"):
        return Point(i + 2, decade=f"{word[:3]}X")
    if after in ("'", "’") and tokens.word(i + 2) == "s" and tokens.glued(i + 2):
        return Point(i + 3, decade=f"{word[:3]}X")
    return None


def _written(tokens: Tokens, i: int) -> Point | None:
    """ "2023-09-17", "2023/09/17", "26.09.2017", "26/09/2017"."""
    word = tokens.low[i]
    if word.count(".") == 2 and len(word) <= 10:
        return _numeric(word.split("."), i + 1)
    if len(word) > 4 or not word.isdecimal():
        return None
    mark = tokens.word(i + 1)
    if (
        mark not in ("-", "/")
        or tokens.word(i + 3) != mark
        or not all(tokens.glued(k) for k in range(i + 1, min(i + 5, len(tokens))))
    ):
        return None
    if i + 4 >= len(tokens) or (tokens.word(i + 5) == mark and tokens.glued(i + 5)):
        return None
    return _numeric([word, tokens.word(i + 2), tokens.word(i + 4)], i + 5)


def _numeric(parts: list[str], end: int) -> Point | None:
    if not all(part.isdecimal() for part in parts):
        return None
    if len(parts[0]) == 4:
        year, month, day = (int(part) for part in parts)
    elif len(parts[2]) == 4:
        day, month, year = (int(part) for part in parts)
        if month > 12 >= day:
            day, month = month, day
        elif day <= 12 and day != month:
            return Point(end, year) if 1000 <= year <= 2199 and day and month else None
    else:
        return None
    if not (1000 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Point(end, year, month, day)


def _day_first(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    day = day_number(tokens, i)
    if day is None:
        return None
    at = day[1] + (1 if _joint(tokens, day[1], locale) else 0)
    month = locale.months.get(tokens.word(at))
    if month is not None and _names_month(tokens, at, locale):
        end = at + 1
        if tokens.word(end) == "." and len(tokens.low[at]) <= 4 and _is_year_text(tokens, end + 1):
            end += 1
        year = year_after(tokens, end + (1 if locale.lang != "en" and locale.has("of", tokens.word(end)) else 0))
        return Point(year[1] if year else end, year[0] if year else None, month, day[0])
    if tokens.word(day[1]) in (*_DASHES, "to", "and") and tokens.kind_at(day[1] + 1) == NUMBER:
        other = day_number(tokens, day[1] + 1)
        if other and other[0] > day[0]:
            at = other[1] + (1 if tokens.word(other[1]) == "of" else 0)
            if tokens.word(at) in locale.months and _names_month(tokens, at, locale):
                return Point(day[1], day=day[0], bare=True)
    return None


def _year(tokens: Tokens, i: int, locale: Locale) -> Point | None:
    if not _is_year_text(tokens, i) or tokens.word(i - 1) in ("$", "€", "£", "¥", "#", "=", "<", ">", "±"):
        return None
    year, before, after = int(tokens.low[i]), tokens.word(i - 1), tokens.word(i + 1)
    if tokens.glued(i) and tokens.kind_at(i - 1) in (WORD, NUMBER):
        return None
    if after in ("bc", "bce"):
        return None
    if after in ("%", "percent", "per", "°", "±", "×", "+") or after in locale.scales or after in locale.hundred:
        return None
    firm = (
        before in _FIRM
        or locale.has("year_before", before)
        or _closes_span(tokens, i, locale)
        or before in locale.months
        or (before == "-" and tokens.word(i - 2) in ("mid", "pre", "post", "late", "early"))
    )
    if before in _BOUNDS and not firm and not (before == "to" and not _counts(tokens, i, locale)):
        return None
    if _next_year(tokens, i, year):
        return Point(i + 1, year)
    if firm or (before in ("the", "a") and locale.has("works", after) and 1900 <= year <= 2100):
        return Point(i + 1, year) if year >= 1100 or not _counts(tokens, i, locale) else None
    if not 1500 <= year <= 2100 or _counts(tokens, i, locale):
        return None
    return Point(i + 1, year)


def _next_year(tokens: Tokens, i: int, year: int) -> bool:
    """Whether the year before it stands there, joined by a dash: "the 2018-2019 academic year" counts nothing."""
    return _behind_dash(tokens, i) and tokens.word(i - 2) == str(year - 1) and year >= 1500


def _behind_dash(tokens: Tokens, i: int) -> bool:
    return tokens.word(i - 1) in _DASHES and tokens.glued(i) and tokens.glued(i - 1)


def _closes_span(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether the number at ``i`` is the second year of "from 1997 to 2021" or "between 1997 and 2021"."""
    if tokens.word(i - 1) not in ("to", "and") or not _is_year_text(tokens, i - 2):
        return False
    if tokens.word(i + 1) in locale.unit_words or tokens.word(i + 1) in locale.currencies:
        return False
    return tokens.word(i - 3) == ("from" if tokens.word(i - 1) == "to" else "between")


def measures(tokens: Tokens, k: int) -> bool:
    """Whether token ``k`` is the symbol of a unit, and not an initial ("in 2000 K. Smith")."""
    name = len(tokens.word(k)) == 1 and tokens.capital(k) and tokens.word(k + 1) == "." and tokens.capital(k + 2)
    return tokens.raw(k) in UNITS and not name and tokens.raw(k) not in ("A", "in")


def _counts(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether the number counts or measures what follows it ("2017 people") rather than naming a year."""
    if tokens.kind_at(i + 1) != WORD:
        return False
    if locale.lang != "en" and _counts_next(tokens, i + 1, locale):
        return True
    for k in range(i + 1, min(i + 4, len(tokens))):
        word = tokens.low[k]
        if tokens.kind[k] != WORD or locale.has("stop", word) or word in locale.units or word in locale.tens:
            return False
        if ((word in locale.unit_words or word in locale.currencies) and not _named(tokens, i, k)) or (
            measures(tokens, k) and (len(word) > 1 or k == i + 1)
        ):
            return True
        if looks_plural(word, locale):
            one = locale.lang == "en" and tokens.word(i - 1) in ("a", "an")  # "a 1980 American sports film"
            return not one and not locale.has("event_nouns", word) and not tokens.capital(k)
    return False


def _named(tokens: Tokens, i: int, k: int) -> bool:
    """Whether a capital opens a name that a year belongs to ("the 2018 FIFA World Cup", "a 1952 American film")."""
    return (
        tokens.word(i - 1) in ("the", "a", "an")
        and tokens.capital(k)
        and tokens.capital(i + 1)
        and tokens.low[k] != "euro"
    )


def _counts_next(tokens: Tokens, at: int, locale: Locale) -> bool:
    """Whether the word behind a number is a noun that it counts: by its capital, by being no small word, as listed."""
    word = tokens.low[at]
    if tokens.glued(at) or locale.has("stop", word) or word in locale.months:
        return False
    if locale.has("count_follows", "capital"):
        return tokens.capital(at)
    return not tokens.capital(at) and (locale.has("count_follows", "any") or locale.has("plurals", word))
