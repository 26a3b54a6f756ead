"""Interruptions: the first one ends the job in order, the second one at once; no state is broken by either."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

INTERRUPTED = 130
MESSAGE = "interrupted; what was done is kept"
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C, a scheduler's end, a closed terminal (on Windows Ctrl-Break): all mean the same."""

_AGAIN = 0.01
"""Seconds after which an interruption that was dropped is sent again."""


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Within this, the first interruption raises KeyboardInterrupt, and the second ends the process.

    Whoever presses Ctrl-C twice will not wait for what is being closed, and need not: all that was done is on the disk
    as it would be after a crash. What is ignored from outside (nohup) stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    count, last = 0, signal.SIGINT.value

    def interrupt(number: int, _frame: FrameType | None) -> None:
        nonlocal count, last
        count, last = count + 1, number
        if count > 1:
            leave()
        raise KeyboardInterrupt

    def lost(unraisable: sys.UnraisableHookArgs) -> None:
        """An interruption that struck in a destructor or a callback, where Python drops it: it is sent again."""
        nonlocal count
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            told(unraisable)
            return
        count -= 1
        again = threading.Timer(_AGAIN, _thread.interrupt_main, [last])
        again.daemon = True
        again.start()

    told, sys.unraisablehook = sys.unraisablehook, lost
    for number, handler in before.items():
        if handler not in (signal.SIG_IGN, None):
            signal.signal(number, interrupt)
    try:
        yield
    finally:
        sys.unraisablehook = told
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)


def leave() -> None:
    """Say it, and end without closing anything."""
    with contextlib.suppress(OSError, AttributeError):
        os.write(sys.stderr.fileno(), f"claimcheck: {MESSAGE}\n".encode())
    os._exit(INTERRUPTED)


def ignore() -> None:
    """The job is over and the process about to end: no interruption may spoil its status."""
    if threading.current_thread() is threading.main_thread():
        for name in _NAMES:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.SIG_IGN)
    # An interruption that struck inside the exec() of a string, as dataclasses do it while a module is loaded, is kept
    # by CPython as the cause of the process's end, whatever became of it; the next such exec() forgets it.
    exec("")  # noqa: S102
