"""Means, deviations and intervals in sentences: checked where the text shows all that is needed, else not."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.checks.context import Context
from claimcheck.checks.statistics import check_statistics
from claimcheck.model.reference import Bibliography
from claimcheck.paper import read_paper
from claimcheck.statistics import described_in, intervals_in

CORPUS = Path(__file__).parent.parent / "corpora" / "statistics" / "described.jsonl"
CASES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def codes(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "paper.md"
    path.write_text(f"# A paper\n\n{text}\n", encoding="utf-8")
    found = check_statistics(Context(read_paper(path), Bibliography(()), ()))
    return [finding.code for finding in found if finding.code not in ("S401", "S402")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:70])
def test_a_passage_gives_its_findings_and_no_other(tmp_path, case) -> None:
    assert codes(tmp_path, case["text"]) == case["codes"]


def test_the_corpus_has_more_that_is_right_than_wrong() -> None:
    counted = Counter(code for case in CASES for code in case["codes"] or ["none"])
    assert counted["none"] >= 50
    assert all(counted[code] >= 2 for code in ("S411", "S412", "S413", "S421", "S422"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:70])
def test_what_is_read_stands_in_the_text(case) -> None:
    text = case["text"]
    for found in (*described_in(text), *intervals_in(text)):
        assert text[found.start : found.end] == found.text


def test_what_an_earlier_paragraph_said_does_not_count(tmp_path) -> None:
    cue = "Liking was measured with one item from 1 to 7."
    result = "The 25 participants liked the song, M = 3.47, SD = 1.20."
    assert codes(tmp_path, f"{cue} {result}") == ["S411"]
    assert codes(tmp_path, f"{cue}\n\n{result}") == []


@given(st.text(alphabet="M SD=().,;0123456789[]%CI95to-n RObmeanwsfi:", max_size=150), st.text(max_size=60))
def test_any_text_can_be_read(text, before) -> None:
    for found in (*described_in(text, before), *intervals_in(text)):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "unit",
    ["M = 3.47, SD = 1.20, ", "mean of the of ", "95% CI [1.1, ", "OR = 1.5, 95% CI [1.6, 2.0] ", "b = 0.3, SE = 0.1, ",
     "the number of errors ", "from 1 (a b c) ", "single 7-point Likert ", "0 = a 1 = b ", "(((((((", "n = 1; "],
)  # fmt: skip
def test_reading_takes_linear_time(unit) -> None:
    text = unit * (40_000 // len(unit))
    start = time.perf_counter()
    described_in(text, text)
    intervals_in(text)
    assert time.perf_counter() - start < 8
