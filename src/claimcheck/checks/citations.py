"""Citations: marks, keys and short forms that lead to no work, or to two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimcheck.checks.catalogue import finding, is_known
from claimcheck.checks.context import Context
from claimcheck.model.finding import Finding, Location
from claimcheck.model.problem import Problem

_LONGEST = 200
"""Characters of a passage by which it is known again."""

_REMEDIES: Mapping[str, str] = {
    "C601": "add the note or the bibliography entry, or correct the mark",
    "C602": "cite the work in full",
    "C603": "name the work so that only one fits: add a short title or the year",
    "B501": "keep one of the entries and cite it everywhere",
    "B502": "add the field",
    "B503": "mend the entry's syntax: braces, commas, quotation marks",
}


def check_problems(context: Context) -> Iterator[Finding]:
    """What the steps before could not resolve or read, as findings."""
    problems = (*context.problems, *context.bibliography.problems)
    if context.document is not None:
        problems = (*context.document.problems, *problems)
    for problem in dict.fromkeys(problems):
        if is_known(problem.code):
            yield finding(
                problem.code,
                problem.message,
                problem.remedy or _REMEDIES.get(problem.code, ""),
                _place(context, problem),
                reference=problem.reference,
                subject=_subject(context, problem),
            )


def _subject(context: Context, problem: Problem) -> str:
    """What stands in the paper there; of an entry its key says enough."""
    if problem.span is not None and context.document is not None and not problem.code.startswith("B"):
        return context.document.source[problem.span.start : min(problem.span.end, problem.span.start + _LONGEST)]
    return "" if problem.reference else problem.message


def _place(context: Context, problem: Problem) -> Location:
    """Problems with an entry stand in the bibliography by their line, all others in the paper."""
    if problem.code.startswith("B") and problem.line is not None:
        return context.in_bibliography(problem.line, problem.bib)
    if problem.span is not None:
        return context.in_paper(problem.span)
    reference = context.references.get(problem.reference)
    if reference is not None:
        return context.of_reference(reference)
    return Location(context.document.path if context.document else context.paper_path, problem.line or 1)
