"""Figures of a source that stand together, so that one may be held against the other or taken of it.

Any number is the ratio of some two others. So only those are combined that a sentence, two that follow each other, a
row or a column puts side by side: the ends of a change, the only two alike, a part and the whole before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from claimcheck.evidence import clauses
from claimcheck.evidence.dated import of_writing
from claimcheck.evidence.focus import Focus, head_of
from claimcheck.evidence.lexicon import EARLIER, TOTAL
from claimcheck.evidence.retrieve import Index, View
from claimcheck.evidence.roles import years
from claimcheck.model.quantity import Quantity

Statements = Sequence[tuple[View, tuple[Quantity, ...]]]
"""Passages that hold figures, in the order of the source."""

_KINDS: Final = frozenset({"count", "measure", "currency", "percent", "number", "duration", "points", "rate"})
_BEFORE: Final = 2
"""Statements of the same paragraph in which the whole may stand before its part."""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that stand together, with the statement and the figure to show."""

    view: View
    shown: Quantity
    figures: tuple[Quantity, ...]
    rule: str = ""
    """The one derivation that fits the group; empty: whatever fits the claim."""
    linked: bool = False
    """The wording itself holds the one against the other: "from 112 to 271", "62 %, compared with 31 %"."""
    other: View | None = None
    """The statement that the other figure stands in, where that is another one."""
    label: str = ""
    """What heads the row or the column of cells for two times."""
    sure: bool = False
    """The claim picks its figures out itself."""


def usable(found: Sequence[Quantity]) -> list[Quantity]:
    """The figures of a passage that others can be worked out from.

    A bare one of millions takes the currency of the one before: "5.8 billion francs, against a budget of 4.3 billion".
    """
    return [
        q
        for q in _in_one_currency(found)
        if q.kind in _KINDS
        and q.form != "share"
        and not q.vague
        and q.value is not None
        and not _YEAR.fullmatch(q.text)
    ]


def _in_one_currency(found: Sequence[Quantity]) -> Iterator[Quantity]:
    before: Quantity | None = None
    for q in found:
        if q.kind == "currency":
            before = q
        elif before is not None and q.kind == "number" and _SCALED.search(q.text):
            q = replace(q, kind="currency", unit=before.unit, dimension=before.dimension)
        yield q


_SCALED: Final = re.compile(r"\b(?:million|billion|trillion)$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
"""A number that is a year, most likely."""


def likeness(quantity: Quantity) -> tuple[str, str]:
    """What two figures have in common that can be subtracted."""
    if quantity.kind in ("count", "number"):
        return "count", ""
    return quantity.kind, quantity.unit if quantity.kind in ("currency", "rate") else quantity.dimension


def _same_things(one: Quantity, two: Quantity) -> bool:
    """Whether two counts may count the same: "9,400 pairs" and "5,800 breeding pairs", not fish and species."""
    if not one.kind == two.kind == "count" or not one.measure or not two.measure:
        return True
    heads = head_of(one.measure), head_of(two.measure)
    return not all(heads) or bool(heads[0] & heads[1])


def sides(quantity: Quantity, found: Statements) -> Iterator[Group]:
    """ "From 112 to 271", the only two figures of a kind in a sentence or one each in two, one each for two times."""
    before: tuple[View, list[Quantity]] | None = None
    for view, quantities in found:
        if view.passage.table:
            continue
        here = usable(quantities)
        yield from _within(view, here)
        near = before is not None and before[0].passage.paragraph == view.passage.paragraph
        earlier = before[1] if before is not None and near else []
        if before is not None and earlier:
            yield from _across(before[0], earlier, view, here)
        dated = _for_two_times(quantity, here) or _for_two_times(quantity, [*earlier, *here])
        if dated and dated[1] in here:
            yield Group(view, dated[1], dated, linked=True)
        before = view, here


def two_dates(found: Statements) -> Iterator[Group]:
    """The only two dates of a sentence: "launched on 9 October 2019 and entered orbit on 22 February 2023"."""
    for view, quantities in found:
        dates = [q for q in quantities if q.kind == "date" and not of_writing(q) and "/" not in q.edtf]
        if len(dates) == 2 and not view.passage.table:
            yield Group(view, dates[1], (dates[0], dates[1]), linked=True)


def _within(view: View, usable: Sequence[Quantity]) -> Iterator[Group]:
    by_kind: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for figure in usable:
        by_kind[likeness(figure)].append(figure)
    for one, two in pairwise(usable):
        if (one.kind, two.kind) == ("points", "percent") and _FROM.fullmatch(view.passage.text, one.end, two.start):
            yield Group(view, one, (one, two), linked=True)
    for alike in by_kind.values():
        for one, two in pairwise(alike):
            between = view.passage.text[one.end : two.start]
            linked = one.form == two.form == "change" or _HELD.search(between) is not None
            if (linked or len(alike) == 2) and _same_things(one, two):
                yield Group(view, two, _turned(view.passage.text, one, two), linked=linked)


def _turned(text: str, one: Quantity, two: Quantity) -> tuple[Quantity, Quantity]:
    """Two figures, as ends of a change where the one is what it came from and the other what it came to."""
    if _TO.fullmatch(text, one.end, two.start) and text[: one.start].lower().endswith("from "):
        return replace(one, form="change"), replace(two, form="change")
    return one, two


_TO: Final = re.compile(r" (?:[\w.]+ ){0,4}to ")
_FROM: Final = re.compile(r",? from (?:an? )?(?:\w+ ){0,3}", re.IGNORECASE)
_HELD: Final = re.compile(
    r"\b(?:compared (?:with|to)|(?:as )?against|versus|vs?\.?|up from|down from|rather than|instead of|, after)\W"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
"""What holds the figure behind it against the one before it."""


def _across(before: View, earlier: Sequence[Quantity], view: View, usable: Sequence[Quantity]) -> Iterator[Group]:
    """The only figures of one kind in two sentences that follow each other, or the first of each, of one measure."""
    kinds = {likeness(figure) for figure in usable}
    for kind in sorted(kinds):
        one, two = ([q for q in figures if likeness(q) == kind] for figures in (earlier, usable))
        if one and two and _same_things(one[0], two[0]) and (len(one) == len(two) == 1 or _one_measure(one[0], two[0])):
            yield Group(view, two[0], (one[0], two[0]), other=before)


def _one_measure(one: Quantity, two: Quantity) -> bool:
    return bool(one.measure) and one.measure.lower() == two.measure.lower()


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


def cells_for_two_times(quantity: Quantity, back: int, found: Statements) -> Iterator[Group]:
    """Two cells of one row or of one column: those for the claim's times where it names them, else first and last.

    ``back``: the years that the claim counts back from its time ("in 2022 than five years before"); 0: it doesn't say.
    """
    lines: dict[tuple[int, int, str, str], list[tuple[View, Quantity]]] = defaultdict(list)
    for view, q in cells(found):
        passage = view.passage
        if q.when:
            lines[(passage.table, passage.paragraph, passage.row, _heads(passage.column))].append((view, q))
            if years(q.when) and not _heads(passage.row).strip(" –-"):
                lines[(passage.table, -1, passage.column, "")].append((view, q))
    for (_, _, label, _), line in lines.items():
        if ends := _two_times(quantity, back, line):
            (before, one), (view, two) = ends
            other = before if before.passage.paragraph != view.passage.paragraph else None
            yield Group(view, two, (one, two), linked=bool(quantity.when), other=other, label=label)


def only_two_cells(found: Statements) -> Iterator[Group]:
    """The cells of a row that has two of them."""
    rows: dict[tuple[int, int, str], list[tuple[View, Quantity]]] = defaultdict(list)
    for view, q in cells(found):
        rows[(view.passage.table, view.passage.paragraph, view.passage.row)].append((view, q))
    for (_, _, label), row in rows.items():
        if len(row) == 2 and likeness(row[0][1]) == likeness(row[1][1]):
            yield Group(row[1][0], row[1][1], (row[0][1], row[1][1]), label=label)


def cells(found: Statements) -> Iterator[tuple[View, Quantity]]:
    """Every cell of a table with the figure that it gives."""
    for view, quantities in found:
        if view.passage.table and view.passage.row:
            for quantity in usable([q for q in quantities if q.start >= view.passage.value_at])[:1]:
                yield view, quantity


def _heads(column: str) -> str:
    """What a column is of but for its time ("Six Months Ended, North" over several dates)."""
    return _OF_TIME.sub("", column).lower()


_OF_TIME: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|[\d,]+"
)


def _two_times(quantity: Quantity, back: int, cells: Sequence[tuple[View, Quantity]]) -> list[tuple[View, Quantity]]:
    """The two cells for the claim's times; of one time that and the one ``back`` years before; else first and last."""
    times = [time for time in quantity.when.split("/") if time not in ("", "..")]
    named = [cell for cell in cells if cell[1].when in times]
    if len(named) < len(times):
        wanted = [span for time in times if (span := years(time)) is not None]
        named = [cell for cell in cells if any(_overlap(years(cell[1].when), span) for span in wanted)]
    if len(named) == 1 and quantity.when.endswith("/.."):
        named.append(cells[-1])  # "since 2013"
    if not times and back:
        named = [cells[-1]]  # "within a single year"
    if len(named) == 1:
        last = years(named[0][1].when) or (0, 0)
        before = [
            cell for cell in cells if (time := years(cell[1].when)) is not None and time[0] == last[0] - (back or 1)
        ]
        others = [cell for cell in cells if cell is not named[0]]
        named = [*(before or (others if len(others) == 1 and not back else [])), *named]
    ends = named if len(named) == 2 else [cells[0], cells[-1]] if not named and not times else []
    ends = sorted(ends, key=lambda cell: cell[1].when)
    return ends if len(ends) == 2 and ends[0][1].when != ends[1][1].when else []


def _overlap(one: tuple[int, int] | None, two: tuple[int, int]) -> bool:
    return one is not None and one[0] <= two[1] and two[0] <= one[1]


def part_and_whole(focus: Focus, index: Index, found: Statements) -> Iterator[Group]:
    """ "45 of the 120", "Of 300 plots, 199 …", "Of these, 76 …" behind "114 times", "86 adolescents (49 girls)"."""
    for n, (view, quantities) in enumerate(found):
        counts = [q for q in usable(quantities) if q.kind != "percent"]
        if not counts or view.passage.table:
            continue
        before = [
            q
            for m in range(n - 1, max(-1, n - 1 - _BEFORE), -1)
            if found[m][0].passage.paragraph == view.passage.paragraph
            for q in reversed(usable(found[m][1]))
            if q.kind != "percent"
        ]
        pairs = [pair for part in counts if (pair := _whole_of(view.passage.text, part, counts, before))]
        pairs = [pair for pair in pairs if not _earlier(view, pair[0], focus)]
        if pairs:
            best = max(pairs, key=lambda pair: clauses.weight(focus, view, index, pair[0]))
            yield Group(view, best[0], best, "share")


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
    if (part.value or 0).denominator != 1:
        return None  # of "0.42 points …  (0.08, p = .21)" neither is a part
    for whole in larger:
        between = text[part.end : whole.start]
        if whole.start > part.end and len(between) < _REACH and _OF_WHOLE.search(between):
            return part, whole  # "45 of the 120"
        if whole.end < part.start and (
            _OPENS.search(text[: whole.start]) or text[whole.end : part.start].rstrip().endswith("(")
        ):
            return part, whole  # "Of 300 plots, 199", "86 adolescents (49"
    of_them = _OF_THEM.search(text[max(0, part.start - _REACH) : part.start]) or _THEM.match(text, part.end)
    if not of_them:
        return None
    nearest = [q for q in reversed(larger) if q.end < part.start] or [
        q for q in before if (q.value or 0) > (part.value or 0)
    ]
    return (part, nearest[0]) if nearest else None


_THEM: Final = re.compile(r" of (?:(?:them|which|whom)\b|(?:these|those)\b(?! \w+s\b))", re.IGNORECASE)
_REACH: Final = 40
"""Code points within which the words stand that tie a part to its whole."""


def _earlier(view: View, part: Quantity, focus: Focus) -> bool:
    """Whether the part is of an earlier time ("sixty-six predate …") that the claim doesn't speak of."""
    behind = view.passage.text[part.end : part.end + 60].lower().split()
    return bool(EARLIER & set(behind[:4])) and not focus.earlier


def columns(quantity: Quantity, found: Statements) -> Iterator[Group]:
    """The sum of a column that gives no total itself."""
    columns: dict[tuple[int, str], list[tuple[View, Quantity]]] = defaultdict(list)
    for view, quantities in found:
        passage = view.passage
        counts = [q for q in usable(quantities) if q.kind in ("count", "number") and q.start >= passage.value_at]
        if passage.table and passage.row and len(counts) == 1:
            columns[(passage.table, passage.column)].append((view, counts[0]))
    for cells in columns.values():
        labels = {word for view, _ in cells for word in clauses.words_of(view.passage.row)}
        if len(cells) > 2 and not labels & TOTAL:
            yield Group(cells[0][0], cells[0][1], tuple(q for _, q in cells), "sum")
