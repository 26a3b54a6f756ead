"""``claims/<paper>.toml``: reading it with errors that name the line, and writing it without losing a person's word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.claims.parsing import ClaimsFile, parse
from claimcheck.claims.render import render
from claimcheck.errors import ClaimsFileError
from claimcheck.model.claim import Claim
from claimcheck.store.files import replace_file, sweep

MAX_BYTES = 64_000_000


def claims_path(workspace: Path, paper: Path) -> Path:
    """Where a paper's claims are kept: its path in the workspace without suffix, or its stem if it lies outside."""
    root, inside = workspace.resolve(), paper.resolve()
    name = inside.relative_to(root).with_suffix("") if inside.is_relative_to(root) else Path(inside.stem)
    return workspace / "claims" / name.parent / f"{name.name}.toml"


def read_claims(path: Path) -> ClaimsFile:
    """The claims of a file.

    Raises ClaimsFileError, with file, line and remedy, where it is no TOML, has an unknown key or a value of the wrong
    type, names an id twice, or was written by a newer version.
    """
    return parse(_read_text(path), path)


def write_claims(path: Path, paper: str, claims: Sequence[Claim], bibliographies: Sequence[str] = ()) -> bool:
    """Write the claims; False when the file said the same already, and then it isn't touched.

    Tables, keys and comments that don't change stay byte for byte. The file is whole at any moment: it is written
    aside, flushed to disk and moved over. Raises ClaimsFileError where the old file can't be read, StorageError where
    the new one can't be written.
    """
    sweep(path)
    old = _read_text(path) if path.exists() else ""
    parse(old, path)
    new = render(old, paper, claims, bibliographies)
    if new == old:
        return False
    replace_file(path, new.encode())
    return True


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ClaimsFileError(f"can't be read: {error.strerror}", file=path, remedy="give a readable file") from error
    if len(raw) > MAX_BYTES:
        raise ClaimsFileError(f"is larger than {MAX_BYTES:,} bytes", file=path, remedy="split it by paper")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ClaimsFileError("is not UTF-8", file=path, line=line, remedy="save it as UTF-8") from error
