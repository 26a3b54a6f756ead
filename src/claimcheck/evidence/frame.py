"""The frame of a figure: the words right beside it, which tell what it is a figure of where no noun is counted.

"The 28th floor", "position 8", "the 2018 World Cup", "a 10-7 lead": the figure goes with the words that touch it, and
another figure in the same frame is another value of the same thing.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from claimcheck.evidence.terms import stem

_WORD: Final = re.compile(r"[^\W_]+")
_REACH: Final = 60
"""Code points on either side in which the words of a frame are looked for."""
_PAIRED_BEHIND: Final = re.compile(r"(?: ?[-–] ?| votes? to )(\d{1,3})(?![\d.,:/–-]*\d)")
_PAIRED_BEFORE: Final = re.compile(r"(?<![\d.,:/–-])(\d{1,3})(?: ?[-–] ?| votes? to )$")
_LONGEST_PARTNER: Final = 14
_AMONG: Final = re.compile(
    r"\b(one|top)(?: (?:out )?of| |-)(?: ?(?:the|its|these|those|only|some|about|just))* ?$", re.IGNORECASE
)
_LONGEST_AMONG: Final = 30
_BESIDE: Final = 2
"""Words on either side that make the frame."""
_SMALL: Final = frozenset("the a an of in on at to for by with and from was is his her its as s that".split())
"""Words that a frame passes over."""


class Beside(NamedTuple):
    """The stems of the words next to a figure, the nearest first."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    link: str
    """The small word right before the figure ("in", "of", "from"); empty where none stands there."""
    partner: str = ""
    """The other number of a pair that a dash joins, as "4>" of the 5 in "5–4"; empty where it stands in none."""
    worded: bool = False
    """The pair is said in words: "5 votes to 4"."""
    among: str = ""
    """ "one" of "one of nine", "top" of "the top 10": the figure says among how many somebody is."""


NOTHING: Final = Beside((), (), "")
"""The frame of a figure that stands nowhere."""


class Frame(NamedTuple):
    """How far the frames of two figures are the same."""

    before: bool
    """The same word stands before both."""
    behind: bool
    """The same word stands behind both."""
    across: bool
    """The word before the one stands behind the other ("the 1949 film Quays", "Quays (1949)")."""
    shared: float
    """Share of the words of the claim's frame that stand in the other, on whichever side, 0 … 1."""
    linked: bool
    """The same small word leads to both."""
    paired: bool | None
    """Whether both stand in a pair with the same partner ("5–4"); None where the claim's stands in none."""
    among: bool
    """Whether one of the two says among how many somebody is ("one of nine", "the top 10"), and the other doesn't."""


def beside(text: str, start: int, end: int) -> Beside:
    """The words next to ``text[start:end]``; none for a figure without a place of its own."""
    if end <= 0:
        return NOTHING
    before = [match.group().lower() for match in _WORD.finditer(text, max(0, start - _REACH), start)][::-1]
    behind = [match.group().lower() for match in _WORD.finditer(text, end, end + _REACH)]
    link = before[0] if before and before[0] in _SMALL else ""
    among = _AMONG.search(text, max(0, start - _LONGEST_AMONG), start)
    partner = _partner(text, start, end)
    worded = bool(partner) and "vote" in text[max(0, start - _LONGEST_PARTNER) : end + _LONGEST_PARTNER]
    return Beside(_stems(before), _stems(behind), link, partner, worded, among[1].lower() if among else "")


def _partner(text: str, start: int, end: int) -> str:
    if not text[start:end].isdecimal():
        return ""
    if found := _PAIRED_BEHIND.match(text, end):
        return f"{found[1]}>"
    found = _PAIRED_BEFORE.search(text, max(0, start - _LONGEST_PARTNER), start)
    return f"<{found[1]}" if found else ""


def _stems(words: list[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words if word not in _SMALL)[:_BESIDE]


def compared(claim: Beside, source: Beside) -> Frame:
    """The frame of a claim's figure against that of a source's."""
    own, other = {*claim.before, *claim.behind}, {*source.before, *source.behind}
    return Frame(
        before=_meet(claim.before, source.before),
        behind=_meet(claim.behind, source.behind),
        across=_meet(claim.before, source.behind) or _meet(claim.behind, source.before),
        shared=len(own & other) / len(own) if own else 0.0,
        linked=bool(claim.link) and claim.link == source.link,
        paired=_paired(claim, source),
        among=claim.among != source.among,
    )


def _paired(claim: Beside, source: Beside) -> bool | None:
    if not claim.partner or (claim.worded and not source.partner):
        return None
    return claim.partner == source.partner


def _meet(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return one[:1] == two[:1] != ()
