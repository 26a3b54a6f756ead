"""Agreement that says too little: the source's figure lies in the claim's set, and yet bears out no figure of its own.

A date within a span gives neither of its ends, "until 1949" dates nothing of 1920, nearly any number is "more than 30".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.limits import Thresholds
from claimcheck.evidence.near import LEAST, MOST, closed, is_bound
from claimcheck.model.quantity import Quantity
from claimcheck.quantities import compare

_FAR: Final = ("understated", "overstated")
"""How the note of a comparison opens whose figure lies far within a bound."""


_AS_MANY: Final = ("as many as", "as much as", "as high as", "as often as", "up to")


def says_too_little(candidate: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether a figure agrees by the sets alone, and bears out nothing of what the claim's figure says."""
    figure = candidate.figure
    if quantity.kind == "date" and (_within_span(quantity, figure) or _amid(candidate, quantity)):
        return True
    if quantity.form == "range" and figure.form != "range" and quantity.text.lower().startswith("from "):
        return True  # "from 764 to 800" tells two figures
    if candidate.comparison.note.startswith(_FAR[1]) and quantity.text.lower().startswith(_AS_MANY):
        return True  # "as many as nineteen" says nineteen
    far = candidate.comparison.note.startswith(_FAR) or (figure.vague and not quantity.vague and is_bound(quantity))
    if far and not (candidate.measure.same and candidate.score >= limits.far):
        return True
    if quantity.form != "range" and _how_sure(candidate):
        return True
    return _more_than_said(quantity, figure) or _bounded_otherwise(quantity, figure) or _about_another(quantity, figure)


def _about_another(quantity: Quantity, figure: Quantity) -> bool:
    """Whether a plain figure lies near a rough one of another value: "close to 15 %" bears out no 13.9 %."""
    if quantity.kind == "date" or quantity.vague or figure.vague or quantity.form not in ("point", "change"):
        return False
    if quantity.approximator != "exact" or figure.approximator not in ("approximate", "almost"):
        return False
    if None in (quantity.value, figure.value, figure.precision) or not figure.precision:
        return False
    step = figure.precision * figure.factor
    one, two = ((q.value or 0) * q.factor for q in (quantity, figure))
    return abs(one - two) * 2 > step


def _how_sure(candidate: Candidate) -> bool:
    """Whether a range says how sure the figure before it is, and is none itself: "2.9 % (95 % CI 2.1-3.7 %)"."""
    text, figure = candidate.view.passage.text, candidate.figure
    return figure.form == "range" and _SURE.search(text, max(0, figure.start - 40), figure.start) is not None


_SURE: Final = re.compile(r"\b(?:CI|CrI|IQR|(?:confidence|credible) (?:intervals?|limits)|interquartile range)\W{0,6}$")


def _within_span(quantity: Quantity, figure: Quantity) -> bool:
    """Whether a span of dates is set against one date, which bears out one of its ends at most."""
    return closed(quantity.edtf) and "/" not in figure.edtf


def _amid(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether a date is set against a span in whose midst it lies, or that is open: what was then, it doesn't say."""
    figure = candidate.figure
    if "/" in quantity.edtf or "/" not in figure.edtf or candidate.comparison.rule != "overlap":
        return False
    ends = (replace(figure, edtf=end) for end in figure.edtf.split("/") if end != "..")
    return all(compare(quantity, end).outcome != "supported" for end in ends)


def _more_than_said(quantity: Quantity, figure: Quantity) -> bool:
    """Whether a plain figure is set against a bound of another value: "over 103" bears out no 109."""
    if quantity.kind == "date" or quantity.vague or quantity.form != figure.form or quantity.approximator != "exact":
        return False
    if quantity.value is None or figure.value is None or not is_bound(figure):
        return False
    return quantity.value * quantity.factor != figure.value * figure.factor


def _bounded_otherwise(quantity: Quantity, figure: Quantity) -> bool:
    """Whether the one is a least and the other a most: "at least 1,200" bears out no "no more than 1,200"."""
    one, two = quantity.approximator, figure.approximator
    return (one in LEAST and two in MOST) or (one in MOST and two in LEAST)
