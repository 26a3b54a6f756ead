"""Whether there is a network at all: what the answers of a run say of it before any of them is believed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from claimcheck.model.source import Fetched
from claimcheck.sources.addresses import RESOLVERS, host

LEAST_HOSTS = 3
"""Hosts that must answer alike to speak of the network and not of themselves."""
MOST_WAITING = 50_000_000
"""Bytes of bodies that wait for a second, different answer."""
MUST_LOG_IN = 511
"""Network Authentication Required (RFC 6585, section 6): nobody but the network itself says so."""
_LOGIN = (
    'type="password"', "type='password'", "type=password", "captive", "hotspot", "wi-fi", "wifi", "wlan",
    "log in", "login", "sign in", "accept the terms", "terms of use",
)  # fmt: skip
_OF_NOBODY = ("invalid", "private")
"""Failures that are told without asking anybody."""


@dataclass(slots=True)
class NetworkProof:
    """Answers that wait until it is sure that they come from the web.

    A network that wants a login first (a captive portal) answers for every host, with one page or with a redirect to
    one host; nothing that comes from there may be called a source, and no link dead for it.
    """

    proven: bool = False
    waiting: list[Fetched] = field(default_factory=list)
    _bodies: set[bytes] = field(default_factory=set)
    _bytes: int = 0

    def take(self, fetched: Fetched) -> tuple[Fetched, ...]:
        """Those that may be believed now, this one among them."""
        if self.proven:
            return (fetched,)
        self.waiting.append(fetched)
        if fetched.status is not None:
            self._bodies.add(hashlib.sha256(fetched.body).digest())
            self._bytes += len(fetched.body)
            self.proven = not _dubious(fetched) or len(self._bodies) > 1 or self._bytes > MOST_WAITING
        return self.drain() if self.proven else ()

    def drain(self) -> tuple[Fetched, ...]:
        """All that waited, which waits no longer."""
        waited, self.waiting = tuple(self.waiting), []
        return waited

    def trouble(self) -> str:
        """What the answers that wait say of the network; empty: nothing."""
        asked = [fetched for fetched in self.waiting if fetched.failure not in _OF_NOBODY]
        if any(fetched.status == MUST_LOG_IN and _dubious(fetched) for fetched in asked):
            return f"the network answers {MUST_LOG_IN}: it asks for a login first (captive portal)"
        pages = [fetched for fetched in asked if fetched.status is not None]
        hosts = {host(fetched.url) for fetched in pages}
        if len(hosts) >= LEAST_HOSTS:
            return _portal(pages, hosts)
        if not asked or pages:
            return ""
        if all(fetched.failure == "proxy" for fetched in asked):
            return f"the proxy lets nothing through: {asked[0].detail}"
        return _intercepted(asked)

    @property
    def answered(self) -> bool:
        """Whether any of those that wait is an answer."""
        return any(fetched.status is not None for fetched in self.waiting)

    @property
    def asked_any(self) -> bool:
        """Whether any of those that wait was asked of a host at all."""
        return any(fetched.failure not in _OF_NOBODY for fetched in self.waiting)


def _dubious(fetched: Fetched) -> bool:
    """Whether an answer might come from the network that one is in: from another host, or with words of a login.

    Nobody in between can answer for a site over TLS with a certificate that holds.
    """
    if not fetched.url.lower().startswith("http://"):
        return False
    if fetched.status == MUST_LOG_IN:
        return True
    if fetched.status is None or not 200 <= fetched.status < 300:
        return False
    asked = host(fetched.url)
    return (host(fetched.final_url) != asked and asked not in RESOLVERS) or _asks_for_login(fetched)


def _asks_for_login(fetched: Fetched) -> bool:
    page = fetched.body[:300_000].decode("latin-1").lower()
    return any(word in page for word in _LOGIN)


def _intercepted(asked: list[Fetched]) -> str:
    """One and the same wrong certificate everywhere is that of somebody in between; expired ones are not."""
    details = {fetched.detail for fetched in asked if fetched.failure == "tls"}
    hosts = {host(fetched.url) for fetched in asked}
    if len(hosts) < LEAST_HOSTS or len(details) != 1 or any(fetched.failure != "tls" for fetched in asked):
        return ""
    detail = details.pop()
    if "expired" in detail or "not valid yet" in detail:
        return ""
    return f"every site shows a certificate that is not its own ({detail}): somebody stands in between, see --cacert"


def _portal(pages: list[Fetched], hosts: set[str]) -> str:
    ends = {host(fetched.final_url) for fetched in pages}
    led = len(ends) == 1 and not ends & hosts
    one_page = len({fetched.body for fetched in pages}) == 1
    if not (led or one_page) or not all(_dubious(fetched) and _asks_for_login(fetched) for fetched in pages):
        return ""
    where = f"leads to {next(iter(ends))}" if led else "answers with the same login page"
    return f"every site {where}: the network asks for a login first (captive portal)"
