"""Which of several dates of one sentence goes with the claim's verb: "married in September 2008, separated in 2010"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.edges import Edge, edge_of
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.retrieve import View, figures_of
from claimcheck.evidence.terms import Term
from claimcheck.model.quantity import Quantity

_BREAK: Final = re.compile(r"[,;:()—–]| - |\b(?:and|but|while|before|after|then)\b")


def of_another_event(candidate: Candidate, focus: Focus, quantity: Quantity) -> bool:
    """Whether another date of the passage is led to by the claim's own words, and the candidate's by others alone."""
    if quantity.kind != "date":
        return False
    view, figure = candidate.view, candidate.figure
    found = figures_of(view, candidate.index)
    own = focus.near - focus.names - focus.known - view.neighbours
    dates = [one for one in found if one.kind == "date" and one.end > 0]
    if view.passage.role != "main" or len(dates) < 2 or figure.end <= 0 or not own:
        return False
    here = {term.stem for term in _lead(view, figure, dates)}
    if focus.edge and not here & focus.weights.keys() and _of_other_edge(view, figure, dates, focus.edge):
        return True
    if not here or here & focus.weights.keys():
        return False
    others = (_lead(view, one, dates) for one in dates if one.start != figure.start)
    return any(lead[-1].position - term.position < _REACH and term.stem in own for lead in others for term in lead)


def _of_other_edge(view: View, figure: Quantity, dates: Sequence[Quantity], edge: Edge) -> bool:
    """Whether another date of the passage is of a beginning as the claim's is, and this one isn't; so of an end."""
    text = view.passage.text
    if edge_of(text, figure.start, figure.end) == edge:
        return False
    return any(edge_of(text, one.start, one.end) == edge for one in dates if one.start != figure.start)


_REACH: Final = 8
"""Words from a verb to the last word before its date."""


def _lead(view: View, date: Quantity, dates: Sequence[Quantity]) -> tuple[Term, ...]:
    """The words, names left out, that lead to a date: since the date before it, and since the last mark or joint."""
    text = view.passage.text
    floor = max((one.end for one in dates if one.end <= date.start), default=0)
    breaks = [match.end() for match in _BREAK.finditer(text, floor, date.start)]
    for start in [*reversed(breaks), floor]:
        lead = tuple(term for term in view.terms if start <= term.start < date.start and not term.name)
        if lead:
            return lead
    return ()
