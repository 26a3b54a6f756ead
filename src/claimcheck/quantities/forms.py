"""Figures that are no plain numeral with a unit: shares, multiples, vague plurals, ordinals, none, statistics."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.model.quantity import Approximator
from claimcheck.quantities.approximators import Interval, approximator_after, approximator_before
from claimcheck.quantities.direction import direction_before
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.fractions import of_scale, parts_at
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.number_words import read_words
from claimcheck.quantities.numerals import VULGAR, read_digits
from claimcheck.quantities.ordinal_words import rank_at, stands_alone
from claimcheck.quantities.phrases import looks_plural
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import read_unit

_PERCENT = Fraction(1, 100)
_AFTER_SHARE = frozenset(
    "from in by at on with to came comes come went go goes live lives lived lay lie lies fell fall was is used".split()
)
"""Words that go on behind a share whose whole is not named again."""


SHARES = frozenset({"/", "in", "out"})
"""What stands behind a number in digits that begins a share."""


def share(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "a third of", "two thirds", "half of", "one in eight", "3 out of 4", "most of the", "the majority of"."""
    return _fraction(tokens, i, locale) or _one_in(tokens, i, locale) or _majority(tokens, i, locale)


def _share_draft(first: int, last: int, value: Fraction, exact: Approximator = "exact") -> Draft:
    return Draft(
        first, last, kind="percent", value=value * 100, form="share", unit="percent", dimension="ratio",
        factor=_PERCENT, words=True, approximator=exact, step=Fraction(1),
    )  # fmt: skip


def _fraction(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    word = tokens.low[i]
    if word in VULGAR:
        return (
            _with_approximator(tokens, _share_draft(i, i + 1, VULGAR[word]), locale)
            if tokens.word(i + 1) == "of"
            else None
        )
    if tokens.kind[i] == NUMBER:
        return _written_fraction(tokens, i, locale)
    found = parts_at(tokens, i, locale)
    if found is None or found.value >= 1 or of_scale(tokens, i, locale):
        return None
    return _named_fraction(tokens, i, found.end - 1, found.value, found.parts, locale)


def _named_fraction(tokens: Tokens, i: int, at: int, value: Fraction, parts: int, locale: Locale) -> Draft | None:
    plural, after = tokens.low[at].endswith("s") or tokens.low[at] == "halves", tokens.word(at + 1)
    counted = value * parts
    if counted > 1 and not plural:
        return None
    if counted == 1 and at == i and tokens.low[at] not in ("half",):
        return None
    if parts > 100 and (plural or after not in ("", ".")):
        return None
    if locale.lang == "en" and (changed := _by_so_much(tokens, _share_draft(i, at + 1, value), locale)):
        return changed
    if after in _AFTER_SHARE and approximator_before(tokens, i, locale):
        pass  # "nearly half from manufacture", "more than a fifth came from …"
    elif tokens.low[at] == "half":
        if after == "-" and tokens.glued(at + 1):
            return None  # "half-hearted"
        if (
            after not in ("of", "the", "its", "their", "his", "a", "an", "that", "as", "were", "are", "have", "had")
            and tokens.kind_at(at + 1) == WORD
        ) and not looks_plural(after, locale):
            return None
        if after in ("a", "an") or tokens.word(i - 1) in (
            "first",
            "second",
            "other",
            "latter",
            "former",
            "and",
            "every",
        ):
            return None
    elif locale.has("article", tokens.low[i]) and after not in ("of", ".", ""):
        if after not in (",", ")", "and", "to", "were", "are", "in") or parts == 2:
            return None
    elif counted == 1 and after not in ("", "of", ",", ".", ")", "were", "are", "in", "to", "and"):
        return None
    return _with_approximator(tokens, _share_draft(i, at + 1, value), locale)


_LESS = frozenset("below less lower fewer smaller shorter cheaper short down".split())
_MORE = frozenset("above more higher larger greater bigger longer up".split())


def _by_so_much(tokens: Tokens, draft: Draft, locale: Locale) -> Draft | None:
    """ "grew by half", "a tenth below those of 2022", "more than a third short of": by how much something differs."""
    ahead, behind = tokens.word(draft.last), tokens.word(draft.last + 1)
    apart = ahead in _LESS | _MORE and not (ahead in ("short", "up", "down") and behind not in ("of", "on", "from"))
    draft = _with_approximator(tokens, draft, locale)
    by = tokens.word(draft.first - 1) == "by" and ahead not in ("of", "the", "a", "an")
    told = direction_before(tokens, draft.first - 1, locale, reach=10) if by else ""
    if told in ("up", "down"):
        draft.direction = told
        return draft
    if not apart:
        return None
    draft.form, draft.direction = "change", "down" if ahead in _LESS else "up"
    return draft


def _written_fraction(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "2/3 of the members"."""
    top, bottom = tokens.low[i], tokens.word(i + 2)
    if (
        tokens.word(i + 1) != "/"
        or not tokens.glued(i + 1)
        or not tokens.glued(i + 2)
        or not (top.isdecimal() and bottom.isdecimal())
    ):
        return None
    if not 0 < int(top) < int(bottom) <= 100 or tokens.word(i + 3) != "of":
        return None
    return _with_approximator(tokens, _share_draft(i, i + 3, Fraction(int(top), int(bottom))), locale)


def _one_in(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    top, end = _small(tokens, i, locale)
    if top is None:
        return None
    noun = ""
    if locale.lang == "en" and top == 1 and tokens.kind_at(end) == WORD and tokens.word(end) not in ("in", "out", "of"):
        bottom, last = _small(tokens, end + 2, locale)
        worded = tokens.word(end + 1) == "in" and bottom is not None and tokens.kind_at(last - 1) == WORD
        if worded and tokens.word(last) != "and":
            noun, end = tokens.word(end), end + 1  # "one prisoner in five"
    joint = 1 if tokens.word(end) == "in" else 2 if tokens.word(end) == "out" and tokens.word(end + 1) == "of" else 0
    if not joint:
        return None
    every = tokens.word(end + joint) == "every"
    bottom, last = _small(tokens, end + joint + every, locale)
    if bottom is not None and joint == 2:
        bottom, last = _hundreds(tokens, bottom, last, locale)
    if bottom is None or not 0 < top < bottom:
        return None
    if tokens.word(end) == "in" and (
        bottom > 1000
        or tokens.word(last)
        in (
            "years",
            "months",
            "days",
            "countries",
            "cities",
            "weeks",
            "provinces",
            "regions",
            "states",
            "hours",
            "minutes",
        )
    ):
        return None
    worded = tokens.kind[i] == WORD and tokens.kind_at(last - 1) == WORD
    if joint == 2 and not worded and (top > 10 or bottom > 20) and bottom not in (100, 1000):
        return None
    draft = _share_draft(i, last, Fraction(top, bottom))
    draft.measure, draft.fixed = noun, bool(noun)
    return _with_approximator(tokens, draft, locale)


def _small(tokens: Tokens, i: int, locale: Locale) -> tuple[int | None, int]:
    word = tokens.word(i)
    if tokens.kind_at(i) == NUMBER and word.isdecimal() and len(word) <= 3:
        return int(word), i + 1
    if word in locale.units or word in locale.tens:
        number = read_words(tokens, i, locale)
        if number is not None and number.value.denominator == 1 and number.value <= 1000:
            return int(number.value), number.end
    return None, i


def _hundreds(tokens: Tokens, number: int, at: int, locale: Locale) -> tuple[int, int]:
    """ "two out of five hundreds tvs": five hundred; where no noun follows, hundreds are runs or notes."""
    scale = {"hundreds": 100, "thousands": 1000}.get(tokens.word(at), 0)
    noun = tokens.word(at + 1)
    counting = looks_plural(noun, locale) or (len(noun) == 3 and noun.endswith("s") and not locale.has("stop", noun))
    return (number * scale, at + 1) if scale and counting else (number, at)


def _majority(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    word, after = tokens.low[i], tokens.word(i + 1)
    if word == "most":
        if after == "of" or (
            tokens.word(i - 1) not in ("the", "at", "its", "their", "second") and looks_plural(after, locale)
        ):
            return _vague_share(i, i + 1, Interval(Fraction(50), Fraction(100), low_open=True))
        return None
    if not locale.has("share_words", word) or after != "of":
        return None
    first = i
    while tokens.word(first - 1) in ("a", "the", "vast", "large", "great", "overwhelming", "slim", "clear", "small"):
        first -= 1
    band = (
        Interval(Fraction(50), Fraction(100), low_open=True)
        if word == "majority"
        else Interval(Fraction(0), Fraction(50), high_open=True)
    )
    return _vague_share(first, i + 1, band)


def _vague_share(first: int, last: int, band: Interval) -> Draft:
    draft = _share_draft(first, last, Fraction(50))
    draft.vague, draft.band = True, band
    return draft


def _with_approximator(tokens: Tokens, draft: Draft, locale: Locale) -> Draft:
    found = approximator_before(tokens, draft.first, locale)
    if found:
        draft.approximator, draft.first = found
    elif draft.form == "share" and (after := approximator_after(tokens, draft.last, locale)):
        draft.approximator, draft.last = after
    return draft


def multiple(tokens: Tokens, i: int, locale: Locale, decimal: str) -> Draft | None:
    """ "doubled", "halved", "twofold", "10-fold", "three times as many", "twice the", "10x"."""
    word = tokens.low[i]
    if word in ("halved", "halving"):
        draft = _multiple_draft(i, i + 1, Fraction(1, 2), words=True)
        draft.direction = "down"
        return _with_approximator(tokens, draft, locale)
    if word in locale.multiples:
        return _named_multiple(tokens, i, locale)
    number = read_digits(tokens, i, locale, decimal) if tokens.kind[i] == NUMBER else read_words(tokens, i, locale)
    if number is None or number.value <= 0:
        return None
    end = number.end + (1 if tokens.word(number.end) == "-" and tokens.glued(number.end) else 0)
    words = number.words and False
    if locale.has("fold", tokens.word(end)):
        return _with_approximator(tokens, _multiple_draft(i, end + 1, number.value, words=words), locale)
    if tokens.word(end) in ("x", "×") and tokens.glued(end) and tokens.kind_at(end + 1) != NUMBER:
        return _with_approximator(tokens, _multiple_draft(i, end + 1, number.value, words=words), locale)
    if not locale.has("times", tokens.word(end)) or not locale.has("ratio_after", tokens.word(end + 1)):
        return None
    draft = _multiple_draft(i, end + 1, number.value, words=words)
    if tokens.word(end + 1) in ("more", "larger", "higher", "greater", "bigger"):
        draft.upper = number.value + 1
    return _with_approximator(tokens, draft, locale)


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
    return _with_approximator(tokens, draft, locale)


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
