"""Content words of a text with their places: what two statements are aligned by."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

import snowballstemmer

from claimcheck.evidence.demonyms import DEMONYM
from claimcheck.evidence.families import FAMILY, spelled
from claimcheck.evidence.lexicon import KINDRED, PERSONS, STOP
from claimcheck.quantities import ISO_4217

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?")
_CJK: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
_FIRST_CJK: Final = "\u3040"
_STEMMER: Final = snowballstemmer.stemmer("english")
_UNIT: Final = 4
"""Letters of a unit, at most."""
_LONGEST: Final = 60
"""Letters of a word that count; longer runs are no words."""


class Term(NamedTuple):
    """One content word: its stem (kindred words share one), and where it stands."""

    stem: str
    start: int
    end: int
    name: bool
    """Capitalised inside a sentence, or in capitals: a proper name, most likely."""
    position: int
    """Index among all words of the text, function words counted."""
    expanded: bool = False
    """Not written there: a word of the long form of an abbreviation that is."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem by which a word is compared (Porter 2, then kindred words and those of one family joined)."""
    lowered = _bare(word)
    if lowered in KINDRED:
        return "~" + KINDRED[lowered]
    stemmed = _stemmed(lowered)
    return _JOINED.get(stemmed, stemmed)


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """The stem of a word, kindred words kept apart: "net sales" are not "net income"."""
    return _stemmed(_bare(word))


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")


def _stemmed(lowered: str) -> str:
    if lowered.startswith(_EXPERIMENT):
        return _EXPERIMENT
    stemmed: str = _STEMMER.stemWord(spelled(lowered))
    return stemmed


_EXPERIMENT: Final = "experiment"
"""Porter's stem of it is that of "experience"."""


_KINDRED: Final = {_stemmed(word): "~" + head for word, head in KINDRED.items()}
_HEADS: Final = {_stemmed(word): _stemmed(head) for word, head in (FAMILY | DEMONYM).items()}
_JOINED: Final = {one: _KINDRED.get(head, head) for one, head in _HEADS.items()} | _KINDRED


PLACES: Final = frozenset(stem(word) for word in DEMONYM)
"""Stems of countries and continents, and of what is theirs."""
PERSON_STEMS: Final = frozenset(stem(word) for word in PERSONS)
"""Stems of those whom "people" may stand for."""


def terms(text: str, *, abbreviations: dict[str, str] | None = None) -> tuple[Term, ...]:
    """The content words of a text in order; runs of Han and Kana become bigrams.

    ``abbreviations`` maps short forms to long ones: a short form yields the words of its long form as well.
    """
    return _read(text, abbreviations) if abbreviations else _terms(text)


@lru_cache(maxsize=65536)
def _terms(text: str) -> tuple[Term, ...]:
    return _read(text, {})


def _read(text: str, abbreviations: dict[str, str]) -> tuple[Term, ...]:
    found: list[Term] = []
    for position, match in enumerate(_WORD.finditer(text)):
        word = match.group()[:_LONGEST]
        if word >= _FIRST_CJK and _CJK.match(word):
            found.extend(_bigrams(word, match.start(), position))
            continue
        stemmed = _content_stem(word)
        if not stemmed:
            continue
        start, end = match.span()
        name = word[0].isupper() and _is_name(word, text, start)
        found.append(Term(stemmed, start, end, name, position))
        if word in abbreviations:
            found.extend(_expanded(abbreviations[word], start, end, position))
    return tuple(found)


@lru_cache(maxsize=65536)
def _content_stem(word: str) -> str:
    """The stem of a content word; empty for a function word or a single letter."""
    return "" if len(word) < 2 or word.lower() in STOP else stem(word)


def _is_name(word: str, text: str, start: int) -> bool:
    """Whether a capitalised word is a proper name; "China's" is one at the head of a sentence, too."""
    if word in ISO_4217 or (len(word) <= _UNIT and text[max(0, start - 2) : start].strip()[-1:].isdigit()):
        return False  # "SEK 486", "18 GW"
    return word.isupper() or word.endswith(("'s", "’s")) or not _opens_sentence(text, start)


def _expanded(long: str, start: int, end: int, position: int) -> list[Term]:
    parts = [part for part in long.split() if len(part) > 2]
    return [Term(found, start, end, False, position, True) for part in parts if (found := _content_stem(part))]


def _bigrams(word: str, start: int, position: int) -> list[Term]:
    if len(word) == 1:
        return [Term(word, start, start + 1, False, position)]
    return [Term(word[i : i + 2], start + i, start + i + 2, False, position) for i in range(len(word) - 1)]


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n"


def is_cjk(text: str) -> bool:
    """Whether a text is written mostly in Han or Kana."""
    letters = sum(character.isalpha() for character in text[:4000])
    return letters > 0 and len(_CJK.findall(text[:4000])) * 3 > letters


_MOST_BRACKETS: Final = 20_000
"""Brackets of a text in which an abbreviation is looked for."""
_DEFINED: Final = re.compile(r"\(([A-Za-z]{2,10})\)")


def abbreviations(text: str) -> dict[str, str]:
    """Short forms that a text itself introduces: ``Ministry of Public Security (MPS)``, ``body mass index (BMI)``.

    The long form is the run of words before the bracket whose initials, function words skipped or not, spell the short
    one (after Schwartz & Hearst 2003).
    """
    found: dict[str, str] = {}
    for match in islice(_DEFINED.finditer(text), _MOST_BRACKETS):
        short = match.group(1)
        if sum(character.isupper() for character in short) < 2:
            continue
        words = text[max(0, match.start() - 160) : match.start()].split()
        before = [word.removesuffix("'s").removesuffix("’s") for word in words]
        one = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
        long = _long_form(one.upper(), before)
        if long:
            found.setdefault(short, long)
            found.setdefault(one, long)
    return found


def _long_form(short: str, words: list[str]) -> str:
    """The shortest run at the end of ``words`` whose initials spell ``short``: its capitals, else all of its words."""
    runs = [
        [word.strip("\"'“”‘’,.;*_(") for word in words[-count:]]
        for count in range((len(short) + 1) // 2, min(len(words), 2 * len(short) + 1) + 1)
    ]
    for run in runs:
        if run[0][:1].isupper() and _initials(run, capital=True) == short:
            return " ".join(run)
    for run in runs:
        own = [word for word in run if word.lower() not in STOP]
        if _initials(run) == short or (own[:1] == run[:1] and _initials(own) == short):
            return " ".join(run)
    return ""


def _initials(words: list[str], *, capital: bool = False) -> str:
    """The initials of words, those of compounds too; ``capital``: of those with a capital alone."""
    firsts = (part[0] for word in words for part in word.split("-") if part)
    return "".join(first for first in firsts if first.isupper() or not capital).upper()
