"""Figures in LaTeX papers: siunitx, formulas, tables."""

from __future__ import annotations

import re

from claimcheck.paper.formula import write_formula
from claimcheck.paper.latex.names import unit_of
from claimcheck.paper.latex.state import State
from claimcheck.paper.pieces import Piece
from claimcheck.paper.writer import Writer

_NUMBER = re.compile(r"[\s\d.,]+|[eE](?P<power>[-+]?\d+)|\\pm|\+-|x|[+-]|.", re.DOTALL)
_SUPERSCRIPTS = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")


class Figures(State):
    """Each method that reads a command returns where to go on."""

    def _do_num(self, name: str, end: int) -> int:
        """siunitx: ``\\num{12.3e4}``, ``\\SI{5}{\\kilo\\metre}``, ``\\SIrange{1}{2}{\\percent}``."""
        if option := self.source.option(end):
            end = option[2]
        for number in range(2 if "range" in name.lower() else 1):
            group = self.source.group(end)
            if group is None:
                return end
            if number:
                self.out.put("–")
            self._number(group[0], group[1])
            end = group[2]
        if name in ("num", "numrange"):
            return end
        if name == "ang":
            self.out.put("°")
            return end
        return self._do_unit("unit", end, glue=" ")

    _do_SI = _do_qty = _do_SIrange = _do_qtyrange = _do_numrange = _do_ang = _do_num  # noqa: N815 (siunitx's names)

    def _do_unit(self, _: str, end: int, glue: str = "") -> int:
        if option := self.source.option(end):
            end = option[2]
        group = self.source.group(end)
        if group is None:
            return end
        unit = unit_of(self.text[group[0] : group[1]])
        self.out.put(unit if unit in ("%", "°") else glue + unit)
        return group[2]

    _do_si = _do_unit

    def _number(self, start: int, end: int) -> None:
        for match in _NUMBER.finditer(self.text, start, end):
            if match["power"]:
                self.out.put(" × 10" + match["power"].lstrip("+").translate(_SUPERSCRIPTS))
            elif match.group() in ("\\pm", "+-"):
                self.out.put(" ± ")
            elif match.group() not in ("\\", "{", "}"):
                self.out.verbatim(match.group(), match.start())

    def _do_percent(self, _: str, end: int) -> int:
        self.out.put("%")
        return self._behind_name(end)

    def _do_ensuremath(self, _: str, end: int) -> int:
        group = self.source.group(end)
        if group is None:
            return end
        write_formula(self.out, self.text[group[0] : group[1]], group[0], dollars=False)
        return group[2]

    def math(self, start: int, opener: str) -> int:
        """A formula: in the line as Markdown's are read, on lines of its own it is left out."""
        closer = {"\\(": "\\)", "\\[": "\\]"}.get(opener, opener)
        close = self.source.find(closer, start + len(opener))
        paragraph = self.source.find("\n\n", start)
        while closer == "$" and close > 0 and self.text[close - 1] == "\\":
            close = self.source.find(closer, close + 1)
        if close < 0 or (0 <= paragraph < close and len(opener) == 1) or close - start > 20_000:
            return start + len(opener)
        if opener in ("$$", "\\["):
            self.out.space()
        else:
            write_formula(self.out, self.text[start + len(opener) : close], start + len(opener), dollars=opener == "$")
        return close + len(closer)

    def open_table(self) -> None:
        self.tables.append([[]])
        self.writers.append(Writer())

    def next_cell(self) -> None:
        """``&``: a cell ends."""
        if not self.tables or len(self.writers) < 2:
            self.out.space()
            return
        self.tables[-1][-1].append(self.writers.pop().clean())
        self.writers.append(Writer())

    def next_row(self) -> None:
        self.next_cell()
        self.tables[-1].append([])

    def _do_endfirsthead(self, _: str, end: int) -> int:
        """longtable: the head of the first page stands above, that of the following pages below."""
        close = self.source.find("\\endhead", end)
        return close if close >= 0 else end

    def close_table(self) -> None:
        if not self.tables:
            return
        self.next_cell()
        if len(self.writers) > 1:
            self.writers.pop()
        rows = tuple(tuple(row) for row in self.tables.pop() if any(cell.text for cell in row))
        if rows and not self.tables:
            self.pieces.append(Piece("table", rows=rows))
