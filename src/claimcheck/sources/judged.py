"""What came of judging an answer for the works that cite its address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, SourceText
from claimcheck.sources.doubts import Doubt, doubt_of, known_by_redirect
from claimcheck.sources.judgement import Judgement, judge_answer
from claimcheck.sources.reading import Reading, skim_fetched


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer is for each of the works that cite its address, and what is to be asked before that stands."""

    judgements: tuple[Judgement, ...]
    doubts: tuple[Doubt, ...]
    text: SourceText | None
    """What the page says, where there is a doubt."""
    noted: bool = False
    """The state knows of it already."""
    copy: bytes = b""
    """The record that says of which works the page is a copy, to be kept in the archive."""

    @classmethod
    def of(cls, references: Sequence[Reference], fetched: Fetched, reading: Reading) -> Judged:
        """A pure function of the answer and of what was read from it."""
        text = reading.text
        judgements = tuple(
            known_by_redirect(judge_answer(reference, fetched, reading), fetched) for reference in references
        )
        doubts = tuple(
            doubt_of(reference, fetched, judgement, text)
            for reference, judgement in zip(references, judgements, strict=True)
        )
        return cls(judgements, doubts, text if any(doubts) else None)


def judge_page(references: Sequence[Reference], fetched: Fetched, most: int) -> Judged:
    """The judgement of an answer for whoever wants no text of it."""
    return without_texts(references, fetched, skim_fetched(fetched, most))


def without_texts(references: Sequence[Reference], fetched: Fetched, reading: Reading) -> Judged:
    """The judgement of an answer that was read, its text left out."""
    judged = Judged.of(references, fetched, reading)
    return replace(judged, judgements=tuple(judgement.without_text() for judgement in judged.judgements))
