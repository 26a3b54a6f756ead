"""Records in plain text: a label on one line and its value on the next, as pages keep who was born when and how long a
ship is.

One such pair may be a heading and the date below it; two and more below each other are a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.readers.assemble import Statement

_LABEL = re.compile(r"[^\W\d_a-z][^\d.!?;|]{1,38}[^\d.!?;|,]")
_VALUE = re.compile(r"[^.!?|]{0,38}\d[^!?|]{0,38}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEW_WORDS = 6
"""Words of a value, units and places with it."""
_LONGEST = 40
"""Code points of a value."""
_PAIRS = 2
"""Pairs of a label and a value below each other that make a record."""


def records_of(lines: Sequence[str]) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """The lines, those of a record two by two, with what each pair states ("Launched: 3 Sep 1977")."""
    at = 0
    while at < len(lines):
        pairs = _pairs(lines, at)
        if pairs < _PAIRS:
            yield lines[at], ()
            at += 1
            continue
        for label, value in zip(lines[at : at + 2 * pairs : 2], lines[at + 1 : at + 2 * pairs : 2], strict=True):
            yield f"{label} {value}", (Statement(f"{label.rstrip(':')}: {value}", ""),)
        at += 2 * pairs


def _pairs(lines: Sequence[str], at: int) -> int:
    """How many pairs of a label and a value stand below each other from line ``at`` on."""
    found = 0
    while at + 1 < len(lines) and _is_label(lines[at]) and _is_value(lines[at + 1]):
        found += 1
        at += 2
    return found


def _is_label(line: str) -> bool:
    return _LABEL.fullmatch(line) is not None


def _is_value(line: str) -> bool:
    short = len(line) <= _LONGEST and len(_WORD.findall(line)) <= _FEW_WORDS
    return short and _VALUE.fullmatch(line) is not None and not line.endswith((".", ":"))
