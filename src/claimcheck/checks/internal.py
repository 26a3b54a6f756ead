"""The paper against itself: what two of its own words, side by side or in two places, can't both be.

Nothing here asks a source. A finding needs two figures that the wording makes the same thing; where that isn't sure,
there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from claimcheck.checks.catalogue import finding
from claimcheck.checks.changes import changes
from claimcheck.checks.context import Context
from claimcheck.checks.dates import troubles as date_troubles
from claimcheck.checks.events import Beginning, beginnings
from claimcheck.checks.samples import Stated, samples
from claimcheck.checks.shares import shares
from claimcheck.checks.tables import Total, faults, totals
from claimcheck.checks.trouble import Trouble
from claimcheck.claims.words import words
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document, Sentence
from claimcheck.model.finding import Confidence, Finding, Location
from claimcheck.model.quantity import Quantity
from claimcheck.model.text import Span
from claimcheck.quantities import decimal_of, read

_REMEDIES = {
    "I303": "count again, and correct the part, the whole or the percentage",
    "I304": "correct the percentage that is wrong, or say that answers overlap",
    "I305": "check the dates and correct the one that is wrong",
    "I306": "compute the change again, or correct one of its ends",
    "I307": "add up again: correct a part or the total, or say why they differ",
}
_FIGURE = re.compile(r"\d")
"""A text without one has nothing to be recomputed."""
_MAX_SENTENCE = 20_000
_TELLING = 100
"""Totals below have too few digits for their order to tell anything."""
_SILENT = frozenset(("title", "heading"))
_LONGEST_LIST = 40
_NESTED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|several|other|others|etc|rest|further|more|both|and|or|"
    r"one|some|many|all|each)\b",
    re.IGNORECASE,
)
"""In a member of a list: it may stand for more than one."""
_GOES_ON = re.compile(r"\W*(?:et al|etc|and\b|or\b|…|\.\.\.)|, (?:the )?[A-Z]")
"""Behind a list: it was not the whole."""
_COMMON_OPENERS = words(
    "A According After Also Although An And As At Because Before Between But By During For From Furthermore Given He "
    "However I If In It Its Moreover On Since So That The Their Then There These They This Those Thus To Under We When "
    "While With"
)
_EMPTY = words("the and for with from that this these those its their there has have had was were are been being")
_NEUTRAL = words(
    "counted found recorded reported registered observed documented identified held total altogether overall year "
    "alone some about according data survey study figures statistics still only already"
)
"""Words by which two sentences may differ and yet state one measure."""


def check_internal(context: Context) -> Iterator[Finding]:
    """Findings of the paper against itself (I301 to I307)."""
    yield from _lists(context)
    yield from _two_values(context)
    yield from _two_dates(context)
    yield from _wordings(context)
    yield from _tables(context)


def run(context: Context) -> tuple[Finding, ...]:
    """All of them, as a tuple."""
    return tuple(check_internal(context))


def _lists(context: Context) -> Iterator[Finding]:
    """I301: a stated count and the list behind it."""
    for claim in context.claims:
        for quantity in claim.quantities:
            stated = _stated_count(quantity)
            listed = len(quantity.members)
            if stated is None or listed < 2 or listed > _LONGEST_LIST or not _is_plain_list(claim, quantity):
                continue
            if listed > stated or (listed < stated and not quantity.open_list):
                yield finding(
                    "I301",
                    f'"{quantity.text}" states {stated}, but {listed} are listed: {_shown(quantity.members)}',
                    "count again: correct the number, complete the list, or say that it gives examples",
                    context.of_claim(claim),
                    confidence="medium",
                    claim=claim.id,
                    subject=f"{quantity.text}: {listed}",
                )


def _is_plain_list(claim: Claim, quantity: Quantity) -> bool:
    """Whether a list can be read in one way only: names alike, one "and", nothing nested, nothing left open."""
    members = quantity.members
    if any(_NESTED.search(member) or len(member.split()) > 4 for member in members):
        return False
    if len({member[:1].isupper() for member in members}) > 1:
        return False
    text = claim.context or claim.quote
    first = text.find(members[0], max(text.find(quantity.text), 0))
    place = first
    for member in members:
        place = text.find(member, place)
        if place < 0:
            return False
        place += len(member)
    listed, behind = text[first:place], text[place : place + 24]
    return len(re.findall(r"\b(?:and|or)\b|&", listed)) == 1 and ";" not in listed and not _GOES_ON.match(behind)


def _stated_count(quantity: Quantity) -> int | None:
    if quantity.kind != "count" or quantity.approximator != "exact" or quantity.vague or quantity.value is None:
        return None
    return int(quantity.value) if quantity.value.denominator == 1 and quantity.value > 1 else None


def _shown(members: Sequence[str]) -> str:
    return ", ".join(members) if len(members) <= 6 else f"{', '.join(members[:3])}, … and {members[-1]}"


def _two_values(context: Context) -> Iterator[Finding]:
    """I302: the same count of the same thing in two places."""
    facts: dict[tuple[object, ...], list[tuple[Claim, Quantity]]] = defaultdict(list)
    for claim in context.claims:
        for quantity in claim.quantities:
            measure = _measure(quantity)
            if measure and _is_plain(quantity):
                facts[(measure, quantity.kind, quantity.unit, quantity.when, quantity.where)].append((claim, quantity))
    for places in facts.values():
        for (claim, one), (later, other) in combinations(places[:50], 2):
            if one.value != other.value and claim.context != later.context and _same_statement(claim, later):
                yield _two(context, claim, one, later, other, "medium")
                break


def _is_plain(quantity: Quantity) -> bool:
    return (
        quantity.kind in ("count", "currency", "measure", "percent")
        and quantity.form == "point"
        and quantity.value is not None
        and quantity.approximator == "exact"
        and bool(quantity.when)
    )


def _measure(quantity: Quantity) -> tuple[str, ...]:
    """The measure's words, singular and sorted; empty where they are too few to tell one thing from another."""
    words = {re.sub(r"s$", "", word) for word in re.findall(r"[a-z]{3,}", quantity.measure.casefold())}
    return tuple(sorted(words)) if len(words) >= 2 else ()


def _same_statement(one: Claim, other: Claim) -> bool:
    """Whether two sentences say the same but for their figures: same names, and no other words that tell them apart."""
    first, second = _names(one.context), _names(other.context)
    if not first or first != second:
        return False
    return not (_content(one.context) ^ _content(other.context)) - _NEUTRAL


def _content(sentence: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{3,}", sentence.casefold()) if word not in _EMPTY}


def _names(sentence: str) -> frozenset[str]:
    words = re.findall(r"(?<![\w.])[A-Z][\w’'-]*", sentence)
    return frozenset(re.sub(r"['’]s?$", "", word) for word in words if word not in _COMMON_OPENERS)


def _two_dates(context: Context) -> Iterator[Finding]:
    """I302: one named thing that began in two different years."""
    begun: dict[tuple[str, str], list[tuple[Claim, Quantity, Beginning]]] = defaultdict(list)
    for claim in context.claims:
        for quantity in claim.quantities:
            for beginning in beginnings(claim.quote, quantity):
                begun[beginning.name, beginning.group].append((claim, quantity, beginning))
    said: set[tuple[str, str]] = set()
    for places in begun.values():
        for (claim, one, first), (later, other, second) in combinations(places[:50], 2):
            pair = (claim.id, later.id)
            if one.value != other.value and claim.context != later.context and pair not in said:
                said.add(pair)
                confidence: Confidence = "medium" if first.verb[:6] == second.verb[:6] else "low"
                yield _two(context, claim, one, later, other, confidence)


def _two(
    context: Context, claim: Claim, one: Quantity, later: Claim, other: Quantity, confidence: Confidence
) -> Finding:
    what = one.measure or "the same event"
    return finding(
        "I302",
        f"{what}: “{_short(claim.quote)}” says {one.text}, “{_short(later.quote)}” says {other.text}",
        "make them agree, or say in what they differ",
        context.of_claim(later),
        confidence=confidence,
        claim=later.id,
        subject=f"{claim.id}: {one.text}, {other.text}",
    )


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= 90 else f"{quote[:89]}…"


def _wordings(context: Context) -> Iterator[Finding]:
    """I303, I304, I305, I306: what single sentences say of dates, parts, wholes and changes that can't be."""
    if context.document is None:
        for claim in context.claims:
            for trouble in _troubles(claim.quote, claim.quantities):
                yield _impossible(trouble, claim.quote, context.of_claim(claim), claim.id)
        return
    sentences = _read(context.document)
    for sentence, figures in sentences:
        for trouble in _troubles(sentence.text.text, figures):
            span = sentence.text.to_source(trouble.start, trouble.end)
            yield _impossible(trouble, sentence.text.text, context.in_paper(span), _claim_at(context, span))
    for first, other in samples(sentences):
        yield _two_numbers(context, first, other)
    for table in context.document.tables:
        for total in totals(table):
            yield from _misquoted(context, total, sentences)


def _misquoted(
    context: Context, total: Total, sentences: Sequence[tuple[Sentence, tuple[Quantity, ...]]]
) -> Iterator[Finding]:
    """I302: the text gives a table's total with its digits in another order."""
    if total.value < _TELLING:
        return
    for sentence, figures in sentences:
        for figure in figures:
            named = {word.removesuffix("s") for word in re.findall(r"[^\W\d_]{4,}", figure.measure.casefold())}
            if figure.kind == "count" and total.noun in named and _is_transposed(figure, total.value):
                place = context.in_paper(sentence.text.to_source(figure.start, figure.end))
                line = context.in_paper(total.span).line
                yield finding(
                    "I302",
                    f"“{figure.text}” in “{_short(sentence.text.text)}”, but the table in line {line} has the total "
                    f"{total.text}",
                    "make them agree, or say in what they differ",
                    place,
                    confidence="medium",
                    subject=f"{figure.text}, {total.text}",
                )


def _is_transposed(figure: Quantity, value: Fraction) -> bool:
    if figure.approximator != "exact" or figure.value is None or figure.value in (value, 0):
        return False
    return sorted(str(figure.value)) == sorted(str(value))


def _read(document: Document) -> list[tuple[Sentence, tuple[Quantity, ...]]]:
    """The sentences that state something, each with its quantities where there is anything to recompute."""
    sentences = [one for one in document.sentences if one.role not in _SILENT and len(one.text.text) <= _MAX_SENTENCE]
    decimal = decimal_of("\n".join(one.text.text for one in document.sentences), lang=document.lang)
    return [
        (one, read(one.text.text, lang=document.lang, decimal=decimal))
        if one.role != "table" and _FIGURE.search(one.text.text)
        else (one, ())
        for one in sentences
    ]


def _two_numbers(context: Context, first: Stated, other: Stated) -> Finding:
    """I302 for what was studied, at the later place."""
    place = context.in_paper(other.sentence.text.to_source(other.quantity.start, other.quantity.end))
    before = context.in_paper(first.sentence.text.to_source(first.quantity.start, first.quantity.end))
    one, two = (f"{stated.quantity.text} {stated.quantity.measure}" for stated in (first, other))
    return finding(
        "I302",
        f"“{one}” in line {before.line} (“{_short(first.sentence.text.text)}”), but “{two}” in line {place.line} "
        f"(“{_short(other.sentence.text.text)}”)",
        "make them agree, or say in what they differ",
        place,
        confidence="medium",
        subject=f"{one}, {two}",
    )


def _troubles(text: str, figures: Sequence[Quantity]) -> Iterator[Trouble]:
    yield from date_troubles(text)
    yield from shares(text, figures)
    yield from changes(text, figures)


def _impossible(trouble: Trouble, text: str, place: Location, claim: str) -> Finding:
    confidence: Confidence = "high" if trouble.code == "I305" else "medium"
    return finding(
        trouble.code, trouble.message, _REMEDIES[trouble.code], place,
        confidence=confidence, claim=claim, subject=text[trouble.start : trouble.end],
    )  # fmt: skip


def _tables(context: Context) -> Iterator[Finding]:
    """I307, and I303 in cells: tables that do not add up."""
    if context.document is None:
        return
    captions = " ".join(one.text.text for one in context.document.sentences if one.role == "caption")
    for table in context.document.tables:
        for fault in faults(table, captions[:2_000]):
            yield finding(
                fault.code, fault.message, _REMEDIES[fault.code], context.in_paper(fault.span),
                confidence="high" if fault.sure else "medium", claim=_claim_at(context, fault.span),
                subject=fault.message,
            )  # fmt: skip


def _claim_at(context: Context, span: Span) -> str:
    return next((claim.id for claim in context.claims if claim.span and claim.span.overlaps(span)), "")
