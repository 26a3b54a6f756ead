"""``claimcheck archive export``: a WACZ file that keeps what it may, and says what it leaves out."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from claimcheck.cli import run
from web import LoopbackWeb

BIN = Path(sys.executable).parent
WORDS = "<p>The harbour office logged 1,482 ferries in the season, and 61 of them were late because of the fog.</p>" * 3
BIB = """@misc{%s,
  title = {Late ferries},
  author = {Lund, Ada},
  year = {2021},
  url = {%s},
}
"""


def page(title: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{WORDS}</body></html>"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    return tmp_path


def fetch(web: LoopbackWeb, workspace: Path, **urls: str) -> None:
    (workspace / "references.bib").write_text("".join(BIB % pair for pair in urls.items()), "utf-8")
    flags = ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]
    assert run(["fetch", "-q", "--robots", "ignore", *flags]) == 0


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def records(data: bytes) -> list[tuple[str, str, bytes]]:
    return [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(data))
    ]


def warc_of(found: dict[str, bytes]) -> bytes:
    (name,) = (name for name in found if name.startswith("archive/"))
    return found[name]


def test_the_package_is_what_wacz_demands(web: LoopbackWeb, workspace: Path, capsys) -> None:
    web.redirect("https://port.test/old", "https://port.test/new")
    web.page("https://port.test/new", page("Late ferries"))
    fetch(web, workspace, lund="https://port.test/old")
    assert run(["archive", "export", "-o", "out.wacz"]) == 0
    said = capsys.readouterr().err
    assert "2 snapshots, 0 left out" in said
    assert "other people's works" in said

    found = contents(workspace / "out.wacz")
    package = json.loads(found["datapackage.json"])
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    assert "other people's works" in package["description"]
    assert package["created"] == "2026-05-28T20:26:40Z"
    listed = {row["path"]: row for row in package["resources"]}
    assert set(listed) == set(found) - {"datapackage.json", "datapackage-digest.json"}
    for path, row in listed.items():
        assert row["bytes"] == len(found[path])
        assert row["hash"] == "sha256:" + hashlib.sha256(found[path]).hexdigest()
    digest = json.loads(found["datapackage-digest.json"])
    assert digest["hash"] == "sha256:" + hashlib.sha256(found["datapackage.json"]).hexdigest()
    header, *pages = (json.loads(line) for line in found["pages/pages.jsonl"].splitlines())
    assert header["format"] == "json-pages-1.0"
    assert [(row["url"], row["title"]) for row in pages] == [("https://port.test/new", "Late ferries")]
    with zipfile.ZipFile(workspace / "out.wacz") as archive:
        kinds = {info.filename.partition("/")[0]: info.compress_type for info in archive.infolist()}
    assert kinds["archive"] == zipfile.ZIP_STORED


def test_the_index_leads_to_the_records_in_the_package(web: LoopbackWeb, workspace: Path) -> None:
    web.page("https://port.test/a", page("Late ferries"))
    web.page("https://port.test/secret", page("Late ferries", "<meta content='noindex, noarchive' name='robots'>"))
    web.page("https://port.test/z", page("Late ferries", "<meta name='robots' content='index'>"))
    fetch(web, workspace, a="https://port.test/a", b="https://port.test/secret", c="https://port.test/z")
    assert run(["archive", "export", "-q", "-o", "out.wacz"]) == 0
    found = contents(workspace / "out.wacz")
    rows = [json.loads(line.split(" ", 2)[2]) for line in found["indexes/index.cdxj"].decode().splitlines()]
    assert sorted(row["url"] for row in rows) == ["https://port.test/a", "https://port.test/z"]
    for row in rows:
        member = found[f"archive/{row['filename']}"][int(row["offset"]) :][: int(row["length"])]
        assert [(kind, url) for kind, url, _ in records(member)] == [("response", row["url"])]

    warc = workspace / "out.warc.gz"
    warc.write_bytes(warc_of(found))
    for tool in (["warcio", "check"], ["fastwarc", "check", "-q"], ["fastwarc", "check", "-q", "-p"]):
        assert subprocess.run([BIN / tool[0], *tool[1:], warc], capture_output=True).returncode == 0, tool
    kinds = [kind for kind, *_ in records(warc_of(found))]
    assert kinds[0] == "warcinfo"
    assert sorted(kinds[1:]) == ["metadata"] * 2 + ["request"] * 2 + ["response"] * 2


def test_the_same_archive_gives_the_same_bytes(
    web: LoopbackWeb, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.page("https://port.test/a", page("Late ferries"))
    fetch(web, workspace, a="https://port.test/a")
    assert run(["archive", "export", "-q", "-o", "1.wacz"]) == 0
    assert run(["archive", "export", "-q", "-o", "2.wacz"]) == 0
    assert (workspace / "1.wacz").read_bytes() == (workspace / "2.wacz").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert run(["archive", "export", "-q", "-o", "3.wacz"]) == 0
    assert (workspace / "1.wacz").read_bytes() != (workspace / "3.wacz").read_bytes()
    assert warc_of(contents(workspace / "1.wacz")) == warc_of(contents(workspace / "3.wacz"))


LOGIN = "<title>Sign in</title><h1>Sign in</h1><form action='/login'><input type='password' name='p'></form>"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"body": page("Late ferries"), "headers": {"X-Robots-Tag": "googlebot: noarchive"}}, "noarchive"),
        ({"body": page("Late ferries", "<META NAME=Robots CONTENT=NOARCHIVE>")}, "noarchive"),
        ({"body": LOGIN, "status": 401}, "login"),
        ({"body": "pay first", "status": 402}, "paywall"),
        (
            {"body": "<title>Just a moment...</title>", "status": 403, "headers": {"cf-mitigated": "challenge"}},
            "robots",
        ),
    ],
    ids=["header", "meta", "login", "paywall", "robots"],
)
@pytest.mark.parametrize("state", ["kept", "lost"])
def test_what_is_not_for_everybody_is_left_out_unless_told(
    web: LoopbackWeb, workspace: Path, capsys, answer: dict, reason: str, state: str
) -> None:
    web.page("https://port.test/a", page("Late ferries"))
    answer = dict(answer)
    web.page("https://wall.test/b", answer.pop("body"), **answer)
    fetch(web, workspace, a="https://port.test/a", b="https://wall.test/b")
    if state == "lost":
        for path in (workspace / ".claimcheck").glob("state.db*"):
            path.unlink()
    capsys.readouterr()
    assert run(["archive", "export", "-o", "out.wacz"]) == 0
    (line,) = (line for line in capsys.readouterr().err.splitlines() if line.startswith("left out"))
    assert "https://wall.test/b" in line
    assert reason in line
    assert {url for _, url, _ in records(warc_of(contents(workspace / "out.wacz")))} == {"", "https://port.test/a"}
    assert run(["archive", "export", "--all", "-o", "all.wacz"]) == 0
    assert "https://wall.test/b" in {url for _, url, _ in records(warc_of(contents(workspace / "all.wacz")))}


def test_what_was_seen_again_goes_with_what_it_refers_to(web: LoopbackWeb, workspace: Path) -> None:
    web.page("https://port.test/a", page("Late ferries"))
    web.page("https://port.test/b", page("Late ferries"), headers={"X-Robots-Tag": "noarchive"})
    for _ in range(2):
        fetch(web, workspace, a="https://port.test/a", b="https://port.test/b")
        (workspace / ".claimcheck" / "state.db").unlink()
        index = workspace / ".claimcheck" / "archive" / "index.cdxj"
        age(index.parent)
    assert run(["archive", "export", "-q", "-o", "out.wacz"]) == 0
    found = records(warc_of(contents(workspace / "out.wacz")))
    assert {url for _, url, _ in found} == {"", "https://port.test/a"}
    assert [kind for kind, *_ in found].count("revisit") == 1


def age(archive: Path) -> None:
    """Let what is archived look old, so that it is asked for again."""
    import re

    index = archive / "index.cdxj"
    index.write_text(re.sub(r'"date": "\d{4}', '"date": "2020', index.read_text("utf-8")), "utf-8")
    manifest = json.loads((archive / "manifest.json").read_text("utf-8"))
    manifest["index"] = "sha256:" + hashlib.sha256(index.read_bytes()).hexdigest()
    (archive / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_a_damaged_record_is_told_and_no_half_file_is_left(web: LoopbackWeb, workspace: Path, capsys) -> None:
    web.page("https://port.test/a", page("Late ferries"))
    fetch(web, workspace, a="https://port.test/a")
    warc = next((workspace / ".claimcheck" / "archive").glob("*.warc.gz"))
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 0xFF
    warc.write_bytes(bytes(data))
    capsys.readouterr()
    assert run(["archive", "export", "-o", "out.wacz"]) == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert not list(workspace.glob("*wacz*"))
    assert not list(workspace.glob(".*wacz*"))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["-o", "out.wacz"], 2, "no snapshots"),
        (["-o", "."], 2, "directory"),
        ([], 2, "-o"),
    ],
)
def test_without_anything_to_export_one_line_says_so(workspace: Path, capsys, arguments, status, said) -> None:
    assert run(["archive", "export", *arguments]) == status
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1


def test_a_folder_that_is_not_there_is_told(web: LoopbackWeb, workspace: Path, capsys) -> None:
    web.page("https://port.test/a", page("Late ferries"))
    fetch(web, workspace, a="https://port.test/a")
    assert run(["archive", "export", "-o", "nowhere/out.wacz"]) == 2
    assert "nowhere: there is no such folder" in capsys.readouterr().err


def test_what_is_no_file_is_not_replaced_and_a_link_is_followed(web: LoopbackWeb, workspace: Path, capsys) -> None:
    web.page("https://port.test/a", page("Late ferries"))
    fetch(web, workspace, a="https://port.test/a")
    os.mkfifo(workspace / "pipe.wacz")
    assert run(["archive", "export", "-o", "pipe.wacz"]) == 2
    assert "pipe.wacz: this is no ordinary file" in capsys.readouterr().err
    assert (workspace / "pipe.wacz").is_fifo()
    (workspace / "link.wacz").symlink_to(workspace / "real.wacz")
    assert run(["archive", "export", "-o", "link.wacz"]) == 0
    assert (workspace / "link.wacz").is_symlink()
    assert "datapackage.json" in contents(workspace / "real.wacz")


def test_an_archive_of_several_files_is_one_package(workspace: Path) -> None:
    from claimcheck.archive import Archive
    from claimcheck.net import Exchange

    folder = workspace / ".claimcheck" / "archive"
    head = (("Content-Type", "text/html"),)
    for month, url in enumerate(("https://port.test/a", "https://port.test/b", "https://port.test/a"), 1):
        with Archive(folder, max_file=1) as archive:  # each time a new file
            body = page(url).encode()
            date = f"2021-0{month}-01T00:00:00Z"
            archive.record(Exchange(url, "", date, "GET / HTTP/1.1", (), "HTTP/1.1 200 OK", head, body))
    assert run(["archive", "export", "-q", "-o", "out.wacz"]) == 0
    found = contents(workspace / "out.wacz")
    assert len([name for name in found if name.startswith("archive/")]) == 3
    rows = [json.loads(line.split(" ", 2)[2]) for line in found["indexes/index.cdxj"].decode().splitlines()]
    kinds = []
    for row in rows:
        member = found[f"archive/{row['filename']}"][int(row["offset"]) :][: int(row["length"])]
        kinds += [(kind, url) for kind, url, _ in records(member)]
    assert sorted(kinds) == [
        ("response", "https://port.test/a"),
        ("response", "https://port.test/b"),
        ("revisit", "https://port.test/a"),
    ]
