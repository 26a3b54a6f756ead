"""Writing clean text piece by piece, for formats whose readers walk a tree or a stream of commands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from claimcheck.model.document import Mark, MarkKind
from claimcheck.model.text import Run, Span
from claimcheck.paper.mapped import Clean, Link

_SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+|[\u00ad\u200b\u2060\ufeff]+")
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_GAP = " \t\r\n\f\v\u2028\u2029"
_STRETCHES = re.compile(
    f"(?P<words>[^{_GAP}{_INVISIBLE}]+(?: [^{_GAP}{_INVISIBLE}]+)*)|(?P<gap>[{_GAP}]+)|[{_INVISIBLE}]+"
)
"""Words with one space between them are written as they stand."""
_CLOSING = tuple(".,;:!?)]}”’。，；：")


@dataclass(slots=True)
class Writer:
    """Clean text in the making: words of the file with their places, words put in, marks, emphasis, links."""

    _parts: list[str] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)
    _italics: list[Span] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)
    _length: int = 0
    _pending: tuple[int, bool] | None = None
    """White space that waits for a word behind it: its place in the file (-1 for none), and whether it is one space."""
    _marked: int = -1
    """Length at the last mark: white space before it goes if a stop follows."""

    @property
    def length(self) -> int:
        """Of the text so far, without white space at its end."""
        return self._length

    @property
    def next(self) -> int:
        """Where the next word will stand."""
        return self._length + (self._pending is not None and self._length > 0)

    @property
    def tail(self) -> str:
        """The last code points, enough to see what stands before a mark."""
        return "".join(self._parts[-8:])[-40:]

    def verbatim(self, text: str, at: int) -> None:
        """Text that stands in the file from ``at`` on; white space is folded, soft hyphens and the like go."""
        for match in _STRETCHES.finditer(text):
            if match.lastgroup == "words":
                self._words(match.group(), at + match.start())
            elif match.lastgroup == "gap":
                self._pending = self._pending or (at + match.start(), match.group() == " ")

    def put(self, text: str) -> None:
        """Text that doesn't stand in the file like this; white space is folded."""
        position = 0
        for match in _SPACES.finditer(text):
            self._append(text[position : match.start()])
            self.space()
            position = match.end()
        self._append(text[position:])

    def space(self) -> None:
        """White space of the reader's own."""
        self._pending = self._pending or (-1, False)

    def take(self, clean: Clean) -> None:
        """A text that was read apart, at this place."""
        if not clean.text:
            return
        self._settle(clean.text)
        at = self._length
        self._runs.extend(Run(run.at + at, run.source, run.length) for run in clean.runs)
        self._marks.extend(replace(mark, at=mark.at + at) for mark in clean.marks)
        self._parts.append(clean.text)
        self._length += len(clean.text)

    def mark(self, label: str, kind: MarkKind, span: Span, locator: str = "") -> None:
        """A citation mark at this place; it is no text itself."""
        self._marks.append(Mark(label, kind, span, self._length, locator))
        self._marked = self._length

    def emphasise(self, start: int) -> None:
        """What was written since ``next`` was ``start`` is emphasised."""
        if start < self._length:
            self._italics.append(Span(start, self._length))

    def link(self, start: int, target: str) -> None:
        """What was written since ``next`` was ``start`` leads to an address."""
        if start < self._length:
            self._links.append(Link(start, self._length, target))

    def _words(self, word: str, at: int) -> None:
        self._settle(word)
        last = self._runs[-1] if self._runs else None
        if last is not None and last.at + last.length == self._length and last.source + last.length == at:
            self._runs[-1] = Run(last.at, last.source, last.length + len(word))
        else:
            self._runs.append(Run(self._length, at, len(word)))
        self._parts.append(word)
        self._length += len(word)

    def _append(self, word: str) -> None:
        if word:
            self._settle(word)
            self._parts.append(word)
            self._length += len(word)

    def _settle(self, word: str) -> None:
        """Write the white space that waits, unless nothing stands before it or a stop closes what a mark left."""
        pending, self._pending = self._pending, None
        if pending is None or not self._length:
            return
        if self._marked == self._length and word[0] in _CLOSING:
            return
        at, single = pending
        if at >= 0 and single:
            last = self._runs[-1] if self._runs else None
            if last is not None and last.at + last.length == self._length and last.source + last.length == at:
                self._runs[-1] = Run(last.at, last.source, last.length + 1)
            else:
                self._runs.append(Run(self._length, at, 1))
        self._parts.append(" ")
        self._length += 1

    def clean(self) -> Clean:
        """What was written."""
        return Clean(
            "".join(self._parts),
            tuple(self._runs),
            tuple(self._marks),
            tuple(sorted(self._italics)),
            tuple(sorted(self._links, key=lambda link: (link.start, link.end))),
        )
