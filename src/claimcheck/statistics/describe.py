"""Means, standard deviations and sample sizes as text reports them, with what it says of the data.

Whether data are whole numbers, how many items were averaged and how long the scale was is read from words that say
so ("a single 7-point item", "the number of errors"). Where two scales, two sample sizes or two numbers of items are in
reach, none is taken: what isn't sure isn't checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from claimcheck.model.statistic import Described, Rounded
from claimcheck.statistics.figures import figure
from claimcheck.statistics.repair import repair

_S: Final = r"\s{0,4}"
_MEAN: Final = re.compile(
    rf"(?<![^\W_])(?:M{_S}=|(?:[Mm]ean|[Aa]verage)s?\b(?:(?:\s(?!(?:was|were|is)\b)[\w'-]{{1,20}}){{0,8}}?\s(?:was|were|is|of)|{_S}=))"
    rf"{_S}(?P<minus>-{_S})?(?P<mean>\d{{1,6}}\.\d{{1,4}}|\.\d{{1,4}})(?!\d|\.\d|{_S}%)"
)
_SD: Final = re.compile(
    rf"{_S}[,;]?{_S}(?:and{_S})?(?:with{_S})?(?:[(\[]{_S})?(?:an?\s|the\s)?(?:[sS]\.?[dD]\.?|standard deviation)"
    rf"{_S}(?:=|of|was|:)?{_S}(?P<minus>-{_S})?(?P<sd>\d{{0,6}}\.\d{{1,4}})(?!\d|\.\d|{_S}%)"
)
_N: Final = re.compile(r"(?<![^\W_])[nN]\s{0,4}=\s{0,4}(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.]\d|\s?%)")
_PEOPLE: Final = re.compile(
    r"\b(?P<n>\d{1,5})\s(?:[a-z]+\s)?(?:participants|students|children|adults|people|respondents|patients|women|men|"
    r"volunteers|undergraduates|pupils|subjects|raters|judges|teachers|employees|observers|infants)\b"
)
_POINTS: Final = re.compile(r"\b(?P<points>\d{1,2}|five|seven|nine|ten|eleven|four|six)[\s-]point\b", re.IGNORECASE)
_ENDS: Final = re.compile(
    r"\b(?:from|of|an?|scale:?|item:?|between|[(\[])\s?(?P<least>-?\d{1,2})(?:\s?=?\s?[(\[][^()\[\]]{1,40}[)\]]|\s?=\s?[^,;()]{1,40}[,;]?)?"
    r"\s?(?:to|and|-|through)\s?(?P<most>\d{1,3})\b(?!\.\d)"
)
_SINGLE: Final = re.compile(
    r"\b(?:single|one|1)[\s-](?:\d{1,2}[\s-]point\s)?(?:[A-Z]\w+[\s-])?(?:[Ll]ikert[\s-])?(?:type[\s-])?(?:items?|questions?|statements?|ratings?)\b"
    r"|\bon (?:a|one|this|the|that) [^.,;()]{0,40}\b(?:item|question)\b(?!s)",
    re.IGNORECASE,
)
_ITEMS: Final = re.compile(
    r"\b(?P<items>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)[\s-](?:\d{1,2}[\s-]point\s)?"
    r"(?:[Ll]ikert[\s-])?(?:type[\s-])?items?\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?:[Nn]umbers?|[Cc]ounts?) of (?!(?:participants|people|respondents|observations|hours?|years?|days?|minutes?|"
    r"seconds?|weeks?|months?|kilomet\w+|miles|dollars|euros?|cups|servings|units|points|pounds|calories)\b)[a-z]+"
)
_WHOLE: Final = re.compile(
    r"\b(?:integers?|whole (?:numbers?|years|points)|integer[\s-](?:valued|scale))\b", re.IGNORECASE
)
_BINARY: Final = re.compile(
    r"\b(?:binary|dichotomous|dummy(?:[\s-]coded)?|0/1)\b|\b(?:coded|scored)(?: as)? (?:0|1|zero|one)\b"
    r"|\b0 = [^=]{1,40}1 = |\b1 = [^=]{1,40}0 = |\b(?:zeros and ones|0 or 1|1 or 0|0s and 1s)\b",
    re.IGNORECASE,
)
_SUMMED: Final = re.compile(r"\b(?:sum(?:med|s)?|total(?:s|led)?)\b", re.IGNORECASE)
_UNLIKE: Final = re.compile(
    r"\b(?:weighted|adjusted|imputed|estimated|marginal|model(?:led|ed)?|predicted|log\w*|standardi[sz]ed|z-scores?|"
    r"cent(?:e?red|red)|percent\w*|rates?|proportions?|per|trials?|blocks?|sessions?|slider|visual analogue?|VAS|"
    r"continuous|half[\s-]points?|decimals?|medians?|ratios?|composite|index|latent|ranks?|trimmed|geometric|change|differences?|"
    r"across|over the|raters averaged|missing|couples?|dyads?|teams?|pooled)\b|%",
    re.IGNORECASE,
)
"""Words beside a mean that may make it another thing than an average of whole answers."""
_NOT_BINARY: Final = re.compile(
    r"\b(?:weighted|adjusted|imputed|estimated|marginal|predicted|standardi[sz]ed|cent(?:ered|red)|pooled|changes?|"
    r"differences?|average of|averaged|across|per)\b",
    re.IGNORECASE,
)
"""Words by which a mean of zeros and ones is another thing than their share."""
_REACH: Final = 200
"""How far from a mean its n, or what was counted, may stand."""
_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words around say of the data."""

    data: Literal["whole", "binary", "unknown"] = "unknown"
    items: int | None = None
    scale: tuple[int, int] | None = None
    width: int | None = None
    """Points of a scale whose ends are not named."""
    basis: str = ""


def described_in(text: str, before: str = "") -> tuple[Described, ...]:
    """Means in ``text`` with their SD and n; ``before`` is what its paragraph said so far, read for the data alone."""
    clean = repair(text)
    means = list(_MEAN.finditer(clean))
    if not means:
        return ()
    around = f"{repair(before)} {clean}" if before else clean
    said = _said(clean, around)
    sizes = {_whole(match["n"]) for pattern in (_N, _PEOPLE) for match in pattern.finditer(around)}
    only = sizes.pop() if len(means) == 1 and len(sizes) == 1 else None
    found = []
    for mean in means:
        sd = _SD.match(clean, mean.end())
        end = sd.end() if sd else mean.end()
        value = _signed(mean["mean"], mean["minus"])
        n = _own_sample(clean, mean.start(), end) or only
        counted = _counted(clean[max(mean.start() - _REACH, 0) : mean.start("mean")], said)
        deviation = _signed(sd["sd"], sd["minus"]) if sd else None
        place = (mean.start(), end, text[mean.start() : end])
        scale, reach = _scale(counted, value)
        found.append(Described(value, deviation, n, *place, counted.data, counted.items, scale, reach, counted.basis))
    return tuple(found)


def _signed(written: str, minus: str | None) -> Rounded:
    read = figure(written)
    return Rounded(-read.value, read.decimals, f"−{read.text}") if minus else read


def _own_sample(clean: str, start: int, end: int) -> int | None:
    """n of a mean where it stands in the mean's own brackets, or between the same semicolons."""
    least, most = max(start - _REACH, 0), end + _REACH
    opened = max(clean.rfind(sign, least, start) for sign in "([;")
    closed = min((at for sign in ")];" if (at := clean.find(sign, end, most)) >= 0), default=min(most, len(clean)))
    own = {_whole(match["n"]) for match in _N.finditer(clean, opened + 1, closed)} if opened >= 0 else set()
    return own.pop() if len(own) == 1 else None


def _said(clean: str, around: str) -> _Said:
    """Scale, items and kind of the data; the sentence's own words first, those before it where it has none."""
    if binary := _BINARY.search(around):
        return _Said() if _NOT_BINARY.search(clean) else _Said("binary", 1, None, None, binary[0])
    if _UNLIKE.search(clean):
        return _Said()
    scale, width = _ends(clean) or _ends(around), _points(clean) or _points(around)
    items = _items(clean) or _items(around)
    summed = bool(_SUMMED.search(around))
    basis = next((m[0] for pattern in (_SINGLE, _ITEMS, _WHOLE) if (m := pattern.search(around))), "")
    is_whole = bool((scale or width) and items) or (bool(_WHOLE.search(around)) and items in (None, 1))
    if not is_whole:
        return _Said("unknown", None, None if summed else scale, None if summed else width, basis)
    if summed:
        return _Said("whole", 1, None, None, basis)
    return _Said("whole", items or 1, scale, width, basis)


def _counted(before: str, said: _Said) -> _Said:
    """A count is whole by nature: "the number of errors (M = 3.47"."""
    counts = list(_COUNTED.finditer(before))
    if said.data != "unknown" or not counts or _UNLIKE.search(before):
        return said
    return _Said("whole", 1, None, None, counts[-1][0])


def _ends(text: str) -> tuple[int, int] | None:
    found = {(int(match["least"]), int(match["most"])) for match in _ENDS.finditer(text)}
    likely = {(least, most) for least, most in found if least < most <= 100 and least in range(-10, 2)}
    return likely.pop() if len(likely) == 1 and len(found) == 1 else None


def _points(text: str) -> int | None:
    found = {_number(match["points"]) for match in _POINTS.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _items(text: str) -> int | None:
    found = {_number(match["items"]) for match in _ITEMS.finditer(text)} | ({1} if _SINGLE.search(text) else set())
    return found.pop() if len(found) == 1 else None


def _scale(said: _Said, mean: Rounded) -> tuple[tuple[int, int] | None, int | None]:
    """The ends of the scale, and how far they lie apart; nothing where the mean lies beyond them."""
    if said.scale is not None:
        least, most = said.scale
        fits = least <= mean.value <= most and said.width in (None, most - least + 1)
        return (said.scale, most - least) if fits else (None, None)
    if said.width is not None and abs(mean.value) <= said.width:
        return None, said.width - 1
    return None, None


def _number(word: str) -> int:
    return _WORDS.get(word.lower()) or int(word)


def _whole(written: str) -> int:
    return int(written.replace(",", ""))
