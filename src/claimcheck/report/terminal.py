"""What the screen shows: the summary of a run with the worst findings, and the list of links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from claimcheck.model.finding import Finding
from claimcheck.model.keyed import keys_of
from claimcheck.model.report import Report
from claimcheck.report import view
from claimcheck.report.safe import one_line, visible

_SHOWN = 10
"""Errors and warnings that the summary shows; the report has all."""

_STYLES: Mapping[str, str] = {
    "error": "31;1",
    "warning": "33",
    "note": "36",
    "contradicted": "31;1",
    "supported": "32",
    "not_found": "33",
    "bad": "31",
    "fair": "33",
    "good": "32",
    "bold": "1",
    "dim": "2",
}


class Ink:
    """Colors where they are wanted; the text passes unchanged where they are not."""

    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, style: str) -> str:
        code = _STYLES.get(style, "") if self._color else ""
        return f"\x1b[{code}m{text}\x1b[0m" if code else text


def summary(report: Report, *, color: bool = False, verbose: bool = False) -> str:
    """A few lines for a person: what must be known first, counts, the worst findings. Ends with a newline.

    ``verbose`` shows every finding, and those that were put aside, each with the reason.
    """
    ink = Ink(color)
    lines = [ink(one_line(report.title or report.paper_path or "claimcheck"), "bold")]
    lines += [ink(f"! {one_line(notice)}", "warning") for notice in report.notices]
    lines += ["", view.headline(report), ""]
    lines += [_counted("claims", len(report.claims), view.verdict_counts(report), ink)]
    lines += [_counted("references", len(report.references), view.link_counts(report), ink)]
    lines += [_levels(report, ink)]
    worst = [finding for finding in report.findings if finding.level != "note"]
    shown = list(report.findings) if verbose else worst[:_SHOWN]
    if shown:
        lines.append("")
    for finding in shown:
        lines += _finding(finding, ink)
    if verbose:
        lines += _put_aside(report, ink)
    hidden = len(report.findings) - len(shown)
    if hidden:
        lines += ["", ink(f"{hidden} more in the report; claimcheck explain CODE says what a finding means", "dim")]
    lines += [ink(f"not run: {one_line(reason)}", "dim") for reason in report.not_run]
    return "\n".join(lines) + "\n"


def finding_list(findings: Sequence[Finding], *, color: bool = False) -> str:
    """Two lines for each finding: place, code, level and message; what to do. "" for none."""
    ink = Ink(color)
    return "".join(f"{line}\n" for finding in findings for line in _finding(finding, ink))


def link_list(report: Report, *, color: bool = False) -> str:
    """A line for each reference: status, key, address, and why."""
    ink = Ink(color)
    lines = [f"! {one_line(notice)}" for notice in report.notices]
    width = max(map(len, keys_of(report.references)), default=0)
    found: Counter[tuple[str, str]] = Counter()
    for reference, source in zip(report.references, report.sources, strict=True):
        label, standing = view.link(reference, source)
        found[label, standing] += 1
        why = "" if source.health.status == "ok" else source.health.reason or source.detail
        parts = [ink(f"{label:20}", standing), f"{one_line(reference.key):{width}}", one_line(view.address(reference))]
        lines.append("  ".join(part for part in (*parts, one_line(why)) if part).rstrip())
    lines.append(_counted("references", len(report.references), view.in_order(found), ink))
    return "\n".join(lines) + "\n"


def claim_list(report: Report, *, color: bool = False) -> str:
    """A line for each figure of each claim: its verdict, where it stands, and why."""
    ink = Ink(color)
    lines = []
    for row in view.claim_rows(report):
        for quantity in row.quantities:
            label = ink(f"{view.VERDICTS[quantity.verdict.verdict][0]:14}", quantity.verdict.verdict)
            figures = ", ".join(f"“{one_line(figure)}”" for figure in quantity.figures)
            lines.append(f"{label}  {figures} in “{one_line(row.claim.quote)}”: {one_line(quantity.verdict.reason)}")
    return "\n".join(lines) + "\n"


def page(markdown: str, *, color: bool = False) -> str:
    """A help page for the screen: Markdown with its emphasis shown, or as it is without color."""
    if not color:
        return markdown.replace("**", "")
    text = []
    for index, part in enumerate(visible(markdown).split("**")):
        text.append(f"\x1b[1m{part}\x1b[0m" if index % 2 else part)
    head, _, rest = "".join(text).partition("\n")
    return f"\x1b[1m{head.removeprefix('# ')}\x1b[0m\n{rest}"


def _counted(name: str, total: int, counts: tuple[view.Count, ...], ink: Ink) -> str:
    shown = ", ".join(ink(f"{count.count} {count.label}", _style(count)) for count in counts)
    return f"{name:>10}  {total:>4}  {shown}".rstrip()


def _style(count: view.Count) -> str:
    return count.name if count.name in _STYLES else count.sign


def _levels(report: Report, ink: Ink) -> str:
    counts = view.level_counts(report)
    parts = [ink(view.plural(count, level), level) for level, count in counts.items() if count]
    if report.ignored:
        parts.append(f"{len(report.ignored)} put aside")
    line = f"{'findings':>10}  {len(report.findings):>4}  {', '.join(parts)}".rstrip()
    known = view.against(report)
    return f"{line}\n{'':16}  {known}" if known else line


def _put_aside(report: Report, ink: Ink) -> list[str]:
    lines = ["", ink("put aside", "bold")] if report.ignored else []
    for finding in report.ignored:
        place = one_line(view.place(finding))
        lines.append(f"{place}: {finding.code} {finding.level}: {one_line(finding.message)}")
        lines.append(ink(f"    because: {one_line(finding.aside)}", "dim"))
    return lines


def _finding(finding: Finding, ink: Ink) -> list[str]:
    head = f"{ink(finding.code, finding.level)} {ink(finding.level, finding.level)}"
    if finding.confidence == "low":
        head += " (low confidence)"
    lines = [f"{one_line(view.place(finding))}: {head}: {one_line(finding.message)}"]
    return [*lines, ink(f"    {one_line(finding.remedy)}", "dim")] if finding.remedy else lines
