"""Chinese numerals: "一百零五", "2.5亿", "四千五百六十九万", "壹佰", "两千四百五", "二〇一七", "三点一四"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
SMALL: Final = {"十": 10, "百": 100, "千": 1000}
LARGE: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS: Final = {"廿": 20, "卅": 30, "卌": 40}
ARABIC: Final = (
    r"(?:[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3}){1,6}(?![0-9])(?:\.[0-9]{1,24})?"
    r"|[0-9]{1,24}(?:,[0-9]{3}){0,8}(?:\.[0-9]{1,24})?|(?<![0-9.])\.[0-9]{1,24})"
)
HAN: Final = "零一二三四五六七八九两十百千万亿兆廿卅卌"
NUMERAL: Final = re.compile(
    rf"(?P<first>{ARABIC}|[{HAN}])(?P<rest>(?:[{HAN}]|(?<=[{HAN}]){ARABIC}){{0,40}})"
    rf"(?:点(?P<decimals>[零一二三四五六七八九0-9]{{1,24}})(?P<after>[十百千万亿兆]{{0,3}}))?"
)
_PIECE: Final = re.compile(rf"{ARABIC}|[{HAN}]")
_PARTING: Final = re.compile("[, \u00a0\u2009\u202f]")
_LARGEST: Final = 10**45


@dataclass(frozen=True, slots=True)
class HanNumber:
    """A Chinese number, the index behind it, and one unit of its last written digit."""

    value: Fraction
    end: int
    precision: Fraction
    scaled: bool = False
    """Whether a word of ten thousand and more rounds it."""
    bare: bool = False
    """Whether it begins with a word of a hundred and more, which other words do as well ("万一", "千万")."""
    positional: bool = False
    """Whether its digits stand one behind the other ("二〇一七")."""
    upper: Fraction | None = None
    """The other end of "三四十"."""


class _Sum:
    """A number in the making, as in :class:`numeral_words.Sum`, with 万 and 亿 for scales that multiply each other."""

    def __init__(self) -> None:
        self.scaled: list[tuple[Fraction, int]] = []
        self.section = Fraction(0)
        self.digit: Fraction | None = None
        self.room = LARGE["万"]

    @property
    def value(self) -> Fraction:
        return sum((value for value, _ in self.scaled), self.section + (self.digit or 0))

    def take(self, piece: str) -> bool:
        if piece in SMALL:
            return self._small(SMALL[piece])
        if piece in LARGE:
            return self._large(LARGE[piece])
        if piece in _TENS:
            if self.room <= 10 or self.digit:
                return False
            self.section, self.digit, self.room = self.section + _TENS[piece], None, 10
            return True
        if self.digit is not None and not (self.digit == 0 and piece not in "零"):
            return False
        value = Fraction(DIGITS.get(piece, -1))
        if value < 0:
            value = Fraction("0" + _PARTING.sub("", piece))
        self.digit = value
        return True

    def _small(self, unit: int) -> bool:
        if unit >= self.room:
            return False
        if self.digit is not None and (self.digit >= 10 or self.digit.denominator > 1):
            if self.section:
                return False
            self.section, self.digit = self.digit * unit, None  # "2.3千"
        else:
            self.section, self.digit = self.section + (self.digit or 1) * unit, None
        self.room = unit
        return True

    def _large(self, unit: int) -> bool:
        lower = self.section + (self.digit or 0)
        while self.scaled and self.scaled[-1][1] < unit:
            lower += self.scaled.pop()[0]
        if self.scaled and self.scaled[-1][1] == unit == LARGE["万"] and not lower:
            value, _ = self.scaled.pop()
            self.scaled.append((value * unit, unit * unit))  # 万万 is 亿
        elif (self.scaled and self.scaled[-1][1] <= unit) or lower * unit > _LARGEST:
            return False
        else:
            self.scaled.append(((lower or Fraction(1)) * unit, unit))
        self.section, self.digit, self.room = Fraction(0), None, LARGE["万"]
        return True


def read_numeral(text: str, at: int) -> HanNumber | None:
    """The number that begins at ``at`` in folded text, or None."""
    match = NUMERAL.match(text, at)
    if match is None:
        return None
    pieces = [(m.group(), m.end()) for m in _PIECE.finditer(text, match.start(), match.end("rest"))]
    neighbours = _neighbours(pieces)
    if neighbours is not None:
        return neighbours
    if len(pieces) > 1 and all(piece in DIGITS for piece, _ in pieces):
        value = Fraction(int("".join(str(DIGITS[piece]) for piece, _ in pieces)))
        whole = HanNumber(value, pieces[-1][1], Fraction(1), positional=True)
    else:
        whole = _summed(pieces)
    if match["decimals"] and whole.end == match.end("rest"):
        return _with_decimals(whole, match)
    return whole


def _summed(pieces: list[tuple[str, int]]) -> HanNumber:
    made, end, taken = _Sum(), 0, ""
    before, precision = "", Fraction(1)
    for piece, stop in pieces:
        if not made.take(piece):
            break
        before, taken, end = taken, piece, stop
        if piece not in SMALL and piece not in LARGE:
            precision = Fraction(1, 10 ** len(piece.partition(".")[2]))
    value = made.value
    if taken in DIGITS and taken != "零" and before in (*SMALL, *LARGE) and before != "十":
        unit = SMALL.get(before) or LARGE[before]
        value += DIGITS[taken] * (Fraction(unit, 10) - 1)  # 四百五: the unit of the last digit goes without saying
        return HanNumber(value, end, Fraction(unit, 10), scaled=unit >= 10_000, bare=pieces[0][0] in (*"百千", *LARGE))
    last = SMALL.get(taken) or LARGE.get(taken) or 1
    scaled = last >= 1000
    if taken in LARGE and before in LARGE:
        last *= LARGE[before]
    precision *= last if scaled else 1
    return HanNumber(value, end, precision, scaled=scaled, bare=pieces[0][0] in (*"百千", *LARGE))


def _neighbours(pieces: list[tuple[str, int]]) -> HanNumber | None:
    """ "三四十", "七八百": from the one to the other."""
    if len(pieces) < 3 or pieces[0][0] not in DIGITS or pieces[1][0] not in DIGITS:
        return None
    low, high = DIGITS[pieces[0][0]], DIGITS[pieces[1][0]]
    if low == 0 or high != low + 1 or pieces[2][0] not in (*SMALL, *LARGE):
        return None
    lower, upper = _summed([pieces[0], *pieces[2:]]), _summed(pieces[1:])
    if lower.end != upper.end:
        return None
    return HanNumber(lower.value, lower.end, lower.precision, scaled=lower.scaled, upper=upper.value)


def _with_decimals(whole: HanNumber, match: re.Match[str]) -> HanNumber:
    digits = "".join(str(DIGITS.get(c, c)) for c in match["decimals"])
    precision = Fraction(1, 10 ** len(digits))
    value = whole.value + precision * int(digits)
    scale = 1
    for c in match["after"]:
        scale *= SMALL.get(c) or LARGE[c]
    return HanNumber(value * scale, match.end(), precision * scale, scaled=True, bare=whole.bare)
