"""The server of the loopback web: one port for HTTP and TLS, in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import functools
import importlib
import re
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import trustme

from claimcheck.net import NetOptions
from web.routes import (
    Asked,
    Bomb,
    Cut,
    Drip,
    Fault,
    Flaky,
    Garbage,
    Hang,
    Huge,
    ManyHeaders,
    NeedsCookie,
    Reset,
    RetryAfter,
    Route,
    Seen,
)

CLOSED_PORT = 1


def _key(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class LoopbackWeb:
    """The web as tests see it; see the package docstring."""

    def __init__(self) -> None:
        self._routes: dict[tuple[str, str], Route] = {}
        self._services: dict[str, Callable[[Asked], Route]] = {}
        self._certificates: dict[str, str] = {}
        self._detours: list[tuple[str, str, str, str]] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], float] = {}
        self.requests: list[Seen] = []
        self._folder = tempfile.TemporaryDirectory(prefix="loopback-web-")
        self._authority = trustme.CA()
        self._stranger = trustme.CA()
        self.ca = Path(self._folder.name) / "ca.pem"
        self._authority.cert_pem.write_to_path(str(self.ca))
        self._contexts: dict[tuple[str, str], ssl.SSLContext] = {}
        self._open: Counter[str] = Counter()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]
        self.ipv6 = False
        """Whether it answers at ::1, too."""
        self._listeners = [self._listener]
        with contextlib.suppress(OSError):
            self._listeners.append(socket.create_server(("::1", self.port), family=socket.AF_INET6, backlog=64))
            self._listeners[-1].setblocking(False)
            self.ipv6 = True
        self._thread = threading.Thread(target=self._run, name="loopback-web", daemon=True)
        self._thread.start()
        self._ready.wait(10)

    # --- what tests say ---------------------------------------------------------------------------------------------
    def page(
        self,
        url: str,
        body: str | bytes = "",
        *,
        status: int = 200,
        media_type: str = "text/html; charset=utf-8",
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        fault: Fault | None = None,
        chunked: bool = False,
    ) -> None:
        """Make ``url`` answer."""
        pairs = tuple(headers.items() if isinstance(headers, Mapping) else headers)
        typed = (("Content-Type", media_type), *pairs) if media_type else pairs
        content = body.encode() if isinstance(body, str) else body
        self._routes[_key(url)] = Route(status, typed, content, fault, chunked)
        if isinstance(fault, Bomb):
            bomb(fault)

    def redirect(self, url: str, to: str, *, status: int = 301, headers: Mapping[str, str] | None = None) -> None:
        """Make ``url`` redirect to ``to`` (any string, also a relative one)."""
        self.page(url, "<p>elsewhere</p>", status=status, headers={"Location": to, **(headers or {})})

    def certificate(self, host: str, kind: str) -> None:
        """Give ``host`` a bad certificate: "expired", "not_yet_valid", "other_host" or "unknown_issuer"."""
        self._certificates[host] = kind

    def service(self, host: str, answer: Callable[[Asked], Route]) -> None:
        """Let ``answer`` say what ``host`` answers, whatever is asked."""
        self._services[host] = answer

    def unresolvable(self, host: str) -> None:
        """Let the name of ``host`` not exist, in the options made from now on."""
        self._detours.append((host, "", "name-that-does-not-exist.invalid", ""))

    def refusing(self, host: str) -> None:
        """Let ``host`` refuse connections, in the options made from now on."""
        self._detours.append((host, "", "127.0.0.1", str(CLOSED_PORT)))

    def options(self, **keywords: object) -> NetOptions:
        """Options that lead here, with keywords of NetOptions in place of the quick defaults."""
        quick: dict[str, object] = {
            "connect_to": (*self._detours, ("", "", "127.0.0.1", str(self.port))),
            "cacert": self.ca,
            "allow_private": True,
            "per_host_interval": 0.0,
            "max_time": 10.0,
            "read_timeout": 2.0,
        }
        return NetOptions(**{**quick, **keywords})  # type: ignore[arg-type]

    def asked(self, url: str) -> int:
        """How often ``url`` was asked."""
        return sum((seen.host, seen.target) == _key(url) for seen in self.requests)

    def reset(self) -> None:
        """Forget routes, certificates, detours and the log."""
        for store in (
            self._routes,
            self._services,
            self._certificates,
            self._detours,
            self._counts,
            self._first,
            self.requests,
        ):
            store.clear()

    def close(self) -> None:
        """Stop the server."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._folder.cleanup()

    # --- connections ------------------------------------------------------------------------------------------------
    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        accepting = [self._loop.create_task(self._accept(listener)) for listener in self._listeners]
        self._loop.call_soon(self._ready.set)
        self._loop.run_forever()
        waiting = [*accepting, *self._tasks]
        for task in waiting:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0.05))
        for listener in self._listeners:
            listener.close()
        self._loop.close()

    def _context(self, name: str) -> ssl.SSLContext:
        kind = self._certificates.get(name, "")
        if (name, kind) not in self._contexts:
            now = datetime.datetime.now(datetime.UTC)
            day = datetime.timedelta(days=1)
            issuer = self._stranger if kind == "unknown_issuer" else self._authority
            dates = {
                "expired": {"not_before": now - 30 * day, "not_after": now - day},
                "not_yet_valid": {"not_before": now + day, "not_after": now + 30 * day},
            }.get(kind, {})
            leaf = issuer.issue_cert("another-host.test" if kind == "other_host" else name, **dates)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            leaf.configure_cert(context)
            self._contexts[name, kind] = context
        return self._contexts[name, kind]

    def _front(self) -> ssl.SSLContext:
        front = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert("localhost").configure_cert(front)

        def choose(conn: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
            if name:
                conn.context = self._context(name)

        front.sni_callback = choose
        return front

    async def _accept(self, listener: socket.socket) -> None:
        front = self._front()
        while True:
            sock, _ = await self._loop.sock_accept(listener)
            task = self._loop.create_task(self._greet(sock, front))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _greet(self, sock: socket.socket, front: ssl.SSLContext) -> None:
        """Look at the first byte without taking it: 0x16 opens a TLS handshake."""
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            readable = asyncio.Event()
            self._loop.add_reader(sock.fileno(), readable.set)
            try:
                await asyncio.wait_for(readable.wait(), 60)
            finally:
                self._loop.remove_reader(sock.fileno())
            first = sock.recv(1, socket.MSG_PEEK)
            if not first:
                sock.close()
                return
            reader = asyncio.StreamReader(limit=1 << 18)
            protocol = asyncio.StreamReaderProtocol(reader)
            tls = first == b"\x16"
            transport, _ = await self._loop.connect_accepted_socket(lambda: protocol, sock, ssl=front if tls else None)
        except (OSError, TimeoutError, asyncio.CancelledError):
            sock.close()
            return
        writer = asyncio.StreamWriter(transport, protocol, reader, self._loop)
        await self._serve(reader, writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *rest = head.split("\r\n")
        method, target, _ = line.split(" ")
        headers = {k.strip().lower(): v.strip() for k, _, v in (field.partition(":") for field in rest if field)}
        host = re.sub(r":\d+$", "", headers.get("host", "")).lower().strip("[]")
        if method == "CONNECT":
            return await self._tunnel(target, writer)
        if target.startswith("http"):
            host, target = _key(target)
        conn = writer.get_extra_info("ssl_object")
        self._open[host] += 1
        scheme, sni = ("https", conn.server_hostname or "") if conn else ("http", "")
        self.requests.append(Seen(scheme, host, method, target, headers, time.monotonic(), sni, self._open[host]))
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        service = self._services.get(host)
        try:
            found = service(Asked(method, target, headers, body)) if service else self._find(host, target)
            return await self._answer(found, (host, target), headers, writer)
        finally:
            self._open[host] -= 1

    async def _tunnel(self, target: str, writer: asyncio.StreamWriter) -> bool:
        """A proxy that refuses every tunnel: what goes through it is seen in the log."""
        self.requests.append(Seen("http", target.partition(":")[0], "CONNECT", target, {}, time.monotonic()))
        writer.write(b"HTTP/1.1 502 No tunnel here\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        return False

    # --- what to answer ---------------------------------------------------------------------------------------------
    def _find(self, host: str, target: str) -> Route:
        route = self._routes.get((host, target))
        if route is not None:
            return route
        known = any(known_host == host for known_host, _ in self._routes)
        status = HTTPStatus.NOT_FOUND if known else HTTPStatus.MISDIRECTED_REQUEST
        return Route(status, (("Content-Type", "text/html"),), f"<title>{status} {status.phrase}</title>".encode())

    def _now(self, route: Route, key: tuple[str, str], headers: dict[str, str]) -> Route:
        """The answer at this moment: faults that depend on what was asked before are settled here."""
        fault = route.fault
        nth = self._counts[key]
        self._counts[key] += 1
        if isinstance(fault, Flaky):
            return (
                Route(fault.status, body=b"not now") if nth < fault.times else Route(**{**vars(route), "fault": None})
            )
        if isinstance(fault, RetryAfter):
            since = time.monotonic() - self._first.setdefault(key, time.monotonic())
            if since < fault.seconds:
                return Route(fault.status, (("Retry-After", fault.header or f"{fault.seconds:g}"),), b"slow down")
        if isinstance(fault, Reset) and fault.times is not None and nth >= fault.times:
            return Route(route.status, route.headers, route.body)
        if isinstance(fault, NeedsCookie) and "seen=yes" not in headers.get("cookie", ""):
            return Route(302, (("Location", key[1]), ("Set-Cookie", "seen=yes; Path=/")))
        if fault is None and unchanged(route, headers):
            kept = tuple(field for field in route.headers if not field[0].lower().startswith("content-"))
            return Route(304, kept)
        if isinstance(fault, Bomb):
            return Route(route.status, (*route.headers, ("Content-Encoding", fault.coding)), bomb(fault))
        return route

    async def _answer(
        self, route: Route, key: tuple[str, str], headers: dict[str, str], writer: asyncio.StreamWriter
    ) -> bool:
        route = self._now(route, key, headers)
        fault = route.fault
        if isinstance(fault, Hang) and not fault.after_headers:
            await asyncio.sleep(3600)
        if isinstance(fault, Reset) and fault.after is None:
            return abort(writer)
        if isinstance(fault, Garbage):
            writer.write(fault.data)
            await writer.drain()
            return False
        writer.write(head_of(route))
        if isinstance(fault, Hang):
            await writer.drain()
            await asyncio.sleep(3600)
        if isinstance(fault, Huge):
            await stream(writer, route, fault)
        elif isinstance(fault, Drip):
            await drip(writer, route, fault)
        elif isinstance(fault, Reset):
            writer.write(route.body[: fault.after])
            await writer.drain()
            await asyncio.sleep(0.05)
            return abort(writer)
        elif route.chunked:
            writer.write(b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in thirds(route.body)) + b"0\r\n\r\n")
        else:
            writer.write(route.body)
        await writer.drain()
        return not isinstance(fault, Cut)


def unchanged(route: Route, headers: dict[str, str]) -> bool:
    """Whether the page is still the one that the asker has: If-None-Match wins over If-Modified-Since (RFC 9110)."""
    stated = {name.lower(): value for name, value in route.headers}
    if route.status != 200:
        return False
    if "if-none-match" in headers:
        return headers["if-none-match"] == stated.get("etag", "")
    return "if-modified-since" in headers and headers["if-modified-since"] == stated.get("last-modified", "")


def head_of(route: Route) -> bytes:
    """The status line and the header fields."""
    try:
        phrase = HTTPStatus(route.status).phrase
    except ValueError:
        phrase = "Status"
    fields = [*route.headers]
    missing = route.fault.missing if isinstance(route.fault, Cut) else 0
    if route.chunked or isinstance(route.fault, Huge):
        fields.append(("Transfer-Encoding", "chunked"))
    elif route.status != 304 and not any(name.lower() == "content-length" for name, _ in fields):
        fields.append(("Content-Length", str(len(route.body) + missing)))
    if isinstance(route.fault, ManyHeaders):
        fields += [(f"X-{number}", "x" * route.fault.size) for number in range(route.fault.count)]
    text = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return f"HTTP/1.1 {route.status} {phrase}\r\n{text}\r\n".encode()


def thirds(body: bytes) -> list[bytes]:
    size = max(1, -(-len(body) // 3))
    return [body[i : i + size] for i in range(0, len(body), size)]


def abort(writer: asyncio.StreamWriter) -> bool:
    """Reset the connection (RST, not FIN)."""
    sock = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    return False


async def drip(writer: asyncio.StreamWriter, route: Route, fault: Drip) -> None:
    steps = max(1, int(fault.seconds / 0.05))
    size = max(1, -(-len(route.body) // steps))
    for start in range(0, len(route.body), size):
        writer.write(route.body[start : start + size])
        await writer.drain()
        await asyncio.sleep(0.05)


async def stream(writer: asyncio.StreamWriter, route: Route, fault: Huge) -> None:
    block = (route.body + b"<p>more of the same, and no end of it</p>\n" * 2000)[:65536].ljust(65536)
    for _ in range(fault.megabytes * 16):
        if writer.transport.is_closing():  # over TLS nothing fails when the other side has gone
            return
        writer.write(b"10000\r\n" + block + b"\r\n")
        await writer.drain()
    writer.write(b"0\r\n\r\n")


@functools.lru_cache(8)
def bomb(fault: Bomb) -> bytes:
    """A coded body that unpacks to many spaces. Made with its page: nobody else would be served meanwhile."""
    megabyte = b" " * (1 << 20)
    if fault.coding == "br":
        import brotli

        brotlied: bytes = brotli.compress(b"<p>" + megabyte * fault.megabytes, quality=5)
        return brotlied
    if fault.coding == "zstd":
        zstandard = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
        packed: bytes = zstandard.compress(b"<p>" + megabyte * fault.megabytes)
        return packed
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS if fault.coding == "deflate" else zlib.MAX_WBITS | 16)
    parts = [packer.compress(b"<p>")]
    parts += [packer.compress(megabyte) for _ in range(fault.megabytes)]
    return b"".join(parts) + packer.flush()
