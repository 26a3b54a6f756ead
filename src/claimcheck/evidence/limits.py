"""The numbers in the rules of verdicts, and how telling a figure is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from claimcheck.model.quantity import Quantity
from claimcheck.quantities import DEFAULT_WIDTHS, Widths


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Alignment scores (0 … 1) from which a figure counts; tuned on development sets, never on one paper."""

    support: tuple[float, float, float, float] = (0.42, 0.30, 0.20, 0.14)
    """By how telling the figure is: vague, one digit, two digits, three or more."""
    whole_date: float = 0.08
    """For one and the same day of one year."""
    coarser: float = 0.65
    """For a day of a year of which the source gives the year alone."""
    head_bonus: float = 0.07
    """How much less it takes where the same noun is counted."""
    sibling_bonus: float = 0.14
    """How much less it takes where the passage bears out another figure of the claim."""
    stranger: float = 0.2
    """How much more it takes where the passage's figure counts something of another name."""
    most_names: float = 0.75
    """Share of the claim's names with which a passage that bears out another figure is about nobody else."""
    predicate: float = 0.3
    """Share of the claim's other weighty words without which no percentage supports; half of it for three digits."""
    shared: float = 0.45
    """Alignment from which a share of the same noun is borne out by a passage that says few of those words."""
    named: float = 0.4
    """Alignment from which a passage that shares only names with the claim bears out a date."""
    other_event: float = 0.38
    """Alignment from which a passage may give the date of an event without its verb."""
    far: float = 0.55
    """Alignment from which a figure far within a bound bears it out ("more than 30" by 120)."""
    derived: float = 0.37
    paired: float = 0.1
    """Alignment from which the same pair of numbers ("5–4") bears out either of them, or contradicts the one."""
    chance: float = 0.40
    """Below this, a figure that agrees may agree by chance."""
    outweigh: float = 0.25
    """By how much a contradiction must be the better aligned to outweigh a figure that agrees."""
    finer: float = 0.15
    """By how much a finer date that differs may be the worse aligned to outweigh a coarser one that agrees."""
    elsewhere: float = 0.4
    """Strength from which a figure that agrees, but of another place or group, is worth telling."""
    contradict: float = 0.55
    contradict_date: float = 0.40
    """The same for the date of the same kind of event."""
    company: float = 0.25
    """Share of the claim's other weighty words without which no count contradicts."""
    statement: float = 0.5
    """Share of the claim's other weighty words without which no percentage contradicts."""
    leads: float = 0.15
    """How much less than the best passage one may say by whose day of writing a date is judged."""
    behind: float = 0.2
    """How much less of the claim than the best passage one may say whose date contradicts."""
    nearly_all: float = 0.7
    """Share of the claim's other weighty words with which a passage is about it, whoever else it names."""
    apart: float = 4.0
    """How many times larger than the claim's a figure of the same thing may be."""
    apart_counts: float = 5.0
    """The same for counts, which may be small."""
    next_unit: float = 60.0
    """The same for a duration in another unit, of which the next one is taken at most."""
    majority: float = 0.1
    """How much more alignment it takes to contradict "most", which names no figure."""
    margin: float = 0.04
    """A contradicting figure must lead the next other one by this much."""
    nearer: float = 0.1
    """How much a figure's nearness to the claim's counts among those that contradict."""
    outdone: float = 0.2
    """How much better covered a figure that differs must be for one that agrees loosely to support nothing."""
    beside: float = 0.6
    """How well covered a sentence must be that tells the day, against one beside it that leaves it to the writing."""
    slip: float = 0.6
    """Nearness of two dates from which one is likely the other misquoted."""
    slip_date: float = 0.25
    """Alignment from which such a date contradicts."""
    slip_figure: float = 0.2
    """Alignment from which a figure that differs in one digit of many contradicts …"""
    swapped: float = 0.3
    """Alignment of a passage from which a figure is that of another qualifier in it."""
    slip_direction: float = 0.4
    """The same where the same figure went the other way."""
    slip_company: float = 0.1
    """… and the share of the claim's other weighty words that it takes …"""
    slip_names: float = 0.25
    """… and of its names."""
    same_month: float = 0.5
    """Nearness of two dates of the same month or day."""
    told: float = 0.5
    """Alignment from which a passage is about the claim, so that its date is the date of it …"""
    told_predicate: float = 0.5
    """… with this share of the claim's other weighty words that are no names …"""
    told_otherwise: float = 0.65
    """… or this one, where the passage doesn't name the claim's kind of event."""
    written: float = 0.4
    """Coverage from which the day of writing is the day of what a passage tells, where no passage says more."""
    recalled: float = 0.6
    """So much of its coverage a sentence that gives the date itself may have, for the day of writing to say nothing."""
    doubtful: float = 0.12
    """Probability by the scorecard below which a figure that the rules find doesn't contradict …"""
    mere_slip: float = 0.8
    """… unless it is so near to the claim's."""
    likely: float = 0.45
    """Probability by the scorecard from which a figure that differs contradicts …"""
    agreeing: float = 0.12
    """Strength from which a figure that agrees, though it bears out nothing, makes one that differs less likely …"""
    likelier: float = 0.6
    """… so that it must be this probable."""
    worth_a_look: float = 0.15
    """… and from which it is shown beside a figure that is not found."""
    widths: Widths = DEFAULT_WIDTHS
    """How far wordings such as "about" reach."""


TABLE_SCALES: Final = (1, 1_000, 1_000_000)
"""What the bare figures of a table may be printed in."""
_MANY: Final = 5
"""Significant digits that two things hardly ever share."""
_LONG: Final = 4
"""Significant digits that a page seldom holds for two things."""
FIRM: Final = 2
"""How telling a figure is (``telling``) that stands in a passage by chance only once in a while."""
TELLING: Final = 3
"""How telling a figure is that hardly stands in two places by chance."""
DEFAULT: Final = Thresholds()


def telling(quantity: Quantity) -> int:
    """How telling a figure is: 0 vague, 1 one significant digit, 2 two, 3 three and more or a whole date."""
    if quantity.vague or quantity.form in ("multiple", "share"):
        return 0
    if quantity.kind == "date":
        return 1 + min(2, quantity.edtf.count("-"))
    return max(1, min(3, _significant(quantity)))


def unmistakable(quantity: Quantity) -> bool:
    """Whether a figure has so many digits that another thing hardly ever has the same."""
    return quantity.kind != "date" and not quantity.vague and _significant(quantity) >= _MANY


def long_number(quantity: Quantity) -> bool:
    """Whether a figure has so many digits that a source hardly holds them by chance; no date is one."""
    plain = quantity.kind != "date" and quantity.value is not None and not quantity.vague
    return plain and _significant(quantity) >= _LONG


def _significant(quantity: Quantity) -> int:
    return len("".join(c for c in _plain(quantity) if c.isdigit()).strip("0"))


def _plain(quantity: Quantity) -> str:
    if quantity.value is None:
        return "".join(str(bound) for bound in (quantity.low, quantity.high) if bound is not None)
    value = quantity.value
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"
