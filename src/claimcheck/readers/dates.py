"""Dates as pages and files state them → EDTF (ISO 8601-2), as precise as given; anything else stays unknown."""

from __future__ import annotations

import re
from datetime import date

_NUMERIC = re.compile(r"\s*(?:D:)?((?:1[5-9]|20|21)\d\d)(?:[-/.]?(\d\d?)(?:[-/.]?(\d\d?))?)?(?=$|[T\s+Z\d-])")
_MONTH_NAMES = (
    "jan|january|januar|janvier|enero|gennaio|januari|ocak|styczeń|stycznia|января",
    "feb|february|februar|février|febrero|febbraio|februari|şubat|lutego|февраля",
    "mar|march|märz|mars|marzo|maart|mart|marca|марта",
    "apr|april|avril|abril|aprile|nisan|kwietnia|апреля",
    "may|mai|mayo|maggio|mei|mayıs|maja|мая",
    "jun|june|juni|juin|junio|giugno|haziran|czerwca|июня",
    "jul|july|juli|juillet|julio|luglio|temmuz|lipca|июля",
    "aug|august|août|agosto|augustus|ağustos|sierpnia|августа",
    "sep|sept|september|septembre|septiembre|settembre|eylül|września|сентября",
    "oct|october|oktober|octobre|octubre|ottobre|ekim|października|октября",
    "nov|november|novembre|noviembre|kasım|listopada|ноября",
    "dec|december|dezember|décembre|diciembre|dicembre|aralık|grudnia|декабря",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")}
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|\.|º)? (?:de |of )?([^\W\d_]{3,12})\.?,? (?:de )?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,12})\.? (\d{4})")
_HAN = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def to_edtf(text: str) -> str:
    """``2022-10-17T08:00:00Z``, ``2022/10/17``, ``D:20221017``, ``17 October 2022`` → ``2022-10-17``; "" if unsure."""
    text = " ".join(text[:80].split())
    if match := _NUMERIC.match(text) or _HAN.match(text):
        return _edtf(*match.groups())
    folded = text.casefold()
    if match := _DAY_FIRST.match(folded):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_FIRST.match(folded):
        return _named(match[3], match[1], match[2])
    if match := _MONTH_YEAR.fullmatch(folded):
        return _named(match[2], match[1], None)
    return ""


def is_date_line(text: str) -> bool:
    """Whether a short line is a date and nothing else."""
    return len(text) <= 30 and any(c.isspace() for c in text) and bool(to_edtf(text))


_DATED = re.compile(
    r"(?:(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d{1,2}(?:st|nd|rd|th)? [^\W\d_]{3,12}\.?,? (?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d)",
    re.IGNORECASE,
)
_SAYS_WHEN = re.compile(r"\b(?:publish|posted|issued|datetime|date)", re.IGNORECASE)
_OF_A_LIFE = re.compile(r"\b(?:born|birth|died|death)\b", re.IGNORECASE)
"""Before a date that is somebody's ("Born: June 19, 1974"), not the page's."""
_LABELLED = re.compile(r"[^\W\d_][^\d:]{2,40}: ?")
_OF_A_TEXT = re.compile(
    r"publish|post|issue|date|updat|modif|review|revis|edited|written|press release|(?<!\w)by\b", re.IGNORECASE
)
"""What a label has that dates a text and not what it tells of: "Last reviewed:", not "Public opening:"."""
_CITY = re.compile(r"[A-Z][\w'’.]+(?: [A-Z][\w'’.]+){0,3},? (?:[\w'’. ]{2,20}[,.]? )?\(?$")
"""What stands before the date of a dispatch: "TORONTO, ON (August 22, 2017) –"."""
_FAR = 200
"""Code points of a line within which such a date stands."""
_FEW_WORDS = 6
"""Words beside the date that a line may have which says when a text was written ("By Ann Lund on March 2, 2017")."""


def dateline(line: str) -> str:
    """EDTF of the day on which a text was written, where a line of it is there to say so; else empty."""
    opening = line[:_FAR]
    if "19" not in opening and "20" not in opening:
        return ""  # most lines: the pattern takes its time
    match = _DATED.search(opening)
    if match is None or not (day := to_edtf(match.group())) or len(day) < len("2017-03-02"):
        return ""
    before, behind = line[: match.start()], line[match.end() :]
    if _OF_A_LIFE.search(before) or (_LABELLED.fullmatch(before) and not _OF_A_TEXT.search(before)):
        return ""
    rest = re.findall(r"[^\W\d_]{2,}", f"{before} {behind}")
    short = len(rest) <= _FEW_WORDS and not line.rstrip().endswith((".", "?", "!"))
    if short or _SAYS_WHEN.search(before[:40]) or (_CITY.fullmatch(before) and _is_dispatch(behind)):
        return day
    return ""


def _is_dispatch(behind: str) -> bool:
    return bool(re.match(r"\)? ?(?:[-–—:]|\()", behind))


def _named(year: str, month: str, day: str | None) -> str:
    number = _MONTHS.get(month)
    return _edtf(year, str(number), day) if number else ""


def _edtf(year: str, month: str | None = None, day: str | None = None) -> str:
    if month is None:
        return year
    try:
        whole = date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return whole.isoformat() if day else whole.isoformat()[:7]
