"""Setting fields of an entry in a ``.bib`` file, and touching not a byte of anything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from claimcheck.model.reference import Bibliography, Reference
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


Fields = Mapping[str, str]


def edit_entries(text: str, changes: Mapping[str, Fields]) -> tuple[str, dict[str, str]]:
    """The text of a bibliography with fields of entries set (by key), and why others were left alone.

    ``changes`` are of ``url``, ``archiveurl`` and ``archivedate``. The text is read twice in all, unless something goes
    wrong: then each entry is tried by itself.
    """
    known = _parsed(text)
    edited, left = text, dict[str, str]()
    done: dict[str, Fields] = {}
    lines = {reference.key: reference.line or 0 for reference in known.references}
    # From the last entry to the first, so that where the others stand stays right.
    for key in sorted(changes, key=lambda key: lines.get(key, 0), reverse=True):
        try:
            edited = _entry_set(edited, lines.get(key, 0), key, changes[key])
            done[key] = changes[key]
        except UneditableError as error:
            left[key] = str(error)
    if _holds(known, edited, done):
        return edited, left
    edited = text
    for key, fields in done.items():
        try:
            edited = set_fields(edited, key, fields)
        except UneditableError as error:
            left[key] = str(error)
    return edited, left


def set_fields(text: str, key: str, fields: Fields) -> str:
    """The text of a bibliography with fields of one entry set: ``url``, ``archiveurl`` or ``archivedate``.

    A field that is there gets another value, one that isn't is put behind the last one, in the file's own style. The
    result is read again: nothing but these fields may have changed. Raises UneditableError.
    """
    known = _parsed(text)
    reference = known.by_key().get(key)
    edited = _entry_set(text, (reference.line or 0) if reference is not None else 0, key, fields)
    if not _holds(known, edited, {key: fields}):
        raise UneditableError("the entry is not written as it would have to be to be edited")
    return edited


def set_raw_field(text: str, start: int, key: str, name: str, value: str) -> str:
    """The text with one field of the entry that begins in the line at ``start`` set; its value is LaTeX as it stands.

    Nothing is read again: whoever calls this does. Raises UneditableError.
    """
    same = [field for field in _fields(text, start, key) if field.name == name]
    if len(same) == 1 and _BARE.fullmatch(text[same[0].value : same[0].end]):
        written = value if value.isdigit() else f"{{{value}}}"  # an abbreviation, or a number, stood there
        return text[: same[0].value] + written + text[same[0].end :]
    return _set(text, start, key, name, value)


def start_of_line(text: str, line: int) -> int:
    """Where a line (from 1) begins."""
    return _offset(text, line)


def end_of_entry(text: str, start: int, key: str) -> int:
    """Behind the closing brace of the entry that begins in the line at ``start``. Raises UneditableError."""
    at = _fields(text, start, key)[-1].end
    gap = _GAP.match(text, at)
    return (gap.end() if gap else at) + 1


def _parsed(text: str) -> Bibliography:
    return parse_bibliography(text.removeprefix("\ufeff"))


def _entry_set(text: str, line: int, key: str, fields: Fields) -> str:
    if not line:
        raise UneditableError("the entry is not there")
    start = _offset(text, line)
    for name, value in fields.items():
        text = _set(text, start, key, name, escape_address(value))
    return text


def _holds(known: Bibliography, edited: str, changes: Mapping[str, Fields]) -> bool:
    """Whether a text says what was known but for the changes."""
    again = _parsed(edited)
    wanted = [_plain(_changed(reference, changes.get(reference.key, {}))) for reference in known.references]
    return len(again.problems) == len(known.problems) and [_plain(r) for r in again.references] == wanted


def _changed(reference: Reference, fields: Fields) -> Reference:
    return replace(
        reference,
        url=fields.get("url", reference.url),
        archiveurl=fields.get("archiveurl", reference.archiveurl),
        archivedate=fields.get("archivedate", reference.archivedate),
    )


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
    if name == "url" and any(field.name == "howpublished" for field in fields):
        raise UneditableError("its address stands in another field")
    return _insert(text, fields, name, value)


def _insert(text: str, fields: list[_Field], name: str, value: str) -> str:
    last = fields[-1]
    line_start = max(text.rfind("\n", 0, last.start), text.rfind("\r", 0, last.start)) + 1
    indent = text[line_start : last.start]
    end_of_line = "\r\n" if "\r\n" in text else "\r" if "\n" not in text and "\r" in text else "\n"
    gap = end_of_line + indent if not indent.strip("\ufeff \t") else " "
    # where the equals signs of the last fields stand in one column, so does the new one
    columns = {len(field.name) + len(field.before) for field in fields[-3:]}
    aligned = len(columns) == 1 and len({len(field.name) for field in fields[-3:]}) > 1
    width = columns.pop() - 1 if aligned and last.before else 0
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
