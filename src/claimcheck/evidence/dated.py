"""Dates that a passage leaves to its reader: "on Tuesday", "last month", "November 2" in an article of a known day.

They are read as TimeML's deictic expressions are (Pustejovsky et al. 2003): counted from the day of writing, and a day
or a month without a year is the one nearest to it. Where the day of writing is unknown, nothing is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final

from claimcheck.model.quantity import Quantity

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_DAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_DEICTIC: Final = re.compile(
    r"\b(?:(?P<day>today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening))"
    r"|(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"|(?P<which>this|last|next|past) (?P<span>week|weekend|month|year|spring|summer|fall|autumn|winter)\b(?! of\b)"
    r"|(?P<lead>(?:in|by|during|since|until|till|through|early|mid|late|of|to|from|this|last|next)[ -]+)"
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"(?!,? (?:of )?\d))",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"\b(?:(?:this|coming) (?:\w+day)|will|shall|would|to be|upcoming|next|set to|due|scheduled|plans?|hits?)\b",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:[a-z]{2,}ed|was|were|had|came|took|won|went|said|made|began|became|sold|left|lost|gave|got|held|met|told|ran"
    r"|led|built|put|cut|rose|fell|wrote|grew)\b"
)
"""What a sentence tells as past has one of these, mostly."""
_PRESENT: Final = re.compile(
    r"\b(?:is|are|starts?|opens?|begins?|runs?|takes?|comes?|goes|arrives?|returns?|plays?)\b|\b(?:it|that|there)[’']s\b",
    re.IGNORECASE,
)
"""What a sentence tells as present has one of these, mostly; it may speak of what is to come."""
_OPENING_YEAR: Final = re.compile(r"\W*(?:[Ii]n )?((?:1[5-9]|20)\d\d)(?=[ :,–—-]+[^\d\s])")
"""The year that a line opens with: "1998 Presents the show for the first time, on March 2"."""
_AGO: Final = " ago"
_TODAY: Final = re.compile(r" ago (?:today|this (?P<span>week|month))\b", re.IGNORECASE)
_OF_A_YEAR: Final = re.compile(
    r",? (?:(?:of|in) )?(?:that (?:same )?|the (?:same|following|next|previous|preceding) )year\b", re.IGNORECASE
)
"""What counts a day from a year named before, not from the day of writing."""
_LEAP_DAY: Final = (2, 29)
_LONG_AGO: Final = 100
"""Years from which nobody means a certain one."""
_BESIDE: Final = 3
"""Code points from a weekday to the date that it belongs to ("Saturday, 1 February 1958")."""
_SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 14)}
_SHIFT: Final = {"this": 0, "last": -1, "past": -1, "next": 1}


def anchored(text: str, found: Sequence[Quantity], written: str) -> tuple[Quantity, ...]:
    """``found`` with the years that dates leave out, and with the dates that only the day of writing makes dates.

    ``written`` is the EDTF of the day on which the passage was written; of a month or a year it helps with years alone.
    """
    if opening := _OPENING_YEAR.match(text):
        found = tuple(_in_year(quantity, opening[1]) for quantity in found)
    today = _day(written)
    if today is None:
        return tuple(_in_year(quantity, written) for quantity in found) if written else tuple(found)
    whole = tuple(
        quantity if _OF_A_YEAR.match(text, quantity.end) else _with_year(quantity, text, today) for quantity in found
    )
    taken = [(quantity.start - _BESIDE * (quantity.kind == "date"), quantity.end) for quantity in whole]
    more = [
        quantity
        for match in _DEICTIC.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
        if (quantity := _counted(text, match, today)) is not None
    ]
    more += [ago for quantity in whole if (ago := _years_ago(text, quantity, today)) is not None]
    return tuple(sorted((*whole, *more), key=lambda quantity: (quantity.start, quantity.end))) if more else whole


@lru_cache(maxsize=256)
def day_of_writing(written: str) -> Quantity:
    """The day on which a passage was written as a date of it, for a passage that gives no other; it has no place."""
    return _dated(Quantity(written, 0, 0, "date", None, None, None, edtf=written), int(written[:4]))


@lru_cache(maxsize=256)
def time_of_section(time: str) -> Quantity:
    """The time that a heading is, as a date of what stands under it and gives no other; it has no place there."""
    return replace(day_of_writing(time), start=_ABOVE, end=_ABOVE)


def of_section(figure: Quantity) -> bool:
    """Whether a date is that of the heading above (``time_of_section``)."""
    return figure.kind == "date" and figure.end == _ABOVE


_ABOVE: Final = -1
"""Where a date stands that stands above its passage."""


def of_writing(figure: Quantity) -> bool:
    """Whether a date is only that of the writing (``day_of_writing``)."""
    return figure.kind == "date" and figure.end == 0


def counted_from_writing(figure: Quantity) -> bool:
    """Whether a date rests on the day of writing alone: that day itself, "Wednesday", "this summer"."""
    if figure.kind != "date" or _AGO in figure.text:
        return figure.kind == "date"
    return not any(character.isdigit() for character in figure.text[: figure.end])


def uncertain(figure: Quantity) -> bool:
    """Whether a date is a mere weekday: of which week, the sentence leaves open."""
    return figure.kind == "date" and figure.text.lower() in _DAYS


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _with_year(quantity: Quantity, text: str, today: date) -> Quantity:
    """ "November 2" with the year in which it is nearest to the day of writing."""
    if not quantity.edtf.startswith("XXXX-"):
        return quantity
    month = int(quantity.edtf[5:7])
    year = _year_meant(month, int(quantity.edtf[8:10] or 15), text, today)
    return _dated(replace(quantity, edtf=quantity.edtf.replace("XXXX", str(year))), year)


def _in_year(quantity: Quantity, written: str) -> Quantity:
    """ "29 June" in what was written in 2018, or in the season of 2017/2018; as it is where no year is known."""
    first, _, last = written.partition("/")
    if not quantity.edtf.startswith("XXXX-") or not first[:4].isdecimal():
        return quantity
    year = last if last and quantity.edtf[5:7] < _SEASON_BEGINS else first[:4]
    return _dated(replace(quantity, edtf=quantity.edtf.replace("XXXX", year)), int(year))


_SEASON_BEGINS: Final = "07"
"""The month in which a season over two years begins, at the earliest."""


def _year_meant(month: int, day: int, text: str, today: date) -> int:
    """The year nearest to the day of writing; of what a sentence tells as past, one that is not months ahead."""
    year = _nearest_year(month, day, today)
    ahead = (year - today.year) * 12 + month - today.month
    past = _PAST.search(text) and not _AHEAD.search(text) and not _PRESENT.search(text)
    return year - 1 if ahead > _SOON and past else year


_SOON: Final = 2
"""Months from the day of writing within which a date may still be ahead of what is told as past."""


def _nearest_year(month: int, day: int, today: date) -> int:
    years = (today.year - 1, today.year, today.year + 1)
    if not 1 <= month <= 12:
        return today.year
    return min(years, key=lambda year: abs((date(year, month, min(max(day, 1), 28)) - today).days))


def _counted(text: str, match: re.Match[str], today: date) -> Quantity | None:
    edtf = _edtf(text, match, today)
    if not edtf:
        return None
    start = match.end("lead") if match["month"] else match.start()
    return _dated(
        Quantity(text[start : match.end()], start, match.end(), "date", None, None, None, edtf=edtf), int(edtf[:4])
    )


def _years_ago(text: str, quantity: Quantity, today: date) -> Quantity | None:
    """The year of "five years ago", beside the duration that stands in it."""
    if (quantity.kind, quantity.unit) != ("duration", "year") or not text.startswith(_AGO, quantity.end):
        return None
    if quantity.value is None or quantity.value.denominator != 1 or not 0 < quantity.value < _LONG_AGO:
        return None
    year, end = today.year - int(quantity.value), quantity.end + len(_AGO)
    edtf = str(year)
    if (to_the_day := _TODAY.match(text, quantity.end)) and (today.month, today.day) != _LEAP_DAY:
        edtf = f"{year}-{today.month:02d}" + ("" if to_the_day["span"] else f"-{today.day:02d}")
        end = to_the_day.end()
    words = text[quantity.start : end]
    return _dated(Quantity(words, quantity.start, end, "date", None, None, None, edtf=edtf), year)


def _dated(quantity: Quantity, year: int) -> Quantity:
    value = Fraction(year)
    return replace(quantity, value=value, low=value, high=value)


def _edtf(text: str, match: re.Match[str], today: date) -> str:
    if word := (match["day"] or "").lower():
        return (today + timedelta({"yesterday": -1, "tomorrow": 1}.get(word, 0))).isoformat()
    if word := (match["weekday"] or "").lower():
        return _weekday(_DAYS.index(word), today, bool(_AHEAD.search(text))).isoformat()
    if word := (match["span"] or "").lower():
        return _span(word, _SHIFT[match["which"].lower()], today)
    month = _MONTHS.index(match["month"].lower()) + 1
    if match["month"][0].islower():
        return ""  # "may", "march"
    year = int(opening[1]) if (opening := _OPENING_YEAR.match(text)) else _year_meant(month, 15, text, today)
    return f"{year}-{month:02d}"


def _weekday(number: int, today: date, ahead: bool) -> date:
    """The last such day, the day of writing counted; the next one where the sentence looks ahead."""
    back = (today.weekday() - number) % 7
    return today - timedelta(back) if not ahead or not back else today + timedelta(7 - back)


def _span(word: str, shift: int, today: date) -> str:
    if word == "year":
        return str(today.year + shift)
    if word == "month":
        at = today.year * 12 + today.month - 1 + shift
        return f"{at // 12}-{at % 12 + 1:02d}"
    if word in ("week", "weekend"):
        monday = today - timedelta(today.weekday()) + timedelta(7 * shift)
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    first, last = _SEASONS[word]
    year = today.year - (1 if shift < 0 and today.month <= last else -shift if shift > 0 else 0)
    return f"{year}-{first:02d}/{year + (last > 12)}-{(last - 1) % 12 + 1:02d}"
