"""A reference string → a ``Reference``: the readers of this room in their order."""

from __future__ import annotations

import re

from claimcheck.model.reference import Reference
from claimcheck.references.chinese_notes import read_chinese_note, reads_as_chinese_note
from claimcheck.references.elements import (
    GAP,
    Draft,
    draft_of,
    read_access_date,
    read_addresses,
    read_date,
    read_volume_and_pages,
)
from claimcheck.references.heads import read_head
from claimcheck.references.identifiers import host_of
from claimcheck.references.law_journals import read_law_journal
from claimcheck.references.names import family_of
from claimcheck.references.passage import Passage
from claimcheck.references.tails import (
    read_container_in_italics,
    read_edition_and_translator,
    read_editors,
    read_rest,
    type_of,
)
from claimcheck.references.transliterate import fold

_PAGE_LOCATOR = re.compile(r"[A-Za-z]{0,2}\d+")


def read_work(passage: Passage, *, listed: bool = False) -> tuple[Reference, str, str] | None:
    """One work's passage read: (reference without a key, locator such as "p. 9", how its title was set off).

    None where the passage is no citation: nothing but prose, or too little to tell a work by.
    """
    draft = draft_of(passage, listed=listed)
    read_addresses(draft)
    read_access_date(draft)
    if reads_as_chinese_note(draft.text):
        read_chinese_note(draft)
    else:
        _read_parts(draft)
    _settle(draft)
    if not _is_work(draft):
        return None
    return _reference(draft), draft.locator, draft.title_form


def _read_parts(draft: Draft) -> None:
    start = read_head(draft)
    read_editors(draft, start)
    read_edition_and_translator(draft, start)
    read_law_journal(draft, start)
    read_volume_and_pages(draft, start)
    read_date(draft, start)
    read_container_in_italics(draft, start)
    read_rest(draft, start)


def _settle(draft: Draft) -> None:
    """What only the whole shows: a single page is a place in the work; a name that its own site bears is a body's."""
    kind = type_of(draft)
    single = bool(_PAGE_LOCATOR.fullmatch(draft.pages))
    if draft.pages and (kind in ("book", "phdthesis", "mastersthesis") or (single and not draft.listed)):
        prefix = "p." if single else "pp."
        draft.locator, draft.pages = f"{prefix} {draft.pages}", ""
    host = re.sub(r"[^a-z0-9.]", "", host_of(draft.url))
    if len(draft.authors) == 1 and "," in draft.authors[0] and draft.authors[0] not in draft.passage.text:
        family, given = (part.strip() for part in draft.authors[0].split(",", 1))
        squashed = re.sub(r"[^a-z0-9]", "", fold(given + family).lower())
        if len(squashed) > 5 and squashed in host.split("."):
            draft.authors = (f"{given} {family}",)


def _is_work(draft: Draft) -> bool:
    """Whether enough was found to call the passage a citation."""
    if draft.url or draft.doi or draft.eprint or draft.isbn:
        return True
    if not draft.title:
        return False
    if draft.title_form in ("quoted", "italic"):
        return bool(draft.authors or draft.editors or draft.container or draft.publisher or draft.date)
    known = sum(bool(x) for x in (draft.authors, draft.date, draft.container, draft.publisher, draft.volume))
    return known >= (2 if draft.authors else 3) and len(draft.title) <= 400


def _reference(draft: Draft) -> Reference:
    kind = type_of(draft)
    return Reference(
        key="",
        type=kind,
        title=draft.title,
        authors=draft.authors,
        editors=draft.editors,
        year=draft.date[:4],
        date=draft.date,
        container=draft.container,
        publisher=draft.publisher,
        place=draft.place,
        volume=draft.volume,
        number=draft.number,
        pages=draft.pages,
        url=draft.url,
        urldate=draft.urldate,
        doi=draft.doi,
        eprint=draft.eprint,
        isbn=draft.isbn,
        archiveurl=draft.archiveurl,
        note="; ".join(part.replace(GAP, " ").strip() for part in draft.rest if part.strip()),
        raw=draft.passage.text.strip(),
    )


def first_family(reference: Reference) -> str:
    """Family name of the first author (or editor), or the institution; "" where nobody is named."""
    people = reference.authors or reference.editors
    return family_of(people[0]) if people else ""
