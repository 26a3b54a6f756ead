"""``claimcheck audit``"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from claimcheck.cli import flags


@click.command(
    short_help="recheck all links; report what changed since the last audit",
    epilog="Exit status: 0 no change at or above --fail-on; 1 a change at or above it (by default: a link is dead that "
    "was not); 2 wrong usage or unreadable input; 3 the job could not be done, or there is no network.",
)
@click.option("--bib", type=flags.EXISTING, metavar="FILE", help="The bibliography, if not the usual one.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the counts of every audit.")
@click.option(
    "--mementos", is_flag=True, help="Look for archived copies of what is newly lost: archives see its address."
)
@flags.sifting
@flags.network("honour")
@flags.common
def command(
    common: flags.Common, net: dict[str, Any], sifting: dict[str, Any], bib: Path | None, as_json: bool, mementos: bool
) -> int:
    """Ask every link of the bibliographies anew, and report what changed since the last audit.

    Reported are links that are newly broken, failing, drifted (their content), walled, moved, or repaired. A link is
    dead only after it failed in two runs at least a day apart (audit.dead-after-days); before that it is failing. The
    first audit reports all that isn't well.
    """
    from claimcheck import config, report
    from claimcheck.audit import audit
    from claimcheck.checks import weighs

    options = flags.options(common, net=net, robots="honour", bib=bib)
    options = replace(options, **flags.sifted(options, sifting))
    settings = config.load(common.workspace)
    found = audit(
        options,
        common.console.progress(),
        timedelta(days=settings.dead_after_days),
        mementos=mementos,
        timemaps=settings.timemaps,
    )
    if as_json:
        common.console.data(report.audit_json(found))
    else:
        color, verbose = common.console.colors_data(), common.console.verbose
        common.console.data(report.audit_text(found, color=color, verbose=verbose))
    levels = [change.level for change in found.changes if not change.aside and change.level is not None]
    return int(any(weighs(level, options.fail_on) for level in levels))
