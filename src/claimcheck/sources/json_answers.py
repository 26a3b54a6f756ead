"""The JSON that services answer with, which may be anything."""

from __future__ import annotations

import json
from typing import Any


def parsed(body: bytes) -> object:
    """What a body says; None where it is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def member(value: object, name: str) -> Any:
    """The member of an object; None where there is none, or the value is no object."""
    return value.get(name) if isinstance(value, dict) else None
