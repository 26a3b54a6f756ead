"""A paper as it was read: sentences, notes and marks, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from claimcheck.model.problem import Problem
    from claimcheck.model.reference import Reference
    from claimcheck.model.text import MappedText, Span


MarkKind = Literal["note", "key", "inline", "number", "author-year"]
SentenceRole = Literal["title", "abstract", "body", "heading", "caption", "table", "list", "quote"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark in running text: a note number, a pandoc key, an inline note, ``[3]``, ``(Link, 2022)``."""

    label: str
    """The note's label ("27"), the citation key ("link2022expanding"), or the mark's own text."""
    kind: MarkKind
    span: Span
    """Where the mark stands in the file."""
    at: int
    """Offset in the sentence's clean text where it stood: 0 … len(text)."""
    locator: str = ""
    """"p. 3", as written, where the mark carries one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the paper, stitched where a page break or a note block cut it."""

    text: MappedText
    marks: tuple[Mark, ...] = ()
    """Marks inside it or right behind its closing punctuation, in order."""
    section: str = ""
    """Heading that it stands under, as printed ("III.A Law Enforcement Cooperation Agreements")."""
    paragraph: int = 0
    role: SentenceRole = "body"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, an endnote, or an item of the reference list."""

    label: str
    """"27", "smith-note"; for items of the reference list "ref:1", "ref:2", …"""
    text: MappedText
    """Clean text: emphasis and escapes taken out, an autolink's brackets too."""
    span: Span
    kind: Literal["footnote", "author", "listed"] = "footnote"
    italics: tuple[Span, ...] = ()
    """Spans of the clean text that were emphasised: titles of books and journals, mostly."""
    links: tuple[tuple[Span, str], ...] = ()
    """(span in the clean text, target) of each address, the target unescaped."""
    key: str = ""
    """The citation key that the paper gives an item of its reference list (``\\bibitem{roe2020}``); marks name it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    """Clean text."""
    span: Span
    """Where it stands in the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the paper; each of its rows is a sentence too."""

    rows: tuple[tuple[Cell, ...], ...]
    """The row that names the columns first; rows may differ in length."""
    section: str = ""


Box = tuple[float, float, float, float]
"""Left, bottom, right and top on a page, in PDF points from its lower left corner."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of ``Document.source``, and where an author finds it."""

    start: int
    """In ``Document.source``; it goes on to the next part."""
    file: str = ""
    """The file that it was read from, as ``Document.path`` names its own; empty for the paper's."""
    offset: int = 0
    """Where it begins in that file, for text formats."""
    page: int = 0
    """From 1; 0 where the format has no pages."""
    box: Box | None = None
    paragraph: int = 0
    """From 1, as a word processor counts them (tables' paragraphs too); 0 where the format has lines."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper in any format, read."""

    path: str
    """As the user gave it, with forward slashes."""
    source: str
    """What was read: the file's whole text, every file of it at its place where there are several, and for a format
    that is no text (Word, PDF) its words with a line for each paragraph. Every span of the paper counts in it."""
    sha256: str
    title: str
    sentences: tuple[Sentence, ...]
    notes: tuple[Note, ...] = ()
    """Footnotes and endnotes in the order of the file, author notes among them (``kind="author"``)."""
    listed: tuple[Note, ...] = ()
    """Items of the reference list."""
    tables: tuple[Table, ...] = ()
    bibliographies: tuple[str, ...] = ()
    """.bib files that the paper itself names (front matter ``bibliography:``, ``\\bibliography``), as written."""
    lang: str = "en"
    """BCP 47 tag."""
    date: str = ""
    """The paper's own date (EDTF), where it gives one."""
    problems: tuple[Problem, ...] = field(default=())
    notices: tuple[str, ...] = ()
    """What could not be read of it, a sentence each: a file that is not there, a page without text."""
    works: tuple[Reference, ...] = ()
    """Works that the paper's file describes field by field (Zotero's citation fields, JATS ``<element-citation>``),
    each with the key by which marks name it there."""
    parts: tuple[Part, ...] = ()
    """By ``start``; none where ``source`` is the file's own text."""
