"""Checks: from what the steps found to what an author should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import lazy
from claimcheck.checks.catalogue import CHECKS, Check, check_of, explain, listed
from claimcheck.checks.context import Context
from claimcheck.checks.links import check_links, no_copy
from claimcheck.checks.suppress import Rule, Sifted, reaches, sift, weighs, weight

if TYPE_CHECKING:
    from claimcheck.checks.baseline import against
    from claimcheck.checks.families import FAMILIES, run_bibliography_checks, run_checks, statistics_not_run
else:  # what a run on links alone does without
    __getattr__ = lazy.loader(
        __name__,
        {
            "against": "baseline",
            "FAMILIES": "families",
            "run_bibliography_checks": "families",
            "run_checks": "families",
            "statistics_not_run": "families",
        },
    )

__all__ = [
    "CHECKS",
    "FAMILIES",
    "Check",
    "Context",
    "Rule",
    "Sifted",
    "against",
    "check_links",
    "check_of",
    "explain",
    "listed",
    "no_copy",
    "reaches",
    "run_bibliography_checks",
    "run_checks",
    "sift",
    "statistics_not_run",
    "weighs",
    "weight",
]
