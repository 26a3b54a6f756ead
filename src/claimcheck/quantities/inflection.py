"""Words as the tables of a language know them: elided articles apart, endings off, the language's own small letters."""

from __future__ import annotations

from functools import lru_cache

from claimcheck.quantities.locales import Locale, locale_of
from claimcheck.quantities.numeral_words import begins
from claimcheck.quantities.tokens import WORD, Tokens
from claimcheck.quantities.word_pieces import cover, part_of, without_accents

_SHORTEST_STEM = 2


def prepare(tokens: Tokens, locale: Locale) -> None:
    """Rewrite the lower-case words in place; offsets stand."""
    if locale.has("grammar", "dotless-i"):
        _lower(tokens)
    if elided := locale.words.get("elided"):
        _split(tokens, elided)
    if locale.has("grammar", "optional-accents"):
        spelt = _accented(locale.lang)
        tokens.low[:] = [spelt.get(word, word) for word in tokens.low]
    if endings := locale.words.get("endings"):
        longest = max(map(len, endings))
        for i, kind in enumerate(tokens.kind):
            if kind == WORD and len(tokens.low[i]) > _SHORTEST_STEM:
                tokens.low[i] = stem(tokens.low[i], locale.lang, longest)
    tokens.index()


_DOTTED = str.maketrans({"İ": "i", "I": "ı"})


def _lower(tokens: Tokens) -> None:
    for i, kind in enumerate(tokens.kind):
        if kind == WORD and not (raw := tokens.raw(i)).islower():
            tokens.low[i] = raw.translate(_DOTTED).lower().replace("’", "'")


def _split(tokens: Tokens, elided: frozenset[str]) -> None:
    """ "d'euros" is two words."""
    kind, low, start, end = tokens.kind, tokens.low, tokens.start, tokens.end
    made: tuple[list[str], list[str], list[int], list[int]] = ([], [], [], [])
    for i, word in enumerate(low):
        cut = word.find("'") + 1
        cuts = [(word[:cut], 0, cut), (word[cut:], cut, len(word))]
        if kind[i] != WORD or not cut or cut == len(word) or word[:cut] not in elided:
            cuts = [(word, 0, end[i] - start[i])]
        for text, first, last in cuts:
            made[0].append(kind[i])
            made[1].append(text)
            made[2].append(start[i] + first)
            made[3].append(start[i] + last)
    kind[:], low[:], start[:], end[:] = made


@lru_cache(maxsize=16)
def _accented(lang: str) -> dict[str, str]:
    """Words as their language spells them, by what is left of them without accents and is no other word of it."""
    locale = locale_of(lang)
    tables = (locale.units, locale.scales, locale.ordinals, locale.collectives, locale.multiples, locale.months,
              locale.bands, *locale.words.values())  # fmt: skip
    phrases = (locale.unit_words, locale.currencies, locale.ratios, locale.prefixes, locale.suffixes)
    words = {word for table in tables for word in table}
    words |= {word for table in phrases for lines in table.values() for line, _ in lines for word in line}
    return {bare: word for word in sorted(words) if (bare := without_accents(word)) not in words}


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str, longest: int) -> str:
    """The word without an ending of its language, where what is left is a number, a unit, a currency or a month."""
    locale = locale_of(lang)
    if _known(word, locale) or any(word in listed for listed in locale.words.values()):
        return word
    head, mark, _ = word.partition("'")
    if mark and _known(head, locale):
        return head
    for size in range(1, min(longest, len(word) - _SHORTEST_STEM) + 1):
        if locale.has("endings", word[-size:]) and _known(word[:-size], locale):
            return word[:-size]
    return word


def _known(word: str, locale: Locale) -> bool:
    return (
        locale.has("own", word)
        or word in locale.months
        or word in locale.ratios
        or word in locale.bands
        or locale.has("stems", word)
        or cover(word, locale.lang) is not None
        or part_of(word, locale.lang) is not None
    )


@lru_cache(maxsize=50_000)
def may_begin(word: str, lang: str) -> bool:
    """Whether a figure in words may begin with ``word``."""
    locale = locale_of(lang)
    return (
        begins(word, locale)
        or word in locale.bands
        or word in locale.multiples
        or word in locale.collectives
        or any(locale.has(name, word) for name in ("half_nouns", "majority", "minority", "each"))
        or any(
            word.endswith(ending) and cover(word[: -len(ending)], lang)
            for ending in locale.words.get("fold_endings", ())
        )
    )
