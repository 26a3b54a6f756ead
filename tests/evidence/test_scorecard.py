"""The scorecard: points by signal, read from the package, and the fitting of it."""

from __future__ import annotations

from itertools import pairwise

from benchmarks.boosting import Example, chance, fit
from benchmarks.scorecard import DIRECTION

from claimcheck.evidence.frame import beside, compared
from claimcheck.evidence.scorecard import Scorecard, scorecard


def test_every_signal_of_the_scorecard_is_one_that_the_fitting_knows() -> None:
    assert set(scorecard().steps) <= set(DIRECTION)


def test_points_only_rise_or_only_fall_where_the_fitting_says_so() -> None:
    for name, (_, points) in scorecard().steps.items():
        rising = [two - one for one, two in pairwise(points)]
        assert all(step * DIRECTION[name] >= -1e-6 for step in rising), name


def test_a_probability_is_the_sum_of_the_points() -> None:
    card = Scorecard(0.0, {"names": ((0.5,), (-1.0, 1.0)), "near": ((0.2, 0.8), (0.0, 0.0, 2.0))})
    assert card.probability({"names": 0.5, "near": 0.1}) > 0.7
    assert card.probability({"names": 0.4, "near": 0.1}) < 0.3
    assert card.probability({"names": 1.0, "near": 0.9}) > 0.95


def test_fitting_finds_the_signal_that_tells_and_keeps_its_direction() -> None:
    examples = [Example({"tells": n / 100, "noise": n % 7}, n > 60, 1.0, str(n)) for n in range(100)]
    card = fit(examples, {"tells": 1, "noise": 0}, rounds=40)
    assert chance(card, {"tells": 0.9, "noise": 3}) > 0.8 > 0.2 > chance(card, {"tells": 0.2, "noise": 3})
    assert card == fit(examples, {"tells": 1, "noise": 0}, rounds=40)


def test_a_number_of_a_pair_is_compared_with_the_same_place_of_the_same_pair() -> None:
    claim, source = "United won 5–4.", "a famous 5-4 victory"
    five, four = beside(claim, 11, 12), beside(claim, 13, 14)
    assert compared(five, beside(source, 9, 10)).paired is True
    assert compared(four, beside(source, 11, 12)).paired is True
    assert compared(five, beside("five of 12 goals", 8, 10)).paired is False
    assert compared(beside("won 3 games", 4, 5), beside(source, 9, 10)).paired is None
