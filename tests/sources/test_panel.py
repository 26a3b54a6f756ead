"""Pages judged by several processes beside this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck.store import open_state

pytestmark = pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="needs fork and two cores")

ON_ITS_OWN = """
import json, os, sys
from dataclasses import replace
from pathlib import Path
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.net import Backlog
from claimcheck.sources.panel import Panel

WORDS = "The harbour of this town has twenty quays, and all of them were in use when we went there. " * 20
PAGES = 300

def page(number):
    url = f"http://harbour.test/{number}"
    body = f"<title>Harbour {number}</title><p>{WORDS}</p>".encode()
    return Fetched(url, url, 200, (("content-type", "text/html"),), body, fetched="2026-11-29T00:00:00.000000Z")

def hand_over(then):
    for n in range(PAGES):
        answer = page(n)
        panel.judge([n], replace(answer, body=b""), answer.body, lambda judged, n=n: then(n, judged))
    panel.wait()

references = [Reference(key=f"k{n}", title=f"Harbour {n}", url=f"http://harbour.test/{n}") for n in range(PAGES)]
panel = Panel.beside(25_000_000, Path(sys.argv[1]), references, Backlog(20_000_000))
"""
"""In a process without the threads that other tests have: none is forked where there are any."""

ALL_TOLD = """
told = {}
hand_over(lambda n, judged: told.__setitem__(n, judged.judgements[0].health.status))
children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
panel.close()
print(json.dumps([len(children), [told[n] for n in range(PAGES)]]))
"""

ONE_FAILS = """
given_up = []
panel.listen(lambda: None, lambda: given_up.append(True))

def fail(n, judged):
    raise RuntimeError("no room for it")

try:
    hand_over(fail)
except RuntimeError as error:
    print(json.dumps([str(error), len(given_up)]))
panel.close()
"""


def run(code: str, state: Path) -> Any:
    command = [sys.executable, "-c", ON_ITS_OWN + code, str(state)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_page_is_told_and_noted_once_whichever_process_judged_it(tmp_path: Path) -> None:
    assert run(ALL_TOLD, tmp_path) == [2, ["ok"] * 300]
    with open_state(tmp_path) as store:
        assert sorted(check.url for check in store.checks()) == sorted(f"http://harbour.test/{n}" for n in range(300))


def test_what_fails_with_the_pages_of_one_process_ends_the_whole(tmp_path: Path) -> None:
    error, given_up = run(ONE_FAILS, tmp_path)
    assert error == "no room for it"
    assert given_up >= 1
