"""The loop that requests run in, when a signal strikes."""

from __future__ import annotations

import asyncio
import gc
import logging

import pytest

from claimcheck.net.loop import run_to_end


async def strike(number: int) -> None:
    await asyncio.sleep(0)
    if number == 2:
        raise KeyboardInterrupt  # as the handler of a signal does, wherever the interpreter is
    await asyncio.sleep(30)


async def several() -> None:
    await asyncio.gather(*(asyncio.create_task(strike(number)) for number in range(4)))


def test_an_interruption_inside_a_task_is_raised_and_told_by_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(KeyboardInterrupt):
        run_to_end(several())
    gc.collect()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_what_else_is_lost_in_a_task_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise OSError("lost")

    async def forget() -> None:
        task = asyncio.create_task(fail())
        await asyncio.sleep(0.01)
        del task

    run_to_end(forget())
    gc.collect()
    assert any("never retrieved" in record.message for record in caplog.records)
