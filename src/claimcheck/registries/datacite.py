"""DataCite (https://api.datacite.org): works by DOI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlencode

from claimcheck.registries.record import Author, Notice, Record
from claimcheck.registries.shapes import items, text
from claimcheck.sources.json_answers import member, parsed

NAME: Final = "DataCite"
HOST: Final = "https://api.datacite.org"
PREFIXES: Final = (
    "10.5281/", "10.48550/", "10.6084/", "10.5061/", "10.7910/", "10.17632/", "10.17605/", "10.18434/", "10.3929/",
    "10.4230/",
    "10.17176/", "10.25384/", "10.24433/", "10.5063/", "10.15468/",
)  # fmt: skip
"""DOIs that are asked for here first, being registered here: the rest goes to Crossref first."""


def work_address(doi: str, contact: str) -> str:
    """What to ask for a DOI."""
    query = f"?{urlencode({'mailto': contact})}" if contact else ""
    return f"{HOST}/dois/{quote(doi, safe='')}{query}"


def read_work(body: bytes) -> tuple[Record, ...] | None:
    """The work of an answer; None where it is no answer of the service."""
    attributes = member(member(parsed(body), "data"), "attributes")
    if not isinstance(attributes, dict):
        return None
    publisher = member(attributes, "publisher")
    container = member(attributes, "container")
    first, last = text(member(container, "firstPage")), text(member(container, "lastPage"))
    doi = text(member(attributes, "doi")).lower()
    record = Record(
        registry=NAME,
        identifier=doi,
        titles=tuple(filter(None, (text(member(title, "title")) for title in items(attributes, "titles")))),
        authors=tuple(_people(attributes)),
        containers=tuple(
            filter(None, (text(member(container, "title")), text(publisher) or text(member(publisher, "name"))))
        ),
        years=tuple(dict.fromkeys(_years(attributes))),
        volume=text(member(container, "volume")),
        number=text(member(container, "issue")),
        pages=f"{first}-{last}" if first and last else first,
        preprint=doi.startswith("10.48550/")
        or text(member(member(attributes, "types"), "resourceTypeGeneral")) == "Preprint",
        notices=(Notice("withdrawal", _withdrawn(attributes), "", NAME),) if _withdrawn(attributes) else (),
    )
    return (record,)


def _people(attributes: object) -> Iterator[Author]:
    for person in items(attributes, "creators"):
        family, given = text(member(person, "familyName")), text(member(person, "givenName"))
        name = text(member(person, "name"))
        if not family and name.count(",") == 1 and text(member(person, "nameType")) != "Organizational":
            family, given = (part.strip() for part in name.split(","))
        if family or name:
            yield Author(family or name, given if family else "")


def _years(attributes: object) -> Iterator[str]:
    if re.fullmatch(r"\d{4}", year := text(member(attributes, "publicationYear"))):
        yield year
    for dated in items(attributes, "dates"):
        if text(member(dated, "dateType")) in ("Issued", "Available", "Submitted", "Created", "Updated"):
            if match := re.match(r"\d{4}", text(member(dated, "date"))):
                yield match.group(0)


def _withdrawn(attributes: object) -> str:
    """The date on which a work was withdrawn."""
    dates = items(attributes, "dates")
    return next(
        (text(member(each, "date"))[:10] for each in dates if text(member(each, "dateType")) == "Withdrawn"), ""
    )
