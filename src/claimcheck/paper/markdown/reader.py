"""A Markdown paper into a Document."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.model.document import Cell, Document, Note, SentenceRole
from claimcheck.paper.language import guess_language
from claimcheck.paper.mapped import Clean, Raw, raw_of
from claimcheck.paper.markdown.authoryear import AuthorYears
from claimcheck.paper.markdown.blocks import Block, read_blocks
from claimcheck.paper.markdown.furniture import drop_furniture
from claimcheck.paper.markdown.headings import opens_references
from claimcheck.paper.markdown.hyphens import paper_words
from claimcheck.paper.markdown.inline import Found, Setting, read_inline
from claimcheck.paper.markdown.listed import is_numbered, note_of, read_listed, read_note
from claimcheck.paper.markdown.lost import lost_marks, with_lost_marks
from claimcheck.paper.markdown.notes import find_notes
from claimcheck.paper.markdown.pairing import pair_up
from claimcheck.paper.markdown.stitch import Flow, Gap, stitch
from claimcheck.paper.markdown.tables import read_table
from claimcheck.paper.walk import Walk, sentences_of


def read_markdown(source: str) -> Document:
    """Read the decoded text of a Markdown file; path and digest are left empty."""
    return _Reader(source).document()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.read_in = read_blocks(source)
        self.front = self.read_in.front
        self.blocks = find_notes(source, drop_furniture(source, self.read_in.blocks))
        self.lost = lost_marks(source, self.blocks)
        self.found = Found()
        self.walk = Walk(self.front.scalar("title"))
        self.body, references = self._parted()
        words = paper_words(source)
        plain = Setting(links=self.read_in.links, marks=False, words=words)
        self.note_setting = plain
        self.listed = read_listed(source, references, plain)
        self.author_years = AuthorYears(self.listed)
        numbered = is_numbered(source, references)
        numbers = frozenset(note.label.removeprefix("ref:") for note in self.listed)
        self.setting = Setting(
            links=self.read_in.links,
            words=words,
            notes=frozenset(block.label for block in self.blocks if block.kind == "note"),
            numbered=numbers if numbered else frozenset(),
            highest=max(map(int, filter(str.isdigit, numbers)), default=0),
            narrative_keys=bool(self.front.scalars("bibliography")) or "[@" in source or "[-@" in source,
        )

    def document(self) -> Document:
        self._front_texts()
        self.walk.over(self.body, self)
        notes = self.walk.notes
        said = (self.front.scalar("lang") or self.front.scalar("language")).replace("_", "-")
        lang = said or guess_language(" ".join(flow.clean.text for flow in self.walk.flows))
        sentences = sentences_of(stitch(self.walk.flows, self.setting.words), lang)
        for label, raw, start, end in self.found.inline_notes:
            clean = read_inline(_part(raw, start, end), self.note_setting, Found())
            notes.append(note_of(label, clean, raw.span(start, max(end, start + 1))))
        paired = pair_up(sentences, notes, self.found, self.read_in.unclosed)
        return Document(
            path="",
            source=self.source,
            sha256="",
            title=self.walk.title,
            sentences=paired.sentences,
            notes=paired.notes,
            listed=tuple(self.listed),
            tables=tuple(self.walk.tables),
            bibliographies=self.front.scalars("bibliography"),
            lang=lang,
            date=self.front.scalar("date"),
            problems=paired.problems,
        )

    def _parted(self) -> tuple[list[Block], list[Block]]:
        """The blocks of the body and those of the reference list."""
        body: list[Block] = []
        references: list[Block] = []
        level = 0
        for block in self.blocks:
            if block.kind == "heading":
                if level and block.level <= level:
                    level = 0
                if not level and opens_references(self.plain(block)):
                    level = block.level
            if level and block.kind in ("para", "item", "quote"):
                references.append(block)
            else:
                body.append(block)
        return body, references

    def plain(self, block: Block) -> str:
        """A heading's clean text."""
        return read_inline(raw_of(self.source, block.lines), Setting(marks=False), Found()).text

    def read(self, block: Block, *, symbols: bool = False) -> Clean:
        setting = replace(self.setting, symbols=True) if symbols else self.setting
        clean = read_inline(raw_of(self.source, block.lines), setting, self.found)
        return self.author_years.read(with_lost_marks(clean, self.lost))

    def _front_texts(self) -> None:
        """Title and abstract of the metadata block are sentences too."""
        roles: dict[str, SentenceRole] = {"title": "title", "subtitle": "title", "abstract": "abstract"}
        for key, role in roles.items():
            places = self.front.places(key)
            if places:
                clean = read_inline(raw_of(self.source, places), self.setting, self.found)
                self.walk.flows.append(Flow(clean, role, "", Gap.BARRIER))

    def note(self, block: Block) -> Note:
        return read_note(self.source, block, self.note_setting)

    def table(self, block: Block) -> tuple[list[Clean], tuple[tuple[Cell, ...], ...]]:
        return read_table(self.source, block, self.setting, self.found)


def _part(raw: Raw, start: int, end: int) -> Raw:
    """A part of a block's markup as markup of its own."""
    starts: list[int] = []
    sources: list[int] = []
    length = 0
    for source, size in raw.pieces(start, end):
        starts.append(length)
        sources.append(source)
        length += size
    return Raw(raw.text[start:end], tuple(starts) or (0,), tuple(sources) or (raw.to_source(start),))
