"""Notes and lists of a paper → its works: every note read, every short form followed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from claimcheck.model.document import Document, Note
from claimcheck.model.problem import Problem
from claimcheck.model.reference import Reference
from claimcheck.model.text import Span
from claimcheck.references.archival import read_archival
from claimcheck.references.confidence import confidence_of
from claimcheck.references.identified import identified
from claimcheck.references.identity import Works, same_family, same_title, title_key
from claimcheck.references.names import family_of
from claimcheck.references.passage import Passage, passage_of, split_works, strip_numbering
from claimcheck.references.shortforms import ShortForm, read_short_form
from claimcheck.references.strings import first_family, read_work
from claimcheck.references.unread import unread_work

_MOST_MEANT = 20
"""Works that a short form is taken to cite, the last ones, where it may mean more than anybody can tell apart."""


@dataclass(slots=True)
class Cited:
    """What a note cites: indices of works, and the place in them where it names one."""

    works: list[int] = field(default_factory=list)
    locator: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """One citation in a note as its words alone tell it: a short form, or a work and the place in it, or neither."""

    passage: Passage
    short: ShortForm | None
    work: tuple[Reference, str] | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """One citation in a note: a work, or a short form of one; neither where it is prose."""

    passage: Passage
    short: ShortForm | None = None
    work: int | None = None
    locator: str = ""


class Resolver:
    """Reads the notes of one document in order."""

    def __init__(self, document: Document, existing: tuple[Reference, ...]) -> None:
        self.works = Works()
        self.problems: list[Problem] = []
        self.notes: dict[str, Cited] = {}
        self.listed: dict[str, list[int]] = {}
        """Works of the reference list by the number printed before them, or their place in the list."""
        self.identified: dict[str, int] = {}
        """Works that a citation key names by itself ("doi:10.1056/…"), by the key."""
        self.described: list[tuple[int, Reference, Note]] = []
        """Each place that describes a work: the work, what is said of it there, and the note or item."""
        self._seen: set[int] = set()
        for reference in existing:
            self.works.add(reference, fixed=True)
        for work in document.works:  # under the paper's own key, which may be no more than a number in its file
            self.identified.setdefault(work.key, self.works.take(replace(work, key="")))
        self._read(document)
        known = {reference.key: index for index, reference in enumerate(existing)}
        for mark in (mark for sentence in document.sentences for mark in sentence.marks if mark.kind == "key"):
            self._take_key(mark.label, known)

    def _take_key(self, label: str, known: Mapping[str, int]) -> None:
        works = self.listed.get(label)
        if works and label not in known:
            self.identified.setdefault(label, works[0])
        reference = None if label in known or label in self.identified else identified(label)
        if reference is None:
            return
        index = known.get(reference.key)  # a home page or an ISBN is no proof of one work; the key made of it is
        if index is None or not _names_the_same(self.works[index], reference):
            index = self.works.take(reference)
        self.identified[label] = index

    def _read(self, document: Document) -> None:
        listed = [self._listed(item) for item in document.listed]
        notes = [note for note in document.notes if note.kind != "author"]
        # full references first, so that a short form may stand before the note that it shortens
        read = [[self._piece(note, piece) for piece in _pieces(passage_of(note))] for note in notes]
        pending: list[tuple[Note, Cited, list[tuple[int, ShortForm, Passage]]]] = []
        previous: Cited | None = None
        for note, pieces in zip(notes, read, strict=True):
            cited = Cited()
            self.notes.setdefault(note.label, cited)
            known = len(self.problems)
            later = self._note(note, pieces, cited, previous)
            self._seen.update(cited.works)
            if later:
                pending.append((note, cited, later))
            if cited.works or later or len(self.problems) > known:
                previous = cited
        for note, cited, later in reversed(pending):  # from the back, so that a chain of them is followed to its end
            for position, short, passage in later:
                self._follow_later(note, cited, position, short, passage)
        for position, (number, works) in enumerate(listed, start=1):
            self.listed.setdefault(number or str(position), works)

    def _piece(self, note: Note, piece: _Read) -> _Piece:
        if piece.work is None:
            return _Piece(piece.passage, piece.short)
        return _Piece(piece.passage, None, self._take(piece.work[0], note, piece.passage), piece.work[1])

    def _listed(self, item: Note) -> tuple[str, list[int]]:
        described = self.identified.get(item.label.removeprefix("ref:"))
        if described is not None:  # field by field
            return item.label.removeprefix("ref:"), [described]
        passage, number = strip_numbering(passage_of(item))
        works: list[int] = []
        for piece in split_works(passage, listed=True):
            read = read_work(piece, listed=True)
            if read is not None:
                works.append(self._take(replace(read[0], key=item.key), item, piece))
        if not works and passage.text.strip():
            works.append(self._take(replace(unread_work(passage.text), key=item.key), item, passage))
        return number or item.label.removeprefix("ref:"), works

    def _take(self, reference: Reference, note: Note, piece: Passage) -> int:
        described = replace(reference, span=_span(note, piece), confidence=confidence_of(reference, piece))
        index = self.works.take(described)
        self.described.append((index, described, note))
        return index

    def _note(
        self, note: Note, pieces: list[_Piece], cited: Cited, previous: Cited | None
    ) -> list[tuple[int, ShortForm, Passage]]:
        """Resolve one note; returns the short forms that point to a later note."""
        later: list[tuple[int, ShortForm, Passage]] = []
        for piece in pieces:
            short, passage = piece.short, piece.passage
            if piece.work is not None:
                _add(cited, piece.work, piece.locator)
            elif short is None:
                continue
            elif short.previous:
                self._ibid(note, passage, short, cited, previous)
            elif short.note and short.note not in self.notes:
                later.append((len(cited.works), short, passage))
            else:
                self._short(note, passage, short, cited)
        if len(pieces) > 1:
            cited.locator = ""
        return later

    def _ibid(self, note: Note, piece: Passage, short: ShortForm, cited: Cited, previous: Cited | None) -> None:
        """The work before: in this note, else in the note before it."""
        candidates = cited.works[-1:] or (previous.works if previous else [])
        if not candidates:
            self._unresolved(note, piece, short, "no work stands before it")
            return
        if len(candidates) > 1:
            self._ambiguous(note, piece, short, candidates)
        for index in candidates[-_MOST_MEANT:]:
            _add(cited, index, short.locator)

    def _short(self, note: Note, piece: Passage, short: ShortForm, cited: Cited) -> None:
        pool = list(self.notes[short.note].works) if short.note else None
        candidates = self._candidates(short, pool)
        if pool is None:
            # what was cited before is what a short form means, if there is any
            before = [index for index in candidates if index in self._seen or index in cited.works]
            candidates = before or candidates
        if not short.certain and len(candidates) != 1:
            work = read_work(piece)
            candidates = [self._take(work[0], note, piece)] if work is not None else []
        if not candidates and pool is not None and len(pool) == 1:
            candidates = pool
        if not candidates:
            self._unresolved(note, piece, short, "no work cited here answers to it")
            return
        if len(candidates) > 1:
            self._ambiguous(note, piece, short, candidates)
        for index in candidates[-_MOST_MEANT:]:
            _add(cited, index, short.locator)

    def _candidates(self, short: ShortForm, pool: list[int] | None) -> list[int]:
        """Works that a short form can mean: among those of the note that it names, or (None) among all."""
        if short.title:
            wanted = title_key(short.title.rstrip("… ."))
            indices = self.works.with_words(wanted, 0.6) if pool is None else pool
            found = [
                i for i in sorted(indices) if self._title_fits(wanted, i, short.certain) and self._names_fit(short, i)
            ]
            exact = [i for i in found if title_key(self.works[i].title) == wanted]
            return exact or found
        if short.families:
            if pool is None:
                pool = self.works.by_family(family_of(short.families[0])) or list(range(len(self.works)))
            found = [i for i in pool if self._names_fit(short, i) and first_family(self.works[i])]
            if short.year:
                found = [i for i in found if self.works[i].year == short.year[:4]]
            return found
        lead = title_key(re.split(r"\s*[(,]", short.text, maxsplit=1)[0])
        named = [
            i for i in pool or [] if title_key(self.works[i].title).startswith(lead)
        ]  # "Interview with Koch (n 1)"
        return named or pool or []

    def _title_fits(self, wanted: str, index: int, certain: bool) -> bool:
        """A short title leads its long one, or its words stand in it in order."""
        whole = title_key(self.works[index].title)
        if whole.startswith(wanted) or same_title(wanted, whole):
            return True
        if not certain:
            return False
        words = iter(whole.split())
        return all(word in words for word in wanted.split())

    def _names_fit(self, short: ShortForm, index: int) -> bool:
        if not short.families:
            return True
        work = self.works[index]
        people = work.authors or work.editors
        return bool(people) and same_family(family_of(short.families[0]), family_of(people[0]))

    def _follow_later(self, note: Note, cited: Cited, position: int, short: ShortForm, piece: Passage) -> None:
        """Follow "infra note 12" once all notes are read. A note that points back to this one gives nothing more."""
        target = self.notes.get(short.note)
        if target is None or target is cited or not target.works:
            self._unresolved(note, piece, short, "it leads to no work")
            return
        found = self._candidates(short, list(target.works)) or (target.works if len(target.works) == 1 else [])
        if not found:
            self._unresolved(note, piece, short, "no work there answers to it")
        elif len(found) > 1:
            self._ambiguous(note, piece, short, found)
        for index in reversed(found[-_MOST_MEANT:]):
            if index not in cited.works:
                cited.works.insert(position, index)

    def _unresolved(self, note: Note, piece: Passage, short: ShortForm, why: str) -> None:
        self.problems.append(
            Problem(
                "C602",
                f"“{_shown(short.text)}” in note {note.label} resolves to nothing: {why}.",
                "Cite the work in full.",
                span=_span(note, piece),
            )
        )

    def _ambiguous(self, note: Note, piece: Passage, short: ShortForm, candidates: list[int]) -> None:
        titles = ", ".join(f"“{_shown(self.works[index].title)}”" for index in candidates[:3])
        self.problems.append(
            Problem(
                "C603",
                f"“{_shown(short.text)}” in note {note.label} may mean {len(candidates)} works: {titles}.",
                "Name the work that is meant.",
                span=_span(note, piece),
            )
        )


@lru_cache(maxsize=20_000)
def _pieces(note: Passage) -> tuple[_Read, ...]:
    """The citations of a note. Kept, since a paper is read again once its new works have their entries."""
    pieces = []
    for passage in split_works(note):
        short = read_short_form(passage)
        pieces.append(_Read(passage, short, _read(passage) if short is None else None))
    return tuple(pieces)


def _read(passage: Passage) -> tuple[Reference, str] | None:
    """The work that a passage of a note describes, and the place in it."""
    if not passage.links:
        source = read_archival(passage.text, emphasised=bool(passage.italics))
        if source is not None:
            return source
    work = read_work(passage)
    return (work[0], work[1]) if work is not None else None


def _names_the_same(one: Reference, other: Reference) -> bool:
    return (one.url, one.doi.lower(), one.isbn) == (other.url, other.doi.lower(), other.isbn)


def _add(cited: Cited, index: int, locator: str) -> None:
    if index not in cited.works:
        cited.works.append(index)
    cited.locator = cited.locator or locator


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


def _span(note: Note, piece: Passage) -> Span:
    try:
        return note.text.to_source(piece.at, piece.at + len(piece.text))
    except ValueError:
        return note.span
