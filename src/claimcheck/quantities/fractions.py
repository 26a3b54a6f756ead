"""Fractions, mixed numbers and decimals in words: "two thirds", "3 million and a half", "two point five".

What makes a fraction is data: the denominators of a language (``numbers.fractions``), its word for a decimal point
(``words.point``) and for a fraction bar (``words.bar``); a language without them has none of these forms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from claimcheck.quantities.alone import ends_sum
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.number_words import beginnings, read_words
from claimcheck.quantities.numeral import Numeral
from claimcheck.quantities.numerals import VULGAR, read_digits, scale_after
from claimcheck.quantities.ordinal_words import rank_at
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens

_MOST_DECIMALS = 20
_PARTS_IN_DIGITS = frozenset((*range(2, 11), 12, 16, 20, 25, 32, 50, 64, 100, 1000))
"""Denominators that make "3/8" a fraction; "9/11" and "24/7" are none."""
_MOST_RESTS = 6
_MOST_NAMED = 100
"""Larger denominators that no word names are ranks."""


@dataclass(frozen=True, slots=True)
class Parts:
    """So many of so many equal parts: "three fifths"."""

    counted: Fraction
    parts: int
    end: int
    """The token after the fraction."""
    plural: bool

    @property
    def value(self) -> Fraction:
        return self.counted / self.parts


def denominator(tokens: Tokens, at: int, locale: Locale) -> tuple[int, int] | None:
    """The number of parts that a word such as "fifths" or "twenty-fifth" names, and the token after it."""
    word = tokens.word(at)
    if word in locale.fractions and locale.fractions[word] > 1:
        return locale.fractions[word], at + 1
    tens = locale.tens.get(word)
    if tens is None:
        return None
    unit = at + (2 if tokens.word(at + 1) == "-" else 1)
    parts = locale.fractions.get(tokens.word(unit), 0)
    return (tens + parts, unit + 1) if 0 < parts < 10 and parts != 2 else None


def parts_at(tokens: Tokens, i: int, locale: Locale) -> Parts | None:
    """The fraction in words that begins at token ``i``: "a fifth", "one eighth", "three twenty-firsts", "half"."""
    word = tokens.word(i)
    if tokens.kind_at(i) != WORD or (locale.lang == "en" and word not in beginnings(locale.lang)):
        return None
    if locale.has("article", word) and (found := denominator(tokens, i + 1, locale)):
        return _parts(tokens, Fraction(1), found, locale)
    if word in locale.fractions and locale.has("bare_fractions", word) and locale.fractions[word] > 1:
        return Parts(Fraction(1), locale.fractions[word], i + 1, False)
    if (
        word in locale.units
        and locale.units[word] == 1
        and (rank := rank_at(tokens, i + 1, locale))
        and rank[0] > _MOST_NAMED
    ):
        return Parts(Fraction(1), rank[0], rank[1], False)  # "one one hundred and fifth"
    top = read_words(tokens, i, locale)
    if top is None or top.value.denominator != 1 or top.value == 0:
        return None
    return _compound(tokens, i, top, locale) or _simple(tokens, top, locale)


def _simple(tokens: Tokens, top: Numeral, locale: Locale) -> Parts | None:
    at = top.end
    if tokens.word(at) == "-" and tokens.glued(at) == tokens.glued(at + 1):
        at += 1
    found = denominator(tokens, at, locale)
    return _parts(tokens, top.value, found, locale) if found else None


def _compound(tokens: Tokens, i: int, top: Numeral, locale: Locale) -> Parts | None:
    """ "one hundred thirty-fifths": a hyphen ties the tens to the denominator."""
    last = top.end - 1
    if tokens.word(top.end) != "-" or not tokens.glued(top.end) or tokens.word(last) not in locale.tens or last == i:
        return None
    found, counted = denominator(tokens, last, locale), top.value - locale.tens[tokens.low[last]]
    return _parts(tokens, counted, found, locale) if found and counted > 0 else None


def _parts(tokens: Tokens, counted: Fraction, found: tuple[int, int], locale: Locale) -> Parts | None:
    parts, end = found
    word = tokens.low[end - 1]
    plural = word.endswith("s") or word == "halves"
    return Parts(counted, parts, end, plural) if plural or counted == 1 else None


def number_at(tokens: Tokens, i: int, locale: Locale, decimal: str, money: bool = False) -> Numeral | None:
    """The number at token ``i`` in digits or words, with what adds to it: fractions, decimals in words, rests."""
    kind = tokens.kind_at(i)
    if kind == NUMBER or tokens.word(i) in VULGAR:
        number = written_fraction(tokens, i) or read_digits(tokens, i, locale, decimal, money)
    elif kind == WORD:
        number = of_scale(tokens, i, locale) or read_words(tokens, i, locale)
        if number is not None:
            number = _swallowed(tokens, i, number, locale) or _improper(tokens, i, number, locale) or number
    else:
        return None
    if number is None or not locale.words.get("point"):
        return number
    if kind == NUMBER and number.end == i + 1:
        after = tokens.word(number.end)
        if not locale.has("and", after) and not locale.has("bar", after):
            return number  # as most are
    number = _summed(tokens, i, number, locale) or _rest(tokens, number, locale)
    return (
        _point(tokens, i, number, locale) or _and_parts(tokens, i, number, locale) or _over(tokens, i, number, locale)
    )


def written_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """ "3/8": two small numbers and a bar without spaces, the first the smaller."""
    if tokens.word(i + 1) != "/" or not (tokens.glued(i + 1) and tokens.glued(i + 2)):
        return None
    top, bottom = tokens.low[i], tokens.word(i + 2)
    if not (top.isdecimal() and bottom.isdecimal() and len(top) <= 3 and len(bottom) <= 4):
        return None
    if int(bottom) not in _PARTS_IN_DIGITS or not 0 < int(top) < int(bottom) or bottom[0] == "0":
        return None
    if (tokens.word(i + 3) in ("/", "%") and tokens.glued(i + 3)) or (tokens.word(i - 1) == "/" and tokens.glued(i)):
        return None
    part = Fraction(1, int(bottom))
    return Numeral(int(top) * part, i + 3, part, part, decimals=True)


def of_scale(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    """ "half a million", "a quarter million", "two thirds of a million", "half a dozen"."""
    found = parts_at(tokens, i, locale)
    if found is None or found.value >= 1:
        return None
    hyphen = tokens.word(found.end) == "-" and tokens.glued(found.end) and tokens.glued(found.end + 1)
    at = found.end + (1 if hyphen or locale.has("of", tokens.word(found.end)) else 0)
    at += 1 if locale.has("article", tokens.word(at)) else 0
    scale = locale.scales.get(tokens.word(at))
    if scale is None or (tokens.low[at - 1] == "of" and scale < 1000):
        return None
    precision = max(scale / 10, Fraction(1)) if found.parts in (2, 4) else scale / found.parts
    return Numeral(found.value * scale, at + 1, precision, precision, scaled=scale >= 1000, words=True)


def _improper(tokens: Tokens, i: int, number: Numeral, locale: Locale) -> Numeral | None:
    """ "twenty-three fifths", "three twenty-firsts", "a hundred trillionths": no everyday share, a number."""
    found = parts_at(tokens, i, locale)
    if found is None or not found.plural or found.end <= number.end or locale.has("of", tokens.word(found.end)):
        return None
    if found.value < 1 and found.parts <= 100:
        return None
    part = Fraction(1, found.parts)
    return Numeral(found.value, found.end, part, part, words=True, decimals=True)


def _rest(tokens: Tokens, number: Numeral, locale: Locale) -> Numeral:
    """ "4 thousand 3 hundred and 21", "6 crore and two hundred": smaller numbers behind a scale word add."""
    for _ in range(_MOST_RESTS):
        last = tokens.low[number.end - 1]
        scale = Fraction(100) if last in locale.hundred else locale.scales.get(last, Fraction(0))
        if scale < 100 or number.decimals or number.value.denominator != 1:
            break
        joint = locale.has("and", tokens.word(number.end))
        at = number.end + joint
        digits = tokens.kind_at(at) == NUMBER
        if not (digits or tokens.kind_at(at) == WORD) or (digits and not tokens.low[at].isdecimal()):
            break
        rest = _plain_digits(tokens, at, locale) if digits else read_words(tokens, at, locale)
        if rest is None or not 0 < rest.value < scale or rest.decimals or denominator(tokens, rest.end, locale):
            break
        if not joint and not (digits and rest.end > at + 1):
            break  # "4 million 12 years ago"
        if joint and scale > 100 and (digits or rest.value < 100 or not _ends(tokens, rest.end, locale)):
            break  # "5 million and three towns", "5 thousand and 12 of them"
        number = replace(
            number, value=number.value + rest.value, end=rest.end, precision=rest.precision, step=rest.step,
            scaled=rest.scaled,
        )  # fmt: skip
    return number


def _plain_digits(tokens: Tokens, at: int, locale: Locale) -> Numeral | None:
    """Digits without separators or decimals, their scale word included."""
    if len(tokens.low[at]) > 3 or (tokens.glued(at + 1) and tokens.kind_at(at + 1) in (NUMBER, WORD)):
        return None
    one = Fraction(1)
    return scale_after(tokens, Numeral(Fraction(int(tokens.low[at])), at + 1, one, one), locale)


def _ends(tokens: Tokens, at: int, locale: Locale) -> bool:
    """Whether no scale word, unit or "of" that would make a figure of its own follows."""
    return tokens.word(at) not in locale.scales and not locale.has("of", tokens.word(at)) and tokens.word(at) != "%"


def _point(tokens: Tokens, i: int, number: Numeral, locale: Locale) -> Numeral | None:
    """ "two point five million", "nine point nought four", "nought point eleven"."""
    if not number.words or number.decimals or not locale.has("point", tokens.word(number.end)):
        return None
    at, digits = number.end + 1, ""
    while tokens.word(at) in locale.units and locale.units[tokens.low[at]] < 10 and len(digits) < _MOST_DECIMALS:
        digits, at = digits + str(locale.units[tokens.low[at]]), at + 1
    if not digits and (more := read_words(tokens, at, locale)) and 10 <= more.value < 100:
        digits, at = str(int(more.value)), more.end
    if not digits:
        return None
    precision = Fraction(1, 10 ** len(digits))
    value = number.value + int(digits) * precision
    return scale_after(tokens, Numeral(value, at, precision, precision, words=True, decimals=True), locale)


def _and_parts(tokens: Tokens, i: int, number: Numeral, locale: Locale) -> Numeral | None:
    """ "twenty and three fifths", "3 million and a half", "one billion and a quarter million"."""
    at = number.end
    if number.decimals or locale.has("between", tokens.word(i - 1)):
        return None
    if not locale.has("and", tokens.word(at)):
        return None
    if number.scaled and (part := of_scale(tokens, at + 1, locale)) is not None:
        smaller = number.value >= 2 * part.precision and part.value < number.value
        return replace(part, value=number.value + part.value) if smaller else None
    found = parts_at(tokens, at + 1, locale)
    if found is None or found.value >= 1 or tokens.kind_at(at + 1) != WORD:
        return None
    if locale.has("bare_fractions", tokens.word(at + 1)) or _goes_on(tokens, found, locale):
        return None
    return _mixed(number, found, tokens, locale)


def _summed(tokens: Tokens, i: int, number: Numeral, locale: Locale) -> Numeral | None:
    """ "twenty and three" before "and three fifths", where the sum is all there is."""
    at = number.end
    unit = locale.units.get(tokens.word(at + 1), 0)
    if not number.words or tokens.low[at - 1] not in locale.tens or not 0 < unit < 10:
        return None
    if not (locale.has("and", tokens.word(at)) and locale.has("and", tokens.word(at + 2))):
        return None
    parts = parts_at(tokens, at + 3, locale)
    if parts is None or not parts.plural or not ends_sum(tokens, i, parts.end, locale):
        return None
    return replace(number, value=number.value + unit, end=at + 2)


def _goes_on(tokens: Tokens, found: Parts, locale: Locale) -> bool:
    """ "… and a third of them", "… and a half hour": what follows makes it a share or a figure of its own."""
    after = tokens.word(found.end)
    if locale.has("of", after):
        return True
    return not found.plural and found.parts > 4 and tokens.kind_at(found.end) == WORD and not locale.has("stop", after)


def _swallowed(tokens: Tokens, i: int, number: Numeral, locale: Locale) -> Numeral | None:
    """ "one hundred and three quarters": the numerator was read into the number before it."""
    found = denominator(tokens, number.end, locale)
    last = number.end - 1
    top = locale.units.get(tokens.low[last], 0)
    tens = locale.tens.get(tokens.word(last - 2), 0) if tokens.word(last - 1) == "-" else 0
    joint = last - (3 if tens else 1)
    if found is None or not number.words or not top or not locale.has("and", tokens.word(joint)) or joint <= i:
        return None
    counted = Fraction(top + tens)
    parts = _parts(tokens, counted, found, locale)
    if parts is None or parts.value >= 1 or locale.has("of", tokens.word(parts.end)):
        return None
    base = read_words(tokens, i, locale) if joint - i > 0 else None
    if base is None:
        return None
    whole = replace(number, value=number.value - counted, end=joint)
    if (scale := locale.scales.get(tokens.word(parts.end))) and scale < whole.value:
        part = scale / parts.parts
        return replace(whole, value=whole.value + parts.value * scale, end=parts.end + 1, precision=part, step=part)
    return _mixed(whole, parts, tokens, locale)


def _mixed(number: Numeral, found: Parts, tokens: Tokens, locale: Locale) -> Numeral:
    """The fraction counts in the scale word right before the "and", else in ones."""
    scale = locale.scales.get(tokens.low[number.end - 1], Fraction(1))
    scale = scale if scale >= 1000 else Fraction(1)
    part = scale / found.parts
    end, times = found.end, Fraction(1)
    if scale == 1 and (behind := locale.scales.get(tokens.word(end))):
        end, times = end + 1, behind  # "two and three quarters million"
    value = (number.value + found.value * scale) * times
    return replace(
        number, value=value, end=end, precision=part * times, step=part * times, decimals=True,
        scaled=scale > 1 or times >= 1000,
    )  # fmt: skip


def _over(tokens: Tokens, i: int, number: Numeral, locale: Locale) -> Numeral:
    """ "one over twenty": a fraction said with its bar, where nothing is counted behind it."""
    at = number.end + 1
    if not locale.has("bar", tokens.word(number.end)) or number.scaled or number.decimals or number.value < 1:
        return number
    below = read_words(tokens, at, locale)
    if below is None and tokens.kind_at(at) == NUMBER and tokens.low[at].isdecimal() and len(tokens.low[at]) <= 4:
        value = Fraction(int(tokens.low[at]))
        below = Numeral(value, at + 1, Fraction(1), Fraction(1))
    if below is None or below.value < 2 or below.scaled or tokens.kind_at(below.end) == WORD:
        return number
    part = 1 / below.value
    return replace(number, value=number.value * part, end=below.end, precision=part, step=part, decimals=True)
