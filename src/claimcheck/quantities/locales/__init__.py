"""One data file a language: number words, approximators, units, currencies, months, names of forms.

A file is TOML; word lists are strings of words parted by white space, phrases stand one to a line. A person adds a
language by writing a file, without code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import Any

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""Phrases by their first (or last) word, longest first: the words and what they stand for."""


class WordLists(dict[str, frozenset[str]]):
    """Word lists by their names; a language without a list has none of its words."""

    def __missing__(self, _name: str) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Locale:
    """The words of one language; every mapping is keyed by lower-case words."""

    lang: str
    decimal: str
    units: Mapping[str, int]
    tens: Mapping[str, int]
    hundred: frozenset[str]
    hundreds: Mapping[str, int]
    """Hundreds that are one word and nothing multiplies ("doscientos")."""
    collectives: Mapping[str, int]
    """Nouns of about so many ("une centaine", "una decena")."""
    scales: Mapping[str, Fraction]
    short_scales: Mapping[str, Fraction]
    """Abbreviations that scale only beside money or glued to digits: "bn", "k"."""
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]
    """Denominators: third, thirds, quarter."""
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    prefixes: Phrases
    """Approximators that stand before a figure, by their last word."""
    suffixes: Phrases
    """Approximators that stand after a figure, by their first word."""
    idioms: Phrases
    """What looks like a figure and is none, by the word that looks so; the phrase is given whole."""
    currencies: Phrases
    unit_words: Phrases
    ratios: Phrases
    """Words of per cent, points, per mille and "out of" behind a figure, in languages other than English."""
    mixed: Mapping[str, Fraction]
    """Words that are a whole number and a part ("anderthalb")."""
    words: WordLists = field(default_factory=WordLists)
    """Word lists by their names."""
    bands: Mapping[str, tuple[Fraction, Fraction | None]] = field(default_factory=dict)
    multiples: Mapping[str, Fraction] = field(default_factory=dict)

    def has(self, name: str, word: str) -> bool:
        """Whether ``word`` is in the word list ``name``."""
        return word in self.words[name]


def _numbers(table: Mapping[str, Any]) -> dict[str, int]:
    return {word: int(value) for value, words in table.items() for word in str(words).split()}


def _fractions(table: Mapping[str, Any]) -> dict[str, Fraction]:
    return {word: _number(value) for value, words in table.items() for word in str(words).split()}


def _number(text: str) -> Fraction:
    base, _, exponent = text.partition("^")
    return Fraction(base) ** int(exponent) if exponent else Fraction(base)


def _phrases(table: Mapping[str, Any], by_last: bool = False) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, lines in table.items():
        for line in str(lines).splitlines():
            if words := tuple(line.lower().split()):
                found.setdefault(words[-1 if by_last else 0], []).append((words, name))
    return {key: tuple(sorted(items, key=lambda item: -len(item[0]))) for key, items in found.items()}


def _idioms(lines: str) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Idioms by the word between asterisks, which is the one that looks like a figure ("on *one* side")."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in lines.splitlines():
        words = tuple(line.lower().split())
        for at, word in enumerate(words):
            if word.startswith("*"):
                bare = tuple(w.strip("*") for w in words)
                found.setdefault(bare[at], []).append((bare, str(at)))
    return {key: tuple(items) for key, items in found.items()}


@lru_cache(maxsize=16)
def locale_of(lang: str) -> Locale:
    """The locale of a language code ("en", "en-GB"); without a file for it that of no language ("und")."""
    code = lang.lower().replace("_", "-").split("-")[0]
    folder = resources.files(__name__)
    file = folder.joinpath(f"{code}.toml")
    if not (code.isascii() and code.isalpha()) or not file.is_file():
        file, code = folder.joinpath("und.toml"), "und"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    if base := str(data.get("extends", "")):
        parent = folder.joinpath(f"{base}.toml") if base.isalpha() else file
        data = _extended(tomllib.loads(parent.read_text(encoding="utf-8")), data)
    return _locale(code, data)


_SHARED = ("currencies", "unit_words")


def _extended(base: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """A language's own words, with the currencies and units of another that are none of its small words."""
    stop = frozenset(str(data.get("words", {}).get("stop", "")).split())
    merged = dict(data)
    for section in _SHARED:
        tables = {
            name: "\n".join(line for line in str(lines).splitlines() if line not in stop)
            for name, lines in base.get(section, {}).items()
        }
        for name, lines in data.get(section, {}).items():
            tables[name] = f"{tables.get(name, '')}\n{lines}"
        merged[section] = tables
    own = {line.split()[0] for section in _SHARED for lines in data.get(section, {}).values()
           for line in str(lines).lower().splitlines() if line.strip()}  # fmt: skip
    merged["words"] = {**data.get("words", {}), "own": " ".join(own)}
    return merged


_SIGNS = {
    "approximate": "~\n≈",
    "more_than": ">",
    "at_least": "≥\n⩾\n> =",
    "less_than": "<",
    "at_most": "≤\n⩽\n< =\n= <",
}
"""Signs that mean the same in every language."""


def _with_signs(prefixes: Mapping[str, Any]) -> dict[str, str]:
    return {name: f"{prefixes.get(name, '')}\n{_SIGNS.get(name, '')}" for name in {**prefixes, **_SIGNS}}


def _locale(code: str, data: Mapping[str, Any]) -> Locale:
    numbers = data.get("numbers", {})
    phrases = data.get("phrases", {})
    return Locale(
        lang=code,
        decimal=str(data.get("decimal", ".")),
        units=_numbers(numbers.get("units", {})),
        tens=_numbers(numbers.get("tens", {})),
        hundred=frozenset(str(numbers.get("hundred", "")).split()),
        hundreds=_numbers(numbers.get("hundreds", {})),
        collectives=_numbers(numbers.get("collectives", {})),
        mixed=_fractions(numbers.get("mixed", {})),
        scales=_fractions(numbers.get("scales", {})),
        short_scales=_fractions(numbers.get("short_scales", {})),
        ordinals=_numbers(numbers.get("ordinals", {})),
        fractions=_numbers(numbers.get("fractions", {})),
        months=_numbers(data.get("months", {})),
        seasons=_numbers(data.get("seasons", {})),
        prefixes=_phrases(_with_signs(data.get("prefixes", {})), by_last=True),
        suffixes=_phrases(data.get("suffixes", {})),
        idioms=_idioms(str(phrases.get("idioms", ""))),
        currencies=_phrases(data.get("currencies", {})),
        unit_words=_phrases(data.get("unit_words", {})),
        ratios=_phrases(data.get("ratios", {})),
        words=WordLists((name, frozenset(str(words).lower().split())) for name, words in data.get("words", {}).items()),
        bands={word: _band(text) for text, words in data.get("bands", {}).items() for word in str(words).split()},
        multiples=_fractions(data.get("multiples", {})),
    )


def _band(text: str) -> tuple[Fraction, Fraction | None]:
    low, _, high = text.partition("..")
    return Fraction(low), Fraction(high) if high else None
