"""When the passages of a source were written, and under which years they stand: datelines, headings that are years."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.model.source import Passage, SourceText
from claimcheck.readers.dates import dateline, to_edtf

_REACH: Final = 60
"""Passages for which a dateline holds."""
_YEAR: Final = re.compile(
    r"(?:(?:season|year) )?((?:1[5-9]|20)\d\d)(?:[-–/](\d\d(?:\d\d)?))?(?: season)?(?: \([^)]{1,30}\))?:?",
    re.IGNORECASE,
)
"""A heading that is a year, or a season over two of them."""

Told = tuple[str, Passage | None]
"""EDTF, and the passage that gives it."""


def datelines(source: SourceText) -> dict[int, Told]:
    """Start of a passage → EDTF of the day on which it was written, and the passage that says so.

    A dateline holds for what follows it, for a while: pages put several pieces one below the other.
    """
    days: dict[int, Told] = {}
    stated = source.published or source.updated
    above: Told = (stated, None)
    left = 0
    for passage in source.passages:
        if passage.role not in ("table", "references") and (found := dateline(passage.text)):
            above, left = (found, passage), _REACH
            if found == stated and not days.get(-1):
                days[-1] = above
        days[passage.start] = above if left > 0 else days.get(-1, (stated, None))
        left -= 1
    return days


def year_headings(source: SourceText) -> dict[int, Told]:
    """Start of a passage → EDTF of the year that its heading is, and that heading: "2018", "2012–13 season"."""
    found: dict[int, Told] = {}
    head: Passage | None = None
    for passage in source.passages:
        if passage.role in ("heading", "title"):
            head = passage
        elif head is not None and passage.heading and (time := time_of_heading(passage.heading)):
            found[passage.start] = (time, head)
    return found


def time_of_heading(heading: str) -> str:
    """EDTF of a heading that is a year, a season ("2012/2013") or a month of a year and nothing else; else empty."""
    if match := _YEAR.fullmatch(heading.strip()):
        first, last = match[1], match[2]
        if not last:
            return first
        last = last if len(last) == len(first) else first[:2] + last
        return f"{first}/{last}" if int(last) == int(first) + 1 else ""
    told = to_edtf(heading)
    return told if len(told) == len("2018-03") and len(heading) < _SHORT else ""


_SHORT: Final = 20
"""Code points of a month with its year."""
