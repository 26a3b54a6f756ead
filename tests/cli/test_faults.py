"""``claimcheck check`` when something gives out on the way: what was done is whole, and the next run goes on."""

from __future__ import annotations

import fcntl
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claimcheck.archive import Archive
from claimcheck.references import read_bibliography
from web import Drip, Hang, LoopbackWeb

pytestmark = pytest.mark.timed

PAGES = 12
PAPER = "# Quays\n\n" + "".join(f"The harbour has {n + 20} quays.[^{n}]\n\n" for n in range(PAGES))
NOTES = "".join(f'[^{n}]: Ada Lund, "Port {n}," 2021, https://port{n}.test/quays.\n' for n in range(PAGES))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text(PAPER + NOTES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def command(workspace: Path, web: LoopbackWeb) -> list[str]:
    """``check`` on the paper; the last port never answers."""
    for number in range(PAGES - 1):
        text = f"The harbour has {number + 20} quays, and all of them were in use when we went there."
        page = f"<title>Port {number}</title><h1>Port {number}</h1><p>By Ada Lund</p><p>{text}</p>"
        web.page(f"https://port{number}.test/quays", page)
    web.page(f"https://port{PAGES - 1}.test/quays", fault=Hang())
    route = ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]
    return [sys.executable, "-m", "claimcheck", "check", "paper.md", "--fail-on", "never", *route]


def start(command: list[str], workspace: Path, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def until(met: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def whole(workspace: Path) -> Iterator[str]:
    """What is not whole in a workspace; nothing, it is hoped."""
    for path in (workspace / "claims").glob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))
    if (workspace / "references.bib").exists():
        yield from (str(problem) for problem in read_bibliography(workspace / "references.bib").problems)
    for path in (workspace / "reports").glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    if (workspace / ".claimcheck" / "archive").exists():
        with Archive(workspace / ".claimcheck" / "archive") as archive:
            yield from (str(damage) for damage in archive.verify())


def kept_report(workspace: Path) -> dict[str, object]:
    """The report without what differs from run to run: times, and where in the archive a snapshot stands."""
    report = json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))
    for reference in report["references"]:
        reference["link"].pop("checked", None)
        reference["link"].pop("elapsed_ms", None)
        if reference["snapshot"]:
            reference["snapshot"] = (reference["snapshot"]["digest"], reference["snapshot"]["text_sha256"])
    return report


def left_over(workspace: Path) -> list[str]:
    return [str(path) for path in workspace.rglob("*") if path.name.endswith((".new", "-wal", "-shm", "-journal"))]


def archived(workspace: Path) -> set[str]:
    folder = workspace / ".claimcheck" / "archive"
    if not folder.exists():
        return set()
    with Archive(folder, readonly=True) as archive:
        return {ref.url for ref in archive.list()}


@pytest.fixture
def answering(workspace: Path, command: list[str], web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """``check`` where every port answers, the last ones slowly."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    for number in range(PAGES):
        text = f"The harbour has {number + 20} quays, and all of them were in use when we went there."
        page = f"<title>Port {number}</title><h1>Port {number}</h1><p>By Ada Lund</p><p>{text}</p>"
        web.page(f"https://port{number}.test/quays", page, fault=Drip(0.08 * number) if number > 6 else None)
    return command


@pytest.fixture
def undisturbed(answering: list[str], tmp_path_factory: pytest.TempPathFactory, web: LoopbackWeb) -> dict[str, object]:
    """The report of a run that nobody ended."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "paper.md").write_text(PAPER + NOTES, encoding="utf-8")
    done = subprocess.run(answering, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    web.requests.clear()
    return kept_report(folder)


def after(web: LoopbackWeb, requests: int, seconds: float) -> Callable[[], bool]:
    """A moment: so many requests were seen, or so many seconds have passed."""
    end = time.monotonic() + seconds
    return lambda: len(web.requests) >= requests or time.monotonic() > end


@pytest.mark.parametrize(
    ("sent", "status", "requests"),
    [
        (signal.SIGINT, 130, (0, 1, 4, 100)),
        (signal.SIGTERM, 130, (6,)),
        (signal.SIGHUP, 130, (8,)),
        (signal.SIGKILL, -signal.SIGKILL, (0, 1, 2, 5, 9, 100)),
    ],
)
def test_ended_at_any_moment_time_and_again_the_job_is_done_in_the_end_as_if_nothing_had_been(
    workspace: Path,
    answering: list[str],
    undisturbed: dict[str, object],
    web: LoopbackWeb,
    sent: signal.Signals,
    status: int,
    requests: tuple[int, ...],
) -> None:
    moments = random.Random(int(sent))
    for k in requests:
        web.requests.clear()
        have = archived(workspace)
        with start(answering, workspace, start_new_session=True) as run:
            until(after(web, k or 1_000, 1.2 if k else 0.3))
            time.sleep(moments.uniform(0.0, 0.15))
            early = not web.requests  # the interpreter may only be starting, and knows no better yet
            if run.poll() is None:
                os.killpg(run.pid, sent)  # as the terminal does: to the whole group
            _, errors = run.communicate(timeout=20)
        assert run.returncode in (status, 0, -sent if early else status), errors
        assert "Traceback" not in errors or early
        if run.returncode == 130:
            assert errors.splitlines()[-1] == "claimcheck: interrupted; what was done is kept"
        assert list(whole(workspace)) == []
        assert not have & {f"https://{request.host}/quays" for request in web.requests}  # kept, and not asked again
        assert have <= archived(workspace)
    web.requests.clear()
    have = archived(workspace)
    done = subprocess.run(answering, cwd=workspace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not have & {f"https://{request.host}/quays" for request in web.requests}
    assert kept_report(workspace) == undisturbed
    assert left_over(workspace) == []
    check = [sys.executable, "-m", "claimcheck", "archive", "verify"]
    assert subprocess.run(check, cwd=workspace, capture_output=True, check=False).returncode == 0
    warcs = [str(path) for path in (workspace / ".claimcheck" / "archive").glob("*.warc.gz")]
    warcio = subprocess.run([sys.executable, "-m", "warcio.cli", "check", *warcs], capture_output=True, check=False)
    assert warcio.returncode == 0, warcio.stdout


def test_a_second_interruption_ends_it_at_once_and_breaks_nothing(
    workspace: Path, command: list[str], web: LoopbackWeb
) -> None:
    with start(command, workspace) as run:
        until(lambda: len(web.requests) >= PAGES)
        for _ in range(5):
            if run.poll() is None:
                run.send_signal(signal.SIGINT)
            time.sleep(0.005)
        _, errors = run.communicate(timeout=10)
    assert run.returncode == 130
    assert set(errors.splitlines()) >= {"claimcheck: interrupted; what was done is kept"}
    assert "Traceback" not in errors
    assert list(whole(workspace)) == []
    done = subprocess.run([*command, "--max-time", "1"], cwd=workspace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert left_over(workspace) == []


def test_what_is_ignored_from_outside_stays_ignored(workspace: Path, command: list[str], web: LoopbackWeb) -> None:
    def nohup() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with start([*command, "--max-time", "1"], workspace, preexec_fn=nohup) as run:
        until(lambda: bool(web.requests))
        run.send_signal(signal.SIGHUP)
        _, errors = run.communicate(timeout=30)
    assert run.returncode == 0, errors


def test_a_file_that_another_run_is_writing_is_left_alone_and_one_of_a_dead_run_is_cleared(workspace: Path) -> None:
    dead = workspace / ".references.bib.abc.new"
    living = workspace / ".references.bib.def.new"
    dead.write_text("half")
    living.write_text("half")
    with living.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        run = subprocess.run(
            [sys.executable, "-m", "claimcheck", "extract", "paper.md"], cwd=workspace, capture_output=True, check=False
        )
    assert run.returncode == 0
    assert not dead.exists()
    assert living.exists()


@pytest.mark.parametrize("size", [0, 300, 1_000, 3_000, 8_000, 20_000, 60_000])
def test_where_files_cannot_grow_it_is_said_in_one_line_and_nothing_is_damaged(
    workspace: Path, command: list[str], size: int
) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with start([*command, "--max-time", "1"], workspace, preexec_fn=limit, env=environment) as run:
        _, errors = run.communicate(timeout=60)
    assert run.returncode == 3
    last = errors.strip().splitlines()[-1]
    assert last.startswith("claimcheck: ")
    assert "paper.md" not in last
    assert any(name in last for name in (".claimcheck", "claims", "references.bib", "reports")), last
    assert "Traceback" not in errors
    assert list(whole(workspace)) == []
    done = subprocess.run([*command, "--max-time", "1"], cwd=workspace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_of_two_runs_at_once_one_works_and_the_other_says_why_not(
    workspace: Path, command: list[str], web: LoopbackWeb
) -> None:
    with start(command, workspace) as first:
        until(lambda: bool(web.requests))
        second = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False)
        assert first.poll() is None  # its last port hangs for 30 s
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=60)
    assert second.returncode == 3
    assert "in use by another run" in second.stderr
    assert list(whole(workspace)) == []
    done = subprocess.run([*command, "--max-time", "1"], cwd=workspace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
