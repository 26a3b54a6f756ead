"""Dates that a source leaves to its reader, and dates that differ by a slip."""

from __future__ import annotations

from claimcheck.model.verdict import QuantityVerdict
from claimcheck.readers.dates import dateline
from claimcheck.streams import compare

NEWS = """Council opens the new bridge

By Ann Lund on March 2, 2017

The council of Aldermoor opened the new bridge over the Kell on Wednesday, two years after the old one had been closed.

The harbour master said that the bridge would carry trams from the autumn on, and that the tolls stay as they are.
"""


def verdicts(claim: str, source: str) -> list[str]:
    found = compare({"claim": claim, "source": source})["quantities"]
    assert isinstance(found, list)
    return [str(one["verdict"]) for one in found]


def test_a_weekday_in_news_is_counted_from_the_dateline() -> None:
    assert verdicts("The council of Aldermoor opened the new bridge on 1 March 2017.", NEWS) == ["supported"]


def test_the_same_day_of_another_year_is_contradicted() -> None:
    assert verdicts("The council of Aldermoor opened the new bridge on 1 March 2014.", NEWS) == ["contradicted"]


def test_news_bears_out_the_year_in_which_it_was_written() -> None:
    assert verdicts("In 2017 the council of Aldermoor opened the new bridge over the Kell.", NEWS) == ["supported"]


def test_a_day_and_month_without_a_year_are_of_the_year_nearest_to_the_writing() -> None:
    source = f"{NEWS}\nThe ferry of Aldermoor made its last crossing on December 28, with forty guests on board.\n"
    assert verdicts("The ferry of Aldermoor made its last crossing on December 28, 2016.", source) == ["supported"]


def test_a_year_bears_out_a_day_of_it_only_where_all_else_is_the_same() -> None:
    source = "In 1995 the choir of Hartsea released its first record, a set of sea songs, to radio stations."
    assert verdicts("On 6 October 1995 the choir of Hartsea released its first record.", source)[0] == "supported"
    assert verdicts("On 6 October 1995 the singers of Hartsea went on a tour.", source) == ["not_found"]


def test_what_a_source_tells_cannot_have_happened_after_it_was_written() -> None:
    claim = "In {} the harbour master of Aldermoor said that the bridge would carry trams."
    assert verdicts(claim.format("2017"), NEWS) == ["supported"]
    assert verdicts("In June 2019 the council of Aldermoor opened the new bridge over the Kell.", NEWS) == [
        "contradicted"
    ]


def test_a_plan_may_be_for_a_time_after_the_writing() -> None:
    source = f"{NEWS}\nThe council of Aldermoor will open the tram depot in the old mill.\n"
    assert verdicts("In 2019 the council of Aldermoor opened the tram depot in the old mill.", source) == ["not_found"]


def test_a_date_of_birth_is_no_dateline() -> None:
    source = "Ada Lund\n\nBorn: June 19, 1974\n\nAda Lund rowed for Corvane.\n"
    assert verdicts("Ada Lund was born on June 19, 1974.", source) == ["supported"]


def test_a_date_within_a_span_does_not_bear_the_span_out() -> None:
    source = "After a tour in 1997 Bo Oye led the choir of Hartsea. Bo Oye led the choir from 1995 to 2003."
    assert verdicts("Bo Oye led the choir of Hartsea from 1990 to 2003.", source) != ["supported"]


def test_a_decade_bears_out_the_same_decade() -> None:
    source = "In the 1940s the county of Dunmere sent many healthy children to hospitals."
    assert verdicts("The county of Dunmere sent healthy children to hospitals in the 1940s.", source) == ["supported"]


def test_another_day_outweighs_the_month_that_agrees() -> None:
    source = (
        "The series returns to the screens of Farrowby in March 2019. "
        "The series starts on the screens of Farrowby on 6 March 2019, as the station announced."
    )
    assert verdicts("The series started on the screens of Farrowby on 7 March 2019.", source) == ["contradicted"]


def test_a_date_is_held_against_the_nearer_date_of_a_claim() -> None:
    source = "Perhaps its greatest witness is its strength in comparison to the 1980 film version of the novel Dunmere."
    assert verdicts("His 1974 novel Dunmere was filmed in 1980.", source)[0] != "contradicted"


def test_a_year_in_another_name_contradicts_no_date() -> None:
    source = (
        "Ann Lund has been appointed head of the team for the Oslo 2015 Winter Games, the committee of the team said."
    )
    assert verdicts("Ann Lund was appointed head of the team in 2014.", source) != ["contradicted"]


def test_a_figure_that_differs_in_one_digit_of_many_is_contradicted() -> None:
    source = "The Gallery of Invermoy shows a collection of 6,128 works, among them drawings from all over the islands."
    assert verdicts("The Gallery of Invermoy has a collection of 6,125 works.", source) == ["contradicted"]


def test_a_range_that_differs_at_one_end_is_contradicted() -> None:
    source = "The centre in Glenhook works with young people aged 10-24 from all parts of the county and its islands."
    assert verdicts("The centre in Glenhook works with young people aged 14-24.", source) == ["contradicted"]


def test_two_years_set_side_by_side_leave_open_which_figure_is_of_which() -> None:
    source = "For the years 2023 and 2022, the revenues of the Kelstow Line were $361,624 and $172,686, respectively."
    assert verdicts("In 2023 the revenues of the Kelstow Line were $361,624.", source)[-1] == "supported"


def test_the_reason_names_the_day_of_writing_and_the_passage() -> None:
    found: QuantityVerdict | object = compare(
        {"claim": "In 2017 the harbour master said that the bridge would carry trams.", "source": NEWS}
    )["quantities"]
    assert isinstance(found, list)
    assert found[0]["verdict"] == "supported"
    assert "2017-03-02" in found[0]["reason"]
    assert "March 2, 2017" in found[0]["evidence"]["quote"]


def test_the_date_of_a_record_is_no_dateline() -> None:
    source = "Halden Bridge\n\nPublic opening: 19 June 1971\n\nThe deck was given a new coat of paint by the county."
    painted = "The deck of the Halden Bridge was given a new coat of paint in June 1971."
    assert verdicts(painted, source) == ["not_found"]
    assert dateline("Public opening: 19 June 1971") == ""
    assert dateline("Last reviewed: 20 May 2022") == "2022-05-20"
    assert dateline("LoadingBy Ann LundUpdated: 23 Apr 2019") == "2019-04-23"
