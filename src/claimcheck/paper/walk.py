"""One pass over the blocks of a paper in any format: sections, roles, and the gaps between texts; then sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from claimcheck.model.document import Cell, Note, Sentence, SentenceRole, Table
from claimcheck.paper.mapped import Clean
from claimcheck.paper.markdown.front import (
    announces_abstract,
    is_byline,
    is_caption,
    is_keywords,
    is_title,
    opens_body,
)
from claimcheck.paper.markdown.headings import Sections, opens_abstract
from claimcheck.paper.markdown.stitch import Flow, Gap
from claimcheck.readers.sentences import split_sentences

_LINE = 120
"""Above the title a journal puts lines of its own, up to here; longer ones are text."""
_STATED: dict[str, SentenceRole] = {"byline": "title", "abstract": "abstract", "caption": "caption"}
"""Roles of the blocks whose format says itself what they are."""


class Block(Protocol):
    """A block of a paper, as far as the walk looks at it."""

    @property
    def kind(self) -> str:
        """One of ``title``, ``byline``, ``abstract``, ``heading``, ``para``, ``item``, ``quote``, ``caption``,
        ``table``, ``html-table``, ``note``, ``rule``, ``page``, ``float``."""

    @property
    def level(self) -> int:
        """Of a heading, from 1."""

    @property
    def begins(self) -> bool:
        """Whether it begins a list item (and doesn't continue one)."""

    @property
    def gap(self) -> bool:
        """Whether a page break stands right before it."""


B_contra = TypeVar("B_contra", bound=Block, contravariant=True)


class Texts(Protocol[B_contra]):
    """What a format's reader gives for its blocks."""

    def plain(self, block: B_contra, /) -> str:
        """A heading's text, its marks neither read nor reported."""

    def read(self, block: B_contra, /, *, symbols: bool) -> Clean:
        """A block's text; with ``symbols`` raised letters are marks too (authors)."""

    def note(self, block: B_contra, /) -> Note: ...

    def table(self, block: B_contra, /) -> tuple[list[Clean], tuple[tuple[Cell, ...], ...]]:
        """The rows as texts, and their cells."""


B = TypeVar("B", bound=Block)


class Walk:
    """The running text of a paper in flows, and what stands beside it."""

    def __init__(self, title: str = "") -> None:
        self.title = title
        self.flows: list[Flow] = []
        self.notes: list[Note] = []
        self.tables: list[Table] = []
        self._section = ""
        self._gap = Gap.BARRIER
        self._head = True
        """Before the first section."""
        self._paragraphs = 0
        """Running texts since the title."""
        self._abstract = False
        self._keywords = False

    def over(self, blocks: Sequence[B], texts: Texts[B]) -> None:
        """Take all blocks in the order of the file."""
        headings = [block for block in blocks if block.kind == "heading"]
        plain = [texts.plain(block) for block in headings]
        self._sections = Sections(plain)
        # a title that comes as the first heading: what stands above it is the journal's
        self._titled = bool(plain) and headings[0].level == 1 and is_title(plain[0], 1, True)
        for block in blocks:
            self._take(block, texts)
        if self._head and self._keywords:
            self._close_abstract(first=True)

    def _take(self, block: B, texts: Texts[B]) -> None:
        if block.gap:
            self._gap = max(self._gap, Gap.PAGE)
        if block.kind == "note":
            self.notes.append(texts.note(block))
            self._gap = max(self._gap, Gap.PAGE)
        elif block.kind == "rule":
            self._gap = max(self._gap, Gap.RULE)
        elif block.kind == "page":
            self._gap = max(self._gap, Gap.PAGE)
        elif block.kind == "float":
            pass
        elif block.kind == "title":
            self._title(texts.read(block, symbols=True))
        elif block.kind == "heading":
            self._heading(block, texts)
        elif block.kind in ("table", "html-table"):
            rows, cells = texts.table(block)
            self.tables.append(Table(cells, self._section))
            self.flows += [Flow(row, "table", self._section, Gap.BARRIER, begins=True) for row in rows]
        else:
            self._text(block, texts)

    def _title(self, clean: Clean) -> None:
        self.title = self.title or clean.text
        if clean.text:
            self.flows.append(Flow(clean, "title", "", Gap.BARRIER))
        self._gap = Gap.BARRIER

    def _heading(self, block: B, texts: Texts[B]) -> None:
        first = not self.flows
        plain = texts.plain(block)
        if self._head and not self.title and is_title(plain, block.level, first) and not self._paragraphs:
            self._title(texts.read(block, symbols=True))
        elif plain == self.title and self._head:
            pass
        else:
            clean = texts.read(block, symbols=False)
            self._section = self._sections.enter(clean.text, block.level)
            self._abstract = opens_abstract(plain)
            if not self._abstract:
                self._close_head(plain)
            self.flows.append(Flow(clean, "heading", self._section, Gap.BARRIER))
        self._gap = Gap.BARRIER

    def _close_head(self, plain: str) -> None:
        """At the first section: what stood before it was an abstract if it says so or an introduction follows."""
        if self._head and (self._keywords or opens_body(plain)):
            self._close_abstract(first=False)
        self._head = False

    def _close_abstract(self, *, first: bool) -> None:
        for flow in self.flows:
            if flow.role == "body":
                flow.role = "abstract"
                if first:
                    return

    def _text(self, block: B, texts: Texts[B]) -> None:
        clean = texts.read(block, symbols=self._head and not self._paragraphs)
        if not clean.text:
            return
        role = _STATED.get(block.kind) or self._role(block, clean.text)
        self.flows.append(Flow(clean, role, self._section, self._gap, begins=block.kind == "item" and block.begins))
        if role != "caption":
            self._gap = Gap.BLANK

    def _role(self, block: B, text: str) -> SentenceRole:
        if block.kind == "item":
            return "list"
        if block.kind == "quote":
            return "quote"
        if is_caption(text):
            return "caption"
        if self._head and is_keywords(text):
            self._keywords = True
            return "abstract"
        named = bool(self.title) or (self._titled and len(text) < _LINE)
        if self._head and named and not self._paragraphs and not self._abstract and is_byline(text):
            return "title"
        self._paragraphs += 1
        if self._abstract or (self._head and announces_abstract(text)):
            return "abstract"
        return "body"


def sentences_of(flows: Sequence[Flow], lang: str) -> list[Sentence]:
    """The flows cut into sentences, each with the marks inside it and right behind it."""
    result: list[Sentence] = []
    for paragraph, flow in enumerate(flows):
        clean = flow.clean
        if flow.role in ("title", "heading", "table"):
            ranges = [(0, len(clean.text))] if clean.text else []
        else:
            ranges = split_sentences(clean.text, {mark.at for mark in clean.marks}, lang=lang)
        position = 0
        for number, (start, end) in enumerate(ranges):
            marks = []
            last = number == len(ranges) - 1
            while position < len(clean.marks) and (last or clean.marks[position].at <= end):
                mark = clean.marks[position]
                marks.append(replace(mark, at=min(max(mark.at - start, 0), end - start)))
                position += 1
            result.append(Sentence(clean.mapped(start, end), tuple(marks), flow.section, paragraph, flow.role))
    return result
