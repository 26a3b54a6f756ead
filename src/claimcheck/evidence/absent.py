"""Why a figure is not found: the source speaks of another time, place or group, is too old, or says nothing of it."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.candidates import rank
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import Thresholds, telling
from claimcheck.evidence.quote import evidence_of
from claimcheck.model.quantity import Quantity
from claimcheck.model.verdict import QuantityVerdict


def not_found(
    focus: Focus,
    quantity: Quantity,
    supporting: Sequence[Candidate],
    opposing: Sequence[Candidate],
    late: Sequence[Candidate],
    limits: Thresholds,
) -> QuantityVerdict:
    """The verdict where nothing bears a figure out and nothing contradicts it.

    ``late`` are figures that agree, in sources written before the time that the claim speaks of.
    """
    if late:
        return _anachronism(max(late, key=rank), quantity)
    if times := [c for c in (*supporting, *opposing) if _of_another_time(c, limits)]:
        return _other_time(max(times, key=rank), quantity)
    if places := [c for c in supporting if _of_another_place(c, focus, quantity, limits)]:
        return _other_place(max(places, key=rank), quantity)
    if quantity.vague:
        reason = f"“{quantity.text}” names no figure that could be compared."
        return QuantityVerdict("not_checkable", "vague", reason, "medium")
    reason = f"No passage that was read gives “{quantity.text}”."
    return QuantityVerdict("not_found", "absent", reason, "medium", None, "N209")


def _of_another_time(candidate: Candidate, limits: Thresholds) -> bool:
    other = candidate.extent.time == "other" or candidate.extent.period
    return other and candidate.measure.same and candidate.strength >= limits.contradict


def _of_another_place(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """The same figure of the same noun, but of another name than all that the claim gives near it."""
    if quantity.kind == "date" or not telling(quantity) or candidate.index.foreign or not focus.names:
        return False
    if not candidate.measure.same or candidate.strength < limits.elsewhere:
        return False
    return (
        candidate.entity.elsewhere
        or candidate.entity.replaced
        or (candidate.entity.other and not candidate.entity.names)
    )


def _anachronism(candidate: Candidate, quantity: Quantity) -> QuantityVerdict:
    day = max(day for day in (candidate.index.last, candidate.view.written) if day)
    reason = (
        f"The source is of {day} and can’t speak of {quantity.when}, for which the paper gives “{quantity.text}”; "
        f"it says “{candidate.figure.text}”."
    )
    return QuantityVerdict("not_found", "anachronism", reason, "medium", evidence_of(candidate), "N212")


def _other_time(candidate: Candidate, quantity: Quantity) -> QuantityVerdict:
    reason = (
        f"The source speaks of another time: “{candidate.figure.text}” for {candidate.figure.when or 'a part of it'}, "
        f"the paper’s “{quantity.text}” is for {quantity.when or 'another'}."
    )
    return QuantityVerdict("not_found", "other_time", reason, "medium", evidence_of(candidate), "N206")


def _other_place(candidate: Candidate, quantity: Quantity) -> QuantityVerdict:
    reason = f"The source gives “{candidate.figure.text}”, but of another place or group than the paper’s."
    return QuantityVerdict("not_found", "other_place", reason, "medium", evidence_of(candidate), "N207")
