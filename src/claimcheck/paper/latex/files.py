"""The files of a LaTeX paper as one text: each file that is included stands where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claimcheck.errors import PaperError
from claimcheck.model.document import Part
from claimcheck.model.text import Lines
from claimcheck.paper.decode import MAX_BYTES, decode, load
from claimcheck.paper.manuscript import Manuscript

_MOST_FILES = 500
_DEEPEST = 20
_INCLUDE = re.compile(
    r"(?P<skip>\\\\|\\%|(?<!\\)%[^\n]*|\\begin\{(?P<env>verbatim\*?|lstlisting|minted|comment)\})"
    r"|\\(?:input|include|subfile|InputIfFileExists)\s*\{(?P<name>[^{}\n]{1,300})\}"
    r"|\\input\s+(?P<bare>[\w./-]{1,300})"
    r"|\\(?:sub)?import\*?\s*\{(?P<folder>[^{}\n]{0,300})\}\s*\{(?P<file>[^{}\n]{1,300})\}"
)


def _commands(text: str) -> Iterator[re.Match[str]]:
    """The commands that include a file, those in comments and in text that stands as it is left out."""
    free = 0
    endless: set[str] = set()
    for match in _INCLUDE.finditer(text):
        if match.start() < free:
            continue
        if not match["skip"]:
            yield match
        elif (name := match["env"]) and name not in endless:  # looked for once: a search for each would be quadratic
            free = text.find(f"\\end{{{name}}}", match.end())
            if free < 0:
                endless.add(name)


@dataclass(slots=True)
class Expanded:
    """A paper's whole text, and which file each stretch of it was read from."""

    source: str
    parts: tuple[Part, ...] = ()
    """None where the paper is one file."""
    notices: tuple[str, ...] = ()


def expand(manuscript: Manuscript) -> Expanded:
    """Put every included file in its place.

    Files outside the paper's folder are not read, and said so. Raises PaperError where a file includes itself, there
    are too many, or one can't be decoded.
    """
    expander = _Expander(manuscript)
    expander.add(manuscript.path.resolve(), "", manuscript.text(), ())
    source = "".join(expander.texts)
    parts = tuple(expander.parts) if len(expander.parts) > 1 else ()
    return Expanded(source, parts, tuple(expander.notices))


@dataclass(slots=True)
class _Expander:
    manuscript: Manuscript
    texts: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    length: int = 0
    seen: set[Path] = field(default_factory=set)
    size: int = 0

    def add(self, path: Path, shown: str, text: str, open_files: tuple[Path, ...]) -> None:
        """A file with what it includes; ``shown`` is empty for the main one."""
        self.seen.add(path)
        done = 0
        lines = Lines(text)
        for match in _commands(text):
            name = (match["name"] or match["bare"] or f"{match['folder'] or ''}{match['file'] or ''}").strip()
            line = lines.place(match.start())[0]
            found = self._find(path, name, shown or self.manuscript.shown, line)
            if found is None or (found in self.seen and found not in (*open_files, path)):
                continue
            if found in (*open_files, path) or len(open_files) >= _DEEPEST:
                raise PaperError(
                    f"{name} includes itself" if found in (*open_files, path) else "files are included too deep",
                    file=shown or self.manuscript.shown,
                    line=line,
                    remedy="take the \\input out",
                )
            self._put(text[done : match.end()], shown, done)
            done = match.end()
            self._include(found, (*open_files, path))
        self._put(text[done:], shown, done)

    def _include(self, path: Path, open_files: tuple[Path, ...]) -> None:
        folder = self.manuscript.path.resolve().parent
        base = self.manuscript.shown.rpartition("/")[0]
        shown = f"{base}/{path.relative_to(folder).as_posix()}" if base else path.relative_to(folder).as_posix()
        body = load(path, shown)
        self.size += len(body)
        if len(self.seen) >= _MOST_FILES or self.size > MAX_BYTES:
            self.manuscript.refuse("the paper includes too many or too large files", remedy="give one part of it")
        if not body.strip():
            return
        self.manuscript.included.append(body)
        self.add(path, shown, decode(body, shown), open_files)

    def _put(self, text: str, shown: str, offset: int) -> None:
        if text:
            self.parts.append(Part(self.length, shown, offset))
            self.texts.append(text)
            self.length += len(text)

    def _find(self, path: Path, name: str, shown: str, line: int) -> Path | None:
        """The file that ``\\input{name}`` means: beside the main file, else beside the one that includes it."""
        if not name or any(char in name for char in "\\#\0"):
            return None  # made up by a macro
        home = self.manuscript.path.resolve().parent
        outside = False
        for folder in dict.fromkeys((home, path.parent)):
            for candidate in (f"{name}.tex", name):
                try:
                    found = (folder / candidate).resolve()
                    if not found.is_file():
                        continue
                except (OSError, ValueError):
                    continue
                if found.is_relative_to(home):
                    return found
                outside = True
        why = "lies outside the paper's folder and was not read" if outside else "is not there"
        if not name.endswith((".sty", ".cls", ".def", ".cfg")) and len(self.notices) < 20:
            self.notices.append(f"{shown}:{line}: the file {name} {why}.")
        return None
