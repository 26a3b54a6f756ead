"""Interruptions that strike where Python would drop them."""

from __future__ import annotations

import os
import signal
import time

import pytest

from claimcheck.cli.signals import interruptible


class StruckWhileDropped:
    """An object whose destructor runs while a signal comes in: what is raised there goes nowhere."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.01)


def drop_one_and_wait() -> None:
    struck = StruckWhileDropped()
    del struck
    time.sleep(5)


def test_an_interruption_that_strikes_in_a_destructor_is_not_lost(capsys: pytest.CaptureFixture[str]) -> None:
    with interruptible(), pytest.raises(KeyboardInterrupt):
        drop_one_and_wait()
    assert "Traceback" not in capsys.readouterr().err
