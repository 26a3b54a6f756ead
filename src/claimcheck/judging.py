"""One job judged: its sources asked, its claims and links compared with what they say, the findings sifted."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claimcheck import __version__
from claimcheck.checks import Context, check_links, sift, weight
from claimcheck.inputs import STATE, sha256_of, shown, text_of
from claimcheck.job import Job, Options, Outcome, Progress
from claimcheck.model.keyed import Keyed, keys_of
from claimcheck.model.report import Report
from claimcheck.model.widths import DEFAULT_WIDTHS, Widths
from claimcheck.net import NetOptions, check_options, is_literal, is_public
from claimcheck.sources import Collected, Freshness, collect

if TYPE_CHECKING:
    from claimcheck.model.claim import Claim
    from claimcheck.model.document import Document
    from claimcheck.model.finding import Finding
    from claimcheck.model.reference import Reference
    from claimcheck.model.source import Source, WarcRef
    from claimcheck.model.verdict import ClaimVerdict
    from claimcheck.registries import Consulted

LINKS = "L"
"""How the codes of the findings on links begin."""
LONGEST_EPOCH = 11
"""Digits of a SOURCE_DATE_EPOCH within the years that a date can have."""


def ask_sources(
    job: Job,
    options: Options,
    progress: Progress,
    which: str = "",
    since: str = "",
    texts: Collection[str] | None = None,
) -> Collected:
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
        keep=options.keep_pages,
        fresh=fresh,
        since=since,
        texts=texts if options.keep_pages else frozenset(),
        on_done=on_done,
        on_record=on_record,
    )
    progress.done()
    return collected


def judge_job(
    job: Job,
    collected: Collected,
    options: Options,
    baseline: Report | None = None,
    *,
    links_alone: bool = False,
    consulted: Mapping[str, Consulted] | None = None,
) -> Outcome:
    """Judge one paper, with what registries say of its works.

    ``links_alone``: no findings but those on links, and nothing loaded for others.
    """
    references = job.bibliography.references
    by_key: Mapping[str, Source] = Keyed(keys_of(references), collected.sources)
    known = job.bibliography.by_key()
    claims = tuple(claim for claim in job.claims if not claim.orphaned)
    verdicts: tuple[ClaimVerdict, ...] = ()
    if claims:
        claims, verdicts, by_key = _judged(claims, by_key, job.document, options.widths)
    context = Context(
        document=job.document,
        bibliography=job.bibliography,
        claims=claims,
        verdicts=verdicts,
        sources=by_key,
        consulted=consulted or {},
        paper_path=job.paper,
        claims_path=shown(job.claims_path),
        bib_path=shown(job.bib_path),
        claims_text=text_of(job.claims_path),
        bib_text=text_of(job.bib_path),
        bib_texts={shown(path): text_of(path) for path in job.bib_paths},
        significance=options.significance,
    )
    asked = collected.network and not options.offline
    found, not_run = (_on_links(context), ()) if links_alone else _checked(context)
    sifted = sift(
        [finding for finding in found if asked or not finding.code.startswith(LINKS)],
        claims=claims,
        references=known,
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
        references=_rated(job),
        sources=tuple(by_key[reference.key] for reference in references) if claims else collected.sources,
        citations=job.bibliography.citations,
        findings=sifted.findings,
        ignored=sifted.ignored,
        notices=_notices(job, known, collected, options),
        not_run=(
            *(() if asked else (f"links: {'--offline' if options.offline else 'no network'}",)),
            *not_run,
        ),
    )
    if baseline is not None:
        from claimcheck.earlier import held_against  # reads reports: no part of a run on links

        read = job.document is not None
        report = held_against(report, baseline, links_asked=asked, paper_read=read, select=options.select)
    unused = sifted.unused if asked and not options.select else ()
    # Without the paper nothing is said of its marks and notes: rules for them are not unused.
    unused = tuple(rule for rule in unused if job.document or rule.code[:1] in ("N", "L", "B"))
    recovered = [f"{STATE}/archive: {note}" for note in collected.recovered]
    return Outcome(report, job.written, (*job.changes, *recovered), unused, job.bib_path, frozenset(job.real))


def _rated(job: Job) -> Sequence[Reference]:
    """The references, with how sure each field is that was read from the paper's own text."""
    described = job.bibliography.descriptions
    if not described:
        return job.bibliography.references
    from claimcheck.references import with_confidence

    return with_confidence(job.bibliography.references, described)


def _on_links(context: Context) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(check_links(context)), key=weight))


def _checked(context: Context) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Findings of all families, and which checks could not run."""
    from claimcheck.checks import run_checks, statistics_not_run

    return run_checks(context), statistics_not_run(context)


def _judged(
    claims: tuple[Claim, ...], sources: Mapping[str, Source], document: Document | None, widths: Widths
) -> tuple[tuple[Claim, ...], tuple[ClaimVerdict, ...], Mapping[str, Source]]:
    """Claims with the widths of the settings, what the sources say of them, and the sources, drifted ones marked.

    What reads language is loaded here, for the start of a run on links should not wait for it.
    """
    from claimcheck.evidence import DEFAULT, abbreviations, judge_claims, lost_figures, mark_drifted
    from claimcheck.quantities import with_widths

    if widths != DEFAULT_WIDTHS:
        claims = tuple(
            replace(claim, quantities=tuple(with_widths(quantity, widths) for quantity in claim.quantities))
            for claim in claims
        )
    short = abbreviations(document.source) if document is not None else {}
    verdicts = judge_claims(claims, sources, abbreviations=short, limits=replace(DEFAULT, widths=widths))
    drifted = mark_drifted(sources, lost_figures(claims, verdicts, sources, abbreviations=short))
    return claims, verdicts, drifted


def _notices(job: Job, known: Mapping[str, Reference], collected: Collected, options: Options) -> tuple[str, ...]:
    said = []
    if not collected.network:
        why = f" ({collected.trouble})" if collected.trouble else ""
        said.append(f"No network{why}: no source was asked in this run, and nothing is said about any link.")
    elif options.offline:
        said.append("Offline: sources were read from snapshots alone; what is shown of links is from earlier runs.")
    private = [] if options.offline or options.net.allow_private else _private_detours(options.net)
    if private:
        said.append(f"--connect-to leads to {', '.join(private)}, a private address, which needs --allow-private.")
    unknown = sorted({key for claim in job.claims for key in claim.sources if key not in known})
    if unknown:
        names = ", ".join(unknown[:6])
        bibs = " and ".join(shown(path) for path in job.bib_paths or (job.bib_path,))
        said.append(f"{shown(job.claims_path)} names sources that {bibs} does not have: {names}.")
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
