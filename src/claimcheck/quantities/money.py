"""Sums of money whose scale or cents stand behind the currency: "75 USD million", "120 MEUR", "17 USD 25"."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimcheck.quantities.currencies import MINOR, currency_after, currency_before, scaled_code
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.number_words import read_words
from claimcheck.quantities.numeral import Numeral
from claimcheck.quantities.tokens import NUMBER, Tokens

_ENDS = frozenset({"", ".", ",", ";", "?", "!", ")"})


def money_before(tokens: Tokens, first: int, number: Numeral, locale: Locale) -> tuple[str, int, Fraction] | None:
    """The currency before token ``first``, its first token, and what its prefix scales by ("MAUD 60")."""
    if (coded := scaled_code(tokens.raw(first - 1))) is not None:
        return coded[0], first - 1, coded[1]
    found = currency_before(tokens, first, locale)
    if found is None:
        return None
    of_the_last = tokens.kind_at(found[1] - 1) == NUMBER and not tokens.glued(first)
    if of_the_last and currency_after(tokens, number.end, locale, number.scaled):
        return None  # "10 RMB 20 USD"
    return *found, Fraction(1)


def scaled_money(tokens: Tokens, number: Numeral, locale: Locale) -> tuple[Numeral, str, int] | None:
    """The number with the scale that its currency carries or that follows it, the currency, and the token after."""
    at = number.end
    if (coded := scaled_code(tokens.raw(at))) is not None:
        return times(number, coded[1]), coded[0], at + 1
    if number.scaled or (found := currency_after(tokens, at, locale, number.scaled)) is None:
        return None
    scale = locale.scales.get(tokens.word(found[1]))
    return (times(number, scale), found[0], found[1] + 1) if scale and scale >= 1000 else None


def times(number: Numeral, scale: Fraction) -> Numeral:
    """The number in a larger scale."""
    if scale == 1:
        return number
    return replace(
        number, value=number.value * scale, precision=number.precision * scale, step=number.step * scale, scaled=True
    )


def add_cents(tokens: Tokens, draft: Draft, locale: Locale) -> Draft:
    """ "thirteen dollars forty-five.", "17 USD 25.": two digits behind the currency's name, and nothing behind them."""
    if draft.kind != "currency" or draft.form != "point" or draft.scaled or draft.decimals or draft.value is None:
        return draft
    if (
        "/" in draft.unit
        or draft.unit in MINOR
        or draft.approximator != "exact"
        or tokens.kind_at(draft.last - 1) != "w"
    ):
        return draft
    at = draft.last + (1 if locale.has("and", tokens.word(draft.last)) else 0)
    if tokens.kind_at(at) == NUMBER and len(tokens.low[at]) == 2 and tokens.low[at].isdecimal():
        cents, end = int(tokens.low[at]), at + 1
    elif (rest := read_words(tokens, at, locale)) is not None and 10 <= rest.value < 100:
        cents, end = int(rest.value), rest.end
    else:
        return draft
    if tokens.word(end) not in _ENDS or tokens.glued(end + 1):
        return draft
    draft.value += Fraction(cents, 100)
    draft.precision = draft.step = Fraction(1, 100)
    draft.last = end
    return draft
