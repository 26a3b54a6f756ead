"""Tables: each row one sentence whose cells name their column."""

from __future__ import annotations

import re

from claimcheck.model.document import Cell
from claimcheck.model.text import Span
from claimcheck.paper.mapped import Clean, Raw, raw_of
from claimcheck.paper.markdown.blocks import Block, Place
from claimcheck.paper.markdown.inline import Found, Setting, read_inline
from claimcheck.paper.tabular import Rows, row_texts

_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b[^<>]*>", re.IGNORECASE)
_CELL_END = re.compile(r"</?t[dhr]\b|</?tbody\b|</?thead\b", re.IGNORECASE)


def pipe_rows(source: str, block: Block) -> list[list[Place]]:
    """The places of the cells of each row, the header row first."""
    return [_pipe_cells(source, start, end) for start, end in block.lines]


def _pipe_cells(source: str, start: int, end: int) -> list[Place]:
    while start < end and source[start] in " \t":
        start += 1
    while end > start and source[end - 1] in " \t":
        end -= 1
    if start < end and source[start] == "|":
        start += 1
    if end - 1 > start and source[end - 1] == "|" and source[end - 2] != "\\":
        end -= 1
    cells: list[Place] = []
    begin = start
    for match in re.compile(r"\\.|\|").finditer(source, start, end):
        if match.group() == "|":
            cells.append((begin, match.start()))
            begin = match.end()
    cells.append((begin, end))
    return cells


def html_rows(source: str, block: Block) -> list[list[Place]]:
    start, end = block.lines[0]
    rows = [match.end() for match in _ROW.finditer(source, start, end)]
    result: list[list[Place]] = []
    for begin, stop in zip(rows, [*rows[1:], end], strict=True):
        cells: list[Place] = []
        for cell in _CELL.finditer(source, begin, stop):
            close = _CELL_END.search(source, cell.end(), stop)
            cells.append((cell.end(), close.start() if close else stop))
        result.append(cells)
    return result


def read_table(source: str, block: Block, setting: Setting, found: Found) -> tuple[list[Clean], Rows]:
    """Each row but the first as a text: "Country: Italy; Stations: 54"; and the cells of all rows.

    What names the columns isn't mapped to the file.
    """
    places = html_rows(source, block) if block.kind == "html-table" else pipe_rows(source, block)
    if not places:
        return [], ()
    read = [[(_cell(source, place, setting, found), place) for place in row] for row in places]
    texts = row_texts([[cell for cell, _ in row] for row in read])
    return texts, tuple(tuple(Cell(cell.text, _stripped(source, place)) for cell, place in row) for row in read)


def _cell(source: str, place: Place, setting: Setting, found: Found) -> Clean:
    raw: Raw = raw_of(source, [place])
    return read_inline(raw, setting, found)


def _stripped(source: str, place: Place) -> Span:
    """A cell's place without the white space around its words."""
    start, end = place
    text = source[start:end]
    if not text.strip():
        return Span(start, end)
    return Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
