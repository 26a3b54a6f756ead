"""OpenAlex (https://api.openalex.org): works by DOI, and works by title; asked where Crossref can't be."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlencode

from claimcheck.model.reference import Reference
from claimcheck.references.names import invert
from claimcheck.references.transliterate import words_of
from claimcheck.registries.record import Author, Notice, Record
from claimcheck.registries.shapes import items, text
from claimcheck.sources.json_answers import member, parsed

NAME: Final = "OpenAlex"
HOST: Final = "https://api.openalex.org"


def _query(contact: str, key: str, **more: str) -> str:
    query = more | ({"mailto": contact} if contact else {}) | ({"api_key": key} if key else {})
    return f"?{urlencode(query)}" if query else ""


def work_address(doi: str, contact: str, key: str) -> str:
    """What to ask for a DOI."""
    return f"{HOST}/works/doi:{quote(doi, safe='/:().;-_')}{_query(contact, key)}"


def search_address(reference: Reference, contact: str, key: str) -> str:
    """What to ask for a work without a DOI: its title alone is told."""
    title = " ".join(words_of(reference.title))[:300]
    return f"{HOST}/works{_query(contact, key, filter=f'title.search:{title}', **{'per-page': '5'})}"


def read_work(body: bytes) -> tuple[Record, ...] | None:
    """The work of an answer; None where it is no answer of the service."""
    value = parsed(body)
    return (_record(value),) if isinstance(value, dict) and "id" in value and "authorships" in value else None


def read_search(body: bytes) -> tuple[Record, ...] | None:
    """The works that a search found, best first."""
    found = member(parsed(body), "results")
    return tuple(_record(item) for item in found[:10] if isinstance(item, dict)) if isinstance(found, list) else None


def _record(value: object) -> Record:
    biblio, source = member(value, "biblio"), member(member(value, "primary_location"), "source")
    first, last = text(member(biblio, "first_page")), text(member(biblio, "last_page"))
    year = text(member(value, "publication_year"))
    names = [
        text(member(member(each, "author"), "display_name")) or text(member(each, "raw_author_name"))
        for each in items(value, "authorships")
    ]
    return Record(
        registry=NAME,
        identifier=re.sub(r"^https?://doi\.org/", "", text(member(value, "doi")).lower()),
        titles=tuple(dict.fromkeys(filter(None, (text(member(value, "title")), text(member(value, "display_name")))))),
        authors=tuple(_author(name) for name in names if name),
        containers=tuple(filter(None, (text(member(source, "display_name")),))),
        years=(year,) if year else (),
        volume=text(member(biblio, "volume")),
        number=text(member(biblio, "issue")),
        pages=f"{first}-{last}" if first and last and first != last else first,
        preprint=text(member(value, "type")) == "preprint",
        notices=(Notice("retraction", source=NAME),) if member(value, "is_retracted") is True else (),
    )


def _author(name: str) -> Author:
    family, _, given = invert(name).partition(", ")
    return Author(family, given)
