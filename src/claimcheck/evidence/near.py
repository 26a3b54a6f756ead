"""How near two figures are: whether one is likely the other misquoted rather than a figure of something else.

A slip changes one digit or one part of a date; two unrelated figures of a page hardly ever differ by so little.
"""

from __future__ import annotations

import math
import re
from itertools import zip_longest
from typing import Final

from claimcheck.model.quantity import Quantity
from claimcheck.quantities.compare_dates import NUMERIC

LEAST: Final = ("more_than", "at_least")
"""Approximators of a lower bound …"""
MOST: Final = ("less_than", "at_most")
"""… and of an upper one."""
_YEARS: Final = 10
_SPAN: Final = 1
_DIGITS: Final = 3
"""Significant digits from which a single other one is telling."""


def nearness(claim: Quantity, figure: Quantity) -> float:
    """0 (any two figures) … 1 (the same but for one digit of many, or for the year of a whole date)."""
    if claim.kind == "date" or figure.kind == "date":
        return _dates(claim.edtf, figure.edtf) if claim.kind == figure.kind else 0.0
    if claim.form == figure.form == "range" and claim.unit == figure.unit:
        same_ends = (claim.low == figure.low) + (claim.high == figure.high)
        return 1.0 if same_ends == 1 else 0.0
    one, two = (q.value * q.factor if q.value is not None else None for q in (claim, figure))
    if one is None or two is None or not one or not two or (one < 0) != (two < 0):
        return 0.0
    if _one_digit(claim, figure):
        return 1.0
    apart = abs(math.log(float(one / two)))
    return 0.7 if apart < 0.03 else 0.45 if apart < 0.11 else 0.2 if apart < 0.35 else 0.0


def stated_otherwise(claim: Quantity, figure: Quantity) -> bool:
    """Whether two ranges differ at one end, although the one lies within the other: "10 to 24" and "10 to 29"; or the
    claim's bound says more than the source's: "more than 78" where the source has "more than 70".
    """
    if _says_more(claim, figure):
        return True
    if claim.kind == "date" or claim.vague or figure.vague or claim.unit != figure.unit:
        return False
    if claim.form != "range" or figure.form != "range" or {claim.approximator, figure.approximator} != {"exact"}:
        return False
    return (claim.low == figure.low) != (claim.high == figure.high)


def _says_more(claim: Quantity, figure: Quantity) -> bool:
    if "date" in (claim.kind, figure.kind) or claim.vague or figure.vague or claim.value is None or not figure.value:
        return False
    one, two = claim.value * claim.factor, figure.value * figure.factor
    step = 1 if claim.kind == "count" else 0  # "at least 80" is "more than 79"
    if claim.approximator in LEAST and figure.approximator in LEAST:
        return one > two + step
    return claim.approximator in MOST and figure.approximator in MOST and one < two - step


def same_amount(one: Quantity, two: Quantity) -> bool:
    """Whether two figures of one dimension have the same value in its base unit."""
    return None not in (one.value, two.value) and (one.value or 0) * one.factor == (two.value or 0) * two.factor


def is_bound(quantity: Quantity) -> bool:
    """Whether a figure says from where or up to where something is: "more than 30"."""
    return quantity.approximator in (*LEAST, *MOST)


def other_side(claim: Quantity, figure: Quantity) -> bool:
    """Whether the source has the very figure from the other side: "just under a fifth" for "more than a fifth"."""
    one, two, below = claim.approximator, figure.approximator, (*MOST, "almost")
    sides = (one in LEAST and two in below) or (one in below and two in LEAST)
    return sides and claim.value is not None and figure.value == claim.value


def by_so_much(text: str, figure: Quantity) -> bool:
    """Whether a figure tells by how much something changed, and is no end of the change: "rose by 12 %", not "to 12 %".

    What ranges from one figure to another does not change.
    """
    before = text[max(0, figure.start - _TO_END) : max(0, figure.start)]
    return figure.form == "change" and not _END.match(before)


_END: Final = re.compile(r"(?!.*\brang).*\b(?:from|to|towards) $", re.DOTALL)
_TO_END: Final = 40
"""Code points before a figure in which stands what leads to it."""


def closed(edtf: str) -> bool:
    """Whether a date is a span of which both ends are known."""
    return "/" in edtf and ".." not in edtf


def near_years(claim: Quantity, figure: Quantity) -> bool:
    """Whether two dates, neither a long span, are few enough years apart for one to be the other misquoted."""
    one, two = (_years(quantity) for quantity in (claim, figure))
    if one is None or two is None:
        return "XXXX" in claim.edtf + figure.edtf and "/" not in claim.edtf + figure.edtf
    if one[1] - one[0] > _SPAN or two[1] - two[0] > _SPAN:
        return False
    return max(one[0], two[0]) - min(one[1], two[1]) <= _YEARS


def _years(quantity: Quantity) -> tuple[int, int] | None:
    ends = [end[:4] for end in quantity.edtf.removesuffix("/..").split("/")]
    return (int(ends[0]), int(ends[-1])) if all(end.isdigit() for end in ends) else None


def coarse(claim: Quantity, figure: Quantity) -> int:
    """How many steps a date of a source is coarser than the claim's: 1 for a month that a day lies in, 2 for a year."""
    if claim.kind != "date" or figure.kind != "date" or ".." in claim.edtf:
        return 0
    if "/" not in claim.edtf and figure.edtf in (f"{claim.edtf}/..", f"../{claim.edtf}"):
        return 0  # what has been so since 2015 became so in 2015
    if ".." in figure.edtf or "X" in figure.edtf.replace("XXXX", "", 1).strip("~?"):
        return 0 if "X" in claim.edtf.replace("XXXX", "", 1) else 2  # "until 1938", "the 1950s"
    if NUMERIC.fullmatch(figure.text):
        return 0  # "1/8/1849": a day, only not which of two
    one, two = claim.edtf.split("/")[0], figure.edtf.split("/")[0]
    steps = max(0, one.count("-") - two.count("-"))
    spans = "/" in figure.edtf and "/" not in claim.edtf and claim.edtf not in figure.edtf.split("/")
    return steps + spans + (spans and one.count("-") > 0 and figure.edtf[:4] != figure.edtf.split("/")[1][:4])


def _one_digit(claim: Quantity, figure: Quantity) -> bool:
    """Whether two figures of many digits differ in one of them, or in two that change places."""
    one, two = (_digits(q) for q in (claim, figure))
    if len(one) != len(two) or len(one.rstrip("0")) < _DIGITS:
        return False
    at = [n for n, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    return len(at) == 1 or (len(at) == 2 and sorted(one[i] for i in at) == sorted(two[i] for i in at))


def _digits(quantity: Quantity) -> str:
    value = quantity.value or 0
    return "".join(c for c in (str(value) if value.denominator == 1 else f"{float(value):.8g}") if c.isdigit())


def _dates(one: str, two: str) -> float:
    """By how many parts of the date agree: all but one of three is much, all but one of two little."""
    if "/" in one or "/" in two:
        ends = [_dates(a, b) for a, b in zip(one.split("/"), two.split("/"), strict=False) if a != b]
        return 0.4 if one.count("/") == two.count("/") and len(ends) == 1 and ".." not in one + two else 0.0
    parts = list(zip_longest(one.split("-"), two.split("-"), fillvalue=""))
    known = [(a, b) for a, b in parts if a and b and "XXXX" not in (a, b)]
    differ = [n for n, (a, b) in enumerate(known) if a != b]
    if len(differ) != 1 or len(known) < 2:
        return 0.0
    if len(known) == 3:
        return 1.0 if differ == [0] else 0.8
    return 0.6 if "XXXX" in one + two else 0.5 if differ == [0] else 0.3
