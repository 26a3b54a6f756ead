"""Tables drawn with bars in plain text and Markdown ("| Net income | 89,411 | 115,921 |") → rows with statements.

Such tables have no spans: a row of the head with fewer cells than the body stands over several columns each. Signs that
stand in a cell of their own ("$", "%", ")") belong to the figure beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.readers.assemble import Block, fold
from claimcheck.readers.html_tables import MOST_COLUMNS, Cell, Grid, is_value, row_statements

_RULE = re.compile(r"[\s|:+-]+")
_BEFORE = re.compile(r"[$€£¥₺(]+")
_BEHIND = re.compile(r"[%)]+")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_FEWEST = 2
"""Rows that make a table."""


def is_row(line: str) -> bool:
    """Whether a line is drawn as a row of a table."""
    return len(line) > 2 and line.startswith("|") and line.endswith("|")


def pipe_table(lines: Sequence[str], number: int, heading: str) -> list[Block]:
    """The rows of table ``number`` as blocks, their text as written; plain lines where they make no table."""
    rows = [(line, _cells(line)) for line in map(fold, lines) if not _RULE.fullmatch(line)]
    rows = [(line, cells) for line, cells in rows if cells]
    width = max((len(cells) for _, cells in rows), default=0)
    if len(rows) < _FEWEST or width < 2:
        return [Block(line, heading=heading) for line, _ in rows]
    head = next((n for n, (_, cells) in enumerate(rows) if _holds_data(cells)), len(rows) - 1)
    while head > 1 and len(rows[head - 1][1]) == 1 and not any(map(str.isdigit, rows[head - 1][1][0])):
        head -= 1  # the name of the first section
    grid = Grid(head=head)
    grid.rows = [
        [Cell(text, index < head) for text in (_spread(cells, width) if index < head else cells)]
        for index, (_, cells) in enumerate(rows)
    ]
    blocks = []
    for index, ((line, _), row) in enumerate(zip(rows, grid.rows, strict=True)):
        place = f"table {number}" if index < head else f"table {number}, row {index - head + 1}"
        statements = row_statements(grid, row, place) if index >= head and len(row) > 1 else ()
        blocks.append(Block(line, "table", place, heading, statements, table=number))
    return blocks


def _holds_data(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and any(is_value(cell) and not _DATE.search(cell) for cell in cells[1:])


def _cells(line: str) -> list[str]:
    """The cells of a row, signs joined to their figures, empty ones dropped behind the first."""
    cells: list[str] = []
    sign = ""
    for n, cell in enumerate(part.strip() for part in line.strip("|").split("|")[: 4 * MOST_COLUMNS]):
        if _BEFORE.fullmatch(cell):
            sign = cell
        elif cells and _BEHIND.fullmatch(cell):
            cells[-1] += cell
        elif cell or n == 0:
            cells.append(sign + cell)
            sign = ""
    return cells[:MOST_COLUMNS] if any(cells) else []


def _spread(cells: Sequence[str], width: int) -> list[str]:
    """The cells of a head's row, one for each column of the body: each stands over as many as its share."""
    if len(cells) == width:
        return list(cells)
    own = [cell for cell in cells if cell]
    labelled = len(own) > 1 and (width - 1) % len(own) != 0 and (width - 1) % (len(own) - 1) == 0
    label, over = (own[0], own[1:]) if labelled else ("", own)
    each = max(1, (width - 1) // len(over)) if over else 1
    spread = [text for text in over for _ in range(each)]
    return ([label, *spread] + [over[-1] if over else ""] * width)[:width]
