"""One request and what came back, as bytes on the wire: what an archive keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, Protocol

from claimcheck.model.source import WarcRef
from claimcheck.redaction import redact, redact_address

Truncation = Literal["", "length", "time", "disconnect"]
"""Why a body is not whole, in the words of WARC-Truncated; empty: it is whole."""
LONGEST_VALIDATOR = 300
"""Characters of an ETag or a date that is sent back."""
CONDITIONS = frozenset({"if-none-match", "if-modified-since"})
_ADDRESSES = frozenset({"location", "content-location"})
_AS_RECEIVED = frozenset({"set-cookie"})


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server tells whether a page is still the one that somebody has (RFC 9110, section 8.8)."""

    etag: str = ""
    modified: str = ""
    """Last-Modified, as received."""

    def __bool__(self) -> bool:
        return bool(self.etag or self.modified)

    @classmethod
    def of(cls, status: int, fields: Iterable[tuple[str, str]], *, whole: bool = True) -> Validators:
        """Those of an answer; none unless it is the whole page (200) or says that this has not changed (304)."""
        if status not in (200, 304) or not whole:
            return cls()
        found = {name.lower(): value.strip() for name, value in reversed(tuple(fields))}
        return cls(*(_sendable(found.get(name, "")) for name in ("etag", "last-modified")))

    def request_fields(self) -> dict[str, str]:
        """The fields of a request for the page if it has changed."""
        stated = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in stated.items() if value}


NONE = Validators()


def _sendable(value: str) -> str:
    return value if len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable() else ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response. Transfer coding is taken off, content coding is not."""

    url: str
    """The address asked, without fragment, user name and password."""
    ip: str
    """The address really connected to; empty through a proxy."""
    started: str
    """RFC 3339, UTC, with microseconds."""
    request_line: str
    request_headers: tuple[tuple[str, str], ...]
    status_line: str
    """"HTTP/1.1 200 OK"."""
    response_headers: tuple[tuple[str, str], ...]
    """As received: order, spelling and repetitions kept; bytes as Latin-1."""
    body: bytes
    """Still content-coded (gzip, br …), cut at the bound."""
    truncated: Truncation = ""

    @property
    def status(self) -> int:
        return int(self.status_line.split(" ", 2)[1])

    @property
    def unchanged(self) -> bool:
        """Whether the server was asked for the page if it had changed, and says that it has not."""
        asked = any(name.lower() in CONDITIONS for name, _ in self.request_headers)
        return self.status == 304 and asked

    def header(self, name: str) -> str:
        """The first value of a response header field; empty without one."""
        wanted = name.lower()
        return next((value for key, value in self.response_headers if key.lower() == wanted), "")

    def public(self) -> Exchange:
        """As it may be kept: no secret in an address, be it the one asked or one that the server names.

        Bodies stay as received, and so do cookies that the server set: they are the server's word, not the user's.
        """
        method, _, rest = self.request_line.partition(" ")
        target, _, version = rest.rpartition(" ")
        url, asked = redact_address(self.url), redact_address(target)
        fields = tuple([(name, _public_field(name, value)) for name, value in self.response_headers])
        if url == self.url and asked == target and fields == self.response_headers:
            return self
        return replace(self, url=url, request_line=f"{method} {asked} {version}", response_headers=fields)


def _public_field(name: str, value: str) -> str:
    if name.lower() in _AS_RECEIVED:
        return value
    return redact_address(value) if name.lower() in _ADDRESSES else redact(value)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that was kept, for an answer that says that it has not changed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """Content coding taken off."""


class Recorder(Protocol):
    """Keeps exchanges; an archive is one."""

    def record_all(self, exchanges: Sequence[Exchange]) -> tuple[WarcRef, ...]:
        """Keep exchanges durably and say where the response of each stands. Raises StorageError."""
        ...

    def validators(self, url: str) -> Validators:
        """By what to ask for the page at ``url`` only if it has changed since it was kept; none: ask for it."""
        ...

    def recall(self, url: str) -> Kept:
        """The page at ``url`` as it is kept. Raises StorageError where it can't be read."""
        ...


def utc_now() -> str:
    """This moment in RFC 3339, UTC, with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
