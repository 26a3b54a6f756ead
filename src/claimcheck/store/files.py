"""Files that are whole or not there: durable writing, and what the disk has to say, as StorageError."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from claimcheck.errors import StorageError

if sys.platform != "win32":
    import fcntl

NEW = ".new"
"""How the names of files end that are not in their place yet."""


def replace_file(path: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Write a file, whole or in pieces, in one step: a reader sees the old bytes or all of the new ones, also after a
    crash.

    Folders on the way are made, a link is followed, the mode of an existing file is kept; what a run that was killed
    left beside it is cleared away. ``durable=False`` doesn't wait for the disk: for what can be made anew. Raises
    StorageError.
    """
    target = path.resolve()
    if target.exists() and not target.is_file() and not target.is_dir():
        _write_through(path, data)
        return
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if durable:
            sweep(target)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=NEW)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            _hold(file.fileno())
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
            temporary.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
            temporary.replace(target)
        if durable:
            sync_directory(target.parent)
    except OSError as error:
        raise storage_error(error, path) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _write_through(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Into a device or a pipe ("/dev/stdout"), which nothing may take the place of."""
    try:
        with path.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
    except OSError as error:
        raise storage_error(error, path) from error


def sweep(path: Path) -> None:
    """Clear away what runs that were killed left of ``path``; what a living run is writing stays."""
    _sweep(path.resolve(), f".{path.resolve().name}.")


def sweep_folder(folder: Path) -> None:
    """``sweep`` for every file of a folder."""
    _sweep(folder / "any", ".")


def _sweep(path: Path, prefix: str) -> None:
    """A writer holds a lock on its file, and the system lets go of it when the writer dies."""
    if sys.platform == "win32":  # pragma: no cover
        return
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if not (
                entry.name.startswith(prefix) and entry.name.endswith(NEW) and entry.is_file(follow_symlinks=False)
            ):
                continue
            with contextlib.suppress(OSError):
                descriptor = os.open(entry.path, os.O_RDONLY)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    os.unlink(entry.path)
                finally:
                    os.close(descriptor)


def _hold(descriptor: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # file systems without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def rename_file(path: Path, target: Path) -> None:
    """Give a file another name; folders on the way are made. Raises StorageError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        sync_directory(target.parent)
    except OSError as error:
        raise storage_error(error, target) from error


def sync_directory(directory: Path) -> None:
    """Make new and renamed files last."""
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def storage_error(error: OSError, path: Path) -> StorageError:
    """What an error of the system means for a person."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError("the disk is full", file=path, remedy="make room and run again: what was stored is kept")
    if error.errno == errno.EFBIG:
        return StorageError("the file may not grow further", file=path, remedy="raise the limit on file sizes")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StorageError("can't be written", file=path, remedy="make it writable, or choose another --workspace")
    if error.errno == errno.EISDIR:
        return StorageError("a folder stands where a file should be", file=path, remedy="move it away")
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return StorageError("a file stands where a folder should be", file=path, remedy="move it away")
    return StorageError((error.strerror or str(error)).lower(), file=path)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
