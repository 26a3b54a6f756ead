"""Text of a claims file → claims, with errors that name the line and the remedy."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import cast

from claimcheck.claims import layout, stored
from claimcheck.claims.lists import listed_names
from claimcheck.claims.stored import CLAIM_KEYS, FILE_KEYS, QUANTITY_KEYS, SCHEMA, Value
from claimcheck.errors import ClaimsFileError
from claimcheck.model.claim import Claim, Status
from claimcheck.model.quantity import Quantity
from claimcheck.quantities import read

_TYPES: dict[str, tuple[type, str]] = {
    "sources": (tuple, "a list of citation keys"),
    "orphaned": (bool, "true or false"),
    "value": (Fraction, "a number"),
    "low": (Fraction, "a number"),
    "high": (Fraction, "a number"),
}
"""What a key holds; all others hold text."""
_CHOICES: dict[str, Sequence[str]] = {
    "status": stored.STATUSES,
    "kind": stored.KINDS,
    "approximator": stored.APPROXIMATORS,
    "form": stored.FORMS,
}


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """What a claims file holds."""

    paper: str
    """The paper's path as the file names it, relative to the workspace."""
    claims: tuple[Claim, ...]
    bibliographies: tuple[str, ...] = ()
    """The bibliographies that its keys are of, relative to the workspace; empty: the workspace's own."""


@lru_cache(maxsize=1)  # a file is read, brought up to date, and judged once more before it is written
def parse(text: str, path: Path) -> ClaimsFile:
    """The claims of a file's text; ``path`` is named in errors. Raises ClaimsFileError."""
    return _Parser(path, text).parse()


class _Parser:
    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.layout = layout.Layout("", ())

    def fail(self, message: str, line: int | None, remedy: str) -> ClaimsFileError:
        return ClaimsFileError(message, file=self.path, line=line, remedy=remedy)

    def parse(self) -> ClaimsFile:
        try:
            tables = tomllib.loads(self.text, parse_float=stored.exact)
        except ValueError as error:  # TOMLDecodeError, and whole numbers of absurd length
            raise self.syntax(error) from error
        except RecursionError as error:
            raise self.fail("is nested too deep", None, "a claims file needs two levels") from error
        self.layout = layout.cut(self.text)
        self.known(tables, FILE_KEYS, "the file", self.text, 1)
        self.check_schema(tables)
        paper = self.path_in(tables, "paper", "path/of/the/paper.md")
        bibliographies = self.paths_in(tables, "bibliography", "path/of/the/references.bib")
        found = tables.get("claim", [])
        if not isinstance(found, list) or len(found) != len(self.layout.blocks):
            raise self.fail("claims are not written as [[claim]] tables", None, "give each claim a [[claim]] header")
        claims: list[Claim] = []
        lines: dict[str, int] = {}
        for entry, block in zip(found, self.layout.blocks, strict=True):
            claim = self.claim(entry, block)
            line = block.tables[0].line
            if claim.id in lines:
                message = f'id "{claim.id}" is used twice (first in line {lines[claim.id]})'
                raise self.fail(message, line, "give one of the two another id")
            lines[claim.id] = line
            claims.append(claim)
        return ClaimsFile(paper, tuple(claims), bibliographies)

    def paths_in(self, tables: Mapping[str, object], key: str, example: str) -> tuple[str, ...]:
        """One path, or an array of them."""
        found = tables.get(key, "")
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return tuple(found)
        single = self.path_in(tables, key, example)
        return (single,) if single else ()

    def path_in(self, tables: Mapping[str, object], key: str, example: str) -> str:
        found = tables.get(key, "")
        if not isinstance(found, str):
            raise self.fail(f"{key} is not text", self.line_of_key(key), f'write {key} = "{example}"')
        return found

    def syntax(self, error: ValueError) -> ClaimsFileError:
        message = str(error)
        place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)", message)
        line = int(place[1]) if place and place[1] else self.text.count("\n") + 1
        return ClaimsFileError(
            f"is not valid TOML: {message[: place.start()] if place else message}",
            file=self.path,
            line=line,
            column=int(place[2]) if place and place[2] else None,
            remedy="mend this line, or take the file from version control",
        )

    def check_schema(self, tables: Mapping[str, object]) -> None:
        schema = tables.get("schema", SCHEMA)
        if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
            raise self.fail("schema is not a whole number", self.line_of_key("schema"), f"write schema = {SCHEMA}")
        if schema > SCHEMA:
            message = f"was written by a newer version (schema {schema}, this one knows {SCHEMA})"
            raise self.fail(message, self.line_of_key("schema"), "update claimcheck")

    def line_of_key(self, key: str) -> int:
        return _line_in(self.layout.preamble, key, 1)

    def known(self, found: Iterable[str], allowed: Sequence[str], where: str, text: str, line: int) -> None:
        for key in found:
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, n=1)
                remedy = f'did you mean "{near[0]}"?' if near else f"known keys: {', '.join(allowed)}"
                raise self.fail(f'unknown key "{key}" in {where}', _line_in(text, key, line), remedy)

    def claim(self, entry: object, block: layout.Block) -> Claim:
        head = block.tables[0]
        top = _first_line(head)
        if not isinstance(entry, dict):
            raise self.fail("a claim is not a table", head.line, "write it as [[claim]]")
        self.known(entry, CLAIM_KEYS, "a claim", "".join(table.text for table in block.tables), top)
        scalar = {key: found for key, found in entry.items() if key not in ("quantity", "review")}
        values = self.values(scalar, head.text, top)
        for key in ("id", "quote"):
            if not values.get(key):
                raise self.fail(f'a claim without "{key}"', head.line, f"add {key} = …")
        quote = str(values["quote"])
        quantities = self.quantities(entry.get("quantity", []), quote, block)
        extra: dict[str, object] = {"review": entry["review"]} if "review" in entry else {}
        sources = values.get("sources", ())
        return Claim(
            id=str(values["id"]), quote=quote, span=None, quantities=quantities,
            sources=sources if isinstance(sources, tuple) else (),
            prefix=str(values.get("prefix", "")), suffix=str(values.get("suffix", "")),
            section=str(values.get("section", "")), locator=str(values.get("locator", "")),
            status=cast(Status, values.get("status", "open")), note=str(values.get("note", "")),
            orphaned=values.get("orphaned") is True, read=str(values.get("read", "")), line=head.line, extra=extra,
        )  # fmt: skip

    def values(self, found: Mapping[str, object], text: str, line: int) -> dict[str, Value]:
        """The values of one table, their types and words checked."""
        values: dict[str, Value] = {}
        for key, raw in found.items():
            value = stored.value_of(raw)
            kind, words = _TYPES.get(key, (str, "text"))
            if value is None or not isinstance(value, kind):
                raise self.fail(f"{key} is not {words}", _line_in(text, key, line), f"give {words}")
            choices = _CHOICES.get(key)
            if choices and value not in choices:
                near = difflib.get_close_matches(str(value), choices, n=1)
                hint = f'did you mean "{near[0]}"?' if near else f"use one of: {', '.join(choices)}"
                raise self.fail(f'{key} "{value}" is unknown', _line_in(text, key, line), hint)
            values[key] = value
        return values

    def quantities(self, found: object, quote: str, block: layout.Block) -> tuple[Quantity, ...]:
        tables = [table for table in block.tables[1:] if table.name == "claim.quantity"]
        if not isinstance(found, list) or len(found) != len(tables):
            remedy = "give each quantity a [[claim.quantity]] header"
            raise self.fail("quantities are not written as tables", block.tables[0].line, remedy)
        read_again = read(quote) if found else ()
        read_again = (*read_again, *listed_names(quote, read_again))
        quantities: list[Quantity] = []
        behind: dict[str, int] = {}
        for entry, table in zip(found, tables, strict=True):
            top = _first_line(table)
            self.known(entry, QUANTITY_KEYS, "a quantity", table.text, top)
            values = self.values(entry, table.text, top)
            text = str(values.get("text", ""))
            if not text:
                raise self.fail('a quantity without "text"', table.line, "add the words of the quote that state it")
            if text not in quote:
                line = _line_in(table.text, "text", top)
                raise self.fail(f'"{text}" is not in the quote of its claim', line, "copy the words from the quote")
            quantity = stored.restore(values, quote, read_again, behind.get(text, 0))
            behind[text] = quantity.end
            quantities.append(quantity)
        return tuple(quantities)


def _first_line(table: layout.Table) -> int:
    """Line of the table's text in the file: that of the comments above its header, where there are some."""
    return table.line - table.text.count("\n", 0, table.header)


def _line_in(text: str, key: str, first: int) -> int:
    """Line of the file where a key stands in a table's text, which begins in line ``first``; that one if it doesn't."""
    entry = next((entry for entry in layout.entries(text) if entry.key == key), None)
    header = re.search(rf"^[ \t]*\[+(?:claim\.)?{re.escape(key)}\b", text, re.MULTILINE)
    at = entry.start if entry else header.start() if header else 0
    return first + text.count("\n", 0, at)
