"""A passage that says the claim's very sentence with another figure: quoted with one number misread."""

from __future__ import annotations

from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.near import near_years
from claimcheck.model.quantity import Quantity

_ALL: Final = 0.85
"""Share of what the claim says that its twin says."""
_FEWEST: Final = 4
"""Content words below which two sentences may say the same of two things."""
_BESIDE: Final = 0.5
"""Share of the words right beside the claim's figure that stand beside its twin's."""


def twin(candidate: Candidate, focus: Focus, quantity: Quantity) -> bool:
    """Whether a figure stands in the claim's own sentence, at the same place, and is another.

    A word such as "not" speaks against nothing here: both sentences have it.
    """
    figure, extent = candidate.figure, candidate.extent
    if candidate.index.foreign or quantity.vague or figure.vague or focus.qualifies:
        return False
    if extent.time == "other" or extent.period or extent.part or extent.earlier:
        return False
    if candidate.stance.planned or candidate.stance.refuted:
        return False
    if candidate.measure.other_kind or candidate.measure.stranger or candidate.entity.replaced:
        return False
    if (quantity.kind, quantity.form) != (figure.kind, figure.form) or candidate.view.passage.value_at:
        return False
    if quantity.kind == "date" and not (near_years(quantity, figure) or candidate.near):
        return False
    if min(candidate.score, candidate.base) < _ALL or len(focus.weights) < _FEWEST:
        return False
    said = focus.weights.keys() & candidate.view.stems
    touching = candidate.frame.before or candidate.frame.behind
    return touching and candidate.frame.shared >= _BESIDE and len(said) >= _ALL * len(focus.weights)
