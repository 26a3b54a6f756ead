"""Judging claims: every quantity of every claim against every source that it cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from claimcheck.evidence.pointing import with_times
from claimcheck.evidence.retrieve import Index, index_source
from claimcheck.evidence.reversal import with_reversals
from claimcheck.evidence.verdict import DEFAULT, Thresholds, judge_quantity, roll_up
from claimcheck.model.claim import Claim
from claimcheck.model.source import Source
from claimcheck.model.verdict import ClaimVerdict, QuantityVerdict, VerdictName

_NAMED: Final = 3
"""Unread sources that a reason names; the table of references has them all."""


def judge_claims(
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    *,
    abbreviations: Mapping[str, str] | None = None,
    limits: Thresholds = DEFAULT,
) -> tuple[ClaimVerdict, ...]:
    """One verdict a claim, in order.

    ``sources`` by citation key. ``abbreviations`` are those that the paper introduces (short → long form).
    """
    indexes: dict[str, Index] = {}
    return tuple(_judge(claim, sources, indexes, dict(abbreviations or {}), limits) for claim in claims)


def _judge(
    claim: Claim,
    sources: Mapping[str, Source],
    indexes: dict[str, Index],
    abbreviations: dict[str, str],
    limits: Thresholds,
) -> ClaimVerdict:
    if not claim.sources:
        return _all(claim, "uncited", "uncited", "The claim cites no source.", "N211")
    cited = [sources[key] for key in claim.sources if key in sources]
    readable = [_index(source, indexes) for source in cited if source.text is not None]
    if not readable:
        return _unread(claim, cited)
    claim = with_times(claim)
    verdicts = [judge_quantity(claim, quantity, readable, abbreviations, limits) for quantity in claim.quantities]
    verdicts = with_reversals(claim, verdicts, readable)
    unread = [source for source in cited if source.text is None]
    if unread:
        verdicts = [_mention(verdict, unread) for verdict in verdicts]
    name = roll_up(claim.quantities, [verdict.verdict for verdict in verdicts]) if verdicts else "not_checkable"
    return ClaimVerdict(claim.id, name, tuple(verdicts))


def _index(source: Source, indexes: dict[str, Index]) -> Index:
    if source.key not in indexes and source.text is not None:
        indexes[source.key] = index_source(source.key, source.text)
    return indexes[source.key]


def _unread(claim: Claim, cited: Sequence[Source]) -> ClaimVerdict:
    if not cited:
        return _all(claim, "unavailable", "no_entry", "The bibliography has no entry for what it cites.", "N210")
    if any(not source.asked for source in cited):  # one that was not asked may bear it out
        return _all(claim, "unchecked", "not_asked", f"Its source was not asked in this run: {_why(cited)}.", "")
    return _all(claim, "unavailable", "unreadable", f"Its source can’t be read: {_why(cited)}.", "N210")


def _why(sources: Sequence[Source]) -> str:
    reasons = [f"{source.key}: {(source.detail or source.health.reason).rstrip('.')}" for source in sources[:_NAMED]]
    more = f"; and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    return "; ".join(reasons) + more


def _all(claim: Claim, verdict: VerdictName, rule: str, reason: str, code: str) -> ClaimVerdict:
    one = QuantityVerdict(verdict, rule, reason, "high", None, code)
    return ClaimVerdict(claim.id, verdict, tuple(one for _ in claim.quantities))


def _mention(verdict: QuantityVerdict, unread: Sequence[Source]) -> QuantityVerdict:
    """Say which sources of the claim could not be read, where the figure was not found in those that were.

    While one of them was not even asked in this run, nothing is known yet: the figure is unchecked.
    """
    if verdict.verdict != "not_found":
        return verdict
    unasked = [source for source in unread if not source.asked]
    if unasked:
        reason = f"{verdict.reason} Not asked in this run: {_why(unasked)}."
        return QuantityVerdict("unchecked", "not_asked", reason, "low")
    return QuantityVerdict(
        verdict.verdict,
        verdict.rule,
        f"{verdict.reason} Not read: {_why(unread)}.",
        "low",
        verdict.evidence,
        verdict.code,
    )
