"""Quotations in a note: where titles stand between quotation marks, however badly these are set."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_CLOSERS = {
    '"': '"”',
    "“": '”"',
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "'": "'’",
    "‘": "’'",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    "《": "》",
}
_SINGLE = "'‘‚"
_BEFORE_OPENER = " \t\n\r\f\u00a0([{—–:,;/\x1f"
_MARK = re.compile(r"[\"“”„«»'’‘‚「」『』《》]")
_BRACKET = re.compile(r"[()\[\]]")
_OPENS = {")": "(", "]": "["}
_MAX_TITLE = 600
"""Longest quotation (in code points) that is taken for a title."""


_MAX_QUOTATIONS = 200


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, marks included in ``start:end``, without them in ``inner_start:inner_end``."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def _opens(text: str, at: int) -> bool:
    mark = text[at]
    if mark not in _CLOSERS:
        return False
    if mark in "「『《„“«" and mark != "“":
        return True
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in "“‘‚" and not after.isspace():
        return not (before.isalnum() and mark != "“")
    # a typographic closing mark that was typed for an opening one
    return (before in _BEFORE_OPENER or before in "\"'“‘") and not after.isspace() and after not in ",.;:)]"


def _closes(text: str, at: int, opener: str) -> bool:
    if text[at] not in _CLOSERS[opener]:
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if before.isspace() and not after.isspace() and after not in ",.;:)]":
        return False
    return not (opener in _SINGLE and after.isalnum())


def _ends_title(text: str, at: int) -> bool:
    """Whether a closing mark at ``at`` really ends a title, and not just two words inside it."""
    inner = text[max(0, at - 3) : at].rstrip("'’”\"")
    if inner[-1:] in ",.?!…" and inner[-1:]:
        return True
    rest = text[at + 1 : at + 12]
    if not rest or rest[0] in ",.;:()[]<\x1f'’”\"":
        return True
    return bool(re.match(r"\s*(?:$|[(\[<\x1f]|(?:in|In|available|accessed|https?:)\b)", rest))


def _close_of(text: str, opener_at: int, marks: Sequence[int]) -> int | None:
    """Offset of the mark that closes the quotation; None where nothing does."""
    opener = text[opener_at]
    depth, loose = 0, None
    for at in marks:
        if at - opener_at > _MAX_TITLE:
            break
        if _closes(text, at, opener):
            if depth:
                depth -= 1
                # “Assistance Centers” Grow …”: a stray mark inside is no close of its own
                continue
            if _ends_title(text, at):
                return at
            loose = at
        elif text[at] == opener and _opens(text, at):
            depth += 1
    return loose


def _first_close(text: str, opener_at: int, marks: Sequence[int]) -> int | None:
    """Like ``_close_of`` without nesting: for an inner quotation that was never closed."""
    opener = text[opener_at]
    loose = None
    for at in marks:
        if at - opener_at > _MAX_TITLE or (text[at] == opener and _opens(text, at) and not _closes(text, at, opener)):
            break
        if _closes(text, at, opener):
            if _ends_title(text, at):
                return at
            loose = at
    return loose


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of ``text``, in order. An unclosed one ends where the next begins, or with the text."""
    marks = [match.start() for match in _MARK.finditer(text)]
    found: list[Quotation] = []
    index = 0
    while index < len(marks) and len(found) < _MAX_QUOTATIONS:
        at = marks[index]
        if not _opens(text, at):
            index += 1
            continue
        window = marks[index + 1 : index + 40]
        close = _close_of(text, at, window)
        if close is None:
            close = _first_close(text, at, window)
        if close is None:
            if text[at] not in _SINGLE:
                following = next((m for m in window if text[m] == text[at] and _opens(text, m)), len(text))
                found.append(Quotation(at, following, at + 1, following, False))
            index += 1
            continue
        found.append(Quotation(at, close + 1, at + 1, close, True))
        index = bisect_right(marks, close)
    return tuple(found)


def bracket_depths(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[int]:
    """For each code point, how many brackets are open there; a bracket never closed counts for nothing."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    blocked = bytearray(len(text))
    for start, end in skip:
        blocked[start:end] = b"\1" * (min(end, len(text)) - start)
    for match in _BRACKET.finditer(text):
        at, char = match.start(), match[0]
        if blocked[at]:
            continue
        if char in "([":
            stack.append((char, at))
        elif stack and stack[-1][0] == _OPENS[char]:
            pairs.append((stack.pop()[1], at + 1))
    if not pairs:
        return [0] * len(text)
    change = [0] * (len(text) + 1)
    for start, end in pairs:
        change[start] += 1
        change[end] -= 1
    return list(accumulate(change[:-1]))
