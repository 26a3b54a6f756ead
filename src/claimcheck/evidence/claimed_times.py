"""What the dates of a claim are for: the time of another figure, or what the sentence asserts itself.

"54 stations in 2022" qualifies, "sold in 2008 for 5.3 million euros" asserts: another date for the same event
contradicts the one, and is another fact for the other.
"""

from __future__ import annotations

import re
from typing import Final

from claimcheck.evidence.lexicon import AND_DID
from claimcheck.evidence.limits import telling
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity


def qualifies(claim: Claim, quantity: Quantity) -> bool:
    """Whether another figure of the claim is for this time ("nine years after …", "in 2022")."""
    others = [other for other in claim.quantities if other.kind not in ("date", "duration", "ordinal", "number")]
    others += [other for other in claim.quantities if other.kind == "number" and telling(other) > 1]
    if quantity.kind == "duration":
        behind = claim.quote[quantity.end : quantity.end + 12].split()
        before = claim.quote[max(0, quantity.start - 12) : quantity.start].lower().split()
        placed = behind[:1] and behind[0] in ("after", "later", "ago", "earlier", "before")
        return bool(others) and bool(placed or before[-1:] == ["after"])
    return quantity.kind == "date" and any(other.when == quantity.edtf and dated(claim, other) for other in others)


def of_year(claim: Claim, date: Quantity) -> bool:
    """Whether a figure of the claim is what was so at a date, or how much was done: another year has its own.

    It changed, a verb leads to it ("treated 236 patients"; not what only goes with an event, "receiving 236 votes"), or
    it is what the sentence is about ("in 2023, 76 % of the starters finished").
    """
    if date.kind != "date" or "/" in date.edtf:
        return False
    return any(figure.form == "change" or _was_so(claim.quote, date, figure) for figure in _for(claim, date))


def asserted(claim: Claim, date: Quantity) -> bool:
    """Whether a date is that of an event whose other figures only say how: "sold in 2008 for 5.3 million euros".

    A figure that is itself what was so at the time ("enrolled 348 students in 2017") is qualified by it.
    """
    return date.kind == "date" and all(
        figure.form != "change" and (_led_by(claim.quote, figure, _ARTICLES) in _HOW or _COMPOUND.search(figure.text))
        for figure in _for(claim, date)
    )


def _for(claim: Claim, date: Quantity) -> list[Quantity]:
    """The figures of a claim that are for a date, in the date's own clause."""
    return [
        other for other in claim.quantities if other.kind != "date" and other.when == date.edtf and dated(claim, other)
    ]


def _was_so(text: str, date: Quantity, figure: Quantity) -> bool:
    if _MEASURED.search(text, max(0, figure.start - _NEAR), figure.start):
        return True
    if text[date.end : figure.start].strip(" ,$€£").lower() in {"", *_HEDGES} or not text[: figure.start].strip(" $€£"):
        return True
    led = _led_by(text, figure)
    return bool(led) and led not in _HOW | _ARTICLES | _PLACED and not led.endswith(("ing", ",", ";", ":", "."))


def _led_by(text: str, figure: Quantity, passed_over: frozenset[str] = frozenset()) -> str:
    """The word that leads to a figure, in small letters, hedges left out; empty at the start."""
    words = text[: figure.start].rstrip("$€£ ").lower().split()
    return next((word for word in reversed(words) if word not in _HEDGES | passed_over), "")


_MEASURED: Final = re.compile(
    r"\b(?:population|enrol+ment|membership|workforce|staff|circulation|turnover|revenues?|income|profits?|loss|"
    r"average|mean|median|rate|share|density|unemployment|output|production|emissions|prevalence|incidence|traffic|"
    r"ridership|attendance|sales)\b[\w ]{0,20}$",
    re.IGNORECASE,
)
_NEAR: Final = 40
"""Code points before a figure in which what is measured stands."""
_HOW: Final = frozenset("for by with after against age aged".split())
"""What leads to a figure that says how something happened."""
_PLACED: Final = frozenset("of to in from at on its his her and worth as out off up down away back".split())
"""What else leads to a figure and is no verb."""
_ARTICLES: Final = frozenset("a an the".split())
_HEDGES: Final = frozenset("about around some reported over almost nearly".split())
_COMPOUND: Final = re.compile(r"\d-[a-z]|^\d{1,3}[–-]\d{1,3}$")
"""A figure that stands before a noun, or one of a pair ("612-foot", "5–2")."""


_BETWEEN: Final = re.compile(
    r"[;:]|,(?! (?:19|20)\d\d)"
    r"|\b(?:while|whereas|although|though|despite|because|due to|driven by|offset by|which|that)\b"
)
"""What parts a figure from a time that may be another figure's."""


def dated(claim: Claim, quantity: Quantity) -> bool:
    """Whether the claim's time for a figure stands in the figure's own clause, or opens the sentence."""
    if _IS.search(claim.quote, max(0, quantity.start - _LED), quantity.start):
        return False  # how long something is, it is at any time
    years = {other.edtf[:4] for other in claim.quantities if other.kind == "date"}
    if len(years) < _TWO and not any(_aside(claim.quote, other, quantity) for other in claim.quantities):
        return True  # one year for all that the sentence says
    for other in claim.quantities:
        if other.kind != "date" or not quantity.when or quantity.when not in (other.edtf, *other.edtf.split("/")):
            continue
        low, high = sorted((quantity, other), key=lambda q: q.start)
        opens = claim.quote[: other.start].count(" ") <= _OPENING and other is low
        opens = opens and not _aside(claim.quote, other, quantity)
        if opens or not _BETWEEN.search(claim.quote[low.end : high.start]):
            return True
    return not quantity.when


def _aside(text: str, date: Quantity, quantity: Quantity) -> bool:
    """Whether a date is in a phrase of its own: "Built in 1926, the bridge", "who had given £8,000, came in 1906"."""
    if date.kind != "date" or date.edtf not in (quantity.when, *quantity.when.split("/")):
        return False
    if text[: date.start].rstrip().endswith(","):
        return False  # "the gap of the preceding year, 2021–22, was £35.8 billion"
    if date.start > quantity.end:
        return "," in text[quantity.end : date.start]
    between = text[date.end : quantity.start]
    return ";" in between or AND_DID.search(between) is not None or ("," in between and not _LEADS.match(text))


_LEADS: Final = re.compile(
    r"\W*(?:in|on|by|at|as of|as at|for|from|during|between|since|until|before|after|over|throughout|(?:the )?\d+"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
"""How a time begins that a sentence opens with."""
_IS: Final = re.compile(r"\b(?:is|are|measures?|weighs?|stands?) (?:about |some |around |nearly |over )?[$€£]?$")
"""What leads to a figure that holds at any time."""
_LED: Final = 24
"""Code points before a figure in which that stands."""
_TWO: Final = 2
_OPENING: Final = 6
"""Words before a time that opens a sentence ("For the three months ended …")."""
