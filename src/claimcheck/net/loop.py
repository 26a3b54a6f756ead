"""Running coroutines to their end, with nothing said of an interruption that has been told already."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def run_to_end(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """``asyncio.run``; an interruption that strikes inside a task is raised once, and not reported by asyncio as well.

    A signal raises KeyboardInterrupt wherever the interpreter is. Inside a task asyncio passes it on and keeps it as
    the task's result too, whose loss it then tells on standard error, with a traceback.
    """
    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(_tell)
        return runner.run(coroutine)


def _tell(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), KeyboardInterrupt):
        loop.default_exception_handler(context)
