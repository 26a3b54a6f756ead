"""A Chinese text made ready for reading, and the time of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from claimcheck.model.quantity import Quantity
from claimcheck.quantities.chinese_words import Words
from claimcheck.quantities.exclusions import address_spans
from claimcheck.quantities.tokens import fold

_SPACE: Final = re.compile(
    r"(?<=[\u3400-\u9fff])[ \u00a0\u3000]{1,3}(?=[\u3400-\u9fff0-9])|(?<=[0-9])[ \u00a0\u3000]{1,3}(?=[\u3400-\u9fff])"
)
_COMMA: Final = re.compile("(?<![\uff10-\uff19])，|，(?![\uff10-\uff19]{3})")
"""A stop of the sentence; between fullwidth digits it parts thousands."""
_CITED: Final = re.compile(r"\[[0-9][0-9,;–\- ]{0,40}\]")
_SENTENCE_END: Final = re.compile("[。！？!?\n]")


def prepared(text: str, words: Words) -> tuple[str, list[int], bytearray]:
    """The text folded, simplified and without spaces between characters, their places, and which count nothing."""
    tight, places = _tight(fold(_COMMA.sub(";", text)))
    tight = words.plain(tight)
    masked = bytearray(len(tight) + 1)
    marks = ((match.start(), match.end()) for match in _CITED.finditer(tight))
    for start, end in (*words.no_number_spans(tight), *address_spans(tight), *marks):
        masked[start:end] = b"\1" * (end - start)
    return tight, places, masked


def _tight(text: str) -> tuple[str, list[int]]:
    """The text without the spaces that stand around Chinese characters, and where each of its characters stands."""
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for match in _SPACE.finditer(text):
        kept.append(text[at : match.start()])
        places.extend(range(at, match.start()))
        at = match.end()
    kept.append(text[at:])
    places.extend(range(at, len(text)))
    return "".join(kept), places


def dated(text: str, quantities: Iterable[Quantity]) -> Iterator[Quantity]:
    """Each figure with the date before it in its sentence: Chinese names the time first."""
    when, since = "", 0
    for quantity in quantities:
        if _SENTENCE_END.search(text, since, quantity.start):
            when = ""
        since = quantity.end
        if quantity.kind == "date":
            when = quantity.edtf
        yield quantity if quantity.kind == "date" or not when else replace(quantity, when=when)


def part(character: str) -> bool:
    """Whether a letter or digit of a name or number stands there."""
    return character.isascii() and character.isalnum()


def latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" if character else False
