"""What must be asked besides before a link is judged: the handle service of a DOI, a made-up address beside a page.

Both are asked only where an answer gives grounds for it, each once a run, after all that was asked for its own sake.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkHealth, SourceText
from claimcheck.net import NetOptions, fetch_all
from claimcheck.sources.handles import (
    Handle,
    doi_in,
    handle_address,
    is_in_question,
    led_on,
    read_handle,
    with_handle,
)
from claimcheck.sources.health import READABLE
from claimcheck.sources.judgement import Judgement
from claimcheck.sources.reading import read_body
from claimcheck.sources.siblings import folder_of, is_in_doubt, sibling_of, with_sibling

LONGEST: Final = 10.0
"""Seconds that a made-up address may take: nobody waits long for a page that isn't there."""
_SMALL = 1_000_000
_PAGE = 3_000_000
"""Bytes of an answer that are taken, of the service and of a made-up page."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is to be asked besides, for one address."""

    doi: str = ""
    """Of the handle service."""
    folder: str = ""
    sibling: str = ""
    """The made-up address in that folder."""

    def __bool__(self) -> bool:
        return bool(self.doi or self.folder)


def doubt_of(reference: Reference, fetched: Fetched, judgement: Judgement, text: SourceText | None) -> Doubt:
    """What should be asked before this judgement stands; nothing, for nearly every page."""
    if is_in_question(fetched, judgement.health) and not led_on(fetched):
        return Doubt(doi=doi_in(fetched.url).casefold())
    if is_in_doubt(reference, fetched, judgement.health, text):
        return Doubt(folder=folder_of(fetched.url), sibling=sibling_of(fetched.url))
    return Doubt()


@dataclass(slots=True)
class Doubts:
    """What was asked besides in this run, and what came of it."""

    options: NetOptions
    _handles: dict[str, Handle] = field(default_factory=dict)
    _siblings: dict[str, tuple[Fetched, SourceText | None]] = field(default_factory=dict)

    def ask(self, doubts: Iterable[Doubt]) -> None:
        """Ask what was not asked in this run yet."""
        dois: dict[str, str] = {}
        folders: dict[str, str] = {}
        for doubt in doubts:
            if doubt.doi and doubt.doi not in self._handles:
                dois.setdefault(handle_address(doubt.doi), doubt.doi)
            if doubt.folder and doubt.folder not in self._siblings and doubt.folder not in folders.values():
                folders[doubt.sibling] = doubt.folder

        def of_service(fetched: Fetched) -> None:
            self._handles[dois[fetched.url]] = read_handle(fetched)

        def of_host(fetched: Fetched) -> None:
            body = fetched.body if fetched.failure is None and not fetched.truncated else b""
            text = read_body(body, fetched.header("content-type"), fetched.url) if body else None
            self._siblings[folders[fetched.url]] = replace(fetched, body=body[:300_000]), text

        if dois:
            options = replace(self.options, honour_robots=False, max_bytes=_SMALL, retries=min(1, self.options.retries))
            fetch_all(list(dois), options, on_done=of_service)
        if folders:
            options = replace(self.options, max_bytes=_PAGE, retries=0, max_time=min(LONGEST, self.options.max_time))
            fetch_all(list(folders), options, on_done=of_host)

    def settled(self, doubt: Doubt, judgement: Judgement, fetched: Fetched, text: SourceText | None) -> Judgement:
        """The judgement after what was asked besides."""
        health = judgement.health
        if doubt.doi in self._handles:
            health = with_handle(health, fetched, self._handles[doubt.doi])
        elif doubt.folder in self._siblings and text is not None:
            health = with_sibling(health, fetched, text, *self._siblings[doubt.folder])
        return with_health(judgement, health)


def known_by_redirect(judgement: Judgement, fetched: Fetched) -> Judgement:
    """A failed link of a DOI with the word that the DOI exists, where doi.org itself led on."""
    if not is_in_question(fetched, judgement.health) or not led_on(fetched):
        return judgement
    return with_health(judgement, with_handle(judgement.health, fetched, Handle("exists")))


def with_health(judgement: Judgement, health: LinkHealth) -> Judgement:
    """A judgement with another health; the text goes where that is not the work's."""
    if health == judgement.health:
        return judgement
    if health.status in READABLE:
        return replace(judgement, health=health)
    asked = judgement.asked and health.status != "unchecked"
    return replace(judgement, health=health, text=None, skimmed=False, detail=health.reason, former=None, asked=asked)


def recalled(judgement: Judgement, kept: LinkHealth) -> Judgement:
    """An answer that was judged anew from its snapshot, with what was told besides when it was asked."""
    now = judgement.health
    told = kept.besides and (
        now.status == kept.status
        or (kept.besides == "sibling" and (now.confidence != "high" or now.status == "wrong_work"))
    )
    if not told:
        return judgement
    say = replace(now, status=kept.status, reason=kept.reason, confidence=kept.confidence, besides=kept.besides)
    return with_health(judgement, say)
