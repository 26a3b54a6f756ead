"""Bodies that wait to be kept or, on their way to another process, to be judged: in a file, not in memory."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from pathlib import Path
from typing import NamedTuple

from claimcheck.store.files import storage_error

MOST_SPOOLED = 256_000_000
"""Bytes of the file, used over and over; it has no name, and is gone with the last process that has it open."""
AGAIN = 16_000_000
"""Bytes at the front, not needed any more, that are written over before the file grows: memory has them already."""


class Place(NamedTuple):
    """Where in the file a body stands."""

    offset: int
    size: int


class Spool:
    """A ring: bodies are let go in the order in which they came. Opened before a process is forked, both have it."""

    def __init__(self, directory: Path, most: int = MOST_SPOOLED, again: int = AGAIN) -> None:
        """``again``: see ``AGAIN``. Raises OSError where no file can be made in ``directory``."""
        self._file = tempfile.TemporaryFile(dir=directory, buffering=0)  # noqa: SIM115  (open as long as the run)
        self._directory = directory
        self._most, self._again = most, again
        self._held: deque[Place] = deque()

    def put(self, body: bytes) -> Place | None:
        """Write a body down; None where there is no room for it, in the file or on the disk."""
        offset = self._room_for(len(body))
        if offset is None or not body:
            return None
        try:
            if os.pwrite(self._file.fileno(), body, offset) < len(body):
                return None
        except OSError:
            return None
        place = Place(offset, len(body))
        self._held.append(place)
        return place

    def _room_for(self, size: int) -> int | None:
        if not self._held:
            return 0 if size <= self._most else None
        first, last = self._held[0], self._held[-1]
        end = last.offset + last.size
        if last.offset < first.offset:  # it has begun again at the front
            return end if end + size <= first.offset else None
        again = first.offset >= max(self._again, size, end - first.offset)
        if end + size <= self._most and not again:
            return end
        return 0 if size <= first.offset else None

    def read(self, place: tuple[int, int]) -> bytes:
        """The body at a place. Raises StorageError."""
        offset, size = place
        try:
            return os.pread(self._file.fileno(), size, offset)
        except OSError as error:
            raise storage_error(error, self._directory) from error

    def let_go(self) -> None:
        """The oldest body is not needed any more."""
        self._held.popleft()

    @classmethod
    def opened(cls, directory: Path) -> Spool | None:
        """None where no file can be made in ``directory``."""
        try:
            directory.mkdir(parents=True, exist_ok=True)
            return cls(directory)
        except OSError:
            return None

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
