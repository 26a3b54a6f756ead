"""Numbers against sources: what the verdicts mean for an author, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimcheck.checks.catalogue import finding, is_known
from claimcheck.checks.context import Context
from claimcheck.model.claim import Claim
from claimcheck.model.finding import Finding
from claimcheck.model.quantity import Quantity
from claimcheck.model.verdict import ClaimVerdict, Evidence, QuantityVerdict, VerdictName

_QUOTE_LIMIT = 160

_REMEDIES: Mapping[str, str] = {
    "N201": "correct the figure, or cite the source that gives it",
    "N202": "say it so that the source's figure fits, or give the figure itself",
    "N203": "check scale and digits against the source",
    "N204": "check the unit or currency against the source",
    "N205": "say percentage points where two percentages are subtracted",
    "N206": "say which time the figure stands for, or cite a source for the time that is meant",
    "N207": "say whose figure it is, or cite a source for the place or group that is meant",
    "N208": "check the direction of the change against the source",
    "N209": "check that this is the source of the figure; add a page or a quoted phrase as locator",
    "N210": "attach your own copy of the source (file in the bibliography), or cite a copy that can be read",
    "N211": "cite where the figure comes from, or set the claim's status to ignored if it is your own",
    "N212": "cite a source of that time or later, or correct the date",
    "N213": "give the newer figure, or say for which time yours stands",
    "N214": "give no more digits than the source, or cite one that has them",
    "N215": "take over the word that the source puts before its figure",
}

_DEFAULT_CODES: Mapping[VerdictName, str] = {
    "contradicted": "N201",
    "not_found": "N209",
    "unavailable": "N210",
    "uncited": "N211",
}

_ONCE_A_CLAIM = frozenset({"N209", "N210", "N211"})
"""What is said once of a claim, with all its figures: the cause is the same for each."""


@dataclass(frozen=True, slots=True)
class _Judged:
    quantity: Quantity
    verdict: QuantityVerdict
    code: str


def check_numbers(context: Context) -> Iterator[Finding]:
    """Findings for every claim that its sources do not bear out."""
    for claim, verdict in zip(context.claims, context.verdicts, strict=False):
        yield from _of_claim(context, claim, verdict)


def _of_claim(context: Context, claim: Claim, verdict: ClaimVerdict) -> Iterator[Finding]:
    judged = [
        _Judged(quantity, outcome, code)
        for quantity, outcome in zip(claim.quantities, verdict.quantities, strict=False)
        if is_known(code := outcome.code or _DEFAULT_CODES.get(outcome.verdict, ""))
    ]
    said: set[str] = set()
    for item in judged:
        if item.code == "N209" and verdict.verdict != "not_found":
            continue  # it only qualifies a figure that was found, or the claim has worse to answer for
        if item.code not in _ONCE_A_CLAIM:
            yield _of_quantity(context, claim, item)
        elif item.code not in said:
            said.add(item.code)
            yield _of_group(context, claim, [other for other in judged if other.code == item.code])


def _of_quantity(context: Context, claim: Claim, item: _Judged) -> Finding:
    evidence = item.verdict.evidence
    message = _both_figures(claim, item, evidence) if evidence is not None else _one_figure(claim, [item], item)
    source = context.sources.get(evidence.source) if evidence is not None else None
    confidence = item.verdict.confidence
    if source is not None and source.version:
        # A manuscript may give another figure than the version that is cited.
        message = f"{message}; read was a copy: {source.version}"
        confidence = "medium" if confidence == "high" else confidence
    return finding(
        item.code,
        message,
        _REMEDIES[item.code],
        context.of_claim(claim),
        confidence=confidence,
        claim=claim.id,
        reference=evidence.source if evidence is not None else next(iter(claim.sources), ""),
        subject=item.quantity.text,
    )


def _of_group(context: Context, claim: Claim, items: list[_Judged]) -> Finding:
    first = next((item for item in items if item.verdict.evidence is not None), items[0])
    return finding(
        first.code,
        _one_figure(claim, items, first),
        _REMEDIES[first.code],
        context.of_claim(claim),
        confidence=first.verdict.confidence,
        claim=claim.id,
        reference=next(iter(claim.sources), ""),
        subject=", ".join(dict.fromkeys(item.quantity.text for item in items)),
    )


def _both_figures(claim: Claim, item: _Judged, evidence: Evidence) -> str:
    place = f"{evidence.source}, {evidence.locator}" if evidence.locator else evidence.source
    quote = clip(evidence.quote, evidence.figure)
    says = f"“{evidence.figure}” in {place}: “{quote}”" if evidence.figure else f"{place} says “{quote}”"
    if item.code == "N208":
        says = f"the change goes the other way in {place}: “{quote}”"
    stated = f"“{item.quantity.text}” in “{clip(claim.quote, item.quantity.text)}”"
    # The figures speak for themselves where they contradict; elsewhere it takes the reason to see why they do not fit.
    return (
        f"{stated}, but {says}"
        if item.verdict.verdict == "contradicted"
        else f"{stated}: {_reason(item.verdict)}; {says}"
    )


def _one_figure(claim: Claim, items: list[_Judged], told: _Judged) -> str:
    """Figures for which the same is to be said; ``told`` is the one whose reason says most."""
    texts = list(dict.fromkeys(f"“{item.quantity.text}”" for item in items))
    quote = clip(claim.quote, items[0].quantity.text)
    said = f"{', '.join(texts)} in “{quote}”: {_reason(told.verdict)}"
    evidence = told.verdict.evidence
    return said if evidence is None else f"{said}; {evidence.source} says “{clip(evidence.quote, evidence.figure)}”"


def _reason(verdict: QuantityVerdict) -> str:
    return verdict.reason.strip().rstrip(".") or verdict.rule or verdict.verdict.replace("_", " ")


def clip(quote: str, around: str = "", limit: int = _QUOTE_LIMIT) -> str:
    """A quote of at most about ``limit`` characters that keeps ``around`` in sight; white space folded."""
    text = " ".join(quote.split())
    if len(text) <= limit:
        return text
    at = max(text.find(" ".join(around.split())), 0) if around else 0
    start = max(0, min(at - limit // 3, len(text) - limit))
    end = min(len(text), max(start + limit, at + len(around)))
    if start:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", at + len(around), end), at + len(around))
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
