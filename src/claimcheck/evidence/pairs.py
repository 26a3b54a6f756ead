"""Figures of a source that the claim itself picks out: of two rows or groups that it names, or beside one it cites.

"Nearly twice as high in Wallonia as in Flanders" holds the two rows of those names against each other; "up by half, to
18.6 GWh" is worked out from 18.6 GWh and what stands beside it. Such figures need say little else of the claim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final

from claimcheck.evidence.focus import Focus
from claimcheck.evidence.lexicon import TOTAL
from claimcheck.evidence.limits import FIRM, TABLE_SCALES, telling
from claimcheck.evidence.near import same_amount
from claimcheck.evidence.parallel import qualifier_of
from claimcheck.evidence.retrieve import View
from claimcheck.evidence.terms import terms
from claimcheck.evidence.together import Group, Statements, cells, likeness, usable
from claimcheck.model.quantity import Quantity

_NEAR: Final = 2
"""Statements before and behind a figure in which the other stands."""
_MOST: Final = 6
"""Figures of one kind in a passage of which two are held against each other."""
_BRACKET: Final = re.compile(r"\([^)]*\)")

Cell = tuple[View, Quantity]


def named_pairs(focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], found: Statements) -> Iterator[Group]:
    """The groups that a claim picks out itself, the one that it speaks of first before the one it is held against."""
    if quantity.form != "share":
        for group in (*_of_two_lines(focus, found), *_of_two_groups(focus, found)):
            if _turned_right(quantity, group.figures[0], group.figures[1]):
                yield group
    yield from _beside_cited(siblings, found)
    yield from _of_totals(focus, quantity, siblings, found)


def _of_totals(focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], found: Statements) -> Iterator[Group]:
    """A cell of a row that the claim names, in its column's total or in the cell of it that the claim cites."""
    if quantity.form != "share" and quantity.kind != "percent":
        return
    columns: dict[tuple[int, str], list[Cell]] = defaultdict(list)
    for view, figure in cells(found):
        if figure.kind in ("count", "number", "currency", "measure") and (figure.value or 0) > 0:
            columns[(view.passage.table, view.passage.column)].append((view, figure))
    meant = _meant(focus, {column: {"": line[0]} for (_, column), line in columns.items()})
    for (_, column), line in columns.items():
        parts = [cell for cell in line if _names(focus, cell[0].passage.row)]
        wholes = [cell for cell in line if {*cell[0].passage.row.lower().split()} & TOTAL]
        cited = [cell for cell in line if any(_is_cell(s, cell[1]) and telling(s) >= FIRM for s in siblings)]
        if len(parts) != 1 or not (cited or (len(wholes) == 1 and column in meant)):
            continue
        (view, part), (other, whole) = parts[0], (cited or wholes)[0]
        if part is not whole and likeness(part) == likeness(whole) and (part.value or 0) < (whole.value or 0):
            yield Group(view, part, (part, whole), "share", sure=True, other=other)


def _turned_right(quantity: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether what the claim speaks of is the larger one where it says so, or the smaller one."""
    one, two = ((figure.value or 0) * figure.factor for figure in (first, second))
    down = quantity.direction == "down" or (quantity.kind == "multiple" and (quantity.value or 1) < 1)
    up = quantity.direction == "up" or (quantity.kind == "multiple" and not down)
    return one < two if down else one > two if up else one != two


def _of_two_lines(focus: Focus, found: Statements) -> Iterator[Group]:
    """Two cells of one column in the only two rows that a claim names, and of one row in two such columns."""
    tables: dict[int, list[Cell]] = defaultdict(list)
    for view, figure in cells(found):
        tables[view.passage.table].append((view, figure))
    for table in tables.values():
        yield from _across(focus, table, lambda view: view.passage.row, lambda view: view.passage.column)
        yield from _across(focus, table, lambda view: view.passage.column, lambda view: view.passage.row)


def _across(
    focus: Focus, table: Sequence[Cell], line: Callable[[View], str], other: Callable[[View], str]
) -> Iterator[Group]:
    named = [label for label in dict.fromkeys(line(view) for view, _ in table) if _names(focus, label)]
    if len(named) != 2:
        return
    one, two = sorted(named, key=lambda label: _place(focus, _stems(label)))
    places: dict[str, dict[str, Cell]] = defaultdict(dict)
    for view, figure in table:
        if line(view) in named:
            places[other(view)].setdefault(line(view), (view, figure))
    both = {label: pair for label, pair in places.items() if len(pair) == 2}
    for label in _meant(focus, both):
        first, second = both[label][one], both[label][two]
        if _stems(one) == _stems(two) and first[1].when < second[1].when:
            first, second = second, first  # of two times the later one is spoken of
        if likeness(first[1]) == likeness(second[1]):
            yield Group(first[0], first[1], (first[1], second[1]), sure=True, other=second[0])


def _meant(focus: Focus, both: dict[str, dict[str, Cell]]) -> list[str]:
    """The columns that a claim means: those that it says most of, of several times the last one."""
    if not both:
        return []
    said = {label: len(_stems(label) & focus.weights.keys()) for label in both}
    best = [label for label in both if said[label] == max(said.values())]
    times = {label: next(iter(both[label].values()))[1].when for label in best}
    if all(times.values()):
        return [max(best, key=lambda label: times[label])]
    return best if len(best) == 1 else []


def _names(focus: Focus, label: str) -> bool:
    """Whether a claim says every word of a label that is no sum's, brackets left out ("Large (250 or more)")."""
    stems = _stems(label)
    return bool(stems) and stems <= focus.weights.keys() and not {*label.lower().split()} & TOTAL


def _stems(label: str) -> frozenset[str]:
    return frozenset(term.stem for term in terms(_BRACKET.sub(" ", label)))


def _place(focus: Focus, stems: frozenset[str]) -> int:
    """Where the claim's sentence first says any of them."""
    return min((focus.order.index(stem) for stem in stems if stem in focus.order), default=len(focus.order))


def _of_two_groups(focus: Focus, found: Statements) -> Iterator[Group]:
    """Two figures of a passage whose groups the claim names: "Germany with 5.8 million …, the Netherlands (3.1)"."""
    for view, quantities in found:
        if view.passage.table:
            continue
        kinds: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
        for figure in usable(quantities):
            kinds[likeness(figure)].append(figure)
        for alike in kinds.values():
            if not 1 < len(alike) <= _MOST:
                continue
            groups = [qualifier_of(view.passage.text, alike, n) for n in range(len(alike))]
            for m, n in combinations(range(len(alike)), 2):
                one = (groups[m] - groups[n]) & focus.weights.keys()
                two = (groups[n] - groups[m]) & focus.weights.keys()
                if one and two:
                    pair = (m, n) if _place(focus, one) <= _place(focus, two) else (n, m)
                    yield Group(view, alike[pair[0]], (alike[pair[0]], alike[pair[1]]), sure=True)


def _beside_cited(siblings: Sequence[Quantity], found: Statements) -> Iterator[Group]:
    """A figure that the claim cites, with each of its kind that stands beside it."""
    cited = [q for q in siblings if q.kind not in ("date", "ordinal") and telling(q) >= FIRM and q.value is not None]
    for at, (view, quantities) in enumerate(found):
        if view.passage.table:
            continue
        for figure in usable(quantities):
            if not any(_is(sibling, figure) for sibling in cited):
                continue
            for near in range(max(0, at - _NEAR), min(len(found), at + _NEAR + 1)):
                other = found[near][0]
                if other.passage.table or other.passage.paragraph != view.passage.paragraph:
                    continue
                for beside in usable(found[near][1]):
                    if beside is not figure and likeness(beside) == likeness(figure):
                        yield Group(
                            view, figure, (beside, figure), sure=True, other=other if other is not view else None
                        )


def _is_cell(sibling: Quantity, figure: Quantity) -> bool:
    """Whether a cell gives a figure that the claim cites; a bare one may be of its currency, in the table's scale."""
    if _is(sibling, figure):
        return True
    if sibling.kind != "currency" or figure.kind not in ("count", "number") or not figure.value:
        return False
    return any(figure.value * scale == sibling.value for scale in TABLE_SCALES)


def _is(sibling: Quantity, figure: Quantity) -> bool:
    return likeness(sibling) == likeness(figure) and same_amount(sibling, figure)
