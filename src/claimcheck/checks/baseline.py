"""What is new against an earlier run: findings are matched by what they are about, not by where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from claimcheck.checks.suppress import LEVELS, weight
from claimcheck.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings of a run beside those of its baseline."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    """Found in both, with the place and the words of this run."""
    ignored: tuple[Finding, ...]
    """Those put aside, each saying whether the baseline had it."""
    gone: int
    """How many of the baseline this run would have found again and did not."""


def against(
    findings: Iterable[Finding],
    ignored: Iterable[Finding],
    *,
    shown_before: Iterable[Finding],
    ignored_before: Iterable[Finding],
    looked_for: Callable[[Finding], bool],
) -> Compared:
    """Tell new findings from known ones.

    Identities are compared as a multiset: of two alike in the run and one in the baseline, one is new. A finding that
    weighs more than its twin in the baseline is new, and so is one that the baseline had put aside. ``looked_for``
    says whether this run asked after a finding at all; what it did not ask after is not gone.
    """
    before = _Stock(shown_before)
    new, known = [], []
    for item in sorted(findings, key=weight):
        if before.take(item):
            known.append(replace(item, known=True))
        else:
            new.append(item)
    aside_before = _Stock(ignored_before)
    aside = tuple(
        replace(item, known=aside_before.take(item) or before.take(item)) for item in sorted(ignored, key=weight)
    )
    # A finding that came back at a higher level is worse than before, not gone.
    raised = {item.identity for item in new}
    gone = sum(looked_for(item) for item in before.left() if item.identity not in raised)
    return Compared(tuple(new), tuple(known), aside, gone)


class _Stock:
    """Findings of a baseline, to be taken one by one."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._by_identity: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
        for item in sorted(findings, key=weight):
            self._by_identity[item.identity].append(item)

    def take(self, finding: Finding) -> bool:
        """Take the weightiest twin, if it weighs no less than ``finding``; asked for the weightiest first, none is
        wasted."""
        twins = self._by_identity.get(finding.identity)
        if not twins or LEVELS[twins[0].level] > LEVELS[finding.level]:
            return False
        del twins[0]
        return True

    def left(self) -> list[Finding]:
        return [item for twins in self._by_identity.values() for item in twins]
