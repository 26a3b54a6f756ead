"""How much a page still says what an earlier snapshot of it said: resemblance of their main texts.

The resemblance of two texts is the share that the sets of their shingles (runs of four words) have in common,
|A ∩ B| / |A ∪ B|; the containment of one in the other is |A ∩ B| / |A| (Broder, "On the resemblance and containment of
documents", 1997). Menus, footers and other furniture are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from claimcheck.model.source import SourceText

SHINGLE: Final = 4
"""Words of a shingle."""
DRIFTED: Final = 0.5
"""Resemblance below which a page is called drifted: of all that either version says, less than half stands in both."""
KEPT: Final = 0.8
"""Containment from which a page has only grown: what it said it still says."""
LEAST_WORDS: Final = 40
"""Words that the earlier version must have: a few lines are no text to compare."""
MOST_WORDS: Final = 50_000
"""Words of either version that are looked at."""

_WORD = re.compile(r"[^\W_]+")
_OWN = ("main", "list", "table", "caption")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two versions of a page are, from 0 (nothing in common) to 1 (the same)."""

    resemblance: float
    containment: float
    """Of the earlier version in the later one."""

    @property
    def drifted(self) -> bool:
        return self.resemblance < DRIFTED and self.containment < KEPT


def likeness(earlier: SourceText, later: SourceText) -> Likeness | None:
    """None where the earlier version has too few words to say."""
    before, after = _words(earlier), _words(later)
    if len(before) < LEAST_WORDS:
        return None
    first, second = _shingles(before), _shingles(after)
    common = len(first & second)
    return Likeness(common / len(first | second), common / len(first))


def _words(text: SourceText) -> list[str]:
    found: list[str] = []
    for passage in text.passages:
        if passage.role in _OWN:
            found += _WORD.findall(passage.text.casefold())
            if len(found) >= MOST_WORDS:
                break
    return found[:MOST_WORDS]


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}
