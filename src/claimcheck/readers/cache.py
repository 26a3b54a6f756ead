"""SourceText ↔ JSON, so that a page is read once."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from claimcheck.model.source import Passage, SourceText

READER_VERSION = 9
"""Rises whenever the same bytes may give another text; a cached text of another version is read anew."""

_PASSAGE = [f.name for f in fields(Passage)]
_TEXT = [f.name for f in fields(SourceText) if f.name != "passages"]
_TUPLES = frozenset({"titles", "authors", "notes"})


def to_json(text: SourceText) -> str:
    """One line of JSON that holds all of ``text``; the same value gives the same bytes."""
    value: dict[str, Any] = {"reader": READER_VERSION}
    value |= {name: getattr(text, name) for name in _TEXT}
    value["passages"] = [[getattr(passage, name) for name in _PASSAGE] for passage in text.passages]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(line: str) -> SourceText:
    """What ``to_json`` wrote. Raises ValueError for anything else, another reader's version included."""
    value = json.loads(line)
    if not isinstance(value, dict) or value.get("reader") != READER_VERSION:
        raise ValueError("the cached text is of another version of the reader")
    try:
        passages = tuple(Passage(**dict(zip(_PASSAGE, row, strict=True))) for row in value["passages"])
        rest: dict[str, Any] = {name: tuple(value[name]) if name in _TUPLES else value[name] for name in _TEXT}
    except (KeyError, TypeError) as error:
        raise ValueError(f"the cached text is damaged: {error}") from error
    return SourceText(passages=passages, **rest)
