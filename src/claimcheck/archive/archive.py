"""The archive of a workspace: what was fetched, in WARC files that any other tool reads."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from claimcheck.archive import lock, warc
from claimcheck.archive.files import cut, damaged, sha256_of, write_all
from claimcheck.archive.fixity import Damage, verify
from claimcheck.archive.index import INDEX, Entry, read_index, render
from claimcheck.archive.manifest import MANIFEST, FileState, read_manifest, render_manifest
from claimcheck.archive.scan import DamagedError, Record, Scanned, members, read_record, scan
from claimcheck.errors import StorageError
from claimcheck.model.source import Fetched, Hop, WarcRef
from claimcheck.net.coding import CodingError, decode
from claimcheck.net.exchange import Exchange, utc_now
from claimcheck.net.safety import BadAddressError, header_text, web_address
from claimcheck.net.safety import follow as redirected
from claimcheck.redaction import redact_address
from claimcheck.store.files import replace_file, storage_error, sweep_folder, sync_directory

MAX_FILE = 1_000_000_000
"""Bytes after which a new file is begun."""
MAX_PAYLOAD = 50_000_000
"""Bytes of a payload, decoded."""
MAX_REDIRECTS = 20
LOCK = "lock"
PREFIX = "claimcheck-"
EMPTY_FILE = 2000
"""Bytes of a file that may hold nothing but its opening record."""


class Archive:
    """Records exchanges and gives them back. Safe to be used from several threads.

    Each record is on the disk, whole, before ``record`` returns. A tail that a crash tore is cut off when the archive
    is opened (``recovered`` says so), and the index is rebuilt where it doesn't fit the files.
    """

    def __init__(self, directory: Path, *, readonly: bool = False, max_file: int = MAX_FILE) -> None:
        """Open the archive, made if need be. Raises StorageError (in use by another run, read-only, damaged)."""
        self.directory = directory
        self.recovered: tuple[str, ...] = ()
        self._max_file = max_file
        self._guard = threading.RLock()
        self._entries: list[Entry] = []
        self._by_url: dict[str, list[Entry]] = {}
        self._by_id: dict[str, Entry] = {}
        self._sizes: dict[str, int] = {}
        self._hashes: dict[str, Any] = {}
        self._out: BinaryIO | None = None
        self._lock: BinaryIO | None = None
        self._lost: tuple[Damage, ...] = ()
        self._changed = False
        if readonly:
            self._load(repair=False)
            return
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, directory) from error
        self._lock = lock.take(directory / LOCK, "the archive")
        sweep_folder(directory)
        try:
            self._load(repair=True)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing ----------------------------------------------------------------------------------------------------
    def record(self, exchange: Exchange) -> WarcRef:
        """Store an exchange and say where its payload stands.

        The same payload of the same URL is stored once: a revisit record notes that it was seen again, and the
        reference names the record that has it, with the new date. Secrets in addresses are never stored: what was asked
        with one stands, and is found, under its redacted address. Raises StorageError (disk full …), nothing torn.
        """
        exchange = exchange.public()
        with self._guard:
            if self._lock is None:
                raise StorageError("the archive is open for reading only", file=self.directory)
            digest = warc.sha256(exchange.body)
            former = self._holder(exchange, digest)
            if former is not None:
                main = warc.revisit(exchange, of_id=former.id, of_date=former.date)
            else:
                main = warc.response(exchange)
            asked = warc.request(exchange, concurrent_to=main.id)
            name, offset = self._append(main.data, asked.data)
            redirect = header_text(exchange.header("location")) if 300 <= exchange.status < 400 else ""
            entry = Entry(
                url=exchange.url,
                date=exchange.started,
                status=exchange.status,
                mime=exchange.header("content-type").partition(";")[0].strip().lower(),
                sha1=warc.sha1(exchange.body),
                sha256=digest,
                filename=name,
                offset=offset,
                length=len(main.data),
                id=main.id,
                refers_to=former.id if former is not None else "",
                redirect=redirect,
            )
            self._learn(entry)
            return former.ref(fetched=entry.date) if former is not None else entry.ref()

    def _holder(self, exchange: Exchange, digest: str) -> Entry | None:
        """The record of this URL with this payload and status, if it pays to refer to it."""
        if not exchange.body:
            return None
        return next(
            (
                entry
                for entry in reversed(self._by_url.get(exchange.url, []))
                if entry.sha256 == digest and entry.status == exchange.status and not entry.refers_to
            ),
            None,
        )

    def _append(self, *records: bytes) -> tuple[str, int]:
        """Append records to the file at hand, durably and all or nothing: its name, and where the first one stands."""
        data = b"".join(records)
        name = self._file_for(len(data))
        path = self.directory / name
        size = self._sizes[name]
        try:
            if self._out is None:
                self._out = path.open("r+b", buffering=0)
            self._out.seek(size)
            write_all(self._out, data)
            os.fsync(self._out.fileno())
        except OSError as error:
            self._roll_back(size)
            raise storage_error(error, path) from error
        self._sizes[name] = size + len(data)
        self._hashes[name].update(data)
        self._changed = True
        return name, size

    def _roll_back(self, size: int) -> None:
        if self._out is not None:
            with contextlib.suppress(OSError):
                self._out.truncate(size)
            with contextlib.suppress(OSError):
                self._out.close()
            self._out = None

    def _file_for(self, length: int) -> str:
        last = max(self._sizes, key=_number, default="")
        if last and self._sizes[last] + length <= self._max_file:
            return last
        return self._new_file(_number(last) + 1 if last else 0)

    def _new_file(self, number: int) -> str:
        now = utc_now()
        stamp = "".join(character for character in now if character.isdigit())[:14]
        name = f"{PREFIX}{stamp}-{number:05}.warc.gz"
        data = warc.warcinfo(name, now).data
        path = self.directory / name
        try:
            with path.open("xb", buffering=0) as file:
                write_all(file, data)
                os.fsync(file.fileno())
            sync_directory(self.directory)
        except OSError as error:
            with contextlib.suppress(OSError):
                path.unlink()
            raise storage_error(error, path) from error
        if self._out is not None:
            self._out.close()
            self._out = None
        self._sizes[name] = len(data)
        self._hashes[name] = hashlib.sha256(data)
        return name

    def close(self) -> None:
        """Write the index and let go of the lock. Raises StorageError."""
        with self._guard:
            if self._out is not None:
                self._out.close()
                self._out = None
            try:
                if self._changed and self._lock is not None:
                    self._write_index()
            finally:
                if self._lock is not None:
                    self._lock.close()
                    self._lock = None

    def _write_index(self) -> None:
        files = {name: FileState(size, self._hashes[name].hexdigest()) for name, size in self._sizes.items()}
        replace_file(self.directory / INDEX, render(self._entries).encode())
        replace_file(self.directory / MANIFEST, render_manifest(files).encode())
        self._changed = False

    # --- opening ----------------------------------------------------------------------------------------------------
    def _load(self, *, repair: bool) -> None:
        stated = read_manifest(self.directory)
        listed = read_index(self.directory / INDEX) if stated else {}
        notes: list[str] = []
        for path in sorted(self.directory.glob(f"{PREFIX}*.warc.gz")):
            known = stated[path.name].bytes if path.name in stated else 0
            notes += self._load_file(path, known, listed.get(path.name, []), repair=repair)
        lost = [name for name in stated if not (self.directory / name).exists()]
        self._lost = tuple(
            Damage(name, "the file is missing", tuple(entry.url for entry in listed.get(name, []))) for name in lost
        )
        notes += [f"{damage.file}: {damage.what}, {len(damage.urls)} snapshots with it" for damage in self._lost]
        self._changed = self._changed or set(stated) != set(self._sizes)
        if repair and self._changed:
            self._write_index()
        self.recovered = tuple(notes)

    def _load_file(self, path: Path, known: int, listed: Sequence[Entry], *, repair: bool) -> Iterator[str]:
        """Take over what the index says of the first ``known`` bytes of a file, and read the rest; notes on the way."""
        size = path.stat().st_size
        if known > size or (known and not listed and size > EMPTY_FILE):
            known = 0
        for entry in listed if known else ():
            self._learn(entry)
        found = scan(path, known) if known != size or not size else Scanned((), size)
        for entry in found.entries:
            self._learn(entry)
        self._changed = self._changed or known != size
        yield from (f"{path.name}: {what}; what comes after it was kept" for what in found.damage)
        if found.torn:
            yield f"{path.name}: {found.torn}; {size - found.end} bytes cut off"
        if not repair:
            self._sizes[path.name] = found.end
        elif found.end == 0:
            path.unlink()  # not even its opening record was whole
        else:
            if found.end < size:
                cut(path, found.end)
            self._sizes[path.name] = found.end
            self._hashes[path.name] = sha256_of(path)

    def _learn(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._by_url.setdefault(entry.url, []).append(entry)
        self._by_id[entry.id] = entry

    # --- reading ----------------------------------------------------------------------------------------------------
    def list(self) -> tuple[WarcRef, ...]:
        """Every snapshot, in the order in which they were taken; one that was only seen again is not listed anew."""
        with self._guard:
            return tuple(entry.ref() for entry in sorted(self._entries, key=_by_date) if not entry.refers_to)

    def find(self, record_id: str) -> WarcRef | None:
        """The snapshot of that id; None where it isn't there."""
        with self._guard:
            entry = self._by_id.get(record_id)
            return self._with_payload(entry) if entry is not None else None

    def latest(self, url: str, *, follow: bool = True) -> WarcRef | None:
        """The newest snapshot of a URL; with ``follow`` of the page that its redirects led to. None without one."""
        with self._guard:
            chain = self._chain(url, follow=follow)
            return self._with_payload(chain[-1]) if chain else None

    def replay(self, url: str, records: Sequence[str] = ()) -> Fetched | None:
        """What asking for ``url`` brought the last time, redirects and all, as if it were asked now.

        ``records``: the ids of what it brought another time. None where it isn't there. Raises StorageError where its
        record is damaged.
        """
        with self._guard:
            chain = self._recorded(records) or self._chain(url, follow=True)
            if not chain:
                return None
            last = chain[-1]
            if last.redirect:
                return None  # the end of the chain was never kept
            record = self._record_at(self._with_payload(last))
            hops = tuple(Hop(entry.url, entry.status, entry.redirect) for entry in chain[:-1])
            return Fetched(
                url=url,
                final_url=last.url,
                status=last.status,
                headers=tuple((name.lower(), value) for name, value in record.http),
                body=_decoded(record),
                truncated="warc-truncated" in record.head,
                hops=hops,
                fetched=last.date,
                records=tuple(self._with_payload(entry) for entry in chain),
            )

    def _recorded(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of these ids; none where one of them is missing."""
        found = tuple(self._by_id[record] for record in ids if record in self._by_id)
        return found if len(found) == len(ids) else ()

    def _chain(self, text: str, *, follow: bool) -> tuple[Entry, ...]:
        """The newest entry of a URL, as it is asked, and those that its redirects lead to."""
        chain: list[Entry] = []
        try:
            url = web_address(redact_address(text))
            for _ in range(MAX_REDIRECTS):
                entries = self._by_url.get(str(url))
                entry = max(entries, key=_by_date) if entries else None
                if entry is None or entry in chain:
                    break
                chain.append(entry)
                if not entry.redirect or not follow:
                    break
                url = redirected(url, entry.redirect)
        except BadAddressError:
            pass  # what can't be asked was never kept
        return tuple(chain)

    def _with_payload(self, entry: Entry) -> WarcRef:
        holder = self._by_id.get(entry.refers_to)
        return holder.ref(fetched=entry.date) if holder is not None else entry.ref()

    def read(self, ref: WarcRef) -> bytes:
        """The payload of a snapshot, content coding taken off. Raises StorageError where it is damaged or missing."""
        with self._guard:
            return _decoded(self._record_at(ref))

    def _record_at(self, ref: WarcRef) -> Record:
        path = self.directory / Path(ref.warc).name
        try:
            record = read_record(next(members(path, ref.offset)).data)
        except OSError as error:
            raise storage_error(error, path) from error
        except (DamagedError, StopIteration) as error:
            raise damaged(path, f"no record at {ref.offset}: {error}") from error
        if record.id != ref.id or warc.sha256(record.payload) != ref.digest:
            raise damaged(path, f"the record at {ref.offset} is not what was stored")
        return record

    def verify(self) -> tuple[Damage, ...]:
        """Read everything and say what is damaged: files, records, digests, revisits, and the index."""
        with self._guard:
            stated = {name: state for name, state in read_manifest(self.directory).items() if name in self._sizes}
            return self._lost + verify(self.directory, sorted(self._sizes), self._entries, stated)


def _number(name: str) -> int:
    """The running number in a file name: the clock may have been set back, it may not."""
    digits = name.removesuffix(".warc.gz").rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def _by_date(entry: Entry) -> str:
    return entry.date


def _decoded(record: Record) -> bytes:
    encoding = ",".join(value for name, value in record.http if name.lower() == "content-encoding")
    try:
        return decode(record.payload, encoding, MAX_PAYLOAD)
    except CodingError as error:
        raise StorageError(f"{record.head.get('warc-target-uri', '')}: {error}") from error
