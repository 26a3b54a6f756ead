"""Tables of a page → rows with statements: caption, row header, column header, cell.

Header cells are found as HTML says (th, thead, scope); where a table marks none, the first row is the header if it
holds no figure and later rows do. Spans are repeated into every cell that they cover (WHATWG HTML, 4.9.12).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from claimcheck.model.source import PassageRole
from claimcheck.readers.assemble import Block, Statement
from claimcheck.readers.html_inline import inline_text

MOST_CELLS = 50_000
MOST_COLUMNS = 200
_LONGEST_CELL = 2_000
_UNITS = frozenset({"unit", "units"})
"""Headers of a column that says in what its rows are measured."""


@dataclass(slots=True)
class Cell:
    text: str
    header: bool


@dataclass(slots=True)
class Grid:
    """Rows of cells with spans filled in; ``own`` are the rows' own texts, every cell once."""

    caption: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    own: list[list[str]] = field(default_factory=list)
    head: int = 0
    """How many leading rows are column headers."""
    label: int = -1
    """The column that labels the rows: the second one where the first only numbers them; -1: not looked for yet."""


def is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data rather than the layout of the page."""
    if (table.get("role") or "") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    if any(table.find(f".//{tag}") is not None for tag in ("h1", "h2", "form", "ul", "article")):
        return False
    if table.find(".//th") is not None or table.find("./caption") is not None:
        return True
    rows = list(table.iter("tr"))[:50]
    widths = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in rows]
    if len(rows) < 2 or max(widths, default=0) < 2:
        return False
    lengths = [len(inline_text(cell)) for row in rows for cell in row if cell.tag == "td"]
    return bool(lengths) and max(lengths) < 400 and sum(lengths) < 90 * len(lengths)


def read_grid(table: etree._Element) -> Grid:
    """The grid of a data table, bounded in columns and cells."""
    grid = Grid()
    pending: dict[int, tuple[int, Cell]] = {}
    cells = 0
    leading = True
    for element in table.iter("caption", "tr"):
        if element.tag == "caption":
            grid.caption = grid.caption or inline_text(element)
            continue
        row, own, pending = _read_row(element, pending)
        cells += len(row)
        if not own:
            continue
        parent = element.getparent()
        is_head = (parent is not None and parent.tag == "thead") or all(cell.header for cell in row)
        leading = leading and is_head
        if leading:
            grid.head += 1
        grid.rows.append(row)
        grid.own.append(own)
        if cells > MOST_CELLS:
            break
    if grid.head >= len(grid.rows):
        grid.head = 0
    if grid.head == 0 and _first_row_heads(grid.rows):
        grid.head = 1
    return grid


def _read_row(
    element: etree._Element, pending: dict[int, tuple[int, Cell]]
) -> tuple[list[Cell], list[str], dict[int, tuple[int, Cell]]]:
    """One row, with the cells that reach down from above; and what reaches further down."""
    row: list[Cell] = []
    own: list[str] = []
    below: dict[int, tuple[int, Cell]] = {}

    def fill_from_above() -> None:
        while len(row) in pending:
            left, cell = pending.pop(len(row))
            if left > 1:
                below[len(row)] = (left - 1, cell)
            row.append(cell)

    pending = dict(pending)
    for child in element:
        if child.tag not in ("td", "th"):
            continue
        fill_from_above()
        cell = Cell(inline_text(child)[:_LONGEST_CELL], child.tag == "th")
        if cell.text:
            own.append(cell.text)
        down = _span(child.get("rowspan"))
        for _ in range(_span(child.get("colspan"))):
            if len(row) >= MOST_COLUMNS:
                break
            if down > 1:
                below[len(row)] = (down - 1, cell)
            row.append(cell)
    fill_from_above()
    return row, own, below


def _span(value: str | None) -> int:
    text = (value or "1").strip()
    return min(max(int(text), 1), MOST_COLUMNS) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _first_row_heads(rows: list[list[Cell]]) -> bool:
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = [cell.text for cell in rows[0]]
    return not any(is_value(text) for text in first[1:]) and any(is_value(c.text) for row in rows[1:] for c in row[1:])


def is_value(text: str) -> bool:
    """Mostly a figure ("1,240", "12.5 %"), not a year that heads a column."""
    digits = sum(c.isdigit() for c in text)
    bare = text.strip()
    return digits > 0 and not (len(bare) == 4 and bare.isdigit() and bare[:2] in ("18", "19", "20"))


def table_blocks(grid: Grid, number: int, heading: str, role: PassageRole = "table") -> list[Block]:
    """Caption, header rows and data rows of table ``number`` (from 1) as blocks."""
    name = f"table {number}"
    blocks = [Block(grid.caption, "caption" if role == "table" else role, name, heading)] if grid.caption else []
    for index, (row, own) in enumerate(zip(grid.rows, grid.own, strict=True)):
        text = "\t".join(own)
        if index < grid.head:
            blocks.append(Block(text, role, name, heading, (Statement(" ".join(own), name),), table=number))
            continue
        place = f"{name}, row {index - grid.head + 1}"
        blocks.append(Block(text, role, place, heading, row_statements(grid, row, place), table=number))
    return blocks


def row_statements(grid: Grid, row: list[Cell], place: str) -> tuple[Statement, ...]:
    """One statement a value of the row; one for the whole row where it has a single value or no header."""
    headers = _column_headers(grid, len(row))
    at = label_column(grid) if len(row) > 1 else 0
    keyed = bool(row) and (row[at].header or not is_value(row[at].text) or len(row) > 2)
    key = row[at].text if keyed and len(row) > 1 else ""
    units = [column for column, head in enumerate(headers) if key and column and head.strip().lower() in _UNITS]
    key += "".join(f" ({row[column].text})" for column in units[:1] if row[column].text)
    values = [
        (column, cell)
        for column, cell in enumerate(row)
        if cell.text and not (key and column == at) and column not in units
    ]
    values = [pair for position, pair in enumerate(values) if position == 0 or pair[1] is not values[position - 1][1]]
    lead = "".join(f"{part}: " for part in (grid.caption, key) if part)
    if not values:
        return (Statement(lead.removesuffix(": "), place),)
    if not any(headers[column] for column, _ in values):
        return (Statement(lead + ", ".join(cell.text for _, cell in values), place, len(lead), key),)
    heads = [f"{lead}{headers[column]} " if headers[column] else lead for column, _ in values]
    places = [place] if len(values) == 1 else [f"{place}, column {column + 1}" for column, _ in values]
    return tuple(
        Statement(head + cell.text, where, len(head), key, headers[column])
        for head, (column, cell), where in zip(heads, values, places, strict=True)
    )


def label_column(grid: Grid) -> int:
    """The column that labels the rows of a table: 1 where the first one only counts them ("Rank 1, 2, 3"), else 0."""
    if grid.label < 0:
        rows = [row for row in grid.rows[grid.head :] if len(row) > 1 and row[0].text]
        numbers = [row[0].text.strip().rstrip(".") for row in rows]
        counted = len(rows) > 1 and numbers == [str(n + 1) for n in range(len(rows))]
        grid.label = int(counted and not any(is_value(row[1].text) for row in rows))
    return grid.label


def _column_headers(grid: Grid, width: int) -> list[str]:
    headers: list[str] = []
    for column in range(width):
        parts: list[str] = []
        for row in grid.rows[: grid.head]:
            text = row[column].text if column < len(row) else ""
            if text and text not in parts:
                parts.append(text)
        headers.append(", ".join(parts))
    return headers
