"""The archive through its public interface, with other people's tools as oracles."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from claimcheck.archive import Archive
from claimcheck.errors import StorageError
from claimcheck.net import Exchange, fetch_all
from web import Huge, LoopbackWeb

BIN = Path(sys.executable).parent


def exchange(
    url: str = "http://a.test/",
    body: bytes = b"<p>words</p>",
    *,
    started: str = "2026-01-02T03:04:05.000006Z",
    status_line: str = "HTTP/1.1 200 OK",
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),),
    request_headers: tuple[tuple[str, str], ...] = (("Host", "a.test"),),
) -> Exchange:
    return Exchange(url, "192.0.2.1", started, "GET / HTTP/1.1", request_headers, status_line, headers, body)


def files(directory: Path) -> list[Path]:
    return sorted(directory.glob("*.warc.gz"))


def whole(path: Path) -> bool:
    """What the usual tools say; each alone misses some damage."""
    warcio = subprocess.run([BIN / "warcio", "check", path], capture_output=True)
    blocks = subprocess.run([BIN / "fastwarc", "check", "-q", path], capture_output=True)
    payloads = subprocess.run([BIN / "fastwarc", "check", "-q", "-p", path], capture_output=True, text=True)
    index = subprocess.run([BIN / "warcio", "index", path], capture_output=True)
    # fastwarc holds a revisit's payload digest, which is that of the record it refers to, against its empty payload.
    failed = set(re.findall(r"urn:uuid:[-0-9a-f]+", payloads.stdout + payloads.stderr))
    return warcio.returncode == blocks.returncode == index.returncode == 0 and failed <= set(ids(path, "revisit"))


def ids(path: Path, kind: str) -> list[str]:
    with path.open("rb") as file:
        return [
            record.rec_headers.get_header("WARC-Record-ID").strip("<>")
            for record in ArchiveIterator(file)
            if record.rec_type == kind
        ]


def kinds(path: Path) -> list[str]:
    with path.open("rb") as file:
        return [record.rec_type for record in ArchiveIterator(file)]


def test_records_have_random_uuids_as_ids_and_digests_in_base_32(tmp_path: Path) -> None:
    bodies = [f"<p>page {number}</p>".encode() for number in range(50)]
    with Archive(tmp_path / "archive") as archive:
        archive.record_all([exchange(f"http://a.test/{number}", body) for number, body in enumerate(bodies)])
    (path,) = files(tmp_path / "archive")
    found = [*ids(path, "response"), *ids(path, "request")]
    assert len(set(found)) == 100
    assert all(uuid.UUID(each).urn == each and uuid.UUID(each).version == 4 for each in found)
    with path.open("rb") as file:
        stated = [
            record.rec_headers.get_header("WARC-Payload-Digest")
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        ]
    assert stated == [f"sha1:{base64.b32encode(hashlib.sha1(body).digest()).decode()}" for body in bodies]


def test_what_was_recorded_is_read_again(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        ref = archive.record(exchange())
        assert archive.read(ref) == b"<p>words</p>"
        assert archive.latest("http://a.test/") == ref
        assert archive.list() == (ref,)
    assert (ref.media_type, ref.status, ref.fetched) == ("text/html", 200, "2026-01-02T03:04:05.000006Z")

    with Archive(tmp_path / "archive") as archive:
        assert archive.read(ref) == b"<p>words</p>"
        assert archive.latest("http://a.test/#part") == ref
        assert archive.latest("http://b.test/") is None
        assert archive.verify() == ()
        assert archive.recovered == ()


def test_other_tools_find_every_record_and_digest_in_order(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.record(exchange())
        packed = gzip.compress(b"packed" * 100)
        archive.record(exchange("http://b.test/x?y", packed, headers=(("Content-Encoding", "gzip"),)))
        archive.record(exchange(started="2026-01-03T00:00:00.000000Z"))
        archive.record(exchange("http://c.test/", b"", status_line="HTTP/1.1 204"))
    (path,) = files(tmp_path)
    assert whole(path)
    assert kinds(path) == ["warcinfo", *["response", "request"] * 2, "revisit", "request", "response", "request"]


def test_the_body_stands_there_as_it_came(tmp_path: Path) -> None:
    packed = gzip.compress(b"words " * 1000)
    head = (
        ("Content-Type", "text/html"),
        ("X-Odd", "gr\xf6\xdfe"),
        ("content-encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
    )
    with Archive(tmp_path) as archive:
        ref = archive.record(exchange(body=packed, headers=head))
        assert archive.read(ref) == b"words " * 1000
    with (tmp_path / ref.warc).open("rb") as file:
        file.seek(ref.offset)
        record = next(ArchiveIterator(file))
        raw = record.raw_stream.read()
    assert raw == packed
    assert record.rec_headers.get_header("WARC-Record-ID") == f"<{ref.id}>"
    assert record.rec_headers.get_header("WARC-Target-URI") == "http://a.test/"
    unpacked = gzip.decompress((tmp_path / ref.warc).read_bytes()[ref.offset :])
    assert "X-Odd: größe\r\n".encode("latin-1") in unpacked
    assert b"chunked" not in unpacked


def test_the_same_payload_is_stored_once(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.record(exchange())
        again = archive.record(exchange(started="2026-02-02T00:00:00.000000Z"))
        other = archive.record(exchange(body=b"<p>other</p>", started="2026-03-02T00:00:00.000000Z"))
        elsewhere = archive.record(exchange("http://b.test/"))
        assert (again.id, again.offset, again.fetched) == (first.id, first.offset, "2026-02-02T00:00:00.000000Z")
        assert archive.list() == tuple(sorted((first, elsewhere, other), key=lambda ref: ref.fetched))
        assert archive.latest("http://a.test/") == other
    (path,) = files(tmp_path)
    assert whole(path)
    assert kinds(path).count("revisit") == 1
    assert kinds(path).count("response") == 3

    with Archive(tmp_path) as archive:
        last = archive.record(exchange(body=b"<p>other</p>", started="2026-04-02T00:00:00.000000Z"))
        assert last.id == other.id
        assert archive.verify() == ()


def test_nothing_that_proves_who_asks_is_kept(tmp_path: Path) -> None:
    secret = (
        ("Authorization", "Bearer s3cret"),
        ("Cookie", "id=s3cret"),
        ("proxy-authorization", "s3cret"),
        ("Host", "a.test"),
    )
    with Archive(tmp_path) as archive:
        archive.record(exchange(request_headers=secret))
    text = gzip.decompress(files(tmp_path)[0].read_bytes())
    assert b"s3cret" not in text
    assert b"Host: a.test" in text


def test_a_file_that_is_full_is_followed_by_another(tmp_path: Path) -> None:
    with Archive(tmp_path, max_file=3000) as archive:
        refs = [archive.record(exchange(f"http://a.test/{number}", os.urandom(700))) for number in range(6)]
        assert len(files(tmp_path)) > 2
        assert all(path.stat().st_size <= 3000 for path in files(tmp_path))
        assert [ref.url for ref in archive.list()] == [ref.url for ref in refs]
    assert all(whole(path) for path in files(tmp_path))
    assert len({path.name for path in files(tmp_path)}) == len(files(tmp_path))


def test_the_index_is_sorted_and_other_tools_would_write_the_same(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        for url in ("http://b.test/2", "https://www.b.test/1?z&a", "http://a.test/"):
            archive.record(exchange(url))
    lines = (tmp_path / "index.cdxj").read_text().splitlines()
    assert lines == sorted(lines)
    assert [line.split(" ")[:2] for line in lines] == [
        ["test,a)/", "20260102030405"],
        ["test,b)/1?a&z", "20260102030405"],
        ["test,b)/2", "20260102030405"],
    ]


def test_a_torn_tail_is_cut_off_wherever_it_was_torn(tmp_path: Path) -> None:
    with Archive(tmp_path / "whole") as archive:
        kept = archive.record(exchange("http://a.test/kept"))
        lost = archive.record(exchange("http://a.test/lost"))
    (path,) = files(tmp_path / "whole")
    data = path.read_bytes()
    for number, end in enumerate(range(lost.offset + 1, len(data), 29)):
        torn = tmp_path / str(number)
        torn.mkdir()
        (torn / path.name).write_bytes(data[:end])
        with Archive(torn) as archive:
            assert archive.recovered
            assert archive.read(kept) == b"<p>words</p>"
            archive.record(exchange("http://a.test/more"))
            assert archive.latest("http://a.test/more") is not None
            assert archive.verify() == ()
    assert whole(torn / path.name)


def test_a_tail_torn_after_the_index_was_written_is_cut_off_too(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        kept = archive.record(exchange())
    (path,) = files(tmp_path)
    with path.open("ab") as file:
        file.write(b"\x1f\x8b\x08\0\0\0\0\0\0\xffhalf a record")
    with Archive(tmp_path) as archive:
        assert len(archive.recovered) == 1
        assert archive.read(kept) == b"<p>words</p>"
        assert archive.verify() == ()
    assert whole(path)


def test_a_file_without_a_whole_record_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "claimcheck-20260101000000-00000.warc.gz").write_bytes(b"\x1f\x8b\x08\0")
    with Archive(tmp_path) as archive:
        assert archive.recovered
        archive.record(exchange())
    assert all(whole(path) for path in files(tmp_path))


@pytest.mark.parametrize("names", [("index.cdxj",), ("manifest.json",), ("index.cdxj", "manifest.json")])
@pytest.mark.parametrize("how", ["gone", "nonsense"])
def test_the_index_is_rebuilt_where_it_is_not_right(tmp_path: Path, names: tuple[str, ...], how: str) -> None:
    with Archive(tmp_path) as archive:
        refs = [archive.record(exchange(f"http://a.test/{number}")) for number in range(5)]
        refs.append(archive.record(exchange("http://a.test/0", started="2026-05-01T00:00:00.000000Z")))
    index = (tmp_path / "index.cdxj").read_text()
    for name in names:
        (tmp_path / name).unlink()
        if how == "nonsense":
            (tmp_path / name).write_text("nonsense")
    with Archive(tmp_path) as archive:
        assert archive.latest("http://a.test/0") == refs[-1]
        assert len(archive.list()) == 5
    assert (tmp_path / "index.cdxj").read_text() == index


def test_a_flipped_bit_is_found_and_the_rest_stays_readable(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        refs = [archive.record(exchange(f"http://a.test/{number}", os.urandom(300))) for number in range(5)]
    (path,) = files(tmp_path)
    data = bytearray(path.read_bytes())
    data[refs[2].offset + 500] ^= 1
    path.write_bytes(data)

    with Archive(tmp_path, readonly=True) as archive:
        assert any("http://a.test/2" in damage.urls for damage in archive.verify())
        with pytest.raises(StorageError):
            archive.read(refs[2])
        assert archive.read(refs[3])

    (tmp_path / "index.cdxj").unlink()
    (tmp_path / "manifest.json").unlink()
    size = path.stat().st_size
    with Archive(tmp_path) as archive:
        assert path.stat().st_size == size
        assert archive.recovered
        assert {ref.url[-1] for ref in archive.list()} >= {"0", "1", "3", "4"}


def test_a_missing_file_is_found_with_the_addresses_it_held(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.record(exchange())
    files(tmp_path)[0].unlink()
    with Archive(tmp_path, readonly=True) as archive:
        assert [damage.urls for damage in archive.verify()] == [("http://a.test/",)]
        assert archive.latest("http://a.test/") is None


def test_a_second_run_is_told_and_readers_are_not_kept_out(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        ref = archive.record(exchange())
        with pytest.raises(StorageError, match="in use by another run") as caught:
            Archive(tmp_path)
        assert "\n" not in str(caught.value)
        with Archive(tmp_path, readonly=True) as reader:
            assert reader.read(ref) == b"<p>words</p>"
            with pytest.raises(StorageError, match="reading only"):
                reader.record(exchange())
    with Archive(tmp_path) as archive:
        assert archive.read(ref) == b"<p>words</p>"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError):
        Archive(tmp_path / "file" / "archive")


FILL = """
import os, resource, sys
from pathlib import Path
from claimcheck.archive import Archive
from claimcheck.errors import StorageError
from claimcheck.net import Exchange
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
archive = Archive(Path(sys.argv[1]))
try:
    for number in range(100):
        archive.record(Exchange(f"http://a.test/{number}", "", "2026-01-01T00:00:00Z", "GET / HTTP/1.1", (),
                                "HTTP/1.1 200 OK", (), os.urandom(900)))
        print(number, flush=True)
except StorageError as error:
    print(error)
    archive.close()
    sys.exit(3)
"""


def test_a_disk_without_room_tears_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FILL, str(tmp_path)], capture_output=True, text=True)
    *numbers, message = done.stdout.splitlines()
    assert done.returncode == 3, done.stderr
    assert "may not grow" in message
    assert len(numbers) > 5
    (path,) = files(tmp_path)
    assert whole(path)
    with Archive(tmp_path) as archive:
        assert archive.recovered == ()
        assert len(archive.list()) == len(numbers)


KILLED = FILL.replace("resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))", "").replace(
    "range(100)", "range(100000)"
)


def test_after_a_kill_all_that_was_reported_is_there(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        reported = [int(run.stdout.readline()) for _ in range(40)]
        run.kill()
        reported += [int(line) for line in run.stdout if line.strip().isdigit()]
    with Archive(tmp_path) as archive:
        urls = {ref.url for ref in archive.list()}
        assert {f"http://a.test/{number}" for number in reported} <= urls
        assert all(len(archive.read(ref)) == 900 for ref in archive.list())
        assert archive.verify() == ()
        archive.record(exchange())
    assert all(whole(path) for path in files(tmp_path))


def test_a_fetched_link_is_replayed_as_it_was(web: LoopbackWeb, tmp_path: Path) -> None:
    web.redirect("http://old.test/x", "https://new.test/gr\u00f6\u00dfe#part")
    packed = gzip.compress(b"<p>there</p>" * 100)
    web.page("https://new.test/gr%C3%B6%C3%9Fe", packed, headers={"Content-Encoding": "gzip"}, chunked=True)
    with Archive(tmp_path) as archive:
        got = fetch_all(["http://old.test/x"], web.options(), recorder=archive)["http://old.test/x"]
        assert [ref.status for ref in got.records] == [301, 200]
        assert archive.read(got.records[-1]) == got.body
        assert archive.latest("http://old.test/x") == got.records[-1]
        first = archive.latest("http://old.test/x", follow=False)
        assert first == got.records[0]
    assert whole(files(tmp_path)[0])

    with Archive(tmp_path, readonly=True) as archive:
        again = archive.replay("http://old.test/x")
        assert again is not None
        assert (again.url, again.final_url, again.status, again.body) == (got.url, got.final_url, 200, got.body)
        assert again.hops == got.hops
        assert again.records == got.records
        assert again.header("content-type") == got.header("content-type")
        assert archive.replay("http://never.test/") is None


def test_a_cut_body_is_marked(web: LoopbackWeb, tmp_path: Path) -> None:
    web.page("http://huge.test/", fault=Huge(20))
    with Archive(tmp_path) as archive:
        got = fetch_all(["http://huge.test/"], web.options(max_bytes=100_000), recorder=archive)["http://huge.test/"]
        assert archive.read(got.records[-1]) == got.body
        replayed = archive.replay("http://huge.test/")
        assert replayed is not None
        assert replayed.truncated
    (path,) = files(tmp_path)
    assert whole(path)
    assert b"WARC-Truncated: length" in gzip.decompress(path.read_bytes())


def test_many_links_are_recorded_from_one_run(web: LoopbackWeb, tmp_path: Path) -> None:
    urls = [f"http://h{number % 7}.test/{number}" for number in range(60)]
    for url in urls:
        web.page(url, f"<p>{url}</p>")
    with Archive(tmp_path) as archive:
        got = fetch_all(urls, web.options(), recorder=archive)
        assert {archive.read(fetched.records[-1]) for fetched in got.values()} == {
            f"<p>{url}</p>".encode() for url in urls
        }
    assert whole(files(tmp_path)[0])


@given(
    st.binary(max_size=300),
    st.lists(st.tuples(st.sampled_from(["X-A", "Set-Cookie", "x-b"]), st.text("aé: ;=ÿ\t", max_size=20))),
)
def test_any_payload_and_header_come_back(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, headers: list[tuple[str, str]]
) -> None:
    with Archive(tmp_path_factory.mktemp("archive")) as archive:
        ref = archive.record(exchange(body=body, headers=tuple((name, value.strip()) for name, value in headers)))
        assert archive.read(ref) == body
        assert archive.verify() == ()
        data = (archive.directory / ref.warc).read_bytes()
        record = next(ArchiveIterator(io.BytesIO(data[ref.offset :]), check_digests="raise"))
        assert record.raw_stream.read() == body
