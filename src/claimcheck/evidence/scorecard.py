"""A scorecard that weighs what the rules leave open: does a figure that differs speak of what the claim speaks of?

Each signal (``evidence.signals``) gives points by the range in which it falls, and their sum is the logarithm of the
odds; nothing else goes in, so that every verdict can be redone by hand. The points are fitted on claims whose figures
were changed (``python -m benchmarks.scorecard``) and live in ``scorecard.json``: an additive model of step functions,
each of which may only rise or only fall where reason says so (after Lou, Caruana and Gehrke 2012).
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.clauses import said, words_of
from claimcheck.evidence.composed import composed
from claimcheck.evidence.dated import counted_from_writing
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.lexicon import EARLIER, PLANNED
from claimcheck.evidence.limits import Thresholds, telling
from claimcheck.evidence.near import other_side
from claimcheck.evidence.oppose import SLIPS, at_another_end, criterion, other_form, plausible, published
from claimcheck.evidence.ranks import of_another_rank
from claimcheck.evidence.signals import Field, agrees_elsewhere, signals
from claimcheck.evidence.twin import twin
from claimcheck.model.quantity import Quantity

_TOLD: Final = 0.25
"""Share of the claim's weighty words with which a passage tells of the same event in other words."""
_SAME: Final = 0.4
"""The same, where another kind of event stands beside the date and nobody whom the claim names is named."""
_PARTED: Final = re.compile(r"[^.;,]{0,40}, (?:[\w-]+ )?of (?:them|whom|which)\b")
"""Of what is counted, parts are told right behind ("Seven participants died, two of them in the other arm")."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Points by signal, and what they begin with."""

    start: float
    steps: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]
    """Signal → the values at which its points change, and the points of each range, one more than the values."""

    def probability(self, found: Mapping[str, float]) -> float:
        """How sure it is, 0 … 1, by the signals ``found``."""
        odds = self.start + sum(points[bisect_right(at, found[name])] for name, (at, points) in self.steps.items())
        return 1 / (1 + math.exp(-odds))


@cache
def scorecard() -> Scorecard:
    """The scorecard that the package holds."""
    held = json.loads(resources.files(__package__).joinpath("scorecard.json").read_text(encoding="utf-8"))
    steps = {name: (tuple(step["at"]), tuple(step["points"])) for name, step in held["signals"].items()}
    return Scorecard(held["start"], steps)


@dataclass(frozen=True, slots=True)
class Weighing:
    """One figure of a claim with all the figures of the sources that can be compared with it."""

    focus: Focus
    quantity: Quantity
    field: Field

    def chance(self, candidate: Candidate) -> float:
        """How likely a figure speaks of the same thing, 0 … 1."""
        return scorecard().probability(signals(candidate, self.focus, self.quantity, self.field))


def doubted(candidate: Candidate, weighing: Weighing, limits: Thresholds) -> bool:
    """Whether the scorecard speaks against a figure that contradicts by the rules.

    It isn't asked of a slip, of a cell whose headers say what it is, nor of the claim's own sentence.
    """
    if candidate.measure.labelled or candidate.comparison.rule in SLIPS or candidate.comparison.rule == "direction":
        return False
    if other_side(weighing.quantity, candidate.figure):
        return False  # "fewer than half" where the source has "more than half"
    if candidate.labels or twin(candidate, weighing.focus, weighing.quantity):
        return False
    return candidate.near < limits.mere_slip and weighing.chance(candidate) < limits.doubtful


def likeliest(
    opposing: Sequence[Candidate], weighing: Weighing, limits: Thresholds
) -> tuple[Candidate | None, Candidate | None]:
    """The figure that most likely is the one that the claim misquotes, and the one that is worth a look, if any are.

    The first contradicts; the second, less likely, is only shown.
    """
    if not telling(weighing.quantity):
        return None, None
    allowed = [candidate for candidate in opposing if eligible(candidate, weighing.focus, weighing.quantity, limits)]
    found = [(weighing.chance(candidate), -candidate.figure.start, n) for n, candidate in enumerate(allowed)]
    sure, _, n = max(found, default=(0.0, 0, 0))
    if allowed and sure >= _needed(allowed[n], weighing, limits):
        return allowed[n], None
    return None, allowed[n] if sure >= limits.worth_a_look else None


def _needed(candidate: Candidate, weighing: Weighing, limits: Thresholds) -> float:
    """How probable a figure must be: the more, where another agrees, or "on Monday" is all that tells the date."""
    told = candidate.near or candidate.frame.before or candidate.frame.behind or candidate.sibling
    leaves_open = counted_from_writing(candidate.figure) and not told
    agreed = agrees_elsewhere(candidate, weighing.field) >= limits.agreeing
    return limits.likelier if agreed or leaves_open else limits.likely


def eligible(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether no role speaks against the two figures being of the same thing: what excludes outright isn't weighed."""
    measure, entity, extent, stance = candidate.measure, candidate.entity, candidate.extent, candidate.stance
    if candidate.index.foreign or candidate.figure.vague or candidate.frame.paired is False:
        return False
    if candidate.frame.among or criterion(candidate, quantity) or at_another_end(candidate, focus, quantity):
        return False
    if extent.time == "other" or extent.part:
        return False
    if (candidate.named or _of_before(candidate)) and not candidate.sibling:
        return False
    if stance.planned or stance.refuted or stance.opposed:
        return False
    if entity.replaced or entity.half or entity.rival or (entity.elsewhere and not _beside_its_own(candidate)):
        return False
    others = entity.other and not entity.here and quantity.kind in ("percent", "points")
    if others and any(name in candidate.index.rarity for name in focus.names):
        return False  # "the neighbouring port of Gdynia", where the page speaks of the claim's elsewhere
    if measure.other_whole or (
        not candidate.sibling_firm and (measure.other_kind or measure.stranger or stance.denied)
    ):
        return False
    if of_another_rank(focus.ranks, candidate.view.passage.text):
        return False
    if candidate.company < limits.statement and _PARTED.match(
        candidate.view.passage.text, max(0, candidate.figure.end)
    ):
        return False  # the claim's may be one of the parts
    if quantity.kind == "date":
        return _datable(candidate, focus)
    if quantity.kind == "ordinal" and not focus.names:
        return False  # "a second season": of what, the claim doesn't say
    if quantity.kind == "number" and not focus.head and not (candidate.frame.before or candidate.frame.behind):
        return False  # what it is a number of, only the words beside it could say
    if composed(candidate, quantity, limits):
        return False
    return plausible(candidate, quantity, limits) and not other_form(candidate, quantity, focus)


def _beside_its_own(candidate: Candidate) -> bool:
    """Whether a passage bears out another figure of the claim, and counts the very noun: whoever else it names."""
    return candidate.sibling_firm and candidate.measure.same


def _of_before(candidate: Candidate) -> bool:
    """Whether the words that lead to a figure speak of what was before: "an earlier treaty, signed by three states"."""
    text, start = candidate.view.passage.text, candidate.figure.start
    return candidate.extent.earlier and not EARLIER.isdisjoint(words_of(text[: max(0, start)]))


def _datable(candidate: Candidate, focus: Focus) -> bool:
    """Whether a date may be that of the same event: neither a plan's nor what only qualifies another figure."""
    told = focus.asserted or (candidate.sibling and not focus.of_year)
    if (focus.qualifies and not told) or (_foreseen(candidate) and not focus.planned):
        return False
    if candidate.other_event and not (candidate.sibling or candidate.entity.names or candidate.predicate >= _SAME):
        return False  # "the mayor resigned in 1976", of what the mayor opened
    framed = candidate.frame.before or candidate.frame.behind or candidate.sibling
    otherwise = bool(focus.event) and not candidate.event  # what lapsed on Monday may have been signed years ago
    left_open = counted_from_writing(candidate.figure) and otherwise
    if (published(candidate) or left_open) and not candidate.near and not framed:
        return False  # what was written in 2021 may well speak of 2014
    return not focus.event or candidate.event or candidate.predicate >= _TOLD or framed


def _foreseen(candidate: Candidate) -> bool:
    """Whether a plan is told of with a date; what stands in another clause behind it tells of something else."""
    text, end = candidate.view.passage.text, max(0, candidate.figure.end)
    return bool(PLANNED & (said(candidate.view, candidate.figure) | set(words_of(text[:end]))))
