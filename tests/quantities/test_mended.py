"""Numbers and dates that stand apart from themselves, and words that say which way something went."""

from __future__ import annotations

import pytest

from claimcheck.quantities import compare, read


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They sold 56, 000 dogs.", [56_000]),
        ("1, 000, 000 people came.", [1_000_000]),
        ("They have 12, 000 and 7 of them.", [12_000, 7]),
        ("In 56, 470 dogs were seen.", [56, 470]),
    ],
)
def test_three_noughts_behind_a_comma_and_a_blank_belong_to_the_number_before(text: str, wanted: list[int]) -> None:
    assert [quantity.value for quantity in read(text)] == wanted


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It lasts for the 2018-2019 academic year.", "2018/2019"),
        ("It won in the year before 2010.", "2009"),
        ("It won in the year after 1999.", "2000"),
        ("The Quiet Man is a 1952 American comedy film.", "1952"),
    ],
)
def test_dates_that_two_years_or_a_word_make(text: str, edtf: str) -> None:
    assert [quantity.edtf for quantity in read(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The board raised the salary of the new director by 13 percent.", "up"),
        ("It boosted its output by 3%.", "up"),
        ("They raised $20 million.", ""),
    ],
)
def test_what_is_raised_by_so_much_rose(text: str, direction: str) -> None:
    assert [quantity.direction for quantity in read(text)] == [direction]


@pytest.mark.parametrize(
    ("claim", "source", "outcome"),
    [
        ("until 2006", "until 2008", "contradicted"),
        ("until 2006", "until 2006", "supported"),
        ("until 2006", "in 2001", "not_comparable"),
        ("since the 1950s", "since 1 March 1958", "supported"),
        ("since the 1950s", "since 1962", "contradicted"),
        ("since 1950", "since 1958", "contradicted"),
    ],
)
def test_ends_and_beginnings_are_compared_as_such(claim: str, source: str, outcome: str) -> None:
    one, two = (read(f"It was open {text}.")[0] for text in (claim, source))
    assert compare(one, two).outcome == outcome
