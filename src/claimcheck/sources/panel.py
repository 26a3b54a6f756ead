"""Several processes that judge pages, as if they were one: each page goes to the one with the fewest before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.net import Backlog
from claimcheck.sources.beside import Judges
from claimcheck.sources.judged import Judged

SEATS = 2
"""Processes: a page takes twice as long to judge as to ask for and to keep."""


class Panel:
    """See Judges. What came of pages is told in the order of each process."""

    def __init__(self, judges: Sequence[Judges]) -> None:
        """``judges``: one at least."""
        self._judges = judges

    @classmethod
    def beside(cls, most: int, state: Path, references: Sequence[Reference], backlog: Backlog) -> Panel | None:
        """As many processes as there are seats, or can be forked; None where none can. See Judges."""
        found = (Judges.beside(most, state, references, backlog) for _ in range(SEATS))
        judges = [each for each in found if each is not None]
        return cls(judges) if judges else None

    def listen(self, after: Callable[[], None], failed: Callable[[], None]) -> None:
        """Have ``after`` called behind the last of the pages that are told of in one go, ``failed`` once what is told
        of a page has failed: nobody is told anything any more."""
        for each in self._judges:
            each.after, each.on_error = after, failed

    def judge(self, works: Sequence[int], fetched: Fetched, body: bytes, then: Callable[[Judged], None]) -> None:
        """Have an answer judged; see Judges."""
        for each in self._judges:
            each.check()
        min(self._judges, key=lambda each: each.waiting).judge(works, fetched, body, then)

    def wait(self) -> None:
        """Wait until all is judged that was handed over. Raises what a ``then`` raised."""
        while sum(each.go_on() for each in self._judges):
            pass

    def close(self) -> None:
        """Let go of the processes, whatever is under way."""
        for each in self._judges:
            each.close()
