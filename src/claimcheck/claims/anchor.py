"""Anchors: the W3C TextQuoteSelector, and finding a quote again in a paper that was edited since.

A quote is looked for word by word, so that white space, typography and notes that were renumbered don't matter. Where
it stands in several places, prefix, suffix and section decide. What became of a sentence that was reworded is told by
``pairing``, which knows the claims that the paper has now.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from claimcheck.claims.wording import Token, tokens, words
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document, Sentence
from claimcheck.model.text import Span

CONTEXT = 32
"""Code points of prefix and suffix at most."""
_LONGEST_LIST = 40
"""Sentences of a list behind which its lead is no longer looked for."""
_OCCURRENCES = 1000
_WHOLE_WORD = re.compile(r"(?<=\W)\w+(?=\W)")
_WORD_BEGINS = re.compile(r"[^\W_]")


def surroundings(source: str, span: Span) -> tuple[str, str]:
    """(prefix, suffix) of a span: up to 32 code points of the file on either side, whole words of the paragraph."""
    before = source[max(span.start - CONTEXT - 1, 0) : span.start].rpartition("\n\n")[2]
    after = source[span.end : span.end + CONTEXT + 1].partition("\n\n")[0]
    if len(before) > CONTEXT:
        before = re.sub(r"^\S+\s", "", before)[-CONTEXT:]
    if len(after) > CONTEXT:
        after = re.sub(r"\s\S+$", "", after)[:CONTEXT]
    return before, after


def preceding(sentences: Sequence[Sentence], number: int) -> str:
    """The sentence before in the same paragraph; for the item of a list the one that leads to the list; else empty."""
    sentence, before = sentences[number], sentences[max(number - 1, 0)]
    if number and before.paragraph == sentence.paragraph:
        return before.text.text
    if sentence.role != "list":
        return ""
    above = (sentences[place] for place in range(number - 1, max(number - 1 - _LONGEST_LIST, -1), -1))
    lead = next((one for one in above if one.role != "list"), None)
    return lead.text.text if lead is not None and lead.text.text.endswith(":") else ""


def is_unique(source: str, quote: str) -> bool:
    """Whether a quote stands in the file once only."""
    first = source.find(quote)
    return first >= 0 and source.find(quote, first + 1) < 0


def locate(claim: Claim, document: Document) -> Span | None:
    """Where a claim's quote stands in the paper now; None where it doesn't."""
    found = Locator(document).find(claim)
    return found.span if found else None


def fit(source: str, claim: Claim, span: Span) -> int:
    """How many code points of the claim's prefix and suffix stand around a place."""
    before = source[max(span.start - len(claim.prefix), 0) : span.start]
    after = source[span.end : span.end + len(claim.suffix)]
    return _common(before[::-1], claim.prefix[::-1]) + _common(after, claim.suffix)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands, and whether it stands there character for character."""

    span: Span
    verbatim: bool
    sentence: int = -1
    """Index of the sentence that holds it; -1 for none."""


class Locator:
    """Finds quotes in one document; build it once for many claims. What isn't asked for costs nothing."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self._sentences = document.sentences

    def find(self, claim: Claim) -> Found | None:
        """Where the claim's quote stands best; None where it doesn't stand at all."""
        return max(self.places(claim), key=lambda place: (*self.fit(claim, place), -place.span.start), default=None)

    def fit(self, claim: Claim, place: Found) -> tuple[bool, int]:
        """How well a place suits the claim: whether it stands in a sentence; prefix, suffix and section."""
        same_section = place.sentence >= 0 and self._sentences[place.sentence].section == claim.section
        home = 4 if claim.section and same_section else 0
        return place.sentence >= 0, fit(self.source, claim, place.span) + home

    def places(self, claim: Claim) -> list[Found]:
        """Where the claim's quote stands: in sentences, character for character anywhere, else word for word."""
        found = self._in_sentences(claim.quote)
        if any(place.verbatim for place in found):
            return found
        return self._in_source(claim.quote) or found

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds a place of the file; -1 for none."""
        position = bisect_right(self._order, (offset, len(self._sentences), 0)) - 1
        # a sentence cut by a page break spans others' notes, never other sentences: one step back is enough
        for start, index, end in self._order[max(position - 1, 0) : position + 1][::-1]:
            if start <= offset < end:
                return index
        return -1

    def section(self, index: int) -> str:
        """The section of a sentence."""
        return self._sentences[index].section if index >= 0 else ""

    def context(self, index: int) -> str:
        """The whole clean sentence; empty for none."""
        return self._sentences[index].text.text if index >= 0 else ""

    def preceding(self, index: int) -> str:
        """The sentence before; empty for none."""
        return preceding(self._sentences, index) if index >= 0 else ""

    @cached_property
    def _order(self) -> list[tuple[int, int, int]]:
        """(start, index, end) of every sentence in the order of the file."""
        order = []
        for index, sentence in enumerate(self._sentences):
            try:
                span = sentence.text.to_source(0, len(sentence.text))
            except ValueError:
                continue
            order.append((span.start, index, span.end))
        return sorted(order)

    @cached_property
    def _tokens(self) -> list[list[Token]]:
        return [tokens(sentence.text.text) for sentence in self._sentences]

    @cached_property
    def _holding(self) -> dict[str, list[tuple[int, int]]]:
        """(sentence, place among its words) of every word."""
        holding: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, found in enumerate(self._tokens):
            for place, token in enumerate(found):
                holding[token.word].append((index, place))
        return holding

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self.source))

    def _in_sentences(self, quote: str) -> list[Found]:
        wanted = words(quote)
        if not wanted:
            return []
        rarest = min(range(len(wanted)), key=lambda place: len(self._holding.get(wanted[place], ())))
        found = []
        for index, place in self._holding.get(wanted[rarest], ())[:_OCCURRENCES]:
            first, line = place - rarest, self._tokens[index]
            if first < 0 or len(line) < first + len(wanted):
                continue
            if all(line[first + step].word == word for step, word in enumerate(wanted)):
                stretch = self._stretch(quote, index, line[first].start, line[first + len(wanted) - 1].end)
                if stretch is not None:
                    found.append(stretch)
        return found

    def _stretch(self, quote: str, index: int, start: int, end: int) -> Found | None:
        """The place of the words ``start:end`` of a sentence, with the quote's own punctuation where it is there."""
        try:
            span = self._sentences[index].text.to_source(start, end)
        except ValueError:
            return None
        lead = _WORD_BEGINS.search(quote)
        at = span.start - (lead.start() if lead else 0)
        if at >= 0 and self.source.startswith(quote, at):
            return Found(Span(at, at + len(quote)), True, index)
        return Found(span, False, index)

    def _in_source(self, quote: str) -> list[Found]:
        places: list[Found] = []
        # a paper is searched from end to end only where it has each whole word of the quote
        hopeless = any(word not in self._vocabulary for word in _WHOLE_WORD.findall(quote))
        at = self.source.find(quote) if quote and not hopeless else -1
        while at >= 0 and len(places) < _OCCURRENCES:
            places.append(Found(Span(at, at + len(quote)), True, self.sentence_at(at)))
            at = self.source.find(quote, at + 1)
        return places


def _common(one: str, other: str) -> int:
    """How many code points two texts have in common from their beginnings on."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
