"""How sure a field of a reference is that was read from free text: by what is marked, and by what stands around it.

*High*: the text itself says what it is (a title between quotation marks, pages behind "pp.", an identifier by its form,
the only year). *Medium*: its place says so, and nothing speaks against it. *Low*: something does (a title with initials
or numbers of a volume in it, authors that don't begin the text, a year that stands beside others). What the levels are
worth is measured by ``benchmarks.references`` and stands in ``docs/decisions/reference-strings.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from claimcheck.model.finding import Confidence
from claimcheck.model.reference import Description, Reference
from claimcheck.references.names import OTHERS, family_of, is_institution
from claimcheck.references.passage import Passage

FIELDS: Final = (
    "title", "authors", "editors", "year", "container", "publisher", "place", "volume", "number", "pages", "url", "doi",
)  # fmt: skip
_CERTAIN: Final = ("url", "doi")
"""Told by their form."""
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_QUOTES: Final = "\"“”„‟«»‘’'「」『』《》〈〉"
_LABELS: Final = {
    "volume": re.compile(r"(?:\bvol(?:ume)?s?|\bbd|\bjg|\bcilt|\btome|第)\.?\s?$", re.IGNORECASE),
    "number": re.compile(r"(?:\bn[or]s?|\bissue|\bheft|\bsayı|\bsy|n°|№|第|\d\s?)[.:]?\s?\(?$", re.IGNORECASE),
    "pages": re.compile(r"(?:\bpp?|\bs{1,2}|\bpages?|第|[:：,])\.?\s?$", re.IGNORECASE),
}
_ODD_IN_TITLE: Final = re.compile(
    r"\b(?:vol|pp|eds?|doi)\b\.?|https?:|\b\d{1,4}\s?\(\d{1,3}\)|[,;]\s(?:[A-Z]\.\s?){1,3}(?:[,;&]|$)|\bet al\b"
)
_HEAD: Final = 40
"""Code points within which the first author stands."""
_FEWEST, _MOST = 2, 30
"""Words of a title that are neither few nor many."""


def confidence_of(reference: Reference, passage: Passage) -> tuple[tuple[str, Confidence], ...]:
    """Field and level, for each field that has a value; ``passage`` is the text that it was read from."""
    text = passage.text
    found: list[tuple[str, Confidence]] = []
    for name in FIELDS:
        if value := getattr(reference, name):
            found.append((name, "high" if name in _CERTAIN else _level(name, value, reference, passage, text)))
    return tuple(found)


def with_confidence(references: Sequence[Reference], descriptions: Sequence[Description]) -> tuple[Reference, ...]:
    """The references with how sure each field is that a description in the paper gives in the same words."""
    read: dict[str, dict[str, Confidence]] = {}
    stated = {reference.key: reference for reference in references}
    for description in descriptions:
        work = stated.get(description.key)
        for name, level in description.reference.confidence:
            if work is not None and getattr(work, name) == getattr(description.reference, name):
                read.setdefault(description.key, {}).setdefault(name, level)
    return tuple(
        replace(reference, confidence=tuple(read[reference.key].items())) if reference.key in read else reference
        for reference in references
    )


def _level(name: str, value: str | tuple[str, ...], reference: Reference, passage: Passage, text: str) -> Confidence:
    if name == "authors":
        return _of_names(reference.authors, text)
    if name == "title":
        return _of_title(reference.title, passage)
    if name == "year":
        return _of_year(reference, text)
    if isinstance(value, tuple):
        return "medium"  # whether they edited the work or a series, few texts say
    if name in _LABELS:
        return "high" if _is_labelled(name, value, text) else "medium"
    at = text.find(value)
    if name == "container":
        marked = at >= 0 and _is_marked(at, at + len(value), passage)
        return "high" if marked else "low"
    return "medium" if name == "place" and reference.publisher else "low"


def _is_labelled(name: str, value: str, text: str) -> bool:
    """Whether the text says what the number is, wherever it stands; of pages the first."""
    first = re.split(r"[-–—]", value)[0].strip()
    places = re.finditer(rf"(?<!\w){re.escape(first)}(?!\w)", text)
    return any(_LABELS[name].search(text, max(0, match.start() - 12), match.start()) for match in places)


def _of_title(title: str, passage: Passage) -> Confidence:
    words, at = len(title.split()), passage.text.find(title)
    ideographs = sum("\u4e00" <= char <= "\u9fff" for char in title)
    if _ODD_IN_TITLE.search(title) or (words < _FEWEST and ideographs < _FEWEST) or words > _MOST:
        return "low"
    return "high" if at >= 0 and _is_marked(at, at + len(title), passage) else "medium"


def _is_marked(start: int, end: int, passage: Passage) -> bool:
    """Whether quotation marks or emphasis set the stretch off, and nothing else."""
    text = passage.text
    quoted = text[max(0, start - 1) : start] in _QUOTES and any(char in _QUOTES for char in text[end : end + 2])
    return (start > 0 and quoted) or any(abs(a - start) <= 1 and abs(b - end) <= 2 for a, b in passage.italics)


def _of_year(reference: Reference, text: str) -> Confidence:
    year = reference.year
    for other in (reference.title, reference.container, reference.url, reference.doi, reference.pages):
        text = text.replace(other, " ") if other else text
    years = set(_YEAR.findall(text)) - {reference.urldate[:4]}
    if year not in years:
        return "medium" if year == reference.urldate[:4] else "low"
    return "high" if years == {year} else "medium"


def _of_names(names: Sequence[str], text: str) -> Confidence:
    people = [name for name in names if name != OTHERS]
    if not people:
        return "low"
    first = (people[0] if is_institution(people[0]) else family_of(people[0])).casefold()
    if first not in text[: len(first) + _HEAD].casefold() or any(
        len(each.split()) > 6 for each in people if "," in each
    ):
        return "low"
    sure = all("," in name or is_institution(name) for name in people)
    return "high" if sure else "medium"
