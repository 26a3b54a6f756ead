"""Asking again: what has not changed costs a revisit record, keeps its text, and is judged as if it had been sent."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from claimcheck.archive import Archive
from claimcheck.model.reference import Reference
from claimcheck.model.source import Source
from claimcheck.sources import Freshness, collect
from web import LoopbackWeb

URL = "https://port.test/ferries"
WORDS = "<p>The harbour office logged 1,482 ferries in the season, and 61 of them were late because of the fog.</p>" * 3
PAGE = f"<html><head><title>Late ferries</title></head><body><h1>Late ferries</h1>{WORDS}</body></html>"
STALE = Freshness(0.0, 0.0)


def ask(web: LoopbackWeb, path: Path, url: str = URL, **keywords: object) -> Source:
    found = collect(
        [Reference("lund", title="Late ferries", url=url)],
        workspace=path,
        state=path / ".claimcheck",
        options=web.options(retries=0),
        **keywords,  # type: ignore[arg-type]
    )
    return found.sources[0]


def records(path: Path) -> list[tuple[str, str, int]]:
    """Kind, profile and length of each record."""
    found = []
    for warc in sorted((path / ".claimcheck" / "archive").glob("*.warc.gz")):
        with warc.open("rb") as file:
            for record in ArchiveIterator(file):
                profile = (record.rec_headers.get_header("WARC-Profile") or "").rpartition("/")[2]
                found.append((record.rec_type, profile, len(record.raw_stream.read())))
    return found


@pytest.mark.parametrize(
    ("field", "value", "asked"),
    [
        ("ETag", '"v1"', "if-none-match"),
        ("ETag", 'W/"v1"', "if-none-match"),
        ("Last-Modified", "Mon, 23 Nov 2020 10:00:00 GMT", "if-modified-since"),
    ],
)
def test_an_unchanged_page_is_not_sent_again_and_keeps_its_text(
    web: LoopbackWeb, tmp_path: Path, field: str, value: str, asked: str
) -> None:
    web.page(URL, PAGE, headers={field: value})
    first = ask(web, tmp_path)
    again = ask(web, tmp_path, fresh=STALE)
    assert [seen.headers.get(asked) for seen in web.requests] == [None, value]
    assert first.snapshot is not None
    assert again.snapshot is not None
    assert (again.health.status, again.health.http) == ("ok", 200)
    assert again.text == first.text is not None
    assert (again.snapshot.id, again.snapshot.digest) == (first.snapshot.id, first.snapshot.digest)
    assert again.snapshot.fetched > first.snapshot.fetched
    kinds = Counter((kind, profile) for kind, profile, _ in records(tmp_path))
    assert kinds[("response", "")] == 1
    assert kinds[("revisit", "server-not-modified")] == 1

    # A third time, from what the revisit left; and from the archive alone, with the index and the state lost.
    assert ask(web, tmp_path, fresh=STALE).text == first.text
    assert web.requests[-1].headers.get(asked) == value
    for name in ("state.db", "archive/index.cdxj", "archive/manifest.json"):
        (tmp_path / ".claimcheck" / name).unlink()
    offline = ask(web, tmp_path, offline=True)
    assert offline.text == first.text
    assert (offline.health.status, offline.health.http) == ("ok", 200)
    with Archive(tmp_path / ".claimcheck" / "archive") as archive:
        assert archive.verify() == ()
        assert len(archive.list()) == 1


def test_a_changed_page_is_sent_read_and_kept(web: LoopbackWeb, tmp_path: Path) -> None:
    web.page(URL, PAGE, headers={"ETag": '"v1"'})
    ask(web, tmp_path)
    web.page(URL, PAGE.replace("1,482", "1,500"), headers={"ETag": '"v2"'})
    again = ask(web, tmp_path, fresh=STALE)
    assert web.requests[-1].headers["if-none-match"] == '"v1"'
    assert again.text is not None
    assert "1,500 ferries" in again.text.text
    ask(web, tmp_path, fresh=STALE)
    assert web.requests[-1].headers["if-none-match"] == '"v2"'


def test_a_page_without_validators_that_comes_again_is_kept_once(web: LoopbackWeb, tmp_path: Path) -> None:
    web.page(URL, PAGE)
    ask(web, tmp_path)
    ask(web, tmp_path, fresh=STALE)
    assert not any(name.startswith("if-") for seen in web.requests for name in seen.headers)
    kinds = Counter((kind, profile) for kind, profile, _ in records(tmp_path))
    assert kinds[("response", "")] == 1
    assert kinds[("revisit", "identical-payload-digest")] == 1


def test_after_a_redirect_the_page_it_leads_to_is_asked_for_by_its_own_validators(
    web: LoopbackWeb, tmp_path: Path
) -> None:
    web.redirect(URL, "https://port.test/new", headers={"ETag": '"old"'})
    web.page("https://port.test/new", PAGE, headers={"ETag": '"new"'})
    first = ask(web, tmp_path)
    again = ask(web, tmp_path, fresh=STALE)
    assert [seen.headers.get("if-none-match") for seen in web.requests] == [None, None, None, '"new"']
    assert again.text == first.text is not None
    assert again.health.status == first.health.status == "moved"


def test_a_page_that_died_is_told_though_it_was_kept(web: LoopbackWeb, tmp_path: Path) -> None:
    web.page(URL, PAGE, headers={"ETag": '"v1"'})
    ask(web, tmp_path)
    web.page(URL, "gone", status=410)
    assert ask(web, tmp_path, fresh=STALE).health.status == "gone"
    web.page(URL, PAGE, headers={"ETag": '"v1"'})
    assert ask(web, tmp_path, fresh=STALE).health.status == "ok"
    assert "if-none-match" not in web.requests[-1].headers  # what was had last was no page


@pytest.mark.parametrize(
    "other",
    [
        "<title>Sign in</title><h1>Sign in</h1><form><input type='password'></form>",
        "<title>Page not found</title><h1>Page not found</h1><p>The page that you asked for does not exist.</p>",
    ],
    ids=["login", "soft 404"],
)
def test_a_page_that_is_not_the_work_is_never_what_may_be_unchanged(
    web: LoopbackWeb, tmp_path: Path, other: str
) -> None:
    """A server that goes by dates would say of the work that it has not changed since that page."""
    dated = {"Last-Modified": "Mon, 23 Nov 2020 10:00:00 GMT"}
    web.page(URL, other, headers=dated)
    assert ask(web, tmp_path).text is None
    web.page(URL, PAGE, headers=dated)
    assert ask(web, tmp_path, fresh=STALE).health.status == "ok"
    assert not any(name.startswith("if-") for seen in web.requests for name in seen.headers)


def test_what_is_kept_and_damaged_is_asked_for_anew(web: LoopbackWeb, tmp_path: Path) -> None:
    web.page(URL, PAGE, headers={"ETag": '"v1"'})
    first = ask(web, tmp_path)
    assert first.snapshot is not None
    warc = tmp_path / ".claimcheck" / "archive" / first.snapshot.warc
    data = bytearray(warc.read_bytes())
    data[first.snapshot.offset + 450] ^= 0xFF
    warc.write_bytes(bytes(data))
    again = ask(web, tmp_path, fresh=STALE)
    assert again.text == first.text is not None
    assert [seen.headers.get("if-none-match") for seen in web.requests] == [None, '"v1"', None]


def test_a_304_that_nobody_asked_for_is_no_page(web: LoopbackWeb, tmp_path: Path) -> None:
    web.page(URL, status=304)
    assert ask(web, tmp_path).text is None
    assert "revisit" not in [kind for kind, *_ in records(tmp_path)]


@pytest.mark.parametrize("etag", ['"' + "x" * 5000 + '"', '"\x01"', '"größe"'])
def test_a_validator_that_nobody_should_send_is_not_sent(web: LoopbackWeb, tmp_path: Path, etag: str) -> None:
    web.page(URL, PAGE, headers={"ETag": etag})
    ask(web, tmp_path)
    assert ask(web, tmp_path, fresh=STALE).health.status == "ok"
    assert not any(name.startswith("if-") for seen in web.requests for name in seen.headers)


def test_metadata_records_name_the_works_once(web: LoopbackWeb, tmp_path: Path) -> None:
    web.page(URL, PAGE, headers={"ETag": '"v1"'})
    for _ in range(3):
        ask(web, tmp_path, fresh=STALE)
    assert [kind for kind, *_ in records(tmp_path)].count("metadata") == 1
    index = (tmp_path / ".claimcheck" / "archive" / "index.cdxj").read_text("utf-8")
    assert re.findall(r'"keys": \[([^]]*)\]', index) == ['"lund"']
