"""Pages that answer for any address: a page compared with what stands at a made-up address beside it. Pure functions.

A server that shows its front page, a listing or an apology with status 200 for whatever is asked can't be told by words
alone. Where a page gives grounds for doubt, one made-up address in the same folder is asked, once for a folder of a
host: if the same page stands there, it is not the page of the address that is cited. Another page, an error or no
answer there says nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkHealth, LinkStatus, SourceText
from claimcheck.redaction import stands_in
from claimcheck.sources.addresses import RESOLVERS, host, is_home, same_address, split
from claimcheck.sources.page import Page
from claimcheck.sources.work import compare_work

THIN: Final = 1_500
"""Code points of own text under which a page that can't be told from its title gives grounds for doubt."""
_BARE: Final = 500
"""… and under which one does that is cited without a title."""
_LEAST = 4
"""Words that a page must say before it can be called the same as another one."""
_ALIKE = 0.9
"""Share of the words of two pages that must stand in both."""
_DOUBTED: frozenset[LinkStatus] = frozenset({"ok", "moved", "wrong_work", "redirected_elsewhere"})
_SUFFIX = re.compile(r"\.(?:html?|xhtml|shtml|php\d?|aspx?|jspx?|cfm)$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_FOR_ALL = re.compile(
    r"\bcookies?\b|\bconsent\b|\bjavascript\b|\blog ?in\b|\bsign ?in\b|\bsubscri\w+|\bage verification\b|"
    r"\bnot available in your (?:country|region)\b|\bmaintenance\b",
)
"""What a page says that is shown to every visitor in place of every page: a wall, not a missing page."""
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)(?:\d{3,}|[a-z]{0,8}[-_]?\d{4,}|(?=[^/]*\d)[0-9a-f-]{8,})", re.IGNORECASE)
"""A folder that names one work by its number: many sites take any name behind it."""
_CANONICAL = re.compile(rb"""<link\b[^>]{0,300}?\brel\s{0,3}=\s{0,3}["']?canonical["']?[^>]{0,300}>""", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref\s{0,3}=\s{0,3}["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_HEAD = 300_000
_NO_SIBLINGS = frozenset({"web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is", "perma.cc"})


def is_in_doubt(reference: Reference, fetched: Fetched, health: LinkHealth, text: SourceText | None) -> bool:
    """Whether a page that answered gives grounds to ask for a made-up one beside it.

    It does where its title is not that of the work, and it is thin, or was led to, or is titled as something else.
    """
    if health.status not in _DOUBTED or text is None or text.media_type != "text/html" or fetched.truncated:
        return False
    if not sibling_of(fetched.url) or host(fetched.url) in RESOLVERS | _NO_SIBLINGS or stands_in(fetched.url):
        return False
    if health.confidence == "high" and health.status != "wrong_work" and reference.title:
        return False
    # Cheap first: nearly every page ends here.
    length = sum(p.end - p.start for p in text.passages if p.role in ("main", "list", "table", "caption"))
    if not reference.title:
        if health.status != "ok" or length >= _BARE:
            return False
    elif health.status == "ok" and length >= THIN and not _was_led(fetched):
        return False
    page = Page(fetched, text)
    if page.scripted or len(_WORD.findall(page.everything)) < _LEAST:
        return False
    if page.main_length < THIN and _FOR_ALL.search(page.everything):
        return False
    return compare_work(reference, page).likeness != "same"


def folder_of(url: str) -> str:
    """Host and folder of an address: one made-up address is asked in each."""
    parts = split(url)
    return f"{host(url)}{parts.path.rstrip('/').rpartition('/')[0]}/"


def sibling_of(url: str) -> str:
    """A made-up address in the same folder, without query; "" where there can be none, as for a home page.

    There is none where the folder names the work: ``/news/48213/`` shows the same page for any name behind it.
    """
    parts = split(url)
    path = parts.path.rstrip("/")
    if not path or is_home(url) or parts.scheme not in ("http", "https"):
        return ""
    folder, _, name = path.rpartition("/")
    if _NUMBER.fullmatch(folder.rpartition("/")[2]):
        return ""
    suffix = _SUFFIX.search(name)
    ending = suffix[0] if suffix else "/" if parts.path.endswith("/") else ""
    made_up = hashlib.sha256(folder_of(url).encode("utf-8", "replace")).hexdigest()[:12]
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{folder}/claimcheck-{made_up}{ending}"


def with_sibling(
    health: LinkHealth, fetched: Fetched, text: SourceText, sibling: Fetched, its_text: SourceText | None
) -> LinkHealth:
    """The health of a page in doubt, once it is known what stands at the made-up address beside it."""
    if sibling.failure is not None or sibling.status is None or not 200 <= sibling.status < 300 or its_text is None:
        return health
    led = _was_led(fetched)
    if led != _was_led(sibling) or (led and not same_address(fetched.final_url, sibling.final_url)):
        return health
    if _says_it_is(sibling, fetched.url):
        return health  # the folder alone names the work, and the page there knows its own address
    share = _alike(Page(replace(fetched, body=b""), text), Page(replace(sibling, body=b""), its_text))
    if share < _ALIKE:
        return health
    status: LinkStatus = "redirected_elsewhere" if led else "soft_404"
    say = f"the server answers {health.http}, but shows the same page at a made-up address beside it, {sibling.url}"
    if led:
        say = f"the address leads to {fetched.final_url}, and so does a made-up one beside it, {sibling.url}"
    return replace(
        health,
        status=status,
        reason=say,
        confidence="high" if share == 1.0 else "medium",
        besides="sibling",
        moved_to="",
        missing_part="",
    )


def _says_it_is(page: Fetched, url: str) -> bool:
    link = _CANONICAL.search(page.body[:_HEAD])
    found = _HREF.search(link[0]) if link else None
    return found is not None and same_address(urljoin(page.final_url, found[1].decode("latin-1")), url)


def _was_led(fetched: Fetched) -> bool:
    return bool(fetched.hops) and not same_address(fetched.url, fetched.final_url)


def _alike(one: Page, other: Page) -> float:
    """How much of what two pages say is the same, 0 to 1: of their own words, or of all where they have hardly any."""
    own = min(len(_WORD.findall(one.main)), len(_WORD.findall(other.main))) >= _LEAST
    first, second = (_words(page.main if own else page.everything, page.fetched.url) for page in (one, other))
    if one.titles[:1] != other.titles[:1] and _words(" ".join(one.titles[:1]), one.fetched.url) != _words(
        " ".join(other.titles[:1]), other.fetched.url
    ):
        return 0.0
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total and min(first.total(), second.total()) >= _LEAST else 0.0


def _words(text: str, url: str) -> Counter[str]:
    """The words of a text, those of the address left out: pages that are not there like to repeat it."""
    repeated = set(_WORD.findall(split(url).path.casefold()))
    return Counter(word for word in _WORD.findall(text) if word not in repeated)
