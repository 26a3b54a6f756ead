"""Odd machines: full and read-only disks, closed streams, a bare environment, damaged state, two runs at once."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.archive import Archive
from claimcheck.cli import run
from web import Hang, LoopbackWeb

pytestmark = pytest.mark.timed

CHECK = [sys.executable, "-m", "claimcheck", "check", "paper.md", "--fail-on", "never"]
VERIFY = [sys.executable, "-m", "claimcheck", "archive", "verify"]
NOBODY = 65534


def paper(number: int = 0, hosts: int = 3) -> str:
    said = "".join(f"The harbour has {n + 20} quays.[^{n}]\n\n" for n in range(hosts))
    notes = "".join(f'[^{n}]: Ada Lund, "Quays of Port {n}," 2021, https://port{n}.test/quays.\n' for n in range(hosts))
    return f"# Quays {number}\n\n{said}{notes}"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text(paper(), encoding="utf-8")
    return tmp_path


@pytest.fixture
def there(web: LoopbackWeb) -> list[str]:
    for number in range(3):
        filler = "".join(
            f"<p>Berth {n} of port {number} lies {n * 7 % 97} yards from the crane.</p>" for n in range(400)
        )
        text = f"The harbour has {number + 20} quays, and all of them were in use when we went there."
        head = f"<title>Quays of Port {number}</title><h1>Quays of Port {number}</h1><p>By Ada Lund</p>"
        web.page(f"https://port{number}.test/quays", f"{head}<p>{text}</p>{filler}")
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]


def do(command: list[str], folder: Path, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload]


def one_line(done: subprocess.CompletedProcess[str], status: int = 3) -> str:
    """The one line with which a run ended that could not do its job."""
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    errors = [line for line in done.stderr.splitlines() if line.startswith("claimcheck: ")]
    assert len(errors) == 1
    assert "unexpected" not in errors[0]
    assert "; " in errors[0], "what to do about it"
    return errors[0]


def statuses(folder: Path) -> set[str]:
    found = json.loads((folder / "reports" / "paper.json").read_text(encoding="utf-8"))
    return {reference["link"]["status"] for reference in found["references"]}


@contextlib.contextmanager
def small_disk(folder: Path, size: str, *options: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", ",".join((f"size={size}", *options)), "tmpfs", str(folder)]
    if os.geteuid() != 0 or shutil.which("mount") is None or do(mount, folder.parent).returncode != 0:
        pytest.skip("a small disk can't be mounted here (needs root and CAP_SYS_ADMIN)")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("size", [8, 60, 160])
def test_on_a_full_disk_what_was_done_is_kept_and_with_room_the_job_is_done(
    tmp_path: Path, there: list[str], web: LoopbackWeb, size: int
) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, f"{size}k"):
        (disk / "paper.md").write_text(paper(), encoding="utf-8")
        line = one_line(do([*CHECK, *there], disk))
        assert "the disk is full" in line or "can't be read or written" in line or "No space left" in line
        assert "room" in line
        have = set()
        if (disk / ".claimcheck" / "archive").exists():
            with Archive(disk / ".claimcheck" / "archive", readonly=True) as archive:
                have = {ref.url for ref in archive.list()}
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        web.requests.clear()
        done = do([*CHECK, *there], disk)
        assert done.returncode == 0, done.stderr
        assert not have & {f"https://{seen.host}/quays" for seen in web.requests}
        assert statuses(disk) == {"ok"}
        assert do(VERIFY, disk).returncode == 0
        assert not list(disk.rglob("*.new"))


def test_a_disk_that_can_only_be_read_is_told_in_one_line(tmp_path: Path, there: list[str]) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "10m"):
        (disk / "paper.md").write_text(paper(), encoding="utf-8")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for more in ([], ["--frozen"], ["--offline", "--frozen"]):
            assert "can't be written" in one_line(do([*CHECK, *more, *there], disk))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A workspace that another user can reach; pytest closes its own folders to others."""
    with tempfile.TemporaryDirectory(prefix="claimcheck-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "paper.md").write_text(paper(), encoding="utf-8")
        yield folder


@pytest.mark.parametrize(
    ("closed", "frozen"),
    [("", False), (".claimcheck", True), ("reports", True), ("claims", False), ("claims", True)],
)
def test_a_folder_that_may_not_be_written_is_told_in_one_line(
    open_folder: Path, there: list[str], closed: str, frozen: bool
) -> None:
    workspace = open_folder
    as_somebody = [shutil.which("setpriv") or "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    root = os.geteuid() == 0
    if root:
        shutil.copy(there[3], workspace / "ca.pem")
        there = [*there[:3], "ca.pem", *there[4:]]
        if do([*as_somebody, *VERIFY], workspace).returncode != 0:
            pytest.skip("no other user can be had who may read the program")
        for folder in (workspace, workspace / "claims", workspace / "reports", workspace / ".claimcheck"):
            folder.mkdir(exist_ok=True)
            os.chown(folder, NOBODY, NOBODY)
    target = workspace / closed
    target.mkdir(exist_ok=True)
    target.chmod(0o555)
    try:
        done = do([*(as_somebody if root else []), *CHECK, *(["--frozen"] if frozen else []), *there], workspace)
    finally:
        target.chmod(0o755)
    if frozen and closed == "claims":  # reports and state are all that it writes
        assert done.returncode == 0, done.stderr
    else:
        assert "can't be written" in one_line(done)


def test_of_two_papers_at_once_in_one_workspace_the_second_is_told_and_both_are_done_in_the_end(
    workspace: Path, there: list[str], web: LoopbackWeb
) -> None:
    (workspace / "other.md").write_text(paper(1), encoding="utf-8")
    web.page("https://port2.test/quays", fault=Hang())
    other = [*CHECK[:4], "other.md", *CHECK[5:], *there]
    with subprocess.Popen([*CHECK, *there], cwd=workspace, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as first:
        end = time.monotonic() + 20
        while len(web.requests) < 3 and time.monotonic() < end:
            time.sleep(0.02)
        assert "in use by another run" in one_line(do(other, workspace))
        assert do(VERIFY, workspace).returncode == 0  # readers need not wait
        assert "in use by another run" in one_line(do([*CHECK[:3], "fetch", *there], workspace))
        first.terminate()
        first.communicate(timeout=60)
    assert first.returncode == 130
    web.page("https://port2.test/quays", "<title>Port 2</title><p>The harbour has 22 quays.</p>" * 20)
    for command in (other, [*CHECK, *there]):
        assert do(command, workspace).returncode == 0
    assert do(VERIFY, workspace).returncode == 0
    assert web.asked("https://port0.test/quays") == 1
    assert (workspace / "references.bib").read_text().count("@") == 3


def damage(state: Path, how: str) -> None:
    data = state.read_bytes()
    if how == "zero bytes":
        state.write_bytes(b"")
    elif how == "truncated":
        state.write_bytes(data[: len(data) // 2 - 100])
    elif how == "garbage":
        state.write_bytes(bytes(range(256)) * 40)
    elif how == "wrong magic":
        state.write_bytes(b"SQLite format 4\0" + data[16:])
    elif how == "a bad page":
        state.write_bytes(data[:4096] + b"\xff" * 4096 * 5 + data[6 * 4096 :])
    elif how == "a folder":
        state.unlink()
        state.mkdir()
    elif how == "another program's":
        state.unlink()
        with contextlib.closing(sqlite3.connect(state)) as db:
            db.execute("CREATE TABLE notes (text TEXT)")
            db.commit()
    elif how == "another program's, marked":
        state.unlink()
        with contextlib.closing(sqlite3.connect(state)) as db:
            db.execute("PRAGMA application_id = 1234")
            db.commit()
    elif how == "newer":
        with contextlib.closing(sqlite3.connect(state)) as db:
            db.execute("PRAGMA user_version = 99")
            db.commit()


@pytest.fixture
def checked(workspace: Path, there: list[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace)
    assert run(["check", "paper.md", "-q", *there]) == 0
    return workspace


@pytest.mark.parametrize(
    ("how", "word"),
    [
        ("truncated", "damaged"), ("garbage", "damaged"), ("wrong magic", "damaged"), ("a bad page", "damaged"),
        ("a folder", "unable to open"), ("another program's", "another program"),
        ("another program's, marked", "another program"), ("newer", "newer claimcheck"),
    ],
)  # fmt: skip
def test_a_state_that_cannot_be_used_is_told_in_one_line_and_left_as_it_is(
    checked: Path, there: list[str], capsys: pytest.CaptureFixture[str], how: str, word: str, web: LoopbackWeb
) -> None:
    state = checked / ".claimcheck" / "state.db"
    damage(state, how)
    before = state.read_bytes() if state.is_file() else b""
    capsys.readouterr()
    assert run(["check", "paper.md", "-q", *there]) == 3
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 1
    assert ".claimcheck/state.db" in errors[0]
    assert word in errors[0]
    assert (state.read_bytes() if state.is_file() else b"") == before
    # Moved away, as the line says: what the archive has is not asked for again.
    state.rename(checked / "away")
    web.requests.clear()
    assert run(["check", "paper.md", "-q", *there]) == 0
    assert statuses(checked) == {"ok"}
    assert web.requests == []


@pytest.mark.parametrize("left", ["-wal", "-shm", "zero bytes"])
def test_an_empty_state_and_what_sqlite_left_beside_it_are_no_trouble(
    checked: Path, there: list[str], left: str, web: LoopbackWeb
) -> None:
    state = checked / ".claimcheck" / "state.db"
    if left == "zero bytes":
        damage(state, left)
    else:
        state.with_name(f"state.db{left}").write_bytes(os.urandom(5000))
    web.requests.clear()
    assert run(["check", "paper.md", "-q", *there]) == 0
    assert statuses(checked) == {"ok"}
    assert web.requests == []


@pytest.mark.parametrize("name", ["index.cdxj", "manifest.json"])
@pytest.mark.parametrize("content", [None, b"", b"nonsense\n", b"\xff\xfe\x00"])
def test_an_index_that_is_lost_or_damaged_is_made_anew(
    checked: Path, there: list[str], name: str, content: bytes | None, web: LoopbackWeb
) -> None:
    path = checked / ".claimcheck" / "archive" / name
    before = path.read_bytes()
    path.unlink() if content is None else path.write_bytes(content)
    web.requests.clear()
    assert run(["check", "paper.md", "-q", *there]) == 0
    assert path.read_bytes() == before
    assert web.requests == []
    assert run(["archive", "verify"]) == 0


def test_of_a_truncated_archive_the_records_before_are_kept_what_is_lost_is_told_and_asked_anew(
    checked: Path, there: list[str], capsys: pytest.CaptureFixture[str], web: LoopbackWeb
) -> None:
    warc = next((checked / ".claimcheck" / "archive").glob("*.warc.gz"))
    with Archive(warc.parent, readonly=True) as archive:
        last = max(archive.list(), key=lambda ref: ref.offset)
    with warc.open("r+b") as file:
        file.truncate(last.offset + 50)
    web.requests.clear()
    capsys.readouterr()
    assert run(["check", "paper.md", *there]) == 0
    assert f"{warc.name}: the record at {last.offset} ends too early; 50 bytes cut off" in capsys.readouterr().err
    assert [f"https://{seen.host}{seen.target}" for seen in web.requests] == [last.url]
    assert statuses(checked) == {"ok"}
    assert run(["archive", "verify"]) == 0


def test_a_text_that_was_tampered_with_is_put_right(checked: Path, there: list[str]) -> None:
    texts = sorted((checked / ".claimcheck" / "text").glob("*.txt"))
    before = [path.read_bytes() for path in texts]
    assert before
    for path in texts:
        path.write_bytes(b"The harbour has 99 quays.")
    assert run(["check", "paper.md", "-q", *there]) == 0
    assert [path.read_bytes() for path in texts] == before


def test_a_check_from_the_future_does_not_count_as_fresh(checked: Path, there: list[str], web: LoopbackWeb) -> None:
    with contextlib.closing(sqlite3.connect(checked / ".claimcheck" / "state.db")) as db:
        db.execute("UPDATE checks SET checked = '2126' || substr(checked, 5)")
        db.commit()
    web.requests.clear()
    assert run(["check", "paper.md", "-q", *there]) == 0
    assert {seen.host for seen in web.requests} == {"port0.test", "port1.test", "port2.test"}


@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full", "| true", "2>&1 | true"])
def test_streams_that_are_closed_or_full_break_nothing(checked: Path, closing: str) -> None:
    shutil.rmtree(checked / "reports")
    command = f"{sys.executable} -m claimcheck check paper.md --offline --fail-on never {closing}"
    done = subprocess.run(["sh", "-c", command], cwd=checked, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "unexpected" not in done.stderr
    assert statuses(checked) == {"ok"}
    assert do(VERIFY, checked).returncode == 0
    with contextlib.closing(sqlite3.connect(checked / ".claimcheck" / "state.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_data_that_finds_no_room_is_told(checked: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [*CHECK, "--offline"]
        done = subprocess.run(command, cwd=checked, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert "No space left" in one_line(subprocess.CompletedProcess(command, done.returncode, "", done.stderr))


@pytest.mark.parametrize(
    "odd",
    [
        {"HOME": None}, {"LC_ALL": "C", "LANG": None}, {"TZ": "Nowhere/At_All"}, {"TZ": "\x01;"},
        {"SOURCE_DATE_EPOCH": "garbage"}, {"SOURCE_DATE_EPOCH": "9" * 40}, {"SOURCE_DATE_EPOCH": "-1"},
        {"TMPDIR": "/does/not/exist"}, {"PATH": ""}, {"COLUMNS": "x", "TERM": "nonsense"},
    ],
    ids=repr,
)  # fmt: skip
def test_an_odd_environment_is_no_trouble(checked: Path, odd: dict[str, str | None]) -> None:
    environment = {name: value for name, value in {**os.environ, **odd}.items() if value is not None}
    done = do([*CHECK, "--offline"], checked, env=environment)
    assert (done.returncode, "claimcheck:" in done.stderr) == (0, False), done.stderr
    assert statuses(checked) == {"ok"}


@pytest.mark.parametrize("files", [10, 32])
def test_with_few_open_files_it_works_or_says_so(workspace: Path, there: list[str], files: int) -> None:
    command = f"ulimit -n {files}; exec {sys.executable} -m claimcheck check paper.md {' '.join(there)}"
    done = do(["sh", "-c", command], workspace)
    assert "Traceback" not in done.stderr
    if done.returncode == 3:
        assert "ulimit -n" in one_line(done)
    else:
        assert done.returncode == 0
        assert statuses(workspace) == {"ok"}
