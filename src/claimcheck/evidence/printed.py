"""Whether a source prints the very figure of a claim at all, in whatever passage.

So long a number, or the very day, is hardly there by chance: nothing that is only aligned contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.evidence.candidates import agreeing_anywhere
from claimcheck.evidence.dated import of_writing
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import TELLING, Thresholds, long_number, telling
from claimcheck.evidence.retrieve import Index
from claimcheck.model.quantity import Quantity


def printed(quantity: Quantity, indexes: Sequence[Index]) -> bool:
    """Whether a passage of a source holds the digits of a long number, cells left out, which may be a neighbour's."""
    if not long_number(quantity) or not (digits := re.search(r"\d[\d.,]*\d", quantity.text)):
        return False
    written = re.compile(rf"(?<![\d.,]){re.escape(digits.group())}(?![\d,]|\.\d)")
    return any(
        written.search(view.passage.text) for index in indexes for view in index.views if not view.passage.value_at
    )


def told_to_the_day(focus: Focus, quantity: Quantity, indexes: Sequence[Index], limits: Thresholds) -> bool:
    """Whether a passage gives the very day of a claim, other than by the day on which it was written."""
    if quantity.kind != "date" or telling(quantity) < TELLING:
        return False
    return any(
        found.comparison.rule == "exact" and not of_writing(found.figure)
        for found in agreeing_anywhere(focus, quantity, indexes, limits.widths)
    )
