"""Marks such as ``[3, 5–7]`` in text that has no markup for them, where the reference list carries numbers."""

from __future__ import annotations

from claimcheck.model.document import Mark
from claimcheck.model.text import Span
from claimcheck.paper.mapped import Clean, cut
from claimcheck.paper.markdown.citations import number_labels
from claimcheck.paper.markdown.marks import NUMBERS


class Numbered:
    """Finds the numbers of one paper's reference list among its brackets."""

    def __init__(self, numbers: frozenset[str]) -> None:
        self._highest = max((int(number) for number in numbers if number.isdigit()), default=0)

    def read(self, clean: Clean) -> Clean:
        """A text with its bracketed numbers taken out as marks."""
        if not self._highest or "[" not in clean.text:
            return clean
        ranges: list[tuple[int, int]] = []
        marks: list[Mark] = []
        for match in NUMBERS.finditer(clean.text):
            labels = number_labels(match[1].replace(";", ","))
            if not labels or any(not 0 < int(label) <= self._highest for label in labels):
                continue
            start, end = match.span()
            span = _place(clean, start, end)
            if span is None:
                continue
            while start and clean.text[start - 1] == " ":
                start -= 1
            if ranges and ranges[-1][1] >= start:
                ranges[-1] = (ranges[-1][0], end)
            else:
                ranges.append((start, end))
            marks += [Mark(label, "number", span, start, match["place"] or "") for label in labels]
        return cut(clean, ranges, marks)


def _place(clean: Clean, start: int, end: int) -> Span | None:
    try:
        return clean.mapped(start, end).to_source(0, end - start)
    except ValueError:
        return None
