"""Plain text: paragraphs between empty lines, sentences inside.

Text that is not wrapped has its line ends where its author set them: each line is a statement of its own there, and no
sentence runs over it. Wrapped is what has no line far longer than a page is wide and breaks its lines where the next
word wouldn't have fitted.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from claimcheck.model.source import SourceText
from claimcheck.readers.assemble import Block, assemble, fold
from claimcheck.readers.charset import decode
from claimcheck.readers.dates import dateline
from claimcheck.readers.pipe_tables import is_row, pipe_table
from claimcheck.readers.records import records_of
from claimcheck.readers.unreadable import Unreadable

_BLANK = re.compile(r"\n[ \t\r]*+\n\s*+")
_HYPHEN = re.compile(r"([^\W\d_])-\n(?=[^\W\d_A-Z])")
_WRAPPED = 120
"""Code points of the longest line up to which a text may have been wrapped for a page."""
_FULL = 0.5
"""Share of the line ends of a wrapped text at which the next word wouldn't have fitted; ragged hands break earlier."""
_RAGGED = 10
"""Code points that a hand leaves free at the end of a line."""
_NARROWEST = 30
"""Code points of the narrowest column that a text is wrapped for."""
_FEW_LINES = 8
"""Line ends from which their places tell anything."""
_BARS = 2
"""Bars inside two lines below each other that make them rows."""
_HEADING = re.compile(r"#{1,6} \S")
_LONGEST_HEADING = 200
_MANY = 20_000
"""Lines among which rows of a table are looked for."""
_HEAD = 25
"""Lines at the top of a text among which it says when it was written."""


def paragraphs(text: str) -> list[str]:
    """Paragraphs of running text, words broken over lines joined, white space folded."""
    return [folded for part in _parts(text) if (folded := fold(_HYPHEN.sub(r"\1", part)))]


def _parts(text: str) -> list[str]:
    return _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))


def read_plain(
    body: bytes, *, charset: str = "", url: str = "", media_type: str = "text/plain", sentences: bool = True
) -> SourceText:
    """Text of a plain file. Raises Unreadable where there is none."""
    text, _ = decode(body, charset)
    blocks = _lines(text) if _is_unwrapped(text) else _paragraphs(text)
    if not blocks:
        raise Unreadable("the file is empty")
    whole, passages, cut = assemble(blocks, sentences=sentences)
    first = blocks[0].text
    titles = (first,) if len(first) <= 200 and len(blocks) > 1 else ()
    notes = ("the text is too long; what comes after the first part was left out",) if cut else ()
    return SourceText(
        whole,
        passages,
        media_type=media_type,
        title=titles[0] if titles else "",
        titles=titles,
        published=next(filter(None, map(dateline, text.split("\n", _HEAD)[:_HEAD])), ""),
        notes=notes,
    )


def _paragraphs(text: str) -> list[Block]:
    """A block a paragraph; one like "## Methods" is a heading."""
    blocks: list[Block] = []
    heading = ""
    for paragraph in paragraphs(text):
        title = bool(_HEADING.match(paragraph)) and len(paragraph) <= _LONGEST_HEADING
        heading = paragraph.lstrip("# ") if title else heading
        blocks.append(Block(paragraph, "heading" if title else "main", heading=heading))
    return blocks


def _is_unwrapped(text: str) -> bool:
    lines = text.splitlines()
    if any(len(line) > _WRAPPED for line in lines) or sum(is_row(line.strip()) for line in lines[:_MANY]) > 1:
        return True
    width = max(_NARROWEST, max(map(len, lines), default=0)) - _RAGGED
    ends = [(one, two) for part in _parts(text) for one, two in pairwise(part.split("\n")[:_MANY])]
    full = sum(len(one.rstrip()) + 1 + len(two.split(None, 1)[0]) > width for one, two in ends if two.strip())
    return len(ends) >= _FEW_LINES and full < _FULL * len(ends)


def _rows(lines: list[str]) -> list[bool]:
    """Which lines are rows of a table, also without outer bars: below each other with as many bars inside."""
    bars = [line.count(" | ") for line in lines]
    beside = [max(bars[max(0, n - 1) : n] + bars[n + 1 : n + 2], default=0) for n in range(len(lines))]
    return [is_row(line) or (own >= _BARS and own == most) for line, own, most in zip(lines, bars, beside, strict=True)]


def _lines(text: str) -> list[Block]:
    """A block a line; the lines between two empty ones are one paragraph. Lines like "## Methods" are headings."""
    blocks: list[Block] = []
    heading, tables = "", 0
    for part in _parts(text):
        joined = False
        lines = list(filter(None, map(fold, part.split("\n"))))
        for drawn, marked in groupby(zip(lines, _rows(lines), strict=True), lambda pair: pair[1]):
            group = [line for line, _ in marked]
            if drawn:
                tables += 1
                above = blocks[-1].text if blocks and len(blocks[-1].text) <= _LONGEST_HEADING else heading
                blocks.extend(pipe_table(group, tables, above))
                joined = False
                continue
            for line, records in records_of(group):
                if records:
                    blocks.append(Block(line, "main", heading=heading, statements=records, joined=joined))
                    joined = True
                    continue
                title = bool(_HEADING.match(line)) and len(line) <= _LONGEST_HEADING
                heading = line.lstrip("# ") if title else heading
                blocks.append(Block(line, "heading" if title else "main", heading=heading, joined=joined and not title))
                joined = not title
    return blocks
