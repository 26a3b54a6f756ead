"""HTTP/1.1 as servers really speak it: answers byte by byte from a socket that does what the test says."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from claimcheck.model.source import Fetched
from claimcheck.net import NetOptions, fetch_all

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"


class Scripted:
    """A server that answers the requests of each connection with the given bytes, then closes or waits."""

    def __init__(self, *connections: tuple[bytes, ...], linger: float = 0.0) -> None:
        self._script = list(connections)
        self._linger = linger
        self.requests: list[list[bytes]] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        for answers in self._script:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._speak, args=(connection, answers), daemon=True).start()

    def _speak(self, connection: socket.socket, answers: tuple[bytes, ...]) -> None:
        seen: list[bytes] = []
        self.requests.append(seen)
        with connection, contextlib.suppress(OSError):
            for answer in answers:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    request += piece
                seen.append(request)
                connection.sendall(answer)
            time.sleep(self._linger)

    def close(self) -> None:
        self._socket.close()


@contextlib.contextmanager
def serving(*connections: tuple[bytes, ...], linger: float = 0.0) -> Iterator[Scripted]:
    server = Scripted(*connections, linger=linger)
    try:
        yield server
    finally:
        server.close()


def ask(server: Scripted, *paths: str, **options: object) -> list[Fetched]:
    urls = [f"http://127.0.0.1:{server.port}{path}" for path in paths]
    settings: dict[str, object] = {
        "allow_private": True, "per_host": 1, "per_host_interval": 0.0, "retries": 0, "backoff": 0.01, **options
    }  # fmt: skip
    got = fetch_all(urls, NetOptions(**settings))  # type: ignore[arg-type]
    return [got[url] for url in urls]


def test_a_connection_is_used_again() -> None:
    with serving((OK, OK), linger=2) as server:
        got = ask(server, "/a", "/b")
    assert [one.body for one in got] == [b"hello", b"hello"]
    assert len(server.requests) == 1


def test_an_idle_connection_that_the_server_has_closed_costs_no_failure() -> None:
    with serving((OK,), (OK,)) as server:
        got = ask(server, "/a", "/b")
    assert [(one.status, one.attempts) for one in got] == [(200, 1), (200, 1)]
    assert len(server.requests) == 2


def test_an_answer_that_forbids_it_is_the_last_of_its_connection() -> None:
    last = OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)
    with serving((last,), (OK,), linger=2) as server:
        got = ask(server, "/a", "/b")
    assert [one.status for one in got] == [200, 200]


def test_interim_answers_are_passed_over() -> None:
    with serving((b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK,)) as server:
        (got,) = ask(server, "/a")
    assert (got.status, got.body, got.header("link")) == (200, b"hello", "")


def test_a_body_without_length_ends_with_the_connection() -> None:
    with serving((b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nto the end",)) as server:
        (got,) = ask(server, "/a")
    assert (got.body, got.truncated) == (b"to the end", False)


def test_a_body_in_chunks_is_put_together() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving((head + b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n",)) as server:
        (got,) = ask(server, "/a")
    assert got.body == b"abcdefg"


@pytest.mark.parametrize(
    "answer",
    [
        OK.replace(b"\r\n", b"\n"),
        OK.replace(b"Content-Type", b"ETag: \x01\x80\r\nContent-Type"),
        OK.replace(b"200 OK", b"200"),
        OK.replace(b"200 OK", b"200 \xc3\x84h, gut"),
    ],
    ids=["bare line feeds", "control characters in a field", "no reason", "a reason in another language"],
)
def test_what_browsers_forgive_is_forgiven(answer: bytes) -> None:
    with serving((answer,)) as server:
        (got,) = ask(server, "/a")
    assert (got.status, got.body, got.failure) == (200, b"hello", None)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nno length\r\n",
    ],
    ids=["short of its length", "chunks without end", "rubbish in place of a chunk"],
)
def test_what_came_of_a_body_that_breaks_off_is_kept(answer: bytes) -> None:
    with serving((answer,)) as server:
        (got,) = ask(server, "/a")
    assert (got.status, got.body, got.truncated, got.failure) == (200, b"hello", True, None)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (b"", "reset"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "protocol"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, "protocol"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: secret\r\nContent-Length: 1\r\n\r\nx", "protocol"),
    ],
)
def test_what_is_no_answer_is_a_failure_of_its_kind(answer: bytes, failure: str) -> None:
    with serving((answer,)) as server:
        (got,) = ask(server, "/a")
    assert got.failure == failure
    assert got.body == b""


def test_bytes_after_the_end_of_an_answer_spoil_nothing() -> None:
    with serving((OK + b"and more",), (OK,)) as server:
        got = ask(server, "/a", "/b")
    assert [one.body for one in got] == [b"hello", b"hello"]


def test_silence_within_a_body_ends_in_time() -> None:
    with serving((b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",), linger=5) as server:
        started = time.monotonic()
        (got,) = ask(server, "/a", read_timeout=0.3)
    assert time.monotonic() - started < 3
    assert got.failure == "timeout"


def test_a_bound_on_the_body_ends_the_connection() -> None:
    long = b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + b"x" * 900_000
    with serving((long,), (OK,), linger=1) as server:
        got = ask(server, "/a", "/b", max_bytes=1000)
    assert (len(got[0].body), got[0].truncated) == (1000, True)
    assert got[1].body == b"hello"
