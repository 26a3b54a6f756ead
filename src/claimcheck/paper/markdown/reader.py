"""A Markdown paper into a Document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.model.document import Document, Note, Sentence, SentenceRole, Table
from claimcheck.paper.language import guess_language
from claimcheck.paper.mapped import Clean, Raw, raw_of
from claimcheck.paper.markdown.authoryear import AuthorYears
from claimcheck.paper.markdown.blocks import Block, read_blocks
from claimcheck.paper.markdown.front import (
    announces_abstract,
    is_byline,
    is_caption,
    is_keywords,
    is_title,
    opens_body,
)
from claimcheck.paper.markdown.furniture import drop_furniture
from claimcheck.paper.markdown.headings import Sections, opens_abstract, opens_references
from claimcheck.paper.markdown.hyphens import paper_words
from claimcheck.paper.markdown.inline import Found, Setting, read_inline
from claimcheck.paper.markdown.listed import is_numbered, note_of, read_listed, read_note
from claimcheck.paper.markdown.lost import lost_marks, with_lost_marks
from claimcheck.paper.markdown.notes import find_notes
from claimcheck.paper.markdown.pairing import pair_up
from claimcheck.paper.markdown.stitch import Flow, Gap, stitch
from claimcheck.paper.markdown.tables import read_table
from claimcheck.readers.sentences import split_sentences

_LINE = 120
"""Above the title a journal puts lines of its own, up to here; longer ones are text."""


def read_markdown(source: str) -> Document:
    """Read the decoded text of a Markdown file; path and digest are left empty."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.read_in = read_blocks(source)
        self.front = self.read_in.front
        self.blocks = find_notes(source, drop_furniture(source, self.read_in.blocks))
        self.lost = lost_marks(source, self.blocks)
        self.found = Found()
        self.notes: list[Note] = []
        self.flows: list[Flow] = []
        self.title = self.front.scalar("title")
        self.body, references = self._parted()
        words = paper_words(source)
        plain = Setting(links=self.read_in.links, marks=False, words=words)
        self.note_setting = plain
        self.listed = read_listed(source, references, plain)
        self.tables: list[Table] = []
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

    def read(self) -> Document:
        self._front_texts()
        self._walk()
        said = (self.front.scalar("lang") or self.front.scalar("language")).replace("_", "-")
        lang = said or guess_language(" ".join(flow.clean.text for flow in self.flows))
        sentences = _sentences(stitch(self.flows, self.setting.words), lang)
        for label, raw, start, end in self.found.inline_notes:
            clean = read_inline(_part(raw, start, end), self.note_setting, Found())
            self.notes.append(note_of(label, clean, raw.span(start, max(end, start + 1))))
        paired = pair_up(sentences, self.notes, self.found, self.read_in.unclosed)
        return Document(
            path="",
            source=self.source,
            sha256="",
            title=self.title,
            sentences=paired.sentences,
            notes=paired.notes,
            listed=tuple(self.listed),
            tables=tuple(self.tables),
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
                if not level and opens_references(self._plain(block)):
                    level = block.level
            if level and block.kind in ("para", "item", "quote"):
                references.append(block)
            else:
                body.append(block)
        return body, references

    def _plain(self, block: Block) -> str:
        """A heading's clean text."""
        return read_inline(raw_of(self.source, block.lines), Setting(marks=False), Found()).text

    def _read(self, block: Block, setting: Setting) -> Clean:
        clean = read_inline(raw_of(self.source, block.lines), setting, self.found)
        if not setting.marks:
            return clean
        return self.author_years.read(with_lost_marks(clean, self.lost))

    def _front_texts(self) -> None:
        """Title and abstract of the metadata block are sentences too."""
        roles: dict[str, SentenceRole] = {"title": "title", "subtitle": "title", "abstract": "abstract"}
        for key, role in roles.items():
            places = self.front.places(key)
            if places:
                clean = read_inline(raw_of(self.source, places), self.setting, self.found)
                self.flows.append(Flow(clean, role, "", Gap.BARRIER))

    def _walk(self) -> None:
        """All blocks in the order of the file: notes aside, running text into flows."""
        headings = [self._plain(block) for block in self.body if block.kind == "heading"]
        walk = _Walk(self, Sections(headings))
        for block in self.body:
            walk.take(block)
        walk.finish()


class _Walk:
    """One pass over the body: sections, roles, and the gaps between texts."""

    def __init__(self, reader: _Reader, sections: Sections) -> None:
        self.reader = reader
        self.sections = sections
        self.section = ""
        self.gap = Gap.BARRIER
        self.head = True
        """Before the first section."""
        self.texts = 0
        """Running texts since the title."""
        self.titled = _title_comes(reader)
        self.abstract = False
        self.keywords = False

    def take(self, block: Block) -> None:
        reader = self.reader
        if block.gap:
            self.gap = max(self.gap, Gap.PAGE)
        if block.kind == "note":
            reader.notes.append(read_note(reader.source, block, reader.note_setting))
            self.gap = max(self.gap, Gap.PAGE)
        elif block.kind == "rule":
            self.gap = max(self.gap, Gap.RULE)
        elif block.kind == "page":
            self.gap = max(self.gap, Gap.PAGE)
        elif block.kind == "float":
            pass
        elif block.kind == "heading":
            self._heading(block)
        elif block.kind in ("table", "html-table"):
            texts, rows = read_table(reader.source, block, reader.setting, reader.found)
            reader.tables.append(Table(rows, self.section))
            reader.flows += [Flow(row, "table", self.section, Gap.BARRIER, begins=True) for row in texts]
        else:
            self._text(block)

    def _heading(self, block: Block) -> None:
        reader = self.reader
        first = not reader.flows
        plain = reader._plain(block)
        if self.head and not reader.title and is_title(plain, block.level, first) and not self.texts:
            clean = reader._read(block, replace(reader.setting, symbols=True))
            reader.title = clean.text
            reader.flows.append(Flow(clean, "title", "", Gap.BARRIER))
        elif plain == reader.title and self.head:
            pass
        else:
            clean = reader._read(block, reader.setting)
            self.section = self.sections.enter(clean.text, block.level)
            self.abstract = opens_abstract(plain)
            if not self.abstract:
                self._close_head(plain)
            reader.flows.append(Flow(clean, "heading", self.section, Gap.BARRIER))
        self.gap = Gap.BARRIER

    def _close_head(self, plain: str) -> None:
        """At the first section: what stood before it was an abstract if it says so or an introduction follows."""
        if self.head and (self.keywords or opens_body(plain)):
            for flow in self.reader.flows:
                if flow.role == "body":
                    flow.role = "abstract"
        self.head = False

    def _text(self, block: Block) -> None:
        reader = self.reader
        in_head = self.head and not self.texts
        setting = replace(reader.setting, symbols=True) if in_head else reader.setting
        clean = reader._read(block, setting)
        if not clean.text:
            return
        role = self._role(block, clean.text)
        reader.flows.append(Flow(clean, role, self.section, self.gap, begins=block.kind == "item" and block.begins))
        if role != "caption":
            self.gap = Gap.BLANK

    def _role(self, block: Block, text: str) -> SentenceRole:
        if block.kind == "item":
            return "list"
        if block.kind == "quote":
            return "quote"
        if is_caption(text):
            return "caption"
        if self.head and is_keywords(text):
            self.keywords = True
            return "abstract"
        named = bool(self.reader.title) or (self.titled and len(text) < _LINE)
        if self.head and named and not self.texts and not self.abstract and is_byline(text):
            return "title"
        self.texts += 1
        if self.abstract or (self.head and announces_abstract(text)):
            return "abstract"
        return "body"

    def finish(self) -> None:
        if self.head and self.keywords:
            for flow in self.reader.flows:
                if flow.role == "body":
                    flow.role = "abstract"
                    break


def _title_comes(reader: _Reader) -> bool:
    """Whether the first heading is the paper's title: what stands above it is the journal's."""
    first = next((block for block in reader.body if block.kind == "heading"), None)
    return first is not None and first.level == 1 and is_title(reader._plain(first), 1, True)


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


def _sentences(flows: Sequence[Flow], lang: str) -> list[Sentence]:
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
