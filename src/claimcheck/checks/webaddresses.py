"""Addresses and DOIs as they are written: malformed, doubled, escaped, with tracking, or good for one reader alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from claimcheck.model.finding import Confidence
from claimcheck.model.reference import Reference
from claimcheck.redaction import stands_in
from claimcheck.references.identifiers import (
    URL,
    WHOLE_DOI,
    doi_of,
    host_of,
    normal_doi,
    normal_url,
    tracking_in,
    trim,
    without_tracking,
)

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BROKEN_SCHEME = re.compile(
    r"(?:https?(?::/(?!/)|//|;//|:\\\\|:///|://:?//|:[^/]|//:)|h?ttps?://https?(?::|//)|ttps?://|htt?p?s?://(?<!http://)(?<!https://)|"
    r"https?\.//|https?//|htpps?://|hhttps?://)",
    re.IGNORECASE,
)
_SECOND = re.compile(r"(?<=[^/=?&%:@#\s,;+])(?:https?://)(?=[\w-]+\.)|[\s,;]+https?://", re.IGNORECASE)
_CARRIERS = re.compile(
    r"web\.archive\.org|archive\.(?:org|is|ph|today|md|vn|li)|perma\.cc|webcitation\.org|translate\.goog|/https?:/|[?&=]|cache:|memento|arquivo\.pt",
    re.IGNORECASE,
)
"""Addresses that hold another one by right."""
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#\d+);")
_LATEX = re.compile(r"\\[a-zA-Z{}_%&#~]|\{\\|\\textasciitilde|\$\\sim\$")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_OWN = re.compile(r"(?:file:|[A-Za-z]:[\\/]|https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b)", re.IGNORECASE)
_PROXIED = re.compile(
    r"(?:\bezproxy\b|\bezp\b|\.proxy\.|\bproxy\.lib|\.idm\.oclc\.org|[.-]proxy[.-]|\blibproxy\b)", re.IGNORECASE
)
_DOI_PREFIX = re.compile(r"^\s*(?:(?:https?:/+)?(?:dx\.|www\.)?doi\.org/+|doi\s*[:.]?\s*)+", re.IGNORECASE)
_TAIL = re.compile(r"[.,;:]$")
_ESCAPED_LINK = re.compile(r"\[(?P<shown>(?:https?://|www\.)[^\]\s]*)\]\((?P<target>[^)\s]+)\)")
_BACKSLASHED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with an address."""

    message: str
    """What follows the key: "has an address with …"."""
    remedy: str
    subject: str
    """The address."""
    better: str = ""
    """What it should be, where that is certain."""
    field: str = "url"
    confidence: Confidence = "high"


def flaws(entry: Reference) -> Iterator[Flaw]:
    """What is wrong with the address and the DOI of one entry."""
    if entry.url and (flaw := _of_url(entry.url)) is not None:
        yield flaw
    if entry.doi and (flaw := _of_doi(entry.doi)) is not None:
        yield flaw
    if twice := _twice(entry):
        yield Flaw(f"gives one address twice: {twice}", "give it once", twice)


def _of_url(url: str) -> Flaw | None:
    broken = _broken(url)
    if broken is not None:
        what, better = broken
        remedy = f"write {better}" if better else "correct the address"
        return Flaw(f"has {what}: {' '.join(url.split())[:200]}", remedy, url, better)
    if tracking := tracking_in(url):
        better = without_tracking(url)
        names = ", ".join(tracking)
        return Flaw(
            f"has an address with a tracking parameter ({names})", f"write {better}", url, better, confidence="high"
        )
    host = host_of(url)
    if _OWN.match(url):
        return Flaw(f"has an address on its author's own machine: {url[:200]}", "give the public address", url)
    if _PROXIED.search(host):
        return Flaw(f"has an address that leads through a library's proxy ({host})", "give the public address", url)
    return None


def _broken(url: str) -> tuple[str, str] | None:
    """What makes an address unusable, and what it should be where that is certain."""
    stripped = url.strip()
    if _INVISIBLE.search(stripped):
        return "an address with invisible characters in it", _INVISIBLE.sub("", stripped)
    if _OWN.match(stripped):
        return None
    if _BROKEN_SCHEME.match(stripped):
        return "an address whose beginning is broken", _mended_scheme(stripped)
    if not _CARRIERS.search(stripped) and (second := _SECOND.search(stripped, 8)) is not None:
        first, rest = stripped[: second.start()], stripped[second.start() :].strip(" ,;")
        if normal_url(first) == normal_url(rest):
            return "an address that stands there twice", first
        return "two addresses run together", ""
    if re.search(r"\s", stripped):
        return "an address with white space in it", ""
    if _ENTITY.search(stripped):
        return "an address with HTML escapes in it", stripped.replace("&amp;", "&") if "&amp;" in stripped else ""
    if _LATEX.search(stripped) or stripped.count("{") != stripped.count("}"):
        return "an address with LaTeX in it", ""
    if not _SCHEME.match(stripped):
        return (
            None
            if re.match(r"(?:www\.|[\w-]+(?:\.[\w-]+)+(?:/|$))", stripped)
            else ("no web address in its url field", "")
        )
    return _bad_parts(stripped)


def _bad_parts(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "an address that can't be read", ""
    if parts.scheme.lower() in ("http", "https", "ftp"):
        labels = host.split(".")
        if "." not in host or not all(labels) or not re.search(r"[^\W\d_]{2}|^\d+$|:", labels[-1]) or ".." in host:
            return "an address without a proper host name", ""
    if _TAIL.search(url):
        better = trim(url)
        return "an address with the sentence's punctuation at its end", better
    if (ends := re.search(r"[)\]>]$", url)) and trim(url) != url and ends:
        return "an address with a stray bracket at its end", trim(url)
    if url.endswith(("…", "...")):
        return "an address that is cut off", ""
    return None


def _mended_scheme(url: str) -> str:
    rest = re.sub(r"^h*t*p*s?[.;:]*[/\\]+:?(?:https?[:;]?/*)?", "", url, flags=re.IGNORECASE)
    scheme = "https" if re.match(r"h*t*p+s", url, re.IGNORECASE) or "https" in url[:20].lower() else "http"
    better = f"{scheme}://{rest}"
    return better if "." in host_of(better) and _bad_parts(better) is None else ""


def _of_doi(doi: str) -> Flaw | None:
    """The field as it is written (the reading of an entry takes a DOI out of an address)."""
    bare = normal_doi(doi)
    if WHOLE_DOI.fullmatch(doi.strip()):
        return None
    better = doi_of(doi) if WHOLE_DOI.fullmatch(bare) else ""
    return Flaw(
        f"has a DOI that is none: {' '.join(doi.split())[:200]}",
        f"write {better}" if better else "correct the DOI",
        doi,
        better,
        "doi",
    )


def doi_prefixed(value: str) -> str:
    """The bare DOI of a ``doi`` field that holds it with a resolver or "doi:" before it; "" where it holds it bare."""
    if not _DOI_PREFIX.match(value):
        return ""
    bare = _DOI_PREFIX.sub("", value).strip()
    return bare if WHOLE_DOI.fullmatch(bare) else ""


def _twice(entry: Reference) -> str:
    """An address that the entry's other words give once more."""
    if not entry.url or stands_in(entry.url):
        return ""
    wanted = normal_url(entry.url)
    if entry.raw:
        found = [trim(match.group(0)) for match in URL.finditer(entry.raw)]
        return entry.url if sum(normal_url(address) == wanted for address in found) > 1 else ""
    found = [
        trim(match.group(0))
        for text in (entry.note, entry.container)
        for match in URL.finditer(text.replace("\\url", " "))
    ]
    return entry.url if any(normal_url(address.rstrip("}")) == wanted for address in found) else ""


def escaped_links(markdown: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and target of each Markdown link whose visible address shows a backslash that its target has not."""
    for match in _ESCAPED_LINK.finditer(markdown):
        shown = _BACKSLASHED.sub(r"\1", match["shown"])
        target = _BACKSLASHED.sub(r"\1", match["target"])
        if "\\" in shown and shown.replace("\\", "") == target:
            yield match.start("shown"), match.end("shown"), target
