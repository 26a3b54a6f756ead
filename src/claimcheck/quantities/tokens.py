"""Text to tokens: words, numbers, superscripts and punctuation, in one linear pass."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field

WORD, NUMBER, SUPERSCRIPT, MARK = "w", "n", "s", "p"

_APART = "⁰¹²³⁴-⁹½¼¾⅐-⅞"
_TOKEN = re.compile(
    rf"(?P<w>[^\W\d_{_APART}]+(?:['’][^\W\d_{_APART}]+)*)"
    r"|(?P<n>[0-9]+(?:[.,'’\u00a0\u2009\u202f][0-9]+)*)"
    r"|(?P<s>[⁰¹²³⁴-⁹]+)"
    rf"|(?P<p>_+|[½¼¾⅐-⅞]|(?P<c>[^\w\s])(?P=c)*)"
)

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


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel lists; token ``i`` is ``text[start[i]:end[i]]``, ``low[i]`` its lower case."""

    text: str
    kind: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    written: tuple[int, int] | None = None
    """Year and month (0: unknown) in which the text was written."""

    def __len__(self) -> int:
        return len(self.kind)

    def word(self, i: int) -> str:
        """The lower-cased token at ``i``, or the empty string outside the text."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def raw(self, i: int) -> str:
        """The token at ``i`` as written, or the empty string outside the text."""
        return self.text[self.start[i] : self.end[i]] if 0 <= i < len(self.low) else ""

    def kind_at(self, i: int) -> str:
        """The kind of the token at ``i``, or the empty string outside the text."""
        return self.kind[i] if 0 <= i < len(self.kind) else ""

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without a space."""
        return 0 < i < len(self.kind) and self.start[i] == self.end[i - 1]

    def gap(self, i: int) -> str:
        """What stands between token ``i - 1`` and token ``i``: white space or nothing."""
        return self.text[self.end[i - 1] : self.start[i]] if 0 < i < len(self.kind) else ""

    def capital(self, i: int) -> bool:
        """Whether token ``i`` begins with an upper-case letter."""
        return 0 <= i < len(self.kind) and self.text[self.start[i]].isupper()


_DEGREE = re.compile(r"º(?= ?[CF]\b)")
"""The mark of an ordinal, as many keyboards write degrees: "37 ºC"."""


def fold(text: str) -> str:
    """The text with fullwidth and Arabic-Indic digits and marks as ASCII, code point for code point."""
    return _DEGREE.sub("°", text.translate(_FOLD))


_WRITTEN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")


def tokenise(text: str, written: str = "") -> Tokens:
    """Cut ``text`` into tokens; offsets count code points of ``text``. ``written``: EDTF of the day of writing."""
    folded = fold(text)
    day = _WRITTEN.match(written)
    tokens = Tokens(text=folded, written=(int(day[1]), int(day[2] or 0)) if day else None)
    kind, low, start, end = tokens.kind, tokens.low, tokens.start, tokens.end
    for match in _TOKEN.finditer(folded):
        group = match.lastgroup or MARK
        kind.append(MARK if group == "c" else group)
        low.append(match.group().lower().replace("’", "'"))
        start.append(match.start())
        end.append(match.end())
    return tokens


def sentences(tokens: Tokens, behind: Container[str] = (), before: Container[str] = ()) -> list[int]:
    """The first token of each sentence, and the number of tokens at the end.

    ``behind`` and ``before``: words around a number with a stop that is an ordinal ("1. Januar", "die 86. Sitzung").
    """
    bounds = [0]
    for i in range(1, len(tokens)):
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
