"""One institution under two names: "Brookings" and "The Brookings Institution", a word of its name misremembered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from claimcheck.references.distance import near
from claimcheck.references.identifiers import host_of
from claimcheck.references.transliterate import words_of

_SMALL = frozenset("the of for in on and at a an de la le les du des et der die das und für fur del y e di".split())
_KIND = frozenset(
    """research studies study institute institution institutes center centre office bureau association society council
    foundation agency organisation organization department institut""".split()
)
"""Words that say what kind of body it is, and that are mistaken for each other."""
_LEGAL = frozenset(
    """co company companies inc incorporated ltd limited llc plc corp corporation gmbh ag sons verlag publishing
    publishers publisher publications press books group institution institute international""".split()
)
"""Words that a short name of a house leaves out."""
_LEAST_SHARED = 3
_LEAST_WORD = 7


@dataclass(frozen=True, slots=True)
class Body:
    """A publisher or an institution, as one place names it."""

    name: str
    place: int
    url: str = ""
    site: bool = False
    """Whether the place names it as the site or paper that a page stands on."""
    issues_papers: bool = False
    """Whether it stands there as school or institution, not as publisher."""


@dataclass(frozen=True, slots=True)
class TwoNames:
    """Two names of one body."""

    first: Body
    second: Body
    misspelt: bool
    """Else the one is a short form of the other."""


def two_names(found: Sequence[Body]) -> Iterator[TwoNames]:
    """Each pair of names that are one body's, once; capitals, articles and punctuation tell no two names apart."""
    by_words: dict[tuple[str, ...], list[Body]] = defaultdict(list)
    for body in found:
        if words := _words(body.name):
            by_words[words].append(body)
    for one, other in _candidates(by_words):
        kind = _judged(one, other, by_words)
        if kind is None:
            continue
        pair = [by_words[words][0] for words in (one, other)]
        if pair[0].place == pair[1].place:
            continue  # an entry that gives both explains the short one
        first, second = sorted(pair, key=lambda body: body.place)
        yield TwoNames(first, second, kind == "misspelt")


def _candidates(by_words: dict[tuple[str, ...], list[Body]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    groups: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in by_words:
        for word in {*words, "".join(word[0] for word in words)}:
            groups[word].append(words)
        if len(words) > 1:
            groups[" ".join(words[:-1])].append(words)
    seen: set[frozenset[tuple[str, ...]]] = set()
    for group in groups.values():
        for pair in combinations(group, 2) if len(group) <= 100 else ():
            if len(both := frozenset(pair)) == 2 and both not in seen:
                seen.add(both)
                yield pair


def _judged(one: tuple[str, ...], other: tuple[str, ...], by_words: dict[tuple[str, ...], list[Body]]) -> str | None:
    if all(body.site for words in (one, other) for body in by_words[words]):
        return None
    short, long = sorted((one, other), key=len)
    if _misremembered(one, other) or _misspelt(one, other):
        return "misspelt"
    return "short" if _short_form(short, long, by_words) else None


def _misremembered(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "National Bureau of Asian Studies": all alike but for words that say what kind of body it is."""
    if len(one) != len(other) or len(one) <= _LEAST_SHARED:
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return (
        len(differing) == 1
        and {*differing[0]} <= _KIND
        and len(one) - 1 >= _LEAST_SHARED
        and not _spelt_otherwise(*differing[0])
    )


def _misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other) or len(one) < 2:
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    return min(len(a), len(b)) >= _LEAST_WORD and near(a, b, 1) and not _spelt_otherwise(a, b)


def _spelt_otherwise(one: str, other: str) -> bool:
    """ "center" and "centre", "organisation" and "organization", singular and plural: both are right somewhere."""
    short, long = sorted((one, other), key=len)
    return (
        long in (f"{short}s", f"{short}e", f"{short}n", f"{short}en", f"{short}al")
        or one.replace("s", "z") == other.replace("s", "z")
        or {one, other} == {"center", "centre"}
        or (
            short[:-1] == long[: len(short) - 1] and short[-1:] in "eyi" and long[-1:] in "eyist"
        )  # University, Universität
    )


def _short_form(short: tuple[str, ...], long: tuple[str, ...], by_words: dict[tuple[str, ...], list[Body]]) -> bool:
    shorts, longs = by_words[short], by_words[long]
    if len(short) == 1 and len(long) > 2 and len(short[0]) > 2 and short[0] == "".join(word[0] for word in long):
        return shorts[0].name.strip().isupper() and not shorts[0].site
    if len(short) > 1 or len(short[0]) < 4 or short[0] in _LEGAL | _KIND:
        return False
    extra = [word for word in long if word != short[0]]
    if len(extra) != len(long) - 1 or not all(len(word) == 1 or word in _LEGAL for word in extra):
        return False
    if any(body.site for body in (*shorts, *longs)):  # a journal is not its publisher, a site that bears its name is
        return all(short[0] in host_of(body.url) for body in (*shorts[:1], *longs[:1]))
    if "press" in extra and shorts[0].name.strip().isupper():
        return False  # nor is the IEEE the IEEE Press
    both = {body.issues_papers for body in (*shorts, *longs)}
    return not ("press" in extra and True in both)  # a university is not its press


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(re.sub(r"\([^()]*\)", " ", name)) if word not in _SMALL)
