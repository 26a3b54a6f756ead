"""What is worth saying of a figure that the source bears out: a word dropped, a digit too many, a newer figure."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.dated import counted_from_writing
from claimcheck.evidence.limits import Thresholds
from claimcheck.evidence.near import coarse
from claimcheck.evidence.roles import years
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity


def remark(
    support: Candidate, opposing: Sequence[Candidate], claim: Claim, quantity: Quantity, limits: Thresholds
) -> tuple[str, str]:
    """The code of the finding that a figure gives rise to although it is borne out, and what to add to the reason.

    Both are empty where there is nothing to say.
    """
    if _qualifier_dropped(support, quantity):
        return "N215", ""
    if _more_precise(support, quantity):
        return "N214", ""
    later = _newer(support, opposing, claim, quantity, limits)
    if later is None:
        return "", ""
    own, other = support.figure, later.figure
    return "N213", f" That is its figure for {own.when}; for {other.when} it gives “{other.text}”."


def _qualifier_dropped(support: Candidate, quantity: Quantity) -> bool:
    """ "At least 51" cited as "51"."""
    if quantity.kind == "date" or quantity.vague or support.view.passage.value_at:
        return False
    exact = quantity.approximator == "exact" and quantity.form == "point"
    return exact and support.comparison.rule == "overlap" and support.figure.approximator != "exact"


def _more_precise(support: Candidate, quantity: Quantity) -> bool:
    """ "12.4 %" for the source's "12 %", a day for its year."""
    figure = support.figure
    if support.comparison.rule != "overlap" or quantity.vague or figure.vague or quantity.approximator != "exact":
        return False
    if quantity.kind == "date":
        return coarse(quantity, figure) > 0 and "X" not in figure.edtf and not counted_from_writing(figure)
    finer = quantity.value != figure.value and quantity.form == figure.form in ("point", "change")
    return figure.approximator == "exact" and finer


def _newer(
    support: Candidate, opposing: Sequence[Candidate], claim: Claim, quantity: Quantity, limits: Thresholds
) -> Candidate | None:
    """A figure that the same source gives for a later time, where the claim names no time; else None."""
    own = years(support.figure.when)
    dated = bool(quantity.when) or any(other.kind == "date" for other in claim.quantities)
    if own is None or dated or quantity.kind == "date" or support.comparison.rule != "exact":
        return None
    later = [c for c in opposing if _later(c, support, own[1], limits)]
    return max(later, key=lambda c: (c.figure.when, c.strength), default=None)


def _later(candidate: Candidate, support: Candidate, year: int, limits: Thresholds) -> bool:
    time = years(candidate.figure.when)
    if time is None or not year < time[0] <= time[1] < 9999 or candidate.index is not support.index:
        return False
    one, two = support.view.passage, candidate.view.passage
    if one.value_at:  # beside a cell, only its own row says what became of it
        alike = (candidate.figure.kind, candidate.figure.unit) == (support.figure.kind, support.figure.unit)
        return alike and (one.table, one.row) == (two.table, two.row) and not candidate.stance.planned
    stated = not (candidate.stance.planned or candidate.stance.denied or candidate.extent.part)
    same = candidate.measure.same and candidate.figure.kind == support.figure.kind
    same = same and candidate.figure.unit == support.figure.unit
    elsewhere = candidate.entity.elsewhere or candidate.entity.other
    return stated and same and not elsewhere and candidate.strength >= max(limits.contradict, support.strength - 0.2)
