"""Wires the steps, from a paper to a report; prints nothing and knows no terminal."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from claimcheck import __version__
from claimcheck.checks import Context, Rule, run_checks, sift, statistics_not_run
from claimcheck.claims import ClaimsFile, claims_path, merge, read_claims, write_claims
from claimcheck.claims import extract as extract_claims
from claimcheck.errors import NetworkError, UsageError
from claimcheck.evidence import abbreviations, judge_claims
from claimcheck.inputs import (
    BIBLIOGRAPHY,
    bibliography_of,
    existing_entries,
    missing_bibliography,
    must_be_a_file,
    shown,
    stored_claims,
)
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document
from claimcheck.model.finding import Level
from claimcheck.model.reference import Bibliography, Reference
from claimcheck.model.report import Report
from claimcheck.model.source import Source, WarcRef
from claimcheck.net import NetOptions, check_options, is_literal, is_public, without_credentials
from claimcheck.paper import read_paper
from claimcheck.references import append_entries, build_bibliography, read_bibliography
from claimcheck.report import FORMATS, render, write
from claimcheck.sources import Collected, Freshness, collect
from claimcheck.statistics import SignificanceRules

LINKS = "L"
"""How the codes of the findings on links begin."""
LONGEST_EPOCH = 11
"""Digits of a SOURCE_DATE_EPOCH within the years that a date can have."""
STATE = ".claimcheck"
CLAIMS = "claims"
REPORTS = "reports"


class Progress(Protocol):
    """What a caller may show while the job runs."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins; ``total`` steps, None where nobody can know."""

    def step(self, text: str) -> None:
        """One step of the stage is done; ``text`` says which, in a few words."""

    def detail(self, text: str) -> None:
        """One line for those who asked for details (``-v``), such as a record that was stored."""

    def done(self) -> None:
        """The stage is over."""


@dataclass(frozen=True, slots=True)
class Options:
    """What one run is asked to do. Paths are absolute or relative to the current directory."""

    workspace: Path
    paper: Path | None = None
    bib: Path | None = None
    offline: bool = False
    frozen: bool = False
    net: NetOptions = field(default_factory=NetOptions)
    fail_on: Level | None = "error"
    """None: never."""
    select: tuple[str, ...] = ()
    """Codes or their beginnings; empty: all."""
    ignore: tuple[str, ...] = ()
    """Codes or their beginnings that the command line puts aside."""
    rules: tuple[Rule, ...] = ()
    """What the settings put aside, each with its reason."""
    fresh_days: float | None = None
    """How long a good answer counts as fresh; None: the default of sources/."""
    significance: SignificanceRules = field(default_factory=SignificanceRules)
    """What counts as an error in a reported test."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    report: Report
    written: tuple[Path, ...] = ()
    """Files that were written or changed."""
    changes: tuple[str, ...] = ()
    """What changed in the user's files, a line each."""


@dataclass(frozen=True, slots=True)
class Job:
    """One paper on its way: what was read of it, and what changed in the user's files."""

    claims_path: Path
    bib_path: Path
    document: Document | None
    paper: str
    """The paper's path as it is shown."""
    bibliography: Bibliography
    claims: tuple[Claim, ...]
    written: tuple[Path, ...] = ()
    changes: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def check(options: Options, progress: Progress) -> tuple[Outcome, ...]:
    """The main job: read, link, fetch, archive, judge, report. One outcome a paper.

    Without a paper, every claims file of the workspace is worked from. Raises InputError for what can't be read,
    UsageError where there is nothing to check, StorageError where the disk or the state gives out.
    """
    # One paper after the other: keys may mean different works in different bibliographies, and what two papers share
    # is fresh in the state when the second asks for it.
    return tuple(
        _finish(job, _collect(job.bibliography.references, options, progress), options, progress)
        for job in _jobs(options, progress)
    )


def extract(options: Options, progress: Progress) -> Job:
    """Read the paper; write or update the bibliography and the claims file. No source is asked."""
    if options.paper is None:
        raise UsageError("extract needs a paper", remedy="name it: claimcheck extract PAPER")
    return _read(options.paper, options, progress)


def fetch(options: Options, progress: Progress) -> Outcome:
    """Fetch and archive every source of the workspace and judge its link.

    Raises NetworkError without any network.
    """
    bib_path = options.bib or options.workspace / BIBLIOGRAPHY
    if not bib_path.is_file():
        raise UsageError(
            "no bibliography", file=bib_path, remedy="run claimcheck extract PAPER, or name one with --bib"
        )
    bibliography = read_bibliography(bib_path)
    collected = _collect(bibliography.references, options, progress)
    if not collected.network:
        raise NetworkError("no network: no source could be asked", remedy="see --offline, --proxy and --connect-to")
    job = Job(options.workspace / CLAIMS, bib_path, None, "", bibliography, ())
    return _outcome(job, collected, options)


def _jobs(options: Options, progress: Progress) -> tuple[Job, ...]:
    if options.paper is not None:
        return (_read(options.paper, options, progress),)
    folder = options.workspace / CLAIMS
    files = sorted(path for path in folder.rglob("*.toml") if path.is_file())
    if not files:
        raise UsageError(
            "nothing to check: no claims file here", file=folder, remedy="name a paper: claimcheck check PAPER"
        )
    return tuple(_read_claims_alone(path, options) for path in files)


def _read(paper: Path, options: Options, progress: Progress) -> Job:
    """Read a paper, and bring bibliography and claims file up to date with it (``--frozen``: in memory alone)."""
    progress.stage(f"reading {paper.name}", None)
    must_be_a_file(paper)
    document = read_paper(paper)
    bib_path = options.bib or bibliography_of(document, paper, options.workspace)
    existing = existing_entries(bib_path)
    bibliography = build_bibliography(document, existing.references)
    fresh = bibliography.references[len(existing.references) :]
    bibliography = _of_paper(bibliography, existing)
    path = claims_path(options.workspace, paper)
    stored = stored_claims(path, paper, options.workspace)
    merged = merge(stored.claims if stored else (), extract_claims(document, bibliography), document)
    progress.done()
    notices = [*merged.notices, *missing_bibliography(document, bib_path)]
    changes = [
        *_told(f"{shown(bib_path)}: new", [reference.key for reference in fresh]),
        *_told(f"{shown(path)}: new", merged.added),
        *_told(f"{shown(path)}: changed", merged.changed),
        *_told(f"{shown(path)}: lost their sentence", merged.orphaned),
    ]
    written: list[Path] = []
    if options.frozen:
        if stored is None or merged:
            notices.append(f"{shown(path)} is stale: run claimcheck extract {shown(paper)}")
    else:
        if fresh and append_entries(bib_path, fresh):
            written.append(bib_path)
            # Read back, so that findings can point into the file from the first run on.
            existing = existing_entries(bib_path)
            bibliography = _of_paper(build_bibliography(document, existing.references), existing)
        if write_claims(path, stored.paper if stored else _from(options.workspace, paper), merged.claims):
            written.append(path)
    return Job(
        path, bib_path, document, document.path, bibliography, merged.claims,
        tuple(written), tuple(changes), tuple(notices),
    )  # fmt: skip


def _read_claims_alone(path: Path, options: Options) -> Job:
    """A claims file and the bibliography, without the paper."""
    stored: ClaimsFile = read_claims(path)
    bib_path = options.bib or options.workspace / BIBLIOGRAPHY
    existing = existing_entries(bib_path)
    cited = {key for claim in stored.claims for key in claim.sources}
    if not cited <= existing.by_key().keys() and not existing.references:
        raise UsageError("the claims cite works, and there is no bibliography", file=bib_path, remedy="give --bib FILE")
    return Job(path, bib_path, None, stored.paper, existing, stored.claims)


def _of_paper(bibliography: Bibliography, existing: Bibliography) -> Bibliography:
    """The works of this paper alone: cited, or described in it; a bibliography may hold many others."""
    cited = {key for citation in bibliography.citations for key in citation.keys}
    own = tuple(r for r in bibliography.references if r.key in cited or r.span is not None)
    return replace(bibliography, references=own, problems=(*existing.problems, *bibliography.problems))


def _collect(references: Sequence[Reference], options: Options, progress: Progress) -> Collected:
    if not options.offline:
        check_options(options.net)
    progress.stage("reading snapshots" if options.offline else "asking sources", len(references))

    def on_done(source: Source) -> None:
        progress.step(f"{source.key}: {source.health.status}")

    def on_record(record: WarcRef) -> None:
        kind = f", {record.media_type}" if record.media_type else ""
        progress.detail(f"stored {record.url} ({record.status}{kind}) in {record.warc}")

    fresh = Freshness() if options.fresh_days is None else Freshness(ok_days=options.fresh_days)
    collected = collect(
        _public(references),
        workspace=options.workspace,
        state=options.workspace / STATE,
        options=options.net,
        offline=options.offline,
        fresh=fresh,
        on_done=on_done,
        on_record=on_record,
    )
    progress.done()
    return collected


def _public(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """References as they may be shown and kept: no user name or password in an address."""
    return tuple(
        replace(r, url=without_credentials(r.url), archiveurl=without_credentials(r.archiveurl)) for r in references
    )


def _finish(job: Job, collected: Collected, options: Options, progress: Progress) -> Outcome:
    """Judge and report one paper."""
    outcome = _outcome(job, collected, options)
    name = job.claims_path.relative_to(options.workspace / CLAIMS).with_suffix("")
    written = list(outcome.written)
    progress.stage("writing reports", None)
    for form in FORMATS:
        path = options.workspace / REPORTS / name.with_name(f"{name.name}.{form}")
        write(path, render(outcome.report, form))
        written.append(path)
    progress.done()
    return replace(outcome, written=tuple(written))


def _outcome(job: Job, collected: Collected, options: Options) -> Outcome:
    by_key = {source.key: source for source in collected.sources}
    claims = tuple(claim for claim in job.claims if not claim.orphaned)
    short = abbreviations(job.document.source) if job.document else {}
    verdicts = judge_claims(claims, by_key, abbreviations=short)
    bibliography = replace(job.bibliography, references=_public(job.bibliography.references))
    context = Context(
        document=job.document,
        bibliography=bibliography,
        claims=claims,
        verdicts=verdicts,
        sources=by_key,
        paper_path=job.paper,
        claims_path=shown(job.claims_path),
        bib_path=shown(job.bib_path),
        claims_text=_text(job.claims_path),
        bib_text=_text(job.bib_path),
        significance=options.significance,
    )
    references = bibliography.references
    asked = collected.network and not options.offline
    sifted = sift(
        [finding for finding in run_checks(context) if asked or not finding.code.startswith(LINKS)],
        claims=claims,
        references=bibliography.by_key(),
        rules=options.rules,
        select=options.select,
        ignore=options.ignore,
    )
    report = Report(
        version=__version__,
        generated=_now(),
        paper_path=job.paper,
        title=job.document.title if job.document else job.claims_path.stem,
        sha256=job.document.sha256 if job.document else _sha256(job.claims_path),
        claims=claims,
        verdicts=verdicts,
        references=references,
        sources=tuple(by_key[reference.key] for reference in references if reference.key in by_key),
        citations=bibliography.citations,
        findings=sifted.findings,
        ignored=sifted.ignored,
        notices=_notices(job, collected, options),
        not_run=(
            *(() if asked else (f"links: {'--offline' if options.offline else 'no network'}",)),
            *statistics_not_run(context),
        ),
    )
    return Outcome(report, job.written, job.changes)


def _notices(job: Job, collected: Collected, options: Options) -> tuple[str, ...]:
    said = []
    if not collected.network:
        said.append("No network: no source was asked in this run, and nothing is said about any link.")
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


def _told(what: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return [f"{what}: {', '.join(names[:6])}{more}"]


def _from(workspace: Path, paper: Path) -> str:
    """The paper's path as the workspace names it, with forward slashes."""
    return Path(os.path.relpath(paper.resolve(), workspace.resolve())).as_posix()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _now() -> str:
    """RFC 3339 in UTC; ``SOURCE_DATE_EPOCH`` wins, so that the same inputs give the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    stated = epoch.isascii() and epoch.isdigit() and len(epoch) <= LONGEST_EPOCH
    moment = datetime.fromtimestamp(int(epoch), UTC) if stated else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
