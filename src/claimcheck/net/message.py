"""A request and its answer between the client and whatever carries them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from claimcheck.net.body import Body, Intake
from claimcheck.net.failures import Failed

MAX_HEADER_FIELDS = 400
MAX_HEAD_BYTES = 100_000

Fields = tuple[tuple[str, str], ...]
Watch = Callable[[str, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Question:
    """A request."""

    method: str
    url: httpx.URL
    fields: Fields = field(repr=False)
    content: bytes = field(default=b"", repr=False)

    @property
    def target(self) -> str:
        """Path and query."""
        return self.url.raw_path.decode("ascii")

    @property
    def port(self) -> int:
        """The port asked, that of the scheme where the address names none."""
        return self.url.port or (443 if self.url.scheme == "https" else 80)


@dataclass(frozen=True, slots=True)
class Head:
    """What an answer says of itself. Bytes are read as Latin-1."""

    version: str
    """"HTTP/1.1"."""
    status: int
    reason: str
    fields: Fields
    """As received: order, spelling and repetitions kept."""

    def values(self, name: str) -> list[str]:
        """All values of a header field; ``name`` in lower case."""
        return [value for key, value in self.fields if key.lower() == name]

    def intake(self, limit: int) -> Intake:
        """What takes the body. Raises Failed for a coding that can't be read, and for too many header fields."""
        if len(self.fields) > MAX_HEADER_FIELDS:
            raise Failed("protocol", f"the answer has {len(self.fields)} header fields")
        return Intake(",".join(self.values("content-encoding")), limit)


@dataclass(frozen=True, slots=True)
class Received:
    """An answer."""

    head: Head
    body: Body
    peer: str
    """The address really connected to; empty where it is not known."""


class Transport(Protocol):
    """Carries requests to one host."""

    async def ask(self, question: Question, limit: int, watch: Watch | None = None) -> Received:
        """The answer, with at most ``limit`` bytes of its body; ``watch``: told how far a request came behind a proxy.

        Raises Failed, and httpx.TransportError with its cause.
        """
        ...

    async def aclose(self) -> None:
        """Close the connections that nobody uses."""
        ...
