"""The transport below the client: httpx types above, one connection pool a host below.

One pool for all hosts gets slow with hundreds of them (httpcore walks all its connections at each request); a pool a
host does not.
"""

from __future__ import annotations

import contextlib
import functools
import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import certifi
import httpcore
import httpx

from claimcheck.errors import UsageError
from claimcheck.net.backend import CheckedBackend
from claimcheck.net.options import NetOptions
from claimcheck.net.proxies import parse_proxy

KEEP_ALIVE = 5.0

_EXCEPTIONS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.ReadTimeout, httpx.ReadTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.ReadError, httpx.ReadError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.NetworkError, httpx.NetworkError),
    (httpcore.ProxyError, httpx.ProxyError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
    (httpcore.LocalProtocolError, httpx.LocalProtocolError),
    (httpcore.RemoteProtocolError, httpx.RemoteProtocolError),
    (httpcore.ProtocolError, httpx.ProtocolError),
)


@contextlib.contextmanager
def _in_httpx_terms() -> Iterator[None]:
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
        mapped = next(to for kind, to in _EXCEPTIONS if isinstance(error, kind))
        raise mapped(str(error)) from error


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _in_httpx_terms():
            async for part in self._stream:
                yield part

    async def aclose(self) -> None:
        with _in_httpx_terms():
            await self._stream.aclose()


class HostTransport(httpx.AsyncBaseTransport):
    """Connections to one host."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        with _in_httpx_terms():
            answer = await self._pool.handle_async_request(
                httpcore.Request(
                    request.method,
                    url,
                    headers=request.headers.raw,
                    content=request.content or None,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=dict(answer.extensions)
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


def trust(options: NetOptions) -> ssl.SSLContext:
    """The certificate authorities that are trusted: certifi's, the system's, and ``--cacert``. Raises UsageError."""
    if options.cacert is None:
        return _trust(None, 0)
    try:
        return _trust(options.cacert, options.cacert.stat().st_mtime_ns)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(f"--cacert: {_why(error)}", file=options.cacert, remedy="give a PEM file") from error


@functools.lru_cache(4)
def _trust(cacert: Path | None, _changed: int) -> ssl.SSLContext:
    """Reading some hundred certificates takes as long as asking a page: done once for many runs of one process."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    if cacert is not None:
        context.load_verify_locations(cafile=cacert)
    return context


def _why(error: OSError) -> str:
    return "no certificate in it" if isinstance(error, ssl.SSLError) else (error.strerror or str(error)).lower()


def open_pool(
    proxy_address: str | None, context: ssl.SSLContext, backend: CheckedBackend, *, connections: int
) -> httpcore.AsyncConnectionPool:
    """A connection pool for one host, through the proxy where there is one. Raises UsageError."""
    if proxy_address is None:
        return httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=connections,
            keepalive_expiry=KEEP_ALIVE,
            network_backend=backend,
        )
    proxy = parse_proxy(proxy_address)
    return httpcore.AsyncHTTPProxy(
        proxy_url=httpcore.URL(
            scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=proxy.url.raw_path
        ),
        proxy_auth=proxy.raw_auth,
        ssl_context=context,
        max_connections=connections,
        keepalive_expiry=KEEP_ALIVE,
        network_backend=backend,
    )
