"""What a judge looks at: one answer with its text, its folded words and the raw beginning of its body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from claimcheck.model.source import Fetched, SourceText

_HEAD = 300_000
"""Bytes of the body in which marks of walls and parking are looked for."""
_OWN = ("main", "list", "table", "caption")
_NOINDEX = re.compile(r"""<meta\s[^>]{0,200}?(?:robots|googlebot)[^>]{0,200}?noindex""", re.IGNORECASE)
_SCRIPTS = re.compile(r"<script\b", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A page to be judged. All text is case-folded with white space folded, apostrophes straight.

    Most pages need few of these words to be judged: what is asked for is folded when it is asked for, and once.
    """

    fetched: Fetched
    text: SourceText | None

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Titles and main headings."""
        if self.text is None:
            return ()
        headings = [p.text for p in self.text.passages[:400] if p.role in ("title", "heading")]
        return tuple(dict.fromkeys(fold(title) for title in (*self.text.titles, *headings[:2]) if title))

    @cached_property
    def main(self) -> str:
        """What the page itself says, furniture left out, first 20,000 code points."""
        return _first(p.text for p in self.text.passages if p.role in _OWN) if self.text is not None else ""

    @cached_property
    def main_length(self) -> int:
        """Code points of all of it."""
        return sum(p.end - p.start for p in self.text.passages if p.role in _OWN) if self.text is not None else 0

    @cached_property
    def everything(self) -> str:
        """All words of the page with furniture, first 20,000 code points."""
        return _first(p.text for p in self.text.passages) if self.text is not None else ""

    @cached_property
    def body(self) -> str:
        """The beginning of the raw body in lower case, Latin-1."""
        return self.fetched.body[:_HEAD].decode("latin-1").lower()

    @property
    def noindex(self) -> bool:
        return _NOINDEX.search(self.body) is not None or "noindex" in self.fetched.header("x-robots-tag").casefold()

    @property
    def scripted(self) -> bool:
        """Whether the page builds its text by script: hardly a word, but scripts."""
        return len(self.everything) < 400 and len(_SCRIPTS.findall(self.body)) > 0


def fold(text: str) -> str:
    folded = text.casefold()
    if not folded.isascii():
        folded = folded.replace("’", "'").replace("‘", "'")
    return " ".join(folded.split())


def _first(texts: Iterable[str], most: int = 20_000) -> str:
    parts: list[str] = []
    size = 0
    for text in texts:
        parts.append(text)
        size += len(text)
        if size > most:
            break
    return fold(" ".join(parts))[:most]
