"""Finding what is no longer as it was stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimcheck.archive.files import sha256_of
from claimcheck.archive.index import INDEX, Entry
from claimcheck.archive.manifest import FileState
from claimcheck.archive.scan import Gap, Member, Record, entry_of, walk
from claimcheck.archive.warc import sha256


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was stored."""

    file: str
    what: str
    urls: tuple[str, ...] = ()
    """The addresses whose snapshots it touches, where they are known."""
    keys: tuple[str, ...] = ()
    """The citation keys that it touches, as far as the archive knows them."""


_REBUILT = "the next run that fetches makes it anew"


def touched(file: str, what: str, entries: Iterable[Entry]) -> Damage:
    """Damage with the addresses and the works of the entries that it touches."""
    urls = dict.fromkeys(entry.url for entry in entries)
    keys = dict.fromkeys(key for entry in entries for key in (*entry.keys, *([entry.added] if entry.added else [])))
    return Damage(file, what, tuple(urls), tuple(keys))


def verify(
    directory: Path,
    names: Sequence[str],
    entries: Sequence[Entry],
    listed: Mapping[str, Sequence[Entry]],
    stated: Mapping[str, FileState],
) -> tuple[Damage, ...]:
    """Everything damaged in the files ``names``, among the records ``entries``, against the manifest ``stated``, and
    in the index, which lists the records ``listed`` by their files."""
    indexed = {entry.id: entry for rows in listed.values() for entry in rows}
    known = {**indexed, **{entry.id: entry for entry in entries}}
    check = _Check(list(known.values()), indexed, stated)
    found = [damage for name in names for damage in check.file(directory / name)]
    here = set(names)
    for entry in known.values():
        if entry.filename not in here or entry.id in check.damaged:
            continue  # told already
        if entry.id not in check.whole:
            found.append(touched(entry.filename, f"record {entry.id} is missing", [entry]))
        elif entry.refers_to and entry.refers_to not in check.whole and entry.refers_to not in check.damaged:
            found.append(touched(entry.filename, f"{entry.id} refers to a missing record", [entry]))
    if check.stale and not indexed:
        found.append(Damage(INDEX, f"the index is missing or can't be read; {_REBUILT}"))
    elif check.stale:
        found.append(touched(INDEX, f"the index is stale: {len(check.stale)} records; {_REBUILT}", check.stale))
    return tuple(dict.fromkeys(found))


class _Check:
    """One walk through all files."""

    def __init__(self, entries: list[Entry], indexed: Mapping[str, Entry], stated: Mapping[str, FileState]) -> None:
        self._entries = entries
        self._indexed = indexed
        self._stated = stated
        self.whole: set[str] = set()
        """Ids of records that are as they were stored."""
        self.damaged: set[str] = set()
        """Ids of records that were told to be damaged."""
        self.stale: list[Entry] = []
        """Records that the index, as it stands on the disk, leaves out or puts elsewhere."""

    def file(self, path: Path) -> Iterator[Damage]:
        """Damage of one file: of its records, and of the whole against the manifest."""
        state = self._stated.get(path.name)
        size = path.stat().st_size
        shorter = state is not None and size < state.bytes
        sound = not shorter
        stale = len(self.stale)
        try:
            for found in walk(path):
                damage = self._gap(path.name, found) if isinstance(found, Gap) else self._record(path.name, *found)
                if damage is not None:
                    sound = False
                    yield damage
        except OSError as error:
            sound = False
            yield self._touched(path.name, (error.strerror or str(error)).lower(), 0, None)
        if state is not None and shorter:
            del self.stale[stale:]  # all that comes after what is lost stands elsewhere: that is told already
            what = f"the file is truncated, or has lost records: {size} of {state.bytes} bytes are left"
            lost = [e for e in self._entries if e.filename == path.name and e.id not in self.whole | self.damaged]
            self.damaged.update(entry.id for entry in lost)
            yield touched(path.name, what, lost)
        elif sound and state is not None and sha256_of(path, state.bytes).hexdigest() != state.sha256:
            yield Damage(path.name, "the file is not as it was closed (SHA-256)")

    def _gap(self, name: str, gap: Gap) -> Damage:
        return self._touched(name, gap.what, gap.offset, gap.end)

    def _touched(self, name: str, what: str, start: int, end: int | None) -> Damage:
        """Damage to the records that begin between two offsets of a file."""
        hit = [e for e in self._entries if e.filename == name and e.offset >= start and (end is None or e.offset < end)]
        self.damaged.update(entry.id for entry in hit)
        return touched(name, what, hit)

    def _record(self, name: str, member: Member, record: Record) -> Damage | None:
        entry = entry_of(record, name, member)
        hit = [entry] if entry is not None else []
        if not record.block_ok:
            self.damaged.add(record.id)
            return touched(name, f"block digest of {record.id} is wrong", self._known(record, hit))
        if entry is not None and not entry.refers_to and sha256(record.payload) != entry.sha256:
            self.damaged.add(record.id)
            return touched(name, f"payload digest of {record.id} is wrong", self._known(record, hit))
        self.whole.add(record.id)
        if entry is not None and self._is_stale(entry):
            self.stale.append(entry)
        return None

    def _known(self, record: Record, otherwise: list[Entry]) -> list[Entry]:
        return [entry for entry in self._entries if entry.id == record.id] or otherwise

    def _is_stale(self, entry: Entry) -> bool:
        """Records that were added since the index was written are not its matter."""
        state = self._stated.get(entry.filename)
        if state is None or entry.offset >= state.bytes:
            return False
        row = self._indexed.get(entry.id)
        return row is None or replace(row, keys=()) != entry
