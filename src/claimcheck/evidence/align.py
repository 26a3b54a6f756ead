"""Aligning one figure of a claim with one figure of a passage: how surely do they speak of the same thing?"""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.evidence.clauses import close_stems, in_name, share, words_of
from claimcheck.evidence.focus import Focus, event_near
from claimcheck.evidence.frame import Frame, beside, compared
from claimcheck.evidence.labels import label_of, same_label
from claimcheck.evidence.lexicon import POINTERS
from claimcheck.evidence.near import nearness
from claimcheck.evidence.retrieve import Index, View
from claimcheck.evidence.roles import Entity, Extent, Measure, entity, extent, measure
from claimcheck.evidence.stance import Stance, stance
from claimcheck.model.quantity import Comparison, Quantity

_WEIGHTY = 0.5
"""Weight from which a word of the claim counts as one of its further words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One figure of one passage, set against one figure of a claim."""

    index: Index
    view: View
    figure: Quantity
    comparison: Comparison
    score: float
    """0 … 1: how much of what the claim says the passage and the words around the figure hold."""
    company: float
    """Share of the claim's further weighty words that the passage itself holds, 0 … 1."""
    base: float
    """How much of the claim the passage covers, 0 … 1."""
    predicate: float
    """Share of the claim's further weighty words that are no names which the passage holds, 0 … 1."""
    named_only: bool
    """The passage shares nothing with the claim but names and what goes with them ("the ministry of Corvane")."""
    alone: bool
    """The passage itself shares none of the claim's further words, nor points back to one that does."""
    event: bool
    """For dates: the same kind of event, and the date is no part of a name."""
    other_event: bool
    """For dates: another kind of event stands nearest to it."""
    named: bool
    """A year in a name that the claim doesn't have ("the Baku 2015 European Games")."""
    measure: Measure
    entity: Entity
    extent: Extent
    stance: Stance
    frame: Frame
    labels: bool = False
    """For a year: it labels the very thing that the claim's does."""
    near: float = 0.0
    """How near the two figures are: 1 where one is almost surely the other misquoted, 0 where nothing says so."""
    kind_told: bool = False
    """The source speaks somewhere of the very kind that the claim's noun is of ("rural households")."""
    sibling: bool = False
    """The passage bears out another figure of the same claim."""
    sibling_firm: bool = False
    """That figure is more than a year or a single digit, which stand in many passages."""
    sibling_beside: bool = False
    """The sentence before or behind it does, and it doesn't."""

    @property
    def strength(self) -> float:
        """The score with what speaks for the same thing besides the words: noun, owner, event, another figure."""
        own = 0.15 * (self.measure.same or self.entity.owned)
        if self.entity.owned and self.measure.labelled:
            own = 0.3
        return self.score + own + 0.1 * self.event + 0.12 * self.sibling


def align(
    focus: Focus, claim: Quantity, view: View, index: Index, figure: Quantity, comparison: Comparison, base: float
) -> Candidate:
    """Set one figure of a passage against one of a claim; ``base`` is the passage's coverage of the focus."""
    return Candidate(
        index=index,
        view=view,
        figure=figure,
        comparison=comparison,
        score=0.75 * base + 0.25 * share(focus, close_stems(view, figure)),
        company=_company(focus, view),
        base=base,
        predicate=_predicate(focus, view),
        named_only=_named_only(focus, view),
        alone=_alone(focus, view),
        event=_same_event(focus, view, figure),
        other_event=_other_event(focus, view, figure),
        named=_named(focus, view, figure),
        measure=measure(focus, view, figure),
        entity=entity(focus, view, index, figure),
        extent=extent(focus, claim, view, figure),
        stance=stance(focus, view, figure),
        frame=compared(focus.beside, beside(view.passage.text, figure.start, figure.end)),
        labels=bool(focus.label) and same_label(focus.label, label_of(view.passage.text, figure.start, figure.end)),
        near=nearness(claim, figure),
    )


def _same_event(focus: Focus, view: View, figure: Quantity) -> bool:
    text = view.passage.text
    return bool(focus.event) and focus.event == event_near(text, figure.start, figure.end) and not in_name(text, figure)


def _other_event(focus: Focus, view: View, figure: Quantity) -> bool:
    if not focus.event or figure.end <= 0:
        return False
    return event_near(view.passage.text, figure.start, figure.end) not in ("", focus.event)


def _named(focus: Focus, view: View, figure: Quantity) -> bool:
    if not in_name(view.passage.text, figure):
        return False
    beside = {t.stem for t in view.terms if t.name and (0 < figure.start - t.end < 3 or 0 < t.start - figure.end < 3)}
    return not beside & focus.near


def _company(focus: Focus, view: View) -> float:
    """1 where the claim has no further weighty word."""
    others = {stem for stem, weight in focus.weights.items() if weight >= _WEIGHTY and stem not in focus.head}
    return len(others & view.stems) / len(others) if others else 1.0


def _predicate(focus: Focus, view: View) -> float:
    others = {s for s, weight in focus.weights.items() if weight >= _WEIGHTY and s not in focus.names | focus.known}
    return len(others & view.stems) / len(others) if others else 0.0


def _named_only(focus: Focus, view: View) -> bool:
    titles = {word for word, behind, _ in focus.beside_names if not behind}
    subject = frozenset() if focus.opens_with_verb else focus.opening
    further = focus.weights.keys() - focus.names - focus.known - titles - subject
    return bool(further) and view.stems.isdisjoint(further)


def _alone(focus: Focus, view: View) -> bool:
    """Whether a sentence stands for itself and shares nothing with the claim; datelines, rows and items never do."""
    further = focus.weights.keys() - focus.head
    if view.passage.role in ("table", "list") or len(view.stems) <= 1 or not further:
        return False
    return not further & view.stems and not POINTERS & set(words_of(view.passage.text))
