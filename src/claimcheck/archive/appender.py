"""The WARC file at hand: records are appended durably, all or nothing, and a full file is followed by another."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from claimcheck.archive import warc
from claimcheck.archive.files import sha256_of, write_all
from claimcheck.archive.manifest import FileState
from claimcheck.net.exchange import utc_now
from claimcheck.store.files import storage_error, sync_directory

PREFIX = "claimcheck-"


class Appender:
    """Knows every file with its size and its running SHA-256. Not safe to be used from several threads."""

    def __init__(self, directory: Path, max_file: int) -> None:
        self._directory = directory
        self._max_file = max_file
        self._hashes: dict[str, Any] = {}
        self._out: BinaryIO | None = None
        self.sizes: dict[str, int] = {}
        self.changed = False
        """Whether there is something that the manifest doesn't say yet."""

    def take_over(self, name: str, size: int, *, to_write: bool) -> None:
        """Learn of a file that is there, ``size`` bytes of it whole."""
        self.sizes[name] = size
        if to_write:
            self._hashes[name] = sha256_of(self._directory / name)

    def states(self) -> dict[str, FileState]:
        """What the manifest is to say."""
        return {name: FileState(size, self._hashes[name].hexdigest()) for name, size in self.sizes.items()}

    def append(self, data: bytes, *, durable: bool = True) -> tuple[str, int]:
        """Append one piece; as ``append_all``."""
        return self.append_all([data], durable=durable)[0]

    def append_all(self, pieces: Sequence[bytes], *, durable: bool = True) -> list[tuple[str, int]]:
        """Append pieces, none of them torn: for each the file and where in it it stands.

        One write and one wait for the disk serve all that go into one file. ``durable=False`` leaves the wait to the
        next one that is durable. Raises StorageError; the file at hand is as long as before then.
        """
        places: list[tuple[str, int]] = []
        group: list[bytes] = []
        name, size = "", 0
        for piece in pieces:
            if not group or size + len(piece) > self._max_file:
                self._write(name, group, durable=durable)
                name = self._file_for(len(piece))
                group, size = [], self.sizes[name]
            places.append((name, size))
            group.append(piece)
            size += len(piece)
        self._write(name, group, durable=durable)
        return places

    def _write(self, name: str, group: Sequence[bytes], *, durable: bool) -> None:
        if not group:
            return
        data = b"".join(group)
        path = self._directory / name
        size = self.sizes[name]
        try:
            if self._out is None:
                self._out = path.open("r+b", buffering=0)
            self._out.seek(size)
            write_all(self._out, data)
            if durable:
                os.fsync(self._out.fileno())
        except OSError as error:
            self._roll_back(size)
            raise storage_error(error, path) from error
        self.sizes[name] = size + len(data)
        self._hashes[name].update(data)
        self.changed = True

    def syncing(self) -> Callable[[], None]:
        """What waits until all that was appended so far is on the disk; called without any guard. Raises StorageError.

        Files that were full are on the disk already.
        """
        if self._out is None:
            return lambda: None
        handle, path = os.dup(self._out.fileno()), Path(self._out.name)

        def sync() -> None:
            try:
                os.fsync(handle)
            except OSError as error:
                raise storage_error(error, path) from error
            finally:
                os.close(handle)

        return sync

    def close(self) -> None:
        """Let go of the file at hand, all of it on the disk."""
        if self._out is not None:
            with contextlib.suppress(OSError):
                os.fsync(self._out.fileno())
            self._out.close()
            self._out = None

    def _roll_back(self, size: int) -> None:
        if self._out is not None:
            with contextlib.suppress(OSError):
                self._out.truncate(size)
            with contextlib.suppress(OSError):
                self._out.close()
            self._out = None

    def _file_for(self, length: int) -> str:
        last = max(self.sizes, key=_number, default="")
        if last and self.sizes[last] + length <= self._max_file:
            return last
        return self._new_file(_number(last) + 1 if last else 0)

    def _new_file(self, number: int) -> str:
        now = utc_now()
        stamp = "".join(character for character in now if character.isdigit())[:14]
        name = f"{PREFIX}{stamp}-{number:05}.warc.gz"
        data = warc.warcinfo(name, now).data
        path = self._directory / name
        try:
            with path.open("xb", buffering=0) as file:
                write_all(file, data)
                os.fsync(file.fileno())
            sync_directory(self._directory)
        except OSError as error:
            with contextlib.suppress(OSError):
                path.unlink()
            raise storage_error(error, path) from error
        self.close()
        self.sizes[name] = len(data)
        self._hashes[name] = hashlib.sha256(data)
        return name


def _number(name: str) -> int:
    """The running number in a file name: the clock may have been set back, it may not."""
    digits = name.removesuffix(".warc.gz").rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0
