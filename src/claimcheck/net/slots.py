"""How many requests a run has under way at a time, and who of those that wait is next."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator


class Slots:
    """So many at a time. Who goes on with what was begun (a redirect, another attempt) comes before who begins:
    the longest of chains decides when a run ends."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: tuple[deque[asyncio.Future[None]], deque[asyncio.Future[None]]] = (deque(), deque())

    @contextlib.asynccontextmanager
    async def one(self, *, goes_on: bool) -> AsyncIterator[None]:
        """Hold a slot; wait for it if need be."""
        await self._take(self._waiting[0 if goes_on else 1])
        try:
            yield
        finally:
            self._give_back()

    @property
    def crowded(self) -> bool:
        """Whether anybody waits for a slot."""
        return any(self._waiting)

    async def _take(self, queue: deque[asyncio.Future[None]]) -> None:
        if self._free > 0:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back()  # it had been given one
            raise

    def _give_back(self) -> None:
        """Hand the slot to who waits longest, those that go on first."""
        for queue in self._waiting:
            while queue:
                turn = queue.popleft()
                if not turn.done():
                    turn.set_result(None)
                    return
        self._free += 1
