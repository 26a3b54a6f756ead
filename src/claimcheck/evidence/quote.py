"""The words of a source that are shown as evidence: verbatim, short, around the figure."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.dated import of_section, of_writing
from claimcheck.evidence.retrieve import Index, View
from claimcheck.model.verdict import Evidence

_LONGEST: Final = 240
"""Code points of a quote: enough to judge by, little enough to quote."""


def evidence_of(candidate: Candidate) -> Evidence:
    """The evidence that a candidate gives, its offsets in the source's extracted text."""
    passage, figure = candidate.view.passage, candidate.figure
    if of_section(figure):
        passage = candidate.view.section_head or passage
    if of_writing(figure):
        passage = candidate.view.dateline or passage
    start, end = _around(candidate.index.text, passage.start, passage.end, figure.text)
    return Evidence(
        source=candidate.index.key,
        quote=candidate.index.text[start:end],
        start=start,
        end=end,
        locator=passage.locator,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        figure=figure.text,
    )


def place_of(candidate: Candidate) -> str:
    """Where the passage of a candidate stands, to be put behind its words: " (p. 12)", or nothing."""
    return f" ({candidate.view.passage.locator})" if candidate.view.passage.locator else ""


def passage_evidence(index: Index, view: View, around: str) -> Evidence:
    """A passage as evidence that rests on no figure of its own; ``around`` is kept in sight."""
    start, end = _around(index.text, view.passage.start, view.passage.end, around)
    return Evidence(index.key, index.text[start:end], start, end, view.passage.locator)


def _around(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """The part of ``text[start:end]`` to quote: all of it if short, else a window on ``words`` cut at words."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start <= _LONGEST:
        return start, end
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    match = re.compile(pattern).search(text, start, end)
    middle = match.start() if match else start
    low = max(start, min(middle - _LONGEST // 2, end - _LONGEST))
    high = min(end, low + _LONGEST)
    if low > start:
        low = next((i + 1 for i in range(low, min(low + 40, high)) if text[i].isspace()), low)
    if high < end:
        high = next((i for i in range(high - 1, max(high - 40, low), -1) if text[i].isspace()), high)
    return low, high
