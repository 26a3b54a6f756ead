"""The lines of a PDF in reading order → headings, paragraphs, notes, captions, tables, entries of the reference list.

Decided by place and size: what is larger than the text is a heading, what is smaller at the foot of its column and
begins with a figure is a note, what stands further left than most lines of the reference list begins an entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from claimcheck.paper.markdown.headings import opens_notes, opens_references
from claimcheck.paper.raised import plain
from claimcheck.readers.html_tables import has_figure
from claimcheck.readers.pdf_blocks import table_at
from claimcheck.readers.pdf_layout import Line, line_pitch

BlockKind = Literal["title", "heading", "para", "item", "caption", "table", "note", "listed"]
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|box|graph|tabelle|abbildung|abb\.|tableau|tabla|gráfico|tabella|tabela|tablo|şekil)"
    r"\s?[\dA-Z][\d.\-A-Za-z]{0,5}\s?[.:–—|]",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,6}\.|[A-H]\.?)\s+[^\W\d_]")
_BULLET = re.compile(r"(?:[•▪●◦‣■]|[-*–](?=\s))\s*\S|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S")
_NOTE = re.compile(
    r"(?P<raised>[⁰¹²³⁴-⁹]{1,4})\s*(?=\S)|(?P<plain>\d{1,3})[.)]?\s+(?=[^\W\d_]|[“\"'‘(])|(?P<sign>[*†‡§¶]{1,3})\s*(?=\w)"
)
_ENTRY = re.compile(r"\s*(?:\[(?P<square>\d{1,4})\]|(?P<plain>\d{1,3})[.)])(?:\s+|(?=[^\W\d_]))")
_ABSTRACT = re.compile(r"(?:abstract|summary|zusammenfassung|résumé|resumen)\W*$", re.IGNORECASE)
_STOPS = '.!?:;。！？…"”’)'


@dataclass(slots=True)
class Block:
    """Lines that belong together."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    label: str = ""
    gap: bool = False
    """Whether a page, a column or something else that cuts a paragraph ends right before it."""


class PdfBlocks:
    """Gathers the lines of all pages."""

    def __init__(self, size: float) -> None:
        self.size = size
        """Of most of the text, in points."""
        self.done: list[Block] = []
        self._open: Block | None = None
        self._note: Block | None = None
        self._foot = -1
        """The column of this page whose notes have begun below the reference list."""
        self._list = False
        """Within the reference list."""
        self._list_level = 0
        self._endnotes = False
        self._gap = False
        self._pitch = 0.0
        self._edges: dict[int, float] = {}
        self._lefts: dict[int, float] = {}
        self._sizes: list[float] = []
        self._titled = False
        self._raised = False
        """Whether notes begin with a raised figure here."""

    def add_page(self, lines: Sequence[Line]) -> None:
        """The lines of one page, furniture among them."""
        body = [line for line in lines if not line.furniture]
        self._pitch = line_pitch(body)
        columns = {line.column for line in body}
        self._edges = {column: max(line.right for line in body if line.column == column) for column in columns}
        small = _small_print(body, self.size)
        previous: Line | None = None
        index = 0
        self._foot = -1
        while index < len(body):
            line = body[index]
            rows = 0 if self._list or id(line) in small else table_at(body, index)
            if id(line) in small and self._is_note(line):
                self._small(line)
            elif rows:
                self._close()
                self.done.append(Block("table", list(body[index : index + rows])))
                self._gap = True
                index += rows - 1
                previous = None
                index += 1
                continue
            else:
                self._line(line, previous, body[index + 1] if index + 1 < len(body) else None)
                previous = line
            index += 1
        self._gap = True

    def finish(self) -> list[Block]:
        self._close()
        return split_entries(self.done)

    def _is_note(self, line: Line) -> bool:
        """Whether a line of small print belongs to a note; below the reference list, where a raised figure says so."""
        if not self._list:
            return self._note is not None or _NOTE.match(line.text) is not None
        match = _NOTE.match(line.text)
        if match and match["raised"] and self._counts_on(plain(match["raised"])):
            self._foot = line.column
        return self._foot == line.column

    def _small(self, line: Line) -> None:
        """A line of small print at the foot of its column: a note begins, or goes on."""
        match = _NOTE.match(line.text)
        label = plain(match["raised"] or match["plain"] or match["sign"]) if match else ""
        if match and match["plain"] and self._raised and not self._counts_on(label):
            match = None  # a figure of the note's own
        self._raised = self._raised or bool(match and match["raised"])
        if match and self._follows(label):
            self._note = Block("note", [line], label=label)
            self.done.append(self._note)
        elif self._note is not None:
            self._note.lines.append(line)

    def _follows(self, label: str) -> bool:
        """Whether a figure at the head of a line of small print counts on from the note before."""
        if self._note is None or not label.isdecimal():
            return True
        last = self._note.label
        return not last.isdecimal() or int(label) == int(last) + 1 or int(label) == 1

    def _counts_on(self, label: str) -> bool:
        last = self._note.label if self._note is not None else "0"
        return last.isdecimal() and label.isdecimal() and int(label) == int(last) + 1

    def _line(self, line: Line, previous: Line | None, following: Line | None) -> None:
        if self._is_heading(line, previous, following):
            self._heading(line, previous)
            return
        if self._list:
            self._entry_line(line)
            return
        kind = self._kind(line)
        if self._open is None or self._begins(line, previous, kind):
            self._close()
            self._open = Block(kind, gap=self._gap)
            self._gap = kind == "caption"
        self._open.lines.append(line)

    def _entry_line(self, line: Line) -> None:
        if self._open is None:
            self._open = Block("listed")
        self._open.lines.append(line)

    def _kind(self, line: Line) -> BlockKind:
        if _CAPTION.match(line.text):
            return "caption"
        return "item" if _BULLET.match(line.text) else "para"

    def _begins(self, line: Line, previous: Line | None, kind: BlockKind) -> bool:
        current = self._open
        if current is None or kind in ("caption", "item"):
            return True
        last = current.lines[-1]
        if current.kind == "caption":
            return self._apart(line, previous) or _ended(last.text) or abs(line.size - last.size) > 0.5
        if abs(line.size - last.size) > 0.12 * max(line.size, 1):
            return True
        if previous is None or line.page != last.page or line.column != last.column:
            self._gap = self._gap or line.page != last.page or line.column != last.column
            return _ended(last.text) and not line.text[:1].islower()
        indent = line.left - last.left
        indented = 0.8 * line.size < indent < 6 * line.size and _ended(last.text)
        return indented or self._apart(line, previous)

    def _apart(self, line: Line, previous: Line | None) -> bool:
        """Whether a line stands further below the one before than lines of a paragraph do."""
        if previous is None or self._pitch <= 0 or previous.column != line.column or previous.page != line.page:
            return False
        return previous.bottom - line.bottom > 1.3 * self._pitch

    def _is_heading(self, line: Line, previous: Line | None, following: Line | None) -> bool:
        text = line.text
        if len(text) > 160 or not any(char.isalpha() for char in text) or text.endswith((",", ";", "-")):
            return False
        if opens_references(line.segments[0].text) and len(line.segments[0].text) < 40:
            return True  # beside a stray part of a formula, maybe
        if len(text) < 40 and (opens_notes(text) or _ABSTRACT.match(text)):
            return True
        if self._list and _ENTRY.match(text) and line.size < 1.12 * self.size:
            return False
        if line.size > 1.12 * self.size:
            return True
        if self._list:
            return False
        apart = previous is None or self._apart(line, previous) or previous.column != line.column
        fills = line.right > 0.93 * self._edges.get(line.column, line.right + 1)
        before = self._open.lines[-1].text if self._open else ""
        short = len(text) < 90 and not text.endswith((".", ":", ")")) and not fills and text.count(" ") < 10
        goes_on = following is not None and following.page == line.page and not following.text[:1].islower()
        named = bool(_NUMBERED.match(text)) or text[:1].isupper()
        return apart and short and goes_on and _ended(before) and named and not has_figure(text.lstrip("0123456789. "))

    def _heading(self, line: Line, previous: Line | None) -> None:
        """Lines of one size right below each other are one heading."""
        last = self.done[-1] if self.done and self._open is None else None
        near = previous is not None and previous.page == line.page and previous.bottom - line.bottom < 1.8 * line.size
        if last and last.kind in ("title", "heading") and near and abs(last.lines[-1].size - line.size) < 0.5:
            if not (opens_references(line.segments[0].text) or _NUMBERED.match(line.text)):
                last.lines.append(line)
                return
        self._close()
        first = not self._titled and line.page == 1 and all(block.kind != "para" for block in self.done)
        named = opens_references(line.segments[0].text) or _NUMBERED.match(line.text) or _ABSTRACT.match(line.text)
        if first and line.size > 1.12 * self.size and not named:
            self._titled = True
            self.done.append(Block("title", [line]))
            return
        level = self._level(line)
        self.done.append(Block("heading", [line], level=level))
        opens = opens_references(line.segments[0].text) or (self._list and level > self._list_level)
        self._list_level = level if opens and not self._list else self._list_level
        self._list = opens
        self._gap = False

    def _level(self, line: Line) -> int:
        """Larger headings stand above smaller ones."""
        size = round(line.size, 0)
        if size not in self._sizes:
            self._sizes.append(size)
        return 1 + sorted(self._sizes, reverse=True).index(size)

    def _close(self) -> None:
        if self._open is not None and self._open.lines:
            self.done.append(self._open)
        self._open = None


def _small_print(body: Sequence[Line], size: float) -> set[int]:
    """ids of the lines in small print at the foot of their column."""
    found: set[int] = set()
    closed: set[int] = set()
    for line in reversed(body):
        if line.column in closed or line.size >= 0.93 * size:
            closed.add(line.column)
        else:
            found.add(id(line))
    return found


def _ended(text: str) -> bool:
    return not text or text.rstrip()[-1:] in _STOPS or text.rstrip()[-1:] in "⁰¹²³⁴⁵⁶⁷⁸⁹"


def split_entries(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with each stretch of the reference list cut into its entries."""
    result: list[Block] = []
    for block in blocks:
        result.extend(_entries(block) if block.kind == "listed" else [block])
    return result


def _entries(block: Block) -> list[Block]:
    """By printed numbers that count up, else by lines that hang out to the left, else by wider gaps."""
    lines = block.lines
    heads = _counted(lines) or _hanging(lines) or _spaced(lines)
    entries: list[Block] = []
    for number, line in enumerate(lines):
        if number in heads or not entries:
            entries.append(Block("listed"))
        entries[-1].lines.append(line)
    return entries


def _counted(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that begin with 1, 2, 3 …; none where the list carries no numbers."""
    heads: set[int] = set()
    last = 0
    for index, line in enumerate(lines):
        match = _ENTRY.match(line.text)
        number = int(match["square"] or match["plain"]) if match else 0
        if match and (number == last + 1 or (match["square"] and last < number <= last + 3)):
            heads.add(index)
            last = number
    return heads if len(heads) >= 2 and 0 in heads else set()


def _hanging(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that begin further left than the following lines of their entry do."""
    lefts: dict[tuple[int, int], Counter[int]] = {}
    for line in lines:
        lefts.setdefault((line.page, line.column), Counter())[round(line.left)] += 1
    heads: set[int] = set()
    for index, line in enumerate(lines):
        least = min(lefts[line.page, line.column])
        if line.left - least < 4:
            heads.add(index)
    return heads if 2 <= len(heads) < 0.9 * len(lines) else set()


def _spaced(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that stand further below the one before than most do."""
    pitch = line_pitch(lines)
    heads = {0}
    for index in range(1, len(lines)):
        line, before = lines[index], lines[index - 1]
        same = line.page == before.page and line.column == before.column
        apart = before.bottom - line.bottom > 1.2 * pitch > 0 if same else _ended(before.text)
        if apart and (same or line.text[:1].isupper()):
            heads.add(index)
    return heads
