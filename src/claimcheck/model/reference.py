"""References (the works that a paper cites) and citations (the places that cite them)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimcheck.model.finding import Confidence
from claimcheck.model.keyed import Keyed, keys_of
from claimcheck.model.problem import Problem
from claimcheck.model.text import Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One cited work. Empty strings stand for what is not known; nothing is guessed."""

    key: str
    """Citation key, stable and readable: ``link2022expanding``."""
    type: str = "misc"
    """BibTeX entry type, lower case."""
    title: str = ""
    """As cited; a translation stays behind it in square brackets."""
    authors: tuple[str, ...] = ()
    """"Family, Given", or an institution's name as it is."""
    editors: tuple[str, ...] = ()
    year: str = ""
    date: str = ""
    """EDTF, as precise as known: ``2022-10-17``, ``2017-02``, ``2022``."""
    container: str = ""
    """Journal, newspaper, site, or book that it stands in."""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    url: str = ""
    urldate: str = ""
    """ISO date of the last access."""
    doi: str = ""
    """Bare (``10.1080/…``), without resolver."""
    eprint: str = ""
    isbn: str = ""
    file: str = ""
    """Local attachment as the .bib field has it (JabRef or Zotero form)."""
    archiveurl: str = ""
    archivedate: str = ""
    note: str = ""
    """What could not be read into a field, whole."""
    raw: str = ""
    """The reference's own text in the paper."""
    span: Span | None = None
    """Where that stands in the paper."""
    line: int | None = None
    """Line of its entry in the .bib file."""
    bib: str = ""
    """Name of that file, where a paper has several; empty: its one."""
    confidence: tuple[tuple[str, Confidence], ...] = ()
    """How sure each field is that was read from free text; none of what a .bib file or a citation manager says."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One mark in the paper, resolved to the works that it stands for."""

    label: str
    """"27", or the key."""
    span: Span
    """Where the mark stands in the paper."""
    keys: tuple[str, ...]
    """Citation keys in the order of the note; empty where nothing could be resolved. A key that the paper itself gives
    is kept, even if the bibliography has no entry for it."""
    sentence: int = -1
    """Index into ``Document.sentences``; -1 where the mark stands in no sentence."""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """One place where the paper describes a work in full: a note, or an item of its reference list."""

    key: str
    """Of the work that it was taken for."""
    reference: Reference
    """What this place alone says, with its span and its text."""
    listed: bool
    """Whether it is an item of the reference list."""
    label: str
    """Of the note, or of the item."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What references/ makes of a document and its .bib file."""

    references: Sequence[Reference]
    citations: tuple[Citation, ...] = ()
    problems: tuple[Problem, ...] = ()
    descriptions: tuple[Description, ...] = ()
    """In the order of the paper, the reference list first."""

    def by_key(self) -> Mapping[str, Reference]:
        return Keyed(keys_of(self.references), self.references)
