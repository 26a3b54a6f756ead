"""When a figure that agrees supports: the passage speaks of the same thing, and no role speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.candidates import rank
from claimcheck.evidence.clauses import words_of
from claimcheck.evidence.dated import counted_from_writing, of_writing
from claimcheck.evidence.events import of_another_event
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.lexicon import POINTERS
from claimcheck.evidence.limits import FIRM, TELLING, Thresholds, long_number, telling, unmistakable
from claimcheck.evidence.loose import says_too_little
from claimcheck.evidence.near import by_so_much, coarse, is_bound, near_years, other_side
from claimcheck.evidence.parallel import neighbour
from claimcheck.evidence.terms import PLACES, terms
from claimcheck.model.quantity import Quantity
from claimcheck.quantities.edtf import days

_SLIGHT: Final = 0.2
"""Share of the claim's further words below which a passage hardly speaks of the same thing."""

_BACK: Final = frozenset("it they".split())
_NEWS: Final = 62
"""Days for which what happened is news."""
_NEXT: Final = 3
"""Code points between two sentences that follow each other."""
_OPENING: Final = 3
"""Words that open a sentence."""


def supports(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether a figure that agrees bears out the claim's: nothing excludes it, and it is aligned well enough."""
    if _excluded(candidate, focus, quantity, limits):
        return False
    if candidate.labels:
        return True
    if candidate.frame.paired is not None:
        return candidate.frame.paired and candidate.score >= limits.paired
    if _of_something_else(candidate, focus, quantity, limits):
        return False
    measure = candidate.measure
    if candidate.index.foreign:
        return telling(quantity) >= FIRM
    needed = limits.whole_date if _whole_date(candidate, quantity) else limits.support[telling(quantity)]
    needed += limits.stranger if measure.stranger else 0
    needed -= limits.head_bonus if measure.same or candidate.event or candidate.entity.owned else 0
    needed -= limits.sibling_bonus if candidate.sibling or candidate.sibling_beside else 0
    return candidate.score >= needed and (focus.qualifies or not candidate.stance.opposed)


def _excluded(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether it is of another time, of somebody else, of another event, or says nothing of what the claim's says."""
    entity = candidate.entity
    if _as_it_was(candidate, quantity):
        return True
    if candidate.extent.time == "other" or (candidate.stance.planned and not of_writing(candidate.figure)):
        return True
    both = candidate.sibling and candidate.comparison.rule == "exact" and telling(quantity) >= FIRM
    if entity.elsewhere and not (both or _taken_up(candidate, quantity) or _about_them(candidate, limits)):
        return True  # not where two figures of the claim stand together
    if entity.replaced and not (entity.owned or quantity.kind == "date" or unmistakable(quantity)):
        return True
    if coarse(quantity, candidate.figure) > 1 and not (candidate.score >= limits.coarser and _one_year(candidate)):
        return True  # "1995" hardly bears out a day of that year
    if says_too_little(candidate, quantity, limits) or of_another_event(candidate, focus, quantity):
        return True
    return neighbour(candidate, focus, quantity) is not None


def _as_it_was(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether a bound holds only of what a figure rose or fell from: "fewer than 2 billion" of "from 1.7 to 2.03"."""
    text, figure = candidate.view.passage.text, candidate.figure
    if figure.form != "change" or quantity.form == "change" or candidate.comparison.rule == "exact" or quantity.when:
        return False
    return _FROM.search(text, max(0, figure.start - 6), figure.start) is not None


_FROM: Final = re.compile(r"\bfrom $", re.IGNORECASE)


def _of_something_else(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether what it counts, or what else the passage says, shows it to be of something else."""
    measure, telling_so = candidate.measure, telling(quantity)
    frame = candidate.frame
    bare = quantity.kind == "number" and telling_so == 1 and not focus.head
    counts = candidate.figure.kind == "count" or candidate.score < limits.told
    if bare and counts and not (frame.before or frame.behind or frame.across):
        return True  # "five fewer die": of what, neither a noun nor the words beside it say
    if focus.head and not measure.same and is_bound(quantity) and candidate.comparison.rule != "exact":
        return True  # any larger number is "more than 30"
    if measure.beside and (measure.stranger or quantity.kind in ("percent", "points", "currency", "measure")):
        return True
    if quantity.kind in ("percent", "points") and candidate.view.passage.value_at and candidate.extent.part:
        return True  # a share of a row for something else
    if candidate.named_only and not (candidate.sibling or candidate.sibling_beside):
        weak = quantity.kind == "date" and telling_so < TELLING and candidate.score < limits.named
        if measure.stranger or weak:
            return True
    if candidate.stance.refuted and not of_writing(candidate.figure):
        return True
    if _of_more(candidate, focus) or of_the_whole(candidate, focus) or _of_all_those(candidate, focus):
        return True
    if (
        focus.whole
        and quantity.kind == "percent"
        and by_so_much(candidate.view.passage.text, candidate.figure)
        and quantity.form != "change"
    ):
        return not focus.direction  # "12 % of the flats" by what rose by 12 %
    if candidate.index.foreign:
        return False
    if candidate.alone and not candidate.sibling and telling_so <= (1 if measure.same else 2):
        return True
    if quantity.kind == "date":
        dated = focus.event and not focus.qualifies and not candidate.event and not _whole_date(candidate, quantity)
        return bool(dated) and candidate.score < limits.other_event  # a date of something else that happened
    predicate = limits.predicate * (0.5 if telling_so == TELLING else 1.0)
    if quantity.kind != "percent" or candidate.company >= predicate or _of_row(candidate, focus):
        return False
    sure = candidate.entity.owned or measure.bare or candidate.score >= limits.contradict or _shared(candidate, limits)
    return not (sure or _same_change(candidate, focus, quantity))  # of the same things nothing else is the same


def _shared(candidate: Candidate, limits: Thresholds) -> bool:
    """Whether a share of the same noun is of the same, though the passage says little of what else the claim says."""
    if not candidate.measure.same or candidate.predicate < _SLIGHT:
        return False
    if candidate.score >= limits.shared and candidate.predicate >= limits.predicate:
        return True
    told = candidate.sibling or candidate.extent.time == "same" or candidate.score >= limits.told
    return candidate.comparison.rule == "exact" and told


_OF_WHICH: Final = re.compile(r",? of which ([^.;:]{3,60})")


def of_the_whole(candidate: Candidate, focus: Focus) -> bool:
    """Whether the claim's words are those of a part: "€200 million, of which the state paid 108" is not the state's."""
    text, figure = candidate.view.passage.text, candidate.figure
    part = _OF_WHICH.match(text, figure.end) if figure.end > 0 else None
    if part is None or candidate.sibling:
        return False
    before = {term.stem for term in candidate.view.terms if term.end <= figure.start}
    return bool({term.stem for term in terms(part[1])} & (focus.near | {*focus.opening}) - before)


_LIST: Final = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?(?:, [A-Z]\w+(?: [A-Z]\w+)?)+,? and [A-Z]\w+")


def _of_all_those(candidate: Candidate, focus: Focus) -> bool:
    """Whether a figure is of a list of countries of which the claim names one: "3,000 from Syria, Eritrea and Mali"."""
    for match in _LIST.finditer(candidate.view.passage.text, max(0, candidate.figure.end)):
        listed = {term.stem for term in terms(match.group())} & PLACES
        if len(listed) > 2 and len(listed & focus.weights.keys()) == 1:
            return True
    return False


def _of_more(candidate: Candidate, focus: Focus) -> bool:
    """Whether it is of all of them, while the source speaks of the claim's kind elsewhere: "households" for "rural
    households"."""
    kind, view = focus.measure - focus.head, candidate.view
    said = view.stems | view.neighbours | candidate.index.surrounding
    return candidate.kind_told and not kind & said and bool(focus.head & view.stems)


def _whole_date(candidate: Candidate, quantity: Quantity) -> bool:
    return quantity.kind == "date" and telling(quantity) == TELLING and candidate.comparison.rule == "exact"


def best_of(agreeing: Sequence[Candidate], quantity: Quantity, limits: Thresholds) -> Candidate | None:
    """The figure that bears out the claim's best: the very day rather than its month, where they do hardly worse."""
    best = max(agreeing, key=rank, default=None)
    if best is None or not coarse(quantity, best.figure):
        return best
    days_told = [c for c in agreeing if _whole_date(c, quantity) and c.strength >= best.strength - limits.finer]
    return max(days_told, key=rank, default=best)


def outdone(
    support: Candidate, opposing: Sequence[Candidate], focus: Focus, quantity: Quantity, limits: Thresholds
) -> bool:
    """Whether a figure agrees but loosely, while a passage that says far more of the claim gives another.

    "In 1997" lies within "from 1990 to 2003"; beside a better sentence with "from 1997 to 2003" that says nothing.
    """
    if _of_before(support, opposing, focus, quantity):
        return True
    coarser = quantity.kind == "date" and telling(quantity) < TELLING
    if (
        coarser
        and of_writing(support.figure)
        and any(_told_otherwise(candidate, support, focus, limits) for candidate in opposing)
    ):
        return True
    if any(_in_its_frame(candidate, support) for candidate in opposing):
        return True
    if support.comparison.rule == "exact" or quantity.vague:
        return False
    if any(c.view is support.view and other_side(quantity, c.figure) for c in opposing):
        return True
    if quantity.form in ("multiple", "share"):
        return False
    same = quantity.value is not None and quantity.value == support.figure.value
    if (
        same
        and telling(quantity) >= TELLING - (support.measure.same and is_bound(quantity))
        and quantity.kind != "date"
    ):
        return False  # "approximately 39,928" for "39,928"
    if support.view.passage.value_at:
        return False  # a cell gives the figure in the scale of its table
    if support.sibling_firm:
        return False  # two figures of the claim stand together there
    return any(_outdoes(candidate, support, quantity, limits) for candidate in opposing)


def _in_its_frame(candidate: Candidate, support: Candidate) -> bool:
    """Whether a figure that differs stands between the claim's two words, and the one that agrees beside neither."""
    one, two = candidate.frame, support.frame
    alike = candidate.figure.kind == support.figure.kind and candidate.extent.time != "other"
    return alike and one.before and one.behind and not (two.before or two.behind or support.sibling)


_OF_BEFORE: Final = re.compile(
    r"\b(?:(?:up|down) from|compared (?:to|with)|against|when [\w ]{2,20} was|had been)[^.;]{0,40}$", re.IGNORECASE
)


def _of_before(support: Candidate, opposing: Sequence[Candidate], focus: Focus, quantity: Quantity) -> bool:
    """Whether a figure is only what the sentence holds its own figure against: "31.6 %, down from 34.0 % in 2020"."""
    figure, text = support.figure, support.view.passage.text
    if quantity.kind == "date" or quantity.when or support.sibling or focus.earlier or support.view.passage.value_at:
        return False
    if not figure.when or not _OF_BEFORE.search(text, max(0, figure.start - 70), figure.start):
        return False
    return any(
        c.view is support.view
        and c.figure.end < figure.start
        and (c.figure.kind, c.figure.unit) == (figure.kind, figure.unit)
        and c.figure.form != "change"
        for c in opposing
    )


def _told_otherwise(candidate: Candidate, support: Candidate, focus: Focus, limits: Thresholds) -> bool:
    """Whether the sentence before or behind one that gives no date tells the day: "He made the remarks on 27 December".

    Only one that takes up whom the claim names, or points back, tells of the same thing.
    """
    if counted_from_writing(candidate.figure) or candidate.stance.planned or candidate.extent.earlier:
        return False
    one, two = candidate.view.passage, support.view.passage
    apart = one.start - two.end if one.start > two.start else two.start - one.end
    if apart > _NEXT or candidate.base < support.base * limits.beside:
        return False
    named = bool(candidate.view.stems & focus.names) or bool(POINTERS & set(words_of(one.text)[:_OPENING]))
    return named and _shortly_before(candidate.figure.edtf, support.figure.edtf)


def _shortly_before(edtf: str, written: str) -> bool:
    told, day = days(edtf), days(written)
    if told is None or day is None or told[1] is None or day[0] is None:
        return False
    return 0 < day[0] - told[1] <= _NEWS


def _outdoes(candidate: Candidate, support: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    if candidate.base < support.base + limits.outdone or counted_from_writing(candidate.figure):
        return False
    if candidate.extent.time == "other" or candidate.extent.part or candidate.stance.planned:
        return False
    return quantity.kind != "date" or candidate.near > 0 or near_years(quantity, candidate.figure)


def _about_them(candidate: Candidate, limits: Thresholds) -> bool:
    return candidate.sibling and candidate.entity.names >= limits.most_names


def _taken_up(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether the very number of the same things stands behind an "it", which may be whom the claim names."""
    if candidate.comparison.rule != "exact" or telling(quantity) < FIRM:
        return False
    before = words_of(candidate.view.passage.text[: candidate.figure.start])
    ranked = quantity.kind == "ordinal" and candidate.entity.names > 0
    return (ranked or (quantity.kind == "count" and candidate.measure.same)) and bool(_BACK & set(before))


def _one_year(candidate: Candidate) -> bool:
    return len(candidate.figure.edtf) == len("1995")


def _same_change(candidate: Candidate, focus: Focus, quantity: Quantity) -> bool:
    """Whether both give the change of the same noun of the same names and time, in the same direction."""
    one, two = quantity, candidate.figure
    same = one.form == two.form == "change" and bool(one.direction) and one.direction == two.direction
    named = bool(focus.names) and candidate.entity.names == 1
    told = candidate.sibling or (candidate.measure.same and candidate.extent.time == "same")
    return same and named and told


def _of_row(candidate: Candidate, focus: Focus) -> bool:
    """Whether it is the cell of a row that the claim speaks of."""
    row = {term.stem for term in terms(candidate.view.passage.row)}
    return bool(candidate.view.passage.value_at and row) and len(row & focus.weights.keys()) * 2 >= len(row)


def _says_more(against: Candidate, support: Candidate, focus: Focus, quantity: Quantity) -> bool:
    """Whether a passage says two words more of the claim than another of the same noun: "sustained 411 petaflops in the
    Linpack test" beside "the system has a peak of 552 petaflops"."""
    if quantity.kind == "date" or support.sibling or against.view is support.view or unmistakable(quantity):
        return False
    if not (against.measure.same and support.measure.same) or support.figure.kind != against.figure.kind:
        return False
    one, two = (candidate.view.stems & focus.weights.keys() for candidate in (support, against))
    return len(two - one) >= len(one - two) + _MORE_WORDS and against.score > support.score


_MORE_WORDS: Final = 2
"""Words of the claim by which one passage outdoes another."""


def outweighs(against: Candidate, support: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether a contradiction is so much better aligned that the agreement is chance: that figure of something else."""
    if against.labels and not support.labels:
        return True
    if against.measure.labelled and not support.measure.labelled:
        if support.view.passage.value_at or against.entity.owned:
            return True
    if coarse(quantity, support.figure) and against.near >= limits.same_month:
        return against.score > support.score - limits.finer  # the month agrees, and another day is given
    counted = support.comparison.rule == "exact" and support.measure.same and quantity.kind == "count"
    if counted and not focus.names and against.company < limits.nearly_all:
        return False  # the very number of the same things
    if support.comparison.rule == "exact" and long_number(quantity):
        return False  # so long a number hardly stands there of something else
    if _says_more(against, support, focus, quantity):
        return True
    stronger = against.strength > support.strength + limits.outweigh
    if support.company < _SLIGHT and against.company > 2 * _SLIGHT and stronger:
        return True
    return not support.measure.same and support.strength < limits.chance and stronger
