"""How far the wordings of a figure reach: the settings of ``[widths]``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Widths:
    """How far a wording reaches, as shares of the stated figure unless said otherwise."""

    approximate: Fraction = Fraction(1, 20)
    """ "about", "some": at least this much to either side …"""
    approximate_most: Fraction = Fraction(3, 20)
    """… and never more than this."""
    almost: Fraction = Fraction(1, 10)
    """ "almost", "nearly": this far below, never above."""
    understated: Fraction = Fraction(3, 2)
    """A bound is understated where the truth is more than so many times the figure (a note, no error)."""
    multiple_numeral: Fraction = Fraction(1, 10)
    """ "three times as many", "10-fold"."""
    multiple_word: Fraction = Fraction(3, 20)
    """ "doubled", "halved"."""
    share_points: Fraction = Fraction(2)
    """ "a third", "one in eight": percentage points to either side."""


DEFAULT_WIDTHS = Widths()
