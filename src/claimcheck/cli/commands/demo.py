"""``claimcheck demo``"""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli import flags

FOLDER = Path("claimcheck-demo")


@click.command(short_help="the whole job on a bundled paper")
@flags.common_in(FOLDER, f"Where the demo is laid out (default: {FOLDER}).")
def command(common: flags.Common) -> int:
    """Do the whole job on a bundled paper and a bundled web, served on this machine; needs no network.

    The paper, its claims, its bibliography and the reports are left in the folder, to be read and edited: run it again
    to see what an edit comes to. The exit status is 0 whatever is found.
    """
    from claimcheck import demo, pipeline, report
    from claimcheck.job import Options

    paper = demo.lay_out(common.workspace)
    with demo.DemoWeb() as web:
        options = Options(common.workspace, paper, net=web.options)
        checked = pipeline.check(options, common.console.progress())
    for outcome in checked.outcomes:
        common.console.outcome(outcome.changes, outcome.written)
        common.console.data(report.claim_list(outcome.report, color=common.console.colors_data()))
        common.console.data(report.link_list(outcome.report, color=common.console.colors_data()))
        common.console.data(report.summary(outcome.report, color=common.console.colors_data()))
        page = report.report_path(common.workspace, paper, "html")
        common.console.message(f"{len(web.asked)} requests, all answered by this machine")
        common.console.message(f"the whole report: {page}; edit {paper} and run the demo again to see what comes of it")
    return 0
