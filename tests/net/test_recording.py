"""Answers on their way to the archive: requests go first, and nothing that came is lost."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.archive import Archive
from claimcheck.model.source import WarcRef
from claimcheck.net.client import Answer
from claimcheck.net.exchange import Exchange, utc_now
from claimcheck.net.recording import MOST_WAITING, PATIENCE, Recording
from claimcheck.sources.spool import Spool

PAGE = b"<p>A thousand terns came to the quay.</p>" * 200


def answer(number: int, body: bytes = PAGE, *, packed: bool = False) -> Answer:
    coding = (("Content-Encoding", "gzip"),) if packed else ()
    exchange = Exchange(
        url=f"http://quay.test/{number}",
        ip="127.0.0.1",
        started=utc_now(),
        request_line=f"GET /{number} HTTP/1.1",
        request_headers=(("Host", "quay.test"),),
        status_line="HTTP/1.1 200 OK",
        response_headers=(("Content-Type", "text/html"), *coding),
        body=gzip.compress(body) if packed else body,
    )
    return Answer(exchange, exchange.body if not packed else body)


class Crowd:
    """Whether requests wait to be sent."""

    waits = True

    def __call__(self) -> bool:
        return self.waits


async def several(recording: Recording, answers: list[Answer]) -> list[WarcRef]:
    found = await asyncio.gather(*(recording.record([each]) for each in answers))
    return [ref for refs in found for ref in refs]


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    spool = Spool(tmp_path)
    yield spool
    spool.close()


def test_keeping_waits_while_requests_do_and_bodies_wait_aside(tmp_path: Path, spool: Spool) -> None:
    crowd, started = Crowd(), time.monotonic()
    answers = [answer(0), answer(1, packed=True), answer(2, b"short")]

    async def run(recording: Recording) -> list[WarcRef]:
        kept = asyncio.create_task(several(recording, answers))
        await asyncio.sleep(0.2)
        assert not kept.done()
        assert [len(each.body) for each in answers] == [0, 0, len(b"short")]
        assert archive.list() == ()
        crowd.waits = False
        return await kept

    with Archive(tmp_path / "archive") as archive, Recording(archive, crowd, spool) as recording:
        refs = asyncio.run(run(recording))
        assert [archive.read(ref) for ref in refs] == [PAGE, PAGE, b"short"]
    assert [each.body for each in answers] == [PAGE, PAGE, b"short"]
    assert time.monotonic() - started < 5


def test_keeping_does_not_wait_for_ever(tmp_path: Path, spool: Spool) -> None:
    with Archive(tmp_path / "archive") as archive, Recording(archive, Crowd(), spool) as recording:
        (ref,) = asyncio.run(several(recording, [answer(0)]))
        assert archive.read(ref) == PAGE


def test_no_more_than_so_many_wait(tmp_path: Path, spool: Spool) -> None:
    answers = [answer(number, b"x" * 2_500) for number in range(MOST_WAITING + 100)]

    async def run(recording: Recording) -> None:
        kept = asyncio.create_task(several(recording, answers))
        await asyncio.sleep(0.5)  # half of the time for which keeping waits for others
        assert recording.has_room
        assert archive.list()
        await kept

    with Archive(tmp_path / "archive") as archive, Recording(archive, Crowd(), spool) as recording:
        asyncio.run(run(recording))
        assert len(archive.list()) == len(answers)


def test_what_waits_when_a_run_is_interrupted_is_kept(tmp_path: Path, spool: Spool) -> None:
    answers = [answer(number) for number in range(5)]

    async def run(recording: Recording) -> None:
        kept = asyncio.create_task(several(recording, answers))
        await asyncio.sleep(0.1)
        kept.cancel()

    with Archive(tmp_path / "archive") as archive:
        with Recording(archive, Crowd(), spool) as recording:
            asyncio.run(run(recording))
            assert archive.list() == ()
        assert [archive.read(ref) for ref in archive.list()] == [PAGE] * 5


def test_where_nothing_can_be_put_aside_what_came_is_kept_at_once(tmp_path: Path) -> None:
    started = time.monotonic()
    with Archive(tmp_path / "archive") as archive, Recording(archive, Crowd()) as recording:
        (ref,) = asyncio.run(several(recording, [answer(0)]))
        assert archive.read(ref) == PAGE
    assert time.monotonic() - started < PATIENCE
