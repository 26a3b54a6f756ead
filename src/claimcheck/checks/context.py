"""What a check may look at: the frozen result of the steps before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck.model.finding import Location
from claimcheck.model.significance import SignificanceRules
from claimcheck.model.text import Lines, Span

if TYPE_CHECKING:
    from claimcheck.model.claim import Claim
    from claimcheck.model.document import Box, Document
    from claimcheck.model.problem import Problem
    from claimcheck.model.reference import Bibliography, Description, Reference
    from claimcheck.model.source import Source
    from claimcheck.model.verdict import ClaimVerdict
    from claimcheck.registries import Consulted


@dataclass(frozen=True)
class Context:
    """One paper with its claims, its bibliography and what its sources said.

    Paths are shown to people as they are, so they are given relative to where the user stands. The texts of the
    claims file and of the bibliography serve only to give offsets beside a line; both may be empty.
    """

    document: Document | None
    bibliography: Bibliography
    claims: tuple[Claim, ...]
    verdicts: tuple[ClaimVerdict, ...] = ()
    """One for each claim, in the same order; empty where no source was looked at."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """By citation key."""
    paper_path: str = ""
    """The paper's; of use only where ``document`` is None."""
    claims_path: str = ""
    bib_path: str = ""
    claims_text: str = ""
    bib_text: str = ""
    bib_texts: Mapping[str, str] = field(default_factory=dict)
    """The texts of the bibliographies by their names, where the paper has several."""
    consulted: Mapping[str, Consulted] = field(default_factory=dict)
    """What registries say of works, by citation key; empty where none was asked."""
    problems: tuple[Problem, ...] = ()
    """What other steps could not do with the paper, beside those of the document and the bibliography."""
    significance: SignificanceRules = field(default_factory=SignificanceRules)
    """What counts as an error in a reported test."""

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        return self.bibliography.by_key()

    @cached_property
    def _first_cited(self) -> Mapping[str, Span]:
        """Where each work is cited first."""
        first: dict[str, Span] = {}
        for citation in self.bibliography.citations:
            for key in citation.keys:
                first.setdefault(key, citation.span)
        return first

    @cached_property
    def _paper_lines(self) -> Lines:
        return Lines(self.document.source if self.document else "")

    @cached_property
    def _claims_lines(self) -> Lines:
        return Lines(self.claims_text)

    @cached_property
    def _bib_lines(self) -> Lines:
        return Lines(self.bib_text)

    def in_paper(self, span: Span) -> Location:
        """A place in the paper; the whole file where it was not read."""
        if self.document is None:
            return Location(self.paper_path or self.claims_path)
        if self.document.parts:
            return self._in_part(self.document, span)
        line, column = self._paper_lines.place(span.start)
        end_line, end_column = self._paper_lines.place(span.end)
        return Location(self.document.path, line, column, span.start, span.end, end_line, end_column)

    def _in_part(self, document: Document, span: Span) -> Location:
        """A place in a paper of several files, or in one that has pages or paragraphs instead of lines."""
        first = max(bisect_right(document.parts, span.start, key=lambda part: part.start) - 1, 0)
        part = document.parts[first]
        file = part.file or document.path
        if part.page or part.paragraph:
            inside = document.parts[
                first : max(bisect_left(document.parts, span.end, key=lambda p: p.start), first + 1)
            ]
            box = _around([p.box for p in inside if p.box is not None and p.page == part.page])
            return Location(
                file, 1, 1, span.start, span.end, page=part.page or None, box=box, paragraph=part.paragraph or None
            )
        lines = self._part_lines[file]
        start = part.offset + span.start - part.start
        stop = document.parts[first + 1].start if first + 1 < len(document.parts) else len(document.source)
        end = part.offset + min(span.end, stop) - part.start
        (line, column), (end_line, end_column) = lines.place(start), lines.place(end)
        return Location(file, line, column, start, end, end_line, end_column)

    @cached_property
    def _part_lines(self) -> Mapping[str, Lines]:
        """The lines of each file of the paper."""
        if self.document is None:
            return {}
        texts: dict[str, list[str]] = defaultdict(list)
        parts = self.document.parts
        for number, part in enumerate(parts):
            stop = parts[number + 1].start if number + 1 < len(parts) else len(self.document.source)
            texts[part.file or self.document.path].append(self.document.source[part.start : stop])
        return {file: Lines("".join(pieces)) for file, pieces in texts.items()}

    def in_claims(self, claim: Claim) -> Location:
        """The claim's table in the claims file."""
        return _line(self.claims_path or self.paper_path, self._claims_lines, claim.line)

    @cached_property
    def _lines_of_bibs(self) -> Mapping[str, Lines]:
        return {name: Lines(text) for name, text in self.bib_texts.items()}

    def in_bibliography(self, line: int | None, bib: str = "") -> Location:
        """A line of the bibliography; of the one named ``bib``, where there are several."""
        if bib in self._lines_of_bibs:
            return _line(bib, self._lines_of_bibs[bib], line)
        return _line(self.bib_path or self.paper_path, self._bib_lines, line)

    def of_claim(self, claim: Claim) -> Location:
        """Where a claim stands: its span in the paper, else its table in the claims file."""
        if self.document is not None and claim.span is not None:
            return self.in_paper(claim.span)
        return self.in_claims(claim)

    def of_description(self, description: Description) -> Location:
        """Where the paper describes a work."""
        span = description.reference.span
        return self.in_paper(span) if span is not None else self.in_bibliography(None)

    def of_entry(self, reference: Reference) -> Location:
        """Where an author mends a work's entry: the paper where it describes the work, else the bibliography."""
        if self.document is not None and reference.span is not None and reference.raw:
            return self.in_paper(reference.span)
        return self.in_bibliography(reference.line, reference.bib)

    def of_reference(self, reference: Reference) -> Location:
        """Where a work is described: the note of the paper that does, else its entry, else its first citation."""
        if self.document is not None and reference.span is not None:
            return self.in_paper(reference.span)
        if reference.line is not None:
            return self.in_bibliography(reference.line, reference.bib)
        cited = self._first_cited.get(reference.key)
        if self.document is not None and cited is not None:
            return self.in_paper(cited)
        return self.in_bibliography(None)


def _around(boxes: Sequence[Box]) -> Box | None:
    """The box around some boxes."""
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _line(file: str, lines: Lines, line: int | None) -> Location:
    """The location of a whole line; its offsets are 0 where the text is not at hand."""
    if line is None or line < 1:
        return Location(file)
    span = lines.span(line)
    if span is None:
        return Location(file, line)
    return Location(file, line, 1, span.start, span.end, line, len(span) + 1)
