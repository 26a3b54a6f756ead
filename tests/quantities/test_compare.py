"""When two figures agree: one test a rule."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.quantities import Widths, compare, compare_derived, read


def only(text: str) -> Quantity:
    found = read(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


def first(text: str) -> Quantity:
    return read(text)[0]


def judge(claim: str, evidence: str) -> Comparison:
    return compare(first(claim), first(evidence))


@pytest.mark.parametrize(
    ("claim", "evidence", "outcome", "rule"),
    [
        ("51 barges", "fifty-one barges", "supported", "exact"),
        ("114 meetings", "141 meetings", "contradicted", "digits"),
        ("3 million eggs", "3 billion eggs", "contradicted", "scale"),
        ("$4 million", "$4 billion", "contradicted", "scale"),
        ("128 mills", "130 mills", "contradicted", "disjoint"),
        ("almost 4 million Euro", "3.9 million Euro", "supported", "inside"),
        ("almost 4 million Euro", "4.3 million Euro", "contradicted", "almost"),
        ("almost 40 mills", "44 mills", "contradicted", "almost"),
        ("more than 30 mills", "31 mills", "supported", "inside"),
        ("more than 30 mills", "26 mills", "contradicted", "more_than"),
        ("at least 80 mills", "more than 80 mills", "supported", "inside"),
        ("at least 80 mills", "75 mills", "contradicted", "at_least"),
        ("fewer than 10 mills", "9 mills", "supported", "inside"),
        ("fewer than 10 mills", "12 mills", "contradicted", "less_than"),
        ("up to 10 mills", "8 mills", "supported", "inside"),
        ("no more than 10 mills", "15 mills", "contradicted", "at_most"),
        ("about 100 mills", "90 mills", "supported", "inside"),
        ("about 100 mills", "120 mills", "contradicted", "approximate"),
        ("between 10 and 15 mills", "12 mills", "supported", "inside"),
        ("between 10 and 15 mills", "22 mills", "contradicted", "bound"),
        ("5 percent", "5 percentage points", "contradicted", "points"),
        ("5 percent", "7 percentage points", "not_comparable", "points"),
        ("€5 million", "$5 million", "contradicted", "currency"),
        ("€5 million", "$9 million", "not_comparable", "currency"),
        ("12 km", "12 miles", "contradicted", "unit"),
        ("12 km", "12,000 m", "supported", "inside"),
        ("12 km", "12 kg", "not_comparable", "dimension"),
        ("12 months", "1 year", "supported", "overlap"),
        ("a third of the mills", "34 percent of the mills", "supported", "inside"),
        ("a third of the mills", "40 percent of the mills", "contradicted", "disjoint"),
        ("most of the mills", "60 percent of the mills", "supported", "inside"),
        ("most of the mills", "40 percent of the mills", "contradicted", "disjoint"),
        ("12 mills", "the 12th mill", "not_comparable", "kind"),
        ("the 86th session", "the 86th session", "supported", "exact"),
        ("the 86th session", "the 68th session", "contradicted", "disjoint"),
        ("in 2014", "in April 2014", "supported", "inside"),
        ("in April 2014", "in 2014", "supported", "overlap"),
        ("in 2014", "in 2015", "contradicted", "date"),
        ("since 2012", "since 2014", "contradicted", "date"),
        ("since 2012", "in 2012", "supported", "exact"),
        ("since 2012", "in 2015", "not_comparable", "date"),
        ("from 1997 to 2021", "between 1997 and 2021", "supported", "exact"),
        ("from 1997 to 2021", "from 1997 to 2020", "contradicted", "date"),
        ("in 2014", "14 mills", "not_comparable", "kind"),
        ("sales doubled", "sales increased twofold", "supported", "exact"),
        ("sales doubled", "sales tripled", "contradicted", "disjoint"),
        ("three times more mills", "4-fold", "supported", "inside"),
        ("rose by 30 percent", "fell by 30 percent", "contradicted", "direction"),
        ("12 mills", "dozens of mills", "not_comparable", "vague"),
        ("120 mills", "more than 50 mills", "not_comparable", "bound"),
        ("51 mills", "at least 51 mills", "supported", "overlap"),
        ("no deaths", "zero deaths", "supported", "exact"),
        ("no deaths", "3 deaths", "contradicted", "disjoint"),
        ("20 °C", "68 °F", "supported", "inside"),
        ("12 per 100,000", "0.012 percent", "supported", "inside"),
        ("51 mills", "more than 51 mills", "supported", "overlap"),
        ("10–24 km", "14–24 km", "supported", "inside"),
        ("14–24 km", "10–24 km", "contradicted", "bound"),
        ("on 12 July", "on 12 July 2019", "supported", "exact"),
        ("on 12 July", "on 16 July 2019", "contradicted", "date"),
        ("on 12 July 2019", "on 12 July", "supported", "overlap"),
        ("on 12 July 2019", "on 16 July", "contradicted", "date"),
        ("on 12 July", "in 2019", "not_comparable", "date"),
    ],
)
def test_a_rule_decides(claim: str, evidence: str, outcome: str, rule: str) -> None:
    comparison = judge(claim, evidence)
    assert (comparison.outcome, comparison.rule) == (outcome, rule), comparison


def test_a_far_larger_figure_is_noted_as_understated() -> None:
    comparison = judge("more than 30 mills", "120 mills")
    assert comparison.outcome == "supported"
    assert comparison.note.startswith("understated")


def test_a_dropped_qualifier_is_noted() -> None:
    assert judge("51 mills", "at least 51 mills").note.startswith("qualifier dropped")


def test_more_precision_than_the_source_has_is_noted() -> None:
    assert judge("3.94 million eggs", "3.9 million eggs").note.startswith("more precise")


def test_the_widths_are_settings() -> None:
    claim, evidence = first("almost 100 mills"), first("85 mills")
    assert compare(claim, evidence).outcome == "contradicted"
    assert compare(claim, evidence, Widths(almost=Fraction(1, 5))).outcome == "supported"


@pytest.mark.parametrize(
    ("claim", "figures", "rule"),
    [
        ("doubled", "It had 57 mills in 1999 and 114 mills in 2021.", "ratio"),
        ("rose by 50 percent", "It had 40 mills in 1999 and 60 mills in 2021.", "percent_change"),
        ("25 percent of the mills", "It has 120 mills, and 30 mills are wet.", "share"),
        ("42 mills", "It has 30 mills in Kent and 12 mills in Essex.", "sum"),
        ("18 mills", "It has 30 mills in Kent and 12 mills in Essex.", "difference"),
        ("6 percentage points", "The rate rose from 12% to 18%.", "difference"),
    ],
)
def test_figures_of_the_source_yield_the_claim(claim: str, figures: str, rule: str) -> None:
    comparison, used = compare_derived(first(claim), read(figures))
    assert (comparison.outcome, comparison.rule) == ("supported", rule)
    assert len(used) == 2


def test_figures_that_do_not_yield_the_claim_say_nothing() -> None:
    comparison, used = compare_derived(first("tripled"), read("It had 57 mills in 1999 and 114 mills in 2021."))
    assert comparison.outcome == "not_comparable"
    assert used == ()


APPROXIMATORS = ["", "about ", "at least ", "up to ", "almost ", "more than ", "fewer than "]
counts = st.integers(min_value=1, max_value=10**9)


@given(counts, st.sampled_from(APPROXIMATORS), st.sampled_from([" mills", " percent", " km", " million euros"]))
def test_a_wording_supports_itself(number: int, approximator: str, unit: str) -> None:
    quantity = only(f"{approximator}{number:,}{unit}")
    assert compare(quantity, quantity).outcome == "supported"


@given(counts, counts)
def test_exact_counts_agree_only_where_they_are_equal(one: int, two: int) -> None:
    comparison = judge(f"{one:,} mills", f"{two:,} mills")
    assert (comparison.outcome == "supported") == (one == two)
    assert comparison.outcome == judge(f"{two:,} mills", f"{one:,} mills").outcome


@given(counts, counts)
def test_bounds_are_monotonic(bound: int, figure: int) -> None:
    claim = first(f"more than {bound:,} mills")
    if compare(claim, first(f"{figure:,} mills")).outcome == "supported":
        assert compare(claim, first(f"{figure + 1:,} mills")).outcome == "supported"


@given(st.integers(min_value=1, max_value=10**6))
def test_units_convert_there_and_back(metres: int) -> None:
    one, two = first(f"{metres * 1000:,} m"), first(f"{metres:,} km")
    assert one.value is not None
    assert two.value is not None
    assert one.value * one.factor == two.value * two.factor
    assert compare(two, one).outcome == compare(one, two).outcome == "supported"
