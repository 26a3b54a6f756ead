"""HTTP/1.1 to one host, straight over the event loop's transports; the messages are parsed by llhttp (httptools).

Follows RFC 9112. One request at a time on a connection, idle connections are used again; what the server has closed
meanwhile is found out before, or by asking anew on a new connection where not a byte had come (section 9.3.1).
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpcore
import httptools
import httpx

from claimcheck.net.backend import CheckedBackend
from claimcheck.net.body import Intake
from claimcheck.net.failures import Failed, explain
from claimcheck.net.message import MAX_HEAD_BYTES, MAX_HEADER_FIELDS, Head, Question, Received, Watch
from claimcheck.net.options import NetOptions

MOST_IDLE = 2
"""Idle connections to one host that are kept."""
KEEP_ALIVE = 5.0
"""Seconds after which an idle connection is not used any more."""
_BODILESS = frozenset({204, 304})
_PARSER_ERRORS = (httptools.HttpParserError, httptools.HttpParserUpgrade)


class WireTransport:
    """Connections to one host, opened where the backend allows it. ``trust`` gives whom to trust, over TLS."""

    def __init__(self, trust: Callable[[], ssl.SSLContext], backend: CheckedBackend, options: NetOptions) -> None:
        self._trust = trust
        self._backend = backend
        self._connect_timeout = options.connect_timeout
        self._read_timeout = options.read_timeout
        self._idle: list[_Connection] = []

    async def ask(self, question: Question, limit: int, watch: Watch | None = None) -> Received:
        """See Transport."""
        connection = self._reusable()
        if connection is not None:
            try:
                return await self._ask_on(connection, question, limit)
            except _StaleError:
                pass
        return await self._ask_on(await self._open(question), question, limit)

    async def aclose(self) -> None:
        """Close the connections that nobody uses."""
        while self._idle:
            self._idle.pop().close()

    def _reusable(self) -> _Connection | None:
        oldest = time.monotonic() - KEEP_ALIVE
        while self._idle:
            connection = self._idle.pop()
            if not connection.closed and connection.idle_since > oldest:
                return connection
            connection.close()
        return None

    async def _open(self, question: Question) -> _Connection:
        secure = question.url.scheme == "https"
        try:
            async with asyncio.timeout(self._connect_timeout):
                sock = await self._backend.open_socket(question.url.host, question.port, self._connect_timeout)
                _, connection = await asyncio.get_running_loop().create_connection(
                    lambda: _Connection(self._read_timeout),
                    sock=sock,
                    ssl=self._trust() if secure else None,
                    server_hostname=question.url.host if secure else None,
                )
        except (TimeoutError, httpcore.ConnectTimeout) as error:
            raise httpx.ConnectTimeout("no connection in time") from error
        except (OSError, httpcore.ConnectError) as error:
            raise httpx.ConnectError(str(error)) from error
        return connection

    async def _ask_on(self, connection: _Connection, question: Question, limit: int) -> Received:
        try:
            received = await connection.ask(question, limit)
        except BaseException:
            connection.close()
            raise
        if connection.reusable and len(self._idle) < MOST_IDLE:
            connection.idle_since = time.monotonic()
            self._idle.append(connection)
        else:
            connection.close()
        return received


class _StaleError(httpx.RemoteProtocolError):
    """The server had closed an idle connection before it could see the request."""


@dataclass(slots=True)
class _Pending:
    """The answer that is under way."""

    done: asyncio.Future[Received]
    limit: int
    used: bool
    """Whether the connection has carried an answer before."""
    heard: float = 0.0
    """When the last byte came."""
    head: Head | None = None
    intake: Intake | None = None
    bytes_of_head: int = 0


class _Connection(asyncio.Protocol):
    """One connection: a request is written, and llhttp calls back as the answer comes."""

    def __init__(self, read_timeout: float) -> None:
        self._read_timeout = read_timeout
        self._transport: asyncio.Transport | None = None
        self._peer = ""
        self._pending: _Pending | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._reason = b""
        self._fields: list[tuple[str, str]] = []
        self._carried = 0
        self.idle_since = 0.0
        self.closed = False
        self.reusable = False

    # --- asyncio.Protocol -------------------------------------------------------------------------------------------
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self._peer = str(peer[0]) if peer else ""

    def data_received(self, data: bytes) -> None:
        pending, parser = self._pending, self._parser
        if pending is None or parser is None:
            self.close()  # nobody asked
            return
        pending.heard = time.monotonic()
        if pending.head is None:
            pending.bytes_of_head += len(data)
        try:
            parser.feed_data(data)
        except _PARSER_ERRORS as error:
            cause = error.__context__ if isinstance(error, httptools.HttpParserCallbackError) else error
            if isinstance(cause, Failed):
                self._fail(cause)
            else:
                self._broke(httpx.RemoteProtocolError(str(error) or "not HTTP"))
            return
        if self._pending is pending and pending.head is None and pending.bytes_of_head > MAX_HEAD_BYTES:
            self._fail(httpx.RemoteProtocolError(f"the header is larger than {MAX_HEAD_BYTES} bytes"))

    def eof_received(self) -> bool | None:
        return None

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        pending = self._pending
        if pending is None:
            return
        if pending.used and not pending.bytes_of_head:
            self._fail(_StaleError("server disconnected without sending a response"), exc)
        elif exc is not None:
            self._broke(httpx.ReadError(str(exc)), exc)
        elif pending.head is not None and self._ends_with_connection(pending.head):
            self._complete()
        elif pending.head is not None:
            self._broke(httpx.RemoteProtocolError("peer closed connection without sending complete message body"))
        elif pending.bytes_of_head:
            self._fail(httpx.RemoteProtocolError("the connection was closed within the header"))
        else:
            self._fail(httpx.RemoteProtocolError("server disconnected without sending a response"))

    # --- llhttp's callbacks -----------------------------------------------------------------------------------------
    def on_status(self, status: bytes) -> None:
        self._reason += status

    def on_header(self, name: bytes, value: bytes) -> None:
        self._fields.append((name.decode("latin-1"), value.decode("latin-1")))
        if len(self._fields) > 2 * MAX_HEADER_FIELDS:
            raise Failed("protocol", f"the answer has more than {len(self._fields) - 1} header fields")

    def on_headers_complete(self) -> None:
        pending, parser = self._pending, self._parser
        if pending is None or parser is None or pending.head is not None:
            return
        status = parser.get_status_code()
        if 100 <= status < 200:
            if status == 101:
                raise Failed("protocol", "the answer is no proper HTTP: it switches protocols unasked")
            return
        version = f"HTTP/{parser.get_http_version()}"
        pending.head = Head(version, status, self._reason.decode("latin-1"), tuple(self._fields))
        pending.intake = pending.head.intake(pending.limit)

    def on_body(self, piece: bytes) -> None:
        pending = self._pending
        if pending is None or pending.intake is None:
            return
        if not pending.intake.take(piece):
            self._complete(whole=False)

    def on_message_complete(self) -> None:
        pending = self._pending
        if pending is None:
            return
        if pending.head is None:  # an interim answer (1xx)
            self._reason = b""
            self._fields = []
            return
        self._complete()

    # --- one request ------------------------------------------------------------------------------------------------
    async def ask(self, question: Question, limit: int) -> Received:
        """Write the request and wait for the answer. Raises Failed and httpx.TransportError."""
        loop = asyncio.get_running_loop()
        transport = self._transport
        if transport is None or self.closed:
            raise _StaleError("server disconnected without sending a response")
        self._pending = pending = _Pending(loop.create_future(), limit, self._carried > 0, time.monotonic())
        self._parser = httptools.HttpResponseParser(self)
        # What browsers take from servers too; the dangers are those of proxies that pass messages on.
        self._parser.set_dangerous_leniencies(
            lenient_headers=True,
            lenient_optional_cr_before_lf=True,
            lenient_optional_lf_after_cr=True,
            lenient_optional_crlf_after_chunk=True,
            lenient_spaces_after_chunk_size=True,
            lenient_data_after_close=True,
        )
        self._reason, self._fields, self.reusable = b"", [], False
        transport.write(_written(question))
        silence = loop.call_later(self._read_timeout, self._look, pending)
        try:
            return await pending.done
        finally:
            silence.cancel()
            self._pending = None

    def _look(self, pending: _Pending) -> None:
        """Give up where nothing has come for too long, else look again when that could be."""
        if pending.done.done():
            return
        left = pending.heard + self._read_timeout - time.monotonic()
        if left <= 0:
            self._fail(httpx.ReadTimeout("the server was silent for too long"))
        else:
            asyncio.get_running_loop().call_later(left, self._look, pending)

    def _complete(self, *, whole: bool = True) -> None:
        pending, self._pending = self._pending, None
        if pending is None or pending.head is None or pending.intake is None or pending.done.done():
            return
        self._carried += 1
        parser, self._parser = self._parser, None
        self.reusable = whole and not self.closed and parser is not None and parser.should_keep_alive()
        pending.done.set_result(Received(pending.head, pending.intake.body(), self._peer))
        if not whole:
            self.close()

    def _broke(self, error: httpx.TransportError, cause: Exception | None = None) -> None:
        """The answer ends here: what came of its body is given, if anything did."""
        pending = self._pending
        if pending is not None and pending.intake is not None and not pending.intake.empty:
            error.__cause__ = cause
            pending.intake.broken(explain(error).detail)
            self._complete(whole=False)
        else:
            self._fail(error, cause)

    def _fail(self, error: Exception, cause: Exception | None = None) -> None:
        pending, self._pending = self._pending, None
        if pending is not None and not pending.done.done():
            error.__cause__ = cause
            pending.done.set_exception(error)
        self.close()

    def _ends_with_connection(self, head: Head) -> bool:
        """Whether the body of this answer ends where the connection does (RFC 9112, section 6.3)."""
        chunked = any("chunked" in value.lower() for value in head.values("transfer-encoding"))
        return not chunked and not head.values("content-length") and head.status not in _BODILESS

    def close(self) -> None:
        """Let go of the connection at once."""
        self.closed = True
        if self._transport is not None:
            with contextlib.suppress(OSError, RuntimeError):
                self._transport.abort()


def _written(question: Question) -> bytes:
    lines = [f"{question.method} {question.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in question.fields]
    if question.content or question.method == "POST":
        lines.append(f"Content-Length: {len(question.content)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + question.content
