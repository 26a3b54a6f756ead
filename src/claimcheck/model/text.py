"""Text that knows where it stands in the file it was read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` code points of clean text from ``at`` on that stand verbatim in the file from ``source`` on."""

    at: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class MappedText:
    """Clean text (marks, emphasis and page breaks taken out) with an exact map back to the file.

    Code points that belong to no run were put in by the reader (the space where two halves of a sentence
    were stitched). Runs are sorted by ``at`` and by ``source``, and do not overlap.
    """

    text: str
    runs: tuple[Run, ...]

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def _run_at(self, index: int) -> Run | None:
        position = bisect_right(self.runs, index, key=lambda run: run.at) - 1
        if position < 0:
            return None
        run = self.runs[position]
        return run if index < run.at + run.length else None

    def source_of(self, index: int) -> int | None:
        """Where the code point at ``index`` stands in the file; None for one that the reader put in."""
        run = self._run_at(index)
        return None if run is None else run.source + index - run.at

    def to_source(self, start: int, end: int) -> Span:
        """The smallest span of the file that covers clean text ``start:end``.

        It is longer than ``end - start`` where markup or a page break stands inside.
        Raises ValueError where nothing in the range comes from the file.
        """
        first = next((s for i in range(start, end) if (s := self.source_of(i)) is not None), None)
        last = next((s for i in range(end - 1, start - 1, -1) if (s := self.source_of(i)) is not None), None)
        if first is None or last is None:
            raise ValueError(f"clean text {start}:{end} has no place in the file")
        return Span(first, last + 1)

    def is_verbatim(self, start: int, end: int) -> bool:
        """Whether clean text ``start:end`` stands in the file as one unbroken string."""
        run = self._run_at(start)
        return run is not None and end <= run.at + run.length

    def slice(self, start: int, end: int) -> MappedText:
        """Clean text ``start:end`` with its part of the map."""
        runs = []
        for run in self.runs:
            low, high = max(run.at, start), min(run.at + run.length, end)
            if low < high:
                runs.append(Run(low - start, run.source + low - run.at, high - low))
        return MappedText(self.text[start:end], tuple(runs))


def identity_map(text: str, source: int = 0) -> MappedText:
    """Text that stands in its file as it is, from ``source`` on."""
    return MappedText(text, (Run(0, source, len(text)),) if text else ())


class Lines:
    """Where the lines of a text begin: build it once, to ask for many places. LF and CRLF end a line."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, line: int) -> Span | None:
        """A line, counted from 1, without its line break; None where the text has no such line."""
        if not 1 <= line <= len(self._starts):
            return None
        end = self._starts[line] - 1 if line < len(self._starts) else self._length
        return Span(self._starts[line - 1], end)
