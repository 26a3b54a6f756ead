"""The history of the links carried to another machine, and taken over from one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from claimcheck.errors import InputError
from claimcheck.inputs import STATE
from claimcheck.model.audit import Tally
from claimcheck.store import MAX_LINE, Check, from_line, open_state, to_lines

MAX_BYTES = 1_000_000_000
"""Of a history that is read."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    checks: int
    audits: int
    known: int
    """Checks and audits that were there already."""


def export_history(workspace: Path) -> Iterator[str]:
    """Every check and audit as lines of JSON without their ends. Raises StorageError."""
    with open_state(workspace / STATE) as store:
        yield from to_lines(store.checks(), store.audits())


def import_history(workspace: Path, stream: BinaryIO, name: str) -> Imported:
    """Add what the history of this workspace doesn't have yet. All or nothing: a bad line leaves it as it was.

    ``name`` is what errors call the stream. Raises InputError with the line, StorageError.
    """
    checks: list[Check] = []
    audits: list[Tally] = []
    for item in _items(stream, name):
        if isinstance(item, Check):
            checks.append(item)
        else:
            audits.append(item)
    with open_state(workspace / STATE) as store:
        added, held = store.merge(checks, audits)
    return Imported(added, held, len(checks) + len(audits) - added - held)


def _items(stream: BinaryIO, name: str) -> Iterator[Check | Tally]:
    number = total = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        total += len(line)
        if len(line) > MAX_LINE or total > MAX_BYTES:
            what = "the line is longer than 1 MB" if len(line) > MAX_LINE else "the history is longer than 1 GB"
            raise _bad(name, number, what)
        try:
            item = from_line(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError:
            raise _bad(name, number, "this is not UTF-8") from None
        except ValueError as error:
            raise _bad(name, number, str(error)) from None
        if item is not None:
            yield item


def _bad(name: str, line: int, what: str) -> InputError:
    remedy = "nothing was imported: mend the line or take it out, and import again"
    return InputError(what, file=name, line=line, remedy=remedy)
