"""Numerals inside reported statistics: "2.20", ".03", "1,224.08", "2,20", "5e-3", "3.1 x 10-5"."""

from __future__ import annotations

import re
from fractions import Fraction

from claimcheck.model.statistic import Rounded

WHOLE = r"\d{1,3}(?:,\d{3}){1,4}(?![\d])|\d{1,9}(?![\d])"
VALUE = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\s?\d{1,10})?(?!\d)|\d{0,12}\.\s?\d{1,20}|\d{1,9},\d{1,6}(?!\d)|\d{1,12})"
    r"(?:\s?[eE]\s?[-+]?\d{1,3}(?!\d)|\s?[×xX]\s?10\s{0,4}-?\s?\d{1,3}(?!\d))?"
)
"""One figure without its sign; no capturing groups."""
_POWER = re.compile(r"[eE]([-+]?\d+)$|[×xX]10(-?\d+)$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def figure(written: str, *, comma_decimal: bool = False) -> Rounded:
    """The figure that ``written`` (a match of VALUE) states.

    A comma before three digits parts thousands, unless ``comma_decimal``; before fewer or more it is the decimal mark.
    """
    digits, exponent = re.sub(r"\s", "", written), 0
    if power := _POWER.search(digits):
        exponent = int(power[1] or power[2])
        digits = digits[: power.start()]
    if "," in digits:
        thousands = _THOUSANDS.fullmatch(digits) and not (comma_decimal and digits.count(",") == 1)
        digits = digits.replace(",", "" if thousands else ".")
    decimals = len(digits.partition(".")[2])
    return Rounded(Fraction(digits) * Fraction(10) ** exponent, decimals - exponent, " ".join(written.split()))


def is_comma_decimal(written: str) -> bool:
    """Whether a figure can only be read with a decimal comma: "0,03", "2,20"."""
    bare = re.sub(r"\s", "", written)
    return ("," in bare and not _THOUSANDS.fullmatch(bare)) or bare.startswith("0,")


def whole(written: str) -> Rounded:
    """A whole number, with or without commas."""
    return Rounded(Fraction(int(re.sub(r"[,\s]", "", written))), 0, written.strip())
