"""Citation fields of reference managers into works: CSL JSON (Zotero, Mendeley), EndNote's XML, OpenDocument's own."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimcheck.errors import PaperError
from claimcheck.model.reference import Reference
from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.markup.tree import Node, Text, parse_xml

MOST = 500
"""Works of one citation."""
_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "article": "article",
    "book": "book", "chapter": "incollection", "paper-conference": "inproceedings", "thesis": "phdthesis",
    "report": "techreport", "webpage": "online", "post-weblog": "online", "post": "online", "dataset": "dataset",
    "software": "software", "Journal Article": "article", "Book": "book", "Book Section": "incollection",
    "Conference Proceedings": "inproceedings", "Conference Paper": "inproceedings", "Thesis": "phdthesis",
    "Report": "techreport", "Web Page": "online", "Newspaper Article": "article", "www": "online",
    "inbook": "incollection", "conference": "inproceedings", "techreport": "techreport",
}  # fmt: skip
_LISTS = ("ZOTERO_BIBL", "CSL_BIBLIOGRAPHY", "EN.REFLIST", "Mendeley Bibliography")
_BOOKMARK = re.compile(r"(ZOTERO_[A-Z]+_\w{1,40}?)_(\d{1,5})")
_JSON = re.compile(r"\{.*\}", re.DOTALL)
_LABELS = {"page": "p.", "chapter": "ch.", "section": "sec.", "figure": "fig.", "paragraph": "para."}


@dataclass(frozen=True, slots=True)
class FieldCite:
    """One work cited by a field."""

    work: Reference
    """Its key is the reference manager's own name for it."""
    locator: str = ""


def read_field(code: str, manuscript: Manuscript) -> list[FieldCite] | None:
    """The works of a field's code ("ADDIN ZOTERO_ITEM CSL_CITATION {…}"); None where it is no citation."""
    if "EN.CITE" in code and "<EndNote" in code:
        return _endnote(code, manuscript)
    if "CSL_CITATION" not in code and "MENDELEY_CITATION" not in code:
        return None
    if match := re.search(r"MENDELEY_CITATION_v\d_([A-Za-z0-9+/=_-]+)", code):
        try:
            code = base64.b64decode(match[1] + "===").decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return None
    found = _JSON.search(code)
    try:
        data = json.loads(found.group()) if found else None
    except (ValueError, RecursionError):
        return None
    items = data.get("citationItems") if isinstance(data, dict) else None
    return [_csl(item) for item in items[:MOST] if isinstance(item, dict)] if isinstance(items, list) else None


def is_bibliography(code: str) -> bool:
    """Whether a field's code is that of the reference list."""
    return any(word in code for word in _LISTS)


def bookmarked(root: Node | None) -> dict[str, str]:
    """The codes of Zotero's bookmarks by their names.

    Zotero keeps what a bookmark can't hold in the properties of the document, cut into pieces of 255 characters:
    ``ZOTERO_BREF_aB3_1``, ``ZOTERO_BREF_aB3_2``, …
    """
    pieces: dict[str, dict[int, str]] = {}
    for node in root.walk() if root else ():
        if match := _BOOKMARK.fullmatch(node.get("name")):
            texts = (text.text for inner in node.walk() for text in inner.children if isinstance(text, Text))
            pieces.setdefault(match[1], {})[int(match[2])] = "".join(texts)
    return {name: "".join(parts[number] for number in sorted(parts)) for name, parts in pieces.items()}


def _said(data: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = data.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str | int) and str(value).strip():
            return " ".join(re.sub(r"</?[a-z][^<>]{0,40}>", "", str(value)).split())
    return ""


def _csl(item: Mapping[str, Any]) -> FieldCite:
    data = item.get("itemData")
    data = data if isinstance(data, dict) else {}
    uris = item.get("uris") or item.get("uri")
    uri = str(uris[0]) if isinstance(uris, list) and uris else ""
    key = uri.rstrip("/").rpartition("/")[2] or _said(item, "id") or _said(data, "id") or _said(data, "title")
    date = _date(data.get("issued"))
    work = Reference(
        key=f"item:{key}", type=_TYPES.get(_said(data, "type"), "misc"), title=_said(data, "title"),
        authors=_names(data.get("author")), editors=_names(data.get("editor")), year=date[:4], date=date,
        container=_said(data, "container-title"), publisher=_said(data, "publisher"),
        place=_said(data, "publisher-place"), volume=_said(data, "volume"), number=_said(data, "issue"),
        pages=_said(data, "page"), url=_said(data, "URL"), urldate=_date(data.get("accessed")),
        doi=re.sub(r"^https?://(?:dx\.)?doi\.org/", "", _said(data, "DOI")), isbn=_said(data, "ISBN"),
    )  # fmt: skip
    locator = _said(item, "locator")
    return FieldCite(work, f"{_LABELS.get(_said(item, 'label') or 'page', '')} {locator}".strip() if locator else "")


def _names(value: object) -> tuple[str, ...]:
    found: list[str] = []
    for name in value if isinstance(value, list) else ():
        if not isinstance(name, dict):
            continue
        family = " ".join(filter(None, (_said(name, "non-dropping-particle"), _said(name, "family"))))
        given = " ".join(filter(None, (_said(name, "given"), _said(name, "dropping-particle"))))
        if whole := _said(name, "literal") or ", ".join(filter(None, (family, given))):
            found.append(whole)
    return tuple(found)


def _date(value: object) -> str:
    parts = value.get("date-parts") if isinstance(value, dict) else None
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [str(part) for part in parts[0][:3] if str(part).isdigit()]
        return "-".join(number.zfill(2) for number in numbers)
    raw = _said(value, "raw", "literal") if isinstance(value, dict) else ""
    year = re.search(r"\b(1[5-9]|20)\d\d\b", raw)
    return year.group() if year else ""


def _endnote(code: str, manuscript: Manuscript) -> list[FieldCite] | None:
    start, end = code.find("<EndNote"), code.rfind("</EndNote>")
    if end < 0:
        return None
    try:
        root = parse_xml(code[start : end + 10], manuscript)
    except PaperError:
        return None  # the field is broken; the paper isn't
    found: list[FieldCite] = []
    for cite in [node for node in root.walk() if node.tag == "Cite"][:MOST]:
        record = cite.find("record")
        if record is not None:
            pages = cite.child("Pages")
            found.append(FieldCite(_record(record), f"p. {pages.text()}" if pages and pages.text() else ""))
    return found


def _record(record: Node) -> Reference:
    def said(*path: str) -> str:
        node: Node | None = record
        for tag in path:
            node = node.find(tag) if node else None
        return node.text() if node else ""

    def people(role: str) -> tuple[str, ...]:
        holder = record.find(role)
        return tuple(n.text().rstrip(",") for n in (holder.walk() if holder else ()) if n.tag == "author")

    kind = record.find("ref-type")
    year = said("dates", "year")[:4]
    return Reference(
        key=f"item:{said('rec-number') or said('titles', 'title')}",
        type=_TYPES.get(kind.get("name") if kind else "", "misc"), title=said("titles", "title"),
        authors=people("authors"), editors=people("secondary-authors"), year=year if year.isdigit() else "",
        date=year if year.isdigit() else "", container=said("titles", "secondary-title"), publisher=said("publisher"),
        place=said("pub-location"), volume=said("volume"), number=said("number"), pages=said("pages"),
        url=said("urls", "url"), doi=re.sub(r"^https?://(?:dx\.)?doi\.org/", "", said("electronic-resource-num")),
        isbn=said("isbn"),
    )  # fmt: skip


def bibliography_mark(node: Node) -> FieldCite:
    """OpenDocument's own citation: its fields are the attributes of ``text:bibliography-mark``."""
    year = node.get("year")
    return FieldCite(
        Reference(
            key=f"item:{node.get('identifier')}",
            type=_TYPES.get(node.get("bibliography-type"), "misc"),
            title=node.get("title"),
            authors=tuple(filter(None, (a.strip() for a in node.get("author").split(";")))),
            year=year if year.isdigit() else "",
            date=year if year.isdigit() else "",
            container=node.get("journal") or node.get("booktitle"),
            publisher=node.get("publisher"),
            place=node.get("address"),
            volume=node.get("volume"),
            number=node.get("number"),
            pages=node.get("pages"),
            url=node.get("url"),
            isbn=node.get("isbn"),
        )
    )
