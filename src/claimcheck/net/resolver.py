"""Names to addresses, each name asked once a run."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

import httpcore

from claimcheck.net.dns import NameServers

DNS_TIMEOUT = 10.0
TEMPORARY_TRIES = 2
LOOKUPS = 8
"""Names looked up at a time: name servers of small networks drop what comes in bursts, and each loss costs seconds."""
WELL_KNOWN = ("doi.org", "example.org", "www.wikipedia.org")
PATIENCE = 1.0
"""Seconds after which, where no name at all has resolved so far, well-known names are tried beside a slow one."""
PROBE = 2.0
"""Seconds that those names have."""


class Unresolvable(httpcore.ConnectError):
    """A name without address. ``temporary``: the name servers could not say."""

    def __init__(self, message: str, *, temporary: bool = False) -> None:
        super().__init__(message)
        self.temporary = temporary


class NoNameService(Unresolvable):
    """A name that was given up because no name resolves, the well-known ones included: that says nothing of it."""


class Resolver(Protocol):
    """Gives the IP addresses of a host, best first."""

    async def resolve(self, host: str) -> tuple[str, ...]:
        """Raises Unresolvable."""
        ...

    def connected(self) -> None:
        """Learn that a connection was opened: there is a network."""
        ...


Lookup = Callable[[str], Awaitable[tuple[str, ...]]]


class RunResolver:
    """Looks each name up once; answers and failures are kept for the run."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._answers: dict[str, asyncio.Task[tuple[str, ...]]] = {}
        self._slots = asyncio.Semaphore(LOOKUPS)
        self._network = False
        self._probe: asyncio.Task[bool] | None = None

    async def resolve(self, host: str) -> tuple[str, ...]:
        if is_literal(host):
            return (host,)
        if host.rstrip(".").rpartition(".")[2] == "invalid":
            raise Unresolvable(f"there is no such host name: {host}")  # RFC 6761, section 6.4
        if host not in self._answers:
            self._answers[host] = asyncio.create_task(self._patiently(host))
        return await asyncio.shield(self._answers[host])

    def connected(self) -> None:
        self._network = True

    async def _patiently(self, host: str) -> tuple[str, ...]:
        """Without a network a lookup may hang for many seconds: it is given up when no other name resolves either."""
        lookup = asyncio.create_task(self._ask(host))
        try:
            done, _ = await asyncio.wait({lookup}, timeout=PATIENCE)
            if not done and not self._network and not await self._any_well_known() and not lookup.done():
                raise NoNameService("no name resolves, not even well-known ones", temporary=True)
            return await lookup
        finally:
            lookup.cancel()

    async def _ask(self, host: str) -> tuple[str, ...]:
        async with self._slots:
            found = await self._lookup(host)
        self._network = True
        return found

    async def _any_well_known(self) -> bool:
        if self._probe is None:
            self._probe = asyncio.create_task(self._try_well_known())
        await asyncio.shield(self._probe)
        return self._network

    async def _try_well_known(self) -> bool:
        tasks = [asyncio.ensure_future(self._lookup(host)) for host in WELL_KNOWN]
        try:
            async with asyncio.timeout(PROBE):
                for task in asyncio.as_completed(tasks):
                    with contextlib.suppress(Unresolvable):
                        await task
                        self._network = True
                        return True
        except TimeoutError:
            pass
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return False


async def _ask_system(host: str) -> tuple[str, ...]:
    for attempt in range(TEMPORARY_TRIES):
        try:
            async with asyncio.timeout(DNS_TIMEOUT):
                found = await _getaddrinfo(host)
        except TimeoutError:
            raise Unresolvable(f"the name {host} could not be looked up in time", temporary=True) from None
        except UnicodeError:
            raise Unresolvable(f"{host} is no host name") from None
        except socket.gaierror as error:
            temporary = error.errno == socket.EAI_AGAIN
            if temporary and attempt + 1 < TEMPORARY_TRIES:
                await asyncio.sleep(0.2)
                continue
            why = "name servers give no answer" if temporary else "there is no such host name"
            raise Unresolvable(f"{why}: {host}", temporary=temporary) from error
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        if addresses:
            return addresses
    raise Unresolvable(f"the name {host} has no address")


async def _getaddrinfo(host: str) -> list[Any]:
    """getaddrinfo(3) in a thread that nobody waits for: the event loop's own threads hold up its end until the system
    gives up on a name, and are too few for many names."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Any]] = loop.create_future()

    def settle(found: list[Any] | Exception) -> None:
        if answer.done():
            return
        if isinstance(found, Exception):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def ask() -> None:
        found: list[Any] | Exception
        try:
            found = list(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found = error
        with contextlib.suppress(RuntimeError):  # the run has ended meanwhile
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    return await answer


@functools.lru_cache(1024)
def is_literal(host: str) -> bool:
    """Whether ``host`` is an IP address already."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _ask_servers(servers: NameServers) -> Lookup:
    async def lookup(host: str) -> tuple[str, ...]:
        try:
            found = await servers.lookup(host)
        except (TimeoutError, OSError) as error:
            raise Unresolvable(f"{error}: {host}", temporary=True) from error
        if not found:
            raise Unresolvable(f"there is no such host name: {host}")
        return found

    return lookup


def make_resolver(dns_servers: Sequence[str]) -> Resolver:
    """The resolver for these name servers; without any the system's. Raises UsageError."""
    if dns_servers:
        return RunResolver(_ask_servers(NameServers(dns_servers, lifetime=DNS_TIMEOUT)))
    return RunResolver(_ask_system)
