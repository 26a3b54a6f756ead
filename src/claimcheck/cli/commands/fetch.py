"""``claimcheck fetch``"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from claimcheck.cli import flags


@click.command(short_help="fetch and archive every source, and judge its link")
@click.option("--bib", type=flags.EXISTING, metavar="FILE", help="The bibliography, if not the usual one.")
@flags.copies
@flags.network("honour")
@flags.common
def command(common: flags.Common, net: dict[str, Any], bib: Path | None, copies: bool | None) -> int:
    """Fetch and archive every source in the bibliographies, and judge its link on the way.

    -v prints a line for each record stored. Without any network the exit status is 3.
    """
    from claimcheck import report
    from claimcheck.links import fetch

    options = flags.options(common, net=net, robots="honour", bib=bib)
    options = replace(options, services=flags.services(common, copies))
    for outcome in fetch(options, common.console.progress()):
        common.console.outcome(outcome.changes, outcome.written)
        common.console.data(report.link_list(outcome.report, color=common.console.colors_data()))
    return 0
