"""Two bounds that make one range: "more than 20 but fewer than 35", "at most 100 and at least 20"."""

from __future__ import annotations

from claimcheck.quantities.approximators import Interval
from claimcheck.quantities.draft import Draft
from claimcheck.quantities.tokens import Tokens

_LOWER = frozenset({"more_than", "at_least"})
_UPPER = frozenset({"less_than", "at_most"})
_JOINTS = (["and"], ["but"], [","], [",", "and"], [",", "but"], ["yet"], ["and", "is"], ["but", "is"])


def join_bounds(tokens: Tokens, drafts: list[Draft]) -> list[Draft]:
    """The drafts with each lower and upper bound that stand side by side joined."""
    joined: list[Draft] = []
    for draft in drafts:
        if not joined or not _join(tokens, joined[-1], draft):
            joined.append(draft)
    return joined


def _join(tokens: Tokens, one: Draft, two: Draft) -> bool:
    if (
        one.form not in ("point", "share")
        or two.form not in ("point", "share")
        or one.value is None
        or two.value is None
    ):
        return False
    sides = {one.approximator in _LOWER, two.approximator in _LOWER}
    if sides != {True, False} or not {one.approximator, two.approximator} <= _LOWER | _UPPER:
        return False
    if tokens.low[one.last : two.first] not in _JOINTS or not _one_kind(one, two):
        return False
    low, high = (one, two) if one.approximator in _LOWER else (two, one)
    if low.value is None or high.value is None or low.value >= high.value:
        return False
    named = two if two.unit or not one.unit else one
    band = Interval(
        low.value, high.value, low_open=low.approximator == "more_than", high_open=high.approximator == "less_than"
    )
    one.value, one.upper, one.band, one.last = low.value, high.value, band, two.last
    one.kind, one.unit, one.dimension, one.factor = named.kind, named.unit, named.dimension, named.factor
    one.form, one.approximator = "range", "exact"
    return True


def _one_kind(one: Draft, two: Draft) -> bool:
    if one.kind == two.kind:
        return one.unit == two.unit
    return "number" in (one.kind, two.kind) and "" in (one.unit, two.unit)
