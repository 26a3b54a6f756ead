"""The archive of a workspace: what was fetched, in WARC files that any other tool reads."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple

from claimcheck.archive import lock, warc
from claimcheck.archive.appender import PREFIX, Appender
from claimcheck.archive.batch import build, entry_of
from claimcheck.archive.catalogue import Catalogue, by_date
from claimcheck.archive.files import cut, damaged
from claimcheck.archive.fixity import Damage, touched, verify
from claimcheck.archive.index import INDEX, Entry, each_listed, lines_of, read_index
from claimcheck.archive.manifest import MANIFEST, read_index_digest, read_manifest, render_manifest
from claimcheck.archive.scan import DamagedError, Record, Scanned, members, read_record, scan
from claimcheck.archive.wacz import Page, write_wacz
from claimcheck.errors import StorageError
from claimcheck.model.source import Fetched, Hop, WarcRef
from claimcheck.net.coding import CodingError, decode
from claimcheck.net.exchange import Exchange, Kept, Validators, utc_now
from claimcheck.redaction import redact_address
from claimcheck.store.files import replace_file, storage_error, sweep_folder

MAX_FILE = 1_000_000_000
"""Bytes after which a new file is begun."""
MAX_PAYLOAD = 50_000_000
"""Bytes of a payload, decoded."""
LOCK = "lock"


class Copy(NamedTuple):
    """Of which works a snapshot is a copy."""

    ref: WarcRef
    keys: Sequence[str]
    record: bytes = b""
    """That of all the keys (``copy_record``), where there is one already."""


def copy_record(ref: WarcRef, keys: Iterable[str]) -> bytes:
    """The metadata record that says of which works a snapshot is a copy."""
    return warc.metadata(ref.url, utc_now(), ref.id, sorted(set(keys))).data


class Archive:
    """Records exchanges and gives them back. Safe to be used from several threads.

    Each record is on the disk, whole, before ``record`` returns. A tail that a crash tore is cut off when the archive
    is opened (``recovered`` says so), and the index is rebuilt where it doesn't fit the files.
    """

    def __init__(self, directory: Path, *, readonly: bool = False, max_file: int = MAX_FILE) -> None:
        """Open the archive, made if need be. Raises StorageError (in use by another run, read-only, damaged)."""
        self.directory = directory
        self.recovered: tuple[str, ...] = ()
        self._guard = threading.RLock()
        self._building = threading.Lock()
        """One batch of exchanges at a time; whoever wants the guard meanwhile gets it while records are packed."""
        self._appender = Appender(directory, max_file)
        self._lock: BinaryIO | None = None
        self._lost: tuple[Damage, ...] = ()
        if readonly:
            self._catalogue = Catalogue()
            self._load(repair=False)
            return
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, directory) from error
        self._lock = lock.take(directory / LOCK, "the archive")
        sweep_folder(directory)
        try:
            self._catalogue = Catalogue(directory)
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
        """Store one exchange; as ``record_all``."""
        return self.record_all([exchange])[0]

    def record_all(self, exchanges: Sequence[Exchange]) -> tuple[WarcRef, ...]:
        """Store exchanges, and wait for the disk once for all of them; where the payload of each stands.

        The same payload of the same URL is stored once: a revisit record notes that it was seen again, or that the
        server said so (304), and the reference names the record that has it, with the new date. Secrets in addresses
        are never stored: what was asked with one stands, and is found, under its redacted address. Raises StorageError
        (disk full …), nothing torn: what it reached of a batch is whole, and no more is said to be stored.
        """
        public = [exchange.public() for exchange in exchanges]
        digests = [warc.Digests.of(exchange.body) for exchange in public]
        with self._building:
            self._must_be_writable()
            parts = build(zip(public, digests, strict=True), self._catalogue)
            with self._guard:
                places = self._appender.append_all([part.data for part in parts], durable=False)
                synced = self._appender.syncing()
            synced()
            with self._guard:
                refs: list[WarcRef] = []
                for part, (name, offset) in zip(parts, places, strict=True):
                    entry = replace(part.entry, filename=name, offset=offset)
                    self._catalogue.learn(entry)
                    refs.append(self._catalogue.with_payload(entry))
                return tuple(refs)

    def attribute(self, copies: Iterable[Copy]) -> None:
        """Note, in metadata records, of which works snapshots are copies; what is noted already is not noted anew.

        Raises StorageError.
        """
        with self._guard:
            self._must_be_writable()
            records: list[bytes] = []
            noted: dict[str, Entry] = {}
            for copy in copies:
                entry = noted.get(copy.ref.id) or self._catalogue.get(copy.ref.id)
                wanted = sorted(set(copy.keys))
                new = [key for key in wanted if key not in entry.keys] if entry is not None else []
                if entry is not None and new:
                    records.append(copy.record if copy.record and new == wanted else copy_record(copy.ref, new))
                    noted[copy.ref.id] = entry.with_keys(new)
            self._appender.append_all(records, durable=False)
            for entry in noted.values():
                self._catalogue.learn(entry)

    def add_file(self, key: str, url: str, payload: bytes, media_type: str) -> WarcRef:
        """Store a file that a person added for the work ``key``, under the name ``url``. Raises StorageError."""
        with self._guard:
            self._must_be_writable()
            date = utc_now()
            main = warc.resource(url, date, payload, media_type, added_for=key)
            name, offset = self._appender.append(main.data)
            entry = Entry(
                url=url,
                date=date,
                status=0,
                mime=media_type,
                sha1=warc.sha1(payload),
                sha256=warc.sha256(payload),
                filename=name,
                offset=offset,
                length=len(main.data),
                id=main.id,
                added=key,
            )
            self._catalogue.learn(entry)
            return entry.ref()

    def add_exchanges(self, key: str, exchanges: Sequence[Exchange]) -> tuple[WarcRef, ...]:
        """Store the answers of a WARC that a person added for the work ``key``. Raises StorageError."""
        with self._guard:
            self._must_be_writable()
            refs = []
            for exchange in (one.public() for one in exchanges):
                digests = warc.Digests.of(exchange.body)
                main = warc.response(exchange, digests, added_for=key)
                name, offset = self._appender.append(main.data)
                entry = replace(entry_of(exchange, main, digests, added=key), filename=name, offset=offset)
                self._catalogue.learn(entry)
                refs.append(entry.ref())
            return tuple(refs)

    def _must_be_writable(self) -> None:
        if self._lock is None:
            raise StorageError("the archive is open for reading only", file=self.directory)

    def close(self) -> None:
        """Write the index and let go of the lock. Raises StorageError."""
        with self._guard:
            self._appender.close()
            try:
                if self._appender.changed and self._lock is not None and self._catalogue.whole:
                    self._write_index()  # else it is made anew when the archive is opened next
            finally:
                self._catalogue.close()
                if self._lock is not None:
                    self._lock.close()
                    self._lock = None

    def _write_index(self) -> None:
        digest = hashlib.sha256()

        def index() -> Iterator[bytes]:
            for piece in lines_of(self._catalogue.entries(), self.directory):
                digest.update(piece)
                yield piece

        replace_file(self.directory / INDEX, index())
        manifest = render_manifest(self._appender.states(), f"sha256:{digest.hexdigest()}")
        replace_file(self.directory / MANIFEST, manifest.encode())
        self._appender.changed = False

    # --- opening ----------------------------------------------------------------------------------------------------
    def _load(self, *, repair: bool) -> None:
        stated = read_manifest(self.directory)
        if stated:
            with contextlib.suppress(OSError, ValueError):  # it is rebuilt from the files then
                self._catalogue.put_aside(each_listed(self.directory / INDEX, read_index_digest(self.directory)))
        notes: list[str] = []
        keys: list[tuple[str, tuple[str, ...]]] = []
        for path in sorted(self.directory.glob(f"{PREFIX}*.warc.gz")):
            known = stated[path.name].bytes if path.name in stated else 0
            notes += self._load_file(path, known, keys, repair=repair)
        for record, works in keys:  # at the end: a file may speak of a record in another one
            entry = self._catalogue.get(record)
            if entry is not None:
                self._catalogue.attribute(entry, works)
        lost = [name for name in stated if not (self.directory / name).exists()]
        self._lost = tuple(touched(name, "the file is missing", self._catalogue.listed(name)) for name in lost)
        self._catalogue.drop_listed()
        notes += [f"{damage.file}: {damage.what}, {len(damage.urls)} snapshots with it" for damage in self._lost]
        self._appender.changed = self._appender.changed or set(stated) != set(self._appender.sizes)
        if repair and self._appender.changed:
            self._write_index()
        self.recovered = tuple(notes)

    def _load_file(
        self,
        path: Path,
        known: int,
        keys: list[tuple[str, tuple[str, ...]]],
        *,
        repair: bool,
    ) -> Iterator[str]:
        """Take over what the index says of the first ``known`` bytes of a file, and read the rest; notes on the way."""
        size = path.stat().st_size
        if known > size or not self._catalogue.lists(path.name):
            known = 0
        if known:
            self._catalogue.learn_listed(path.name)
        found = scan(path, known) if known != size or not size else Scanned((), size)
        for entry in found.entries:
            self._catalogue.learn(entry)
        keys += found.keys
        self._appender.changed = self._appender.changed or known != size
        yield from (f"{path.name}: {what}; what comes after it was kept" for what in found.damage)
        if found.torn:
            yield f"{path.name}: {found.torn}; {size - found.end} bytes cut off"
        if repair and found.end == 0:
            path.unlink()  # not even its opening record was whole
            return
        if repair and found.end < size:
            cut(path, found.end)
        self._appender.take_over(path.name, found.end, to_write=repair)

    # --- reading ----------------------------------------------------------------------------------------------------
    def list(self) -> tuple[WarcRef, ...]:
        """Every snapshot, in the order in which they were taken; one that was only seen again is not listed anew."""
        with self._guard:
            return tuple(e.ref() for e in sorted(self._catalogue.entries(), key=by_date) if not e.refers_to)

    def moments(self, urls: Iterable[str]) -> tuple[WarcRef, ...]:
        """What was had of these addresses at each time that they were asked, redirects followed one by one."""
        with self._guard:
            of_urls = [entry for url in dict.fromkeys(urls) for entry in self._catalogue.of_url(url)]
            return tuple(self._catalogue.with_payload(e) for e in sorted(of_urls, key=by_date) if not e.redirect)

    def way(self, url: str) -> tuple[str, ...]:
        """The addresses over which asking for ``url`` led the last time, those that are kept."""
        with self._guard:
            return tuple(entry.url for entry in self._catalogue.chain(url, follow=True))

    def keys(self, ref: WarcRef) -> tuple[str, ...]:
        """Citation keys of the works that a snapshot is noted to be a copy of, or was added for."""
        with self._guard:
            entry = self._catalogue.get(ref.id)
            return tuple(dict.fromkeys((*([ref.added] if ref.added else []), *(entry.keys if entry else ()))))

    def added(self, key: str) -> tuple[WarcRef, ...]:
        """What a person added for the work ``key``, oldest first."""
        with self._guard:
            return tuple(entry.ref() for entry in self._catalogue.added(key))

    def find(self, record_id: str) -> WarcRef | None:
        """The snapshot of that id; None where it isn't there."""
        with self._guard:
            entry = self._catalogue.get(record_id)
            return self._catalogue.with_payload(entry) if entry is not None else None

    def latest(self, url: str, *, follow: bool = True) -> WarcRef | None:
        """The newest snapshot of a URL; with ``follow`` of the page that its redirects led to. None without one."""
        with self._guard:
            chain = self._catalogue.chain(url, follow=follow)
            return self._catalogue.with_payload(chain[-1]) if chain else None

    def validators(self, url: str) -> Validators:
        """By what to ask for the page at ``url`` only if it has changed since it was kept; none: ask for it."""
        # Without the guard, which is held while the disk is waited for: the loop that asks must not wait with it.
        return self._catalogue.validators(url)

    def recall(self, url: str) -> Kept:
        """The page at ``url`` as it is kept. Raises StorageError where it is damaged or missing."""
        with self._guard:
            entry = self._catalogue.unchanged(redact_address(url))
            if entry is None:
                raise StorageError(f"no page of {redact_address(url)} is kept", file=self.directory)
            record = self._record_at(entry.ref())
            return Kept(entry.status, record.http, _decoded(record))

    def replay(self, url: str, records: Sequence[str] = ()) -> Fetched | None:
        """What asking for ``url`` brought the last time, redirects and all, as if it were asked now.

        ``records``: the ids of what it brought another time. None where it isn't there. Raises StorageError where its
        record is damaged.
        """
        with self._guard:
            chain = self._catalogue.of_records(records) or self._catalogue.chain(url, follow=True)
            if not chain:
                return None
            last = chain[-1]
            if last.redirect:
                return None  # the end of the chain was never kept
            ref = self._catalogue.with_payload(last)
            record = self._record_at(ref)
            hops = tuple(Hop(entry.url, entry.status, entry.redirect) for entry in chain[:-1])
            return Fetched(
                url=url,
                final_url=last.url,
                status=ref.status,
                headers=tuple((name.lower(), value) for name, value in record.http),
                body=_decoded(record),
                truncated="warc-truncated" in record.head,
                hops=hops,
                fetched=last.date,
                records=tuple(self._catalogue.with_payload(entry) for entry in chain),
            )

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

    def export(self, target: Path, left_out: Collection[str], pages: Sequence[Page], created: str) -> None:
        """Write all records but those of the ids ``left_out``, and what goes with these, to a WACZ file.

        ``created`` is its date (RFC 3339). Raises StorageError (disk full, a damaged record …), no file then.
        """
        with self._guard:
            entries: dict[str, list[Entry]] = {name: [] for name in self._appender.sizes}
            for entry in self._catalogue.entries():
                entries[entry.filename].append(entry)
            write_wacz(target, self.directory, entries, left_out, pages, created)

    def verify(self) -> tuple[Damage, ...]:
        """Read everything and say what is damaged: files, records, digests, revisits, and the index."""
        with self._guard:
            names = sorted(self._appender.sizes)
            stated = {name: state for name, state in read_manifest(self.directory).items() if name in names}
            listed = read_index(self.directory / INDEX)
            return self._lost + verify(self.directory, names, list(self._catalogue.entries()), listed, stated)


def _decoded(record: Record) -> bytes:
    encoding = ",".join(value for name, value in record.http if name.lower() == "content-encoding")
    try:
        return decode(record.payload, encoding, MAX_PAYLOAD)
    except CodingError as error:
        raise StorageError(f"{record.head.get('warc-target-uri', '')}: {error}") from error
