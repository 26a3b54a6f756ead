"""From the pieces that a format's reader finds (paragraphs, notes, tables, a reference list) to a Document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from claimcheck.model.document import Cell, Document, Note, Part
from claimcheck.model.problem import Problem
from claimcheck.model.reference import Reference
from claimcheck.model.text import Span
from claimcheck.paper.bounds import within_bounds
from claimcheck.paper.language import language_of
from claimcheck.paper.mapped import Clean, cut
from claimcheck.paper.markdown.authoryear import AuthorYears
from claimcheck.paper.markdown.headings import opens_references
from claimcheck.paper.markdown.listed import note_of
from claimcheck.paper.markdown.pairing import pair_up
from claimcheck.paper.markdown.steps import Found
from claimcheck.paper.markdown.stitch import stitch
from claimcheck.paper.numbered import Numbered
from claimcheck.paper.tabular import cells_of, row_texts
from claimcheck.paper.walk import Walk, sentences_of

Kind = Literal[
    "title", "byline", "abstract", "heading", "para", "item", "quote", "caption", "table", "note", "listed", "page"
]
_PRINTED = re.compile(r"\s*(?:\[(?P<square>\d{1,4})\]\.?|\(?(?P<plain>\d{1,3})[.)])\s*(?=\S)")
_COUNTED = re.compile(
    r"(?:[a-z]{1,3}|ref|reference|bib|cite|cite_note|note|item|entry|citation)?[-_.:]?(?:r|cr|bib)?\d{1,3}",
    re.IGNORECASE,
)
"""Labels that only count ("ref12", "CR5"): no citation keys."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a paper, read."""

    kind: Kind
    clean: Clean = field(default_factory=Clean)
    level: int = 0
    """Of a heading, from 1."""
    label: str = ""
    """Of a note; of an item of the reference list, the number or key by which marks name it."""
    begins: bool = False
    gap: bool = False
    rows: tuple[tuple[Clean, ...], ...] = ()
    """Of a table, the row that names the columns first."""
    span: Span | None = None
    """Where it stands, if not from its first to its last word."""

    @property
    def place(self) -> Span:
        return self.span or self.clean.place() or Span(0, 0)


@dataclass(slots=True)
class Read:
    """What a reader found in a paper."""

    source: str
    pieces: list[Piece] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    date: str = ""
    bibliographies: tuple[str, ...] = ()
    works: tuple[Reference, ...] = ()
    parts: tuple[Part, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    notices: tuple[str, ...] = ()
    raised: bool = False
    """Whether raised figures may be the marks of its notes."""
    keyed: bool = False
    """Whether marks name works by key throughout, so that brackets with numbers or names and years are no marks."""


def assemble(read: Read) -> Document:
    """The Document that the pieces make; path and digest are left empty."""
    within_bounds(sum(len(piece.clean.text) for piece in read.pieces))
    body, listed = _parted(read.pieces)
    texts = _Texts(read, listed)
    walk = Walk(read.title)
    walk.over(body, texts)
    lang = language_of(" ".join(flow.clean.text for flow in walk.flows if flow.role in ("body", "abstract")), read.lang)
    sentences = sentences_of(stitch(walk.flows, frozenset()), lang)
    paired = pair_up(sentences, walk.notes, Found(), ())
    return Document(
        path="",
        source=read.source,
        sha256="",
        title=walk.title,
        sentences=paired.sentences,
        notes=paired.notes,
        listed=texts.listed,
        tables=tuple(walk.tables),
        bibliographies=read.bibliographies,
        lang=lang,
        date=read.date,
        problems=(*read.problems, *paired.problems),
        notices=read.notices,
        works=read.works,
        parts=read.parts,
    )


def _parted(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces of the body, and the items of the reference list: those that say so, else what its heading opens."""
    said = any(piece.kind == "listed" for piece in pieces)
    body: list[Piece] = []
    listed: list[Piece] = []
    level = 0
    for piece in pieces:
        if piece.kind == "heading":
            if level and piece.level <= level:
                level = 0
            if not level and not said and opens_references(piece.clean.text):
                level = piece.level
        if piece.kind == "listed" or (level and piece.kind in ("para", "item", "quote", "caption")):
            listed.append(piece)
        else:
            body.append(piece)
    # a note stands in the middle of the text that it belongs to: behind all of it, it cuts nothing in two
    return sorted(body, key=lambda piece: piece.kind == "note"), listed


class _Texts:
    """The pieces' texts with the marks that no markup tells: numbers in brackets, names and years."""

    def __init__(self, read: Read, listed: Sequence[Piece]) -> None:
        notes = [_listed(piece, number, read.keyed) for number, piece in enumerate(listed, 1) if piece.clean.text]
        self.listed = tuple(notes)
        numbers = [note.label.removeprefix("ref:") for note in notes]
        printed = any(piece.label.isdigit() or _PRINTED.match(piece.clean.text) for piece in listed[:3])
        labels = frozenset(piece.label for piece in read.pieces if piece.kind == "note")
        self._numbered = Numbered(
            frozenset(numbers) if printed and not read.keyed else frozenset(),
            labels if read.raised else frozenset(),
        )
        self._author_years = AuthorYears(() if read.keyed else notes)

    def plain(self, piece: Piece) -> str:
        return piece.clean.text

    def read(self, piece: Piece, *, symbols: bool) -> Clean:
        return self._author_years.read(self._numbered.read(piece.clean))

    def note(self, piece: Piece) -> Note:
        return note_of(piece.label, piece.clean, piece.place)

    def table(self, piece: Piece) -> tuple[list[Clean], tuple[tuple[Cell, ...], ...]]:
        rows = [[self._author_years.read(self._numbered.read(cell)) for cell in row] for row in piece.rows]
        return row_texts(rows), cells_of(rows, piece.place.start)


def _listed(piece: Piece, number: int, keyed: bool) -> Note:
    """An item of the reference list without its printed number, by which marks name it unless they name keys."""
    clean, label = piece.clean, piece.label
    if not label.isdigit() and (printed := _PRINTED.match(clean.text)):
        label = label if label and keyed else printed["square"] or printed["plain"]
        clean = cut(clean, [(0, printed.end())], ())
    note = note_of(f"ref:{label or number}", clean, piece.place)
    return replace(note, kind="listed", key="" if _COUNTED.fullmatch(piece.label) else piece.label)
