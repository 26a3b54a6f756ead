"""How a passage states a figure: as it is, as a plan, denied, or with what the claim says turned round."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from claimcheck.evidence.clauses import CLOSE, bounds, said, words_of
from claimcheck.evidence.denial import denies
from claimcheck.evidence.focus import Focus, direction_near
from claimcheck.evidence.lexicon import AGAINST, AND_DID, FORESEEN, PLANNED, REFUTED
from claimcheck.evidence.retrieve import View
from claimcheck.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Stance:
    """Whether the passage states the figure as the claim does."""

    planned: bool
    """It is a goal, a plan or a forecast, and the claim's is none."""
    denied: bool
    """One says that it is so, the other that it is not."""
    refuted: bool
    """The figure's own clause denies it, and the claim denies nothing."""
    opposed: bool
    """One says that it rose, the other that it fell."""


_WITHDRAWN: Final = re.compile(
    r"\b(?:earlier|previous|original|first|initial) (?:version|edition|release|draft)\b[^.]{0,60}"
    r"\b(?:said|stated|given?|gave|reported|put|had|claimed|mis\w+)\b[^.]*$",
    re.IGNORECASE,
)
"""How a correction begins: "An earlier version of this article said that …"."""


_VOTE: Final = 3
"""Words behind a share of people within which it says that they were against something."""


def stance(focus: Focus, view: View, figure: Quantity) -> Stance:
    """How the figure is said, seen from the claim."""
    text = view.passage.text
    own = said(view, figure)
    lead = AND_DID.split(text[max(0, figure.start - 60) : figure.start])[-1]
    before = words_of(lead)[-CLOSE:]
    behind = set(words_of(text[figure.end : figure.end + 30])[:_VOTE])
    return Stance(
        planned=bool((own | set(before)) & (FORESEEN if view.passage.value_at else PLANNED)) and not focus.planned,
        denied=_denied(focus, view, figure),
        refuted=(bool(own & REFUTED) and not focus.denied)
        or (bool(behind & AGAINST) and focus.in_favour)
        or _WITHDRAWN.search(text, 0, figure.start) is not None,
        opposed=bool(focus.direction) and focus.direction == -direction_near(text, figure.start, figure.end),
    )


def _denied(focus: Focus, view: View, figure: Quantity) -> bool:
    """Whether the one clause denies what the other states; of a claim that denies, any word of the passage may."""
    text = view.passage.text
    if focus.denied:
        return not denies(text, len(text))
    low, high = bounds(view, figure)
    return denies(text[low:high], figure.start - low)
