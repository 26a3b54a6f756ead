"""Tables drawn with bars in plain text and Markdown ("| Net income | 89,411 | 115,921 |") → rows with statements.

Such tables have no spans: a row of the head with fewer cells than the body stands over several columns each. Signs that
stand in a cell of their own ("$", "%", ")") belong to the figure beside them. Several tables may stand with no line
between them: a row of years or words alone, behind rows of figures, is the head of another one. A row with a label
alone names the section that the rows behind it are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimcheck.readers.assemble import Block, Statement, fold
from claimcheck.readers.html_tables import MOST_COLUMNS, Cell, Grid, is_value, row_statements

_RULE = re.compile(r"[\s|:+-]+")
_BEFORE = re.compile(r"[$€£¥₺(]+")
_BEHIND = re.compile(r"[%)]+")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{_MONTHS})\b")
_NOTHING = re.compile(r"[-–—]+")
"""What a cell without a figure holds."""
_BULLET = re.compile(r"[•●○▪■·◦*–—-]|\(?[0-9a-z]{1,3}[.)]")
_GLUED_MONTH = re.compile(rf"(?<=[a-z0-9])(?=(?:{_MONTHS})\b)")
_GLUED_YEAR = re.compile(rf"\b({_MONTHS}) (\d{{1,2}}),? ?(?=(?:19|20)\d\d\b)")
"""A line that ended within a cell leaves no blank: "Three Months EndedMarch 312024"."""
_FEWEST = 2
"""Rows that make a table."""
_LONGEST_SECTION = 120
"""Code points of a label that may name a section."""
_LONGEST_CELL = 300
"""Code points of a cell from which it holds paragraphs, not what a row or a column is of."""
_TOTAL = re.compile(r"(?:sub)?total\b", re.IGNORECASE)

Row = tuple[str, list[str]]
"""A row as drawn, and its cells."""


def is_row(line: str) -> bool:
    """Whether a line is drawn as a row of a table."""
    return len(line) > 2 and line.startswith("|") and line.endswith("|")


def pipe_table(lines: Sequence[str], number: int, heading: str) -> list[Block]:
    """The rows of table ``number`` as blocks, their text as written; plain lines where they make no table."""
    rows = [(line, _cells(line)) for line in map(fold, lines) if not _RULE.fullmatch(line)]
    rows = [(line, cells) for line, cells in rows if cells]
    if len(rows) < _FEWEST or max((len(cells) for _, cells in rows), default=0) < 2 or _is_list(rows):
        return [Block(line, heading=heading) for line, _ in rows]
    blocks: list[Block] = []
    done = 0
    for part in _parts(rows):
        blocks.extend(_table(part, number, heading, done))
        done = len(blocks)
    return blocks


def _is_list(rows: Sequence[Row]) -> bool:
    """Whether the table only sets bullets before paragraphs."""
    return all(len(cells) <= 2 and (len(cells) == 1 or _BULLET.fullmatch(cells[0])) for _, cells in rows)


def _parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The tables that are drawn one right below the other: each begins with a head of its own."""
    begin = 0
    figures = False
    at = 0
    while at < len(rows):
        if _holds_data(rows[at][1]):
            figures = True
            at += 1
            continue
        end = at
        while end < len(rows) and not _holds_data(rows[end][1]):
            end += 1
        heads = [n for n in range(at, end) if _is_head(rows[n][1])]
        if figures and heads and end < len(rows):
            start = heads[0]
            yield rows[begin:start]
            begin, figures = start, False
        at = end
    yield rows[begin:]


def _is_head(cells: Sequence[str]) -> bool:
    """Whether a row that holds no figure heads columns: it has dates, or several cells of words."""
    own = [cell for cell in cells[1:] if cell and not _NOTHING.fullmatch(cell)]
    if not own:
        return bool(not cells[0]) or bool(_DATE.search(cells[0]) and cells[0].rstrip(",").endswith(_DIGITS))
    return len(own) > 1 or bool(_DATE.search(own[0]))


_DIGITS = tuple("0123456789")


def _table(rows: Sequence[Row], number: int, heading: str, done: int) -> list[Block]:
    """The blocks of one table, ``done`` rows of the same number before it."""
    head = next((n for n, (_, cells) in enumerate(rows) if _holds_data(cells)), len(rows) - 1)
    while head > 1 and len(rows[head - 1][1]) == 1 and not any(map(str.isdigit, rows[head - 1][1][0])):
        head -= 1  # the name of the first section
    width = max(len(_labelled(cells)) for _, cells in rows)
    grid = Grid(head=head)
    grid.rows = [
        [Cell(_mended(text), True) for text in _spread(cells, width)]
        if index < head
        else [Cell(text, False) for text in _labelled(cells)]
        for index, (_, cells) in enumerate(rows)
    ]
    blocks = []
    section = ""
    for index, ((line, _), row) in enumerate(zip(rows, grid.rows, strict=True)):
        if index < head:
            place = f"table {number}"
            if any(len(cell.text) > _LONGEST_CELL for cell in row):
                blocks.append(Block(line, heading=heading))
                continue
            statements = _times(grid, place, width) if index == head - 1 else ()
            blocks.append(Block(line, "table", place, heading, statements, table=number))
            continue
        place = f"table {number}, row {done + index - head + 1}"
        if any(len(cell.text) > _LONGEST_CELL for cell in row):
            blocks.append(Block(line, heading=heading))
            continue
        label = row[0].text
        if len([cell for cell in row if cell.text]) == 1 and label and len(label) <= _LONGEST_SECTION:
            section = label.rstrip(": ")
        statements = row_statements(grid, row, place) if len(row) > 1 else ()
        statements = tuple(_within(section, statement) for statement in statements)
        section = "" if _TOTAL.match(label) else section
        blocks.append(Block(line, "table", place, heading, statements, table=number))
    return blocks


def _times(grid: Grid, place: str, width: int) -> tuple[Statement, ...]:
    """What the rows of a head say together: "December 31," over "2023" and "2022" are two days."""
    columns: list[str] = []
    for column in range(width):
        over = [row[column].text for row in grid.rows[: grid.head] if column < len(row) and row[column].text]
        text = " ".join(dict.fromkeys(over))
        if text and text not in columns:
            columns.append(text)
    return (Statement("; ".join(columns), place),) if columns else ()


def _within(section: str, statement: Statement) -> Statement:
    """A statement led in by the name of its section, where it doesn't say it itself."""
    if not section or not statement.row or section == statement.row:
        return statement
    lead = f"{section}: "
    return replace(statement, text=lead + statement.text, value_at=statement.value_at + len(lead))


def _holds_data(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and any(is_value(cell) and not _DATE.search(cell) for cell in cells[1:])


def _labelled(cells: list[str]) -> list[str]:
    """The cells of a row of figures, an empty first one left out where the label stands in the second."""
    if len(cells) > 2 and not cells[0] and cells[1][:1].isalpha() and not _DATE.search(cells[1]):
        return cells[1:]
    return cells


def _mended(text: str) -> str:
    """The text of a head's cell with the blanks that line ends left out, and without the comma of a date cut in two."""
    return _GLUED_YEAR.sub(r"\1 \2, ", _GLUED_MONTH.sub(" ", text)).rstrip(" ,")


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
