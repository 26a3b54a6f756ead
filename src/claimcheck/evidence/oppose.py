"""When a figure that differs contradicts: a passage is aligned far more strictly, or only a slip lies between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.anachronism import after_writing, ahead
from claimcheck.evidence.candidates import rank
from claimcheck.evidence.clauses import words_of
from claimcheck.evidence.composed import composed
from claimcheck.evidence.dated import counted_from_writing, of_writing, uncertain
from claimcheck.evidence.events import of_another_event
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.lexicon import PLANNED
from claimcheck.evidence.limits import TELLING, Thresholds, telling, unmistakable
from claimcheck.evidence.near import by_so_much, is_bound, near_years, other_side
from claimcheck.evidence.parallel import of_its_neighbour
from claimcheck.evidence.ranks import of_another_rank
from claimcheck.evidence.terms import stem
from claimcheck.evidence.twin import twin
from claimcheck.model.quantity import Quantity
from claimcheck.quantities import compare

SLIPS: Final = frozenset({"scale", "digits", "points", "unit", "currency"})
"""Rules that name the slip by which one figure became the other, however far they are apart."""


def leading(
    opposing: Sequence[Candidate], focus: Focus, quantity: Quantity, limits: Thresholds, top: float = 1.0
) -> Candidate | None:
    """The one figure that contradicts, if one leads the others clearly enough; None when in doubt.

    ``top`` is the coverage of the passage of all sources that covers most of what the claim says.
    """
    strict = [
        candidate
        for candidate in opposing
        if _contradicts(candidate, focus, quantity, limits, top) or _by_writing(candidate, focus, quantity, limits, top)
    ]
    if not strict:
        return None
    strict.sort(key=lambda c: (rank(c)[0] + limits.nearer * (c.near >= limits.slip), -c.figure.start), reverse=True)
    best = strict[0]
    near = [
        c
        for c in strict[1:]
        if c.view is best.view and rank(best)[0] - rank(c)[0] < limits.margin
        if c.near >= best.near or best.near < limits.slip
    ]
    if of_its_neighbour(best, focus) or not all(_says_the_same(rival.figure, best.figure) for rival in near):
        return None
    return best


def _says_the_same(rival: Quantity, best: Quantity) -> bool:
    """Whether two figures of a passage are one: "more than half of births, 50.1 %"."""
    return rival.text == best.text or "supported" in (compare(rival, best).outcome, compare(best, rival).outcome)


def _contradicts(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds, top: float) -> bool:
    if candidate.labels and near_years(quantity, candidate.figure):
        return True
    if candidate.comparison.rule == "points" and quantity.form != "change" and not focus.direction:
        return False  # "9.8 % of the residents" are no rise by 9.8 percentage points
    if twin(candidate, focus, quantity) and plausible(candidate, quantity, limits):
        another = of_another_rank(focus.ranks, candidate.view.passage.text)
        return not (another or composed(candidate, quantity, limits))
    if of_another_event(candidate, focus, quantity):
        return False
    if quantity.kind == "date" and focus.beside.before[:1] in (("befor",), ("after",)) and not candidate.frame.before:
        return False  # "before 2018" excludes no 2014
    if quantity.kind == "date" and (candidate.stance.opposed or _beside_it(candidate, quantity)):
        return False  # what fell in another year is no other year of what rose
    if of_another_rank(focus.ranks, candidate.view.passage.text):
        return False
    if _slip(candidate, focus, quantity, limits):
        return True
    if not _comparable(candidate, focus, quantity, limits) or composed(candidate, quantity, limits):
        return False
    names, company = candidate.entity.names, candidate.company
    if _is_majority(quantity):
        return _minority(candidate, limits)
    if quantity.kind == "date":
        leads = candidate.base >= top - limits.behind
        return leads and not candidate.entity.rival and _other_date(candidate, focus, quantity, limits)
    if candidate.strength < limits.contradict or candidate.stance.planned:
        return False
    if quantity.kind in ("percent", "points"):  # of what, says not the noun but the whole statement
        stated = company >= limits.statement or candidate.measure.bare
        stated = stated or (candidate.comparison.rule == "points" and company >= limits.company)
        return candidate.entity.owned or (candidate.measure.same and stated)
    if quantity.kind in ("currency", "rate", "measure", "duration"):
        same_names = names >= 0.5 and (quantity.kind != "duration" or company >= limits.company)
        return candidate.measure.same or same_names
    if quantity.kind == "number" and not focus.head:
        return candidate.figure.kind == "number" and names >= 0.5
    return candidate.measure.same and (candidate.sibling or company >= limits.company)


_COMPARED: Final = re.compile(
    r"(?:\bcompared (?:to|with)|\bversus|\brelative to|\w(?:er|ore|ess) than)\b[^.,;]{0,60}$", re.IGNORECASE
)


def _beside_it(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether a date is one of two that a passage sets side by side: what is compared, or stands by the claim's."""
    text, year = candidate.view.passage.text, quantity.edtf[:4]
    if _COMPARED.search(text, max(0, candidate.figure.start - 90), candidate.figure.start):
        return True
    beside = re.match(rf",? (?:and|or) (?:[A-Z]\w+ \d{{1,2}}, ?)?{year}\b", text[candidate.figure.end :])
    return year.isdigit() and year != candidate.figure.edtf[:4] and beside is not None


def _by_writing(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds, top: float) -> bool:
    """Whether the day of writing excludes a date: no passage says more of the claim, and it gives no other day.

    What it tells had happened by then; and where the date is that day but for one part, that part is misquoted.
    """
    if not published(candidate) or candidate.base < max(limits.written, top - limits.leads):
        return False
    if candidate.index.foreign or candidate.stance.denied or focus.planned or ahead(candidate.view):
        return False
    if after_writing(quantity.edtf, candidate.view, candidate.index):
        return near_years(quantity, candidate.figure)
    return candidate.near >= limits.same_month


def _slip(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """A figure that is almost surely the claim's misquoted: one digit of many, one end of a range, a part of a date."""
    extent, figure = candidate.extent, candidate.figure
    beside = candidate.sibling and candidate.comparison.rule == "points"  # the time may be what it is held against
    if candidate.index.foreign or extent.part or candidate.named:
        return False
    if (extent.time == "other" or extent.period) and not beside:
        return False
    if uncertain(figure) and candidate.near < 1:
        return False
    if quantity.vague or figure.vague or other_form(candidate, quantity, focus):
        return False
    if candidate.frame.paired is not None:
        alone = not candidate.frame.behind and not focus.names
        return candidate.frame.paired and not alone and candidate.score >= limits.paired
    if unmistakable(quantity) and candidate.near == 1:
        return True
    if quantity.kind == "date":
        return candidate.near >= limits.slip and _slip_of_date(candidate, quantity, limits)
    alike = not focus.names or candidate.entity.names >= limits.slip_names or _of_ones_own(candidate, quantity)
    kinds = {quantity.kind, figure.kind}
    if candidate.measure.stranger and candidate.named_only:
        return False
    if candidate.stance.planned and quantity.kind != "number":
        return False
    named = _named_slip(candidate, quantity, limits)
    if _scale_of_money(candidate, quantity):
        return True
    near = (
        (candidate.near == 1 or named)
        and candidate.score >= limits.slip_figure
        and (candidate.company >= limits.slip_company or (named and candidate.measure.same))
    )
    return near and alike and (len(kinds) == 1 or kinds in ({"count", "number"}, {"percent", "points"}))


def _scale_of_money(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether three digits and more of one currency stand there with another word of scale: millions for billions."""
    if candidate.comparison.rule != "scale" or quantity.kind != "currency" or telling(quantity) < TELLING:
        return False
    one, two = _size(quantity), _size(candidate.figure)
    if not one or not two:
        return False
    return max(one / two, two / one) in (1_000, 1_000_000)


def _of_ones_own(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether it is the very noun's, of nobody else: a body that reports of itself seldom names itself."""
    return candidate.measure.same and not candidate.entity.other and telling(quantity) >= TELLING


def _named_slip(candidate: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    """The same digits with another scale, unit or currency, as points for percent, or of what went the other way."""
    rule = candidate.comparison.rule
    if rule == "direction":
        same = candidate.figure.value is not None and candidate.figure.value == quantity.value
        return same and telling(quantity) >= TELLING - 1 and candidate.score >= limits.slip_direction
    if other_side(quantity, candidate.figure):
        return candidate.score >= limits.slip_direction
    return telling(quantity) >= (TELLING if rule == "scale" else TELLING - 1) and rule in SLIPS - {"digits"}


def _slip_of_date(candidate: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    if published(candidate):
        return False
    told = candidate.event and candidate.score >= limits.contradict_date
    return told or (candidate.score >= limits.slip_date and not candidate.entity.other)


def _other_date(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """The same kind of event, or a passage that says nearly all that the claim says."""
    if candidate.stance.planned or candidate.named:
        return False
    if published(candidate) or _same_year(candidate.figure, quantity):
        return False
    if counted_from_writing(candidate.figure) and not candidate.event and not candidate.near:
        return False  # what lapsed on Monday may have been signed years ago
    if candidate.near >= limits.same_month and candidate.score >= limits.contradict:
        return True
    words = set(words_of(candidate.view.passage.text))
    if focus.qualifies or (PLANNED & words and not focus.planned):
        return False
    if candidate.event and _same_names(candidate, focus, limits) and candidate.strength >= limits.contradict_date:
        return True
    told = candidate.score >= limits.told and candidate.predicate >= limits.told_predicate
    told = told and (not focus.names or candidate.entity.names >= 0.5) and near_years(quantity, candidate.figure)
    if focus.event and not candidate.event:
        return told and candidate.score >= limits.contradict and candidate.predicate >= limits.told_otherwise
    return told


def published(candidate: Candidate) -> bool:
    """Whether a date is only that of the publication, which contradicts nothing: what it speaks of may be older."""
    return of_writing(candidate.figure) or candidate.view.dateline is candidate.view.passage


def _same_year(figure: Quantity, quantity: Quantity) -> bool:
    """Whether a date that only the day of writing gives ("this summer") is of the claim's own year."""
    return counted_from_writing(figure) and figure.edtf[:4] in quantity.edtf


def _comparable(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether nothing speaks against the two being of the same thing, time and extent."""
    entity, extent, figure = candidate.entity, candidate.extent, candidate.figure
    if candidate.index.foreign or candidate.stance.denied or candidate.measure.other_kind:
        return False
    if candidate.measure.other_whole:
        return False
    if (focus.qualifies and quantity.kind != "date") or at_another_end(candidate, focus, quantity):
        return False
    if figure.kind == "duration" and figure.text.lower().startswith("within"):
        return False  # until when something is to be says not how long anything took
    if extent.time == "other" or extent.period or extent.part or extent.earlier or entity.replaced or entity.half:
        return False
    if candidate.frame.among or _parted(candidate):
        return False
    if focus.spans and figure.when and "/" not in figure.when:
        return False
    if focus.owner and not entity.owned:
        return False
    if entity.other and not (entity.names == 1 and entity.here and candidate.company >= limits.nearly_all):
        return False
    if _cell_of_another(candidate, focus) or _held_against(candidate, quantity) or criterion(candidate, quantity):
        return False
    if (quantity.vague or figure.vague or quantity.kind == "ordinal") and not _is_majority(quantity):
        return False
    return plausible(candidate, quantity, limits) and not other_form(candidate, quantity, focus)


def at_another_end(candidate: Candidate, focus: Focus, quantity: Quantity) -> bool:
    """Whether one duration is how long something was, and the other how long after or before something else."""
    text, end = candidate.view.passage.text, candidate.figure.end
    apart = bool(focus.beside.behind) and focus.beside.behind[0] in _APART_STEMS
    return quantity.kind == "duration" and apart != (_APART.match(text, end) is not None)


_APART: Final = re.compile(r" (?:after|before|later|earlier|ago|since)\b")
_APART_STEMS: Final = frozenset(stem(word) for word in ("after", "before", "later", "earlier", "ago", "since"))


def _cell_of_another(candidate: Candidate, focus: Focus) -> bool:
    """Whether a cell names none of those whom the claim names, while the source names them elsewhere."""
    names = focus.names & (focus.near | focus.subjects)
    if not candidate.view.passage.value_at or not names or candidate.entity.names:
        return False
    return any(name in candidate.index.rarity for name in names)


_HELD_AGAINST: Final = re.compile(
    r"\b(?:than|compared (?:to|with)|(?:up|down) from|versus|against)\b[^.;]{0,40}$", re.IGNORECASE
)


def _held_against(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether a figure is of a time that the source only compares with: "less often than in 2019, when 58 % voted"."""
    figure = candidate.figure
    if quantity.when or not figure.when or quantity.kind == "date" or candidate.view.passage.value_at:
        return False
    return _HELD_AGAINST.search(candidate.view.passage.text, max(0, figure.start - 60), figure.start) is not None


_WHICH: Final = re.compile(
    r"\b(?:if|when|whenever|unless|who|whose|that|which|defined|identified|classed|counted)\b"
    r"[^,.;:]{0,60}$",
    re.IGNORECASE,
)


def criterion(candidate: Candidate, quantity: Quantity) -> bool:
    """Whether a bound only says which are meant: "if they miss 10 % or more", "pupils who attended at least 80 %"."""
    if not is_bound(candidate.figure) or is_bound(quantity) or candidate.view.passage.value_at:
        return False
    text, start = candidate.view.passage.text, candidate.figure.start
    return _WHICH.search(text, max(0, start - 70), start) is not None


_PARTED_BEFORE: Final = re.compile(r"(?<!\d)\d{1,3}, $")
_PARTED_BEHIND: Final = re.compile(r"\. \d|, \d{3}(?!\d)")


def _parted(candidate: Candidate) -> bool:
    """Whether a figure may be one half of a number that typesetting parted ("3, 800 km", "122. 5")."""
    text, figure = candidate.view.passage.text, candidate.figure
    digits = figure.text[:3].isdecimal() and not figure.text[3:4].isdigit()
    before = digits and _PARTED_BEFORE.search(text, max(0, figure.start - 6), figure.start) is not None
    return before or (figure.text[-1:].isdigit() and _PARTED_BEHIND.match(text, figure.end) is not None)


def other_form(candidate: Candidate, quantity: Quantity, focus: Focus) -> bool:
    """A change by so much against a level ("3 % fewer visitors", "a third of them"); an end of it is a level."""
    claimed = quantity.form == "change" and focus.beside.link not in ("from", "to")
    changed = by_so_much(candidate.view.passage.text, candidate.figure)
    return claimed != changed and candidate.comparison.rule not in SLIPS - {"digits"}


def plausible(candidate: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether the two figures are near enough for one to be the other misquoted; a slip of the scale is, too."""
    if quantity.kind == "date":
        return True
    one, two = (_size(q) for q in (quantity, candidate.figure))
    if not one or not two:
        return True
    apart = max(abs(one / two), abs(two / one))
    if candidate.comparison.rule in SLIPS:
        if quantity.kind != "duration":
            return True
        if candidate.comparison.rule == "unit":
            return apart <= limits.next_unit  # decades aren't mistaken for days
    return apart <= (limits.apart_counts if quantity.kind == "count" else limits.apart)


def _size(quantity: Quantity) -> Fraction | None:
    """The figure in the base unit of its dimension; of a range its middle."""
    value = quantity.value
    if value is None and quantity.low is not None and quantity.high is not None:
        value = (quantity.low + quantity.high) / 2
    return None if value is None else value * quantity.factor


def _same_names(candidate: Candidate, focus: Focus, limits: Thresholds) -> bool:
    """Whether the names agree; where the claim has none, its words must agree the more."""
    if focus.names:
        return candidate.entity.names >= (0.5 if candidate.score >= limits.contradict else limits.nearly_all)
    return candidate.strength >= limits.contradict and candidate.company >= 2 * limits.company


def _is_majority(quantity: Quantity) -> bool:
    return quantity.vague and quantity.form == "share" and quantity.low is not None and quantity.low >= 50


def _minority(candidate: Candidate, limits: Thresholds) -> bool:
    """ "Most" is excluded by an exact share of the same things that is plainly below one half."""
    figure = candidate.figure
    share = figure.kind == "percent" and not figure.vague and candidate.measure.same
    return share and candidate.strength >= limits.contradict + limits.majority
