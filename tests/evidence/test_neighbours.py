"""Figures of another group, row, column, time or version than the claim's, and figures held against each other."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from claimcheck.evidence import judge_claims
from claimcheck.model.claim import Claim
from claimcheck.model.source import LinkHealth, Source
from claimcheck.model.verdict import QuantityVerdict
from claimcheck.quantities import read
from claimcheck.readers import read_text


def judge(text: str, html: str, preceding: str = "") -> dict[str, QuantityVerdict]:
    page = read_text(f"<html><body><main>{html}</main></body></html>".encode(), "text/html")
    claim = Claim("c", text, None, read(text), sources=("s",), context=text, preceding=preceding)
    found = judge_claims((claim,), {"s": Source("s", LinkHealth("ok"), text=page)})[0].quantities
    return {quantity.text: verdict for quantity, verdict in zip(claim.quantities, found, strict=True)}


def verdict(text: str, html: str, figure: str, preceding: str = "") -> str:
    return judge(text, html, preceding)[figure].verdict


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def table(caption: str, *rows: str) -> str:
    head, *body = [row.split("|") for row in rows]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<table><caption>{caption}</caption><tr>{''.join(f'<th>{cell}</th>' for cell in head)}</tr>{cells}</table>"


ORCHARDS = paragraphs(
    "We counted 3.4 moths per hundred traps in sprayed orchards and 7.9 in unsprayed orchards.",
    "The traps hung for six weeks.",
)


def test_two_figures_given_to_each_others_groups_are_both_contradicted() -> None:
    swapped = "They counted 7.9 moths per hundred traps in sprayed rows and 3.4 in unsprayed rows."
    found = judge(swapped, ORCHARDS)
    assert (found["7.9"].verdict, found["3.4"].verdict) == ("contradicted", "contradicted")
    right = "They counted 3.4 moths per hundred traps in sprayed rows and 7.9 in unsprayed rows."
    found = judge(right, ORCHARDS)
    assert (found["7.9"].verdict, found["3.4"].verdict) == ("supported", "supported")


def test_a_number_that_counts_something_else_is_contradicted_by_that_of_the_claims_noun() -> None:
    source = paragraphs("The panel holds 2,310 households who kept 9,480 diaries.")
    assert verdict("The estimates of the panel rest on 9,480 households.", source, "9,480") == "contradicted"
    assert verdict("The estimates of the panel rest on 2,310 households.", source, "2,310") == "supported"


def test_a_number_of_those_who_are_part_of_the_claims_noun_is_not_contradicted() -> None:
    source = paragraphs("There were 14 deaths among the 1,800 lambs, five of them from cold.")
    assert verdict("Fourteen of the lambs died.", source, "Fourteen") != "contradicted"


def test_what_an_earlier_version_said_bears_nothing_out() -> None:
    source = paragraphs(
        "An earlier version of this article said that 6,200 tenants had been evicted in Corvane.",
        "The court counts 2,900.",
    )
    assert verdict("In Corvane 6,200 tenants had been evicted.", source, "6,200") != "supported"


@pytest.mark.parametrize(("figure", "expected"), [("£41.7 million", "supported"), ("£41.7 billion", "contradicted")])
def test_money_of_another_scale_is_contradicted_in_other_words(figure: str, expected: str) -> None:
    source = paragraphs("The flood has cost the waterworks £41.7m, say the accounts that were filed this week.")
    assert verdict(f"The accounts of the waterworks put the flood at {figure}.", source, figure) == expected


def test_five_powers_of_ten_are_no_slip() -> None:
    source = paragraphs("Among women of the province fertility was 1.35 in the year of the count.")
    text = "In the province some 135,000 women were counted in that year."
    assert verdict(text, source, "some 135,000") != "contradicted"


READERS = table(
    "Use of the reading rooms (% of residents)", "Year|Paper archive|Map room", "2021|14|31", "2022|19|27", "2023|22|19"
)


def test_a_cell_of_another_column_than_the_claim_names_is_contradicted() -> None:
    text = "In 2023 the paper archive drew {} of residents."
    assert verdict(text.format("22%"), READERS, "22%") == "supported"
    assert verdict(text.format("19%"), READERS, "19%") == "contradicted"


def test_that_year_is_the_year_of_the_sentence_before() -> None:
    before = "In 2022 the town rebuilt its library."
    text = "In that year the paper archive drew {} of residents."
    assert verdict(text.format("19%"), READERS, "19%", before) == "supported"
    assert verdict(text.format("22%"), READERS, "22%", before) == "contradicted"
    assert verdict(text.format("22%"), READERS, "22%") != "contradicted"


LANGUAGES = table("Language spoken at home (thousands)", "Language|2016|2021", "Tamil|138|167", "Punjabi|331|386")


def test_a_cell_is_another_rows_in_the_scale_of_its_table_too() -> None:
    text = "In 2021 Tamil was spoken at home by {} people."
    assert verdict(text.format("167,000"), LANGUAGES, "167,000") == "supported"
    assert verdict(text.format("386,000"), LANGUAGES, "386,000") == "contradicted"


def test_a_row_named_in_words_is_that_row() -> None:
    html = table("Time saved", "Experience|Drivers|Time saved (%)", "Under 3 years|58|43.7", "10 years or more|50|21.4")
    text = "For drivers with under three years of experience the time saved came to {}."
    assert verdict(text.format("43.7%"), html, "43.7%") == "supported"
    assert verdict(text.format("21.4%"), html, "21.4%") == "contradicted"


def test_of_those_whom_a_sentence_opens_with_the_source_says_another_figure() -> None:
    source = paragraphs(
        "A leak cost each farm, of any size, an average of £1,205 a case. "
        "For medium and large farms, this was £10,830 a case."
    )
    text = "For medium and large farms a leak cost {} on average."
    assert verdict(text.format("£1,205"), source, "£1,205") == "contradicted"
    assert verdict(text.format("£10,830"), source, "£10,830") == "supported"


def test_a_passage_that_says_more_of_the_claim_outweighs_one_that_only_names_its_noun() -> None:
    source = paragraphs(
        "The kiln of the works has a rated output of 552 tiles.",
        "In the trial at Norland, which the society watched, it sustained 411 tiles.",
    )
    text = "The kiln sustained {} tiles in the trial at Norland."
    assert verdict(text.format("552"), source, "552") == "contradicted"
    assert verdict(text.format("411"), source, "411") == "supported"


def test_another_country_is_another_place() -> None:
    source = paragraphs(
        "Deliveries of Turkish tractors to Mali began in May.",
        "By the end of 2023 some 48 Turkish tractors had been delivered to Niger.",
    )
    assert verdict("By late 2023 thirty Turkish tractors had reached Mali.", source, "thirty") != "contradicted"


def test_a_share_of_residents_is_no_rise_by_as_many_points() -> None:
    source = paragraphs(
        "The largest rise in the share of residents over 80 was that of Corvane, 9.8 percentage points."
    )
    assert verdict("In Corvane 9.8% of the residents were over 80.", source, "9.8%") != "contradicted"
    text = "In Corvane the share of residents over 80 rose by 9.8%."
    assert verdict(text, source, "9.8%") == "contradicted"


@pytest.mark.parametrize(("period", "expected"), [("week", "supported"), ("month", "contradicted")])
def test_hours_a_week_are_none_a_month(period: str, expected: str) -> None:
    source = paragraphs("Remote staff saved on average 4.6 hours of commuting per week.")
    text = f"Remote staff saved 4.6 hours of commuting a {period}."
    assert verdict(text, source, "4.6 hours") == expected


CATCH = table(
    "Catch of Corvanian vessels by species, thousand tonnes", "Species|2019|2020", "Cod|272.6|277.5", "Saithe|65.1|50.3"
)


def test_the_unit_behind_the_comma_of_a_caption_is_that_of_the_cells() -> None:
    assert verdict("In 2020 the catch of cod was 277,500 tonnes.", CATCH, "277,500 tonnes") == "supported"
    html = table("Forest area, 1 000 ha", "Region|1990|2020", "Corvane|4 236|4 058")
    assert (
        verdict("In 2020 Corvane had a forest area of 4.06 million hectares.", html, "4.06 million hectares")
        == "supported"
    )


@pytest.mark.parametrize(("last", "newer"), [("2023", "N213"), ("Projected 2023", "")])
def test_a_newer_figure_of_the_same_row_is_told_a_projected_one_is_not(last: str, newer: str) -> None:
    html = table("Members of the clubs", f"Club|2019|{last}", "Rowing club|8,412|9,377", "Chess club|1,204|1,388")
    assert judge("The rowing club has 8,412 members.", html)["8,412"].code == newer


def test_what_came_in_a_year_is_no_rate_a_year() -> None:
    source = paragraphs("Remote staff of the office saved 46 hours of commuting per month.")
    assert (
        verdict("Remote staff of the office saved 46 hours of commuting in a year.", source, "46 hours") == "supported"
    )


RENTS = table("Registration of other citizens (%)", "Region|2012|2018", "Norland|14.2|12.8", "Westmark|19.0|24.7")


@pytest.mark.parametrize(
    ("text", "html", "figure"),
    [
        (
            "The registration of other citizens was nearly twice as high in Westmark as in Norland.",
            RENTS,
            "nearly twice",
        ),
        (
            "Guests from Norland spent nearly twice as many nights as those from Westmark.",
            paragraphs(
                "Guests from Norland came first with 5.8 million nights, followed by those from Westmark (3.1 million) "
                "and by those from Corvane (2.2 million)."
            ),
            "nearly twice",
        ),
        (
            "The maker raised its output by half, to 18.6 GWh in 2022.",
            paragraphs("We delivered cells of 18.6 GWh in 2022, compared with 12.4 GWh in 2021."),
            "half",
        ),
        (
            "Of the sum of £412.6 million some 40% came from its justice branch.",
            table(
                "Revenue, £ million", "Branch|2022|2023", "Justice|128.4|167.3", "Care|90.5|96.4", "Group|361.9|412.6"
            ),
            "some 40%",
        ),
        (
            "About one in seven cases concerned fraud.",
            table("Cases by offence", "Offence|Cases", "Fraud|9,786", "Theft|40,020", "Total|67,573"),
            "one in seven",
        ),
        (
            "The Westmark share has almost doubled since 2012.",
            table("Share of members (%)", "Region|2012|2018", "Norland|14.2|12.8", "Westmark|13.0|24.7"),
            "almost doubled",
        ),
        (
            "People with a meter use 37 litres per day less.",
            paragraphs(
                "With a meter people used 126 litres per person per day, against 163 litres per person per day."
            ),
            "37 litres per day",
        ),
    ],
)
def test_figures_that_a_claim_picks_out_are_held_against_each_other(text: str, html: str, figure: str) -> None:
    found = judge(text, html)
    assert next(one.verdict for name, one in found.items() if figure in name) == "supported"


def test_the_one_that_is_spoken_of_must_be_the_larger_one() -> None:
    text = "The registration of other citizens was nearly twice as high in Norland as in Westmark."
    assert verdict(text, RENTS, "nearly twice") != "supported"


def test_the_year_of_a_report_is_not_that_of_its_figures() -> None:
    source = paragraphs("At 88%, Corvane had the highest share of residents in good health in 2014.")
    assert (
        verdict("A 2016 report found that 88% of the residents of Corvane were in good health.", source, "88%")
        == "supported"
    )


ORDER = """
from claimcheck.evidence import judge_claims
from claimcheck.model.claim import Claim
from claimcheck.model.source import LinkHealth, Source
from claimcheck.quantities import read
from claimcheck.readers import read_text

html = (
    b"<main><table><caption>Buses</caption><tr><th>Corridor</th><th>Speed 2022</th><th>Speed 2024</th></tr>"
    b"<tr><td>Inner</td><td>13.1</td><td>16.8</td></tr><tr><td>Outer</td><td>19.4</td><td>20.1</td></tr></table></main>"
)
text = "Ng found that new lanes which the town had marked raised the speed on the inner corridor by 28%."
claim = Claim("c", text, None, read(text), sources=("s",), context=text)
print(judge_claims((claim,), {"s": Source("s", LinkHealth("ok"), text=read_text(html, "text/html"))}))
"""


def test_verdicts_do_not_hang_on_the_order_of_sets() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", ORDER], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3", "4", "5", "6")
    }
    assert len(said) == 1
    assert b"supported" in said.pop()


def test_what_is_said_of_some_is_not_said_of_all() -> None:
    source = paragraphs("Owners of boats spend 86 hours a year on repairs. For sole owners it is 73 hours.")
    text = "The owners of boats spend {} a year on repairs."
    assert verdict(text.format("73 hours"), source, "73 hours") == "contradicted"
    assert verdict(text.format("86 hours"), source, "86 hours") == "supported"


def test_those_who_were_against_favoured_nothing() -> None:
    source = paragraphs("In a poll of adults 54% were against charging at the museums, 31% were for it.")
    assert verdict("In a poll 54% of adults favoured charging at the museums.", source, "54%") != "supported"
    assert verdict("In a poll 54% of adults opposed charging at the museums.", source, "54%") == "supported"


def test_eight_are_not_as_many_as_nineteen() -> None:
    source = paragraphs("Since 2018 eight councils have issued such notices.")
    assert verdict(
        "Since 2018 as many as nineteen councils have issued such notices.", source, "as many as nineteen"
    ) != ("supported")


BUTTERFLIES = table(
    "Top three of the count",
    "Rank|Species|Number seen|Change on 2018, %",
    "1|Painted Lady|420,841|+2,987",
    "2|Peacock|165,306|+235",
    "3|Common Blue|46,203|−66",
)


def test_rows_that_are_only_numbered_are_named_by_their_second_column() -> None:
    assert verdict("In the count 46,203 Common Blue were seen.", BUTTERFLIES, "46,203") == "supported"
    assert (
        verdict("The Common Blue was down by about two thirds on 2018.", BUTTERFLIES, "about two thirds") == "supported"
    )
