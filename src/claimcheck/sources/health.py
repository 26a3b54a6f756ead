"""One answer → the health of a link, with the evidence. A pure function; no class is given on a mere suspicion.

The table of classes stands in ``docs/decisions/link-health.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkHealth, LinkStatus, SourceText
from claimcheck.sources.absent import parked, soft_404
from claimcheck.sources.addresses import RESOLVERS, depth, host, is_home, is_section_above, same_address, split
from claimcheck.sources.page import Page
from claimcheck.sources.walls import bot_wall, login_wall, paywall
from claimcheck.sources.work import Match, compare_work

Confidence = Literal["high", "medium", "low"]

READABLE: frozenset[LinkStatus] = frozenset({"ok", "moved", "drifted"})
"""What is read at the address may be evidence only in these states."""

_PERMANENT = frozenset({301, 308})
_FAILURES: dict[str, tuple[LinkStatus, str]] = {
    "unresolvable": ("unresolvable", "the host name does not resolve"),
    "tls": ("tls_error", "the connection is not secure"),
    "timeout": ("timeout", "no answer in time"),
    "refused": ("refused", "the host refuses connections"),
    "reset": ("refused", "the host breaks the connection off"),
    "redirect_loop": ("redirect_loop", "the redirects have no end"),
    "invalid": ("invalid", "the address is not one that can be asked"),
    "private": ("invalid", "the address leads into a private network and was not asked"),
    "protocol": ("server_error", "the server's answer is no proper HTTP"),
    "proxy": ("unchecked", "the proxy did not let the request through"),
    "no_network": ("unchecked", "there is no network"),
    "robots": ("blocked", "the site asks robots not to read this address (robots.txt)"),
}


@dataclass(frozen=True, slots=True)
class _Finding:
    status: LinkStatus
    reason: str
    confidence: Confidence = "high"
    moved_to: str = ""


def judge(reference: Reference, fetched: Fetched, text: SourceText | None) -> LinkHealth:
    """The health of ``reference``'s link, given the answer and the text that was read from it (None: unreadable).

    ``reason`` is one sentence with the evidence. Where nothing speaks against a page, it is ok.
    """
    found = _failure(fetched) or _judge_answer(reference, fetched, Page(fetched, text))
    return LinkHealth(
        status=found.status,
        http=fetched.status,
        final_url=fetched.final_url,
        redirects=_redirects(fetched),
        checked=fetched.fetched,
        elapsed_ms=fetched.elapsed_ms,
        reason=found.reason,
        confidence=found.confidence,
        moved_to=found.moved_to,
    )


def _redirects(fetched: Fetched) -> tuple[str, ...]:
    if not fetched.hops:
        return ()
    return (*(hop.url for hop in fetched.hops), fetched.final_url)


def _failure(fetched: Fetched) -> _Finding | None:
    if fetched.failure is None:
        return None
    if fetched.failure == "too_large":
        status = fetched.status or 200
        if status >= 400:
            return None
        return _Finding("ok", f"the server answers {status}, but the page is too large to be read", "medium")
    kind, words = _FAILURES[fetched.failure]
    detail = fetched.detail.strip().rstrip(".")
    if fetched.failure == "unresolvable" and detail:
        return _Finding(kind, detail)
    return _Finding(kind, f"{words}: {detail}" if detail else words)


def _judge_answer(reference: Reference, fetched: Fetched, page: Page) -> _Finding:
    if fetched.status is None:
        return _Finding("unchecked", "nothing is known of an answer", "low")
    if not 200 <= fetched.status < 300:
        return _judge_status(fetched.status, page)
    there = _wall_or_parking(page)
    if there is not None:
        return there
    match = compare_work(reference, page)
    return _absent(reference, page, match) or _judge_page(reference, page, match)


def _judge_status(status: int, page: Page) -> _Finding:
    """An answer other than 2xx."""
    if status in (404, 410):
        return _Finding("gone", f"the server answers {status} ({'Not Found' if status == 404 else 'Gone'})")
    if status in (401, 407):
        return _Finding("login", f"the server answers {status}: it asks for a login")
    if status == 402:
        return _Finding("paywall", "the server answers 402 (Payment Required)")
    wall = bot_wall(page, refused=True)
    if (status == 503 and not wall) or (status >= 500 and status != 503):
        if status < 600:
            return _Finding("server_error", f"the server answers {status}, also when asked again")
    if status in (403, 429, 451, 503, 999) or status >= 600:
        return _blocked(status, wall)
    if status >= 400:
        why = wall or "which says nothing about whether the page is there for a reader"
        return _Finding("blocked", f"the server answers {status} to this program; {why}", "medium" if wall else "low")
    if status == 304:
        return _Finding("ok", "the server says that the page has not changed (304)")
    return _Finding("server_error", f"the server answers {status} without saying where to go", "medium")


def _blocked(status: int, wall: str) -> _Finding:
    if wall:
        return _Finding(
            "blocked", f"the server answers {status} to this program: {wall}; a reader may well see the page"
        )
    if status == 429:
        return _Finding("blocked", "the server answers 429: it limits how often it may be asked", "high")
    if status == 451:
        return _Finding("blocked", "the server answers 451: unavailable here for legal reasons", "high")
    say = f"the server answers {status} to this program, without a bot check that could be recognised"
    return _Finding("blocked", say, "high" if status == 999 else "medium")


def _wall_or_parking(page: Page) -> _Finding | None:
    wall = bot_wall(page, refused=False)
    if wall:
        return _Finding("blocked", f"in place of the page there is a check for robots: {wall}", "medium")
    evidence, certain = parked(page)
    if evidence:
        return _Finding("parked", evidence, "high" if certain else "medium")
    login = login_wall(page)
    return _Finding("login", login, "medium") if login else None


def _absent(reference: Reference, page: Page, match: Match) -> _Finding | None:
    """Redirected to the home page or a listing, or a page that says "not found"."""
    same = match.likeness == "same"
    elsewhere = None if same else _led_elsewhere(page)
    evidence, certain = soft_404(page, reference.title, same=same)
    if evidence:
        return _Finding(
            "soft_404", f"the server answers {page.fetched.status}, but {evidence}", "high" if certain else "medium"
        )
    return elsewhere


def _led_elsewhere(page: Page) -> _Finding | None:
    fetched = page.fetched
    asked, final = fetched.url, fetched.final_url
    if not fetched.hops or same_address(asked, final):
        return None
    deep = (depth(asked) > 0 and not is_home(asked)) or host(asked) in RESOLVERS
    if deep and is_home(final):
        site = "the home page of its site" if host(asked) == host(final) else f"the home page of {host(final)}"
        return _Finding("redirected_elsewhere", f"the address leads to {site}, {final}")
    if deep and is_section_above(asked, final) and depth(final) <= 2 and page.main_length < 6_000:
        return _Finding("redirected_elsewhere", f"the address leads to a section of the site, {final}", "medium")
    return None


def _judge_page(reference: Reference, page: Page, match: Match) -> _Finding:
    """A page that is there: is it the work, can it be read, has it moved?"""
    evidence, certain = paywall(page)
    if evidence and match.likeness != "unlike":
        return _Finding("paywall", evidence, "high" if certain else "medium")
    if match.likeness == "unlike":
        return _unlike(reference, page, match)
    fetched = page.fetched
    moved = _moved(page, match)
    if moved:
        return moved
    said = f"the server answers {fetched.status}"
    if fetched.truncated and page.text is None:
        return _Finding("ok", f"{said}, but the page is too large to be read", "medium")
    if page.text is None:
        return _Finding("ok", f"{said}; its content could not be read", "medium")
    if page.main_length < 100:
        why = "the page builds its text by script" if page.scripted else "the page has hardly any text"
        return _Finding("ok", f"{said}, but {why}", "low")
    if match.likeness == "same":
        return _Finding("ok", f"{said}, and {match.evidence}")
    if reference.title:
        return _Finding("ok", f"{said}; whether it is the cited work could not be told from its title", "medium")
    return _Finding("ok", said)


def _unlike(reference: Reference, page: Page, match: Match) -> _Finding:
    fetched = page.fetched
    cited = f'"{reference.title[:120]}" is cited'
    if fetched.hops and not same_address(fetched.url, fetched.final_url) and host(fetched.url) not in RESOLVERS:
        say = f"the address leads to {fetched.final_url}, where {match.evidence}; {cited}"
        return _Finding("redirected_elsewhere", say, "high" if match.certain else "medium")
    return _Finding("wrong_work", f"{match.evidence}, but {cited}", "high" if match.certain else "medium")


def _moved(page: Page, match: Match) -> _Finding | None:
    """A permanent redirect to an address that differs beyond scheme, www and trailing slash."""
    fetched = page.fetched
    target, permanent = fetched.url, False
    for hop in fetched.hops:
        following = urljoin(hop.url, hop.location)
        if same_address(hop.url, following):
            continue
        if hop.status not in _PERMANENT:
            break
        target, permanent = following, True
    if not permanent or host(fetched.url) in RESOLVERS or same_address(fetched.url, target):
        return None
    status = next(hop.status for hop in fetched.hops if hop.status in _PERMANENT)
    sure: Confidence = "high" if match.likeness == "same" or _same_words(fetched.url, target) else "medium"
    return _Finding("moved", f"the page has moved for good ({status}) to {target}", sure, target)


def _same_words(one: str, other: str) -> bool:
    """Whether two addresses end in the same name, but for letter case and suffix."""
    first, second = (split(url).path.rstrip("/").rsplit("/", 1)[-1].casefold().split(".")[0] for url in (one, other))
    return bool(first) and first == second
