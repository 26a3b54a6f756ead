"""Checks: from what the steps found to what an author should look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from claimcheck.checks.baseline import against
from claimcheck.checks.bibliography import check_bibliography
from claimcheck.checks.catalogue import CHECKS, Check, check_of, explain, listed
from claimcheck.checks.citations import check_problems
from claimcheck.checks.context import Context
from claimcheck.checks.links import check_links, no_copy
from claimcheck.checks.numbers import check_numbers
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


def _internal(context: Context) -> Iterable[Finding]:
    if not _is_there_text(context):
        return ()
    from claimcheck.checks.internal import check_internal

    return check_internal(context)


def _statistics(context: Context) -> Iterable[Finding]:
    if not _is_there_text(context):
        return ()
    from claimcheck.checks.statistics import check_statistics

    return check_statistics(context)


def statistics_not_run(context: Context) -> tuple[str, ...]:
    """Which checks of statistics could not run, with the reason; nothing where the paper reports no test."""
    if not _is_there_text(context):
        return ()
    from claimcheck.checks.statistics import not_run

    return not_run(context)


def _is_there_text(context: Context) -> bool:
    """Whether there are words of the paper to read; a run on links alone must not load what would read them."""
    return context.document is not None or bool(context.claims)


FAMILIES: tuple[tuple[str, Callable[[Context], Iterable[Finding]]], ...] = (
    ("N", check_numbers),
    ("L", check_links),
    ("I", _internal),
    ("S", _statistics),
    ("BC", check_problems),
    ("B", check_bibliography),
)
"""Every check that runs, in order, with the letters that its codes begin with. A new family is a new file and a row."""


def run_checks(context: Context, letters: str = "") -> tuple[Finding, ...]:
    """All findings, each once, sorted by weight: level, confidence, place.

    ``letters``: only the families whose codes may begin with one of them; empty: all.
    """
    families = [family for given, family in FAMILIES if not letters or set(letters) & set(given)]
    found = dict.fromkeys(item for family in families for item in family(context))
    return tuple(sorted(found, key=weight))
