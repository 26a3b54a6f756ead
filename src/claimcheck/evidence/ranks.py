"""Which rank a figure is given for: "the second largest share" is no "largest share"."""

from __future__ import annotations

import re
from typing import Final

_RANKED: Final = re.compile(
    r"\b(?:(?P<rank>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:nd|rd|th))[- ])?"
    r"(?P<what>\w{2,}est|most)\b",
    re.IGNORECASE,
)
_MOST: Final = 3
"""Words of rank of a sentence beyond which nobody can tell which is whose."""

Rank = tuple[str, str]
"""The rank ("" for the first) and the superlative."""


def ranks_in(text: str) -> frozenset[Rank]:
    """The ranks that a sentence names, lower case; none where it names many."""
    found = frozenset(((match["rank"] or "").lower(), match["what"].lower()) for match in _RANKED.finditer(text))
    return found if len(found) <= _MOST else frozenset()


def of_another_rank(claim: frozenset[Rank], text: str) -> bool:
    """Whether a passage names the superlative of the claim, and never in a rank that the claim has for it."""
    there = ranks_in(text)
    shared = {what for _, what in claim} & {what for _, what in there}
    return bool(shared) and not any(rank in claim for rank in there if rank[1] in shared)
