"""Whether a reported p can go with its statistic, and whether the decision hangs on it.

The comparison is one of intervals (Nuijten et al. 2016): the statistic stands for every figure that rounds to it, and
so does p. They disagree only where no pair of true values fits both; no epsilon is involved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from claimcheck.model.significance import SignificanceRules
from claimcheck.model.statistic import ReportedTest
from claimcheck.statistics.recompute import TWO_TAILED, Range, recompute

Outcome = Literal["agrees", "disagrees", "decision"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the comparison came to."""

    outcome: Outcome
    range: Range
    """The p values that the statistic allows, by the number of tails that was taken."""
    fits_one_tailed: bool = False
    """The reported p disagrees, but would be right for a one-tailed test."""
    is_zero: bool = False
    """The paper reports a p of zero."""


def judge(result: ReportedTest, rules: SignificanceRules, *, one_tailed_text: bool = False) -> Judgement:
    """Compare a result with its own p. Raises ImportError without SciPy.

    ``one_tailed_text`` says that the paper speaks of one-tailed tests; with the setting of that name, a p that is
    right for one is then taken as right. A result that itself says how many tails it has is taken at its word.
    """
    if result.test not in TWO_TAILED:
        return _judge(result, rules, 2)
    if rules.one_tailed_tests:
        return _judge(result, rules, 1)
    two = _judge(result, rules, 2)
    if two.outcome == "agrees" or two.is_zero:
        return two
    one = _judge(result, rules, 1)
    if one.outcome == "agrees":
        said = result.tails == 1 or (rules.one_tailed_text and one_tailed_text)
        return one if said else replace(two, fits_one_tailed=True)
    return two


def _judge(result: ReportedTest, rules: SignificanceRules, tails: int) -> Judgement:
    allowed = recompute(result, tails=tails)
    is_zero = result.p is not None and result.p.value == 0 and (result.p_sign == "<" or rules.p_zero_is_error)
    if not is_zero and not _disagrees(result, allowed, float(rules.alpha)):
        return Judgement("agrees", allowed)
    changed = _changes_decision(result, allowed, rules)
    return Judgement("decision" if changed else "disagrees", allowed, is_zero=is_zero)


def _disagrees(result: ReportedTest, allowed: Range, alpha: float) -> bool:
    """Whether no true p fits both what is reported and what the statistic allows."""
    low, high = _reported(result, alpha)
    sign = "<" if result.p_sign == "<=" else ">" if result.p_sign == ">=" else result.p_sign
    if result.sign in ("<", "<="):  # the true p lies above that of the bound, which is a bound and not rounded
        return sign != ">" and high <= allowed.point
    if result.sign in (">", ">="):
        return sign != "<" and low >= allowed.point
    if sign == "<":
        return high <= allowed.low if result.p_sign == "<" else high < allowed.low
    if sign == ">":
        return low >= allowed.high if result.p_sign == ">" else low > allowed.high
    return high < allowed.low or low > allowed.high


def _reported(result: ReportedTest, alpha: float) -> tuple[float, float]:
    """Bounds of the reported p: those of its rounding where it is exact, the bound itself where it is one."""
    if result.p is None:
        return alpha, 1.0
    if result.p_sign == "=":
        return float(result.p.low), float(result.p.high)
    return float(result.p.value), float(result.p.value)


def _changes_decision(result: ReportedTest, allowed: Range, rules: SignificanceRules) -> bool:
    """Whether the paper's decision at alpha is surely not the one that the statistic gives."""
    claimed = _claimed(result, rules)
    computed = _computed(result, allowed, rules)
    return claimed is not None and computed is not None and claimed != computed


def _claimed(result: ReportedTest, rules: SignificanceRules) -> bool | None:
    """Whether the reported p claims significance; None where it decides nothing ("p < .10")."""
    p = rules.alpha if result.p is None else result.p.value
    if result.p_sign in ("<", "<="):
        return True if p <= rules.alpha else None
    if result.p_sign in (">", ">="):
        return False if p >= rules.alpha else None
    return p <= rules.alpha if rules.p_equal_alpha_significant else p < rules.alpha


def _computed(result: ReportedTest, allowed: Range, rules: SignificanceRules) -> bool | None:
    """Whether the statistic is significant; None where its rounding leaves that open."""
    alpha = float(rules.alpha)
    if result.sign in ("<", "<="):
        return False if allowed.point >= alpha else None
    if result.sign in (">", ">="):
        return True if allowed.point <= alpha else None
    if rules.p_equal_alpha_significant:
        return True if allowed.high <= alpha else False if allowed.low > alpha else None
    return True if allowed.high < alpha else False if allowed.low >= alpha else None
