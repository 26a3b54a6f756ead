"""Answers on their way to whoever keeps them: those that come while the disk is waited for are kept in one go."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from claimcheck.errors import StorageError
from claimcheck.model.source import WarcRef
from claimcheck.net.exchange import Exchange, Kept, Recorder

if TYPE_CHECKING:
    from claimcheck.net.client import Answer

AT_A_TIME = 64
"""Exchanges that are kept in one go."""
PATIENCE = 1.0
"""Seconds for which keeping waits where requests wait to be sent."""
MOST_WAITING = 2_000
"""Answers that wait to be kept, at most, while requests wait to be sent."""
MOST_BYTES = 10_000_000
"""Bytes of them in memory."""
LONG_ENOUGH = 2_000
"""Bytes of a body that is worth to be put aside."""
LOOKS = 0.02
"""Seconds between two looks at who waits."""

Place = tuple[int, int]
"""Offset and size."""


class Stash(Protocol):
    """Where bodies wait outside memory; they are let go in the order in which they came."""

    def put(self, body: bytes) -> Place | None:
        """Put a body aside; None where there is no room for it."""
        ...

    def read(self, place: Place) -> bytes:
        """The body at a place; called from another thread. Raises StorageError."""
        ...

    def let_go(self) -> None:
        """The oldest body is not needed any more."""
        ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    answer: Answer
    kept: asyncio.Future[WarcRef]
    aside: Place | None = None
    """Where its body is, as received and then, where that is another, as meant."""
    received: int = 0
    """Bytes of what was received."""


class Recording:
    """Hands exchanges to a recorder, in a thread of its own: fsync and compression hold up no request.

    With a stash, keeping waits where requests wait to be sent, a second at most: packing what came takes the very time
    that asking needs. Bodies are put aside meanwhile. What waits when a run is interrupted is kept before it ends.
    A context manager.
    """

    def __init__(
        self,
        recorder: Recorder,
        others_wait: Callable[[], bool] = lambda: False,
        stash: Stash | None = None,
    ) -> None:
        """``others_wait``: whether requests wait to be sent until others have been answered."""
        self._recorder = recorder
        self._others_wait = others_wait
        self._stash = stash
        self._thread = ThreadPoolExecutor(1, "recorder")
        self._waiting: list[_Waiting] = []
        self._busy: asyncio.Task[None] | None = None

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(wait=True)
        with contextlib.suppress(StorageError):  # whoever waited was told, or was cancelled
            for first in range(0, len(self._waiting), AT_A_TIME):
                self._keep_all(self._waiting[first : first + AT_A_TIME])

    @property
    def has_room(self) -> bool:
        """Whether more answers may wait to be kept."""
        return len(self._waiting) < MOST_WAITING

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
            self._waiting.append(self._put_aside(answer, answer.place))
        return answer.place

    def _put_aside(self, answer: Answer, kept: asyncio.Future[WarcRef]) -> _Waiting:
        raw, body = answer.exchange.body, answer.body
        soon = len(self._waiting) < AT_A_TIME and not self._others_wait()
        if self._stash is None or soon or _in_memory(answer) < LONG_ENOUGH:
            return _Waiting(answer, kept)
        place = self._stash.put(raw if body is raw else raw + body)
        if place is not None:
            answer.exchange = dataclasses.replace(answer.exchange, body=b"")
            answer.body = b""
        return _Waiting(answer, kept, place, len(raw))

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            await self._let_others_go_first()
            batch, self._waiting = self._waiting[:AT_A_TIME], self._waiting[AT_A_TIME:]
            try:
                refs, bodies = await loop.run_in_executor(self._thread, self._keep_all, batch)
            except Exception as error:  # noqa: BLE001  (told to each of those that wait)
                for each in batch:
                    if not each.kept.done():
                        each.kept.set_exception(error)
                continue
            for each, ref, body in zip(batch, refs, bodies, strict=True):
                if self._stash is not None and each.aside is not None:
                    each.answer.body = body
                    self._stash.let_go()
                if not each.kept.done():
                    each.kept.set_result(ref)

    async def _let_others_go_first(self) -> None:
        if self._stash is None:
            return  # whoever reads what was kept waits for it
        ends = time.monotonic() + PATIENCE
        while self._others_wait() and self.has_room and time.monotonic() < ends:
            if sum(_in_memory(each.answer) for each in self._waiting) > MOST_BYTES:
                return
            await asyncio.sleep(LOOKS)

    def _keep_all(self, batch: Sequence[_Waiting]) -> tuple[Sequence[WarcRef], Sequence[bytes]]:
        """Where answers stand, and their bodies as meant. Raises StorageError."""
        both = [self._taken_up(each) for each in batch]
        refs = self._recorder.record_all([exchange for exchange, _ in both])
        return refs, [body for _, body in both]

    def _taken_up(self, waiting: _Waiting) -> tuple[Exchange, bytes]:
        answer = waiting.answer
        if self._stash is None or waiting.aside is None:
            return answer.exchange, answer.body
        data = self._stash.read(waiting.aside)
        raw = data[: waiting.received]
        return dataclasses.replace(answer.exchange, body=raw), data[waiting.received :] or raw


def _in_memory(answer: Answer) -> int:
    """Bytes of its body, as received and as meant."""
    raw, body = answer.exchange.body, answer.body
    return len(raw) if body is raw else len(raw) + len(body)


def _retrieved(place: asyncio.Future[WarcRef]) -> None:
    """A failure that nobody waits for any more is nobody's to tell."""
    if not place.cancelled():
        place.exception()
