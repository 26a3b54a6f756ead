"""Wires the steps, from a paper to a report; prints nothing and knows no terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from claimcheck import __version__
from claimcheck.checks import Context, Rule, run_checks, sift, statistics_not_run
from claimcheck.claims import read_claims
from claimcheck.earlier import baselines_of, held_against, read_baselines
from claimcheck.errors import ClaimcheckError, InputError, NetworkError, UsageError
from claimcheck.evidence import DEFAULT, abbreviations, judge_claims, lost_figures, mark_drifted
from claimcheck.inputs import (
    BIBLIOGRAPHY,
    CLAIMS,
    bibliographies_in,
    claims_files,
    remembered_bibliography,
    sha256_of,
    shown,
    text_of,
)
from claimcheck.intake import claims_job, job_without_paper, read_job
from claimcheck.job import Checked, Job, Options, Outcome, Progress
from claimcheck.model.claim import Claim
from claimcheck.model.report import Report
from claimcheck.model.source import Source, WarcRef
from claimcheck.net import NetOptions, check_options, is_literal, is_public
from claimcheck.quantities import DEFAULT_WIDTHS, Widths, with_widths
from claimcheck.references import read_bibliography
from claimcheck.report import FORMATS, render, write
from claimcheck.sources import Collected, Freshness, collect

LINKS = "L"
"""How the codes of the findings on links begin."""
LONGEST_EPOCH = 11
"""Digits of a SOURCE_DATE_EPOCH within the years that a date can have."""
STATE = ".claimcheck"
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
        outcome = _outcome(job, _collect(job, options, progress, which), options, baseline)
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


def fetch(options: Options, progress: Progress) -> tuple[Outcome, ...]:
    """Fetch and archive every source of the workspace and judge its link. One outcome a bibliography.

    Raises NetworkError without any network.
    """
    return tuple(
        _outcome(job, _asked(job, options, progress, which), options) for job, which in _jobs_of_bibliographies(options)
    )


def links(options: Options, progress: Progress, *, since: str = "") -> tuple[Outcome, ...]:
    """Judge the link of every reference of the workspace. One outcome a bibliography, findings on links alone.

    ``since``: pages are compared with what they were at that moment (RFC 3339, UTC), not with what was seen last.
    Raises NetworkError without any network, UsageError without a bibliography.
    """
    outcomes = []
    for job, which in _jobs_of_bibliographies(options):
        job = replace(job, claims=_claims_on(job.bib_path, options.workspace))
        outcome = _outcome(job, _asked(job, options, progress, which, since), options, codes=LINKS)
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
    """The sources of a job. Raises NetworkError where none could be asked."""
    collected = _collect(job, options, progress, which, since)
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
            stored = read_claims(path)
        except ClaimcheckError:
            continue  # whoever checks that file is told
        if remembered_bibliography(stored, workspace).resolve() == bib.resolve():
            claims += stored.claims
    return tuple(claims)


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


def _collect(job: Job, options: Options, progress: Progress, which: str = "", since: str = "") -> Collected:
    if not options.offline:
        check_options(options.net)
    references = job.bibliography.references
    stage = "reading snapshots" if options.offline else "asking sources"
    progress.stage(f"{which}: {stage}" if which else stage, len(references))

    def on_done(source: Source) -> None:
        progress.step(f"{source.key}: {source.health.status}")

    def on_record(record: WarcRef) -> None:
        kind = f", {record.media_type}" if record.media_type else ""
        progress.detail(f"stored {record.url} ({record.status}{kind}) in {record.warc}")

    fresh = Freshness() if options.fresh_days is None else Freshness(ok_days=options.fresh_days)
    if options.anew_since:  # what this very run has asked for another bibliography is not asked again
        fresh = Freshness(0.0, 0.0, options.anew_since)
    collected = collect(
        references,
        workspace=options.workspace,
        state=options.workspace / STATE,
        options=options.net,
        real=job.real,
        offline=options.offline,
        services=options.services,
        fresh=fresh,
        since=since,
        on_done=on_done,
        on_record=on_record,
    )
    progress.done()
    return collected


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


def _outcome(
    job: Job, collected: Collected, options: Options, baseline: Report | None = None, *, codes: str = ""
) -> Outcome:
    """Judge one paper; ``codes``: how the codes of the findings that are wanted begin."""
    by_key = {source.key: source for source in collected.sources}
    claims = tuple(_widened(claim, options.widths) for claim in job.claims if not claim.orphaned)
    short = abbreviations(job.document.source) if job.document else {}
    limits = replace(DEFAULT, widths=options.widths)
    verdicts = judge_claims(claims, by_key, abbreviations=short, limits=limits)
    by_key = mark_drifted(by_key, lost_figures(claims, verdicts, by_key, abbreviations=short))
    context = Context(
        document=job.document,
        bibliography=job.bibliography,
        claims=claims,
        verdicts=verdicts,
        sources=by_key,
        paper_path=job.paper,
        claims_path=shown(job.claims_path),
        bib_path=shown(job.bib_path),
        claims_text=text_of(job.claims_path),
        bib_text=text_of(job.bib_path),
        significance=options.significance,
    )
    references = job.bibliography.references
    asked = collected.network and not options.offline
    sifted = sift(
        [
            finding
            for finding in run_checks(context)
            if finding.code.startswith(codes) and (asked or not finding.code.startswith(LINKS))
        ],
        claims=claims,
        references=job.bibliography.by_key(),
        rules=options.rules,
        select=options.select,
        ignore=options.ignore,
    )
    report = Report(
        version=__version__,
        generated=_now(),
        paper_path=job.paper,
        title=job.document.title if job.document else job.claims_path.stem,
        sha256=job.document.sha256 if job.document else sha256_of(job.claims_path),
        claims=claims,
        verdicts=verdicts,
        references=references,
        sources=tuple(by_key[reference.key] for reference in references if reference.key in by_key),
        citations=job.bibliography.citations,
        findings=sifted.findings,
        ignored=sifted.ignored,
        notices=_notices(job, collected, options),
        not_run=(
            *(() if asked else (f"links: {'--offline' if options.offline else 'no network'}",)),
            *statistics_not_run(context),
        ),
    )
    if baseline is not None:
        read = job.document is not None
        report = held_against(report, baseline, links_asked=asked, paper_read=read, select=options.select)
    unused = sifted.unused if asked and not options.select else ()
    # Without the paper nothing is said of its marks and notes: rules for them are not unused.
    unused = tuple(rule for rule in unused if job.document or rule.code[:1] in ("N", "L", "B"))
    recovered = [f"{STATE}/archive: {note}" for note in collected.recovered]
    return Outcome(report, job.written, (*job.changes, *recovered), unused, job.bib_path, frozenset(job.real))


def _widened(claim: Claim, widths: Widths) -> Claim:
    if widths == DEFAULT_WIDTHS:
        return claim
    return replace(claim, quantities=tuple(with_widths(quantity, widths) for quantity in claim.quantities))


def _unused(rules: Sequence[Rule]) -> tuple[str, ...]:
    return tuple(f"[[ignore]] {rule} fits no finding any more: take it out of the settings." for rule in rules)


def _notices(job: Job, collected: Collected, options: Options) -> tuple[str, ...]:
    said = []
    if not collected.network:
        why = f" ({collected.trouble})" if collected.trouble else ""
        said.append(f"No network{why}: no source was asked in this run, and nothing is said about any link.")
    elif options.offline:
        said.append("Offline: sources were read from snapshots alone; what is shown of links is from earlier runs.")
    private = [] if options.offline or options.net.allow_private else _private_detours(options.net)
    if private:
        said.append(f"--connect-to leads to {', '.join(private)}, a private address, which needs --allow-private.")
    known = job.bibliography.by_key()
    unknown = sorted({key for claim in job.claims for key in claim.sources if key not in known})
    if unknown:
        names = ", ".join(unknown[:6])
        said.append(f"{shown(job.claims_path)} names sources that {shown(job.bib_path)} does not have: {names}.")
    orphaned = sum(claim.orphaned for claim in job.claims)
    if orphaned:
        said.append(
            f"{orphaned} of the claims file's claims no longer stand in the paper (orphaned); they are left out."
        )
    return (*said, *job.notices)


def _private_detours(net: NetOptions) -> list[str]:
    hosts = dict.fromkeys(host for *_, host, _ in net.connect_to if is_literal(host) and not is_public(host))
    return list(hosts)


def _now() -> str:
    """RFC 3339 in UTC; ``SOURCE_DATE_EPOCH`` wins, so that the same inputs give the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    stated = epoch.isascii() and epoch.isdigit() and len(epoch) <= LONGEST_EPOCH
    moment = datetime.fromtimestamp(int(epoch), UTC) if stated else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
