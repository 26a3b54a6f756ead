"""What means and standard deviations can be: every real sample passes, and published impossible ones do not."""

from __future__ import annotations

import statistics
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.statistic import Rounded
from claimcheck.statistics.figures import figure
from claimcheck.statistics.granularity import can_tell, debit, greatest_variance, grim, grimmer, nearest

HALVES = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN])


def written(value: Fraction | float, places: int, half: str = ROUND_HALF_EVEN) -> Rounded:
    exact = Fraction(value)
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    text = str(decimal.quantize(Decimal(1).scaleb(-places), rounding=half))
    return Rounded(Fraction(text), places, text)


@given(
    answers=st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3), min_size=2, max_size=40),
    items=st.integers(1, 3), places=st.integers(1, 3), half=HALVES,
)  # fmt: skip
@settings(deadline=None)
def test_a_real_sample_of_whole_numbers_passes(answers, items, places, half) -> None:
    means = [Fraction(sum(each[:items]), items) for each in answers]
    mean, sd = statistics.mean(means), statistics.stdev(means)
    assert grim(written(mean, places, half), len(means), items)
    assert grimmer(written(mean, places, half), written(sd, places, half), len(means), items)
    scale_sd = written(sd, places, half)
    assert max(scale_sd.low, Fraction(0)) ** 2 <= greatest_variance(written(mean, places), (0, 10), 10, len(means))
    assert max(scale_sd.low, Fraction(0)) ** 2 <= greatest_variance(written(mean, places), None, 10, len(means))


@given(ones=st.integers(0, 300), zeros=st.integers(0, 300), places=st.integers(2, 3), half=HALVES)
def test_a_real_sample_of_zeros_and_ones_passes(ones, zeros, places, half) -> None:
    n = ones + zeros
    if n < 2:
        return
    share = Fraction(ones, n)
    sd = float(share * (1 - share) * Fraction(n, n - 1)) ** 0.5
    assert debit(written(share, places, half), written(sd, places, half), n)


@pytest.mark.parametrize(
    ("mean", "n", "items", "possible"),
    [
        ("5.19", 28, 1, False), ("5.20", 28, 1, False), ("5.21", 28, 1, True), ("5.25", 28, 1, True),
        ("3.47", 25, 1, False), ("3.48", 25, 1, True), ("0.152", 120, 3, False), ("0.153", 120, 3, True),
        ("4.30", 15, 3, False), ("4.31", 15, 3, True), ("−3.48".replace("−", "-"), 25, 1, True), ("2.5", 2, 1, True),
    ],
)  # fmt: skip
def test_grim_knows_the_means_of_whole_numbers(mean, n, items, possible) -> None:
    assert grim(figure(mean.lstrip("-")), n, items) is possible


@pytest.mark.parametrize(
    ("mean", "sd", "n", "possible"),
    [("5.21", "1.6", 28, True), ("3.44", "2.47", 18, False), ("5.23", "2.55", 35, False), ("2.57", "2.57", 30, True)],
)
def test_grimmer_knows_the_deviations_of_whole_numbers(mean, sd, n, possible) -> None:
    assert grimmer(figure(mean), figure(sd), n) is possible


def test_grimmer_refuses_what_no_sample_has_and_only_that() -> None:
    """Every sample of four answers from 1 to 5, against every pair of a possible mean and any SD."""
    samples = [(a, b, c, d) for a in range(1, 6) for b in range(a, 6) for c in range(b, 6) for d in range(c, 6)]
    real = {(statistics.mean(map(Fraction, s)), round(statistics.stdev(s), 2)) for s in samples}
    refused = 0
    for total in range(4, 21):
        mean = written(Fraction(total, 4), 2)
        for hundredths in range(220):
            passes = grimmer(mean, written(Fraction(hundredths, 100), 2), 4)
            if (Fraction(total, 4), hundredths / 100) in real:
                assert passes
            refused += not passes
    assert refused > 17 * 150


@pytest.mark.parametrize(
    ("mean", "sd", "possible"),
    [
        ("0.53", "0.50", True),
        ("0.44", "0.50", True),
        ("0.77", "0.42", True),
        ("0.19", "0.35", False),
        ("0.93", "0.25", True),
    ],
)
def test_debit_knows_the_deviations_of_zeros_and_ones(mean, sd, possible) -> None:
    assert debit(figure(mean), figure(sd), 1683) is possible


def test_the_decimals_must_be_finer_than_the_sample() -> None:
    assert can_tell(figure("3.47"), 25)
    assert can_tell(figure("3.47"), 33, 3)
    assert not can_tell(figure("3.47"), 34, 3)
    assert not can_tell(figure("3.47"), 100)
    assert not can_tell(figure("3.5"), 25)
    assert not can_tell(figure("3"), 5)


def test_the_nearest_means_are_those_right_beside_it() -> None:
    assert nearest(figure("3.47"), 25) == (Fraction(86, 25), Fraction(87, 25))
