"""Reading quantities: promises that hold for every text, and the traps."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.quantities import read, to_number

PIECES = [
    "12", "1,234.5", "a", "dozen", "million", "and", "half", "of", "the", "%", "percent", "$", "€", "km", "/", "-",
    "–", "to", "between", "from", "since", "2014", "May", "September", "17", "first", "third", "no", "deaths",
    "almost", "at", "least", "(", ")", "[", "]", ",", ".", "p", "=", "<", "±", "×", "10", "^", "5", "e", "°", "C",
    "per", "100,000", "such", "as", "Rome", "or", "more", "½", "²", "\n", " ", "times", "doubled", "twenty", "-one",
    "hundreds", "several", "years", "US", "\u00a0", "１２", "٣", "x", "#",
]  # fmt: skip


pieces = st.lists(st.sampled_from(PIECES), max_size=60)


@given(st.one_of(st.text(max_size=300), pieces.map(" ".join), pieces.map("".join)))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for quantity in read(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.start >= end
        assert quantity.text
        end = quantity.end
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        assert to_number(quantity.value) is None or isinstance(to_number(quantity.value), (int, float))


@given(st.integers(min_value=0, max_value=10**15))
def test_a_count_is_read_with_separators_and_without(number: int) -> None:
    for written in (f"{number:,}", f"{number:,}".replace(",", "\u202f"), f"{number:,}".replace(",", "'")):
        quantity = read(f"They have {written} mills.")[0]
        assert quantity.value == number


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // scale)} {name}" + (f"{joint}{in_words(rest)}" if rest else "")
    raise ValueError(number)


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_number_words_of_any_size_are_read(number: int) -> None:
    text = f"There are {in_words(number)} mills."
    found = read(text)
    assert [quantity.value for quantity in found] == [number], text


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("about 100 mills", 85, 115),
        ("12 km", Fraction(23, 2), Fraction(25, 2)),
        ("12.5%", Fraction("12.45"), Fraction("12.55")),
        ("3.9 million people", 3850000, 3950000),
        ("128 patients", 128, 128),
        ("almost 4 million Euro", 3600000, 4000000),
        ("more than 30 mills", 30, None),
    ],
)
def test_the_wording_allows_an_interval(text: str, low: Fraction, high: Fraction | None) -> None:
    quantity = read(text)[0]
    assert (quantity.low, quantity.high) == (low, high)


def test_bounds_of_a_strict_wording_are_open() -> None:
    assert read("more than 30 mills")[0].low_open
    assert read("almost 30 mills")[0].high_open


def test_an_enumeration_keeps_its_members() -> None:
    quantity = read("It trades with 3 towns such as Bern, Basel and Chur.")[0]
    assert quantity.members == ("Bern", "Basel", "Chur")
    assert quantity.open_list
    assert not read("It has three towns: Bern, Basel and Chur.")[0].open_list


def test_an_unknown_language_is_read_as_english() -> None:
    assert read("12 mills", lang="xx")[0].value == 12


@pytest.mark.parametrize(
    "piece", ["7", ",", "million ", "(", "the ", "one million ", "1,", "-", "[", "“A ", "a-", "http://", "1-", "no. "]
)
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    started = time.process_time()
    read(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 80


def test_a_long_paper_takes_well_under_a_second() -> None:
    text = "In 2017 the guild signed 51 agreements with more than 30 towns, almost 40 percent of them in Kent. " * 500
    started = time.process_time()
    assert len(read(text)) == 2000
    assert time.process_time() - started < 40


@pytest.mark.parametrize("text", ["½１２/²", "²²²² in", "1/²", "almost nought", "May ²", "²-²-²", "12 per ²"])
def test_odd_digits_do_no_harm(text: str) -> None:
    assert all(text[q.start : q.end] == q.text for q in read(text))


def test_a_year_before_our_era_is_no_count() -> None:
    assert [one.text for one in read("By 300 BCE the city had 5,000 people.")] == ["5,000"]


def test_decimals_in_words_are_not_read_in_pieces() -> None:
    (found,) = read("It rose by three point five percent.")
    assert (found.text, found.value, found.precision) == ("three point five percent", Fraction(7, 2), Fraction(1, 10))
    assert [q.text for q in read("At that point five people left.")] == ["five"]


@pytest.mark.parametrize(
    ("text", "words", "unit", "value"),
    [
        ("It lasted three hours and ten minutes.", "three hours and ten minutes", "hour", Fraction(19, 6)),
        ("After 2 years, 3 months it closed.", "2 years, 3 months", "year", Fraction(9, 4)),
        ("The month-long exercise ended.", "month-long", "month", Fraction(1)),
        ("A stay of half an hour is enough.", "half an hour", "hour", Fraction(1, 2)),
    ],
)
def test_a_duration_of_two_units_or_of_none_counted_is_one(text: str, words: str, unit: str, value: Fraction) -> None:
    (found,) = read(text)
    assert (found.text, found.kind, found.unit, found.value) == (words, "duration", unit, value)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("It was put forward in April last year.", "April last year", "2022-04"),
        ("Last year was dry.", "Last year", "2022"),
        ("It ended in June of this year.", "June of this year", "2023-06"),
        ("They met last October.", "last October", "2022-10"),
        ("They met last March.", "last March", "2023-03"),
    ],
)
def test_relative_dates_are_dates_where_the_day_of_writing_is_known(text: str, words: str, edtf: str) -> None:
    (found,) = read(text, written="2023-09-21")
    assert (found.text, found.edtf) == (words, edtf)
    assert read(text) == ()


def test_the_second_year_of_a_span_counts_nothing() -> None:
    found = read("From 1997 to 2021 senior officials held 114 meetings.")
    assert [(q.text, q.edtf or q.when) for q in found] == [("From 1997 to 2021", "1997/2021"), ("114", "1997/2021")]
    prices = read("Wages rose from 1990 to 2000 euros.")
    assert "2000 euros" in [q.text for q in prices]


def test_a_name_with_its_number_counts_nothing() -> None:
    assert [q.text for q in read("Interstate 95 is 3,000 km long.")] == ["3,000 km"]
