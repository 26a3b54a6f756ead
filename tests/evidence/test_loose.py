"""What agrees by its set of values alone, and what says the claim's own sentence with another figure."""

from __future__ import annotations

import pytest

from claimcheck.evidence.labels import label_of, same_label
from claimcheck.streams import compare


def verdict(claim: str, source: str) -> str:
    return str(compare({"claim": claim, "source": source})["verdict"])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        # a date within a span, and one of its ends, bear out no span
        (
            "The building of the statue took from 1922 to 1936.",
            "The building of the statue took from 1922 to 1931, and it was opened on October 12, 1931.",
        ),
        ("Shaka led the Zulu from 1813 to 1828.", "Shaka, who led the Zulu, was killed in 1828."),
        # a span and an open one date nothing in their midst
        ("Wagner retired from baseball in 1914.", "Wagner played baseball from 1897 to 1917."),
        ("The order was strong in 1920.", "The order was strong until 1949."),
        ("The bridge did not open until 1882.", "The ramp of the bridge did not open until 1959."),
        # a count is no share, and any large number is "more than"
        ("Asia has almost 40 percent of the courses.", "Courses in Asia: 36"),
        ("More than 30 countries have such stations.", "Police in 230,000 cases brought people home from abroad."),
        # a bound that says more than the source's
        ("There are more than 78 translations of the novella.", "There are more than 70 translations of the novella."),
        # two events of one sentence
        (
            "Johansson married Reynolds in 2010.",
            "Johansson and Reynolds got engaged in May 2008, married in September 2008, separated in December 2010.",
        ),
        (
            "The series premiered in 2019.",
            "The series premiered on April 17, 2011, and concluded on May 19, 2019, with 73 episodes.",
        ),
    ],
)
def test_what_lies_within_the_claims_set_may_bear_out_nothing(claim: str, source: str) -> None:
    assert verdict(claim, source) != "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Shaka led the Zulu from 1816 to 1828.",
            "Shaka came to lead the Zulu in 1816. Shaka of the Zulu was killed in 1828.",
        ),
        ("The airport has been open since the late 1950s.", "The airport has been open since 1 March 1958."),
        ("There are at least 80 translations of it.", "There are more than 79 translations of it."),
        ("The school year 2018-2019 academic year was long.", "It was long, the 2018–19 academic year of the school."),
        ("A cow was sold for $56,000 in Bern.", "In Bern a cow was sold for $56, 000."),
    ],
)
def test_the_same_said_otherwise_is_borne_out(claim: str, source: str) -> None:
    assert verdict(claim, source) == "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Bill Parker, 39, of Gulfport was mowing his lawn at his family home when a wire hit him.",
            "Bill Parker, 34, of Gulfport was mowing his lawn at his family home when a wire hit him.",
        ),
        (
            "The board raised the salary of the exchange's director by 10%.",
            "The board of the exchange raised the salary of its director by 13 percent.",
        ),
        (
            "The 1959 film The Quiet Man is kept in the National Film Registry.",
            "The Quiet Man is a 1952 American romantic comedy film. It is kept in the National Film Registry.",
        ),
        (
            "Johansson married Reynolds in 2010.",
            "Johansson and Reynolds got engaged in May 2008, married in September 2008, separated in December 2010.",
        ),
    ],
)
def test_the_claims_own_sentence_with_another_figure_contradicts(claim: str, source: str) -> None:
    assert verdict(claim, source) == "contradicted"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Wagner had 3 children.", "Wagner was one of nine children."),
        ("Trammell is ranked in the top 10 shortstops.", "The book placed Trammell higher than fourteen shortstops."),
        ("Shaka's reign lasted 12 years.", "Travellers met Shaka during the last four years of his reign."),
        ("The rise has gone on for the last two decades.", "They trade as much in two days, and the rise has gone on."),
        ("The fortress is located about 3,800 km from Moscow.", "The fortress is located about 3, 800 km from Moscow."),
        ("The firm pays no dividend before 2018.", "The firm pays less of a dividend than in 2014."),
    ],
)
def test_a_figure_of_something_else_contradicts_nothing(claim: str, source: str) -> None:
    assert verdict(claim, source) != "contradicted"


def test_the_day_of_a_report_gives_way_to_the_day_that_the_sentence_beside_tells() -> None:
    source = (
        "January 22, 2020\n\nMinister Fu said that a legal system with reach abroad was needed. "
        "Fu made the remarks on December 27, 2019, at the yearly conference."
    )
    assert verdict("Minister Fu said in 2020 that a legal system was needed.", source) != "supported"


def test_years_ago_are_counted_from_the_day_of_writing() -> None:
    source = "August 11, 2023\n\nThe police have been on patrol in the summer since five years ago."
    assert verdict("The police have been on patrol in the summer since 2018.", source) == "supported"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 1959 film The Quiet Man is kept", "The Quiet Man"),
        ("The Quiet Man is a 1952 American film", "The Quiet Man"),
        ("Kind Hearts and Coronets (1949)", "Kind Hearts Coronets"),
        ("The Good Earth is a novel by Pearl Buck published in 1931 that", "Good Earth"),
        ("In 2018 the company Alpha said", ""),
        ("a 2016 report by the Chief Officer", ""),
        ("In 2016 president Obama said", ""),
        ("the 2018 World Cup", ""),
    ],
)
def test_a_year_labels_what_has_a_name(text: str, name: str) -> None:
    at = next(n for n in range(len(text)) if text[n : n + 4].isdecimal())
    found = label_of(text, at, at + 4)
    wanted = label_of(f"{name} (1999)", len(name) + 2, len(name) + 6)
    assert (same_label(found, wanted), bool(found)) == (bool(name), bool(name))
