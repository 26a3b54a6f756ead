"""LaTeX source as tokens, and its arguments."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*)?)"
    r"|(?P<par>\r?\n[ \t]*\r?\n\s*)"
    r"|\\(?P<name>[A-Za-z@]+\*?)"
    r"|\\(?P<char>.)"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<math>\$\$?)"
    r"|(?P<tie>~)|(?P<amp>&)"
    r"|(?P<dash>---?)"
    r"|(?P<quote>``|''|,,|`)"
    r"|(?P<text>[^\\%{}$~&\r\n`',-]+|.)",
    re.DOTALL,
)
_BRACES = re.compile(r"\\.|%[^\n]*|[{}]", re.DOTALL)
_BLANK = re.compile(r"(?:[ \t]|\r?\n(?![ \t]*\r?\n)|%[^\n]*\n)*")
_LONGEST_OPTION = 3_000
_MOST_LOOKED = 20_000_000
"""Characters of options in all: no paper has so many."""


class Source:
    """A LaTeX text with its braces paired."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._looked = 0
        self._found: dict[str, tuple[int, int]] = {}
        self._close: dict[int, int] = {}
        stack: list[int] = []
        for match in _BRACES.finditer(text):
            if match.group() == "{":
                stack.append(match.start())
            elif match.group() == "}" and stack:
                self._close[stack.pop()] = match.start()

    def find(self, wanted: str, at: int) -> int:
        """Where ``wanted`` stands next, or -1. What is looked for from many places is searched for once."""
        known = self._found.get(wanted)
        if known is not None and known[0] <= at and (known[1] < 0 or at <= known[1]):
            return known[1]
        found = self.text.find(wanted, at)
        self._found[wanted] = (at, found)
        return found

    def blank(self, at: int) -> int:
        """Behind white space and comments, but not over an empty line."""
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def group(self, at: int) -> tuple[int, int, int] | None:
        """(start, end) of the inside of a group that begins at or behind white space, and where to go on."""
        at = self.blank(at)
        close = self._close.get(at)
        return None if close is None else (at + 1, close, close + 1)

    def argument(self, at: int) -> tuple[int, int, int] | None:
        """A group, or the one character or command that stands for it."""
        if found := self.group(at):
            return found
        at = self.blank(at)
        match = TOKEN.match(self.text, at)
        if not match or match["close"] or match["par"] or match["open"]:
            return None
        end = match.end() if match["name"] or match["char"] else at + 1
        return at, end, end

    def option(self, at: int) -> tuple[int, int, int] | None:
        """The inside of ``[…]``, braces inside respected, and where to go on."""
        at = self.blank(at)
        limit = min(len(self.text), at + _LONGEST_OPTION)
        if not self.text.startswith("[", at) or self.text.find("]", at, limit) < 0 or self._looked > _MOST_LOOKED:
            return None
        position, depth = at + 1, 0
        while position < limit:
            self._looked += 1
            char = self.text[position]
            if char == "\\":
                position += 1
            elif char == "{":
                depth += 1
            elif char == "}":
                if depth == 0:
                    return None
                depth -= 1
            elif char == "]" and depth == 0:
                return at + 1, position, position + 1
            position += 1
        return None
