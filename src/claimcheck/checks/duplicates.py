"""One work that has two entries: one identifier, one title and year, or a preprint beside its article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimcheck.model.finding import Confidence
from claimcheck.model.reference import Reference
from claimcheck.references import identity, works

_LEAST_WORDS = 3
"""Words of a title that two works share by chance no more."""
_PREPRINT_YEARS = 4
"""Most years between a preprint and its article."""


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that describes the work of an earlier one."""

    entry: Reference
    first: Reference
    why: str
    confidence: Confidence = "high"
    one_work: bool = True
    """False: one identifier on two works, so that it is wrong on one of them."""


def twins(entries: Sequence[Reference]) -> Iterator[Twin]:
    """Each entry that is the work of one before it, once, with the strongest reason."""
    index = _Index()
    for entry in entries:
        twin = index.twin(entry)
        if twin is not None:
            yield twin
        index.add(entry)


class _Index:
    def __init__(self) -> None:
        self._by_key: dict[str, Reference] = {}
        self._by_identifier: dict[str, Reference] = {}
        self._by_title: dict[str, list[Reference]] = defaultdict(list)

    def add(self, entry: Reference) -> None:
        self._by_key.setdefault(entry.key.casefold(), entry)
        for identifier in _identifiers(entry):
            self._by_identifier.setdefault(identifier, entry)
        self._by_title[works.squeezed(entry.title)].append(entry)

    def twin(self, entry: Reference) -> Twin | None:
        same = self._by_key.get(entry.key.casefold())
        if same is not None and same.key != entry.key:
            return Twin(
                entry, same, "BibTeX takes its key, which differs in capitals alone, for the same", one_work=False
            )
        for identifier in _identifiers(entry):
            first = self._by_identifier.get(identifier)
            if first is not None and (twin := _by_identifier(entry, first, identifier)) is not None:
                return twin
        title = works.squeezed(entry.title)
        alike = self._by_title.get(title, ()) if title else ()
        return next((twin for first in alike if (twin := _by_title(entry, first)) is not None), None)


def _identifiers(entry: Reference) -> Iterator[str]:
    if doi := works.doi_of(entry):
        yield f"DOI {doi}"
    if number := works.arxiv_of(entry):
        yield f"arXiv number {number}"
    if entry.url and not works.doi_in(entry.url) and (page := works.page_of(entry.url)):
        yield f"address {page}"


def _by_identifier(entry: Reference, first: Reference, identifier: str) -> Twin | None:
    kind = identifier.partition(" ")[0]
    same = _titles_agree(entry, first)
    if kind == "address":
        # many works may stand on one page; only what is told to be one work is
        agree = (
            same and _authors_agree(entry, first) and not _other_parts(entry, first) and _years_near(entry, first, 0)
        )
        return Twin(entry, first, "one address and one title") if agree else None
    named = "arXiv number" if kind == "arXiv" else kind
    if same or not entry.title or not first.title:
        return Twin(entry, first, f"one {named}")
    if _of_one_book(entry, first):
        return None  # chapters under the DOI of their book
    return Twin(
        entry, first, f"one {named}, {identifier.rpartition(' ')[2]}, under two titles", "medium", one_work=False
    )


def _of_one_book(entry: Reference, first: Reference) -> bool:
    """Whether the one stands in the other, or both in one book on other pages."""
    titles = [identity.title_key(reference.title) for reference in (entry, first)]
    books = [identity.title_key(reference.container) for reference in (entry, first)]
    if any(book and identity.same_title(book, title) for book, title in zip(books, reversed(titles), strict=True)):
        return True
    in_book = {"incollection", "inbook", "inproceedings", "conference", "inreference", "suppbook"}
    chapters = entry.type in in_book and first.type in in_book
    return chapters and bool(books[0]) and identity.same_title(*books) and entry.pages != first.pages


def _by_title(entry: Reference, first: Reference) -> Twin | None:
    if not _authors_agree(entry, first) or not (entry.authors and first.authors):
        return None
    if works.is_preprint(entry) != works.is_preprint(first):
        if not _years_near(entry, first, _PREPRINT_YEARS) or not _long(entry) or _of_software(entry, first):
            return None
        return Twin(entry, first, "a preprint beside its article", "medium")
    if _distinct(entry, first) or _other_parts(entry, first):
        return None
    if _years_near(entry, first, 0):
        return Twin(entry, first, "one title, year and first author", "medium")
    if _long(entry) and entry.pages and entry.pages == first.pages and _containers_agree(entry, first):
        years = f"though of {entry.year} and {first.year}" if entry.year and first.year else "though one has no year"
        return Twin(entry, first, f"one title, author and pages, {years}", "medium")
    return None


def _titles_agree(entry: Reference, first: Reference) -> bool:
    return identity.same_title(identity.title_key(entry.title), identity.title_key(first.title))


def _authors_agree(entry: Reference, first: Reference) -> bool:
    one, other = works.first_family(entry), works.first_family(first)
    return not one or not other or identity.same_family(one, other)


def _years_near(entry: Reference, first: Reference, most: int) -> bool:
    if not (entry.year.isdigit() and first.year.isdigit()):
        return entry.year == first.year
    return abs(int(entry.year) - int(first.year)) <= most


def _long(entry: Reference) -> bool:
    return len(identity.title_key(entry.title).split()) >= _LEAST_WORDS or len(entry.title) >= 12


def _distinct(entry: Reference, first: Reference) -> bool:
    """Whether identifiers, or what kind of thing they are, tell two works of one title apart."""
    for ours, theirs in (
        (works.doi_of(entry), works.doi_of(first)),
        (works.arxiv_of(entry), works.arxiv_of(first)),
        (entry.isbn, first.isbn),
    ):
        if ours and theirs and ours != theirs:
            return True
    if _of_software(entry, first) or ({"book", "collection"} & {entry.type, first.type} and entry.type != first.type):
        return True
    pages = [works.page_of(reference.url) for reference in (entry, first) if reference.url]
    published = any(reference.container or reference.publisher for reference in (entry, first))
    return len(pages) == 2 and pages[0] != pages[1] and not published


def _of_software(entry: Reference, first: Reference) -> bool:
    """A program, or a set of data, and the article on it bear one title."""
    return works.is_artefact(entry) != works.is_artefact(first)


def _other_parts(entry: Reference, first: Reference) -> bool:
    """Whether volume, number or pages differ where both name them, or the one stands elsewhere than the other."""
    for name in ("volume", "number", "pages"):
        ours, theirs = (re.sub(r"\W", "", getattr(reference, name)) for reference in (entry, first))
        if ours and theirs and ours != theirs:
            return True
    return not _containers_agree(entry, first)


def _containers_agree(entry: Reference, first: Reference) -> bool:
    return works.same_container(entry.container, first.container)


def of_one_work(entries: Iterable[Reference]) -> list[Twin]:
    """Twins that are surely one work: what may be merged."""
    return [twin for twin in twins(list(entries)) if twin.one_work]
