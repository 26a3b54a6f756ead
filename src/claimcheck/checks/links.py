"""Links: one finding for each address that does not lead to the cited work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

from claimcheck.checks.catalogue import finding
from claimcheck.checks.context import Context
from claimcheck.model.finding import Finding, Location
from claimcheck.model.reference import Reference
from claimcheck.model.source import LinkHealth, LinkStatus
from claimcheck.sources import addresses_of


@dataclass(frozen=True, slots=True)
class _Say:
    """What a link status is called, and what to do about it."""

    code: str
    says: str
    remedy: str


_COPY = "cite an archived copy (archiveurl) or the work's DOI"

_REREAD = "read the page again; cite the copy of the day that you read it (archiveurl)"

_STATUSES: Mapping[LinkStatus, _Say] = {
    "gone": _Say("L101", "is gone", f"look for the page's new address, or {_COPY}"),
    "unresolvable": _Say("L102", "names a host that does not exist", f"look for typing errors, or {_COPY}"),
    "tls_error": _Say(
        "L103",
        "has no valid certificate",
        "try it in a browser; cite an archived copy if it stays so",
    ),
    "server_error": _Say("L104", "answers with a server error", f"run again later; if it lasts, {_COPY}"),
    "timeout": _Say("L105", "did not answer in time", f"run again later; if it lasts, {_COPY}"),
    "refused": _Say("L105", "refused or dropped the connection", f"run again later; if it lasts, {_COPY}"),
    "redirect_loop": _Say("L106", "redirects without end", "cite the address that a browser settles on"),
    "invalid": _Say("L107", "is no address that can be asked", "correct the address"),
    "moved": _Say("L110", "has moved for good", "cite the new address"),
    "redirected_elsewhere": _Say("L111", "leads to something else", f"look for the page's new address, or {_COPY}"),
    "soft_404": _Say("L112", "answers, but says that the page is not there", f"look for the new address, or {_COPY}"),
    "parked": _Say("L113", "is a parked domain", _COPY),
    "blocked": _Say("L120", "is closed to programs (not dead)", "read it in a browser; attach your own copy (file)"),
    "login": _Say("L121", "asks for a login", "attach your own copy (file) to have it read"),
    "paywall": _Say("L121", "is behind a paywall", "attach your own copy (file) to have it read"),
    "drifted": _Say("L131", "says something else than it did", _REREAD),
    "wrong_work": _Say("L132", "leads to a page that is not the cited work", "compare address and title"),
}


def check_links(context: Context) -> Iterator[Finding]:
    """One finding for a link, however often and under however many keys it is cited, and for each part of a page that
    an address names and that is not there: these come first."""
    parts: dict[str, Finding] = {}
    links: dict[tuple[str, str], Finding] = {}
    for reference in context.bibliography.references:
        source = context.sources.get(reference.key)
        if source is None:
            continue
        health = source.health
        if health.missing_part and reference.url not in parts:
            parts[reference.url] = _of_part(reference, health, context)
        say = _STATUSES.get(health.status)
        if say is not None and (which := (say.code, _address(reference))) not in links:
            links[which] = _of_link(reference, health, say, context)
    yield from parts.values()
    yield from links.values()


def _of_link(reference: Reference, health: LinkHealth, say: _Say, context: Context) -> Finding:
    address = _address(reference)
    return finding(
        say.code,
        _message(address, say, health),
        _remedy(say, health),
        context.of_reference(reference),
        confidence=health.confidence,
        reference=reference.key,
        subject=address,
    )


def _of_part(reference: Reference, health: LinkHealth, context: Context) -> Finding:
    return finding(
        "L130",
        f"{reference.url}: {health.missing_part}",
        "correct the part behind #, or leave it out and name the place in the citation",
        context.of_reference(reference),
        confidence="high" if health.part_certain else "medium",
        reference=reference.key,
        subject=reference.url,
    )


def no_copy(address: str, reference: str, place: Location) -> Finding:
    """A link that leads nowhere, and of which every archive that was asked said that it has no copy."""
    message = f"{address}: no archive that was asked has a copy"
    remedy = "look for another address of the work, or attach your own copy (file)"
    return finding("L140", message, remedy, place, reference=reference, subject=address)


def _address(reference: Reference) -> str:
    if reference.url:
        return urldefrag(reference.url).url
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    return next((address.url for address in addresses_of(reference)), reference.key)


def _message(address: str, say: _Say, health: LinkHealth) -> str:
    why = health.reason.rstrip(".")
    if not why:
        return f"{address} {say.says}{_led_to(health)}"
    if health.status == "blocked":
        return f"{address} {say.says}: {why}"
    return f"{address}: {why}{_led_to(health)}"


def _led_to(health: LinkHealth) -> str:
    """Where a redirect ended, unless the reason says it already."""
    redirected = health.status in ("moved", "redirected_elsewhere")
    return f"; it leads to {health.final_url}" if redirected and health.final_url not in health.reason else ""


def _remedy(say: _Say, health: LinkHealth) -> str:
    if health.status == "moved" and health.final_url:
        return f"cite {health.final_url}"
    if health.besides == "doi_unknown":
        return "correct the DOI: look it up by the work's title at https://search.crossref.org or in the work itself"
    if health.besides == "doi_known" and health.status == "gone":
        return f"the DOI stands, but its page is broken: tell the publisher; meanwhile {_COPY.split(' or ')[0]}"
    return say.remedy
