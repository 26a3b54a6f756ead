"""Setting any fields of entries, and merging two entries of one work, in a ``.bib`` file: not a byte else is touched.

What was edited is read again, and taken only if every entry is as it was but for what was to be changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bibtexparser.model import Entry, ParsingFailedBlock

from claimcheck.references.bibtex import end_of_string
from claimcheck.references.blocks import split_text
from claimcheck.references.editing import UneditableError, end_of_entry, set_raw_field, start_of_line

_STRUCTURAL = frozenset({"crossref", "xdata", "ids", "xref"})


@dataclass(frozen=True, slots=True)
class Mended:
    """A bibliography's text with changes made, and why others were not."""

    text: str
    left: Mapping[str, str]
    """Key → reason."""


@dataclass(frozen=True, slots=True)
class _Raw:
    """What a bibliography says, entry by entry, as it is written."""

    entries: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    """(key, type, fields) in order."""
    lines: Mapping[str, int]
    """Line of each key's first entry, from 1."""
    broken: tuple[str, ...]

    def fields(self, key: str) -> dict[str, str]:
        return next((dict(fields) for name, _, fields in self.entries if name == key), {})


def mend(text: str, changes: Mapping[str, Mapping[str, str]]) -> Mended:
    """The text with fields of entries set: key → field → LaTeX value without its delimiters.

    The result is read once, unless something is wrong with it: then each entry is tried by itself.
    """
    before, left = _read(text), dict[str, str]()
    edited, done = text, dict[str, Mapping[str, str]]()
    # From the last entry to the first, so that where the others stand stays right.
    for key in sorted(changes, key=lambda key: before.lines.get(key, 0), reverse=True):
        try:
            edited = _set_all(edited, before.lines.get(key, 0), key, changes[key])
            done[key] = changes[key]
        except UneditableError as error:
            left[key] = str(error)
    if _same_but(before, _read(edited), done):
        return Mended(edited, left)
    edited = text
    for key, fields in done.items():
        now = _read(edited)
        tried = _set_all(edited, now.lines[key], key, fields)
        if _same_but(now, _read(tried), {key: fields}):
            edited = tried
        else:
            left[key] = "the entry is not written as it would have to be to be edited"
    return Mended(edited, left)


def _set_all(text: str, line: int, key: str, fields: Mapping[str, str]) -> str:
    if not line:
        raise UneditableError("the entry is not there")
    for name, value in fields.items():
        text = set_raw_field(text, start_of_line(text, line), key, name, value)
    return text


def _same_but(before: _Raw, after: _Raw, changes: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether two readings say the same but for the fields that were to be changed, and these as they were to be."""
    if before.broken != after.broken or len(before.entries) != len(after.entries):
        return False
    for (name, kind, old), (again, other, new) in zip(before.entries, after.entries, strict=True):
        touched = changes.get(name, {})
        kept_old, kept_new = ({n: v for n, v in each if n not in touched} for each in (old, new))
        if (name, kind, kept_old) != (again, other, kept_new):
            return False
        if any(
            not dict(new).get(field, "").strip('{}"').endswith(value.strip('{}"')[-40:])
            for field, value in touched.items()
        ):
            return False
    return True


def merge(text: str, pairs: Sequence[tuple[str, str]]) -> Mended:
    """The text with entries merged: for each (key kept, key merged into it).

    The entry kept takes the fields that it lacks, and the other's key into ``ids``, by which biblatex still finds it.
    The other entry stays behind as a comment, so that what contradicts is not lost.
    """
    left: dict[str, str] = {}
    for kept, other in pairs:
        try:
            text = _merge_one(text, kept, other)
        except UneditableError as error:
            left[other] = str(error)
    return Mended(text, left)


def _merge_one(text: str, kept: str, other: str) -> str:
    before = _read(text)
    first, second = before.lines.get(kept, 0), before.lines.get(other, 0)
    if not first or not second:
        raise UneditableError("the entry is not there")
    ours, theirs = before.fields(kept), before.fields(other)
    if any(
        "crossref" in dict(fields) and dict(fields)["crossref"].strip('{}" ') == other
        for _, _, fields in before.entries
    ):
        raise UneditableError("other entries refer to it by crossref")
    missing = {name: value for name, value in theirs.items() if name not in ours and name not in _STRUCTURAL}
    known = [
        part.strip() for field in (ours.get("ids", ""), theirs.get("ids", "")) for part in field.strip('{}"').split(",")
    ]
    ids = ", ".join(dict.fromkeys([*filter(None, known), other]))
    start = start_of_line(text, second)
    end = end_of_entry(text, start, other)
    edited = text[:start] + _as_comment(text[start:end], kept) + text[end:]
    first = _read(edited).lines.get(kept, 0)
    at = start_of_line(edited, first)
    for name, raw in missing.items():
        edited = set_raw_field(edited, at, kept, name, _inner(raw))
    edited = set_raw_field(edited, at, kept, "ids", ids)
    _must_hold(before, _read(edited), kept, other, {**ours, **missing})
    return edited


def _must_hold(before: _Raw, after: _Raw, kept: str, other: str, wanted: Mapping[str, str]) -> None:
    """Nothing but the two entries changed, and the one that is kept has all that it was to have."""
    rest = [entry for entry in before.entries if entry[0] not in (kept, other)]
    rest_after = [entry for entry in after.entries if entry[0] != kept]
    has = {name: _inner(value) for name, value in after.fields(kept).items() if name != "ids"}
    should = {name: _inner(value) for name, value in wanted.items() if name != "ids"}
    if rest != rest_after or has != should or before.broken != after.broken:
        raise UneditableError("the two entries are not written as they would have to be to be merged")


def _inner(raw: str) -> str:
    """A simple value without its delimiters. Raises UneditableError for one that is put together, or a macro."""
    raw = raw.strip()
    if raw[:1] in ("{", '"') and end_of_string(raw, 0) == len(raw) - 1:
        return raw[1:-1]
    if raw.isdigit():
        return raw
    raise UneditableError("a value is an abbreviation, or put together from several parts")


def _as_comment(entry: str, kept: str) -> str:
    """An entry that BibTeX no longer sees: no "@" stands in it, which would begin another."""
    lines = re.split(r"(\r\n|\r|\n)", entry.replace("@", "(at)"))
    lines[0] = lines[0].replace("(at)", "", 1)
    body = "".join(part if at % 2 else f"% {part}" for at, part in enumerate(lines))
    end = next((part for part in lines[1::2]), "\n")
    return f"% merged into {kept}:{end}{body}"


def _read(text: str) -> _Raw:
    library = split_text(text.removeprefix("\ufeff"))
    entries: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
    lines: dict[str, int] = {}
    broken: list[str] = []
    for block in library.blocks:
        whole = (
            block.ignore_error_block
            if isinstance(block, ParsingFailedBlock) and isinstance(block.ignore_error_block, Entry)
            else block
        )
        if isinstance(whole, Entry):
            fields = tuple((field.key.lower(), str(field.value)) for field in whole.fields)
            entries.append((whole.key, whole.entry_type, fields))
            lines.setdefault(whole.key, (whole.start_line or 0) + 1)
        elif isinstance(block, ParsingFailedBlock):
            broken.append(str(block.raw))
    return _Raw(tuple(entries), lines, tuple(broken))


def raw_fields(text: str) -> dict[str, dict[str, str]]:
    """Key → field (lower case) → value as it is written, of the first entry of each key."""
    found: dict[str, dict[str, str]] = {}
    for key, _, fields in _read(text).entries:
        found.setdefault(key, dict(fields))
    return found
