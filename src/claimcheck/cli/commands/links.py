"""``claimcheck links``"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli import flags

if TYPE_CHECKING:
    from claimcheck.job import Options, Outcome
    from claimcheck.model.audit import Memento
    from claimcheck.sources import Copies


@click.command(
    short_help="link health alone",
    epilog="Exit status: 0 nothing at or above --fail-on; 1 findings at or above it; 2 wrong usage or unreadable "
    "input; 3 the job could not be done, or there is no network.",
)
@click.option("--bib", type=flags.EXISTING, metavar="FILE", help="The bibliography, if not the usual one.")
@click.option("--mementos", is_flag=True, help="Look for archived copies of what is lost: archives see its address.")
@click.option(
    "--write",
    is_flag=True,
    help="Put archived copies and new addresses into the bibliography, after showing the diff and asking. Looks for "
    "copies as --mementos does.",
)
@click.option(
    "--save",
    is_flag=True,
    help="Have the Wayback Machine save what can be read today and has no copy, after asking: that publishes its "
    "address.",
)
@click.option(
    "--no-archive",
    is_flag=True,
    help="Keep no page of what is asked now: whether one has drifted can't be told, and each run asks all links.",
)
@click.option("--yes", is_flag=True, help="Don't ask: for scripts.")
@flags.sifting
@flags.network("honour")
@flags.common
def command(
    common: flags.Common,
    net: dict[str, Any],
    sifting: dict[str, Any],
    bib: Path | None,
    mementos: bool,
    write: bool,
    save: bool,
    no_archive: bool,
    yes: bool,
) -> int:
    """Judge the link of every reference in the bibliographies, a line each, and count them.

    What was asked a short while ago is not asked again (network.fresh-days). -v prints a line for each record stored.
    """
    from claimcheck import report
    from claimcheck.checks import reaches
    from claimcheck.links import links

    options = flags.options(common, net=net, robots="honour", bib=bib)
    options = replace(options, **flags.sifted(options, sifting), keep_pages=not no_archive)
    outcomes = links(options, common.console.progress())
    copies: Mapping[str, Copies] = {}
    if mementos or write:
        from claimcheck import config, upkeep

        timemaps = config.load(common.workspace).timemaps
        lost = upkeep.lost_links(outcomes)
        copies = upkeep.look_for_copies(lost, outcomes, options, timemaps, common.console.progress())
        outcomes = tuple(upkeep.with_missing_copies(outcome, copies, options) for outcome in outcomes)
    for outcome in outcomes:
        common.console.outcome(outcome.changes, outcome.written)
        common.console.data(report.link_list(outcome.report, color=common.console.colors_data()))
    for found in copies.values():
        common.console.line(_said(found))
    saved = _save(common, outcomes, options, yes=yes) if save else {}
    if write:
        plans = (upkeep.plan(outcome, copies, saved) for outcome in outcomes)
        revisions = (revision for revision in plans if revision is not None)
        flags.write_revisions(common, revisions, yes=yes, nothing="nothing to write")
    return int(any(reaches(outcome.report.findings, options.fail_on) for outcome in outcomes))


def _said(found: Copies) -> str:
    if found.memento is not None:
        return f"copy of {found.memento.date}  {found.url}  {found.memento.url}"
    said = {"none": "no copy", "unknown": "copies not known", "not_asked": "not asked"}[found.said]
    return f"{said}  {found.url}{f'  {found.why}' if found.why else ''}"


def _save(common: flags.Common, outcomes: Sequence[Outcome], options: Options, *, yes: bool) -> dict[str, Memento]:
    """Have pages saved that no archive has, once a person has agreed."""
    from claimcheck import config, upkeep
    from claimcheck.sources import Keys, save_pages

    timemaps = config.load(common.workspace).timemaps
    wanted = upkeep.unsaved_links(outcomes)
    known = upkeep.look_for_copies(wanted, outcomes, options, timemaps, common.console.progress())
    urls = upkeep.to_save(wanted, known)
    if not urls:
        common.console.message("nothing to save: no page that can be read, and be told, is without a copy")
        return {}
    for url in urls:
        common.console.line(f"to be saved  {url}")
    many = f"these {len(urls)} addresses" if len(urls) > 1 else "this address"
    if not flags.agreed(common, f"Send {many} to the Wayback Machine? The copies will be public.", yes=yes):
        return {}
    keys = Keys(os.environ.get("IA_ACCESS_KEY_ID", ""), os.environ.get("IA_SECRET_ACCESS_KEY", ""))
    done: dict[str, Memento] = {}
    for saved in save_pages(urls, options.net, keys):
        if saved.memento is not None:
            done[saved.url] = saved.memento
        common.console.line(f"saved  {saved.memento.url}" if saved.memento else f"not saved  {saved.url}  {saved.why}")
    return done
