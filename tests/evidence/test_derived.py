"""Figures that a source does not print but gives: differences, ratios and changes of figures that stand together."""

from __future__ import annotations

import pytest

from claimcheck.streams import compare


def first(claim: str, source: str) -> tuple[object, object]:
    found = compare({"claim": claim, "source": source})["quantities"]
    assert isinstance(found, list)
    return found[0]["verdict"], found[0]["rule"]


@pytest.mark.parametrize(
    ("claim", "source", "rule"),
    [
        (
            "The working week of full-time teachers is 2.4 hours shorter than in 2016.",
            "Full-time teachers work 51.9 hours in a typical week, compared with 54.3 hours in 2016.",
            "difference",
        ),
        (
            "The stock of open cases at the court was around 29,000 larger than when the pandemic began.",
            "There were 67,200 open cases at the court in September. When the pandemic began it had 38,000 open cases.",
            "difference",
        ),
        (
            "The petrel lost nearly two fifths of its breeding pairs.",
            "A census put the petrel at 5,800 breeding pairs, compared with 9,400 pairs at the count before.",
            "percent_change",
        ),
        (
            "Mortality in the trial was lower by 12 % with the salt substitute.",
            "Mortality in the trial was 38.9 v 44.2 events per 1000 person-years with the salt substitute.",
            "percent_change",
        ),
        (
            "The population of responding addresses multiplied more than fivefold.",
            "The number of responding addresses grew from 2.3 million to 12.1 million.",
            "ratio",
        ),
        (
            "Monitoring brought a reduction of roughly 30% in reconviction.",
            "Monitoring lowers reconviction by 11.4 percentage points, from a mean of 38.6 per cent.",
            "percent_change",
        ),
        (
            "The probe arrived at the asteroid some 40 months after its launch.",
            "The probe was launched on 9 October 2019 and arrived at the asteroid on 22 February 2023.",
            "elapsed",
        ),
        (
            "Six in ten of the assessed stocks are fished sustainably.",
            "The agency assessed 84 stocks. In the last assessment, 51 of them were fished sustainably.",
            "share",
        ),
        (
            "The labour for milking was more than halved.",
            "Milking used to take 7.4 hours of labour a day. The labour for milking is 3.1 hours a day now.",
            "ratio",
        ),
    ],
)
def test_figures_that_stand_together_give_another(claim: str, source: str, rule: str) -> None:
    assert first(claim, source) == ("supported", rule)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The number of young fish more than trebled.", "The bay has 11 young fish a net and 41 species of fish."),
        (
            "The network grew more than fivefold.",
            "The network had 5 masts, and 1,912 volunteers of the network helped.",
        ),
        ("The working week is 2.4 hours longer.", "The working week fell from 54.3 hours to 51.9 hours."),
        (
            "Bulgaria has almost four times as many beds.",
            "There were 544 beds in Bulgaria, and in 2021 several more beds.",
        ),
    ],
)
def test_figures_of_other_things_give_nothing(claim: str, source: str) -> None:
    assert first(claim, source)[0] in ("not_found", "contradicted")


def test_where_two_passages_give_a_figure_both_are_told() -> None:
    source = "There were 67,200 open cases at the court in September. When the pandemic began it had 38,000 open cases."
    claim = "The stock of open cases at the court was around 29,000 larger than when the pandemic began."
    found = compare({"claim": claim, "source": source})["quantities"]
    assert isinstance(found, list)
    assert "38,000" in found[0]["evidence"]["quote"]
    assert "“There were 67,200 open cases at the court in September.”" in found[0]["reason"]
