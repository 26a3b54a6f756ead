"""Claims of the file that the reader would take for one now, since their sentences were joined.

A person knows them as two, with a note on each; so the reader's claim is cut where they were.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimcheck.claims.anchor import Locator, is_unique, surroundings
from claimcheck.claims.slugs import slug
from claimcheck.claims.wording import content, words
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity
from claimcheck.model.text import Span

_PLACES = 50
"""Places of one quote that are looked at."""
_KNOWN = 1000
"""Lost claims whose words are looked for in the rest of one that was joined."""
_MOST = 0.75
_EDGE = re.compile(r"^(?:[\s,;:–—-]|(?:and|but|while|und|et|y)\b)+|[\s,;:–—-]+(?:and|but|while|und|et|y)?\s*$")


def regrouped(
    existing: Sequence[Claim], lost: Iterable[int], extracted: Sequence[Claim], free: Iterable[int], locator: Locator
) -> list[Claim] | None:
    """``extracted`` with the claims cut that hold two lost ones or more; None where there is none such."""
    lost = list(lost)
    several = [number for number in free if len(extracted[number].quantities) > 1]
    if not several:
        return None
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for number in several:
        span = extracted[number].span
        if span is not None:
            by_sentence[locator.sentence_at(span.start)].append(number)
    cuts: dict[int, list[Span]] = defaultdict(list)
    for old in lost:
        if not existing[old].quantities:
            continue
        for place in locator.places(existing[old])[:_PLACES]:
            for number in by_sentence.get(place.sentence, ()):
                held = _held(extracted[number], place.span)
                free_there = not any(place.span.overlaps(span) for span in cuts[number])
                if 0 < len(held) < len(extracted[number].quantities) and free_there:
                    cuts[number].append(place.span)
    known = [frozenset(content(words(existing[old].quote))) for old in lost[:_KNOWN] if existing[old].quantities]
    joined = {
        number: sorted(spans)
        for number, spans in cuts.items()
        if len(spans) > 1 or _rest_is_known(extracted[number], spans, known, locator.source)
    }
    if not joined:
        return None
    return [
        part
        for number, claim in enumerate(extracted)
        for part in (_parts(claim, joined[number], locator.source) if number in joined else (claim,))
    ]


def _held(claim: Claim, span: Span) -> list[Quantity]:
    start = claim.span.start if claim.span else 0
    return [one for one in claim.quantities if span.contains(Span(start + one.start, start + one.end))]


def _parts(claim: Claim, spans: Sequence[Span], source: str) -> list[Claim]:
    """A claim for each of ``spans``, and one for what lies between them and holds figures of its own."""
    whole = claim.span or Span(0, 0)
    ends = [whole.start, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), whole.end]
    between = [Span(start, end) for start, end in zip(ends, starts, strict=True) if start < end]
    rest = [_trimmed(span, source) for span in between if _held(claim, span)]
    return [_part(claim, span, source) for span in sorted([*spans, *rest])]


def _rest_is_known(claim: Claim, spans: Sequence[Span], known: Sequence[frozenset[str]], source: str) -> bool:
    """Whether what is left of a claim has the words of another lost one, its figures aside."""
    return any(
        part.span not in spans and len(said) > 1 and any(_alike(said, one) for one in known)
        for part in (_parts(claim, spans, source) if spans else ())
        for said in [frozenset(content(words(part.quote)))]
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most words of the shorter of two wordings are in the longer one."""
    return len(one & other) >= max(2, _MOST * min(len(one), len(other)))


def _trimmed(span: Span, source: str) -> Span:
    """A stretch without the punctuation and conjunctions at its edges."""
    text = source[span.start : span.end]
    edges = [match.span() for match in _EDGE.finditer(text)]
    start = next((end for begin, end in edges if begin == 0), 0)
    end = next((begin for begin, end in edges if end == len(text) and begin > start), len(text))
    return Span(span.start + start, span.start + end)


def _part(claim: Claim, span: Span, source: str) -> Claim:
    start = claim.span.start if claim.span else 0
    quantities = tuple(
        replace(one, start=one.start + start - span.start, end=one.end + start - span.start)
        for one in _held(claim, span)
    )
    quote = source[span.start : span.end]
    prefix, suffix = ("", "") if is_unique(source, quote) else surroundings(source, span)
    return replace(
        claim, id=slug(quote, quantities), quote=quote, span=span, quantities=quantities, prefix=prefix, suffix=suffix
    )
