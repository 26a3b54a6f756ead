"""A host and the manners towards it: how many requests at a time, how often, and when it asked to be left alone."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from claimcheck.net.message import Transport

SILENT_AFTER = 6
"""Requests without any answer after which a host that never answered is left alone for the run."""


class Host:
    """Owns rate, concurrency and back-off of one host, and the connections to it."""

    def __init__(self, transport: Transport, *, per_host: int, interval: float, proxied: bool = False) -> None:
        self.transport = transport
        self.proxied = proxied
        """Whether it is asked through a proxy."""
        self.tunnelled = False
        """Whether the proxy has opened a tunnel to it before."""
        self.users = 0
        """Requests that wait for this host or are under way there."""
        self._slots = asyncio.Semaphore(per_host)
        self._interval = interval
        self._free_at = 0.0
        self._answered = False
        self._unanswered = 0

    @property
    def silent(self) -> bool:
        """Whether it is no use to ask this host any more: a hundred links to it would hang a hundred times."""
        return not self._answered and self._unanswered >= SILENT_AFTER

    def note(self, answered: bool) -> None:
        """Learn whether a request had an answer, be it a refusal."""
        self._answered = self._answered or answered
        self._unanswered += not answered

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until one more request may go to this host."""
        async with self._slots:
            while (delay := self._free_at - time.monotonic()) > 0:
                await asyncio.sleep(delay)
            self._free_at = time.monotonic() + self._interval
            yield

    def back_off(self, seconds: float) -> None:
        """Let no request start within the next ``seconds``: the host asked for it."""
        self._free_at = max(self._free_at, time.monotonic() + seconds)
