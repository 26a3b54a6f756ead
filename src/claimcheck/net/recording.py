"""Answers on their way to whoever keeps them: those that come while the disk is waited for are kept in one go."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from claimcheck.model.source import WarcRef
from claimcheck.net.exchange import Exchange, Kept, Recorder

if TYPE_CHECKING:
    from claimcheck.net.client import Answer

AT_A_TIME = 64
"""Exchanges that are kept in one go."""


class Recording:
    """Hands exchanges to a recorder, in a thread of its own: fsync and compression hold up no request.

    An interrupt finds the thread finishing what it has begun. A context manager.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._thread = ThreadPoolExecutor(1, "recorder")
        self._waiting: list[tuple[Exchange, asyncio.Future[WarcRef]]] = []
        self._busy: asyncio.Task[None] | None = None

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(wait=True)

    async def record(self, answers: Sequence[Answer]) -> tuple[WarcRef, ...]:
        """Where the answers stand, once they are kept; each is kept once. Raises StorageError."""
        pending = [(answer, self._place(answer)) for answer in answers if answer.ref is None]
        if pending and (self._busy is None or self._busy.done()):
            self._busy = asyncio.create_task(self._keep())
        for answer, place in pending:
            answer.ref = await asyncio.shield(place)
            answer.exchange = dataclasses.replace(answer.exchange, body=b"")  # it is kept now
        return tuple(answer.ref for answer in answers if answer.ref is not None)

    async def recall(self, url: str) -> Kept:
        """The page at ``url`` as it is kept. Raises StorageError where it can't be read."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._recorder.recall, url)

    def _place(self, answer: Answer) -> asyncio.Future[WarcRef]:
        if answer.place is None:
            answer.place = asyncio.get_running_loop().create_future()
            answer.place.add_done_callback(_retrieved)
            self._waiting.append((answer.exchange, answer.place))
        return answer.place

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[:AT_A_TIME], self._waiting[AT_A_TIME:]
            exchanges = [exchange for exchange, _ in batch]
            try:
                refs = await loop.run_in_executor(self._thread, self._recorder.record_all, exchanges)
            except Exception as error:  # noqa: BLE001  (told to each of those that wait)
                for _, place in batch:
                    if not place.done():
                        place.set_exception(error)
            else:
                for (_, place), ref in zip(batch, refs, strict=True):
                    if not place.done():
                        place.set_result(ref)


def _retrieved(place: asyncio.Future[WarcRef]) -> None:
    """A failure that nobody waits for any more is nobody's to tell."""
    if not place.cancelled():
        place.exception()
