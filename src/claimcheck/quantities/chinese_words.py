"""The words of the data file of Chinese, as what is looked for at a place of a text without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.model.quantity import Approximator, Kind
from claimcheck.quantities.approximators import approximator_named
from claimcheck.quantities.han_numerals import HAN as NUMERALS
from claimcheck.quantities.locales import Phrases, locale_of
from claimcheck.quantities.units import UNITS, unit_named

_LABELS = "页章节条款卷期号部分步讲课题编季世方手产"
_HAN = re.compile("[\u3400-\u9fffö]")
_RATIOS: Mapping[str, tuple[Kind, str]] = {
    "%": ("percent", "percent"), "‰": ("rate", "/1000"), "成": ("percent", "percent"), "折": ("percent", "percent"),
}  # fmt: skip


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _plain_phrases(phrases: Phrases) -> dict[str, str]:
    return {"".join(line): name for lines in phrases.values() for line, name in lines}


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over folded text in simplified characters."""

    variants: Mapping[int, str]
    formal: re.Pattern[str]
    """Numerals of cheques where they stand beside another numeral; elsewhere they are other words ("大陆")."""
    formal_variants: Mapping[int, str]
    tails: re.Pattern[str]
    """Per cent, money, units and classifiers behind a number."""
    kinds: Mapping[str, tuple[Kind, str]]
    no_numbers: re.Pattern[str]
    prefixes: tuple[tuple[str, Approximator], ...]
    suffixes: re.Pattern[str]
    suffix_names: Mapping[str, Approximator]
    half_nouns: re.Pattern[str]
    one_and_half: re.Pattern[str]
    more: re.Pattern[str]
    to: re.Pattern[str]
    scaled_units: re.Pattern[str]
    """Units that begin with a word of a thousand or a million ("千米")."""
    labels: re.Pattern[str]
    counts_one: re.Pattern[str]

    def plain(self, text: str) -> str:
        """The text in simplified characters and plain numerals, character for character."""
        return self.formal.sub(
            lambda match: match.group().translate(self.formal_variants), text.translate(self.variants)
        )

    def tail(self, word: str) -> tuple[Kind, str]:
        """Kind and unit of what stands behind a number."""
        if word in self.kinds:
            return self.kinds[word]
        return "measure", word.strip()

    def suffix(self, word: str) -> Approximator:
        """The approximator that stands behind a figure."""
        return self.suffix_names[word]

    def no_number_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words stand that hold numerals and count nothing."""
        return ((match.start(), match.end()) for match in self.no_numbers.finditer(text))


def _kinds() -> dict[str, tuple[Kind, str]]:
    locale = locale_of("zh")
    kinds: dict[str, tuple[Kind, str]] = dict.fromkeys(locale.words["classifiers"], ("count", ""))
    for word, name in _plain_phrases(locale.unit_words).items():
        unit = unit_named(name)
        if unit is not None:
            kinds[word] = ("duration" if unit.dimension == "time" else "measure", name)
    kinds |= {word: ("currency", name) for word, name in _plain_phrases(locale.currencies).items()}
    kinds |= _RATIOS
    kinds |= dict.fromkeys(locale.words["points"], ("points", "points"))
    return kinds | dict.fromkeys(locale.words["times"], ("multiple", ""))


_NO_SYMBOLS = frozenset("in A V K N J B h d ft yd mi acre bar bit mol Pa °".split())
"""Symbols that are names or letters elsewhere."""


def _symbols() -> list[str]:
    return [
        name
        for name, unit in UNITS.items()
        if unit.dimension != "time" and name not in _NO_SYMBOLS and not _HAN.search(name)
    ]


@lru_cache(maxsize=1)
def chinese_words() -> Words:
    """The words, read once."""
    locale, kinds = locale_of("zh"), _kinds()
    lists = locale.words
    prefixes = {word: approximator_named(name) for word, name in _plain_phrases(locale.prefixes).items()}
    suffixes = {word: approximator_named(name) for word, name in _plain_phrases(locale.suffixes).items()}
    units = [word for word in _plain_phrases(locale.unit_words) if word[0] in "千兆"]
    formal = {pair[0]: pair[1] for pair in lists["formal"] if len(pair) == 2}
    beside = "".join(formal)
    near = "".join(pair for pair in formal if pair not in lists["ambiguous"])
    return Words(
        formal=re.compile(
            f"[{beside}]{{2,}}|[伍陆](?=[万亿兆][零{beside}])|(?<=零)[{beside}]|[{near}](?=[{NUMERALS}又分点])|(?<=[{NUMERALS}之又点负第])[{near}]"
        ),
        formal_variants={ord(key): value for key, value in formal.items()},
        variants={ord(pair[0]): pair[1] for pair in lists["variants"] if len(pair) == 2},
        tails=re.compile(
            rf" ?(?:{_either(_symbols())})(?![A-Za-z0-9])|(?:{_either(kinds)})(?<!折)|折(?![叠磨射腾断线旧合扣纸返])"
        ),
        kinds=kinds,
        no_numbers=re.compile(_either(lists["no_numbers"])),
        prefixes=tuple(sorted(prefixes.items(), key=lambda item: -len(item[0]))),
        suffixes=re.compile(_either(suffixes)),
        suffix_names=suffixes,
        half_nouns=re.compile(_either(lists["half_nouns"])),
        one_and_half=re.compile("个半"),
        more=re.compile(rf"(?P<more>[{''.join(lists['more'] | lists['some'])}])(?P<scale>[十百千万亿]{{0,2}})"),
        to=re.compile(_either(lists["to"])),
        scaled_units=re.compile(_either(units)),
        labels=re.compile(f"[{_LABELS}]"),
        counts_one=re.compile(f"(?:{_either(lists['counts_one'])})$"),
    )
