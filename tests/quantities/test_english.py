"""English figures: the forms that a sentence can take, compared with what they mean."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.model.quantity import Quantity
from claimcheck.quantities import compare, read


def only(text: str) -> Quantity:
    found = read(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


PARTS = {3: "third", 5: "fifth", 8: "eighth", 10: "tenth", 20: "twentieth", 25: "twenty-fifth", 100: "hundredth"}
UNITS = "one two three four five six seven eight nine".split()


@given(st.integers(1, 9), st.sampled_from(sorted(PARTS)))
def test_a_fraction_in_words_is_that_share(counted: int, parts: int) -> None:
    if counted >= parts:
        return
    found = only(f"They lost {UNITS[counted - 1]} {PARTS[parts]}{'s' if counted > 1 else ''} of the barley.")
    assert (found.kind, found.form, found.value) == ("percent", "share", Fraction(100 * counted, parts))


@given(st.integers(2, 9), st.integers(2, 7), st.sampled_from(["", " million"]))
def test_a_mixed_number_in_words_is_the_sum(whole: int, counted: int, scale: str) -> None:
    text = f"The answer is {UNITS[whole - 1]} and {UNITS[counted - 1]} eighths{scale}."
    assert only(text).value == (whole + Fraction(counted, 8)) * (10**6 if scale else 1)


@given(st.integers(0, 99), st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_decimals_in_words_are_digits_behind_the_point(whole: int, digits: list[int]) -> None:
    names = ["zero", *UNITS]
    tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
    teens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    if whole < 10:
        word = names[whole]
    elif whole < 20:
        word = teens[whole - 10]
    else:
        word = tens[whole // 10] + (f"-{names[whole % 10]}" if whole % 10 else "")
    found = only(f"It weighs {word} point {' '.join(names[d] for d in digits)} grams.")
    assert found.value == Fraction(f"{whole}.{''.join(map(str, digits))}")
    assert found.unit == "g"


@given(st.integers(21, 10**6 - 1))
def test_a_rank_in_words_is_a_rank(rank: int) -> None:
    names = ["", *UNITS, *"ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()]
    last = {
        1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth",
    }  # fmt: skip
    tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()

    def cardinal(n: int) -> str:
        if n < 20:
            return names[n]
        if n < 100:
            return tens[n // 10] + (f"-{names[n % 10]}" if n % 10 else "")
        if n < 1000:
            return f"{names[n // 100]} hundred {cardinal(n % 100)}".strip()
        return f"{cardinal(n // 1000)} thousand {cardinal(n % 1000)}".strip()

    def ordinal(n: int) -> str:
        head, _, tail = cardinal(n).rpartition(" ")
        joint, dash, unit = tail.rpartition("-")
        value = names.index(unit) if unit in names else 0
        if value:
            end = last.get(value, f"{unit}th")
        else:
            end = f"{unit[:-1]}ieth" if unit.endswith("y") else f"{unit}th"
        return f"{head} {joint}{dash}{end}".strip()

    found = only(f"Its {ordinal(rank)} session was short.")
    assert (found.kind, found.value) == ("ordinal", rank)


@pytest.mark.parametrize(
    ("text", "value", "unit", "dimension"),
    [
        ("7.2 km s−1", "7.2", "km/second", "speed"),
        ("0.45 W m⁻²", "0.45", "W/m²", "power/area"),
        ("12 µmol m−2 s−1", "12", "µmol/m²/second", "amount/area/time"),
        ("5 kg m-2", "5", "kg/m²", "mass/area"),
        ("1540 cm−1", "1540", "1/cm", "1/length"),
        ("110 μg/ml", "110", "µg/ml", "density"),
        ("12 mg/kg/day", "12", "mg/kg/day", "ratio/time"),
        ("0.2 M NaOH", "0.2", "M", "concentration"),
        ("8250 K", "8250", "K", "temperature"),
        ("20 (kg)", "20", "kg", "mass"),
        ("5 ft 2 in", "31/6", "ft", "length"),
        ("3 kyr", "3", "kyr", "time"),
    ],
)
def test_a_compound_unit_keeps_its_dimension(text: str, value: str, unit: str, dimension: str) -> None:
    found = only(f"It was {text}.")
    assert (found.value, found.unit, found.dimension) == (Fraction(value), unit, dimension)


@pytest.mark.parametrize(
    ("claim", "evidence", "outcome"),
    [
        ("7.2 km s−1", "7,200 m/s", "supported"),
        ("36 km/h", "10 m s-1", "supported"),
        ("50 cents", "$0.50", "supported"),
        ("75 pence", "£0.90", "contradicted"),
        ("50 cents", "£0.50", "not_comparable"),
        ("30 MEUR", "€30 million", "supported"),
        ("75 USD million", "$75m", "supported"),
        ("5 ft 2 in", "5.1667 ft", "supported"),
        ("more than 20 but fewer than 35 boats", "30 boats", "supported"),
        ("more than 20 but fewer than 35 boats", "35 boats", "contradicted"),
        ("24.1 cents per kWh", "24.1 cents", "not_comparable"),
        ("two thirds of a million eels", "666,667 eels", "supported"),
        ("within 24 hours", "30 hours", "contradicted"),
        ("people aged 65", "65 years", "supported"),
        ("a third of one percent", "33 percent", "contradicted"),
        ("a temperature of 24 degrees", "24 °C", "supported"),
        ("a temperature of 24 degrees", "30 °C", "not_comparable"),
    ],
)
def test_forms_of_one_figure_agree(claim: str, evidence: str, outcome: str) -> None:
    assert compare(only(claim), only(evidence)).outcome == outcome


@pytest.mark.parametrize(
    ("text", "low", "high", "ends_open"),
    [
        ("more than 20 but fewer than 35 boats", 20, 35, (True, True)),
        ("at most 100 and at least 20 boats", 20, 100, (False, False)),
        ("above 5 and below 9 tonnes", 5, 9, (True, True)),
        ("less than or equal to 30 mg", None, 30, (False, False)),
        ("less than 5000 or equal", None, 5000, (False, False)),
        ("200 or greater", 200, None, (False, False)),
        ("between −2 and −7 ‰", -7, -2, (False, False)),
        ("up to around 650 boats", None, 650, (False, False)),
    ],
)
def test_bounds_are_the_ends_that_the_words_set(
    text: str, low: int | None, high: int | None, ends_open: tuple[bool, bool]
) -> None:
    found = only(text)
    assert (found.low, found.high, (found.low_open, found.high_open)) == (low, high, ends_open)


def test_two_bounds_that_exclude_each_other_stay_two() -> None:
    assert len(read("More than 40 and less than 10 boats")) == 2


def test_pounds_weigh_where_the_sentence_says_so_and_are_money_elsewhere() -> None:
    assert only("The calf weighs 90 pounds.").unit == "lb"
    assert only("The fine is 90 pounds.").unit == "GBP"


@pytest.mark.parametrize(
    "text",
    [
        "Nagy et al., 2009, disagree.", "It follows Simon et al. (2012, 2014).", "This is known (see Roe, 2007).",
        "The effect is small (26,29).", "Samples 3, 5 and 7 were dry.", "Add Mg(ClO4)2.", "The key is 040301.",
        "Call 555-1234 for help.", "The C2 model is warm.", "The Boeing 747 landed.", "The isotope 13C was used.",
        "ISO 9001 rules.", "Half-hearted cheers rose.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", ["a -> 5", "b => 30", "c <> 30"])
def test_an_arrow_is_no_bound(text: str) -> None:
    assert [q.approximator for q in read(text)] == ["exact"]


@given(st.lists(st.integers(0, 9), min_size=3, max_size=6))
def test_a_chain_of_digits_in_words_is_read_digit_by_digit_where_a_nought_is_in_it(digits: list[int]) -> None:
    names = [["nought", *UNITS][digit] for digit in digits]
    values = [q.value for q in read(f"They lined up {'-'.join(names)}.")]
    assert 0 not in digits or values == digits


@given(st.integers(0, 40))
def test_two_with_a_caret_is_a_power_of_two(power: int) -> None:
    assert only(f"The field has 2^{power} states.").value == 2**power
    assert only(f"The field has 2^-{power} states.").value == Fraction(1, 2**power)


@given(st.integers(3, 9999).filter(lambda n: n != 10), st.integers(1, 99))
def test_a_caret_behind_another_figure_in_a_sentence_is_a_note_mark(figure: int, note: int) -> None:
    found = only(f"The vale lost {figure}.5^{note} hectares of marsh.")
    assert found.value == figure + Fraction(1, 2)


@pytest.mark.parametrize("text", ["- {}", "Change\t- {}", "Change\t- {}\tfalling"])
@pytest.mark.parametrize("figure", ["5", "5.2 %", "1 4/5", "10 k", "1,200 km", "five percent"])
def test_a_detached_minus_belongs_to_the_figure_of_a_cell_or_a_whole_text(text: str, figure: str) -> None:
    found, plain = read(text.format(figure))[-1], only(figure)
    assert found.value == -(plain.value or 0)
    assert found.text == f"- {figure}"


@pytest.mark.parametrize("text", ["- {} herons", "- {}\n- 6", "- {}\t7", "It fell - {} of them", "a\t-\t{}", "a\n- {}"])
def test_a_detached_minus_is_a_dash_or_a_bullet_elsewhere(text: str) -> None:
    assert all((q.value or 0) >= 0 for q in read(text.format(5)))


@pytest.mark.parametrize("text", ["9" * 50 + "^99", "2^99", "0.001^99", "10^-120", "1.1^999"])
def test_a_power_out_of_bounds_takes_no_time_and_breaks_nothing(text: str) -> None:
    for quantity in read(text):
        assert quantity.value is not None
        assert abs(float(quantity.value)) < 10**121


PIECES = [
    "two", "thirds", "and", "a", "half", "of", "million", "point", "five", "over", "twenty-first", "first", "dozen",
    "hundred", "3", "1/2", "½", "×", "10", "^", "−", "-", "5", "km", "s", "−1", "m", "²", "per", "kWh", "cents", "$",
    "US$", "MEUR", "USD", "more than", "less than", "or equal", "to", "but", "±", "(", ")", "±0.3", "K", "M", "%", "wt",
    ".", ",", "et", "al", "2009", "within", "aged", "pounds", "weighs", "degrees", "°", "C", "in", "ft", "1000–2000",
    "^23", "^-", "^--2", "^{10}", "2^10", "\t", "- ", "-nought-", "-zero-", "and three fifths", "hundreds",
    "percent", "one", "and", "\n", "the", "e", "~", "<", ">", "=", "‰", "between", "₿", "元",
]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=40)


@given(st.one_of(pieces.map(" ".join), pieces.map("".join)))
def test_any_mixture_of_pieces_keeps_offsets_and_order(text: str) -> None:
    end = 0
    for quantity in read(text):
        assert text[quantity.start : quantity.end] == quantity.text != ""
        assert quantity.start >= end
        end = quantity.end
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert compare(quantity, quantity).outcome in ("supported", "not_comparable", "contradicted")


HOSTILE = [
    "three fifths and ", "two hundred and ", "1/2 ", "$5 ", "5 kg m-2 s-1 ", "1 over ", "(1,2,", "half a ", "5^-1",
    "et al., 2009, ", "call 5", "less than or equal to ", "one one hundred ", "± 5 (", "point five ", "10 × 10",
    "million and a half ", "three-nought-", "2^10", "1.1^23 × ", "- 5\t", "twenty and three and three fifths ",
    "two out of five hundreds ", "5 over ", "^^", "9^99",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_line_takes_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        read(piece * (size // len(piece)))
        return time.process_time() - started

    small, large = seconds(5_000), seconds(20_000)
    assert large < 16 * max(small, 0.02), (small, large)


@pytest.mark.parametrize("text", ["7" * 1_000_000, "," * 1_000_000, "million " * 125_000, "° " * 500_000])
@pytest.mark.timed
def test_a_million_characters_of_nothing_take_seconds(text: str) -> None:
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 60


@pytest.mark.parametrize("key", ["@Turner:2022", "@roe2020", "@roe_2020.b", "@roe:2020:1", "@doi:10.5555/12.34"])
def test_figures_in_a_citation_key_are_none(key: str) -> None:
    assert only(f"{key} counted 114 ferries in the port.").value == 114


@pytest.mark.parametrize("text", ["Bicycles made up 16 per cent of all trips.", "Roads take up 9 percent of the land."])
def test_a_verb_that_ends_in_up_tells_no_change(text: str) -> None:
    assert [(one.form, one.direction) for one in read(text)] == [("point", "")]
