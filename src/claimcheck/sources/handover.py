"""From the event loop that asks to the thread that deals with the answers, so that no request waits for a long PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from claimcheck.model.source import Fetched
from claimcheck.net import Backlog
from claimcheck.sources.pursuit import Pursuit

MOST_UNREAD = 20_000_000
"""Bytes of bodies that wait to be read; past it no further address is asked."""


class Handover:
    """Calls ``take`` for each answer and the works that cite its address, in one thread.

    A context manager: at its end all is dealt with, or it raises.
    """

    def __init__(self, take: Callable[[Fetched, Sequence[Pursuit]], None], backlog: Backlog) -> None:
        self._take = take
        self._backlog = backlog
        self._thread = ThreadPoolExecutor(1, "reader")
        self._error: BaseException | None = None

    def give(self, fetched: Fetched, works: Sequence[Pursuit]) -> None:
        """Hand an answer over. Raises what ``take`` raised for an earlier one."""
        if self._error is not None:
            raise self._error
        self._backlog.take(len(fetched.body))
        self._thread.submit(self._deal_with, fetched, works)

    def _deal_with(self, fetched: Fetched, works: Sequence[Pursuit]) -> None:
        try:
            if self._error is None:
                self._take(fetched, works)
        except BaseException as error:  # noqa: BLE001  (raised where answers come from)
            self._error = error
            self._backlog.give_up()
        finally:
            self._backlog.let_go(len(fetched.body))

    def __enter__(self) -> Handover:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._thread.shutdown(wait=True, cancel_futures=kind is not None)
        if kind is None and self._error is not None:
            raise self._error
