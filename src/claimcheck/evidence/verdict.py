"""What the sources say of a claim: the rules by which figures become verdicts.

A figure is *supported* where a passage that speaks of the same thing holds a figure inside the claim's set; it is
*contradicted* only where such a passage, aligned far more strictly, excludes it and nothing supports it; everything
else is *not found*. The claim's verdict follows from its main figures (``docs/decisions/verdicts.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimcheck.evidence.absent import not_found
from claimcheck.evidence.agree import best_of, outdone, outweighs, supports
from claimcheck.evidence.align import Candidate
from claimcheck.evidence.anachronism import after_writing, years_after_writing
from claimcheck.evidence.candidates import candidates, rank
from claimcheck.evidence.confidence import of_contradiction, of_support
from claimcheck.evidence.dated import of_section, of_writing
from claimcheck.evidence.derive import derive
from claimcheck.evidence.ends import of_ends
from claimcheck.evidence.focus import Focus, focus_of
from claimcheck.evidence.lexicon import KNOWN_SHORT
from claimcheck.evidence.limits import DEFAULT, Thresholds, telling
from claimcheck.evidence.listed import judge_list
from claimcheck.evidence.misread import misread
from claimcheck.evidence.oppose import SLIPS, leading
from claimcheck.evidence.parallel import exchanged, swapped
from claimcheck.evidence.printed import speaking_against, stands_there
from claimcheck.evidence.quote import evidence_of, place_of
from claimcheck.evidence.remarks import remark
from claimcheck.evidence.retrieve import Index
from claimcheck.evidence.scorecard import Weighing, doubted, likeliest
from claimcheck.evidence.signals import field_of
from claimcheck.evidence.subgroups import counted_otherwise, restricted
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity
from claimcheck.model.verdict import QuantityVerdict, VerdictName

__all__ = ["DEFAULT", "Thresholds", "judge_quantity", "roll_up"]

_CODES: Final = {
    "anachronism": "N212",
    "scale": "N203",
    "digits": "N203",
    "unit": "N204",
    "currency": "N204",
    "points": "N205",
    "direction": "N208",
    "almost": "N202",
    "bound": "N202",
    "more_than": "N202",
    "at_least": "N202",
    "less_than": "N202",
    "at_most": "N202",
    "approximate": "N202",
}
_LONGEST_TOLD: Final = 160
"""Code points of a passage that a reason quotes."""
_WEAKEST_FIRST: Final[tuple[VerdictName, ...]] = ("unchecked", "unavailable", "uncited", "not_found", "not_checkable")


def judge_quantity(
    claim: Claim, quantity: Quantity, indexes: Sequence[Index], abbreviations: dict[str, str], limits: Thresholds
) -> QuantityVerdict:
    """Judge one quantity against the readable sources of its claim."""
    told = {short: long for index in indexes for short, long in index.short.items()}
    focus = focus_of(claim, quantity, KNOWN_SHORT | told | abbreviations)
    siblings = [other for other in claim.quantities if other is not quantity and telling(other)]
    supporting, opposing = candidates(focus, quantity, siblings, indexes, limits.widths)
    agreeing = [c for c in supporting if supports(c, focus, quantity, limits)]
    late = [c for c in agreeing if years_after_writing(quantity.when, c.view, c.index) and not focus.planned]
    best = best_of([c for c in agreeing if c not in late], quantity, limits)
    unquoted = speaking_against(supporting, opposing, focus, quantity, indexes, limits)
    weighing = Weighing(focus, quantity, field_of((*supporting, *opposing)))
    top = max((c.base for c in (*supporting, *opposing)), default=0.0)
    against = leading(unquoted, focus, quantity, limits, top)
    if against and doubted(against, weighing, limits):
        against = None
    if best and outdone(best, opposing, focus, quantity, limits):
        best = None
    if meant := _meant(claim, focus, quantity, siblings, supporting, opposing, best, limits):
        return _contradicted(meant, quantity)
    if best and not (against and outweighs(against, best, focus, quantity, limits)):
        return _supported(best, quantity, remark(best, opposing, claim, quantity, limits))
    by_ends, other_end = of_ends(focus, quantity, siblings, indexes, limits)
    derived = _derived(focus, quantity, siblings, indexes, limits) or by_ends
    if derived:
        return _supported(derived, quantity)
    stands = not agreeing and stands_there(supporting, quantity, indexes)
    if against and (not stands or against.comparison.rule in SLIPS):
        return _contradicted(against, quantity)
    listed = judge_list(quantity, focus, indexes)
    if listed:
        return listed
    likely, near = (None, None) if late or stands else likeliest(unquoted, weighing, limits)
    if likely := likely or other_end:
        return _contradicted(likely, quantity)
    return not_found(focus, quantity, supporting, opposing, late, near, indexes, limits)


def _meant(
    claim: Claim,
    focus: Focus,
    quantity: Quantity,
    siblings: Sequence[Quantity],
    supporting: Sequence[Candidate],
    opposing: Sequence[Candidate],
    best: Candidate | None,
    limits: Thresholds,
) -> Candidate | None:
    """The figure that the claim should have: it has that of another cell, another group or another noun instead."""
    found = (
        misread(supporting, best, focus, quantity, siblings, limits)
        or exchanged(supporting, claim, focus, quantity)
        or restricted(supporting, opposing, claim, focus, quantity)
    )
    if found or best:
        return found
    beside = swapped(supporting, opposing, focus, quantity, limits.swapped)
    return beside or counted_otherwise(supporting, opposing, focus, quantity)


def _derived(
    focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], indexes: Sequence[Index], limits: Thresholds
) -> Candidate | None:
    """A figure that other figures of one source give; a table's sum needs a telling figure."""
    found = [c for index in indexes for c in derive(focus, quantity, siblings, index, limits.derived, limits.widths)]
    if quantity.kind == "count" and telling(quantity) < 2:
        return None
    return max(found, key=rank, default=None)


def _supported(candidate: Candidate, quantity: Quantity, remarked: tuple[str, str] = ("", "")) -> QuantityVerdict:
    code, more = remarked
    sure = of_support(candidate)
    note = _note(candidate)
    says = (
        f"The source gives “{candidate.figure.text}”{place_of(candidate)}, which agrees with “{quantity.text}”{note}."
    )
    if of_writing(candidate.figure):
        says = f"The source is of {candidate.figure.text}, which agrees with “{quantity.text}”: {_told(candidate)}."
    if of_section(candidate.figure):
        year = candidate.figure.text
        says = f"The source has this under {year}, which agrees with “{quantity.text}”: {_told(candidate)}."
    return QuantityVerdict(
        "supported",
        candidate.comparison.rule,
        says + more,
        sure,
        evidence_of(candidate),
        code,
    )


def _contradicted(candidate: Candidate, quantity: Quantity) -> QuantityVerdict:
    sure = of_contradiction(candidate)
    rule = candidate.comparison.rule
    at, note = place_of(candidate), _note(candidate)
    says = f"The paper says “{quantity.text}”, the source says “{candidate.figure.text}”{at}{note}."
    if rule == "direction":
        says = f"The paper has “{quantity.text}” in one direction, the source has it in the other{at}."
    if of_writing(candidate.figure):
        says = f"The paper says “{quantity.text}”, the source is of {candidate.figure.text}: {_told(candidate)}."
        if after_writing(quantity.edtf, candidate.view, candidate.index):
            rule = "anachronism"
    if of_section(candidate.figure):
        year = candidate.figure.text
        says = f"The paper says “{quantity.text}”, the source has this under {year}: {_told(candidate)}."
    return QuantityVerdict(
        "contradicted",
        rule,
        says,
        sure,
        evidence_of(candidate),
        _CODES.get(rule, "N201"),
    )


def _note(candidate: Candidate) -> str:
    """What the comparison has to add, unless it only names the source's figure again."""
    note = candidate.comparison.note
    return f" ({note})" if note and not note.startswith("the source says") else ""


def _told(candidate: Candidate) -> str:
    """The passage itself, where its date stands elsewhere."""
    text = candidate.view.passage.text
    cut = text if len(text) <= _LONGEST_TOLD else text[:_LONGEST_TOLD].rsplit(" ", 1)[0] + " …"
    return f"“{cut.rstrip('.')}”{place_of(candidate)}"


def _tells_time(quantity: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether a figure is a date or a duration, or counts periods ("the first nine months", "the first quarter")."""
    if quantity.kind == "ordinal":
        leads = any(other.kind == "duration" and 0 < other.start - quantity.end <= 1 for other in quantities)
        return leads or quantity.measure.lower() in _PERIODS
    return quantity.kind in ("date", "duration")


_PERIODS: Final = frozenset({"quarter", "fiscal quarter", "half"})


def roll_up(quantities: Sequence[Quantity], verdicts: Sequence[VerdictName]) -> VerdictName:
    """The claim's verdict from those of its quantities.

    One contradicted figure contradicts the claim. Otherwise its main figures decide (all but dates and durations that
    only qualify another figure): all supported, supported; one not found, not found; none checkable, not checkable.
    """
    if "contradicted" in verdicts:
        return "contradicted"
    pairs = list(zip(quantities, verdicts, strict=True))
    main = [verdict for quantity, verdict in pairs if not _tells_time(quantity, quantities)] or list(verdicts)
    main = [verdict for verdict in main if verdict != "not_checkable"] or main
    return next((name for name in _WEAKEST_FIRST if name in main), "supported")
