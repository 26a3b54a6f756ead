"""``claimcheck archive verify`` and ``show --at``: what is damaged and whom it touches; what was there at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.archive import Archive, Copy
from claimcheck.cli import run
from claimcheck.model.source import WarcRef
from claimcheck.net import Exchange

BIB = "".join(f"@misc{{work{n},\n  title = {{Late}},\n  url = {{https://port.test/{n}}},\n}}\n" for n in range(4))


def exchange(url: str, body: str, date: str, status: str = "200 OK", **fields: str) -> Exchange:
    head = (("Content-Type", "text/html"), *fields.items())
    return Exchange(url, "", date, "GET / HTTP/1.1", (), f"HTTP/1.1 {status}", head, body.encode())


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four works, a page each; ``work0`` was seen again, and all but the last lie in the first of two files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "references.bib").write_text(BIB, "utf-8")
    folder = tmp_path / ".claimcheck" / "archive"
    with Archive(folder) as archive:
        for n in range(3):
            archive.record(
                exchange(f"https://port.test/{n}", f"<p>page {n} {'words ' * n}</p>", f"2021-0{n + 1}-01T00:00:00Z")
            )
        archive.record(exchange("https://port.test/0", "<p>page 0 </p>", "2021-09-01T00:00:00Z"))
    with Archive(folder, max_file=1) as archive:
        archive.record(exchange("https://port.test/3", "<p>page 3</p>", "2021-10-01T00:00:00Z"))
    assert len(list(folder.glob("*.warc.gz"))) == 2
    return tmp_path


def snapshots(folder: Path) -> dict[str, WarcRef]:
    with Archive(folder, readonly=True) as archive:
        return {ref.url[-1]: ref for ref in archive.list()}


def flip(folder: Path, refs: dict[str, WarcRef]) -> None:
    path = folder / refs["1"].warc
    data = bytearray(path.read_bytes())
    data[refs["1"].offset + 150] ^= 1
    path.write_bytes(bytes(data))


def truncate(folder: Path, refs: dict[str, WarcRef]) -> None:
    path = folder / refs["2"].warc
    path.write_bytes(path.read_bytes()[: refs["2"].offset + 100])


def drop_record(folder: Path, refs: dict[str, WarcRef]) -> None:
    path = folder / refs["1"].warc
    data = path.read_bytes()
    path.write_bytes(data[: refs["1"].offset] + data[refs["2"].offset :])


def drop_file(folder: Path, refs: dict[str, WarcRef]) -> None:
    (folder / refs["3"].warc).unlink()


def drop_line(folder: Path, refs: dict[str, WarcRef]) -> None:
    index = folder / "index.cdxj"
    index.write_text("".join(row for row in index.read_text().splitlines(True) if "port.test/2" not in row))


def move_line(folder: Path, refs: dict[str, WarcRef]) -> None:
    index = folder / "index.cdxj"
    index.write_text(index.read_text().replace(f'"offset": "{refs["2"].offset}"', '"offset": "7"'))


def drop_index(folder: Path, refs: dict[str, WarcRef]) -> None:
    (folder / "index.cdxj").unlink()


@pytest.mark.parametrize(
    ("damage", "said", "touched"),
    [
        (flip, "can't be unpacked|digest", {"work1"}),
        (truncate, r"truncated.*: \d+ of \d+ bytes", {"work2", "work0"}),
        (drop_record, "has lost records", {"work1"}),
        (drop_file, "the file is missing", {"work3"}),
        (drop_line, "index is stale", {"work2"}),
        (move_line, "index is stale", {"work2"}),
        (drop_index, "index is missing", set()),
    ],
)
def test_damage_is_found_and_the_works_that_it_touches_are_named(
    workspace: Path, capsys, damage: Callable[[Path, dict[str, WarcRef]], None], said: str, touched: set[str]
) -> None:
    folder = workspace / ".claimcheck" / "archive"
    assert run(["archive", "verify"]) == 0
    assert "4 snapshots" in capsys.readouterr().out
    damage(folder, snapshots(folder))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(["archive", "verify"]) == 1
    shown = capsys.readouterr().out
    assert re.search(said, shown), shown
    assert set(re.findall(r"work\d", shown)) == touched, shown
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("damage", [drop_line, move_line, drop_index])
def test_a_stale_index_is_made_anew_by_whoever_writes_next(workspace: Path, damage) -> None:
    folder = workspace / ".claimcheck" / "archive"
    index = (folder / "index.cdxj").read_bytes()
    damage(folder, snapshots(folder))
    with Archive(folder) as archive:
        assert len(archive.list()) == 4
    assert (folder / "index.cdxj").read_bytes() == index
    assert run(["archive", "verify"]) == 0


def test_the_works_are_named_without_a_bibliography_where_the_archive_knows_them(workspace: Path, capsys) -> None:
    folder = workspace / ".claimcheck" / "archive"
    with Archive(folder) as archive:
        archive.attribute([Copy(snapshots(folder)["1"], ["noted2021"])])
    (workspace / "references.bib").unlink()
    flip(folder, snapshots(folder))
    assert run(["archive", "verify"]) == 1
    assert "cited as noted2021" in capsys.readouterr().out


def test_a_date_leads_to_the_nearest_snapshot(workspace: Path, capsys) -> None:
    url = "https://port.test/0"
    with Archive(workspace / ".claimcheck" / "archive") as archive:
        archive.record(
            exchange(url, "<p>The second state of the page, which has other words in it.</p>", "2022-03-01T00:00:00Z")
        )
        archive.record(exchange(url, "", "2022-04-01T00:00:00Z", "404 Not Found"))
    for at, date in (
        ("2019", "2021-01-01"),
        ("2021-08", "2021-09-01"),
        ("2021-09-01T00:00:00Z", "2021-09-01"),
        ("20220301120000", "2022-03-01"),
        ("2030-01-01", "2022-04-01"),
    ):
        for name in ("work0", url):
            capsys.readouterr()
            assert run(["archive", "show", name, "--at", at]) == 0
            shown = capsys.readouterr().out
            assert re.search(rf"^date +{date}", shown, re.MULTILINE), (at, shown)
    capsys.readouterr()
    assert run(["archive", "show", "work0", "--at", "2022-03"]) == 0
    assert "second state" in capsys.readouterr().out
    assert run(["archive", "show", "work0"]) == 0
    assert re.search(r"^date +2022-04-01", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize("at", ["yesterday", "2021-13", "99999999999999", "2021-02-30", "\x1b[31m"])
def test_what_is_no_date_is_told_in_one_line(workspace: Path, capsys, at: str) -> None:
    assert run(["archive", "show", "work0", "--at", at]) == 2
    shown = capsys.readouterr().err
    assert "is no date" in shown
    assert shown.count("\n") == 1
    assert "\x1b" not in shown


def test_the_list_names_works_by_address_redirect_and_note(workspace: Path, capsys) -> None:
    folder = workspace / ".claimcheck" / "archive"
    with Archive(folder) as archive:
        archive.record(exchange("https://port.test/3", "", "2023-01-01T00:00:00Z", "301 Moved", Location="/there"))
        archive.record(exchange("https://port.test/there", "<p>there</p>", "2023-01-01T00:00:01Z"))
        noted = archive.record(exchange("https://else.test/", "<p>else</p>", "2023-01-02T00:00:00Z"))
        archive.attribute([Copy(noted, ["noted2021"])])
    assert run(["archive", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    keys = {row["url"]: row["key"] for row in rows}
    assert keys["https://port.test/there"] == ["work3"]
    assert keys["https://else.test/"] == ["noted2021"]
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)


def test_an_address_written_otherwise_is_the_same_work_also_where_its_record_is_lost(workspace: Path, capsys) -> None:
    (workspace / "references.bib").write_text(
        "@misc{home,\n  title = {Home},\n  url = {HTTPS://Home.test},\n}\n", "utf-8"
    )
    folder = workspace / ".claimcheck" / "archive"
    with Archive(folder, max_file=1) as archive:
        ref = archive.record(exchange("https://home.test", "<p>home</p>", "2023-01-01T00:00:00Z"))
    (folder / ref.warc).unlink()
    assert run(["archive", "verify"]) == 1
    assert "cited as home" in capsys.readouterr().out


def test_an_archive_that_has_no_answers_yet_is_whole(workspace: Path, capsys) -> None:
    folder = workspace / "other" / ".claimcheck" / "archive"
    with Archive(folder) as archive:
        archive.record(exchange("https://port.test/0", "<p>0</p>", "2021-01-01T00:00:00Z"))
    (warc,) = folder.glob("*.warc.gz")
    with warc.open("r+b") as file:  # a kill left nothing but the record that opens the file
        file.truncate(snapshots(folder)["0"].offset)
    for name in ("index.cdxj", "manifest.json"):
        (folder / name).unlink()
    with Archive(folder):
        pass
    assert run(["archive", "verify", "--workspace", "other"]) == 0
    assert "0 snapshots" in capsys.readouterr().out
