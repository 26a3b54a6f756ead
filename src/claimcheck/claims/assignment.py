"""Giving each old thing one new thing, best pairs first, and none where two would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MARGIN = 0.08
"""How much better a pair has to be than its rivals."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An old thing that may have become a new one; both are known by their numbers."""

    score: float
    old: int
    new: int


def assign(
    pairs: Iterable[Pair],
    margin: float = MARGIN,
    beside: Callable[[int, int, int], bool] = lambda old, one, other: False,
) -> Iterator[tuple[int, int]]:
    """(old, new) of the pairs that hold, each number once.

    A pair holds where no other with one of its two is better or worse by less than ``margin``. As many old ones as new
    ones that can't be told apart keep their order; one old one goes to the first of two new ones that are ``beside``
    each other (a sentence that was split). All others are left. With a margin of 0 all are taken, equal ones in their
    order.
    """
    ranked = sorted(pairs, key=lambda pair: (-pair.score, pair.old, pair.new))
    left, found = _clear(ranked, margin)
    yield from found
    for group in _groups(left, margin):
        yield from _in_order(group, beside)


def _clear(ranked: Sequence[Pair], margin: float) -> tuple[list[Pair], list[tuple[int, int]]]:
    """The pairs that nobody disputes, and what is left when they are taken out."""
    left = list(ranked)
    found: list[tuple[int, int]] = []
    while True:
        best = _best_two(left)
        held = [pair for pair in left if not margin or pair.score - margin >= max(_rival(best, pair))]
        took: set[tuple[str, int]] = set()
        for pair in held:
            sides = {("old", pair.old), ("new", pair.new)}
            if not took & sides:
                took |= sides
                found.append((pair.old, pair.new))
        if not took:
            return left, found
        left = [pair for pair in left if ("old", pair.old) not in took and ("new", pair.new) not in took]


def _best_two(pairs: Sequence[Pair]) -> dict[tuple[str, int], list[Pair]]:
    """The two best pairs of each number; ``pairs`` are ranked."""
    best: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        for side in (("old", pair.old), ("new", pair.new)):
            if len(best[side]) < 2:
                best[side].append(pair)
    return best


def _rival(best: dict[tuple[str, int], list[Pair]], pair: Pair) -> Iterator[float]:
    """The scores of the best others that want one of the two."""
    for side in (("old", pair.old), ("new", pair.new)):
        yield next((other.score for other in best[side] if other is not pair), float("-inf"))


def _groups(pairs: Sequence[Pair], margin: float) -> Iterator[list[Pair]]:
    """What disputes the same numbers; only pairs nearly as good as the best of both their numbers."""
    best = _best_two(pairs)
    close = [
        pair
        for pair in pairs
        if pair.score > max(best[side][0].score for side in (("old", pair.old), ("new", pair.new))) - margin
    ]
    head: dict[tuple[str, int], tuple[str, int]] = {}

    def root(side: tuple[str, int]) -> tuple[str, int]:
        while head.setdefault(side, side) != side:
            head[side] = head.setdefault(head[side], head[side])
            side = head[side]
        return side

    for pair in close:
        head[root(("old", pair.old))] = root(("new", pair.new))
    groups: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in close:
        groups[root(("old", pair.old))].append(pair)
    yield from groups.values()


def _in_order(group: Sequence[Pair], beside: Callable[[int, int, int], bool]) -> Iterator[tuple[int, int]]:
    old, new = sorted({pair.old for pair in group}), sorted({pair.new for pair in group})
    known = {(pair.old, pair.new) for pair in group}
    if len(old) == len(new) and all(one in known for one in zip(old, new, strict=True)):
        yield from zip(old, new, strict=True)
    elif len(old) == 1 and all(beside(old[0], one, other) for one, other in pairwise(new)):
        best = max(group, key=lambda pair: (pair.score, -pair.new))
        yield best.old, best.new
