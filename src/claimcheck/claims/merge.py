"""Bringing what a person wrote and what was extracted anew together.

The file wins for ids and every human word (status, note, locator, reviews, and what was changed of sources, quote or
figures); the paper wins for what its sentences say. A claim is followed by its anchor when its sentence was edited.

A claim's ``read`` is the mark of what the reader last found for it, so that three sides can be told apart: what was
found then, what the file says, and what is found now. What nobody touched follows the reader; what a person changed
stays while the reader finds what it found before.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimcheck.claims.anchor import Found, Locator, is_unique, surroundings
from claimcheck.claims.pairing import pair
from claimcheck.claims.slugs import Namer
from claimcheck.claims.stored import claim_values, figures, quantity_values, render_value, same_quantity
from claimcheck.claims.wording import content, words
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document
from claimcheck.model.quantity import Quantity
from claimcheck.model.text import Span

_MARK = 6
"""Hexadecimal digits of each part of a mark."""
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Merged:
    """The claims of a paper after it was read again, and what is different now (ids, in the order of the paper)."""

    claims: tuple[Claim, ...]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Another quote, section, sources or quantities than before, or found again after it was lost."""
    orphaned: tuple[str, ...] = ()
    """Lost their sentence in this run."""
    notices: tuple[str, ...] = ()
    """What a person should know, a sentence each."""

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.changed or self.orphaned)


def merge(existing: Sequence[Claim], extracted: Sequence[Claim], document: Document) -> Merged:
    """The claims of the file, brought up to date with those that were extracted from the paper now."""
    locator = Locator(document)
    pairing = pair(existing, extracted, document, locator)
    namer = Namer(claim.id for claim in existing)
    claims: list[tuple[int, int, Claim]] = []
    added, changed, orphaned, notices = [], [], [], []
    behind = -1
    for number, claim in enumerate(existing):
        partner, place = pairing.partners.get(number), pairing.places.get(number)
        if partner is not None:
            now, said = _update(claim, partner, document, locator)
            notices += said
        elif place is not None:
            now = replace(
                claim,
                span=place.span,
                orphaned=False,
                context=locator.context(place.sentence),
                preceding=locator.preceding(place.sentence),
            )
        else:
            now = replace(claim, span=None, orphaned=True)
        if now.orphaned and not claim.orphaned:
            orphaned.append(claim.id)
        elif not same_claim(now, claim):
            changed.append(claim.id)
        behind = now.span.start if now.span else behind
        claims.append((behind, number, now))
    for number, claim in enumerate(pairing.fresh, len(existing)):
        claim = replace(claim, id=namer.name(claim.id), read=_mark(claim))
        added.append(claim.id)
        claims.append((claim.span.start if claim.span else len(document.source), number, claim))
    ordered = tuple(claim for *_, claim in sorted(claims, key=lambda item: item[:2]))
    return Merged(ordered, tuple(added), tuple(changed), tuple(orphaned), tuple(notices))


def same_claim(one: Claim, other: Claim) -> bool:
    """Whether two claims are written to the file in the same words."""
    return (
        claim_values(one) == claim_values(other)
        and len(one.quantities) == len(other.quantities)
        and all(same_quantity(a, b) for a, b in zip(one.quantities, other.quantities, strict=True))
    )


def _update(claim: Claim, now: Claim, document: Document, locator: Locator) -> tuple[Claim, list[str]]:
    """An existing claim with what the paper says now, and what to tell about it."""
    mark = _mark(now)
    sources, locator_, said = _sources(claim, now)
    place = _place(claim, now, document.source, locator)
    quantities = _quantities(claim, place, now)
    updated = replace(
        claim, orphaned=False, section=now.section, sources=sources, locator=locator_, context=now.context,
        preceding=now.preceding,
        quantities=quantities, read=mark if claim.read else "",
    )  # fmt: skip
    if place is not None:
        prefix, suffix = _surroundings(claim, place.span, now, document.source)
        updated = replace(updated, span=place.span, prefix=prefix, suffix=suffix)
    else:
        updated = replace(updated, span=now.span, quote=now.quote, prefix=now.prefix, suffix=now.suffix)
    if not claim.read and not same_claim(updated, claim):
        # its table is written anew in any case, so it can have a mark from now on
        updated = replace(updated, read=mark)
    return updated, said


def _place(claim: Claim, now: Claim, source: str, locator: Locator) -> Found | None:
    """Where the claim's own quote stands for the claim of now; None where the quote has to follow the paper."""
    if claim.quote == now.quote and now.span is not None:
        return Found(now.span, True)
    if now.span is None:
        return None
    sentence = locator.sentence_at(now.span.start)
    return next(
        (
            place
            for place in locator.places(claim)
            if place.verbatim and place.sentence == sentence and _covers(place.span, now)
        ),
        None,
    )


def _covers(span: Span, now: Claim) -> bool:
    """Whether a stretch of the file holds every quantity of an extracted claim."""
    start = now.span.start if now.span else 0
    return all(span.start <= start + one.start and start + one.end <= span.end for one in now.quantities)


def _mark(claim: Claim) -> str:
    """The mark of what the reader found: a part each for figures, sources and the sentence."""
    sentence = _digest(words(claim.context))
    return f"{_figures_mark(claim.quantities)}-{_sources_mark(claim.sources, claim.locator)}-{sentence}"


def _parts(mark: str) -> tuple[str, str, str]:
    """(figures, sources, sentence) of a mark; empty ones where there is none, or a person wrote another word there."""
    found = mark.split("-")
    return (found[0], found[1], found[2]) if len(found) == _PARTS else ("", "", "")


def _figures_mark(quantities: Sequence[Quantity]) -> str:
    return _digest(
        [
            f"{key}={value if isinstance(value, str) else render_value(value)}"
            for one in quantities
            for key, value in quantity_values(one).items()
        ]
    )


def _sources_mark(sources: Sequence[str], locator: str) -> str:
    return _digest([*sources, f"@{locator}"])


def _digest(rows: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode(errors="replace")).hexdigest()[:_MARK]


def _sources(claim: Claim, now: Claim) -> tuple[tuple[str, ...], str, list[str]]:
    """(sources, locator, what to tell): the person's in the person's order, and what the paper has and they lack."""
    _, before, _ = _parts(claim.read)
    if before and before == _sources_mark(claim.sources, claim.locator):
        return now.sources, now.locator, []
    if before and before == _sources_mark(now.sources, now.locator):
        return claim.sources, claim.locator, []
    locator = claim.locator or now.locator
    missing = tuple(key for key in now.sources if key not in claim.sources)
    if not missing:
        return claim.sources, locator, []
    if not claim.sources:
        return now.sources, locator, []
    gone = [key for key in claim.sources if key not in now.sources]
    said = f"claim {claim.id}: the paper cites {', '.join(missing)} here too"
    if gone:
        said += f"; {', '.join(gone)} stays as the file names it"
    return (claim.sources + missing if gone else now.sources), locator, [said]


def _quantities(claim: Claim, place: Found | None, now: Claim) -> tuple[Quantity, ...]:
    """The claim's quantities, placed in its quote: the reader's, and what a person made of them."""
    start = place.span.start if place else now.span.start if now.span else 0
    shift = (now.span.start if now.span else start) - start
    fresh = tuple(replace(one, start=one.start + shift, end=one.end + shift) for one in now.quantities)
    before, _, sentence = _parts(claim.read)
    if before and before == _figures_mark(claim.quantities):
        return fresh
    if sentence and place is not None and sentence == _digest(words(now.context)):
        return claim.quantities
    return _mended(claim, fresh, now.context, stays=place is not None)


def _mended(claim: Claim, fresh: Sequence[Quantity], context: str, stays: bool) -> tuple[Quantity, ...]:
    """The reader's quantities with what a person changed of the old ones, and those that a person added."""
    left = list(claim.quantities)
    kept = []
    for quantity in fresh:
        same = words(quantity.text)
        old = next((one for one in left if words(one.text) == same), None)
        if old is not None:
            left.remove(old)
            kept.append(_kept(old, quantity, claim.quote, context))
        else:
            kept.append(quantity)
    if stays:
        taken = [Span(quantity.start, quantity.end) for quantity in kept]
        kept += [one for one in left if not any(Span(one.start, one.end).overlaps(span) for span in taken)]
    return tuple(sorted(kept, key=lambda quantity: quantity.start))


def _kept(old: Quantity, new: Quantity, quote: str, context: str) -> Quantity:
    """A quantity that stands as it stood: where the file says something else than the paper, a person mended it."""
    if same_quantity(old, new):
        return new
    stale = new.when and old.when != new.when and any(year not in context for year in re.findall(r"\d{4}", old.when))
    when, edtf = (new.when, new.edtf) if stale else (old.when, old.edtf)
    mended = replace(
        new,
        measure=_current(old.measure, new.measure, quote, context),
        where=_current(old.where, new.where, quote, context),
        when=when or new.when,
        edtf=edtf or new.edtf,
    )
    if figures(old) == figures(new):
        return mended
    return replace(
        old, text=new.text, start=new.start, end=new.end, measure=mended.measure, where=mended.where, when=mended.when
    )


def _current(old: str, new: str, quote: str, context: str) -> str:
    """The file's words, unless they were taken from the old quote and no longer stand in the sentence."""
    said = set(content(words(old)))
    taken_over = said <= set(content(words(quote)))
    return new if not old or (taken_over and not said <= set(content(words(context)))) else old


def _surroundings(claim: Claim, span: Span, now: Claim, source: str) -> tuple[str, str]:
    """Prefix and suffix of a quote that stands where it stood: the old ones while they hold."""
    before = source[max(span.start - len(claim.prefix), 0) : span.start]
    after = source[span.end : span.end + len(claim.suffix)]
    if before == claim.prefix and after == claim.suffix and (claim.prefix or claim.suffix):
        return claim.prefix, claim.suffix
    if claim.quote == now.quote:
        return now.prefix, now.suffix
    return ("", "") if is_unique(source, claim.quote) else surroundings(source, span)
