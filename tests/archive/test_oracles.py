"""What a few runs leave, in the hands of the tools that others use: every check passes, every page comes back."""

from __future__ import annotations

import gzip
import importlib
import json
import re
import shutil
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from claimcheck.archive import Archive
from claimcheck.cli import run
from claimcheck.net import Exchange
from web import Cut, LoopbackWeb

from .oracles import Replay, ask, replaying

WORDS = "<p>The harbour office logged 1,482 ferries in the season, and 61 of them were late because of the fog.</p>" * 3
DATED = "https://dated.test/page"
BOTH = ["ours", "theirs"]


def page(number: object) -> bytes:
    title = f"Late ferries {number}"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{WORDS}</body></html>".encode()


@dataclass
class Left:
    """What the runs left, and what the web had said to them."""

    folder: Path
    sent: dict[str, list[bytes]] = field(default_factory=dict)
    """For each address the bodies that were sent, content coding on, oldest first."""

    @property
    def archive(self) -> Path:
        return self.folder / ".claimcheck" / "archive"

    def warcs(self) -> list[Path]:
        return sorted(self.archive.glob("*.warc.gz"))


class Visits:
    """The web of the runs: what each address answers, noted down for what is to come back."""

    def __init__(self, web: LoopbackWeb, left: Left) -> None:
        self._web = web
        self._left = left

    def put(self, url: str, body: bytes, **keywords: object) -> None:
        self._web.page(url, body, **keywords)  # type: ignore[arg-type]
        bodies = self._left.sent.setdefault(url, [])
        if not bodies or bodies[-1] != body:
            bodies.append(body)

    def redirect(self, url: str, to: str, status: int = 301) -> None:
        self._web.redirect(url, to, status=status)
        self._left.sent.setdefault(url, [b"<p>elsewhere</p>"])


def first_day(visits: Visits) -> None:
    visits.put("https://port.test/plain", page("plain"))
    visits.put("https://port.test/tagged", page("tagged"), headers={"ETag": '"v1"'})
    visits.put("https://port.test/changing?b=2&a=1", page("changing"))
    visits.put("https://port.test/gzip", gzip.compress(page("gzip")), headers={"Content-Encoding": "gzip"})
    visits.put("https://port.test/deflate", zlib.compress(page("deflate")), headers={"Content-Encoding": "deflate"})
    visits.put("https://port.test/br", brotli.compress(page("br")), headers={"Content-Encoding": "br"}, chunked=True)
    try:
        zstd = importlib.import_module("backports.zstd")
        visits.put("https://port.test/zstd", zstd.compress(page("zstd")), headers={"Content-Encoding": "zstd"})
    except ImportError:
        visits.put("https://port.test/zstd", page("zstd"), headers={"Content-Encoding": "identity"})
    visits.put("https://port.test/paper.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 20, media_type="application/pdf")
    visits.put("https://port.test/gr%C3%B6%C3%9Fe", page("größe"), chunked=True)
    visits.put("https://port.test/gone", page("gone"))
    visits.put("https://port.test/cut", page("cut"), fault=Cut(10))
    visits.put("https://port.test/login", b"<title>Sign in</title><input type=password>", status=401)
    visits.redirect("http://old.test/way", "/further", 302)
    visits.redirect("http://old.test/further", "https://port.test/end", 308)
    visits.put("https://port.test/end", page("end"))


def second_day(visits: Visits) -> None:
    visits.put("https://port.test/changing?b=2&a=1", page("changed meanwhile"))
    visits.put("https://port.test/gone", b"<p>gone</p>", status=410)


CITED = [
    *(f"https://port.test/{name}" for name in ("plain", "tagged", "changing?b=2&a=1", "gzip", "deflate", "br", "zstd")),
    *(f"https://port.test/{name}" for name in ("paper.pdf", "größe", "gone", "cut", "login")),
    "http://old.test/way",
]


@pytest.fixture(scope="module")
def left(web_server: LoopbackWeb, tmp_path_factory: pytest.TempPathFactory) -> Left:
    """A workspace after three runs of ``fetch``, ``archive add`` and a snapshot of long ago, in several files."""
    folder = tmp_path_factory.mktemp("oracles")
    web_server.reset()
    left = Left(folder)
    visits = Visits(web_server, left)
    names = [url.rpartition("/")[2].partition("?")[0] for url in CITED]
    entries = [
        f"@misc{{w{n},\n  title = {{Late ferries {names[n]}}},\n  url = {{{url}}},\n}}\n" for n, url in enumerate(CITED)
    ]
    (folder / "references.bib").write_text("".join(entries), "utf-8")
    (folder / "claimcheck.toml").write_text("[network]\nfresh-days = 0\nper-host-interval = 0\n", "utf-8")
    flags = ["--connect-to", f"::127.0.0.1:{web_server.port}", "--cacert", str(web_server.ca), "--allow-private"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Archive.__init__.__kwdefaults__, "max_file", 12_000)  # so that files are full soon
        with Archive(left.archive) as archive:
            for year in (2019, 2023):
                body = page(year)
                left.sent.setdefault(DATED, []).append(body)
                archive.record(exchange(DATED, f"{year}-06-01T12:00:00Z", body))
            archive.record(exchange(DATED, "2024-06-01T12:00:00Z", body))  # a revisit
        for day in (first_day, second_day, None):
            if day is not None:
                day(visits)
            assert (
                run(["fetch", "-q", "--workspace", str(folder), "--robots", "ignore", *flags, "--max-time", "5"]) == 0
            )
            next_second()
        (folder / "own.html").write_bytes(page("plain"))
        assert run(["archive", "add", "w0", str(folder / "own.html"), "--workspace", str(folder)]) == 0
    return left


def exchange(url: str, date: str, body: bytes) -> Exchange:
    fields = (("Content-Type", "text/html"),)
    return Exchange(url, "192.0.2.1", date, "GET / HTTP/1.1", (("Host", "x"),), "HTTP/1.1 200 OK", fields, body)


def next_second() -> None:
    """Replay tools tell captures apart by the second."""
    time.sleep(1.01 - time.time() % 1)


def records(left: Left) -> list[tuple[str, str, str, str]]:
    """Kind, profile (of a revisit), address and id of every record."""
    found = []
    for path in left.warcs():
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                head = record.rec_headers
                profile = (head.get_header("WARC-Profile") or "").rpartition("/")[2]
                url, name = head.get_header("WARC-Target-URI") or "", head.get_header("WARC-Record-ID").strip("<>")
                found.append((record.rec_type, profile, url, name))
    return found


def test_the_runs_left_every_kind_of_record_in_several_files(left: Left) -> None:
    kinds = Counter((kind, profile) for kind, profile, *_ in records(left))
    assert len(left.warcs()) > 2
    assert kinds["revisit", "identical-payload-digest"] > 5
    assert kinds["revisit", "server-not-modified"] == 2
    assert min(kinds[kind, ""] for kind in ("warcinfo", "response", "request", "metadata", "resource")) > 0
    assert run(["archive", "verify", "--workspace", str(left.folder)]) == 0


@pytest.mark.parametrize(
    "command",
    [
        ("warcio", "check", "-v"),
        ("warcio", "index"),
        ("cdxj-indexer", "--sort"),
    ],
    ids=" ".join,
)
def test_every_file_passes(left: Left, command: tuple[str, ...]) -> None:
    done = ask(*command, *left.warcs())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "failed" not in done.stdout


def test_digests_pass_but_for_payloads_of_revisits_which_lie_in_another_record(left: Left) -> None:
    failed: set[str] = set()
    for path in left.warcs():
        assert ask("fastwarc", "check", "-q", path).returncode == 0
        done = ask("fastwarc", "check", "-q", "-p", path)
        failed |= set(re.findall(r"urn:uuid:[-0-9a-f]+", done.stdout + done.stderr))
    assert failed <= {record for kind, _, _, record in records(left) if kind == "revisit"}


def test_an_index_of_others_has_the_same_records_at_the_same_places(left: Left) -> None:
    done = ask("cdxj-indexer", "--sort", *left.warcs())
    assert done.returncode == 0, done.stderr
    theirs, ours = index(done.stdout), index((left.archive / "index.cdxj").read_text("utf-8"))
    added = {place for place, row in ours.items() if row["url"].startswith("urn:claimcheck:")}
    assert len(added) == 1
    assert theirs.keys() - added == ours.keys() - added
    for place in theirs.keys() & ours.keys() - added:
        for name in ("url", "digest", "length", "timestamp", "key"):
            assert theirs[place][name] == ours[place][name], (name, place)
        if theirs[place].get("mime") != "warc/revisit":
            assert theirs[place]["status"] == ours[place]["status"]
            assert theirs[place].get("mime") == ours[place]["mime"]


def index(text: str) -> dict[tuple[str, str], dict[str, str]]:
    """The lines of an index by where their records stand."""
    found = {}
    for line in text.splitlines():
        key, timestamp, fields = line.split(" ", 2)
        row = json.loads(fields) | {"key": key, "timestamp": timestamp}
        found[row["filename"], row["offset"]] = row
    return found


@pytest.mark.parametrize("more", [[], ["--all"]], ids=["", "all"])
def test_an_export_is_a_valid_wacz(left: Left, tmp_path: Path, more: list[str]) -> None:
    target = tmp_path / "out.wacz"
    assert run(["archive", "export", "-q", "-o", str(target), "--workspace", str(left.folder), *more]) == 0
    done = ask("wacz", "validate", "-f", target)
    assert done.returncode == 0, done.stdout + done.stderr


def test_of_our_files_others_make_a_valid_wacz(left: Left, tmp_path: Path) -> None:
    rows = [
        {"format": "json-pages-1.0", "id": "pages"},
        {"url": "https://port.test/plain", "ts": "2026-01-01T00:00:00Z"},
    ]
    (tmp_path / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    made = ask("wacz", "create", "-o", "t.wacz", "-p", "pages.jsonl", "-f", *left.warcs(), cwd=tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    done = ask("wacz", "validate", "-f", "t.wacz", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def replay(left: Left, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    """pywb with two collections of the same files: one by our index, one by an index of its own."""
    folder = tmp_path_factory.mktemp("pywb")
    for name in BOTH:
        made = ask("wb-manager", "init", name, cwd=folder)
        assert made.returncode == 0, made.stderr
    added = ask("wb-manager", "add", "theirs", *left.warcs(), cwd=folder)
    assert added.returncode == 0, added.stderr
    for path in left.warcs():
        shutil.copy(path, folder / "collections" / "ours" / "archive")
    shutil.copy(left.archive / "index.cdxj", folder / "collections" / "ours" / "indexes" / "index.cdxj")
    with replaying(folder) as server:
        yield server


def captures(left: Left) -> list[tuple[str, str, int, bool]]:
    """Address, timestamp, status of every capture, oldest first, and whether it is a revisit."""
    rows = index((left.archive / "index.cdxj").read_text("utf-8")).values()
    fetched = [row for row in rows if not row["url"].startswith("urn:")]
    return sorted((row["url"], row["timestamp"], int(row["status"]), row["mime"] == "warc/revisit") for row in fetched)


@pytest.mark.parametrize("collection", BOTH)
def test_every_page_is_replayed_byte_for_byte(left: Left, replay: Replay, collection: str) -> None:
    seen: dict[str, list[bytes]] = {}
    for url, timestamp, status, revisit in captures(left):
        came, fields, body = replay.raw(collection, timestamp, url, patience=1.0 if url.endswith("/cut") else 30.0)
        assert came == status, (url, timestamp, body)
        moment = datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        assert parsedate_to_datetime(fields["memento-datetime"]) == moment, url
        if revisit and 300 <= status < 400:  # what pywb shows of a 304 and of a redirect that was seen again
            assert body == b""
            continue
        bodies = seen.setdefault(url, [])
        if not bodies or bodies[-1] != body:
            bodies.append(body)
    assert {url for url in seen.keys() | left.sent.keys() if seen.get(url) != left.sent.get(url)} == set()


@pytest.mark.parametrize("collection", BOTH)
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_replayed_page_is_coded_as_it_was(left: Left, replay: Replay, collection: str, coding: str) -> None:
    url = f"https://port.test/{coding}"
    _, fields, _ = replay.raw(collection, "2030", url)
    assert fields["content-encoding"] == coding
    assert fields["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("collection", BOTH)
@pytest.mark.parametrize(
    ("asked", "found"), [(2010, 2019), (2020, 2019), (2022, 2023), (2030, 2024)], ids=["before", "near", "next", "last"]
)
def test_a_date_leads_to_the_nearest_memento(replay: Replay, collection: str, asked: int, found: int) -> None:
    wanted = format_datetime(datetime(asked, 6, 1, 12, tzinfo=UTC), usegmt=True)
    status, fields, body = replay.get(f"/{collection}/mp_/{DATED}", Accept_Datetime=wanted)
    assert status == 200
    assert parsedate_to_datetime(fields["memento-datetime"]).year == found
    assert f"Late ferries {min(found, 2023)}".encode() in body
    assert "accept-datetime" in fields["vary"].lower()
    assert 'rel="timemap"' in fields["link"]


@pytest.mark.parametrize("collection", BOTH)
def test_the_timemap_lists_every_capture_and_what_was_never_asked_is_not_there(
    left: Left, replay: Replay, collection: str
) -> None:
    status, _, body = replay.get(f"/{collection}/timemap/link/{DATED}")
    assert status == 200
    assert [year for year in ("2019", "2023", "2024") if f" {year} 12:00:00 GMT" in body.decode()] == [
        "2019", "2023", "2024",
    ]  # fmt: skip
    assert replay.raw(collection, "2024", "https://port.test/never")[0] == 404
