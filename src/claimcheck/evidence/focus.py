"""What a claim's figure speaks of: weighted terms, head of the measure, names, kind of event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from claimcheck.evidence import frame
from claimcheck.evidence.claimed_times import asserted, dated, of_year, qualifies
from claimcheck.evidence.denial import clause_denies
from claimcheck.evidence.edges import Edge, edge_of
from claimcheck.evidence.labels import label_of
from claimcheck.evidence.lexicon import AGAINST, DOWN, EARLIER, EVENT_OF, IN_FAVOUR, PARTIAL, PLANNED, UP
from claimcheck.evidence.ranks import Rank, ranks_in
from claimcheck.evidence.referents import is_about_pronoun
from claimcheck.evidence.terms import Term, terms
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity

_NEAR: Final = 6
"""Words from the figure within which a term counts in full."""
_MIDDLE: Final = 14
_OUTSIDE: Final = 0.35
_EXPANDED: Final = 0.4
"""Weight of a word that only an abbreviation's long form brings in: sources mostly use one word of it."""
_FAR: Final = 16.0
"""Words beyond which a verb does not say what a date is the date of."""
_CLAUSE: Final = 6
"""What a comma between a date and a verb behind it counts for, in words: the verb opens a clause of its own."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(r"\d+")
ATTRIBUTION: Final = re.compile(
    r"\b[Aa]ccording to [^,;]{1,90}[,;]|\b[Aa]s (?:reported|noted|stated) by [^,;]{1,60}[,;]"
)


_CLAUSES: Final = re.compile(
    r";|, (?:and|but|with|which|as|resulting|due|driven|offset)\b"
    r"|\b(?:while|whereas|although|though|despite|amid(?:st)?|alongside|because|due to|driven by|offset by)\b"
)
"""What a clause ends at that says another thing."""
_COMPLEMENT: Final = re.compile(r"\b(?:of|with|in|on|for|to|from|by|at|that|which|who|related|per)\b")


@dataclass(frozen=True, slots=True)
class Focus:
    """The terms that a passage must share to speak of the same thing as one figure of a claim."""

    weights: dict[str, float]
    """Stem → weight before rarity: nearness to the figure, names and the measure count more."""
    head: frozenset[str]
    """The noun that is counted or measured, as stems (one, mostly)."""
    measure: frozenset[str]
    near: frozenset[str]
    """Stems within a few words of the figure."""
    names: frozenset[str]
    """Stems of proper names near the figure."""
    subjects: frozenset[str] = frozenset()
    """Stems of the proper names before the figure: who or what the sentence is about."""
    event: str = ""
    """For dates: the kind of event that the sentence gives the date for."""
    named_before: frozenset[str] = frozenset()
    """Stems of all proper names before the figure, however far."""
    owner: frozenset[str] = frozenset()
    """For a figure in brackets: the stem right before them, whose figure it is ("Asia (39 percent)")."""
    neighbours: dict[str, frozenset[str]] = field(default_factory=dict)
    """Near stem → the content words that stand right beside it in the claim ("readmission" for "agreement")."""
    qualifiers: dict[str, frozenset[str]] = field(default_factory=dict)
    """The same of those that stand before it."""
    aliases: dict[str, frozenset[str]] = field(default_factory=dict)
    """Stem of an abbreviation → stems of its long form: a source may use one word of it ("the ministry")."""
    beside_names: frozenset[tuple[str, bool, str]] = frozenset()
    """The content words next to a name, whether they stand behind it, and the name ("Norway exported")."""
    opening: frozenset[str] = frozenset()
    """The stem of the word that opens the sentence: its subject, mostly."""
    opens_with_verb: bool = False
    """That word tells what was done ("Delivered in 1968, the ship …")."""
    known: frozenset[str] = frozenset()
    """Every name of the sentence, and the words that an abbreviation in it stands for."""
    spans: bool = False
    """The claim is for several years ("in the last two decades")."""
    dated: bool = True
    """The claim's time for the figure stands in the figure's own clause, or opens the sentence."""
    qualifies: bool = False
    """For dates: another figure of the claim is for this time."""
    asserted: bool = False
    """For dates: whatever else is for this time says how something happened that the date is of."""
    of_year: bool = False
    """For dates: what was so then, or how much was done, is a figure of the claim ("enrolled 348 students in 2017")."""
    edge: Edge = ""
    """For dates: whether something began then, or ended."""
    planned: bool = False
    """The claim itself speaks of a plan, a goal or a forecast."""
    denied: bool = False
    """The figure's clause of the claim says that something is not."""
    earlier: bool = False
    """The claim itself speaks of what was before a time."""
    further: bool = False
    """The claim's figure itself is one that comes on top, or of some: "a further 16 weeks"."""
    direction: int = 0
    """+1 where the claim says that something rose, -1 where it fell."""
    beside: frame.Beside = frame.NOTHING
    """The words right beside the figure."""
    whole: frozenset[str] = frozenset()
    """For a share: the stems of what it is a share of."""
    label: frozenset[str] = frozenset()
    """For a year: the stems of the name that it labels ("the 1949 film Quays")."""
    own: frozenset[str] = frozenset()
    """Stems of the clause that the figure stands in, what it is held against left out."""
    numbers: frozenset[str] = frozenset()
    """All whole numbers that the sentence holds, in digits."""
    in_favour: bool = False
    """The claim says that people are for something."""
    per: str = ""
    """The period that the figure is for ("a month"); empty where the words behind it name none."""
    order: tuple[str, ...] = ()
    """The stems of the sentence as they follow each other."""
    of_pronoun: bool = False
    """The sentence is about somebody whom a sentence before names."""
    ranks: frozenset[Rank] = frozenset()
    """What the quoted words say of rank ("second largest")."""


def focus_of(claim: Claim, quantity: Quantity, abbreviations: dict[str, str]) -> Focus:
    """The focus of one quantity of a claim, read off its sentence (off its quote where there is no sentence)."""
    sentence, offset = sentence_of(claim, quantity)
    begin = offset - quantity.start
    quoted = range(begin, begin + len(claim.quote))
    attributed = _attribution(sentence, offset)
    found = tuple(t for t in terms(sentence, abbreviations=abbreviations) if t.start not in attributed)
    at = _position(sentence, offset)
    figure = range(offset, offset + len(quantity.text))
    own = [term for term in found if term.start not in figure] if quantity.kind != "multiple" else list(found)
    measure, head = _stems(quantity.measure), head_of(quantity.measure)
    owner = _owner(sentence, offset, found)
    weights: dict[str, float] = {}
    for term in own:
        weight = _nearness(abs(term.position - at)) * (1.3 if term.name else _EXPANDED if term.expanded else 1.0)
        if not _belongs(sentence, quoted, term):
            weight *= _OUTSIDE  # another figure of the sentence may be what it goes with
        if term.stem in owner:
            weight = 1.3
        elif term.stem in head:
            weight = max(weight, 1.0) * 1.8
        elif term.stem in measure:
            weight = max(weight, 1.0) * 1.1
        weights[term.stem] = max(weights.get(term.stem, 0.0), weight)
    near = [term for term in own if abs(term.position - at) <= _NEAR]
    said = {word.lower() for word in _WORD.findall(sentence)}
    return Focus(
        weights=weights,
        head=head,
        measure=frozenset(measure),
        near=frozenset(term.stem for term in near),
        names=owner or frozenset(term.stem for term in own if term.name and abs(term.position - at) <= _MIDDLE),
        subjects=frozenset(term.stem for term in own if term.name and 0 <= at - term.position <= _MIDDLE),
        named_before=frozenset(term.stem for term in own if term.name and term.position <= at),
        owner=owner,
        neighbours=beside(sentence, found),
        qualifiers=beside(sentence, found, before=True),
        aliases=_aliases(found),
        opening=frozenset(term.stem for term in found[:1]),
        opens_with_verb=_PARTICIPLE.match(sentence) is not None,
        beside_names=frozenset(next_to_names(sentence, _opened(found), frozenset())),
        known=frozenset(term.stem for term in found if term.name or term.expanded),
        spans=any(_years_long(other) for other in claim.quantities),
        qualifies=qualifies(claim, quantity),
        dated=dated(claim, quantity),
        asserted=asserted(claim, quantity),
        of_year=of_year(claim, quantity),
        edge=edge_of(sentence, offset, offset + len(quantity.text)) if quantity.kind == "date" else "",
        event=event_near(sentence, offset, offset + len(quantity.text)),
        direction=direction_near(sentence, offset, offset + len(quantity.text)),
        planned=bool(said & PLANNED),
        denied=clause_denies(sentence, offset, offset + len(quantity.text)),
        earlier=bool(said & EARLIER),
        further=_is_of_some(sentence, offset, offset + len(quantity.text)),
        label=label_of(sentence, offset, offset + len(quantity.text)) if quantity.kind == "date" else frozenset(),
        own=_own(sentence, offset, offset + len(quantity.text)),
        of_pronoun=is_about_pronoun(sentence),
        in_favour=bool(said & IN_FAVOUR) and not said & AGAINST,
        per=period_behind(sentence, offset + len(quantity.text)),
        order=tuple(term.stem for term in found),
        numbers=frozenset(_DIGITS.findall(sentence)) | _whole_numbers(claim.quantities),
        ranks=ranks_in(claim.quote),
        whole=whole_of(sentence, offset + len(quantity.text)) if quantity.kind == "percent" else frozenset(),
        beside=frame.beside(sentence, offset, offset + len(quantity.text)),
    )


def _is_of_some(sentence: str, start: int, end: int) -> bool:
    further = not PARTIAL.isdisjoint(sentence[:start].lower().split()[-1:])
    return further or sentence[end:].startswith((" of the ", " of these ", " of them", " of its ", " of their "))


_PARTICIPLE: Final = re.compile(r"\W*(?:[A-Z][a-z]{2,}ed|Built|Born|Made|Held|Sold|Won|Begun|Written|Taken|Bought)\b")
"""How a sentence begins with what was done to its subject."""


def _own(sentence: str, start: int, end: int) -> frozenset[str]:
    """The stems of the few words around a figure, up to what parts it from another."""
    before = _PARTS.split(sentence[:start].rstrip(" ("))[-1].split()[-_MIDDLE:]
    behind = _PARTS.split(sentence[end:].lstrip(" )"))[0].split()[:_NEAR]
    return content(terms(" ".join(before))) | content(terms(" ".join(behind)))


_PARTS: Final = re.compile(
    r";|\b(?:and|while|whereas|but|than|against|compared (?:with|to)|as opposed to|instead of|rather than|versus|vs)\b"
)


def whole_of(text: str, end: int) -> frozenset[str]:
    """The stems of what stands behind "of" right at ``end``; empty where it stands there not."""
    found = _OF.match(text, end)
    return content(terms(found[1])) if found is not None else frozenset()


_OF: Final = re.compile(r" of ((?:[\w’'-]+ ){0,4}[\w’'-]+)")
"""The words that say what a share is a share of."""


def _opened(found: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms, the one that opens the sentence taken for a name: there every word has a capital."""
    return (found[0]._replace(name=True), *found[1:]) if found and found[0].start == 0 else found


def next_to_names(text: str, found: tuple[Term, ...], but: Set[str]) -> Iterator[tuple[str, bool, str]]:
    """The content words before and behind each run of names, no mark between; names in ``but`` are left out."""
    written = [term for term in found if not term.expanded]
    for left, right in pairwise(written):
        if not all(character.isalpha() or character == " " for character in text[left.end : right.start]):
            continue
        if right.name and right.stem not in but and (not left.name or left.stem in but or not but):
            yield left.stem, False, right.stem
        if left.name and not right.name and left.stem not in but:
            yield right.stem, True, left.stem


def _aliases(found: tuple[Term, ...]) -> dict[str, frozenset[str]]:
    short = {term.start: term.stem for term in found if not term.expanded}
    long: dict[str, set[str]] = {}
    for term in found:
        if term.expanded and term.start in short:
            long.setdefault(short[term.start], set()).add(term.stem)
    return {stem: frozenset(stems) for stem, stems in long.items()}


def _years_long(quantity: Quantity) -> bool:
    return quantity.kind == "duration" and bool(re.search(r"decades?|years|century|centuries", quantity.text))


def _owner(sentence: str, offset: int, found: tuple[Term, ...]) -> frozenset[str]:
    """The name right before the bracket that the figure stands in, if it stands in one."""
    opened = sentence.rfind("(", 0, offset)
    if opened < 0 or ")" in sentence[opened:offset]:
        return frozenset()
    before = [term for term in found if term.end <= opened and not sentence[term.end : opened].strip()]
    return frozenset(term.stem for term in before if term.name and not term.expanded)


def beside(text: str, found: tuple[Term, ...], *, before: bool = False) -> dict[str, frozenset[str]]:
    """Every stem with the stems of the content words that touch it: only a blank stands between them.

    ``before``: of those alone that stand before it, and say which one it is ("readmission agreement").
    """
    written = [term for term in found if not term.expanded]
    verbs = {term.stem for term in written if text[term.start : term.end].lower() in EVENT_OF}
    touching: dict[str, set[str]] = {term.stem: set() for term in written}
    for left, right in pairwise(written):
        if text[left.end : right.start].strip("\"“”‘’'") == " ":
            touching[right.stem].add(left.stem)
            if not before:
                touching[left.stem].add(right.stem)
    return {stem: frozenset(others - verbs) for stem, others in touching.items() if stem not in verbs}


def _belongs(sentence: str, quoted: range, term: Term) -> bool:
    """Whether a word stands in the claim's quote or leans on it: right before it, or right behind, no comma between."""
    if term.start in quoted:
        return True
    if term.start < quoted.start:
        return len(sentence[term.end : quoted.start].split()) <= 1
    between = sentence[quoted.stop : term.start]
    return len(between.split()) <= 1 and not any(character in ",;:()" for character in between)


def _attribution(sentence: str, offset: int) -> range:
    """Where "According to X," stands: it names the source, not what the figure is about; empty where it doesn't."""
    match = ATTRIBUTION.search(sentence)
    return range(0) if match is None or match.start() <= offset < match.end() else range(*match.span())


def sentence_of(claim: Claim, quantity: Quantity) -> tuple[str, int]:
    """The claim's sentence and where the quantity stands in it."""
    if claim.context:
        place = claim.context.find(claim.quote)
        if place >= 0:
            return claim.context, place + quantity.start
        pattern = r"\s+".join(re.escape(part) for part in quantity.text.split())
        match = re.search(pattern, claim.context) if pattern else None
        if match:
            return claim.context, match.start()
    return claim.quote, quantity.start


_PER: Final = re.compile(
    r"[^.,;:()\d]{0,40}?(?<!in )(?<!over )(?<!within )(?<!half )(?<!once )\b(?:per|an?|each|every) "
    r"(hour|day|night|week|month|year)\b(?! (?:ago|before|earlier|later))"
)


def period_behind(text: str, end: int) -> str:
    """The period that a figure is for: "hours of commuting a month"; empty where nothing behind it says so."""
    found = _PER.match(text, end)
    return found[1] if found else ""


def _whole_numbers(quantities: Sequence[Quantity]) -> frozenset[str]:
    bounds = (bound for one in quantities for bound in (one.value, one.low, one.high))
    return frozenset(str(bound) for bound in bounds if bound is not None and bound.denominator == 1)


def _position(sentence: str, offset: int) -> int:
    return sum(1 for match in _WORD.finditer(sentence) if match.start() < offset)


def _nearness(distance: int) -> float:
    if distance <= _NEAR:
        return 1.0
    if distance <= _MIDDLE:
        return 0.65
    return 0.3 if distance <= 2 * _MIDDLE else 0.12


def _stems(text: str) -> list[str]:
    return [term.stem for term in terms(text)]


def head_of(measure: str) -> frozenset[str]:
    """The head noun: the last word before a preposition opens a complement ("treaties with other states").

    Empty where that word says only that something is measured ("largest share").
    """
    core = _COMPLEMENT.split(measure, maxsplit=1)[0].strip() or measure
    words = _WORD.findall(core)
    return frozenset(_stems(words[-1])) if words else frozenset()


def event_near(text: str, start: int, end: int) -> str:
    """The kind of event whose verb stands nearest to ``start:end``; a verb before the date is preferred."""
    best, distance = "", _FAR
    words = list(_WORD.finditer(text))
    at = sum(1 for match in words if match.start() < start)
    for position, match in enumerate(words):
        if start <= match.start() < end:
            continue
        kind = EVENT_OF.get(match.group().lower())
        if not kind:
            continue
        away = at - position if position < at else (position - at + 1) * 1.2
        if kind == "office":
            away *= 2  # "leader", "president": mostly who did it, not what was done
        if position >= at and any(mark in text[end : match.start()] for mark in ",;:"):
            away += _CLAUSE
        if away < distance:
            best, distance = kind, away
    return best


def direction_near(text: str, start: int, end: int) -> int:
    """+1 where the clause around ``text[start:end]`` says that something rose, -1 where it fell, 0 else."""
    low = max((match.end() for match in _CLAUSES.finditer(text, 0, start)), default=0)
    behind = _CLAUSES.search(text, end)
    words = {word.lower() for word in _WORD.findall(text[low : behind.start() if behind else len(text)])}
    return bool(words & UP) - bool(words & DOWN)


def content(found: tuple[Term, ...]) -> frozenset[str]:
    return frozenset(term.stem for term in found)
