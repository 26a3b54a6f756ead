"""What every format for people shows of a Report: counts in words, names of verdicts and links, order of weight.

No markup here: html, markdown and terminal put these values into their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimcheck.model.claim import Claim
from claimcheck.model.finding import Finding, Level, Location
from claimcheck.model.reference import Reference
from claimcheck.model.report import Report
from claimcheck.model.source import LinkStatus, Source
from claimcheck.model.verdict import ClaimVerdict, Evidence, QuantityVerdict, VerdictName

VERDICTS: Mapping[VerdictName, tuple[str, str, str]] = {
    "contradicted": ("contradicted", "✗", "the source gives another figure for the same thing"),
    "not_found": ("not found", "?", "the source was read and has no such figure"),
    "unavailable": ("unavailable", "⊘", "the source could not be read"),
    "uncited": ("uncited", "∅", "no citation stands with the figure"),
    "not_checkable": ("not checkable", "–", "nothing in it that a program can compare"),
    "unchecked": ("unchecked", "…", "the source was not asked in this run"),
    "supported": ("supported", "✓", "the source bears it out"),
}
"""Label, sign and meaning of each verdict, the weightiest first."""

OTHER_COPY = "read from"
"""How the detail of a source begins that was read elsewhere than at its address."""
LINKS: Mapping[LinkStatus, tuple[str, str]] = {
    "ok": ("ok", "good"),
    "moved": ("moved", "fair"),
    "redirected_elsewhere": ("redirected elsewhere", "bad"),
    "gone": ("gone", "bad"),
    "soft_404": ("soft 404", "bad"),
    "parked": ("parked", "bad"),
    "unresolvable": ("host unknown", "bad"),
    "tls_error": ("TLS error", "bad"),
    "server_error": ("server error", "bad"),
    "timeout": ("timeout", "bad"),
    "refused": ("refused", "bad"),
    "redirect_loop": ("redirect loop", "bad"),
    "blocked": ("blocked to robots", "fair"),
    "login": ("login", "fair"),
    "paywall": ("paywall", "fair"),
    "wrong_work": ("another work", "bad"),
    "drifted": ("drifted", "fair"),
    "invalid": ("invalid", "bad"),
    "unchecked": ("unchecked", "none"),
}
"""Label of each link status, and how it stands: good, fair, bad, or none (not asked)."""

NO_ADDRESS = ("no address", "none")
"""For a work that has no address that could be asked: a book, most often."""

LEVELS: Mapping[Level, str] = {"error": "error", "warning": "warning", "note": "note"}


@dataclass(frozen=True, slots=True)
class Count:
    """One verdict or link status and how often it occurs."""

    name: str
    label: str
    sign: str
    count: int


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """Quantities of a claim that share one verdict, reason and evidence, so that it is said once."""

    figures: tuple[str, ...]
    verdict: QuantityVerdict
    source: Reference | None
    """The work that the evidence stands in."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its verdict."""

    claim: Claim
    verdict: ClaimVerdict
    quantities: tuple[QuantityRow, ...]
    sources: tuple[tuple[str, Reference | None, Source | None], ...]
    """Of each cited key: the work and what came of it; None for a key without an entry."""


def verdict_counts(report: Report) -> tuple[Count, ...]:
    """How often each verdict occurs, the weightiest first; those that don't occur left out."""
    counts = Counter(verdict.verdict for verdict in report.verdicts)
    return tuple(Count(name, label, sign, counts[name]) for name, (label, sign, _) in VERDICTS.items() if counts[name])


def link_counts(report: Report) -> tuple[Count, ...]:
    """How often each link status occurs, works without an address apart; those that don't occur left out."""
    counts = Counter(
        link(reference, source) for reference, source in zip(report.references, report.sources, strict=True)
    )
    return in_order(counts)


def in_order(counts: Mapping[tuple[str, str], int]) -> tuple[Count, ...]:
    """Counts of links by label and standing, as ``link_counts`` has them."""
    order = [*LINKS.values(), NO_ADDRESS]
    return tuple(
        Count(label, label, standing, counts[label, standing])
        for label, standing in order
        if counts.get((label, standing))
    )


def link(reference: Reference, source: Source) -> tuple[str, str]:
    """Label of a work's link, and how it stands."""
    if source.health.status == "unchecked" and not address(reference):
        return NO_ADDRESS
    return LINKS[source.health.status]


def level_counts(report: Report) -> dict[Level, int]:
    """How many findings of each level there are."""
    counts = Counter(finding.level for finding in report.findings)
    return {level: counts[level] for level in LEVELS}


def claim_rows(report: Report) -> Iterator[ClaimRow]:
    """Claims in the order of the paper."""
    references = {reference.key: reference for reference in report.references}
    sources = {source.key: source for source in report.sources}
    for claim, verdict in zip(report.claims, report.verdicts, strict=True):
        yield ClaimRow(
            claim,
            verdict,
            _quantity_rows(claim, verdict, references),
            tuple((key, references.get(key), sources.get(key)) for key in claim.sources),
        )


def _quantity_rows(claim: Claim, verdict: ClaimVerdict, references: Mapping[str, Reference]) -> tuple[QuantityRow, ...]:
    grouped: dict[tuple[VerdictName, str, Evidence | None], list[tuple[str, QuantityVerdict]]] = {}
    for quantity, outcome in zip(claim.quantities, verdict.quantities, strict=True):
        grouped.setdefault((outcome.verdict, outcome.reason, outcome.evidence), []).append((quantity.text, outcome))
    order = list(VERDICTS)
    rows = [
        QuantityRow(
            tuple(dict.fromkeys(text for text, _ in items)),
            items[0][1],
            references.get(evidence.source) if evidence else None,
        )
        for (_, _, evidence), items in grouped.items()
    ]
    return tuple(sorted(rows, key=lambda row: order.index(row.verdict.verdict)))


def against(report: Report) -> str:
    """What the baseline makes of the findings, in one sentence; empty without one."""
    if report.baseline is None:
        return ""
    known = f"{plural(len(report.known), 'finding')} known from the baseline"
    gone = f"; {report.baseline.gone} of the baseline gone" if report.baseline.gone else ""
    return f"{known}{gone}"


def place(finding: Finding) -> str:
    """``file:line:column``, as editors and terminals understand it; ``file, p. 3`` where a file has no lines."""
    where = finding.location
    if where.page is not None or where.paragraph is not None:
        return f"{where.file}, {spot(where)}"
    return f"{where.file}:{where.line}:{where.column}"


def spot(where: Location) -> str:
    """Page or paragraph of a file that has no lines; empty for one that has."""
    if where.page is not None:
        return f"p. {where.page}"
    return f"paragraph {where.paragraph}" if where.paragraph is not None else ""


def ended(text: str) -> str:
    """A sentence with its stop; none behind one that stands in a closing quotation."""
    return text if text.rstrip('”"').endswith((".", "?", "!", "…")) else f"{text}."


def plural(count: int, one: str, many: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def headline(report: Report) -> str:
    """The whole report in one sentence."""
    if not report.claims and not report.references:
        return "No quantitative claims and no references were found."
    counts = level_counts(report)
    verdicts = Counter(verdict.verdict for verdict in report.verdicts)
    parts = []
    if verdicts["contradicted"]:
        many = plural(verdicts["contradicted"], "claim is", "claims are")
        parts.append(f"{many} contradicted by {'its source' if verdicts['contradicted'] == 1 else 'their sources'}")
    dead = sum(finding.level == "error" and finding.code.startswith("L") for finding in report.findings)
    if dead:
        parts.append(f"{plural(dead, 'link is', 'links are')} dead")
    others = counts["error"] - dead - sum(f.level == "error" and f.code.startswith("N") for f in report.findings)
    if others > 0:
        parts.append(f"{plural(others, 'other error')} in the paper or its bibliography")
    unchecked = verdicts["unchecked"]
    rest = f"{plural(unchecked, 'claim was', 'claims were')} not checked against a source." if unchecked else ""
    if not parts:
        calm = "Nothing is wrong for sure." if counts["warning"] or counts["note"] else "Nothing to complain about."
        return rest or calm
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{text[0].upper()}{text[1:]}. {rest}".rstrip()


def authors(reference: Reference) -> str:
    """``Link``, ``Link and Oud``, ``Link et al.``; empty where nobody is named."""
    names = [author.partition(",")[0].strip() for author in reference.authors if author.strip()]
    if len(names) > 2 or names[1:] == ["others"]:  # BibTeX's word for those who are not named
        return f"{names[0]} et al."
    return " and ".join(names)


def cited_as(reference: Reference) -> str:
    """What a work is called in running text: its authors and year; its title's first words where nobody is named."""
    words = reference.title.split()
    title = " ".join(words[:6]) + (" …" if len(words) > 6 else "")
    who = authors(reference) or (f"“{title}”" if title else "")
    return " ".join(part for part in (who, reference.year) if part) if who else reference.key


def address(reference: Reference) -> str:
    """The work's address: its URL, else its DOI's."""
    return reference.url or (f"https://doi.org/{reference.doi}" if reference.doi else "")


def why(source: Source) -> str:
    """What is wrong with a link, and which copy was read in its place; or why nothing could be read."""
    reason = source.health.reason if source.health.status != "ok" else ""
    if reason and source.detail.startswith(OTHER_COPY) and source.detail not in reason:
        return f"{reason.rstrip('.')}; {source.detail}"
    return reason or source.detail
