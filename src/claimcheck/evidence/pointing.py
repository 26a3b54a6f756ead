"""What a claim points back to: "in that year" is the year that the sentence before it names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity
from claimcheck.quantities import read

_THAT_TIME: Final = re.compile(
    r"\b(?:that|(?:the|this) (?:very )?same|this) (?:very )?(?:(?:fiscal|financial|academic|school|calendar) )?"
    r"(?:year|month|season|quarter)\b(?! (?:later|before|earlier))",
    re.IGNORECASE,
)


def with_times(claim: Claim) -> Claim:
    """The claim with the time that it points back to, for all its figures that have none of their own."""
    if not claim.preceding or not _THAT_TIME.search(claim.context or claim.quote):
        return claim
    dates = [one for one in read(claim.preceding) if one.kind == "date" and _is_one_time(one)]
    if not dates:
        return claim
    time = dates[-1].edtf
    return replace(claim, quantities=tuple(_timed(one, time) for one in claim.quantities))


def _is_one_time(date: Quantity) -> bool:
    """Whether a date is a year, a part of one, or a year that begins in one and ends in the next ("2021/22")."""
    first, _, last = date.edtf.partition("/")
    if not first[:4].isdigit():
        return False
    return not last or (last[:4].isdigit() and int(last[:4]) - int(first[:4]) <= 1)


def _timed(quantity: Quantity, time: str) -> Quantity:
    return quantity if quantity.when or quantity.kind == "date" else replace(quantity, when=time)
