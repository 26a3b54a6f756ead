"""An author's own commands, where they are short and stand for text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.paper.latex.names import DEFINING
from claimcheck.paper.latex.tokens import Source

_DEFINITION = re.compile(
    r"\\(?:(?P<latex>"
    + "|".join(sorted(DEFINING, key=len, reverse=True))
    + r")\*?\s*\{?\s*\\(?P<name>[A-Za-z@]+)\s*\}?"
    r"|(?P<tex>[gex]?def|let)\s*\\(?P<known>[A-Za-z@]+)(?P<count>(?:#\d)*)\s*=?\s*)"
)
_CALL = re.compile(r"\s*\\(?P<name>[A-Za-z@]+\*?)\s*(?:\{\s*#1\s*\})?\s*")
_LONGEST = 2_000
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command stands for."""

    body: str
    arguments: int = 0
    option: bool = False
    """Whether its first argument is in brackets and may be missing."""
    alias: str = ""
    """The one command that it calls with its own argument: ``\\newcommand{\\mycite}[1]{\\citep{#1}}``."""


def read_macros(source: Source) -> tuple[dict[str, Macro], dict[int, int]]:
    """The macros of a paper by name, the last definition of each; and where each definition begins and ends."""
    macros: dict[str, Macro] = {}
    places: dict[int, int] = {}
    for match in _DEFINITION.finditer(source.text):
        if len(places) >= _MOST:
            break
        name = match["name"] or match["known"]
        read = _let(source, match) if match["tex"] == "let" else _defined(source, match)
        if read is None:
            continue
        macro, end = read
        places[match.start()] = end
        if macro.alias != name:
            macros[name] = macro
    return macros, places


def _let(source: Source, match: re.Match[str]) -> tuple[Macro, int] | None:
    call = _CALL.match(source.text, match.end())
    return (Macro("", alias=call["name"]), call.end()) if call else None


def _defined(source: Source, match: re.Match[str]) -> tuple[Macro, int] | None:
    end = match.end()
    count, option = (match["count"] or "").count("#"), False
    if match["latex"] and (given := source.option(end)):
        digits = source.text[given[0] : given[1]].strip()
        count, end = int(digits) if digits.isdigit() and len(digits) == 1 else 0, given[2]
        if default := source.option(end):
            option, end = True, default[2]
    group = source.group(end)
    if group is None:
        return None
    body = source.text[group[0] : min(group[1], group[0] + _LONGEST)]
    call = _CALL.fullmatch(body)
    return Macro(body, count, option, call["name"] if call else ""), group[2]
