"""Confidence intervals beside the estimate that they are of: "OR = 1.50, 95% CI [1.10, 2.05]".

An interval is tied to an estimate only where the two stand side by side, with nothing between them but a standard
error or a test of that same estimate. An interval behind two means, or behind an effect size that follows a test, may
be that of a difference: it is not tied.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from claimcheck.model.statistic import Interval, Rounded
from claimcheck.statistics.figures import figure
from claimcheck.statistics.repair import is_damaged, repair

_S: Final = r"\s{0,4}"
_NUMBER: Final = rf"-?{_S}(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,8}})?|\d{{0,8}}\.\d{{1,8}}|\d{{1,8}})"
_INTERVAL: Final = re.compile(
    rf"\b(?P<level>[5-9]\d(?:\.\d)?){_S}%{_S}(?:CIs?|C\.I\.|[Cc]onfidence [Ii]ntervals?){_S}(?:[:=,]|of|from)?{_S}"
    rf"(?P<open>[\[(])?{_S}(?P<low>{_NUMBER}){_S}(?P<unit>%)?{_S}(?:,|;|to|-|and){_S}(?P<high>{_NUMBER})(?![\d.,]\d)"
    rf"{_S}(?P<percent>%)?{_S}(?(open)[\])])(?!\s?(?:to|-|;)\s?\d)"
)
_RATIO: Final = r"(?:a|adj\.?\s?)?(?:OR|RR|HR|IRR|PR)|(?:[Oo]dds|[Hh]azards?|[Rr]isk|[Rr]ate) ratio|[Rr]elative risk"
_SIZE: Final = r"(?:Cohen[’']?s\s)?d|(?:Hedges[’']?s?\s)?g|r"
_OTHER: Final = r"[bB]|MD|SMD|ICC|AUC|κ|[Mm]ean difference|[Ii]ndirect effect|[Ee]stimate|[Pp]revalence"
_BETWEEN: Final = (
    rf"(?:SEM?|S\.?D\.?|[nN]|(?P<test>[tz]{_S}(?:[(\[][\d.\s]{{1,8}}[)\]])?|[pP])){_S}[=<>]{_S}{_NUMBER}{_S}[,;]{_S}"
)
_ESTIMATE: Final = re.compile(
    rf"(?<![\w.])(?P<name>(?P<ratio>{_RATIO})|(?P<size>{_SIZE})|(?P<mean>M)|(?P<other>{_OTHER})){_S}"
    rf"(?:=|:|of|was|is)?{_S}(?P<value>{_NUMBER}){_S}(?P<percent>%)?{_S}[,;]?{_S}"
    rf"(?P<between>(?:{_BETWEEN}){{0,3}})[(\[]?{_S}$"
)
_BARE: Final = re.compile(
    rf"(?<![\w.,-])(?P<value>{_NUMBER}){_S}(?:(?P<percent>%)|[A-Za-z][A-Za-z/²]{{0,9}}(?:\s[a-z]{{1,12}})?)?{_S}[(\[]{_S}$"
)
"""A figure right before the brackets of an interval: "3.4 kg (95% CI 2.9 to 4.0)"."""
_REACH: Final = 160
_TESTED: Final = re.compile(r"(?<![^\W_])(?:[tF]\s?[(\[]|M(?:ean)?s?\s?=|[Dd]ifference|Δ|[bB]\s?=)")
_COMPARED: Final = re.compile(r"(?<![^\W_])M\w{0,6}\s?=|\b(?:vs\.?|versus|differ\w*|compared|than)\b|Δ", re.IGNORECASE)
_RATIO_BEFORE: Final = re.compile(rf"(?<![\w.])(?:{_RATIO}|Exp\(B\)|exp\(b\))")


def intervals_in(text: str) -> tuple[Interval, ...]:
    """Each confidence interval in ``text`` that stands beside its own estimate."""
    clean = repair(text)
    found = []
    for match in _INTERVAL.finditer(clean):
        before = clean[max(match.start() - _REACH, 0) : match.start()]
        estimate = _estimate(before, clean[match.end() : match.end() + 2].lstrip()[:1])
        if estimate is None:
            continue
        start, end = match.start() - len(before) + estimate.start(), match.end()
        low, high, value = (_figure(written) for written in (match["low"], match["high"], estimate["value"]))
        if is_damaged(text[start:end]) or not _is_one_unit(value, low, high, estimate, match):
            continue
        named = estimate.groupdict().get("name")
        if "=" not in estimate[0] and _is_inside_without_signs(value, low, high):
            continue
        found.append(Interval(named or "the estimate", value, low, high, start, end, text[start:end]))
    return tuple(found)


def _estimate(before: str, behind: str) -> re.Match[str] | None:
    """The estimate at the end of ``before``: a named one, else a bare figure that is the only one there."""
    named = _ESTIMATE.search(before)
    if named is not None:
        return named if _is_its_own(named, before[: named.start()]) else None
    bare = _BARE.search(before)
    if bare is None or behind not in (")", "]", ";", ",") or not (bare["percent"] or "." in bare["value"]):
        return None
    if re.search(r"\d", re.split(r"[.!?]\s", before[: bare.start()])[-1]):
        return None
    return None if _COMPARED.search(before) else bare


def _is_inside_without_signs(value: Rounded, low: Rounded, high: Rounded) -> bool:
    """Whether a word may hold the sign: "fell by 3.4 (95% CI −5.6 to −1.9)"."""
    return low.low <= -value.value <= high.high


def _is_its_own(estimate: re.Match[str], before: str) -> bool:
    """Whether nothing before the estimate could lay claim to the interval."""
    clause = re.split(r"[;(\[]|\.\s", before)[-1]
    if estimate["mean"]:
        return not estimate["test"] and not _COMPARED.search(before)
    if estimate["size"]:
        return not _TESTED.search(before)
    if estimate["other"]:
        return not _RATIO_BEFORE.search(clause)
    return True


def _is_one_unit(value: Rounded, low: Rounded, high: Rounded, estimate: re.Match[str], match: re.Match[str]) -> bool:
    """Whether estimate and interval are on one scale: not a percentage beside shares, not 12 beside 0.11 to 0.14."""
    if estimate["percent"] and not (match["unit"] or match["percent"]) and max(abs(low.value), abs(high.value)) <= 1:
        return False
    if (match["unit"] or match["percent"]) and not estimate["percent"]:
        return False
    if estimate.groupdict().get("ratio") and (low.value < 0 or value.value <= 0):
        return False  # the interval of the logarithm, or a sign misread
    return max(abs(value.value), Fraction(1)) < 100 * max(abs(low.value), abs(high.value), Fraction(1, 100))


def _figure(written: str) -> Rounded:
    read = figure(written.lstrip("- "))
    return Rounded(-read.value, read.decimals, f"−{read.text}") if written.startswith("-") else read
