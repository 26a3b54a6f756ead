"""Crossref (https://api.crossref.org): works by DOI or by what a reference says, and what was published about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlencode

from claimcheck.model.reference import Reference
from claimcheck.references import works
from claimcheck.registries.record import Author, Notice, NoticeKind, Record
from claimcheck.registries.shapes import date_of, items, text, texts, year_of
from claimcheck.sources.json_answers import member, parsed

NAME: Final = "Crossref"
HOST: Final = "https://api.crossref.org"
_KINDS: Final[dict[str, NoticeKind]] = {
    "retraction": "retraction", "partial_retraction": "partial_retraction", "removal": "withdrawal",
    "withdrawal": "withdrawal", "correction": "correction", "erratum": "erratum", "corrigendum": "correction",
    "expression_of_concern": "concern", "reinstatement": "reinstatement",
}  # fmt: skip
_DATES = ("issued", "published", "published-print", "published-online", "published-other")
_SELECT = (
    "DOI,title,subtitle,author,issued,published-print,published-online,container-title,volume,issue,page,type,update-to"
)


def work_address(doi: str, contact: str) -> str:
    """What to ask for a DOI."""
    query = f"?{urlencode({'mailto': contact})}" if contact else ""
    return f"{HOST}/works/{quote(doi, safe='')}{query}"


def search_address(reference: Reference, contact: str) -> str:
    """What to ask for a work without a DOI: nothing but its title, first author and year is told."""
    said = " ".join(filter(None, (reference.title[:300], works.first_family(reference), reference.year)))
    query = {"query.bibliographic": said, "rows": "5", "select": _SELECT} | ({"mailto": contact} if contact else {})
    return f"{HOST}/works?{urlencode(query)}"


def read_work(body: bytes) -> tuple[Record, ...] | None:
    """The work of an answer; None where it is no answer of the service."""
    value = parsed(body)
    message = member(value, "message")
    if member(value, "status") != "ok" or member(message, "DOI") is None:
        return None
    return (_record(message),)


def read_search(body: bytes) -> tuple[Record, ...] | None:
    """The works that a search found, best first."""
    value = parsed(body)
    found = member(member(value, "message"), "items")
    if member(value, "status") != "ok" or not isinstance(found, list):
        return None
    return tuple(_record(item) for item in found[:10] if isinstance(item, dict))


def _record(message: object) -> Record:
    titles = texts(message, "title")
    subtitles = texts(message, "subtitle")
    whole = tuple(f"{title}: {subtitle}" for title in titles[:1] for subtitle in subtitles[:1])
    kind = text(member(message, "type"))
    return Record(
        registry=NAME,
        identifier=text(member(message, "DOI")).lower(),
        titles=(*titles[:1], *whole, *titles[1:], *texts(message, "original-title"), *texts(message, "short-title")),
        authors=tuple(_people(message)),
        containers=(
            *texts(message, "container-title"), *texts(message, "short-container-title"),
            *filter(None, (text(member(member(message, "event"), name)) for name in ("name", "acronym"))),
            *(text(member(each, "name")) for each in items(message, "institution") if kind == "posted-content"),
        ),
        years=tuple(dict.fromkeys(filter(None, (year_of(message, name) for name in _DATES)))),
        volume=text(member(message, "volume")),
        number=text(member(message, "issue")),
        pages=text(member(message, "page")) or text(member(message, "article-number")),
        preprint=kind == "posted-content",
        notices=tuple(_notices(message)),
    )  # fmt: skip


def _people(message: object) -> Iterator[Author]:
    named = list(items(message, "author")) or list(items(message, "editor"))
    for person in named:
        family, given = text(member(person, "family")), text(member(person, "given"))
        if name := family or text(member(person, "name")):
            yield Author(name, given if family else "")


def _notices(message: object) -> Iterator[Notice]:
    """What was published about a work. The publisher and Retraction Watch may tell of one notice each; it is one."""
    seen: set[tuple[str, str]] = set()
    own = text(member(message, "DOI")).lower()
    for update in items(message, "updated-by"):
        kind = _KINDS.get(re.sub(r"[\s-]+", "_", text(member(update, "type")).lower()))
        doi = text(member(update, "DOI")).lower()
        if kind is None or (kind, doi) in seen:
            continue
        seen.add((kind, doi))
        yield Notice(kind, date_of(update, "updated"), "" if doi == own else doi, text(member(update, "source")))
