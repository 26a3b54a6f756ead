"""Claims and quantities as the claims file holds them: which keys, of which type, in which order."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import cast, get_args

from claimcheck.model.claim import Claim, Status
from claimcheck.model.quantity import Approximator, Form, Kind, Quantity

SCHEMA = 1
SCHEMA_VALUE = Fraction(SCHEMA)
FILE_KEYS = ("schema", "paper", "bibliography", "claim")
CLAIM_KEYS = (
    "id", "quote", "prefix", "suffix", "section", "sources", "locator", "status", "note", "orphaned", "read",
    "quantity", "review",
)  # fmt: skip
QUANTITY_KEYS = (
    "text", "kind", "value", "low", "high", "approximator", "form", "unit", "measure", "when", "where",
)  # fmt: skip
STATUSES: tuple[str, ...] = get_args(Status)
KINDS: tuple[str, ...] = get_args(Kind)
APPROXIMATORS: tuple[str, ...] = get_args(Approximator)
FORMS: tuple[str, ...] = get_args(Form)

Value = str | bool | Fraction | tuple[str, ...]
"""What a key of a claim or a quantity holds. Numbers are exact."""

_SHORT_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r",
}  # fmt: skip
_TO_ESCAPE = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff]'
)
"""What TOML wants escaped, and what an editor or a terminal would obey or hide: controls, bidi, zero width, tags."""
_LARGEST = 2**63 - 1
"""TOML promises whole numbers of 64 bits; larger ones are written as decimals."""
_MOST_DECIMALS = 30
_ALMOST = Fraction(1, 10)
_ABOUT = Fraction(1, 20)


def claim_values(claim: Claim) -> dict[str, Value]:
    """The keys of a claim's own table, in the order of the file; optional ones only where there is something."""
    values: dict[str, Value] = {"id": claim.id, "quote": claim.quote}
    if claim.prefix or claim.suffix:
        values |= {"prefix": claim.prefix, "suffix": claim.suffix}
    values |= {"section": claim.section, "sources": claim.sources}
    if claim.locator:
        values["locator"] = claim.locator
    values |= {"status": claim.status, "note": claim.note}
    if claim.orphaned:
        values["orphaned"] = True
    if claim.read:
        values["read"] = claim.read
    return values


def quantity_values(quantity: Quantity) -> dict[str, Value]:
    """The keys of a ``[[claim.quantity]]`` table, in the order of the file."""
    values: dict[str, Value] = {"text": quantity.text, "kind": quantity.kind}
    if quantity.value is not None:
        values["value"] = quantity.value
    else:
        values |= {key: bound for key, bound in (("low", quantity.low), ("high", quantity.high)) if bound is not None}
    values |= {"approximator": quantity.approximator, "form": quantity.form, "unit": quantity.unit}
    values |= {"measure": quantity.measure, "when": quantity.when or quantity.edtf, "where": quantity.where}
    return values


def render_value(value: Value) -> str:
    """A value in TOML, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _render_string(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_render_string(item) for item in value) + "]"
    return _render_number(value)


def _render_string(text: str) -> str:
    if ('"' in text or "\\" in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return f'"{_TO_ESCAPE.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    short = _SHORT_ESCAPES.get(match[0])
    if short is not None:
        return short
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _render_number(value: Fraction) -> str:
    if value.denominator == 1 and abs(value.numerator) <= _LARGEST:
        return str(value.numerator)
    if value.denominator == 1:
        return f"{value.numerator}.0"
    digits = _decimal_places(value.denominator)
    if digits is None:
        return repr(float(value))
    scaled = abs(value.numerator) * 10**digits // value.denominator
    whole, part = divmod(scaled, 10**digits)
    return f"{'-' if value < 0 else ''}{whole}.{part:0{digits}d}"


def _decimal_places(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator needs; None where it never ends, or not in good time."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 and max(twos, fives) <= _MOST_DECIMALS else None


def _is_decimal(value: Fraction) -> bool:
    return _decimal_places(value.denominator) is not None


def exact(literal: str) -> Fraction | float:
    """A TOML float without loss; infinity, not-a-number and absurd powers become floats, which no key accepts."""
    number = literal.replace("_", "").lower()
    power = number.partition("e")[2].lstrip("+-").lstrip("0")
    if number.lstrip("+-") in ("inf", "nan") or len(power) > 3:
        return math.inf
    return Fraction(number)


def value_of(found: object) -> Value | None:
    """A parsed TOML value as this module holds it; None for one of a type that no key has."""
    if isinstance(found, bool | str | Fraction):
        return found
    if isinstance(found, int):
        return Fraction(found)
    if isinstance(found, list) and all(isinstance(item, str) for item in found):
        return tuple(found)
    return None


def same_value(one: Value, other: Value) -> bool:
    """Whether the file already says it; fractions without end were written as the nearest float."""
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one == other or (not (_is_decimal(one) and _is_decimal(other)) and float(one) == float(other))
    return type(one) is type(other) and one == other


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are written to the file in the same words."""
    first, second = quantity_values(one), quantity_values(other)
    return first.keys() == second.keys() and all(same_value(first[key], second[key]) for key in first)


def restore(stored: Mapping[str, Value], quote: str, read: Sequence[Quantity], after: int = 0) -> Quantity:
    """The quantity of a ``[[claim.quantity]]`` table; looked for behind ``after``, where its words stand twice.

    The file holds what a person needs; the rest (the set of true values, precision, dimension) comes back from the
    quote, of which ``read`` are the quantities. Where the table says something else than the quote, the table wins:
    a person changed it.
    """
    text = str(stored["text"])
    start = quote.find(text, after)
    start = max(quote.find(text) if start < 0 else start, 0)
    end = start + len(text)
    same = [quantity for quantity in read if (quantity.start, quantity.end) == (start, end)] or [
        quantity for quantity in read if start <= quantity.start and quantity.end <= end
    ]
    if same:
        words = {key: str(stored[key]) for key in ("measure", "when", "where") if key in stored}
        base = replace(same[0], text=text, start=start, end=end, **words)  # type: ignore[arg-type]  # text fields
        if base.kind == "date" and "when" in stored:
            base = replace(base, edtf=words["when"], when="")
        if all(same_value(base_value, stored[key]) for key, base_value in figures(base).items() if key in stored):
            return base
    return _from_table(stored, text, start)


def figures(quantity: Quantity) -> dict[str, Value]:
    """What a table says of the figure itself: everything but its text, measure, time and place."""
    keys = ("kind", "value", "low", "high", "approximator", "form", "unit")
    return {key: value for key, value in quantity_values(quantity).items() if key in keys}


def _from_table(stored: Mapping[str, Value], text: str, start: int) -> Quantity:
    """A quantity from the table's words alone."""

    def word(key: str, default: str = "") -> str:
        return str(stored.get(key, default))

    def number(key: str) -> Fraction | None:
        found = stored.get(key)
        return found if isinstance(found, Fraction) else None

    value = number("value")
    approximator = cast(Approximator, word("approximator", "exact"))
    low, high, low_open, high_open = number("low"), number("high"), False, False
    if value is not None:
        low, high, low_open, high_open = _allowed(value, approximator)
    kind = cast(Kind, word("kind", "number"))
    return Quantity(
        text=text, start=start, end=start + len(text), kind=kind, value=value, low=low, high=high,
        low_open=low_open, high_open=high_open, approximator=approximator, form=cast(Form, word("form", "point")),
        unit=word("unit"), measure=word("measure"), where=word("where"),
        when="" if kind == "date" else word("when"), edtf=word("when") if kind == "date" else "",
    )  # fmt: skip


def _allowed(value: Fraction, approximator: str) -> tuple[Fraction | None, Fraction | None, bool, bool]:
    """(low, high, low open, high open) that a figure given by hand stands for."""
    margin = abs(value) * (_ALMOST if approximator == "almost" else _ABOUT)
    return {
        "approximate": (value - margin, value + margin, False, False),
        "almost": (value - margin, value, False, True),
        "more_than": (value, None, True, False),
        "at_least": (value, None, False, False),
        "less_than": (None, value, False, True),
        "at_most": (None, value, False, False),
    }.get(approximator, (value, value, False, False))
