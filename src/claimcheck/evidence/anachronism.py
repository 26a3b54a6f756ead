"""What a source can't testify to: events after the day on which it was written."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.evidence.clauses import words_of
from claimcheck.evidence.lexicon import PLANNED
from claimcheck.evidence.retrieve import Index, View

_AHEAD: Final = frozenset("will upcoming coming next due scheduled set tomorrow until till".split())
"""Words by which a sentence looks ahead of the day on which it was written."""
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def after_writing(time: str, view: View, index: Index) -> bool:
    """Whether a time (EDTF) begins after all that a source can testify to.

    The last update counts, and so does every later year that the source itself writes: it was touched then, or it
    looks ahead. A source of unknown day, a coarser one that meets the date, and a sentence on what is to come rule
    nothing out.
    """
    known = [day for day in (view.written, index.last, index.written) if day]
    begin = time.split("/")[0]
    if not known or not begin[:4].isdigit() or ahead(view):
        return False
    if any(begin[: len(day)] <= day[: len(begin)] for day in known):
        return False
    return begin[:4] <= max(known)[:4] or not any(year >= begin[:4] for year in _YEAR.findall(index.text))


def years_after_writing(time: str, view: View, index: Index) -> bool:
    """Whether a time begins in a later year than all that a source can testify to.

    The time of a figure is read off its sentence, and less surely than a date that the sentence asserts.
    """
    known = [day[:4] for day in (view.written, index.last, index.written) if day]
    return bool(known) and time[:4] > max(known) and after_writing(time, view, index)


def ahead(view: View) -> bool:
    """Whether a passage speaks of what is to come."""
    return bool((PLANNED | _AHEAD) & set(words_of(view.passage.text)))
