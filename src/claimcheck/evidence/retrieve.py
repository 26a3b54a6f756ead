"""Which passages of a source speak of a claim: an index over its statements, and how much of a focus one covers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple

from claimcheck.evidence.dated import anchored, day_of_writing, time_of_section
from claimcheck.evidence.datelines import datelines, year_headings
from claimcheck.evidence.focus import Focus, content
from claimcheck.evidence.labels import years_labelling
from claimcheck.evidence.lexicon import KNOWN_SHORT
from claimcheck.evidence.referents import leading
from claimcheck.evidence.terms import Term, abbreviations, is_cjk, terms
from claimcheck.model.quantity import Quantity
from claimcheck.model.source import Passage, SourceText
from claimcheck.paper.language import language_of
from claimcheck.quantities import decimal_of, read

NO_EVIDENCE: Final = frozenset({"furniture", "references"})
"""Roles whose numbers are never evidence: navigation, bylines, related articles, reference lists."""
_KEPT: Final = 64
"""Sources whose index is kept: those of one paper, mostly."""
_NEIGHBOUR: Final = 0.55
_LEAD: Final = 30
"""Items of a list behind which the sentence that leads it in is still looked for."""
_SURROUNDING: Final = 0.3
_WHOLE_DAY: Final = len("2017-03-02")
_DECIDING: Final = 200_000
"""So much of a source decides what its decimal mark is."""
_UNKNOWN: Final = 0.2
"""Weight of a claim's term that the source never uses: it tells no passage from another."""


@dataclass(frozen=True, slots=True)
class View:
    """A passage with its terms and those of what stands around it."""

    passage: Passage
    terms: tuple[Term, ...]
    stems: frozenset[str]
    neighbours: frozenset[str]
    """Stems of the sentences before and behind it in its paragraph, and of its heading."""
    at: int = 0
    """Its place among the views of its index."""
    written: str = ""
    """EDTF of the day on which it was written, by the dateline above it or by what the source says of itself."""
    dateline: Passage | None = None
    """The passage that says so; None where only the source's metadata do."""
    section: str = ""
    """EDTF of the year, the season or the month that its heading is; empty for any other heading."""
    section_head: Passage | None = None
    """That heading."""


@dataclass(frozen=True, slots=True)
class Index:
    """One source, ready to be asked."""

    key: str
    text: str
    views: tuple[View, ...]
    rarity: dict[str, float]
    names: frozenset[str]
    """Stems of what is written with a capital inside some sentence."""
    surrounding: frozenset[str]
    """Stems of the title: what the whole source is about."""
    written: str
    """EDTF of the day on which the source was written; empty: unknown."""
    last: str
    """EDTF of the last day that it can testify to: that of its update, else of its writing; empty: unknown."""
    lang: str
    decimal: str
    """The decimal mark of the whole source; empty: each passage decides."""
    short: dict[str, str]
    """The abbreviations that the source introduces, with their long forms."""
    foreign: bool
    """Written in another script than the claims: names and words can't be aligned."""
    leading: frozenset[str] = frozenset()
    """Stems of the names that it speaks of most."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A source by what tells its texts apart, so that one that is asked again is not indexed again."""

    key: str
    text: str
    marks: tuple[str, ...]
    passages: int
    source: SourceText = field(compare=False)


def index_source(key: str, source: SourceText) -> Index:
    """Index the passages of a source that can be evidence; the last ones are kept."""
    marks = (source.title, *source.titles, source.lang, source.published, source.updated)
    return _indexed(_Asked(key, source.text, marks, len(source.passages), source))


@lru_cache(maxsize=_KEPT)
def _indexed(asked: _Asked) -> Index:
    key, source = asked.key, asked.source
    passages = [passage for passage in source.passages if passage.role not in NO_EVIDENCE]
    short = abbreviations(source.text)
    found = [terms(passage.text, abbreviations=KNOWN_SHORT | short) for passage in passages]
    stems = [content(each) for each in found]
    frequency = Counter(stem for each in stems for stem in each)
    scale = math.log(1 + max(len(passages), 8))
    rarity = {stem: math.log(1 + max(len(passages), 8) / (0.5 + count)) / scale for stem, count in frequency.items()}
    days, sections = datelines(source), year_headings(source)
    views = tuple(
        View(
            passage,
            found[i],
            stems[i],
            _neighbours(passages, stems, i),
            i,
            *days.get(passage.start, ("", None)),
            *sections.get(passage.start, ("", None)),
        )
        for i, passage in enumerate(passages)
    )
    about = content(terms(" ".join((source.title, *source.titles[:1]))))
    sample = " ".join(passage.text for passage in passages[:12])
    lang = language_of(source.text, source.lang)
    decimal = "" if lang in ("en", "zh") else decimal_of(source.text[:_DECIDING], lang=lang)
    return Index(
        key,
        source.text,
        views,
        rarity,
        frozenset(term.stem for each in found for term in each if term.name),
        about,
        source.published or source.updated,
        max(source.published, source.updated),
        lang,
        decimal,
        short,
        is_cjk(sample),
        leading({term.stem for term in each if term.name} for each in found),
    )


def _neighbours(passages: Sequence[Passage], stems: Sequence[frozenset[str]], at: int) -> frozenset[str]:
    own = passages[at]
    around: set[str] = set(content(terms(own.heading)))
    for i in (at - 2, at - 1, at + 1):
        if 0 <= i < len(passages) and passages[i].paragraph == own.paragraph and passages[i].role == own.role:
            around |= stems[i]
    if own.role == "list":
        around |= next((stems[i] for i in range(at - 1, max(-1, at - _LEAD), -1) if passages[i].role == "main"), set())
    return frozenset(around)


def coverage(focus: Focus, view: View, index: Index) -> float:
    """How much of a focus a passage covers, 0 … 1: weighted by rarity in the source, surroundings counted in part."""
    return _covered(_weighed(focus, index), view)


class _Weighed(NamedTuple):
    """The terms of a focus as they weigh in one source."""

    terms: tuple[tuple[str, float, float], ...]
    """Stem, its weight, and the part of it that every passage has for what the whole source is about."""
    given: float
    """What every passage has of terms that the source uses in its title alone."""
    total: float


def _weighed(focus: Focus, index: Index) -> _Weighed:
    found: list[tuple[str, float, float]] = []
    given = total = 0.0
    for stem, weight in focus.weights.items():
        rarity = index.rarity.get(stem)
        about = _SURROUNDING if stem in index.surrounding else 0.0
        if rarity is not None:
            weighs = weight * max(rarity, 0.15)
            found.append((stem, weighs, weighs * about))
            total += weighs
        elif about:
            given += weight * about * 0.5
            total += weight * 0.5
        else:
            total += weight * _UNKNOWN
    return _Weighed(tuple(found), given, total)


def _covered(weighed: _Weighed, view: View) -> float:
    got = weighed.given
    for stem, weight, about in weighed.terms:
        got += weight if stem in view.stems else weight * _NEIGHBOUR if stem in view.neighbours else about
    return got / weighed.total if weighed.total else 0.0


@lru_cache(maxsize=50_000)
def figures(passage: Passage, written: str = "", lang: str = "en", decimal: str = "") -> tuple[Quantity, ...]:
    """The quantities of a passage, read once; ``written`` is the day on which it was written, or the year under
    which it stands (EDTF).

    Of a table cell only its own value counts: a figure in its caption or headers is another cell's. What it measures
    is what the headers say, and its time is the one that they give.
    """
    text = passage.text
    lang = "zh" if is_cjk(text) else "en" if lang == "zh" else lang
    if not passage.value_at:
        return anchored(text, read(text, lang=lang, decimal=decimal, written=written), written if lang == "en" else "")
    if not any(character.isdigit() for character in text[passage.value_at :]):
        opens = text.find(": ") + 1  # a row of words: a date in its header dates it, one in the caption doesn't
        return tuple(
            found for found in read(text, lang=lang) if found.kind == "date" and opens <= found.start < passage.value_at
        )
    when, value = _dated(passage), text[passage.value_at :]
    negative = bool(_NEGATIVE.match(value))
    if _BRACKETED.fullmatch(value):
        value = f" {value[1:].rstrip(' )')}"
    own = len(value)
    value += _unit_of(passage) if _BARE.fullmatch(value) else ""
    return tuple(
        replace(
            _changed(passage, quantity, negative),
            text=value[quantity.start : min(quantity.end, own)],
            start=quantity.start + passage.value_at,
            end=min(quantity.end, own) + passage.value_at,
            measure=text[: passage.value_at].strip(" :"),
            when=quantity.when or when,
        )
        for quantity in read(value, lang=lang, decimal=decimal, written=written)
    ) + _heading_date(passage)


def _heading_date(passage: Passage) -> tuple[Quantity, ...]:
    """The one date in the header of a cell's column, else of its row, where it stands in the statement: the cell bears
    out that time."""
    column = passage.value_at - len(passage.column) - 1
    for label, begin in ((passage.column, column), (passage.row, column - len(passage.row) - len(": "))):
        found = [quantity for quantity in read(label) if quantity.kind == "date"]
        if len(found) == 1 and begin >= 0 and passage.text.startswith(label, begin):
            return (replace(found[0], start=found[0].start + begin, end=found[0].end + begin),)
    return ()


def _changed(passage: Passage, quantity: Quantity, negative: bool) -> Quantity:
    """A percentage under a header like "% Change" is a change: of one in brackets, it fell. So is a figure with a plus
    sign."""
    if passage.text.startswith("+", passage.value_at) and quantity.form == "point":
        return replace(quantity, form="change", direction="up")
    change = quantity.form == "point" and _OF_CHANGE.search(passage.column)
    change = change if quantity.kind == "percent" or negative else None
    if not change or _JUDGED.search(passage.column):
        return quantity
    if not negative:
        return replace(quantity, form="change", direction="up")
    low, high = (None if bound is None else abs(bound) for bound in (quantity.high, quantity.low))
    value = None if quantity.value is None else abs(quantity.value)
    return replace(
        quantity, form="change", direction="down", value=value, low=low, high=high,
        low_open=quantity.high_open, high_open=quantity.low_open,
    )  # fmt: skip


_BARE: Final = re.compile(r"[ +\-–−]*[\d.,]+(?:[ \u00a0\u202f]\d{3})*[ \n]*")
_BRACKETED: Final = re.compile(r"\(\s?\d[\d.,]*\s?\)?")
_NEGATIVE: Final = re.compile(r"[$€£¥]?\s?[(−–-]\s?[$€£¥]?\d")
"""A negative figure as accounts print it: "(15)"."""
_OF_CHANGE: Final = re.compile(r"\b(?:changes?|increases?|decreases?|growth)\b", re.IGNORECASE)
_JUDGED: Final = re.compile(r"favou?rable|better|worse", re.IGNORECASE)
"""Where a column says what a change is worth, its sign doesn't say whether it rose or fell."""
_HEADED: Final = re.compile(
    r"(?<!\d)(?<!\d )(?P<percent>%|\bper ?cent(?:age)?\b(?! points?))"
    r"|(?:\(|\bin |[$€£¥]\s?)(?P<scale>thousand|million|billion)s?\b",
    re.IGNORECASE,
)
"""The unit of a column ("Share (%)", "in millions", "US$ million"); in "cities over 1 million" it is part of a name."""


def _unit_of(passage: Passage) -> str:
    """What headers and caption say of bare figures: " %" under "Share (%)", " million" under "in millions", " GW" under
    "Capacity (GW)"."""
    headed = _HEADED.search(passage.column) or _HEADED.search(passage.row)
    if headed is not None:
        return " %" if headed["percent"] else f" {headed['scale'].lower()}"
    caption = passage.text[: passage.value_at].removesuffix(f": {passage.row}: {passage.column} ")
    for label in (passage.column, passage.row, caption):
        for part in (*reversed(_IN_BRACKETS.findall(label)), *_BEHIND_COMMA.findall(label)):
            if unit := _as_unit(part):
                return f" {unit}"
    return " %" if _of_percent(passage, caption) else ""


def _of_percent(passage: Passage, caption: str) -> bool:
    """Whether a caption that speaks of percent speaks of this cell, which is no count and no change."""
    if not (headed := _HEADED.search(caption)) or not headed["percent"] or _OF_CHANGE.search(passage.column):
        return False
    value = passage.text[passage.value_at :].strip().replace(",", ".")
    counts = _COUNTING.search(passage.column) or _COUNTING.search(passage.row)
    return not counts and value.count(".") == 1 and value.replace(".", "").isdecimal() and float(value) <= _ALL


@lru_cache(maxsize=1_000)
def _as_unit(text: str) -> str:
    """What stands behind a figure of a table that is headed so: "thousand tonnes", "1 000 ha"; empty for no unit."""
    unit = _THOUSAND.sub("thousand ", text.strip().lower() if text[:1].isupper() and " " in text else text.strip())
    if unit.lower() in _SCALE_WORDS:
        return unit.lower().removesuffix("s")
    found = read(f"5 {unit}")
    return unit if len(found) == 1 and found[0].kind == "measure" and found[0].end == len(unit) + 2 else ""


_IN_BRACKETS: Final = re.compile(r"\(([^()]{2,24})\)")
_BEHIND_COMMA: Final = re.compile(r", ([^,:()]{2,24}?):?\s*$")
_THOUSAND: Final = re.compile(r"^(?:1[ ,.\u00a0\u202f]000|['’]?000s?)\s+")
_SCALE_WORDS: Final = frozenset({"thousand", "thousands", "million", "millions", "billion", "billions"})
_COUNTING: Final = re.compile(r"^\W*(?:n|no|nos|count)\b|\b(?:numbers?|total|cases)\b", re.IGNORECASE)
_ALL: Final = 100


def _dated(passage: Passage) -> str:
    """The one date that the headers of a cell give; empty where they give none or two."""
    found = {q.edtf for label in (passage.row, passage.column) for q in read(label) if q.kind == "date"}
    return found.pop() if len(found) == 1 else ""


def statements(index: Index) -> Iterator[tuple[View, tuple[Quantity, ...]]]:
    """Every passage that holds a figure, with its figures."""
    for view in index.views:
        found = figures_of(view, index)
        if found:
            yield view, found


def statements_about(focus: Focus, index: Index, least: float) -> Iterator[tuple[View, tuple[Quantity, ...], float]]:
    """The passages that hold a figure and cover ``least`` of a focus, with their figures and their coverage."""
    weighed = _weighed(focus, index)
    for view in index.views:
        base = _covered(weighed, view)
        if base < least:
            continue  # reading figures takes most of the time
        found = figures_of(view, index)
        places = {figure.start for figure in found}
        found += tuple(y for y in years_labelling(view.passage.text, focus.label) if y.start not in places)
        if found:
            yield view, found, base


def figures_of(view: View, index: Index) -> tuple[Quantity, ...]:
    """The figures of a passage; one that gives no date has that of its heading or of its writing, where known."""
    found = figures(view.passage, view.section or view.written, index.lang, index.decimal)
    role = view.passage.role
    if any(q.kind == "date" for q in found) or role not in ("main", "list"):
        return found
    if view.section:
        return (*found, time_of_section(view.section))
    dated = role == "main" and len(view.written) == _WHOLE_DAY
    return (*found, day_of_writing(view.written)) if dated else found
