"""Fits a scorecard: gradient boosting with stumps, each on one signal, so that the sum is a step function a signal.

After Friedman (2001), with second-order weights; a signal may be held to rise or to fall only. Plain Python, and no
chance in it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ROUNDS, RATE, RIDGE = 300, 0.1, 1.0
_BINS = 24
_LEAST = 12.0
"""Weight of the examples that a range must hold at least."""


@dataclass(frozen=True)
class Example:
    """One figure set against one of a claim."""

    signals: Mapping[str, float]
    holds: bool
    """Whether it is the figure of the same thing."""
    weight: float
    group: str
    """Of which source it is; one source never stands on both sides of a cross-validation."""


def fit(examples: Sequence[Example], direction: Mapping[str, int], rounds: int = ROUNDS) -> dict[str, Any]:
    """A scorecard as JSON holds it: ``start``, and by signal the values at which its points change, and the points.

    ``direction`` names the signals, +1 for one that may only rise, -1 for one that may only fall, 0 for either.
    """
    weights = [example.weight for example in examples]
    held = sum(example.weight for example in examples if example.holds)
    start = math.log(held / (sum(weights) - held))
    odds = [start] * len(examples)
    at = {name: _cuts([example.signals[name] for example in examples]) for name in direction}
    points = {name: [0.0] * (len(cuts) + 1) for name, cuts in at.items()}
    bins = {name: [bisect_right(cuts, e.signals[name]) for e in examples] for name, cuts in at.items() if cuts}
    for _ in range(rounds):
        chances = [1 / (1 + math.exp(-one)) for one in odds]
        slopes = [w * (e.holds - p) for w, e, p in zip(weights, examples, chances, strict=True)]
        curves = [w * p * (1 - p) for w, p in zip(weights, chances, strict=True)]
        best = max((*_stump(bins[n], len(at[n]) + 1, slopes, curves, weights, direction[n]), n) for n in bins)
        gain, cut, low, high, name = best
        if gain <= 0:
            break
        for bin_ in range(len(points[name])):
            points[name][bin_] += low if bin_ <= cut else high
        odds = [one + (low if bin_ <= cut else high) for one, bin_ in zip(odds, bins[name], strict=True)]
    return {"start": round(start, 4), "signals": {n: _merged(at[n], points[n]) for n in direction if any(points[n])}}


def _cuts(values: Sequence[float]) -> list[float]:
    """Values between which a signal is split, so that each range holds about as many examples."""
    ordered = sorted(values)
    picked = {ordered[len(ordered) * n // _BINS] for n in range(1, _BINS)} | {ordered[-1]}
    return [round(value, 4) for value in sorted(set(picked)) if value > ordered[0]]


def _stump(
    bins: Sequence[int],
    size: int,
    slopes: Sequence[float],
    curves: Sequence[float],
    weights: Sequence[float],
    direction: int,
) -> tuple[float, int, float, float]:
    """The best split of one signal: its gain, the last range on the low side, the points of either side."""
    slope, curve, weight = [0.0] * size, [0.0] * size, [0.0] * size
    for bin_, s, c, w in zip(bins, slopes, curves, weights, strict=True):
        slope[bin_] += s
        curve[bin_] += c
        weight[bin_] += w
    whole = (sum(slope), sum(curve), sum(weight))
    best = (0.0, 0, 0.0, 0.0)
    s = c = w = 0.0
    for cut in range(size - 1):
        s, c, w = s + slope[cut], c + curve[cut], w + weight[cut]
        if w < _LEAST or whole[2] - w < _LEAST:
            continue
        low, high = s / (c + RIDGE), (whole[0] - s) / (whole[1] - c + RIDGE)
        if direction * (high - low) < 0:
            continue
        gain = s * low + (whole[0] - s) * high - whole[0] ** 2 / (whole[1] + RIDGE)
        best = max(best, (gain, cut, RATE * low, RATE * high))
    return best


def _merged(at: Sequence[float], points: Sequence[float]) -> dict[str, list[float]]:
    """The step function without the cuts at which nothing changes."""
    kept = [n for n in range(len(at)) if abs(points[n] - points[n + 1]) > 1e-9]
    return {"at": [at[n] for n in kept], "points": [round(points[n], 4) for n in [*kept, len(at)]]}


def chance(card: Mapping[str, Any], signals: Mapping[str, float]) -> float:
    """The probability that a scorecard gives."""
    steps = card["signals"].items()
    odds = card["start"] + sum(step["points"][bisect_right(step["at"], signals[name])] for name, step in steps)
    return 1 / (1 + math.exp(-odds))
