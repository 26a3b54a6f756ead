"""A paper that names several bibliographies: all are read, and each finding and each mending is of the right file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.cli import run

ABBREVIATIONS = "@string{jcr = {Journal of Coastal Research}}\n"
FIRST = (
    "@article{lund,\n  author = {Lund, Astrid},\n  title = {Ferries and Fog},\n  journal = jcr,\n  year = {2015},\n"
    "  url = {https://example.org/fog},\n}\n"
)
SECOND = (
    "% second\n@book{berg,\n  author = {Berg, Nils},\n  title = {Ice on Quays},\n  year = {2014},\n"
    "  url = {http://http://example.org/ice},\n}\n"
)
MARKDOWN = (
    "---\nbibliography: [a.bib, b.bib]\n---\n\n# Harbours\n\nIn 2015 there were 12 ferries [@lund]. There were 14 "
    "quays [@berg].\n"
)


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.bib").write_text(ABBREVIATIONS + FIRST, encoding="utf-8")
    Path("b.bib").write_text(SECOND, encoding="utf-8")
    return tmp_path


def report() -> dict[str, object]:
    (path,) = Path("reports").rglob("*.json")
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # JSON is untyped


def findings(code: str) -> list[tuple[str, int]]:
    found = report()["findings"]
    assert isinstance(found, list)
    return [(each["location"]["file"], each["location"]["line"]) for each in found if each["code"] == code]


def keys() -> set[str]:
    references = report()["references"]
    assert isinstance(references, list)
    return {each["key"] for each in references}


def test_works_of_every_named_bibliography_are_known() -> None:
    Path("paper.md").write_text(MARKDOWN, encoding="utf-8")
    run(["check", "paper.md", "--offline"])
    assert keys() == {"lund", "berg"}
    assert findings("C601") == []
    assert not Path("references.bib").exists()


def test_a_finding_names_the_file_that_has_the_entry() -> None:
    Path("paper.md").write_text(MARKDOWN, encoding="utf-8")
    run(["check", "paper.md", "--offline"])
    assert findings("B532") == [("b.bib", 2)]


@pytest.mark.parametrize(
    "names",
    ["\\bibliography{abbr,a,b}", "\\addbibresource{abbr.bib}\\addbibresource{a.bib}\n\\addbibresource{b.bib}"],
)
def test_latex_names_several_and_what_one_abbreviates_holds_in_the_next(names: str) -> None:
    Path("abbr.bib").write_text(ABBREVIATIONS, encoding="utf-8")
    Path("a.bib").write_text(FIRST, encoding="utf-8")
    Path("paper.tex").write_text(
        "\\documentclass{article}\\begin{document}In 2015 there were 12 ferries \\cite{lund}. There were 14 quays "
        f"\\cite{{berg}}.\n{names}\n\\end{{document}}\n",
        encoding="utf-8",
    )
    run(["check", "paper.tex", "--offline"])
    assert keys() == {"lund", "berg"}
    assert findings("B503") == []
    assert findings("B532") == [("b.bib", 2)]


def test_one_key_in_two_files_is_told_of_the_second() -> None:
    Path("b.bib").write_text(SECOND + FIRST.replace("jcr", "{Other Journal}"), encoding="utf-8")
    Path("paper.md").write_text(MARKDOWN, encoding="utf-8")
    run(["check", "paper.md", "--offline"])
    assert findings("B501") == [("b.bib", 8)]


def test_a_work_that_the_paper_describes_goes_to_the_first_file_with_entries() -> None:
    Path("abbr.bib").write_text(ABBREVIATIONS, encoding="utf-8")
    text = MARKDOWN.replace("[a.bib, b.bib]", "[abbr.bib, a.bib, b.bib]")
    Path("paper.md").write_text(
        text + "\nThere were 9 cranes.[^1]\n\n[^1]: Mira Holt, *The Last Pilot* (Oslo: Sea House, 2007), 5.\n",
        encoding="utf-8",
    )
    run(["check", "paper.md", "--offline"])
    assert "The Last Pilot" in Path("a.bib").read_text(encoding="utf-8")
    assert Path("b.bib").read_text(encoding="utf-8") == SECOND
    assert Path("abbr.bib").read_text(encoding="utf-8") == ABBREVIATIONS


def test_bib_looks_at_each_file_and_mends_the_right_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("abbr.bib").write_text(ABBREVIATIONS, encoding="utf-8")
    Path("a.bib").write_text(FIRST, encoding="utf-8")
    Path("paper.md").write_text(MARKDOWN.replace("[a.bib, b.bib]", "[abbr.bib, a.bib, b.bib]"), encoding="utf-8")
    run(["extract", "paper.md"])
    capsys.readouterr()
    run(["bib", "--offline", "--fix", "--yes"])
    said = capsys.readouterr().out
    assert "b.bib:2" in said
    assert "B503" not in said, "what the first file abbreviates holds in the second"
    assert Path("a.bib").read_text(encoding="utf-8") == FIRST
    mended = Path("b.bib").read_text(encoding="utf-8")
    assert "{http://example.org/ice}" in mended
    assert mended.startswith("% second\n")


def test_without_the_paper_its_claims_file_finds_all_bibliographies(capsys: pytest.CaptureFixture[str]) -> None:
    Path("paper.md").write_text(MARKDOWN, encoding="utf-8")
    run(["extract", "paper.md"])
    Path("paper.md").unlink()
    run(["check", "--offline"])
    assert keys() == {"lund", "berg"}
    assert "does not have" not in capsys.readouterr().out


def test_a_named_file_that_is_missing_is_said_and_the_others_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("paper.md").write_text(MARKDOWN.replace("a.bib, b.bib", "a.bib, b.bib, c.bib"), encoding="utf-8")
    run(["check", "paper.md", "--offline"])
    captured = capsys.readouterr()
    assert "the bibliography c.bib, which is not there; a.bib and b.bib" in " ".join(
        (captured.out + captured.err).split()
    )
    assert keys() == {"lund", "berg"}
