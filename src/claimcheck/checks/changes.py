"""Changes recomputed: "from 12 to 18, an increase of 60 %" is an increase of 50 %.

Interval against interval: both ends stand for their rounding intervals, and so does the change (Nuijten et al. 2016).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from claimcheck.checks.trouble import Trouble
from claimcheck.model.quantity import Quantity
from claimcheck.quantities.approximators import Interval

_UP = "increase|rise|growth|gain|jump|surge|upturn|hike"
_DOWN = "decline|drop|fall|decrease|reduction|loss|cut|dip"
_NAMED = rf"(?P<what>{_UP}|{_DOWN}|change|difference)"
_BEHIND = re.compile(
    rf"(?:\s+[^\W\d_]+){{0,4}}(?:\s+(?:\w+ )?\d{{4}})?\s*[,(–—]\s*"
    rf"(?:or |i\.e\.,? |which is |that is,? )?(?:an? |the )?(?:[^\W\d_-]+ )?"
    rf"{_NAMED}(?: [^\W\d_]+)? (?:of|by)\s*",
    re.IGNORECASE,
)
"""Between the second figure and the change: ", an increase of"."""
_BRACKET = re.compile(
    r"(?:\s+[^\W\d_]+){0,4}(?:\s+(?:\w+ )?\d{4})?\s*[(,]\s*(?:(?:up|down|plus|minus|an?|or)\s+)?(?P<sign>[+−–-])?\s*",
    re.I,
)
"""" (+" or ", a" before "50 % increase"."""
_NAME_BEHIND = re.compile(rf"\s*{_NAMED}\b", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:\s*,)?(?: {_NAMED})?(?: in [^\W\d_]+)?,?\s+from\s+", re.IGNORECASE)
"""Between the change and the first figure: "by 50 %, from"."""
_VERB = re.compile(
    r"\b(?:(?P<up>rose|risen|rises|grew|grown|increased|climbed|soared)|(?P<down>fell|fallen|falls|dropped|declined|"
    r"decreased|shrank|shrunk|sank|plunged))(?: \w+ly)?(?: (?:again|further|back))? from\s+$",
    re.IGNORECASE,
)
_RANK = re.compile(r"\b(?:rank\w*|place|position|grade|league)\b", re.IGNORECASE)
"""Of these the smaller number is the higher one."""
_MOST_APART = 200
"""A ratio beyond this is a unit or scale that one of the two figures shares silently with the other."""


def changes(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    """Stated changes of a sentence that its own two figures do not give; ``quantities`` are those read from it."""
    figures = [quantity for quantity in quantities if quantity.kind != "date"]
    for n, (first, last) in enumerate(pairwise(figures)):
        if not _are_ends(text, first, last):
            continue
        change = _stated_change(text, figures, n)
        if change is not None:
            yield from _recomputed(first, last, change)
        else:
            yield from _reversed(text, first, last)


def _reversed(text: str, first: Quantity, last: Quantity) -> Iterator[Trouble]:
    """ "Fell from 12 to 18": only the verb itself right before "from" counts, in the past or present tense."""
    verb = _VERB.search(text[: first.start])
    if (
        verb is None
        or _RANK.search(text[max(verb.start() - 60, 0) : verb.start()])
        or _interval(first).meets(_interval(last))
    ):
        return
    rose = (_plain(last) or 0) > (_plain(first) or 0)
    if rose == bool(verb["down"]):
        way = "up" if rose else "down"
        message = f"{verb[0].split()[0]} from {first.text} to {last.text}: that is a change {way}"
        yield Trouble(verb.start(), last.end, message, "I306")


def _are_ends(text: str, first: Quantity, last: Quantity) -> bool:
    """Whether two figures stand as "from A to B", of one kind and unit."""
    if first.kind != last.kind or first.unit != last.unit or first.kind in ("date", "ordinal", "statistic", "multiple"):
        return False
    if not re.search(r"\bfrom\s+$", text[: first.start], re.IGNORECASE):
        return False
    one, other = _plain(first), _plain(last)
    if one is None or other is None or one <= 0 or other <= 0 or not 1 / _MOST_APART < one / other < _MOST_APART:
        return False
    return (
        re.fullmatch(r"(?:\s+[^\W\d_%]+){0,4}(?:\s+in (?:[A-Z]\w+ )?\d{4})?,?\s+to\s+", text[first.end : last.start])
        is not None
    )


def _stated_change(text: str, quantities: Sequence[Quantity], n: int) -> Quantity | None:
    first, last = quantities[n], quantities[n + 1]
    if n + 2 < len(quantities):
        behind = quantities[n + 2]
        gap = text[last.end : behind.start]
        if _is_change(behind) and (
            _BEHIND.fullmatch(gap)
            or (_BRACKET.fullmatch(gap) and (_signed(gap) or _NAME_BEHIND.match(text, behind.end)))
        ):
            return behind
    if n:
        before = quantities[n - 1]
        gap = text[before.end : first.start]
        told = before.form in ("change", "multiple") or _BEFORE.fullmatch(gap)
        if _is_change(before) and told and _BEFORE.fullmatch(gap):
            return before
    return None


def _signed(gap: str) -> bool:
    match = _BRACKET.fullmatch(gap)
    return match is not None and (bool(match["sign"]) or re.search(r"\b(?:up|down|plus|minus)\b", gap) is not None)


def _is_change(quantity: Quantity) -> bool:
    return quantity.kind in ("percent", "points", "multiple") and not quantity.vague and quantity.low is not None


def _plain(quantity: Quantity) -> Fraction | None:
    return None if quantity.vague or quantity.approximator != "exact" else quantity.value


def _recomputed(first: Quantity, last: Quantity, stated: Quantity) -> Iterator[Trouble]:
    one, other = _interval(first), _interval(last)
    if None in (one.low, one.high, other.low, other.high) or not one.low or not other.low:
        return
    found, how = _change(one, other, first, last, stated)
    wanted = _stated(stated)
    if found is None or found.meets(wanted):
        return
    start, end = min(first.start, stated.start), max(last.end, stated.end)
    yield Trouble(start, end, f"{how}, not {stated.text}", "I306")


def _stated(change: Quantity) -> Interval:
    """The stated change as the reader would take it: a multiple as it is, percent and points without their sign."""
    low, high = change.low, change.high
    if low is not None and high is not None and high < 0:
        low, high = -high, -low
    return Interval(low, high)


def _change(
    one: Interval, other: Interval, first: Quantity, last: Quantity, stated: Quantity
) -> tuple[Interval | None, str]:
    """The change between two intervals, and how it is computed; None where the wording asks for none."""
    a, b, c, d = (bound or Fraction(0) for bound in (one.low, one.high, other.low, other.high))
    ends = f"{first.text} to {last.text}"
    x, y = _plain(first) or Fraction(1), _plain(last) or Fraction(1)
    if stated.kind == "multiple":
        ratios = (c / b, d / a)
        if stated.direction == "down" and (stated.value or Fraction(2)) > 1:
            ratios = (a / d, b / c)
        return Interval(*ratios), f"{ends} is {_told(y / x)} times as much ({last.text} / {first.text})"
    if first.kind == "percent" and stated.kind == "points":
        found = Interval(max(c - b, a - d, Fraction(0)), max(d - a, b - c))
        return found, f"{ends} is {_told(abs(y - x))} percentage points"
    if stated.kind == "points":
        return None, ""
    low = min(abs(c / b - 1), abs(d / a - 1)) if (c - b) * (d - a) > 0 else Fraction(0)
    found = Interval(low * 100, max(abs(c / b - 1), abs(d / a - 1)) * 100)
    how = f"{ends} is {_told(abs(y / x - 1) * 100)} % (({last.text} − {first.text}) / {first.text} × 100)"
    if first.kind == "percent":
        how = f"{how}, or {_told(abs(y - x))} percentage points"
    return found, how


def _interval(quantity: Quantity) -> Interval:
    """The true values of an end, in its own unit: both ends have the same."""
    return Interval(quantity.low, quantity.high)


def _told(value: Fraction) -> str:
    return f"{float(value):.4g}"
