"""A proxy on loopback that leads to the loopback web, and the troubles that a proxy can make."""

from __future__ import annotations

import contextlib
import re
import socket
import threading


class LoopbackProxy:
    """Tunnels and forwards to the loopback web whatever host is asked for; ``trouble`` says what is wrong with it.

    "": nothing; "login": 407; "refuse": 403; "garbage": no HTTP; "close": closes without a word; "hang": says nothing.
    ``lives_for``: how many connections are served before it stops listening at all.
    """

    def __init__(self, port: int, *, trouble: str = "", lives_for: int = 1_000_000) -> None:
        self._port = port
        self._trouble = trouble
        self._left = lives_for
        self.asked: list[str] = []
        """First lines of the requests that it got."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, name="loopback-proxy", daemon=True).start()

    def __enter__(self) -> LoopbackProxy:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        for sock in self._open:
            sock.close()

    def _stop(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while self._left > 0:
                client, _ = self._listener.accept()
                self._left -= 1
                self._open.append(client)
                if self._left == 0:
                    self._stop()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = client.recv(65536)
                if not piece:
                    return
                head += piece
            line = head.split(b"\r\n", 1)[0].decode("latin-1")
            self.asked.append(line)
            if self._trouble == "hang":
                client.recv(1)
            elif self._trouble in ("login", "refuse", "garbage", "close"):
                client.sendall(
                    {
                        "login": b"HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
                        "refuse": b"HTTP/1.1 403 Not this way\r\nContent-Length: 0\r\n\r\n",
                        "garbage": b"\x15\x03\x01 what do you want\r\n\r\n",
                        "close": b"",
                    }[self._trouble]
                )
            else:
                self._lead(client, head, tunnel=line.startswith("CONNECT "))
        client.close()

    def _lead(self, client: socket.socket, head: bytes, *, tunnel: bool) -> None:
        upstream = socket.create_connection(("127.0.0.1", self._port))
        self._open.append(upstream)
        if tunnel:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            upstream.sendall(re.sub(rb"(?i)proxy-authorization:[^\r]*\r\n", b"", head))
        back = threading.Thread(target=copy, args=(upstream, client), daemon=True)
        back.start()
        copy(client, upstream)
        back.join()


def copy(source: socket.socket, target: socket.socket) -> None:
    """Pass on all that comes, to its end."""
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    for sock in (source, target):
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
