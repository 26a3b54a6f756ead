"""A bibliography, and what is known of the claims that cite it, made into a job without the paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.inputs import public, real_addresses
from claimcheck.job import Job
from claimcheck.model.reference import Bibliography

if TYPE_CHECKING:
    from claimcheck.model.claim import Claim


def job_without_paper(
    claims: Path, bib: Path, paper: str, bibliography: Bibliography, stored: tuple[Claim, ...]
) -> Job:
    """A job without its paper."""
    return Job(claims, bib, None, paper, without_secrets(bibliography), stored, real_addresses(bibliography.references))


def without_secrets(bibliography: Bibliography) -> Bibliography:
    described = public([description.reference for description in bibliography.descriptions])
    return replace(
        bibliography,
        references=public(bibliography.references),
        descriptions=tuple(
            replace(description, reference=reference)
            for description, reference in zip(bibliography.descriptions, described, strict=True)
        ),
    )
