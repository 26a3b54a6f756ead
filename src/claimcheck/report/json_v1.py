"""``report.json``, schema ``claimcheck/report/1``: the one form of a report that others build on.

It is lossless: ``load`` gives back a Report from which every other format renders the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import get_args

from claimcheck.model.claim import Claim
from claimcheck.model.finding import Finding, Location
from claimcheck.model.quantity import Quantity
from claimcheck.model.reference import Citation, Reference
from claimcheck.model.report import Baseline, Report
from claimcheck.model.source import LinkStatus, Snapshot, Source
from claimcheck.model.verdict import ClaimVerdict, Evidence, QuantityVerdict, VerdictName

SCHEMA = "claimcheck/report/1"

Json = dict[str, object]

_TOO_LARGE = 10**300
"""Beyond it a float, which is what most readers of JSON make of a number, ends."""

# Valid JSON may hold these raw, but a terminal or an editor would obey them.
_ACTIVE = re.compile("[\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def render(report: Report) -> str:
    """The report as JSON, two spaces deep, keys in the order of the interface, one newline at the end."""
    return dump(to_json(report), indent=2) + "\n"


def dump(value: object, indent: int | None = None) -> str:
    """JSON text in which control and bidirectional characters stand escaped; the data is the same."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    text = _ACTIVE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return re.sub("[\U000e0000-\U000e007f]", lambda match: json.dumps(match.group())[1:-1], text)


def to_json(report: Report) -> Json:
    """The report as JSON values."""
    cited_by = _by_key(report.citations)
    return {
        "schema": SCHEMA,
        "tool": {"name": "claimcheck", "version": report.version},
        "generated": report.generated,
        "paper": {"path": report.paper_path, "title": report.title, "sha256": report.sha256},
        "notices": list(report.notices),
        "summary": _summary(report),
        "references": [
            _reference(reference, source, cited_by.get(reference.key, []))
            for reference, source in zip(report.references, report.sources, strict=True)
        ],
        "claims": [_claim(claim, verdict) for claim, verdict in zip(report.claims, report.verdicts, strict=True)],
        "findings": [_finding(finding) for finding in report.findings],
        "ignored": [_finding(finding) for finding in report.ignored],
        "baseline": _baseline(report.baseline) if report.baseline else None,
        "known": [_finding(finding) for finding in report.known],
        "not_run": list(report.not_run),
    }


def _summary(report: Report) -> Json:
    verdicts = Counter(verdict.verdict for verdict in report.verdicts)
    links = Counter(source.health.status for source in report.sources)
    levels = Counter(finding.level for finding in report.findings)
    return {
        "claims": len(report.claims),
        "verdicts": {name: verdicts[name] for name in get_args(VerdictName)},
        "references": len(report.references),
        "links": {status: links[status] for status in get_args(LinkStatus)},
        "findings": {"error": levels["error"], "warning": levels["warning"], "note": levels["note"]},
        "ignored": len(report.ignored),
        "known": len(report.known),
    }


def _baseline(baseline: Baseline) -> Json:
    return {"generated": baseline.generated, "gone": baseline.gone}


def _by_key(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    by_key: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        for key in dict.fromkeys(citation.keys):
            by_key[key].append(citation)
    return by_key


def _reference(reference: Reference, source: Source, citations: Sequence[Citation]) -> Json:
    health = source.health
    return {
        "key": reference.key,
        "type": reference.type,
        "title": reference.title,
        "authors": list(reference.authors),
        "year": reference.year,
        "container": reference.container,
        "url": reference.url,
        "doi": reference.doi,
        "confidence": dict(reference.confidence),
        "cited_by": [
            {"label": citation.label, "start": citation.span.start, "end": citation.span.end} for citation in citations
        ],
        "link": {
            "status": health.status,
            "http": health.http,
            "final_url": health.final_url,
            "redirects": list(health.redirects),
            "checked": health.checked,
            "elapsed_ms": health.elapsed_ms,
            "reason": health.reason,
            "confidence": health.confidence,
        },
        "snapshot": _snapshot(source.snapshot) if source.snapshot else None,
        "unread": source.detail,
    }


def _snapshot(snapshot: Snapshot) -> Json:
    return {
        "id": snapshot.id,
        "warc": snapshot.warc,
        "offset": snapshot.offset,
        "digest": snapshot.digest,
        "text_sha256": snapshot.text_sha256,
        "fetched": snapshot.fetched,
        "media_type": snapshot.media_type,
        "url": snapshot.url,
        "archive_url": snapshot.archive_url,
    }


def _claim(claim: Claim, verdict: ClaimVerdict) -> Json:
    return {
        "id": claim.id,
        "quote": claim.quote,
        "start": claim.span.start if claim.span else None,
        "end": claim.span.end if claim.span else None,
        "section": claim.section,
        "status": claim.status,
        "note": claim.note,
        "sources": list(claim.sources),
        "verdict": verdict.verdict,
        "quantities": [
            _quantity(claim, quantity, outcome)
            for quantity, outcome in zip(claim.quantities, verdict.quantities, strict=True)
        ],
    }


def _quantity(claim: Claim, quantity: Quantity, verdict: QuantityVerdict) -> Json:
    base = claim.span.start if claim.span else None
    return {
        "text": quantity.text,
        "start": base + quantity.start if base is not None else None,
        "end": base + quantity.end if base is not None else None,
        **quantity_values(quantity),
        "verdict": verdict.verdict,
        "rule": verdict.rule,
        "reason": verdict.reason,
        "confidence": verdict.confidence,
        "code": verdict.code,
        "evidence": _evidence(verdict.evidence) if verdict.evidence else None,
    }


def quantity_values(quantity: Quantity) -> Json:
    """What a quantity says, without its place."""
    return {
        "kind": quantity.kind,
        "value": number(quantity.value),
        "low": number(quantity.low),
        "high": number(quantity.high),
        "low_open": quantity.low_open,
        "high_open": quantity.high_open,
        "approximator": quantity.approximator,
        "form": quantity.form,
        "unit": quantity.unit,
        "measure": quantity.measure,
        "when": quantity.when,
        "where": quantity.where,
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "source": evidence.source,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "locator": evidence.locator,
        "value": number(evidence.value),
        "low": number(evidence.low),
        "high": number(evidence.high),
        "unit": evidence.unit,
        "figure": evidence.figure,
    }


def _finding(finding: Finding) -> Json:
    place = finding.location
    return {
        "code": finding.code,
        "level": finding.level,
        "confidence": finding.confidence,
        "message": finding.message,
        "remedy": finding.remedy,
        "claim": finding.claim,
        "reference": finding.reference,
        "subject": finding.subject,
        "fingerprint": finding.fingerprint,
        "aside": finding.aside,
        "known": finding.known,
        "location": {
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "start": place.start,
            "end": place.end,
            "end_line": place.end_line,
            "end_column": place.end_column,
        }
        | _spot(place),
    }


def _spot(place: Location) -> Json:
    """Where in a file that has no lines."""
    found: Json = {"page": place.page, "box": list(place.box) if place.box else None, "paragraph": place.paragraph}
    return {name: value for name, value in found.items() if value is not None}


def number(value: Fraction | None) -> int | float | None:
    """A whole number as int, any other as the nearest float; None where that is out of a float's range."""
    if value is None or abs(value) >= _TOO_LARGE:
        return None
    if value.denominator == 1:
        return value.numerator
    return float(value)
