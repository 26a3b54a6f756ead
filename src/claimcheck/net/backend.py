"""Connections that go only where they may: resolve, check, and connect to that very address.

The check stands below TLS and HTTP, at the one place where sockets are opened: redirects pass it, and a name that
resolves to another address the second time (DNS rebinding) does too, because what was checked is what is connected to.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, TypeVar

import httpcore

from claimcheck.net.resolver import Resolver
from claimcheck.net.safety import is_public

MAX_ADDRESSES = 4
"""How many addresses of a host are tried."""
SHARE = 4.0
"""Seconds for one address while there are others to try."""

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
Detour = tuple[str, str, str, str]
Opened = TypeVar("Opened")


class PrivateAddress(httpcore.ConnectError):
    """A host whose addresses all lie where no request may go."""


class PrivateDetour(PrivateAddress):
    """``--connect-to`` leads there: that is the caller's own doing and says nothing of the host."""


def detour(host: str, port: int, connect_to: Sequence[Detour]) -> tuple[str, int]:
    """Where to connect instead of ``host:port``; curl's ``--connect-to``, the first match counts."""
    for host1, port1, host2, port2 in connect_to:
        if host1 in ("", host) and port1 in ("", str(port)):
            return host2 or host, int(port2) if port2 else port
    return host, port


def _without_route(error: BaseException | None) -> bool:
    """Whether this machine has no network that leads there, such as none of IPv6."""
    while error is not None and not (isinstance(error, OSError) and error.errno):
        error = error.__cause__ or error.__context__
    return isinstance(error, OSError) and error.errno in (errno.ENETUNREACH, errno.ENETDOWN)


class _Connection(httpcore.AsyncNetworkStream):
    """A connection that is closed, too, where a TLS handshake is given up because the time for the address is over.

    httpcore closes it when the handshake fails by itself; when it is cancelled, the socket would stay open.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            return await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for a run."""

    def __init__(self, resolver: Resolver, *, connect_to: Sequence[Detour] = (), allow_private: bool = False) -> None:
        self._resolver = resolver
        self._connect_to = tuple(connect_to)
        self._allow_private = allow_private
        self._sockets = httpcore.AnyIOBackend()

    async def addresses(self, host: str, port: int) -> tuple[tuple[str, ...], int]:
        """The addresses that may be connected to for ``host:port``, and the port.

        Raises Unresolvable and PrivateAddress.
        """
        asked = host
        host, port = detour(host, port, self._connect_to)
        found = await self._resolver.resolve(host)
        allowed = tuple(address for address in found if self._allow_private or is_public(address))
        if not allowed and host != asked:
            raise PrivateDetour(f"--connect-to leads to {host}, a private address, which needs --allow-private")
        if not allowed:
            raise PrivateAddress(f"{host} is at {found[0]}, which is not in the open Internet")
        return allowed[:MAX_ADDRESSES], port

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        def connect(address: str, port: int, seconds: float) -> Awaitable[httpcore.AsyncNetworkStream]:
            return self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)

        return _Connection(await self._first(host, port, timeout, connect))

    async def open_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """A socket that is connected to ``host:port`` where that is allowed, for whoever speaks HTTP on it.

        Raises Unresolvable, PrivateAddress, OSError and TimeoutError.
        """
        return await self._first(host, port, timeout, _connect)

    async def _first(
        self, host: str, port: int, timeout: float | None, connect: Callable[[str, int, float], Awaitable[Opened]]
    ) -> Opened:
        """The first of the host's addresses that can be connected to."""
        allowed, port = await self.addresses(host, port)
        ends = time.monotonic() + (timeout or 3600.0)
        failure: Exception | None = None
        for left, address in zip(range(len(allowed) - 1, -1, -1), allowed, strict=True):
            remaining = ends - time.monotonic()
            if remaining <= 0:
                break
            try:
                opened = await connect(address, port, min(remaining, SHARE) if left else remaining)
            except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError) as error:
                if failure is None or _without_route(failure):  # no way to one address says nothing of the other
                    failure = error
            else:
                self._resolver.connected()
                return opened
        raise failure or httpcore.ConnectTimeout("no connection in time")

    async def sleep(self, seconds: float) -> None:
        await self._sockets.sleep(seconds)


async def _connect(address: str, port: int, seconds: float) -> socket.socket:
    loop = asyncio.get_running_loop()
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        target: tuple[str, int] | tuple[str, int, int, int] = (address, port)
        if "%" in address:
            target = (address, port, 0, socket.if_nametoindex(address.partition("%")[2]))
        async with asyncio.timeout(seconds):
            await loop.sock_connect(sock, target)
    except BaseException:
        sock.close()
        raise
    return sock
