"""Which of the claims that a paper has now is which of those that its claims file holds.

The same words come first, then the same words but for figures, then quotes that a person cut otherwise, then sentences
that were reworded. A claim goes to one claim at most. Where two would suit equally well and the order of the paper
doesn't tell them apart, neither is taken: a note on the wrong sentence is worse than one that has lost its sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from claimcheck.claims.anchor import Found, Locator, fit
from claimcheck.claims.assignment import Pair, assign
from claimcheck.claims.regroup import regrouped
from claimcheck.claims.wording import Wording, content, wording_of, words
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document

_ALIKE = 0.65
"""Likeness from which on a reworded sentence is taken for the old one."""
_LEAST_COMMON = 0.35
"""Share of the words in common without which figures and place say nothing."""
_LEAST_SURE = 0.15
"""The same for sentences that share two figures, the main one among them."""
_SAME_THING = 0.75
"""Share of the words in common from which on a sentence may have got other figures and other words at once."""
_AT_HOME_ALIKE = 0.8
"""Likeness from which on a sentence in the old place is preferred to the very words elsewhere."""
_ORPHAN = 0.1
"""How much less likely a claim is that had lost its sentence before."""
_NEAR = 3
"""Claims behind or before a neighbour that still count as the old place."""
_POSTINGS = 2000
"""Places of words that are looked at for one lost claim; the rarest words come first."""
_CANDIDATES = 12
_MOST_PAIRS = 4096
"""Pairs of claims of one wording that are weighed one by one; more go by their order."""
_PLACES = 50


@dataclass(frozen=True, slots=True)
class Pairing:
    """What became of the claims of a file."""

    partners: dict[int, Claim]
    """The claim of now for each old one that was found again, by the old one's number."""
    places: dict[int, Found]
    """Where the quote stands of an old one that has no claim of now, and yet its words."""
    fresh: tuple[Claim, ...]
    """Claims of now that the file doesn't hold."""


def pair(existing: Sequence[Claim], extracted: Sequence[Claim], document: Document, locator: Locator) -> Pairing:
    """Pair the claims of a file (in the order of the file) with those of the paper (in its order)."""
    pairer = _Pairer(existing, extracted, document, locator)
    pairer.same_words()
    cut = regrouped(existing, pairer.lost(), extracted, pairer.free(), locator) if pairer.lost() else None
    if cut is not None:
        pairer = _Pairer(existing, cut, document, locator)
        pairer.same_words()
    pairer.same_but_for_figures()
    pairer.cut_otherwise()
    pairer.reworded()
    partners = {number: pairer.extracted[other] for number, other in pairer.partners.items()}
    return Pairing(partners, pairer.standing(), tuple(pairer.extracted[other] for other in pairer.free()))


class _Pairer:
    def __init__(
        self, existing: Sequence[Claim], extracted: Sequence[Claim], document: Document, locator: Locator
    ) -> None:
        self.existing, self.extracted = existing, extracted
        self.source, self.locator = document.source, locator
        self.old = [wording_of(claim) for claim in existing]
        self.new = [wording_of(claim) for claim in extracted]
        self.alike = Counter(wording.frame for wording in self.old)
        self.sections = {claim.section for claim in extracted}
        self.partners: dict[int, int] = {}
        self.taken: dict[int, int] = {}
        self.anchors: tuple[list[int], list[int]] = ([], [])

    def take(self, pairs: Iterable[tuple[int, int]]) -> None:
        for number, other in pairs:
            self.partners[number] = other
            self.taken[other] = number
        held = sorted(self.partners.items())
        self.anchors = [number for number, _ in held], [other for _, other in held]

    def lost(self) -> list[int]:
        return [number for number in range(len(self.existing)) if number not in self.partners]

    def free(self) -> list[int]:
        return [number for number in range(len(self.extracted)) if number not in self.taken]

    # --- the steps ---------------------------------------------------------------------------------------------

    def same_words(self) -> None:
        """Pair what has the same words; one that moved waits where another took its old place."""
        single, several = self.groups(lambda wording: wording.words)
        self.take((old[0], new[0]) for old, new in single if self.same_section(old[0], new[0]))
        self.take(pair for old, new in several for pair in self.by_place(old, new))
        moved = [(old[0], new[0]) for old, new in single if old[0] not in self.partners]
        elsewhere = {other for _, other in moved}
        at_home = self.candidates([other for other in self.free() if other not in elsewhere]) if moved else None
        self.take(
            (number, other) for number, other in moved if at_home is None or not self.replaced(number, at_home(number))
        )

    def replaced(self, number: int, candidates: Iterable[int]) -> bool:
        """Whether a sentence in the claim's own section and place looks like it, edited."""
        return any(
            self.same_section(number, other)
            and self.at_home(number, other)
            and self.likeness(number, other) >= _AT_HOME_ALIKE
            for other in candidates
        )

    def same_but_for_figures(self) -> None:
        """Pair what has the same words but for figures, where enough words are left to know it by."""
        single, several = self.groups(lambda wording: wording.frame if len(wording.content) > 1 else None)
        pairs = [(old[0], new[0]) for old, new in single if self.likeness(old[0], new[0]) >= _ALIKE]
        for old, new in several:
            if len(old) * len(new) > _MOST_PAIRS:
                pairs += zip(old, new, strict=False) if len(old) == len(new) else ()
            else:
                pairs += self.assigned(old, new)
        self.take(pairs)

    def cut_otherwise(self) -> None:
        """Pair what a person quoted shorter or longer than the reader, by the place where the words stand."""
        by_sentence: dict[int, list[int]] = defaultdict(list)
        free = self.free()
        lost = self.lost()
        if not lost or not free:
            return
        for other in free:
            span = self.extracted[other].span
            if span is not None:
                by_sentence[self.locator.sentence_at(span.start)].append(other)
        pairs = []
        for number in lost:
            for place in self.locator.places(self.existing[number])[:_PLACES]:
                for other in by_sentence.get(place.sentence, ()):
                    shared = _shared(self.existing[number], place, self.extracted[other])
                    if shared > 0 and (self.same_section(number, other) or len(self.old[number].content) > 1):
                        near = fit(self.source, self.existing[number], place.span) / 64
                        home = 0.5 * self.same_section(number, other) + 0.5 * self.at_home(number, other)
                        pairs.append(Pair(shared + near + home, number, other))
        self.take(assign(pairs, margin=0.0))

    def reworded(self) -> None:
        """Pair sentences that were reworded, where likeness and place leave no doubt."""
        free = self.free()
        # what a person wrote down without a figure is theirs: it stands while its words do
        lost = [number for number in self.lost() if self.existing[number].quantities]
        if not lost or not free:
            return
        candidates = self.candidates(free)
        pairs = []
        for number in lost:
            for other in candidates(number):
                likeness = self.likeness(number, other)
                if likeness >= _ALIKE:
                    pairs.append(Pair(likeness, number, other))
        self.take(assign(pairs, beside=self.beside))

    def standing(self) -> dict[int, Found]:
        """Where the words of what has no partner stand, unless another claim has them there."""
        held = {
            (claim.span.start, claim.span.end): self.old[self.taken[number]].words
            for number, claim in enumerate(self.extracted)
            if claim.span is not None and number in self.taken
        }
        spans = sorted(held)
        places: dict[int, Found] = {}
        for number in self.lost():
            claim = self.existing[number]
            open_places = [
                place
                for place in self.locator.places(claim)
                if place.verbatim
                and (not claim.read or self.locator.section(place.sentence) == claim.section)
                and not any(
                    held[span] == self.old[number].words or claim.read or claim.orphaned
                    for span in _overlapping(spans, place)
                )
            ]
            if open_places:
                best = max(open_places, key=lambda one: (*self.locator.fit(claim, one), -one.span.start))
                places[number] = best
        return places

    # --- what they stand on ------------------------------------------------------------------------------------

    def groups(
        self, key: Callable[[Wording], Hashable]
    ) -> tuple[list[tuple[list[int], list[int]]], list[tuple[list[int], list[int]]]]:
        """What is lost and what is free by a key: groups of one and one, and larger ones."""
        old: dict[Hashable, list[int]] = defaultdict(list)
        new: dict[Hashable, list[int]] = defaultdict(list)
        for number in self.lost():
            old[key(self.old[number])].append(number)
        for other in self.free():
            new[key(self.new[other])].append(other)
        both = [(old[one], new[one]) for one in old if one and one in new]
        return [pair for pair in both if _alone(pair)], [pair for pair in both if not _alone(pair)]

    def by_place(self, old: list[int], new: list[int]) -> list[tuple[int, int]]:
        """Pair claims of the very same words by what stands around them, then by section and order."""
        if len(old) * len(new) > _MOST_PAIRS:
            return self.by_section(old, new)
        pairs = []
        for number in old:
            for other in new:
                claim, span = self.existing[number], self.extracted[other].span
                near = fit(self.source, claim, span) / 32 if span is not None else 0
                home = self.same_section(number, other) + self.at_home(number, other)
                pairs.append(Pair(near + home - claim.orphaned * 0.1, number, other))
        return list(assign(pairs, margin=0.0))

    def by_section(self, old: list[int], new: list[int]) -> list[tuple[int, int]]:
        """Pair many claims of the very same words in their order, those of one section first."""
        pairs: list[tuple[int, int]] = []
        waiting: dict[str, list[int]] = defaultdict(list)
        for other in reversed(new):
            waiting[self.extracted[other].section].append(other)
        for number in old:
            if waiting[self.existing[number].section]:
                pairs.append((number, waiting[self.existing[number].section].pop()))
        done = {number for number, _ in pairs}
        rest = sorted(other for others in waiting.values() for other in others)
        return pairs + list(zip((number for number in old if number not in done), rest, strict=False))

    def assigned(self, old: list[int], new: list[int]) -> Iterable[tuple[int, int]]:
        alike = (Pair(self.likeness(number, other), number, other) for number in old for other in new)
        return assign([pair for pair in alike if pair.score >= _ALIKE], beside=self.beside)

    def same_section(self, number: int, other: int) -> bool:
        """Whether both stand in one section; a section that is no more was renamed."""
        section = self.existing[number].section
        return section == self.extracted[other].section or section not in self.sections

    def at_home(self, number: int, other: int) -> bool:
        """Whether a claim of now stands where the neighbours of an old one stand; anywhere, where none are left."""
        numbers, others = self.anchors
        if not numbers:
            return True
        place = bisect_left(numbers, number)
        before = others[place - 1] if place else None
        behind = others[place] if place < len(numbers) else None
        if before is not None and behind is not None and before < behind:
            return before < other < behind
        return (before is not None and 0 < other - before <= _NEAR) or (
            behind is not None and 0 < behind - other <= _NEAR
        )

    def near_home(self, number: int, other: int) -> bool:
        """Whether a claim of now stands where the neighbours of an old one stand, or has changed places with one."""
        numbers, others = self.anchors
        place = bisect_left(numbers, number)
        return self.at_home(number, other) or any(
            abs(other - neighbour) <= _NEAR for neighbour in others[max(place - 1, 0) : place + 1]
        )

    def beside(self, number: int, one: int, other: int) -> bool:
        """Whether two claims of now are parts of what may have been one sentence."""
        return abs(one - other) == 1 and self.at_home(number, one) and self.at_home(number, other)

    def likeness(self, number: int, other: int) -> float:
        """How sure it is that a claim of now is an old one, edited; 0: it isn't."""
        claim, now = self.existing[number], self.extracted[other]
        old, new = self.old[number], self.new[other]
        if not old.content:
            common = 1.0 if old.frame == new.frame and self.same_section(number, other) else 0.0
        else:
            here = old.content & new.content
            around = frozenset(content(words(now.context)))
            common = max(
                2 * len(here) / (len(old.content) + len(new.content)),
                0.85 * len(old.content & around) / len(old.content),
            )
            beyond = frozenset(content(words(f"{claim.prefix} {claim.suffix}")))
            if beyond:
                common = (3 * common + len(beyond & around) / len(beyond)) / 4
        sure = len(old.figures & new.figures) > 1 and old.main in new.figures
        if common < (_LEAST_SURE if sure else _LEAST_COMMON):
            return 0
        if old.figures and not old.figures & new.figures and not self.same_thing(number, other, common):
            return 0
        if self.alike[old.frame] > 1 and old.main not in new.figures and old.dates and not old.dates & new.dates:
            return 0  # of a series: another year's figure
        most = max(len(old.figures), len(new.figures), 1)
        figures = len(old.figures & new.figures) / most
        place = 0.1 * self.at_home(number, other) + 0.05 * self.same_section(number, other)
        sources = 0.05 * bool(set(claim.sources) & set(now.sources))
        # of the parts of a sentence that was split, the one with the main figure is the claim
        place += 0.1 * (len(old.figures) > 1 and old.main in new.figures)
        place += 0.1 * sure
        return 0.7 * common + 0.3 * figures + place + sources - _ORPHAN * claim.orphaned

    def same_thing(self, number: int, other: int, common: float) -> bool:
        """Whether a claim of now that has none of the old figures speaks of the same thing in the same place."""
        old, new = self.old[number], self.new[other]
        if old.frame == new.frame:
            return True
        around = frozenset(content(words(self.extracted[other].context)))
        renamed = bool(old.names - around) and bool(new.names - old.content)
        return not renamed and len(old.content) > 1 and common >= _SAME_THING and self.near_home(number, other)

    def candidates(self, free: Sequence[int]) -> Callable[[int], list[int]]:
        """For an old claim: the free claims of now that share most words and figures with it, or stand in its place."""
        holding: dict[Hashable, list[int]] = defaultdict(list)
        for other in free:
            shared = frozenset(content(words(self.extracted[other].context))) | self.new[other].content
            for key in (*shared, *self.new[other].figures):
                holding[key].append(other)

        def of(number: int) -> list[int]:
            weights: dict[int, float] = defaultdict(float)
            keys = sorted(
                (*self.old[number].content, *self.old[number].figures),
                key=lambda key: (len(holding.get(key, ())), str(key)),
            )
            seen = 0
            for key in keys:
                found = holding.get(key, ())
                seen += len(found)
                if seen > _POSTINGS:
                    break
                for other in found:
                    weights[other] += 1 / len(found)
            best = sorted(weights, key=lambda other: (-weights[other], other))[:_CANDIDATES]
            return best + [other for other in self.in_place(number, free) if other not in best]

        return of

    def in_place(self, number: int, free: Sequence[int]) -> list[int]:
        """Some free claims of now where the neighbours of an old one stand."""
        numbers, others = self.anchors
        place = bisect_left(numbers, number)
        start = others[place - 1] - _NEAR if place else 0
        at = bisect_left(free, start)
        return [other for other in free[at : at + _CANDIDATES] if self.near_home(number, other)]


def _alone(group: tuple[list[int], list[int]]) -> bool:
    return len(group[0]) == 1 and len(group[1]) == 1


def _shared(claim: Claim, place: Found, now: Claim) -> float:
    """How much of a claim of now stands at the place of an old one's words; 0: another one."""
    if now.span is None:
        return 0
    common = min(place.span.end, now.span.end) - max(place.span.start, now.span.start)
    overlap = max(common, 0) / max(len(place.span), len(now.span), 1)
    texts = {quantity.text for quantity in claim.quantities}
    shared = len(texts & {quantity.text for quantity in now.quantities})
    if common <= 0 or (not shared and overlap < 0.5):
        return 0
    return overlap + 2 * shared / max(len(texts), len(now.quantities), 1)


def _overlapping(spans: Sequence[tuple[int, int]], place: Found) -> list[tuple[int, int]]:
    """The spans of claims that a place shares words with; claims of a paper are in order and never nested deep."""
    at = bisect_left(spans, (place.span.start, 0))
    near = spans[max(at - 3, 0) : at + 8]
    return [span for span in near if span[0] < place.span.end and place.span.start < span[1]]
