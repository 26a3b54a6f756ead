"""``claimcheck history``"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from claimcheck.cli import flags


@click.group(short_help="link history as JSON Lines: export, import")
def command() -> None:
    """The history of the links, for machines that forget (CI): every check and every audit, a line of JSON each."""


@command.command("export", short_help="write the history")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write here, not to the screen.",
)
@flags.common
def export_(common: flags.Common, output: Path | None) -> int:
    """Write every check and every audit, oldest first, a line of JSON each; secrets in addresses are left out."""
    from claimcheck.history import export_history
    from claimcheck.store.files import replace_file

    lines = export_history(common.workspace)
    if output is None:
        for line in lines:
            common.console.data(line)
        return 0
    replace_file(output, "".join(f"{line}\n" for line in lines).encode("utf-8"))
    common.console.message(f"wrote {output}")
    return 0


@command.command("import", short_help="add what another machine knows")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path), metavar="FILE|-")
@flags.common
def import_(common: flags.Common, file: Path) -> int:
    """Add the checks and audits of FILE (from history export) that are not known here yet.

    One bad line, and nothing is imported: the message names it.
    """
    from claimcheck.history import import_history

    if str(file) == "-":
        found = import_history(common.workspace, sys.stdin.buffer, "standard input")
    else:
        with file.open("rb") as stream:
            found = import_history(common.workspace, stream, str(file))
    common.console.message(f"{found.checks} checks and {found.audits} audits added, {found.known} were known")
    return 0
