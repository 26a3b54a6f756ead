"""The blocks of a BibTeX file (entries, abbreviations, what can't be read), by bibtexparser, a piece of it at a time.

A whole library of its blocks takes thirty times the memory of the file.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from typing import Final

from bibtexparser.library import Library
from bibtexparser.model import Block
from bibtexparser.splitter import Splitter

PIECE: Final = 100_000
"""Code points of text, at least, that are split in one go."""

_START = re.compile(r"^[ \t]*@\w*[ \t]*[{(]", re.MULTILINE)
"""Where the splitter begins a new block whatever came before, a brace that was never closed as well."""
_COUNTED_LINE = re.compile(r"(?<!\\)\n")
"""The ends of lines that the splitter counts."""


def split_text(text: str) -> Library:
    """The blocks of a bibliography, as bibtexparser has them."""
    with _unlogged():
        return Splitter(_lines_fed(text)).split()


def blocks_of(text: str, piece: int = PIECE) -> Iterator[tuple[Block, int]]:
    """Each block of a bibliography, and the number of lines to be added to its own, which count from 0.

    Doubles are told within a piece only.
    """
    text = _lines_fed(text)
    start, lines = 0, 0
    while start < len(text):
        found = _START.search(text, start + piece)
        end = found.start() if found is not None else len(text)
        part = text[start:end]
        with _unlogged():
            blocks = Splitter(part).split().blocks
        for block in blocks:
            yield block, lines
        lines += sum(1 for _ in _COUNTED_LINE.finditer(part))
        start = end


def _lines_fed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@contextlib.contextmanager
def _unlogged() -> Iterator[None]:
    """The splitter logs every broken block as a warning; they are reported as problems instead."""
    logger = logging.getLogger("bibtexparser.splitter")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
