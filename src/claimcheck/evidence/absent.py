"""Why a figure is not found: the source speaks of another time, place or group, is too old, or says nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.candidates import agreeing_anywhere, rank
from claimcheck.evidence.dated import of_writing
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import Thresholds, telling
from claimcheck.evidence.quote import evidence_of, place_of
from claimcheck.evidence.retrieve import Index
from claimcheck.model.quantity import Quantity
from claimcheck.model.verdict import QuantityVerdict


def not_found(
    focus: Focus,
    quantity: Quantity,
    supporting: Sequence[Candidate],
    opposing: Sequence[Candidate],
    late: Sequence[Candidate],
    near: Candidate | None,
    indexes: Sequence[Index],
    limits: Thresholds,
) -> QuantityVerdict:
    """The verdict where nothing bears a figure out and nothing contradicts it.

    ``late`` are figures that agree, in sources written before the time that the claim speaks of; ``near`` is one that
    differs, in a passage that may speak of the same thing. What is worth a look is shown, and decides nothing.
    """
    if late:
        return _anachronism(max(late, key=rank), quantity)
    if times := [c for c in supporting if _of_another_time(c, limits)]:
        return _other_time(max(times, key=rank), quantity)
    if places := [c for c in supporting if _of_another_place(c, focus, quantity, limits)]:
        return _other_place(max(places, key=rank), quantity)
    if quantity.vague:
        reason = f"“{quantity.text}” names no figure that could be compared."
        return QuantityVerdict("not_checkable", "vague", reason, "medium")
    if agreeing := _worth_a_look(focus, quantity, indexes, limits):
        return _unsure(max(agreeing, key=rank), quantity)
    top = max((c.base for c in opposing), default=0.0) - _BEHIND
    if times := [c for c in opposing if c.base >= top and _of_another_time(c, limits) and _as_near(c, quantity)]:
        return _other_time(max(times, key=rank), quantity)
    reason = f"No passage that speaks of this gives “{quantity.text}”."
    if near is not None and (near.near > 0 or not of_writing(near.figure)):
        reason = f"{reason[:-1]}; the nearest that may do so gives “{near.figure.text}”{place_of(near)}."
        return QuantityVerdict("not_found", "absent", reason, "medium", evidence_of(near), "N209")
    return QuantityVerdict("not_found", "absent", reason, "medium", None, "N209")


def _worth_a_look(focus: Focus, quantity: Quantity, indexes: Sequence[Index], limits: Thresholds) -> list[Candidate]:
    """Figures that agree, telling enough to be shown, and of which nothing says that they are of something else."""
    if not telling(quantity):
        return []
    found = agreeing_anywhere(focus, quantity, indexes, limits.widths)
    return [candidate for candidate in found if _may_be_the_same(candidate, quantity)]


def _may_be_the_same(candidate: Candidate, quantity: Quantity) -> bool:
    entity, stance, figure = candidate.entity, candidate.stance, candidate.figure
    digits = telling(quantity) if quantity.kind == "date" else max(telling(quantity), telling(figure))
    if digits < _LEAST_TELLING or not _as_large(quantity, figure):
        return False
    if entity.elsewhere or entity.replaced or candidate.frame.paired is False or of_writing(figure):
        return False
    return candidate.extent.time != "other" and not (stance.denied or stance.refuted)


def _as_large(quantity: Quantity, figure: Quantity) -> bool:
    """Whether neither is several times the other: any larger number is "more than 30"."""
    if quantity.kind == "date":
        return quantity.edtf.count("-") <= figure.edtf.count("-")
    one, two = (q.value * q.factor if q.value is not None else None for q in (quantity, figure))
    return not one or not two or 1 / _SEVERAL <= abs(one / two) <= _SEVERAL


_SEVERAL: Final = 1.5
"""How many times the other one a figure may be that agrees with a bound and is shown."""
_LEAST_TELLING: Final = 2
"""How telling the digits of a figure are that is shown."""


def _unsure(candidate: Candidate, quantity: Quantity) -> QuantityVerdict:
    reason = (
        f"The source gives “{candidate.figure.text}”{place_of(candidate)}, which agrees with “{quantity.text}”, "
        "but whether it is of the same thing could not be told."
    )
    return QuantityVerdict("not_found", "unsure", reason, "low", evidence_of(candidate), "N209")


def _of_another_time(candidate: Candidate, limits: Thresholds) -> bool:
    other = candidate.extent.time == "other" or candidate.extent.period
    return other and candidate.measure.same and candidate.strength >= limits.contradict


def _as_near(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether a figure that differs may be of the same thing at another time: a level for a level, about as large."""
    figure = candidate.figure
    bare = figure.kind == "number" and quantity.kind != "number"
    if bare or (quantity.form == "change") != (figure.form == "change"):
        return False
    one, two = (q.value * q.factor if q.value is not None else None for q in (quantity, figure))
    return quantity.kind == "date" or not one or not two or 1 / _TIMES <= one / two <= _TIMES


_TIMES: Final = 3
"""How many times the claim's a figure of another time may be, or the other way round."""
_BEHIND: Final = 0.1
"""How much less of the claim than the best passage one may cover whose figure is of another time."""


def _of_another_place(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """The same figure of the same noun, but of another name than all that the claim gives near it."""
    if quantity.kind == "date" or not telling(quantity) or candidate.index.foreign or not focus.names:
        return False
    if not candidate.measure.same or candidate.strength < limits.elsewhere:
        return False
    return candidate.entity.replaced or (candidate.entity.elsewhere and candidate.entity.other)


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
