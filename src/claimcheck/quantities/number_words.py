"""Numbers written in words: "fifty-one", "a hundred and five", "two and a half million", "half a dozen"."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from claimcheck.quantities import numeral_words
from claimcheck.quantities.locales import Locale, locale_of
from claimcheck.quantities.numeral import Numeral, step_of
from claimcheck.quantities.tokens import Tokens

_MOST_WORDS = 40
HALF = Fraction(1, 2)
_DOZEN = 12


def read_words(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    """The number in words that begins at token ``i``, or None."""
    if locale.lang != "en":
        return numeral_words.read(tokens, i, locale)
    if tokens.word(i) not in beginnings(locale.lang):
        return None
    if i not in tokens.worded:  # several forms begin with a number, and each of them asks
        tokens.worded[i] = _half_of(tokens, i, locale) or _plain(tokens, i, locale)
    return tokens.worded[i]


@lru_cache(maxsize=16)
def beginnings(lang: str) -> frozenset[str]:
    """Words with which a number or a fraction in words can begin in English."""
    locale = locale_of(lang)
    articles = locale.words.get("article", frozenset())
    return frozenset((*articles, *locale.fractions, *locale.units, *locale.tens, *locale.hundred))


def _half_of(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    """ "half a million", "a quarter of a million"."""
    at = i + 1 if locale.has("article", tokens.word(i)) else i
    parts = locale.fractions.get(tokens.word(at))
    if parts is None or parts not in (2, 4):
        return None
    after = at + 1
    if tokens.word(after) == "of":
        after += 1
    elif parts != 2:
        return None
    if not locale.has("article", tokens.word(after)):
        return None
    scale = locale.scales.get(tokens.word(after + 1))
    if scale is None:
        return None
    value, precision = scale / parts, max(scale / 10, Fraction(1))
    return Numeral(value, after + 2, precision, precision, scaled=scale >= 1000, words=True)


@dataclass(slots=True)
class _Sum:
    """A number in the making: what stands before the last scale word, and the group after it."""

    total: Fraction = Fraction(0)
    group: int = -1
    last: str = ""
    scale: Fraction | None = None
    precision: Fraction = Fraction(1)

    def take(self, word: str, locale: Locale) -> bool:
        """Add one word; False where it cannot continue the number."""
        if word in locale.units:
            return self._unit(locale.units[word])
        if word in locale.tens:
            if self.last in ("unit", "tens"):
                return False
            self.group = max(self.group, 0) + locale.tens[word]
            self.last, self.precision = "tens", Fraction(1)
            return True
        if word in locale.hundred:
            if self.last not in ("unit", "tens") or self.group >= 100:
                return False
            self.group *= 100
            self.last = "hundred"
            return True
        scale = locale.scales.get(word)
        return scale is not None and self._scale(scale)

    def _unit(self, unit: int) -> bool:
        if self.last == "unit" or (self.last == "tens" and not 0 < unit < 10):
            return False
        self.group = max(self.group, 0) + unit
        self.last, self.precision = "unit", Fraction(1)
        return True

    def _scale(self, scale: Fraction) -> bool:
        if self.group < 0 and self.last != "scale":
            return False
        if scale == _DOZEN and self.group > 100 and self.group % 100:
            self.total += self.group // 100 * 100  # "three hundred and two dozen" are 300 and 24
            self.group %= 100
        if self.last == "scale":
            if self.total > 10**40 or scale < 1000:
                return False
            self.total *= scale
        elif self.scale is not None and scale >= self.scale:
            self.total, self.scale = (self.total + self.group) * scale, scale
        else:
            self.total, self.scale = self.total + self.group * scale, scale
        self.group, self.last, self.precision = -1, "scale", scale
        return True

    @property
    def value(self) -> Fraction:
        return self.total + max(self.group, 0)


def _plain(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    word = tokens.word(i)
    at, made = i, _Sum()
    if word in locale.hundred and tokens.word(i + 1) in locale.scales:
        made.group, made.last, at = 100, "hundred", i + 1
    if locale.has("article", word):
        following = tokens.word(i + 1)
        if following not in locale.hundred and following not in locale.scales:
            return None
        made.group, made.last, at = 1, "unit", i + 1
    first, count = at, 0
    while count < _MOST_WORDS and at < len(tokens):
        word = tokens.low[at]
        if not made.take(word, locale):
            step = _joint(tokens, at, made, locale)
            if step == 0:
                break
            at += step
            continue
        at, count = at + 1, count + 1
        if (half := _and_a_half(tokens, at, made, locale)) is not None:
            return half
    if at == first or not made.last:
        return None
    scaled = made.last == "scale" and made.precision >= 1000
    precision = made.precision if made.last == "scale" and scaled else Fraction(1)
    return Numeral(made.value, at, precision, step_of(made.value, precision), scaled=scaled, words=True)


def _joint(tokens: Tokens, at: int, made: _Sum, locale: Locale) -> int:
    """How many tokens join two number words here: a hyphen after tens, "and" after hundred or a scale word."""
    word, following = tokens.low[at], tokens.word(at + 1)
    if word == "-" and tokens.glued(at) == tokens.glued(at + 1):
        if made.last == "tens" and 0 < locale.units.get(following, 0) < 10:
            return 1
        scale = following in locale.hundred or (following in locale.scales and made.last != "scale")
        return 1 if scale and tokens.glued(at) else 0
    if not locale.has("and", word) or made.last not in ("hundred", "scale"):
        return 0
    if following in locale.units or following in locale.tens:
        # "two thousand and five" adds; "five million and three hundred others" would too, and is read so.
        return 1 if made.precision >= 100 or made.last == "hundred" else 0
    return 0


def _and_a_half(tokens: Tokens, at: int, made: _Sum, locale: Locale) -> Numeral | None:
    """ "two and a half", "two and a half million"."""
    if made.last != "unit" or not locale.has("and", tokens.word(at)) or not locale.has("article", tokens.word(at + 1)):
        return None
    parts = locale.fractions.get(tokens.word(at + 2))
    if parts not in (2, 3, 4):
        return None
    value, end = made.value + Fraction(1, parts), at + 3
    if scale := locale.scales.get(tokens.word(end)):
        value, end = value * scale, end + 1
        return Numeral(value, end, scale / 10, scale / 10, scaled=True, words=True, decimals=True)
    return Numeral(value, end, HALF, HALF, words=True, decimals=True)
