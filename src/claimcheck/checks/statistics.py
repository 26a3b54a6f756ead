"""Reported statistics against themselves: p recomputed, means and deviations that can't be, intervals that miss.

A finding needs everything in the text that its arithmetic asks for; where a word leaves the data open, there is none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from claimcheck.checks import pvalues
from claimcheck.checks.catalogue import finding
from claimcheck.checks.context import Context
from claimcheck.model.document import Sentence
from claimcheck.model.finding import Confidence, Finding, Location
from claimcheck.model.statistic import Described, Interval, Rounded
from claimcheck.model.text import MappedText, Span
from claimcheck.statistics import described_in, granularity, intervals_in, is_available, reported_tests
from claimcheck.statistics.tails import speaks_of_correction, speaks_of_one_tail

NEEDS_SCIPY = "statistics (S401, S402): SciPy is not installed (pip install 'claimcheck-papers[statistics]')"
_SILENT = frozenset(("title", "heading"))
_INTERVAL_REMEDY = "check the estimate and both bounds, their signs too, and whether the interval is of another figure"
_GRANULAR_REMEDY = "check the mean, the SD and n, and whether answers were missing or more items were averaged"


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph, a table's row or a note: its sentences, and where they stand in the user's file."""

    sentences: tuple[str, ...]
    place: Callable[[int, int, int], Span | None]
    """Number of a sentence and offsets in it → the span in the paper; None where there is no paper."""
    claim: str = ""
    """The claim whose words these are, where the paper itself was not read."""

    @property
    def text(self) -> str:
        """All of it. A result is read across the ends of sentences: those of damaged text can't be trusted."""
        return " ".join(self.sentences)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Number of the sentence at an offset of ``text``, and the offset at which that sentence starts."""
        start = 0
        for number, sentence in enumerate(self.sentences):
            if offset <= start + len(sentence):
                return number, start
            start += len(sentence) + 1
        raise IndexError(offset)


def check_statistics(context: Context) -> Iterator[Finding]:
    """Findings of reported statistics (S401 to S422)."""
    able = is_available()
    whole = _whole(context)
    around = pvalues.Around("", speaks_of_one_tail(whole), speaks_of_correction(whole))
    for passage in _passages(context):
        if able:
            yield from _tests(context, passage, around)
        for number, sentence in enumerate(passage.sentences):
            before = " ".join(passage.sentences[max(number - 2, 0) : number])
            for one in (*_means(sentence, before), *_intervals(sentence)):
                span = passage.place(number, one.what.start, one.what.end)
                yield _finding(context, passage, span, one.code, one.message, one.remedy)


def not_run(context: Context) -> tuple[str, ...]:
    """Which checks of statistics could not run, with the reason; nothing where the paper reports no test."""
    if is_available() or not any(reported_tests(passage.text) for passage in _passages(context)):
        return ()
    return (NEEDS_SCIPY,)


def _whole(context: Context) -> str:
    if context.document is not None:
        return context.document.source
    return "\n".join(claim.context or claim.quote for claim in context.claims)


def _passages(context: Context) -> Iterator[_Passage]:
    if context.document is None:
        for claim in context.claims:
            yield _Passage((claim.quote,), lambda number, start, end: None, claim.id)
        return
    spoken = [sentence for sentence in context.document.sentences if sentence.role not in _SILENT]
    for _, group in groupby(enumerate(spoken), key=_paragraph):
        yield _passage([sentence.text for _, sentence in group])
    for note in context.document.notes:
        yield _passage([note.text])


def _paragraph(numbered: tuple[int, Sentence]) -> tuple[object, ...]:
    """What the sentences of one paragraph share; a table's rows and a list's items stand alone."""
    number, sentence = numbered
    return sentence.paragraph, sentence.role, number if sentence.role in ("table", "list") else -1


def _passage(texts: Sequence[MappedText]) -> _Passage:
    return _Passage(tuple(text.text for text in texts), lambda number, start, end: texts[number].to_source(start, end))


def _tests(context: Context, passage: _Passage, around: pvalues.Around) -> Iterator[Finding]:
    """S401 and S402."""
    for result in reported_tests(passage.text):
        (first, start), (last, behind) = passage.sentence_at(result.start), passage.sentence_at(result.end - 1)
        sentence = " ".join(passage.sentences[first : last + 1])
        found = pvalues.trouble(result, context.significance, replace(around, sentence=sentence))
        if found is not None:
            length = len(passage.sentences[first])
            span = passage.place(first, result.start - start, min(result.end - start, length))
            end = passage.place(last, 0, result.end - behind) if last != first else span
            if span is not None and end is not None:
                span = Span(span.start, max(span.end, end.end))
            yield _finding(context, passage, span, found.code, found.message, found.remedy, found.confidence)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is wrong with a mean or an interval."""

    what: Described | Interval
    code: str
    message: str
    remedy: str


def _means(sentence: str, before: str) -> Iterator[_Found]:
    """S411, S412, S413 and S422."""
    for one in described_in(sentence, before):
        if one.sd is not None and (message := _impossible(one, one.sd)):
            yield _Found(one, "S422", message, "check the SD, the mean and the scale")
        elif one.n is not None and one.n > 1:
            for code, message in _granular(one, one.n):
                yield _Found(one, code, message, _GRANULAR_REMEDY)


def _granular(one: Described, n: int) -> Iterator[tuple[str, str]]:
    """The first of GRIM, GRIMMER and DEBIT that says something, where the text shows what they need."""
    if one.data == "binary" and one.sd is not None and 0 <= one.mean.value <= 1:
        if message := _debit(one, one.sd, n):
            yield "S413", message
    elif one.data == "whole" and one.items and granularity.can_tell(one.mean, n, one.items):
        if message := _grim(one, n, one.items):
            yield "S411", message
        elif one.sd is not None and (message := _grimmer(one, one.sd, n, one.items)):
            yield "S412", message


def _impossible(one: Described, sd: Rounded) -> str:
    if sd.value < 0:
        return f"SD = {sd.text}: a standard deviation can't be negative"
    if one.reach is None:
        return ""
    greatest = granularity.greatest_variance(one.mean, one.scale, one.reach, one.n)
    if max(sd.low, Fraction(0)) ** 2 <= greatest:
        return ""
    answers = f"answers on a {one.reach + 1}-point scale"
    if one.scale is not None:
        answers = f"answers from {one.scale[0]} to {one.scale[1]} with a mean of {one.mean.text}"
    size = f", n = {one.n}," if one.n else ""
    return f"SD = {sd.text} can't be: {answers}{size} have an SD of at most {math.sqrt(greatest):.{sd.decimals + 1}f}"


def _grim(one: Described, n: int, items: int) -> str:
    if granularity.grim(one.mean, n, items):
        return ""
    count = n * items
    below, above = (
        f"{round(mean * count)}/{count} = {float(mean):.{one.mean.decimals + 2}f}"
        for mean in granularity.nearest(one.mean, n, items)
    )
    return f"M = {one.mean.text} can't be the mean of {_numbers(one)}: the nearest are {below} and {above}"


def _grimmer(one: Described, sd: Rounded, n: int, items: int) -> str:
    if granularity.grimmer(one.mean, sd, n, items):
        return ""
    return (
        f"SD = {sd.text} can't go with M = {one.mean.text} of {_numbers(one)}: no sum of squares that is whole, "
        "and odd where their sum is, gives it"
    )


def _debit(one: Described, sd: Rounded, n: int) -> str:
    if granularity.debit(one.mean, sd, n):
        return ""
    least, most = (f"{math.sqrt(end):.{sd.decimals + 1}f}" for end in granularity.binary_variance(one.mean, n))
    shown = f"of {least}" if least == most else f"between {least} and {most}"
    return f"SD = {sd.text} can't be: {n} zeros and ones with a mean of {one.mean.text} have an SD {shown}"


def _numbers(one: Described) -> str:
    shown = f"{one.n} whole numbers"
    if one.items and one.items > 1:
        shown = f"{one.n} averages of {one.items} whole numbers"
    return f"{shown} (“{' '.join(one.basis.split())}”)" if one.basis else shown


def _intervals(sentence: str) -> Iterator[_Found]:
    """S421: intervals that do not hold their own estimate."""
    for one in intervals_in(sentence):
        if message := _missed(one):
            yield _Found(one, "S421", message, _INTERVAL_REMEDY)


def _missed(one: Interval) -> str:
    shown = f"{one.name} = {one.estimate.text} and its interval from {one.low.text} to {one.high.text}"
    if one.low.value > one.high.value:
        return f"{shown}: the bounds are reversed"
    if one.estimate.high < one.low.low or one.estimate.low > one.high.high:
        side = "below" if one.estimate.value < one.low.value else "above"
        return f"{shown}: the estimate lies {side} its own interval"
    return ""


def _finding(
    context: Context,
    passage: _Passage,
    span: Span | None,
    code: str,
    message: str,
    remedy: str,
    confidence: Confidence = "medium",
) -> Finding:
    if span is None:
        places = (context.of_claim(claim) for claim in context.claims if claim.id == passage.claim)
        place = next(places, Location(context.paper_path))
        return finding(code, message, remedy, place, confidence=confidence, claim=passage.claim, subject=message)
    there = next((claim.id for claim in context.claims if claim.span and claim.span.overlaps(span)), "")
    said = context.document.source[span.start : span.end] if context.document else message
    return finding(code, message, remedy, context.in_paper(span), confidence=confidence, claim=there, subject=said)
