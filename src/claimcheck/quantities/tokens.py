"""Text to tokens: words, numbers, superscripts and punctuation, in one linear pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add, eq, sub

from claimcheck.quantities.numeral import Numeral

WORD, NUMBER, SUPERSCRIPT, MARK = "w", "n", "s", "p"

_APART = "⁰¹²³⁴-⁹½¼¾⅐-⅞"
_LETTER = rf"[^\W\d_{_APART}]"
_TOKEN = re.compile(
    r"([a-z]++(?![\w'’])"  # most words
    rf"|{_LETTER}+(?:['’]{_LETTER}+)*|[0-9]+(?:[.,'’\u00a0\u2009\u202f][0-9]+)*|[⁰¹²³⁴-⁹]+|_+|[½¼¾⅐-⅞]|([^\w\s])\2*)"
)
_PIECES = _TOKEN.groups + 1
"""Of each token split off by the pattern: what stands before it, the token, and the mark that it repeats."""


class _Kinds(dict[str, str]):
    """The kind of a token by its first character."""

    def __missing__(self, first: str) -> str:
        for kind, form in ((WORD, _LETTER), (NUMBER, "[0-9]"), (SUPERSCRIPT, "[⁰¹²³⁴-⁹]"), (MARK, "")):
            if re.match(form, first):
                self[first] = kind
                break
        return self[first]


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


_REACH = 256
"""Places to either side of a text at which a look-up may ask; no form reaches half as far."""


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel lists; token ``i`` is ``text[start[i]:end[i]]``, ``low[i]`` its lower case.

    Whoever rewrites the lists calls ``index`` after it. ``word``, ``kind_at`` and ``glued`` are look-ups rather than
    methods, for they are asked some ten times a token. They answer for places outside the text, too, up to 256 before
    and behind it: in a list with so much appended, a negative place is one of what was appended.
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
    worded: dict[int, Numeral | None] = field(default_factory=dict, repr=False, compare=False)
    """The same for numbers in words, by their first token."""
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
        """Make the look-ups anew."""
        self.numerals.clear()
        self.worded.clear()
        outside = [""] * _REACH
        self.word = [*self.low, *outside].__getitem__
        self.kind_at = [*self.kind, *outside].__getitem__
        glued = [False, *map(eq, self.start[1:], self.end)] if self.start else []
        self.glued = [*glued, *([False] * _REACH)].__getitem__

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
    if text.isascii() or not _FOLDED.search(text):
        return text
    return _DEGREE.sub("°", text.translate(_FOLD))


_WRITTEN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")


def tokenise(text: str, written: str = "") -> Tokens:
    """Cut ``text`` into tokens; offsets count code points of ``text``. ``written``: EDTF of the day of writing."""
    folded = fold(text)
    day = _WRITTEN.match(written)
    low = folded.lower()
    if len(low) != len(folded):
        low = folded  # of a few letters the lower case is two
    pieces = _TOKEN.split(low)
    words, gaps = pieces[1::_PIECES], pieces[0::_PIECES]
    lengths = list(map(len, words))
    ends = list(accumulate(map(add, map(len, gaps), lengths)))
    kinds = [_KINDS[word[0]] for word in words]
    if low is folded:
        words = [word.lower() for word in words]
    return Tokens(
        text=folded,
        kind=kinds,
        low=[word.replace("’", "'") for word in words] if "’" in low else words,
        start=list(map(sub, ends, lengths)),
        end=ends,
        written=(int(day[1]), int(day[2] or 0)) if day else None,
    )


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
