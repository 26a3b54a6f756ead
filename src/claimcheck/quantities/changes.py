"""By how much something changed or differs: "rose by 30 %", "an increase of 30 %", "two years longer"."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.quantities.direction import changing, direction_before
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import WORD, Tokens


def change(tokens: Tokens, earlier: Sequence[Draft], draft: Draft, floor: int, locale: Locale) -> None:
    """Note in a draft that it tells by how much something changed or differs; ``earlier`` are the figures before it."""
    if draft.form == "share" and not draft.direction:
        draft.direction = _change_of(tokens, draft, floor, locale) or _parted(tokens.word(draft.first - 1), locale)
    if draft.form != "point" or draft.kind in ("ordinal", "statistic", "multiple"):
        return
    if told := _way(tokens, earlier, draft, floor, locale):
        draft.form, draft.direction = "change", told if told in ("up", "down") else ""


def _way(tokens: Tokens, earlier: Sequence[Draft], draft: Draft, floor: int, locale: Locale) -> str:
    """ "up", "down" or "either" where the figure tells a change or a difference; empty where it doesn't."""
    if told := _apart(tokens, draft, locale) or _change_of(tokens, draft, floor, locale):
        return told
    before = tokens.word(draft.first - 1)
    if draft.kind == "duration" and before != "by":
        return "either" if locale.has("spared", before) else ""
    if told := _change_told(tokens, draft, floor, locale):
        return told
    if before == "by" and tokens.word(draft.last) not in _BALLOTS and tokens.word(draft.first - 3) not in _DONE:
        return _by(tokens, earlier, draft, locale)
    direct = direction_before(tokens, draft.first, locale, reach=1) if draft.kind in ("percent", "points") else ""
    return direct if direct != "either" else ""


_DONE = frozenset("turned voted shot shut taken torn pulled brought handed".split())
"""Of what is done "down by" somebody nothing falls: "turned down by 17 publishers"."""
_BALLOTS = frozenset(("vote", "votes", "ballots"))
"""What nothing changes by: "approved the expansion by 7 votes to 1"."""


def _parted(verb: str, locale: Locale) -> str:
    """The way of a share that went or came: "lost two fifths of its pairs"."""
    return "down" if locale.has("lost", verb) else "up" if locale.has("won", verb) else ""


def _by(tokens: Tokens, earlier: Sequence[Draft], draft: Draft, locale: Locale) -> str:
    """ "Rose by 30 %", "lower by two hours", "the price fell by 30 % and the bill by 20 euros"."""
    adjective = tokens.word(draft.first - 2)
    for way in ("up", "down"):
        if locale.has(f"comparatives_{way}", adjective):
            return way
    way = direction_before(tokens, draft.first - 1, locale, reach=10)
    if not way and earlier and earlier[-1].form == "change" and tokens.word(earlier[-1].first - 1) == "by":
        return earlier[-1].direction
    return way if way != "either" else ""


def _apart(tokens: Tokens, draft: Draft, locale: Locale) -> str:
    """ "6.5 % above the level of 2019", "12 % up on 2022", "two years longer": which way a figure lies from another."""
    at = draft.last
    ahead, next_ = tokens.word(at), tokens.word(at + 1)
    share = draft.kind in ("percent", "points")
    if compares(tokens, at, draft, locale):
        return "up" if locale.has("comparatives_up", ahead) else "down"
    if tokens.word(draft.first - 1) == "by" and ahead in ("more", "less"):
        return direction_before(tokens, draft.first - 1, locale, reach=10)  # "brought it down by 8 more than …"
    if ahead in ("more", "less") and (share or (draft.kind != "duration" and next_ in ("than", ".", ",", ""))):
        return "up" if ahead == "more" else "down"
    if share and ahead not in ("up", "down"):
        for way in ("up", "down"):
            if locale.has(f"change_{way}", ahead):
                return way
    if share and ahead in ("up", "down"):
        return ahead if next_ in ("on", "from") else ""
    if ahead == "short" and draft.kind in ("currency", "measure", "count", "number"):
        return "down"  # "some €600 a month short"
    if ahead not in ("above", "below") or not (share or draft.kind in ("currency", "count", "number")):
        return ""
    if any(locale.has("lines", tokens.word(at + k)) for k in range(1, _NAMED_LINE)):
        return ""  # "12 % above the poverty line"
    return "up" if ahead == "above" else "down"


def compares(tokens: Tokens, at: int, draft: Draft, locale: Locale) -> bool:
    """Whether what stands behind a figure holds it against another: "two years longer", not "20 larger firms"."""
    word, next_ = tokens.word(at), tokens.word(at + 1)
    if not (locale.has("comparatives_up", word) or locale.has("comparatives_down", word)) or next_ in ("and", "or"):
        return False
    counts = draft.kind in ("count", "number") and word != "fewer"
    return not counts or next_ == "than" or tokens.kind_at(at + 1) != WORD


def _change_of(tokens: Tokens, draft: Draft, floor: int, locale: Locale) -> str:
    """ "An increase of 8 %", "a fall in homelessness of about a third": the way of the change that a figure tells."""
    if tokens.word(draft.first - 1) != "of":
        return ""
    for k in range(draft.first - 2, max(floor - 1, draft.first - 2 - _NOUN_REACH), -1):
        if tokens.low[k] == "-":
            continue
        if tokens.kind[k] != WORD or locale.has("clause_break", tokens.low[k]) or locale.has("relative", tokens.low[k]):
            return ""
        for way in ("up", "down"):
            if locale.has(f"change_nouns_{way}", tokens.low[k]):
                return way if k == draft.first - 2 or locale.has("change_behind", tokens.word(k + 1)) else ""
    return ""


_NOUN_REACH = 7
_NAMED_LINE = 5
"""Tokens behind "above" within which a line stands that people and places lie above, no figure held against another."""


def _change_told(tokens: Tokens, draft: Draft, floor: int, locale: Locale) -> str:
    """ "The decrease in net sales from 2022 to 2023 was 12 %": the figure is how much; the way of the change, or ""."""
    stated = draft.kind in ("percent", "currency", "count", "number") and locale.has(
        "equals", tokens.word(draft.first - 1)
    )
    for k in range(draft.first - 2, max(floor - 1, draft.first - _FARTHEST), -1) if stated else ():
        word = tokens.low[k]
        if (
            word in (";", ":")
            or locale.has("equals", word)
            or locale.has("clause_break", word)
            or locale.has("relative", word)
        ):
            return ""
        if locale.has("change_behind", tokens.word(k + 1)):
            for way in ("up", "down", "either"):
                if locale.has(f"change_nouns_{way}", word):
                    return way
    return ""


_FARTHEST = 40


def from_to(tokens: Tokens, one: Draft, two: Draft, locale: Locale) -> bool:
    """Whether "from" stands before the one and "to" before the other; in other languages behind a word of change."""
    lead, joint = tokens.word(one.first - 1), tokens.word(two.first - 1)
    if locale.lang == "en":
        return lead == "from" and joint in ("to", "towards", "toward", "into")
    if not locale.has("from", lead):
        return False
    return locale.has("to_change", joint) or (locale.has("to", joint) and changing(tokens, one.first - 1, locale))
