"""What stands near a figure: its own clause, the words around it, the noun that it counts."""

from __future__ import annotations

import re
from typing import Final

from claimcheck.evidence.focus import Focus
from claimcheck.evidence.lexicon import PARTIAL, STOP
from claimcheck.evidence.retrieve import Index, View
from claimcheck.evidence.terms import PLACES, terms
from claimcheck.model.quantity import Quantity

CLOSE: Final = 7
"""Words around a figure that say what it is a figure of."""
_LABEL: Final = 80
"""Code points of a line before a colon that may label a figure."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_BREAK: Final = re.compile(
    r"[,;:()—–]| - |\b(?:and|but|while|whereas|with|against|than|compared|which|after|before|although|though)\b"
)


def words_of(text: str) -> list[str]:
    """The words of a text in order, small."""
    return [word.lower() for word in _WORD.findall(text)]


def bounds(view: View, figure: Quantity) -> tuple[int, int]:
    """The stretch around a figure up to the nearest break on either side; of a cell or a heading all of it."""
    text = view.passage.text
    if view.passage.role not in ("main", "list"):
        return 0, len(text)
    left = max((match.end() for match in _BREAK.finditer(text, 0, figure.start)), default=0)
    right = _BREAK.search(text, figure.end)
    return left, right.start() if right else len(text)


def said(view: View, figure: Quantity) -> frozenset[str]:
    """The words of the figure's own clause, small."""
    low, high = bounds(view, figure)
    return frozenset(words_of(view.passage.text[low:high]))


def weight(focus: Focus, view: View, index: Index, figure: Quantity) -> float:
    """Share of the focus that the figure's own clause holds, 0 … 1, each word weighted as in ``coverage``."""
    low, high = bounds(view, figure)
    stems = {term.stem for term in view.terms if low <= term.start < high}
    total = got = 0.0
    for stem, weight in focus.weights.items():
        weighed = weight * max(index.rarity.get(stem, 0.2), 0.15)
        total += weighed
        got += weighed * (stem in stems)
    return got / total if total else 0.0


def close_stems(view: View, figure: Quantity) -> frozenset[str]:
    """Stems near a figure; in a table row, a caption or a heading everything is near."""
    if view.passage.role in ("table", "caption", "heading", "title"):
        return view.stems
    at = len(words_of(view.passage.text[: figure.start]))
    return frozenset(term.stem for term in view.terms if abs(term.position - at) <= CLOSE)


def share(focus: Focus, stems: frozenset[str]) -> float:
    """Share of what the claim says near its figure that ``stems`` hold, 0 … 1."""
    near = {stem: weight for stem, weight in focus.weights.items() if stem in focus.near or stem in focus.measure}
    total = sum(near.values())
    return sum(weight for stem, weight in near.items() if stem in stems) / total if total else 0.0


def counted(view: View, figure: Quantity) -> frozenset[str]:
    """The stems of what a figure counts: its measure, or the label before a colon ("Courses: 11")."""
    before = view.passage.text[: figure.start].rstrip()
    if before.endswith(":") and not view.passage.value_at and len(before) <= _LABEL:
        return frozenset(term.stem for term in terms(before))
    return frozenset(term.stem for term in terms(figure.measure)) | _phrase_behind(view.passage.text, figure)


def _phrase_behind(text: str, figure: Quantity) -> frozenset[str]:
    """The run of content words right behind a counting figure, up to the first function word or mark."""
    found: list[str] = []
    behind = text[figure.end : figure.end + _LABEL] if figure.kind == "count" else ""
    if listed := _LISTED.match(behind):
        return frozenset(term.stem for term in terms(listed.group()))
    for word in behind.split():
        bare = word.rstrip(".,;:)!?")
        if not bare.isalpha() or bare.lower() in STOP:
            break
        found.extend(term.stem for term in terms(bare))
        if bare != word:
            break
    return frozenset(found)


_LISTED: Final = re.compile(
    r" [a-z]+(?: [a-z]+){0,2}(?:, [a-z]+(?: [a-z]+){0,2})*(?:,? (?:and|or) )"
    r"(?!(?:the|an?|in|on|at|to|for|by|with|of)\b)[a-z]+(?: [a-z]+){0,2}"
)
"""Things that are counted together ("20,000 supermarkets, mass merchandise and convenience stores")."""


def is_part(text: str, figure: Quantity, further: bool = False) -> bool:
    """Whether a figure counts a part, or what was named before ("these four teams", "another nine").

    ``further``: so does the figure that it is set against.
    """
    before = text[max(0, figure.start - 24) : figure.start].lower().split()
    behind = text[figure.end : figure.end + 12].lower().split()
    of_some = figure.kind == "count" and behind[:1] == ["of"] and behind[1:2] in (["the"], ["these"], ["them"])
    if figure.kind == "duration" and behind[:1] == ["of"] and _PART_OF_TIME.search(figure.text):
        return True  # "the last four years of his reign"
    if figure.kind == "count" and _AFTER_WHOLE.search(text, max(0, figure.start - 80), figure.start):
        return True
    return not further and (of_some or (bool(before) and before[-1] in PARTIAL))


_AFTER_WHOLE: Final = re.compile(r"\d [a-z]+(?: [a-z]+)?: (?:[^.;:]*, )?(?:and )?$")
"""What parts stand behind ("45 members: 23 professors, nine students")."""


_PART_OF_TIME: Final = re.compile(r"\b(?:first|last|final|early)\b", re.IGNORECASE)


def in_name(text: str, figure: Quantity) -> bool:
    """Whether a year stands in a name ("the 2015 Winter Games"): a capitalised word right behind or before it."""
    if figure.kind != "date" or "-" in figure.edtf or "/" in figure.edtf:
        return False
    behind = re.match(r"[ –-]([A-Z][a-z]+)", text[figure.end : figure.end + 24])
    if behind and any(term.stem in PLACES for term in terms(behind[1])):
        behind = None  # "a 1952 American film"
    before = re.search(r"([A-Z]\w+) $", text[max(0, figure.start - 24) : figure.start])
    return bool(behind) or (before is not None and before.group(1).lower() not in STOP)
