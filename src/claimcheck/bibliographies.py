"""``claimcheck bib``: a bibliography against itself and against the registries, and what can be mended in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claimcheck.checks import Context, Sifted, run_bibliography_checks, sift
from claimcheck.consulting import ask_registries
from claimcheck.errors import UsageError
from claimcheck.inputs import BIBLIOGRAPHY, CLAIMS, bibliographies_in, companions, shown, text_of
from claimcheck.job import Job, Options, Progress
from claimcheck.model.finding import Finding
from claimcheck.model.reference import Bibliography
from claimcheck.paperless import job_without_paper
from claimcheck.references import read_bibliographies, read_bibliography
from claimcheck.registries import Asking, Consulted


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of one bibliography."""

    path: Path
    job: Job
    sifted: Sifted
    consulted: Mapping[str, Consulted]
    """By citation key; empty where no registry was asked."""
    not_asked: str = ""
    """Why no registry was asked."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.sifted.findings


def examine(options: Options, asking: Asking | None, progress: Progress) -> tuple[Examined, ...]:
    """Every bibliography of the workspace, or the one of ``options``; ``asking`` None: no registry is asked.

    Raises UsageError where there is none, BibliographyError where one can't be read, StorageError.
    """
    paths = [options.bib] if options.bib else bibliographies_in(options.workspace)
    if not paths or not paths[0].is_file():
        remedy = "run claimcheck extract PAPER, or name one with --bib"
        raise UsageError("no bibliography", file=options.bib or options.workspace / BIBLIOGRAPHY, remedy=remedy)
    return tuple(_examine(path, options, asking, progress) for path in paths)


def _examine(path: Path, options: Options, asking: Asking | None, progress: Progress) -> Examined:
    progress.stage(f"reading {shown(path)}", None)
    bibliography = entries_in(path, options.workspace)
    progress.done()
    job = job_without_paper(options.workspace / CLAIMS, path, "", bibliography, ())
    consulted: Mapping[str, Consulted] = {}
    not_asked = "" if asking is not None else "--offline" if options.offline else "they were not to be"
    if asking is not None:
        consulted, not_asked = ask_registries(job, options, asking, progress)
    context = Context(
        document=None,
        bibliography=job.bibliography,
        claims=(),
        bib_path=shown(path),
        bib_text=text_of(path),
        consulted=consulted,
    )
    sifted = sift(
        run_bibliography_checks(context),
        references=job.bibliography.by_key(),
        rules=options.rules,
        select=options.select,
        ignore=options.ignore,
    )
    return Examined(path, job, sifted, consulted, not_asked)


def entries_in(path: Path, workspace: Path) -> Bibliography:
    """The entries of one bibliography, with what those abbreviate that a paper names before it."""
    before = companions(path, workspace)
    if not before:
        return read_bibliography(path)
    whole = read_bibliographies([*((each, shown(each)) for each in before), (path, "")])
    return Bibliography(
        tuple(entry for entry in whole.references if not entry.bib),
        (),
        tuple(problem for problem in whole.problems if not problem.bib),
    )


def unchecked(consulted: Mapping[str, Consulted]) -> tuple[str, ...]:
    """A line for each work that was not checked, with the reason."""
    return tuple(f"{each.key} not checked: {each.why}" for each in consulted.values() if each.outcome == "unchecked")


def offers(consulted: Mapping[str, Consulted]) -> tuple[str, ...]:
    """A line for each work without an identifier of which a registry has one of that title, author and year."""
    return tuple(
        f"{each.key}: {each.record.registry} has a work of that title, author and year, {each.record.identifier}"
        for each in consulted.values()
        if each.outcome == "offered" and each.record is not None and each.record.identifier
    )
