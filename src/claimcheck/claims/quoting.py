"""Choosing a claim's quote: the shortest stretch of the file that carries the figures and what they measure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.claims.words import AUXILIARIES, FUNCTION_WORDS, words
from claimcheck.model.quantity import Quantity
from claimcheck.model.text import MappedText, Span

MAX_WORDS = 15
_LONGEST_ROW = 1_000
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_WORD = re.compile(r"\S+")
_PLAIN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PUNCTUATION = ",;:.!?…"
"""Behind a word; a citation mark may stand in between."""
_BEFORE_BREAK = re.compile(r"[,;:)\]—–…]$|[.!?]['\"”’)\]]*$")
_RELATIVES = words("although because but that where whereas which while who whom whose")
_STOPS = words("and but or such including namely e.g order")
_ARTICLES = words("the a an this that its their")
_PREPOSITIONS = words("of with in for from by under to at on among per since during through against between")
_DANGLING = FUNCTION_WORDS - AUXILIARIES - words("all no not one two three most")
"""Words that a quote should not end with."""
_BEFORE = {"count": 5, "date": 8, "measure": 7, "duration": 7, "ordinal": 4}
"""Words of the clause that are taken in front of the first figure, at most; it is more where the kind is another,
for then what is measured stands there."""
_BEFORE_OTHERS = 9
_BEHIND_COUNT = 4
_BEHIND = 8
"""… and behind the last one, where there is little in front."""
_LITTLE = 3


_OPENING = re.compile(r"(?<!\w)['‘]\w")
"""A quotation that an apostrophe behind a word may close."""


def _bare(word: str, closing: bool) -> str:
    """A word without the marks behind it; the apostrophe of "countries'" too, unless it may close a quotation."""
    bare = word.rstrip(_PUNCTUATION) or word
    return bare[:-1] if not closing and bare.endswith(("s'", "s’")) else bare


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence: words ``first`` … ``last`` (counted from 0, both in)."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


_GENITIVE = re.compile(r"['’]s?$")
_CUT_WORD = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=[^\W\d_])")
_HYPHEN = re.compile(r"[-\u00ad\u2010]")


class Quoter:
    """Cuts quotes out of one sentence."""

    def __init__(self, source: str, text: MappedText) -> None:
        self._source = source
        self._mapped = text
        self._words = list(_WORD.finditer(text.text))
        self._starts = [word.start() for word in self._words]
        closing = bool(_OPENING.search(text.text))
        self._ends = [word.start() + len(_bare(word[0], closing)) for word in self._words]
        self._plain = [_plain(match[0]) for match in self._words]
        self._first, self._last = 0, len(self._words) - 1

    def count(self, start: int, end: int) -> int:
        """How many words clean text ``start:end`` touches."""
        return len(self._cover(start, end))

    def is_one_piece(self, start: int, end: int) -> bool:
        """Whether clean text ``start:end`` stands in the file unbroken: no mark, markup or page break in it."""
        return self._verbatim(start, end) is not None

    def row(self, quantities: Sequence[Quantity]) -> Span | None:
        """The span of the file to quote for some cells of a table row: from the row's label on where that is short."""
        start, end = quantities[0].start, quantities[-1].end
        try:
            span, whole = self._mapped.to_source(start, end), self._mapped.to_source(0, end)
        except ValueError:
            return None
        for one in (whole, span):
            found = self._source[one.start : one.end]
            # in HTML each cell has a line and tags of its own
            if len(found) <= _LONGEST_ROW and len(re.findall(r"[^\s|&]+", _TAG.sub(" ", found))) <= MAX_WORDS:
                return one
        return None

    def quote(self, quantities: Sequence[Quantity], low: int = 0, high: int | None = None) -> Span | None:
        """The span of the file to quote for some neighbouring quantities; None where they have no place in it.

        It stays within ``low`` … ``high`` of the clean text: beyond, the figures of other claims begin.
        """
        start, end = quantities[0].start, quantities[-1].end
        if self._verbatim(start, end) is None:
            return self._covering(start, end)
        self._first = bisect_left(self._starts, low)
        self._last = bisect_right(self._ends, len(self._mapped) if high is None else high) - 1
        stretch = self._with_measures(self._cover(start, end), quantities)
        listed = self._with_list(stretch, quantities[-1].members)
        return self._trimmed(listed or self._with_clause(stretch, quantities), start, end)

    def _verbatim(self, start: int, end: int) -> Span | None:
        """The span of the file that says clean text ``start:end`` and nothing else, white space aside."""
        try:
            span = self._mapped.to_source(start, end)
        except ValueError:
            return None
        found = self._source[span.start : span.end]
        if len(found) > 4 * (end - start) + 80 or re.search(r"\n[ \t\r]*\n", found):
            return None
        text = self._mapped.text[start:end]
        if _CUT_WORD.search(found):  # "Nine-" + "teen" is one word, and still stands in the file unbroken
            found, text = _HYPHEN.sub("", _CUT_WORD.sub("", found)), _HYPHEN.sub("", text)
        return span if found.split() == text.split() else None

    def _covering(self, start: int, end: int) -> Span | None:
        """For a figure with markup inside: the span with its markup; its longest unbroken part where that is far."""
        try:
            span = self._mapped.to_source(start, end)
        except ValueError:
            return None
        return (
            span if len(span) <= 2 * (end - start) + 16 and "\n\n" not in self._source[span.start : span.end] else None
        )

    def _cover(self, start: int, end: int) -> Stretch:
        first = min(bisect_right(self._ends, start), len(self._words) - 1)
        last = bisect_left(self._starts, end) - 1
        return Stretch(first, max(last, first))

    def _holds(self, stretch: Stretch) -> bool:
        if len(stretch) > MAX_WORDS or stretch.first < self._first or stretch.last > self._last:
            return False
        return self.is_one_piece(self._starts[stretch.first], self._ends[stretch.last])

    def _with_measures(self, stretch: Stretch, quantities: Sequence[Quantity]) -> Stretch:
        """Wider by the words of the measures, as far as there is room; those of times come by themselves."""
        for quantity in quantities:
            wanted = {_plain(word) for word in quantity.measure.split()} - {""}
            if not wanted or quantity.kind in ("date", "duration"):
                continue
            place = self._nearest(wanted, self._cover(quantity.start, quantity.end))
            if place is not None:
                wider = Stretch(min(stretch.first, place.first), max(stretch.last, place.last))
                stretch = wider if self._holds(wider) else stretch
        return stretch

    def _with_list(self, stretch: Stretch, members: Sequence[str]) -> Stretch | None:
        """Wider by the list behind the last figure, where it is short enough to be quoted whole."""
        place = self._starts[stretch.last]
        for member in members:
            place = self._mapped.text.find(member, place)
            if place < 0:
                return None
            place += len(member)
        wider = Stretch(stretch.first, self._cover(place - 1, place).last) if members else stretch
        return wider if members and len(wider) > len(stretch) and self._holds(wider) else None

    def _nearest(self, wanted: set[str], stretch: Stretch) -> Stretch | None:
        """Where the words of a measure stand together: behind the figure first, else before it."""
        last = stretch.last
        while last + 1 < len(self._words) and last - stretch.last < MAX_WORDS and not self._breaks(last):
            last += 1
        first = stretch.first
        while first > 0 and stretch.first - first < MAX_WORDS and not self._breaks(first - 1):
            first -= 1
        for places in (range(stretch.first, last + 1), range(first, stretch.first)):
            there = [place for place in places if self._plain[place] in wanted]
            if {self._plain[place] for place in there} >= wanted:
                return Stretch(there[0], there[-1])
        return None

    def _with_clause(self, stretch: Stretch, quantities: Sequence[Quantity]) -> Stretch:
        """Wider by words of the same clause, so that a person knows what the figure is about."""
        kind = next((one.kind for one in quantities if one.kind != "date"), "date")
        figure = stretch.first
        bare_list = any(one.vague and one.members for one in quantities)
        stretch = self._widen_left(stretch, _BEFORE_OTHERS if bare_list else _BEFORE.get(kind, _BEFORE_OTHERS))
        if kind == "date" and self._content(stretch.first, figure) == 1 and stretch.first > 0:
            stretch = self._over_comma(stretch)
        if self._content(stretch.first, figure) < _LITTLE:
            return self._widen_right(stretch, _BEHIND, over_break=kind in ("date", "duration"))
        next_word = self._plain[stretch.last + 1] if stretch.last + 1 < len(self._words) else ""
        names_a_thing = figure > 0 and self._plain[figure - 1] in _ARTICLES and kind == "date"
        if names_a_thing or (kind == "count" and next_word in _PREPOSITIONS):
            return self._widen_right(stretch, _BEHIND_COUNT)
        return stretch

    def _over_comma(self, stretch: Stretch) -> Stretch:
        """With the clause before it, if that is short: in "the treaty, signed in 1999" the participle says nothing."""
        if not self._comma(stretch.first - 1):
            return stretch
        wider = self._widen_left(Stretch(stretch.first - 1, stretch.last), _LITTLE + 2)
        return wider if self._holds(wider) and self._content(wider.first, stretch.first) else stretch

    def _content(self, first: int, stop: int) -> int:
        return sum(self._plain[index] not in FUNCTION_WORDS for index in range(first, stop))

    def _widen_left(self, stretch: Stretch, most: int) -> Stretch:
        """Up to so many words more of the clause, beginning with one that names something."""
        found = stretch
        while most > 0 and found.first > 0 and not self._breaks(found.first - 1):
            wider = Stretch(found.first - 1, found.last)
            if self._plain[wider.first] in _RELATIVES or not self._holds(wider):
                break
            found = wider
            most -= 1
        if found.first > 0 and not self._breaks(found.first - 1):
            found = self._whole_name(found)
            while found.first < stretch.first and self._plain[found.first] in _DANGLING:
                found = Stretch(found.first + 1, found.last)
        return found

    def _whole_name(self, stretch: Stretch) -> Stretch:
        """Wider where it would begin within a name ("Security Council") or a verb ("been counted")."""
        while stretch.first > 1 and not self._breaks(stretch.first - 1):
            word, before = self._words[stretch.first][0], self._words[stretch.first - 1][0]
            verb = self._plain[stretch.first] in AUXILIARIES and self._plain[stretch.first - 1] in AUXILIARIES
            wider = Stretch(stretch.first - 1, stretch.last)
            if not (verb or (word[0].isupper() and before[0].isupper())) or not self._holds(wider):
                break
            stretch = wider
        return stretch

    def _widen_right(self, stretch: Stretch, most: int, *, over_break: bool = False) -> Stretch:
        """Up to so many words more, ending where a phrase ends; nothing where none does.

        Where a comma stands right behind the figure ("In 2012, …"), ``over_break`` goes on behind it.
        """
        found = last = stretch
        while most > 0 and last.last + 1 < len(self._words):
            if self._breaks(last.last) and not (over_break and last == stretch and self._comma(last.last)):
                break
            last = Stretch(last.first, last.last + 1)
            if not self._holds(last) or self._plain[last.last] in _STOPS:
                break
            if self._ends_phrase(last.last):
                found = last
            most -= 1
        return found

    def _comma(self, index: int) -> bool:
        return self._words[index][0].endswith(",") and not self._words[index][0].endswith("),")

    def _ends_phrase(self, index: int) -> bool:
        """Whether a phrase may end behind a word: a clause does, or a word follows that begins another phrase."""
        if self._plain[index] in FUNCTION_WORDS or self._words[index][0].endswith(("-", "/")):
            return False
        return self._breaks(index) or self._plain[index + 1] in FUNCTION_WORDS

    def _breaks(self, index: int) -> bool:
        """Whether a clause ends behind a word."""
        if not 0 <= index < len(self._words) - 1:
            return True
        return bool(_BEFORE_BREAK.search(self._words[index][0])) or self._words[index + 1][0].startswith(("(", "["))

    def _trimmed(self, stretch: Stretch, start: int, end: int) -> Span | None:
        """Without words that lead nowhere, and without punctuation at either end; never into the figures."""
        first, last = stretch.first, stretch.last
        while self._ends[first] <= start and self._plain[first] in ("and", "or", "but", "also", "that", ""):
            first += 1
        while self._starts[last] >= end and self._plain[last] in _DANGLING:
            last -= 1
        low = min(self._starts[first], start)
        high = max(self._ends[last], end)
        text = self._mapped.text
        while (high > end and text[high - 1] in ",;:.!?–—-…") or (
            high > end and _unbalanced(text[low:high], text[high - 1])
        ):
            high -= 1
        while low < start and (text[low] in ",;:–—-…" or _unbalanced(text[low:high], text[low])):
            low += 1
        return self._verbatim(low, high) or self._verbatim(start, end)


def _unbalanced(text: str, char: str) -> bool:
    """Whether a quotation mark or bracket at an end of the quote has lost its other half."""
    pairs = {"(": ")", "[": "]", "“": "”", "‘": "’", "«": "»"}
    for left, right in pairs.items():
        if char in (left, right):
            return text.count(left) != text.count(right)
    return char == '"' and text.count('"') % 2 == 1


@lru_cache(maxsize=8_192)
def _plain(word: str) -> str:
    found = _PLAIN.search(word)
    return _GENITIVE.sub("", found[0].casefold()) if found else ""
