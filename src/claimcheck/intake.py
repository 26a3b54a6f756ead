"""From the files that a run is given to jobs: a paper with its claims file and bibliography, or those two alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from claimcheck.claims import ClaimsFile, claims_path, merge, read_claims, write_claims
from claimcheck.claims import extract as extract_claims
from claimcheck.errors import UsageError
from claimcheck.inputs import (
    bibliography_of,
    bibliography_to_remember,
    entries_beside,
    existing_entries,
    left_behind,
    missing_bibliography,
    must_be_a_file,
    paper_to_remember,
    public,
    real_addresses,
    remembered_bibliography,
    shown,
    stored_claims,
)  # fmt: skip
from claimcheck.job import Job, Options, Progress
from claimcheck.model.reference import Bibliography, Reference
from claimcheck.paper import read_paper
from claimcheck.paperless import job_without_paper, without_secrets
from claimcheck.references import append_entries, build_bibliography
from claimcheck.store.files import rename_file


def read_job(paper: Path, options: Options, progress: Progress) -> Job:
    """Read a paper, and bring bibliography and claims file up to date with it (``--frozen``: in memory alone)."""
    progress.stage(f"reading {paper.name}", None)
    must_be_a_file(paper)
    document = read_paper(paper)
    bib_path = options.bib or bibliography_of(document, paper, options.workspace)
    existing = existing_entries(bib_path)
    beside = [] if options.bib else entries_beside(document, paper, options.workspace, bib_path)
    known = _known(existing, beside)
    bibliography = build_bibliography(document, known)
    fresh = public(bibliography.references[len(known) :])
    real = real_addresses(bibliography.references, document)
    bibliography = _of_paper(bibliography, existing)
    path = claims_path(options.workspace, paper)
    moved = left_behind(path, document, options.workspace)
    stored = stored_claims(moved or path, paper, options.workspace)
    merged = merge(stored.claims if stored else (), extract_claims(document, bibliography), document)
    progress.done()
    notices = [*document.notices, *merged.notices, *missing_bibliography(document, bib_path)]
    changes = [
        *([f"{shown(moved)}: its paper is {shown(paper)} now, so it moved to {shown(path)}"] if moved else ()),
        *_told(f"{shown(bib_path)}: new", [reference.key for reference in fresh]),
        *_told(f"{shown(path)}: new", merged.added),
        *_told(f"{shown(path)}: changed", merged.changed),
        *_told(f"{shown(path)}: lost their sentence", merged.orphaned),
    ]
    written: list[Path] = []
    if options.frozen:
        if stored is None or merged or moved:
            notices.append(f"{shown(path)} is stale: run claimcheck extract {shown(paper)}")
    else:
        if append_entries(bib_path, fresh):
            written.append(bib_path)
            # Read back, so that findings can point into the file from the first run on.
            existing = existing_entries(bib_path)
            bibliography = _of_paper(build_bibliography(document, _known(existing, beside)), existing)
        if moved:
            rename_file(moved, path)
        named = paper_to_remember(stored, paper, options.workspace)
        if write_claims(path, named, merged.claims, bibliography_to_remember(bib_path, options.workspace)):
            written.append(path)
    return Job(
        path, bib_path, document, document.path, without_secrets(bibliography), merged.claims, real,
        tuple(written), tuple(changes), tuple(notices),
    )  # fmt: skip


def claims_job(path: Path, options: Options) -> Job:
    """A claims file and the bibliography, without the paper."""
    stored: ClaimsFile = read_claims(path)
    bib_path = options.bib or remembered_bibliography(stored, options.workspace)
    existing = existing_entries(bib_path)
    cited = {key for claim in stored.claims for key in claim.sources}
    if not cited <= existing.by_key().keys() and not existing.references:
        raise UsageError("the claims cite works, and there is no bibliography", file=bib_path, remedy="give --bib FILE")
    return job_without_paper(path, bib_path, stored.paper, existing, stored.claims)


def _known(existing: Bibliography, beside: Sequence[Reference]) -> tuple[Reference, ...]:
    """The entries that the paper's keys may name: those of its first bibliography before those of the others."""
    keys = existing.by_key()
    return (*existing.references, *(reference for reference in beside if reference.key not in keys))


def _of_paper(bibliography: Bibliography, existing: Bibliography) -> Bibliography:
    """The works of this paper alone: cited, or described in it; a bibliography may hold many others."""
    cited = {key for citation in bibliography.citations for key in citation.keys}
    own = tuple(r for r in bibliography.references if r.key in cited or r.span is not None)
    return replace(bibliography, references=own, problems=(*existing.problems, *bibliography.problems))


def _told(what: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return [f"{what}: {', '.join(names[:6])}{more}"]
