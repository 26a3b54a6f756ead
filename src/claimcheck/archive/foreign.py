"""WARC files that other tools wrote: the answers that an address has in one. Hostile input, bounded throughout."""

from __future__ import annotations

import contextlib
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from claimcheck.archive.catalogue import MAX_REDIRECTS
from claimcheck.archive.index import surt
from claimcheck.errors import InputError
from claimcheck.net.exchange import Exchange
from claimcheck.net.safety import BadAddressError, follow, header_text, web_address
from claimcheck.redaction import redact_address

MAX_WARC = 1_000_000_000
"""Bytes of a WARC file as it stands on the disk."""
MAX_UNPACKED = 4_000_000_000
"""Bytes of it unpacked: what is more is a bomb."""
MAX_ANSWERS = 1_000_000
_GZIP = b"\x1f\x8b"
_UNREADABLE = (
    ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, zlib.error, ValueError, KeyError, IndexError,
    AttributeError, TypeError, AssertionError,
)  # fmt: skip
"""What warcio and zlib raise on files that are damaged or none of theirs."""


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Bounded:
    """A file that ends with an error where it is longer than ``most`` bytes."""

    def __init__(self, file: _Readable, most: int) -> None:
        self._file = file
        self._left = most

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("it unpacks to more than can be read")
        return data


@dataclass(frozen=True, slots=True)
class _Answer:
    """The head of a response."""

    number: int
    """Which record of the file it is."""
    url: str
    date: str
    status_line: str
    fields: tuple[tuple[str, str], ...]
    length: int

    @property
    def status(self) -> int:
        return int(self.status_line.split(" ")[1])

    def field(self, name: str) -> str:
        return next((value for key, value in self.fields if key.lower() == name), "")

    @property
    def target(self) -> str:
        return header_text(self.field("location")) if 300 <= self.status < 400 else ""


def looks_like_warc(head: bytes) -> bool:
    """Whether a file that begins so is to be read as a WARC file."""
    return head.startswith((b"WARC/", _GZIP))


def answers(path: Path, addresses: Sequence[str], *, most: int) -> tuple[Exchange, ...]:
    """What one of ``addresses`` has in a WARC file: its redirects and the page, the newest of each.

    ``most`` bytes of a body are read. Raises InputError where the file can't be read or has no page of any of them.
    """
    with contextlib.redirect_stderr(io.StringIO()):  # warcio prints what it wonders at
        try:
            heads = _heads(path)
            chain, why = _chain(heads, addresses)
            if not chain:
                remedy = "add the WARC file of a visit to that address"
                raise InputError(why or "holds no WARC response at all", file=path, remedy=remedy)
            return _exchanges(path, chain, most)
        except _UNREADABLE as error:
            words = str(error).strip().splitlines()
            raise InputError(
                f"can't be read as a WARC file ({words[0] if words else 'it ends early'})", file=path
            ) from error
        except OSError as error:
            raise InputError(f"can't be read: {(error.strerror or str(error)).lower()}", file=path) from error


def _records(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        unpacked: _Readable = gzip.GzipFile(fileobj=file) if packed else file
        yield from enumerate(ArchiveIterator(_Bounded(unpacked, MAX_UNPACKED)))


def _heads(path: Path) -> dict[str, list[_Answer]]:
    """Heads of all responses, by the sort keys of their addresses."""
    found: dict[str, list[_Answer]] = {}
    for number, record in _records(path):
        if number > MAX_ANSWERS:
            raise ValueError(f"it has more than {MAX_ANSWERS} records")
        answer = _answer(number, record)
        key = _key(answer.url) if answer is not None else ""
        if answer is not None and key:
            found.setdefault(key, []).append(answer)
    return found


def _answer(number: int, record: Any) -> _Answer | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    head = record.rec_headers
    date = str(head.get_header("WARC-Date") or "")
    http = record.http_headers
    status_line = f"{http.protocol} {http.statusline}"
    words = status_line.split(" ")
    if len(words) < 2 or not (words[1].isascii() and words[1].isdigit() and len(words[1]) == 3):
        return None
    datetime.fromisoformat(date)  # ValueError: no WARC date
    return _Answer(
        number=number,
        url=str(head.get_header("WARC-Target-URI") or "").strip("<>"),
        date=date,
        status_line=_latin(status_line),
        fields=tuple((_latin(str(name)), _latin(str(value))) for name, value in http.headers),
        length=int(head.get_header("Content-Length") or 0),
    )


def _latin(text: str) -> str:
    """As header fields are kept: their bytes as Latin-1, in one line."""
    data = text.replace("\r", " ").replace("\n", " ").encode("utf-8", "replace")
    try:
        return data.decode("utf-8").encode("latin-1").decode("latin-1")
    except UnicodeError:
        return data.decode("latin-1")


def _key(url: str) -> str:
    try:
        return surt(str(web_address(redact_address(url))))
    except (BadAddressError, ValueError):
        return ""


def _chain(heads: dict[str, list[_Answer]], addresses: Sequence[str]) -> tuple[tuple[_Answer, ...], str]:
    """Redirects and page of the first address that has one, or why there is none."""
    why = f"doesn't hold {' or '.join(map(redact_address, addresses))}" if heads else ""
    for address in addresses:
        chain: list[_Answer] = []
        key = _key(address)
        while len(chain) <= MAX_REDIRECTS and (found := heads.get(key)):
            answer = max(found, key=lambda one: one.date)
            chain.append(answer)
            if 200 <= answer.status < 300:
                return tuple(chain), ""
            if not answer.target:
                why = f"holds {redact_address(address)} with the answer {answer.status} alone"
                break
            why = f"holds {redact_address(address)} as a redirect that leads out of the file"
            try:
                key = _key(str(follow(web_address(answer.url), answer.target)))
            except BadAddressError:
                break
    return (), why


def _exchanges(path: Path, chain: Sequence[_Answer], most: int) -> tuple[Exchange, ...]:
    wanted = {answer.number: answer for answer in chain}
    bodies: dict[int, bytes] = {}
    for number, record in _records(path):
        if number in wanted:
            bodies[number] = _body(record, wanted[number], most)
        if len(bodies) == len(wanted):
            break
    return tuple(
        Exchange(
            url=str(web_address(answer.url)),
            ip="",
            started=answer.date,
            request_line="GET / HTTP/1.1",
            request_headers=(),
            status_line=answer.status_line,
            response_headers=answer.fields,
            body=bodies[answer.number],
        )
        for answer in chain
    )


def _body(record: Any, answer: _Answer, most: int) -> bytes:
    """The body without its transfer coding and with its content coding, as our own records have it."""
    if answer.length > most:
        raise ValueError(f"the answer of {answer.url} has {answer.length} bytes, {most} are read")
    stream = record.raw_stream
    if "chunked" in answer.field("transfer-encoding").lower():
        stream = ChunkedDataReader(stream)
    parts = []
    while piece := stream.read(1 << 16):
        parts.append(piece)
    return b"".join(parts)
