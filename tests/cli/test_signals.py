"""Interruptions that strike where Python would drop them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

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


def test_an_interruption_while_a_class_is_made_does_not_outlive_the_job(tmp_path: Path) -> None:
    """CPython keeps an interruption inside exec() as the cause of the process's end: dataclasses are made so."""
    (tmp_path / "job.py").write_text(
        "import sys\n"
        "from claimcheck.cli.signals import ignore\n"
        "try:\n"
        "    exec('raise KeyboardInterrupt')\n"
        "except KeyboardInterrupt:\n"
        "    ignore()\n"
        "sys.exit(130)\n",
        "utf-8",
    )
    assert subprocess.run([sys.executable, "-m", "job"], cwd=tmp_path, check=False).returncode == 130
