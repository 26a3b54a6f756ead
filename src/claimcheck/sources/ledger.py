"""What came of the works of a run, however many: past the first few thousand it lies in a file without a name."""

from __future__ import annotations

import marshal
import os
import tempfile
import weakref
from array import array
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final, overload

from claimcheck.model.source import LinkHealth, Snapshot, Source
from claimcheck.store.files import storage_error

HELD: Final = 2_500
"""Sources that are held in memory, about a kilobyte each; those with a text always are."""

_HEALTH = attrgetter(*LinkHealth.__slots__)
_SNAPSHOT = attrgetter(*Snapshot.__slots__)


class Ledger(Sequence[Source]):
    """A source for each reference, in their order, put in as it is known.

    Reading one that is not there raises KeyError, reading one that the disk has lost StorageError.
    """

    def __init__(self, size: int, directory: Path, *, most: int = HELD) -> None:
        """``size``: of references. ``directory``: where the file lies. ``most``: sources that memory holds."""
        self._held: dict[int, Source] = {}
        self._most = most
        self._directory = directory
        self._file: int | None = None
        self._end = 0
        self._offsets = array("Q", bytes(8 * size))
        self._lengths = array("L", bytes(array("L").itemsize * size))
        """0: not in the file."""

    def __len__(self) -> int:
        return len(self._offsets)

    def has(self, place: int) -> bool:
        """Whether the source of that reference is known."""
        return self._lengths[place] > 0 or place in self._held

    def put(self, place: int, source: Source) -> None:
        """Keep the source of a reference; in memory where the disk has no room for it."""
        light = source.text is None and source.former is None
        if light and len(self._held) >= self._most and self._write(place, _packed(source)):
            self._held.pop(place, None)
        else:
            self._held[place] = source

    @overload
    def __getitem__(self, place: int) -> Source: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Source, ...]: ...

    def __getitem__(self, place: int | slice) -> Source | tuple[Source, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        place = range(len(self))[place]
        if not self._lengths[place] or self._file is None:
            return self._held[place]
        try:
            return _source(os.pread(self._file, self._lengths[place], self._offsets[place]))
        except (OSError, EOFError, ValueError) as error:
            trouble = error if isinstance(error, OSError) else OSError("what was written can't be read")
            raise storage_error(trouble, self._directory) from error

    def __eq__(self, other: object) -> bool:
        """Equal to any sequence of the same sources."""
        if not isinstance(other, (Ledger, tuple)):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # it may be added to

    def _write(self, place: int, data: bytes) -> bool:
        try:
            if self._file is None:
                with tempfile.TemporaryFile(dir=self._directory, buffering=0) as file:
                    self._file = os.dup(file.fileno())
                weakref.finalize(self, os.close, self._file)
            if os.pwrite(self._file, data, self._end) < len(data):
                return False
        except OSError:
            return False
        self._offsets[place], self._lengths[place] = self._end, len(data)
        self._end += len(data)
        return True


def _packed(source: Source) -> bytes:
    snapshot = source.snapshot
    return marshal.dumps(
        (
            source.key,
            _HEALTH(source.health),
            _SNAPSHOT(snapshot) if snapshot is not None else None,
            source.asked,
            source.detail,
            source.tried,
            source.version,
        )
    )


def _source(data: bytes) -> Source:
    """What ``_packed`` made: nobody else can write to the file."""
    key, health, snapshot, asked, detail, tried, version = marshal.loads(data)  # noqa: S302  (as above)
    return Source(
        key,
        LinkHealth(*health),
        Snapshot(*snapshot) if snapshot is not None else None,
        asked=asked,
        detail=detail,
        tried=tried,
        version=version,
    )
