"""What a figure means where nothing else stands beside it: the whole text, or a cell of a table.

In a sentence the same marks and words mean something else: a detached hyphen begins an item of a list, "2000 over 3" is
a year and a bound, "twenty and three and three fifths" are two figures.
"""

from __future__ import annotations

from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.powers import MINUS
from claimcheck.quantities.tokens import NUMBER, Tokens

_SIGNED = frozenset({"number", "percent", "points", "currency", "measure"})
"""Kinds that go below nought; a duration or a count behind a detached hyphen is an item of a list."""


def with_sign_apart(tokens: Tokens, draft: Draft) -> Draft:
    """ "- 5.2 %", "- 1 4/5": a minus with a space behind it, where sign and figure are all there is."""
    at = draft.first - 1
    if draft.value is None or draft.value <= 0 or draft.form != "point" or draft.approximator != "exact":
        return draft
    if draft.kind not in _SIGNED or tokens.word(at) not in MINUS or tokens.glued(draft.first):
        return draft
    if _begins(tokens, at, draft.last) and _ends(tokens, draft.last) and not tokens.gap(draft.first).strip(" \u00a0"):
        draft.first, draft.value = at, -draft.value
    return draft


def _begins(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a cell begins at token ``at``, or a text that ends before ``end``; a line may begin with a bullet."""
    return "\t" in tokens.gap(at) if at else end == len(tokens)


def _ends(tokens: Tokens, end: int) -> bool:
    """Whether a cell or the text ends before token ``end``."""
    gap = tokens.gap(end)
    return end == len(tokens) or "\t" in gap or "\n" in gap


def is_quotient(tokens: Tokens, i: int, locale: Locale) -> bool:
    """ "2000 over 3" and nothing else: no year, for nothing happened in it. "2019 over 2018" compares two."""
    return (
        i == 0
        and len(tokens) == 3
        and locale.has("bar", tokens.word(1))
        and tokens.kind[0] == NUMBER
        and (tokens.low[2] in locale.units or (tokens.kind[2] == NUMBER and len(tokens.low[2]) < len(tokens.low[0])))
    )


def ends_sum(tokens: Tokens, i: int, end: int, locale: Locale) -> bool:
    """Whether a sum in words from token ``i`` to ``end`` is all there is, a sign before and a stop behind it aside."""
    signed = i == 1 and (locale.has("minus", tokens.word(0)) or tokens.word(0) in ("minus", "negative", *MINUS))
    return (i == 0 or signed) and (end == len(tokens) or (end + 1 == len(tokens) and tokens.low[end] == "."))
