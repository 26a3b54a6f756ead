"""Ranks in words: "eleventh", "twenty-fifth", "one hundred twenty-fifth", "three millionth"."""

from __future__ import annotations

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.number_words import read_words
from claimcheck.quantities.tokens import Tokens

_ENDS = frozenset({"", ".", ",", ";", "?", "!", ")", ":"})


def rank_at(tokens: Tokens, i: int, locale: Locale) -> tuple[int, int] | None:
    """The rank in words that begins at token ``i``, and the token after it; None where none does."""
    word = tokens.word(i)
    if word in locale.ordinals:
        return locale.ordinals[word], i + 1
    if word not in locale.units and word not in locale.tens and not locale.has("article", word):
        return None
    base = read_words(tokens, i, locale)
    if base is None or base.value.denominator != 1:
        return None
    at, last = base.end, tokens.low[base.end - 1]
    if (tokens.word(at) == "-" and tokens.glued(at) == tokens.glued(at + 1)) or (
        locale.has("and", tokens.word(at)) and last not in locale.units and last not in locale.tens
    ):
        at += 1
    rest, end = _small_rank(tokens, at, locale)
    if not rest:
        return None
    whole = int(base.value)
    if last in locale.tens:
        return (whole + rest, end) if rest < 10 else _times(whole, rest, end)
    if last in locale.hundred or last in locale.scales:
        return (whole + rest, end) if rest < 100 else _times(whole, rest, end)
    return _times(whole, rest, end)


def _small_rank(tokens: Tokens, at: int, locale: Locale) -> tuple[int, int]:
    word = tokens.word(at)
    if word in locale.tens and tokens.word(at + 1) == "-" and locale.ordinals.get(tokens.word(at + 2), 10) < 10:
        return locale.tens[word] + locale.ordinals[tokens.word(at + 2)], at + 3
    return locale.ordinals.get(word, 0), at + 1


def _times(whole: int, rest: int, end: int) -> tuple[int, int] | None:
    """ "two hundredth", "three millionth": a power of ten multiplies what is below it; "one fifth" is a fraction."""
    part = whole % rest
    if not part or not (rest in (100, 1000) or rest >= 10**6):
        return None
    return whole - part + part * rest, end


def stands_alone(tokens: Tokens, i: int, end: int, rank: int, locale: Locale) -> bool:
    """Whether a rank without a determiner is one: it ends the phrase, or names a session, an edition, a year."""
    after = tokens.word(end)
    if tokens.word(i - 1) == "" and after in ("", "."):
        return True
    if rank < 4:
        return False
    return (after in _ENDS and after != "," and rank > 10) or (locale.has("ordinal_after", after) and rank > 3)
