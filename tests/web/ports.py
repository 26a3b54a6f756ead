"""Ports on loopback whose server misbehaves below or before HTTP."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Literal

from web.proxy import copy

Trouble = Literal["connect", "tls", "drip", "headers"]


class BadPort:
    """A port of 127.0.0.1 with a trouble of its own.

    "connect": no connection comes about; "tls": says nothing, whatever it is sent; "drip": a head that never ends, a
    byte at a time; "headers": a head that never ends, as fast as it goes.
    """

    def __init__(self, trouble: Trouble, *, also: int = 0) -> None:
        """``also``: a port of 127.0.0.1 to which the same port of ::1 leads, without any trouble."""
        self._trouble = trouble
        self._also = also
        self._done = threading.Event()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=0 if trouble == "connect" else 64)
        self.port: int = self._listener.getsockname()[1]
        if trouble == "connect":
            for _ in range(4):  # what nobody accepts fills the queue, and the next one's greeting is dropped
                waiting = socket.socket()
                waiting.setblocking(False)
                waiting.connect_ex(("127.0.0.1", self.port))
                self._open.append(waiting)
        else:
            threading.Thread(target=self._accept, args=(self._listener,), name="bad-port", daemon=True).start()
        if also:
            good = socket.create_server(("::1", self.port), family=socket.AF_INET6)
            self._open.append(good)
            threading.Thread(target=self._accept, args=(good,), name="good-port", daemon=True).start()

    def __enter__(self) -> BadPort:
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for sock in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self, listener: socket.socket) -> None:
        serve = self._serve if listener is self._listener else self._lead
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                self._open.append(client)
                threading.Thread(target=serve, args=(client,), daemon=True).start()

    def _lead(self, client: socket.socket) -> None:
        upstream = socket.create_connection(("127.0.0.1", self._also))
        self._open.append(upstream)
        threading.Thread(target=copy, args=(upstream, client), daemon=True).start()
        copy(client, upstream)

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            client.recv(65536)
            if self._trouble == "drip":
                client.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not self._done.wait(0.1):
                    client.sendall(b"x")
            elif self._trouble == "headers":
                client.sendall(b"HTTP/1.1 200 OK\r\n")
                while not self._done.is_set():
                    client.sendall(b"X-More: of the same\r\n" * 1000)
            else:
                self._done.wait(600)
