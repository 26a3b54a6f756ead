"""p from a statistic and its degrees of freedom, over the interval that the written decimals imply.

SciPy's special functions do the work; they are imported when the first result is recomputed, for most papers report
none. Where SciPy is not installed, ``is_available`` says so and nothing is recomputed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from itertools import product

from claimcheck.model.statistic import ReportedTest, Rounded

TWO_TAILED = frozenset(("t", "r", "z"))
"""Statistics whose p depends on whether one tail or both are counted."""


@dataclass(frozen=True, slots=True)
class Range:
    """Every p that a reported statistic can stand for."""

    low: float
    high: float
    point: float
    """p of the figures as they are written."""
    tails: int
    """1 or 2."""


def is_available() -> bool:
    """Whether p can be recomputed here: SciPy is an extra."""
    return find_spec("scipy") is not None


def recompute(result: ReportedTest, *, tails: int = 2) -> Range:
    """The p values that the statistic can stand for. Raises ImportError without SciPy.

    A statistic of 2.20 stands for anything from 2.195 to 2.205, degrees of freedom of 28.1 for 28.05 to 28.15; whole
    degrees of freedom are exact (Nuijten et al. 2016). A test without direction (F, χ², Q) has one p, whatever
    ``tails``.
    """
    low, high = magnitude(result.statistic)
    if result.test == "r":
        high = min(high, Fraction(1))
    every = [
        _p(result.test, float(value), df1, df2, tails)
        for value, df1, df2 in product((low, high), _bounds(result.df1), _bounds(result.df2))
    ]
    point = _p(result.test, abs(float(result.statistic.value)), _exact(result.df1), _exact(result.df2), tails)
    return Range(min(every), max(every), point, tails)


def magnitude(figure: Rounded) -> tuple[Fraction, Fraction]:
    """Bounds of a figure without its sign: −2.20 gives 2.195 and 2.205, and 0.00 gives 0 and 0.005."""
    value = abs(figure.value)
    return max(value - figure.half, Fraction(0)), value + figure.half


def _exact(df: Rounded | None) -> float:
    return 0.0 if df is None else float(df.value)


def _bounds(df: Rounded | None) -> Iterable[float]:
    if df is None or df.decimals <= 0:
        return (_exact(df),)
    return float(max(df.low, df.value / 2)), float(df.high)


def _p(test: str, value: float, df1: float, df2: float, tails: int) -> float:
    from scipy import special

    if test == "F":
        return float(special.fdtrc(df1, df2, value))
    if test in ("chi2", "Q"):
        return float(special.chdtrc(df1, value))
    if test == "r":
        value = math.inf if value >= 1 else value * math.sqrt(df1 / (1 - value * value))
    tail = float(special.ndtr(-value)) if test == "z" else _t_tail(value, df1)
    return tail * (2 if tails == 2 else 1)


def _t_tail(value: float, df: float) -> float:
    """P(T > value) for value ≥ 0 by the incomplete beta function, from the end at which it loses no digits."""
    from scipy import special

    if math.isinf(value):
        return 0.0
    square = value * value
    if square > df:
        return 0.5 * float(special.betainc(df / 2, 0.5, df / (df + square)))
    return 0.5 * float(special.betaincc(0.5, df / 2, square / (df + square)))
