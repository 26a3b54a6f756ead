"""What a sentence says rose or fell, and what it says is or is not so, with the words that it says it of.

"A decrease in net sales", "lower interest expense", "operating income increased": a course, up or down, of a subject.
"The controls were not effective": a word that is denied. No parser is at work, only the order of words: what a noun of
change is of stands behind "in" or "of", what an adjective or a transitive verb is of right behind it, what another verb
is of before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from claimcheck.evidence.lexicon import STOP
from claimcheck.evidence.terms import root

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?|[$€£]?\s?\d+(?:[.,]\d+)*%?|[^\w\s]")
_SIGNS: Final = {
    **dict.fromkeys(
        """increase increases increased increasing rise rises rose risen rising grow grows grew grown growing growth
        climb climbed higher surge surged""".split(),
        1,
    ),
    **dict.fromkeys(
        """decrease decreases decreased decreasing decline declines declined declining fall falls fell fallen falling
        drop drops dropped reduction reductions reduce reduces reduced reducing lower lowered shrink shrank""".split(),
        -1,
    ),
}
_NOUNS: Final = frozenset(
    "increase increases rise growth decrease decreases decline declines fall drop drops reduction"
    " reductions surge".split()
)
_INTO: Final = frozenset({"in", "of"})
_ADVERBS: Final = frozenset("significantly slightly substantially materially sharply modestly also further".split())
_ENDS: Final = frozenset(
    """for from by to due as compared with at on which who that because primarily mainly partially largely is are was
    were has have had will would during resulting driven offset despite while whereas but when although versus per
    through following after before over than within under including related attributable mostly partly
    since if where there these those this and or""".split()
)
"""Small words that end what a noun of change is of."""
_CLAUSES: Final = frozenset(
    "while whereas although though despite but because which that who when as if by with".split()
)
"""Words behind which the subject of a verb begins anew."""
_IDLE: Final = frozenset(
    """both significant slight substantial overall total company respective corresponding also experienced reported
    saw increased decreased recorded its our their due mainly primarily same period prior fiscal ended quarter
    comparable change changes level levels result results further general certain amounts""".split()
)
"""Words of a subject that tell nothing."""
_LONGEST: Final = 9
"""Content words of a subject."""
_DENIED: Final = re.compile(
    r"(?:\b(?:not|never|cannot|no longer)"
    r"(?: (?:be|been|being|to|have|has|fully|yet|deemed|considered|found|operating))*"
    r"|\b(?:failed|fails|failure|inability|unable) to \w+)$"
)
"""What denies the word behind it."""
_BEFORE: Final = 6
_ADJECTIVES: Final = ("ive", "able", "ible", "ful", "ient", "uate", "ified", "urate", "plete", "ound", "istent")
"""Endings of words that are mostly adjectives, whose contrary a prefix or "not" makes."""
_VERBS: Final = frozenset("receive derive arrive survive revive deprive enable".split())
_PREFIXES: Final = ("in", "un", "non", "im")
_SHORTEST: Final = 6
"""Letters of a word whose denial is looked for."""


@dataclass(frozen=True, slots=True)
class Course:
    """What one place of a sentence says of a subject."""

    axis: str
    """Empty for rise and fall; else the root of the word that is so or not."""
    sign: int
    subject: frozenset[str]
    """Roots of the content words that it is said of."""
    start: int
    end: int
    """Where the word stands in the sentence."""


@lru_cache(maxsize=20_000)
def courses(text: str) -> tuple[Course, ...]:
    """The rises and falls that a sentence tells, in order; a subject of no content word is left out."""
    words = list(_TOKEN.finditer(text))
    low = [_plain(match.group()) for match in words]
    found: list[Course] = []
    for at, word in enumerate(low):
        if (sign := _SIGNS.get(word)) is None:
            continue
        for subject in _subjects(low, at):
            found.append(Course("", sign, subject, words[at].start(), words[at].end()))
    return tuple(found)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def _subjects(low: Sequence[str], at: int) -> Iterator[frozenset[str]]:
    behind = at + 1
    while behind < len(low) and low[behind] in _ADVERBS:
        behind += 1
    if low[at] in _NOUNS and (begin := _of(low, behind)):
        runs = _runs(low, begin)
    elif behind < len(low) and low[behind].isalpha() and low[behind] not in _ENDS | _INTO:
        runs = _runs(low, behind)
    else:
        runs = _runs_before(low, at)
    for run in runs:
        if subject := frozenset(root(word) for word in run if _tells(word)):
            yield subject


def _of(low: Sequence[str], at: int) -> int:
    """Where what a noun of change is of begins: behind "in", behind "of" but for a figure; 0 where neither stands."""
    for k in range(at, min(at + 6, len(low))):
        if low[k] == "in" or (low[k] == "of" and k + 1 < len(low) and low[k + 1].isalpha()):
            return k + 1
        if low[k].isalpha() and low[k] not in ("or", "of", "million", "billion", "percent", "approximately"):
            return 0
    return 0


def _runs(low: Sequence[str], at: int) -> list[list[str]]:
    """The words from ``at`` to the end of the phrase; what "and" joins counts each for itself."""
    run: list[str] = []
    for k in range(at, min(at + 2 * _LONGEST, len(low))):
        word, after = low[k], low[k + 1] if k + 1 < len(low) else ""
        if word in _SIGNS or (word in _ENDS and word != "and") or not (word.isalpha() or word == "-"):
            break
        if word.endswith("ed") and run and (not after.isalpha() or after in _ENDS | _INTO):
            break  # "expenses incurred from"
        run.append(word)
    return _halves(run)


def _halves(run: list[str]) -> list[list[str]]:
    if "and" in run:
        cut = len(run) - 1 - run[::-1].index("and")
        halves = run[:cut], run[cut + 1 :]
        if all(sum(_tells(word) for word in half) >= _PAIR for half in halves):
            return [*halves]
    return [run]


def _runs_before(low: Sequence[str], at: int) -> list[list[str]]:
    """The words before ``at``, back to where the clause begins; what "and" joins counts each for itself."""
    begin = at
    while begin > 0 and low[begin - 1] not in _CLAUSES and low[begin - 1] not in (";", ":", "."):
        if low[begin - 1] == "," and not _within_date(low, begin - 1):
            break
        begin -= 1
    return _halves([word for word in low[begin:at] if word.isalpha()])


_PAIR: Final = 2
"""Content words from which either side of "and" is a subject of its own."""


def _within_date(low: Sequence[str], at: int) -> bool:
    return at + 1 < len(low) and low[at + 1].strip().isdigit() and len(low[at + 1].strip()) == len("2023")


def _tells(word: str) -> bool:
    return word.isalpha() and len(word) > 1 and word not in STOP and word not in _IDLE and word not in _SIGNS


@lru_cache(maxsize=20_000)
def predicates(text: str) -> tuple[Course, ...]:
    """Each adjective of a sentence as it is said: -1 where it is denied ("not effective", "ineffective"), else 1."""
    words = list(_TOKEN.finditer(text))
    low = [_plain(match.group()) for match in words]
    found: list[Course] = []
    for at, word in enumerate(low):
        if not word.endswith(_ADJECTIVES) or len(word) < _SHORTEST or word in _VERBS or not _tells(word):
            continue
        denied = bool(_DENIED.search(" ".join(low[max(0, at - _BEFORE) : at])))
        around = frozenset(root(other) for other in _clause(low, at) if _tells(other))
        for plain, sign in _readings(word):
            axis = root(plain)
            found.append(Course(axis, -sign if denied else sign, around - {axis, root(word)}, *words[at].span()))
    return tuple(found)


def _clause(low: Sequence[str], at: int) -> Sequence[str]:
    """The words around one, as far as its clause goes."""
    first, last = at, at + 1
    while first > max(0, at - _AROUND) and not _breaks(low, first - 1):
        first -= 1
    while last < min(len(low), at + _AROUND + 1) and not _breaks(low, last):
        last += 1
    return low[first:last]


def _breaks(low: Sequence[str], at: int) -> bool:
    return low[at] in _BREAKS or (low[at] == "," and not _within_date(low, at))


_AROUND: Final = 9
_BREAKS: Final = _CLAUSES - {"by", "with", "as", "if", "that"} | {";", ".", ":"}


def _readings(word: str) -> Iterator[tuple[str, int]]:
    """The word itself, and without what makes it its contrary ("ineffective" is "effective", denied)."""
    yield word, 1
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            yield word[len(prefix) :], -1


@lru_cache(maxsize=20_000)
def roots(text: str) -> frozenset[str]:
    """The roots of the words of a text."""
    return frozenset(root(match.group()) for match in _TOKEN.finditer(text) if match.group()[:1].isalpha())


@lru_cache(maxsize=20_000)
def subject_of(label: str) -> frozenset[str]:
    """The roots of those words of a row's label that tell what it is of."""
    words = (_plain(match.group()) for match in _TOKEN.finditer(label))
    return frozenset(root(word) for word in words if _tells(word))
