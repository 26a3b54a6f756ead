"""Pages judged in a process beside this one."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.sources import beside
from claimcheck.sources.beside import BROKE_DOWN, Judged, Judges

pytestmark = pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="needs fork and two cores")

WORDS = "The harbour of this town has twenty quays, and all of them were in use when we went there. " * 20


def page(number: int, fatal: bool = False) -> Fetched:
    url = f"http://harbour.test/{number}"
    body = f"<title>Harbour {number}</title><p>{'deadly' if fatal else ''} {WORDS}</p>".encode()
    return Fetched(url, url, 200, (("content-type", "text/html"),), body, fetched="2026-11-29T00:00:00.000000Z")


def test_the_page_that_the_process_dies_of_is_lost_and_those_of_its_batch_are_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = beside.judge_page

    def deadly(references: list[Reference], fetched: Fetched, most: int) -> Judged:
        if b"deadly" in fetched.body:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.2)  # so that all pages are there, and noted in one go
        return real(references, fetched, most)

    monkeypatch.setattr(beside, "judge_page", deadly)
    references = [Reference(key=f"k{n}", title=f"Harbour {n}", url=f"http://harbour.test/{n}") for n in range(6)]
    judges = Judges.beside(25_000_000, tmp_path, references)
    assert judges is not None
    told: dict[int, Judged] = {}
    try:
        for n, reference in enumerate(references):
            judges.judge([reference], page(n, fatal=n == 3), lambda judged, n=n: told.__setitem__(n, judged))
        judges.wait()
    finally:
        judges.close()
    assert {n: judged.judgements[0].health.status for n, judged in told.items() if n != 3} == dict.fromkeys(
        (0, 1, 2, 4, 5), "ok"
    )
    assert BROKE_DOWN in told[3].judgements[0].detail
