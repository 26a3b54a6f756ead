"""What the sources say of a claim: the rules by which figures become verdicts.

A figure is *supported* where a passage that speaks of the same thing holds a figure inside the claim's set; it is
*contradicted* only where such a passage, aligned far more strictly, excludes it and nothing supports it; everything
else is *not found*. The claim's verdict follows from its main figures (``docs/decisions/verdicts.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from claimcheck.evidence.align import Candidate, align
from claimcheck.evidence.clauses import words_of
from claimcheck.evidence.dated import before, looks_ahead, of_writing
from claimcheck.evidence.derive import derive
from claimcheck.evidence.focus import Focus, focus_of
from claimcheck.evidence.near import coarse, near_years
from claimcheck.evidence.lexicon import PLANNED
from claimcheck.evidence.listed import judge_list
from claimcheck.evidence.quote import evidence_of
from claimcheck.evidence.retrieve import Index, statements_about
from claimcheck.evidence.terms import terms
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Comparison, Quantity
from claimcheck.model.verdict import Confidence, QuantityVerdict, VerdictName
from claimcheck.quantities import DEFAULT_WIDTHS, Widths, compare


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Alignment scores (0 … 1) from which a figure counts; tuned on development sets, never on one paper."""

    support: tuple[float, float, float, float] = (0.42, 0.30, 0.20, 0.14)
    """By how telling the figure is: vague, one digit, two digits, three or more."""
    whole_date: float = 0.08
    """For one and the same day of one year."""
    most_names: float = 0.75
    head_bonus: float = 0.07
    company_bonus: float = 0.08
    """How much less it takes where the passage bears out another figure of the claim, or counts the same noun."""
    contradict: float = 0.55
    contradict_date: float = 0.40
    slip: float = 0.6
    """Nearness of two figures from which one is likely the other misquoted."""
    slip_month: float = 0.4
    same_month: float = 0.5
    told_then: float = 0.6
    company_then: float = 0.6
    some_names: float = 0.4
    slip_date: float = 0.15
    """Alignment from which such a date contradicts."""
    predicate_told: float = 0.5
    other_event_told: float = 0.65
    slip_figure: float = 0.25
    slip_company: float = 0.2
    """Alignment, and share of the claim's other weighty words, from which another figure that is such a slip does."""
    told: float = 0.5
    """Alignment from which a passage is about the claim, so that its date is the date of it."""
    stranger: float = 0.2
    """How much more alignment it takes where the passage's figure counts something of another name."""
    company: float = 0.25
    """Share of the claim's other weighty words without which no count contradicts."""
    predicate: float = 0.3
    """Share of the claim's other weighty words without which no percentage supports."""
    statement: float = 0.5
    """Share of the claim's other weighty words without which no percentage contradicts."""
    nearly_all: float = 0.7
    """Share of the claim's other weighty words with which a passage is about it, whoever else it names."""
    apart: float = 5.0
    """How many times larger than the claim's a figure of the same thing may be."""
    majority: float = 0.1
    """How much more alignment it takes to contradict "most", which names no figure."""
    other_event: float = 0.45
    """Alignment from which a passage may give the date of an event without its verb."""
    derived: float = 0.37
    chance: float = 0.40
    """Below this, a figure that agrees may agree by chance."""
    outweigh: float = 0.25
    """By how much a contradiction must be the better aligned to outweigh a figure that agrees."""
    finer: float = 0.15
    """By how much a finer date that differs may be the worse aligned to outweigh a coarser one that agrees."""
    margin: float = 0.04
    """A contradicting figure must lead the next other one by this much."""
    widths: Widths = DEFAULT_WIDTHS
    """How far wordings such as "about" reach."""


DEFAULT: Final = Thresholds()
_CODES: Final = {
    "scale": "N203",
    "digits": "N203",
    "unit": "N204",
    "currency": "N204",
    "points": "N205",
    "direction": "N208",
    "almost": "N202",
    "bound": "N202",
    "more_than": "N202",
    "at_least": "N202",
    "less_than": "N202",
    "at_most": "N202",
    "approximate": "N202",
}


_UNITED: Final = ("currency", "percent", "measure")
_SCALES: Final = (1, 1_000, 1_000_000)
_SLIPS: Final = frozenset({"scale", "digits", "points", "unit", "currency"})
"""Rules that name the slip by which one figure became the other, however far they are apart."""
_TOUCHED: Final = 0.05
"""Coverage below which a passage can't bear out or contradict anything."""
_LONGEST_TOLD: Final = 160
"""Code points of a passage that a reason quotes."""
_WRITTEN: Final = 0.15
"""How much less a passage without a date of its own says of a date, known only by its day of writing."""
_SLIGHT: Final = 0.2
"""Share of the claim's further words below which a passage hardly speaks of the same thing."""
_WEAKEST_FIRST: Final[tuple[VerdictName, ...]] = ("unchecked", "unavailable", "uncited", "not_found", "not_checkable")


def judge_quantity(
    claim: Claim, quantity: Quantity, indexes: Sequence[Index], abbreviations: dict[str, str], limits: Thresholds
) -> QuantityVerdict:
    """Judge one quantity against the readable sources of its claim."""
    focus = focus_of(claim, quantity, abbreviations)
    siblings = [other for other in claim.quantities if other is not quantity and telling(other)]
    supporting, opposing = _candidates(focus, quantity, siblings, indexes, limits.widths)
    best = max((c for c in supporting if _supports(c, focus, quantity, limits)), key=_rank, default=None)
    quoted = {id(c.view) for c in supporting if c.comparison.rule == "exact" and c.measure.same}
    against = _leading([c for c in opposing if id(c.view) not in quoted], focus, quantity, limits)
    if best and not (against and _outweighs(against, best, quantity, limits)):
        return _supported(best, quantity)
    derived = _derived(focus, quantity, indexes, limits)
    if derived:
        return _supported(derived, quantity)
    if against:
        return _contradicted(against, quantity)
    listed = judge_list(quantity, focus, indexes)
    if listed:
        return listed
    return _not_found(focus, quantity, [*supporting, *opposing], limits)


def _rank(candidate: Candidate) -> tuple[float, float]:
    written = of_writing(candidate.figure)  # a date that the sentence gives itself says more
    return candidate.strength - _WRITTEN * written, -candidate.figure.start


def _candidates(
    focus: Focus, quantity: Quantity, siblings: Sequence[Quantity], indexes: Sequence[Index], widths: Widths
) -> tuple[list[Candidate], list[Candidate]]:
    """Figures that agree, and figures that don't, each with how surely it speaks of the same thing."""
    supporting: list[Candidate] = []
    opposing: list[Candidate] = []
    for index in indexes:
        for view, found, base in statements_about(focus, index, 0.0 if index.foreign else _TOUCHED):
            borne_out = _bears_out(siblings, found)
            for figure in found:
                comparison = _compare(quantity, figure, widths, cell=bool(view.passage.value_at))
                if comparison.outcome == "contradicted" and _bears_out(siblings, (figure,)):
                    continue  # it is another figure of the claim
                if comparison.outcome == "not_comparable" and not _later_beginning(quantity, figure, comparison):
                    continue
                if comparison.outcome != "supported" and base < 0.1:
                    continue
                candidate = replace(align(focus, quantity, view, index, figure, comparison, base), sibling=borne_out)
                (supporting if comparison.outcome == "supported" else opposing).append(candidate)
    return supporting, opposing


def _compare(quantity: Quantity, figure: Quantity, widths: Widths = DEFAULT_WIDTHS, *, cell: bool = False) -> Comparison:
    """``compare``; an amount of money a month may bear out the same amount, but never contradicts it.

    Neither does a bare figure of a table (``cell``), whose unit and scale its headers may not say.
    """
    found = compare(quantity, figure, widths)
    if found.outcome == "supported" or (found.outcome == "contradicted" and not cell):
        return found
    if figure.kind == quantity.kind == "currency" and "/" in figure.unit:
        plain = compare(quantity, replace(figure, unit=figure.unit.partition("/")[0], factor=quantity.factor), widths)
        return plain if plain.outcome == "supported" else found
    same = figure.kind == quantity.kind == "currency" and figure.unit == quantity.unit
    if cell and quantity.kind in _UNITED and (figure.kind in ("count", "number") or same):
        return _bare(quantity, figure, widths) or found
    return found


def _bare(quantity: Quantity, figure: Quantity, widths: Widths) -> Comparison | None:
    """A bare figure read with the unit of the claim's, at the scales at which tables are printed."""
    for scale in _SCALES if quantity.kind == "currency" else (1,):
        value, low, high = (None if bound is None else bound * scale for bound in (figure.value, figure.low, figure.high))
        united = replace(
            figure, kind=quantity.kind, unit=quantity.unit, dimension=quantity.dimension, factor=quantity.factor,
            value=value, low=low, high=high,
        )  # fmt: skip
        if compare(quantity, united, widths).outcome == "supported":
            return Comparison("supported", "exact" if scale == 1 else "inside", "the table prints the bare figure")
    return None


def _bears_out(siblings: Sequence[Quantity], found: Sequence[Quantity]) -> bool:
    return any(_is(other, figure) for other in siblings for figure in found)


def _is(quantity: Quantity, figure: Quantity) -> bool:
    comparison = compare(quantity, figure)
    return comparison.rule == "exact" or (figure.edtf.startswith("XXXX-") and comparison.outcome == "supported")


def _later_beginning(quantity: Quantity, figure: Quantity, comparison: Comparison) -> bool:
    """ "Since 2018" set against a single later date: only where that date is the beginning does it speak against it."""
    return comparison.rule == "date" and quantity.edtf.endswith("/..") and "/" not in figure.edtf


def telling(quantity: Quantity) -> int:
    """How telling a figure is: 0 vague, 1 one significant digit, 2 two, 3 three and more or a whole date."""
    if quantity.vague or quantity.form in ("multiple", "share"):
        return 0
    if quantity.kind == "date":
        return 1 + min(2, quantity.edtf.count("-"))
    digits = "".join(c for c in _plain(quantity) if c.isdigit()).strip("0")
    return max(1, min(3, len(digits)))


def _plain(quantity: Quantity) -> str:
    if quantity.value is None:
        return "".join(str(bound) for bound in (quantity.low, quantity.high) if bound is not None)
    value = quantity.value
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"


def _supports(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    measure, foreign = candidate.measure, candidate.index.foreign
    if candidate.extent.time == "other" or (candidate.stance.planned and not of_writing(candidate.figure)):
        return False
    if candidate.entity.elsewhere and not (candidate.sibling and candidate.entity.names >= limits.most_names):
        return False
    if coarse(quantity, candidate.figure) > 1:
        return False  # "1995" doesn't bear out a day of that year
    if focus.head and not measure.same and _is_bound(quantity) and candidate.comparison.rule != "exact":
        return False  # any larger number is "more than 30"
    if measure.beside and (measure.stranger or quantity.kind in ("percent", "points", "currency", "measure")):
        return False
    if candidate.alone and not foreign and not candidate.sibling and telling(quantity) <= (1 if measure.same else 2):
        return False
    whole = quantity.kind == "date" and telling(quantity) == 3 and candidate.comparison.rule == "exact"
    if quantity.kind == "date" and focus.event and not focus.qualifies and not candidate.event and not whole:
        if candidate.score < limits.other_event and not foreign:
            return False  # a date of something else that happened
    predicate = limits.predicate * (0.5 if telling(quantity) == 3 else 1.0)
    if quantity.kind == "percent" and candidate.company < predicate and not foreign and not _of_row(candidate, focus):
        if not (candidate.entity.owned or measure.bare or candidate.score >= limits.contradict):
            return False  # a share of the same things, but of which nothing else is the same
    if foreign:
        return telling(quantity) >= 2
    needed = limits.whole_date if whole else limits.support[telling(quantity)]
    needed += limits.stranger if measure.stranger else 0
    needed -= limits.head_bonus if measure.same or candidate.event or candidate.entity.owned else 0
    needed -= limits.company_bonus if candidate.sibling else 0
    return candidate.score >= needed and (focus.qualifies or not candidate.stance.opposed)


def _of_row(candidate: Candidate, focus: Focus) -> bool:
    """Whether it is the cell of a row that the claim speaks of."""
    row = {term.stem for term in terms(candidate.view.passage.row)}
    return bool(candidate.view.passage.value_at and row) and len(row & focus.weights.keys()) * 2 >= len(row)


def _is_bound(quantity: Quantity) -> bool:
    return quantity.approximator in ("more_than", "at_least", "less_than", "at_most")


def _outweighs(against: Candidate, support: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether a contradiction is so much better aligned that the agreement is chance: that figure of something else."""
    if against.measure.labelled and not support.measure.labelled:
        if support.view.passage.value_at or against.entity.owned:
            return True
    if coarse(quantity, support.figure) and against.near >= limits.same_month:
        return against.score > support.score - limits.finer  # the month agrees, and another day is given
    stronger = against.strength > support.strength + limits.outweigh
    if support.company < _SLIGHT and against.company > 2 * _SLIGHT and stronger:
        return True
    return not support.measure.same and support.strength < limits.chance and stronger


def _leading(opposing: Sequence[Candidate], focus: Focus, quantity: Quantity, limits: Thresholds) -> Candidate | None:
    """The one figure that contradicts, if one leads the others clearly enough; None when in doubt."""
    strict = [c for c in opposing if _contradicts(c, focus, quantity, limits)]
    if not strict:
        return None
    strict.sort(key=_rank, reverse=True)
    best = strict[0]
    near = [c for c in strict[1:] if c.view is best.view and _rank(best)[0] - _rank(c)[0] < limits.margin]
    return None if any(rival.figure.text != best.figure.text for rival in near) else best


def _contradicts(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    if _slip(candidate, focus, quantity, limits):
        return True
    if not _comparable(candidate, focus, quantity, limits):
        return False
    names, company = candidate.entity.names, candidate.company
    if _is_majority(quantity):
        return _minority(candidate, limits)
    if quantity.kind == "date":
        return not candidate.entity.rival and _other_date(candidate, focus, quantity, limits)
    if candidate.strength < limits.contradict:
        return False
    if quantity.kind in ("percent", "points"):  # of what, says not the noun but the whole statement
        stated = company >= limits.statement or candidate.measure.bare
        return candidate.entity.owned or (candidate.measure.same and stated)
    if quantity.kind in ("currency", "rate", "measure", "duration"):
        return candidate.measure.same or names >= 0.5
    if quantity.kind == "number" and not focus.head:
        return candidate.figure.kind == "number" and names >= 0.5
    return candidate.measure.same and (candidate.sibling or company >= limits.company)


def _slip(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """A figure that is almost surely the claim's misquoted: one digit of many, one end of a range, one part of a date."""
    extent, figure = candidate.extent, candidate.figure
    if candidate.index.foreign or extent.time == "other" or extent.period or extent.part or candidate.named:
        return False
    if quantity.vague or figure.vague or _other_form(candidate, quantity):
        return False
    if quantity.kind == "date":
        return candidate.near >= limits.slip and _slip_of_date(candidate, quantity, limits)
    alike = not focus.names or candidate.entity.names >= limits.some_names
    kinds = {quantity.kind, figure.kind}
    if candidate.stance.planned and quantity.kind != "number":
        return False
    near = candidate.near == 1 and candidate.score >= limits.slip_figure and candidate.company >= limits.slip_company
    return near and alike and (len(kinds) == 1 or kinds == {"count", "number"})


def _slip_of_date(candidate: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    if of_writing(candidate.figure):  # the very day of another year; a later day is not what it speaks of yet
        return candidate.near == 1 and candidate.score >= limits.slip_date
    told = candidate.event and candidate.score >= limits.contradict_date
    return told or (candidate.score >= limits.slip_date and not candidate.entity.other)


def _other_date(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """The same kind of event, or a passage that says nearly all that the claim says."""
    if candidate.stance.planned or candidate.named:
        return False
    if of_writing(candidate.figure):
        return _written_otherwise(candidate, quantity, limits)
    if candidate.near >= limits.same_month and candidate.score >= limits.contradict:
        return True
    words = set(words_of(candidate.view.passage.text))
    if focus.qualifies or (PLANNED & words and not focus.planned):
        return False
    if candidate.event and _same_names(candidate, focus, limits) and candidate.strength >= limits.contradict_date:
        return True
    told = candidate.score >= limits.told and candidate.predicate >= limits.predicate_told
    told = told and (not focus.names or candidate.entity.names >= 0.5) and near_years(quantity, candidate.figure)
    if focus.event and not candidate.event:
        return told and candidate.score >= limits.contradict and candidate.predicate >= limits.other_event_told
    return told


def _written_otherwise(candidate: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether a passage without a date of its own can't be of the claim's: of its day of writing it is this month,
    and no later day, unless it looks ahead, and then no earlier one."""
    if candidate.near >= limits.same_month:
        return candidate.score >= limits.slip_month
    if candidate.score < limits.told_then or candidate.company < limits.company_then:
        return False
    ahead = looks_ahead(candidate.view.passage.text)
    return near_years(quantity, candidate.figure) and ahead == before(quantity, candidate.figure)


def _comparable(candidate: Candidate, focus: Focus, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether nothing speaks against the two being of the same thing, time and extent."""
    entity, extent, figure = candidate.entity, candidate.extent, candidate.figure
    if candidate.index.foreign or candidate.stance.denied or candidate.measure.other_kind:
        return False
    if focus.qualifies and quantity.kind != "date":
        return False
    if extent.time == "other" or extent.period or extent.part or extent.earlier:
        return False
    if focus.spans and figure.when and "/" not in figure.when:
        return False
    if focus.owner and not entity.owned:
        return False
    if entity.other and not (entity.names == 1 and candidate.company >= limits.nearly_all):
        return False
    if (quantity.vague or figure.vague or quantity.kind == "ordinal") and not _is_majority(quantity):
        return False
    return _plausible(candidate, quantity, limits) and not _other_form(candidate, quantity)


def _other_form(candidate: Candidate, quantity: Quantity) -> bool:
    """A change by so much against a level ("3 % fewer visitors", "a third of the visitors")."""
    changes = [q.form == "change" for q in (quantity, candidate.figure)]
    return changes[0] != changes[1] and candidate.comparison.rule != "points"


def _plausible(candidate: Candidate, quantity: Quantity, limits: Thresholds) -> bool:
    """Whether the two figures are near enough for one to be the other misquoted; a slip of the scale is, too."""
    if quantity.kind == "date" or candidate.comparison.rule in _SLIPS:
        return True
    one, two = (_size(q) for q in (quantity, candidate.figure))
    return not one or not two or max(abs(one / two), abs(two / one)) <= limits.apart


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


def _derived(focus: Focus, quantity: Quantity, indexes: Sequence[Index], limits: Thresholds) -> Candidate | None:
    """A figure that other figures of one source give; a table's sum needs a telling figure."""
    found = [c for index in indexes for c in derive(focus, quantity, index, limits.derived, limits.widths)]
    if quantity.kind == "count" and telling(quantity) < 2:
        return None
    return max(found, key=_rank, default=None)


def _supported(candidate: Candidate, quantity: Quantity) -> QuantityVerdict:
    sure: Confidence = "high" if candidate.score >= 0.45 and (candidate.measure.same or candidate.event) else "medium"
    if candidate.score < 0.2 or candidate.index.foreign:
        sure = "low"
    note = _note(candidate)
    says = f"The source gives “{candidate.figure.text}”{_at(candidate)}, which agrees with “{quantity.text}”{note}."
    if of_writing(candidate.figure):
        sure = "medium" if sure == "high" else sure
        says = f"The source is of {candidate.figure.text}, which agrees with “{quantity.text}”; it says {_told(candidate)}."
    return QuantityVerdict(
        "supported",
        candidate.comparison.rule,
        says,
        sure,
        evidence_of(candidate),
    )


def _contradicted(candidate: Candidate, quantity: Quantity) -> QuantityVerdict:
    sure: Confidence = "high" if candidate.score >= 0.6 else "medium"
    rule = candidate.comparison.rule
    at, note = _at(candidate), _note(candidate)
    says = f"The paper says “{quantity.text}”, the source says “{candidate.figure.text}”{at}{note}."
    if of_writing(candidate.figure):
        sure = "medium"
        says = f"The paper says “{quantity.text}”; the source, of {candidate.figure.text}, says {_told(candidate)}."
    if rule == "direction":
        says = f"The paper has “{quantity.text}” in one direction, the source has it in the other{at}."
    return QuantityVerdict(
        "contradicted",
        rule,
        says,
        sure,
        evidence_of(candidate),
        _CODES.get(rule, "N201"),
    )


def _not_found(
    focus: Focus, quantity: Quantity, candidates: Sequence[Candidate], limits: Thresholds
) -> QuantityVerdict:
    other_time = [
        c
        for c in candidates
        if (c.extent.time == "other" or c.extent.period) and c.measure.same and c.strength >= limits.contradict
    ]
    if other_time:
        best = max(other_time, key=_rank)
        return QuantityVerdict(
            "not_found",
            "other_time",
            f"The source speaks of another time: “{best.figure.text}” for {best.figure.when or 'a part of it'}, "
            f"the paper’s “{quantity.text}” is for {quantity.when or 'another'}.",
            "medium",
            evidence_of(best),
            "N206",
        )
    if quantity.vague:
        return QuantityVerdict(
            "not_checkable", "vague", f"“{quantity.text}” names no figure that could be compared.", "medium"
        )
    return QuantityVerdict(
        "not_found", "absent", f"No passage that was read gives “{quantity.text}”.", "medium", None, "N209"
    )


def _note(candidate: Candidate) -> str:
    """What the comparison has to add, unless it only names the source's figure again."""
    note = candidate.comparison.note
    return f" ({note})" if note and not note.startswith("the source says") else ""


def _told(candidate: Candidate) -> str:
    """The passage itself, where its date stands elsewhere."""
    text = candidate.view.passage.text
    cut = text if len(text) <= _LONGEST_TOLD else text[:_LONGEST_TOLD].rsplit(" ", 1)[0] + " …"
    return f"“{cut.rstrip('.')}”{_at(candidate)}"


def _at(candidate: Candidate) -> str:
    return f" ({candidate.view.passage.locator})" if candidate.view.passage.locator else ""


def roll_up(quantities: Sequence[Quantity], verdicts: Sequence[VerdictName]) -> VerdictName:
    """The claim's verdict from those of its quantities.

    One contradicted figure contradicts the claim. Otherwise its main figures decide (all but dates and durations that
    only qualify another figure): all supported, supported; one not found, not found; none checkable, not checkable.
    """
    if "contradicted" in verdicts:
        return "contradicted"
    pairs = list(zip(quantities, verdicts, strict=True))
    main = [verdict for quantity, verdict in pairs if quantity.kind not in ("date", "duration")] or list(verdicts)
    main = [verdict for verdict in main if verdict != "not_checkable"] or main
    return next((name for name in _WEAKEST_FIRST if name in main), "supported")
