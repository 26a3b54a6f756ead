"""What a mean and a standard deviation of a small sample can be: GRIM, GRIMMER, DEBIT, and the greatest SD of a scale.

The mean of n whole numbers is a whole number over n (GRIM: Brown & Heathers 2017); their sum of squares is a whole
number that is odd when their sum is (GRIMMER: Anaya 2016, Allard 2018); the SD of zeros and ones follows from their
mean (DEBIT: Heathers & Brown 2019). All of it is exact arithmetic over the rounding intervals, both ends included, so
that it does not matter how a half was rounded.
"""

from __future__ import annotations

import math
from fractions import Fraction

from claimcheck.model.statistic import Rounded

_MOST_SUMS = 1000
"""A mean that leaves more sums open than this says nothing about its SD."""


def can_tell(mean: Rounded, n: int, items: int = 1) -> bool:
    """Whether the decimals of a mean are fine enough for GRIM to say anything."""
    return 0 < n * items < 10**mean.decimals if mean.decimals > 0 else False


def grim(mean: Rounded, n: int, items: int = 1) -> bool:
    """Whether ``n`` averages of ``items`` whole numbers can have this mean."""
    return bool(_sums(mean, n * items))


def nearest(mean: Rounded, n: int, items: int = 1) -> tuple[Fraction, Fraction]:
    """The means that are possible right below and right above the one reported."""
    below = math.floor(mean.value * n * items)
    return Fraction(below, n * items), Fraction(below + 1, n * items)


def grimmer(mean: Rounded, sd: Rounded, n: int, items: int = 1) -> bool:
    """Whether ``n`` averages of ``items`` whole numbers can have this mean and this SD (n − 1 in its denominator)."""
    if n < 2:
        return True
    low, high = max(sd.low, Fraction(0)), sd.high
    sums = _sums(mean, n * items)
    if len(sums) > _MOST_SUMS:
        return True
    for total in sums:
        about = Fraction(total * total, n)
        least = math.ceil(items * items * (n - 1) * low * low + about)
        most = math.floor(items * items * (n - 1) * high * high + about)
        if least + (least + total) % 2 <= most:
            return True
    return False


def debit(mean: Rounded, sd: Rounded, n: int) -> bool:
    """Whether ``n`` zeros and ones can have this mean and this SD (n − 1 in its denominator)."""
    if n < 2:
        return True
    least, most = binary_variance(mean, n)
    return max(sd.low, Fraction(0)) ** 2 <= most and least <= sd.high**2


def binary_variance(mean: Rounded, n: int) -> tuple[Fraction, Fraction]:
    """Least and greatest variance of ``n`` zeros and ones whose mean rounds to ``mean``."""
    low, high = max(mean.low, Fraction(0)), min(mean.high, Fraction(1))
    ends = [share * (1 - share) for share in (low, high)]
    most = Fraction(1, 4) if low <= Fraction(1, 2) <= high else max(ends)
    return min(ends) * Fraction(n, n - 1), most * Fraction(n, n - 1)


def greatest_variance(mean: Rounded, scale: tuple[int, int] | None, reach: int, n: int | None) -> Fraction:
    """Variance of answers that all stand at the ends of their scale (Bhatia & Davis 2000), the greatest there is.

    Where the ends aren't known, ``reach`` says how far they lie apart, and half of the answers at either end give the
    most. Without ``n`` it is the variance of two answers, the most that any sample reaches.
    """
    size = n if n is not None and n > 1 else 2
    if scale is None:
        return Fraction(reach * reach, 4) * Fraction(size, size - 1)
    least, greatest = scale
    low, high = max(mean.low, Fraction(least)), min(mean.high, Fraction(greatest))
    middle = Fraction(least + greatest, 2)
    at = min(max(middle, low), high)
    return (at - least) * (greatest - at) * Fraction(size, size - 1)


def _sums(mean: Rounded, count: int) -> range:
    """Sums of ``count`` whole numbers whose mean rounds to ``mean``."""
    return range(math.ceil(mean.low * count), math.floor(mean.high * count) + 1)
