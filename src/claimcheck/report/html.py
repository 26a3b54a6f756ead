"""The report as one self-contained page: no script, nothing loaded from anywhere, a policy that forbids both."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

import jinja2
from markupsafe import Markup

from claimcheck.checks.catalogue import CHECKS
from claimcheck.model.claim import Claim
from claimcheck.model.finding import Finding
from claimcheck.model.report import Report
from claimcheck.model.verdict import Evidence
from claimcheck.report import view
from claimcheck.report.safe import one_line, visible, web_address

_EVIDENCE_LIMIT = 420
"""Characters of a passage that are shown: enough to judge, too few to stand for the source."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """One verdict's part of the bar, in thousandths of its width."""

    name: str
    x: float
    width: float


def render(report: Report) -> str:
    """The page. Everything from outside is escaped, and shown with its control characters made visible."""
    style = _text("report.css")
    rows = list(view.claim_rows(report))
    findings = report.findings
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            style=Markup(style),  # noqa: S704  # our own file
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            headline=view.headline(report),
            verdicts=view.verdict_counts(report),
            meanings={name: meaning for name, (_, _, meaning) in view.VERDICTS.items()},
            segments=_segments(view.verdict_counts(report)),
            links=view.link_counts(report),
            levels=[(level, count) for level, count in view.level_counts(report).items() if count],
            weighty=[finding for finding in findings if finding.level != "note"],
            notes=_by_code([finding for finding in findings if finding.level == "note"]),
            aside=_by_code(list(report.ignored)),
            against=view.against(report),
            sections=[(name, list(group)) for name, group in groupby(rows, key=lambda row: row.claim.section)],
            references=list(zip(report.references, report.sources, strict=True)),
            cited=_cited(report),
            titles={check.code: check.title for check in CHECKS},
            verdict_names=view.VERDICTS,
            link=view.link,
        )
    )


def _segments(counts: tuple[view.Count, ...]) -> list[_Segment]:
    total = sum(count.count for count in counts) or 1
    segments, x = [], 0.0
    for count in counts:
        width = 1000 * count.count / total
        segments.append(_Segment(count.name, round(x, 2), round(width, 2)))
        x += width
    return segments


def _by_code(findings: list[Finding]) -> list[tuple[str, str, list[Finding]]]:
    """Findings under their codes: (code, level, findings)."""
    ordered = sorted(findings, key=lambda finding: finding.code)
    return [(code, items[0].level, items) for code, group in groupby(ordered, lambda f: f.code) if (items := [*group])]


def _cited(report: Report) -> dict[str, list[str]]:
    """Ids of the claims that each work is cited for."""
    cited: dict[str, list[str]] = {}
    for claim in report.claims:
        for key in claim.sources:
            cited.setdefault(key, []).append(claim.id)
    return cited


def figures(claim: Claim) -> Markup:
    """The claim's quote with its figures marked."""
    parts: list[str | Markup] = []
    at = 0
    for quantity in sorted(claim.quantities, key=lambda quantity: quantity.start):
        if quantity.start < at or quantity.end > len(claim.quote):
            continue
        parts += [_show(claim.quote[at : quantity.start]), _mark(claim.quote[quantity.start : quantity.end])]
        at = quantity.end
    return Markup("").join([*parts, _show(claim.quote[at:])])


def passage(evidence: Evidence) -> Markup:
    """The passage with its figure marked, cut around the figure where it is long."""
    quote = evidence.quote
    at = quote.find(evidence.figure) if evidence.figure else -1
    start, end = 0, len(quote)
    if len(quote) > _EVIDENCE_LIMIT:
        start = max(0, min(max(at, 0) - _EVIDENCE_LIMIT // 2, len(quote) - _EVIDENCE_LIMIT))
        end = max(start + _EVIDENCE_LIMIT, at + len(evidence.figure))
    if at < 0:
        inner = _show(quote[start:end])
    else:
        stop = at + len(evidence.figure)
        inner = Markup("").join([_show(quote[start:at]), _mark(quote[at:stop]), _show(quote[stop:end])])
    return Markup("{}{}{}").format("… " if start else "", inner, " …" if end < len(quote) else "")


def _show(text: str) -> Markup:
    return Markup.escape(visible(text))


def _mark(text: str) -> Markup:
    return Markup("<mark>{}</mark>").format(visible(text))


def _clean(value: object) -> object:
    """What every expression of the template passes before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_text),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        ended=view.ended,
        figures=figures,
        passage=passage,
        line=one_line,
        web=web_address,
        address=view.address,
        authors=view.authors,
        cited_as=view.cited_as,
        place=view.place,
        plural=view.plural,
        why=view.why,
    )
    return environment


@cache
def _text(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
