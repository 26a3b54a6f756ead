"""The report as SARIF 2.1.0 (OASIS, errata 01): findings for code scanning, editors and other viewers.

One run, the rules that occur in it, and every finding with its fingerprint: those put aside as suppressed, and, where a
baseline was given, the known ones as unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from claimcheck.checks.catalogue import CHECKS, Check, page
from claimcheck.model.finding import Finding, Location
from claimcheck.model.report import Report
from claimcheck.report import view
from claimcheck.report.json_v1 import Json, dump
from claimcheck.report.safe import one_line, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "claimcheckFinding/v1"
"""Not ``primaryLocationLineHash``: GitHub reckons that itself, and warns of any other value."""
BASE = "%SRCROOT%"

_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def render(report: Report) -> str:
    """The report as a SARIF log of one run."""
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}, indent=2) + "\n"


def _run(report: Report) -> Json:
    findings = [*report.findings, *report.known, *report.ignored]
    codes = {finding.code for finding in findings}
    rules = [check for check in CHECKS if check.code in codes]
    index = {check.code: at for at, check in enumerate(rules)}
    return {
        "tool": {
            "driver": {
                "name": "claimcheck",
                "version": visible(report.version),
                "rules": [_rule(check) for check in rules],
            }
        },
        # GitHub tells runs of one tool apart by what stands before the last slash.
        "automationDetails": {"id": f"claimcheck/{visible(report.paper_path)}/"},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder in which claimcheck was run."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, index) for finding in findings],
    }


def _invocation(report: Report) -> Json:
    said = [("note", text) for text in report.notices]
    said += [("note", f"not run: {text}") for text in report.not_run]
    return {
        "executionSuccessful": True,
        "endTimeUtc": visible(report.generated),
        "toolExecutionNotifications": [{"level": level, "message": {"text": plain(text)}} for level, text in said],
    }


def _rule(check: Check) -> Json:
    markdown = page(check)
    text = markdown.replace("**", "").replace("`", "")
    meaning = text.partition("\n\n")[0].removeprefix("What it means.").strip()
    return {
        "id": check.code,
        "name": _name(check.title),
        "shortDescription": {"text": f"{check.title[:1].upper()}{check.title[1:]}."},
        "fullDescription": {"text": " ".join(meaning.split())},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": check.level},
        "properties": {"tags": [check.family]},
    }


def _name(title: str) -> str:
    """``DuplicateEntry``: a rule's name is one word by the custom of SARIF."""
    words = re.findall(r"\w+", re.split(r"[,:(]", title, maxsplit=1)[0])
    return "".join(word[:1].upper() + word[1:] for word in words)


def _result(report: Report, finding: Finding, index: dict[str, int]) -> Json:
    result: Json = {"ruleId": visible(finding.code)}
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    remedy = finding.remedy.strip().rstrip(".")
    advice = f" {remedy[:1].upper()}{remedy[1:]}." if remedy else ""
    result |= {
        "level": finding.level,
        "message": {"text": plain(view.ended(finding.message) + advice)},
        "locations": list(_locations(finding.location, report.paper_path)),
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if report.ignored:  # either all results say it or none does
        result["suppressions"] = (
            [{"kind": "external", "justification": one_line(finding.aside)}] if finding.aside else []
        )
    if report.baseline is not None:
        result["baselineState"] = "unchanged" if finding.known else "new"
    words = {"claim": finding.claim, "reference": finding.reference, "subject": finding.subject, "remedy": remedy}
    result["properties"] = {"confidence": finding.confidence} | {
        name: one_line(text) for name, text in words.items() if text
    }
    return result


def _locations(place: Location, paper: str) -> Iterator[Json]:
    file = place.file or paper
    if not file:
        return
    physical: Json = {"artifactLocation": _artifact(file)}
    if spot := view.spot(place):  # a region counts lines, characters or bytes, and the file has none that a person sees
        kind = "page" if place.page is not None else "paragraph"
        yield {"physicalLocation": physical, "logicalLocations": [{"name": spot, "kind": kind}]}
        return
    region: Json = {"startLine": max(place.line, 1)}
    if place.end_line is not None and place.end_column is not None:
        region |= {"startColumn": max(place.column, 1), "endLine": place.end_line, "endColumn": place.end_column}
    physical["region"] = region
    yield {"physicalLocation": physical}


def _artifact(file: str) -> Json:
    """A path as the URI that it is: relative to where the tool was run, or whole."""
    if re.match(r"[A-Za-z]:[\\/]", file):
        return {"uri": "file:///" + _quoted(file.replace("\\", "/")).replace("%3A", ":", 1)}
    if PurePosixPath(file).is_absolute():
        return {"uri": "file://" + _quoted(file)}
    return {"uri": _quoted(PurePosixPath(file.replace("\\", "/")).as_posix()), "uriBaseId": BASE}


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", errors="surrogatepass"), safe="/")


def plain(text: str) -> str:
    """A line in which SARIF reads neither an embedded link (3.11.6) nor a placeholder (3.11.5)."""
    # Braces are doubled only where they would be a placeholder: hardly a viewer takes doubled ones back.
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\[", one_line(text)))
