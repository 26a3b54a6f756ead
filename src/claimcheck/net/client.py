"""The seam: one request, within its bounds, to a host that agreed to it. All above sees values of this module alone.

HEAD is never asked: too many servers answer it otherwise than GET, or not at all.
"""

from __future__ import annotations

import asyncio
import functools
import time
from dataclasses import dataclass, field

import httpx

from claimcheck.model.source import WarcRef
from claimcheck.net.backend import CheckedBackend, PrivateAddress
from claimcheck.net.coding import ACCEPT_ENCODING
from claimcheck.net.exchange import NONE, Exchange, Kept, Validators, utc_now
from claimcheck.net.failures import Failed, explain
from claimcheck.net.host import SILENT_AFTER, Host
from claimcheck.net.message import Question, Received, Transport
from claimcheck.net.options import NetOptions
from claimcheck.net.proxies import parse_proxy
from claimcheck.net.resolver import Unresolvable, make_resolver
from claimcheck.net.slots import Slots
from claimcheck.net.transport import open_proxied, trust
from claimcheck.net.wire import WireTransport

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
KEPT_HOSTS = 256
"""Hosts whose idle connections are kept open."""
LOGIN_AT_PROXY = 407
SECRET_FIELDS = frozenset({"authorization", "proxy-authorization", "cookie"})


@dataclass(slots=True)
class Budget:
    """The time that one address may still take, waits for our own turn left out."""

    total: float
    spent: float = 0.0
    waited: float = 0.0
    """Because servers asked for it (Retry-After)."""

    @property
    def left(self) -> float:
        return self.total - self.spent


@dataclass(frozen=True, slots=True)
class Extra:
    """What a request to a service has that one for a page has not."""

    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """In place of those of that name that every request has."""
    content: bytes = field(default=b"", repr=False)
    """A form, as application/x-www-form-urlencoded."""


PLAIN = Extra()


@dataclass(slots=True)
class Answer:
    """What one request brought."""

    exchange: Exchange
    body: bytes
    """Without content coding."""
    detail: str = ""
    """Why the body is not whole, in words."""
    bomb: bool = False
    cookies: tuple[str, ...] = field(default=(), repr=False)
    ref: WarcRef | None = None
    """Set once it is recorded."""
    place: asyncio.Future[WarcRef] | None = field(default=None, repr=False)
    """What will have ``ref`` while it waits to be recorded."""
    kept: Kept | None = None
    """The page that the server says has not changed."""

    @property
    def status(self) -> int:
        """Of the page: that of the one that is kept where it has not changed."""
        return self.kept.status if self.kept is not None else self.exchange.status


@dataclass(slots=True)
class Way:
    """How far a request came on its way through a proxy, if there is one."""

    proxied: bool
    through: bool = False
    """Whether the proxy has opened the tunnel: what fails from then on is the host's own."""

    async def learn(self, event: str, _: object) -> None:
        """Called by httpcore at each step."""
        if event == "connection.connect_tcp.started":
            self.through = False
        elif event == "proxy.start_tls.started":
            self.through = True

    def blame(self, failed: Failed) -> Failed:
        """What fails before the tunnel stands can't be told from a failure of the proxy, and is never the host's."""
        if not self.proxied or self.through or failed.failure in ("private", "invalid", "proxy"):
            return failed
        return Failed("proxy", failed.detail)


class Client:
    """Asks hosts; owns their connections. An asynchronous context manager."""

    def __init__(self, options: NetOptions) -> None:
        self._options = options
        # Read for the first host that is asked over TLS; a bad file is told before anything is asked.
        self._trust = functools.partial(trust, options)
        if options.cacert is not None:
            self._trust()
        resolver = make_resolver(options.dns_servers)
        self._checked = CheckedBackend(resolver, connect_to=options.connect_to, allow_private=options.allow_private)
        # The proxy is the person's own choice; what lies behind it is checked before it is asked for.
        self._to_proxy = CheckedBackend(resolver, allow_private=True)
        self._proxy_failures = 0
        self._proxy_answered = False
        self._hosts: dict[str, Host] = {}
        self._slots = Slots(options.concurrency)
        for name, proxy in options.named_proxies().items():
            parse_proxy(proxy, name)  # a bad proxy is told before anything is asked

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*(host.transport.aclose() for host in self._hosts.values()), return_exceptions=True)

    @property
    def crowded(self) -> bool:
        """Whether requests wait for others to end."""
        return self._slots.crowded

    def host(self, url: httpx.URL) -> Host:
        """The host of ``url``, the same object for all its addresses."""
        name = url.netloc.decode("ascii").lower()
        if name not in self._hosts:
            self._hosts[name] = self._open(url)
        return self._hosts[name]

    def _open(self, url: httpx.URL) -> Host:
        options = self._options
        proxy = options.proxy_for(url.scheme, url.host, url.port)
        backend = self._checked if proxy is None else self._to_proxy
        transport: Transport
        if proxy is None:
            transport = WireTransport(self._trust, backend, options)
        else:
            transport = open_proxied(proxy, self._trust(), backend, options)
        return Host(
            transport,
            per_host=options.per_host,
            interval=options.per_host_interval,
            proxied=proxy is not None,
        )

    async def ask(
        self,
        url: httpx.URL,
        budget: Budget,
        *,
        cookie: str = "",
        unless: Validators = NONE,
        extra: Extra = PLAIN,
        goes_on: bool = False,
    ) -> Answer:
        """One request, a GET unless ``extra`` says otherwise, of the page ``unless`` it is still the one with these
        validators. ``goes_on``: it is not the first for its address. Raises Failed."""
        fields = unless.request_fields() | ({"Cookie": cookie} if cookie else {})
        host = self.host(url)
        host.users += 1
        try:
            async with host.turn(), self._slots.one(goes_on=goes_on):
                if host.silent:
                    raise Failed("timeout", f"{url.host} left {SILENT_AFTER} requests before this one without answer")
                if host.proxied and self._proxy_failures >= SILENT_AFTER and not self._proxy_answered:
                    raise Failed("proxy", f"it let none of {SILENT_AFTER} requests before this one through")
                try:
                    answer = await self._timed(host, url, budget, fields, extra)
                except Failed as failed:
                    host.note(failed.failure != "timeout")
                    self._proxy_failures += failed.failure == "proxy"
                    raise
                host.note(True)
                self._proxy_answered = self._proxy_answered or host.proxied
                return answer
        finally:
            host.users -= 1
            await self._close_idle(host)

    async def _close_idle(self, host: Host) -> None:
        if host.users == 0 and len(self._hosts) > KEPT_HOSTS:
            await host.transport.aclose()

    async def _timed(self, host: Host, url: httpx.URL, budget: Budget, fields: dict[str, str], extra: Extra) -> Answer:
        started = time.monotonic()
        options = self._options
        way = Way(host.proxied, host.tunnelled)
        try:
            async with asyncio.timeout(max(budget.left, 0.1)):
                if host.proxied:
                    await self._check_behind_proxy(url)
                return await self._exchange(host, self._question(url, fields, extra), way)
        except TimeoutError:
            raise way.blame(Failed("timeout", f"not done within {budget.total:g} s")) from None
        except httpx.ConnectTimeout as error:
            raise way.blame(explain(error, timeout=options.connect_timeout)) from error
        except (httpx.TransportError, OSError) as error:
            raise way.blame(explain(error, timeout=options.read_timeout)) from error
        finally:
            budget.spent += time.monotonic() - started

    async def _check_behind_proxy(self, url: httpx.URL) -> None:
        """Refuse what the name resolves to here; a name that only the proxy can resolve is the proxy's to refuse."""
        try:
            await self._checked.addresses(url.host, url.port or (443 if url.scheme == "https" else 80))
        except Unresolvable:
            return
        except PrivateAddress as error:
            raise explain(error) from error

    async def _exchange(self, host: Host, question: Question, way: Way) -> Answer:
        started = utc_now()
        watch = way.learn if host.proxied else None
        received = await host.transport.ask(question, self._options.max_bytes, watch)
        if host.proxied and received.head.status == LOGIN_AT_PROXY:
            raise Failed("proxy", f"it asks for a user name and a password ({LOGIN_AT_PROXY})")
        way.through = True
        host.tunnelled = question.url.scheme == "https"
        return _answer(question, received, started)

    def _question(self, url: httpx.URL, fields: dict[str, str], extra: Extra) -> Question:
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._options.user_agent,
            "Accept": ACCEPT,
            "Accept-Encoding": ACCEPT_ENCODING,
            "Accept-Language": "en,*;q=0.5",
            "Connection": "keep-alive",
            **fields,
            **dict(extra.headers),
        }
        if extra.content:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return Question(extra.method, url, tuple(headers.items()), extra.content)


def _answer(question: Question, received: Received, started: str) -> Answer:
    head, body = received.head, received.body
    exchange = Exchange(
        url=str(question.url),
        ip=received.peer,
        started=started,
        request_line=f"{question.method} {question.target} HTTP/1.1",
        request_headers=tuple(field for field in question.fields if field[0].lower() not in SECRET_FIELDS),
        status_line=f"{head.version} {head.status} {head.reason}".rstrip(),
        response_headers=head.fields,
        body=body.raw,
        truncated=body.truncated,
    )
    return Answer(exchange, body.decoded, body.detail, body.bomb, tuple(head.values("set-cookie")))
