"""Whether a passage makes a claim's figure of several of its own: a level and its change, parts of a list, what comes
on top. One of them differs from the claim's, and contradicts nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.limits import Thresholds
from claimcheck.evidence.retrieve import figures_of
from claimcheck.model.quantity import Quantity
from claimcheck.quantities import compare


def composed(candidate: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether a figure and a change in its sentence make the claim's: "100,000 tonnes is to be increased by 40,000".

    So do parts that are told one by one ("48 passengers, 4 crew"); of two of one noun the claim may give the sum with
    what is told without a figure ("conspiracy, six counts of bribery and two counts of fraud").
    """
    figure = candidate.figure
    if figure.value is None or figure.kind == "date" or figure.form != "point" or candidate.view.passage.value_at:
        return False
    found = figures_of(candidate.view, candidate.index)
    made = [
        figure.value + (one.value if one.direction == "up" else -one.value)
        for one in found
        if one.form == "change" and one.direction and one.value and (one.kind, one.unit) == (figure.kind, figure.unit)
    ]
    text = candidate.view.passage.text
    made += [
        figure.value + one.value
        for one in found
        if one.value and (one.kind, one.unit) == (figure.kind, figure.unit) and one.start != figure.start
        if _comes_on_top(text, one) or _comes_on_top(text, figure)
    ]
    if quantity.kind == "count" and quantity.value is not None:
        parts = [
            one
            for one in found
            if one.kind == "count" and one.form == "point" and one.start != figure.start and _listed(text, figure, one)
        ]
        made += [figure.value + one.value for one in parts if one.value]
        alike = [one.value for one in parts if one.value and _noun(one) == _noun(figure)]
        if alike and quantity.value >= figure.value + sum(alike):
            return True
    return any(compare(quantity, _valued(figure, value), limits.widths).outcome == "supported" for value in made)


_FURTHER: Final = re.compile(r"\b(?:further|another|additional|extra) $", re.IGNORECASE)
"""What leads to a figure that comes on top of another."""
_LISTED: Final = re.compile(r" (?!of\b)[\w'’-]+(?: [\w'’-]+){0,5}(?:,| and| plus|, and)(?: [\w'’-]+){0,2} ")
"""What stands between two parts of a list: "six counts of bribery and two counts"."""


def _noun(figure: Quantity) -> str:
    """What is counted, without what kind of it: "counts" of "counts of bribery"."""
    return figure.measure.partition(" of ")[0]


def _comes_on_top(text: str, figure: Quantity) -> bool:
    return _FURTHER.search(text, max(0, figure.start - 14), figure.start) is not None


def _listed(text: str, one: Quantity, two: Quantity) -> bool:
    low, high = sorted((one, two), key=lambda figure: figure.start)
    return _LISTED.fullmatch(text[low.end : high.start]) is not None


def _valued(figure: Quantity, value: Fraction) -> Quantity:
    return replace(figure, value=value, low=value, high=value, low_open=False, high_open=False)
