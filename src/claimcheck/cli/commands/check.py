"""``claimcheck check``"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from claimcheck.cli import flags


@click.command(
    short_help="the main job",
    epilog="Exit status: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage or unreadable "
    "input; 3 the job could not be done.",
)
@click.argument("paper", required=False, type=click.Path(path_type=Path))
@click.option("--bib", type=flags.EXISTING, metavar="FILE", help="The bibliography, if not the usual one.")
@click.option("--offline", is_flag=True, help="Ask nothing of the network; work from snapshots.")
@click.option("--frozen", is_flag=True, help="Write nothing but the report, and say where the claims file is stale.")
@click.option(
    "--select", metavar="CODES", callback=flags.code_list, help="Only these findings: N,L101 (beginnings do)."
)
@click.option("--ignore", metavar="CODES", callback=flags.code_list, help="Put these findings aside.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="The least level that makes the exit status 1 (default: error).",
)
@click.option(
    "--baseline",
    "baselines",
    type=flags.EXISTING,
    multiple=True,
    metavar="FILE",
    help="Report only what is new against FILE, a report.json of an earlier run. Repeatable: one for each paper.",
)
@flags.registries
@click.option(
    "--retractions",
    type=flags.EXISTING,
    metavar="FILE",
    help="A copy of the Retraction Watch table (CSV) to look works up in.",
)
@flags.copies
@flags.network("ignore")
@flags.common
def command(
    common: flags.Common,
    net: dict[str, Any],
    paper: Path | None,
    bib: Path | None,
    offline: bool,
    frozen: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    baselines: tuple[Path, ...],
    registries: bool | None,
    retractions: Path | None,
    copies: bool | None,
) -> int:
    """Read, link, fetch, archive, check, report: the main job.

    With PAPER, creates or updates its claims file and the bibliography (ids and what people wrote are kept) and says
    what changed. Without PAPER, works from every file in claims/ and its bibliography alone. Reports are left in
    reports/. -v shows every finding, and those that were put aside, with the reason.
    """
    from claimcheck import config, pipeline, report
    from claimcheck.checks import reaches

    options = flags.options(common, net=net, paper=paper, bib=bib, offline=offline, frozen=frozen)
    options = replace(
        options,
        select=select or options.select,
        ignore=ignore,
        baselines=baselines,
        services=flags.services(common, copies),
        asking=flags.asking(common, False if offline else registries, retractions, default=False),
        fail_on=config.level(fail_on) if fail_on else options.fail_on,
    )
    checked = pipeline.check(options, common.console.progress())
    for outcome in checked.outcomes:
        common.console.outcome(outcome.changes, outcome.written)
        color, verbose = common.console.colors_data(), common.console.verbose
        common.console.data(report.summary(outcome.report, color=color, verbose=verbose))
    for failure in checked.failures:
        common.console.failure(str(failure))
    found = any(reaches(outcome.report.findings, options.fail_on) for outcome in checked.outcomes)
    return max([int(found), *(failure.exit_status for failure in checked.failures)])
