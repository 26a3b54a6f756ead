"""One person under two names across the works of a bibliography: misspelt, or family and given name exchanged.

Two names alone prove little: brothers, namesakes and married couples publish too. So a difference counts only where
something else ties the two together: the same work, a common co-author, or a further name that both bear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from claimcheck.model.finding import Confidence
from claimcheck.references.distance import near
from claimcheck.references.names import OTHERS, is_institution, is_pinyin
from claimcheck.references.transliterate import fold

_LEAST = 5
"""Letters of a name in which one wrong letter tells of a misspelling; shorter ones differ by one letter by nature."""
_LONG = 9
"""Letters of a family name in which two may be wrong."""
_MOST_AUTHORS = 30
"""Authors of one work that are looked at: to have signed the paper of a collaboration with somebody ties nobody."""
_MOST_NAMINGS = 50
"""Places that name one person and are looked at for what ties two names together."""
_MANY = 200
"""Names of one beginning that are compared with each other; more are left alone."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One author of one work, as one place names them."""

    name: str
    """"Family, Given"."""
    work: str
    """Key of the work."""
    place: int
    """Which place names them, as the caller counts them."""
    coauthors: frozenset[str]
    """The other names of that place, folded."""
    raw: str = ""
    """The text of the place, where it is prose."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Two names that are one person's."""

    first: Naming
    second: Naming
    why: str
    confidence: Confidence
    exchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Person:
    family: str
    given: tuple[str, ...]
    """Folded, lower case, without full stops and hyphens."""


def namings(work: str, place: int, names: Sequence[str], raw: str = "") -> Iterator[Naming]:
    """The people that one place names as authors; bodies and names of one word are left out."""
    people = [name for name in names if name != OTHERS and "," in name and not is_institution(name)][:_MOST_AUTHORS]
    folded = [_key(name) for name in people]
    for at, name in enumerate(people):
        yield Naming(name, work, place, frozenset(folded[:at] + folded[at + 1 :]), raw)


def spellings(found: Sequence[Naming]) -> Iterator[Spelling]:
    """Each pair of names that are one person's under two spellings, once."""
    together = {pair for naming in found for other in naming.coauthors for pair in [(_key(naming.name), other)]}
    by_name: dict[str, list[Naming]] = defaultdict(list)
    for naming in found:
        by_name[_key(naming.name)].append(naming)
    told: set[frozenset[str]] = set()
    for one, other in _candidates(by_name):
        pair = frozenset((one, other))
        if pair in told or (one, other) in together:  # who are authors of one work are two people
            continue
        spelling = _judged(by_name[one], by_name[other])
        if spelling is not None:
            told.add(pair)
            yield spelling


def _candidates(by_name: dict[str, list[Naming]]) -> Iterator[tuple[str, str]]:
    """Pairs of names that may differ by a slip: they share a work's place in the list, a family or a given name."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, found in by_name.items():
        person = _person(found[0].name)
        groups["family", person.family].append(key)
        if person.given and len(person.given[0]) > 1:
            groups["given", person.given[0], person.family[:1]].append(key)
        groups["words", *sorted({person.family, *person.given[:1]})].append(key)
        for work in {naming.work for naming in found}:
            groups["work", work].append(key)
        for coauthor in {other for naming in found for other in naming.coauthors}:
            groups["coauthor", coauthor, person.family[:1]].append(key)
    for (kind, *_), group in groups.items():
        if not 1 < len(group) <= _MANY:
            continue
        if kind in ("family", "given"):  # thousands of names share one of these: only the other one's neighbours count
            yield from _neighbours(group, by_name, kind)
        else:
            yield from combinations(group, 2)


def _neighbours(group: Sequence[str], by_name: dict[str, list[Naming]], shared: str) -> Iterator[tuple[str, str]]:
    """Pairs of a group whose names that are not ``shared`` can be a slip apart.

    Two words that an edit or two sets apart have a word in common that each becomes by leaving out as many letters
    (symmetric deletion, Garbe 2012), so nobody is compared with the whole group.
    """
    buckets: dict[str, list[str]] = defaultdict(list)
    for key in group:
        person = _person(by_name[key][0].name)
        word = (person.given[0] if person.given else "") if shared == "family" else person.family
        if len(word) >= _LEAST - 1:
            for part in _shortened(word, 1 if shared == "family" or len(word) < _LONG - 1 else 2):
                buckets[part].append(key)
    seen: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        for pair in combinations(bucket, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


@lru_cache(maxsize=10_000)
def _shortened(word: str, most: int) -> frozenset[str]:
    """A word, and what it becomes by leaving out up to ``most`` letters."""
    found = last = {word}
    for _ in range(most):
        last = {each[:at] + each[at + 1 :] for each in last for at in range(len(each))}
        found = found | last
    return frozenset(found)


def _judged(ones: Sequence[Naming], others: Sequence[Naming]) -> Spelling | None:
    one, other = _person(ones[0].name), _person(others[0].name)
    if not _slip(one, other) and not _exchanged(one, other):
        return None
    ones, others = ones[:_MOST_NAMINGS], others[:_MOST_NAMINGS]
    same_work = next(((a, b) for a in ones for b in others if a.work == b.work and a.place != b.place), None)
    shared = next(((a, b) for a in ones for b in others if a.work != b.work and a.coauthors & b.coauthors), None)
    first, second = same_work or shared or (ones[0], others[0])
    if second.place < first.place:
        first, second = second, first
    if _exchanged(one, other):
        if (same_work or _in_prose(first, second)) and not _written_alike(first, second):
            return None
        return Spelling(first, second, "family and given name exchanged", "medium", exchanged=True)
    if same_work:
        return Spelling(first, second, "both stand with the same work", "high")
    if shared:
        return Spelling(first, second, "both wrote with the same co-author", "medium")
    further = sum(len(name) > 1 for name in set(one.given) & set(other.given)) + (" " in ones[0].name.partition(",")[0])
    alike = one.family == other.family if further and one.given[0] != other.given[0] else len(one.family) > _LEAST + 1
    if alike and (further > 1 or (further and (len(one.given) > 1 or " " in ones[0].name.partition(",")[0]))):
        return Spelling(first, second, "all else of the two names is the same", "medium")
    return None


def _slip(one: _Person, other: _Person) -> bool:
    """Whether two names differ in one place, by a letter or two of a name that both write out."""
    if _umlauts(one.family) == _umlauts(other.family) and one.family != other.family:
        return False
    if one.family == other.family:
        if not one.given or not other.given or len(one.given[0]) < _LEAST or len(other.given[0]) < _LEAST:
            return False
        if _chinese(one) or _chinese(other):
            return False
        short, long = sorted((one.given[0], other.given[0]), key=len)
        if long.startswith(short) or _umlauts(short) == _umlauts(long):  # Steve and Steven
            return False
        rest = zip(one.given[1:], other.given[1:], strict=False)
        return (
            near(one.given[0], other.given[0], 1)
            and all(_compatible(a, b) for a, b in rest)
            and not _gendered(one.given[0], other.given[0])
        )
    if len(min(one.family, other.family, key=len)) < _LEAST or _joined(one.family) == _joined(other.family):
        return False
    if not one.given or not other.given or _chinese(one) or _chinese(other):
        return False
    most = 2 if len(one.family) >= _LONG else 1
    same_given = all(_compatible(a, b) for a, b in zip(one.given, other.given, strict=False))
    return same_given and near(one.family, other.family, most) and not _gendered(one.family, other.family)


def _chinese(person: _Person) -> bool:
    return is_pinyin(person.family, "".join(person.given))


def _compatible(one: str, other: str) -> bool:
    """Whether two given names may be one: equal, or the one the other's initial."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _gendered(one: str, other: str) -> bool:
    """ "Ivanov" and "Ivanova", "Daniel" and "Daniela": two people as a rule."""
    short, long = sorted((one, other), key=len)
    return (long.startswith(short) and long[len(short) :] in ("a", "e", "ova", "á")) or (
        len(short) == len(long)
        and short[:-1] == long[:-1]
        and {short[-1], long[-1]} in ({"a", "o"}, {"a", "e"}, {"i", "a"}, {"y", "a"})
    )


def _exchanged(one: _Person, other: _Person) -> bool:
    """Whether the family name of the one is the given name of the other and the reverse, both written out."""
    if len(one.given) != 1 or len(other.given) != 1 or one.family == other.family:
        return False
    if one.family != other.given[0] or one.given[0] != other.family:
        return False
    return len(one.family) >= 4 and len(other.family) >= 4 and not _chinese(one)


def _in_prose(first: Naming, second: Naming) -> bool:
    return bool(first.raw and second.raw)


def _written_alike(first: Naming, second: Naming) -> bool:
    """Whether the two places, read as prose, really write the names in two orders: the reading itself may err."""

    def order(naming: Naming) -> str:
        family, _, given = (part.strip() for part in naming.name.partition(","))
        if f"{family}, {given}" in naming.raw or f"{family} {given}" in naming.raw:
            return f"{family} {given}"
        return f"{given} {family}" if f"{given} {family}" in naming.raw else ""

    if not first.raw and not second.raw:
        return True
    return order(first) != order(second)


def _umlauts(name: str) -> str:
    """ "Schuelli" and "Schülli" (folded: "schulli") are one name."""
    return re.sub(r"(?<=[aou])e", "", name)


def _joined(name: str) -> str:
    return re.sub(r"[\s'-]", "", name)


@lru_cache(maxsize=50_000)
def _person(name: str) -> _Person:
    family, _, given = name.partition(",")
    words = re.findall(r"[^\W\d_]+", fold(given).lower())
    return _Person(" ".join(re.findall(r"[^\W\d_]+", fold(family).lower())), tuple(words))


@lru_cache(maxsize=50_000)
def _key(name: str) -> str:
    person = _person(name)
    return f"{person.family}, {' '.join(person.given)}"
