"""The .bbl file that BibTeX or biber left beside a paper: its works, where the .bib file is not at hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from claimcheck.model.document import Part
from claimcheck.model.reference import Reference
from claimcheck.model.text import Run, Span
from claimcheck.paper.pieces import Piece, Read

_ENTRY = re.compile(r"\\entry\{([^{}]{1,300})\}\{(\w{1,40})\}(.*?)\\endentry", re.DOTALL)
_FIELD = re.compile(r"\\field\{(\w+)\}\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_VERB = re.compile(r"\\verb\{(\w+)\}\s*\\verb (\S+)\s*\\endverb")
_NAMES = re.compile(r"\\name\{(author|editor)\}\{\d+\}\{[^{}]*\}\{(.*?)\n\s*\}\s*\n", re.DOTALL)
_NAME = re.compile(r"family=\{(\{?[^{}]*\}?)\}.*?(?:given=\{([^{}]*)\}|\}\}%)", re.DOTALL)
_LIST = re.compile(r"\\list\{publisher\}\{\d+\}\{\s*\{([^{}]*)\}", re.DOTALL)


def read_bbl(read: Read, text: str, shown: str, items: Callable[[str], list[Piece]]) -> None:
    """Add the works of a .bbl file, which is put behind the paper's own text."""
    if not read.parts:
        read.parts = (Part(0),)
    at = len(read.source)
    read.source += text
    read.parts = (*read.parts, Part(at, shown))
    found = tuple(_entry(match, at) for match in _ENTRY.finditer(text))
    if found:
        read.works = found
    else:
        read.pieces += [_behind(piece, at) for piece in items(text)]


def _behind(piece: Piece, at: int) -> Piece:
    clean = piece.clean
    runs = tuple(Run(run.at, run.source + at, run.length) for run in clean.runs)
    return replace(piece, clean=replace(clean, runs=runs))


def _entry(match: re.Match[str], at: int) -> Reference:
    """An entry that biber wrote."""
    key, kind, body = match.groups()
    fields = {name: " ".join(value.replace("{", "").replace("}", "").split()) for name, value in _FIELD.findall(body)}
    fields |= dict(_VERB.findall(body))
    names = {
        role: tuple(
            f"{family.strip('{}')}, {given}" if given else family.strip("{}") for family, given in _NAME.findall(all_)
        )
        for role, all_ in _NAMES.findall(body)
    }
    publisher = _LIST.search(body)
    date = "-".join(fields[part].zfill(2) for part in ("year", "month", "day") if part in fields)
    return Reference(
        key=key, type=kind, title=fields.get("title", ""), authors=names.get("author", ()),
        editors=names.get("editor", ()),
        year=fields.get("year", ""), date=date, container=fields.get("journaltitle", fields.get("booktitle", "")),
        publisher=publisher[1] if publisher else "", volume=fields.get("volume", ""), number=fields.get("number", ""),
        pages=fields.get("pages", ""), url=fields.get("url", ""), doi=fields.get("doi", ""),
        eprint=fields.get("eprint", ""), span=Span(at + match.start(), at + match.end()),
    )  # fmt: skip
