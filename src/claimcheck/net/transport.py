"""What the client's requests go over: straight connections, or a pool of httpcore's for each host behind a proxy.

One pool for all hosts gets slow with hundreds of them (httpcore walks all its connections at each request); a pool a
host does not.
"""

from __future__ import annotations

import contextlib
import functools
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import certifi
import httpcore
import httpx

from claimcheck.errors import UsageError
from claimcheck.net.backend import CheckedBackend
from claimcheck.net.body import Body, Intake
from claimcheck.net.failures import explain
from claimcheck.net.message import Head, Question, Received, Watch
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


class ProxyTransport:
    """Connections to one host through a proxy: httpcore opens the tunnels and speaks HTTP/1.1."""

    def __init__(self, pool: httpcore.AsyncConnectionPool, options: NetOptions) -> None:
        self._pool = pool
        self._timeout = {
            "connect": options.connect_timeout,
            "read": options.read_timeout,
            "write": options.read_timeout,
            "pool": None,
        }

    async def ask(self, question: Question, limit: int, watch: Watch | None = None) -> Received:
        """See Transport."""
        extensions: dict[str, Any] = {"timeout": self._timeout}
        if watch is not None:
            extensions["trace"] = watch
        asked = question.url
        url = httpcore.URL(scheme=asked.raw_scheme, host=asked.raw_host, port=asked.port, target=asked.raw_path)
        fields = [(name.encode("ascii"), value.encode("latin-1")) for name, value in question.fields]
        if question.content:
            fields.append((b"Content-Length", str(len(question.content)).encode("ascii")))
        content = question.content or None
        with _in_httpx_terms():
            answer = await self._pool.handle_async_request(
                httpcore.Request(question.method, url, headers=fields, content=content, extensions=extensions)
            )
        try:
            head = _head(answer)
            return Received(head, await _body(answer, head.intake(limit)), "")
        finally:
            with contextlib.suppress(httpx.TransportError), _in_httpx_terms():
                await answer.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        with contextlib.suppress(httpx.TransportError), _in_httpx_terms():
            await self._pool.aclose()


def _head(answer: httpcore.Response) -> Head:
    return Head(
        answer.extensions.get("http_version", b"HTTP/1.1").decode("ascii"),
        answer.status,
        answer.extensions.get("reason_phrase", b"").decode("latin-1"),
        tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers),
    )


async def _body(answer: httpcore.Response, intake: Intake) -> Body:
    """The body within its bounds; where the connection breaks after some of it, what came. Raises httpx errors."""
    try:
        with _in_httpx_terms():
            async for piece in answer.aiter_stream():
                if not intake.take(piece):
                    break
    except (httpx.ReadError, httpx.RemoteProtocolError) as error:
        if intake.empty:
            raise
        intake.broken(explain(error).detail)
    return intake.body()


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
    context.set_alpn_protocols(["http/1.1"])
    if cacert is not None:
        context.load_verify_locations(cafile=cacert)
    return context


def _why(error: OSError) -> str:
    return "no certificate in it" if isinstance(error, ssl.SSLError) else (error.strerror or str(error)).lower()


def open_proxied(address: str, context: ssl.SSLContext, backend: CheckedBackend, options: NetOptions) -> ProxyTransport:
    """Connections to one host through the proxy at ``address``. Raises UsageError."""
    proxy = parse_proxy(address)
    url = httpcore.URL(
        scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=proxy.url.raw_path
    )
    pool = httpcore.AsyncHTTPProxy(
        proxy_url=url,
        proxy_auth=proxy.raw_auth,
        ssl_context=context,
        max_connections=options.per_host + 1,
        keepalive_expiry=KEEP_ALIVE,
        network_backend=backend,
    )
    return ProxyTransport(pool, options)
