"""Marks such as ``[3, 5–7]`` and raised numbers in text that has no markup for them."""

from __future__ import annotations

from claimcheck.model.document import Mark, MarkKind
from claimcheck.model.text import Span
from claimcheck.paper.mapped import Clean, cut
from claimcheck.paper.markdown.citations import is_exponent, number_labels
from claimcheck.paper.markdown.marks import NUMBERS
from claimcheck.paper.raised import RAISED, plain


class Numbered:
    """Finds the numbers of one paper's reference list and notes among its brackets and raised figures."""

    def __init__(self, numbers: frozenset[str], notes: frozenset[str] = frozenset()) -> None:
        self._highest = max((int(number) for number in numbers if number.isdigit()), default=0)
        self._notes = notes

    def read(self, clean: Clean) -> Clean:
        """A text with its numbers taken out as marks."""
        if not self._highest and not self._notes:
            return clean
        found = [*self._bracketed(clean), *self._raised(clean)]
        found.sort()
        ranges: list[tuple[int, int]] = []
        marks: list[Mark] = []
        for start, end, labels, kind, place in found:
            span = _place(clean, start, end)
            if span is None:
                continue
            while start and clean.text[start - 1] == " ":
                start -= 1
            if ranges and ranges[-1][1] >= start:
                ranges[-1] = (ranges[-1][0], end)
            else:
                ranges.append((start, end))
            marks += [Mark(label, kind, span, start, place) for label in labels]
        return cut(clean, ranges, marks)

    def _bracketed(self, clean: Clean) -> list[tuple[int, int, list[str], MarkKind, str]]:
        found: list[tuple[int, int, list[str], MarkKind, str]] = []
        for match in NUMBERS.finditer(clean.text) if self._highest and "[" in clean.text else ():
            labels = number_labels(match[1].replace(";", ","))
            if labels and all(0 < int(label) <= self._highest for label in labels):
                found.append((match.start(), match.end(), labels, "number", match["place"] or ""))
        return found

    def _raised(self, clean: Clean) -> list[tuple[int, int, list[str], MarkKind, str]]:
        found: list[tuple[int, int, list[str], MarkKind, str]] = []
        for match in RAISED.finditer(clean.text):
            before = clean.text[max(0, match.start() - 6) : match.start()]
            labels = number_labels(plain(match.group()))
            noted = bool(labels) and all(label in self._notes for label in labels)
            listed = bool(labels) and all(0 < int(label) <= self._highest for label in labels)
            if is_exponent(before, match.group()) or not (noted or listed):
                continue
            found.append((match.start(), match.end(), labels, "note" if noted else "number", ""))
        return found


def _place(clean: Clean, start: int, end: int) -> Span | None:
    """Where a mark stands in the file; for one that was written anew, between the words on its two sides."""
    mapped = clean.mapped(start, end)
    if mapped.runs:
        return mapped.to_source(0, end - start)
    before = clean.mapped(0, start).runs
    after = clean.mapped(end, len(clean.text)).runs
    if not before:
        return None
    first = before[-1].source + before[-1].length
    last = after[0].source if after and after[0].source > first else first + 1
    return Span(first, min(last, first + 2 * (end - start) + 4))
