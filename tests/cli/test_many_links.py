"""``claimcheck fetch`` on a library: many pages are judged in a process beside the one that asks."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimcheck.archive import Archive
from claimcheck.store import Store
from web import LoopbackWeb

HOSTS, PAGES = 30, 300
WORDS = "The harbour of this town has twenty quays, and all of them were in use when we went there. " * 20

pytestmark = pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="needs fork and two cores")


@pytest.fixture
def library(tmp_path: Path, web: LoopbackWeb) -> Path:
    entries = []
    for number in range(PAGES):
        url = f"http://host{number % HOSTS}.test/page{number}"
        entries.append(f"@misc{{k{number},\n  title = {{Harbour {number}}},\n  url = {{{url}}}\n}}\n")
        if number % 10 == 3:
            web.page(url, "<title>Page not found</title><p>Nothing here.</p>")
        elif number % 10 == 7:
            web.page(url, "gone", status=410)
        else:
            web.page(url, f"<title>Harbour {number}</title><h1>Harbour {number}</h1><p>{WORDS}</p>")
    (tmp_path / "references.bib").write_text("\n".join(entries), "utf-8")
    settings = "[network]\nper-host = 4\nper-host-interval = 0.02\nconcurrency = 64\n"
    (tmp_path / "claimcheck.toml").write_text(settings, "utf-8")
    return tmp_path


def start(library: Path, web: LoopbackWeb, **how: Any) -> subprocess.Popen[str]:
    route = ["--connect-to", f"::127.0.0.1:{web.port}", "--allow-private", "--robots", "ignore", "-q"]
    return subprocess.Popen(
        [sys.executable, "-m", "claimcheck", "fetch", *route],
        cwd=library, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how,
    )  # fmt: skip


def statuses(library: Path) -> Counter[str]:
    with Store(library / ".claimcheck" / "state.db") as store:
        return Counter(check.health.status for check in store.checks())


def children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def judges_of(process: subprocess.Popen[str]) -> Iterator[int]:
    ends = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < ends:
        yield from children(process.pid)
        time.sleep(0.005)


def test_many_links_are_judged_as_few_are(library: Path, web: LoopbackWeb) -> None:
    process = start(library, web)
    _, told = process.communicate(timeout=120)

    assert (process.returncode, told) == (0, "")
    assert statuses(library) == {"ok": PAGES * 8 // 10, "soft_404": PAGES // 10, "gone": PAGES // 10}
    with Archive(library / ".claimcheck" / "archive", readonly=True) as archive:
        assert len(archive.list()) == PAGES
        assert archive.verify() == ()


def test_two_processes_judge_and_the_one_that_asks_never_loads_what_reads_pages(
    library: Path, web: LoopbackWeb
) -> None:
    code = """
import sys
from claimcheck.cli import run
from claimcheck.sources import panel
beside, seats = panel.Judges.beside, []
panel.Judges.beside = lambda *given: seats.append(beside(*given)) or seats[-1]
run(sys.argv[1:])
print(len(seats), *sys.modules, file=sys.stderr)
"""
    route = ["--connect-to", f"::127.0.0.1:{web.port}", "--allow-private", "--robots", "ignore", "-q"]
    ended = subprocess.run(
        [sys.executable, "-c", code, "fetch", *route], cwd=library, capture_output=True, text=True, timeout=120
    )

    seats, *modules = ended.stderr.split()
    assert seats == "2"
    assert "claimcheck.sources.health" in modules
    assert not {"lxml.etree", "claimcheck.readers.html"} & set(modules)


def test_a_second_run_asks_nothing(library: Path, web: LoopbackWeb) -> None:
    start(library, web).communicate(timeout=120)
    asked = len(web.requests)
    start(library, web).communicate(timeout=120)

    assert len(web.requests) == asked


def test_where_the_process_that_judges_dies_one_page_is_unread_at_most(library: Path, web: LoopbackWeb) -> None:
    process = start(library, web)
    os.kill(next(judges_of(process)), signal.SIGKILL)
    _, told = process.communicate(timeout=120)

    assert (process.returncode, told) == (0, "")
    found = statuses(library)
    assert found.total() == PAGES
    assert found["soft_404"] >= PAGES // 10 - 1
    assert found["gone"] == PAGES // 10


def test_where_nothing_can_be_kept_any_more_the_run_ends_and_says_so(library: Path, web: LoopbackWeb) -> None:
    process = start(library, web, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000)))
    _, told = process.communicate(timeout=60)

    assert process.returncode == 3
    assert told.startswith("claimcheck: ")
    assert "Traceback" not in told


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_process_that_judges_does_not_outlive_its_run(library: Path, web: LoopbackWeb, number: int) -> None:
    process = start(library, web)
    judges = next(judges_of(process))
    time.sleep(0.5)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)

    assert "Traceback" not in told
    ends = time.monotonic() + 10
    while Path(f"/proc/{judges}/stat").exists() and time.monotonic() < ends:
        time.sleep(0.02)
    assert not Path(f"/proc/{judges}/stat").exists()
