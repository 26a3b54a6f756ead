"""Text to tokens: words, numbers, superscripts and punctuation, in one linear pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from claimcheck.quantities.numeral import Numeral

WORD, NUMBER, SUPERSCRIPT, MARK = "w", "n", "s", "p"

_APART = "⁰¹²³⁴-⁹½¼¾⅐-⅞"
_TOKEN = re.compile(
    rf"(?P<w>[^\W\d_{_APART}]+(?:['’][^\W\d_{_APART}]+)*)"
    r"|(?P<n>[0-9]+(?:[.,'’\u00a0\u2009\u202f][0-9]+)*)"
    r"|(?P<s>[⁰¹²³⁴-⁹]+)"
    rf"|(?P<p>_+|[½¼¾⅐-⅞]|(?P<c>[^\w\s])(?P=c)*)"
)


class _Kinds(dict[str, str]):
    """The kind of a token by its first character."""

    def __missing__(self, first: str) -> str:
        match = _TOKEN.match(first)
        kind = match.lastgroup if match and match.lastgroup in (WORD, NUMBER, SUPERSCRIPT) else MARK
        self[first] = kind
        return kind


_KINDS = _Kinds()

# One code point for one code point, so that offsets stand: fullwidth forms, Arabic-Indic digits and their marks.
_FOLD = {
    **{0xFF10 + n: str(n) for n in range(10)},
    **{0x0660 + n: str(n) for n in range(10)},
    **{0x06F0 + n: str(n) for n in range(10)},
    0xFF0C: ",", 0xFF0E: ".", 0xFF05: "%", 0xFF04: "$", 0xFF0D: "-", 0xFF08: "(", 0xFF09: ")",
    0x066A: "%", 0x066B: ".", 0x066C: ",", 0x2010: "-", 0x2011: "-",
    0xFFE5: "¥", 0xFFE1: "£", 0x223C: "~", 0xFF5E: "~", 0x02DC: "~", 0x00AD: "-",
}  # fmt: skip

_ENDS = frozenset(".!?。！？…")
_NO_END = frozenset(
    (
        "mr mrs ms dr prof st no nos vol pp p fig figs eq sec ch art e.g i.e eg ie cf vs approx ca c etc al ed eds jr "
        "sr u.s u.k gen col lt sgt rep sen gov inc ltd co corp dept est jan feb mar apr jun jul aug sep sept oct nov "
        "dec mio mrd tsd bzw ggf usw vgl"
    ).split()
)


_MOST_INDEXED = 300_000


class _Words(dict[int, str]):
    """Tokens by their place; outside the text stands the empty string."""

    def __missing__(self, _place: int) -> str:
        return ""


class _Flags(dict[int, bool]):
    """What is true of a token by its place; outside the text it is false."""

    def __missing__(self, _place: int) -> bool:
        return False


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel lists; token ``i`` is ``text[start[i]:end[i]]``, ``low[i]`` its lower case.

    Whoever rewrites the lists calls ``index`` after it. ``word``, ``kind_at`` and ``glued`` are look-ups rather than
    methods, for they are asked some ten times a token.
    """

    text: str
    kind: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    written: tuple[int, int] | None = None
    """Year and month (0: unknown) in which the text was written."""
    numerals: dict[tuple[int, str, bool], Numeral | None] = field(default_factory=dict, repr=False, compare=False)
    """Numbers in digits that were read already, by their first token and how they were read."""
    word: Callable[[int], str] = field(init=False, repr=False, compare=False)
    """The lower-cased token at a place, or the empty string outside the text."""
    kind_at: Callable[[int], str] = field(init=False, repr=False, compare=False)
    """The kind of the token at a place, or the empty string outside the text."""
    glued: Callable[[int], bool] = field(init=False, repr=False, compare=False)
    """Whether the token at a place follows the one before it without a space."""

    def __post_init__(self) -> None:
        self.index()

    def __len__(self) -> int:
        return len(self.kind)

    def index(self) -> None:
        """Make the look-ups anew; of more tokens than any paper has they'd take more memory than time is worth."""
        self.numerals.clear()
        if len(self.low) > _MOST_INDEXED:
            self.word, self.kind_at, self.glued = self._word, self._kind_at, self._glued
            return
        self.word = _Words(enumerate(self.low)).__getitem__
        self.kind_at = _Words(enumerate(self.kind)).__getitem__
        self.glued = _Flags(enumerate(map(int.__eq__, self.start[1:], self.end), 1)).__getitem__

    def _word(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def _kind_at(self, i: int) -> str:
        return self.kind[i] if 0 <= i < len(self.kind) else ""

    def _glued(self, i: int) -> bool:
        return 0 < i < len(self.kind) and self.start[i] == self.end[i - 1]

    def raw(self, i: int) -> str:
        """The token at ``i`` as written, or the empty string outside the text."""
        return self.text[self.start[i] : self.end[i]] if 0 <= i < len(self.low) else ""

    def gap(self, i: int) -> str:
        """What stands between token ``i - 1`` and token ``i``: white space or nothing."""
        return self.text[self.end[i - 1] : self.start[i]] if 0 < i < len(self.kind) else ""

    def capital(self, i: int) -> bool:
        """Whether token ``i`` begins with an upper-case letter."""
        return 0 <= i < len(self.kind) and self.text[self.start[i]].isupper()


_DEGREE = re.compile(r"º(?= ?[CF]\b)")
"""The mark of an ordinal, as many keyboards write degrees: "37 ºC"."""


_FOLDED = re.compile("[º" + "".join(map(chr, _FOLD)) + "]")


def fold(text: str) -> str:
    """The text with fullwidth and Arabic-Indic digits and marks as ASCII, code point for code point."""
    if not _FOLDED.search(text):
        return text
    return _DEGREE.sub("°", text.translate(_FOLD))


_WRITTEN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")


def tokenise(text: str, written: str = "") -> Tokens:
    """Cut ``text`` into tokens; offsets count code points of ``text``. ``written``: EDTF of the day of writing."""
    folded = fold(text)
    day = _WRITTEN.match(written)
    spans = [match.span() for match in _TOKEN.finditer(folded)]
    if _GLUED_YEAR.search(folded):
        spans = _apart(folded, spans)
    low = folded.lower()
    if len(low) == len(folded):  # but for a few letters that are two in lower case
        low = low.replace("’", "'")
        words = [low[start:end] for start, end in spans]
    else:
        words = [folded[start:end].lower().replace("’", "'") for start, end in spans]
    kinds = [_KINDS[folded[start]] for start, _ in spans]
    if _BRACKETED.search(folded):
        spans, words, kinds = _unbracketed(folded, spans, words, kinds)
    return Tokens(
        text=folded,
        kind=kinds,
        low=words,
        start=[start for start, _ in spans],
        end=[end for _, end in spans],
        written=(int(day[1]), int(day[2] or 0)) if day else None,
    )


_GLUED_YEAR = re.compile(r"(?<=[a-z.] )[0-9]{1,2}(,)(?:19|20)[0-9]{2}(?![0-9.,]*[0-9])")
"""No blank behind the comma of a date: "March 31,2024"."""
_MONTH_BEFORE = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? $")
_BRACKETED = re.compile(r"(?<=[$€£¥])\s?(\()\s?([0-9][0-9.,]*)\s?\)|(\()\s?([0-9][0-9.,]*)\s?\)(?=\s?%)")
"""A negative figure as accounts print it: "$(39,928)", "(15)%"."""


def _apart(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The tokens with the day and the year of a date apart that only a comma joins."""
    commas = {
        match.start(1)
        for match in _GLUED_YEAR.finditer(text)
        if _MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start())
    }
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        comma = text.find(",", start, end)
        if end - start > 1 and comma in commas:
            apart.extend(((start, comma), (comma, comma + 1), (comma + 1, end)))
        else:
            apart.append((start, end))
    return apart


def _unbracketed(
    text: str, spans: list[tuple[int, int]], words: list[str], kinds: list[str]
) -> tuple[list[tuple[int, int]], list[str], list[str]]:
    """The tokens with the brackets of a negative figure taken into its number: how much it is, not its sign.

    What it is of mostly says the sign ("a net loss of $(39,928)").
    """
    opened = {match.start(1) if match[1] else match.start(3): match.end() for match in _BRACKETED.finditer(text)}
    made_spans: list[tuple[int, int]] = []
    made_words: list[str] = []
    made_kinds: list[str] = []
    at = 0
    while at < len(spans):
        span, word, kind = spans[at], words[at], kinds[at]
        whole = at + 2 < len(spans) and kinds[at + 1] == NUMBER and opened.get(span[0]) == spans[at + 2][1]
        if whole:
            span, word, kind = (span[0], spans[at + 2][1]), words[at + 1], NUMBER
        at += 3 if whole else 1
        made_spans.append(span)
        made_words.append(word)
        made_kinds.append(kind)
    return made_spans, made_words, made_kinds


def sentences(tokens: Tokens, behind: Container[str] = (), before: Container[str] = ()) -> list[int]:
    """The first token of each sentence, and the number of tokens at the end.

    ``behind`` and ``before``: words around a number with a stop that is an ordinal ("1. Januar", "die 86. Sitzung").
    """
    bounds = [0]
    for i in _may_begin(tokens):
        gap = tokens.gap(i)
        if (
            ("\n" in gap and (gap.count("\n") > 1 or tokens.low[i] in "-*•#|"))
            or (
                gap
                and tokens.kind[i - 1] == MARK
                and _ends_before(tokens, i)
                and not (
                    tokens.kind_at(i - 2) == NUMBER
                    and len(tokens.low[i - 2]) <= 3
                    and (tokens.low[i] in behind or tokens.word(i - 3) in before)
                )
            )
            or tokens.low[i - 1] in ("。", "！", "？")
        ):
            bounds.append(i)
    bounds.append(len(tokens))
    return bounds


def _may_begin(tokens: Tokens) -> Iterable[int]:
    """Where a sentence can begin at all: behind a mark, and on a new line."""
    behind = {i for i, kind in enumerate(tokens.kind, 1) if kind == MARK}
    at = tokens.text.find("\n")
    while at >= 0:
        behind.add(bisect_left(tokens.start, at))
        at = tokens.text.find("\n", at + 1)
    return sorted(i for i in behind if 0 < i < len(tokens))


def _ends_before(tokens: Tokens, i: int) -> bool:
    mark = i - 1
    while mark > 0 and tokens.low[mark] in ('"', "”", "'", "’", ")", "*", "]"):
        mark -= 1
    if tokens.low[mark][0] not in _ENDS or mark == 0:
        return False
    if not (
        tokens.capital(i)
        or tokens.kind[i] == NUMBER
        or tokens.low[i] in ('"', "“", "‘", "'", "(", "[", "*", "$", "€", "£")
    ):
        return False
    before = tokens.low[mark - 1]
    if tokens.low[mark] != "." or mark < i - 1:
        return True
    if before in _NO_END or (len(before) == 1 and before.isalpha() and tokens.capital(mark - 1)):
        return before in ("no", "al", "etc", "inc") and tokens.capital(i)
    return True
