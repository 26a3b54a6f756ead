"""What the part behind ``#`` of an address points to, and whether the page has it. A pure function.

Many parts are no places in the page: routes and states of a program, lines of a forge's viewer, comments that come
later. Only what a page without script would have to hold can be missed, and only where nothing in the page speaks of
it: a part that a script may yet make is not called missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, SourceText
from claimcheck.readers import Unreadable
from claimcheck.sources.addresses import host

if TYPE_CHECKING:
    from lxml import etree

_DIRECTIVE = ":~:"
_LONGEST = 500
"""Code points of a part that are looked at; a longer one is the state of a program."""
_STATE = re.compile(r"[/!?=&{}<>|\\^]|^\.")
"""What stands in routes, parameters and packed states, and hardly ever in the name of a place."""
_LATER = re.compile(
    r"(?:issue|discussion|pull|commit|disqus|comment|respond|reply|post-\d|thread|diff-)", re.IGNORECASE
)
"""Comments and differences, which pages load when they are read, a screen at a time."""
_LINES = re.compile(
    r"(?:file-[\w-]+-)?(?:L|R|line-?|lines-|l-?|n|cl-)?\d+(?:C\d+)?(?:[-:,]L?\d+(?:C\d+)?)*", re.IGNORECASE
)
_FORGES = re.compile(
    r"(?:^|\.)(?:github\.com|gitlab\.[a-z.]+|bitbucket\.org|codeberg\.org|sr\.ht|gitea\.[a-z.]+|sourcegraph\.com|"
    r"googlesource\.com|searchfox\.org|dev\.azure\.com)$|^(?:git|cgit|gitlab|gitea|gitweb|code|source)\."
)
_LINE_ALONE = re.compile(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?")
_GITHUB = "user-content-"
_PAGE = re.compile(r"(?:^|&)page=(\d{1,6})(?:&|$)", re.IGNORECASE)
_MOST_NAMES = 200_000
_SHELL = 60
"""Words under which a page with scripts shows what they make, and not what it was sent with."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there, in one clause, and whether that is certain."""

    evidence: str = ""
    certain: bool = False

    def __bool__(self) -> bool:
        return bool(self.evidence)


NOTHING = Missing()


def missing_part(reference: Reference, fetched: Fetched, text: SourceText | None) -> Missing:
    """The part of the page that ``reference``'s address names and that is not there; empty where none is missing.

    ``fetched`` is the answer to that address, with its body; any other one, or one that was not read, says nothing.
    """
    address = reference.url.strip()
    asked, _, part = address.partition("#")
    if not part or asked != fetched.url or text is None or fetched.truncated or len(part) > _LONGEST:
        return NOTHING
    if fetched.hops and "#" in fetched.hops[-1].location:
        return NOTHING  # the server says itself which part of the new page is meant
    if text.media_type == "application/pdf":
        return _page_of(part, text.pages)
    if text.media_type not in ("text/html", "application/xhtml+xml"):
        return NOTHING
    place, _, directive = part.partition(_DIRECTIVE)
    place_matters = bool(place) and not _made_by_script(place, fetched.final_url)
    if not place_matters and not directive:
        return NOTHING
    from claimcheck.readers.html import parse_html  # not loaded before something is read here

    try:
        root = parse_html(fetched.body, _charset(fetched))
    except Unreadable:
        return NOTHING
    return (_place(place, root) if place_matters else NOTHING) or _passage(directive, root)


def _page_of(part: str, pages: int) -> Missing:
    found = _PAGE.search(part)
    if found is None or not 0 < pages < int(found[1]):
        return NOTHING
    have = "1 page" if pages == 1 else f"{pages} pages"
    return Missing(f"the file has {have}, and the address points to page {int(found[1])}", True)


def _made_by_script(place: str, url: str) -> bool:
    """Whether a part is nothing that stands in the page as it is sent."""
    plain = unquote(place)
    if _STATE.search(plain) or _LATER.search(plain) or plain.casefold() == "top":
        return True
    return _LINE_ALONE.fullmatch(plain) is not None or (
        _FORGES.search(host(url)) is not None and _LINES.fullmatch(plain) is not None
    )


def _place(place: str, root: etree._Element) -> Missing:
    wanted = {place, unquote(place)}
    wanted |= {f"{_GITHUB}{name}" for name in wanted} | {name.removeprefix(_GITHUB) for name in wanted}
    names = set(_names(root))
    if wanted & names or _spoken_of(unquote(place), root):
        return NOTHING
    shown = unquote(place)
    near = next((name for name in names if name.casefold() == shown.casefold()), "")
    say = f'the page has no part called "{shown}", so the address leads to its top'
    return Missing(f'{say}; it has one called "{near}"' if near else say)


def _names(root: etree._Element) -> Iterator[str]:
    """What the page calls its parts: ``id`` of any element, ``name`` of ``a`` and ``map``."""
    for number, element in enumerate(root.iter()):
        if number > _MOST_NAMES:
            return
        for value in (element.get("id"), element.get("name") if element.tag in ("a", "map") else None):
            if value:
                yield value
                yield value.strip()


def _spoken_of(place: str, root: etree._Element) -> bool:
    """Whether a script, an attribute or a heading has the name, so that a script may make the part of it.

    Links of the page to that very part don't count: those of a table of contents break with the part.
    """
    slug = _slug(place)
    quoted = re.compile(rf"""["'/#]{re.escape(place)}["'\\/]""")
    has_scripts = False
    for number, element in enumerate(root.iter()):
        if number > _MOST_NAMES:
            return True  # not looked through: nothing is said
        if element.tag == "script":
            has_scripts = True
            if quoted.search(element.text or ""):
                return True
        elif element.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"):
            if slug and _slug("".join(str(part) for part in element.itertext())[:300]) == slug:
                return True
        for name, value in element.attrib.items():
            if str(name).startswith("data-") and str(value).lstrip("#") == place:
                return True
    return has_scripts and _few_words(root)


def _few_words(root: etree._Element) -> bool:
    """Whether the page is a shell that a script fills."""
    words = 0
    for element in root.iter():
        own = "" if element.tag in ("script", "style", "title") else element.text or ""
        words += len(own.split()) + len((element.tail or "").split())
        if words >= _SHELL:
            return False
    return True


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _passage(directive: str, root: etree._Element) -> Missing:
    """Whether the words of a text fragment (``#:~:text=…``) stand in the page, in their order."""
    wanted = [value for name, _, value in (each.partition("=") for each in directive.split("&")) if name == "text"]
    if not wanted:
        return NOTHING
    # Scripts are left in: what a page makes of its data is there for a reader.
    page = _squeezed(" ".join(str(part) for part in root.itertext()))
    for value in wanted:
        parts = [unquote(part) for part in value.split(",")]
        at = 0
        for part in parts:
            squeezed = _squeezed(part)
            if not squeezed:
                continue
            found = page.find(squeezed, at)
            if found < 0:
                shown = part.removeprefix("-").removesuffix("-")[:120]
                return Missing(f'the page does not hold the words "{shown}" that the address points to')
            at = found + len(squeezed)
    return NOTHING


def _squeezed(text: str) -> str:
    """Letters and digits alone: white space and marks differ between what is written and what is shown."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in folded if char.isalnum())


def _charset(fetched: Fetched) -> str:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", fetched.header("content-type"), re.IGNORECASE)
    return found[1] if found else ""
