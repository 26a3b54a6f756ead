"""DOIs, addresses, arXiv numbers and ISBNs: found in text, and brought to one form for comparison."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from claimcheck.redaction import redact_address

URL = re.compile(r"(?:(?:https?|ftps?|file)://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
# Crossref's recommended pattern, wider at the end; what trails is trimmed by hand
DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"“”]+", re.IGNORECASE)
_RESOLVER = re.compile(r"^(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:doi:)?", re.IGNORECASE)
ARXIV = re.compile(
    r"\barxiv\s?(?:preprint\s)?:?\s?(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z][a-z-]{1,12}/\d{7})(v\d+)?", re.IGNORECASE
)
_ARXIV_URL = re.compile(r"^https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})", re.IGNORECASE)
ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s?([\dXx][\dXx –-]{8,16}[\dXx])\b")
_ARCHIVES = ("web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|_hsenc|_hsmi|mkt_tok|vero_id|"
    r"oly_(?:enc|anon)_id|ref_src|ref_url|embedded-checkout|cmpid|__twitter_impression|ncid|smid|wt\.mc_id|wt_mc|fb_action_\w+|"
    r"s_kwcid|trk_\w+|_ga|_gl|ga_\w+|spm|share_source|guccounter|guce_\w+)$",
    re.IGNORECASE,
)


def trim(address: str) -> str:
    """``address`` without the punctuation of the sentence that it ends; balanced brackets stay."""
    while address:
        last = address[-1]
        if last in ".,;:!?'’”\"*_>…" or (last in _PAIRS and address.count(last) > address.count(_PAIRS[last])):
            address = address[:-1]
        else:
            return address
    return address


def doi_of(text: str) -> str:
    """The bare DOI in an address or a string; "" where there is none."""
    match = DOI.search(unquote(text)) if "%2f" in text.lower() else DOI.search(text)
    if match is None:
        return ""
    doi = match.group(0)
    if text.lower().startswith("http"):
        doi = re.split(r"[?#&]", doi, maxsplit=1)[0]
    return trim(doi)


def is_resolver(url: str) -> bool:
    """Whether an address is a DOI link."""
    return bool(_RESOLVER.match(url)) and bool(doi_of(url))


def arxiv_of(url: str) -> str:
    """The arXiv number in an arXiv address; "" for any other."""
    match = _ARXIV_URL.match(url)
    return match.group(1) if match else ""


def is_archive(url: str) -> bool:
    """Whether an address is a copy in a web archive."""
    return host_of(url) in _ARCHIVES


def host_of(url: str) -> str:
    """Lower-case host name without ``www.``; "" for an address that has none or can't be read."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


WHOLE_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
"""A DOI that stands alone: it may hold anything (SICIs have angle brackets in them)."""


def normal_doi(doi: str) -> str:
    """DOIs are compared without regard to case."""
    if WHOLE_DOI.fullmatch(doi.strip()):
        return doi.strip().lower()
    return (doi_of(doi) or doi.strip()).lower()


@lru_cache(maxsize=20_000)
def normal_url(url: str) -> str:
    """A form under which two spellings of one address are equal; not meant to be fetched. It holds no secret.

    Scheme, ``www.``, trailing slash, fragment and tracking parameters don't tell two pages apart; a
    fragment that routes (``#!``, ``#/``) and the rest of the query do.
    """
    try:
        url = redact_address(url)
        parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip().lower()
    query = "&".join(
        sorted(part for part in parts.query.split("&") if part and not _TRACKING.match(part.split("=")[0]))
    )
    fragment = f"#{parts.fragment}" if parts.fragment[:1] in ("!", "/") else ""
    path = unquote(parts.path).rstrip("/")
    return f"{host}{port}{path}{'?' + query if query else ''}{fragment}"


def tracking_in(url: str) -> tuple[str, ...]:
    """Names of the parameters of an address that only tell who came from where, as they are written."""
    try:
        query = urlsplit(url).query
    except ValueError:
        return ()
    return tuple(name for part in query.split("&") if _TRACKING.match(name := part.split("=")[0]))


def without_tracking(url: str) -> str:
    """An address without such parameters, all else as it is written."""
    head, mark, fragment = url.partition("#")
    page, _, query = head.partition("?")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.match(part.split("=")[0]))
    return f"{page}{'?' if kept else ''}{kept}{mark}{fragment}"


def is_home(url: str) -> bool:
    """Whether an address names a whole site rather than a work on it."""
    normal = normal_url(url)
    return "/" not in normal and "?" not in normal and "#" not in normal


def normal_isbn(isbn: str) -> str:
    """Digits only; "" where there are neither 10 nor 13."""
    digits = re.sub(r"[^\dXx]", "", isbn).upper()
    return digits if len(digits) in (10, 13) else ""
