"""WACZ 1.1.1: an archive in one ZIP file that replay tools open, with the list of its pages.

Records go in as they stand, byte by byte, so that digests and offsets stay true; the same archive, choice and time give
the same bytes. Everything is written beside the target and put in its place whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimcheck import __version__
from claimcheck.archive.files import damaged
from claimcheck.archive.index import INDEX, Entry, render
from claimcheck.archive.scan import DamagedError, Record, members, read_record
from claimcheck.store.files import storage_error, sync_directory

VERSION = "1.1.1"
TITLE = "Sources cited by a paper"
DESCRIPTION = (
    "Snapshots of sources that a paper cites, as they were read. They are other people's works: their authors' rights "
    "are not affected, and whoever passes this file on answers for it."
)
_PAGES_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Cited pages"}
_FIRST_YEAR = 1980
"""The first that a ZIP file can state."""
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a reader of the file is led to."""

    id: str
    url: str
    ts: str
    """RFC 3339, UTC."""
    title: str = ""

    def line(self) -> str:
        """Its line in pages.jsonl."""
        fields = {"id": self.id, "url": self.url, "ts": self.ts, "title": self.title}
        return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Part:
    """A file in the ZIP file."""

    path: str
    bytes: int
    sha256: str

    def resource(self) -> dict[str, Any]:
        name = self.path.rpartition("/")[2]
        return {"name": name, "path": self.path, "hash": f"sha256:{self.sha256}", "bytes": self.bytes}


def write_wacz(
    target: Path,
    directory: Path,
    entries: Mapping[str, Sequence[Entry]],
    left_out: Collection[str],
    pages: Sequence[Page],
    created: str,
) -> None:
    """Write the records of ``directory`` but those of the ids ``left_out`` (and what goes with these) to ``target``.

    ``entries`` are those of the index by file name. Raises StorageError (disk full, a damaged record, …).
    """
    place = target.resolve()
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".new")
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w") as package:
                _fill(_Writer(package, created), directory, entries, left_out, pages)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(place)
        sync_directory(place.parent)
    except OSError as error:
        raise storage_error(error, target) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


class _Writer:
    """A ZIP file that remembers what is in it."""

    def __init__(self, package: zipfile.ZipFile, created: str) -> None:
        self._package = package
        self.created = created
        moment = datetime.fromisoformat(created).astimezone(UTC)
        self._date = (max(moment.year, _FIRST_YEAR), *moment.timetuple()[1:6])
        self.parts: list[_Part] = []

    def add(self, path: str, size: int, pieces: Iterator[bytes], *, packed: bool = False) -> None:
        """Add a file of about ``size`` bytes."""
        info = zipfile.ZipInfo(path, self._date)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.create_system = _UNIX
        info.external_attr = 0o644 << 16
        info.file_size = size
        digest, length = hashlib.sha256(), 0
        with self._package.open(info, "w") as out:
            for piece in pieces:
                digest.update(piece)
                length += len(piece)
                out.write(piece)
        self.parts.append(_Part(path, length, digest.hexdigest()))

    def add_text(self, path: str, text: str) -> None:
        """Add a text, packed."""
        data = text.encode("utf-8", "replace")
        self.add(path, len(data), iter((data,)), packed=True)


def _fill(
    writer: _Writer,
    directory: Path,
    entries: Mapping[str, Sequence[Entry]],
    left_out: Collection[str],
    pages: Sequence[Page],
) -> None:
    index: list[Entry] = []
    for name in sorted(entries):
        path = directory / name
        moved: dict[str, int] = {}
        writer.add(f"archive/{name}", path.stat().st_size, _kept(path, left_out, moved))
        index += [replace(entry, offset=moved[entry.id]) for entry in entries[name] if entry.id in moved]
    writer.add_text(f"indexes/{INDEX}", render(index))
    lines = [json.dumps(_PAGES_HEADER), *(page.line() for page in pages)]
    writer.add_text("pages/pages.jsonl", "".join(f"{line}\n" for line in lines))
    package = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": TITLE,
        "description": DESCRIPTION,
        "created": writer.created,
        "modified": writer.created,
        "software": f"claimcheck/{__version__}",
        "resources": [part.resource() for part in writer.parts],
    }
    writer.add_text("datapackage.json", json.dumps(package, indent=2, ensure_ascii=False) + "\n")
    digest = {"path": "datapackage.json", "hash": f"sha256:{writer.parts[-1].sha256}"}
    writer.add_text("datapackage-digest.json", json.dumps(digest, indent=2) + "\n")


def _kept(path: Path, left_out: Collection[str], moved: dict[str, int]) -> Iterator[bytes]:
    """The records of a file that are not left out; ``moved`` gets where each of them stands now."""
    position = 0
    gone = set(left_out)
    with path.open("rb") as file:
        try:
            for member in members(path):
                record = read_record(member.data)
                if not record.block_ok:
                    raise DamagedError(f"the record at {member.offset} is not what was stored")
                if _goes_with(record) & gone:
                    gone.add(record.id)
                    continue
                file.seek(member.offset)
                moved[record.id] = position
                position += member.length
                yield file.read(member.length)
        except DamagedError as error:
            raise damaged(path, str(error)) from error


def _goes_with(record: Record) -> set[str]:
    """The id of a record, and those without which it is nothing: a request's response, a revisit's payload."""
    fields = ("warc-concurrent-to", "warc-refers-to")
    return {record.id, *(record.head.get(field, "").strip("<>") for field in fields)} - {""}


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
