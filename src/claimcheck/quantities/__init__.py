"""What a number in a sentence means, and when two of them agree."""

from __future__ import annotations

from fractions import Fraction

from claimcheck.model.widths import DEFAULT_WIDTHS, Widths
from claimcheck.quantities.compare import compare, with_widths
from claimcheck.quantities.currencies import ISO_4217
from claimcheck.quantities.derived import compare_derived, compare_elapsed
from claimcheck.quantities.reader import decimal_of, read

__all__ = [
    "DEFAULT_WIDTHS", "ISO_4217", "Widths", "compare", "compare_derived", "compare_elapsed", "decimal_of", "read",
    "to_number", "with_widths",
]  # fmt: skip


def to_number(value: Fraction | None) -> int | float | None:
    """A value for JSON or TOML: whole numbers stay whole, others become the nearest float."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
