"""``claimcheck archive add``: a person's own PDF, page or WARC file of a source as evidence, and never as a link."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from claimcheck.archive import Archive
from claimcheck.cli import run
from web import LoopbackWeb

BIN = Path(sys.executable).parent
PAPER = "# Ferries\n\nThe port handles 114 ferries a day [@lund].\n"
BIB = "@misc{lund,\n  title = {Late ferries},\n  author = {Lund, Ada},\n  year = {2021},\n%s}\n"
URL = "https://port.test/ferries"
COPY = (
    "<title>Late ferries</title><h1>Late ferries</h1><p>By Ada Lund, 2021</p>"
    "<p>On a working day the port handles 114 ferries a day, and nobody is surprised by that any more.</p>"
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    (tmp_path / "paper.md").write_text(PAPER, "utf-8")
    (tmp_path / "references.bib").write_text(BIB % f"  url = {{{URL}}},\n", "utf-8")
    (tmp_path / "copy.html").write_text(COPY, "utf-8")
    return tmp_path


def flags(web: LoopbackWeb) -> list[str]:
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]


def report(workspace: Path) -> dict:
    return json.loads((workspace / "reports" / "paper.json").read_text("utf-8"))


def warc(path: Path, *answers: tuple[str, str, bytes, dict[str, str]], packed: bool = True, date: str = "") -> Path:
    """A WARC file as another tool writes it."""
    records = []
    for number, (url, status, body, fields) in enumerate(answers):
        http = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        block = f"HTTP/1.1 {status}\r\n{http}\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{UUID(int=number)}>\r\n"
            f"WARC-Date: {date or '2021-05-06T07:08:09Z'}\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    path.write_bytes(b"".join(records))
    return path


HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_a_copy_is_evidence_and_the_link_is_judged_as_before(web: LoopbackWeb, workspace: Path, capsys) -> None:
    web.page(URL, "gone", status=410)
    assert run(["archive", "add", "lund", "copy.html"]) == 0
    assert "copy.html added as a copy of lund" in capsys.readouterr().err
    assert run(["check", "paper.md", "-q", *flags(web)]) == 1
    assert web.asked(URL) == 1
    (work,) = report(workspace)["references"]
    assert work["link"]["status"] == "gone"
    assert [claim["verdict"] for claim in report(workspace)["claims"]] == ["supported"]
    assert "copy.html" in work["snapshot"]["url"]
    for suffix in ("md", "html"):
        text = (workspace / "reports" / f"paper.{suffix}").read_text("utf-8")
        assert "read from the copy copy.html that was added by hand" in text.replace("\\", "")

    # What was read is the snapshot, byte by byte, and offsets of evidence count in the text that is kept of it.
    with Archive(workspace / ".claimcheck" / "archive", readonly=True) as archive:
        ref = archive.find(work["snapshot"]["id"])
        assert ref is not None
        assert (ref.digest, archive.read(ref)) == (work["snapshot"]["digest"], COPY.encode())
    text = (workspace / ".claimcheck" / "text" / f"{work['snapshot']['text_sha256']}.txt").read_text("utf-8")
    evidence = report(workspace)["claims"][0]["quantities"][0]["evidence"]
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


@pytest.mark.parametrize("kind", ["page", "warc"])
def test_a_copy_does_not_make_a_link_fresh_or_ok(web: LoopbackWeb, workspace: Path, kind: str) -> None:
    from claimcheck.net import utc_now

    if kind == "warc":  # of this very moment, as a snapshot of a run that was ended would be
        path = warc(workspace / "own.warc.gz", (URL, "200 OK", COPY.encode(), HTML), date=utc_now())
    else:
        path = workspace / "copy.html"
    assert run(["archive", "add", "lund", str(path)]) == 0
    assert run(["check", "paper.md", "-q", "--offline"]) == 0
    (work,) = report(workspace)["references"]
    assert work["link"]["status"] == "unchecked"
    assert [claim["verdict"] for claim in report(workspace)["claims"]] == ["supported"]
    web.page(URL, "gone", status=404)
    assert run(["check", "paper.md", "-q", *flags(web)]) == 1
    assert web.asked(URL) == 1
    assert report(workspace)["references"][0]["link"]["status"] == "gone"


def test_a_work_without_an_address_is_read_from_its_copy(workspace: Path, capsys) -> None:
    (workspace / "references.bib").write_text(BIB % "", "utf-8")
    assert run(["archive", "add", "lund", "copy.html"]) == 0
    assert run(["check", "paper.md", "-q", "--offline"]) == 0
    assert [claim["verdict"] for claim in report(workspace)["claims"]] == ["supported"]
    assert "added by hand" in (workspace / "reports" / "paper.html").read_text("utf-8")


def test_other_tools_read_what_was_added_and_the_index_is_made_anew_from_it(workspace: Path) -> None:
    assert run(["archive", "add", "lund", "copy.html"]) == 0
    path = warc(workspace / "own.warc.gz", (URL, "200 OK", COPY.encode(), HTML))
    assert run(["archive", "add", "lund", str(path)]) == 0
    folder = workspace / ".claimcheck" / "archive"
    (file,) = folder.glob("*.warc.gz")
    for tool in (
        ["warcio", "check"],
        ["warcio", "index"],
        ["fastwarc", "check", "-q"],
        ["fastwarc", "check", "-q", "-p"],
    ):
        assert subprocess.run([BIN / tool[0], *tool[1:], file], capture_output=True).returncode == 0, tool
    index = (folder / "index.cdxj").read_bytes()
    for name in ("index.cdxj", "manifest.json"):
        (folder / name).unlink()
    with Archive(folder) as archive:
        assert len(archive.added("lund")) == 2
        assert archive.latest(URL) is None
        assert archive.verify() == ()
    assert (folder / "index.cdxj").read_bytes() == index


def test_the_same_copy_is_stored_once_and_a_newer_one_is_read(workspace: Path, capsys) -> None:
    for _ in range(2):
        assert run(["archive", "add", "lund", "copy.html"]) == 0
    assert "is a copy already" in capsys.readouterr().err
    (workspace / "copy.html").write_text(COPY.replace("114", "141"), "utf-8")
    assert run(["archive", "add", "lund", "copy.html"]) == 0
    capsys.readouterr()
    assert run(["archive", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["lund", "lund"]
    assert [line.split()[2] for line in lines] == ["-", "-"]
    assert run(["archive", "show", "lund"]) == 0
    shown = capsys.readouterr().out
    assert "141 ferries" in shown
    assert "\nstatus      -\n" in shown
    assert run(["archive", "list", "--json"]) == 0
    assert [(row["status"], row["added"]) for row in json.loads(capsys.readouterr().out)] == [(None, True)] * 2
    assert run(["check", "paper.md", "-q", "--offline"]) == 1
    assert [claim["verdict"] for claim in report(workspace)["claims"]] == ["contradicted"]


CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(COPY), COPY.encode())


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (COPY.encode(), {}),
        (CHUNKED, {"Transfer-Encoding": "chunked"}),
        (gzip.compress(COPY.encode()), {"Content-Encoding": "gzip"}),
    ],
    ids=["plain", "chunked", "gzip"],
)
def test_of_a_warc_file_the_page_and_the_way_to_it_are_taken(
    workspace: Path, capsys, packed: bool, body: bytes, fields: dict[str, str]
) -> None:
    path = warc(
        workspace / "own.warc",
        ("https://other.test/", "200 OK", b"<p>something else</p>", HTML),
        (URL, "301 Moved Permanently", b"", {"Location": "/new"}),
        ("https://port.test/new", "200 OK", body, HTML | fields),
        packed=packed,
    )
    assert run(["archive", "add", "lund", str(path)]) == 0
    with Archive(workspace / ".claimcheck" / "archive", readonly=True) as archive:
        assert [ref.url for ref in archive.list()] == [URL, "https://port.test/new"]
        (ref,) = archive.added("lund")
        assert (ref.url, ref.fetched, archive.read(ref)) == (
            "https://port.test/new",
            "2021-05-06T07:08:09Z",
            COPY.encode(),
        )
    capsys.readouterr()
    assert run(["archive", "add", "lund", str(path)]) == 0
    assert "already" in capsys.readouterr().err
    assert run(["check", "paper.md", "-q", "--offline"]) == 0
    assert [claim["verdict"] for claim in report(workspace)["claims"]] == ["supported"]


def test_a_warc_without_the_works_address_or_page_is_refused(workspace: Path, capsys) -> None:
    other = warc(workspace / "a.warc.gz", ("https://other.test/", "200 OK", COPY.encode(), HTML))
    dead = warc(workspace / "b.warc.gz", (URL, "404 Not Found", b"gone", HTML))
    away = warc(workspace / "c.warc.gz", (URL, "302 Found", b"", {"Location": "https://away.test/"}))
    for path, said in ((other, f"doesn't hold {URL}"), (dead, "404"), (away, "leads out of the file")):
        assert run(["archive", "add", "lund", str(path)]) == 2
        shown = capsys.readouterr().err
        assert said in shown
        assert path.name in shown
        assert shown.count("\n") == 1
    assert not list((workspace / ".claimcheck").glob("archive/*.warc.gz"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4 damaged", "read"),
        (os.urandom(2000).replace(b"\x1f", b" "), "read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "read"),
        (b"<html><body></body></html>", "no words"),
        (b"WARC/1.1\r\nWARC-Type: response\r\n", "WARC"),
        (b"WARC/1.1\r\n\xff\xfe\x00\r\n\r\n" + bytes(300), "WARC"),
        (b"\x1f\x8b\x08 cut", "WARC"),
        (gzip.compress(bytes(3_000_000)), "WARC"),
        (
            gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK\r\n")[:-9],
            "WARC",
        ),
    ],
    ids=["empty", "pdf", "noise", "picture", "no words", "head", "bytes", "cut gzip", "zeros", "cut record"],
)
def test_a_file_that_gives_no_text_is_refused_in_one_line(workspace: Path, capsys, data: bytes, said: str) -> None:
    (workspace / "bad").write_bytes(data)
    assert run(["archive", "add", "lund", "bad"]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.startswith("claimcheck: bad: ")
    assert shown.err.count("\n") == 1


def test_an_unknown_key_a_missing_file_and_one_that_is_too_large_are_refused(workspace: Path, capsys) -> None:
    with (workspace / "large.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(50_000_001)
    for key, name, said in (
        ("nobody", "copy.html", "no work 'nobody'"),
        ("lund", "nowhere.pdf", "nowhere.pdf"),
        ("lund", "large.pdf", "larger than 50 MB"),
    ):
        assert run(["archive", "add", key, name]) == 2
        shown = capsys.readouterr().err
        assert said in shown
        assert shown.count("\n") == 1


def test_a_gzip_bomb_ends_within_its_bound(workspace: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcheck.archive import foreign

    monkeypatch.setattr(foreign, "MAX_UNPACKED", 5_000_000)
    head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2021-01-01T00:00:00Z\r\n"
    record = head + b"WARC-Target-URI: https://port.test/ferries\r\nContent-Length: 20000000\r\n\r\n"
    (workspace / "bomb.warc.gz").write_bytes(gzip.compress(record + b"HTTP/1.1 200 OK\r\n\r\n" + bytes(20_000_000)))
    assert run(["archive", "add", "lund", "bomb.warc.gz"]) == 2
    assert "unpacks to more" in capsys.readouterr().err


def test_copies_are_exported_only_where_all_is(workspace: Path, capsys) -> None:
    assert run(["archive", "add", "lund", "copy.html"]) == 0
    capsys.readouterr()
    assert run(["archive", "export", "-o", "out.wacz"]) == 2
    assert "added by hand" in capsys.readouterr().err
    assert run(["archive", "export", "--all", "-o", "out.wacz"]) == 0


def test_keys_and_names_of_any_script_come_back(workspace: Path, capsys) -> None:
    bib = (workspace / "references.bib").read_text("utf-8").replace("lund", "größe:2021/ü%")
    (workspace / "references.bib").write_text(bib, "utf-8")
    name = "Kopie: 100 % “neu”.html"
    (workspace / name).write_text(COPY, "utf-8")
    assert run(["archive", "add", "größe:2021/ü%", name]) == 0
    for file in ("index.cdxj", "manifest.json"):
        (workspace / ".claimcheck" / "archive" / file).unlink()
    capsys.readouterr()
    assert run(["archive", "list"]) == 0
    assert capsys.readouterr().out.startswith("größe:2021/ü%  ")
    assert run(["archive", "show", "größe:2021/ü%"]) == 0
    assert "114 ferries" in capsys.readouterr().out
