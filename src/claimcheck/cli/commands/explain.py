"""``claimcheck explain``"""

from __future__ import annotations

import click

from claimcheck.cli.console import Console


@click.command(short_help="what a finding means, why it matters, how to fix it")
@click.argument("code", default="")
def command(code: str) -> int:
    """Explain the finding CODE: what it means, why it matters, how to fix it.

    The beginning of a code (N2) lists the codes that begin so; without CODE all are listed.
    """
    from claimcheck.checks.catalogue import explain, listed
    from claimcheck.report.terminal import page

    console = Console()
    if not code:
        console.data(listed())
    else:
        text = explain(code)
        console.data(page(text, color=console.colors_data()) if text.startswith("#") else text)
    return 0
