"""Currencies: symbols, ISO 4217 codes and names, before or after the figure."""

from __future__ import annotations

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import WORD, Tokens
from claimcheck.quantities.units import matches

_SYMBOLS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₺": "TRY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₦": "NGN",
}
_DOLLARS = {
    "us": "USD", "u.s": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD", "s": "SGD", "nz": "NZD",
    "nt": "TWD", "r": "BRL", "cn": "CNY", "rmb": "CNY", "can": "CAD",
}  # fmt: skip
_ALONE = frozenset({"try", "won", "rs", "php", "rand", "rands", "dong", "tl", "all", "rub", "sar", "cad"})
"""Codes and names that are words elsewhere: only as a code in capitals, or behind a figure with a scale word."""


def currency_before(tokens: Tokens, i: int, locale: Locale) -> tuple[str, int] | None:
    """The currency that ends right before token ``i``, and its first token."""
    at = i - 1
    mark = tokens.word(at)
    if mark in _SYMBOLS:
        prefix = tokens.word(at - 1)
        if mark in "$¥" and tokens.glued(at) and tokens.kind_at(at - 1) == WORD:
            if prefix in _DOLLARS and tokens.raw(at - 1).isupper():
                return ("CNY" if mark == "¥" else _DOLLARS[prefix]), at - 1
            return None
        if mark == "$" and prefix in ("us", "hk", "usd") and tokens.raw(at - 1).isupper():
            return _DOLLARS.get(prefix, "USD"), at - 1
        return _SYMBOLS[mark], at
    if tokens.kind_at(at) == WORD:
        raw = tokens.raw(at)
        code = _code(raw, locale)
        if code:
            return code, at
        if mark in ("rs",) and raw[0] == "R":
            return "INR", at
    if mark == "." and tokens.word(at - 1) == "rs":
        return "INR", at - 1
    return None


def _code(raw: str, locale: Locale) -> str:
    if raw in ("usd", "eur", "rmb", "gbp", "cny"):
        raw = raw.upper()
    if not raw.isupper() or len(raw) not in (2, 3):
        return ""
    for words, name in locale.currencies.get(raw.lower(), ()):
        if len(words) == 1 and (len(raw) == 3 or raw == "TL"):
            return name
    return ""


def currency_after(tokens: Tokens, at: int, locale: Locale, scaled: bool) -> tuple[str, int] | None:
    """The currency that stands at token ``at``, and the token after it."""
    word = tokens.word(at)
    if word in _SYMBOLS and (word != "$" or tokens.kind_at(at + 1) != "n" or not tokens.glued(at + 1)):
        return (_SYMBOLS[word], at + 1) if tokens.gap(at) in ("", " ", "\u00a0", "\u202f") else None
    for words, name in locale.currencies.get(word, ()):
        if not matches(tokens, at, words):
            continue
        if len(words) == 1 and not scaled and locale.has("scaled_currencies", word):
            continue  # "361 millones de libras" are money, "3 libras" a mass
        if (
            len(words) == 1
            and not locale.has("sure_currencies", word)
            and not _trusted(tokens.raw(at), word, name, scaled)
        ):
            continue
        return name, at + len(words)
    return None


def _trusted(raw: str, word: str, name: str, scaled: bool) -> bool:
    if word == name.lower() or word == "tl":
        return raw.isupper() or word in ("usd", "eur", "gbp", "cny")
    return word not in _ALONE or (scaled and word in ("won", "rand", "dong"))
