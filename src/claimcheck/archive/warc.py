"""WARC 1.1 records as bytes: each record one gzip member, built whole before anything is written.

Follows ISO 28500:2017 (WARC 1.1). The body of a response stands there without its transfer coding but with its content
coding as received, so that digests, revisits and byte-exact replay hold.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, unquote

from isal import isal_zlib

from claimcheck import __version__
from claimcheck.net.exchange import Exchange

VERSION = "WARC/1.1"
SHA256_FIELD = "Claimcheck-Payload-SHA256"
"""Our own field beside WARC-Payload-Digest, which the usual tools expect to be SHA-1."""
ADDED_FIELD = "Claimcheck-Added-For"
"""Our own field: the citation key for which a person added the record, percent-encoded."""
KEY_FIELD = "citation-key"
"""In metadata records: the citation key of a work that a record is a copy of, percent-encoded."""
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
LEVEL = 2
"""Of ISA-L's gzip."""
WBITS = 31
"""A window of 32 KB, and a gzip header."""
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})
_OF_NOTHING = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
_ONE_LINE = re.compile(r"[\x00-\x1f\x7f]+")
_HOP_BY_HOP = frozenset({"transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Built:
    """A record ready to be appended."""

    id: str
    """Without angle brackets."""
    data: bytes
    """One gzip member."""


class Digests(NamedTuple):
    """Of a payload."""

    sha256: str
    """ "sha256:" and hexadecimal digits."""
    sha1: str
    """ "sha1:" and base 32, as WARC digests are written."""

    @classmethod
    def of(cls, payload: bytes) -> Digests:
        return cls(sha256(payload), sha1(payload))


def sha1(data: bytes) -> str:
    """ "sha1:" and base 32, as WARC digests are written."""
    return _base32(hashlib.sha1(data, usedforsecurity=False).digest())


def _base32(digest: bytes) -> str:
    return "sha1:" + base64.b32encode(digest).decode("ascii")


def sha256(data: bytes) -> str:
    """ "sha256:" and hexadecimal digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def warcinfo(filename: str, date: str) -> Built:
    """The record that opens a file."""
    fields = {
        "software": f"claimcheck/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": CONFORMS_TO,
        "description": "Sources cited by a paper, as they were read. Other people's works.",
    }
    payload = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    head = {"WARC-Filename": filename, "WARC-Date": date}
    return _build("warcinfo", "", head, payload, None, "application/warc-fields")


def response(exchange: Exchange, digests: Digests, *, added_for: str = "") -> Built:
    """The response with its whole payload; ``added_for``: the citation key for which a person added it."""
    head = _about(exchange)
    if added_for:
        head[ADDED_FIELD] = quote(added_for)
    head[SHA256_FIELD], head["WARC-Payload-Digest"] = digests
    if exchange.truncated:
        head["WARC-Truncated"] = exchange.truncated
    http = _http_head(exchange.status_line, _kept(exchange.response_headers, _HOP_BY_HOP))
    return _build("response", exchange.url, head, exchange.body, http, "application/http; msgtype=response")


def resource(url: str, date: str, payload: bytes, media_type: str, *, added_for: str) -> Built:
    """A file that a person added for the work ``added_for``."""
    head = {"WARC-Date": date, ADDED_FIELD: quote(added_for), SHA256_FIELD: sha256(payload)}
    return _build("resource", url, head, payload, None, media_type)


def metadata(url: str, date: str, of_id: str, keys: Iterable[str]) -> Built:
    """Which works the record ``of_id`` is a copy of."""
    payload = "".join(f"{KEY_FIELD}: {quote(key)}\r\n" for key in keys).encode()
    head = {"WARC-Date": date, "WARC-Refers-To": f"<{of_id}>"}
    return _build("metadata", url, head, payload, None, "application/warc-fields")


def keys_of(payload: bytes) -> tuple[str, ...]:
    """The citation keys in a metadata record."""
    rows = (line.partition(": ") for line in payload.decode("utf-8", "replace").splitlines())
    return tuple(unquote(value.strip()) for name, _, value in rows if name == KEY_FIELD)


def revisit(exchange: Exchange, *, of_id: str, of_date: str, digests: Digests) -> Built:
    """The response without its payload, which the record ``of_id`` of the same URL has already.

    ``digests`` of that payload. The profile tells whether the server sent it again.
    """
    head = _about(exchange)
    head |= {
        SHA256_FIELD: digests.sha256,
        "WARC-Payload-Digest": digests.sha1,
        "WARC-Profile": NOT_MODIFIED if exchange.unchanged else IDENTICAL,
        "WARC-Refers-To": f"<{of_id}>",
        "WARC-Refers-To-Target-URI": exchange.url,
        "WARC-Refers-To-Date": of_date,
    }
    http = _http_head(exchange.status_line, _kept(exchange.response_headers, _HOP_BY_HOP))
    return _build("revisit", exchange.url, head, b"", http, "application/http; msgtype=response")


def request(exchange: Exchange, *, concurrent_to: str) -> Built:
    """The request, without anything that proves who asks."""
    head = _about(exchange) | {"WARC-Concurrent-To": f"<{concurrent_to}>"}
    http = _http_head(exchange.request_line, _kept(exchange.request_headers, _SECRET))
    return _build("request", exchange.url, head, b"", http, "application/http; msgtype=request")


def _kept(fields: tuple[tuple[str, str], ...], left_out: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple([field for field in fields if field[0].lower() not in left_out])


def _about(exchange: Exchange) -> dict[str, str]:
    head = {"WARC-Date": exchange.started}
    if exchange.ip:
        head["WARC-IP-Address"] = exchange.ip
    return head


def _build(kind: str, url: str, head: dict[str, str], payload: bytes, http: bytes | None, content_type: str) -> Built:
    """A record (ISO 28500:2017, section 4). ``http``: the head of the HTTP message that the block is; None: it is none.

    Records whose block is no HTTP message get no payload digest: the block digest says all, and fastwarc reports any
    other as failed.
    """
    record_id = f"urn:uuid:{uuid.uuid4()}"
    block = hashlib.sha1(http or b"", usedforsecurity=False)
    block.update(payload)
    fields = {"WARC-Record-ID": f"<{record_id}>", **head, "WARC-Type": kind}
    if url:
        fields["WARC-Target-URI"] = url
    if kind == "request":
        fields["WARC-Payload-Digest"] = _OF_NOTHING
    fields["WARC-Block-Digest"] = _base32(block.digest())
    fields["Content-Type"] = content_type
    fields["Content-Length"] = str(len(http or b"") + len(payload))
    lines = "".join([f"{name}: {_one_line(value)}\r\n" for name, value in fields.items()])
    # ISA-L at level 2 packs as zlib does at level 3, in a twentieth of the time, and other threads go on meanwhile.
    packer = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, WBITS)
    pieces = [packer.compress(f"{VERSION}\r\n{lines}\r\n".encode())]
    pieces += [packer.compress(piece) for piece in (http, payload, b"\r\n\r\n") if piece]
    pieces.append(packer.flush())
    return Built(record_id, b"".join(pieces))


def _one_line(value: str) -> str:
    return value if value.isprintable() else _ONE_LINE.sub(" ", value)


def _http_head(first_line: str, fields: Iterable[tuple[str, str]]) -> bytes:
    """An HTTP head, written as it came, byte by byte."""
    text = "".join([f"{name}: {value}\r\n" for name, value in fields])
    return f"{first_line}\r\n{text}\r\n".encode("latin-1", "replace")
