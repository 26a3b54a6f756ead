"""What began or ended against a source's span of it, years that headings and lines give, dates near to another date."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.evidence.edges import edge_of
from claimcheck.streams import compare


def found(claim: str, source: str) -> dict[str, str]:
    answered: Any = compare({"claim": claim, "source": source})["quantities"]
    return {one["text"]: one["verdict"] for one in answered}


@pytest.mark.parametrize(
    ("sentence", "date", "edge"),
    [
        ("The choir was founded in 1931.", "1931", "begin"),
        ("The mill closed its doors in March 1990.", "March 1990", "end"),
        ("In 2014, Ada Brandt became head of the school.", "2014", "begin"),
        ("The ferry sank in 1912.", "1912", ""),
        ("Founded by monks, the house burned in 1488.", "1488", ""),
        ("The line opened in 1902 and closed in 1964.", "1964", "end"),
    ],
)
def test_the_verb_of_a_clause_says_whether_something_began_or_ended(sentence: str, date: str, edge: str) -> None:
    start = sentence.index(date)
    assert edge_of(sentence, start, start + len(date)) == edge


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 20))
def test_any_text_has_an_edge_or_none(text: str, start: int, length: int) -> None:
    assert edge_of(text, start, start + length) in ("", "begin", "end")


def test_what_began_is_at_the_beginning_of_its_span() -> None:
    source = "Ada Brandt has led the Harbour School as its head since 2014."
    assert found("Ada Brandt became head of the Harbour School in 2014.", source) == {"2014": "supported"}
    assert found("Ada Brandt became head of the Harbour School in 2017.", source) == {"2017": "contradicted"}


def test_a_year_within_a_span_is_not_that_of_its_end() -> None:
    source = "The Elkhorn quarry was worked by the Stone Company from 1911 until 1988."
    assert found("The Elkhorn quarry closed in 1988.", source) == {"1988": "supported"}
    assert found("The Elkhorn quarry closed in 1982.", source) != {"1982": "supported"}


def test_of_two_dates_the_one_of_a_beginning_is_that_of_a_beginning() -> None:
    source = "Construction of the Cormier levee began in 2012, and the last gate was swung shut in June 2017."
    assert found("Work on the Cormier levee started in 2012.", source) == {"2012": "supported"}
    assert found("Work on the Cormier levee started in 2017.", source) != {"2017": "supported"}


def test_a_date_may_lie_near_to_another_date_of_the_claim_that_the_source_gives() -> None:
    source = "She took her first degree in 1991 from Lund and her law degree in 1994 from Uppsala."
    claim = "She graduated from Lund in 1991 and took her law degree from Uppsala in {}."
    assert found(claim.format(1994), source) == {"1991": "supported", "1994": "supported"}
    assert found(claim.format(1999), source) == {"1991": "supported", "1999": "contradicted"}


TIMELINE = """# Quillbox

A studio of games in the north, run by two brothers and their nephew for more than twenty years by now.

## 2017

On 3 March the studio moves from the cellar of a bakery into the former customs house by the river.

## 2018

On 29 June the publisher Hoshi Denki takes a stake of 40% in the studio, for which it pays $11.5 million.
"""


def test_a_heading_that_is_a_year_dates_what_stands_under_it() -> None:
    claim = "On 29 June {}, Hoshi Denki took a stake of 40% in the studio for $11.5 million."
    assert found(claim.format(2018), TIMELINE)["29 June 2018"] == "supported"
    assert found(claim.format(2016), TIMELINE)["29 June 2016"] == "contradicted"
    assert found("In 2018, Hoshi Denki took a stake of 40% in the studio.", TIMELINE)["2018"] == "supported"


def test_evidence_by_a_heading_names_the_heading() -> None:
    source = TIMELINE.replace("On 29 June the publisher", "The publisher")
    answered: Any = compare({"claim": "In 2018, Hoshi Denki took a stake of 40% in the studio.", "source": source})
    year = next(one for one in answered["quantities"] if one["text"] == "2018")
    assert year["verdict"] == "supported"
    assert year["evidence"]["quote"] == "## 2018"
    assert "under 2018" in year["reason"]


def test_the_year_that_a_line_opens_with_is_that_of_its_days() -> None:
    source = "Updated on November 2, 2017\n\n1998 Presents the evening news of Nine for the first time, on March 2\n"
    assert found("She presented the evening news of Nine from March 2, 1998.", source)["March 2, 1998"] == "supported"


def test_a_month_that_is_told_as_past_lies_before_the_day_of_writing() -> None:
    source = "Wednesday 16 October 2013\n\nThe press in Grimsby printed 750 copies of The Salt Road in February.\n"
    assert found("The press printed 750 copies of The Salt Road in February 2013.", source)["February 2013"] == (
        "supported"
    )


def test_a_month_that_is_told_as_present_may_lie_ahead() -> None:
    source = "Friday 26 July 2019\n\nThe series is called Mossback and starts on Nimbus on September 20.\n"
    assert found("Mossback started on Nimbus on September 20, 2019.", source) == {"September 20, 2019": "supported"}
