"""Pages judged in a process beside this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.sources.beside import BROKE_DOWN

pytestmark = pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="needs fork and two cores")

ON_ITS_OWN = """
import json, os, signal, sys, time
from dataclasses import replace
from pathlib import Path
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.net import Backlog
from claimcheck.sources import beside, sitting

WORDS = "The harbour of this town has twenty quays, and all of them were in use when we went there. " * 20
real = sitting.judge_page

def page(number, fatal):
    url = f"http://harbour.test/{number}"
    body = f"<title>Harbour {number}</title><p>{'deadly' if fatal else ''} {WORDS}</p>".encode()
    return Fetched(url, url, 200, (("content-type", "text/html"),), body, fetched="2026-11-29T00:00:00.000000Z")

def deadly(references, fetched, most):
    if b"deadly" in fetched.body:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.2)  # so that all pages are there, and noted in one go
    return real(references, fetched, most)

sitting.judge_page = deadly
references = [Reference(key=f"k{n}", title=f"Harbour {n}", url=f"http://harbour.test/{n}") for n in range(6)]
judges = beside.Judges.beside(25_000_000, Path(sys.argv[1]), references, Backlog(20_000_000))
told = {}
for n, reference in enumerate(references):
    answer = page(n, n == 3)
    then = lambda judged, n=n: told.__setitem__(n, judged.judgements[0])
    judges.judge([references.index(reference)], replace(answer, body=b""), answer.body, then)
while judges.go_on():
    pass
judges.close()
print(json.dumps([[told[n].health.status, told[n].detail] for n in range(6)]))
"""
"""In a process without the threads that other tests have: none is forked where there are any."""


def test_the_page_that_the_process_dies_of_is_lost_and_those_of_its_batch_are_judged(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ON_ITS_OWN, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [status for n, (status, _) in enumerate(told) if n != 3] == ["ok"] * 5
    assert BROKE_DOWN in told[3][1]
