"""What the process does that judges pages beside the one that asks, and what both of them have.

What needs nothing else to be asked is noted in the state there, too, before it is told.
"""

from __future__ import annotations

import copyreg
import mmap
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from operator import attrgetter
from pathlib import Path
from typing import Any

from claimcheck.archive import copy_record
from claimcheck.errors import StorageError
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, Hop, LinkHealth, Snapshot, WarcRef
from claimcheck.sources.doubts import Doubt
from claimcheck.sources.judged import Judged, judge_page
from claimcheck.sources.judgement import Judgement
from claimcheck.sources.noting import copied_by, note
from claimcheck.sources.spool import Place, Spool
from claimcheck.store import Store, open_state

Answered = tuple[Sequence[Reference], Fetched, "Judged | Exception"]

NOTED_AT_A_TIME = 16
"""Pages whose judgements are noted in one go, and come in one message: what they have in common is sent once."""
_COUNTER = 8
"""Bytes."""
_SENT: tuple[type[Any], ...] = (Fetched, Hop, WarcRef, LinkHealth, Snapshot, Judged, Judgement, Doubt)


class Begun:
    """How many pages the process has begun with, in memory that both share: it tells which one it died of."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, _COUNTER)

    def one_more(self) -> None:
        self._shared[:] = (self.count + 1).to_bytes(_COUNTER, "little")

    @property
    def count(self) -> int:
        return int.from_bytes(self._shared[:], "little")


@dataclass(frozen=True, slots=True)
class Shared:
    """What both processes have."""

    begun: Begun
    spool: Spool


def whole(spool: Spool, fetched: Fetched, place: Place | None) -> Fetched:
    """An answer with its body. Raises StorageError."""
    return fetched if place is None else replace(fetched, body=spool.read(place))


def _send_quickly(kind: type[Any]) -> None:
    """Have values of a frozen class taken apart and made anew in C: what dataclasses do of themselves takes twice as
    long."""
    values = attrgetter(*kind.__slots__)
    copyreg.pickle(kind, lambda value: (kind, values(value)))


for _kind in _SENT:
    _send_quickly(_kind)


def judge_all(
    pages: Connection, answers: Connection, most: int, state: Path, references: Sequence[Reference], shared: Shared
) -> None:
    """Raises EOFError once nothing comes any more, what came being noted."""
    store: Store | None = None
    while True:
        judged: list[Answered] = []
        ended: EOFError | None = None
        while not judged or (len(judged) < NOTED_AT_A_TIME and pages.poll()):
            try:
                works, fetched, place = pages.recv()
            except EOFError as error:
                ended = error
                break
            shared.begun.one_more()
            fetched = whole(shared.spool, fetched, place)
            cited = [references[work] for work in works]
            judged.append((cited, fetched, _answer(cited, fetched, most)))
        told: list[Judged | Exception]
        try:
            store = store or open_state(state)
            told = _noted(store, judged)
        except StorageError as error:
            told = [error for _ in judged]
        if ended is not None:
            raise ended
        answers.send_bytes(pickle.dumps(told, pickle.HIGHEST_PROTOCOL))


def _noted(store: Store, judged: Sequence[Answered]) -> list[Judged | Exception]:
    """What is told of pages once the state knows of those that leave no doubt. Raises StorageError."""
    told: list[Judged | Exception] = []
    with store.together():
        for references, fetched, answer in judged:
            if isinstance(answer, Judged) and not any(answer.doubts):
                each = list(zip(references, answer.judgements, strict=True))
                note(store, fetched, each)
                answer = replace(answer, noted=True, copy=_copy(fetched, each))
            told.append(answer)
    return told


def _copy(fetched: Fetched, judged: Sequence[tuple[Reference, Judgement]]) -> bytes:
    """The record that says of which works the page is a copy; empty where it is of none."""
    keys = copied_by(fetched, judged)
    return copy_record(fetched.records[-1], keys) if keys else b""


def _answer(references: Sequence[Reference], fetched: Fetched, most: int) -> Judged | Exception:
    """What came of a page; what went wrong with it is raised in the other process, as if that had judged it."""
    try:
        return judge_page(references, fetched, most)
    except Exception as error:  # noqa: BLE001  (raised there)
        return error
