"""Index entries in a table that memory doesn't grow with: what its cache can't hold lies in a file without a name."""

from __future__ import annotations

import contextlib
import marshal
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from claimcheck.archive.index import Entry
from claimcheck.errors import StorageError
from claimcheck.net.exchange import NONE, Validators
from claimcheck.store.files import NEW, storage_error

CACHE: Final = 4_000
"""Kilobytes: all of some eight thousand entries, the indexes of 100,000."""
AT_A_TIME: Final = 1_000
"""Entries that are read in one go where all are."""

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA temp_store = MEMORY;
BEGIN;
CREATE TABLE entry (place INTEGER PRIMARY KEY, id INTEGER, url INTEGER, added INTEGER, packed BLOB);
CREATE INDEX entry_id ON entry (id);
CREATE INDEX entry_url ON entry (url) WHERE url IS NOT NULL;
CREATE INDEX entry_added ON entry (added) WHERE added IS NOT NULL;
CREATE TABLE listed (filename TEXT, offset INTEGER, packed BLOB);
CREATE INDEX listed_place ON listed (filename, offset);
"""
"""One transaction that never ends: nobody reads the file but this run, which looks texts up by their hashes."""

Column = Literal["id", "url", "added"]
_BY = {
    "id": "SELECT place, packed FROM entry WHERE id = ? ORDER BY place",
    "url": "SELECT place, packed FROM entry WHERE url = ? ORDER BY place",
    "added": "SELECT place, packed FROM entry WHERE added = ? ORDER BY place",
}


class Table:
    """Entries in the order in which they came; of two with one id the later one, at the place of the first.

    Safe to be used from several threads. Everything raises StorageError where the disk gives out.
    """

    def __init__(self, directory: Path | None, *, cache: int = CACHE) -> None:
        """``directory``: where the file lies that entries spill over to; None: where the system has its own.

        ``cache``: kilobytes that memory holds.
        """
        self._guard = threading.Lock()
        self._where = directory or Path(tempfile.gettempdir())
        self._file: Path | None = None
        self.whole = True
        """Whether it holds all that it was given."""
        name = ""
        if directory is not None:
            try:
                handle, name = tempfile.mkstemp(dir=directory, prefix=".entries.", suffix=NEW)
            except OSError as error:
                raise storage_error(error, directory) from error
            os.close(handle)
            self._file = Path(name)
        try:
            self._db = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
            self._db.execute(f"PRAGMA cache_size = -{cache}")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise self._trouble(error) from error
        finally:
            self._unlink()

    def _unlink(self) -> None:
        """Take the name away, so that nobody need clear up; where an open file keeps its name, in the end."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.unlink()
                self._file = None

    def close(self) -> None:
        """Let go of all."""
        with self._guard:
            self._db.close()
        self._unlink()

    def put(self, entry: Entry) -> None:
        """Take in an entry."""
        for place, known in self._found("id", entry.id):
            if known.id == entry.id:
                self._do("UPDATE entry SET packed = ? WHERE place = ?", (_packed(entry), place))
                return
        url, added = (None, hash(entry.added)) if entry.added else (hash(entry.url), None)
        values = (hash(entry.id), url, added, _packed(entry))
        self._do("INSERT INTO entry (id, url, added, packed) VALUES (?, ?, ?, ?)", values)

    def by(self, column: Column, value: str) -> list[Entry]:
        """The entries of an id, those of an address that was asked, or those that were added for a work."""
        return [entry for _, entry in self._found(column, value) if getattr(entry, column) == value]

    def _found(self, column: Column, value: str) -> list[tuple[int, Entry]]:
        """With their places; others whose text has the same hash may be among them."""
        return [(place, _entry(packed)) for place, packed in self._do(_BY[column], (hash(value),))]

    def __iter__(self) -> Iterator[Entry]:
        """All, in their order; what is put in meanwhile may be among them."""
        last = 0
        query = "SELECT place, packed FROM entry WHERE place > ? ORDER BY place LIMIT ?"
        while rows := self._do(query, (last, AT_A_TIME)):
            last = rows[-1][0]
            yield from (_entry(packed) for _, packed in rows)

    # --- what a file lists ------------------------------------------------------------------------------------------
    def list_all(self, entries: Iterable[Entry]) -> None:
        """Put entries aside, in no order. What ``entries`` raises leaves none there."""
        try:
            for entry in entries:
                values = (entry.filename, entry.offset, _packed(entry))
                self._do("INSERT INTO listed VALUES (?, ?, ?)", values)
        except BaseException:
            self.drop_listed()
            raise

    def lists(self, filename: str) -> bool:
        """Whether any were put aside of a file."""
        return bool(self._do("SELECT 1 FROM listed WHERE filename = ? LIMIT 1", (filename,)))

    def listed(self, filename: str) -> Iterator[Entry]:
        """Those that were put aside of a file, by their places there."""
        last = 0, 0
        query = """SELECT offset, rowid, packed FROM listed WHERE filename = ? AND (offset, rowid) > (?, ?)
                   ORDER BY offset, rowid LIMIT ?"""
        while rows := self._do(query, (filename, *last, AT_A_TIME)):
            last = rows[-1][:2]
            yield from (_entry(packed) for *_, packed in rows)

    def drop_listed(self) -> None:
        """Let go of what was put aside."""
        self._do("DELETE FROM listed", ())

    def _do(self, query: str, values: Sequence[str | int | bytes | None]) -> list[Any]:
        with self._guard:
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise self._trouble(error) from error

    def _trouble(self, error: sqlite3.Error) -> StorageError:
        self.whole = False
        remedy = "make room, or raise the limit on file sizes, and run again: what was stored is kept"
        full = getattr(error, "sqlite_errorname", "").startswith("SQLITE_FULL")
        what = "the disk is full" if full else f"can't be read or written ({error})"
        return StorageError(what, file=self._where, remedy=remedy)


def _packed(entry: Entry) -> bytes:
    validators = entry.validators
    return marshal.dumps(
        (
            entry.url,
            entry.date,
            entry.status,
            entry.mime,
            entry.sha1,
            entry.sha256,
            entry.filename,
            entry.offset,
            entry.length,
            entry.id,
            entry.refers_to,
            entry.redirect,
            (validators.etag, validators.modified) if validators else (),
            entry.added,
            entry.keys,
        )
    )


def _entry(packed: bytes) -> Entry:
    """What ``_packed`` made: nobody else writes to the file."""
    *before, stated, added, keys = marshal.loads(packed)  # noqa: S302  (as above)
    return Entry(*before, Validators(*stated) if stated else NONE, added, keys)  # type: ignore[call-arg]  # a list
