"""Several papers in one workspace, and papers that move in it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from claimcheck.cli import run

FERRIES = "# Ferries\n\nThe northern port handles 114 ferries on a working day [@lund]. It has nine quays.\n"
NOTED = (
    FERRIES.replace(" [@lund]", "[^1]") + '\n[^1]: Ada Lund, "Ferries of the Port," 2021, https://port.test/ferries.\n'
)
TRAMS = "# Trams\n\nThe old town runs 27 green trams on a working day [@lund]. It has six depots.\n"
ENTRY = "@misc{{{key}, title = {{{title}}}, author = {{Lund, Ada}}, year = {{2021}}, url = {{{url}}}}}\n"
PORT = "<title>Ferries of the Port</title><p>By Ada Lund. The northern port handles 114 ferries on a working day.</p>"
TOWN = "<title>Trams of the Town</title><p>By Ada Lund. The old town runs 31 green trams on a working day.</p>"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def there(web) -> list[str]:
    web.page("https://port.test/ferries", PORT)
    web.page("https://town.test/trams", TOWN)
    return ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def two_papers(workspace: Path) -> None:
    """Two papers of one name; one key means another work in each one's bibliography."""
    write(workspace / "a" / "paper.md", "---\nbibliography: refs.bib\n---\n" + FERRIES)
    write(
        workspace / "a" / "refs.bib",
        ENTRY.format(key="lund", title="Ferries of the Port", url="https://port.test/ferries"),
    )
    write(workspace / "b" / "paper.md", "---\nbibliography: refs.bib\n---\n" + TRAMS)
    write(
        workspace / "b" / "refs.bib",
        ENTRY.format(key="lund", title="Trams of the Town", url="https://town.test/trams"),
    )
    assert run(["extract", "a/paper.md", "-q"]) == 0
    assert run(["extract", "b/paper.md", "-q"]) == 0


def report(workspace: Path, name: str) -> dict:
    return json.loads((workspace / "reports" / f"{name}.json").read_text(encoding="utf-8"))


def ids(workspace: Path, name: str) -> list[str]:
    text = (workspace / "claims" / f"{name}.toml").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("id = ")]


def test_papers_of_one_name_have_files_and_reports_of_their_own(workspace, there, capsys) -> None:
    two_papers(workspace)
    assert run(["check", *there]) == 1
    assert report(workspace, "a/paper")["summary"]["verdicts"]["supported"] == 1
    assert report(workspace, "b/paper")["summary"]["verdicts"]["contradicted"] == 1
    said = capsys.readouterr().err
    assert "a/paper.md: asking sources" in said
    assert "b/paper.md: asking sources" in said


def test_without_a_paper_each_claims_file_finds_the_bibliography_its_paper_used(workspace, there, capsys) -> None:
    two_papers(workspace)
    assert not (workspace / "references.bib").exists()
    (workspace / "a" / "paper.md").unlink()
    assert run(["check", *there]) == 1
    for name, url in (("a", "https://port.test/ferries"), ("b", "https://town.test/trams")):
        assert [one["url"] for one in report(workspace, f"{name}/paper")["references"]] == [url]
        for finding in report(workspace, f"{name}/paper")["findings"]:
            assert finding["location"]["file"] in (f"{name}/refs.bib", f"claims/{name}/paper.toml")


def test_a_bibliography_named_on_the_command_line_is_remembered(workspace, there, capsys) -> None:
    write(workspace / "paper.md", FERRIES)
    write(
        workspace / "other.bib", ENTRY.format(key="lund", title="Ferries of the Port", url="https://port.test/ferries")
    )
    assert run(["extract", "paper.md", "--bib", "other.bib", "-q"]) == 0
    assert run(["check", *there]) == 0
    assert report(workspace, "paper")["summary"]["verdicts"]["supported"] == 1
    (workspace / "other.bib").unlink()
    assert run(["check", "-q", *there]) == 2
    assert "--bib" in capsys.readouterr().err


def test_what_two_papers_share_is_asked_once(workspace, there, web, capsys) -> None:
    for name, key, url in (
        ("a", "lund", "https://port.test/ferries"),
        ("b", "other", "https://port.test/ferries#quay"),
    ):
        write(workspace / name / "paper.md", f"---\nbibliography: refs.bib\n---\n{FERRIES.replace('@lund', f'@{key}')}")
        write(workspace / name / "refs.bib", ENTRY.format(key=key, title="Ferries of the Port", url=url))
        run(["extract", f"{name}/paper.md", "-q"])
    assert run(["check", *there]) == 0
    assert [request.target for request in web.requests if request.target != "/robots.txt"] == ["/ferries"]
    for name in ("a", "b"):
        assert report(workspace, f"{name}/paper")["summary"]["verdicts"]["supported"] == 1


def test_a_claims_file_that_cannot_be_read_keeps_no_other_from_being_checked(workspace, there, capsys) -> None:
    two_papers(workspace)
    write(workspace / "claims" / "a" / "another.toml", "schema = 1\nclaim = [[[\n")
    write(workspace / "claims" / "z.toml", "schema = 99\n")
    capsys.readouterr()
    assert run(["check", "-q", *there]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "another.toml:" in lines[0]
    assert "z.toml:1" in lines[1]
    assert (workspace / "reports" / "a" / "paper.json").is_file()
    assert report(workspace, "b/paper")["summary"]["verdicts"]["contradicted"] == 1


def test_a_renamed_paper_takes_its_claims_along(workspace, capsys) -> None:
    write(workspace / "draft.md", FERRIES)
    run(["extract", "draft.md", "-q"])
    old = workspace / "claims" / "draft.toml"
    text = old.read_text(encoding="utf-8").replace('note = ""', 'note = "ask Ada"', 1)
    write(old, "# mine\n" + text)
    before = ids(workspace, "draft")
    (workspace / "final").mkdir()
    (workspace / "draft.md").rename(workspace / "final" / "harbour.md")
    run(["check", "final/harbour.md", "--frozen", "--offline"])
    assert old.is_file()
    assert any("stale" in notice for notice in report(workspace, "final/harbour")["notices"])
    capsys.readouterr()
    assert run(["extract", "final/harbour.md"]) == 0
    assert "claims/draft.toml" in capsys.readouterr().err
    assert not old.exists()
    now = (workspace / "claims" / "final" / "harbour.toml").read_text(encoding="utf-8")
    assert now.startswith("# mine\n")
    assert 'paper = "final/harbour.md"' in now
    assert 'note = "ask Ada"' in now
    assert ids(workspace, "final/harbour") == before


def test_another_paper_takes_no_claims_of_one_that_is_gone(workspace, capsys) -> None:
    write(workspace / "draft.md", FERRIES)
    run(["extract", "draft.md", "-q"])
    (workspace / "draft.md").unlink()
    write(workspace / "trams.md", TRAMS)
    assert run(["extract", "trams.md", "-q"]) == 0
    assert (workspace / "claims" / "draft.toml").is_file()
    assert ids(workspace, "trams") != ids(workspace, "draft")


def test_a_paper_that_is_still_there_keeps_its_claims(workspace, capsys) -> None:
    write(workspace / "draft.md", FERRIES)
    run(["extract", "draft.md", "-q"])
    write(workspace / "copy.md", FERRIES)
    assert run(["extract", "copy.md", "-q"]) == 0
    assert ids(workspace, "draft") == ids(workspace, "copy")


def test_a_paper_of_another_format_takes_over_the_file_of_its_name(workspace, capsys) -> None:
    write(workspace / "paper.md", FERRIES)
    run(["extract", "paper.md", "-q"])
    (workspace / "paper.md").rename(workspace / "paper.qmd")
    assert run(["extract", "paper.qmd", "-q"]) == 0
    assert 'paper = "paper.qmd"' in (workspace / "claims" / "paper.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["my paper.md", "größe – 2.md", "100%.md", "a.b.c.md", "[x]{y}.md"])
def test_a_name_that_programs_trip_over_is_a_name_like_any_other(workspace, name, capsys) -> None:
    write(workspace / "some folder" / name, NOTED)
    assert run(["extract", f"./some folder/../some folder/{name}", "-q"]) == 0
    stem = f"some folder/{name.removesuffix('.md')}"
    first = (workspace / "claims" / f"{stem}.toml").read_bytes()
    assert run(["check", "--offline"]) == 0
    assert (workspace / "reports" / f"{stem}.html").is_file()
    assert run(["extract", str(workspace / "some folder" / name), "-q"]) == 0
    assert (workspace / "claims" / f"{stem}.toml").read_bytes() == first


def test_a_workspace_is_named_from_anywhere_and_through_a_link(workspace, monkeypatch, capsys) -> None:
    real = workspace / "real"
    write(real / "papers" / "paper.md", NOTED)
    (workspace / "link").symlink_to(real)
    (workspace / "elsewhere").mkdir()
    monkeypatch.chdir(workspace / "elsewhere")
    assert run(["extract", "../link/papers/paper.md", "--workspace", "../link", "-q"]) == 0
    first = (real / "claims" / "papers" / "paper.toml").read_bytes()
    assert run(["extract", "../real/papers/paper.md", "--workspace", "../link", "-q"]) == 0
    assert (real / "claims" / "papers" / "paper.toml").read_bytes() == first
    assert run(["check", "--offline", "--workspace", "../link"]) == 0
    assert sorted(os.listdir(real)) == [".claimcheck", "claims", "papers", "references.bib", "reports"]
    assert os.listdir(workspace / "elsewhere") == []


def test_two_papers_from_outside_with_one_stem_are_told_apart_in_one_line(workspace, tmp_path_factory, capsys) -> None:
    for text in (FERRIES, TRAMS):
        outside = write(tmp_path_factory.mktemp("outside") / "paper.md", text)
        status = run(["extract", str(outside), "-q"])
    assert status == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "another paper" in said


def test_a_path_that_no_system_takes_is_no_reason_to_stop(workspace, capsys) -> None:
    write(workspace / "paper.md", NOTED)
    run(["extract", "paper.md", "-q"])
    file = workspace / "claims" / "paper.toml"
    long = file.read_text(encoding="utf-8").replace('paper = "paper.md"', f'paper = "{"x" * 5000}.md"')
    file.write_text(long.replace("schema = 1\n", f'schema = 1\nbibliography = "{"y" * 5000}"\n'), encoding="utf-8")
    assert run(["check", "--offline", "-q"]) == 0
    assert run(["extract", "paper.md", "-q"]) == 0
    assert 'paper = "paper.md"' in file.read_text(encoding="utf-8")


def test_fetch_asks_for_the_works_of_every_paper(workspace, there, web, capsys) -> None:
    two_papers(workspace)
    assert run(["fetch", *there]) == 0
    assert {request.target for request in web.requests if request.target != "/robots.txt"} == {"/ferries", "/trams"}
    shown = capsys.readouterr()
    assert "a/refs.bib: asking sources" in shown.err
    asked = len(web.requests)
    assert run(["check", "--offline"]) == 1
    assert len(web.requests) == asked
    assert report(workspace, "b/paper")["summary"]["verdicts"]["contradicted"] == 1


def test_every_bibliography_that_a_paper_names_is_read_and_the_first_alone_is_written(workspace, capsys) -> None:
    write(
        workspace / "paper.tex",
        "\\begin{document}\nThe northern port handles 114 ferries on a working day \\cite{lund}. The old town runs 27 "
        "green trams on a working day \\cite{roe}.\n\\bibliography{ports,towns}\n\\end{document}\n",
    )
    write(workspace / "ports.bib", ENTRY.format(key="lund", title="Ferries", url="https://port.test/ferries"))
    towns = write(workspace / "towns.bib", ENTRY.format(key="roe", title="Trams", url="https://town.test/trams"))
    before = towns.read_text(encoding="utf-8"), (workspace / "ports.bib").read_text(encoding="utf-8")
    assert run(["extract", "paper.tex", "-q"]) == 0
    assert (towns.read_text(encoding="utf-8"), (workspace / "ports.bib").read_text(encoding="utf-8")) == before
    assert run(["check", "paper.tex", "--offline"]) in (0, 1)
    capsys.readouterr()
    found = report(workspace, "paper")
    assert {reference["key"] for reference in found["references"]} == {"lund", "roe"}
    assert not [one for one in found["findings"] if one["code"].startswith("C") and "roe" in one["message"]]


def test_a_bibliography_that_its_author_kept_elsewhere_is_found_beside_the_paper(workspace, capsys) -> None:
    write(workspace / "paper.tex", "\\begin{document}\nThe northern port handles 114 ferries on a working day "
          "\\cite{lund}.\n\\bibliography{/home/lund/all}\n\\end{document}\n")  # fmt: skip
    write(workspace / "all.bib", ENTRY.format(key="lund", title="Ferries", url="https://port.test/ferries"))
    assert run(["extract", "paper.tex"]) == 0
    assert "which is not there" not in capsys.readouterr().err
    assert 'bibliography = "all.bib"' in (workspace / "claims" / "paper.toml").read_text(encoding="utf-8")
