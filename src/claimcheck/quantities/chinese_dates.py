"""Dates in Chinese text: years, months and days, spans of years, decades, centuries."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from claimcheck.model.quantity import Form, Quantity
from claimcheck.quantities.han_numerals import DIGITS, read_numeral

_D: Final = "[零一二三四五六七八九]"
_YEAR: Final = rf"(?:[0-9]{{4}}|{_D}{{4}})"
_SHORT: Final = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_FULL: Final = re.compile(rf"(?P<year>{_YEAR})年(?!代)(?:(?P<month>{_SHORT})月(?:份|(?P<day>{_SHORT})[日号])?)?")
_SPAN: Final = re.compile(rf"(?P<low>{_YEAR})年?(?:至|到|-|–|—|~)(?P<high>{_YEAR})年(?!代)")
_JOINT: Final = re.compile("[至到—–~-]")
_LATER: Final = re.compile(rf"[至到—–-](?:(?P<month>{_SHORT})月)?(?P<day>{_SHORT})[日号]")
_MONTH: Final = re.compile(rf"(?P<month>{_SHORT})月(?:份|(?P<day>{_SHORT})[日号])?")
_DECADE: Final = re.compile(rf"(?:(?P<century>{_SHORT})世纪)?(?P<tens>[0-9]{{2}}|[一二三四五六七八九]十)年代")
_LONG_DECADE: Final = re.compile(rf"(?P<year>{_YEAR})年代")
_CENTURY: Final = re.compile(rf"(?P<century>{_SHORT})世纪")
_ISO: Final = re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])")
_SINCE: Final = re.compile(r"(?:自从|自|从)$")
_ONWARDS: Final = re.compile("以来|起")
_WHOLE: Final = Fraction(1)


def read_chinese_date(text: str, at: int, floor: int) -> Quantity | None:
    """The date that begins at ``at``, with a word before it ("自") from ``floor`` on; None where none does.

    A month alone ("9月") says too little to be one and is no other figure either: its ``edtf`` is empty.
    """
    if not (text[at] in DIGITS or text[at].isdecimal() or text[at] == "十"):
        return None
    if at and text[at - 1].isdecimal() and text[at].isdecimal():
        return None
    return (
        _span(text, at) or _full(text, at, floor) or _iso(text, at) or _decade(text, at) or _century(text, at)
        or _month(text, at)
    )  # fmt: skip


def _number(text: str) -> int:
    if len(text) == 4:
        return int("".join(str(DIGITS.get(c, c)) for c in text))
    found = read_numeral(text, 0)
    return int(found.value) if found is not None and found.end == len(text) else -1


def _quantity(start: int, end: int, edtf: str, low: int | None, high: int | None, form: Form = "point") -> Quantity:
    ends = [None if year is None else Fraction(year) for year in (low, high)]
    value = ends[0] if low is not None and (low == high or high is None) else None
    return Quantity("", start, end, kind="date", value=value, low=ends[0], high=ends[1], edtf=edtf, form=form)


def _span(text: str, at: int) -> Quantity | None:
    match = _SPAN.match(text, at)
    if match is None:
        return None
    low, high = _number(match["low"]), _number(match["high"])
    if not 1000 <= low < high <= 2199:
        return None
    return _quantity(at, match.end(), f"{low:04d}/{high:04d}", low, high, "range")


def _full(text: str, at: int, floor: int) -> Quantity | None:
    """A day, month or year, and what makes a span of it."""
    match = _FULL.match(text, at)
    parts = _parts(match) if match else None
    if match is None or parts is None:
        return None
    year, edtf = parts[0], _edtf(parts)
    span = _to_day(text, match.end(), parts) or _to_date(text, match.end(), parts)
    if span is not None:
        last, end = span
        return _quantity(at, end, f"{edtf}/{_edtf(last)}", year, last[0], "range")
    onwards = _ONWARDS.match(text, match.end())
    since = _SINCE.search(text[max(floor, at - 2) : at])
    if onwards is None or (since is None and onwards.group() == "起"):
        return _quantity(at, match.end(), edtf, year, year)
    return _quantity(at - len(since.group()) if since else at, onwards.end(), f"{edtf}/..", year, None)


_Parts = tuple[int, int, int]
"""Year, month and day; nought for what isn't said."""


def _parts(match: re.Match[str]) -> _Parts | None:
    year, month, day = (_number(match[name]) if match[name] else 0 for name in ("year", "month", "day"))
    if not 1000 <= year <= 2199 or not 0 <= month <= 12 or not 0 <= day <= 31:
        return None
    return year, month, day


def _edtf(parts: _Parts) -> str:
    return "-".join([f"{parts[0]:04d}", *(f"{n:02d}" for n in parts[1:] if n)])


def _to_day(text: str, at: int, first: _Parts) -> tuple[_Parts, int] | None:
    """ "2018年5月3日至5日"."""
    match = _LATER.match(text, at) if first[2] else None
    if match is None:
        return None
    last = first[0], _number(match["month"]) if match["month"] else first[1], _number(match["day"])
    return (last, match.end()) if last > first and last[1] <= 12 and last[2] <= 31 else None


def _to_date(text: str, at: int, first: _Parts) -> tuple[_Parts, int] | None:
    """ "2020年3月至2021年6月"."""
    joint = _JOINT.match(text, at)
    match = _FULL.match(text, joint.end()) if joint else None
    last = _parts(match) if match else None
    return (last, match.end()) if match and last and last > first else None


def _month(text: str, at: int) -> Quantity | None:
    match = _MONTH.match(text, at)
    if match is None:
        return None
    month, day = _number(match["month"]), _number(match["day"]) if match["day"] else 0
    if not 1 <= month <= 12 or not 0 <= day <= 31:
        return None
    return _quantity(at, match.end(), f"XXXX-{month:02d}-{day:02d}" if day else "", None, None)


def _iso(text: str, at: int) -> Quantity | None:
    match = _ISO.match(text, at)
    if match is None:
        return None
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if not (1000 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _quantity(at, match.end(), f"{year:04d}-{month:02d}-{day:02d}", year, year)


def _decade(text: str, at: int) -> Quantity | None:
    match = _LONG_DECADE.match(text, at)
    if match is not None:
        year = _number(match["year"])
        return _quantity(at, match.end(), f"{year // 10:03d}X", year, year + 9) if year % 10 == 0 else None
    match = _DECADE.match(text, at)
    if match is None:
        return None
    tens = _number(match["tens"])
    century = _number(match["century"]) - 1 if match["century"] else 19
    if tens % 10 or not 0 <= century <= 20:
        return None
    year = century * 100 + tens
    return _quantity(at, match.end(), f"{year // 10:03d}X", year, year + 9)


def _century(text: str, at: int) -> Quantity | None:
    match = _CENTURY.match(text, at)
    rank = _number(match["century"]) if match else 0
    if match is None or not 1 <= rank <= 21:
        return None
    return _quantity(at, match.end(), f"{rank - 1:02d}XX", (rank - 1) * 100, rank * 100 - 1)
