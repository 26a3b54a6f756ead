"""Index entries beyond what memory holds, and the index written in pieces."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.archive import Archive, index
from claimcheck.archive.index import Entry, each_listed, lines_of, render
from claimcheck.archive.table import Table
from claimcheck.net.exchange import Validators

UNTIL_IT_IS_FULL = """
import resource, sys
from pathlib import Path
from claimcheck.archive import Archive, catalogue
from claimcheck.archive.table import Table
from claimcheck.errors import StorageError
from claimcheck.net import Exchange

class Small(Table):
    def __init__(self, directory):
        super().__init__(directory, cache=40)

catalogue.Table = Small
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    with Archive(Path(sys.argv[1]), max_file=200_000) as archive:
        for number in range(10_000):
            url = f"http://quays{number}.test/"
            archive.record(Exchange(url, "", "2026-01-02T03:04:05Z", "GET / HTTP/1.1", (), "HTTP/1.1 200 OK", (), b"x"))
            print(url)
except StorageError as error:
    print("told:", error)
"""
"""In a process of its own: the bound can't be raised again. Only the table grows past it."""


def entry(number: int, *, url: str = "", added: str = "") -> Entry:
    return Entry(
        url=url or f"http://port{number % 7}.test/{number}", date=f"2026-01-02T03:04:{number % 60:02}Z", status=200,
        mime="text/html", sha1="sha1:X", sha256=f"sha256:{number}", filename="f.warc.gz", offset=number, length=5,
        id=f"urn:uuid:{number}", validators=Validators("", "Friday") if number % 3 else Validators(), added=added,
        keys=("a", "b") if number % 2 else (),
    )  # fmt: skip


def test_what_memory_does_not_hold_is_found_again(tmp_path: Path) -> None:
    table = Table(tmp_path, cache=20)
    entries = [entry(number) for number in range(3_000)]
    for each in entries:
        table.put(each)
    assert not list(tmp_path.iterdir()), "the file has no name"
    assert list(table) == entries
    assert table.by("id", "urn:uuid:77") == [entries[77]]
    assert table.by("url", entries[2_999].url) == [entries[2_999]]
    assert table.by("url", "http://port1.test/") == []
    table.close()


def test_of_two_entries_with_one_id_the_later_one_stands_at_the_place_of_the_first(tmp_path: Path) -> None:
    table = Table(tmp_path)
    for number in range(3):
        table.put(entry(number, url="http://one.test/"))
    table.put(changed := replace(entry(0, url="http://one.test/"), keys=("new",)))
    assert table.by("url", "http://one.test/") == [changed, *(entry(n, url="http://one.test/") for n in (1, 2))]
    table.close()


def test_what_was_added_for_a_work_says_nothing_of_its_address(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.put(entry(1, added="lund2021"))
    assert (table.by("url", entry(1).url), table.by("added", "lund2021")) == ([], [entry(1, added="lund2021")])
    table.close()


def test_entries_of_an_index_that_breaks_off_are_not_taken_in(tmp_path: Path) -> None:
    table = Table(tmp_path)
    (tmp_path / "index").write_text(f"{entry(1).line()}\nnonsense\n", "utf-8")
    with pytest.raises(ValueError, match="not a line"):
        table.list_all(each_listed(tmp_path / "index"))
    assert not table.lists("f.warc.gz")
    table.close()


@given(st.lists(st.integers(0, 40), max_size=40), st.integers(1, 5))
def test_an_index_in_pieces_is_the_index(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], run: int
) -> None:
    entries = [entry(number) for number in numbers]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "SORTED", run)
        patch.setattr(index, "AT_A_TIME", run)
        folder = tmp_path_factory.getbasetemp()
        assert b"".join(lines_of(entries, folder)) == render(entries).encode()


@pytest.mark.skipif(sys.platform == "win32", reason="no bound on file sizes")
def test_without_room_for_entries_what_was_recorded_is_whole_and_is_found_by_the_next_run(tmp_path: Path) -> None:
    command = [sys.executable, "-c", UNTIL_IT_IS_FULL, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    *recorded, told = done.stdout.splitlines()
    assert told.startswith("told:")
    assert "room" in told
    with Archive(tmp_path) as archive:
        there = {ref.url for ref in archive.list()}
        assert set(recorded) <= there
        assert archive.verify() == ()
