"""Running coroutines to their end, with nothing said of an interruption that has been told already."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

Result = TypeVar("Result")


def run_to_end(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """``asyncio.run``; an interruption that strikes inside a task is raised once, and not reported by asyncio as well.

    A signal raises KeyboardInterrupt wherever the interpreter is. Inside a task asyncio passes it on and keeps it as
    the task's result too, whose loss it then tells on standard error, with a traceback. Raises OSError where too few
    files may be opened.
    """
    _need_files()
    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(_tell)
        return runner.run(coroutine)


def _need_files() -> None:
    """Raise OSError where fewer files may be opened than a loop needs: one that is half made tells of it, too."""
    opened: list[int] = []
    try:
        opened.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(_FILES))
    finally:
        for each in opened:
            os.close(each)


_FILES: Final = 3
"""What waits for sockets, and the pair by which other threads wake it."""


def _tell(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), KeyboardInterrupt):
        loop.default_exception_handler(context)
