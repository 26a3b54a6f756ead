"""Whether a quote stands once in a paper, asked for tens of thousands of quotes without reading the paper for each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from claimcheck.claims.anchor import is_unique

_WORD = re.compile(r"\w+")
_FEW = 64
"""Places of a quote's rarest word that are looked at; where it stands oftener, the whole paper is searched."""
_LAST = "\U0010ffff"


class Occurrences:
    """The places of each word of a text; build it once for many quotes."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._places: dict[str, list[int]] = defaultdict(list)
        for match in _WORD.finditer(source):
            self._places[match[0]].append(match.start())
        self._words = sorted(self._places)
        self._reversed = sorted(word[::-1] for word in self._words)

    def is_unique(self, quote: str) -> bool:
        """Whether a quote stands in the text once only; the same as ``anchor.is_unique``, and faster."""
        found = [self._beginnings(match, len(quote)) for match in _WORD.finditer(quote)]
        beginnings = min((places for places in found if places is not None), key=len, default=None)
        if beginnings is None:
            return is_unique(self._source, quote)
        return sum(place >= 0 and self._source.startswith(quote, place) for place in set(beginnings)) == 1

    def _beginnings(self, match: re.Match[str], length: int) -> list[int] | None:
        """Where a quote can begin for one of its words to be in its place; None for too many places.

        At either end of the quote the word may be part of a longer one.
        """
        word, first, last = match[0], match.start() == 0, match.end() == length
        if first and last:
            return None
        if first:
            whole = [found[::-1] for found in _beginning_with(word[::-1], self._reversed)]
        else:
            whole = _beginning_with(word, self._words) if last else [word]
        places: list[int] = []
        for found in whole:
            there = self._places.get(found, [])
            if len(places) + len(there) > _FEW:
                return None
            shift = len(found) - len(word) if first else -match.start()
            places += [place + shift for place in there]
        return places


def _beginning_with(head: str, words: list[str]) -> list[str]:
    """Of sorted words those that begin so; at most one more than are looked at."""
    start = bisect_left(words, head)
    return words[start : min(bisect_left(words, head + _LAST, start), start + _FEW + 1)]
