"""Whether a stretch of text says that something is not so."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.evidence.lexicon import DENIAL, WANTING

_WORD: Final = re.compile(r"[^\W\d_]+")
_ONLY_THEN: Final = re.compile(
    r"\b(?:not|never)\b(?=[^.;]{0,60}?\b(?:until|till|before)\b)|\bnot (?:only|just|merely)\b", re.IGNORECASE
)
"""What says that something was so only from a time on, or besides: "not opened until 1931", "not only"."""
_CLAUSE: Final = re.compile(r"[,;:()—–]| - ")


def denies(text: str, figure: int) -> bool:
    """Whether ``text`` denies what it says of the figure at ``figure``; what it only adds as wanting denies nothing.

    "79.6 million euros without VAT" are 79.6 million; "without any of the 40 beds" leaves none.
    """
    plain = _ONLY_THEN.sub(" ", text)
    words = {word.lower() for word in _WORD.findall(plain)}
    led = {word.lower() for word in _WORD.findall(text[: max(0, figure)])}
    return bool(words & DENIAL or led & WANTING)


def clause_denies(sentence: str, start: int, end: int) -> bool:
    """Whether the clause around ``sentence[start:end]`` denies something, the words of that stretch left out."""
    left = max((match.end() for match in _CLAUSE.finditer(sentence, 0, start)), default=0)
    right = _CLAUSE.search(sentence, end)
    stop = right.start() if right else len(sentence)
    return denies(f"{sentence[left:start]} {sentence[end:stop]}", start - left)
