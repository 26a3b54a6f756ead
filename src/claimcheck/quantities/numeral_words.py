"""Numbers in words in every language but English, by the data file of the language.

"einhundertfünfundzwanzigtausend", "quatre-vingt-dix-sept", "treinta y un mil", "yüz yirmi beş bin", with decimals
("drei Komma fünf"), mixed numbers ("dos y medio") and scales ("anderthalb Millionen").
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimcheck.quantities.currencies import currency_after
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.numeral import Numeral, step_of
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import read_unit
from claimcheck.quantities.whole_numbers import Sum, Whole, whole
from claimcheck.quantities.word_fractions import HALF, and_half, fraction_at, half_at, stroke
from claimcheck.quantities.word_pieces import cover, part_of

_MOST_DIGITS = 12


def read(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    """The number in words that begins at token ``i``: whole, decimal or mixed, with its scale; None where none does."""
    found = _mixed_word(tokens, i, locale) or _half(tokens, i, locale)
    if found is not None:
        return found
    number = whole(tokens, i, locale)
    if number is None:
        fraction = fraction_at(tokens, i, locale)
        return None if fraction is None else scaled(tokens, _part(*fraction), locale)
    found = _decimals(tokens, number, locale) or _mixed(tokens, number, locale)
    if found is not None:
        return found
    fraction = fraction_at(tokens, i, locale)
    if fraction is not None and fraction[1] > number.end:
        return scaled(tokens, _part(*fraction), locale)
    if (number.last == "article" and not _counts_one(tokens, i, locale)) or _weak(tokens, i, number, locale):
        return None
    return _numeral(number)


def _numeral(number: Whole) -> Numeral:
    value, is_scaled = Fraction(number.value), number.last == "scale" and number.scale >= 1000
    precision = Fraction(number.scale) if is_scaled else Fraction(1)
    return Numeral(value, number.end, precision, step_of(value, precision), scaled=is_scaled, words=True)


def _part(value: Fraction, end: int) -> Numeral:
    precision = Fraction(1, value.denominator)
    return Numeral(value, end, precision, precision, words=True, decimals=value.denominator > 1)


def _weak(tokens: Tokens, i: int, number: Whole, locale: Locale) -> bool:
    """A word that means something else as well is a number before a word alone ("yedi kişi", not "yemek yedi")."""
    if number.end != i + 1 or not locale.has("weak", tokens.low[i]) or _led(tokens, i, locale):
        return False
    return i > 0 and tokens.kind_at(number.end) != WORD


def _led(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether a sign in words leads the number: "eksi bir", "yüzde yüz"."""
    before = tokens.word(i - 1)
    return locale.has("minus", before) or locale.has("percent_before", before) or locale.has("permille_before", before)


def _counts_one(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether the article is the number one: "mindestens ein", "eksi bir"."""
    return _led(tokens, i, locale) or locale.has("counts_one", tokens.word(i - 1))


def scaled(tokens: Tokens, number: Numeral, locale: Locale) -> Numeral:
    """The number times the scale word behind it, if one stands there ("anderthalb Millionen", "yarım milyon")."""
    at = number.end
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    if locale.has("of", tokens.word(at)):
        at += 1
    scale = locale.scales.get(tokens.word(at))
    if scale is None:
        return number
    precision = max(Fraction(1), scale / 10) if scale >= 1000 else Fraction(1)
    value = number.value * scale
    return Numeral(value, at + 1, precision, precision, scaled=scale >= 1000, words=True, decimals=scale >= 1000)


def stroke_numeral(tokens: Tokens, i: int) -> Numeral | None:
    """The same as a numeral, for what measures with it ("3/4 Liter")."""
    value = stroke(tokens, i)
    return None if value is None else replace(_part(value, i + 3), words=False)


def with_half(tokens: Tokens, number: Numeral, locale: Locale) -> Numeral:
    """ "3 millions et demi", "2 buçuk milyon"."""
    if number.decimals or not (end := and_half(tokens, number.end, locale)):
        return number
    if number.scaled:
        half = number.precision / 2
        return replace(number, value=number.value + half, end=end, precision=half / 5, step=half / 5, decimals=True)
    mixed = replace(number, value=number.value + HALF, end=end, precision=HALF, step=HALF, decimals=True)
    return scaled(tokens, mixed, locale)


def with_smaller_scales(tokens: Tokens, number: Numeral, locale: Locale) -> Numeral:
    """ "2 milyon 350 bin", "1 Million 200 Tausend", "3 mil 500": what the smaller scales behind the number add."""
    smallest = number.precision if number.scaled and not number.decimals else Fraction(0)
    while smallest >= 1000 and tokens.kind_at(number.end) == NUMBER and not tokens.glued(number.end):
        digits = tokens.low[number.end]
        scale = locale.scales.get(tokens.word(number.end + 1), Fraction(1))
        bare = scale == 1 and smallest == 1000 and len(digits) == 3 and locale.has("grammar", "digits-after-thousand")
        if not digits.isdecimal() or len(digits) > 3 or not (1000 <= scale < smallest or bare):
            break
        value = number.value + int(digits) * scale
        number = Numeral(value, number.end + (1 if bare else 2), scale, step_of(value, scale), scaled=not bare)
        smallest = scale
    return number


def _mixed_word(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    value = locale.mixed.get(tokens.word(i))
    return (
        None if value is None else scaled(tokens, Numeral(value, i + 1, HALF, HALF, words=True, decimals=True), locale)
    )


def _half(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    """ "ein halbes Dutzend", "yarım milyon", "une demi-heure"."""
    end = half_at(tokens, i, locale)
    if not end:
        return None
    number = scaled(tokens, _part(HALF, end), locale)
    of = end + (1 if locale.has("of", tokens.word(end)) or tokens.word(end) == "-" else 0)
    sure = number.end > end or read_unit(tokens, of, locale, digits=False) or currency_after(tokens, of, locale, True)
    if not sure and (end == i + 1 or locale.has("grammar", "half-needs-unit")):
        return None  # "el salario medio", "yarım kaldı"
    return replace(number, end=of) if tokens.word(end) == "-" and number.end == end else number


def _decimals(tokens: Tokens, number: Whole, locale: Locale) -> Numeral | None:
    """ "zwei Komma drei", "iki yüz nokta sıfır üç"."""
    if not locale.has("point", tokens.word(number.end)) or tokens.kind_at(number.end + 1) != WORD:
        return None
    digits, at = _digits(tokens, number.end + 1, locale)
    if not digits:
        return None
    precision = Fraction(1, 10 ** len(digits))
    value = number.value + precision * int(digits)
    found = Numeral(value, at, precision, precision, words=True, decimals=True)
    scale = locale.scales.get(tokens.word(at))
    if scale is None:
        return found
    return replace(
        found, value=value * scale, end=at + 1, precision=precision * scale, step=precision * scale, scaled=True
    )


def _digits(tokens: Tokens, at: int, locale: Locale) -> tuple[str, int]:
    """The digits behind a decimal mark in words, one by one ("sıfır üç") or as a number ("yetmiş bir")."""
    digits, made = "", Sum(locale)
    while len(digits) < _MOST_DIGITS and tokens.kind_at(at) == WORD:
        pieces = cover(tokens.low[at], locale.lang)
        joint = locale.has("joint", tokens.low[at]) and made.last == "tens"
        if joint and made.join():
            at += 1
            continue
        if pieces is None or any(piece.role not in ("below", "score") or piece.ordinal for piece in pieces):
            break
        longer = made.copy()
        if not longer.take_all(pieces):
            digits, longer = digits + str(made.value), Sum(locale)
            if not longer.take_all(pieces):
                return digits, at
        made, at = longer, at + 1
    return (digits + str(made.value) if made.complete else digits), at


def _mixed(tokens: Tokens, number: Whole, locale: Locale) -> Numeral | None:
    """ "bir buçuk", "tres millones y medio", "fünf und drei Viertel Milliarden", "zweieinhalb"."""
    end, part = number.end, HALF
    if number.half:
        pass
    elif locale.has("and_half", tokens.word(end)):
        end += 1
    elif locale.has("and", tokens.word(end)) and (behind := half_at(tokens, end + 1, locale)):
        end = behind
    elif locale.has("and", tokens.word(end)) and (found := fraction_at(tokens, end + 1, locale)) and found[0] < 1:
        part, end = found
    else:
        return None
    if number.last == "scale" and number.scale >= 1000:
        value, unit = number.value + part * number.scale, Fraction(number.scale, 10)
        return Numeral(value, end, unit, unit, scaled=True, words=True, decimals=True)
    precision = Fraction(1, part.denominator)
    mixed = Numeral(number.value + part, end, precision, precision, words=True, decimals=True)
    return scaled(tokens, mixed, locale)


def begins(word: str, locale: Locale) -> bool:
    """Whether a number in words may begin with ``word``."""
    return (
        cover(word, locale.lang) is not None
        or part_of(word, locale.lang) is not None
        or word in locale.mixed
        or locale.has("half", word)
        or locale.has("article", word)
    )
