"""Figures where typesetting joined or parted tokens: "March 31,2024", "$(39,928)", "(15)%", "56, 000"."""

from __future__ import annotations

import re

from claimcheck.quantities.tokens import MARK, NUMBER, Tokens

_GLUED_YEAR = re.compile(r",(?:19|20)[0-9]{2}(?![0-9.,]*[0-9])")
"""No blank behind the comma of a date."""
_DAY_BEFORE = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2}$")
_LONGEST_DAY = 14
_MONEY_OPENS = re.compile(r"[$€£¥]\s?\(\s?(?!(?:19|20)[0-9]{2}\s?\))([0-9][0-9.,]*)\s?\)")
"""But for a year: "constant US$ (2015)"."""
_PARTED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})*(?:, 000)+(?![0-9]|[.,][0-9])")
"""A blank behind the comma of thousands: three noughts are no number of their own."""
_PERCENT_CLOSES = re.compile(r"\(\s?([0-9][0-9.,]*)\s?\)\s?%")


def mend_accounts(tokens: Tokens) -> None:
    """Part the day and the year of a date that only a comma joins, and take the brackets of a negative figure into its
    number: how much it is, not its sign, for what it is of mostly says that ("a net loss of $(39,928)"). In place.
    """
    text = tokens.text
    if ",20" in text or ",19" in text:
        commas = {match.start() for match in _GLUED_YEAR.finditer(text) if _behind_day(text, match.start())}
        if commas:
            _part(tokens, commas)
    if ", 000" in text:
        spans = [match.span() for match in _PARTED.finditer(text)]
        if spans:
            _join(tokens, spans)
    if "(" in text and ("%" in text or any(sign in text for sign in "$€£¥")):
        inside = {match.start(1) for form in (_MONEY_OPENS, _PERCENT_CLOSES) for match in form.finditer(text)}
        if inside:
            _unbracket(tokens, inside)


def _behind_day(text: str, comma: int) -> bool:
    return _DAY_BEFORE.search(text, max(0, comma - _LONGEST_DAY), comma) is not None


def _part(tokens: Tokens, commas: set[int]) -> None:
    kinds: list[str] = []
    edges: list[tuple[int, int]] = []
    for kind, start, end in zip(tokens.kind, tokens.start, tokens.end, strict=True):
        comma = tokens.text.find(",", start, end) if kind == NUMBER else -1
        if comma in commas:
            kinds += (NUMBER, MARK, NUMBER)
            edges += ((start, comma), (comma, comma + 1), (comma + 1, end))
        else:
            kinds.append(kind)
            edges.append((start, end))
    words = dict(zip(tokens.start, tokens.low, strict=True))
    ends = dict(zip(tokens.start, tokens.end, strict=True))
    tokens.low[:] = [words[start] if ends.get(start) == end else tokens.text[start:end] for start, end in edges]
    tokens.kind[:] = kinds
    tokens.start[:], tokens.end[:] = [start for start, _ in edges], [end for _, end in edges]
    tokens.index()


def _join(tokens: Tokens, spans: list[tuple[int, int]]) -> None:
    """Make one number of all tokens within each of the spans."""
    ends = dict(spans)
    kept: list[int] = []
    reach = 0
    for at, start in enumerate(tokens.start):
        if start < reach:
            continue
        kept.append(at)
        if start in ends:
            reach = ends[start]
            tokens.low[at], tokens.end[at] = tokens.text[start:reach].replace(" ", ""), reach
    _keep(tokens, kept)


def _keep(tokens: Tokens, kept: list[int]) -> None:
    tokens.low[:] = [tokens.low[at] for at in kept]
    tokens.kind[:] = [tokens.kind[at] for at in kept]
    tokens.start[:] = [tokens.start[at] for at in kept]
    tokens.end[:] = [tokens.end[at] for at in kept]
    tokens.index()


def _unbracket(tokens: Tokens, inside: set[int]) -> None:
    """``inside``: where the figures in brackets begin."""
    taken = {
        at
        for at, start in enumerate(tokens.start)
        if start in inside and tokens.kind[at] == NUMBER and tokens.low[at - 1 : at + 2 : 2] == ["(", ")"]
    }
    if not taken:
        return
    for at in taken:
        tokens.start[at], tokens.end[at] = tokens.start[at - 1], tokens.end[at + 1]
    kept = [at for at in range(len(tokens)) if at + 1 not in taken and at - 1 not in taken]
    _keep(tokens, kept)
