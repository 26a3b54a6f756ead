"""What the readers of both word processors share: the text as it grows, paragraph by paragraph, and its pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from claimcheck.model.document import Part
from claimcheck.model.reference import Reference
from claimcheck.model.text import Span
from claimcheck.paper.bounds import within_bounds
from claimcheck.paper.mapped import Clean
from claimcheck.paper.markdown.headings import opens_references
from claimcheck.paper.markup.tree import Node
from claimcheck.paper.office.csl import FieldCite
from claimcheck.paper.pieces import Kind, Piece
from claimcheck.paper.printed import SUBJECT
from claimcheck.paper.raised import raised
from claimcheck.paper.writer import Writer

_ROLES: dict[Kind, re.Pattern[str]] = {
    "title": re.compile(r"(?:title|titel|titre|título|article title|paper title)$"),
    "byline": re.compile(r"(?:sub ?title|untertitel|authors?|date|affiliations?|institution|byline|correspondence)\b"),
    "abstract": re.compile(r"abstract(?! ?title)|zusammenfassung|résumé"),
    "caption": re.compile(r".*caption|beschriftung|légende|figure ?title|table ?title|table$"),
    "quote": re.compile(r"(?:intense )?quote|quotations?|block ?text|zitat|citation$"),
    "listed": re.compile(r"bibliograph|endnote bibl|references?(?! ?heading)|literaturverzeichnis|reference list"),
}
_SKIPPED = re.compile(
    r"toc\b|toc ?\d|table of (?:contents|figures)|contents|source ?code|header|footer|verbatim|preformatted"
)
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|nagłówek|başlık)[ _]?(\d)")


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style makes of it."""

    kind: Kind = "para"
    level: int = 0
    skipped: bool = False


def style_of(name: str, level: int = 0) -> Style:
    """By a style's name; ``level`` is the outline level that it states, 0 for none."""
    name = name.casefold().strip()
    if match := _HEADING.match(name):
        return Style("heading", int(match[1]) or 1)
    if _SKIPPED.match(name):
        return Style(skipped=True)
    for kind, pattern in _ROLES.items():
        if pattern.match(name):
            return Style(kind)
    return Style("heading", level) if level else Style()


@dataclass(slots=True)
class Sheet:
    """The paper's text in the making. Each paragraph is a line, an empty line behind it."""

    texts: list[str] = field(default_factory=list)
    length: int = 0
    parts: list[Part] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    works: dict[str, Reference] = field(default_factory=dict)
    paragraphs: int = 0

    @property
    def source(self) -> str:
        return "".join(self.texts)

    def add(self, text: str) -> int:
        """Put text at the end; where it begins."""
        at = self.length
        self.texts.append(text)
        self.length = within_bounds(self.length + len(text))
        return at

    def begin(self, paragraph: int, *, beside: bool = False) -> None:
        """A paragraph begins, which an author finds as number ``paragraph``; ``beside``: in the next cell of a row."""
        if self.length:
            self.add(" | " if beside else "\n\n")
        self.parts.append(Part(self.length, paragraph=paragraph))

    def put(self, style: Style, clean: Clean, *, begins: bool = False) -> None:
        """A paragraph as a piece."""
        if not clean.text and not clean.marks:
            return
        kind, level = style.kind, style.level
        if kind == "para" and len(clean.text) < 60 and opens_references(clean.text):
            kind, level = "heading", 1
        self.pieces.append(Piece(kind, clean, level=level, begins=begins))

    def cell(self, paragraphs: Iterable[Node], read: Callable[[Node, Line], object], *, beside: bool) -> Clean:
        """A cell's paragraphs, each put into one line by ``read``; ``beside``: another cell stands before it."""
        line: Line | None = None
        for node in paragraphs:
            self.paragraphs += 1
            if line is None:
                self.begin(self.paragraphs, beside=beside)
                line = Line(self)
            else:
                line.space()
            read(node, line)
        return line.out.clean() if line else Clean()

    def table(self, rows: Sequence[Sequence[Clean]]) -> None:
        kept = tuple(tuple(row) for row in rows if any(cell.text for cell in row))
        if kept:
            self.pieces.append(Piece("table", rows=kept))


class Line:
    """A paragraph being read: its words go to the sheet and the clean text, those of a citation to the sheet alone."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.out = Writer()
        self.cite: list[FieldCite] | None = None
        """The works of the citation field whose printed result is being read."""
        self._cite_at = 0

    def text(self, text: str, *, superscript: bool = False) -> None:
        """Words as the reader of the paper sees them."""
        if not text:
            return
        within_bounds(self.sheet.length + len(text))
        text = "".join(char if char.isprintable() or char in " \t\n" else " " for char in text)
        at = self.sheet.add(text.replace("\n", " "))
        if self.cite is not None:
            return
        digits = raised(text) if superscript else ""
        if digits:
            self.out.put(digits)
        else:
            self.out.verbatim(text, at)

    def space(self) -> None:
        self.sheet.add(" ")
        self.out.space()

    def note(self, label: str) -> None:
        """The mark of a note."""
        at = self.sheet.add(f"[{label}]")
        self.out.mark(label, "note", Span(at, self.sheet.length))

    def open_citation(self, cites: list[FieldCite]) -> None:
        self.cite = cites
        self._cite_at = self.sheet.length

    def close_citation(self) -> None:
        """The field is at its end: names of a narrative citation stay in the sentence, the rest is its mark."""
        if self.cite is None:
            return
        cites, self.cite = self.cite, None
        if self.sheet.length == self._cite_at:
            self.sheet.add("[ ]")
        printed = self.sheet.source[self._cite_at :] if len(self.sheet.texts) < 50 else _end(self.sheet, self._cite_at)
        if match := SUBJECT.match(printed):
            self.out.verbatim(match["name"], self._cite_at)
        for cite in cites:
            self.sheet.works.setdefault(cite.work.key, cite.work)
            self.out.mark(cite.work.key, "key", Span(self._cite_at, self.sheet.length), cite.locator)


def _end(sheet: Sheet, at: int) -> str:
    """The sheet's text from ``at`` on, which is near its end."""
    parts: list[str] = []
    size = 0
    for text in reversed(sheet.texts):
        parts.append(text)
        size += len(text)
        if size >= sheet.length - at:
            break
    whole = "".join(reversed(parts))
    return whole[len(whole) - (sheet.length - at) :]
