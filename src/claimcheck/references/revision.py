"""A change to a ``.bib`` file that a person sees before it is written."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.errors import JobError
from claimcheck.store.files import replace_file

Edit = Callable[[str], tuple[str, Sequence[str]]]
"""A bibliography's text → the text as it is to be, and what was left alone, each with the reason."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What is to be changed in one bibliography."""

    path: Path
    before: bytes
    after: bytes
    diff: str
    """Unified; empty where nothing is to be changed."""
    left: tuple[str, ...] = ()
    """What was left alone, each with the reason."""


def revise(path: Path, name: str, edit: Edit) -> Revision:
    """What ``edit`` would make of a bibliography, shown under ``name``; of one that is not UTF-8 nothing."""
    before = path.read_bytes()
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError:
        return Revision(path, before, before, "", (f"{name} is not UTF-8, so nothing is changed in it",))
    edited, left = edit(text)
    diff = "".join(difflib.unified_diff(_lines(text), _lines(edited), f"a/{name}", f"b/{name}"))
    return Revision(path, before, edited.encode("utf-8"), diff, tuple(left))


def carry_out(revision: Revision) -> None:
    """Write a bibliography, in one step. Raises JobError where it was changed since, StorageError."""
    if revision.path.read_bytes() != revision.before:
        raise JobError("was changed in the meantime", file=revision.path, remedy="nothing was written: run again")
    replace_file(revision.path, revision.after)


def _lines(text: str) -> list[str]:
    """Lines for a diff, all ended alike: it is to be read, not applied."""
    return [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
