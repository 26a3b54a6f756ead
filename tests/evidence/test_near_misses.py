"""Shares, differences, intervals and neighbours: what comes near to a claim and is another thing."""

from __future__ import annotations

from claimcheck.streams import compare


def figures(claim: str, *paragraphs: str) -> list[dict[str, object]]:
    found = compare({"claim": claim, "source": "\n\n".join(paragraphs)})["quantities"]
    assert isinstance(found, list)
    return found


def verdicts(claim: str, *paragraphs: str) -> list[object]:
    return [one["verdict"] for one in figures(claim, *paragraphs)]


def test_a_share_of_something_else_contradicts_nothing() -> None:
    claim = "A quarter of the cyclists {}."
    hurt = "Cyclists account for 46 per cent of all who were seriously hurt, but for 8 per cent of the dead."
    assert verdicts(claim.format("killed had been drinking"), hurt) == ["not_found"]
    assert verdicts(claim.format("wore a helmet"), "A helmet was worn by 46 per cent of the cyclists.") == [
        "contradicted"
    ]


def test_the_way_of_a_difference_counts() -> None:
    source = "In the Western Isles the share with some Gaelic fell from 61.2% to 57.2% between the censuses."
    claim = "In the Western Isles the share with some Gaelic {} by 4 percentage points between the censuses."
    assert verdicts(claim.format("fell"), source) == ["supported"]
    assert verdicts(claim.format("rose"), source) != ["supported"]


def test_above_and_below_are_other_ways() -> None:
    source = "Rail travel remained 6.5 % below the level of 2019, the last year before the pandemic."
    assert verdicts("Rail travel stood 6.5 % below the level of 2019.", source)[0] == "supported"
    assert verdicts("Rail travel stood 6.5 % above the level of 2019.", source)[0] != "supported"


def test_percent_for_points_is_a_slip_though_the_noun_is_a_pronoun() -> None:
    source = "In universities of applied sciences it rose by 1.2 percentage points, from 7.4 to 8.6 per cent."
    claim = "At the universities of applied sciences, discontinuation was up by 1.2 % on the year before."
    assert [one["rule"] for one in figures(claim, source)] == ["points"]


def test_what_a_figure_rose_from_bears_out_no_bound() -> None:
    source = "The number of informal workers has grown from about 1.7 billion in 2005 to 2.03 billion in 2024."
    assert verdicts("Fewer than 2 billion workers are informal.", source) == ["contradicted"]  # they grew to 2.03
    assert verdicts("Fewer than 2.1 billion workers are informal.", source) == ["supported"]


def test_figures_within_an_interval_do_not_bear_it_out() -> None:
    source = (
        "The rate ratio of stroke was 0.86 (95% CI, 0.77 to 0.95), that of hyperkalaemia 1.04 (95% CI, 0.80 to 1.37)."
    )
    claim = "The rate ratio of hyperkalaemia was 1.04 (95 % CI {})."
    assert verdicts(claim.format("0.80–1.37"), source)[-1] == "supported"
    assert verdicts(claim.format("0.80–1.73"), source)[-1] != "supported"


def test_the_neighbour_s_figure_contradicts_nothing() -> None:
    source = (
        "Port of Northhaven",
        "The port of Northhaven lies on the coast.",
        "The neighbouring port of Southmouth handled 29.4 million tonnes in 2023, 4.3 per cent more than in 2022.",
    )
    claim = "The port of Northhaven handled 81 million tonnes in 2023, nearly 19 per cent more than in 2022."
    assert verdicts(claim, *source)[2] == "not_found"


def test_a_time_between_two_events_is_that_of_a_figure() -> None:
    source = "Between the Ports Act of 1718 and the outbreak of war in 1775, the courts sent 2,846 people abroad."
    assert verdicts("From 1718 until the war the courts sent some 2,850 people abroad.", source)[1] == "supported"


def test_a_figure_of_another_time_is_told_where_it_is_about_as_large() -> None:
    claim = "In 2021 the office recorded 86 cases of fraud in the city."
    near = figures(claim, "In 2019 the office recorded 62 cases of fraud in the city.")
    far = figures(claim, "In 2019 the office recorded 42,200 cases of fraud in the city.")
    assert [one["rule"] for one in (*near, *far) if one["kind"] == "count"] == ["other_time", "absent"]


def test_a_bound_that_says_which_ones_are_meant_contradicts_nothing() -> None:
    rule = "A pupil counts as persistently absent if they miss 10% or more of their possible sessions."
    assert verdicts("In Corvane pupils missed 7.3% of their possible sessions.", rule) == ["not_found"]


def test_a_figure_of_all_bears_out_none_of_a_kind() -> None:
    survey = ["In 2019, 80 per cent of households had access to the internet.", "In 2015 few rural households had it."]
    assert verdicts("In 2019, 80 per cent of rural households had access to the internet.", *survey)[1] == "not_found"
    assert verdicts("In 2019, 80 per cent of households had access to the internet.", *survey)[1] == "supported"


def test_an_interval_of_confidence_bears_out_no_figure_within_it() -> None:
    trial = "The decline of the moths amounts to 2.9% per year (95% confidence interval 2.1–3.7%)."
    assert verdicts("The decline of the moths amounts to 3.7% per year.", trial)[0] != "supported"
    assert verdicts("The decline of the moths amounts to 2.9% per year.", trial)[0] == "supported"


def test_the_whole_is_not_what_one_paid_of_it() -> None:
    source = "The programme had a total budget of €200 million, of which the state paid €108 million."
    assert verdicts("The state paid €200 million for the programme.", source) == ["contradicted"]
    assert verdicts("The programme had a budget of €200 million.", source) == ["supported"]


def test_a_bound_in_another_unit_is_another_bound() -> None:
    source = "The petrels forage up to 1,150 km from their colony."
    assert verdicts("The petrels forage up to 1,150 miles from their colony.", source) == ["contradicted"]


def test_figures_side_by_side_have_their_own_qualifiers() -> None:
    source = "The median journey to the clinic takes 58 minutes in the dry season and 96 minutes in the rainy season."
    claim = "In the dry season the median journey to the clinic takes {} minutes."
    assert verdicts(claim.format(96), source) == ["contradicted"]
    assert verdicts(claim.format(58), source) == ["supported"]


def test_what_a_figure_came_down_from_is_not_the_latest() -> None:
    source = (
        "Juvenile offenders had a reoffending rate of 31.6%, down from the same quarter of 2020, when it was 34.0%."
    )
    assert (
        verdicts("The reoffending rate of juvenile offenders was 34.0% in the latest cohort.", source)[0] != "supported"
    )


def test_the_very_figure_from_the_other_side_contradicts() -> None:
    source = "Grain and animal feed make up a little under a fifth of the cargo; coal makes up more than half."
    assert verdicts("Grain and animal feed make up more than a fifth of the cargo.", source)[0] == "contradicted"


def test_a_rough_figure_bears_out_no_exact_one_of_another_value() -> None:
    source = "In the centres the share of missed appointments was close to 15%."
    assert verdicts("In the centres the share of missed appointments was 13.9%.", source) != ["supported"]


def test_participants_are_people() -> None:
    source = "Between 1 October and 20 November, 12,477 participants were randomised to the high dose of the vaccine."
    assert verdicts("A trial of the vaccine randomised roughly 12,500 people to the high dose.", source) == [
        "supported"
    ]


def test_abbreviations_that_everybody_knows_are_understood() -> None:
    source = "Average UK private rents increased by 8.6% in the 12 months to July 2024."
    assert (
        verdicts("Private rents in the United Kingdom went up by 8.6% in the year to July 2024.", source)[0]
        == "supported"
    )


def test_a_claim_that_sets_both_figures_side_by_side_is_not_of_the_neighbours() -> None:
    source = "Mean pressure decreased by 11.6 mmHg in the intervention group and by 5.2 mmHg in the control group."
    claim = "Mean pressure came down further in the intervention group, by 11.6 mmHg as opposed to 5.2 mmHg."
    assert verdicts(claim, source) == ["supported", "supported"]


def test_a_date_that_the_passage_gives_is_contradicted_by_no_other_date_of_it() -> None:
    source = "The Swedish intake has grown from 4,000 in 2018 to 6,000 in 2021, and is to reach 8,000 a year by 2025."
    claim = "Sweden means to double its first intake of 4,000 by 2025."
    found = {one["text"]: one["verdict"] for one in figures(claim, source)}
    assert found["2025"] in ("supported", "not_found")
