"""Words as the pieces that numbers are made of: "einhundertfünfundzwanzig", "onbinaltıyüz", "veinticincoavos".

Which pieces there are is what the data file of a language says; English is read by :mod:`number_words`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from claimcheck.quantities.locales import Locale, locale_of

Role = Literal["below", "score", "hundred", "hundreds", "scale", "dozen", "joint", "half", "end"]
T = TypeVar("T")
LONGEST_WORD = 120
_MOST_STEPS = 2000
"""Of looking for a cover; words that are numbers need fewer than their letters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a number in words: below a hundred, the hundred, a scale, what joins two of them."""

    value: int
    role: Role
    ordinal: bool = False
    bare: bool = True
    """Whether it stands for one of itself: "hundert" alone is 100, "million" alone nothing."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The pieces of a language by their spelling, the longest first where one begins another."""

    cardinals: Mapping[str, Piece]
    ordinals: Mapping[str, Piece]
    parts: Mapping[str, int]
    """Denominators: "drittel", "tercios"; nought for an ending that makes one of any number."""
    longest: int
    accents: bool
    """Whether accents may be left out."""


def _role(value: int) -> Role:
    if value < 100:
        return "below"
    return "hundred" if value == 100 else "hundreds" if value < 1000 else "scale"


def without_accents(word: str) -> str:
    """The word with its accents left out."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=16)
def lexicon_of(lang: str) -> Lexicon:
    """The pieces of a language."""
    locale = locale_of(lang)
    accents = locale.has("grammar", "optional-accents")
    cardinals = dict(_spelt(_cardinals(locale), accents))
    ordinals = dict(_spelt(((word, Piece(n, _role(n), True)) for word, n in locale.ordinals.items()), accents))
    ordinals |= {word: Piece(0, "end", True) for word in locale.words.get("ordinal_endings", ())}
    parts = dict(_spelt(locale.fractions.items(), accents)) | dict.fromkeys(locale.words.get("fraction_endings", ()), 0)
    longest = max((len(word) for table in (cardinals, ordinals, parts) for word in table), default=0)
    return Lexicon(cardinals, ordinals, parts, longest, accents)


def _cardinals(locale: Locale) -> Iterator[tuple[str, Piece]]:
    for word in (*locale.words.get("inverted", ()), *locale.words.get("inner_joint", ())):
        yield word, Piece(0, "joint")
    for word in locale.words.get("inner_half", ()):
        yield word, Piece(0, "half")
    for word, n in (*locale.units.items(), *locale.tens.items()):
        yield word, Piece(n, "score" if locale.has("score", word) else "below")
    for word in locale.hundred:
        yield word, Piece(100, "hundred", bare=locale.has("bare", word))
    for word, n in locale.hundreds.items():
        yield word, Piece(n, "hundreds")
    for word, scale in locale.scales.items():
        yield word, Piece(int(scale), "scale" if scale >= 1000 else "dozen", bare=locale.has("bare", word))


def _spelt(items: Iterable[tuple[str, T]], accents: bool) -> Iterator[tuple[str, T]]:
    """The items, those of other spellings first so that a true spelling wins."""
    items = tuple(items)
    if accents:
        yield from ((without_accents(word), item) for word, item in items)
    yield from items


@lru_cache(maxsize=20_000)
def cover(word: str, lang: str) -> tuple[Piece, ...] | None:
    """The pieces of a word that is a number, the last one perhaps an ordinal; None where it is none."""
    lexicon = lexicon_of(lang)
    known = lexicon.ordinals.get(word) or lexicon.cardinals.get(word)
    if known is not None:
        return (known,) if known.role not in ("joint", "half", "end") else None
    if not _may_be(word, lexicon):
        return None
    return _covered(word, lexicon, lexicon.ordinals)


def _may_be(word: str, lexicon: Lexicon) -> bool:
    return 4 <= len(word) <= LONGEST_WORD and any(word[:n] in lexicon.cardinals for n in range(2, lexicon.longest + 1))


def _covered(word: str, lexicon: Lexicon, last: Mapping[str, Piece]) -> tuple[Piece, ...] | None:
    """A cover by the longest pieces from the left, going back where that fails; ``last`` may only end the word."""
    failed: set[int] = set()
    chosen: list[tuple[int, Piece]] = []
    at, length, steps = 0, lexicon.longest, 0
    while at < len(word):
        steps += 1
        found = next(_pieces_at(word, at, length, lexicon, last, failed), None) if steps < _MOST_STEPS else None
        if found is not None:
            chosen.append((at, found[1]))
            at, length = at + found[0], lexicon.longest
            continue
        if not chosen or steps >= _MOST_STEPS:
            return None
        failed.add(at)
        taken = at
        at, _ = chosen.pop()
        length = taken - at - 1
    return tuple(piece for _, piece in chosen if piece.role != "end" or piece.ordinal)


def _pieces_at(
    word: str, at: int, longest: int, lexicon: Lexicon, last: Mapping[str, Piece], failed: set[int]
) -> Iterator[tuple[int, Piece]]:
    for size in range(min(longest, len(word) - at), 0, -1):
        if at + size in failed:
            continue
        text = word[at : at + size]
        if at + size == len(word) and at and (piece := last.get(text)):
            yield size, piece
        if piece := lexicon.cardinals.get(text):
            yield size, piece


@lru_cache(maxsize=20_000)
def part_of(word: str, lang: str) -> tuple[int, tuple[Piece, ...]] | None:
    """The denominator that a word names ("drittel", "veinticincoavos") and the pieces before it; None for another.

    The denominator is nought where the pieces are it themselves and an ending makes them one.
    """
    lexicon = lexicon_of(lang)
    if denominator := lexicon.parts.get(word, 0):
        return denominator, ()
    if not lexicon.parts or not _may_be(word, lexicon):
        return None
    for size in range(min(lexicon.longest, len(word) - 2), 1, -1):
        denominator = lexicon.parts.get(word[-size:], -1)
        if denominator >= 0:
            stem = word[:-size]
            known = lexicon.cardinals.get(stem)
            before = (known,) if known else _covered(stem, lexicon, {})
            if before:
                return denominator, before
    return None
