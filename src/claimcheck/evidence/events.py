"""Which of several dates of one sentence goes with the claim's verb: "married in September 2008, separated in 2010"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.evidence.focus import Focus
from claimcheck.evidence.retrieve import View
from claimcheck.model.quantity import Quantity

_BREAK: Final = re.compile(r"[,;:()—–]| - |\b(?:and|but|while|before|after|then)\b")


def of_another_event(focus: Focus, view: View, figure: Quantity, found: Sequence[Quantity]) -> bool:
    """Whether another date of the passage is led to by the claim's own words, and ``figure`` by others alone."""
    own = (focus.near - focus.names) - focus.known
    dates = [one for one in found if one.kind == "date" and one.end > 0]
    if view.passage.role != "main" or len(dates) < 2 or figure.end <= 0 or not own:
        return False
    leads = {one.start: _lead(view, one, dates) for one in dates}
    here = leads.get(figure.start, frozenset())
    if not here or here & focus.weights.keys():
        return False
    return any(lead & own for start, lead in leads.items() if start != figure.start)


def _lead(view: View, date: Quantity, dates: Sequence[Quantity]) -> frozenset[str]:
    """The stems of the words that lead to a date: since the date before it, and since the last mark or joint."""
    text = view.passage.text
    floor = max((one.end for one in dates if one.end <= date.start), default=0)
    breaks = [match.end() for match in _BREAK.finditer(text, floor, date.start)]
    for start in [*reversed(breaks), floor]:
        lead = frozenset(term.stem for term in view.terms if start <= term.start < date.start and not term.name)
        if lead:
            return lead
    return frozenset()
