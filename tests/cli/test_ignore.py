"""Findings put aside: by rule, flag or a person's word, each with its reason, through the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from claimcheck.cli import run

PAPER = """\
# Harbour Notes

The town counts 12 towers. The quay holds 9 cranes.

A cable car carries 300 people an hour.[^1] The line ran from 1997 to 1990.

[^1]: Bo Oye, "The Cable Car of the Town," 2019, https://wall.test/car.
"""


class Workspace:
    """A paper with one source behind a wall."""

    def __init__(self, folder: Path, web, capsys) -> None:
        self.folder, self._capsys = folder, capsys
        (folder / "paper.md").write_text(PAPER, encoding="utf-8")
        web.page("https://wall.test/car", "no robots", status=403)
        there = f"::127.0.0.1:{web.port}"
        self._net = ["--connect-to", there, "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]

    def check(self, *arguments: str, offline: bool = False) -> int:
        self._capsys.readouterr()
        status = run(["check", *arguments, *(["--offline"] if offline else self._net)])
        self.out, self.err = self._capsys.readouterr()
        return status

    def settings(self, text: str, file: str = "claimcheck.toml") -> None:
        (self.folder / file).write_text(text, encoding="utf-8")

    def report(self, name: str = "paper") -> dict:
        return json.loads((self.folder / "reports" / f"{name}.json").read_text(encoding="utf-8"))

    def aside(self) -> dict[str, str]:
        """Reason by code of what was put aside."""
        return {finding["code"]: finding["aside"] for finding in self.report()["ignored"]}

    def written(self, suffix: str) -> str:
        return (self.folder / "reports" / f"paper.{suffix}").read_text(encoding="utf-8")


@pytest.fixture
def there(tmp_path, monkeypatch, web, capsys) -> Workspace:
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path, web, capsys)


RULES = {
    "code": 'code = "L120"',
    "beginning": 'code = "l1"',
    "host": 'host = "wall.test"',
    "reference": 'reference = "oye2019cable"',
    "all of them": 'code = "L"\nhost = "TEST"\nreference = "oye2019cable"',
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize(("file", "head"), [("claimcheck.toml", ""), ("pyproject.toml", "tool.claimcheck.")])
def test_a_rule_puts_aside_what_it_fits_and_its_reason_is_kept(there, rule, file, head) -> None:
    there.settings(f'[[{head}ignore]]\n{rule}\nreason = "read by hand"\n', file)
    there.check("paper.md", "--fail-on", "never")
    assert there.aside()["L120"] == "read by hand"
    assert "L120" not in {finding["code"] for finding in there.report()["findings"]}


def test_a_rule_for_a_claim_puts_aside_its_findings_alone(there) -> None:
    there.check("paper.md", offline=True)
    towers, cranes = (
        f["claim"] for f in there.report()["findings"] if f["code"] == "N211" and f["subject"] in ("12", "9")
    )
    there.settings(f'[[ignore]]\nclaim = "{towers}"\nreason = "our own count"\n')
    there.check("paper.md", offline=True)
    assert [finding["claim"] for finding in there.report()["ignored"]] == [towers]
    assert cranes in {finding["claim"] for finding in there.report()["findings"]}


@pytest.mark.parametrize("status", ["ignored", "accepted"])
def test_a_persons_word_on_a_claim_puts_aside_its_findings_with_the_note(there, status) -> None:
    there.check("paper.md", offline=True)
    file = there.folder / "claims" / "paper.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace('status = "open"', f'status = "{status}"').replace('note = ""', 'note = "counted on 3 May"')
    file.write_text(text, encoding="utf-8")
    assert there.check("paper.md", "--fail-on", "note", "--select", "N", offline=True) == 0
    assert there.aside() == {"N211": f"{status} in the claims file: counted on 3 May"}


def test_every_report_shows_what_was_put_aside_and_why(there) -> None:
    there.settings('[[ignore]]\ncode = "L120"\nreason = "read by hand | twice"\n')
    there.check("paper.md", "--ignore", "N211", "--fail-on", "never")
    assert there.aside() == {"L120": "read by hand | twice", "N211": "--ignore"}
    assert r"**Because:** read by hand \| twice" in there.written("md")
    page = there.written("html")
    folded = page[page.index("put-aside") :].partition("</details>")[0]
    assert "Put aside: read by hand | twice." in folded
    assert "Put aside: --ignore." in folded
    log = json.loads(there.written("sarif"))
    reasons = {s["justification"] for result in log["runs"][0]["results"] for s in result["suppressions"]}
    assert reasons == {"read by hand | twice", "--ignore"}
    assert "put aside (read by hand | twice)" in there.written("junit.xml")


def test_verbose_lists_on_the_screen_what_was_put_aside_and_the_plain_summary_counts_it(there) -> None:
    there.settings('[[ignore]]\ncode = "L120"\nreason = "read by hand"\n')
    there.check("paper.md", "--fail-on", "never")
    assert "1 put aside" in there.out
    assert "read by hand" not in there.out
    there.check("paper.md", "--fail-on", "never", "-v")
    assert re.search(r"^\S+: L120 note: .*\n    because: read by hand$", there.out, re.MULTILINE)
    assert "more in the report" not in there.out


def test_a_rule_that_fits_nothing_any_more_is_told(there) -> None:
    rule = '[[ignore]]\nhost = "elsewhere.test"\ncode = "L1"\nreason = "r"\n'
    there.settings(rule + '[[ignore]]\ncode = "L120"\nreason = "r"\n')
    there.check("paper.md", "--fail-on", "never")
    assert [notice for notice in there.report()["notices"] if "[[ignore]]" in notice] == [
        '[[ignore]] code = "L1", host = "elsewhere.test" fits no finding any more: take it out of the settings.'
    ]


@pytest.mark.parametrize(("flags", "offline"), [(["paper.md"], True), (["paper.md", "--select", "N"], False)])
def test_a_rule_is_not_called_useless_by_a_run_that_could_not_use_it(there, flags, offline) -> None:
    there.settings('[[ignore]]\ncode = "L120"\nreason = "r"\n')
    there.check(*flags, "--fail-on", "never", offline=offline)
    assert "fits no finding" not in there.out


def test_a_rule_for_one_of_several_papers_is_not_useless_for_the_others(there) -> None:
    (there.folder / "other.md").write_text("# Other\n\nThe town counts 14 gates.\n", encoding="utf-8")
    there.settings('[[ignore]]\ncode = "L120"\nreason = "r"\n[[ignore]]\ncode = "L103"\nreason = "r"\n')
    there.check("paper.md", "--fail-on", "never")
    there.check("other.md", "--fail-on", "never")
    assert "fits no finding" not in there.out + there.err
    there.check("--fail-on", "never")
    assert 'code = "L103" fits no finding' in there.err
    assert 'code = "L120" fits' not in there.out + there.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('fail-on = "never"\n[[ignore]]\ncode = "L120"\n', "claimcheck.toml:2: [[ignore]] without a reason"),
        ('[[ignore]]\ncode = "L120"\nreason = "r"\nhsot = "x"\n', "did you mean 'host'?"),
        ('[[ignore]]\ncode = "N999"\nreason = "r"\n', "'N999' is none"),
        ('select = ["N999"]\n', "'N999' is none"),
    ],
)
def test_a_wrong_rule_is_one_line_with_its_place_and_status_2(there, text, said) -> None:
    there.settings(text)
    assert there.check("paper.md", "-q", offline=True) == 2
    assert there.err.count("\n") == 1
    assert said in there.err
    assert not (there.folder / "claims").exists()


@pytest.mark.parametrize("flag", ["--select", "--ignore"])
@pytest.mark.parametrize("codes", ["N999", "N201,Q", "N 201", "no"])
def test_a_wrong_code_in_a_flag_is_one_line_and_status_2(there, flag, codes) -> None:
    assert there.check("paper.md", flag, codes, "-q", offline=True) == 2
    assert there.err.count("\n") == 1
    assert "finding code" in there.err


def test_flags_win_over_settings(there) -> None:
    there.settings('fail-on = "never"\nselect = ["N"]\n')
    assert there.check("paper.md", offline=True) == 0
    assert {finding["code"][0] for finding in there.report()["findings"]} == {"N"}
    assert there.check("paper.md", "--select", "I", "--fail-on", "error", offline=True) == 1
    assert {finding["code"] for finding in there.report()["findings"]} == {"I305"}
    assert there.check("paper.md", "--select", "I", "--ignore", "I305", "--fail-on", "error", offline=True) == 0
