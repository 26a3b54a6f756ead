"""state.db: the history of the links, and a cache of the texts that were read."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from claimcheck.errors import StorageError
from claimcheck.model.source import Fetched, LinkHealth
from claimcheck.redaction import redact, redact_address
from claimcheck.store import schema
from claimcheck.store.files import storage_error

if TYPE_CHECKING:
    from claimcheck.model.audit import Tally

STATE = "state.db"
BUSY_SECONDS = 10.0
MAX_TEXTS = 200_000_000
"""Bytes of cached texts, packed; what was used longest ago goes first."""
SUM_AFTER = 500
"""Texts kept after which their sizes are summed up again."""
_HEALTH_FIELDS = frozenset(field.name for field in dataclasses.fields(LinkHealth))


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one link."""

    url: str
    checked: str
    """RFC 3339, UTC."""
    health: LinkHealth
    failure: str = ""
    detail: str = ""
    attempts: int = 1
    records: tuple[str, ...] = ()
    """Ids of the WARC records that were written."""


def open_state(directory: Path) -> Store:
    """The store in a state directory, which is made if need be and keeps itself out of version control.

    Raises StorageError.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        ignore = directory / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except OSError as error:
        raise storage_error(error, directory) from error
    return Store(directory / STATE)


class Store:
    """A state.db. A context manager; may be used from several threads and by several runs at once."""

    def __init__(self, path: Path, *, max_texts: int = MAX_TEXTS) -> None:
        """Open or make the database. Raises StorageError (of a newer claimcheck, damaged, locked, read-only)."""
        self._path = path
        self._max_texts = max_texts
        self._guard = threading.RLock()
        self._added = max_texts
        """Bytes of texts at most, as far as this run can know; others may add to them."""
        self._unsummed = 0
        with self._told():
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            with self._told():
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def _prepare(self) -> None:
        if schema.is_foreign(self._db):
            raise StorageError(
                "is the database of another program",
                file=self._path,
                remedy="move it away, or choose another --workspace",
            )
        version = schema.version_of(self._db)
        if version > schema.VERSION:
            raise StorageError(
                f"is of a newer claimcheck (schema {version}, known up to {schema.VERSION})",
                file=self._path,
                remedy="use that one, or move the file away",
            )
        self._use_wal()
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA trusted_schema = OFF")
        schema.migrate(self._db)

    def _use_wal(self) -> None:
        """Two runs that open a new file at once: SQLite tells one of them that it is locked, without any wait."""
        ends = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > ends:
                    raise
                time.sleep(0.02)
            else:
                return

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        with self._guard:
            self._db.close()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """What is written within this is one transaction; other threads wait. May be nested. Raises StorageError.

        Where the process dies within it, nothing of it was written.
        """
        with self._guard:
            if self._db.in_transaction:
                yield
                return
            with self._told():
                self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                with self._told():
                    self._db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # where the disk is full SQLite has done it already
                    self._db.execute("ROLLBACK")
                raise

    # --- link history -----------------------------------------------------------------------------------------------
    def remember(self, fetched: Fetched, health: LinkHealth) -> None:
        """Add a check to the history of ``fetched.url``. Raises StorageError."""
        self.add(
            Check(
                url=fetched.url,
                checked=health.checked or fetched.fetched,
                health=health,
                failure=fetched.failure or "",
                detail=fetched.detail,
                attempts=fetched.attempts,
                records=tuple(ref.id for ref in fetched.records),
            )
        )

    def add(self, check: Check) -> None:
        """Add a check, without the secrets in its addresses; the same check (URL and moment) is not added twice.

        Raises StorageError.
        """
        with self._guard, self._told():
            self._insert(check)

    def merge(self, checks: Iterable[Check], audits: Iterable[Tally]) -> tuple[int, int]:
        """Add those that are not known yet, all in one step, and say how many of each. Raises StorageError."""
        with self.together(), self._told():
            return sum(self._insert(check) for check in checks), sum(self._insert_audit(each) for each in audits)

    def _insert(self, check: Check) -> int:
        """How many rows were added: 1, or 0 where the check is known."""
        url = redact_address(check.url)
        outcome = {
            "health": check.health.fields(),
            "failure": check.failure,
            "detail": check.detail,
            "attempts": check.attempts,
            "records": list(check.records),
        }
        text = redact(json.dumps(outcome, ensure_ascii=False))
        return self._db.execute(
                "INSERT INTO checks (url, checked, status, http, outcome) SELECT ?, ?, ?, ?, ?"
                " WHERE NOT EXISTS (SELECT 1 FROM checks WHERE url = ? AND checked = ?)",
                (
                    url, check.checked, check.health.status, check.health.http, text, url, check.checked,
                ),
            ).rowcount  # fmt: skip

    def last(self, url: str) -> Check | None:
        """The newest check of a link that said anything of it; None where there is none. Raises StorageError."""
        rows = self._rows(
            "WHERE url = ? AND status != 'unchecked' ORDER BY checked DESC, id DESC LIMIT 1", redact_address(url)
        )
        return rows[0] if rows else None

    def history(self, url: str) -> tuple[Check, ...]:
        """Every check of a link, oldest first. Raises StorageError."""
        return self._rows("WHERE url = ? ORDER BY checked, id", redact_address(url))

    def has_checks(self) -> bool:
        """Whether there is a check of any link. Raises StorageError."""
        with self._guard, self._told():
            return self._db.execute("SELECT 1 FROM checks LIMIT 1").fetchone() is not None

    def checks(self) -> tuple[Check, ...]:
        """Every check of every link, oldest first. Raises StorageError."""
        return self._rows("ORDER BY checked, id")

    def _rows(self, condition: str, *values: str) -> tuple[Check, ...]:
        with self._guard, self._told():
            query = f"SELECT url, checked, outcome FROM checks {condition}"  # noqa: S608  (conditions are ours)
            return tuple(self._check(*row) for row in self._db.execute(query, values))

    def _check(self, url: str, checked: str, text: str) -> Check:
        try:
            outcome: dict[str, Any] = json.loads(text)
            stated = {name: value for name, value in outcome["health"].items() if name in _HEALTH_FIELDS}
            stated["redirects"] = tuple(stated.get("redirects", ()))
            return Check(
                url=url,
                checked=checked,
                health=LinkHealth(**stated),
                failure=str(outcome.get("failure", "")),
                detail=str(outcome.get("detail", "")),
                attempts=int(outcome.get("attempts", 1)),
                records=tuple(outcome.get("records", ())),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._broken(f"the check of {url} at {checked} can't be read") from error

    # --- audits -----------------------------------------------------------------------------------------------------
    def add_audit(self, tally: Tally) -> None:
        """Remember an audit; one that ended at the same moment is not added twice. Raises StorageError."""
        with self._guard, self._told():
            self._insert_audit(tally)

    def _insert_audit(self, tally: Tally) -> int:
        counts = {name: value for name, value in dataclasses.asdict(tally).items() if name != "ran"}
        values = (tally.ran, json.dumps(counts))
        return self._db.execute("INSERT OR IGNORE INTO audits VALUES (?, ?)", values).rowcount

    def audits(self) -> tuple[Tally, ...]:
        """Every audit, oldest first. Raises StorageError."""
        from claimcheck.model.audit import Tally

        with self._guard, self._told():
            rows = list(self._db.execute("SELECT ran, tally FROM audits ORDER BY ran"))
        try:
            return tuple(
                Tally(ran, **{name: int(count) for name, count in json.loads(text).items()}) for ran, text in rows
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise self._broken("an audit can't be read") from error

    # --- answers of registries --------------------------------------------------------------------------------------
    def keep_answer(self, registry: str, asked: str, at: str, said: str, records: str) -> None:
        """Keep what a registry answered (``at``: RFC 3339, UTC), in place of an earlier answer. Raises StorageError."""
        with self._guard, self._told():
            self._db.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", (registry, asked, at, said, records)
            )

    def answer(self, registry: str, asked: str) -> tuple[str, str, str] | None:
        """When a registry answered, what it said, its records; None where it was never asked. Raises StorageError."""
        with self._guard, self._told():
            query = "SELECT at, said, records FROM answers WHERE registry = ? AND asked = ?"
            row = self._db.execute(query, (registry, asked)).fetchone()
        return (str(row[0]), str(row[1]), str(row[2])) if row is not None else None

    # --- text cache -------------------------------------------------------------------------------------------------
    def keep_text(self, digest: str, reader: str, text: str) -> None:
        """Keep the text of a payload as the reader (name and version) gave it. Raises StorageError."""
        packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 6)
        if len(packed) > self._max_texts // 4:
            return
        with self.together(), self._told():
            self._db.execute(
                "INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, (SELECT coalesce(max(used), 0) + 1 FROM texts))",
                (digest, reader, packed, len(packed)),
            )
            self._make_room(len(packed))

    def _make_room(self, added: int) -> None:
        """Summing up takes longer the more there is: done where there may be too much, and now and then."""
        self._added += added
        self._unsummed += 1
        if self._added <= self._max_texts and self._unsummed <= SUM_AFTER:
            return
        (total,) = self._db.execute("SELECT coalesce(sum(bytes), 0) FROM texts").fetchone()
        self._added, self._unsummed = min(total, self._max_texts), 0
        if total <= self._max_texts:
            return
        doomed = []
        for used, size in self._db.execute("SELECT used, bytes FROM texts ORDER BY used"):
            doomed.append((used,))
            total -= size
            if total <= self._max_texts:
                break
        self._db.executemany("DELETE FROM texts WHERE used = ?", doomed)

    def text(self, digest: str, reader: str) -> str | None:
        """The text kept for a payload and a reader; None where there is none. Raises StorageError."""
        with self._guard, self._told():
            row = self._db.execute(
                "SELECT text FROM texts WHERE digest = ? AND reader = ?", (digest, reader)
            ).fetchone()
            if row is None:
                return None
            self._db.execute(
                "UPDATE texts SET used = (SELECT max(used) FROM texts) + 1 WHERE digest = ? AND reader = ?",
                (digest, reader),
            )
        try:
            return zlib.decompress(row[0]).decode("utf-8", "surrogatepass")
        except (zlib.error, UnicodeDecodeError):
            return None  # a cache: it is read anew

    # --- errors -----------------------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.Error) -> StorageError:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StorageError("is locked by another run", file=self._path, remedy="wait until it has ended")
        if name.startswith("SQLITE_FULL"):
            return StorageError("the disk is full", file=self._path, remedy="make room and run again")
        if name.startswith("SQLITE_IOERR"):
            remedy = "make room, or raise the limit on file sizes, and run again"
            return StorageError(f"can't be read or written ({error})", file=self._path, remedy=remedy)
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            remedy = "make it a file that can be written, or choose another --workspace"
            return StorageError(f"can't be written ({error})", file=self._path, remedy=remedy)
        return self._broken(str(error))

    def _broken(self, what: str) -> StorageError:
        return StorageError(
            f"is damaged ({what})",
            file=self._path,
            remedy="move it away: the history of the links is lost with it, nothing else",
        )
