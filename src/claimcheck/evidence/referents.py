"""Whom pronouns mean: "She was capped 52 times" is about whom the sentences before name, "He was elected in 2012" about
whom the source speaks of most.

A pronoun that opens a sentence means the last subject before it (``roles``), as a subject is what it means most often
(Hobbs 1978); nothing else of coreference is attempted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_PRONOUN: Final = re.compile(r"\W*(?:he|she|it|they)\b", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"\W*(?:[^,]{1,60}, )?(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
BACK: Final = 5
"""Passages before a pronoun in which the one that it means is looked for."""
_OFTEN: Final = 0.5
"""Share of the passages that name the most frequent name, from which another one is as much what the source is of."""
_SEVERAL: Final = 3


def opens_with_pronoun(text: str) -> bool:
    """Whether a sentence is about somebody whom a sentence before names."""
    return _PRONOUN.match(text) is not None


def is_about_pronoun(sentence: str) -> bool:
    """Whether a claim's sentence has a pronoun for its subject ("In 2012, he was elected to the House")."""
    return _SUBJECT.match(sentence) is not None


def leading(names: Iterable[set[str]]) -> frozenset[str]:
    """The names that a source speaks of most, of the names of each passage; empty where none comes several times."""
    counted = Counter(name for each in names for name in each)
    most = max(counted.values(), default=0)
    return frozenset(n for n, times in counted.items() if times >= max(_SEVERAL, most * _OFTEN))
