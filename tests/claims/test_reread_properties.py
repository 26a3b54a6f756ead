"""Any edits of a paper: each claim stays with its sentence, and whatever a person wrote stays with its claim."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims import Merged, extract, merge, read_claims, write_claims
from claimcheck.claims.wording import words
from claimcheck.model.claim import Claim
from claimcheck.model.reference import Reference
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography
from claims.edits import KINDS, Draft, Editor, draft

pytestmark = pytest.mark.timed

editing = st.lists(st.sampled_from(KINDS), min_size=1, max_size=8)
seeds = st.integers(0, 2**32)


class Desk:
    """A folder with one paper and its claims file."""

    def __init__(self, folder: str) -> None:
        self.paper, self.claims = Path(folder) / "paper.md", Path(folder) / "claims.toml"
        self.spans: dict[int, tuple[int, int]] = {}
        self.references: tuple[Reference, ...] = ()

    def read(self, now: Draft) -> Merged:
        """Read the draft as it is now, and bring the claims file up to date."""
        text, self.spans = now.rendered()
        self.paper.write_text(text, encoding="utf-8")
        document = read_paper(self.paper)
        stored = read_claims(self.claims).claims if self.claims.exists() else ()
        bibliography = build_bibliography(document, self.references)
        self.references = tuple(replace(one, span=None) for one in bibliography.references)
        merged = merge(stored, extract(document, bibliography), document)
        write_claims(self.claims, "paper.md", merged.claims)
        return merged

    def sentences(self, claims: tuple[Claim, ...]) -> dict[str, int]:
        """Which sentence each claim stands in."""
        return {
            claim.id: number
            for claim in claims
            if claim.span is not None
            for number, (start, end) in self.spans.items()
            if start <= claim.span.start < end
        }

    def touches(self, claim: Claim, number: int) -> bool:
        """Whether a claim holds words of a sentence."""
        start, end = self.spans[number]
        return claim.span is not None and claim.span.start < end and start < claim.span.end

    def write_words(self) -> dict[str, Claim]:
        """A person's word in every claim."""
        mine = tuple(
            replace(claim, status="accepted", note=f"note on {claim.id}") for claim in read_claims(self.claims).claims
        )
        write_claims(self.claims, "paper.md", mine)
        self.claims.write_text("# my list\n" + self.claims.read_text(encoding="utf-8"), encoding="utf-8")
        return {claim.id: claim for claim in mine}


def check(seed: int, kinds: list[str], alike: bool, steps: bool) -> None:
    """Edit, read again, and hold each claim against its sentence; ``steps``: read again after each edit."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder)
        start = draft(random, random.randint(4, 12), alike)
        first = desk.read(start)
        before = desk.sentences(first.claims)
        assert len(before) == len(first.claims) >= len(start.lines) - 1
        mine = desk.write_words()
        editor = Editor(random, start)
        unsure: set[int] = set()
        for kind in kinds:
            editor.edit(kind)
            if steps:  # one claim may have come to stand for two sentences, and outlives either
                unsure |= editor.joined_and_edited()
                desk.read(editor.draft)
        merged = desk.read(editor.draft)
        now = {claim.id: claim for claim in merged.claims}
        after = desk.sentences(merged.claims)
        unsure |= editor.joined_and_edited()
        alive = {line.number for line in editor.draft.lines}
        assert len(now) == len(merged.claims)
        for name, number in before.items():
            assert (now[name].status, now[name].note) == ("accepted", mine[name].note)
            if number in unsure:
                parts = [one for one in unsure & alive if desk.touches(now[name], one)]
                assert now[name].orphaned or parts
                continue
            if number in alive:
                assert not now[name].orphaned, name
                assert after[name] == number
            else:
                assert now[name].orphaned, name
                # read between the edits, the quote may have followed its sentence before that was deleted
                assert steps or words(now[name].quote) == words(mine[name].quote)
        for name, number in after.items():
            assert name in before or number not in before.values() or number in unsure
        written = desk.claims.read_bytes()
        assert written.startswith(b"# my list\n")
        assert not desk.read(editor.draft)
        assert desk.claims.read_bytes() == written


@settings(max_examples=25)
@given(seeds, editing)
def test_after_any_edits_each_claim_is_with_its_sentence(seed: int, kinds: list[str]) -> None:
    check(seed, kinds, alike=False, steps=False)


@settings(max_examples=15)
@given(seeds, editing)
def test_read_after_each_edit_it_is_the_same(seed: int, kinds: list[str]) -> None:
    check(seed, kinds, alike=False, steps=True)


@settings(max_examples=25)
@given(seeds, editing)
def test_claims_that_differ_in_a_name_and_a_figure_alone_are_never_mixed_up(seed: int, kinds: list[str]) -> None:
    check(seed, kinds, alike=True, steps=False)


@settings(max_examples=15)
@given(seeds, st.integers(1, 5), st.booleans())
def test_what_is_deleted_and_brought_back_leaves_the_file_as_it_was(seed: int, count: int, alike: bool) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder)
        start = draft(random, 8, alike)
        desk.read(start)
        desk.write_words()
        desk.read(start)
        before = desk.claims.read_bytes()
        editor = Editor(random, start)
        for _ in range(count):
            editor.edit("delete")
            desk.read(editor.draft)
        assert desk.claims.read_bytes() != before
        desk.read(start)
        assert desk.claims.read_bytes() == before
