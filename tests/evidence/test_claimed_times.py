"""Dates that a sentence asserts and dates that only qualify, years left to the reader, ends of spans, pronouns."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.streams import compare


def found(claim: str, source: str) -> dict[str, str]:
    answered: Any = compare({"claim": claim, "source": source})["quantities"]
    return {one["text"]: one["verdict"] for one in answered}


def test_a_date_that_the_sentence_asserts_is_contradicted_by_another_for_the_same_event() -> None:
    source = "The group's van was stolen in Bristol in October 2016 with £12,000 worth of instruments inside."
    claim = "The group's van was stolen in Bristol in October {} with instruments worth £12,000."
    assert found(claim.format(2016), source) == {"October 2016": "supported", "£12,000": "supported"}
    assert found(claim.format(2012), source)["October 2012"] == "contradicted"


def test_a_year_that_qualifies_a_figure_is_another_fact() -> None:
    source = "The university enrolled 348 doctoral students in 2013. The port handled 12 ships."
    verdicts = found("The university enrolled 348 doctoral students in 2017.", source)
    assert verdicts == {"348": "not_found", "2017": "not_found"}


def test_a_date_in_a_phrase_of_its_own_dates_no_other_figure() -> None:
    source = "The bridge, 612 feet from end to end, was a toll crossing until the state bought it in 1938."
    assert (
        found("Built in 1926 by the county, the 612-foot bridge replaced a ferry.", source)["612-foot"] == "supported"
    )


def test_a_day_written_in_figures_bears_out_either_reading_and_no_third() -> None:
    source = "Marsh Cross station. Date opened: 1/8/1849. Date closed: 5/10/1964."
    claim = "The station of Marsh Cross opened on {} 1849."
    assert found(claim.format("1 August"), source)["1 August 1849"] == "supported"
    assert found(claim.format("8 January"), source)["8 January 1849"] == "supported"
    assert found(claim.format("2 August"), source)["2 August 1849"] == "contradicted"


def test_a_day_that_its_month_does_not_have_is_borne_out_by_nothing() -> None:
    source = "The spacecraft flew by the asteroid on 30 November 2021."
    assert found("The spacecraft flew by the asteroid on 31 November 2021.", source) == {
        "31 November 2021": "contradicted"
    }
    assert found("The spacecraft flew by the asteroid on 30 November 2021.", source) == {
        "30 November 2021": "supported"
    }


def test_the_day_of_an_anniversary_is_not_that_of_what_it_recalls() -> None:
    source = (
        "By Ann Lund\nSep 13, 2018\nTen years ago today, Hurricane Delphine made landfall in Louisiana and took roofs."
    )
    assert found("Delphine made landfall in Louisiana on September 13, 2008.", source) == {
        "September 13, 2008": "supported"
    }


def test_a_day_of_that_year_takes_no_year_from_the_day_of_writing() -> None:
    source = (
        "By Ann Lund\n16 March 2019\nFiredamp ignited in the seam in 1939.\n"
        "The blast, on March 16 that year, killed 57 men."
    )
    assert found("The blast on 16 March 1939 killed 57 men.", source)["16 March 1939"] == "supported"


def test_what_has_been_so_since_a_year_became_so_in_it() -> None:
    source = "Wendell Price has been chair of the labor committee since 2015."
    assert found("Wendell Price became chair of the labor committee in 2015.", source) == {"2015": "supported"}


def test_one_end_of_a_span_is_contradicted_where_the_other_is_borne_out() -> None:
    source = (
        "Lindqvist was engaged as a member of the Dramaten company from 1974.\n\n"
        "She left the Dramaten company in 1990 to lead a theatre."
    )
    claim = "Lindqvist was a member of the Dramaten company from {} to 1990."
    assert found(claim.format(1971), source) == {"from 1971 to 1990": "contradicted"}
    assert found(claim.format(1974), source)["from 1974 to 1990"] == "supported"


def test_a_figure_that_stands_in_the_source_is_not_contradicted_by_a_looser_one() -> None:
    source = (
        "Since the beginning of the outbreak, 5,816 cases including 147 deaths have been recorded.\n\n"
        "The region had not seen cholera since the epidemic in which 2,077 people fell ill."
    )
    assert found("In the outbreak in the region, 5,816 people fell ill.", source)["5,816"] == "not_found"
    assert found("In the epidemic in the region, 2,071 people fell ill.", source)["2,071"] == "contradicted"


def test_she_is_whom_the_sentences_before_name() -> None:
    source = (
        "Moana Tautari leads the Terns.\n\nThe club is from Kingston.\n\n"
        "She made her test debut against Jamaica and won 52 caps in all."
    )
    assert found("Tautari won 52 caps in test games.", source) == {"52": "supported"}


def test_two_figures_of_a_claim_that_stand_together_are_of_it_whoever_is_named() -> None:
    source = "The paper won a Pulitzer Prize.\n\nBy the Postal Service, paid circulation fell from 19,850 to 5,112."
    claim = "The winner of a Pulitzer Prize, the newspaper saw its paid circulation drop from 19,850 to 5,112."
    assert set(found(claim, source).values()) == {"supported"}


@pytest.mark.parametrize(
    ("claim", "source", "figure", "agrees"),
    [
        ("The score was played by a 42-piece orchestra.", "A 42-piece orchestra played the score.", "42-piece", True),
        ("The album reached number 17 on the albums chart.", "It is at number 17 on the albums chart.", "17", True),
        ("The ship was sold for 17.5 million kroner.", "Sold for NOK 17.5 million.", "17.5 million kroner", True),
        ("The ship was sold for 17.2 million kroner.", "Sold for NOK 17.5 million.", "17.2 million kroner", False),
        ("It has a 248,000-square-foot hall.", "The hall covers 248,000 square feet.", "248,000-square-foot", True),
        ("The work is made of 44 ships' anchors.", "The work is a circle of 44 anchors.", "44", True),
    ],
)  # fmt: skip
def test_figures_of_compounds_charts_and_kroner_are_compared(
    claim: str, source: str, figure: str, agrees: bool
) -> None:
    assert found(claim, source)[figure] == ("supported" if agrees else "contradicted")


def test_a_pronoun_means_the_last_subject_that_is_named() -> None:
    source = (
        "Moana Tautari leads the Terns.\n\nAnn Lund coached the Hawks in Kingston.\n\n"
        "She made her test debut against Jamaica and won 52 caps in all."
    )
    assert found("Tautari won 52 caps in test games.", source) == {"52": "not_found"}
