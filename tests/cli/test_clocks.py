"""A clock that is wrong, or put right, in a run and between runs: nothing is lost, and the news is told anyway."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from claimcheck.archive import Archive
from claimcheck.cli import run
from web import Asked, LoopbackWeb, Route

from .ageing import audit, audit_json
from .test_links import OTHER, WORDS, entry, page

YEAR = timedelta(days=365)


class Clock:
    """The wall clock of this process, so much ahead (or behind) of the real one."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self, zone: tzinfo | None = None) -> datetime:
        return datetime.now(zone) + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    own = Clock()

    class Moment(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return own.now(tz)

    for module in ("net.exchange", "net.retry", "sources.known", "audit", "pipeline", "exporting"):
        monkeypatch.setattr(f"claimcheck.{module}.datetime", Moment, raising=False)
    return own


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claimcheck.toml").write_text("[network]\nper-host-interval = 0\n", encoding="utf-8")
    names = ("a", "b", "c")
    text = "".join(entry(name, f"https://quay.test/{name}", f"Late ferries {name}") for name in names)
    (tmp_path / "references.bib").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def there(web: LoopbackWeb) -> list[str]:
    for name in ("a", "b", "c"):
        put(web, name)
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]


def put(web: LoopbackWeb, name: str, text: str = WORDS) -> None:
    web.page(f"https://quay.test/{name}", page(f"Late ferries {name}", text))


def kept(workspace: Path) -> list[bytes]:
    with Archive(workspace / ".claimcheck" / "archive", readonly=True) as archive:
        assert archive.verify() == ()
        return [archive.read(ref) for ref in archive.list()]


@pytest.mark.parametrize("jump", [YEAR, -YEAR, timedelta(seconds=-2)], ids=["on", "back", "a little back"])
def test_a_clock_that_jumps_in_a_run_costs_no_page_and_no_right_class(
    workspace: Path, web: LoopbackWeb, there: list[str], clock: Clock, jump: timedelta, capsys
) -> None:
    def answer(asked: Asked) -> Route:
        clock.ahead += jump  # each answer finds the clock put elsewhere
        name = asked.target.rpartition("/")[2]
        body = page(f"Late ferries {name}").encode()
        return Route(404 if name == "b" else 200, (("Content-Type", "text/html"),), body)

    web.service("quay.test", answer)
    try:
        assert run(["links", "-v", *there]) == 1
    finally:
        web.reset()
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[:3]] == ["ok", "gone", "ok"]
    assert len(kept(workspace)) == 3


@pytest.mark.parametrize("wrong", [YEAR, -YEAR], ids=["ahead", "behind"])
def test_what_a_wrong_clock_noted_down_stands_in_the_way_of_nothing(
    workspace: Path, web: LoopbackWeb, there: list[str], clock: Clock, wrong: timedelta
) -> None:
    clock.ahead = wrong
    assert audit(there) == {}
    clock.ahead = timedelta(0)  # and is put right
    put(web, "a", OTHER)
    web.page("https://quay.test/b", "no", status=410)
    first = audit(there)
    assert first.pop("failing") == ["b"]
    assert first in ({"drifted": ["a"]}, {})  # by a clock that was ahead it is not known what had been before
    put(web, "b")
    web.page("https://quay.test/c", "no", status=403)
    assert audit(there) == {"repaired": ["b"], "walled": ["c"]}
    assert len(audit_json(there)["audits"]) == 4
    assert len(kept(workspace)) == 6


def test_after_a_clock_that_was_ahead_offline_reads_what_was_fetched_last(
    workspace: Path, web: LoopbackWeb, there: list[str], clock: Clock
) -> None:
    (workspace / "paper.md").write_text("# F\n\nThe port has 114 quays [@a].\n", encoding="utf-8")
    put(web, "a", f"{WORDS} The port has 9 quays, and always had.")
    clock.ahead = YEAR
    run(["check", "paper.md", "-q", *there])
    clock.ahead = timedelta(0)
    put(web, "a", f"{WORDS} The port has 114 quays, and always had.")
    assert run(["check", "paper.md", "-q", *there]) == 0
    assert run(["check", "paper.md", "-q", "--offline"]) == 0
    report = json.loads((workspace / "reports" / "paper.json").read_text("utf-8"))
    assert report["summary"]["verdicts"]["supported"] == 1


def test_two_failures_a_second_apart_are_no_day_apart_whatever_a_clock_that_is_put_back_says(
    workspace: Path, web: LoopbackWeb, there: list[str], clock: Clock
) -> None:
    web.page("https://quay.test/a", "no", status=410)
    clock.ahead = timedelta(days=3)
    assert audit(there) == {"failing": ["a"]}
    clock.ahead = timedelta(0)
    assert "broken" not in audit(there)
    assert "broken" not in audit(there)
