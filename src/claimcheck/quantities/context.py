"""The sentence around its figures: measures, lists, times, places, changes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from claimcheck.quantities.changes import change, compares, from_to
from claimcheck.quantities.direction import direction_before
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.phrases import members_after, noun_phrase, phrase_before, place_near, strip_of
from claimcheck.quantities.times import date_figures
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens

MOST_FIGURES = 400
"""A sentence of more figures is a table or a dump; words around them are not read."""
_DETERMINERS = frozenset(
    {"the", "its", "their", "his", "her", "all", "these", "those", "such", "our", "other", "different"}
)


def settle(tokens: Tokens, drafts: Sequence[Draft], floor: int, limit: int, locale: Locale) -> None:
    """Fill in what the sentence between tokens ``floor`` and ``limit`` says about each figure; in place."""
    _share_units(tokens, drafts)
    if len(drafts) > MOST_FIGURES:
        return
    for n, draft in enumerate(drafts):
        if draft.kind == "date":
            continue
        behind = n + 1
        if behind < len(drafts) and _is_class(tokens, draft, drafts[behind]):
            draft.measure_end, behind = drafts[behind].last + len(("-", "grade")), behind + 1
        until = drafts[behind].first if behind < len(drafts) else limit
        _measure(tokens, draft, drafts[max(0, n - 4) : n], until, floor, limit, locale)
        change(tokens, drafts[:n], draft, floor, locale)
    _spans(tokens, drafts, floor, locale)
    _parts_of(tokens, drafts)
    _changes(tokens, drafts, locale)
    date_figures(tokens, drafts, floor, locale)
    for draft in drafts:
        if draft.kind not in ("date", "statistic"):
            draft.where = place_near(tokens, draft.first, max(draft.last, draft.measure_end), floor, limit, locale)


def _is_class(tokens: Tokens, draft: Draft, behind: Draft) -> bool:
    """Whether an ordinal only says what is counted: "400 9th-grade students"."""
    return behind.kind == "ordinal" and behind.first == draft.last and tokens.word(behind.last) == "-"


def _spans(tokens: Tokens, drafts: Sequence[Draft], floor: int, locale: Locale) -> None:
    """ "8 % over two years", "over two years, it doubled": the time that something took, not more than that."""
    for n, draft in enumerate(drafts):
        if draft.kind != "duration" or draft.approximator != "more_than" or tokens.word(draft.first) != "over":
            continue
        before = drafts[n - 1] if n else None
        behind_figure = before is not None and before.kind != "duration" and draft.first - before.last <= _NEXT
        opens = draft.first == floor or tokens.word(draft.first - 1) in (",", ";", "(")
        if behind_figure or opens or direction_before(tokens, draft.first, locale, reach=1):
            draft.first, draft.approximator = draft.first + 1, "exact"
    for draft in drafts:
        than = draft.first + 1
        if draft.kind == "duration" and tokens.word(than) == "than" and locale.has("earlier", tokens.word(draft.last)):
            draft.first, draft.approximator = than + 1, "exact"  # "higher than a year earlier"


_NEXT = 2
"""Tokens behind a figure within which stands what goes with it."""
_IT = frozenset("it them this that these those which whom".split())
"""What stands for what was named before: "two thirds of it"."""
_VERSUS = (["v"], ["vs"], ["versus"], ["vs", "."], ["v", "."])


def _share_units(tokens: Tokens, drafts: Sequence[Draft]) -> None:
    """ "2,619.6 and 2,614.7 m": what stands last holds for the bare figures listed before it."""
    carried = -1
    for n in range(len(drafts) - 2, -1, -1):
        one, two = drafts[n], drafts[n + 1]
        if (
            one.kind != "number"
            or one.unit
            or two.kind not in ("measure", "percent", "currency", "duration", "rate")
            or two.form == "share"
        ):
            continue
        between = tokens.low[one.last : two.first]
        if two.kind == "percent" and tokens.word(two.last) in ("ci", "confidence", "credible"):
            continue  # "HR 1.25, 95 % CI …"
        listed = between in (["and"], [",", "and"], ["or"], ["to"])
        if between == [","]:  # of those "over 80, 47 %" the comma parts a sentence
            listed = carried == n + 1 or _behind_comma(tokens, drafts, n)
        if ((listed and two.kind != "rate") or between in _VERSUS) and tokens.word(two.first) not in ("$", "€", "£"):
            _take_unit(one, two)
            one.measure_end = two.last
            carried = n
    for one, two in pairwise(drafts):
        ages = one.kind == "duration" and tokens.kind_at(one.last - 1) == NUMBER and two.kind == "number"
        if ages and not two.unit and tokens.low[one.last : two.first] in (["and"], ["or"], ["to"]):
            _take_unit(two, one)  # "between the ages of 15 and 19"


def _behind_comma(tokens: Tokens, drafts: Sequence[Draft], n: int) -> bool:
    """Whether another bare figure and a comma stand right before a figure: "12, 14, 15 %"."""
    return n > 0 and drafts[n - 1].kind == "number" and tokens.low[drafts[n - 1].last : drafts[n].first] == [","]


def _parts_of(tokens: Tokens, drafts: Sequence[Draft]) -> None:
    """ "45 of the 120 patients": the part counts what the whole counts."""
    for part, whole in pairwise(drafts):
        between = tokens.low[part.last : whole.first]
        if part.kind not in ("number", "count") or whole.kind != "count" or whole.form != "point":
            continue
        if between in (["of"], ["of", "the"], ["out", "of"], ["out", "of", "the"], ["of", "these"], ["of", "all"]):
            part.kind, part.measure = "count", whole.measure


def _measure(
    tokens: Tokens, draft: Draft, figures: Sequence[Draft], until: int, floor: int, limit: int, locale: Locale
) -> None:
    if draft.fixed:
        return
    phrase, end = _after(tokens, draft, until, locale)
    occasions = phrase in ("times", "occasions")
    if (not phrase or occasions) and draft.kind != "ordinal":
        of_it = draft.kind == "percent" and tokens.word(draft.last) == "of" and tokens.word(draft.last + 1) in _IT
        unnamed = draft.kind == "duration" or of_it
        phrase = "" if unnamed else phrase_before(tokens, draft.first, floor, locale, figures)
        end = draft.last
        draft.kind = "count" if occasions and draft.kind == "number" else draft.kind
    elif draft.kind == "number" and phrase and draft.form in ("point", "range"):
        draft.kind = "count"
    phrase = "" if locale.has("how_much", phrase.lower()) else strip_of(phrase)
    draft.measure, draft.measure_end = phrase, max(end, draft.last)
    if draft.kind in ("count", "number"):
        members, is_open = members_after(tokens, draft.measure_end, limit, locale)
        if members:
            draft.members, draft.open_list = members, is_open
            if draft.form == "point":
                draft.form = "enumeration"


def _after(tokens: Tokens, draft: Draft, until: int, locale: Locale) -> tuple[str, int]:
    """The noun phrase behind the figure, "of the" skipped; none behind multiples and plain percentages."""
    at = max(draft.last, draft.measure_end)
    if tokens.word(at) in ("above", "below") or compares(tokens, at, draft, locale):
        return noun_phrase(tokens, at + 1, until, locale) if tokens.word(at) == "fewer" else ("", at)
    if draft.kind == "multiple":
        if tokens.word(at) in ("as",) and tokens.word(at + 1) in ("many", "much"):
            return noun_phrase(tokens, at + 2, until, locale)
        if tokens.word(at) == "the" and tokens.word(at + 1) in ("number", "amount") and tokens.word(at + 2) == "of":
            return noun_phrase(tokens, at + 3, until, locale)
        return "", at
    if draft.kind == "duration" and tokens.word(at) == "of":
        return noun_phrase(tokens, at + 1, until, locale)
    if locale.lang != "en" and locale.has("of", tokens.word(at)):
        return noun_phrase(tokens, at + 1, until, locale)
    if tokens.word(at) in ("of", "in") and (tokens.word(at) == "of" or draft.kind == "currency"):
        at += 1
    elif draft.kind in ("percent", "points", "rate", "currency") and tokens.kind_at(at) == WORD:
        if draft.form != "share" and draft.kind != "currency":
            return _adjectival(tokens, draft, at, until, locale)
    while tokens.word(at) in _DETERMINERS and at < until:
        at += 1
    if draft.kind in ("measure", "duration") and locale.has("dimensions", tokens.word(at)):
        return "", at
    return noun_phrase(tokens, at, until, locale)


def _adjectival(tokens: Tokens, draft: Draft, at: int, until: int, locale: Locale) -> tuple[str, int]:
    """ "a 30% increase", "12 percent growth" measure what stands before or behind "in"; "40 % women" what follows."""
    word = tokens.word(at)
    if locale.has("change_up", word) or locale.has("change_down", word):
        if tokens.word(at + 1) in ("in", "of"):
            begin = at + 2
            while tokens.word(begin) in _DETERMINERS:
                begin += 1
            return noun_phrase(tokens, begin, until, locale)
        return "", at
    return noun_phrase(tokens, at, until, locale)


def _changes(tokens: Tokens, drafts: Sequence[Draft], locale: Locale) -> None:
    """ "rose from 12 % to 18 %", "from almost 2 million Euro in 2017 towards almost 4 million Euro in 2021"."""
    figures = [draft for draft in drafts if draft.kind not in ("date", "ordinal", "duration", "statistic")]
    for one, two in pairwise(figures):
        if locale.lang == "en" and _compared(tokens, two) and one.unit and two.kind == "number":
            if two.scaled or one.kind in ("rate", "measure"):
                _take_unit(two, one)
        if one.form != "point" or two.form != "point" or not from_to(tokens, one, two, locale):
            continue
        if one.unit and two.unit and one.unit != two.unit:
            if not two.unit.startswith(f"{one.unit}/"):
                continue
            _take_unit(one, two)  # "from $48,200 to $29,700 a month"
        for bare, other in ((one, two), (two, one)):
            named = bare.measure and (bare is one or bare.kind == "count")
            if not bare.unit and other.unit and bare.kind in ("number", "count") and not named:
                _take_unit(bare, other)
        if locale.lang != "en":
            _carry_scale(one, two)
        direction = (
            ""
            if one.value is None or two.value is None
            else "up"
            if two.value > one.value
            else "down"
            if two.value < one.value
            else ""
        )
        one.form = two.form = "change"
        one.direction = two.direction = direction
        _one_measure(tokens, one, two)


def _take_unit(bare: Draft, other: Draft) -> None:
    bare.kind, bare.unit, bare.dimension, bare.factor = other.kind, other.unit, other.dimension, other.factor


def _compared(tokens: Tokens, draft: Draft) -> bool:
    """ "81.0 million tonnes in 2023, compared with 68.2 million in 2022"."""
    before = tokens.word(draft.first - 1)
    return before == "against" or (before in ("with", "to") and tokens.word(draft.first - 2) == "compared")


def _carry_scale(one: Draft, two: Draft) -> None:
    """ "von 39,3 auf 45,1 Mio.": the scale holds for both."""
    if one.scaled or not two.scaled or not one.value or not two.value or one.unit or one.measure:
        return
    scale = Fraction(1)
    while scale * 1000 <= two.precision * (1000 if two.decimals else 1):
        scale *= 1000
    if scale > 1 and Fraction(1, 100) < abs(two.value / (one.value * scale)) < 100:
        one.value, one.precision, one.step = one.value * scale, one.precision * scale, one.step * scale
        one.scaled = True


def _one_measure(tokens: Tokens, one: Draft, two: Draft) -> None:
    """Both ends of a change measure the same: what stands behind the second one, else what the first one has."""
    if one.kind == "number" and two.kind == "count":
        one.kind = "count"
    behind = two.measure_end > two.last
    if behind or not one.measure:
        one.measure = two.measure
    else:
        two.measure = one.measure
