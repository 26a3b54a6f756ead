"""Citation commands of LaTeX, natbib and biblatex: their keys, places and locators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.model.text import Span
from claimcheck.paper.latex.tokens import Source

_KEY = re.compile(r"[^,\s%]+")
_COMMENT = re.compile(r"%[^\n]*")
_MOST = 500


@dataclass(frozen=True, slots=True)
class Cite:
    """One work cited by a command."""

    key: str
    span: Span
    """Of the key in the text."""
    locator: str = ""


def read_cites(source: Source, at: int, *, many: bool) -> tuple[list[Cite], int]:
    """The works of a citation command whose name ends at ``at``, and where to go on.

    ``many``: biblatex's ``\\cites(pre)(post)[…][…]{a}[…][…]{b}``. Of two options the first stands before the citation;
    what stands behind it is the locator of its last work.
    """
    found: list[Cite] = []
    end = at
    while many and source.text.startswith("(", source.blank(end)):
        close = source.text.find(")", end, end + 300)
        if close < 0:
            break
        end = close + 1
    while len(found) < _MOST:
        start = end
        options: list[str] = []
        while (option := source.option(start)) and len(options) < 2:
            options.append(source.text[option[0] : option[1]])
            start = option[2]
        group = source.group(start)
        if group is None:
            break
        keys = list(_keys(source, group[0], group[1]))
        locator = " ".join(options[-1].replace("~", " ").replace("--", "–").split()) if options else ""
        found += [Cite(key, span, locator if number == len(keys) else "") for number, (key, span) in enumerate(keys, 1)]
        end = group[2]
        if not many:
            break
    return found, end


def _keys(source: Source, start: int, end: int) -> Iterator[tuple[str, Span]]:
    text = _COMMENT.sub(lambda match: " " * len(match.group()), source.text[start:end])
    for match in _KEY.finditer(text):
        if match.group() != "*":
            yield match.group(), Span(start + match.start(), start + match.end())
