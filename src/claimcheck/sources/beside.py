"""Judging pages in a process of its own, so that reading them holds up no request: Python runs one thread at a time.

The process is forked before a run opens anything and before it has threads; it ends when its pipe does. A page on which
the parser breaks down costs that page alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.net import Backlog
from claimcheck.sources.judged import Judged, without_texts
from claimcheck.sources.reading import Reading, skim_fetched
from claimcheck.sources.sitting import NOTED_AT_A_TIME, Begun, Shared, judge_all, whole
from claimcheck.sources.spool import Place, Spool

BROKE_DOWN = "the program that reads pages broke down on it"

PIPE_BYTES = 1 << 20
"""What anybody may ask of a pipe on Linux."""
ROOM = PIPE_BYTES * 3 // 4
"""Bytes that are sent ahead: what is around bodies, counted as ``AROUND``, may be more than that."""
AROUND = 2_000
"""Bytes of an answer beside its body, roughly."""
BEHIND = 10
"""By how much the process steps back where there are too few processors: asking goes first, judging can wait."""
COUNTED = 8_000
"""Bytes for which a page that waits counts in the backlog beside a body in memory: no more than 2,500 wait, with some
four kilobytes each."""
AT_A_TIME = 64
"""Pages of which is told in one go, at most."""


@dataclass(frozen=True, slots=True)
class _Task:
    works: tuple[int, ...]
    """The places of the references that cite the page."""
    fetched: Fetched
    """Without its body where that is spooled."""
    place: Place | None
    then: Callable[[Judged], None]


class Judges:
    """Takes pages to be judged, and tells what came of each, in their order.

    No thread of its own: what has been judged is told when the event loop sees that it is there; without one, when the
    next page is handed over. Nothing waits for the process, but for a page that is larger than its pipe.
    """

    after: Callable[[], None] = staticmethod(lambda: None)
    """Called behind the last of the pages that are told of in one go."""
    on_error: Callable[[], None] = staticmethod(lambda: None)
    """Called once ``then`` has failed: nobody is told anything any more."""

    def __init__(
        self,
        pages: Connection,
        answers: Connection,
        process: multiprocessing.process.BaseProcess,
        most: int,
        references: Sequence[Reference],
        backlog: Backlog,
        shared: Shared,
    ) -> None:
        self._backlog = backlog
        self._begun, self._spool = shared.begun, shared.spool
        self._taken_in = 0
        self._pages = pages
        self._answers = answers
        self._process = process
        self._most = most
        self._references = references
        self._to_send: deque[_Task] = deque()
        self._sent: deque[_Task] = deque()
        self._bytes_sent = 0
        """Of pages that are on their way or being judged."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._broken = False
        self._error: BaseException | None = None

    @classmethod
    def beside(cls, most: int, state: Path, references: Sequence[Reference], backlog: Backlog) -> Judges | None:
        """A process beside this one, which knows these references; None where none can be forked safely.

        ``most``: bound of a body in bytes. ``state``: the directory of the store in which judgements are noted.
        ``backlog``: counts the pages that wait, and the bodies for which there is no room in a file.
        """
        if sys.platform != "linux" or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
            return None
        context = multiprocessing.get_context("fork")
        pages, answers = (context.Pipe(duplex=False) for _ in range(2))
        for end in (pages[1], answers[1]):
            with contextlib.suppress(OSError):  # so that a page is there whenever one has been judged
                fcntl.fcntl(end.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        try:
            state.mkdir(parents=True, exist_ok=True)
            shared = Shared(Begun(), Spool(state))
            process = context.Process(
                target=_serve, args=(pages, answers, most, state, references, shared), name="judges", daemon=True
            )
            process.start()
        except OSError:
            return None
        pages[0].close()
        answers[1].close()
        return cls(pages[1], answers[0], process, most, references, backlog, shared)

    def judge(self, works: Sequence[int], fetched: Fetched, body: bytes, then: Callable[[Judged], None]) -> None:
        """Have an answer judged, whose body stands apart; ``then`` gets what came of it.

        ``works``: the places, among the references that the process knows, of those that it is judged for.

        Called from one thread, be it that of an event loop. Raises what ``then`` raised for an earlier page.
        """
        self.check()
        place = self._spool.put(body)
        self._backlog.take(COUNTED + (len(body) if place is None else 0))
        if place is None:
            fetched = replace(fetched, body=body)
        self._to_send.append(_Task(tuple(works), fetched, place, then))
        if self._listen():
            self._pump(tell=False)
        else:
            self._pump()
        self.check()

    @property
    def waiting(self) -> int:
        """Pages that were handed over and of which nothing was told."""
        return len(self._sent) + len(self._to_send)

    def go_on(self) -> bool:
        """Wait until something more is told, where pages wait; whether any still do. Raises what ``then`` raised."""
        if self.waiting and self._error is None:
            self._pump(patiently=True)
        self.check()
        return self.waiting > 0

    def close(self) -> None:
        """Let go of the process, whatever is under way."""
        self._process.kill()
        self._process.join()
        self._pages.close()
        self._answers.close()
        self._spool.close()

    def check(self) -> None:
        """Raise what ``then`` raised, if it did."""
        if self._error is not None:
            raise self._error

    def _listen(self) -> bool:
        """Have the event loop of this thread, if one is running, tell what has been judged. Whether it does."""
        with contextlib.suppress(RuntimeError):
            loop = asyncio.get_running_loop()
            if loop is not self._loop:
                loop.add_reader(self._answers.fileno(), self._pump)
                self._loop = loop
            return True
        return False

    def _pump(self, *, patiently: bool = False, tell: bool = True) -> None:
        """Tell what has been judged, and send what there is room for."""
        if self._error is not None:
            return
        try:
            if not self._broken:
                self._send()
                if tell:
                    self._receive(patiently=patiently)
                    self._send()
            else:
                self._give_up()
        except _GoneError:
            self._give_up()
        except BaseException as error:  # noqa: BLE001  (raised to whoever hands over the next page)
            self._fail(error)

    def _send(self) -> None:
        while self._to_send:
            size = len(self._to_send[0].fetched.body) + AROUND
            if self._sent and self._bytes_sent + size > ROOM:
                return
            task = self._to_send.popleft()
            self._sent.append(task)
            self._bytes_sent += size
            with _piped():
                self._pages.send_bytes(pickle.dumps((task.works, task.fetched, task.place), pickle.HIGHEST_PROTOCOL))

    def _receive(self, *, patiently: bool) -> None:
        for _ in range(AT_A_TIME // NOTED_AT_A_TIME):
            if not self._sent:
                return
            with _piped():
                if not patiently and not self._answers.poll():
                    return
                answers: list[Judged | Exception] = self._answers.recv()
            for answer in answers:
                if isinstance(answer, Exception):
                    raise answer
                self._tell(answer)
            self.after()

    def _tell(self, judged: Judged) -> None:
        task = self._sent.popleft()
        self._taken_in += 1
        self._bytes_sent -= len(task.fetched.body) + AROUND
        if task.place is not None:
            self._spool.let_go()
        self._backlog.let_go(COUNTED + len(task.fetched.body))
        task.then(judged)

    def _give_up(self) -> None:
        """The process is gone: the page that it was reading can't be read, the others are judged here."""
        culprit = None if self._broken else self._died_of()
        self._broken = True
        self._deafen()
        self._sent.extend(self._to_send)
        self._to_send.clear()
        try:
            while self._sent:
                task = self._sent[0]
                lost = task is culprit
                fetched = whole(self._spool, task.fetched, task.place)
                reading = Reading(None, BROKE_DOWN) if lost else skim_fetched(fetched, self._most)
                references = [self._references[work] for work in task.works]
                self._tell(without_texts(references, fetched, reading))
            self.after()
        except BaseException as error:  # noqa: BLE001  (as above)
            self._fail(error)

    def _died_of(self) -> _Task | None:
        """The page that the process had begun with last, if it has not told of it: those before it wait to be noted."""
        last = self._begun.count - self._taken_in - 1
        return self._sent[last] if 0 <= last < len(self._sent) else None

    def _fail(self, error: BaseException) -> None:
        self._error = error
        self._deafen()
        self._process.kill()
        self.on_error()

    def _deafen(self) -> None:
        """Have no event loop look at a pipe whose other end is closed: it would be told of it without end."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._answers.fileno())


def _serve(
    pages: tuple[Connection, Connection],
    answers: tuple[Connection, Connection],
    most: int,
    state: Path,
    references: Sequence[Reference],
    shared: Shared,
) -> None:
    """The process: judge what comes until nothing comes any more."""
    pages[1].close()
    answers[0].close()
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # told to the whole group: the process that asks decides when to end
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(OSError):
        os.nice(BEHIND)
    try:
        judge_all(pages[0], answers[1], most, state, references, shared)
    except (EOFError, OSError):
        pass  # nobody asks any more
    finally:
        os._exit(0)  # nothing of what was forked is this process's to tidy up


class _GoneError(Exception):
    """The process at the other end of the pipes is gone."""


@contextlib.contextmanager
def _piped() -> Iterator[None]:
    """Within this nothing but a pipe can fail."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise _GoneError from error
