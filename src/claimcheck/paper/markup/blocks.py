"""What HTML and JATS have in common above the paragraph: tables, and turning elements into pieces."""

from __future__ import annotations

from claimcheck.paper.mapped import Clean
from claimcheck.paper.markup.inline import Inline
from claimcheck.paper.markup.tree import Node
from claimcheck.paper.pieces import Piece

_MOST_SPAN = 50


def table_piece(table: Node, inline: Inline) -> Piece | None:
    """A table with its cells; None where it has fewer than two columns or rows, and lays out text."""
    rows: list[tuple[Clean, ...]] = []
    for row in _rows(table):
        cells: list[Clean] = []
        for cell in row.nodes:
            if cell.tag not in ("td", "th"):
                continue
            cells.append(inline.read(*cell.children))
            span = cell.get("colspan")
            cells += [Clean()] * (min(int(span), _MOST_SPAN) - 1 if span.isdigit() else 0)
        if any(cell.text for cell in cells):
            rows.append(tuple(cells))
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return None
    return Piece("table", rows=tuple(rows), span=table.span)


def _rows(table: Node) -> list[Node]:
    """The rows of a table, not those of tables inside it."""
    found: list[Node] = []
    stack = list(table.nodes)
    while stack:
        node = stack.pop(0)
        if node.tag == "tr":
            found.append(node)
        elif node.tag in ("thead", "tbody", "tfoot", "tgroup"):
            stack = [*node.nodes, *stack]
    return found
