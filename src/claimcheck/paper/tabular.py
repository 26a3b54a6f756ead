"""Tables of any format: each row a text that names its columns, and the cells."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.document import Cell
from claimcheck.model.text import Span
from claimcheck.paper.mapped import Clean, join

Rows = tuple[tuple[Cell, ...], ...]
_LONGEST_NAME = 200


def row_texts(rows: Sequence[Sequence[Clean]]) -> list[Clean]:
    """Each row but the first as a text: "Country: Italy; Stations: 54". What names the columns isn't mapped."""
    if not rows:
        return []
    header = [cell.text for cell in rows[0]]
    texts: list[Clean] = []
    for row in rows[1:]:
        parts: list[tuple[Clean, str, int]] = []
        for column, cell in enumerate(row):
            if not cell.text:
                continue
            name = header[column][:_LONGEST_NAME] if column < len(header) else ""
            glue = "; " if parts else ""
            parts.append((cell, f"{glue}{name}: " if name else glue, 0))
        if parts:
            texts.append(join(parts))
    return texts


def cells_of(rows: Sequence[Sequence[Clean]], at: int) -> Rows:
    """The cells of a table; one without words stands at ``at``."""
    return tuple(tuple(Cell(cell.text, cell.place() or Span(at, at)) for cell in row) for row in rows)
