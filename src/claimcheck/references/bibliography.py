"""A document and its .bib entries → one Bibliography: works with keys, and every mark resolved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from claimcheck.model.document import Document, Mark
from claimcheck.model.problem import Problem
from claimcheck.model.reference import Bibliography, Citation, Description, Reference
from claimcheck.references.identity import same_family
from claimcheck.references.keys import Keys, base_key
from claimcheck.references.marks import AuthorYear, author_years_of, keys_of, numbers_of
from claimcheck.references.names import OTHERS, family_of
from claimcheck.references.resolve import Resolver
from claimcheck.references.strings import first_family


def build_bibliography(document: Document, existing: Sequence[Reference]) -> Bibliography:
    """Every work that a document cites, and every mark of it resolved to citation keys.

    ``existing`` comes first and is not touched; a work that is among it (by DOI, address, or title and author) bears
    its key, so that keys don't change from run to run. Marks that lead nowhere become problems C601, short forms C602
    and C603.
    """
    resolver = Resolver(document, tuple(existing))
    references = _keyed(resolver, len(existing))
    marks = _Marks(document, resolver, references, len(existing))
    citations = tuple(
        marks.citation(mark, index) for index, sentence in enumerate(document.sentences) for mark in sentence.marks
    )
    descriptions = tuple(
        Description(references[index].key, described, note.kind == "listed", note.label)
        for index, described, note in resolver.described
    )
    return Bibliography(references, citations, (*resolver.problems, *marks.problems), descriptions)


def _keyed(resolver: Resolver, existing: int) -> tuple[Reference, ...]:
    works = [resolver.works[index] for index in range(len(resolver.works))]
    keys = Keys(work.key for work in works[:existing])
    for index in range(existing, len(works)):
        key = keys.free(works[index].key or base_key(works[index]))
        works[index] = replace(works[index], key=key)
    return tuple(works)


class _Marks:
    """Marks in running text, resolved one by one."""

    def __init__(
        self, document: Document, resolver: Resolver, references: tuple[Reference, ...], existing: int
    ) -> None:
        self._resolver = resolver
        self._references = references
        self._keys = [reference.key for reference in references]
        self._known = set(self._keys[:existing])
        self._authors = {note.label for note in document.notes if note.kind == "author"}
        listed = [index for works in resolver.listed.values() for index in works]
        # works of the reference list first: an author and a year mean these
        self._pool = list(dict.fromkeys([*listed, *range(len(references))]))
        self._of_year: dict[str, list[int]] = defaultdict(list)
        for index in self._pool:
            self._of_year[references[index].year].append(index)
        self._entries = sorted((" ".join(references[i].raw.split()).casefold(), i) for i in dict.fromkeys(listed))
        """What the entries of the list say, and whose they are."""
        self.problems: list[Problem] = []

    def citation(self, mark: Mark, sentence: int) -> Citation:
        locator = mark.locator
        if mark.kind == "key":
            keys = self._by_key(mark)
        elif mark.kind == "number":
            keys = self._by_number(mark)
        elif mark.kind == "author-year":
            keys = self._by_author_year(mark)
        else:
            keys, noted = self._by_note(mark)
            locator = locator or noted
        return Citation(mark.label, mark.span, keys, sentence, locator)

    def _by_note(self, mark: Mark) -> tuple[tuple[str, ...], str]:
        cited = self._resolver.notes.get(mark.label)
        if cited is not None:
            return tuple(self._keys[index] for index in cited.works), cited.locator
        if mark.label not in self._authors:
            self._missing(mark, f"The mark {mark.label} has no note.", "Add the note, or take the mark out.")
        return (), ""

    def _by_key(self, mark: Mark) -> tuple[str, ...]:
        """The entry of each key; a key without one is kept, so that what it vouches for doesn't pass as uncited."""
        if mark.label in self._resolver.identified:
            return (self._keys[self._resolver.identified[mark.label]],)
        wanted = (mark.label,) if mark.label in self._known else keys_of(mark.label)
        found = []
        for key in wanted:
            found.append(key)
            if key in self._known:
                continue
            near = get_close_matches(key, sorted(self._known), n=1, cutoff=0.75)
            remedy = f"Did you mean {near[0]}?" if near else "Add it to the bibliography."
            self._missing(mark, f"The key {key} is not in the bibliography.", remedy, key)
        return tuple(dict.fromkeys(found))

    def _by_number(self, mark: Mark) -> tuple[str, ...]:
        found: list[str] = []
        for number in numbers_of(mark.label):
            works = self._resolver.listed.get(number)
            if works is None:
                self._missing(mark, f"The reference list has no item {number}.", "Add it, or mend the number.")
            else:
                found.extend(self._keys[index] for index in works)
        return tuple(dict.fromkeys(found))

    def _by_author_year(self, mark: Mark) -> tuple[str, ...]:
        found: list[str] = []
        for wanted in author_years_of(mark.label):
            indices = self._who(wanted) or self._begins(mark.label)
            if not indices:
                name = f"{' and '.join(wanted.families)} {wanted.year}"
                self._missing(
                    mark, f"No reference answers to {name}.", "Add it to the reference list, or mend name or year."
                )
            elif len(indices) > 1:
                keys = ", ".join(self._keys[index] for index in indices)
                message = f"{mark.label} may mean {len(indices)} works: {keys}."
                self.problems.append(
                    Problem("C603", message, "Tell them apart by a letter behind the year.", span=mark.span)
                )
            found.extend(self._keys[index] for index in indices)
        return tuple(dict.fromkeys(found))

    def _who(self, wanted: AuthorYear) -> list[int]:
        """Works whose first author and year a mark names; the second author decides where several answer."""
        year = wanted.year[:4] if wanted.year[:1].isdigit() else ""
        named = [i for i in self._of_year.get(year, ()) if self._first_fits(wanted.families[0], i)]
        if len(named) > 1 and len(wanted.families) > 1:
            second = [i for i in named if self._has_family(i, wanted.families[1])]
            named = second or named
        elif len(named) > 1:
            alone = [i for i in named if len([a for a in self._references[i].authors if a != OTHERS]) == 1]
            named = alone if len(alone) == 1 and "et al" not in wanted.year else named
        letter = wanted.year[4:] if year else ""
        if len(named) > 1 and letter:
            named = self._lettered(named, year, letter)
        return named

    def _begins(self, label: str) -> list[int]:
        """Works whose entry in the list begins with a mark's words: laws, reports without an author."""
        wanted = " ".join(label.split()).casefold()
        at = bisect_left(self._entries, (wanted, -1))
        entry, index = self._entries[at] if at < len(self._entries) else ("", -1)
        return [index] if entry.startswith(wanted) and not entry[len(wanted) :][:1].isalnum() else []

    def _lettered(self, named: list[int], year: str, letter: str) -> list[int]:
        """For "2022b", the work whose own entry says so, else the second in the order of the list."""
        printed = [i for i in named if re.search(rf"\b{year}{letter}\b", self._references[i].raw)]
        position = ord(letter) - ord("a")
        return printed or (named[position : position + 1])

    def _first_fits(self, family: str, index: int) -> bool:
        first = first_family(self._references[index])
        return bool(first) and (
            first.lower() == family.lower() or same_family(first, family) or _initials(first) == family
        )

    def _has_family(self, index: int, family: str) -> bool:
        return any(same_family(family_of(name), family) for name in self._references[index].authors)

    def _missing(self, mark: Mark, message: str, remedy: str, reference: str = "") -> None:
        self.problems.append(Problem("C601", message, remedy, span=mark.span, reference=reference))


def _initials(name: str) -> str:
    """Initials of a body: "WHO" for "World Health Organization"."""
    words = [word for word in name.split() if word[:1].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""
