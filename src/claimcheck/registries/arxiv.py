"""arXiv (https://export.arxiv.org/api/query): preprints by their numbers, as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from lxml import etree

from claimcheck.references.names import invert
from claimcheck.registries.record import Author, Notice, Record
from claimcheck.registries.shapes import text

NAME: Final = "arXiv"
HOST: Final = "https://export.arxiv.org"
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_MOST_BYTES = 2_000_000
_WITHDRAWN = re.compile(r"(?:this (?:paper|article|submission|manuscript) has been )?withdrawn\b", re.IGNORECASE)


def work_address(number: str) -> str:
    """What to ask for an arXiv number."""
    return f"{HOST}/api/query?{urlencode({'id_list': number, 'max_results': '1'})}"


def read_work(body: bytes) -> tuple[Record, ...] | None:
    """The preprint of an answer, () where arXiv has none; None where it is no answer of the service."""
    if len(body) > _MOST_BYTES:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        feed = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if feed.tag != f"{_ATOM}feed":
        return None
    return tuple(_records(feed))


def _records(feed: etree._Element) -> Iterator[Record]:
    for entry in feed.iter(f"{_ATOM}entry"):
        identifier = text(entry.findtext(f"{_ATOM}id") or "")
        number = re.search(r"arxiv\.org/abs/(.+?)(?:v\d+)?$", identifier)
        if number is None:  # "…/api/errors#incorrect_id_format"
            continue
        names = [text(name.text) for name in entry.iter(f"{_ATOM}name")]
        dates = [text(entry.findtext(f"{_ATOM}{name}") or "")[:4] for name in ("published", "updated")]
        comment = text(entry.findtext(f"{_ARXIV}comment") or "")
        summary = text(entry.findtext(f"{_ATOM}summary") or "")
        withdrawn = bool(_WITHDRAWN.match(comment) or (_WITHDRAWN.match(summary) and summary[:4].lower() == "this"))
        yield Record(
            registry=NAME,
            identifier=f"arXiv:{number[1].lower()}",
            titles=(text(entry.findtext(f"{_ATOM}title") or ""),),
            authors=tuple(_author(name) for name in names if name),
            containers=("arXiv", *filter(None, (text(entry.findtext(f"{_ARXIV}journal_ref") or ""),))),
            years=tuple(dict.fromkeys(filter(None, dates))),
            preprint=True,
            notices=(Notice("withdrawal", text(entry.findtext(f"{_ATOM}updated") or "")[:10], "", NAME),)
            if withdrawn
            else (),
        )


def _author(name: str) -> Author:
    family, _, given = invert(name).partition(", ")
    return Author(family, given)
