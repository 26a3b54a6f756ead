"""The bundled web as a run meets it: servers for pages and names, and the options that lead there."""

from __future__ import annotations

import socketserver
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from claimcheck.demo.names import NameServer
from claimcheck.demo.server import WebServer
from claimcheck.demo.site import hosts, pages
from claimcheck.net import NetOptions

PATIENCE = 2.0
"""Seconds that an address of the demo has: one of them never answers."""
_CLOSED = "1"
"""A port where nobody listens (RFC 1078's, which no system serves any more)."""


class DemoWeb:
    """A context: inside it the web of the demo is up, and ``options`` lead there and nowhere else."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="claimcheck-demo-", ignore_cleanup_errors=True)
        self._pages = WebServer()
        self._names = NameServer(hosts())
        self._authority = Path(self._folder.name) / "ca.pem"

    @property
    def options(self) -> NetOptions:
        """Names from the demo's own name server, every port of its hosts led to the one that listens."""
        closed = [page.host for page in pages().values() if page.refused]
        return NetOptions(
            connect_to=(*((host, "", "", _CLOSED) for host in closed), ("", "", "", str(self._pages.port))),
            cacert=self._authority,
            dns_servers=(self._names.address,),
            allow_private=True,
            max_time=PATIENCE,
        )

    @property
    def asked(self) -> tuple[str, ...]:
        """Every address that was asked so far, in order."""
        return tuple(self._pages.asked)

    def __enter__(self) -> Self:
        self._authority.write_bytes(self._pages.certificate)
        for server in (self._pages, self._names):
            threading.Thread(target=server.serve_forever, args=(0.05,), name=type(server).__name__, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        servers: tuple[socketserver.BaseServer, ...] = (self._pages, self._names)
        for server in servers:
            server.shutdown()
            server.server_close()
        self._folder.cleanup()
