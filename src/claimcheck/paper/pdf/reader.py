"""A PDF paper into a Document. Its text is what the pages say in reading order, a line for each line of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claimcheck.model.document import Document, Part
from claimcheck.model.text import Span
from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.mapped import Clean
from claimcheck.paper.markdown.hyphens import hyphen_glue
from claimcheck.paper.pdf.blocks import Block, PdfBlocks
from claimcheck.paper.pieces import Kind, Piece, Read, assemble
from claimcheck.paper.writer import Writer
from claimcheck.readers.assemble import fold
from claimcheck.readers.pdf import ordered, read_file
from claimcheck.readers.pdf_layout import Line, body_size
from claimcheck.readers.unreadable import Unreadable

_BREAK = "\x02\ufffe"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
_HEAD = re.compile(r"(?:[⁰¹²³⁴-⁹]{1,4}|\d{1,3}[.)]?\s|[*†‡§¶]{1,3})\s*")
_BULLET = re.compile(r"[•▪●◦‣■*–-]\s*(?=\S)")
_RUN = re.compile(r"\S+")
_CUT_ADDRESS = re.compile(r"(?:https?:|https?://\S*[^\s.,;]|\b10\.\d{4,9}/\S*[^\s.,;])$")
_GOES_ON = re.compile(r"//|[./_%#?=&~-]\S|\d|[a-z]\S*[\d/._]\S")
"""How the rest of an address begins that a line's end cut."""
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/)\S*$|\S*/\S*$")
_REMEDIES = {
    "no text layer": "run text recognition over it first (ocrmypdf, for example)",
    "encrypted": "save it without a password",
}


def read_pdf_paper(manuscript: Manuscript) -> Document:
    """Read a PDF paper. Raises PaperError: encrypted, damaged, without a text layer, no PDF."""
    if b"%PDF-" not in manuscript.body[:1024]:
        manuscript.refuse("this is no PDF", remedy="give the paper as PDF, Word, LaTeX or Markdown")
    try:
        file = read_file(manuscript.body, raising=True)
    except Unreadable as error:
        remedy = next((how for what, how in _REMEDIES.items() if what in str(error)), "save or download it anew")
        manuscript.refuse(str(error), remedy=remedy)
    pages = ordered(file)
    blocks = PdfBlocks(body_size([[line for line in lines if not line.furniture] for lines in pages]))
    for lines in pages:
        blocks.add_page(lines)
    reader = _Pdf(_words([_clean(line.text) for lines in pages for line in lines]))
    for block in blocks.finish():
        reader.add(block)
    notices = tuple(f"{manuscript.shown}: {note}." for note in file.notes)
    return assemble(Read(reader.source, reader.pieces, parts=tuple(reader.parts), notices=notices, raised=True))


def _words(lines: list[str]) -> frozenset[str]:
    """The paper's own whole words and compounds, without the halves that a line's end made."""
    found: set[str] = set()
    halved = False
    for line in lines:
        words = _WORD.findall(line)
        found.update(word.casefold() for word in words[halved:])
        halved = line.endswith(("-", "‐"))
    return frozenset(found)


class _Pdf:
    """Puts blocks into the paper's text, and reads them."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self.texts: list[str] = []
        self.length = 0
        self.parts: list[Part] = []
        self.pieces: list[Piece] = []

    @property
    def source(self) -> str:
        return "".join(self.texts)

    def add(self, block: Block) -> None:
        """A block as a piece; its lines stand in the text one below the other."""
        if block.kind == "table":
            rows = tuple(tuple(self._cells(line)) for line in block.lines)
            self.pieces.append(Piece("table", rows=rows))
            self._append("\n")
            return
        start = self.length
        placed = [(self._place(line), _clean(line.text), line.italics) for line in block.lines]
        self._append("\n")
        cut = 0
        if block.kind == "note":
            cut = match.end() if (match := _HEAD.match(placed[0][1])) else 0
        elif block.kind == "item":
            cut = match.end() if (match := _BULLET.match(placed[0][1])) else 0
        clean = self._joined(placed, cut)
        kind: Kind = block.kind
        self.pieces.append(
            Piece(
                kind, clean, level=block.level, label=block.label, begins=block.kind == "item", gap=block.gap,
                span=Span(start, max(self.length - 2, start + 1)),
            )
        )  # fmt: skip

    def _append(self, text: str) -> int:
        at = self.length
        self.texts.append(text)
        self.length += len(text)
        return at

    def _place(self, line: Line) -> int:
        """A line at the end of the text, and where on which page it stands."""
        box = (round(line.left, 1), round(line.bottom, 1), round(line.right, 1), round(line.top, 1))
        self.parts.append(Part(self.length, page=line.page, box=box))
        return self._append(_clean(line.text) + "\n") if line.text else self.length

    def _cells(self, line: Line) -> list[Clean]:
        at = self._place(line)
        cells: list[Clean] = []
        for segment in line.segments:
            text = _clean(segment.text)
            out = Writer()
            out.verbatim(text, at)
            cells.append(out.clean())
            at += len(text) + 1
        return cells

    def _joined(self, lines: list[tuple[int, str, tuple[bool, ...]]], cut: int) -> Clean:
        """One paragraph out of its lines: words cut in two are put together, as the paper's own words say."""
        out = Writer()
        for number, (at, text, italics) in enumerate(lines):
            following = lines[number + 1][1] if number + 1 < len(lines) else ""
            drop, glue = self._ending(text, following)
            first = cut if number == 0 else 0
            for start, end, italic in _stretches(text, italics):
                start, end = max(start, first), min(end, len(text) - drop)
                begins = out.next
                if start < end:
                    out.verbatim(text[start:end], at + start)
                    if italic:
                        out.emphasise(begins)
            if glue:
                out.space()
        return _whole(out.clean())

    def _ending(self, text: str, following: str) -> tuple[int, bool]:
        """How many code points of a line's end go, and whether a space comes behind it."""
        if len(text) > 1 and text[-1] in "-‐" and text[-2].isalpha() and following[:1].isalpha():
            glue, drop = hyphen_glue(text[-41:], following, self.words)
            return drop, bool(glue)
        if _CUT_ADDRESS.search(text) and _GOES_ON.match(following):
            return 0, False
        if text[-1:] in "-‐–/" and (_ADDRESS.search(text) or following[:1].isdigit()) and following:
            return 0, False
        return 0, True


def _stretches(text: str, italics: tuple[bool, ...]) -> Iterator[tuple[int, int, bool]]:
    """Start and end of the parts of a line that are set alike, the space behind each with it."""
    words = list(_RUN.finditer(text))
    if len(words) != len(italics):
        yield 0, len(text), False
        return
    start = 0
    for number, italic in enumerate(italics):
        if number + 1 == len(italics) or italics[number + 1] != italic:
            end = words[number + 1].start() if number + 1 < len(words) else len(text)
            yield start, end, italic
            start = end


def _whole(clean: Clean) -> Clean:
    """Emphasis that goes on over the ends of lines is one."""
    spans: list[Span] = []
    for span in clean.italics:
        if spans and span.start - spans[-1].end <= 1:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return replace(clean, italics=tuple(spans))


def _clean(text: str) -> str:
    """A line's text: ligatures taken apart, the sign that pdfium puts for a hyphen at a line's end made one."""
    for sign in _BREAK:
        text = text.replace(sign, "-")
    return fold(text)
