"""Reading WARC files record by record, to rebuild the index and to find damage."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from claimcheck.archive.index import Entry
from claimcheck.archive.warc import ADDED_FIELD, SHA256_FIELD, keys_of, sha1, sha256
from claimcheck.net.exchange import NONE, Validators
from claimcheck.net.safety import header_text

PIECE = 1 << 16
MAX_RECORD = 200_000_000
"""Bytes of one unpacked record: ours are bounded far below."""


MAX_SEARCH = 100_000_000
"""Bytes after damage in which the next record is looked for."""
GZIP_START = b"\x1f\x8b\x08"


class DamagedError(ValueError):
    """A record that isn't whole."""


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member of a file: one record."""

    offset: int
    length: int
    data: bytes
    """Unpacked."""


def members(path: Path, start: int = 0) -> Iterator[Member]:
    """The gzip members of a file from ``start`` on. Raises DamagedError at the first that isn't whole.

    The message of the error is for people; where it stands is the end of the last member that was given.
    """
    with path.open("rb") as file:
        offset = start
        while True:
            found = _member(file, offset)
            if found is None:
                return
            yield found
            offset += found.length


def _member(file: io.BufferedReader, offset: int) -> Member | None:
    file.seek(offset)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    out = bytearray()
    taken = 0
    while not unpacker.eof:
        piece = file.read(PIECE)
        if not piece:
            if taken == 0:
                return None
            raise DamagedError(f"the record at {offset} ends too early")
        try:
            out += unpacker.decompress(piece)
        except zlib.error as error:
            raise DamagedError(f"the record at {offset} can't be unpacked ({error})") from error
        if len(out) > MAX_RECORD:
            raise DamagedError(f"the record at {offset} is too large")
        taken += len(piece)
    return Member(offset, taken - len(unpacker.unused_data), bytes(out))


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record, read."""

    kind: str
    head: dict[str, str]
    """The WARC fields, names in lower case."""
    status_line: str
    http: tuple[tuple[str, str], ...]
    payload: bytes
    """As stored: content coding on."""
    block_ok: bool

    @property
    def id(self) -> str:
        return self.head.get("warc-record-id", "").strip("<>")

    def header(self, name: str) -> str:
        """The first value of an HTTP field."""
        return next((value for key, value in self.http if key.lower() == name), "")


def read_record(data: bytes) -> Record:
    """Read one unpacked record. Raises DamagedError."""
    from warcio.archiveiterator import ArchiveIterator  # not loaded where nothing is kept yet
    from warcio.exceptions import ArchiveLoadFailed

    head, mark, block = data.partition(b"\r\n\r\n")
    if not head.startswith(b"WARC/1.") or not mark:
        raise DamagedError("no WARC record")
    try:
        record: Any = next(ArchiveIterator(io.BytesIO(data)))
        fields = {str(name).lower(): str(value) for name, value in record.rec_headers.headers}
        http = record.http_headers
        payload = record.raw_stream.read()
        length = int(fields.get("content-length", "-1"))
    except (ArchiveLoadFailed, StopIteration, ValueError, EOFError) as error:
        raise DamagedError(f"no WARC record ({error})") from error
    if length < 0 or len(block) != length + 4:
        raise DamagedError("the record is not as long as it says")
    digest = fields.get("warc-block-digest", "")
    return Record(
        kind=str(record.rec_type),
        head=fields,
        status_line=f"{http.protocol} {http.statusline}" if http is not None else "",
        http=tuple((str(name), str(value)) for name, value in http.headers) if http is not None else (),
        payload=payload,
        block_ok=not digest or sha1(block[:length]) == digest,
    )


def entry_of(record: Record, filename: str, member: Member) -> Entry | None:
    """The index entry of a record; None for records that the index doesn't list."""
    added = unquote(record.head.get(ADDED_FIELD.lower(), ""))
    if record.kind not in ("response", "revisit") and not (record.kind == "resource" and added):
        return None
    words = record.status_line.split(" ")
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    declared = record.header("content-type") or (record.head.get("content-type", "") if status == 0 else "")
    whole = "warc-truncated" not in record.head
    return Entry(
        url=record.head.get("warc-target-uri", ""),
        date=record.head.get("warc-date", ""),
        status=status,
        mime=declared.partition(";")[0].strip().lower(),
        sha1=record.head.get("warc-payload-digest", "") or record.head.get("warc-block-digest", ""),
        sha256=record.head.get(SHA256_FIELD.lower(), "") or sha256(record.payload),
        filename=filename,
        offset=member.offset,
        length=member.length,
        id=record.id,
        refers_to=record.head.get("warc-refers-to", "").strip("<>"),
        redirect=header_text(record.header("location")) if 300 <= status < 400 else "",
        validators=NONE if added else Validators.of(status, record.http, whole=whole),
        added=added,
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes of a file that are no whole record."""

    offset: int
    end: int | None
    """Where the next whole record begins; None: there is none."""
    what: str


def walk(path: Path, start: int = 0) -> Iterator[tuple[Member, Record] | Gap]:
    """Each record of a file, and what lies damaged between them."""
    position = start
    while True:
        try:
            for member in members(path, position):
                record = read_record(member.data)
                position = member.offset + member.length
                yield member, record
            return
        except DamagedError as error:
            gap = Gap(position, _next_record(path, position + 1), str(error))
        yield gap
        if gap.end is None:
            return
        position = gap.end


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a file holds."""

    entries: tuple[Entry, ...]
    end: int
    """Where the last whole record ends: what comes after it is a torn tail."""
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Ids of records, and the citation keys of the works that they are copies of."""
    damage: tuple[str, ...] = ()
    """Records that can't be read, with whole ones after them."""
    torn: str = ""
    """What is wrong with the tail; empty: nothing."""


def scan(path: Path, start: int = 0) -> Scanned:
    """Read a file from ``start`` on. Damage in the middle is stepped over: only a tail may be called torn."""
    entries: list[Entry] = []
    keys: list[tuple[str, tuple[str, ...]]] = []
    damage: list[str] = []
    end = start
    torn = ""
    for found in walk(path, start):
        if isinstance(found, Gap):
            if found.end is None:
                torn = found.what
            else:
                damage.append(found.what)
            continue
        member, record = found
        end = member.offset + member.length
        entry = entry_of(record, path.name, member)
        if entry is not None:
            entries.append(entry)
        elif record.kind == "metadata":
            keys.append((record.head.get("warc-refers-to", "").strip("<>"), keys_of(record.payload)))
    return Scanned(tuple(entries), end, tuple(keys), tuple(damage), torn)


def _next_record(path: Path, start: int) -> int | None:
    """Where the next whole record after damage begins; None where there is none."""
    with path.open("rb") as file:
        file.seek(start)
        rest = file.read(MAX_SEARCH)
        position = rest.find(GZIP_START)
        while position >= 0:
            try:
                member = _member(file, start + position)
                if member is not None and read_record(member.data):
                    return start + position
            except DamagedError:
                pass
            position = rest.find(GZIP_START, position + 1)
    return None
