"""Numbers that name: "Section 3", "p. 12", "No. 5", "Interstate 95", "week 12"; a place in a chart is none of them."""

from __future__ import annotations

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.phrases import looks_plural
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import UNITS

_DASHES = ("-", "–", "—")
_ABBREVIATED = frozenset("no nos p pp art vol sec fig figs eq ch ver fn ref".split())
_BARE = frozenset({"p", "pp", "vol", "fn"})
"""Abbreviations that label without a point or a capital letter too."""


def label(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "p. 12", "pp. 497-525", "Section 3", "Figures 2 and 3", "Article 5", "No. 3"."""
    if tokens.word(i - 1) in ("§", "§§", "№", "¶"):
        return _list_end(tokens, i, locale)
    if "\t" in tokens.gap(i) or _ranks(tokens, i, locale):
        return 0  # the next cell of a table, or a place in a list
    dotted = tokens.word(i - 1) == "."
    at = i - 2 if dotted else i - 1
    name = tokens.word(at)
    if tokens.kind_at(at) == WORD and not dotted and _names_one(tokens, i, locale):
        return i + 1
    if tokens.kind_at(at) != WORD or not (locale.has("names", name) or locale.has("label_abbreviations", name)):
        return 0
    if name in _ABBREVIATED or locale.has("label_abbreviations", name):
        return _list_end(tokens, i, locale) if dotted or tokens.capital(at) or name in _BARE else 0
    if dotted:
        return 0
    if locale.has("strict_names", name) or tokens.capital(at):
        return _list_end(tokens, i, locale)
    return 0 if _noun_follows(tokens, i, locale) or "." in tokens.low[i] else _list_end(tokens, i, locale)


def _ranks(tokens: Tokens, i: int, locale: Locale) -> bool:
    """ "peaked at number 12", "ranked No. 5": a place that something took."""
    at = i - 2 if tokens.word(i - 1) == "." else i - 1
    said = tokens.word(at) == "number" or (tokens.word(at) == "no" and tokens.word(i - 1) == ".")
    charted = tokens.word(at - 1) == "at" and any(
        locale.has("charts", word) for word in tokens.low[max(0, at - _CHART) : i + _CHART]
    )
    return said and (charted or any(locale.has("ranks", tokens.word(k)) for k in (at - 1, at - 2)))


_CHART = 8
"""Tokens from a place within which the chart is named."""


def _names_one(tokens: Tokens, i: int, locale: Locale) -> bool:
    """ "Interstate 95 is long", "the Boeing 747 landed": a name with its number, which counts nothing."""
    if not tokens.capital(i - 1) or locale.has("stop", tokens.word(i - 1)) or not tokens.low[i].isdecimal():
        return False
    if tokens.word(i + 1) in ("is", "was", "has"):
        return True
    called = tokens.word(i - 2) in ("the", "a", "an") and tokens.word(i - 1) not in locale.months
    called = called and not (len(tokens.low[i]) == 4 and tokens.low[i][0] in "12")  # "the Paris 2015 agreement"
    if not called or tokens.kind_at(i + 1) != WORD or tokens.glued(i + 1) or _noun_follows(tokens, i, locale):
        return False
    after = tokens.word(i + 1)
    counted = (
        after in locale.unit_words or after in locale.scales or after in locale.currencies or tokens.raw(i + 1) in UNITS
    )
    return not counted and not locale.has("percent", after) and after != "per"


def _noun_follows(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether a plural noun, which the number would count, follows within three words."""
    for k in range(i + 1, min(i + 4, len(tokens))):
        if tokens.kind[k] != WORD or locale.has("stop", tokens.low[k]):
            return False
        if looks_plural(tokens.low[k], locale):
            return True
    return False


def _list_end(tokens: Tokens, i: int, locale: Locale) -> int:
    end = i + 1
    for _ in range(12):
        word = tokens.word(end)
        if word == "," and tokens.word(end + 1) in ("and", "&"):
            word, end = "and", end + 1
        if (word in _DASHES or word in (",", "and", "&", "to")) and tokens.kind_at(end + 1) == NUMBER:
            if word == "," and _noun_follows(tokens, end + 1, locale):
                break  # "In Fig. 10, 350 electrons were injected"
            if (
                word in (",", "and", "to")
                and len(tokens.word(end + 1)) == 4
                and tokens.word(end + 1)[:2] in ("19", "20")
            ):
                break
            end += 2
        else:
            break
    return end
