"""What two quotes are compared by: their words without typography, marks and markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from claimcheck.claims.words import FUNCTION_WORDS
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity

_MARK = re.compile(
    r"\[\^[^\]\n]{0,80}\]|\[-?@[^\]\n]{0,200}\]|<sup>[^<\n]{0,80}</sup>|\^\d{1,4}\^|\[\d{1,4}(?:[,–-] ?\d{1,4}){0,9}\]"
    "|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}"
)
"""Marks of notes and citations: they change when notes are renumbered, and say nothing of the sentence."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\\\\]")
_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:[.,]\d+)*")
_NAME = re.compile(r"\b[A-ZÀ-ÖØ-ÞА-Я][^\W_]+")
_ENDING = re.compile(r"(?:ing|ed|es|s)$")
_STEM = 6
"""Code points of a word that are compared: "reported" and "reporting" are one word of a sentence reworded."""

Figure = tuple[Fraction | None, Fraction | None, Fraction | None, str]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, and where it stands in the text given."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a clean text (no marks) as they are compared, with their places."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0] if match[0].isascii() else unicodedata.normalize("NFKC", match[0])
        found.append(Token(word.casefold(), match.start(), match.end()))
    return found


def words(text: str) -> tuple[str, ...]:
    """The words of a text of the file as they are compared: marks, markup and typography left out."""
    plain = _UNSEEN.sub("", _MARK.sub(" ", text))
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain)
    return tuple(match[0].casefold() for match in _WORD.finditer(plain))


def content(found: Sequence[str]) -> tuple[str, ...]:
    """Beginnings of the words that name something, figures left out."""
    named = (word for word in found if word not in FUNCTION_WORDS and not word[0].isdigit())
    return tuple((_ENDING.sub("", word) if len(word) >= _STEM else word)[:_STEM] for word in named)


def figure(quantity: Quantity) -> Figure:
    """What a quantity says, however it is written."""
    return quantity.value, quantity.low, quantity.high, quantity.edtf


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim as it is compared with another."""

    words: tuple[str, ...]
    frame: tuple[str, ...]
    """The words without figures: what stays when only a figure is mended."""
    content: frozenset[str]
    names: frozenset[str]
    """Those of the content that are written with a capital inside the quote: whose figure it is."""
    figures: frozenset[Figure]
    dates: frozenset[Figure]
    main: Figure | None
    """The first figure that is no date: what the claim is about."""


def wording_of(claim: Claim) -> Wording:
    """The wording of a claim's quote."""
    found = words(claim.quote)
    named = {match[0].casefold() for match in _NAME.finditer(claim.quote) if match.start()}
    frame = tuple(word for word in found if not word[0].isdigit())
    figures = frozenset(figure(one) for one in claim.quantities)
    dates = frozenset(figure(one) for one in claim.quantities if one.kind == "date")
    first = sorted(claim.quantities, key=lambda one: (one.kind in ("date", "duration"), one.start))[:1]
    main = figure(first[0]) if first else None
    return Wording(found, frame, frozenset(content(found)), frozenset(content(tuple(named))), figures, dates, main)
