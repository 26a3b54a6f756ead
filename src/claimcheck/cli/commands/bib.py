"""``claimcheck bib``"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli import flags

if TYPE_CHECKING:
    from claimcheck.bibliographies import Examined
    from claimcheck.registries import Consulted

_OUTCOMES = {
    "agrees": "agree", "differs": "differ", "another_work": "have the identifier of another work",
    "no_identifier": "have an identifier that does not exist", "not_found": "not found",
    "offered": "without an identifier, and found",
    "unchecked": "not checked",
}  # fmt: skip


@click.command(
    short_help="the bibliography against itself and against the registries",
    epilog="Exit status: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage or unreadable "
    "input; 3 the job could not be done.",
)
@click.option("--bib", type=flags.EXISTING, metavar="FILE", help="The bibliography, if not the usual one.")
@click.option("--offline", is_flag=True, help="Ask nothing of the network: the bibliography against itself alone.")
@flags.registries
@click.option(
    "--retractions",
    type=flags.EXISTING,
    metavar="FILE",
    help="A copy of the Retraction Watch table (CSV) to look works up in.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="Mend what is surely wrong (addresses, and what a registry has otherwise under the entry's own identifier), "
    "after showing the diff and asking.",
)
@click.option(
    "--merge", is_flag=True, help="With --fix: merge entries of one work, too; the other stays behind as a comment."
)
@click.option("--yes", is_flag=True, help="Don't ask: for scripts.")
@flags.sifting
@flags.network("ignore")
@flags.common
def command(
    common: flags.Common,
    net: dict[str, Any],
    sifting: dict[str, Any],
    bib: Path | None,
    offline: bool,
    registries: bool | None,
    retractions: Path | None,
    fix: bool,
    merge: bool,
    yes: bool,
) -> int:
    """Check every bibliography against itself and its works against the registries, and count what came of it.

    Registries are told titles, names, years and identifiers alone, once a work in two weeks; the page of a work that
    has no identifier is asked, too. -v says of each work that could not be checked why.
    """
    from claimcheck import config
    from claimcheck.bibliographies import examine
    from claimcheck.checks import reaches

    if merge and not fix:
        raise click.UsageError("--merge goes with --fix")
    options = flags.options(common, net=net, bib=bib, offline=offline)
    options = replace(
        options,
        select=sifting["select"] or tuple(code for code in options.select if code.startswith(("B", "C"))),
        ignore=sifting["ignore"],
        fail_on=config.level(sifting["fail_on"]) if sifting["fail_on"] else options.fail_on,
    )
    asking = flags.asking(common, False if offline else registries, retractions, default=True)
    examined = examine(options, asking, common.console.progress())
    for each in examined:
        _show(common, each)
    if fix:
        from claimcheck.fixing import plan

        revisions = (plan(each, merging=merge) for each in examined)
        flags.write_revisions(common, revisions, yes=yes, nothing="nothing to mend")
    return int(any(reaches(each.findings, options.fail_on) for each in examined))


def _show(common: flags.Common, examined: Examined) -> None:
    from claimcheck import report
    from claimcheck.bibliographies import offers, unchecked

    console = common.console
    if examined.not_asked:
        console.message(f"registries were not asked: {examined.not_asked}")
    if examined.findings:
        console.data(report.finding_list(examined.findings, color=console.colors_data()))
    for line in offers(examined.consulted):
        console.line(line)
    if console.verbose:
        for line in unchecked(examined.consulted):
            console.line(line)
    console.line(_counted(examined))


def _counted(examined: Examined) -> str:
    counts = _counts(examined.consulted)
    parts = [f"{count} {_OUTCOMES[name]}" for name, count in counts.items() if count]
    said = f"; by the registries {', '.join(parts)}" if parts else ""
    levels = [f"{number} {level}{'s' if number != 1 else ''}" for level, number in _levels(examined) if number]
    return f"{len(examined.job.bibliography.references)} entries: {', '.join(levels) or 'no finding'}{said}"


def _counts(consulted: Mapping[str, Consulted]) -> dict[str, int]:
    return {name: sum(each.outcome == name for each in consulted.values()) for name in _OUTCOMES}


def _levels(examined: Examined) -> list[tuple[str, int]]:
    return [(level, sum(each.level == level for each in examined.findings)) for level in ("error", "warning", "note")]
