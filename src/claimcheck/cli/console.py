"""What the command line shows: data on standard output, progress and messages on standard error."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from claimcheck.redaction import redact
from claimcheck.report.safe import one_line, visible

_BAR = 24
_LEAST_PAUSE = 0.05
"""Seconds between two redraws of the bar: a terminal needs no more, and thousands of steps cost nothing."""


@dataclass(frozen=True, slots=True)
class Console:
    """How talkative a command is."""

    quiet: bool = False
    verbose: bool = False
    color: bool = True

    def data(self, text: str) -> None:
        """Text for standard output, with a newline at its end."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def line(self, text: str) -> None:
        """One line of data, its control characters made visible."""
        sys.stdout.write(visible(redact(text)).replace("\n", " ").rstrip() + "\n")

    def message(self, text: str) -> None:
        """One line for a person, unless ``-q``."""
        if not self.quiet:
            _write(sys.stderr, one_line(text) + "\n")

    def failure(self, text: str) -> None:
        """One line on what could not be done, also with ``-q``."""
        _write(sys.stderr, f"claimcheck: {one_line(text)}\n")

    def outcome(self, changes: Iterable[str], written: Iterable[Path]) -> None:
        """What changed in the user's files, and what was written, on standard error."""
        for change in changes:
            self.message(change)
        for path in written:
            self.message(f"wrote {path}")

    def colors_data(self) -> bool:
        """Whether data on standard output is colored."""
        return self.colored(sys.stdout)

    def colored(self, stream: TextIO) -> bool:
        """Whether to color what goes to ``stream``: only on a terminal, and never under NO_COLOR."""
        return self.color and not os.environ.get("NO_COLOR") and stream.isatty() and os.environ.get("TERM") != "dumb"

    def progress(self) -> StageProgress:
        return StageProgress(self)


class StageProgress:
    """Progress on standard error: a bar on a terminal, a line for each stage elsewhere, nothing with ``-q``."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = not console.quiet and not console.verbose and sys.stderr.isatty()
        self._name = ""
        self._total: int | None = None
        self._count = 0
        self._drawn = 0.0

    def stage(self, name: str, total: int | None) -> None:
        self._name, self._total, self._count, self._drawn = one_line(name), total, 0, 0.0
        if self._bar:
            self._draw("")
        else:
            count = f" ({total})" if total is not None else ""
            self._console.message(f"{self._name}{count} …")

    def step(self, text: str) -> None:
        self._count += 1
        if self._bar and time.monotonic() - self._drawn >= _LEAST_PAUSE:
            self._draw(text)

    def detail(self, text: str) -> None:
        if self._console.verbose:
            self._console.message(text)

    def done(self) -> None:
        if self._bar:
            _write(sys.stderr, "\r\x1b[K")

    def _draw(self, text: str) -> None:
        self._drawn = time.monotonic()
        if self._total:
            filled = min(_BAR, _BAR * self._count // self._total)
            head = f"{self._name} {'━' * filled}{'─' * (_BAR - filled)} {self._count}/{self._total} "
        else:
            head = f"{self._name} … {self._count or ''} "
        room = max(0, _columns() - len(head) - 1)
        _write(sys.stderr, f"\r\x1b[K{head}{one_line(text)[:room]}")


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 80


def _write(stream: TextIO, text: str) -> None:
    """Messages are not worth the job: where they can't be written they are lost."""
    with contextlib.suppress(OSError):
        stream.write(text)
        stream.flush()
