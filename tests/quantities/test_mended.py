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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She won the seat with a majority of 371 votes.", [("371", "count", "point")]),
        ("A majority of 120 patients agreed.", [("A majority", "percent", "share"), ("120", "count", "point")]),
        ("The council approved the expansion by 9 votes to 1.", [("9", "count", "point"), ("1", "number", "point")]),
        ("The book was turned down by 17 publishers.", [("17", "count", "point")]),
        ("He won the under-19 title in 1990.", [("1990", "date", "point")]),
        ("The over-65s vote more.", []),
        ("It was an under-10-minute run.", [("10-minute", "duration", "point")]),
        ("At 29 she is the youngest winner.", [("29", "duration", "point")]),
        ("Ada Lund, who is 12, became a star.", [("12", "duration", "point")]),
        ("I was 24, and poor.", [("24", "duration", "point")]),
        ("At 29 the index was low.", [("29", "count", "point")]),
        ("The number of dead has gone up to 22.", [("22", "number", "point")]),
        ("He wrote two: The Tide Table (1958) and, later, The Meridian (1966).", ["two", "1958", "1966"]),
        ("The World Bank (2019) says so.", []),
        ("She ran a best of 2:36:14 in Bergen.", []),
        ("Quays is a 1980 American sports drama film.", [("1980", "date", "point")]),
    ],
)
def test_what_pages_of_persons_and_places_write(text: str, found: list[tuple[str, str, str] | str]) -> None:
    read_off = [(q.text, q.kind, q.form) for q in read(text)]
    if all(isinstance(one, str) for one in found):
        assert [one[0] for one in read_off] == found
    else:
        assert read_off == found


def test_the_hundreds_of_a_century_are_the_whole_century() -> None:
    (hundreds,) = read("It dates back to the 1800s.")
    (noughts,) = read("It dates back to the 2000s.")
    assert (hundreds.edtf, noughts.edtf) == ("18XX", "200X")
