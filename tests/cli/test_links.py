"""``links``: every address judged, a line each; findings on links alone decide the exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.cli import run
from web import LoopbackWeb

WORDS = (
    "The harbour office keeps a book of every ferry that came in late, with the hour, the weather and the name of the "
    "master, and its clerk reads it out on the first Monday of each month to whoever cares to come and listen there. "
)
OTHER = (
    "Our new shop sells rope, lamps, varnish, charts, boots and warm woollen caps for sailors of all ages; orders of "
    "fifty crowns are sent without charge to every address in the country, and gift cards can be had at the counter. "
)


def page(title: str, text: str = WORDS) -> str:
    return f"<html lang='en'><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"


def entry(key: str, url: str, title: str = "Late ferries") -> str:
    return f"@misc{{{key},\n  title = {{{title}}},\n  url = {{{url}}},\n}}\n\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def there(web: LoopbackWeb) -> list[str]:
    web.page("https://quay.test/late", page("Late ferries"))
    web.page("https://quay.test/gone", "no", status=404)
    web.page("https://quay.test/walled", "no", status=403)
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private"]


def write(workspace: Path, *names: str) -> None:
    text = "".join(entry(name, f"https://quay.test/{name}") for name in names)
    (workspace / "references.bib").write_text(text, encoding="utf-8")


def test_every_reference_has_a_line_and_the_counts_follow(workspace, there, capsys) -> None:
    write(workspace, "late", "gone", "walled")
    assert run(["links", *there]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["ok", "gone", "blocked"]
    assert "https://quay.test/gone" in lines[1]
    assert lines[-1].split() == "references 3 1 ok, 1 gone, 1 blocked to robots".split()
    assert not (workspace / "reports").exists()


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        ([], 1),
        (["--ignore", "L101"], 0),
        (["--select", "L120"], 0),
        (["--select", "L120", "--fail-on", "note"], 1),
        (["--fail-on", "never"], 0),
    ],
)
def test_findings_on_links_decide_the_exit_status(workspace, there, flags, status) -> None:
    write(workspace, "late", "gone", "walled")
    assert run(["links", *there, *flags]) == status


def test_what_is_wrong_with_the_entries_themselves_does_not_count(workspace, there) -> None:
    write(workspace, "late", "late")
    assert run(["check", *there]) == 2  # no claims file
    assert run(["links", *there, "--fail-on", "note"]) == 0


def test_a_rule_of_the_settings_puts_a_dead_link_aside(workspace, there) -> None:
    write(workspace, "gone")
    (workspace / "claimcheck.toml").write_text(
        '[[ignore]]\ncode = "L101"\nreason = "read on paper"\n', encoding="utf-8"
    )
    assert run(["links", *there]) == 0


def test_what_is_fresh_is_not_asked_again(workspace, there, web) -> None:
    write(workspace, "late", "gone")
    assert run(["links", *there]) == 1
    assert run(["links", *there]) == 1
    assert (web.asked("https://quay.test/late"), web.asked("https://quay.test/gone")) == (1, 1)


def test_all_bibliographies_of_the_workspace_are_looked_at(workspace, there, capsys) -> None:
    write(workspace, "late")
    (workspace / "own.bib").write_text(entry("gone", "https://quay.test/gone"), encoding="utf-8")
    (workspace / "claims").mkdir()
    claims = 'schema = 1\npaper = "p.md"\nbibliography = "own.bib"\n'
    (workspace / "claims" / "p.toml").write_text(claims, encoding="utf-8")
    assert run(["links", *there]) == 1
    shown = capsys.readouterr().out
    assert "quay.test/late" in shown
    assert "quay.test/gone" in shown


def test_without_a_bibliography_it_is_wrong_usage(workspace, capsys) -> None:
    assert run(["links"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_network_the_job_can_not_be_done(workspace, web, capsys) -> None:
    write(workspace, "late")
    assert run(["links", "--connect-to", "::127.0.0.1:1", "--allow-private"]) == 3
    assert capsys.readouterr().err.splitlines()[-1].startswith("claimcheck: no network")


def asked_anew(workspace: Path) -> None:
    (workspace / "claimcheck.toml").write_text("[network]\nfresh-days = 0\n", encoding="utf-8")


def test_a_page_that_says_something_else_has_drifted(workspace, there, web, capsys) -> None:
    asked_anew(workspace)
    write(workspace, "late")
    assert run(["links", *there, "--fail-on", "warning"]) == 0
    web.page("https://quay.test/late", page("Late ferries", OTHER))
    assert run(["links", *there, "--fail-on", "warning"]) == 1
    line = capsys.readouterr().out.splitlines()[-2]
    assert line.startswith("drifted")
    assert "of what it said then stands there now" in line
    assert run(["links", *there, "--fail-on", "warning"]) == 0  # as it was the last time


def test_without_the_archive_links_are_judged_the_same_and_no_page_is_kept(workspace, there, web, capsys) -> None:
    write(workspace, "late", "gone", "walled")
    assert run(["links", *there, "--no-archive"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["ok", "gone", "blocked"]
    state = workspace / ".claimcheck"
    assert not [*(state / "archive").glob("*.warc.gz"), *(state / "text").glob("*")]
    assert run(["links", *there, "--no-archive", "--select", "L120"]) == 0
    assert web.asked("https://quay.test/late") == 2  # nothing is kept that could be had instead


def test_many_links_are_judged_without_the_archive_too(workspace, there, web, capsys) -> None:
    (workspace / "claimcheck.toml").write_text("[network]\nper-host = 10\nper-host-interval = 0.001\n", "utf-8")
    names = [f"late{number}" for number in range(220)]
    for name in names:
        web.page(f"https://quay.test/{name}", page("Late ferries"))
    write(workspace, *names, "gone")
    assert run(["links", *there, "--no-archive"]) == 1
    assert capsys.readouterr().out.splitlines()[-1].split() == "references 221 220 ok, 1 gone".split()
    assert not list((workspace / ".claimcheck" / "archive").glob("*.warc.gz"))


def test_a_page_that_changed_while_none_was_kept_drifts_against_the_last_that_was(workspace, there, web) -> None:
    asked_anew(workspace)
    write(workspace, "late")
    assert run(["links", *there, "--fail-on", "warning"]) == 0
    web.page("https://quay.test/late", page("Late ferries", OTHER))
    assert run(["links", *there, "--fail-on", "warning", "--no-archive"]) == 0
    assert run(["links", *there, "--fail-on", "warning"]) == 1


def test_a_page_with_a_new_menu_and_a_mended_sentence_has_not_drifted(workspace, there, web) -> None:
    asked_anew(workspace)
    long = " ".join(f"Ferry number {n} came in {n + 2} minutes late on a day of fog." for n in range(60))
    write(workspace, "late")
    web.page("https://quay.test/late", page("Late ferries", long))
    assert run(["links", *there, "--fail-on", "note"]) == 0
    menu = "<nav>" + "".join(f"<a href='/{n}'>Other story {n}</a> " for n in range(50)) + "</nav>"
    mended = page("Late ferries", long.replace("number 7 came", "number 7 limped"))
    web.page("https://quay.test/late", mended.replace("<h1>", f"{menu}<h1>"))
    assert run(["links", *there, "--fail-on", "note"]) == 0


def test_a_page_that_lost_a_cited_figure_has_drifted_however_alike_it_is(workspace, there, web, capsys) -> None:
    asked_anew(workspace)
    write(workspace, "late")
    claims = """schema = 1
paper = "p.md"
[[claim]]
id = "ferries"
quote = "logged 1,482 late ferries"
sources = ["late"]
[[claim.quantity]]
text = "1,482"
kind = "count"
value = 1482
approximator = "exact"
form = "point"
unit = ""
measure = "late ferries"
"""
    (workspace / "claims").mkdir()
    (workspace / "claims" / "p.toml").write_text(claims, encoding="utf-8")
    text = "In that season the office logged {} late ferries. " + WORDS * 5
    web.page("https://quay.test/late", page("Late ferries", text.format("1,482")))
    assert run(["links", *there, "--fail-on", "warning"]) == 0
    web.page("https://quay.test/late", page("Late ferries", text.format("1,571")))
    assert run(["links", *there, "--fail-on", "warning"]) == 1
    assert "“1,482”" in capsys.readouterr().out
