"""Forms that are no plain numeral with a unit, in every language but English: shares, ranks, vague plurals, multiples.

What they are called stands in the data file of the language; :mod:`forms` reads English.
"""

from __future__ import annotations

from fractions import Fraction

from claimcheck.quantities import forms
from claimcheck.quantities.approximators import Interval, approximator_after, approximator_before
from claimcheck.quantities.currencies import currency_after
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.numerals import VULGAR
from claimcheck.quantities.shares import share_draft
from claimcheck.quantities.tokens import MARK, NUMBER, WORD, Tokens
from claimcheck.quantities.units import read_unit
from claimcheck.quantities.whole_numbers import whole
from claimcheck.quantities.word_fractions import fraction_at, small, stroke
from claimcheck.quantities.word_pieces import Piece, cover

_PERCENT = Fraction(1, 100)


def special(tokens: Tokens, i: int, locale: Locale, decimal: str) -> Draft | None:
    """The share, multiple, rank or vague number that begins at token ``i``."""
    return (
        _share(tokens, i, locale)
        or _stroke(tokens, i, locale)
        or _in_word_multiple(tokens, i, locale)
        or forms.multiple(tokens, i, locale, decimal)
        or _digit_rank(tokens, i, locale)
        or _worded_rank(tokens, i, locale)
        or _vague(tokens, i, locale)
        or _about(tokens, i, locale)
    )


def _draft(tokens: Tokens, draft: Draft, locale: Locale) -> Draft:
    first = draft.first - (1 if locale.has("definite", tokens.word(draft.first - 1)) else 0)
    before = approximator_before(tokens, draft.first, locale) or approximator_before(tokens, first, locale)
    if before:
        draft.approximator, draft.first = before
    after = approximator_after(tokens, draft.last, locale)
    if after and draft.approximator == "exact":
        draft.approximator, draft.last = after
    return draft


def _share(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "zwei Drittel", "la moitié", "üçte biri", "einer von acht", "die Mehrheit"."""
    if tokens.kind[i] == MARK:
        value = VULGAR.get(tokens.low[i])
        return (
            _draft(tokens, share_draft(i, i + 1, value), locale)
            if value and not _measured(tokens, i + 1, locale)
            else None
        )
    at = i + 1 if locale.has("article", tokens.low[i]) else i
    if locale.has("half_nouns", tokens.word(at)):
        return _draft(tokens, share_draft(i, at + 1, Fraction(1, 2)), locale)
    if locale.has("majority", tokens.word(at)):
        return _band_share(i, at + 1, Interval(Fraction(50), Fraction(100), low_open=True))
    if locale.has("minority", tokens.word(at)):
        return _band_share(i, at + 1, Interval(Fraction(0), Fraction(50), high_open=True))
    if locale.has("each", tokens.low[i]) and (rank := whole(tokens, i + 1, locale, ordinal=True)) and rank.value > 1:
        return _draft(tokens, share_draft(i, rank.end, Fraction(1, rank.value)), locale)
    fraction = fraction_at(tokens, i, locale)
    if fraction is None or not 0 < fraction[0] < 1 or _measured(tokens, fraction[1], locale):
        return None
    if locale.has("minus", tokens.word(i - 1)):
        return None
    plain = whole(tokens, i, locale)
    if plain is not None and plain.end > fraction[1]:
        return None
    return _draft(tokens, share_draft(i, fraction[1], fraction[0]), locale)


def _band_share(first: int, last: int, band: Interval) -> Draft:
    draft = share_draft(first, last, Fraction(50))
    draft.vague, draft.band = True, band
    return draft


def _measured(tokens: Tokens, at: int, locale: Locale) -> bool:
    """Whether what stands behind a fraction makes it a measure or scales it ("drei Viertel Liter", "… Million")."""
    if locale.has("of", tokens.word(at)):
        at += 1
    return (
        tokens.word(at) in locale.scales
        or read_unit(tokens, at, locale, digits=False) is not None
        or currency_after(tokens, at, locale, scaled=True) is not None
    )


def _stroke(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "3/4 der Befragten"; "24/7", "9/11" and dates are none."""
    value = stroke(tokens, i)
    if value is None or locale.has("day_before", tokens.word(i - 1)):
        return None
    if tokens.word(i - 1) in ("-", "−") and tokens.glued(i) and not tokens.glued(i - 1):
        return Draft(i - 1, i + 3, value=-value, precision=value, step=value, decimals=True)
    return None if _measured(tokens, i + 3, locale) else _draft(tokens, share_draft(i, i + 3, value), locale)


def _in_word_multiple(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "zehnfach", "verdreifacht": the number inside the word; the words that hold it come from the data."""
    if tokens.kind[i] != WORD:
        return None
    word = tokens.low[i]
    for ending in locale.words.get("fold_endings", ()):
        if word.endswith(ending) and (pieces := cover(word[: -len(ending)], locale.lang)):
            value = _value(pieces)
            compared = not locale.has("times", ending) or locale.has("ratio_after", tokens.word(i + 1))
            if value > 1 and compared:
                draft = Draft(i, i + 1, kind="multiple", value=Fraction(value), upper=Fraction(value), form="multiple")
                draft.words, draft.direction = True, "up"
                return _draft(tokens, draft, locale)
    return None


def _value(pieces: tuple[Piece, ...]) -> int:
    return pieces[0].value if len(pieces) == 1 and not pieces[0].ordinal else 0


def _rank(first: int, last: int, rank: int) -> Draft:
    return Draft(first, last, kind="ordinal", value=Fraction(rank))


def _digit_rank(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "die 86. Sitzung", "le 3e rang", "11'inci", "la 5.ª edición"."""
    word = tokens.low[i]
    if tokens.kind[i] != NUMBER or not word.isdecimal() or len(word) > 7:
        return None
    at = i + 1
    pointed = tokens.word(at) == "." and tokens.glued(at)
    mark = at + (1 if tokens.word(at) in ("'", "’", ".") and tokens.glued(at) else 0)
    exponent = mark + (2 if tokens.word(mark + 1) in ("-", "+") else 1)  # "1e-10" is no first
    if tokens.glued(mark + 1) and tokens.kind_at(exponent) == NUMBER:
        return None
    if tokens.glued(mark) and locale.has("ordinal_marks", tokens.word(mark)):
        return _rank(i, mark + 1, int(word))
    if not pointed or not locale.has("grammar", "ordinal-point") or tokens.kind_at(at + 1) != WORD or len(word) > 3:
        return None
    determined = locale.has("ordinal_before", tokens.word(i - 1))
    small = not tokens.capital(at + 1) and bool(tokens.gap(at + 1))
    return _rank(i, at + 1, int(word)) if determined or small else None


def _worded_rank(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    if tokens.kind[i] != WORD:
        return None
    found = whole(tokens, i, locale, ordinal=True)
    if found is None or (locale.has("article", tokens.low[i]) and found.end == i + 1):
        return None
    after = tokens.word(found.end)
    if locale.has("weak_ordinals", tokens.low[i]) and not locale.has("ordinal_before", tokens.word(i - 1)):
        return None
    if locale.has("ordinal_skip", after) or locale.has("ordinal_skip_before", tokens.word(i - 1)):
        return None
    if after in locale.months or (found.value == 1 and not locale.has("ordinal_before", tokens.word(i - 1))):
        if after in locale.months or (tokens.kind_at(found.end) == WORD and locale.has("stop", after)):
            return None
    return _rank(i, found.end, found.value)


def _vague(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "Dutzende", "Hunderte von Millionen", "plusieurs centaines", "varias decenas de miles"."""
    band, at = locale.bands.get(tokens.low[i]), i + 1
    if band is None:
        return None
    low, high = band
    of = 1 if locale.has("of", tokens.word(at)) else 0
    if locale.has("several", tokens.low[i]):
        unit = locale.collectives.get(tokens.word(at)) or locale.scales.get(tokens.word(at))
        if unit is None:
            unit = Fraction(100) if tokens.word(at) in locale.hundred else None
        inner = locale.bands.get(tokens.word(at))
        if unit is None and inner is None:
            return None
        factor = Fraction(unit) if unit is not None else (inner[0] / 2 if inner else Fraction(1))
        low, high, at, of = low * factor, None if high is None else high * factor, at + 1, 0
        of = 1 if locale.has("of", tokens.word(at)) else 0
    if more := locale.scales.get(tokens.word(at + of)):
        low, high, at = low * more, None if high is None else high * more, at + of + 1
    elif more_band := locale.bands.get(tokens.word(at + of)):
        if not locale.has("several", tokens.word(at + of)):
            low, high, at = low * more_band[0] / 2, None if high is None else high * more_band[0], at + of + 1
    first = i
    before = approximator_before(tokens, i, locale)
    if before and before[0] != "at_most":
        first = before[1]
    return Draft(first, at, kind="count", vague=True, band=Interval(low, high, high_open=True))


def _about(tokens: Tokens, i: int, locale: Locale) -> Draft | None:
    """ "une centaine de", "una decena de", "deux dizaines": a round number, near enough."""
    at = i + 1 if locale.has("article", tokens.low[i]) else i
    times = 1
    number = None
    if at == i:
        number = whole(tokens, i, locale)
        if number is not None and number.value <= 9:
            times, at = number.value, number.end
    value = locale.collectives.get(tokens.word(at))
    if value is None or (at == i and number is None):
        return None
    total, last = Fraction(value * times), at + 1
    of = 1 if locale.has("of", tokens.word(last)) else 0
    if scale := locale.scales.get(tokens.word(last + of)):
        total, last = total * scale, last + of + 1
    draft = Draft(i, last, value=total, precision=Fraction(1), step=Fraction(value), words=True)
    draft.approximator = "approximate"
    before = approximator_before(tokens, i, locale)
    if before:
        draft.approximator, draft.first = before
    return draft


def add_cents(tokens: Tokens, draft: Draft, locale: Locale) -> Draft:
    """The draft with the hundredths behind it ("3 Euro und 50 Cent"); changed in place."""
    if draft.kind != "currency" or draft.form != "point" or draft.scaled or draft.decimals or draft.value is None:
        return draft
    number = small(tokens, draft.last + (1 if locale.has("and", tokens.word(draft.last)) else 0), locale)
    if number is not None and number[0] < 100 and locale.has("cents", tokens.word(number[1])):
        draft.value += Fraction(number[0], 100)
        draft.last, draft.decimals = number[1] + 1, True
        draft.precision = draft.step = _PERCENT
    return draft
