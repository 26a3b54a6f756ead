"""The lines of a PDF page in reading order: columns, tables, running headers.

Works on boxes of line segments alone, so it knows nothing of any PDF library. Coordinates are PDF points, y upwards.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from statistics import median

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s?)?(?:page |p\. ?|seite |página |pág\. |pagina |sayfa |strona |стр\. ?|第 ?)?"
    r"(?:\d{1,4}|[ivxlc]{1,7})(?:\s?(?:of|/|von|de|sur|di|van|z|из|\|)\s?\d{1,4})?(?: ?页| ?頁)?(?:\s?[-–—|\])])?",
    re.IGNORECASE,
)
_FEWEST_LINES = 16
_FEWEST_PROSE = 5
_CROSSING = 0.08
"""Share of the lines of a page that may cross the strip between its columns."""
_UNLIKE = 0.25
"""By which share of their width three columns may differ."""
_NARROWEST = 4
"""Points: a strip narrower than this may be chance."""
_EDGE = 3
"""How many lines from the top and from the bottom of a page may be a running header or footer."""


Strip = tuple[float, float]
"""Left and right edge of a white strip, in points from the left of the page."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Text of one line between two wide gaps."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    """Font size in points."""
    italics: tuple[bool, ...] = ()
    """Whether each word is set in an italic font; empty where that wasn't asked."""

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Segments on one baseline in one column, left to right."""

    segments: tuple[Segment, ...]
    page: int
    """From 1."""
    column: int = 0
    furniture: bool = False

    @property
    def text(self) -> str:
        first, *others = self.segments
        return " ".join([first.text, *(segment.text for segment in others)]) if others else first.text

    @property
    def italics(self) -> tuple[bool, ...]:
        """As those of its segments, one for each word of its text."""
        return tuple(italic for segment in self.segments for italic in segment.italics)

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right

    @property
    def top(self) -> float:
        return max([segment.top for segment in self.segments])

    @property
    def bottom(self) -> float:
        return min([segment.bottom for segment in self.segments])

    @property
    def size(self) -> float:
        if len(self.segments) == 1:
            return self.segments[0].size
        return max(self.segments, key=lambda segment: len(segment.text)).size


def white_strips(lines: Sequence[Sequence[tuple[float, float]]], width: float) -> tuple[Strip, ...]:
    """The strip through the middle of a page that hardly any word reaches into, or the two between three columns.

    ``lines`` holds the left and right edges of words. In running text four lines of five have a word at any given x, so
    an empty strip, however narrow, parts two columns (projection profile, after Nagy & Seth 1984). A title or a figure
    may cross it.
    """
    lines = [words for words in lines if words]
    if len(lines) < _FEWEST_LINES or width <= 0:
        return ()
    low, high = int(0.3 * width), int(0.7 * width)
    steps = [0] * (high - low + 2)
    for words in lines:
        for left, right in words:
            if right >= low and left <= high:
                first, last = max(low, math.ceil(left)), min(high, int(right))
                if first <= last:
                    steps[first - low] += 1
                    steps[last - low + 1] -= 1
    reached = list(accumulate(steps))
    most = len(lines) * _CROSSING
    strips: list[tuple[int, int]] = []
    start = low
    for x in range(low, high + 2):
        if x > high or reached[x - low] > most:
            strips.append((start, x))
            start = x + 1
    inside = [strip for strip in strips if low < strip[0] and strip[1] <= high]  # else the margin of a narrow column
    wide = [strip for strip in inside if strip[1] - strip[0] >= _NARROWEST]
    if not wide:
        return ()
    # columns are alike: the one that runs through the middle of the text parts them, not what stands behind labels
    edge = min(left for words in lines for left, _ in words)
    far = max(right for words in lines for _, right in words)
    middle = (edge + far) / 2
    best = max(wide, key=lambda strip: (strip[0] - 1 <= middle <= strip[1], strip[1] - strip[0]))
    if not best[0] - 1 <= middle <= best[1] and (thirds := _thirds(wide, edge, middle, far)):
        return thirds
    return (_edges_of(best),)


def _edges_of(strip: tuple[int, int]) -> Strip:
    return float(strip[0]), float(strip[1] - 1)


def _thirds(wide: Sequence[tuple[int, int]], first: float, middle: float, last: float) -> tuple[Strip, ...]:
    """The widest strip on each side of the middle, if they part the text into three columns of one width."""
    left = max((strip for strip in wide if strip[1] < middle), key=lambda strip: strip[1] - strip[0], default=None)
    right = max((strip for strip in wide if strip[0] > middle), key=lambda strip: strip[1] - strip[0], default=None)
    if left is None or right is None:
        return ()
    widths = left[0] - first, right[0] - left[1], last - right[1]
    return (_edges_of(left), _edges_of(right)) if max(widths) - min(widths) < _UNLIKE * max(widths) else ()


def order_lines(segments: Sequence[Segment], page: int, strips: Sequence[Strip]) -> list[Line]:
    """The lines of one page in reading order; columns are read one after the other, between what spans several.

    ``strips`` is what ``white_strips`` found on the page.
    """
    if not segments:
        return []
    gutters = _gutters(segments, strips)
    if not gutters:
        return _group(segments, page, 0)
    head = _head(segments, gutters)
    lines = _group(head, page, 0)
    band: list[Segment] = []
    for segment in sorted((s for s in segments if s not in head), key=lambda s: (-s.middle, s.left)):
        if any(segment.left < gutter - 2 and segment.right > gutter + 2 for gutter in gutters):
            lines.extend(_band(band, page, gutters))
            band = []
            lines.extend(_group([segment], page, 0))
        else:
            band.append(segment)
    lines.extend(_band(band, page, gutters))
    return lines


def _head(segments: Sequence[Segment], gutters: Sequence[float]) -> list[Segment]:
    """What stands in the middle of three columns above all text of the others: a title that is short enough."""
    if len(gutters) != 2:
        return []
    outer = [s.top for s in segments if s.right <= gutters[0] or s.left >= gutters[1]]
    return [s for s in segments if s.bottom > max(outer, default=math.inf)]


def _band(band: Sequence[Segment], page: int, gutters: Sequence[float]) -> list[Line]:
    columns: list[list[Segment]] = [[] for _ in range(len(gutters) + 1)]
    for segment in band:
        columns[sum(segment.right > gutter + 2 for gutter in gutters)].append(segment)
    return [line for number, column in enumerate(columns, 1) for line in _group(column, page, number)]


def _gutters(segments: Sequence[Segment], strips: Sequence[Strip]) -> list[float]:
    """The xs between columns of running text; none where the strips part the cells of a table, or nothing."""
    gutters = [(left + right) / 2 for left, right in strips]
    edges = [-math.inf, *gutters, math.inf]
    columns = [[s for s in segments if s.left >= left and s.right <= right] for left, right in pairwise(edges)]
    return gutters if all(_runs(column) for column in columns) else []


def _runs(segments: Sequence[Segment]) -> bool:
    """Whether segments are lines of prose, a small table among them or not, rather than cells."""
    prose = [s for s in segments if len(s.text) >= 20 or s.text.count(" ") >= 3]
    letters = sum(len(segment.text) for segment in segments)
    return len(prose) >= _FEWEST_PROSE and sum(len(segment.text) for segment in prose) >= 0.6 * letters


def _group(segments: Sequence[Segment], page: int, column: int) -> list[Line]:
    """Segments on the same baseline become a line; lines from top to bottom."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-s.middle, s.left)):
        if lines and _same_line(lines[-1][0], segment):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [Line(tuple(sorted(line, key=lambda s: s.left)), page, column) for line in lines]


def _same_line(first: Segment, other: Segment) -> bool:
    height = max(min(first.top - first.bottom, other.top - other.bottom), 1.0)
    overlap = min(first.top, other.top) - max(first.bottom, other.bottom)
    return overlap > 0.5 * height


def split_furniture(pages: Sequence[Sequence[Segment]]) -> list[tuple[list[Line], list[Segment]]]:
    """For each page its running headers, footers and page numbers, and the segments of everything else.

    Furniture is what repeats at the top and bottom edges of pages, figures aside.
    """
    grouped = [_group(segments, number, 0) for number, segments in enumerate(pages, 1)]
    counts: Counter[str] = Counter()
    for lines in grouped:
        counts.update({_pattern(lines[index].text) for index in _edges(lines)})
    needed = 2 if len(pages) <= 6 else max(3, len(pages) // 10)
    result: list[tuple[list[Line], list[Segment]]] = []
    for lines in grouped:
        edges = _edge_furniture(lines, counts, needed)
        furniture = [replace(line, furniture=True) for index, line in enumerate(lines) if index in edges]
        rest = [segment for index, line in enumerate(lines) if index not in edges for segment in line.segments]
        result.append((furniture, rest))
    return result


def _edge_furniture(lines: Sequence[Line], counts: Counter[str], needed: int) -> set[int]:
    """Indexes of the furniture lines of one page: from each edge inwards, and set apart from the text."""
    found: set[int] = set()
    pitch = line_pitch(lines)
    for order in (range(min(_EDGE, len(lines))), range(len(lines) - 1, max(len(lines) - 1 - _EDGE, -1), -1)):
        run: list[int] = []
        for index in order:
            if not _is_furniture(lines[index], not run, counts, needed):
                break
            run.append(index)
        # A line that only happens to repeat stands close to the lines of its paragraph.
        while run and _touches(lines, run[-1], order.step, pitch):
            run.pop()
        found.update(run)
    return found


def _touches(lines: Sequence[Line], index: int, inwards: int, pitch: float) -> bool:
    inner = index + inwards
    if pitch <= 0 or not 0 <= inner < len(lines):
        return False
    return (
        abs(lines[index].bottom - lines[inner].bottom) < 1.3 * pitch
        and abs(lines[index].size - lines[inner].size) < 0.5
    )


def _is_furniture(line: Line, outermost: bool, counts: Counter[str], needed: int) -> bool:
    text = line.text.strip()
    if len(text) < 160 and counts[_pattern(text)] >= needed:
        return True
    return outermost and len(text) < 24 and _PAGE_NUMBER.fullmatch(text) is not None


def _edges(lines: Sequence[Line]) -> list[int]:
    """Indexes of the lines nearest to the top and bottom of the page."""
    return sorted({*range(min(_EDGE, len(lines))), *range(max(0, len(lines) - _EDGE), len(lines))})


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", text.casefold()).strip()


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The font size of most of the text."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def line_pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one baseline to the next; 0 where there are too few lines."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.column == b.column and a.bottom > b.bottom]
    return median(steps) if steps else 0.0
