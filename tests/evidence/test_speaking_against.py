"""What a source has that differs and contradicts nothing: parts of a sum, what it gives elsewhere, other clauses."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.evidence.denial import clause_denies, denies
from claimcheck.streams import compare


def found(claim: str, source: str) -> dict[str, str]:
    answered: Any = compare({"claim": claim, "source": source})["quantities"]
    return {one["text"]: one["verdict"] for one in answered}


def test_a_long_number_that_the_source_prints_is_contradicted_by_no_other() -> None:
    source = (
        "Cholera in the delta. Since the outbreak began, 5,816 cases have been recorded.\n\n"
        "The delta had not seen cholera since the epidemic of 1998, in which 2,077 people fell ill."
    )
    assert found("In all, 5,816 people fell ill.", source)["5,816"] != "contradicted"
    assert found("In the epidemic of 1998, 2,070 people fell ill.", source)["2,070"] == "contradicted"


def test_parts_of_a_list_contradict_no_sum() -> None:
    source = "The jury convicted Gerhard Voss of conspiracy, six counts of bribery and two counts of fraud."
    assert found("The jury convicted Gerhard Voss of nine counts.", source)["nine"] == "not_found"
    assert found("The jury convicted Gerhard Voss of five counts of bribery.", source)["five"] == "contradicted"


def test_what_comes_on_top_makes_the_figure_of_the_whole() -> None:
    source = "The second run of the detector gave an exposure of 127.2 kg; the first had given a further 23.5 kg."
    assert found("The runs of the detector gave an exposure of just over 150 kg.", source)["just over 150 kg"] != (
        "contradicted"
    )


def test_a_figure_without_its_unit_is_given_all_the_same() -> None:
    source = "The court at Dunmere found Koster guilty and gave him fifteen years; the prosecution had asked for 18."
    verdicts = found(
        "Koster was found guilty by the court at Dunmere, where the prosecution had sought 18 years.", source
    )
    assert verdicts["18 years"] == "not_found"


def test_how_long_something_was_is_not_how_long_after_it_something_came() -> None:
    source = "The news comes four months after the game Emberwake left early access on 12 November 2020."
    verdicts = found("After a year in early access the game Emberwake came out on 12 November 2020.", source)
    assert verdicts["12 November 2020"] == "supported"
    assert verdicts["a year"] != "contradicted"


def test_a_word_that_stands_behind_another_is_no_rival() -> None:
    source = "The office reopened the case of Tomas Lind in 2012 and sent his jacket for DNA testing."
    claim = "Investigators reopened the case of Tomas Lind in {}, submitting his jacket for DNA analysis."
    assert found(claim.format(2012), source) == {"2012": "supported"}
    assert found(claim.format(2010), source) == {"2010": "contradicted"}


def test_two_figures_told_in_words_are_a_pair() -> None:
    source = "He beat Susan Clegg by 164 votes to 139 at the meeting in Napier."
    assert found("He defeated Susan Clegg by 164 votes to 139 in Napier.", source)["164"] == "supported"
    assert found("He defeated Susan Clegg 164–137 in Napier.", source)["137"] == "contradicted"


def test_the_ends_of_a_change_are_levels() -> None:
    source = "In the winter 611,000 guests were counted, against 652,000 in the winter before."
    claim = "The number of winter guests fell from 652,000 to {}."
    assert found(claim.format("611,000"), source)["611,000"] == "supported"
    assert found(claim.format("611,009"), source)["611,009"] == "contradicted"


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("the costs were not 79.6 million", True),
        ("the costs were 79.6 million without tax", False),
        ("without any of the 79.6 million", True),
        ("it was not opened until 79.6", False),
        ("not only 79.6 million", False),
        ("nobody counted 79.6", True),
    ],
)
def test_what_is_only_wanting_beside_a_figure_denies_nothing(text: str, denied: bool) -> None:
    assert denies(text, text.index("79.6")) is denied


def test_only_the_clause_of_a_figure_denies_it() -> None:
    sentence = "Although the call was heard in 2016, the animal was never seen, and 12 traps stayed empty."
    assert not clause_denies(sentence, sentence.index("2016"), sentence.index("2016") + 4)
    assert clause_denies("The animal was never seen in 2016.", 29, 33)


def test_a_plan_behind_a_date_is_no_plan_of_it() -> None:
    source = "The bridge at Wenlow was listed in 1986, the year after a plan for a concrete one was thrown out."
    assert found("The bridge at Wenlow was listed in 1986.", source) == {"1986": "supported"}
    assert found("The bridge at Wenlow was listed in 1981.", source) == {"1981": "contradicted"}


def test_a_figure_between_the_claim_s_own_words_outdoes_one_that_agrees_beside_others() -> None:
    source = (
        "Ada Lund was born in Hartsea in 1904 and learned to row there.\n\n"
        "Ada Lund won the 1928 Games in the single sculls. In 1932 Ada Lund left Hartsea for good."
    )
    assert found("Ada Lund won the 1928 Games at sculling.", source)["1928"] == "supported"
    assert found("Ada Lund won the 1932 Games at sculling.", source)["1932"] == "contradicted"
