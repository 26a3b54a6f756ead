"""Chinese: figures in digits and Han numerals, ranks (第八十六届), shares (百分之五, 三分之一), money, dates, counts.

Words stand without spaces, so a figure counts where a unit, a classifier or a numeral of several characters says so;
words that hold numerals and count nothing ("统一", "一切") are listed in the data file, as are all other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from claimcheck.model.quantity import Quantity
from claimcheck.quantities.approximators import Interval
from claimcheck.quantities.chinese_dates import read_chinese_date
from claimcheck.quantities.chinese_figure import PERCENT, Figure, finished, share_of
from claimcheck.quantities.chinese_text import dated, is_han, latin, part, prepared
from claimcheck.quantities.chinese_words import Words, chinese_words
from claimcheck.quantities.han_numerals import DIGITS, HAN, LARGE, SMALL, HanNumber, read_numeral
from claimcheck.quantities.tokens import fold
from claimcheck.quantities.units import unit_named

_START: Final = re.compile(rf"第|半|过半|大半|翻|[{HAN}]|[0-9]|\.[0-9]|[几数](?=[十百千万亿])")
_EXPONENT: Final = re.compile(r"[eE](?P<e>[+-]?[0-9]{1,2})(?![0-9])|\^(?P<p>[+-]?[0-9]{1,2})(?![0-9])")
_STROKE: Final = re.compile(r"(?:(?P<whole>[0-9]{1,3}) )?(?P<top>[0-9]{1,3})/(?P<bottom>[0-9]{1,3})(?![0-9/])")
_DIGITS_BEHIND: Final = frozenset("一二三四五六七八九十")
_DEGREES: Final = {"摄氏": "°C", "摄氏温度": "°C", "华氏": "°F", "华氏温度": "°F"}
_TOLERANCE: Final = re.compile(r" ?[±] ?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_MORE: Final = frozenset("多余")
_SEVERAL: Final = re.compile(r"(?P<several>[几数])(?P<scale>[十百千万亿]{1,3})")
_DOUBLED: Final = re.compile(r"翻了?(?P<times>[一两二三四])?番")
_LABEL: Final = "第图表式章页条款卷号"
_SIGNS: Final = frozenset({"<", ">", "≤", "≥", "<=", ">=", "≈", "~"})
"""What may stand a space before its figure."""
_MONEY: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "₩": "KRW", "₹": "INR"}


def numeral(text: str) -> tuple[Fraction, Fraction] | None:
    """Value and one unit of the last written digit of a Chinese number ("2.5亿", "八十六", "二〇一七")."""
    found = read_numeral(chinese_words().plain(fold(text)), 0)
    return None if found is None or found.end != len(text) else (found.value, found.precision)


def read_chinese(text: str) -> tuple[Quantity, ...]:
    """The quantities of a Chinese text; offsets count in ``text``."""
    words = chinese_words()
    tight, places, masked = prepared(text, words)
    return tuple(
        replace(quantity, start=start, end=end, text=text[start:end])
        for quantity in dated(tight, _Reader(tight, words, masked).quantities())
        for start, end in [(places[quantity.start], places[quantity.end - 1] + 1)]
    )


@dataclass(slots=True)
class _Reader:
    text: str
    words: Words
    masked: bytearray

    def quantities(self) -> Iterator[Quantity]:
        """The quantities in order, none overlapping."""
        at = 0
        while match := _START.search(self.text, at):
            i = match.start()
            if self.text[i] == "零" and self.text[i + 1 : i + 2] in _DIGITS_BEHIND:
                at = i + 1  # "两年零三个月"
                continue
            date = read_chinese_date(self.text, i, at)
            if date is not None:
                if date.edtf:
                    yield date
                at = date.end
            elif self.masked[i] or (figure := self._figure(i, at)) is None:
                at = self._behind(i)
            else:
                figure.start = max(figure.start, at)
                yield finished(figure)
                at = figure.end

    def _behind(self, i: int) -> int:
        """Where to go on behind what is no figure: behind its number, or behind the word that holds it."""
        end = i + 1
        while self.masked[i] and self.masked[end]:
            end += 1
        number = None if self.masked[i] else read_numeral(self.text, i)
        return end if number is None else max(end, number.end)

    def _figure(self, i: int, floor: int) -> Figure | None:
        figure = self._ordinal(i) or self._half(i) or self._several(i) or self._doubled(i)
        if figure is None and self.text[i] not in "第半过大翻数几":
            figure = self._fraction(i) or self._number(i)
        if figure is None:
            return None
        if figure.kind != "ordinal":
            self._approximate(figure, floor)
        return figure

    def _ordinal(self, i: int) -> Figure | None:
        if self.text[i] != "第":
            return None
        number = read_numeral(self.text, i + 1)
        if number is None or number.upper is not None or number.value.denominator != 1:
            return None
        if self.words.labels.match(self.text, number.end):
            return None
        return Figure(i, number.end, number.value, kind="ordinal")

    def _half(self, i: int) -> Figure | None:
        """ "半年", "半公斤", "一半", "过半"."""
        word = self.words.half_nouns.match(self.text, i)
        if word:
            return share_of(i, word.end(), Fraction(1, 2))
        if self.text[i] != "半":
            return None
        figure = Figure(i, i + 1, Fraction(1, 2), Fraction(1, 2))
        self._unit(figure)
        return figure if figure.unit else None

    def _several(self, i: int) -> Figure | None:
        """ "数十名", "几百万": a band."""
        match = _SEVERAL.match(self.text, i)
        if match is None:
            return None
        scale = Fraction(1)
        for c in match["scale"]:
            scale *= SMALL.get(c) or LARGE[c]
        figure = Figure(i, match.end(), scale, kind="count", vague=True)
        figure.band = Interval(2 * scale, 10 * scale, high_open=True)
        self._unit(figure)
        return figure

    def _doubled(self, i: int) -> Figure | None:
        match = _DOUBLED.match(self.text, i)
        if match is None:
            return None
        times = DIGITS[match["times"]] if match["times"] else 1
        return Figure(i, match.end(), Fraction(2**times), kind="multiple", form="multiple")

    def _fraction(self, i: int) -> Figure | None:
        """ "百分之五", "三分之一", "3又1000分之23", "1/2"."""
        stroke = _STROKE.match(self.text, i)
        if stroke and (found := self._stroke(i, stroke)):
            return found
        whole, at, start = Fraction(0), i, self._signed(i)
        bottom = self._bottom(at)
        number = None if bottom else read_numeral(self.text, at)
        if number is not None and self.text[number.end : number.end + 1] == "又":
            whole, at = number.value, number.end + 1
            bottom = self._bottom(at)
        if bottom is None:
            return None
        parts, at = bottom
        sign = -1 if self.text[at : at + 1] == "负" else 1
        top = read_numeral(self.text, at + (1 if sign < 0 else 0))
        if top is None or parts == 0:
            return None
        sign *= -1 if start < i else 1
        if self.text.startswith("百分之", i):
            share = Figure(start, top.end, sign * top.value, top.precision, kind="percent", unit="percent",
                            dimension="ratio", factor=PERCENT)  # fmt: skip
            if top.upper is not None:
                share.upper, share.form = top.upper, "range"
            return share
        if self.text.startswith("千分之", i):
            return Figure(start, top.end, sign * top.value, top.precision, kind="rate", unit="/1000",
                           dimension="ratio", factor=Fraction(1, 1000))  # fmt: skip
        value = sign * (whole + top.value / parts)
        measured = Figure(start, top.end, value, Fraction(1) / parts, scaled=True)
        self._unit(measured)
        if measured.kind in ("measure", "duration", "currency"):
            return measured
        if 0 < value < 1:
            return share_of(start, top.end, value)
        return Figure(start, top.end, value, Fraction(1) / parts, scaled=True)

    def _bottom(self, at: int) -> tuple[Fraction, int] | None:
        """The denominator of "三分之一", and where its numerator begins."""
        number = read_numeral(self.text, at)
        if number is None or not self.text.startswith("分之", number.end):
            return None
        return number.value, number.end + 2

    def _stroke(self, i: int, match: re.Match[str]) -> Figure | None:
        top, bottom = int(match["top"]), int(match["bottom"])
        if not 0 < bottom <= 10 or (top >= bottom and not match["whole"]) or self.text[i - 1 : i] in ("/", "."):
            return None
        value = int(match["whole"] or 0) + Fraction(top, bottom)
        start = self._signed(i)
        if value < 1 and start == i:
            return share_of(i, match.end(), value)
        return Figure(start, match.end(), -value if start < i else value, Fraction(1, bottom), scaled=True)

    def _signed(self, i: int) -> int:
        """Where the number at ``i`` begins with its sign."""
        before = self.text[i - 1 : i]
        if before == "负" or (before in ("-", "−") and before and not part(self.text[i - 2 : i - 1])):
            return i - 1
        return i

    def _number(self, i: int) -> Figure | None:
        number = read_numeral(self.text, i)
        if number is None:
            return None
        start = self._signed(i)
        figure = Figure(start, number.end, number.value, number.precision, scaled=number.scaled, upper=number.upper)
        self._give_back(figure, i)
        if number.upper is None:
            self._exponent(figure, i)
            self._more(figure)
            if not self._range(figure) and start < i:
                figure.value = -figure.value
            if error := _TOLERANCE.match(self.text, figure.end):
                figure.form, figure.end, figure.scaled = "tolerance", error.end(), True
        before = figure.end
        self._unit(figure)
        if figure.kind in ("duration", "measure", "multiple") and self.text[figure.end : figure.end + 1] in _MORE:
            figure.approximator, figure.end = "more_than", figure.end + 1  # "三年多"
        if figure.upper is not None and figure.upper > figure.value:
            figure.form = "range"
        elif figure.upper is not None:
            return None
        if figure.kind == "multiple" and figure.value <= 0:
            return None
        if self._money_before(figure):
            return figure
        self._degrees(figure)
        return figure if self._counts(figure, i, number, before) else None

    def _give_back(self, figure: Figure, i: int) -> None:
        """ "12千米": the thousand is the unit's."""
        last = self.text[figure.end - 1]
        if last in "千兆" and figure.end - 1 > i and self.words.scaled_units.match(self.text, figure.end - 1):
            shorter = read_numeral(self.text[: figure.end - 1], i)
            if shorter is not None and shorter.end == figure.end - 1:
                figure.value, figure.precision, figure.scaled = shorter.value, shorter.precision, shorter.scaled
                figure.end = shorter.end

    def _exponent(self, figure: Figure, i: int) -> None:
        if not self.text[i].isdecimal():
            return
        match = _EXPONENT.match(self.text, figure.end)
        if match and match["e"]:
            power = Fraction(10) ** int(match["e"])
            figure.value, figure.precision = figure.value * power, figure.precision * power
            figure.end, figure.scaled = match.end(), True
        elif match and figure.value:
            figure.value = figure.value ** int(match["p"])
            figure.end, figure.scaled, figure.precision = match.end(), True, abs(figure.value) / 100
        elif self.text[figure.end : figure.end + 1] in ("k", "K"):
            after = self.text[figure.end + 1 : figure.end + 2]
            if not (after.isascii() and after.isalnum()):
                figure.value, figure.precision = figure.value * 1000, figure.precision * 1000
                figure.end, figure.scaled = figure.end + 1, True

    def _more(self, figure: Figure) -> None:
        """ "三千多", "五百余万", "二十几亿"."""
        match = self.words.more.match(self.text, figure.end)
        if match is None:
            return
        scale = 1
        for c in match["scale"]:
            scale *= LARGE.get(c) or SMALL[c]
        if scale == 1 and match["more"] in "几数":
            return
        figure.value, figure.precision = figure.value * scale, figure.precision * scale
        figure.end, figure.approximator, figure.scaled = match.end(), "more_than", figure.scaled or scale > 1

    def _range(self, figure: Figure) -> bool:
        at = figure.end
        first = replace(figure)
        self._unit(first)
        match = self.words.to.match(self.text, first.end) or self.words.to.match(self.text, at)
        if match is None:
            return False
        second = read_numeral(self.text, match.end())
        if second is None or second.upper is not None:
            return False
        after = Figure(match.end(), second.end, second.value, second.precision)
        self._unit(after)
        firm = match.group() in "至到~–—～" or after.kind != "number" or first.kind == after.kind != "number"
        if not firm or (first.unit and after.unit != first.unit):
            return False
        if second.scaled and not figure.scaled and figure.value * second.precision <= second.value:
            figure.value *= second.precision
        if second.value <= figure.value:
            return False
        figure.upper, figure.end, figure.precision = second.value, second.end, second.precision
        figure.scaled = figure.scaled or second.scaled
        return True

    def _unit(self, figure: Figure) -> None:
        """Take what is counted or measured behind the number: per cent, money, units, classifiers."""
        text, at = self.text, figure.end
        half = self.words.one_and_half.match(text, at)
        if half and figure.value.denominator == 1 and not figure.vague:
            figure.value, figure.precision, figure.scaled, at = (
                figure.value + Fraction(1, 2),
                Fraction(1, 2),
                True,
                half.end(),
            )
        match = self.words.tails.match(text, at)
        if match is None:
            figure.kind, figure.end = ("count", half.end()) if half else (figure.kind, at)
            return
        name = match.group()
        kind, unit = self.words.tail(name)
        figure.kind, figure.end = kind, match.end()
        if kind in ("percent", "points"):
            figure.unit, figure.dimension, figure.factor = unit, "ratio" if kind == "percent" else "points", PERCENT
            if kind == "points":
                figure.factor = Fraction(1)
            self._tenths(figure, name)
        elif kind == "currency":
            figure.unit, figure.dimension = unit, "currency"
        elif kind == "multiple":
            figure.form = "multiple"
        elif kind in ("duration", "measure") and (known := unit_named(unit)):
            figure.unit, figure.dimension, figure.factor = known.name, known.dimension, known.factor
        if kind in ("duration", "measure", "multiple", "currency") and text[figure.end : figure.end + 1] == "半":
            if figure.value.denominator == 1 and figure.upper is None and figure.value != Fraction(1, 2):
                figure.value, figure.precision, figure.end = (
                    figure.value + Fraction(1, 2),
                    Fraction(1, 2),
                    figure.end + 1,
                )
                figure.scaled = True

    def _tenths(self, figure: Figure, name: str) -> None:
        """ "七成六", "八五折": tenths of a whole."""
        if name not in ("成", "折"):
            return
        figure.form = "share"
        if name == "折" and 10 <= figure.value < 100:
            tens = Fraction(1)  # 七五折
        else:
            tens = Fraction(10)
        figure.value, figure.precision = figure.value * tens, figure.precision * tens
        if figure.upper is not None:
            figure.upper *= tens
        more = DIGITS.get(self.text[figure.end : figure.end + 1], 0) if name == "成" else 0
        if more:
            figure.value, figure.precision, figure.end = figure.value + more, Fraction(1), figure.end + 1
        elif self.text[figure.end : figure.end + 1] == "半":
            figure.value, figure.precision, figure.end = figure.value + 5, Fraction(5), figure.end + 1

    def _degrees(self, figure: Figure) -> None:
        """ "华氏98.6度": the scale stands before the figure."""
        if figure.unit != "°":
            return
        for word, unit in _DEGREES.items():
            if self.text[: figure.start].endswith(word) and (known := unit_named(unit)):
                figure.unit, figure.dimension, figure.factor = known.name, known.dimension, known.factor
                figure.start -= len(word)
                return

    def _money_before(self, figure: Figure) -> bool:
        """ "¥3000", "$5万", "人民币50元"."""
        sign = self.text[figure.start - 1 : figure.start]
        if figure.kind == "number" and sign in _MONEY and sign:
            figure.kind, figure.unit, figure.dimension = "currency", _MONEY[sign], "currency"
            figure.start -= 1
            return True
        if figure.unit == "CNY" and self.text[: figure.start].endswith("人民币"):
            figure.start -= 3
        return False

    def _counts(self, figure: Figure, i: int, number: HanNumber, before: int) -> bool:
        """Whether the number is a figure rather than a piece of a word, a label or a date."""
        text, written = self.text, self.text[i : number.end]
        if figure.start and text[figure.start - 1] in _LABEL and figure.kind in ("number", "count"):
            return False
        behind = text[before : before + 1]
        if behind and behind in "月号页章" and figure.kind == "number":
            return False
        if written[0].isdecimal() or written[0] == ".":
            return self._stands(figure, i)
        if figure.kind == "count" and written == "一":
            return self.words.counts_one.search(text[max(0, i - 2) : i]) is not None or self._bounded(figure, i)
        if figure.kind == "duration" and written == "一" and figure.value == 1:
            return self._bounded(figure, i)
        if figure.kind != "number":
            return not number.bare or written[-1] not in "千万" or figure.kind != "count" or len(written) > 1
        if number.positional:
            return "零" in written and len(written) > 2
        alone = not is_han(text[i - 1 : i]) and not is_han(text[figure.end : figure.end + 1])
        if len(written) == 1:
            return alone and not number.bare and (figure.value != 1 or alone)
        return not number.bare or (alone and len(written) > 2) or written[-1] in DIGITS

    def _bounded(self, figure: Figure, i: int) -> bool:
        return any(self.text[max(0, i - len(word)) : i] == word for word, _ in self.words.prefixes)

    def _stands(self, figure: Figure, i: int) -> bool:
        """Whether digits are no piece of a name, an address or a version ("G7", "3.1.4", "010-62345678")."""
        before, after = self.text[i - 1 : i] if i else "", self.text[figure.end : figure.end + 1]
        if before == "(" and after == ")" and figure.end - i <= 2:
            return False
        if self.text[i] == "0" and self.text[i + 1 : i + 2].isdecimal():
            return False
        if (before.isascii() and (before.isalpha() or before == "_")) or (figure.kind == "number" and latin(after)):
            return False
        if before in ("-", ".", "/", ":") and before and part(self.text[i - 2 : i - 1]):
            return False
        return not (after in (".", "/", ":") and after and self.text[figure.end + 1 : figure.end + 2].isdecimal())

    def _approximate(self, figure: Figure, floor: int) -> None:
        lead = self.text[max(floor, figure.start - 8) : figure.start]
        verb = 1 if lead[-1:] in ("有", "为", "达", "是") else 0
        for word, name in self.words.prefixes:
            if word == "~" and lead[-2:-1].isdecimal():
                continue
            apart = lead.endswith(" ") and word in _SIGNS
            if lead.endswith(word) or ((verb or apart) and lead[:-1].endswith(word)):
                taken = len(word) + (0 if lead.endswith(word) else 1)
                figure.approximator, figure.start = name, figure.start - taken
                break
        after = self.words.suffixes.match(self.text, figure.end)
        if after and figure.approximator in ("exact", "approximate"):
            figure.approximator, figure.end = self.words.suffix(after.group()), after.end()
