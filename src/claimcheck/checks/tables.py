"""Tables against themselves: totals of columns and rows, percentages of a column, n (p %) in cells.

A table has many ways not to add up rightly: rows that overlap, means, rounded figures. So a total is only doubted where
the table itself shows that it is a sum: another column or row adds up, or this one nearly does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from claimcheck.model.document import Cell, Table
from claimcheck.model.text import Span

_TOTAL = re.compile(
    r"(?:grand |overall )?(?:total|totals|sum|all|overall|altogether)(?: \(?n\)?| [a-z]+)?:?", re.IGNORECASE
)
_PARTIAL = re.compile(
    r"\b(?:sub-?totals?|totals?|of which|thereof|includ\w+|mean|average|median|sd|range|missing|change|"
    r"difference)\b|^all\b",
    re.IGNORECASE,
)
_NO_SUM = re.compile(
    r"\b(?:mean|averages?|median|rates?|ratio|per|index|ages?|years?|scores?|sd|se|density|odds|hazard|ci|p|rank|growth|"
    r"change|min|max|minimum|maximum|range|share|ids?|no)\b|\bp-value\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b|\bshare\b", re.IGNORECASE)
_ROUNDED = re.compile(r"\b(?:thousands?|millions?|billions?|bn|m|k|000s?|rounded)\b", re.IGNORECASE)
_NUMBER = r"[+−–-]?(?:\d{1,3}(?:[,\u00a0\u2009\u202f '’]\d{3})+|\d+)(?:\.\d+)?"
_CELL = re.compile(rf"[$€£¥]? ?(?P<number>{_NUMBER}) ?(?P<percent>%)?(?: ?[*†‡§¶a-d]{{1,3}})?")
_WITH_SHARE = re.compile(rf"(?P<number>{_NUMBER}) ?[(\[] ?(?P<share>\d{{1,3}}(?:\.\d+)?) ?%? ?[)\]]")
_WHOLE = re.compile(rf"\b[nN] ?= ?(?P<number>{_NUMBER})")
_NEAR = Fraction(1, 10)
"""A total that differs by no more than this share of itself was meant to be the sum."""
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that does not fit the others."""

    span: Span
    message: str
    sure: bool
    """Another column or row of the table shows that the figures are meant to add up."""
    code: str


@dataclass(frozen=True, slots=True)
class _Figure:
    value: Fraction
    step: Fraction
    """One unit of its last written digit."""
    cell: Cell

    @property
    def text(self) -> str:
        found = _CELL.match(self.cell.text.strip())
        return found["number"] if found else self.cell.text


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total and its parts."""

    name: str
    parts: tuple[_Figure, ...]
    total: _Figure
    slack: Fraction
    """How far rounded parts may lie from their rounded total."""

    @property
    def added(self) -> Fraction:
        return sum((part.value for part in self.parts), Fraction(0))

    @property
    def holds(self) -> bool:
        return abs(self.added - self.total.value) <= self.slack

    @property
    def near(self) -> bool:
        return abs(self.added - self.total.value) <= _NEAR * abs(self.total.value)


def faults(table: Table, about: str = "") -> Iterator[Fault]:
    """What does not add up in a table; ``about`` is its caption. Decimal points only; tables with merged cells are
    left alone."""
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    if len(rows) < 3 or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        return
    head, body = rows[0], rows[1:]
    yield from _columns(head, body, about)
    yield from _last_column(head, body, about)
    yield from _shares_of_header(head, body)
    yield from _shares_beside(head, body)


@dataclass(frozen=True, slots=True)
class Total:
    """What a column adds up to, by the table's own row of totals."""

    noun: str
    """The last word of the column's name, small, without the s of a plural."""
    value: Fraction
    text: str
    span: Span


def totals(table: Table) -> Iterator[Total]:
    """The totals of whole numbers that their columns bear out."""
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    if len(rows) < 4 or len({len(row) for row in rows}) != 1:
        return
    head, body = rows[0], rows[1:]
    at = _total_row(body)
    for column in range(1, len(head)) if at is not None else ():
        cells = [row[column] for n, row in enumerate(body) if n != at]
        found = _sum(head[column].text, cells, body[at or 0][column], "")
        words = re.findall(r"[^\W\d_]{4,}", head[column].text.casefold())
        if found is not None and words and found.added == found.total.value and found.added.denominator == 1:
            yield Total(words[-1].removesuffix("s"), found.total.value, found.total.text, found.total.cell.span)


def _columns(head: Sequence[Cell], body: Sequence[tuple[Cell, ...]], about: str) -> Iterator[Fault]:
    """Each column against the row of totals."""
    at = _total_row(body)
    if at is None or len(body) < 3:
        return
    sums = []
    for column in range(1, len(head)):
        name = head[column].text
        cells = [row[column] for n, row in enumerate(body) if n != at]
        figure = _sum(name, cells, body[at][column], about)
        if figure is not None:
            sums.append(figure)
    yield from _doubted(sums, "column")


def _last_column(head: Sequence[Cell], body: Sequence[tuple[Cell, ...]], about: str) -> Iterator[Fault]:
    """Each row against its last cell, where that column is named total."""
    if len(head) < 4 or not _TOTAL.fullmatch(head[-1].text.strip()):
        return
    if any(_NO_SUM.search(cell.text) or _PERCENT.search(cell.text) for cell in head[1:-1]):
        return
    sums = [_sum(row[0].text, row[1:-1], row[-1], about) for row in body]
    kept = [one for one in sums if one is not None]
    if sum(one.holds for one in kept) >= 2:
        yield from _doubted(kept, "row")


def _doubted(sums: Sequence[_Sum], what: str) -> Iterator[Fault]:
    shown = any(one.holds for one in sums)
    for one in sums:
        if one.holds or not (shown or one.near):
            continue
        added = " + ".join(part.text for part in one.parts)
        message = f"{what} “{one.name}”: {added} = {_told(one.added)}, but the total is given as {one.total.text}"
        yield Fault(one.total.cell.span, message, shown and one.near, "I307")


def _total_row(body: Sequence[tuple[Cell, ...]]) -> int | None:
    """The one row of totals, first or last; None where there is none, or rows that sum up others stand between."""
    named = [n for n, row in enumerate(body) if _TOTAL.fullmatch(row[0].text.strip())]
    if len(named) != 1 or named[0] not in (0, len(body) - 1):
        return None
    others = [row[0].text for n, row in enumerate(body) if n != named[0]]
    return None if any(_PARTIAL.search(label) for label in others) else named[0]


def _sum(name: str, cells: Sequence[Cell], total: Cell, about: str) -> _Sum | None:
    """The parts and their total; None where a cell is no figure, or the column is one that has no sum."""
    whole = _figure(total)
    parts = [_figure(cell) for cell in cells if cell.text.strip(" –—-−.…")]
    if whole is None or len(parts) < 2 or any(part is None for part in parts):
        return None
    kept = tuple(part for part in parts if part is not None)
    percent = bool(_PERCENT.search(name)) or all(cell.text.strip().endswith("%") for cell in (total, *cells))
    if percent and abs(whole.value - 100) > 1:
        return None
    if not percent and (_NO_SUM.search(name) or whole.value <= max(part.value for part in kept)):
        return None
    step = max(figure.step for figure in (*kept, whole))
    while step >= 1 and all(figure.value % (step * 10) == 0 for figure in (*kept, whole)):
        step *= 10  # all of them rounded to tens, hundreds …
    exact = step == 1 and not percent and not _ROUNDED.search(f"{name} {about}")
    return _Sum(name, kept, whole, Fraction(0) if exact else step * max(1, len(kept) // 4))


def _shares_of_header(head: Sequence[Cell], body: Sequence[tuple[Cell, ...]]) -> Iterator[Fault]:
    """ "45 (37.5)" in a column headed "Women (n = 120)": doubted where most of the column's cells fit."""
    for column in range(1, len(head)):
        named = _WHOLE.search(head[column].text)
        if named is None:
            continue
        whole = _read(named["number"])
        pairs = [(row[column], match) for row in body if (match := _WITH_SHARE.fullmatch(row[column].text.strip()))]
        yield from _wrong_shares(
            [(cell, _read(match["number"]), match["share"]) for cell, match in pairs], whole, named["number"]
        )


def _shares_beside(head: Sequence[Cell], body: Sequence[tuple[Cell, ...]]) -> Iterator[Fault]:
    """A column of counts with its percentages in the next, and a row of totals."""
    at = _total_row(body)
    if at is None:
        return
    for column in range(1, len(head) - 1):
        beside = head[column + 1].text.strip()
        total = _figure(body[at][column])
        if total is None or not re.fullmatch(r"\(?%\)?|per ?cent(?:age)?|share(?: \(%\))?", beside, re.IGNORECASE):
            continue
        rows = [row for n, row in enumerate(body) if n != at]
        summed = _sum(head[column].text, [row[column] for row in rows], body[at][column], "")
        if summed is None or not summed.holds:
            continue  # what is wrong is the total, and said so
        counts = [
            (row[column + 1], _figure(row[column]), _CELL.fullmatch(row[column + 1].text.strip())) for row in rows
        ]
        stated = [(cell, count.value, share["number"]) for cell, count, share in counts if count and share]
        yield from _wrong_shares(stated, total.value, total.text)


def _wrong_shares(stated: Sequence[tuple[Cell, Fraction, str]], whole: Fraction, told: str) -> Iterator[Fault]:
    """Percentages that are not those of their counts, where the others are (two at least, and most of them)."""
    if not whole:
        return
    wrong = [one for one in stated if not _is_share(one[1], whole, one[2])]
    right = len(stated) - len(wrong)
    if right < 2 or right < 2 * len(wrong):
        return
    for cell, count, share in wrong:
        true = f"{float(count / whole * 100):.{len(share.partition('.')[2]) + 1}f}"
        yield Fault(cell.span, f"{_told(count)} of {told} is {true} %, not {share} %", True, "I303")


def _is_share(count: Fraction, whole: Fraction, share: str) -> bool:
    """Rounded or cut off to the digits that are written."""
    step = Fraction(1, 10 ** len(share.partition(".")[2]))
    return Fraction(share) - step * _HALF <= count / whole * 100 < Fraction(share) + step


def _figure(cell: Cell) -> _Figure | None:
    text = cell.text.strip()
    found = _CELL.fullmatch(text) or _WITH_SHARE.fullmatch(text)
    if found is None:
        return None
    return _Figure(_read(found["number"]), Fraction(1, 10 ** len(found["number"].partition(".")[2])), cell)


def _read(number: str) -> Fraction:
    plain = re.sub(r"[,\u00a0\u2009\u202f '’]", "", number).lstrip("+")
    return Fraction(plain.replace("−", "-").replace("–", "-"))


def _told(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.10g}"
