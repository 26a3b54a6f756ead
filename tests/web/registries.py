"""Crossref, DataCite, OpenAlex, arXiv and the handle service as their documents describe them, on the loopback web."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from web.routes import Asked, Route

if TYPE_CHECKING:
    from web.server import LoopbackWeb

HOSTS = {
    "crossref": "api.crossref.org", "datacite": "api.datacite.org", "openalex": "api.openalex.org",
    "arxiv": "export.arxiv.org", "handles": "doi.org",
}  # fmt: skip


@dataclass
class Work:
    """One work as a registry holds it."""

    title: str
    authors: list[tuple[str, str]]
    """(family, given)."""
    year: int
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    arxiv: str = ""
    agency: str = "crossref"
    type: str = "journal-article"
    print_year: int = 0
    updated_by: list[dict[str, Any]] = field(default_factory=list)
    retracted: bool = False
    comment: str = ""


@dataclass
class Registries:
    """Answers for all of them; what they hold, and what ails them, can be changed at any time."""

    web: LoopbackWeb
    works: dict[str, Work] = field(default_factory=dict)
    """By DOI in lower case, or ``arxiv:`` and the number."""
    foreign: set[str] = field(default_factory=set)
    """DOIs that an agency registered which is none of these."""
    down: set[str] = field(default_factory=set)
    """Names of services that answer 503."""
    lying: set[str] = field(default_factory=set)
    """Names of services that answer 200 and a login page, as a captive portal does."""
    limit: int = 0
    """Requests a second that Crossref stands and says in its headers; more get 429. 0: no limit."""
    refused: int = 0
    """Requests that were over the limit."""
    _times: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, host in HOSTS.items():
            self.web.service(host, lambda asked, name=name: self._answer(name, asked))

    def add(self, work: Work) -> Work:
        """Hold a work."""
        self.works[work.doi.lower() if work.doi else f"arxiv:{work.arxiv.lower()}"] = work
        return work

    def asked(self, name: str) -> list[str]:
        """What a service was asked, decoded."""
        return [unquote(seen.target) for seen in self.web.requests if seen.host == HOSTS[name]]

    def _answer(self, name: str, asked: Asked) -> Route:
        if name in self.down:
            return Route(503, (("Content-Type", "text/plain"),), b"no")
        if name in self.lying:
            return Route(
                200, (("Content-Type", "text/html"),), b"<html><title>Sign in</title><form>password</form></html>"
            )
        answer: Route = getattr(self, f"_{name}")(asked)
        return answer

    # --- Crossref ----------------------------------------------------------------------------------------------------
    def _crossref(self, asked: Asked) -> Route:
        headers: tuple[tuple[str, str], ...] = ()
        if self.limit:
            headers = (
                ("x-rate-limit-limit", str(self.limit)),
                ("x-rate-limit-interval", "1s"),
                ("x-concurrency-limit", "1"),
            )
            now = time.monotonic()
            self._times = [each for each in self._times if now - each < 1.0]
            if len(self._times) >= self.limit:
                self.refused += 1
                return Route(429, (*headers, ("Retry-After", "1")), b"Too many requests")
            self._times.append(now)
        parts = urlsplit(asked.target)
        if parts.path == "/works":
            items = [crossref_message(work) for work in self._search(parse_qs(parts.query)["query.bibliographic"][0])]
            message: dict[str, Any] = {"total-results": len(items), "items-per-page": 5, "items": items}
            return _json(
                {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}, headers
            )
        work = self.works.get(unquote(parts.path.removeprefix("/works/")).lower())
        if work is None or work.agency != "crossref":
            return Route(404, (*headers, ("Content-Type", "text/plain")), b"Resource not found.")
        return _json(
            {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": crossref_message(work)},
            headers,
        )

    def _search(self, said: str) -> list[Work]:
        wanted = set(re.findall(r"\w+", said.lower()))
        scored = []
        for work in self.works.values():
            words = set(re.findall(r"\w+", work.title.lower())) | {family.lower() for family, _ in work.authors}
            if work.agency == "crossref" and (score := len(wanted & words)):
                scored.append((score / (len(words) or 1), work.doi, work))
        return [work for _, _, work in sorted(scored, key=lambda each: (-each[0], each[1]))[:5]]

    # --- DataCite ----------------------------------------------------------------------------------------------------
    def _datacite(self, asked: Asked) -> Route:
        work = self.works.get(unquote(urlsplit(asked.target).path.removeprefix("/dois/")).lower())
        if work is None or work.agency != "datacite":
            error = {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
            return _json(error, (), 404)
        creators = [
            {"name": f"{f}, {g}", "givenName": g, "familyName": f, "nameType": "Personal"} for f, g in work.authors
        ]
        attributes = {
            "doi": work.doi, "titles": [{"title": work.title}], "creators": creators, "publisher": work.container,
            "publicationYear": work.year, "types": {"resourceTypeGeneral": "Text"}, "relatedIdentifiers": [],
            "dates": [{"date": str(work.year), "dateType": "Issued"}], "state": "findable",
        }  # fmt: skip
        return _json({"data": {"id": work.doi, "type": "dois", "attributes": attributes}})

    # --- OpenAlex ----------------------------------------------------------------------------------------------------
    def _openalex(self, asked: Asked) -> Route:
        parts = urlsplit(asked.target)
        if parts.path == "/works":
            return _json({"meta": {"count": 0}, "results": []})
        work = self.works.get(unquote(parts.path.removeprefix("/works/doi:")).lower())
        if work is None:
            return _json({"error": "Not found"}, (), 404)
        first, _, last = work.pages.partition("-")
        return _json({
            "id": "https://openalex.org/W1", "doi": f"https://doi.org/{work.doi}", "title": work.title,
            "display_name": work.title, "publication_year": work.year, "type": "article",
            "is_retracted": work.retracted,
            "authorships": [
                {"author": {"display_name": f"{g} {f}", "orcid": None}, "raw_author_name": f"{g} {f}"}
                for f, g in work.authors
            ],
            "primary_location": {"source": {"display_name": work.container}},
            "biblio": {"volume": work.volume, "issue": work.issue, "first_page": first, "last_page": last},
        })  # fmt: skip

    # --- arXiv -------------------------------------------------------------------------------------------------------
    def _arxiv(self, asked: Asked) -> Route:
        number = parse_qs(urlsplit(asked.target).query)["id_list"][0]
        work = self.works.get(f"arxiv:{number.lower()}")
        entry = ""
        if work is not None:
            names = "".join(f"<author><name>{escape(f'{g} {f}')}</name></author>" for f, g in work.authors)
            comment = (
                f'<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(work.comment)}</arxiv:comment>'
            )
            entry = (
                f"<entry><id>http://arxiv.org/abs/{number}v1</id><updated>{work.year}-05-02T00:00:00Z</updated>"
                f"<published>{work.year}-05-02T00:00:00Z</published><title>{escape(work.title)}</title>{names}{comment}</entry>"
            )
        feed = f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>q</title>{entry}</feed>'
        return Route(200, (("Content-Type", "application/atom+xml; charset=utf-8"),), feed.encode())

    # --- the handle service ------------------------------------------------------------------------------------------
    def _handles(self, asked: Asked) -> Route:
        doi = unquote(urlsplit(asked.target).path.removeprefix("/api/handles/")).lower()
        if doi in self.works or doi in self.foreign:
            value = {
                "index": 1,
                "type": "URL",
                "data": {"format": "string", "value": "https://publisher.test/x"},
                "ttl": 86400,
            }
            return _json({"responseCode": 1, "handle": doi, "values": [value]})
        return _json({"responseCode": 100, "handle": doi}, (), 404)


def crossref_message(work: Work) -> dict[str, Any]:
    """A work as Crossref tells it."""
    people = [
        {"given": g, "family": f, "sequence": "first" if not at else "additional"}
        for at, (f, g) in enumerate(work.authors)
    ]
    message: dict[str, Any] = {
        "DOI": work.doi, "type": work.type, "title": [work.title],
        "container-title": [work.container] if work.container else [], "author": people,
        "issued": {"date-parts": [[work.year, 5, 27]]}, "published-online": {"date-parts": [[work.year, 5, 27]]},
        "volume": work.volume, "issue": work.issue, "page": work.pages, "publisher": "P", "relation": {}, "score": 40.0,
    }  # fmt: skip
    if work.print_year:
        message["published-print"] = {"date-parts": [[work.print_year, 1]]}
    if work.updated_by:
        message["updated-by"] = work.updated_by
    return message


def update(kind: str, doi: str, date: tuple[int, int, int], source: str = "publisher") -> dict[str, Any]:
    """A notice, as ``updated-by`` has it."""
    return {"DOI": doi, "type": kind, "label": kind.title(), "source": source, "updated": {"date-parts": [list(date)]}}


def _json(value: object, headers: tuple[tuple[str, str], ...] = (), status: int = 200) -> Route:
    return Route(status, (("Content-Type", "application/json"), *headers), json.dumps(value).encode())
