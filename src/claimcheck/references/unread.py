"""Items of a reference list that no reader could take apart: whole, with as much of a title as can be told."""

from __future__ import annotations

import re

from claimcheck.model.reference import Reference
from claimcheck.references.letters import UPPER
from claimcheck.references.names import split_names

_PERSON = rf"(?:[{UPPER}]\.[ -]?){{1,4}}(?:(?:van|von|de|der|den|di|la|le|del|da|dos) ){{0,2}}[{UPPER}][\w'’-]{{1,40}}"
_NAMES = re.compile(
    rf"(?P<names>{_PERSON}(?:, {_PERSON}){{0,30}}(?:,? (?:and|&) {_PERSON}|,? et al\.)?), (?=[\"“'‘{UPPER}])"
)
"""Initials first, as engineers write them: "L. A. Barroso, U. Hölzle, and P. Ranganathan, "."""
_EDITION = re.compile(r", (?=(?:\d{1,2}(?:st|nd|rd|th)|rev(?:ised|\.)?|vol\.?|second|third) )", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[\w)\]'’\"”]{3})\.\s+(?=[^a-z\s])")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MAX = 300


def unread_work(text: str) -> Reference:
    """An item of the list as a work: names that stand first, what follows as the title, the rest as a note."""
    text = " ".join(text.split())
    named = _NAMES.match(text)
    rest = text[named.end() :] if named else text
    stops = [match.start() for pattern in (_EDITION, _SENTENCE) if (match := pattern.search(rest))]
    end = min([*stops, len(rest)])
    title, tail = rest[:end].strip(" .,;"), rest[end:].strip(" .,;")
    if not title or len(title) > _MAX:
        return Reference(key="", note=text, raw=text)
    years = _YEAR.findall(tail)
    return Reference(
        key="",
        title=title,
        authors=split_names(named["names"]) if named else (),
        year=years[-1] if named and years else "",
        date=years[-1] if named and years else "",
        note=tail,
        raw=text,
    )
