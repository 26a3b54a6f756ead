"""What an address of the loopback web does, as values."""

from __future__ import annotations

from dataclasses import dataclass, field


class Fault:
    """A trouble that a server makes."""


@dataclass(frozen=True)
class Hang(Fault):
    """Never answers; ``after_headers``: sends the head, then nothing."""

    after_headers: bool = False


@dataclass(frozen=True)
class Reset(Fault):
    """Resets the connection, ``times`` times (None: always); ``after`` bytes of the body."""

    times: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Drip(Fault):
    """Sends the body in small pieces over ``seconds``."""

    seconds: float


@dataclass(frozen=True)
class Flaky(Fault):
    """Answers ``status`` the first ``times`` times."""

    times: int
    status: int = 503


@dataclass(frozen=True)
class RetryAfter(Fault):
    """Answers ``status`` with Retry-After until ``seconds`` have passed since the first request."""

    seconds: float
    status: int = 429
    header: str | None = None
    """The header as sent, where it is not the number."""


@dataclass(frozen=True)
class Bomb(Fault):
    """A small coded body that unpacks to ``megabytes``."""

    megabytes: int
    coding: str = "gzip"


@dataclass(frozen=True)
class Huge(Fault):
    """Streams ``megabytes``, chunked, without end mark in sight."""

    megabytes: int


@dataclass(frozen=True)
class Cut(Fault):
    """Declares ``missing`` bytes more than it sends, then closes (negative: declares fewer)."""

    missing: int = 10


@dataclass(frozen=True)
class ManyHeaders(Fault):
    """Sends ``count`` header fields of ``size`` bytes."""

    count: int
    size: int = 10


@dataclass(frozen=True)
class Garbage(Fault):
    """Sends something that isn't HTTP."""

    data: bytes = b"SSH-2.0-OpenSSH_9.6\r\n\r\n"


@dataclass(frozen=True)
class NeedsCookie(Fault):
    """Sets a cookie and redirects to itself until the cookie comes back."""


@dataclass(frozen=True)
class Route:
    """One address: what it answers and what is wrong with it."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    fault: Fault | None = None
    chunked: bool = False


@dataclass(frozen=True)
class Asked:
    """One request as a service sees it."""

    method: str
    target: str
    headers: dict[str, str] = field(hash=False)
    """Names in lower case."""
    body: bytes = b""


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    scheme: str
    host: str
    """The Host header without port, in lower case."""
    method: str
    target: str
    headers: dict[str, str] = field(hash=False)
    """Names in lower case."""
    at: float
    """Seconds on the monotonic clock."""
    sni: str = ""
    open_on_host: int = 1
    """Requests under way at this host, this one included."""
