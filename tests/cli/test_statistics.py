"""Statistics from end to end: a paper goes in, findings with their place and the recomputed p come out."""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from claimcheck.cli import run

pytest.importorskip("scipy")
PAPER = """\
# Sleep and recall

Sleepers recalled more words, *t*(28) = 2.20, *p* = .06, than those who stayed awake.[^1]
The groups agreed otherwise, $\\chi^2(1, N = 90) = 3.84$, $p = .05$.

Age made a small difference, _F_(1, 127) = 6.36, *p* = .03, and so did sex, *t*(40) = 4.10, *p* = .000.

| measure | result |
| --- | --- |
| mood | r(98) = .21, p = .3 |

Each of 25 raters gave one answer on a single 7-point item (*M* = 3.47, *SD* = 1.20).

A conversion left F(1, 21) p 2.95, p ! .05 behind.

[^1]: Over a week the gain was lost, t(28) = 1.20, p = .24; see also t(30) = 1.20, p < .05.
"""
EXPECTED = [
    ("S402", "t*(28) = 2.20, *p* = .06", ".0362"),
    ("S401", "F_(1, 127) = 6.36, *p* = .03", ".0129"),
    ("S401", "t*(40) = 4.10, *p* = .000", "1.97e-04"),
    ("S402", "r(98) = .21, p = .3", ".0360"),
    ("S411", "M* = 3.47, *SD* = 1.20", "86/25"),
    ("S402", "F(1, 21) p 2.95, p ! .05", ".101"),
    ("S402", "t(30) = 1.20, p < .05", ".240"),
]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text(PAPER, encoding="utf-8")
    return tmp_path


def report(workspace: Path) -> dict:
    return json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))


def found(workspace: Path) -> list[dict]:
    return [finding for finding in report(workspace)["findings"] if finding["code"].startswith("S")]


def check(*flags: str) -> int:
    return run(["check", "paper.md", "--offline", "--select", "S", *flags])


def test_each_result_gives_one_finding_at_its_place_with_the_recomputed_p(workspace, capsys) -> None:
    assert check() == 1
    findings = sorted(found(workspace), key=lambda finding: finding["location"]["start"])
    seen = []
    for finding in findings:
        place = finding["location"]
        text = PAPER[place["start"] : place["end"]]
        assert PAPER.splitlines()[place["line"] - 1][place["column"] - 1 :].startswith(text)
        seen.append((finding["code"], text))
    assert seen == [(code, text) for code, text, _ in EXPECTED]
    for finding, (_, _, number) in zip(findings, EXPECTED, strict=True):
        assert number in finding["message"], finding["message"]
        assert finding["remedy"]
    shown = capsys.readouterr().out
    assert "2.195 to 2.205" in shown
    schema = resources.files("claimcheck.report").joinpath("schema", "report-1.json").read_text(encoding="utf-8")
    jsonschema.validate(report(workspace), json.loads(schema))


def test_a_paper_whose_statistics_agree_gives_no_finding(workspace) -> None:
    good = "# Sleep\n\nSleepers recalled more, *t*(28) = 2.20, *p* = .04, *F*(1, 127) = 6.36, *p* < .05 (ns before).\n"
    (workspace / "paper.md").write_text(good, encoding="utf-8")
    assert check() == 0
    assert found(workspace) == []


def test_the_settings_of_the_workspace_hold(workspace) -> None:
    paper = "# Sleep\n\nA directional test: t(28) = 2.20, p = .018, and t(28) = 2.20, p = .06; t(40) = 9, p = .000.\n"
    (workspace / "paper.md").write_text(paper, encoding="utf-8")
    check()
    assert sorted(finding["code"] for finding in found(workspace)) == ["S401", "S401", "S402"]
    settings = "[statistics]\nalpha = 0.01\np_zero_is_error = false\none_tailed_text = true\n"
    (workspace / "claimcheck.toml").write_text(settings, encoding="utf-8")
    assert check() == 0
    (only,) = found(workspace)
    assert (only["code"], only["level"]) == ("S401", "warning")


def test_a_p_corrected_for_comparisons_is_no_error_where_the_sentence_says_so(workspace) -> None:
    text = "# Sleep\n\n{} t(28) = 2.20, p = .109, held.\n"
    (workspace / "paper.md").write_text(text.format("After Bonferroni correction"), encoding="utf-8")
    assert check() == 0
    assert found(workspace) == []
    (workspace / "paper.md").write_text(text.format("After lunch"), encoding="utf-8")
    assert check() == 1
    assert [finding["code"] for finding in found(workspace)] == ["S402"]


def test_a_correction_does_not_make_p_smaller(workspace) -> None:
    paper = "# Sleep\n\nAfter Bonferroni correction t(28) = 2.20, p = .01, held.\n"
    (workspace / "paper.md").write_text(paper, encoding="utf-8")
    check()
    assert [finding["code"] for finding in found(workspace)] == ["S401"]


def test_a_one_tailed_p_in_a_paper_that_tests_so_changes_no_decision(workspace) -> None:
    text = "# Sleep\n\n{} The result was t(28) = 1.80, p = .041.\n"
    (workspace / "paper.md").write_text(text.format("We tested."), encoding="utf-8")
    assert check() == 1
    (workspace / "paper.md").write_text(text.format("We tested one-tailed."), encoding="utf-8")
    assert check() == 0
    (only,) = found(workspace)
    assert (only["code"], only["confidence"]) == ("S401", "low")
    assert "one-tailed" in only["remedy"]


def test_without_scipy_the_report_says_what_did_not_run(workspace, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    assert check() == 0
    assert [finding["code"] for finding in found(workspace)] == ["S411"], "GRIM needs no SciPy"
    assert "SciPy is not installed" in capsys.readouterr().out + (workspace / "reports" / "paper.md").read_text("utf-8")


def test_without_scipy_a_paper_without_tests_misses_nothing(workspace, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    (workspace / "paper.md").write_text("# Sleep\n\nSleepers recalled 114 words.\n", encoding="utf-8")
    check()
    assert "SciPy" not in (workspace / "reports" / "paper.md").read_text(encoding="utf-8")


def test_a_claims_file_alone_is_checked_too(workspace) -> None:
    (workspace / "references.bib").write_text("", encoding="utf-8")
    (workspace / "claims").mkdir()
    claims = (
        'schema = 1\npaper = "paper.md"\n\n[[claim]]\nid = "recall"\n'
        'quote = "t(28) = 2.20, p = .06"\nsources = []\nstatus = "open"\nnote = ""\n'
    )
    (workspace / "claims" / "paper.toml").write_text(claims, encoding="utf-8")
    assert run(["check", "--offline", "--select", "S"]) == 1
    (only,) = found(workspace)
    assert (only["code"], only["claim"]) == ("S402", "recall")


def test_the_word_of_a_person_settles_a_result(workspace) -> None:
    (workspace / "claimcheck.toml").write_text(
        '[[ignore]]\ncode = "S4"\nreason = "checked by hand"\n', encoding="utf-8"
    )
    assert check() == 0
    assert found(workspace) == []
