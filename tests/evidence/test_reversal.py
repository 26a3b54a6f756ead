"""Statements that a source says the other way round, and those that only look so."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.streams import compare


def judged(claim: str, source: str) -> list[dict[str, Any]]:
    found: Any = compare({"claim": claim, "source": source})["quantities"]
    return list(found)


def test_a_rise_is_contradicted_where_the_source_says_that_it_fell() -> None:
    source = "Ferry ticket sales decreased in 2031 because of the storm. The office has a garden."
    answer = judged("Ferry ticket sales increased in 2031.", source)
    assert [one["verdict"] for one in answer] == ["contradicted"]
    assert "fell" in answer[0]["reason"]
    assert answer[0]["evidence"]["quote"].startswith("Ferry ticket sales decreased")


def test_rows_of_a_table_show_the_direction_of_a_change() -> None:
    source = "| (in thousands) | 2031 | 2030 |\n| Harbour dues | 14,310 | 18,126 |\n| Ferry fares | 96,048 | 82,800 |"
    assert judged("Harbour dues increased in 2031.", source)[0]["verdict"] == "contradicted"
    assert judged("Harbour dues decreased in 2031.", source)[0]["verdict"] != "contradicted"


@pytest.mark.parametrize(
    "source",
    [
        "Net ticket sales decreased in 2031.",
        "Ferry ticket sales decreased in 2029.",
        "Ferry ticket sales decreased in May and Ferry ticket sales increased in 2031 as a whole.",
        "Ferry ticket prices decreased in 2031.",
    ],
)
def test_another_subject_or_time_or_both_ways_contradict_nothing(source: str) -> None:
    answer = judged("Ferry ticket sales increased in 2031.", f"{source} The office has a garden.")
    assert "contradicted" not in [one["verdict"] for one in answer]


def test_what_the_source_denies_bears_no_figure_out() -> None:
    source = "They concluded that the safety controls of the harbour were not effective as of June 30, 2031."
    claim = "The safety controls of the harbour were effective as of June 30, 2031."
    answer = judged(claim, source)[0]
    assert (answer["verdict"], answer["rule"]) == ("not_found", "denied")
    assert "the contrary" in answer["reason"]
    assert judged(claim.replace("effective", "ineffective"), source)[0]["rule"] != "denied"
