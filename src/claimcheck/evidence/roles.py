"""The roles of a figure in its passage, set against those in the claim: what it counts, whose it is, of when.

Each role answers one question: is it the same measure, the same entity, the same time and extent? How the passage
states it says ``evidence.stance``. A signal stays only where verdicts on a development set get worse without it, or
where it says what can't be evidence (``docs/decisions/verdicts.md``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from claimcheck.evidence.clauses import close_stems, counted, is_part, share, words_of
from claimcheck.evidence.focus import ATTRIBUTION, Focus, beside, next_to_names, whole_of
from claimcheck.evidence.lexicon import EARLIER, POINTERS, TOTAL
from claimcheck.evidence.referents import BACK, opens_with_pronoun
from claimcheck.evidence.retrieve import Index, View
from claimcheck.evidence.terms import PERSON_STEMS, PLACES, terms
from claimcheck.model.quantity import Quantity

_FEW: Final = 2
"""Further words of a claim that are too few for a share of them to say anything."""
_DATELINE: Final = 1
"""Content words up to which a passage is a mere dateline or label."""
_SMALL: Final = 13
"""Below this a number in words may stand for things named before ("the two")."""
_NO_SUBJECT: Final = ("ing", "ly")
"""Ends of words that open a sentence without being its subject ("Going through the registers, we counted …")."""
_RECORD: Final = re.compile(
    r"\b(?:than|as|like|(?:up|down) from|compared (?:to|with))\b[^,;:.()]{0,60}?\b(?:before|previous(?:ly)?|earlier)\b",
    re.IGNORECASE,
)
_OF_DAY: Final = re.compile(
    r"\b(?:before|earlier)"
    r"(?= (?:\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m|o)|noon|midnight|dawn|dusk|sunrise|sunset|then|long))"
)
"""A time of the day, or none ("before long"), is no earlier time."""
_SIDE_BY_SIDE: Final = re.compile(
    r"\b(?:respectively|compared (?:to|with)|versus|vs\.?|from|than)(?!\w)", re.IGNORECASE
)
_OWN_TIME: Final = re.compile(
    r"(?: \w+){0,3} (?:in|for|as of|at|during|on)"
    r"(?: (?:the|years?|fiscal|ended|ending|end|of|periods?|same|three|six|nine|twelve|months?|quarter|corresponding"
    r"|comparable|prior|previous|in|for|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|\d{1,2}),?)* (?:19|20)\d\d\b(?!,? and (?:19|20)\d\d)"
)
"""A time right behind a figure, and no other beside it."""
_QUARTER: Final = re.compile(r"^\d{4}-3[3-6]$")
_OF_LAW: Final = re.compile(r"\b(?:Act|Code|Law|Order|Regulation)s? of ((?:1[5-9]|20)\d\d)\b")
"""The year in the name of a law dates nothing."""
_YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BETWEEN: Final = re.compile(
    r"\b[Bb]etween\b[^.;]{0,80}?\b((?:1[5-9]|20)\d\d)\b[^.;]{0,40}?\band\b[^.;]{0,80}?\b((?:1[5-9]|20)\d\d)\b"
)
TimeMatch = Literal["same", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What the figure counts or measures."""

    same: bool
    """The claim's noun."""
    stranger: bool
    """Something with a name of its own, and that is not the claim's noun."""
    beside: bool
    """The claim's noun stands here or around, but the figure is of something else."""
    other_kind: bool
    """Another kind of the same noun ("language courses" for "driving courses")."""
    labelled: bool
    """It is a cell whose row or column names the claim's noun, or the one whose figure it is."""
    other_whole: bool
    """A share of something else: "24 % of the cyclists", "46 % of all who were hurt"."""
    bare: bool
    """The claim has hardly a further word, and the figure itself is of the same noun ("44 percent of the vessels")."""


def measure(focus: Focus, view: View, figure: Quantity) -> Measure:
    """What the figure counts, seen from the claim."""
    nouns = counted(view, figure)
    same = _same_noun(focus, view, figure, nouns)
    named = figure.kind in ("count", "multiple") and not view.passage.value_at and bool(nouns)
    return Measure(
        same=same,
        stranger=named and bool(focus.head) and not same and not ("~people" in focus.head and nouns & PERSON_STEMS),
        beside=_beside(focus, view, named and not same),
        other_kind=_other_kind(focus, view, figure),
        labelled=_labelled(focus, view),
        other_whole=_other_whole(focus, view, figure),
        bare=len(focus.weights.keys() - focus.head) <= _FEW and bool(focus.head & nouns),
    )


def _other_whole(focus: Focus, view: View, figure: Quantity) -> bool:
    if not focus.whole or figure.kind != "percent" or figure.end <= 0 or view.passage.value_at:
        return False
    whole = whole_of(view.passage.text, figure.end)
    return bool(whole) and not whole & focus.whole


def _same_noun(focus: Focus, view: View, figure: Quantity, nouns: frozenset[str]) -> bool:
    close = close_stems(view, figure)
    if not focus.head:  # no noun is counted ("lasted six weeks"): the words around the figure must do
        return figure.kind in ("duration", "measure", "currency") and share(focus, close) >= 0.5
    if focus.head & nouns:
        return True
    if figure.kind in ("count", "number") and not view.passage.value_at:
        if nouns:
            return False  # it counts something else, however near the claim's noun stands
        if figure.value is not None and figure.value < _SMALL and not figure.text[:1].isdigit():
            return False
        if is_part(view.passage.text, figure):
            return bool(focus.head & view.stems)  # "fifty of them" are what was named last
    if figure.kind == "percent" and focus.head & view.stems:
        return not (figure.measure and figure.measure in figure.text)  # "one pupil in five"
    return bool(focus.head & close) or (not nouns and bool(focus.head & view.neighbours))


def _beside(focus: Focus, view: View, stranger: bool) -> bool:
    """A stranger noun may be another word for the claim's ("volunteers" for "subjects"), not where both are used."""
    if stranger:
        return bool(focus.head & (view.stems | view.neighbours))
    if view.passage.role in ("table", "list", "caption") or POINTERS & set(words_of(view.passage.text)):
        return False
    return not focus.head & view.stems and bool(focus.head & view.neighbours) and len(view.stems) > _DATELINE


def _other_kind(focus: Focus, view: View, figure: Quantity) -> bool:
    own = focus.measure - focus.head
    other = frozenset(term.stem for term in terms(figure.measure)) - focus.head
    unlike = not own & view.stems and not other & focus.weights.keys()
    return bool(own and other) and not view.passage.value_at and unlike


def _labelled(focus: Focus, view: View) -> bool:
    if not view.passage.value_at:
        return False
    labels = {term.stem for label in (view.passage.row, view.passage.column) for term in terms(label)}
    return bool((focus.owner or focus.head) & (labels or view.stems))


@dataclass(frozen=True, slots=True)
class Entity:
    """Whose figure it is."""

    names: float
    """Share of the claim's names near its figure that the passage and its surroundings hold, 0 … 1."""
    here: float
    """The same in the passage alone."""
    owned: bool
    """The passage names the one whose figure it is in the claim ("Asia (39 percent)")."""
    other: bool
    """Somebody whom the claim doesn't name stands before the figure: it is theirs."""
    elsewhere: bool
    """The source speaks of a name of the claim, but not here, where it speaks of another."""
    replaced: bool
    """Another name stands where the claim has its own ("Denmark exported" for "Norway exported")."""
    rival: bool
    """Another thing of the same name ("trade agreement" for "readmission agreement")."""
    half: bool = False
    """Of the countries of the claim one stands here, and another for the other ("from Turkey to Niger" for Mali)."""


def entity(focus: Focus, view: View, index: Index, figure: Quantity) -> Entity:
    """Whose the figure is, seen from the claim."""
    place = _place(focus, view, index)
    meant = _meant(focus, view, index)
    return Entity(
        names=_names(focus, view, index),
        here=len(focus.names & view.stems) / len(focus.names) if focus.names else 0.0,
        owned=bool(focus.owner & view.stems),
        other=_other(focus, view, figure),
        elsewhere=not meant and _elsewhere(focus, view, index),
        replaced=(not meant and _replaced(focus, view, index)) or place == "other",
        rival=_rival(focus, view),
        half=place == "half",
    )


def _meant(focus: Focus, view: View, index: Index) -> bool:
    """Whether a pronoun at the head of the passage means one of the claim's names: the last subject with a name."""
    names = (focus.names & focus.near) | {name for _, _, name in focus.beside_names}
    if not names or not opens_with_pronoun(view.passage.text):
        return False
    for each in reversed(index.views[max(0, view.at - BACK) : view.at]):
        subject = each.terms[:2] if each.terms and each.terms[0].start == 0 else ()
        if any(term.name or term.stem in index.names for term in subject):
            return bool(names & each.stems)
    return False


def _names(focus: Focus, view: View, index: Index) -> float:
    if not focus.names:
        return 0.0
    around = view.neighbours if view.passage.role != "list" else frozenset()  # each item is about a thing of its own
    return len(focus.names & (view.stems | around | index.surrounding)) / len(focus.names)


def _other(focus: Focus, view: View, figure: Quantity) -> bool:
    if view.passage.role in ("table", "list") or not focus.known:
        return False
    shared = focus.known & view.stems
    if len(shared) > 1 or shared & focus.names:
        return False
    first = view.terms[0] if view.terms else None
    if not shared and first and first.start == 0 < figure.start and first.stem not in focus.weights:
        if not view.passage.text[: first.end].endswith(_NO_SUBJECT):
            return True  # a subject of its own opens the sentence
    told = _attributed(view)
    names = (t for t in view.terms if t.name and t.start not in told)
    return any(t.stem not in focus.weights and t.start < figure.start for t in names)


def _attributed(view: View) -> range:
    """Where "According to the authority," stands: whoever says so is not whose the figure is."""
    found = ATTRIBUTION.search(view.passage.text)
    return range(*found.span()) if found is not None else range(0)


def _elsewhere(focus: Focus, view: View, index: Index) -> bool:
    if focus.named_before & view.stems:
        return False
    near = focus.names & (focus.near | focus.subjects)
    if any(name in view.stems or focus.aliases.get(name, frozenset()) & view.stems for name in near):
        return False
    if view.passage.value_at:
        return False  # a cell names nobody
    around = view.neighbours | index.surrounding
    missed = {name for name in near if name in index.rarity and name not in around}
    strangers = {t.stem for t in view.terms if t.name} - focus.weights.keys() - index.surrounding
    if focus.of_pronoun:
        strangers -= index.leading
    return bool(missed and strangers) and not (missed <= PLACES and strangers.isdisjoint(PLACES))


def _replaced(focus: Focus, view: View, index: Index) -> bool:
    """Whether a stranger's name stands beside the word that the claim's own stands beside, and that one is missing."""
    if view.passage.value_at or not focus.beside_names:
        return False
    found = view.terms
    if found and found[0].start == 0 and found[0].stem in index.names:
        found = (found[0]._replace(name=True), *found[1:])  # it opens the sentence; elsewhere its capital shows
    taken = {(word, behind) for word, behind, _ in next_to_names(view.passage.text, found, focus.weights.keys())}
    return any(
        (word, behind) in taken and not ((focus.known | {name}) - {word}) & view.stems
        for word, behind, name in focus.beside_names
    )


def _place(focus: Focus, view: View, index: Index) -> Literal["", "other", "half"]:
    """Whether a passage names other countries in the stead of those of the claim, or of some of them.

    Those that the source doesn't speak of, or speaks of in its title or right beside, are not missed.
    """
    own, here = (focus.known | focus.weights.keys()) & PLACES, view.stems & PLACES
    missed = {place for place in own - here if place in index.rarity} - index.surrounding - view.neighbours
    if not missed or not here - own:
        return ""
    return "half" if own & (here | index.surrounding | view.neighbours) else "other"


def _rival(focus: Focus, view: View) -> bool:
    """Whether another word than in the claim stands before a near word of it, and that one is missing."""
    touching = beside(view.passage.text, view.terms)
    if any(touching.get(stem, frozenset()) & own for stem, own in focus.neighbours.items()):
        return False  # two words that stand together in both: the same name
    qualifying = beside(view.passage.text, view.terms, before=True)
    for stem in focus.near & qualifying.keys():
        own, here = focus.qualifiers.get(stem, frozenset()), qualifying[stem]
        if own and here and not own & view.stems and not here & focus.weights.keys():
            return True
    return False


@dataclass(frozen=True, slots=True)
class Extent:
    """Of when the figure is, and of how much of it."""

    time: TimeMatch
    period: bool
    """It is for a part of the claim's period only, or for a longer one."""
    part: bool
    """It counts a part of the things, or those named before."""
    earlier: bool
    """The passage speaks of what was before, the claim doesn't."""


def extent(focus: Focus, claim: Quantity, view: View, figure: Quantity) -> Extent:
    """Of when and how much the figure is, seen from the claim."""
    return Extent(
        time=_time(claim, figure, view, focus.dated),
        period=_other_period(claim, figure, view.passage.text),
        part=is_part(view.passage.text, figure, focus.further) or _row_of_others(focus, view),
        earlier=_earlier(view.passage.text) and not focus.earlier,
    )


def _earlier(text: str) -> bool:
    """ "More than in any year before" sets the figure above others; it is not of an earlier time itself."""
    return bool(EARLIER & set(words_of(_RECORD.sub(" ", _OF_DAY.sub(" ", text)))))


def _row_of_others(focus: Focus, view: View) -> bool:
    """Whether it is the cell of a row for something that the claim doesn't speak of ("North: courses 36")."""
    row = {term.stem for term in terms(view.passage.row)}
    return bool(row) and not row & focus.weights.keys() and not TOTAL & set(words_of(view.passage.row))


def _other_period(claim: Quantity, figure: Quantity, text: str) -> bool:
    """Whether two periods that overlap differ at an end: sums over them are different facts."""
    own, other = years(claim.when), years(figure.when)
    if own is None or other is None or own == other or _amid(own, text):
        return False
    if other[0] == other[1] == own[0]:
        return False  # the year in which the claim's period begins: its end may stand elsewhere
    return own[0] != other[0] or (own[1] != other[1] and 9999 not in (own[1], other[1]))


def _time(claim: Quantity, figure: Quantity, view: View, dated: bool) -> TimeMatch:
    own, other = years(claim.when), years(figure.when)
    if own is None or other is None:
        return "unknown"
    if own[0] <= other[1] and other[0] <= own[1]:
        return "same"
    if _QUARTER.search(claim.when) and other[1] == own[0] - 1:
        return "unknown"  # the first quarter of a fiscal year may lie in the calendar year before
    if str(other[0]) in _OF_LAW.findall(view.passage.text) or _amid(own, view.passage.text):
        return "unknown"
    return "other" if dated and not _for_two_times(own, view, figure) else "unknown"


def _amid(own: tuple[int, int], text: str) -> bool:
    """Whether a time lies within that of "between the Act of 1718 and the outbreak of war in 1775", ends included."""
    found = _BETWEEN.search(text)
    return found is not None and int(found[1]) <= own[0] and own[1] <= int(found[2])


def _for_two_times(own: tuple[int, int], view: View, figure: Quantity) -> bool:
    """Whether a sentence sets two times side by side, the claim's among them, and none stands right by the figure."""
    text = view.passage.text
    if view.passage.value_at or not _SIDE_BY_SIDE.search(text):
        return False
    if _OWN_TIME.match(text, figure.end):
        return False  # "compared with a net loss of 2,267 for the corresponding period in 2023"
    return any(own[0] <= int(year) <= own[1] for year in _YEAR.findall(text))


def years(edtf: str) -> tuple[int, int] | None:
    """First and last year of an EDTF date or interval (ISO 8601-2); open ends reach far; None where unknown."""
    if not edtf:
        return None
    ends = edtf.split("/") if "/" in edtf else [edtf, edtf]
    low = _year(ends[0], "0", 0)
    high = _year(ends[-1], "9", 9999)
    return None if low is None or high is None else (low, high)


def _year(text: str, unspecified: str, unbounded: int) -> int | None:
    if text in ("", ".."):
        return unbounded
    match = re.match(r"[~?%]?(\d{2}[\dXu]{2})", text)
    return int(re.sub("[Xu]", unspecified, match.group(1))) if match else None
