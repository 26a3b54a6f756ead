"""The frozen result of a run: everything that a report format needs, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.model.claim import Claim
    from claimcheck.model.finding import Finding
    from claimcheck.model.reference import Citation, Reference
    from claimcheck.model.source import Source
    from claimcheck.model.verdict import ClaimVerdict


@dataclass(frozen=True, slots=True)
class Baseline:
    """The earlier run that a run was held against."""

    generated: str
    """When that run was; RFC 3339, UTC."""
    gone: int
    """How many of its findings this run asked after and did not find again."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run over one paper."""

    version: str
    generated: str
    """RFC 3339, UTC."""
    paper_path: str
    title: str
    sha256: str
    """Of the paper; of the claims file where the paper was not read."""
    claims: tuple[Claim, ...]
    verdicts: tuple[ClaimVerdict, ...]
    """One for each claim, in the same order."""
    references: Sequence[Reference]
    sources: Sequence[Source]
    """One for each reference, in the same order."""
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    """With a baseline: the new ones alone."""
    ignored: tuple[Finding, ...] = ()
    """Findings that settings or a person's word put aside: counted, not shown."""
    notices: tuple[str, ...] = ()
    """What the reader must know first: "no network: …", "3 claims lost their sentence"."""
    not_run: tuple[str, ...] = ()
    """Checks that did not run, each with its reason."""
    baseline: Baseline | None = None
    known: tuple[Finding, ...] = ()
    """Findings that the baseline had already: counted, not shown."""
