"""Wires the steps, from a paper to a report; prints nothing and knows no terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.checks import Rule
from claimcheck.earlier import baselines_of, read_baselines
from claimcheck.errors import ClaimcheckError, InputError, UsageError
from claimcheck.inputs import CLAIMS, claims_files, shown
from claimcheck.intake import claims_job, read_job
from claimcheck.job import Checked, Job, Options, Outcome, Progress
from claimcheck.judging import ask_sources, judge_job
from claimcheck.report import FORMATS, render, write

if TYPE_CHECKING:
    from claimcheck.registries import Consulted

REPORTS = "reports"


def check(options: Options, progress: Progress) -> Checked:
    """The main job: read, link, fetch, archive, judge, report. One outcome a paper.

    Without a paper, every claims file of the workspace is worked from, and one that can't be read keeps none of the
    others from being checked. Raises InputError where the only one can't be read, UsageError where there is nothing to
    check, StorageError where the disk or the state gives out.
    """
    earlier = read_baselines(options.baselines)
    if options.paper is not None:  # before anything is written
        baselines_of([options.paper.as_posix()], earlier)
    jobs, failures = _jobs(options, progress)
    baselines = baselines_of([job.paper for job in jobs], earlier)
    several = options.paper is None and len(jobs) + len(failures) > 1
    alone = len({*claims_files(options.workspace), *(job.claims_path for job in jobs)}) < 2
    # One paper after the other: keys may mean different works in different bibliographies, and what two papers share
    # is fresh in the state when the second asks for it.
    outcomes: list[Outcome] = []
    for job, baseline in zip(jobs, baselines, strict=True):
        which = (job.paper or shown(job.claims_path)) if several else ""
        collected = ask_sources(job, options, progress, which)
        outcome = judge_job(job, collected, options, baseline, consulted=consulted_of(job, options, progress))
        if alone:
            notices = (*outcome.report.notices, *_unused(outcome.unused))
            outcome = replace(outcome, report=replace(outcome.report, notices=notices))
        outcomes.append(_finish(job, outcome, options, progress))
    if options.paper is None and not alone and outcomes:  # a rule may serve one paper of several
        unused = [rule for rule in options.rules if all(rule in outcome.unused for outcome in outcomes)]
        outcomes[-1] = replace(outcomes[-1], changes=(*outcomes[-1].changes, *_unused(unused)))
    return Checked(tuple(outcomes), failures)


def extract(options: Options, progress: Progress) -> Job:
    """Read the paper; write or update the bibliography and the claims file. No source is asked."""
    if options.paper is None:
        raise UsageError("extract needs a paper", remedy="name it: claimcheck extract PAPER")
    return read_job(options.paper, options, progress)


def consulted_of(job: Job, options: Options, progress: Progress) -> Mapping[str, Consulted]:
    """What registries say of the works of a paper, where they are to be asked."""
    if options.asking is None or (options.offline and options.asking.registries):
        return {}
    from claimcheck.consulting import ask_registries

    return ask_registries(job, options, options.asking, progress)[0]


def _jobs(options: Options, progress: Progress) -> tuple[tuple[Job, ...], tuple[ClaimcheckError, ...]]:
    """The papers of this run, and why others could not be read, once for each cause."""
    if options.paper is not None:
        return (read_job(options.paper, options, progress),), ()
    files = claims_files(options.workspace)
    if not files:
        where, remedy = options.workspace / CLAIMS, "name a paper: claimcheck check PAPER"
        raise UsageError("nothing to check: no claims file here", file=where, remedy=remedy)
    jobs: list[Job] = []
    failures: dict[str, ClaimcheckError] = {}
    for path in files:
        try:
            jobs.append(claims_job(path, options))
        except (InputError, UsageError) as error:
            if len(files) == 1:
                raise
            failures.setdefault(str(error), error)
    return tuple(jobs), tuple(failures.values())


def _finish(job: Job, outcome: Outcome, options: Options, progress: Progress) -> Outcome:
    """Write the reports of one paper."""
    name = job.claims_path.relative_to(options.workspace / CLAIMS).with_suffix("")
    written = list(outcome.written)
    progress.stage("writing reports", None)
    for form, (suffix, _) in FORMATS.items():
        path = options.workspace / REPORTS / name.with_name(f"{name.name}.{suffix}")
        write(path, render(outcome.report, form))
        written.append(path)
    progress.done()
    return replace(outcome, written=tuple(written))


def _unused(rules: Sequence[Rule]) -> tuple[str, ...]:
    return tuple(f"[[ignore]] {rule} fits no finding any more: take it out of the settings." for rule in rules)
