"""Citation keys: ``link2022expanding``, stable and readable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck.model.reference import Reference
from claimcheck.references.identifiers import host_of
from claimcheck.references.names import OTHERS, family_of, is_institution
from claimcheck.references.transliterate import fold, words_of

_SKIPPED = frozenset(
    """a an the of in on for to with from at by into and or but as is are was be how why what when where who which
    does do did
    can should will its it their this that not no un une le la les des du de der die das den ein eine el los las una
    y et und
    en im zur zum von s""".split()
)
_MAX_WORD = 24


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text).lower().encode("ascii", "ignore").decode())


def title_words(title: str) -> list[str]:
    """Significant words of a title in ASCII; those of its bracketed translation where it has no others."""
    words = [_ascii(word) for word in words_of(title)]
    found = [word for word in words if word and word not in _SKIPPED and not word.isdigit()]
    return found or [word for word in words if word]


def _name_part(name: str) -> str:
    if "," not in name and is_institution(name):
        words = [word for word in words_of(name) if word not in _SKIPPED]
        if len(words) <= 2:
            return _ascii("".join(words))
        return "".join(_ascii(word)[:1] for word in words)
    family = family_of(name)
    if "," not in name and len(family.split()) <= 3:
        return _ascii(family)
    return _ascii(family)


def _address(reference: Reference) -> str:
    return host_of(reference.url) or reference.doi or reference.eprint or reference.isbn


def base_key(reference: Reference) -> str:
    """family + year + first significant word of the title; ``nd`` stands for a year that is not given.

    A work that names nobody gets the first word of its title in the place of the family name; one that has no title
    either, its site or its identifier.
    """
    people = [name for name in (reference.authors or reference.editors) if name != OTHERS]
    words = title_words(reference.title)
    family = _name_part(people[0]) if people else ""
    if not family:
        family = words.pop(0) if words else _ascii(reference.container) or _ascii(_address(reference)) or "anon"
    word = words[0] if words else ""
    return f"{family[:_MAX_WORD]}{reference.year or 'nd'}{word[:_MAX_WORD]}"


class Keys:
    """Gives each key once: the key itself, or with a, b, c … behind it where it is taken."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}
        """Behind a key that is taken: the first number whose letters were not tried yet."""

    def free(self, base: str) -> str:
        """``base``, or the first one with letters behind it that nobody has yet."""
        key, number = base, self._next.get(base, 0)
        while key in self._taken:
            key = f"{base}{_letters(number)}"
            number += 1
        self._next[base] = number
        self._taken.add(key)
        return key


def _letters(number: int) -> str:
    """a, b … z, aa, ab …"""
    letters = ""
    while number >= 0:
        letters = chr(ord("a") + number % 26) + letters
        number = number // 26 - 1
    return letters
