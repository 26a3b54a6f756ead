"""The date of an entry against the date in its own address, its access date, and its arXiv number."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from claimcheck.model.finding import Confidence
from claimcheck.model.reference import Reference
from claimcheck.references import works

_DAYS = 1
"""Days by which an address and a date may differ: clocks of two zones, the evening before print."""
_MONTHS = 2
"""Months by which they may differ where an entry gives the month alone."""
_YEAR, _MONTH, _DAY = r"(?:19[89]\d|20[0-4]\d)", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_FULL = re.compile(
    rf"(?<![\d.])(?P<y>{_YEAR})(?P<sep>[/-])(?P<m>{_MONTH})(?P=sep)(?P<d>{_DAY})(?![\d.])"
    rf"|(?:^|[/_t-])(?P<y2>{_YEAR})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?=[/_-]|$|\.s?html?$)"
    rf"|(?<!\d)(?P<y3>{_YEAR})(?P<m3>0[1-9]|1[0-2])/(?P<d3>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTHLY = re.compile(rf"/(?P<y>{_YEAR})/(?P<m>0[1-9]|1[0-2]|[1-9])/(?!\d)|/(?P<y2>{_YEAR})(?P<m2>0[1-9]|1[0-2])/")
_STORED = re.compile(
    r"/(?:uploads?|files?|assets|media|images?|static|documents?|docs|content/dam|sites/default|download\w*|archive|web/\d{4,14}|"
    r"releases?|blob|tree|v?\d+\.\d+)/|\.(?:pdf|docx?|xlsx?|zip|gz|csv|png|jpe?g)$",
    re.IGNORECASE,
)
"""Places of files: the date there is that of an upload."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two dates of one entry that can't both be right."""

    said: str
    """What the entry says, as a person reads it."""
    against: str
    kind: str
    """``address``, ``access``, ``arxiv``."""
    confidence: Confidence = "high"


def contradictions(entry: Reference) -> list[Contradiction]:
    """What of an entry's own dates can't be true together."""
    found = (_against_address(entry), _against_access(entry), _against_arxiv(entry))
    return [each for each in found if each is not None]


def _is_day(edtf: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d[?~]?", edtf))


def _span(edtf: str) -> tuple[date, date] | None:
    """The first and the last day of a date, an interval or a year; None for what is no plain date."""
    start, _, end = edtf.rstrip("?~").partition("/")
    first, last = _one(start), _one(end or start)
    return (first[0], last[1]) if first and last else None


def _one(edtf: str) -> tuple[date, date] | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf)
    if match is None or int(match[1]) < 1:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if month > 12:
        return (date(year, 1, 1), date(year, 12, 31)) if month <= 24 else None
    try:
        last = day or (monthrange(year, month)[1] if month else 31)
        return date(year, month or 1, day or 1), date(year, month or 12, last)
    except ValueError:
        return None


def _against_address(entry: Reference) -> Contradiction | None:
    dated = date_of_address(entry.url)
    stated = _span(entry.date or entry.year)
    if dated is None or stated is None or works.doi_in(entry.url):
        return None
    begins, ends = _one(dated) or stated
    before, after = (begins - stated[1]).days, (stated[0] - ends).days
    gap = max(before, after)
    of_day = _is_day(entry.date)
    # an issue of a journal comes out when it comes out: only a day is a day
    most = _DAYS if of_day else 31 * _MONTHS
    if gap <= most or ((entry.volume or entry.number) and not of_day):
        return None
    confidence: Confidence = "high" if of_day and gap > 3 else "medium"
    return Contradiction(_told(entry.date or entry.year), _told(dated), "address", confidence)


def date_of_address(url: str) -> str:
    """The date that an address gives a page: ``2018-05-28``, ``2018-05``; "" where there is none, or an upload's."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    if _STORED.search(path):
        return ""
    found = list(_FULL.finditer(path))
    if len(found) == 1:
        match = found[0]
        year, month, day = next(
            (match[f"y{n}"], match[f"m{n}"], match[f"d{n}"]) for n in ("", "2", "3") if match[f"y{n}"]
        )
        edtf = f"{year}-{int(month):02d}-{int(day):02d}"
        return edtf if _one(edtf) else ""
    monthly = list(_MONTHLY.finditer(path)) if not found else []
    if len(monthly) == 1:
        match = monthly[0]
        return f"{match['y'] or match['y2']}-{int(match['m'] or match['m2']):02d}"
    return ""


def _against_access(entry: Reference) -> Contradiction | None:
    accessed, stated = _span(entry.urldate), _span(entry.date or entry.year)
    if accessed is None or stated is None or accessed[1] >= stated[0]:
        return None
    gap = (stated[0] - accessed[1]).days
    # what a volume of next year will hold is read ahead of print
    if not _is_day(entry.date) and (entry.volume or entry.doi or entry.container) and gap <= 366:
        return None
    if gap <= _DAYS:
        return None
    return Contradiction(_told(entry.date or entry.year), _told(entry.urldate), "access")


def _against_arxiv(entry: Reference) -> Contradiction | None:
    """A preprint can't be older than its number; one that came out elsewhere first can."""
    number = works.arxiv_of(entry)
    match = re.fullmatch(r"(\d\d)(\d\d)\.\d{4,5}", number)
    if match is None or not entry.year.isdigit() or not works.is_preprint(entry):
        return None
    year = 2000 + int(match[1])
    if int(entry.year) >= year:
        return None
    return Contradiction(entry.year, f"{year}-{match[2]}", "arxiv")


def _told(edtf: str) -> str:
    return edtf.replace("/", " to ")
