"""Vulgar fractions and halves in words, in every language but English: "zwei Drittel", "üçte bir", "et demi"."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.whole_numbers import Sum, whole
from claimcheck.quantities.word_pieces import cover, part_of

_LARGEST_WHOLE = 10
"""Of "one … in ten" with a noun between: "une étude sur 200 patients" is no share."""
_LARGEST_PART = 10
"""A fraction with a stroke and a larger denominator may be a date, a page or a case."""
HALF = Fraction(1, 2)


def stroke(tokens: Tokens, i: int) -> Fraction | None:
    """ "3/4" where the denominator is so small that it is no date, page or case; None elsewhere."""
    top, bottom = tokens.word(i), tokens.word(i + 2)
    if tokens.kind_at(i) != NUMBER or tokens.word(i + 1) != "/" or not (top.isdecimal() and bottom.isdecimal()):
        return None
    if not (tokens.glued(i + 1) and tokens.glued(i + 2)) or len(top) > 2 or len(bottom) > 2:
        return None
    if tokens.word(i - 1) in ("/", "^") or tokens.word(i + 3) in ("/", "^") or tokens.kind_at(i - 1) == NUMBER:
        return None
    if tokens.word(i - 1) == "-" and tokens.kind_at(i - 2) in (NUMBER, WORD) and tokens.glued(i - 1):
        return None
    return Fraction(int(top), int(bottom)) if 0 < int(top) < int(bottom) <= _LARGEST_PART else None


def and_half(tokens: Tokens, at: int, locale: Locale) -> int:
    """The token behind "et demi", "y media", "buçuk" at ``at``; nought where nothing of the kind stands there."""
    if locale.has("and_half", tokens.word(at)):
        return at + 1
    return half_at(tokens, at + 1, locale) if locale.has("and", tokens.word(at)) else 0


def half_at(tokens: Tokens, i: int, locale: Locale) -> int:
    """The token behind "half", "a half"; nought where none stands at token ``i``."""
    at = i + 1 if locale.has("article", tokens.word(i)) and not locale.has("half", tokens.word(i)) else i
    return at + 1 if locale.has("half", tokens.word(at)) else 0


def fraction_at(tokens: Tokens, i: int, locale: Locale) -> tuple[Fraction, int] | None:
    """A vulgar fraction in words at token ``i`` and the token after it: "zwei Drittel", "üçte bir", "un sur trois"."""
    return _named_fraction(tokens, i, locale) or _inverse_fraction(tokens, i, locale) or _over(tokens, i, locale)


def small(tokens: Tokens, i: int, locale: Locale) -> tuple[int, int] | None:
    """A whole number in digits or words, and the token after it."""
    word = tokens.word(i)
    if tokens.kind_at(i) == NUMBER:
        return (int(word), i + 1) if word.isdecimal() and len(word) <= 6 else None
    number = whole(tokens, i, locale) if tokens.kind_at(i) == WORD else None
    return None if number is None or number.half else (number.value, number.end)


def _named_fraction(tokens: Tokens, i: int, locale: Locale) -> tuple[Fraction, int] | None:
    found = part_of(tokens.word(i), locale.lang)
    if found is not None and found[1]:
        made = Sum(locale)
        if not made.take_all(found[1]) or not made.complete:
            return None
        if found[0]:
            return Fraction(made.value, found[0]), i + 1  # dreiviertel
    top = small(tokens, i, locale)
    if top is None:
        return None
    at = top[1] + (1 if tokens.word(top[1]) == "-" and tokens.glued(top[1]) else 0)
    if locale.has("half", tokens.word(at)) and top[0] > 1:
        return Fraction(top[0], 2), at + 1
    bottom = denominator(tokens, at, locale)
    if bottom is None or (locale.has("article", tokens.low[i]) and _ranks(tokens, at, bottom[1], locale)):
        return None
    if _is_rank(tokens, i, bottom[1], locale):
        return None
    return Fraction(top[0], bottom[0]), bottom[1]


def _ranks(tokens: Tokens, at: int, end: int, locale: Locale) -> bool:
    """Whether "un quinto", "une cinquième" is a rank: one of several that a noun behind it names."""
    pieces = cover(tokens.word(end - 1), locale.lang)
    is_rank = pieces is not None and pieces[-1].ordinal
    return is_rank and tokens.kind_at(end) == WORD and not locale.has("of", tokens.word(end))


def denominator(tokens: Tokens, at: int, locale: Locale) -> tuple[int, int] | None:
    """ "drittel", "vingt-et-unième", "veintiunavos": what divides, and the token after it."""
    found = part_of(tokens.word(at), locale.lang)
    if found is not None:
        if not found[1]:
            return found[0], at + 1
        made = Sum(locale)
        if made.take_all(found[1]) and made.complete:
            return None if found[0] else (made.value, at + 1)
    if not locale.has("grammar", "ordinals-divide"):
        return None
    rank = whole(tokens, at, locale, ordinal=True)
    return (rank.value, rank.end) if rank is not None and rank.value > 2 and not rank.article else None


def _is_rank(tokens: Tokens, i: int, end: int, locale: Locale) -> bool:
    """Whether all of it is one ordinal ("deux centième") in a language whose ordinals divide as well."""
    rank = whole(tokens, i, locale, ordinal=True) if locale.has("grammar", "ordinals-divide") else None
    return rank is not None and rank.end >= end


def _inverse_fraction(tokens: Tokens, i: int, locale: Locale) -> tuple[Fraction, int] | None:
    """ "üçte bir", "dörtte üç": the denominator with its ending comes first."""
    endings = locale.words.get("divided_endings", frozenset())
    if not endings or tokens.kind_at(i) != WORD:
        return None
    number = whole(tokens, i, locale)
    if number is None or number.value < 2 or not _ends_with(tokens, number.end - 1, endings):
        return None
    top = small(tokens, number.end, locale)
    if top is None or not 0 < top[0] < number.value:
        return None
    return Fraction(top[0], number.value), top[1]


def _ends_with(tokens: Tokens, at: int, endings: Iterable[str]) -> bool:
    """Whether the word was written with one of the endings that :mod:`inflection` took off."""
    raw, stem = tokens.raw(at).lower(), tokens.low[at]
    return raw[len(stem) :] in endings and len(raw) > len(stem)


def _over(tokens: Tokens, i: int, locale: Locale) -> tuple[Fraction, int] | None:
    """ "bir bölü sekiz", "un sur trois", "tres de cada diez"."""
    top = small(tokens, i, locale)
    if top is None:
        return None
    for words, name in locale.ratios.get(tokens.word(top[1]), ()):
        if name in ("over", "out_of") and tuple(tokens.low[top[1] : top[1] + len(words)]) == words:
            bottom = small(tokens, top[1] + len(words), locale)
            if bottom is None or bottom[0] < 2 or (name == "out_of" and not 0 < top[0] < bottom[0] <= 1000):
                return None
            return Fraction(top[0], bottom[0]), bottom[1]
    return _noun_out_of(tokens, top, locale)


def _noun_out_of(tokens: Tokens, top: tuple[int, int], locale: Locale) -> tuple[Fraction, int] | None:
    """ "un élève sur trois": no other noun follows that the second number would count."""
    at = top[1]
    if (
        not locale.has("grammar", "noun-before-out-of")
        or tokens.kind_at(at) != WORD
        or locale.has("stop", tokens.low[at])
    ):
        return None
    for words, name in locale.ratios.get(tokens.word(at + 1), ()):
        if name == "out_of" and tuple(tokens.low[at + 1 : at + 1 + len(words)]) == words:
            bottom = small(tokens, at + 1 + len(words), locale)
            if bottom is None or not 0 < top[0] < bottom[0] <= _LARGEST_WHOLE:
                return None
            after = tokens.word(bottom[1])
            counted = after.endswith(("s", "x")) and not locale.has("stop", after)
            return None if counted else (Fraction(top[0], bottom[0]), bottom[1])
    return None
