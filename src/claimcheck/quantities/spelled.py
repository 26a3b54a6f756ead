"""Numbers read out digit by digit with hyphens: "three-nought-four" are 3, 0 and 4, as a line-up or a score is said."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import WORD, Tokens

_FEWEST, _MOST = 3, 8
"""Digits of a chain; two are a range, a score or a date, more a code."""


def spelled_digit(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """The digit at token ``i`` where it belongs to such a chain with a nought in it; None elsewhere.

    No chain is what names something ("flight three-nought-four", "the zero-one-two rule"). "Oh" is no nought here: it
    stands in times, years and numbers of buses ("nine-oh-five").
    """
    if tokens.word(i) not in locale.units or locale.lang != "en" or not (_joined(tokens, i) or _joined(tokens, i + 2)):
        return None
    first = last = i
    while i - first < 2 * _MOST and _joined(tokens, first):
        first -= 2
    while last - i < 2 * _MOST and _joined(tokens, last + 2):
        last += 2
    digits = [locale.units.get(tokens.low[k], 10) for k in range(first, last + 1, 2)]
    if not (_FEWEST <= len(digits) <= _MOST and 0 in digits and max(digits) < 10):
        return None
    before, after = tokens.word(first - 1), tokens.word(last + 1)
    glued = tokens.glued(first) or (tokens.glued(last + 1) and after not in _CLOSING)
    named = tokens.kind_at(first - 1) == WORD and (locale.has("names", before) or tokens.capital(first - 1))
    if glued or named or locale.has("article", before) or before in _NAMING:
        return None
    if tokens.kind_at(last + 1) == WORD and not locale.has("stop", after):
        return None
    return Draft(i, i + 1, value=Fraction(locale.units[tokens.low[i]]), words=True)


_CLOSING = frozenset(".,;:?!)")
_NAMING = frozenset("the this that room bus flight train line route call dial code number no unit squadron".split())


def _joined(tokens: Tokens, i: int) -> bool:
    """Whether token ``i`` is a word that a hyphen ties to the word before it."""
    hyphen = tokens.word(i - 1) == "-" and tokens.glued(i) and tokens.glued(i - 1)
    return hyphen and tokens.kind_at(i) == WORD and tokens.kind_at(i - 2) == WORD
