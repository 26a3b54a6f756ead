"""Words of one family and of two spellings align; words that only begin alike don't."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.evidence.families import FAMILY, spelled
from claimcheck.evidence.terms import stem
from claimcheck.streams import compare


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("registered", "registrations"),
        ("consumed", "consumption"),
        ("emits", "emissions"),
        ("programmes", "program"),
        ("colours", "color"),
        ("organisations", "organization"),
        ("analysed", "analyzing"),
        ("centres", "center"),
        ("defence", "defense"),
        ("paediatric", "pediatric"),
        ("anaemia", "anemia"),
    ],
)
def test_words_of_one_family_share_a_stem(one: str, two: str) -> None:
    assert stem(one) == stem(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("poets", "pets"), ("universe", "university"), ("experience", "experiment"), ("hour", "horse"), ("better", "bet")],
)
def test_words_that_only_begin_alike_stay_apart(one: str, two: str) -> None:
    assert stem(one) != stem(two)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=20))
@example("aaaeaaa")
def test_an_american_spelling_stays_as_it_is(word: str) -> None:
    assert spelled(spelled(word)) == spelled(word)


def test_each_family_is_named_once() -> None:
    assert all(FAMILY[FAMILY[word]] == FAMILY[word] for word in FAMILY)


def test_a_claim_is_borne_out_in_words_of_the_same_families() -> None:
    source = (
        "Registrations from abroad recovered strongly in Italy: 411 thousand in 2022, against 318 thousand in 2021.\n\n"
        "Registrations of deaths fell."
    )
    found: Any = compare({"claim": "In 2022 Italy registered 411,000 people from abroad.", "source": source})[
        "quantities"
    ]
    verdicts = {one["text"]: one["verdict"] for one in found}
    assert verdicts["411,000"] == "supported"
