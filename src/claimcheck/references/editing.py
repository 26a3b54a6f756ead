"""Setting fields of an entry in a ``.bib`` file, and touching not a byte of anything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from claimcheck.model.reference import Reference
from claimcheck.references.bibtex import end_of_string, parse_bibliography
from claimcheck.references.latex import escape_address

_LINE = re.compile(r"\r\n|\r|\n")
_HEAD = re.compile(r"\s*@\s*\w+\s*([{(])\s*([^\s,{}()=\"#%]+)\s*,")
_FIELD = re.compile(r"([^\s=,{}()\"#%]+)(\s*)=(\s*)")
_BARE = re.compile(r"[^\s{}\"#,=()'%]+")
_GAP = re.compile(r"[\s,]*")
_WRAPPED = re.compile(r"(\s*\\(?:url|path|nolinkurl)\s*\{).*(\}\s*)", re.DOTALL)


class UneditableError(ValueError):
    """An entry that can't be edited without the risk of harm; the message says why."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    start: int
    before: str
    """White space before the equals sign."""
    after: str
    value: int
    """Where the value begins, its delimiter included."""
    end: int
    simple: bool
    """One braced or quoted string, and no concatenation."""


def set_fields(text: str, key: str, fields: Mapping[str, str]) -> str:
    """The text of a bibliography with fields of one entry set: ``url``, ``archiveurl`` or ``archivedate``.

    A field that is there gets another value, one that isn't is put behind the last one, in the file's own style. The
    result is read again: nothing but these fields may have changed. Raises UneditableError.
    """
    known = parse_bibliography(text.removeprefix("\ufeff"))
    reference = known.by_key().get(key)
    if reference is None or reference.line is None:
        raise UneditableError("the entry is not there")
    edited = text
    for name, value in fields.items():
        edited = _set(edited, _offset(text, reference.line), key, name, escape_address(value))
    again = parse_bibliography(edited.removeprefix("\ufeff"))
    wanted = replace(
        reference,
        url=fields.get("url", reference.url),
        archiveurl=fields.get("archiveurl", reference.archiveurl),
        archivedate=fields.get("archivedate", reference.archivedate),
    )
    if len(again.problems) != len(known.problems) or [_plain(r) for r in again.references] != [
        _plain(wanted if r.key == key else r) for r in known.references
    ]:
        raise UneditableError("the entry is not written as it would have to be to be edited")
    return edited


def _plain(reference: Reference) -> Reference:
    return replace(reference, line=None)


def _offset(text: str, line: int) -> int:
    """Where a line (from 1) begins."""
    at = 0
    for _ in range(line - 1):
        found = _LINE.search(text, at)
        if found is None:
            return len(text)
        at = found.end()
    return at


def _set(text: str, start: int, key: str, name: str, value: str) -> str:
    fields = _fields(text, start, key)
    same = [field for field in fields if field.name == name]
    if len(same) > 1:
        raise UneditableError(f"it has the field {name} twice")
    if same:
        field = same[0]
        if not field.simple:
            raise UneditableError(f"its field {name} is put together from several parts")
        opening, closing = text[field.value], text[field.end - 1]
        wrapped = _WRAPPED.fullmatch(text[field.value + 1 : field.end - 1])
        inner = f"{wrapped[1]}{value}{wrapped[2]}" if wrapped else value
        return text[: field.value] + opening + inner + closing + text[field.end :]
    if name == "url":
        raise UneditableError("its address stands in another field")
    last = fields[-1]
    return _insert(text, last, name, value)


def _insert(text: str, last: _Field, name: str, value: str) -> str:
    line_start = max(text.rfind("\n", 0, last.start), text.rfind("\r", 0, last.start)) + 1
    indent = text[line_start : last.start]
    end_of_line = "\r\n" if "\r\n" in text else "\r" if "\n" not in text and "\r" in text else "\n"
    gap = end_of_line + indent if not indent.strip("\ufeff \t") else " "
    width = len(last.name) + len(last.before) - 1 if last.before else 0
    field = f"{name.ljust(width)}{' ' if last.before else ''}={last.after}{{{value}}}"
    comma = re.compile(r"[ \t]*,").match(text, last.end)
    if comma:
        return f"{text[: comma.end()]}{gap}{field},{text[comma.end() :]}"
    return f"{text[: last.end]},{gap}{field}{text[last.end :]}"


def _fields(text: str, start: int, key: str) -> list[_Field]:
    head = _HEAD.match(text, start + (1 if text.startswith("\ufeff", start) else 0))
    if head is None or head[2] != key:
        raise UneditableError("its beginning is written in an unusual way")
    closing = {"{": "}", "(": ")"}[head[1]]
    fields: list[_Field] = []
    at = head.end()
    while True:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        if text.startswith(closing, at):
            break
        named = _FIELD.match(text, at)
        if named is None:
            raise UneditableError("its fields are written in an unusual way")
        end, parts = _value(text, named.end())
        simple = parts == 1 and text[named.end()] in '{"'
        fields.append(_Field(named[1].lower(), at, named[2], named[3], named.end(), end, simple))
        at = end
    if not fields:
        raise UneditableError("it has no fields")
    return fields


def _value(text: str, at: int) -> tuple[int, int]:
    """Where a value ends, and of how many parts it is put together."""
    parts = 0
    while True:
        parts += 1
        bare = _BARE.match(text, at)
        if text[at : at + 1] in ("{", '"'):
            at = end_of_string(text, at) + 1
        elif bare:
            at = bare.end()
        else:
            raise UneditableError("a value is written in an unusual way")
        joint = re.compile(r"\s*#\s*").match(text, at)
        if joint is None:
            return min(at, len(text)), parts
        at = joint.end()
