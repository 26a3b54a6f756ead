"""``claimcheck report``"""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli import flags


@click.command(short_help="write the last run's report in another format")
@click.argument("paper", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["html", "md", "json", "sarif", "junit"]),
    required=True,
    help="The format.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write here, not to the screen.",
)
@flags.common
def command(common: flags.Common, paper: Path | None, format_: str, output: Path | None) -> int:
    """Write the report of the last run in another format, to standard output or to FILE.

    It is made from reports/<paper>.json and asks nobody anything. PAPER is needed only where reports/ holds several.
    """
    from claimcheck import report

    text = report.render(report.read(common.workspace, paper), format_)
    if output is None:
        common.console.data(text)
    else:
        report.write(output, text)
        common.console.message(f"wrote {output}")
    return 0
