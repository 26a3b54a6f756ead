"""A number as it was written, and how exact the writing was."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written.

    ``precision`` is one unit of the last written digit, ``step`` one of the last significant digit (100 for "100"),
    ``scaled`` says that a scale word rounds it ("3.9 million"), ``words`` that no digit was written.
    """

    value: Fraction
    end: int
    """The token after the number."""
    precision: Fraction
    step: Fraction
    scaled: bool = False
    words: bool = False
    decimals: bool = False


def step_of(value: Fraction, precision: Fraction) -> Fraction:
    """One unit of the last significant digit of a number written to ``precision``."""
    if precision < 1 or value == 0:
        return precision
    step, rest = precision, int(value / precision)
    while rest and rest % 10 == 0:
        step, rest = step * 10, rest // 10
    return step
