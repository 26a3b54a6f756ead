"""A year that labels something with a name: "the 1949 film Quays", "Quays (1949)", "Quays is a 1949 comedy film"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from claimcheck.evidence.lexicon import STOP
from claimcheck.evidence.terms import stem
from claimcheck.model.quantity import Quantity
from claimcheck.quantities import read

_NAME: Final = r"(?:[A-Z][\w’'-]*)(?:[ ,:]+(?:[A-Z][\w’'-]*|and|of|the|in|on|for|to|with|&))*"
_QUOTES: Final = "\"“”‘’'*_ "
_BEFORE_BRACKET: Final = re.compile(rf"({_NAME})[{_QUOTES}]*\($")
_BEFORE_COPULA: Final = re.compile(rf"({_NAME})[{_QUOTES}]*(?: (?:is|was)|,) (?:an?|the)(?: [a-z]+)? $")
_BEHIND: Final = re.compile(rf"((?:[ -][a-z][\w’'-]*){{1,4}})[{_QUOTES}]+({_NAME})")
_BORN: Final = re.compile(
    rf"({_NAME})[{_QUOTES}]*(?:(?: (?:is|was)|,) an? [^.;,()]{{0,60}}| (?:was|were) )"
    r"(?:first |originally )?(?:published|released|written|directed|founded|established|issued|adopted|premiered) in $"
)
_BY_ITSELF: Final = re.compile(r"\b(?:in|since|by|until|till|during|from|before|after|of|and|to|for) $", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"(?<= \()(?:1[5-9]|20)\d\d(?=\))")
_REACH: Final = 120
_LONGEST_LINK: Final = 8
_ALIKE: Final = 0.6
"""Share of the words of either name that the other holds, where both are of one thing."""


def label_of(text: str, start: int, end: int) -> frozenset[str]:
    """The stems of the name of which ``text[start:end]`` is the year; empty where it labels nothing."""
    if end <= 0 or not text[start:end].isdecimal():
        return frozenset()
    words = re.findall(r"[^\W\d_]+", _name(text, start, end))
    return frozenset(stem(word) for word in words if word.lower() not in STOP)


def _name(text: str, start: int, end: int) -> str:
    floor, mark = max(0, start - _REACH), text[end : end + 1]
    if mark == ")" and (found := _BEFORE_BRACKET.search(text, floor, start)):
        return found[1]
    if found := _BORN.search(text, floor, start):
        return found[1]
    if mark not in (" ", "-") or _BY_ITSELF.search(text, max(0, start - _LONGEST_LINK), start):
        return ""
    if (found := _BEHIND.match(text, end, end + _REACH)) and STOP.isdisjoint(found[1].split()):
        return found[2]
    found = _BEFORE_COPULA.search(text, floor, start)
    return found[1] if found else ""


def years_labelling(text: str, label: frozenset[str]) -> tuple[Quantity, ...]:
    """The years in brackets behind a name that is ``label``: those that look like the year of a citation, too."""
    if not label:
        return ()
    spans = (match.span() for match in _BRACKETED.finditer(text))
    return tuple(_year(text, *span) for span in spans if same_label(label, label_of(text, *span)))


def _year(text: str, start: int, end: int) -> Quantity:
    (year,) = read(f"in {text[start:end]}")
    return replace(year, start=start, end=end)


def same_label(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two years label the same thing."""
    shared = len(one & two)
    return bool(shared) and shared >= _ALIKE * len(one) and shared >= _ALIKE * len(two)
