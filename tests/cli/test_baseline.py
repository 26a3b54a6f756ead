"""``claimcheck check --baseline``: only what is new is reported, over the loopback web."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from claimcheck.cli import run

PAPER = """\
# Ferries of the North

The port handles 114 ferries a day.[^1] It has nine quays.[^1]

A cable car carries 300 people an hour.[^2] The town counts 12 towers.

[^1]: Ada Lund, "Ferries of the Northern Ports," *Journal of Harbours*, 2021, https://port.test/ferries.
[^2]: Bo Oye, "The Cable Car of the Town," 2019, https://gone.test/car.
"""
PAGE = """<title>Ferries of the Northern Ports</title><h1>Ferries of the Northern Ports</h1><p>By Ada Lund, 2021</p>
<p>On a working day the port handles 141 ferries a day. The port has nine quays, and all of them are in use.</p>"""


class Workspace:
    """A paper, and the flags that lead to its sources."""

    def __init__(self, folder: Path, web, capsys) -> None:
        self.folder, self._capsys = folder, capsys
        self.paper = folder / "paper.md"
        self.paper.write_text(PAPER, encoding="utf-8")
        (folder / "claimcheck.toml").write_text("[network]\nfresh-days = 0\n", encoding="utf-8")
        web.page("https://port.test/ferries", PAGE)
        web.page("https://gone.test/car", "gone", status=410)
        web.page("https://gone.test/other", "gone", status=410)
        there = f"::127.0.0.1:{web.port}"
        self._net = ["--connect-to", there, "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]
        self.out = self.err = ""

    def check(self, *flags: str, offline: bool = False) -> int:
        self._capsys.readouterr()
        status = run(["check", *flags, *(["--offline"] if offline else self._net)])
        self.out, self.err = self._capsys.readouterr()
        return status

    def report(self, name: str = "paper") -> dict:
        return json.loads((self.folder / "reports" / f"{name}.json").read_text(encoding="utf-8"))

    def codes(self, part: str = "findings") -> list[str]:
        return sorted(finding["code"] for finding in self.report()[part])

    def keep(self, name: str = "paper", to: str = "baseline.json") -> str:
        shutil.copy(self.folder / "reports" / f"{name}.json", self.folder / to)
        return to

    def edit(self, old: str, new: str, file: str = "paper.md") -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def there(tmp_path, monkeypatch, web, capsys) -> Workspace:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    return Workspace(tmp_path, web, capsys)


def test_nothing_is_new_against_the_same_run_and_every_report_counts_what_is_known(there) -> None:
    assert there.check("paper.md") == 1
    found = there.codes()
    assert {"L101", "N203"} <= set(found)
    assert there.check("paper.md", "--baseline", there.keep()) == 0
    assert (there.codes(), there.codes("known")) == ([], found)
    said = f"{len(found)} findings known from the baseline"
    assert said in there.out
    assert "N203" not in there.out
    assert there.report()["summary"]["known"] == len(found)
    for suffix in ("md", "html", "junit.xml"):
        assert said in (there.folder / "reports" / f"paper.{suffix}").read_text(encoding="utf-8")


def test_moved_lines_another_sentence_and_other_words_of_the_source_make_nothing_new(there, web) -> None:
    there.check("paper.md")
    there.keep()
    there.edit("The port handles", "Boats are old here, as everybody knows.\n\n\nThe port handles")
    web.page("https://port.test/ferries", PAGE.replace("On a working day the", "All in all, the"))
    assert there.check("paper.md", "--baseline", "baseline.json") == 0
    assert there.codes() == []
    moved = next(finding for finding in there.report()["known"] if finding["code"] == "N203")
    assert moved["location"]["line"] == 6


def test_a_changed_figure_that_is_wrong_again_is_new(there) -> None:
    there.check("paper.md")
    there.keep()
    there.edit("114 ferries", "411 ferries")
    assert there.check("paper.md", "--baseline", "baseline.json") == 1
    assert [finding["subject"] for finding in there.report()["findings"]] == ["411"]
    assert "1 of the baseline gone" in there.out


def test_a_new_address_behind_the_same_key_is_new(there) -> None:
    there.check("paper.md")
    there.keep()
    there.edit("https://gone.test/car", "https://gone.test/other", "references.bib")
    assert there.check("--baseline", "baseline.json") == 1
    assert [(finding["code"], finding["subject"]) for finding in there.report()["findings"]] == [
        ("L101", "https://gone.test/other")
    ]


def test_a_finding_that_weighs_more_than_in_the_baseline_is_new(there) -> None:
    there.check("paper.md")
    there.keep()
    data = json.loads((there.folder / "baseline.json").read_text(encoding="utf-8"))
    for finding in data["findings"]:
        finding["level"] = "note" if finding["code"] == "L101" else finding["level"]
    (there.folder / "baseline.json").write_text(json.dumps(data), encoding="utf-8")
    assert there.check("paper.md", "--baseline", "baseline.json") == 1
    assert there.codes() == ["L101"]


def test_what_was_put_aside_before_is_new_and_what_is_put_aside_now_stays_so(there) -> None:
    assert there.check("paper.md", "--ignore", "L,N") == 0
    there.keep()
    assert there.check("paper.md", "--baseline", "baseline.json") == 1
    assert {"L101", "N203"} <= set(there.codes())
    there.check("paper.md")
    there.keep()
    assert there.check("paper.md", "--baseline", "baseline.json", "--ignore", "L101") == 0
    assert there.codes("ignored") == ["L101"]
    assert "gone" not in there.out.partition("known from the baseline")[2].partition("\n")[0]


def test_a_report_made_against_a_baseline_is_a_baseline_itself(there) -> None:
    there.check("paper.md")
    there.keep()
    there.edit("12 towers.", "12 towers. The port handles 500 carts.[^9]")
    there.check("paper.md", "--baseline", "baseline.json", "--fail-on", "never")
    assert there.codes()
    assert there.check("paper.md", "--baseline", there.keep(), "--fail-on", "note") == 0
    assert there.codes() == []


def test_the_report_that_is_about_to_be_written_anew_serves_as_baseline(there) -> None:
    there.check("paper.md")
    assert there.check("paper.md", "--baseline", "reports/paper.json", "--fail-on", "note") == 0
    assert there.check("paper.md", "--baseline", "reports/paper.json", "--fail-on", "note") == 0


def test_the_level_that_fails_the_run_counts_new_findings_alone(there) -> None:
    there.check("paper.md")
    there.keep()
    assert there.check("paper.md", "--baseline", "baseline.json", "--fail-on", "note") == 0
    there.edit("12 towers.", "12 towers and 19 gates.")
    assert there.check("paper.md", "--baseline", "baseline.json", "--fail-on", "error") == 0
    assert there.check("paper.md", "--baseline", "baseline.json", "--fail-on", "note") == 1


def test_what_is_mended_is_told_in_one_line_and_what_was_not_asked_is_not_called_mended(there) -> None:
    there.check("paper.md")
    there.keep()
    shutil.rmtree(there.folder / ".claimcheck")
    there.check("paper.md", "--baseline", "baseline.json", offline=True)
    assert "gone" not in there.out
    there.check("paper.md", "--baseline", "baseline.json", "--select", "I")
    assert "of the baseline gone" not in there.out
    there.edit("114 ferries", "141 ferries")
    assert there.check("paper.md", "--baseline", "baseline.json") == 0
    assert "; 1 of the baseline gone" in there.out


def test_sarif_says_what_is_new_and_what_is_unchanged(there) -> None:
    there.check("paper.md")
    there.keep()
    there.edit("114 ferries", "411 ferries")
    there.check("paper.md", "--baseline", "baseline.json")
    log = json.loads((there.folder / "reports" / "paper.sarif").read_text(encoding="utf-8"))
    states = {(result["ruleId"], result["baselineState"]) for result in log["runs"][0]["results"]}
    assert ("L101", "unchanged") in states
    assert any(rule.startswith("N2") and state == "new" for rule, state in states)


BROKEN = {
    "empty": b"",
    "binary": b"\x00\xff\xfe" * 50,
    "no JSON": b"{",
    "another schema": b'{"schema": "claimcheck/report/2"}',
    "not whole": b'{"schema": "claimcheck/report/1", "claims": 3}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_baseline_that_is_no_report_is_one_line_and_status_2_and_nothing_is_written(there, name) -> None:
    (there.folder / "baseline.json").write_bytes(BROKEN[name])
    assert there.check("paper.md", "--baseline", "baseline.json", "-q", offline=True) == 2
    assert there.err.count("\n") == 1
    assert "baseline.json" in there.err
    assert not (there.folder / "claims").exists()


@pytest.mark.parametrize("paper", [{}, {"path": 3, "title": "t", "sha256": ""}, "paper.md", None])
def test_a_baseline_that_does_not_say_its_paper_is_refused(there, paper) -> None:
    there.check("paper.md", offline=True)
    there.keep()
    data = json.loads((there.folder / "baseline.json").read_text(encoding="utf-8"))
    (there.folder / "baseline.json").write_text(json.dumps(data | {"paper": paper}), encoding="utf-8")
    assert there.check("paper.md", "--baseline", "baseline.json", "-q", offline=True) == 2
    assert "baseline.json: the report is not whole" in there.err


@pytest.mark.parametrize("change", [{"subject": 3}, {"level": "fatal"}, {"code": None}, {"location": {"file": 1}}])
def test_a_baseline_whose_findings_are_none_is_refused(there, change) -> None:
    there.check("paper.md", offline=True)
    there.keep()
    data = json.loads((there.folder / "baseline.json").read_text(encoding="utf-8"))
    data["findings"][0] |= change
    (there.folder / "baseline.json").write_text(json.dumps(data), encoding="utf-8")
    assert there.check("paper.md", "--baseline", "baseline.json", "-q", offline=True) == 2
    assert there.err.count("\n") == 1
    assert "unexpected" not in there.err


def test_a_missing_baseline_is_one_line_and_status_2(there) -> None:
    assert there.check("paper.md", "--baseline", "none.json", "-q", offline=True) == 2
    assert there.err.count("\n") == 1


def test_the_baseline_of_another_paper_is_refused_before_anything_is_written(there) -> None:
    (there.folder / "other.md").write_text(PAPER, encoding="utf-8")
    there.check("other.md", offline=True)
    there.keep("other")
    (there.folder / "claims" / "other.toml").unlink()
    assert there.check("paper.md", "--baseline", "baseline.json", "-q", offline=True) == 2
    assert "another paper, other.md" in there.err
    assert not (there.folder / "claims" / "paper.toml").exists()


def test_each_of_several_papers_has_a_baseline_of_its_own(there) -> None:
    (there.folder / "drafts").mkdir()
    (there.folder / "drafts" / "other.md").write_text(PAPER.replace("12 towers", "13 towers"), encoding="utf-8")
    there.check("paper.md", offline=True)
    there.check("drafts/other.md", offline=True)
    one, two = there.keep(), there.keep("drafts/other", "other.json")
    assert there.check("--baseline", one, "--baseline", two, "--fail-on", "note", offline=True) == 0
    assert there.out.count("known from the baseline") == 2
    assert there.check("--baseline", one, "--fail-on", "note", offline=True) == 1
    assert there.report()["findings"] == []
    assert there.report("drafts/other")["findings"] != []
    assert there.report("drafts/other")["baseline"] is None
    assert there.check("--baseline", one, "--baseline", one, "-q", offline=True) == 2
    assert there.err.count("\n") == 1


def test_a_baseline_that_may_be_of_two_papers_is_refused(there) -> None:
    there.check("paper.md", offline=True)
    there.keep()
    (there.folder / "claims" / "paper.toml").unlink()
    for name in ("one", "two"):
        (there.folder / name).mkdir()
        shutil.copy(there.paper, there.folder / name / "paper.md")
        there.check(f"{name}/paper.md", offline=True)
    assert there.check("--baseline", "baseline.json", "-q", offline=True) == 2
    assert "may be a report on any of one/paper.md, two/paper.md" in there.err


def test_a_paper_is_the_same_from_inside_and_from_outside_its_folder(there, monkeypatch) -> None:
    there.check("paper.md", offline=True)
    there.keep()
    monkeypatch.chdir(there.folder.parent)
    folder = there.folder.name
    flags = ["--workspace", folder, "--baseline", f"{folder}/baseline.json", "--fail-on", "note"]
    assert there.check(f"{folder}/paper.md", *flags, offline=True) == 0
    assert there.report()["known"] != []
