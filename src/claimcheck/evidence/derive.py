"""Figures that a source does not print but gives: a ratio, a change, a share, the sum of a column.

Any number is the ratio of some two others, so only figures that stand together are combined: the two ends of a change,
the only two figures of a sentence, a part and the whole before it, cells of one row or column.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from claimcheck.evidence import clauses
from claimcheck.evidence.align import Candidate, align
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.lexicon import EARLIER, TOTAL
from claimcheck.evidence.retrieve import Index, View, coverage, statements
from claimcheck.evidence.roles import years
from claimcheck.evidence.terms import terms
from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.quantities import DEFAULT_WIDTHS, Widths, compare_derived

_KINDS: Final = frozenset({"count", "measure", "currency", "percent", "number"})
_BEFORE: Final = 2
"""Statements of the same paragraph in which the whole may stand before its part."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures that stand together, with the statement and the figure to show."""

    view: View
    shown: Quantity
    figures: tuple[Quantity, ...]
    rule: str = ""
    """The one derivation that fits the group; empty: whatever fits the claim."""


def derive(
    focus: Focus, quantity: Quantity, index: Index, least: float, widths: Widths = DEFAULT_WIDTHS
) -> Iterator[Candidate]:
    """Candidates for a figure that other figures of one source give; ``least`` coverage of the focus is needed.

    Their comparison is always ``supported``: what a source's figures don't give isn't thereby wrong.
    """
    if quantity.kind == "count" and quantity.form == "point" and not any(view.passage.table for view in index.views):
        return  # only the sum of a column could give it
    found = list(statements(index)) if _derivable(quantity) else []
    for group in _groups(focus, quantity, index, found):
        base = coverage(focus, group.view, index)
        named = _named_row(focus, group.view)
        if base < (least * _OF_ROW if named else least):
            continue
        if not named and not focus.head & (group.view.stems | group.view.neighbours):
            continue
        comparison = _compared(quantity, group, widths)
        if comparison.outcome == "supported" and group.rule in ("", comparison.rule):
            yield align(focus, quantity, group.view, index, group.shown, comparison, base)


_OF_ROW: Final = 0.4
"""How much of the coverage it takes for the cells of a row that the claim names in full."""
_FEWEST: Final = 2
"""Content words of a label that name a row."""
_SCALES: Final = (1, 1_000, 1_000_000)


def _named_row(focus: Focus, view: View) -> bool:
    row = {term.stem for term in terms(view.passage.row)}
    return bool(view.passage.value_at) and len(row) >= _FEWEST and row <= focus.weights.keys()


def _compared(quantity: Quantity, group: _Group, widths: Widths) -> Comparison:
    """The claim's figure against the group's; bare cells have its currency, at scales that tables are printed in."""
    plain, _ = compare_derived(quantity, group.figures, widths)
    if plain.outcome == "supported" or quantity.kind != "currency" or not group.view.passage.value_at:
        return plain
    for scale in _SCALES:
        bare = tuple(
            replace(q, kind="currency", unit=quantity.unit, dimension=quantity.dimension, factor=q.factor * scale)
            for q in group.figures
            if q.kind in ("count", "number") or q.unit == quantity.unit
        )
        scaled, _ = compare_derived(quantity, bare, widths)
        if scaled.outcome == "supported":
            return scaled
    return plain


def _derivable(quantity: Quantity) -> bool:
    kinds = quantity.kind in ("multiple", "percent") or quantity.form in ("multiple", "change", "share")
    return kinds or (quantity.kind == "count" and quantity.form == "point")


def _groups(
    focus: Focus, quantity: Quantity, index: Index, found: Sequence[tuple[View, tuple[Quantity, ...]]]
) -> Iterator[_Group]:
    if quantity.form in ("multiple", "change") or quantity.kind == "multiple" or quantity.direction:
        yield from _ends(quantity, found)
        yield from _cells_of_a_row(quantity, found)
    elif quantity.form == "share" or quantity.kind == "percent":
        yield from _part_and_whole(focus, index, found)
    elif quantity.kind == "count" and quantity.form == "point":
        yield from _columns(quantity, found)


def _usable(found: Sequence[Quantity]) -> list[Quantity]:
    return [q for q in found if q.kind in _KINDS and q.form != "share" and not q.vague and q.value is not None]


def _ends(quantity: Quantity, found: Sequence[tuple[View, tuple[Quantity, ...]]]) -> Iterator[_Group]:
    """ "from 112 to 271", the only two figures of a sentence, one each of two sentences, one each for two times."""
    before: tuple[View, list[Quantity]] | None = None
    for view, quantities in found:
        if view.passage.table:
            continue
        usable = _usable(quantities)
        for one, two in pairwise(usable):
            if one.form == two.form == "change" or len(usable) == 2:
                yield _Group(view, two, (one, two))
        near = before is not None and before[0].passage.paragraph == view.passage.paragraph
        earlier = before[1] if before is not None and near else []
        if len(usable) == len(earlier) == 1:
            yield _Group(view, usable[0], (earlier[0], usable[0]))
        dated = _for_two_times(quantity, [*earlier, *usable])
        if dated and dated[1] in usable:
            yield _Group(view, dated[1], dated)
        before = view, usable


def _for_two_times(quantity: Quantity, figures: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The two figures for the two ends of the claim's time; without such, for the only two times there are."""
    by_time: dict[str, list[Quantity]] = defaultdict(list)
    for figure in figures:
        if figure.when:
            by_time[figure.when[:4]].append(figure)
    ends = [end[:4] for end in quantity.when.split("/") if end[:1].isdigit()]
    wanted = ends if len(ends) == 2 else list(by_time)
    if len(wanted) != 2 or any(len(by_time.get(time, ())) != 1 for time in wanted):
        return None
    one, two = (by_time[time][0] for time in wanted)
    return (one, two) if one.start != two.start else None


def _cells_of_a_row(quantity: Quantity, found: Sequence[tuple[View, tuple[Quantity, ...]]]) -> Iterator[_Group]:
    """Two cells of one row for two different times: those of the claim where it names them, else first and last."""
    rows: dict[tuple[int, int, str, str], list[tuple[View, Quantity]]] = defaultdict(list)
    for view, quantities in found:
        passage = view.passage
        if passage.table and passage.row:
            for q in _usable(quantities)[:1]:
                if q.when:
                    rows[(passage.table, passage.paragraph, passage.row, _heads(passage.column))].append((view, q))
    for cells in rows.values():
        if ends := _two_times(quantity, cells):
            yield _Group(ends[1][0], ends[1][1], (ends[0][1], ends[1][1]))


def _heads(column: str) -> str:
    """What a column is of but for its time ("Six Months Ended, North" over several dates)."""
    return _OF_TIME.sub("", column).lower()


_OF_TIME: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|[\d,]+"
)


def _two_times(quantity: Quantity, cells: Sequence[tuple[View, Quantity]]) -> list[tuple[View, Quantity]]:
    """The two cells for the claim's times; where it names one, that and the one before it; else first and last."""
    times = quantity.when.split("/") if quantity.when else []
    named = [cell for cell in cells if cell[1].when in times]
    if len(named) < len(times):
        wanted = {years(time) for time in times} - {None}
        named = [cell for cell in cells if years(cell[1].when) in wanted]
    if len(named) == 1:
        last = years(named[0][1].when) or (0, 0)
        before = [cell for cell in cells if (time := years(cell[1].when)) is not None and time[0] == last[0] - 1]
        named = [*before, *named]
    ends = named if len(named) == 2 else [cells[0], cells[-1]] if not named and not times else []
    ends = sorted(ends, key=lambda cell: cell[1].when)
    return ends if len(ends) == 2 and ends[0][1].when != ends[1][1].when else []


def _part_and_whole(focus: Focus, index: Index, found: Sequence[tuple[View, tuple[Quantity, ...]]]) -> Iterator[_Group]:
    """ "45 of the 120", "Of 300 plots, 199 …", "Of these, 76 …" behind "114 times", "86 adolescents (49 girls)"."""
    for n, (view, quantities) in enumerate(found):
        counts = [q for q in _usable(quantities) if q.kind != "percent"]
        if not counts or view.passage.table:
            continue
        before = [
            q
            for m in range(n - 1, max(-1, n - 1 - _BEFORE), -1)
            if found[m][0].passage.paragraph == view.passage.paragraph
            for q in reversed(_usable(found[m][1]))
            if q.kind != "percent"
        ]
        pairs = [pair for part in counts if (pair := _whole_of(view.passage.text, part, counts, before))]
        pairs = [pair for pair in pairs if not _earlier(view, pair[0], focus)]
        if pairs:
            best = max(pairs, key=lambda pair: clauses.weight(focus, view, index, pair[0]))
            yield _Group(view, best[0], best, "share")


_OF_WHOLE: Final = re.compile(r"(?:out )?of (?:the |its |all |these |those |their )?$|\($")
_OPENS: Final = re.compile(r"(?:out of|of|among) (?:the |its |all |some |about )?$", re.IGNORECASE)
_OF_THEM: Final = re.compile(
    r"\b(?:of|among) (?:which|whom|(?:these|them|those|the)(?: \w+){0,2}),? (?:\w+ ){0,2}$", re.IGNORECASE
)


def _whole_of(
    text: str, part: Quantity, counts: Sequence[Quantity], before: Sequence[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The part with its whole, where the wording says that it is one; ``before``: earlier figures, nearest first."""
    larger = [q for q in counts if q is not part and (q.value or 0) > (part.value or 0)]
    for whole in larger:
        between = text[part.end : whole.start]
        if whole.start > part.end and len(between) < _REACH and _OF_WHOLE.search(between):
            return part, whole  # "45 of the 120"
        if whole.end < part.start and (
            _OPENS.search(text[: whole.start]) or text[whole.end : part.start].rstrip().endswith("(")
        ):
            return part, whole  # "Of 300 plots, 199", "86 adolescents (49"
    if not _OF_THEM.search(text[max(0, part.start - _REACH) : part.start]):
        return None
    nearest = [q for q in reversed(larger) if q.end < part.start] or [
        q for q in before if (q.value or 0) > (part.value or 0)
    ]
    return (part, nearest[0]) if nearest else None


_REACH: Final = 40
"""Code points within which the words stand that tie a part to its whole."""


def _earlier(view: View, part: Quantity, focus: Focus) -> bool:
    """Whether the part is of an earlier time ("sixty-six predate …") that the claim doesn't speak of."""
    behind = view.passage.text[part.end : part.end + 60].lower().split()
    return bool(EARLIER & set(behind[:4])) and not focus.earlier


def _columns(quantity: Quantity, found: Sequence[tuple[View, tuple[Quantity, ...]]]) -> Iterator[_Group]:
    """The sum of a column that gives no total itself."""
    columns: dict[tuple[int, str], list[tuple[View, Quantity]]] = defaultdict(list)
    for view, quantities in found:
        passage = view.passage
        counts = [q for q in _usable(quantities) if q.kind in ("count", "number") and q.start >= passage.value_at]
        if passage.table and passage.row and len(counts) == 1:
            columns[(passage.table, passage.column)].append((view, counts[0]))
    for cells in columns.values():
        labels = {word for view, _ in cells for word in clauses.words_of(view.passage.row)}
        if len(cells) > 2 and not labels & TOTAL:
            yield _Group(cells[0][0], cells[0][1], tuple(q for _, q in cells), "sum")
