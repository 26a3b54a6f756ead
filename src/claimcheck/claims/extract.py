"""Paper → claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claimcheck.claims.anchor import preceding, surroundings
from claimcheck.claims.checkable import checkable
from claimcheck.claims.grouping import group, rows
from claimcheck.claims.linking import Citations, citations_by_mark, link
from claimcheck.claims.lists import listed_names
from claimcheck.claims.occurrences import Occurrences
from claimcheck.claims.quoting import Quoter
from claimcheck.claims.slugs import Namer, slug
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document, Sentence
from claimcheck.model.quantity import Quantity
from claimcheck.model.reference import Bibliography
from claimcheck.model.text import MappedText, Span
from claimcheck.quantities import decimal_of, read

_SILENT = frozenset(("title", "heading"))
"""Roles of sentences that name and don't state."""
_BACK_MATTER = re.compile(
    r"(?:[\dIVX]{1,4}\.?\s+)?(?:acknowledge?ments?|funding(?: information| statement)?|author contributions?|"
    r"(?:conflicts?|declarations?|statements?) of (?:competing )?interests?|(?:competing|declaration of) interests?|"
    r"data (?:and code )?availability(?: statement)?|(?:notes on|about the) (?:contributors?|authors?)|"
    r"disclosure statement|how to cite(?: this (?:article|paper))?|publication history|article history)\W*",
    re.IGNORECASE,
)
"""Sections that speak of how the paper came about."""
_MAX_SENTENCE = 20_000
"""Longer "sentences" are data or damage."""


def extract(document: Document, bibliography: Bibliography) -> tuple[Claim, ...]:
    """The quantitative claims of a paper, in order, linked to the works cited for them. Pure.

    Every checkable quantity of a sentence is in exactly one claim. Ids are unique among these claims only; ``merge``
    fits them to those of a claims file.
    """
    citations = citations_by_mark(bibliography)
    decimal = decimal_of("\n".join(one.text.text for one in document.sentences), lang=document.lang)
    places = Occurrences(document.source)
    claims: list[Claim] = []
    namer = Namer()
    for number, sentence in enumerate(document.sentences):
        for claim in _claims_of(sentence, preceding(document.sentences, number), document, citations, decimal, places):
            claims.append(replace(claim, id=namer.name(claim.id)))
    return tuple(claims)


def _claims_of(
    sentence: Sentence,
    before: str,
    document: Document,
    citations: Citations,
    decimal: str,
    places: Occurrences,
) -> Iterator[Claim]:
    text = sentence.text.text
    if sentence.role in _SILENT or len(text) > _MAX_SENTENCE or _BACK_MATTER.fullmatch(sentence.section):
        return
    readings = read(text, lang=document.lang, decimal=decimal)
    found = tuple(one for one in readings if _stands_in_file(one, sentence.text))
    quantities = checkable(sentence, found, before)
    if not quantities and sentence.marks:  # a list of names is taken for a count only where a work vouches for it
        quantities = listed_names(text, found)
    if not quantities:
        return
    quoter = Quoter(document.source, sentence.text)
    in_table = sentence.role == "table"
    groups = rows(text, quantities) if in_table else group(quoter, text, quantities)
    for number, together in enumerate(groups):
        low = groups[number - 1][-1].end if number else 0
        high = groups[number + 1][0].start if number + 1 < len(groups) else len(text)
        span = quoter.row(together) if in_table else quoter.quote(together, low, high)
        if span is None:
            continue
        quote = document.source[span.start : span.end]
        works = link(sentence, together[0].start, together[-1].end, citations)
        prefix, suffix = ("", "") if places.is_unique(quote) else surroundings(document.source, span)
        placed = tuple(_placed(one, sentence.text, document.source, span) for one in together)
        yield Claim(
            id=slug(quote, placed), quote=quote, span=span, quantities=placed, sources=works.sources, prefix=prefix,
            suffix=suffix, section=sentence.section, locator=works.locator, context=text, preceding=before,
        )  # fmt: skip


def _stands_in_file(quantity: Quantity, text: MappedText) -> bool:
    """Whether anything of a quantity comes from the file: the heads that a table row repeats and code do not."""
    return any(text.source_of(at) is not None for at in range(quantity.start, quantity.end))


def _placed(quantity: Quantity, text: MappedText, source: str, quote: Span) -> Quantity:
    """The quantity with offsets in the quote instead of the sentence, and its words as the file has them."""
    span = text.to_source(quantity.start, quantity.end)
    words = source[span.start : span.end]
    return replace(quantity, text=words, start=span.start - quote.start, end=span.end - quote.start)
