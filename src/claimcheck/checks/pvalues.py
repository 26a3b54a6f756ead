"""A reported p against the one that its own statistic gives: what is wrong, said so that a person can redo it."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.model.finding import Confidence
from claimcheck.model.statistic import ReportedTest
from claimcheck.statistics import Judgement, SignificanceRules, judge
from claimcheck.statistics.recompute import TWO_TAILED, magnitude
from claimcheck.statistics.tails import speaks_of_correction, speaks_of_resampling

_SHOWN = {"<=": "≤", ">=": "≥"}
_MOST_COMPARISONS = 20
_MOST_DECIMALS = 12
_REMEDY = "compare the statistic, its degrees of freedom and p with the output of the analysis"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a reported test."""

    code: str
    message: str
    remedy: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a result."""

    sentence: str
    one_tailed: bool = False
    """Whether the paper speaks of one-tailed tests."""
    corrected: bool = False
    """Whether it speaks of corrections for several comparisons."""


def trouble(result: ReportedTest, rules: SignificanceRules, around: Around) -> Trouble | None:
    """What is wrong with ``result``; None where nothing is. Raises ImportError without SciPy.

    A p that is greater than the recomputed one is no error where its sentence speaks of a correction for several
    comparisons, and none is where it speaks of resampling: such a p does not come from the statistic's distribution.
    """
    judged = judge(result, rules, one_tailed_text=around.one_tailed)
    if judged.outcome == "agrees" or (not judged.is_zero and _comes_from_elsewhere(result, judged, around.sentence)):
        return None
    changes = judged.outcome == "decision" and not (judged.fits_one_tailed and around.one_tailed)
    times = _comparisons(result, judged) if around.corrected else 0
    message = f"{result.name}, {_reported(result)}: {_recomputed(result, judged)}"
    if changes:
        message += f"; {_decision(result, judged, rules)}"
    confidence: Confidence = "medium" if result.repaired else "high"
    if judged.fits_one_tailed or times:
        confidence = "low"
    return Trouble("S402" if changes else "S401", message, _remedy(result, judged, times), confidence)


def _comes_from_elsewhere(result: ReportedTest, judged: Judgement, sentence: str) -> bool:
    if speaks_of_resampling(sentence):
        return True
    return _is_greater(result, judged) and speaks_of_correction(sentence)


def _is_greater(result: ReportedTest, judged: Judgement) -> bool:
    return result.p is None or float(result.p.value) > judged.range.high


def _reported(result: ReportedTest) -> str:
    if result.p is None:
        return "ns"
    return f"p {_SHOWN.get(result.p_sign, result.p_sign)} {result.p.text}"


def _recomputed(result: ReportedTest, judged: Judgement) -> str:
    allowed = judged.range
    tails = f", {'two' if allowed.tails == 2 else 'one'}-tailed" if result.test in TWO_TAILED else ""
    leading = result.p is not None and result.p.text.startswith("0")
    if judged.is_zero:
        return f"no p is zero; the recomputed p is {shown(allowed.point, leading=leading)}{tails}"
    if result.sign != "=":
        side = "above" if result.sign in ("<", "<=") else "below"
        return f"the recomputed p is {side} {shown(allowed.point, leading=leading)}{tails}"
    low, high = (float(end) for end in magnitude(result.statistic))
    letter = {"chi2": "χ²"}.get(result.test, result.test)
    letter = f"|{letter}|" if result.statistic.value < 0 else letter
    places = min(max(result.statistic.decimals + 1, 1), _MOST_DECIMALS)
    ends = f"{shown(allowed.low, leading=leading, more=1)} to {shown(allowed.high, leading=leading, more=1)}"
    return (
        f"the recomputed p is {shown(allowed.point, leading=leading)} ({ends} for {letter} from "
        f"{low:.{places}f} to {high:.{places}f}{tails})"
    )


def _decision(result: ReportedTest, judged: Judgement, rules: SignificanceRules) -> str:
    alpha = f"{float(rules.alpha):g}".removeprefix("0")
    is_significant = judged.range.point <= float(rules.alpha)
    said, true = ("not significant", "significant") if is_significant else ("significant", "not significant")
    return f"reported as {said} at {alpha}, it is {true}"


def _remedy(result: ReportedTest, judged: Judgement, times: int) -> str:
    if judged.is_zero:
        return "give the bound that the program showed: p < .001"
    hints = []
    if judged.fits_one_tailed:
        hints.append("if the test was one-tailed, say so beside its p")
    if times:
        hints.append(f"if p was corrected for {times} comparisons, say so in the sentence")
    if result.repaired:
        hints.append("its signs were damaged by a conversion: compare it with the page")
    return "; ".join([_REMEDY, *hints])


def _comparisons(result: ReportedTest, judged: Judgement) -> int:
    """How many times the recomputed p the reported one is, where that is a whole number from 2 on; else 0."""
    allowed = judged.range
    if result.p is None or result.p_sign != "=" or result.sign != "=" or allowed.low <= 0:
        return 0
    low, high = float(result.p.low), float(result.p.high)
    for times in range(2, _MOST_COMPARISONS + 1):
        if times * allowed.low <= high and times * allowed.high >= low:
            return times if (high - low) < allowed.point else 0
    return 0


def shown(p: float, *, leading: bool = False, more: int = 0) -> str:
    """A p value with three significant digits; below .001 as a power of ten.

    >>> shown(0.0363), shown(0.0363, leading=True), shown(2.3456e-7), shown(1.0)
    ('.0363', '0.0363', '2.35e-07', '1.00')
    """
    if p < 0.001:
        return f"{p:.{2 + more}e}" if p else "0"
    written = f"{p:#.{3 + more}g}"
    return written if leading else written.removeprefix("0")
