"""Every family of checks: one explicit, ordered table, and what runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from claimcheck.checks.bibliography import check_bibliography
from claimcheck.checks.citations import check_problems
from claimcheck.checks.context import Context
from claimcheck.checks.internal import check_internal
from claimcheck.checks.links import check_links
from claimcheck.checks.listing import check_listing
from claimcheck.checks.named import check_names_in_text
from claimcheck.checks.numbers import check_numbers
from claimcheck.checks.quotations import check_quotations
from claimcheck.checks.registries import check_registries
from claimcheck.checks.statistics import check_statistics
from claimcheck.checks.statistics import not_run as statistics_not_run
from claimcheck.checks.suppress import weight
from claimcheck.model.finding import Finding

__all__ = ["FAMILIES", "run_bibliography_checks", "run_checks", "statistics_not_run"]

FAMILIES: tuple[Callable[[Context], Iterable[Finding]], ...] = (
    check_numbers,
    check_links,
    check_internal,
    check_statistics,
    check_problems,
    check_listing,
    check_quotations,
    check_names_in_text,
    check_bibliography,
    check_registries,
)
"""Every check that runs, in order. A new family is a new file and a row here."""


def run_checks(context: Context) -> tuple[Finding, ...]:
    """All findings, each once, sorted by weight: level, confidence, place."""
    found = dict.fromkeys(item for family in FAMILIES for item in family(context))
    return tuple(sorted(found, key=weight))


def run_bibliography_checks(context: Context) -> tuple[Finding, ...]:
    """Findings on the bibliography alone, each once, sorted by weight."""
    families = (check_problems, check_quotations, check_bibliography, check_registries)
    found = dict.fromkeys(item for family in families for item in family(context))
    return tuple(sorted(found, key=weight))
