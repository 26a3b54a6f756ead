"""``.bib`` files read: entries, with broken ones kept as problems, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
    String,
)

from claimcheck.errors import BibliographyError
from claimcheck.model.many import sequence_of
from claimcheck.model.problem import Problem
from claimcheck.model.reference import Bibliography, Reference
from claimcheck.references.blocks import blocks_of
from claimcheck.references.dates import MONTHS
from claimcheck.references.entry import reference_of

MAX_FILE = 50_000_000
"""Longest .bib file that is read, in bytes."""
MAX_ENTRIES = 200_000
"""Most entries of one .bib file; each takes half a kilobyte of memory, however short it is."""
MAX_VALUE = 5_000_000
"""Longest value of one field (code points), macros expanded."""

_ENTRY_HEAD = re.compile(r"@\s?\w+\s?[{(]")
_CROSSREF = re.compile("crossref", re.IGNORECASE)
_TOO_LONG = "A value is too long, its abbreviations written out; its end was left out."

_MACRO = re.compile(r"[^\s{}\"#,=()'%]+")
_MONTH_MACROS = {name: name for name in MONTHS if len(name) == 3}


def read_text(path: Path) -> tuple[str, str]:
    """A .bib file's text and its encoding (``utf-8`` or ``cp1252``).

    Raises BibliographyError where it can't be read, is too long, or is no text.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise BibliographyError(
                f"the bibliography is longer than {MAX_FILE // 1_000_000} MB",
                file=path,
                remedy="split it into several files",
            )
        data = path.read_bytes()
    except OSError as error:
        raise BibliographyError(
            f"the bibliography can't be read ({error.strerror or error})",
            file=path,
            remedy="check the path and its permissions",
        ) from error
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), "utf-16"
    if b"\0" in data[:65536]:
        raise BibliographyError(
            "this is no BibTeX file: it holds binary data", file=path, remedy="name a .bib file in UTF-8"
        )
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return "".join(
            _line_of_text(line) for line in data.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
        ), "cp1252"


def _line_of_text(line: bytes) -> str:
    """One line of a file of mixed encodings: what is UTF-8 stays so, the rest is Windows-1252."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def read_bibliography(path: Path) -> Bibliography:
    """The entries of a .bib file.

    What can't be read becomes a Problem (B503, with its line) and the rest is read; of two entries with one key the
    first stands and the second becomes a Problem (B501). Raises BibliographyError where the file can't be read at all.
    """
    return read_bibliographies([(path, "")])


def read_bibliographies(files: Sequence[tuple[Path, str]]) -> Bibliography:
    """The entries of several .bib files (path, name) of one paper, in their order, as BibTeX reads them.

    What an earlier file abbreviates holds for the later ones, and a ``crossref`` may lead from one to the other.
    Entries and problems bear the name of their file. A key that an earlier file has is no new entry, but a problem
    (B501).
    """
    texts: list[tuple[str, str]] = []
    before: list[Problem] = []
    for path, name in files:
        found, problems = _text_of(path)
        before += [replace(problem, bib=name) for problem in problems]
        texts.append((found, name))
    macros: dict[str, str] = dict(_MONTH_MACROS)
    related = any(_CROSSREF.search(text) for text, _ in texts)
    readers = [(_Reader(text, macros, related=related), name) for text, name in texts]
    texts.clear()  # readers let go of theirs
    by_key: dict[str, dict[str, str]] = {}
    for reader, _ in readers:
        reader.read()
        for key, fields in reader.fields.items():
            by_key.setdefault(key, fields)
    references = sequence_of(_entries_of(readers, by_key))
    for reader, name in readers:
        before += (replace(problem, bib=name) if name else problem for problem in reader.problems)
    return Bibliography(references, (), tuple(before))


def _entries_of(readers: Sequence[tuple[_Reader, str]], by_key: Mapping[str, Mapping[str, str]]) -> Iterator[Reference]:
    lines: dict[str, tuple[int, str]] = {}
    for reader, name in readers:
        for entry in reader.references(by_key, lines, name):
            yield replace(entry, bib=name) if name else entry


def _text_of(path: Path) -> tuple[str, list[Problem]]:
    """The text of a .bib file, and a problem where it is not UTF-8."""
    text, encoding = read_text(path)
    if text.count("@") > MAX_ENTRIES and sum(1 for _ in _ENTRY_HEAD.finditer(text)) > MAX_ENTRIES:
        raise BibliographyError(
            f"the bibliography has more than {MAX_ENTRIES:,} entries", file=path, remedy="split it into several files"
        )
    problems: list[Problem] = []
    if encoding != "utf-8":
        lines = _foreign_lines(path) if encoding == "cp1252" else ()
        where = f" in line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}" if lines else ""
        name = "UTF-16" if encoding == "utf-16" else "Windows-1252"
        problems.append(
            Problem(
                "B503", f"The bibliography is not UTF-8{where}; it was read as {name}.", "Save it as UTF-8.", line=1
            )
        )
    return text, problems


def _foreign_lines(path: Path, most: int = 5) -> tuple[int, ...]:
    """The first lines that are not UTF-8, from 1; () where it is most of them."""
    found: list[int] = []
    total = 0
    for total, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            found.append(total)
    return tuple(found[:most]) if len(found) <= most else ()


def parse_bibliography(text: str) -> Bibliography:
    """``read_bibliography`` for text that is already at hand."""
    reader = _Reader(text, dict(_MONTH_MACROS), related=_CROSSREF.search(text) is not None)
    reader.read()
    references = sequence_of(reader.references(reader.fields, {}, ""))
    return Bibliography(references, (), tuple(reader.problems))


class _Reader:
    """One file: ``read`` first, then ``references``."""

    def __init__(self, text: str, macros: dict[str, str], *, related: bool) -> None:
        """``macros``: shared with the files that follow. ``related``: whether some entry inherits from another."""
        self._text = text
        self._macros = macros
        self._related = related
        self._before = 0
        """Lines before the piece of the text that is being read."""
        self._first: dict[str, int | None] = {}
        """Line of the first entry of each key."""
        self._defined: set[str] = set()
        """What the file abbreviates."""
        self._entries: list[Reference] = []
        """By their own fields alone."""
        self._heirs: dict[int, dict[str, str]] = {}
        """Fields of those that inherit, by their places among the entries."""
        self.fields: dict[str, dict[str, str]] = {}
        """Of each entry by its key, where some entry inherits."""
        self.problems: list[Problem] = []

    def read(self) -> None:
        """Take the blocks of the file apart; its text is let go of."""
        text, self._text = self._text, ""
        for block, self._before in blocks_of(text):
            self._take(block)
        self._report_circles()
        self._first.clear()

    def _take(self, block: Block) -> None:
        if isinstance(block, String):
            if block.key not in self._defined:  # the first definition stands
                self._defined.add(block.key)
                self._macros[block.key.lower()] = self._value(block.value, block.start_line)
        elif isinstance(block, Entry):
            if block.key in self._first:
                self._duplicate(block)
                return
            self._first[block.key] = self._line(block.start_line)
            self._add(block)
        elif isinstance(block, DuplicateFieldKeyBlock):
            self._double_field(block)
            if isinstance(block.ignore_error_block, Entry):
                self._add(block.ignore_error_block)
        elif isinstance(block, DuplicateBlockKeyBlock):
            if isinstance(block.ignore_error_block, Entry):
                self._duplicate(block.ignore_error_block)
        elif isinstance(block, ParsingFailedBlock):
            self._failed(block)

    def _add(self, entry: Entry) -> None:
        fields = self._fields_of(entry)
        if self._related:
            self.fields[entry.key] = fields
            if "crossref" in fields:
                self._heirs[len(self._entries)] = fields
        self._entries.append(reference_of(entry.key, entry.entry_type, fields, line=self._line(entry.start_line)))

    def references(
        self, by_key: Mapping[str, Mapping[str, str]], lines: dict[str, tuple[int, str]], name: str
    ) -> Iterator[Reference]:
        """The entries that are new: ``lines`` has those of the files before, with line and file, and gets these."""
        for place, entry in enumerate(self._entries):
            if self._is_new(entry.key, entry.line, lines, name):
                own = self._heirs.get(place)
                yield (
                    entry
                    if own is None
                    else reference_of(entry.key, entry.type, _inherit(own, by_key), line=entry.line)
                )

    def _report_circles(self) -> None:
        """Entries whose ``crossref`` leads back to them, each circle once."""
        parents = {key: fields["crossref"].strip() for key, fields in self.fields.items() if fields.get("crossref")}
        lines = {self._entries[place].key: self._entries[place].line for place in self._heirs}
        done: set[str] = set()
        for start in parents:
            way: list[str] = []
            key = start
            while key in parents and key not in done and key not in way:
                way.append(key)
                key = parents[key]
            if key in way:
                circle = way[way.index(key) :]
                back = "itself" if len(circle) == 1 else "the first"
                message = f"The crossref of {', '.join(circle[:5])} leads back to {back}."
                remedy = "Take one of them out."
                self.problems.append(Problem("B503", message, remedy, line=lines[circle[0]], reference=circle[0]))
            done.update(way)

    def _fields_of(self, entry: Entry) -> dict[str, str]:
        fields: dict[str, str] = {}
        for item in entry.fields:
            fields.setdefault(item.key.lower(), self._value(item.value, item.start_line))
        return fields

    def _is_new(self, key: str, line: int | None, lines: dict[str, tuple[int, str]], name: str) -> bool:
        if not key:
            self.problems.append(Problem("B503", "An entry has no citation key.", "Give it a key.", line=line))
            return False
        if key in lines:
            first, where = lines[key]
            self._report_double(key, line, first, where if where != name else "")
            return False
        lines[key] = line or 0, name
        return True

    def _report_double(self, key: str, line: int | None, first: int | None, other: str = "") -> None:
        where = f" (the first in {f'{other}, ' if other else ''}line {first})" if first else ""
        self.problems.append(
            Problem(
                "B501",
                f"Two entries have the key {key}{where}.",
                "Rename or remove one of them.",
                line=line,
                reference=key,
            )
        )

    def _duplicate(self, entry: Entry) -> None:
        self._report_double(entry.key, self._line(entry.start_line), self._first.get(entry.key))

    def _double_field(self, block: DuplicateFieldKeyBlock) -> None:
        key = block.ignore_error_block.key if isinstance(block.ignore_error_block, Entry) else ""
        names = ", ".join(sorted(block.duplicate_keys))
        self.problems.append(
            Problem(
                "B503",
                f"The entry {key} has a field twice ({names}); the first was taken.",
                "Keep one of them.",
                line=self._line(block.start_line),
                reference=key,
            )
        )

    def _failed(self, block: ParsingFailedBlock) -> None:
        head = re.match(r"@\w+\s*[{(]\s*([^\s,{}()=]{1,100})", block.raw or "")
        key = head.group(1) if head else ""
        name = f"The entry {key}" if key else "An entry"
        self.problems.append(
            Problem(
                "B503",
                f"{name} can't be read: a brace, quotation mark or comma is missing or too many.",
                "Mend the entry; it was left as it is.",
                line=self._line(block.start_line),
                reference=key,
            )
        )

    def _line(self, start_line: int | None) -> int | None:
        """bibtexparser counts lines from 0, here of a piece of the file."""
        return None if start_line is None else self._before + start_line + 1

    def _value(self, raw: str, line: int | None) -> str:
        """A raw value (``"…" # jan # {…}``) with its macros expanded; one that nothing defines stays by its name."""
        parts: list[str] = []
        length = 0
        for kind, part in _pieces(raw):
            if kind == "macro" and not part.isdigit():
                known = self._macros.get(part.lower())
                if known is None:
                    self.problems.append(
                        Problem(
                            "B503",
                            f"The abbreviation {part} is not defined.",
                            f"Define it: @string{{{part} = {{…}}}}.",
                            line=self._line(line),
                        )
                    )
                part = part if known is None else known
            length += len(part)
            if length > MAX_VALUE:
                if not any(problem.message == _TOO_LONG for problem in self.problems):
                    self.problems.append(Problem("B503", _TOO_LONG, "Shorten it.", line=self._line(line)))
                break
            parts.append(part)
        return "".join(parts)


def _pieces(raw: str) -> Iterator[tuple[str, str]]:
    """("text" or "macro", content) of each operand of a concatenation."""
    at = 0
    while at < len(raw):
        char = raw[at]
        if char in '{"':
            end = end_of_string(raw, at)
            yield "text", raw[at + 1 : end]
            at = end + 1
        elif match := _MACRO.match(raw, at):
            yield "macro", match.group(0)
            at = match.end()
        else:
            at += 1


def end_of_string(raw: str, start: int) -> int:
    """Offset of the mark that closes the string opened at ``start``; the end of ``raw`` where none does."""
    depth = 0
    braced = raw[start] == "{"
    for match in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(raw, start + 1):
        mark = match.group(0)
        if mark == "{":
            depth += 1
        elif mark == "}":
            if depth == 0 and braced:
                return match.start()
            depth -= 1
        elif mark == '"' and not braced and depth == 0:
            return match.start()
    return len(raw)


_INHERITED = {"title": "booktitle", "publisher": "publisher", "editor": "editor", "year": "year", "date": "date",
              "address": "address", "isbn": "isbn", "volume": "volume", "booktitle": "booktitle"}  # fmt: skip


def _inherit(fields: Mapping[str, str], by_key: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """``crossref``: what the book says holds for its chapter. One step only, so that a circle ends."""
    named = fields.get("crossref", "").strip()
    parent = by_key.get(named) if named else None
    if not parent:
        return fields
    inherited = {ours: parent[theirs] for theirs, ours in _INHERITED.items() if parent.get(theirs)}
    return {**inherited, **fields}
