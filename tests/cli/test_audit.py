"""``audit``: days pass, pages die, move, drift, hide and come back, and each is reported once, when it happened."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimcheck.archive import Archive
from claimcheck.cli import run
from web import Hang, LoopbackWeb

from .ageing import audit, audit_json, days_pass
from .test_links import OTHER, WORDS, entry, page


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claimcheck.toml").write_text("[network]\nper-host-interval = 0\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def there(web: LoopbackWeb) -> list[str]:
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]


def cite(workspace: Path, web: LoopbackWeb, *names: str) -> None:
    """A bibliography of pages that are all there."""
    text = "".join(entry(name, f"https://quay.test/{name}", f"Late ferries {name}") for name in names)
    (workspace / "references.bib").write_text(text, encoding="utf-8")
    for name in names:
        put(web, name)


def put(web: LoopbackWeb, name: str, text: str = WORDS) -> None:
    web.page(f"https://quay.test/{name}", page(f"Late ferries {name}", text))


def kill(web: LoopbackWeb, name: str, status: int = 404) -> None:
    web.page(f"https://quay.test/{name}", "no", status=status)


def test_a_link_is_failing_at_first_and_dead_a_day_later(workspace, web, there, capsys) -> None:
    cite(workspace, web, "a", "b")
    assert audit(there, status=0) == {}
    days_pass(workspace, 1)
    kill(web, "a")
    assert audit(there, status=0) == {"failing": ["a"]}
    assert audit(there, status=0) == {}  # the same day: still failing, and nothing new
    days_pass(workspace, 1)
    assert audit(there, status=1) == {"broken": ["a"]}
    days_pass(workspace, 1)
    assert audit(there, status=0) == {}
    put(web, "a")
    assert audit(there, status=0) == {"repaired": ["a"]}


@pytest.mark.parametrize("way", ["soft 404", "home"])
def test_what_is_a_warning_in_a_check_is_an_error_once_it_is_dead(workspace, web, there, way) -> None:
    cite(workspace, web, "a")
    web.page("https://quay.test/", page("The harbour office"))
    if way == "home":
        web.redirect("https://quay.test/a", "https://quay.test/")
    else:
        web.page("https://quay.test/a", "<title>Page not found</title><h1>Page not found</h1>")
    assert audit(there, status=0) == {"failing": ["a"]}
    days_pass(workspace, 1)
    assert audit(there, status=1) == {"broken": ["a"]}


def test_two_failures_on_one_day_make_no_dead_link(workspace, web, there) -> None:
    cite(workspace, web, "a")
    kill(web, "a")
    assert audit(there) == {"failing": ["a"]}
    days_pass(workspace, 0.5)
    assert audit(there) == {}
    (workspace / "claimcheck.toml").write_text("[audit]\ndead-after-days = 0.25\n", encoding="utf-8")
    assert audit(there) == {}  # by this setting it was dead at the last audit already


def test_how_far_apart_is_a_setting(workspace, web, there) -> None:
    (workspace / "claimcheck.toml").write_text("[audit]\ndead-after-days = 7\n", encoding="utf-8")
    cite(workspace, web, "a")
    kill(web, "a", 410)
    assert audit(there) == {"failing": ["a"]}
    days_pass(workspace, 5)
    assert audit(there) == {}
    days_pass(workspace, 3)
    assert audit(there) == {"broken": ["a"]}


def test_a_server_in_trouble_is_never_dead_and_a_wall_is_not_either(workspace, web, there) -> None:
    web.refusing("shut.test")
    web.unresolvable("nowhere.test")
    flags = [f"--connect-to={':'.join(detour)}" for detour in web.options().connect_to[:-1]]
    urls = {"shut": "https://shut.test/", "nowhere": "https://nowhere.test/x", "wall": "https://quay.test/wall"}
    kill(web, "wall", 403)
    text = "".join(entry(key, url) for key, url in urls.items())
    (workspace / "references.bib").write_text(text, encoding="utf-8")
    first = audit_json([*flags, *there])
    assert {change["keys"][0]: change["kind"] for change in first["changes"]} == {
        "shut": "failing", "nowhere": "failing", "wall": "walled",
    }  # fmt: skip
    days_pass(workspace, 30)
    second = audit_json([*flags, *there], status=1)
    assert [(change["keys"][0], change["kind"]) for change in second["changes"]] == [("nowhere", "broken")]


def test_moves_and_walls_are_told_once_and_a_wall_that_fell_is_repaired(workspace, web, there) -> None:
    cite(workspace, web, "a", "b")
    assert audit(there) == {}
    put(web, "new")
    web.page("https://quay.test/new", page("Late ferries a"))
    web.redirect("https://quay.test/a", "https://quay.test/new")
    kill(web, "b", 403)
    assert audit(there, status=0) == {"moved": ["a"], "walled": ["b"]}
    assert audit(there) == {}
    web.page("https://quay.test/newer", page("Late ferries a"))
    web.redirect("https://quay.test/a", "https://quay.test/newer")
    put(web, "b")
    found = audit_json(there)
    assert [(change["kind"], change["now"]["moved_to"]) for change in found["changes"]] == [
        ("moved", "https://quay.test/newer"),
        ("repaired", None),
    ]


def test_drift_is_measured_from_the_last_audit_whatever_was_run_in_between(workspace, web, there) -> None:
    cite(workspace, web, "a")
    assert audit(there) == {}
    days_pass(workspace, 10)
    put(web, "a", OTHER)
    assert run(["links", *there, "--fail-on", "warning"]) == 1  # tells it, and has then seen the page
    assert audit(there) == {"drifted": ["a"]}
    assert audit(there) == {}


def test_a_link_that_failed_between_two_audits_and_works_again_is_no_news(workspace, web, there) -> None:
    cite(workspace, web, "a")
    assert audit(there) == {}
    days_pass(workspace, 10)
    kill(web, "a")
    assert run(["links", *there]) == 1
    put(web, "a")
    assert audit(there) == {}


def test_rules_and_flags_put_changes_aside(workspace, web, there, capsys) -> None:
    cite(workspace, web, "a", "b")
    kill(web, "a")
    kill(web, "b")
    rule = '[[ignore]]\nreference = "a"\nreason = "kept on paper"\n'
    (workspace / "claimcheck.toml").write_text(rule, encoding="utf-8")
    audit(there)
    days_pass(workspace, 2)
    assert run(["audit", *there, "-q", "-v"]) == 1
    shown = capsys.readouterr().out
    assert "put aside: kept on paper" in shown
    days_pass(workspace, 2)
    put(web, "b")
    audit(there)
    kill(web, "b")
    audit(there)
    days_pass(workspace, 2)
    found = audit_json([*there, "--ignore", "L101"], status=0)
    assert [(change["keys"], change["aside"]) for change in found["changes"]] == [(["b"], "--ignore")]


def test_what_the_settings_select_of_other_families_says_nothing_of_links(workspace, web, there) -> None:
    cite(workspace, web, "a", "b")
    kill(web, "a")
    kill(web, "b", 403)
    (workspace / "claimcheck.toml").write_text('select = ["N"]\n', encoding="utf-8")
    assert run(["links", *there]) == 1
    assert audit(there) == {"failing": ["a"], "walled": ["b"]}
    put(web, "a")
    put(web, "b")
    assert audit([*there, "--select", "L101"]) == {"repaired": ["a", "b"]}
    kill(web, "a")
    kill(web, "b", 403)
    assert audit([*there, "--select", "L101"]) == {"failing": ["a"]}


def test_fail_on_says_what_counts(workspace, web, there) -> None:
    cite(workspace, web, "a")
    kill(web, "a")
    audit([*there, "--fail-on", "warning"], status=1)  # failing: a warning
    days_pass(workspace, 2)
    audit([*there, "--fail-on", "never"], status=0)


def test_without_a_network_nothing_is_remembered(workspace, web, there, capsys) -> None:
    cite(workspace, web, "a")
    audit(there)
    assert run(["audit", "--connect-to", "::127.0.0.1:1", "--allow-private"]) == 3
    assert "no network" in capsys.readouterr().err
    assert len(audit_json(there)["audits"]) == 2


def test_robots_txt_is_honoured_unless_told_otherwise(workspace, web, there) -> None:
    cite(workspace, web, "a")
    web.page("https://quay.test/robots.txt", "User-agent: *\nDisallow: /", media_type="text/plain")
    assert audit(there) == {"walled": ["a"]}
    assert web.asked("https://quay.test/a") == 0
    assert audit([*there, "--robots", "ignore"]) == {"repaired": ["a"]}


def test_what_the_screen_says(workspace, web, there, capsys) -> None:
    cite(workspace, web, "a", "b", "c", "d")
    audit(there)
    kill(web, "a", 410)
    audit(there)
    days_pass(workspace, 7)
    assert run(["audit", *there, "-q"]) == 1
    broken, counts, rot = capsys.readouterr().out.splitlines()
    assert broken.startswith("broken    L101  a  https://quay.test/a: the server answers 410 (Gone); failing since 20")
    assert counts == "links    4  3 good, 1 dead"
    assert rot.startswith("dead  25.0 %; before: 0.0 % on ")
    assert run(["audit", *there, "-q"]) == 0
    assert capsys.readouterr().out.startswith("nothing has changed since the audit of ")


def test_an_address_under_two_keys_and_in_two_bibliographies_is_asked_once_and_told_once(workspace, web, there) -> None:
    cite(workspace, web, "a")
    text = entry("one", "https://quay.test/a#top") + entry("two", "https://quay.test/a")
    (workspace / "references.bib").write_text(text, encoding="utf-8")
    (workspace / "own.bib").write_text(entry("three", "https://quay.test/a"), encoding="utf-8")
    (workspace / "claims").mkdir()
    claims = 'schema = 1\npaper = "p.md"\nbibliography = "own.bib"\n'
    (workspace / "claims" / "p.toml").write_text(claims, encoding="utf-8")
    kill(web, "a")
    found = audit_json(there)
    assert [change["keys"] for change in found["changes"]] == [["one", "two", "three"]]
    assert web.asked("https://quay.test/a") == 1


@pytest.mark.parametrize("seed", [2, 7])
def test_a_week_of_daily_audits_yields_exactly_what_was_planned(workspace, web, there, seed) -> None:
    """Each day a seeded choice of pages dies, comes back, moves, drifts or hides; what ``audit`` must say follows."""
    chance = random.Random(seed)
    names = [f"p{number}" for number in range(12)]
    cite(workspace, web, *names)
    state = dict.fromkeys(names, "good")
    text = dict.fromkeys(names, WORDS)
    served = {page(f"Late ferries {name}") for name in names}
    seen: set[str] = set()
    assert audit(there) == {}
    for _ in range(7):
        days_pass(workspace, 1)
        planned: dict[str, list[str]] = {}
        for name in names:
            was = state[name]
            state[name] = "dead" if was == "failing" else was
            if was == "failing":
                planned.setdefault("broken", []).append(name)
            event = chance.choice(["", "", "", "die", "return", "move", "drift", "hide"])
            if event == "die" and was in ("good", "walled"):
                kill(web, name, chance.choice([404, 410]))
                state[name] = "failing"
                planned.setdefault("failing", []).append(name)
            elif event == "hide" and was == "good":
                kill(web, name, 403)
                state[name] = "walled"
                planned.setdefault("walled", []).append(name)
            elif event == "return" and was in ("dead", "walled"):
                put(web, name, text[name])
                state[name] = "good"
                planned.setdefault("repaired", []).append(name)
            elif event == "move" and was == "good":
                web.redirect(f"https://quay.test/{name}", f"https://quay.test/{name}-moved")
                web.page(f"https://quay.test/{name}-moved", page(f"Late ferries {name}", text[name]))
                state[name] = "moved"
                planned.setdefault("moved", []).append(name)
            elif event == "drift" and was == "good":
                text[name] = OTHER if text[name] == WORDS else WORDS
                put(web, name, text[name])
                planned.setdefault("drifted", []).append(name)
        found = audit(there)
        assert found == {kind: sorted(pages) for kind, pages in planned.items()}
        seen |= planned.keys()
        served |= {page(f"Late ferries {name}", text[name]) for name in names if state[name] in ("good", "moved")}
    assert seen == {"failing", "broken", "walled", "repaired", "moved", "drifted"}
    tallies = audit_json(there)["audits"]
    assert len(tallies) == 9
    assert tallies[-1]["dead"] + tallies[-1]["failing"] == sum(s in ("dead", "failing") for s in state.values())
    assert run(["archive", "verify"]) == 0
    with Archive(workspace / ".claimcheck" / "archive", readonly=True) as archive:
        kept = {archive.read(ref).decode() for ref in archive.list()}
    assert served <= kept  # no page of any day is lost


HOSTILE = "\x1b[2J\u202egnp.exe\u2066"


def test_no_word_of_a_page_or_an_entry_acts_on_the_terminal_or_in_the_json(workspace, web, there, capsys) -> None:
    cite(workspace, web, "a", "b")
    text = entry("a", "https://quay.test/a", f"Late {HOSTILE} ferries") + entry("b", "https://quay.test/b\x9b31m")
    (workspace / "references.bib").write_text(text, encoding="utf-8")
    web.redirect("https://quay.test/a", f"https://quay.test/new?{HOSTILE}")
    for flags in ([], ["--json"], ["-v"]):
        run(["audit", *there, *flags])
        run(["links", *there, "-v"])
        shown = capsys.readouterr()
        for text in (shown.out, shown.err):
            assert not {"\x1b", "\u202e", "\u2066", "\x9b"} & set(text)


def test_an_interrupted_audit_is_none_and_the_next_one_compares_with_the_last_that_was(workspace, web, there) -> None:
    cite(workspace, web, "a", "slow")
    assert audit(there) == {}
    days_pass(workspace, 3)
    kill(web, "a")
    web.page("https://quay.test/slow", page("Late ferries slow"), fault=Hang())
    command = [sys.executable, "-m", "claimcheck", "audit", *there]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        ends = time.monotonic() + 30
        while web.asked("https://quay.test/slow") < 2 and time.monotonic() < ends:
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    put(web, "slow")
    found = audit_json(there)
    assert [change["kind"] for change in found["changes"]] == ["failing"]
    assert len(found["audits"]) == 2
