"""Durations and measures that are no plain numeral with a unit: "half an hour", "month-long", "1 hour 10 minutes"."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from claimcheck.model.quantity import Kind
from claimcheck.quantities.approximators import approximator_before
from claimcheck.quantities.currencies import same_currency
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.figures import figure
from claimcheck.quantities.fractions import parts_at
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, Tokens
from claimcheck.quantities.units import UNITS, Unit, read_unit

UNIT_WORDS: Final = frozenset("minute hour day week month year decade century".split())
"""Words that begin a duration where "-long" follows."""
_ADDING: Final = ("time", "length", "mass", "currency")
_BEFORE_ONE = frozenset("for within after over about almost nearly under than least lasted around every".split())


def half_unit(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "half an hour", "half a century", "a half-hour walk"."""
    hyphened = tokens.word(i + 1) == "-" and tokens.glued(i + 1) and tokens.glued(i + 2)
    if tokens.low[i] != "half" or not (hyphened or tokens.word(i + 1) in ("a", "an")):
        return None
    found = read_unit(tokens, i + 2, locale, digits=False)
    if found is None or tokens.word(i + 2).endswith("s"):
        return None
    return _of(tokens, i, found, Fraction(1, 2), locale)


def part_of_unit(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "three quarters of an hour", "two thirds of a mile", "a third of one percent", "half a percent"."""
    part = parts_at(tokens, i, locale)
    if part is None or part.value >= 1:
        return None
    of = locale.has("of", tokens.word(part.end))
    at = part.end + of
    if not (locale.has("article", tokens.word(at)) or (of and tokens.word(at) in ("one", "1"))):
        return None
    if tokens.word(at + 1) == "percentage" and tokens.word(at + 2) == "point":
        return _of(tokens, i, (Unit("points", "points", Fraction(1)), at + 3), part.value, locale)
    if (end := _percent_word(tokens, at + 1, locale)) is not None:
        unit = Unit("percent", "ratio", Fraction(1, 100))
        return _of(tokens, i, (unit, end), part.value, locale)
    found = read_unit(tokens, at + 1, locale, digits=False) if of else None
    if found is None or tokens.word(at + 1).endswith("s"):
        return None
    return _of(tokens, i, found, part.value, locale)


def _percent_word(tokens: Tokens, at: int, locale: Locale) -> int | None:
    """The token after "percent" or "per cent"; points are another thing."""
    end = at + (2 if tokens.word(at) == "per" and tokens.word(at + 1) == "cent" else 1)
    named = end == at + 2 or (locale.has("percent", tokens.word(at)) and tokens.word(at) != "percentage")
    return end if named and tokens.word(end) not in ("point", "points") else None


def one_unit(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "for a month", "within an hour"."""
    if tokens.word(i) not in ("a", "an") or tokens.word(i - 1) not in _BEFORE_ONE:
        return None
    found = read_unit(tokens, i + 1, locale, digits=False)
    if found is None or found[0].dimension != "time" or tokens.word(i + 1).endswith("s"):
        return None
    return _of(tokens, i, found, Fraction(1), locale)


def unit_long(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "a month-long exercise"."""
    if tokens.word(i) not in UNIT_WORDS or tokens.word(i + 1) != "-" or tokens.word(i + 2) != "long":
        return None
    if not (tokens.glued(i + 1) and tokens.glued(i + 2)) or (tokens.word(i - 1) == "-" and tokens.glued(i)):
        return None
    found = read_unit(tokens, i, locale, digits=False)
    return _of(tokens, i, (found[0], i + 3), Fraction(1), locale) if found else None


def _of(tokens: Tokens, i: int, found: tuple[Unit, int], value: Fraction, locale: Locale) -> Draft:
    unit, end = found
    kinds: dict[str, Kind] = {"time": "duration", "ratio": "percent", "points": "points"}
    kind = kinds.get(unit.dimension, "measure")
    draft = Draft(
        i, end, kind=kind, value=value, unit=unit.name, dimension=unit.dimension, factor=unit.factor, words=True
    )
    draft.precision = draft.step = Fraction(1, 2)  # "a month" is nearer to four weeks than to six
    if kind in ("percent", "points"):
        draft.precision = draft.step = Fraction(1, 10)
    before = approximator_before(tokens, i, locale)
    if before:
        draft.approximator, draft.first = before
    return draft


def _inches(tokens: Tokens, at: int, draft: Draft, locale: Locale, decimal: str) -> Draft | None:
    """ "5 ft 2 in": behind feet "in" is a unit."""
    if draft.unit != "ft" or tokens.kind_at(at) != NUMBER or tokens.word(at + 1) != "in":
        return None
    rest = figure(tokens, at, locale, decimal)
    if rest is None or rest.last != at + 1 or tokens.word(at + 2) in ("the", "a", "an", "this", "each"):
        return None
    rest.last, rest.kind, rest.unit, rest.dimension, rest.factor = at + 2, "measure", "in", "length", UNITS["in"].factor
    return rest


def add_smaller(tokens: Tokens, draft: Draft, locale: Locale, decimal: str) -> Draft:
    """The draft with what a smaller unit behind it adds ("three hours and ten minutes"); changed in place."""
    if draft.value is None or draft.form != "point" or draft.dimension not in _ADDING:
        return draft
    at = draft.last + (1 if tokens.word(draft.last) in ("and", ",") else 0)
    if at >= len(tokens) or tokens.word(at) in UNIT_WORDS:
        return draft
    rest = _inches(tokens, at, draft, locale, decimal) or figure(tokens, at, locale, decimal)
    if rest is None or rest.value is None or rest.first != at or rest.form != "point" or rest.approximator != "exact":
        return draft
    if rest.dimension != draft.dimension or rest.factor >= draft.factor or "/" in draft.unit + rest.unit:
        return draft
    if draft.dimension == "currency" and not same_currency(draft.unit, rest.unit):
        return draft
    share = rest.factor / draft.factor
    if rest.value * share >= 1 or draft.value.denominator != 1:
        return draft
    draft.value += rest.value * share
    draft.precision = draft.step = rest.precision * share
    draft.last, draft.decimals = rest.last, False
    return draft
