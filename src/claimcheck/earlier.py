"""What a run is held against: reports of earlier runs, each matched with the paper that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from claimcheck.checks import against
from claimcheck.errors import InputError, UsageError
from claimcheck.model.finding import Finding
from claimcheck.model.report import Baseline, Report
from claimcheck.report import read_file

_REMEDY = "give the report.json of an earlier run over the same paper"


def read_baselines(paths: Sequence[Path]) -> tuple[tuple[Path, Report], ...]:
    """The reports in ``paths``. Raises InputError with the file for what is no report."""
    return tuple((path, read_file(path)) for path in paths)


def baselines_of(papers: Sequence[str], earlier: Sequence[tuple[Path, Report]]) -> tuple[Report | None, ...]:
    """For each paper its baseline, if one is about it: by its path, or a path that ends in it or that it ends in.

    The same paper is ``paper.md`` from inside its folder and ``drafts/paper.md`` from outside. Raises InputError for
    a baseline of no paper at hand, or of one that can't be told, UsageError where two are about the same one.
    """
    taken: dict[int, tuple[Path, Report]] = {}
    for path, report in earlier:
        fitting = _match(report.paper_path, papers)
        if len(fitting) != 1:
            here = _named(papers[at] for at in fitting or range(len(papers)))
            of = report.paper_path or "without a path"
            message = f"may be a report on any of {here}" if fitting else f"is a report on another paper, {of}"
            remedy = _REMEDY if fitting else f"{_REMEDY}, {here}"
            raise InputError(message, file=path, remedy=remedy)
        at = fitting[0]
        if at in taken:
            raise UsageError(f"{taken[at][0]} is a baseline of {papers[at]} too", file=path, remedy="give one a paper")
        taken[at] = (path, report)
    return tuple(taken[at][1] if at in taken else None for at in range(len(papers)))


def _match(wanted: str, papers: Sequence[str]) -> list[int]:
    """Which of the papers may be meant: the same path, else those with the longest common end."""
    if wanted in papers:
        return [papers.index(wanted)]
    common: dict[int, list[int]] = {0: []}
    one = _parts(wanted)
    for at, paper in enumerate(papers):
        other = _parts(paper)
        shorter = min(len(one), len(other))
        if shorter and one[-shorter:] == other[-shorter:]:
            common.setdefault(shorter, []).append(at)
    return common[max(common)]


def _named(papers: Iterable[str]) -> str:
    names = list(papers)
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _parts(path: str) -> tuple[str, ...]:
    """Parts of a path below where one stands; what leads up to there is left out."""
    return tuple(part for part in PurePosixPath(path.replace("\\", "/")).parts if part not in ("..", "/"))


def held_against(
    report: Report, baseline: Report, *, links_asked: bool, paper_read: bool, select: Sequence[str]
) -> Report:
    """The report with what is new against ``baseline`` alone among its findings.

    What this run could not ask after, or was not to, does not count as gone.
    """
    unchecked = {verdict.claim for verdict in report.verdicts if verdict.verdict == "unchecked"}

    def looked_for(finding: Finding) -> bool:
        if select and not finding.code.startswith(tuple(select)):
            return False
        if finding.code.startswith("L"):
            return links_asked
        if finding.code.startswith("N"):
            return finding.claim not in unchecked
        # Marks, notes and the sentences between claims are in the paper alone.
        return paper_read or not (finding.code.startswith("C") or (finding.code.startswith("I") and not finding.claim))

    compared = against(
        report.findings,
        report.ignored,
        shown_before=(*baseline.findings, *baseline.known),
        ignored_before=baseline.ignored,
        looked_for=looked_for,
    )
    return replace(
        report,
        findings=compared.new,
        ignored=compared.ignored,
        known=compared.known,
        baseline=Baseline(baseline.generated, compared.gone),
    )
