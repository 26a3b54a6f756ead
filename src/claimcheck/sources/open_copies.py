"""Open copies of works: how to ask OpenAlex and Unpaywall by DOI, and what they answer. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from claimcheck.model.reference import Reference
from claimcheck.sources.addresses import host, split
from claimcheck.sources.json_answers import member, parsed

PREPRINT: Final = "arXiv preprint, not the version of record"
CANDIDATES: Final = 3
"""Copies of one work that are tried, the nearest to the version of record first."""
_MOST_LOCATIONS = 50
_LONGEST = 2_000
_VERSIONS: Final = ("publishedVersion", "acceptedVersion", "submittedVersion")
_NAMES: Final = {
    "publishedVersion": "",
    "acceptedVersion": "accepted manuscript, not the version of record",
    "submittedVersion": "submitted manuscript, not the version of record",
}
"""The versions of the DRIVER guidelines, by which both services tell copies apart; "" needs no words."""
_UNTOLD: Final = "a version that is not told"
_ARXIV = re.compile(
    r"(?:arxiv:)?(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z][a-z-]{1,12}(?:\.[A-Z]{2})?/\d{7})(v\d{1,3})?", re.I
)
_ARXIV_DOI = "10.48550/arxiv."


@dataclass(frozen=True, slots=True)
class OpenCopy:
    """One copy that a service names."""

    url: str
    service: str
    version: str = ""
    """Which version it is, where it isn't the published one."""
    pdf: bool = False


def arxiv_number(reference: Reference) -> str:
    """The arXiv number that an entry gives as its ``eprint`` or DOI; "" where there is none."""
    doi = reference.doi.strip()
    number = doi[len(_ARXIV_DOI) :] if doi.casefold().startswith(_ARXIV_DOI) else reference.eprint.strip()
    found = _ARXIV.fullmatch(number)
    return f"{found[1]}{found[2] or ''}" if found else ""


def is_of_arxiv(reference: Reference) -> bool:
    """Whether what is cited is the arXiv paper itself, and no version of it that was published elsewhere."""
    doi, at = reference.doi.strip().casefold(), host(reference.url)
    return not (doi and not doi.startswith(_ARXIV_DOI)) and (not at or at in ("arxiv.org", "doi.org"))


def openalex_address(doi: str, key: str = "") -> str:
    """What to ask OpenAlex for a DOI: the places of its copies alone."""
    fields = {"select": "id,doi,open_access,best_oa_location,locations"} | ({"api_key": key} if key else {})
    return f"https://api.openalex.org/works/doi:{quote(doi, safe='/:().;-_')}?{urlencode(fields)}"


def unpaywall_address(doi: str, email: str) -> str:
    """What to ask Unpaywall for a DOI; it answers nobody without an e-mail address."""
    return f"https://api.unpaywall.org/v2/{quote(doi, safe='/:().;-_')}?{urlencode({'email': email})}"


def of_openalex(body: bytes) -> tuple[OpenCopy, ...]:
    """The open copies that OpenAlex names."""
    work = parsed(body)
    found = []
    for place in _places(member(work, "best_oa_location"), member(work, "locations")):
        if member(place, "is_oa") is False:
            continue
        found += _copies(
            "OpenAlex", member(place, "version"), member(place, "pdf_url"), member(place, "landing_page_url")
        )
    found += _copies("OpenAlex", None, None, member(member(work, "open_access"), "oa_url"))
    return tuple(found)


def of_unpaywall(body: bytes) -> tuple[OpenCopy, ...]:
    """The open copies that Unpaywall names."""
    work = parsed(body)
    found = []
    for place in _places(member(work, "best_oa_location"), member(work, "oa_locations")):
        found += _copies("Unpaywall", member(place, "version"), member(place, "url_for_pdf"), member(place, "url"))
    return tuple(found)


def best_of(copies: Iterable[OpenCopy], tried: Iterable[str]) -> tuple[OpenCopy, ...]:
    """The copies to try: the version of record before manuscripts, files before pages; each address once."""
    known = set(tried)
    fresh: dict[str, OpenCopy] = {}
    for copy in copies:
        if copy.url not in known and host(copy.url) not in ("doi.org", "dx.doi.org"):
            fresh.setdefault(copy.url, copy)
    return tuple(sorted(fresh.values(), key=lambda copy: (_rank(copy), not copy.pdf)))[:CANDIDATES]


def _rank(copy: OpenCopy) -> int:
    order = [*(_NAMES[version] for version in _VERSIONS), _UNTOLD, PREPRINT]
    return order.index(copy.version) if copy.version in order else len(order)


def _copies(service: str, version: object, pdf: object, page: object) -> list[OpenCopy]:
    named = _NAMES.get(version, _UNTOLD) if isinstance(version, str) else _UNTOLD
    found = []
    for url, is_pdf in ((pdf, True), (page, False)):
        if isinstance(url, str) and len(url) <= _LONGEST and split(url).scheme in ("http", "https") and host(url):
            preprint = host(url) == "arxiv.org" and named != ""
            found.append(OpenCopy(url.partition("#")[0], service, PREPRINT if preprint else named, is_pdf))
    return found


def _places(best: object, all_of_them: object) -> list[object]:
    return [best, *(all_of_them[:_MOST_LOCATIONS] if isinstance(all_of_them, list) else ())]
