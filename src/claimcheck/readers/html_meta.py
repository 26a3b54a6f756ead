"""What a page says of itself: titles, authors, dates, site, language, whether it is free to read.

Highwire citation_* tags, Dublin Core, schema.org JSON-LD (also inside @graph), Open Graph, the title element.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from claimcheck.readers.assemble import fold
from claimcheck.readers.dates import to_edtf

_LONGEST_TITLE = 500
_LONGEST_LD = 1_000_000
_MOST_NODES = 2_000
_SEPARATOR = re.compile(r" (?:\||[-–—]|::|»|›|•|·|\\|//) |\s?[|｜_]\s?(?=[^\s|])|–(?=[\u4e00-\u9fff])")
_WORKS = ("article", "report", "book", "chapter", "thesis", "dataset", "blogposting", "newsarticle", "webpage",
          "creativework", "podcastepisode", "videoobject", "legislation", "review")  # fmt: skip
_PUBLISHED = ("citation_publication_date", "citation_date", "citation_online_date", "article:published_time", "dc.date",
              "dc.date.issued", "dcterms.issued", "datepublished", "date", "pubdate", "publishdate", "parsely-pub-date",
              "sailthru.date", "og:published_time", "publish-date")  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "dcterms.modified", "last-modified", "datemodified")


@dataclass(slots=True)
class PageMeta:
    title_element: str = ""
    titles: list[str] = field(default_factory=list)
    """Best first, without h1 and the title element."""
    authors: list[str] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    site: str = ""
    lang: str = ""
    free: bool | None = None
    full: str = ""
    """Address of the whole work as a PDF, as written."""


def read_meta(root: etree._Element) -> PageMeta:
    """The metadata of a parsed page."""
    tags = _meta_tags(root)
    linked = list(_linked_data(root))
    works = [node for node in linked if _is_work(node)]
    meta = PageMeta(lang=_lang(root, tags))
    title = root.find(".//head/title")
    title = title if title is not None else root.find(".//title")
    meta.title_element = fold("".join(str(t) for t in title.itertext()))[:_LONGEST_TITLE] if title is not None else ""
    candidates = [
        *tags.get("citation_title", []), *tags.get("eprints.title", []), *tags.get("bepress_citation_title", []),
        *(t for node in works for t in (_string(node.get("headline")), _string(node.get("name"))) if t),
        *tags.get("og:title", []), *tags.get("dc.title", []), *tags.get("dcterms.title", []),
        *tags.get("twitter:title", []),
    ]  # fmt: skip
    meta.titles = _unique(fold(t)[:_LONGEST_TITLE] for t in candidates)
    meta.authors = _authors(tags, works)
    meta.published = _first_date(
        tags,
        _PUBLISHED,
        [_string(node.get("datePublished")) for node in works],
    )
    meta.updated = _first_date(
        tags,
        _UPDATED,
        [_string(node.get("dateModified")) for node in works],
    )
    site = [*tags.get("og:site_name", []), *tags.get("application-name", []), *_publishers(works)]
    meta.site = fold(site[0])[:200] if site else ""
    shown = [meta.title_element, *tags.get("og:title", []), *tags.get("citation_title", [])]
    meta.free = _free(works, [fold(title).casefold() for title in shown])
    meta.full = next(iter(tags.get("citation_pdf_url", [])), "")
    return meta


def order_titles(meta: PageMeta, headings: list[str]) -> tuple[str, ...]:
    """All titles, best first; the title element with the site's name taken off, then as it is."""
    named = [title for title in meta.titles if title.casefold() != meta.site.casefold()]
    bare = strip_site(meta.title_element, meta.site, [*named, *headings])
    return tuple(_unique([*named, *headings, bare, *meta.titles, meta.title_element]))


def strip_site(title: str, site: str, others: list[str]) -> str:
    """A title element without the name of the site before or after a separator."""
    known = {other.casefold() for other in others if other}
    for match in _SEPARATOR.finditer(title):
        if title[: match.start()].strip().casefold() in known:
            return title[: match.start()].strip()
    matches = list(_SEPARATOR.finditer(title))
    if not matches:
        return title
    first, last = matches[0], matches[-1]
    if site and title[: first.start()].strip().casefold() == site.casefold():
        return title[first.end() :].strip()
    tail = title[last.end() :].strip()
    if site and (tail.casefold() == site.casefold() or site.casefold() in tail.casefold()):
        return title[: last.start()].strip()
    # Without a site name: what stands last and is short is one ("… | The Daily Example").
    short = len(tail.split()) <= 5 and len(tail) < len(title) - len(tail)
    return title[: last.start()].strip() if short else title


def _meta_tags(root: etree._Element) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for number, element in enumerate(root.iter("meta")):
        if number > _MOST_NODES:
            break
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().casefold()
        content = (element.get("content") or "").strip()
        if name and content:
            tags.setdefault(name, []).append(content[:2_000])
    return tags


def _linked_data(root: etree._Element) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        source = (script.text or "").strip()[:_LONGEST_LD]
        try:
            # strict=False: line breaks inside strings are common.
            value = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(value)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The top nodes and those of @graph and mainEntity, at most ``_MOST_NODES``."""
    waiting: list[Any] = [value]
    seen = 0
    while waiting and seen < _MOST_NODES:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting = item[:_MOST_NODES] + waiting
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[name] for name in ("@graph", "mainEntity") if name in item)


def _is_work(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.casefold().endswith(_WORKS) for kind in kinds)


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return value if isinstance(value, str) else ""


def _authors(tags: dict[str, list[str]], works: list[dict[str, Any]]) -> list[str]:
    names: list[str] = [*tags.get("citation_author", [])]
    for whole in tags.get("citation_authors", []):
        names.extend(whole.split(";"))
    if not names:
        for node in works:
            value = node.get("author") or node.get("creator") or []
            for item in (value if isinstance(value, list) else [value])[:200]:
                names.append(_string(item))
    if not names:
        names = [*tags.get("dc.creator", []), *tags.get("dcterms.creator", []), *tags.get("author", []),
                 *tags.get("parsely-author", []), *tags.get("article:author", [])]  # fmt: skip
    return [name for name in _unique(fold(n)[:200] for n in names) if not name.startswith(("http:", "https:"))]


def _publishers(works: list[dict[str, Any]]) -> list[str]:
    return [name for node in works if (name := _string(node.get("publisher")))]


def _first_date(tags: dict[str, list[str]], names: tuple[str, ...], more: list[str]) -> str:
    said = [content for name in names for content in tags.get(name, [])]
    dates = [date for text in [*said[:1], *more, *said[1:]] if (date := to_edtf(text))]
    return dates[0] if dates else ""


def _free(works: list[dict[str, Any]], titles: list[str]) -> bool | None:
    """Whether the work is free to read, by its own node: pages describe the paid stories that they point to as well."""
    stated = [(node, free) for node in works if (free := _node_free(node)) is not None]
    own = [each for each in stated if any(name and name in title for title in titles for name in _names(each[0]))]
    articles = [each for each in stated if _kind(each[0]).endswith(("article", "report", "posting"))]
    chosen = own or articles or stated
    return chosen[0][1] if chosen else None


def _node_free(node: dict[str, Any]) -> bool | None:
    """What a node says of itself, else whether any part of it is paid (``hasPart`` with a ``cssSelector``)."""
    if "isAccessibleForFree" in node:
        return _is_true(node["isAccessibleForFree"])
    parts = node.get("hasPart")
    listed = parts[:_MOST_NODES] if isinstance(parts, list) else [parts]
    said = [part["isAccessibleForFree"] for part in listed if isinstance(part, dict) and "isAccessibleForFree" in part]
    return False if said and not all(_is_true(value) for value in said) else None


def _is_true(value: Any) -> bool:
    """A truth value of schema.org: JSON's own, a word, or the address of one (https://schema.org/False)."""
    word = str(value).strip().casefold().rstrip("/").rpartition("/")[2]
    return word not in ("false", "no", "0")


def _kind(node: dict[str, Any]) -> str:
    return _string(node.get("@type")).casefold()


def _names(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(fold(_string(node.get(name))).casefold() for name in ("headline", "name"))


def _lang(root: etree._Element, tags: dict[str, list[str]]) -> str:
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    said = said or next(
        iter([*tags.get("citation_language", []), *tags.get("dc.language", []), *tags.get("og:locale", [])]), ""
    )
    said = said.strip().replace("_", "-")
    return said if (2 <= len(said) <= 20 and said[:2].isalpha() and said[2:3] in ("", "-")) or len(said) == 3 else ""


def _unique(values: Any) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]
