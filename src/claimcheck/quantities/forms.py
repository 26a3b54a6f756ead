"""Figures that are no plain numeral with a unit: multiples, vague plurals, ordinals, none, statistics."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from claimcheck.model.quantity import Approximator
from claimcheck.quantities.approximators import Interval, approximator_before
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.number_words import read_words
from claimcheck.quantities.numerals import read_digits
from claimcheck.quantities.ordinal_words import rank_at, stands_alone
from claimcheck.quantities.phrases import looks_plural
from claimcheck.quantities.shares import with_approximator
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import read_unit


def multiple(tokens: Tokens, i: int, locale: Locale, decimal: str) -> Draft | None:
    """ "doubled", "halved", "twofold", "10-fold", "three times as many", "twice the", "10x"."""
    word = tokens.low[i]
    if word in ("halved", "halving"):
        draft = _multiple_draft(i, i + 1, Fraction(1, 2), words=True)
        draft.direction = "down"
        draft = with_approximator(tokens, draft, locale)
        draft.approximator = _LEFT.get(draft.approximator, draft.approximator)
        return draft
    if word in locale.multiples:
        return _named_multiple(tokens, i, locale)
    number = read_digits(tokens, i, locale, decimal) if tokens.kind[i] == NUMBER else read_words(tokens, i, locale)
    if number is None or number.value <= 0:
        return None
    end = number.end + (1 if tokens.word(number.end) == "-" and tokens.glued(number.end) else 0)
    words = number.words and False
    if locale.has("fold", tokens.word(end)):
        return with_approximator(tokens, _multiple_draft(i, end + 1, number.value, words=words), locale)
    if tokens.word(end) in ("x", "×") and tokens.glued(end) and tokens.kind_at(end + 1) != NUMBER:
        return with_approximator(tokens, _multiple_draft(i, end + 1, number.value, words=words), locale)
    if not locale.has("times", tokens.word(end)) or not locale.has("ratio_after", tokens.word(end + 1)):
        return None
    draft = _multiple_draft(i, end + 1, number.value, words=words)
    if tokens.word(end + 1) in ("more", "larger", "higher", "greater", "bigger"):
        draft.upper = number.value + 1
    return with_approximator(tokens, draft, locale)


def _named_multiple(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    word, after = tokens.low[i], tokens.word(i + 1)
    if word in ("double", "triple", "quadruple", "treble", "triples", "doubles") and after not in (
        "the",
        "that",
        "its",
        "their",
        "in",
        "to",
        "by",
        "between",
        "since",
        "over",
    ):
        return None
    if word in ("twice", "thrice") and after not in ("as", "the", "that", "its", "their"):
        return None
    draft = _multiple_draft(i, i + 1, locale.multiples[word], words=True)
    return with_approximator(tokens, draft, locale)


_LEFT: Final[dict[Approximator, Approximator]] = {
    "more_than": "less_than", "at_least": "at_most", "less_than": "more_than", "almost": "approximate",
}  # fmt: skip
"""What a word says of what is left: "more than halved" leaves less than a half."""


def _multiple_draft(first: int, last: int, value: Fraction, words: bool) -> Draft:
    return Draft(
        first, last, kind="multiple", value=value, upper=value, form="multiple", words=words,
        direction="up" if value > 1 else "down",
    )  # fmt: skip


def vague(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "dozens of", "hundreds of thousands", "several thousand", "a few countries"."""
    word = tokens.low[i]
    band = locale.bands.get(word)
    if band is None and word.endswith("s") and word[:-1] in locale.scales and locale.scales[word[:-1]] >= 1000:
        scale = locale.scales[word[:-1]]
        band = (2 * scale, 10 * scale if scale == 1000 else 1000 * scale)
    if band is None:
        return None
    low, high = band
    first, end = i, i + 1
    if word in ("few", "couple"):
        if not locale.has("article", tokens.word(i - 1)):
            return None
        first, end = i - 1, end + (1 if tokens.word(end) == "of" and word == "couple" else 0)
    if word in ("several", "few", "couple") and (
        scale_word := locale.scales.get(tokens.word(end)) or _hundred(tokens, end, locale)
    ):
        low, high, end = low * scale_word, None if high is None else high * scale_word, end + 1
    elif tokens.word(end) == "of" and (more := _plural_scale(tokens.word(end + 1), locale)):
        factor = {"tens": 10, "hundreds": 100, "dozens": 12, "thousands": 1000}.get(word)
        if factor is None:
            return None
        low, high, end = low * more, None if high is None else high * more, end + 2
    elif word == "tens" or (word == "scores" and tokens.word(end) != "of"):  # "their scores" are points
        return None
    draft = _band(tokens, first, end, low, high, locale)
    if draft is not None:
        _vague_time(tokens, draft, locale)
    return draft


def _vague_time(tokens: Tokens, draft: Draft, locale: Locale) -> None:
    """ "several years", "a couple of weeks" are durations."""
    found = read_unit(tokens, draft.last, locale, digits=False)
    if found and found[0].dimension == "time" and tokens.word(draft.last) != "second":
        unit, draft.last = found
        draft.kind, draft.unit, draft.dimension, draft.factor = "duration", unit.name, unit.dimension, unit.factor


def vague_time(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "for decades", "over centuries"."""
    word = tokens.low[i]
    if word not in ("decades", "centuries", "years", "months", "weeks") or tokens.word(i - 1) not in (
        "for",
        "over",
        "after",
    ):
        return None
    found = read_unit(tokens, i, locale, digits=False)
    if found is None:
        return None
    draft = Draft(i, i + 1, kind="duration", vague=True, band=Interval(Fraction(2), None), unit=found[0].name)
    draft.dimension, draft.factor = found[0].dimension, found[0].factor
    return draft


def _hundred(tokens: Tokens, at: int, locale: Locale) -> Fraction | None:
    return Fraction(100) if tokens.word(at) in locale.hundred else None


def _plural_scale(word: str, locale: Locale) -> Fraction | None:
    return locale.scales.get(word[:-1]) if word.endswith("s") else None


def _band(tokens: Tokens, first: int, end: int, low: Fraction, high: Fraction | None, locale: Locale) -> Draft | None:
    if tokens.word(end) == "of" or tokens.kind_at(end) == WORD or end >= len(tokens) or tokens.kind_at(end) != WORD:
        draft = Draft(first, end, kind="count", vague=True, band=Interval(low, high, high_open=True))
        found = approximator_before(tokens, first, locale)
        if found and found[0] != "at_most":
            draft.first = found[1]
        return draft
    return None


def ordinal(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "86th", "the third largest", "its fifth session"; adverbs ("first, …") and enumerating uses are none."""
    if tokens.kind[i] == NUMBER:
        if (
            tokens.word(i + 1) in ("st", "nd", "rd", "th")
            and tokens.glued(i + 1)
            and tokens.low[i].replace(",", "").isdecimal()
        ):
            return _rank(i, i + 2, int(tokens.low[i].replace(",", "")))
        return None
    return _ordinal_word(tokens, i, locale)


def _rank(first: int, last: int, rank: int) -> Draft:
    return Draft(first, last, kind="ordinal", value=Fraction(rank))


def _ordinal_word(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    found = rank_at(tokens, i, locale)
    if found is None or (tokens.glued(i) and tokens.word(i - 1) in ("-", "/")):
        return None
    rank, end = found
    before, after = tokens.word(i - 1), tokens.word(end)
    if (
        after == "-"
        and tokens.glued(end)
        and tokens.word(end + 1) in ("largest", "biggest", "most", "highest", "best", "ranked", "place")
    ):
        return _rank(i, end, rank)
    determined = (
        before in ("the", "its", "their", "his", "her", "a", "this", "our", "'s", "s")
        or before.endswith("'s")
        or before == "ranked"
    )
    if before in ("came", "ranks", "ranked", "placed", "finished"):
        return _rank(i, end, rank)
    if stands_alone(tokens, i, end, rank, locale):
        return _rank(i, end, rank)
    if not determined or locale.has("ordinal_skip", after) or tokens.kind_at(end) != WORD:
        return None
    if locale.has("ordinal_after", after) or (rank > 1 or before != "a"):
        return _rank(i, end, rank)
    return None


def none(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "no deaths", "none of the": a count of nought."""
    word = tokens.low[i]
    if word == "none" and tokens.word(i + 1) in ("of", "were", "was", "have", "had", "has"):
        if tokens.word(i + 2) in ("this", "that", "it"):
            return None
        return Draft(i, i + 1, kind="count", value=Fraction(0), words=True)
    if word != "no" or tokens.word(i + 1) == ".":
        return None
    for k in range(i + 1, min(i + 4, len(tokens))):
        if tokens.kind[k] != WORD or locale.has("stop", tokens.low[k]):
            return None
        if looks_plural(tokens.low[k], locale):
            return Draft(i, i + 1, kind="count", value=Fraction(0), words=True)
    return None
