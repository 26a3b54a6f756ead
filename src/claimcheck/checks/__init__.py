"""Checks: from what the steps found to what an author should look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from claimcheck.checks.baseline import against
from claimcheck.checks.bibliography import check_bibliography
from claimcheck.checks.catalogue import CHECKS, Check, check_of, explain, listed
from claimcheck.checks.citations import check_problems
from claimcheck.checks.context import Context
from claimcheck.checks.internal import check_internal
from claimcheck.checks.links import check_links, no_copy
from claimcheck.checks.numbers import check_numbers
from claimcheck.checks.statistics import check_statistics
from claimcheck.checks.statistics import not_run as statistics_not_run
from claimcheck.checks.suppress import Rule, Sifted, reaches, sift, weighs, weight
from claimcheck.model.finding import Finding

__all__ = [
    "CHECKS",
    "FAMILIES",
    "Check",
    "Context",
    "Rule",
    "Sifted",
    "against",
    "check_of",
    "explain",
    "listed",
    "no_copy",
    "reaches",
    "run_checks",
    "sift",
    "statistics_not_run",
    "weighs",
]

FAMILIES: tuple[Callable[[Context], Iterable[Finding]], ...] = (
    check_numbers,
    check_links,
    check_internal,
    check_statistics,
    check_problems,
    check_bibliography,
)
"""Every check that runs, in order. A new family is a new file and a row here."""


def run_checks(context: Context) -> tuple[Finding, ...]:
    """All findings, each once, sorted by weight: level, confidence, place."""
    found = dict.fromkeys(item for family in FAMILIES for item in family(context))
    return tuple(sorted(found, key=weight))
