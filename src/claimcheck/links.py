"""The jobs on links alone, from bibliographies to outcomes: no paper is read, and nothing that reads one is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import ClaimcheckError, NetworkError, UsageError
from claimcheck.inputs import (
    BIBLIOGRAPHY,
    CLAIMS,
    bibliographies_in,
    claims_files,
    read_stored,
    remembered_bibliographies,
    shown,
)
from claimcheck.job import Job, Options, Outcome, Progress
from claimcheck.judging import ask_sources, judge_job
from claimcheck.paperless import job_without_paper
from claimcheck.references import read_bibliography

if TYPE_CHECKING:
    from claimcheck.model.claim import Claim
    from claimcheck.sources import Collected


def fetch(options: Options, progress: Progress) -> tuple[Outcome, ...]:
    """Fetch and archive every source of the workspace and judge its link. One outcome a bibliography.

    Raises NetworkError without any network.
    """
    return tuple(
        judge_job(job, _asked(job, options, progress, which), options, links_alone=True)
        for job, which in _jobs_of_bibliographies(options)
    )


def links(options: Options, progress: Progress, *, since: str = "") -> tuple[Outcome, ...]:
    """Judge the link of every reference of the workspace. One outcome a bibliography, findings on links alone.

    ``since``: pages are compared with what they were at that moment (RFC 3339, UTC), not with what was seen last.
    Raises NetworkError without any network, UsageError without a bibliography.
    """
    outcomes = []
    for job, which in _jobs_of_bibliographies(options):
        job = replace(job, claims=_claims_on(job.bib_path, options.workspace))
        outcome = judge_job(job, _asked(job, options, progress, which, since), options, links_alone=True)
        outcomes.append(outcome)
    return tuple(outcomes)


def _jobs_of_bibliographies(options: Options) -> Iterator[tuple[Job, str]]:
    """A job for each bibliography, and what to call it where there are several."""
    paths = [options.bib] if options.bib else bibliographies_in(options.workspace)
    if not paths or not paths[0].is_file():
        remedy = "run claimcheck extract PAPER, or name one with --bib"
        raise UsageError("no bibliography", file=options.bib or options.workspace / BIBLIOGRAPHY, remedy=remedy)
    for path in paths:
        job = job_without_paper(options.workspace / CLAIMS, path, "", read_bibliography(path), ())
        yield job, shown(path) if len(paths) > 1 else ""


def _asked(job: Job, options: Options, progress: Progress, which: str, since: str = "") -> Collected:
    """The sources of a job, with the texts that its claims cite. Raises NetworkError where none could be asked."""
    cited = {key for claim in job.claims for key in claim.sources}
    collected = ask_sources(job, options, progress, which, since, cited)
    if not collected.network:
        raise NetworkError(
            f"no network: {collected.trouble or 'no source could be asked'}",
            remedy="see --offline, --proxy and --connect-to",
        )
    return collected


def _claims_on(bib: Path, workspace: Path) -> tuple[Claim, ...]:
    """The claims of the workspace whose keys are of this bibliography; a file that can't be read has none."""
    claims: list[Claim] = []
    for path in claims_files(workspace):
        try:
            stored = read_stored(path)
        except ClaimcheckError:
            continue  # whoever checks that file is told
        if bib.resolve() in (path.resolve() for path in remembered_bibliographies(stored, workspace)):
            claims += stored.claims
    return tuple(claims)
