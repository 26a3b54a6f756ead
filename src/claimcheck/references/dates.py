"""Dates as references print them, read into EDTF (ISO 8601-2)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache

_MONTHS = {
    1: "january jan januar janvier enero ocak gennaio janeiro",
    2: "february feb februar février febrero şubat febbraio fevereiro",
    3: "march mar märz mars marzo mart março",
    4: "april apr avril abril nisan aprile",
    5: "may mai mayo mayıs maggio maio",
    6: "june jun juni juin junio haziran giugno junho",
    7: "july jul juli juillet julio temmuz luglio julho",
    8: "august aug août agosto ağustos",
    9: "september sept sep septembre septiembre eylül settembre setembro",
    10: "october oct oktober okt octobre octubre ekim ottobre outubro",
    11: "november nov novembre noviembre kasım novembro",
    12: "december dec dezember dez décembre diciembre aralık dicembre dezembro",
}
MONTHS: dict[str, int] = {name: number for number, names in _MONTHS.items() for name in names.split()}
# EDTF level 1: 21 spring … 24 winter
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

_M = r"(?<![^\W\d_])(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = r"(?:1[5-9]|20)\d\d"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_FORMS = (
    # July/August 2019, May–June 2020
    rf"(?P<m1>{_M})\s?[/–—-]\s?(?P<m2>{_M}),?\s(?P<y1>{_Y})\b",
    # September 4, 2019; Sept. 4th 2019
    rf"(?P<m3>{_M})\s(?P<d3>{_D})(?:st|nd|rd|th)?,?\s(?P<y3>{_Y})\b",
    # 4 September 2019; 5. Mai 2023; 4th of May 2020
    rf"\b(?P<d4>{_D})(?:st|nd|rd|th|\.|er)?\s(?:of\s|de\s)?(?P<m4>{_M}),?\s(?:de\s)?(?P<y4>{_Y})\b",
    # 2023 May 5; 2020, May 5
    rf"\b(?P<y5>{_Y})[a-z]?,?\s(?P<m5>{_M})(?:\s(?P<d5>{_D})\b(?![\d(:]))?",
    # October 2022
    rf"(?P<m6>{_M}),?\s(?P<y6>{_Y})\b",
    r"\b(?P<s7>spring|summer|autumn|fall|winter)\s(?P<y7>(?:1[5-9]|20)\d\d)\b",
    # 2022/11/02, 2022-11-02, 2022-11
    rf"\b(?P<y8>{_Y})(?P<sep>[/.-])(?P<m8>1[0-2]|0[1-9])(?:(?P=sep)(?P<d8>3[01]|[12]\d|0[1-9]))?\b(?![/.-]?\d)",
    # 04-Jul-2020
    rf"\b(?P<d11>{_D})-(?P<m11>{_M})-(?P<y11>{_Y})\b",
    # 02.11.2022
    rf"\b(?P<d9>{_D})\.\s?(?P<m9>1[0-2]|0?[1-9])\.\s?(?P<y9>{_Y})\b",
    # 11/02/2022: the order of day and month is anyone's guess
    rf"\b\d\d?/\d\d?/(?P<y10>{_Y})\b",
)
_ANY_YEAR = re.compile(_Y)
_REACH = 40
"""How far the words of a date reach on either side of its year; the longest take 30 code points."""
_ALIKE = str.maketrans("İıſ", "iis")
"""Letters that are one without regard to case and that ``lower`` keeps apart."""
_BY_NAME = {name.translate(_ALIKE): number for name, number in (MONTHS | _SEASONS).items()}
_NAMED = re.compile("|".join(sorted({name[:3] for name in _BY_NAME})) + r"|\d[/.-]\s?\d")
"""What stands in every date but a bare year."""
_YEAR = re.compile(rf"(?<![\w./–-])(?P<year>{_Y})(?P<suffix>[a-z]?)(?![\w/–-]|\.\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a string: where it stands, and what it says."""

    start: int
    end: int
    edtf: str
    suffix: str = ""
    """The letter that tells two works of one year apart ("2019a")."""

    @property
    def year(self) -> str:
        return self.edtf[:4]


@cache
def _long() -> re.Pattern[str]:
    """Every form but a bare year; compiled when a date first asks for it, as few entries of a ``.bib`` file do."""
    return re.compile("|".join(rf"(?:{form})" for form in _FORMS), re.IGNORECASE)


def _month(name: str) -> int:
    return _BY_NAME[_small(name).rstrip(".")]


def _small(text: str) -> str:
    return text.translate(_ALIKE).lower()


def _edtf(year: str, month: int | None, day: str | None) -> str:
    if month is None:
        return year
    if day is None or not 1 <= int(day) <= monthrange(int(year), month)[1]:
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{int(day):02d}"


def _read(match: re.Match[str]) -> str:
    group = match.groupdict()
    if group["y1"]:
        first, second = _month(group["m1"]), _month(group["m2"])
        # "December/January 2020" begins in the year before; only the year is certain
        return f"{group['y1']}-{first:02d}/{group['y1']}-{second:02d}" if first <= second else group["y1"]
    for index in ("3", "4", "5", "6", "11"):
        if group[f"y{index}"]:
            return _edtf(group[f"y{index}"], _month(group[f"m{index}"]), group.get(f"d{index}"))
    if group["y7"]:
        return f"{group['y7']}-{_month(group['s7'])}"
    for index in "89":
        if group[f"y{index}"]:
            return _edtf(group[f"y{index}"], int(group[f"m{index}"]), group[f"d{index}"])
    return group["y10"]


def _around_years(text: str) -> list[tuple[int, int]]:
    """The stretches in which a date can stand: looking for one at every code point of a long text is slow."""
    stretches: list[tuple[int, int]] = []
    for match in _ANY_YEAR.finditer(text):
        start, end = max(match.start() - _REACH, 0), match.end() + _REACH
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
    return stretches


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in ``text``, in order, without overlap; bare years too."""
    found = [
        FoundDate(match.start(), match.end(), _read(match))
        for start, end in _around_years(text)
        if _NAMED.search(_small(text[start:end]))
        for match in _long().finditer(text, start, end)
    ]
    taken = [(date.start, date.end) for date in found]
    for match in _YEAR.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(FoundDate(match.start(), match.end(), match["year"], match["suffix"]))
    return tuple(sorted(found, key=lambda date: date.start))


def parse_date(text: str) -> str:
    """The one date that ``text`` holds, in EDTF; "" where it holds none."""
    found = find_dates(text.strip())
    return found[0].edtf if found else ""


def precision(edtf: str) -> int:
    """How precise a date is: 0 unknown, 1 year, 2 month, 3 day."""
    return 0 if not edtf else edtf.split("/")[0].count("-") + 1
