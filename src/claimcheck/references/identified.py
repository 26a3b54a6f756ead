"""Citation keys that say which work they mean, as manubot has them: ``doi:10.1056/…``, ``pmid:123``, ``url:https://…``."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.model.reference import Reference
from claimcheck.redaction import redact_address
from claimcheck.references.identifiers import arxiv_of, doi_of, is_resolver, normal_isbn

_PREFIX = re.compile(
    r"(?P<kind>doi|pmid|pubmed|pmcid|arxiv|isbn|url|wikidata|clinicaltrials):(?P<rest>.+)", re.IGNORECASE
)
_SHORT_DOI = re.compile(r"10/[a-z0-9]{3,12}", re.IGNORECASE)
_ARXIV = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z][a-z.-]{1,16}/\d{7})(?:v\d{1,3})?", re.IGNORECASE)
_PLACES = {
    "pmid": (re.compile(r"\d{1,9}"), "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pubmed": (re.compile(r"\d{1,9}"), "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "pmcid": (re.compile(r"(?i:PMC)\d{1,9}"), "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    "wikidata": (re.compile(r"Q\d{1,12}"), "https://www.wikidata.org/wiki/{}"),
    "clinicaltrials": (re.compile(r"NCT\d{8}"), "https://clinicaltrials.gov/study/{}"),
}
_MAX_KEY = 80


def identified(label: str) -> Reference | None:
    """The work that a citation key names by itself, with a key that BibTeX can hold; None for any other key.

    Nothing but the identifier is known of it: no title is made up.
    """
    label = label.strip()
    if re.match(r"https?://[^\s/]", label, re.IGNORECASE):
        return replace(_at(label), key=bibtex_key(label))
    match = _PREFIX.fullmatch(label)
    found = _named(match["kind"].lower(), match["rest"].strip()) if match else None
    return replace(found, key=bibtex_key(label)) if found is not None else None


def bibtex_key(label: str) -> str:
    """The label itself, with hyphens for what BibTeX and its tools stumble over, and not too long."""
    return re.sub(r"[^A-Za-z0-9:./_+-]+", "-", redact_address(label))[:_MAX_KEY].strip("-.:/") or "work"


def _named(kind: str, rest: str) -> Reference | None:
    if kind == "doi":
        doi = doi_of(rest)
        if doi:
            return Reference(key="", doi=doi)
        return Reference(key="", url=f"https://doi.org/{rest}") if _SHORT_DOI.fullmatch(rest) else None
    if kind == "arxiv":
        number = _ARXIV.fullmatch(rest)
        return Reference(key="", eprint=number[1], url=f"https://arxiv.org/abs/{number[1]}") if number else None
    if kind == "isbn":
        isbn = normal_isbn(rest)
        return Reference(key="", type="book", isbn=isbn) if isbn else None
    if kind == "url":
        return _at(rest) if re.match(r"https?://[^\s/]", rest, re.IGNORECASE) else None
    pattern, place = _PLACES[kind]
    return Reference(key="", url=place.format(rest)) if pattern.fullmatch(rest) else None


def _at(address: str) -> Reference:
    if is_resolver(address):
        return Reference(key="", doi=doi_of(address))
    return Reference(key="", url=address, eprint=arxiv_of(address))
