"""Statistics as a paper reports them: each figure stands for the interval that its decimals imply."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from claimcheck.model.text import Span

TestName = Literal["t", "F", "chi2", "r", "z", "Q"]
Sign = Literal["=", "<", ">", "<=", ">="]


@dataclass(frozen=True, slots=True)
class Rounded:
    """A figure as written; ``text`` shows it, ``value`` is exact."""

    value: Fraction
    decimals: int
    """Decimals written; negative for none where the last digit written stands for tens or more."""
    text: str

    @property
    def half(self) -> Fraction:
        """Half a unit of the last decimal: what rounding may have taken away or added."""
        return Fraction(1, 2) / Fraction(10) ** self.decimals

    @property
    def low(self) -> Fraction:
        return self.value - self.half

    @property
    def high(self) -> Fraction:
        return self.value + self.half


@dataclass(frozen=True, slots=True)
class ReportedTest:
    """One test of a hypothesis as reported: "t(28) = 2.20, p = .03"."""

    test: TestName
    df1: Rounded | None
    """Degrees of freedom: the only ones, or those of F's numerator; None for z."""
    df2: Rounded | None
    """Those of F's denominator."""
    sign: Sign
    statistic: Rounded
    p_sign: Sign
    p: Rounded | None
    """None where only "ns" is reported."""
    start: int
    end: int
    text: str
    """As it stands in the paper; ``text[start:end]`` of what was read."""
    statistic_span: Span
    """Where name, degrees of freedom and figure stand: "t(28) = 2.20"."""
    p_span: Span | None
    """Where p stands: "p = .03"; None for "ns"."""
    name: str
    """The statistic with its degrees of freedom and figure, readable: "χ²(1) = 3.84"."""
    tails: Literal[0, 1, 2] = 0
    """What the result itself says of its tails ("one-tailed p = .03"); 0: nothing."""
    repaired: bool = False
    """Whether signs had to be restored that a conversion had damaged."""


@dataclass(frozen=True, slots=True)
class Described:
    """A mean and a standard deviation of a sample, with what the text says of the data."""

    mean: Rounded
    sd: Rounded | None
    n: int | None
    start: int
    end: int
    text: str
    data: Literal["whole", "binary", "unknown"] = "unknown"
    items: int | None = None
    """How many answers were averaged for each member of the sample; None where the text doesn't say."""
    scale: tuple[int, int] | None = None
    """Least and greatest answer possible."""
    reach: int | None = None
    """How far the two lie apart, where the text says only that: 6 for a 7-point scale."""
    basis: str = ""
    """The words of the text that tell what the data are."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and its confidence interval: "OR = 1.5, 95% CI [1.1, 2.0]"."""

    name: str
    estimate: Rounded
    low: Rounded
    high: Rounded
    start: int
    end: int
    text: str
