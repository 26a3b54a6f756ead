"""The report as Markdown, for pull requests, issues and wikis."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.finding import Finding
from claimcheck.model.reference import Reference
from claimcheck.model.report import Report
from claimcheck.model.source import Source
from claimcheck.report import view
from claimcheck.report.safe import markdown as safe
from claimcheck.report.safe import web_address


def render(report: Report) -> str:
    """The whole report: head, findings, claims with evidence, links."""
    blocks = [*_head(report), *_findings(report), *_claims(report), *_references(report), *_foot(report)]
    return "\n\n".join(blocks) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield f"# {safe(report.title or report.paper_path or 'Report')}"
    for notice in report.notices:
        yield f"> **Note:** {safe(notice)}"
    yield f"**{safe(view.headline(report))}**"
    rows = [("claims", len(report.claims), _counts(view.verdict_counts(report)))]
    rows.append(("references", len(report.references), _counts(view.link_counts(report))))
    levels = ", ".join(view.plural(count, level) for level, count in view.level_counts(report).items() if count)
    aside = f"{len(report.ignored)} put aside" if report.ignored else ""
    rows.append(("findings", len(report.findings), ", ".join(part for part in (levels, aside) if part)))
    if report.baseline is not None:
        rows.append(("known", len(report.known), safe(view.against(report))))
    yield "\n".join(
        ["| | | |", "| --- | ---: | --- |", *(f"| {name} | {count} | {text} |" for name, count, text in rows)]
    )


def _counts(counts: tuple[view.Count, ...]) -> str:
    return ", ".join(f"{count.count} {count.label}" for count in counts)


def _findings(report: Report) -> Iterator[str]:
    yield "## Findings"
    yield "\n".join(_finding(finding) for finding in report.findings) or "None."
    if report.ignored:
        yield "## Put aside"
        yield "\n".join(f"{_finding(finding)} **Because:** {safe(finding.aside)}" for finding in report.ignored)


def _finding(finding: Finding) -> str:
    remedy = f" *{safe(finding.remedy)}.*" if finding.remedy else ""
    confidence = "" if finding.confidence == "high" else f", {finding.confidence} confidence"
    place = safe(view.place(finding))
    return f"- **{finding.code}** {finding.level}{confidence} · {place} · {safe(view.ended(finding.message))}{remedy}"


def _claims(report: Report) -> Iterator[str]:
    if not report.claims:
        return
    yield "## Claims"
    lines = ["| claim | verdict | figure | what the source says |", "| --- | --- | --- | --- |"]
    for row in view.claim_rows(report):
        for index, quantity in enumerate(row.quantities):
            label, sign, _ = view.VERDICTS[quantity.verdict.verdict]
            claim = f"“{safe(row.claim.quote)}”" if index == 0 else ""
            figures = ", ".join(safe(figure) for figure in quantity.figures)
            lines.append(f"| {claim} | {sign} {label} | {figures} | {_evidence(quantity)} |")
    yield "\n".join(lines)


def _evidence(quantity: view.QuantityRow) -> str:
    evidence = quantity.verdict.evidence
    reason = safe(quantity.verdict.reason)
    if evidence is None:
        return reason
    locator = f", {safe(evidence.locator)}" if evidence.locator else ""
    return f"“{safe(evidence.quote)}” ({safe(evidence.source)}{locator}). {reason}"


def _references(report: Report) -> Iterator[str]:
    if not report.references:
        return
    yield "## References"
    lines = ["| key | work | link | |", "| --- | --- | --- | --- |"]
    for reference, source in zip(report.references, report.sources, strict=True):
        link = view.link(reference, source)[0]
        lines.append(f"| {safe(reference.key)} | {_work(reference)} | {link} | {_why(source)} |")
    yield "\n".join(lines)


def _work(reference: Reference) -> str:
    title = safe(reference.title or reference.key)
    url = web_address(view.address(reference))
    named = f"[{title}](<{url.replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')}>)" if url else title
    head = " ".join(part for part in (safe(view.authors(reference)), safe(reference.year)) if part)
    return f"{head}: {named}" if head else named


def _why(source: Source) -> str:
    """Of a link that is ok, too, where nothing could be read there: what speaks for the link."""
    unread = source.health.status == "ok" and source.detail and not source.detail.startswith(view.OTHER_COPY)
    return safe(source.health.reason or source.detail if unread else view.why(source))


def _foot(report: Report) -> Iterator[str]:
    if report.not_run:
        yield "## Not run"
        yield "\n".join(f"- {safe(reason)}" for reason in report.not_run)
    yield f"claimcheck {safe(report.version)} · {safe(report.paper_path)} · {safe(report.generated)}"
