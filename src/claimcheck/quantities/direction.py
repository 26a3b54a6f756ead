"""Words of change before a figure: "rose by", "a decline of"."""

from __future__ import annotations

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import WORD, Tokens


def changing(tokens: Tokens, at: int, locale: Locale) -> bool:
    """Whether a word of change stands shortly before token ``at``, in the same sentence."""
    return bool(direction_before(tokens, at, locale))


def direction_before(tokens: Tokens, at: int, locale: Locale, reach: int = 8) -> str:
    """ "up", "down" or "either": the nearest word of change before token ``at``; empty where none stands.

    Some words are of change only before "by": "raised the wage by 5 %", and not "raised 5 million".
    """
    by = tokens.word(at) == "by"
    for k in range(at - 1, max(-1, at - 1 - reach), -1):
        word = tokens.low[k]
        if word in (".", ";", "!", "?"):
            return ""
        if tokens.kind[k] != WORD:
            continue
        if locale.has("particle", word) and locale.has("phrasal", tokens.word(k - 1)):
            continue  # "made up 16 per cent of all trips"
        if locale.has("change_up", word) and not (word in ("up",) and tokens.word(k + 1) == "to"):
            return "up"
        if by and locale.has("change_up_by", word):
            return "up"
        if locale.has("change_down", word):
            return "down"
        if locale.has("change", word):
            return "either"
    return ""
