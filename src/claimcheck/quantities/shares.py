"""Shares: "a third of", "one in eight", "three out of four", "most of the", and fractions that tell by how much."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.model.quantity import Approximator
from claimcheck.quantities.approximators import Interval, approximator_after, approximator_before
from claimcheck.quantities.direction import direction_before
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.fractions import of_scale, parts_at
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.number_words import read_words
from claimcheck.quantities.numerals import VULGAR
from claimcheck.quantities.phrases import looks_plural
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens

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


def share_draft(first: int, last: int, value: Fraction, approximator: Approximator = "exact") -> Draft:
    """A part of a whole, 0 … 1, as the percentage that it is."""
    return Draft(
        first, last, kind="percent", value=value * 100, form="share", unit="percent", dimension="ratio",
        factor=_PERCENT, words=True, approximator=approximator, step=Fraction(1),
    )  # fmt: skip


def _fraction(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    word = tokens.low[i]
    if word in VULGAR:
        return (
            with_approximator(tokens, share_draft(i, i + 1, VULGAR[word]), locale)
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
    if locale.lang == "en" and (changed := _by_so_much(tokens, share_draft(i, at + 1, value), locale)):
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
    return with_approximator(tokens, share_draft(i, at + 1, value), locale)


def _by_so_much(tokens: Tokens, draft: Draft, locale: Locale) -> Draft | None:
    """ "grew by half", "a tenth below those of 2022", "more than a third short of": by how much something differs."""
    ahead, behind = tokens.word(draft.last), tokens.word(draft.last + 1)
    fewer = locale.has("less", ahead)
    apart = (fewer or locale.has("more", ahead)) and not (
        ahead in ("short", "up", "down") and behind not in ("of", "on", "from")
    )
    draft = with_approximator(tokens, draft, locale)
    by = tokens.word(draft.first - 1) == "by" and ahead not in ("of", "the", "a", "an")
    told = direction_before(tokens, draft.first - 1, locale, reach=10) if by else ""
    if told in ("up", "down"):
        draft.direction = told
        return draft
    if not apart:
        return None
    draft.form, draft.direction = "change", "down" if fewer else "up"
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
    return with_approximator(tokens, share_draft(i, i + 3, Fraction(int(top), int(bottom))), locale)


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
    draft = share_draft(i, last, Fraction(top, bottom))
    draft.measure, draft.fixed = noun, bool(noun)
    return with_approximator(tokens, draft, locale)


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
    if not locale.has("share_words", word) or after != "of" or _margin(tokens, i + 2):
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


def _margin(tokens: Tokens, at: int) -> bool:
    """Whether it is by how many a vote was won: "a majority of 371 votes"."""
    return tokens.kind_at(at) == NUMBER and tokens.word(at + 1) in _WON


_WON = frozenset(("votes", "vote", "seats", "seat", "delegates", "mandates", ".", ",", ";", ")", ""))


def _vague_share(first: int, last: int, band: Interval) -> Draft:
    draft = share_draft(first, last, Fraction(50))
    draft.vague, draft.band = True, band
    return draft


def with_approximator(tokens: Tokens, draft: Draft, locale: Locale) -> Draft:
    """The draft with the wording before it, or behind a share, that says how exact it is."""
    found = approximator_before(tokens, draft.first, locale)
    if found:
        draft.approximator, draft.first = found
    elif draft.form == "share" and (after := approximator_after(tokens, draft.last, locale)):
        draft.approximator, draft.last = after
    return draft
