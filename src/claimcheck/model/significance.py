"""What counts as an error and as a decision: the settings of ``[statistics]``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class SignificanceRules:
    """Named after the arguments of statcheck, with its defaults."""

    alpha: Fraction = Fraction(1, 20)
    """Level of significance of the paper."""
    p_equal_alpha_significant: bool = True
    p_zero_is_error: bool = True
    """Whether "p = .000" is an error by itself: no p is zero."""
    one_tailed_tests: bool = False
    """Whether every t, z and r was tested one-tailed."""
    one_tailed_text: bool = False
    """Whether a p that fits a one-tailed test is right where the paper speaks of one-tailed tests."""
