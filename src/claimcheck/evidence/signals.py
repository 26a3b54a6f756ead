"""What speaks for a figure of a source being the one that a claim speaks of, as numbers that a scorecard weighs.

Beside the roles and the alignment of the figure itself stands its field: how it compares with every other figure of the
sources. The only year of a page tells more than one of forty, and the best passage more than the third.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.evidence.align import Candidate
from claimcheck.evidence.dated import counted_from_writing, of_writing, uncertain
from claimcheck.evidence.focus import Focus
from claimcheck.evidence.limits import telling
from claimcheck.evidence.near import coarse, near_years
from claimcheck.model.quantity import Quantity

_KINDS: Final = ("date", "count", "number", "percent", "currency", "measure", "duration", "ordinal")
_FARTHEST: Final = 30.0
"""Years beyond which two dates are as far apart as can be."""
_LARGEST: Final = 20
"""Ratio beyond which two figures are as far apart as can be …"""
_RATIO: Final = math.log(_LARGEST)
"""… and its logarithm."""

_Value = tuple[object, str]


@dataclass(frozen=True, slots=True)
class Field:
    """Every figure of the sources that can be compared with one figure of a claim."""

    base: float
    """The coverage of the passage that covers most."""
    strength: float
    times: dict[_Value, int]
    """How often each value stands in the sources."""
    bases: tuple[tuple[_Value, float], ...]
    """The two values of the best coverage, each with it."""
    strengths: tuple[tuple[_Value, float], ...]
    inside: dict[int, int]
    """Values that one passage holds, by the identity of its view."""
    passages: int
    agreeing: tuple[tuple[int, float], ...]
    """The two passages, by the identity of their views, with the strongest figures that agree, each with its strength:
    such a figure bears out nothing, where one that differs is weighed."""


def field_of(found: Sequence[Candidate]) -> Field:
    """The field that candidates make, those that agree and those that don't."""
    bases: dict[_Value, float] = {}
    strengths: dict[_Value, float] = {}
    inside: dict[int, set[_Value]] = {}
    for candidate in found:
        value = _value(candidate)
        bases[value] = max(bases.get(value, 0.0), candidate.base)
        strengths[value] = max(strengths.get(value, 0.0), candidate.strength)
        inside.setdefault(id(candidate.view), set()).add(value)
    return Field(
        base=max(bases.values(), default=0.0),
        strength=max(strengths.values(), default=0.0),
        times=Counter(_value(candidate) for candidate in found),
        bases=_two_best(bases),
        strengths=_two_best(strengths),
        inside={key: len(values) for key, values in inside.items()},
        agreeing=_agreeing(found),
        passages=sum({id(candidate.index): len(candidate.index.views) for candidate in found}.values()),
    )


def _agreeing(found: Sequence[Candidate]) -> tuple[tuple[int, float], ...]:
    best: dict[int, float] = {}
    for candidate in found:
        late, withdrawn = candidate.extent.time == "other", candidate.stance.refuted
        if candidate.comparison.outcome == "supported" and not late and not withdrawn:
            best[id(candidate.view)] = max(best.get(id(candidate.view), 0.0), candidate.strength)
    return tuple(sorted(best.items(), key=lambda item: -item[1])[:2])


def agrees_elsewhere(candidate: Candidate, field: Field) -> float:
    """The strength of the best figure that agrees in another passage; 0 where none stands there."""
    return next((strength for view, strength in field.agreeing if view != id(candidate.view)), 0.0)


def _two_best(found: dict[_Value, float]) -> tuple[tuple[_Value, float], ...]:
    return tuple(sorted(found.items(), key=lambda item: -item[1])[:2])


def _value(candidate: Candidate) -> _Value:
    return candidate.figure.value, candidate.figure.edtf


def _rival(best: tuple[tuple[_Value, float], ...], value: _Value) -> float:
    """The best of any other value."""
    return next((score for other, score in best if other != value), 0.0)


def signals(candidate: Candidate, focus: Focus, quantity: Quantity, field: Field) -> dict[str, float]:
    """The signals by name; those that hold or don't are 1 or 0."""
    found = {
        **_alignment(candidate),
        **_roles(candidate),
        **_figure(candidate, quantity),
        **_place(candidate, field),
        "claim has event": bool(focus.event),
        "claim has noun": bool(focus.head),
        "claim qualifies": focus.qualifies,
        "claim has names": bool(focus.names),
        "words of claim": math.log1p(len(focus.weights)),
    }
    return {name: float(value) for name, value in found.items()}


def _alignment(candidate: Candidate) -> dict[str, float]:
    frame = candidate.frame
    return {
        "score": candidate.score,
        "coverage": candidate.base,
        "company": candidate.company,
        "predicate": candidate.predicate,
        "strength": candidate.strength,
        "names only": candidate.named_only,
        "alone": candidate.alone,
        "event": candidate.event,
        "other event": candidate.other_event,
        "in a name": candidate.named,
        "another figure borne out": candidate.sibling,
        "word before": frame.before,
        "word behind": frame.behind,
        "word across": frame.across,
        "frame": frame.shared,
        "linked": frame.linked,
        "paired": 0.0 if frame.paired is None else 1.0 if frame.paired else -1.0,
    }


def _roles(candidate: Candidate) -> dict[str, float]:
    measure, entity, extent, stance = candidate.measure, candidate.entity, candidate.extent, candidate.stance
    return {
        "same noun": measure.same,
        "stranger noun": measure.stranger,
        "noun beside": measure.beside,
        "other kind of noun": measure.other_kind,
        "labelled": measure.labelled,
        "bare noun": measure.bare,
        "names": entity.names,
        "owned": entity.owned,
        "other entity": entity.other,
        "elsewhere": entity.elsewhere,
        "replaced": entity.replaced,
        "rival": entity.rival,
        "same time": extent.time == "same",
        "other time": extent.time == "other",
        "other period": extent.period,
        "part": extent.part,
        "earlier": extent.earlier,
        "planned": stance.planned,
        "denied": stance.denied,
        "refuted": stance.refuted,
        "opposed": stance.opposed,
    }


def _figure(candidate: Candidate, quantity: Quantity) -> dict[str, float]:
    figure, rule, dated = candidate.figure, candidate.comparison.rule, quantity.kind == "date"
    digits = telling(quantity)
    return {
        **{f"kind {kind}": quantity.kind == kind for kind in _KINDS},
        "same kind": figure.kind == quantity.kind,
        "digits": digits,
        "near": candidate.near,
        "exact": rule == "exact",
        "inside": rule == "inside",
        "overlap": rule == "overlap",
        "by day of writing": of_writing(figure),
        "counted from writing": counted_from_writing(figure),
        "weekday": uncertain(figure),
        "coarser": coarse(quantity, figure),
        "vague": figure.vague,
        "approximate": figure.approximator != "exact",
        "near years": dated and near_years(quantity, figure),
        "years apart": math.log1p(_years_apart(quantity, figure)) if dated else 0.0,
        "ratio": 0.0 if dated else _ratio(quantity, figure),
    }


def _years_apart(quantity: Quantity, figure: Quantity) -> float:
    if quantity.value is None or figure.value is None:
        return 0.0
    return min(_FARTHEST, abs(float(quantity.value - figure.value)))


def _ratio(quantity: Quantity, figure: Quantity) -> float:
    """The logarithm of how many times larger the one is than the other; 1 where that can't be said."""
    one, two = (q.value * q.factor if q.value is not None else None for q in (quantity, figure))
    if not one or not two or (one < 0) != (two < 0):
        return 1.0
    larger = max(one / two, two / one)
    return _RATIO if larger > _LARGEST else math.log(float(larger))


def _place(candidate: Candidate, field: Field) -> dict[str, float]:
    passage, value = candidate.view.passage, _value(candidate)
    return {
        "in title": passage.role in ("title", "heading"),
        "in list": passage.role == "list",
        "in table": bool(passage.value_at),
        "behind best coverage": field.base - candidate.base,
        "behind best strength": field.strength - candidate.strength,
        "lead in strength": candidate.strength - _rival(field.strengths, value),
        "lead in coverage": candidate.base - _rival(field.bases, value),
        "others in passage": field.inside[id(candidate.view)] - 1,
        "values in sources": math.log1p(len(field.times)),
        "times given": math.log1p(field.times[value]),
        "passages": math.log1p(field.passages),
        "another agrees": agrees_elsewhere(candidate, field),
    }
