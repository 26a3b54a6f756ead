"""How much was handed over and not yet dealt with: whoever hands over waits where it is too much."""

from __future__ import annotations

import asyncio
import sys
import threading


class Backlog:
    """Bytes on their way from the event loop to the threads that deal with them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._guard = threading.Lock()
        self._waiting: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None

    def take(self, size: int) -> None:
        """Count what is handed over. Never waits: what is there has to go somewhere."""
        with self._guard:
            self._held += size

    def let_go(self, size: int) -> None:
        """Count off what has been dealt with; called from any thread."""
        with self._guard:
            self._held -= size
            waiting = self._waiting if self._held <= self._most else None
            if waiting is not None:
                self._waiting = None
        if waiting is not None:
            loop, event = waiting
            loop.call_soon_threadsafe(event.set)

    def give_up(self) -> None:
        """Let nobody wait any more: nothing is dealt with from here on."""
        with self._guard:
            self._most = sys.maxsize
        self.let_go(0)

    async def room(self) -> None:
        """Wait until there is room for more. For one task at a time."""
        with self._guard:
            if self._held <= self._most:
                return
            event = asyncio.Event()
            self._waiting = (asyncio.get_running_loop(), event)
        await event.wait()
