"""WARC 1.1 records as bytes: each record one gzip member, built whole before anything is written.

Follows ISO 28500:2017 (WARC 1.1). The body of a response stands there without its transfer coding but with its content
coding as received, so that digests, revisits and byte-exact replay hold.
"""

from __future__ import annotations

import base64
import hashlib
import io
import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

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
LEVEL = 6
"""Of gzip: level 9, warcio's own, takes three times as long for one per cent."""
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})
_PLAIN = frozenset({"metadata", "resource"})
_HOP_BY_HOP = frozenset({"transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Built:
    """A record ready to be appended."""

    id: str
    """Without angle brackets."""
    data: bytes
    """One gzip member."""


class _Verbatim(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """An HTTP head that is written as it came, byte by byte."""

    def __init__(self, first_line: str, fields: tuple[tuple[str, str], ...]) -> None:
        super().__init__(first_line, list(fields))
        text = "".join(f"{name}: {value}\r\n" for name, value in fields)
        self._bytes = f"{first_line}\r\n{text}\r\n".encode("latin-1", "replace")

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = self._bytes


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """Gives no payload digest to records whose block is not an HTTP message: the block digest says all, and fastwarc
    reports any other as failed."""

    def ensure_digest(self, record: Any, block: bool = True, payload: bool = True) -> None:
        super().ensure_digest(record, block=block, payload=payload and record.rec_type not in _PLAIN)


def sha1(data: bytes) -> str:
    """ "sha1:" and base 32, as WARC digests are written."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


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


def response(exchange: Exchange, *, added_for: str = "") -> Built:
    """The response with its whole payload; ``added_for``: the citation key for which a person added it."""
    head = _about(exchange)
    if added_for:
        head[ADDED_FIELD] = quote(added_for)
    head[SHA256_FIELD] = sha256(exchange.body)
    head["WARC-Payload-Digest"] = sha1(exchange.body)
    if exchange.truncated:
        head["WARC-Truncated"] = exchange.truncated
    http = _Verbatim(exchange.status_line, _kept(exchange.response_headers, _HOP_BY_HOP))
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


def revisit(exchange: Exchange, *, of_id: str, of_date: str, digests: tuple[str, str]) -> Built:
    """The response without its payload, which the record ``of_id`` of the same URL has already.

    ``digests`` of that payload: SHA-256 and SHA-1. The profile tells whether the server sent it again.
    """
    head = _about(exchange)
    head |= {
        SHA256_FIELD: digests[0],
        "WARC-Payload-Digest": digests[1],
        "WARC-Profile": NOT_MODIFIED if exchange.unchanged else RecordBuilder.REVISIT_PROFILE_1_1,
        "WARC-Refers-To": f"<{of_id}>",
        "WARC-Refers-To-Target-URI": exchange.url,
        "WARC-Refers-To-Date": of_date,
    }
    http = _Verbatim(exchange.status_line, _kept(exchange.response_headers, _HOP_BY_HOP))
    return _build("revisit", exchange.url, head, b"", http, "application/http; msgtype=response")


def request(exchange: Exchange, *, concurrent_to: str) -> Built:
    """The request, without anything that proves who asks."""
    head = _about(exchange) | {"WARC-Concurrent-To": f"<{concurrent_to}>"}
    http = _Verbatim(exchange.request_line, _kept(exchange.request_headers, _SECRET))
    return _build("request", exchange.url, head, b"", http, "application/http; msgtype=request")


def _kept(fields: tuple[tuple[str, str], ...], left_out: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in fields if name.lower() not in left_out)


def _about(exchange: Exchange) -> dict[str, str]:
    head = {"WARC-Date": exchange.started}
    if exchange.ip:
        head["WARC-IP-Address"] = exchange.ip
    return head


def _build(
    kind: str, url: str, head: dict[str, str], payload: bytes, http: StatusAndHeaders | None, content_type: str
) -> Built:
    record_id = f"urn:uuid:{uuid.uuid4()}"
    out = io.BytesIO()
    writer = _Writer(out, gzip=False, warc_version=VERSION)
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(payload),
        length=len(payload),
        warc_content_type=content_type,
        warc_headers_dict={"WARC-Record-ID": f"<{record_id}>", **head},
        http_headers=http,
    )
    writer.write_record(record)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return Built(record_id, packer.compress(out.getvalue()) + packer.flush())
