"""Values out of what services answer, which may be anything: each of the expected kind, and of a sensible length."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from claimcheck.sources.json_answers import member

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LONGEST = 2_000
_MOST = 5_000


def text(value: object) -> str:
    """A string with its markup taken off and white space folded; "" for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    plain = (
        html.unescape(_TAG.sub("", html.unescape(value[:_LONGEST])))
        if "<" in value or "&" in value
        else value[:_LONGEST]
    )
    return " ".join(plain.split())


def items(value: object, name: str = "") -> Iterator[Any]:
    """The items of a list, or of a list that is a member; of a string, the string."""
    found = member(value, name) if name else value
    if isinstance(found, str):
        yield found
    elif isinstance(found, list):
        yield from found[:_MOST]


def texts(value: object, name: str) -> tuple[str, ...]:
    """The strings of a list that is a member, none twice."""
    return tuple(dict.fromkeys(filter(None, (text(item) for item in items(value, name)))))


def year_of(value: object, name: str) -> str:
    """The year of Crossref's and CSL's ``{"date-parts": [[2015, 5, 27]]}``."""
    return date_of(value, name)[:4]


def date_of(value: object, name: str) -> str:
    """Its date in ISO form, as precise as it is."""
    parts = next(items(member(value, name), "date-parts"), None)
    numbers = [part for part in parts[:3] if isinstance(part, int)] if isinstance(parts, list) else []
    if not numbers or not 1000 <= numbers[0] <= 2200:
        return ""
    return "-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:])])
