"""What is shown beside a figure that is not found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli import run
from claimcheck.streams import compare


def judged(claim: str, source: str) -> dict[str, Any]:
    found: Any = compare({"claim": claim, "source": source})["quantities"][0]
    assert isinstance(found, dict)
    return found


def test_a_figure_that_agrees_in_words_that_share_little_is_shown_and_bears_nothing_out() -> None:
    source = "Fares are low. In all, 3.96 million trips were made on three lines of the tramway in 2022."
    answer = judged("The tramway carried almost 4 million passengers annually, short of its record.", source)
    assert (answer["verdict"], answer["rule"], answer["confidence"]) == ("not_found", "unsure", "low")
    assert "3.96 million" in answer["evidence"]["quote"]
    assert "could not be told" in answer["reason"]


def test_a_figure_that_differs_in_a_passage_that_may_speak_of_the_claim_is_shown() -> None:
    source = (
        "Halme Ridge was opened by the minister in 2014. The National Infrastructure Bank contributed a loan of 65 "
        "million euros, repayable over eighteen years. Each of the 21 turbines has a mast of 140 metres."
    )
    answer = judged("The wind farm on Halme Ridge was financed with a public loan of 41 million euros.", source)
    assert answer["verdict"] == "not_found"
    assert "65 million euros" in answer["evidence"]["quote"]
    assert "the nearest that may do so gives “65 million euros”" in answer["reason"]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Two ferries were sold.", "The office has two gardens."),
        ("The harbour was founded in 1962.", "The office moved on 1 October 1962."),
        ("More than 300 boats were moored.", "Rents came to 48,000 a year."),
        ("Several boats were moored.", "The office has several gardens."),
    ],
)
def test_what_any_page_gives_is_not_shown(claim: str, source: str) -> None:
    assert judged(claim, source).get("evidence") is None


def test_a_finding_says_what_to_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("p.md").write_text(
        "# P\n\nThe tramway carried almost 4 million passengers annually, "
        "short of its record, and hired 17 drivers.[^1]\n\n"
        '[^1]: Ada Lund, "Trams of Orlevik," 2021, trams.html.\n'
    )
    Path("references.bib").write_text("@misc{lund, author={Lund, Ada}, title={Trams of Orlevik}, file={trams.html}}\n")
    Path("trams.html").write_text(
        "<title>Trams of Orlevik</title>"
        "<p>In all, 3.96 million trips were made on three lines of the tramway in 2022.</p>"
    )
    run(["check", "p.md", "--offline", "--fail-on", "never", "-q"])
    report = json.loads(Path("reports/p.json").read_text())
    [told] = [one for one in report["findings"] if one["code"] == "N209"]
    assert "“almost 4 million”, “17”" in told["message"]
    assert "says “In all, 3.96 million trips were made on three lines of the tramway in 2022.”" in told["message"]
