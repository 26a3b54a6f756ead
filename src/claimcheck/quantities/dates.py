"""Dates and spans of time in a sentence, as EDTF intervals: what single dates and the words around them make."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimcheck.quantities.approximators import Interval
from claimcheck.quantities.date_points import Point, day_number, is_glued_behind, measures, read_point, year_after
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.local_dates import read_local_point
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, Tokens

_ARTICLES = ("den", "dem", "les", "le", "la", "los", "las", "el")
_BESIDE = {"before": -1, "after": 1}
"""What "the year before 2010" is counted by."""
_DASHES = ("-", "–", "—", "−")


def read_date(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """The date or span of time that begins at token ``i``; its words before the figure ("since") included."""
    first = read_local_point(tokens, i, locale)
    if first is None:
        return None
    second = _second(tokens, first, locale, from_=tokens.word(i - 1) == "from")
    if second is None:
        return None if first.bare else _single(tokens, i, first, locale)
    if first.month is None and second.month is None and measures(tokens, second.end):
        return None  # "1000–2000 K"
    first = _completed(first, second)
    start = i
    if locale.has("from", tokens.word(i - 1)) or locale.has("between", tokens.word(i - 1)):
        start = i - 1
    low, high = first.years[0], second.years[1]
    draft = _draft(start, second.end, f"{first.edtf}/{second.edtf}", low, high)
    draft.form = "range"
    return draft


def _draft(start: int, end: int, edtf: str, low: int | None, high: int | None) -> Draft:
    as_fraction = [None if year is None else Fraction(year) for year in (low, high)]
    value = as_fraction[0] if low is not None and (low == high or high is None) else None
    draft = Draft(start, end, kind="date", value=value, edtf=edtf)
    draft.band = Interval(as_fraction[0], as_fraction[1])
    return draft


def _single(tokens: Tokens, i: int, point: Point, locale: Locale) -> Draft | None:
    start, edtf = i, point.edtf
    low, high = point.years
    before = tokens.word(i - 1)
    if before in ("late", "early", "mid", "the") and i:
        start -= 1
    elif before == "-" and tokens.glued(i) and tokens.word(i - 2) in ("mid", "late", "early"):
        start -= 2
    if tokens.word(start - 1) == "the" and tokens.word(start) != "the":
        start -= 1
    if tokens.word(start - 1) in _ARTICLES and locale.has("since", tokens.word(start - 2)):
        start -= 1
    lead = tokens.word(start - 1)
    if locale.has("since", lead) or (lead == "from" and tokens.word(point.end) in ("on", "onwards", "onward")):
        end = point.end + (1 if lead == "from" else 0)
        draft = _draft(start - 1, end, f"{_opening(point)}/..", low, None)
        draft.value = None if low is None else Fraction(low)
        return draft
    if since := _since_behind(tokens, point.end, locale):
        return _draft(start, since, f"{_opening(point)}/..", low, None)
    if lead in ("until", "till"):
        return _draft(start - 1, point.end, f"../{edtf}", None, high)
    if (shift := _BESIDE.get(lead)) and tokens.low[max(0, start - 3) : start - 1] == ["the", "year"] and point.is_year:
        year = (point.year or 0) + shift
        return _draft(start - 2, point.end, f"{year:04d}", year, year)
    if tokens.word(start) == "the":
        start += 1
    if lead in ("circa", "around", "about", "approximately", "c", "ca") and point.month is None and not point.decade:
        draft = _draft(start - 1, point.end, f"{edtf}~", low, high)
        draft.approximator = "approximate"
        return draft
    return _draft(start, point.end, edtf, low, high)


def _since_behind(tokens: Tokens, at: int, locale: Locale) -> int:
    """ "1997'den beri": the token behind what says so; nought where nothing does."""
    for words, name in locale.ratios.get(tokens.word(at), ()):
        if name == "since" and tuple(tokens.low[at : at + len(words)]) == words:
            return at + len(words)
    return 0


def _opening(point: Point) -> str:
    return f"{point.years[0]:04d}" if point.decade else point.edtf


def _second(tokens: Tokens, first: Point, locale: Locale, *, from_: bool = False) -> Point | None:
    """The other end of a span, if one follows; behind "from" a comma may close the first ("from May 1, 2022, to …")."""
    at = first.end
    if from_ and tokens.word(at) == "," and tokens.word(at + 1) == "to":
        at += 1
    word = tokens.word(at)
    if word in _DASHES:
        return _after_dash(tokens, first, locale)
    if word == "/" and tokens.glued(at) and tokens.glued(at + 1) and first.year and first.month is None:
        return _short_year(tokens, first, at + 1)
    joined = word in ("to", "until", "till", "through", "towards") or (
        locale.has("and", word) and _between(tokens, first, at, locale)
    )
    joined = joined or (locale.lang != "en" and locale.has("to", word))
    if not joined:
        return None
    after = at + 1 + (1 if tokens.word(at + 1) in ("the", "early", "late", "mid") else 0)
    second = read_local_point(tokens, after, locale)
    if second is None or second.bare or _earlier(second, first):
        return None
    if first.bare and second.month is None:
        return None
    return second


def _between(tokens: Tokens, first: Point, at: int, locale: Locale) -> bool:
    return any(locale.has("between", tokens.word(k)) for k in range(max(0, at - 6), at)) or (
        first.bare and locale.has("and", tokens.word(at))
    )


def _earlier(second: Point, first: Point) -> bool:
    return second.year is not None and first.year is not None and second.year < first.year


def _after_dash(tokens: Tokens, first: Point, locale: Locale) -> Point | None:
    at = first.end + 1
    if first.year and first.month is None and not first.decade and (short := _short_year(tokens, first, at)):
        return short
    if first.day is not None and not first.bare and first.year is None and (late := _later_day(tokens, first, at)):
        return late
    second = read_point(tokens, at, locale)
    if second is None or second.bare or _earlier(second, first):
        return None
    return second


def _short_year(tokens: Tokens, first: Point, at: int) -> Point | None:
    """ "2014–18", "2014/15"."""
    word = tokens.word(at)
    if tokens.kind_at(at) != NUMBER or len(word) != 2 or not word.isdecimal() or first.year is None:
        return None
    year = first.year // 100 * 100 + int(word)
    if year <= first.year or not tokens.glued(at) or is_glued_behind(tokens, at + 1):
        return None
    return Point(at + 1, year=year)


def _later_day(tokens: Tokens, first: Point, at: int) -> Point | None:
    """ "September 17–19, 2023"."""
    day = day_number(tokens, at)
    if day is None:
        return None
    end = day[1]
    year = year_after(tokens, end)
    return Point(year[1] if year else end, year[0] if year else None, first.month, day[0])


def _completed(first: Point, second: Point) -> Point:
    """The first end with what only the second one says ("17–19 September 2023", "March to June 2020")."""
    if first.year is None and not first.decade:
        first = replace(first, year=second.year)
    if first.bare:
        first = replace(first, month=second.month, bare=False)
    return first
