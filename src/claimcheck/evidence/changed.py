"""Which cited figures a page has lost since an earlier snapshot of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimcheck.evidence.judge import judge_claims
from claimcheck.model.claim import Claim
from claimcheck.model.source import Source
from claimcheck.model.verdict import ClaimVerdict

_NAMED = 3
"""Figures that a reason names."""


def lost_figures(
    claims: Sequence[Claim],
    verdicts: Sequence[ClaimVerdict],
    sources: Mapping[str, Source],
    *,
    abbreviations: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """By citation key: figures, as the paper has them, that the former text of a source bears out and today's does not.

    ``verdicts`` are those of today, one a claim. Only sources whose page has changed (``Source.former``) are looked at.
    """
    lost: dict[str, tuple[str, ...]] = {}
    for key, source in sources.items():
        if source.former is None or source.text is None:
            continue
        cited = [(claim, verdict) for claim, verdict in zip(claims, verdicts, strict=True) if key in claim.sources]
        former = {**sources, key: replace(source, text=source.former)}
        before = judge_claims([claim for claim, _ in cited], former, abbreviations=abbreviations)
        figures = [
            quantity.text
            for (claim, now), then in zip(cited, before, strict=True)
            for quantity, was, is_ in zip(claim.quantities, then.quantities, now.quantities, strict=True)
            if was.verdict == "supported" and is_.verdict != "supported"
        ]
        if figures:
            lost[key] = tuple(dict.fromkeys(figures))
    return lost


def mark_drifted(sources: Mapping[str, Source], lost: Mapping[str, Sequence[str]]) -> dict[str, Source]:
    """The sources; those that lost a cited figure (``lost_figures``) are marked as drifted, and the reason names it."""
    return {key: _drifted(source, lost[key]) if key in lost else source for key, source in sources.items()}


def _drifted(source: Source, figures: Sequence[str]) -> Source:
    shown = ", ".join(f"“{figure}”" for figure in figures[:_NAMED])
    more = f" and {len(figures) - _NAMED} more" if len(figures) > _NAMED else ""
    said = source.health.reason if source.health.status == "drifted" else "the page has changed since its last snapshot"
    cited = "which is cited from it, is" if len(figures) == 1 else "which are cited from it, are"
    reason = f"{said}, and {shown}{more}, {cited} borne out no longer"
    return replace(source, health=replace(source.health, status="drifted", reason=reason, confidence="high"))
