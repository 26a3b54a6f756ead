"""Plain text: paragraphs between empty lines, sentences inside."""

from __future__ import annotations

import re

from claimcheck.model.source import SourceText
from claimcheck.readers.assemble import Block, assemble, fold
from claimcheck.readers.charset import decode
from claimcheck.readers.unreadable import Unreadable

_BLANK = re.compile(r"\n[ \t\r]*+\n\s*+")
_HYPHEN = re.compile(r"([^\W\d_])-\n(?=[^\W\d_A-Z])")


def paragraphs(text: str) -> list[str]:
    """Paragraphs of running text, words broken over lines joined, white space folded."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    return [folded for part in _BLANK.split(text) if (folded := fold(_HYPHEN.sub(r"\1", part)))]


def read_plain(
    body: bytes, *, charset: str = "", url: str = "", media_type: str = "text/plain", sentences: bool = True
) -> SourceText:
    """Text of a plain file. Raises Unreadable where there is none."""
    text, _ = decode(body, charset)
    blocks = [Block(paragraph) for paragraph in paragraphs(text)]
    if not blocks:
        raise Unreadable("the file is empty")
    whole, passages, cut = assemble(blocks, sentences=sentences)
    first = blocks[0].text
    titles = (first,) if len(first) <= 200 and len(blocks) > 1 else ()
    notes = ("the text is too long; what comes after the first part was left out",) if cut else ()
    return SourceText(
        whole, passages, media_type=media_type, title=titles[0] if titles else "", titles=titles, notes=notes
    )
