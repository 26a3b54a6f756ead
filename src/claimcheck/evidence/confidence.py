"""How sure a verdict is: labels that mean a measured share of right verdicts (``docs/decisions/verdicts.md``).

Measured on WiCE's development and training parts: *high* is right about 19 times in 20, *medium* about 8 in 10, *low*
hardly more often than not.
"""

from __future__ import annotations

from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.dated import of_writing
from claimcheck.model.verdict import Confidence

_FAIR: Final = 0.3
"""Alignment from which a figure that agrees to the letter is surely the one that is meant."""
_GOOD: Final = 0.45
"""Alignment from which looser agreement, or a figure that differs by more than a slip, is fairly sure."""
_SLIP: Final = 0.8
"""Nearness from which one figure is the other misquoted: one digit of many, one part of a whole date."""


def of_support(candidate: Candidate) -> Confidence:
    """How sure it is that a figure which agrees is the one that the claim speaks of."""
    if candidate.index.foreign:
        return "low"
    if candidate.comparison.rule == "exact" and candidate.score >= _FAIR:
        return "medium" if of_writing(candidate.figure) else "high"
    return "medium" if candidate.comparison.rule == "exact" or candidate.score >= _GOOD else "low"


def of_contradiction(candidate: Candidate) -> Confidence:
    """How sure it is that a figure which differs is the one that the claim speaks of."""
    if candidate.near >= _SLIP or candidate.sibling:
        return "high"
    return "medium" if candidate.score >= _GOOD else "low"
