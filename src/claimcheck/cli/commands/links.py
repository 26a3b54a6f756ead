"""``claimcheck links``"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from claimcheck.cli import flags


@click.command(
    short_help="link health alone",
    epilog="Exit status: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage or unreadable "
    "input; 3 the job could not be done, or there is no network.",
)
@click.option("--bib", type=flags.EXISTING, metavar="FILE", help="The bibliography, if not the usual one.")
@flags.sifting
@flags.network("honour")
@flags.common
def command(common: flags.Common, net: dict[str, Any], sifting: dict[str, Any], bib: Path | None) -> int:
    """Judge the link of every reference in the bibliographies, a line each, and count them.

    What was asked a short while ago is not asked again (network.fresh-days). -v prints a line for each record stored.
    """
    from claimcheck import pipeline, report
    from claimcheck.checks import reaches

    options = flags.options(common, net=net, robots="honour", bib=bib)
    options = replace(options, **flags.sifted(options, sifting))
    outcomes = pipeline.links(options, common.console.progress())
    for outcome in outcomes:
        common.console.outcome(outcome.changes, outcome.written)
        common.console.data(report.link_list(outcome.report, color=common.console.colors_data()))
    return int(any(reaches(outcome.report.findings, options.fail_on) for outcome in outcomes))
