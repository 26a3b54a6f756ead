"""The server of the bundled web: one port of loopback for HTTP and TLS, keys made when it starts."""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme

from claimcheck.demo.site import Page, hosts, pages

_TLS_HANDSHAKE = 0x16
_DAY = datetime.timedelta(days=1)
_PATIENCE = 20.0
"""Seconds after which a connection that says nothing is given up."""


class WebServer(ThreadingHTTPServer):
    """Serves ``site.pages()``; the first byte of a connection tells TLS from plain HTTP (RFC 8446, section 5.1)."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.closing = threading.Event()
        self.asked: list[str] = []
        """Every address that was asked, in order."""
        self._authority = trustme.CA()
        self.certificate: bytes = self._authority.cert_pem.bytes()
        """Of the authority that signed the hosts' certificates, as PEM."""
        self._contexts = {host: self._context(host) for host in sorted(hosts())}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def finish_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """In the connection's own thread: a handshake that hangs holds up no one else."""
        if not isinstance(request, socket.socket):
            return
        request.settimeout(_PATIENCE)
        with contextlib.suppress(OSError):
            first = request.recv(1, socket.MSG_PEEK)
            if first and first[0] == _TLS_HANDSHAKE:
                request = self._front().wrap_socket(request, server_side=True)
            super().finish_request(request, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that broke is the client's affair."""

    def server_close(self) -> None:
        self.closing.set()
        super().server_close()

    def _front(self) -> ssl.SSLContext:
        front = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

        def choose(conn: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> int | None:
            context = self._contexts.get(name or "")
            if context is None:
                return int(ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME)
            conn.context = context
            return None

        front.sni_callback = choose
        return front

    def _context(self, host: str) -> ssl.SSLContext:
        expired = any(page.certificate == "expired" for (name, _), page in pages().items() if name == host)
        now = datetime.datetime.now(datetime.UTC)
        end = now - _DAY if expired else now + 30 * _DAY
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(host, not_before=now - 30 * _DAY, not_after=end).configure_cert(context)
        return context


class _Answer(BaseHTTPRequestHandler):
    server: WebServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "demo", ""

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        self.server.asked.append(f"{scheme}://{host}{self.path}")
        page = pages().get((host, self.path)) or Page(host, self.path, status=HTTPStatus.NOT_FOUND)
        if page.silent:
            self.server.closing.wait(_PATIENCE)
            self.close_connection = True
            return
        self._send(page)

    def _send(self, page: Page) -> None:
        self.send_response(page.status)
        if page.location:
            self.send_header("Location", page.location)
        if page.media_type:
            self.send_header("Content-Type", page.media_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body)

    log_message: Callable[..., None] = staticmethod(lambda *_: None)
