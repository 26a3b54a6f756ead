"""A LaTeX paper into a Document, in one pass over its tokens.

Groups don't nest Python calls: each that opens leaves behind what is to be done where it closes. So depth costs
nothing, and what is left unbalanced harms one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from claimcheck.model.document import Document
from claimcheck.model.text import Span
from claimcheck.paper.bounds import within_bounds
from claimcheck.paper.decode import decode, load
from claimcheck.paper.latex.bbl import read_bbl
from claimcheck.paper.latex.commands import Commands
from claimcheck.paper.latex.files import expand
from claimcheck.paper.latex.macros import read_macros
from claimcheck.paper.latex.names import (
    ITEMS,
    LISTS,
    QUOTES,
    SKIPPED_ENVIRONMENTS,
    TABLES,
    WITH_ARGUMENT,
)
from claimcheck.paper.latex.tokens import TOKEN, Source
from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.pieces import Kind, Piece, Read, assemble
from claimcheck.paper.printed import tidied
from claimcheck.paper.writer import Writer

_BEGIN = re.compile(r"(?<!\\)(?:\\\\)*\\begin\s*\{document\}")
_END = re.compile(r"\\end\s*\{document\}")
_HEAD = re.compile(r"\\(?:title|author|date|abstract|subtitle|keywords|affiliation|affil|address)\b")
_BIB = re.compile(
    r"(?:(?<!\\)%[^\n]*|\\(?:bibliography|addbibresource)\s*(?:\[[^\]\n]*\])?\s*\{(?P<names>[^{}]{1,500})\})"
)
"""A .bib file that the paper names, or a comment, which names none."""
_LANG = re.compile(r"\\(?:usepackage\[[^\]]*?(?:main=)?(\w+)\]\{babel\}|setdefaultlanguage(?:\[[^\]]*\])?\{(\w+)\})")
_DEEPEST = 6
_MOST_EXPANDED = 10_000
_LONGEST_EXPANDED = 5_000
_LANGS = {
    "english": "en", "american": "en", "british": "en", "ngerman": "de", "german": "de", "french": "fr",
    "spanish": "es", "italian": "it", "turkish": "tr", "portuguese": "pt", "dutch": "nl",
}  # fmt: skip


def read_latex(manuscript: Manuscript) -> Document:
    """Read a LaTeX paper with the files that it includes. Raises PaperError."""
    expanded = expand(manuscript)
    source = Source(expanded.source)
    macros, places = read_macros(source)
    reader = _Reader(source, macros, places)
    begin = _BEGIN.search(source.text)
    if begin:
        reader.preamble(begin.start())
    end = _END.search(source.text, begin.end() if begin else 0)
    reader.run(begin.end() if begin else 0, end.start() if end else len(source.text))
    reader.paragraph()
    bibliographies = _bibliographies(source.text)
    read = Read(
        expanded.source, reader.pieces, lang=_language(source.text), bibliographies=bibliographies,
        parts=expanded.parts, notices=expanded.notices, keyed=_keyed(reader.pieces),
    )  # fmt: skip
    if not any(piece.kind == "listed" for piece in reader.pieces):
        _add_bbl(read, manuscript, bibliographies)
    return assemble(read)


def _keyed(pieces: list[Piece]) -> bool:
    """Whether the paper cites by commands; what a program or the author printed instead is read as such."""
    return any(mark.kind == "key" for piece in pieces for mark in piece.clean.marks)


def _bibliographies(text: str) -> tuple[str, ...]:
    names = [name.strip() for match in _BIB.finditer(text) if match["names"] for name in match["names"].split(",")]
    return tuple(dict.fromkeys(name if name.endswith(".bib") else f"{name}.bib" for name in names if name))


def _language(text: str) -> str:
    match = _LANG.search(text, 0, 20_000)
    return _LANGS.get((match[1] or match[2]).lower(), "") if match else ""


def _add_bbl(read: Read, manuscript: Manuscript, bibliographies: tuple[str, ...]) -> None:
    """Take the works from the .bbl file beside the paper, where none of its .bib files is there."""
    folder = manuscript.path.resolve().parent
    path = manuscript.path.with_suffix(".bbl")
    if any(_is_file(folder / name) for name in bibliographies) or not _is_file(path):
        return
    shown = manuscript.shown.rpartition(".")[0] + ".bbl"
    body = load(path, shown)
    manuscript.included.append(body)
    read_bbl(read, decode(body, shown), shown, _items)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _items(text: str) -> list[Piece]:
    """The items of a ``thebibliography`` in a text of its own."""
    source = Source(text)
    reader = _Reader(source, *read_macros(source))
    reader.run(0, len(text))
    reader.paragraph()
    return [piece for piece in reader.pieces if piece.kind == "listed"]


class _Reader(Commands):
    """Walks the tokens; what commands do stands in Commands."""

    def preamble(self, end: int) -> None:
        """Title, authors and date that stand before the document begins."""
        for match in _HEAD.finditer(self.text, 0, end):
            line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if "%" not in line and not any(start <= match.start() < stop for start, stop in self.places.items()):
                self.run(match.start(), self.skip_arguments(match.end(), 1))
            self.writers, self.groups, self.tables = [Writer()], [], []

    def run(self, start: int, end: int) -> None:
        at = start
        while at < end:
            match = TOKEN.match(self.text, at)
            if match is None:
                return
            at = max(self._token(match), match.start() + 1)
        self.at = at

    def _token(self, match: re.Match[str]) -> int:
        start, end = match.span()
        if match["text"] is not None:
            self.out.verbatim(match["text"], start)
        elif match["name"] is not None:
            if start in self.places:
                return self.places[start]
            return self.command(match["name"], end)
        elif match["par"] is not None:
            self.paragraph()
        elif match["comment"] is not None:
            if self.text.startswith(("\n", "\r\n"), end):
                self.paragraph()
        elif match["char"] is not None:
            return self.sign(match["char"], start, end)
        elif match["open"] is not None:
            self.groups.append(None)
        elif match["close"] is not None:
            self.close_group()
        elif match["math"] is not None:
            return self.math(start, match["math"])
        elif match["tie"] is not None:
            self.out.space()
        elif match["amp"] is not None:
            self.next_cell()
        elif match["dash"] is not None:
            self.out.put("—" if len(match["dash"]) == 3 else "–")
        elif match["quote"] is not None:
            self.out.put({"``": "“", "''": "”", ",,": "„", "`": "‘"}[match["quote"]])
        return end

    def environment(self, name: str, at: int) -> int:
        """``\\begin{name}`` whose argument ends at ``at``."""
        bare = name.rstrip("*")
        arguments = WITH_ARGUMENT.get(bare, 0)
        bare = LISTS.get(bare, bare)
        if name in SKIPPED_ENVIRONMENTS or bare in SKIPPED_ENVIRONMENTS:
            close = self.source.find(f"\\end{{{name}}}", at)
            self.out.space()
            return close + len(name) + 6 if close >= 0 else at
        if name in TABLES:
            self.open_table()
            return self.skip_arguments(at, TABLES[name])
        if bare in ("figure", "table", "abstract", "thebibliography", "center", *ITEMS, *QUOTES):
            self.paragraph()
        self.environments.append(bare)
        if arguments:
            return self.skip_arguments(at, arguments)
        if bare in ("figure", "table", *ITEMS) and (option := self.source.option(at)):
            return option[2]
        return at

    def end_environment(self, name: str) -> None:
        bare = name.rstrip("*")
        bare = LISTS.get(bare, bare)
        if name in TABLES:
            self.close_table()
            return
        if bare in ("figure", "table", "abstract", "thebibliography", "center", *ITEMS, *QUOTES):
            self.paragraph()
        if bare in self.environments:
            while self.environments and self.environments.pop() != bare:
                pass

    def paragraph(self) -> None:
        """End the paragraph that is open; inside a note or a cell it only leaves a space."""
        if len(self.writers) > 1 or self.tables:
            self.out.space()
            return
        clean = tidied(self.out.clean())
        self.writers[-1] = Writer()
        if not clean.text and not clean.marks:
            return
        self.length = within_bounds(self.length + len(clean.text))
        if self.item_key:
            self.pieces.append(Piece("listed", clean, label=self.item_key))
            self.item_key = ""
        elif "thebibliography" not in self.environments:
            kind = self._kind()
            self.pieces.append(Piece(kind, clean, begins=kind == "item" and self.item))
            self.item = False

    def _kind(self) -> Kind:
        for name in reversed(self.environments):
            if name in ITEMS:
                return "item"
            if name in QUOTES:
                return "quote"
            if name == "abstract":
                return "abstract"
            if name in ("figure",):
                return "caption"
        return "para"

    def aside(self, at: int, finish: Callable[[Writer], None]) -> int:
        """Read the group at ``at`` into a text of its own; ``finish`` takes it. Where to go on."""
        group = self.source.group(at)
        if group is None:
            return at
        self.writers.append(Writer())
        tables, self.tables = self.tables, []

        def close() -> None:
            self.tables = tables
            if len(self.writers) > 1:
                finish(self.writers.pop())

        self.groups.append(close)
        return group[0]

    def note(self, label: str, at: int) -> int:
        """A note's text; where to go on."""
        group = self.source.group(at)
        if group is None:
            return at
        span = Span(group[0], max(group[1], group[0] + 1))
        return self.aside(
            at, lambda out: self.pieces.append(Piece("note", tidied(out.clean()), label=label, span=span))
        )

    def plain(self, text: str) -> str:
        """The words of a piece of LaTeX that stands elsewhere: the body of a macro."""
        if text in self.expanded:
            return self.expanded[text]
        if self.depth >= _DEEPEST or len(self.expanded) >= _MOST_EXPANDED:
            return ""
        other = _Reader(Source(text), self.macros, {}, self.depth + 1, self.expanded)
        other.run(0, len(text))
        other.paragraph()
        words = " ".join(piece.clean.text for piece in other.pieces if piece.kind != "note")[:_LONGEST_EXPANDED]
        self.expanded[text] = words
        return words
