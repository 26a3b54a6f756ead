"""A claim's date for how something began or ended, against a source that gives the whole span of it.

"Joined in 2014" is borne out by "since 2014" and by "2014–2018", and "joined in 2017" by neither, although 2017 lies
within both: what began or ended is at one end of a span (Allen 1983: *starts*, *finishes*).
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal

from claimcheck.model.quantity import Quantity

Edge = Literal["", "begin", "end"]

_BEGIN: Final = frozenset(
    """began begin begun start started starting open opened opening opens found founded establish established
    join joined joining became become launch launched inaugurated elected appointed married wed introduced formed
    created came entered took returned reinstated moved renamed premiered debuted commissioned""".split()
)
_END: Final = frozenset(
    """ended end ending close closed closing left leaving died dies resigned resigning dissolved disbanded retired
    retiring dismissed ceased abolished divorced separated withdrawn discontinued decommissioned until till stepped
    stopped folded deposed""".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_BREAK: Final = re.compile(r"[,;:()—–]|\b(?:and|but|which|who|whose|when|where|while|before|after)\b")
_REACH: Final = 12
"""Words on either side of a date in which its verb is looked for."""


def edge_of(sentence: str, start: int, end: int) -> Edge:
    """Whether the verb of the clause that ``sentence[start:end]`` dates says that something began, or that it ended.

    The clause is the one before the date, or the one behind it where the date opens the sentence.
    """
    before = next((part for part in reversed(_BREAK.split(sentence[:start])) if _says_something(part)), "")
    words = _WORD.findall(before)[-_REACH:][::-1]
    if not any(word.lower() in _BEGIN | _END for word in words):
        behind = sentence[end:].lstrip(" ,")
        words = _WORD.findall(_BREAK.split(behind)[0])[:_REACH] if _opens(sentence, start) else []
    for word in (word.lower() for word in words):
        if word in _BEGIN:
            return "begin"
        if word in _END:
            return "end"
    return ""


def _says_something(clause: str) -> bool:
    """Whether a stretch has a word besides those that lead to a date ("on", "in the")."""
    return any(word.lower() not in _SMALL for word in _WORD.findall(clause))


def _opens(sentence: str, start: int) -> bool:
    """Whether nothing but a small word or two leads to a date that opens its sentence."""
    return len(_WORD.findall(sentence[:start])) <= _LEAD


_SMALL: Final = frozenset("on in at by from the of and to for since until".split())
_LEAD: Final = 3


def at_edge(quantity: Quantity, figure: Quantity, edge: Edge) -> Quantity:
    """``figure`` as the end of its span that ``edge`` is about, for a claim's single date; else as it is."""
    if not edge or "/" in quantity.edtf or "/" not in figure.edtf:
        return figure
    first, _, last = figure.edtf.partition("/")
    edtf = first if edge == "begin" else last
    if not edtf[:4].isdecimal():
        return figure
    value = Fraction(edtf[:4])
    return replace(figure, edtf=edtf, form="point", value=value, low=value, high=value)
