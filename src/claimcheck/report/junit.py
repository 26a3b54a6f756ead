"""The report as JUnit XML, for the test views of CI: a test case for each claim and each reference.

A case fails where there is an error to mend, passes where its source bears the claim out or its link works, and is
skipped, with the reason, where there is neither: not asked, not readable, not found, put aside, or known from the
baseline. What is less than an error stands in its suite's output; what is said of the run, or of neither a claim nor a
reference, in the third suite, ``paper``.

It is valid against both the schema of Jenkins (xunit-plugin, junit-10.xsd) and the stricter one of Apache Ant's reports
(Windy Road's JUnit.xsd); neither gives a case a file and a line, so those stand in its text, as file:line:column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from claimcheck.checks.catalogue import CHECKS
from claimcheck.model.claim import Claim
from claimcheck.model.finding import Finding
from claimcheck.model.reference import Reference
from claimcheck.model.report import Report
from claimcheck.model.source import Source
from claimcheck.model.verdict import ClaimVerdict
from claimcheck.report import view
from claimcheck.report.safe import one_line

_BORNE_OUT = "supported"
_WORKING = ("ok", "moved")


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case; it passes where nothing failed and nothing was skipped."""

    name: str
    failures: tuple[Finding, ...] = ()
    skipped: str = ""
    """Why nothing can be said; empty where something can."""


def render(report: Report) -> str:
    """The report as JUnit XML."""
    root = ElementTree.Element("testsuites")
    by_claim, by_reference, others = _assigned(report)
    said = [*report.notices, *(f"not run: {reason}" for reason in report.not_run), view.against(report)]
    head = "".join(f"{one_line(text)}\n" for text in said if text)
    suites = [
        ("claims", list(_claims(report, by_claim)), _listed(by_claim)),
        ("references", list(_references(report, by_reference)), _listed(by_reference)),
        ("paper", list(_paper(others)), head + _lines(item for item in others if item.level != "error")),
    ]
    for number, (name, cases, output) in enumerate(suites):
        _suite(root, number, name, cases, output, report)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


Findings = Mapping[str, Sequence[Finding]]


def _assigned(report: Report) -> tuple[Findings, Findings, list[Finding]]:
    """Findings by their claim, by their reference where they have no claim, and those with neither."""
    claims = {claim.id for claim in report.claims}
    references = {reference.key for reference in report.references}
    by_claim: dict[str, list[Finding]] = defaultdict(list)
    by_reference: dict[str, list[Finding]] = defaultdict(list)
    others = []
    for finding in report.findings:
        if finding.claim in claims:
            by_claim[finding.claim].append(finding)
        elif finding.reference in references:
            by_reference[finding.reference].append(finding)
        else:
            others.append(finding)
    return by_claim, by_reference, others


def _claims(report: Report, findings: Findings) -> Iterator[_Case]:
    silent = _silent(report, lambda finding: finding.claim)
    for claim, verdict in zip(report.claims, report.verdicts, strict=True):
        yield _case(claim.id, findings.get(claim.id, ()), _unjudged(claim, verdict, silent.get(claim.id, "")))


def _unjudged(claim: Claim, verdict: ClaimVerdict, silent: str) -> str:
    if silent:
        return silent
    label, _, meaning = view.VERDICTS[verdict.verdict]
    return "" if verdict.verdict == _BORNE_OUT else f"{label}: {meaning}: “{claim.quote}”"


def _references(report: Report, findings: Findings) -> Iterator[_Case]:
    silent = _silent(report, lambda finding: "" if finding.claim else finding.reference)
    for reference, source in zip(report.references, report.sources, strict=True):
        why = silent.get(reference.key, "") or _unasked(reference, source)
        yield _case(reference.key, findings.get(reference.key, ()), why)


def _unasked(reference: Reference, source: Source) -> str:
    if source.health.status in _WORKING:
        return ""
    why = source.health.reason or source.detail
    return ": ".join(part for part in (view.link(reference, source)[0], why, view.address(reference)) if part)


def _paper(findings: Iterable[Finding]) -> Iterator[_Case]:
    """Errors of neither a claim nor a reference: a case for each code that occurs."""
    titles = {check.code: check.title for check in CHECKS}
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.level == "error":
            by_code[finding.code].append(finding)
    for code in sorted(by_code):
        yield _case(": ".join(part for part in (code, titles.get(code, "")) if part), by_code[code], "")


def _silent(report: Report, key: Callable[[Finding], str]) -> dict[str, str]:
    """Why nothing is said of a claim or reference although there is a finding: known before, or put aside."""
    silent = {key(finding): f"known from the baseline: {finding.message}" for finding in report.known}
    return silent | {key(finding): f"put aside ({finding.aside}): {finding.message}" for finding in report.ignored}


def _case(name: str, findings: Iterable[Finding], skipped: str) -> _Case:
    failures = tuple(finding for finding in findings if finding.level == "error")
    return _Case(name, failures, "" if failures else skipped)


def _suite(
    root: ElementTree.Element, number: int, name: str, cases: Sequence[_Case], output: str, report: Report
) -> None:
    suite = ElementTree.SubElement(
        root,
        "testsuite",
        {
            "id": str(number),
            "name": name,
            "package": "claimcheck",
            "timestamp": one_line(report.generated).removesuffix("Z"),  # the schema wants it without a zone
            "hostname": "localhost",
            "tests": str(len(cases)),
            "failures": str(sum(bool(case.failures) for case in cases)),
            "errors": "0",
            "skipped": str(sum(bool(case.skipped) for case in cases)),
            "time": "0",
        },
    )
    properties = ElementTree.SubElement(suite, "properties")
    for key, value in (("claimcheck", report.version), ("paper", report.paper_path), ("sha256", report.sha256)):
        ElementTree.SubElement(properties, "property", {"name": key, "value": one_line(value)})
    group = ".".join(part for part in (one_line(report.paper_path).replace(".", "_"), name) if part)
    for case in cases:
        _element(suite, group, case)
    ElementTree.SubElement(suite, "system-out").text = output
    ElementTree.SubElement(suite, "system-err")


def _element(suite: ElementTree.Element, group: str, case: _Case) -> None:
    element = ElementTree.SubElement(suite, "testcase", {"name": one_line(case.name), "classname": group, "time": "0"})
    if case.failures:
        first = case.failures[0]
        attributes = {"type": one_line(first.code), "message": one_line(first.message)}
        ElementTree.SubElement(element, "failure", attributes).text = _lines(case.failures)
    elif case.skipped:
        ElementTree.SubElement(element, "skipped", {"message": one_line(case.skipped)})


def _listed(findings: Findings) -> str:
    return _lines(item for group in findings.values() for item in group if item.level != "error")


def _lines(findings: Iterable[Finding]) -> str:
    return "".join(f"{_line(finding)}\n" for finding in findings)


def _line(finding: Finding) -> str:
    remedy = f" ({finding.remedy})" if finding.remedy else ""
    return one_line(f"{view.place(finding)}: {finding.code} {finding.level}: {finding.message}{remedy}")
