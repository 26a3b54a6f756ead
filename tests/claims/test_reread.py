"""A paper that its author revised: which claims stay with their sentences, counted.

``tests/corpora/reread`` holds papers before and after a revision: sentences moved within and across sections,
reworded, split, joined, dropped, put in, figures mended, notes renumbered, sections renamed. ``{12}`` in front of a
clause is its number in both; the numbers are taken out before the papers are read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.claims import extract, merge
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography

CORPUS = Path(__file__).parents[1] / "corpora" / "reread"
SURVIVAL = 0.95
"""Share of the claims whose sentence is there that keep their id."""
_NUMBER = re.compile(r"\{(\w+)\}")

papers = pytest.mark.parametrize(("paper", "least"), [("trams", 60), ("baths", 20), ("harbour", 20)])


class Version:
    """One version of the paper, read."""

    def __init__(self, name: str, folder: Path) -> None:
        marked = (CORPUS / name).read_text(encoding="utf-8")
        text, self.starts, self.labels, last = "", [0], [""], 0
        for match in _NUMBER.finditer(marked):
            text += marked[last : match.start()]
            last = match.end()
            self.starts.append(len(text))
            self.labels.append(match[1])
        path = folder / "paper.md"
        path.write_text(text + marked[last:], encoding="utf-8")
        self.document: Document = read_paper(path)
        self.claims = extract(self.document, build_bibliography(self.document, ()))

    def label(self, claim: Claim) -> str:
        """The number of the clause in which a claim's first figure stands."""
        assert claim.span is not None
        at = claim.span.start + min((one.start for one in claim.quantities), default=0)
        return self.labels[bisect_right(self.starts, at) - 1]


@papers
def test_a_revised_paper_keeps_its_claims_and_mixes_up_none(tmp_path: Path, paper: str, least: int) -> None:
    before, after = Version(f"{paper}/before.md", tmp_path), Version(f"{paper}/after.md", tmp_path)
    labels = {claim.id: before.label(claim) for claim in before.claims}
    old = tuple(replace(claim, span=None, context="", note=f"on {claim.id}") for claim in before.claims)
    merged = merge(old, after.claims, after.document)
    assert len(old) >= least
    kept, lost, wrong, haunting = [], [], [], []
    for claim in merged.claims:
        label = labels.get(claim.id)
        if label is None:
            continue
        assert claim.note == f"on {claim.id}"
        if claim.orphaned:
            lost += [claim.id] if label in after.labels else []
        elif label == after.label(claim):
            kept.append(claim.id)
        elif label in after.labels:
            wrong.append((claim.id, label, after.label(claim)))
        else:
            haunting.append((claim.id, label, after.label(claim)))
    assert wrong == []
    assert haunting == [], "a claim whose sentence was dropped stands in another one"
    assert len(kept) >= SURVIVAL * (len(kept) + len(lost)), lost


@papers
def test_back_in_its_first_version_the_paper_has_its_first_claims(tmp_path: Path, paper: str, least: int) -> None:
    before, after = Version(f"{paper}/before.md", tmp_path), Version(f"{paper}/after.md", tmp_path)
    old = tuple(replace(claim, span=None, context="", note=f"on {claim.id}") for claim in before.claims)
    merged = merge(old, after.claims, after.document)
    back = merge(tuple(replace(claim, span=None) for claim in merged.claims), before.claims, before.document)
    now = {claim.id: claim for claim in back.claims if not claim.orphaned}
    wrong = [
        (claim.id, before.label(claim), before.label(now[claim.id]))
        for claim in before.claims
        if claim.id in now and before.label(claim) != before.label(now[claim.id])
    ]
    assert wrong == []
    assert len(old) >= least
    assert len([claim for claim in before.claims if claim.id in now]) >= SURVIVAL * len(before.claims)
