"""Works of a bibliography on a loopback web: asked, read, judged, and not asked again while fresh."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from claimcheck.model.reference import Reference
from claimcheck.model.source import Source
from claimcheck.net import NetOptions
from claimcheck.sources import Collected, Freshness, collect, locate
from web import Bomb, LoopbackWeb, Reset

TEXT = "<p>The harbour office logged 1,482 ferries in the season, and 61 of them were late because of the fog.</p>" * 3


def article(title: str) -> str:
    return f"<html lang='en'><head><title>{title}</title></head><body><h1>{title}</h1>{TEXT}</body></html>"


def reference(key: str, url: str = "", **fields: str) -> Reference:
    return Reference(key, title="Late ferries", url=url, **fields)  # type: ignore[arg-type]


class Workspace:
    """A workspace whose sources are collected from the loopback web."""

    def __init__(self, path: Path, web: LoopbackWeb) -> None:
        self.path = path
        self.web = web

    def collect(self, *references: Reference, options: NetOptions | None = None, **keywords: object) -> Collected:
        return collect(
            references,
            workspace=self.path,
            state=self.path / ".claimcheck",
            options=options or self.web.options(retries=0),
            **keywords,  # type: ignore[arg-type]
        )


@pytest.fixture
def workspace(tmp_path: Path, web: LoopbackWeb) -> Workspace:
    return Workspace(tmp_path, web)


def test_an_article_is_read_archived_and_put_down_as_text(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", article("Late ferries"))
    (source,) = workspace.collect(reference("doe", "https://quay.test/a#part")).sources
    assert (source.health.status, source.asked) == ("ok", True)
    assert source.text is not None
    assert source.snapshot is not None
    put_down = workspace.path / ".claimcheck" / "text" / f"{source.snapshot.text_sha256}.txt"
    assert put_down.read_bytes() == source.text.text.encode()
    assert hashlib.sha256(put_down.read_bytes()).hexdigest() == source.snapshot.text_sha256
    assert (workspace.path / ".claimcheck" / "archive" / source.snapshot.warc).is_file()


def test_a_second_run_asks_nothing_and_finds_the_same(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", article("Late ferries"))
    web.page("https://quay.test/gone", "no", status=404)
    web.page("https://quay.test/bomb", fault=Bomb(60))
    web.page("https://quay.test/reset", fault=Reset())
    web.redirect("https://quay.test/old", "https://quay.test/a")
    names = ("a", "gone", "bomb", "reset", "old")
    references = [reference(name, f"https://quay.test/{name}") for name in names]
    first = workspace.collect(*references)
    asked = len(web.requests)
    second = workspace.collect(*references)
    assert len(web.requests) == asked
    assert second.sources == first.sources
    assert [s.health.status for s in first.sources] == ["ok", "gone", "ok", "refused", "moved"]
    assert [s.text is not None for s in first.sources] == [True, False, False, False, True]


def test_what_is_not_fresh_any_more_is_asked_again(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", article("Late ferries"))
    workspace.collect(reference("doe", "https://quay.test/a"))
    workspace.collect(reference("doe", "https://quay.test/a"), fresh=Freshness(ok_days=0, failed_days=0))
    assert web.asked("https://quay.test/a") == 2


def test_a_mended_title_is_judged_anew_without_asking(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", article("Cup final ends in a draw"))
    url = "https://quay.test/a"
    wrong = workspace.collect(Reference("k", title="Coral reefs and their keepers in the south", url=url))
    right = workspace.collect(Reference("k", title="Cup final ends in a draw", url=url))
    assert [c.sources[0].health.status for c in (wrong, right)] == ["wrong_work", "ok"]
    assert (wrong.sources[0].text is None, right.sources[0].text is None) == (True, False)
    assert web.asked(url) == 1


def test_offline_reads_snapshots_and_asks_nothing(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", article("Late ferries"))
    known = reference("known", "https://quay.test/a")
    workspace.collect(known)
    asked = len(web.requests)
    offline = workspace.collect(known, reference("other", "https://quay.test/b"), offline=True)
    assert len(web.requests) == asked
    assert [(s.text is not None, s.asked, s.health.status) for s in offline.sources] == [
        (True, True, "ok"),
        (False, False, "unchecked"),
    ]


def test_without_any_network_nothing_is_said_and_nothing_remembered(workspace: Workspace, web: LoopbackWeb) -> None:
    closed = web.options(retries=0, connect_to=(("", "", "127.0.0.1", "1"),))
    cited = [reference("a", "https://quay.test/a"), reference("b", "https://other.test/b")]
    cut_off = workspace.collect(*cited, options=closed)
    assert not cut_off.network
    assert [(s.health.status, s.asked, s.text) for s in cut_off.sources] == [("unchecked", False, None)] * 2
    web.page("https://quay.test/a", article("Late ferries"))
    web.page("https://other.test/b", article("Late ferries"))
    assert [s.health.status for s in workspace.collect(*cited).sources] == ["ok", "ok"]


def test_without_a_network_older_snapshots_are_still_read(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", article("Late ferries"))
    workspace.collect(reference("a", "https://quay.test/a"))
    closed = web.options(retries=0, connect_to=(("", "", "127.0.0.1", "1"),))
    never = Freshness(ok_days=0)
    (source,) = workspace.collect(reference("a", "https://quay.test/a"), options=closed, fresh=never).sources
    assert (source.health.status, source.asked, source.text is not None) == ("unchecked", False, True)


def test_one_dead_host_among_living_ones_is_that_hosts_own(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", article("Late ferries"))
    web.refusing("shut.test")
    both = workspace.collect(reference("a", "https://quay.test/a"), reference("b", "https://shut.test/b"))
    assert both.network
    assert [s.health.status for s in both.sources] == ["ok", "refused"]


def test_the_doi_is_asked_where_the_address_gives_nothing(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", "no", status=404)
    web.redirect("https://doi.org/10.1234/x(1)", "https://press.test/x", status=302)
    web.page("https://press.test/x", article("Late ferries"))
    (source,) = workspace.collect(reference("a", "https://quay.test/a", doi="10.1234/x(1)")).sources
    assert source.health.status == "gone"
    assert source.text is not None
    assert source.detail == "read from https://press.test/x"
    assert source.tried == ("https://quay.test/a", "https://doi.org/10.1234/x(1)")


def test_a_local_file_is_read_first_and_the_link_judged_all_the_same(workspace: Workspace, web: LoopbackWeb) -> None:
    (workspace.path / "papers").mkdir()
    (workspace.path / "papers" / "doe.html").write_text(article("Late ferries"), "utf-8")
    web.page("https://quay.test/a", "no", status=410)
    cited = reference("a", "https://quay.test/a", file=":papers/doe.html:text/html")
    (source,) = workspace.collect(cited).sources
    assert (source.health.status, source.text is not None) == ("gone", True)
    assert source.snapshot is not None
    assert source.snapshot.url == "papers/doe.html"


@pytest.mark.parametrize("name", ["../outside.html", "/etc/passwd", "link.html", "missing.html"])
def test_files_outside_the_workspace_are_not_read(workspace: Workspace, tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "outside.html").write_text(article("Late ferries"), "utf-8")
    (inner / "link.html").symlink_to(tmp_path / "outside.html")
    places = locate(reference("a", file=name), inner)
    assert places.files == ()
    assert len(places.refused) == 1


def test_a_work_without_any_place_says_so(workspace: Workspace) -> None:
    (source,) = workspace.collect(reference("a")).sources
    assert (source.health.status, source.asked) == ("unchecked", True)
    assert source.detail == "no address, DOI or file to read it from"


def test_sources_come_in_order_and_each_is_told_once(workspace: Workspace, web: LoopbackWeb) -> None:
    told: list[Source] = []
    references = [reference(f"k{number}", f"https://h{number % 3}.test/{number}") for number in range(12)]
    for cited in references:
        web.page(cited.url, article("Late ferries"))
    found = workspace.collect(*references, on_done=told.append).sources
    assert [source.key for source in found] == [cited.key for cited in references]
    assert sorted(told, key=lambda s: s.key) == sorted(found, key=lambda s: s.key)


def test_one_address_cited_twice_is_asked_once(workspace: Workspace, web: LoopbackWeb) -> None:
    web.page("https://quay.test/a", article("Late ferries"))
    workspace.collect(reference("a", "https://quay.test/a"), reference("b", "https://quay.test/a#2"))
    assert web.asked("https://quay.test/a") == 1


def test_each_work_is_told_of_its_own_part_of_a_page_that_is_asked_once_and_again_from_the_state(
    workspace: Workspace, web: LoopbackWeb
) -> None:
    url = "https://quay.test/a"
    web.page(url, article("Late ferries").replace("<h1>", "<h1 id='ferries'>"))
    cited = [reference("a", f"{url}#ferries"), reference("b", f"{url}#tides"), reference("c", url)]
    for _ in range(2):
        sources = workspace.collect(*cited).sources
        assert [bool(source.health.missing_part) for source in sources] == [False, True, False]
    assert [source.health.missing_part for source in workspace.collect(*cited, offline=True).sources][1]
    assert web.asked(url) == 1
