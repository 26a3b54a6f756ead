"""Currencies: symbols, ISO 4217 codes and names, before or after the figure."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.units import matches

SYMBOLS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₺": "TRY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS",
    "₦": "NGN", "₡": "CRC", "₾": "GEL", "₭": "LAK", "₿": "BTC", "₫": "VND", "₴": "UAH", "₸": "KZT", "₱": "PHP",
    "฿": "THB", "₮": "MNT", "₲": "PYG", "₵": "GHS", "₼": "AZN", "৳": "BDT", "៛": "KHR", "﷼": "IRR", "¢": "cent",
}  # fmt: skip
"""ISO 4217 codes by their signs."""
_DOLLARS = {
    "us": "USD", "u.s": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "hk": "HKD", "s": "SGD", "nz": "NZD",
    "nt": "TWD", "r": "BRL", "cn": "CNY", "rmb": "CNY", "can": "CAD", "mex": "MXN", "sg": "SGD", "ja": "JMD",
}  # fmt: skip
_APART = frozenset({"us", "hk", "nz", "nt", "c", "ca"})
"""Prefixes of "$" that may stand apart from it, in small letters too ("hk $ 5"); "a $ 5 fee" is none."""
MINOR = {
    "cent": ("USD", "EUR", "CAD", "AUD", "NZD", "HKD", "SGD"), "penny": ("GBP", "IEP"), "paisa": ("INR", "PKR"),
    "kopek": ("RUB", "UAH"), "jiao": ("CNY",), "satoshi": ("BTC",),
}  # fmt: skip
"""Hundredths and other parts, which keep their own name as unit, and the currencies that they may be part of."""
_SHARED = {"kr": ("NOK", "DKK")}
"""Names that several currencies have, and which those are."""
_PARTS = {"jiao": Fraction(1, 10), "satoshi": Fraction(1, 10**8)}
_REACH = 8
_ALONE = frozenset(
    "try won rs php rand rands dong tl all rub sar cad top cup pen sos mad cop bam mop gel lak real sol sum".split()
)
"""Codes and names that are words elsewhere: only as a code in capitals, or behind a figure with a scale word."""
_WORDLIKE = frozenset("ALL TOP TRY CUP PEN SOS MAD COP BAM MOP GEL LAK BOB CAD".split())
"""Codes that are words in capitals: before a figure only where it has a scale word or separators."""
ISO_4217 = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SLE SOS SRD SSP SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD
    XOF XPF YER ZAR ZMW BTC DEM FRF ITL ESP NLG BEF ATS FIM PTE GRD IEP""".split()
)


def part_of(unit: str) -> Fraction:
    """What one of a currency's unit is of the whole: a hundredth for a cent."""
    return _PARTS.get(unit, Fraction(1, 100)) if unit in MINOR else Fraction(1)


def same_currency(one: str, two: str) -> bool:
    """Whether two units are one currency: USD and USD, a cent and a dollar or euro, kroner and NOK."""
    return one == two or any(b in names.get(a, ()) for names in (MINOR, _SHARED) for a, b in ((one, two), (two, one)))


def currency_before(tokens: Tokens, i: int, locale: Locale) -> tuple[str, int] | None:
    """The currency that ends right before token ``i``, and its first token."""
    at = i - 1
    mark = tokens.word(at)
    if mark in SYMBOLS:
        return _symbol_before(tokens, at, mark)
    if tokens.kind_at(at) == WORD:
        raw = tokens.raw(at)
        if code := _code(raw, locale):
            plain = tokens.kind_at(i) == NUMBER and tokens.low[i].isdecimal() and len(tokens.low[i]) < 4
            wordlike = code in _WORDLIKE and plain and tokens.word(i + 1) not in locale.scales
            return None if wordlike else (code, at)
        if mark in ("rs",) and raw[0] == "R":
            return "INR", at
    if mark == "." and tokens.word(at - 1) == "rs":
        return "INR", at - 1
    return None


def _symbol_before(tokens: Tokens, at: int, mark: str) -> tuple[str, int] | None:
    prefix = tokens.word(at - 1)
    if mark not in "$¥" or tokens.kind_at(at - 1) != WORD:
        return SYMBOLS[mark], at
    if not tokens.glued(at):
        known = prefix in _APART and (tokens.raw(at - 1).isupper() or tokens.gap(at + 1) == " ")
        return (_DOLLARS[prefix], at - 1) if mark == "$" and known else (SYMBOLS[mark], at)
    if prefix.upper() in ISO_4217:
        return prefix.upper(), at - 1
    if prefix in _DOLLARS and (tokens.raw(at - 1)[0].isupper() or len(prefix) > 1):
        return ("CNY" if mark == "¥" else _DOLLARS[prefix]), at - 1
    return None


def _code(raw: str, locale: Locale) -> str:
    if raw in ("usd", "eur", "rmb", "gbp", "cny"):
        raw = raw.upper()
    if raw == "TL":
        return "TRY"
    if raw == "RMB":
        return "CNY"
    return raw if raw in ISO_4217 else ""


def scaled_code(raw: str) -> tuple[str, Fraction] | None:
    """ "MEUR", "kUSD": a code with a prefix for a million or a thousand."""
    scale = {"M": 10**6, "k": 1000, "K": 1000, "T": 1000}.get(raw[:1], 0)
    return (raw[1:], Fraction(scale)) if len(raw) == 4 and scale and raw[1:] in ISO_4217 else None


def currency_after(tokens: Tokens, at: int, locale: Locale, scaled: bool) -> tuple[str, int] | None:
    """The currency that stands at token ``at``, and the token after it."""
    if (
        tokens.word(at) == "-"
        and tokens.glued(at)
        and tokens.glued(at + 1)
        and tokens.word(at + 1) in locale.currencies
    ):
        at += 1  # "a 12-cent rise"
    word = tokens.word(at)
    if word in SYMBOLS and (word != "$" or tokens.kind_at(at + 1) != "n" or not tokens.glued(at + 1)):
        return (SYMBOLS[word], at + 1) if tokens.gap(at) in ("", " ", "\u00a0", "\u202f") else None
    if tokens.kind_at(at) == WORD and tokens.kind_at(at + 1) == NUMBER and tokens.glued(at + 1):
        return None  # "3 USD50 cards"
    if word in ("pound", "pounds") and _weighs(tokens, at, locale):
        return None
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
    return (tokens.raw(at), at + 1) if tokens.raw(at) in ISO_4217 else None


def _weighs(tokens: Tokens, at: int, locale: Locale) -> bool:
    """ "weighs 25 pounds": whether a word nearby says that pounds are a mass."""
    if tokens.word(at + 1) == "sterling":
        return False
    near = tokens.low[max(0, at - _REACH) : at] + tokens.low[at + 1 : at + 4]
    return any(locale.has("weighing", word) for word in near)


def _trusted(raw: str, word: str, name: str, scaled: bool) -> bool:
    if (word == name.lower() and name not in MINOR) or word == "tl":
        return raw.isupper() or word in ("usd", "eur", "gbp", "cny")
    return word not in _ALONE or (scaled and word in ("won", "rand", "dong"))
