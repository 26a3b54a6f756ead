"""Blocks in reading order → one text with passages that know where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimcheck.model.source import Passage, PassageRole
from claimcheck.readers.sentences import split_sentences

LONGEST_TEXT = 4_000_000
"""Code points of extracted text; what comes after is left out and said so in the notes."""

LONGEST_SENTENCE = 1_500
"""Code points of a sentence after which it is cut."""

_INVISIBLE = {ord(c): None for c in "\u00ad\u200b\u200c\u2060\ufeff\x00"}
_LIGATURES = {
    ord("ﬀ"): "ff", ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬃ"): "ffi", ord("ﬄ"): "ffl", ord("ﬅ"): "st", ord("ﬆ"): "st",
}  # fmt: skip
_CLEAN = _INVISIBLE | _LIGATURES
_UNFOLDED = ("\n", "\t", "\r", "\f", "\v", "\x1c", "\x1d", "\x1e", "\x1f")
"""White space of ASCII but for the space itself."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Statement:
    """A table cell or row made into words; ``locator`` says which one."""

    text: str
    locator: str
    value_at: int = 0
    """Where in ``text`` the value begins, behind caption and headers."""
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row of a source, white space folded."""

    text: str
    role: PassageRole = "main"
    locator: str = ""
    heading: str = ""
    statements: tuple[Statement, ...] = ()
    """For table rows: what the row says; empty for everything else."""
    table: int = 0
    """For table rows: the number of the table in its source, from 1."""
    turn: int = 0
    """Where in ``text`` the next page begins, for a paragraph that runs over a page; 0 where it does not."""
    turned: str = ""
    """Locator from ``turn`` on."""
    joined: bool = False
    """A line of the same paragraph as the block before."""


def fold(text: str) -> str:
    """Fold white space, drop invisible characters and take ligatures apart; lone surrogates become U+FFFD."""
    if not text.isascii() or "\x00" in text:  # most text needs no look at each character
        text = _SURROGATE.sub("\ufffd", text.translate(_CLEAN))
    elif not any(space in text for space in _UNFOLDED):
        while "  " in text:
            text = text.replace("  ", " ")
        return text.strip(" ")
    return " ".join(text.split())


def assemble(
    blocks: Iterable[Block], lang: str = "", *, sentences: bool = True
) -> tuple[str, tuple[Passage, ...], bool]:
    """Text, passages, and whether something was left out because the text grew too long.

    Blocks stand on lines of their own, an empty line between them, table rows without one. Without ``sentences`` a
    paragraph is one passage: enough to judge a page, and ten times as fast as finding where sentences end.
    """
    parts: list[str] = []
    passages: list[Passage] = []
    at = 0
    previous: Block | None = None
    cut = False
    number = -1
    for block in blocks:
        number += not block.joined
        if not block.text:
            continue
        room = LONGEST_TEXT - at
        if len(block.text) > room:
            if room < 1_000 or block.statements:
                return "".join(parts), tuple(passages), True
            block = replace(block, text=block.text[: block.text.rfind(" ", 0, room - 2) + 1].rstrip())
            cut = True
        if previous is not None:
            gap = "\n" if block.joined or block.role == previous.role == "table" else "\n\n"
            parts.append(gap)
            at += len(gap)
        parts.append(block.text)
        passages.extend(_passages(block, at, number, lang, sentences))
        at += len(block.text)
        previous = block
        if cut:
            break
    return "".join(parts), tuple(passages), cut


def _passages(block: Block, at: int, number: int, lang: str, sentences: bool) -> list[Passage]:
    if block.statements:
        end = at + len(block.text)
        return [
            Passage(
                at,
                end,
                statement.text,
                block.role,
                statement.locator,
                block.heading,
                number,
                statement.value_at,
                statement.row,
                statement.column,
                block.table,
            )
            for statement in block.statements
        ]
    whole = not sentences or block.role in ("heading", "title", "references", "table")
    spans = [(0, len(block.text))] if whole else _quotable(block.text, lang)
    return [
        Passage(
            at + start,
            at + end,
            block.text if whole else fold(block.text[start:end]),
            block.role,
            block.turned if 0 < block.turn <= start else block.locator,
            block.heading,
            number,
        )
        for start, end in spans
    ]


def _quotable(text: str, lang: str) -> list[tuple[int, int]]:
    """Sentences of a block; a run without any stop is cut at spaces, so that a passage stays quotable."""
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(text, lang=lang or "und"):
        while end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
            cut = cut if cut > 0 else start + LONGEST_SENTENCE
            spans.append((start, cut))
            start = cut + 1 if text[cut : cut + 1] == " " else cut
        if start < end:
            spans.append((start, end))
    return spans


def main_length(passages: Sequence[Passage]) -> int:
    """Code points of what the source itself says: everything but furniture, references, titles and headings."""
    return sum(p.end - p.start for p in passages if p.role in ("main", "list", "table", "caption"))
