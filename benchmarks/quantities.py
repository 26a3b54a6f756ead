"""How well and how fast quantities are read, on public sets that lie in a folder; fetches nothing.

    python benchmarks/quantities.py FOLDER [-v] [--english]

FOLDER holds checkouts of microsoft/Recognizers-Text (its ``Specs``) and of harperco/MeasEval (its ``data``); what isn't
there is left out. Beside claimcheck the peers quantulum3 and recognizers-text-suite are scored, in English, where they
can be imported (``PYTHONPATH=DIR`` after ``pip install --target DIR quantulum3 recognizers-text-suite 'emoji<2'``);
"-" stands where they can't. ``-v`` prints what was missed.

Specifications (Recognizers-Text). Each lists inputs with the values that its one model finds: numbers, percentages, …

- *recall*: the share of values that are read over an overlapping span, as the model's kind (money as money). To the
  model of plain numbers a reading of any kind counts: "12 %" is also the number 12, "a fifth" also 0.2. A range states
  both its ends, a date the numbers it is written with. One stated value is found once.
- *exact*: the share of inputs whose every value is found and nothing else of the model's own kind is read. What is read
  there of another kind (the measure "180ml" where the specification wants no number, a date, "several") is no surplus.
- Where the specification names an ISO currency or what a unit measures, it must agree, or the value isn't found. The
  peers aren't held to this.
- Results without a value ("dollar" alone, "last") are left out: a quantity has one.
- A range's bounds must agree; whether they belong to it is not asked ("between 20 and 30" holds 30 in a paper).
- Cases marked as unsupported in Python count like the others.

MeasEval, the train and trial parts alone: the evaluation part is held apart and never opened. Spans of quantities,
matched one to one: *overlap* F1 where they meet, *exact* F1 where they are equal. Every reader's spans are cut first as
the annotation cuts them: what only commas and "and" part is one ("1, 2 and 3 m"), so are both ends of a change ("from
2 to 3 m"); of "n = 8" it marks the 8, of "the last 5 years" no article. Rank numbers and vague figures, which it
doesn't mark, are left out.
"""

from __future__ import annotations

import csv
import importlib
import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from claimcheck.quantities import read

LANGUAGES = {"English": "en", "Turkish": "tr", "Chinese": "zh", "German": "de", "French": "fr", "Spanish": "es"}
TOLERANCE = Fraction(1, 10**9)
"""Specifications print about 15 digits of a fraction."""


@dataclass(frozen=True)
class Reading:
    """What a reader found: a span, the values stated in it, and what is known of their kind and unit."""

    start: int
    end: int
    values: tuple[Fraction, ...]
    kind: str = ""
    unit: str = ""
    dimension: str = ""
    bounds: tuple[Fraction | None, Fraction | None] | None = None
    """For what is no single figure: the ends, None where there is none."""


Reader = Callable[[str], list[Reading]]


@dataclass(frozen=True)
class Set:
    """A specification, the kinds that are its own, and which model of recognizers-text-suite reads it."""

    path: str
    kinds: frozenset[str]
    model: str


def _kinds(text: str) -> frozenset[str]:
    return frozenset(text.split())


SETS = (
    Set("Number/{}/NumberModel", _kinds("count number"), "number.number"),
    Set("Number/{}/NumberRangeModel", _kinds("range"), ""),
    Set("Number/{}/PercentModel", _kinds("percent points"), "number.percentage"),
    Set("Number/{}/OrdinalModel", _kinds("ordinal"), "number.ordinal"),
    Set("NumberWithUnit/{}/CurrencyModel", _kinds("currency"), "number_with_unit.currency"),
    Set("NumberWithUnit/{}/DimensionModel", _kinds("dimension"), "number_with_unit.dimension"),
    Set("NumberWithUnit/{}/TemperatureModel", _kinds("temperature"), "number_with_unit.temperature"),
    Set("NumberWithUnit/{}/AgeModel", _kinds("duration"), "number_with_unit.age"),
)
_SUBTYPES = {
    "Length": "length", "Weight": "mass", "Volume": "volume", "Area": "area", "Speed": "speed",
    "Information": "information", "Angle": "angle", "Temperature": "temperature",
}  # fmt: skip


# --- readers ---------------------------------------------------------------------------------------------------------


def claimcheck_reader(lang: str) -> Reader:
    """This tool, in one language."""

    def reader(text: str) -> list[Reading]:
        return [reading_of(quantity) for quantity in read(text, lang=lang) if not quantity.vague]

    return reader


def reading_of(quantity: Any) -> Reading:
    """A quantity as a reading; a measure is a temperature, a dimension, or an angle, which some sets leave out."""
    kind = str(quantity.kind)
    if kind == "measure":
        kind = quantity.dimension if quantity.dimension in ("temperature",) else "dimension"
    values = [] if quantity.value is None else [quantity.value]
    bounds = None
    if quantity.value is None or quantity.approximator not in ("exact", "approximate", "almost"):
        bounds = (quantity.low, quantity.high)
        if quantity.value is None:
            values = [bound for bound in bounds if bound is not None]
    if kind == "date":
        values += [Fraction(digits) for digits in re.findall(r"[0-9]+", quantity.text)]
    if quantity.form == "share":
        values += [value / 100 for value in values]
        bounds = bounds and (_percent(bounds[0]), _percent(bounds[1]))
    return Reading(quantity.start, quantity.end, tuple(values), kind, quantity.unit, quantity.dimension, bounds)


def _percent(value: Fraction | None) -> Fraction | None:
    return None if value is None else value / 100


def recognizers_reader(model: str) -> Reader | None:
    """A model of recognizers-text-suite, or None where it can't be imported."""
    package, _, name = model.partition(".")
    try:
        recognise = getattr(importlib.import_module(f"recognizers_{package}"), f"recognize_{name}")
    except (ImportError, AttributeError):
        return None

    def reader(text: str) -> list[Reading]:
        found = recognise(text, "en-us")
        return [
            Reading(one.start, one.end + 1, _values(_number((one.resolution or {}).get("value"))), "own")
            for one in found
        ]

    return reader


def quantulum_reader() -> Reader | None:
    """quantulum3, or None where it can't be imported."""
    try:
        parser = importlib.import_module("quantulum3.parser")
    except ImportError:
        return None

    def reader(text: str) -> list[Reading]:
        return [
            Reading(*one.span, _values(_number(one.value)), _quantulum_kind(one.unit)) for one in parser.parse(text)
        ]

    return reader


def _quantulum_kind(unit: Any) -> str:
    name, entity = str(unit.name), str(unit.entity.name)
    if "percent" in name:
        return "percent"
    kinds = {"currency": "currency", "temperature": "temperature", "time": "duration", "dimensionless": "number"}
    return kinds.get(entity, "dimension")


def _values(value: Fraction | None) -> tuple[Fraction, ...]:
    return () if value is None else (value,)


# --- specifications --------------------------------------------------------------------------------------------------


def _number(value: object) -> Fraction | None:
    try:
        return Fraction(str(value).replace("%", "").replace(",", ".").strip())  # "103,6": no thousands are marked
    except (ValueError, ZeroDivisionError):
        return None


_INTERVAL = re.compile(r"[\[(]([^,]*),([^,\])]*)[\])]")


def expected_bounds(result: Mapping[str, Any]) -> tuple[Fraction | None, Fraction | None] | None:
    """The ends of "[20,30)"; None where the result names no interval."""
    match = _INTERVAL.fullmatch(str((result.get("Resolution") or {}).get("value")))
    return (_number(match[1]), _number(match[2])) if match else None


def expected_value(result: Mapping[str, Any]) -> Fraction | None:
    """The value that a specification's result names; None where it names none."""
    return _number((result.get("Resolution") or {}).get("value"))


def near(one: Fraction | None, two: Fraction | None) -> bool:
    """Whether two values are equal to the digits that a specification prints."""
    if one is None or two is None or one == two:
        return one == two
    return two != 0 and abs(one / two - 1) < TOLERANCE


def overlaps(reading: Reading, result: Mapping[str, Any]) -> bool:
    """Whether the reading's span meets the expected one, whose end is its last character."""
    start, end = result.get("Start"), result.get("End")
    return start is None or end is None or (reading.start <= int(end) and int(start) < reading.end)


def fits(reading: Reading, result: Mapping[str, Any]) -> bool:
    """Whether the unit agrees, where both sides name one."""
    resolution = result.get("Resolution") or {}
    code, subtype = resolution.get("isoCurrency"), _SUBTYPES.get(str(resolution.get("subtype")))
    if code and reading.unit and not str(code).startswith("_"):
        return reading.unit.partition("/")[0] == code
    if resolution.get("unit") == "Gallon":
        return True  # which the specification takes for a weight
    return not (subtype and reading.dimension) or reading.dimension == subtype


def range_found(readings: Iterable[Reading], result: Mapping[str, Any]) -> Reading | None:
    """The reading whose bounds are the expected ones; "equals 20" is the point 20."""
    wanted = expected_bounds(result)
    for reading in readings:
        bounds = reading.bounds or ((reading.values[0], reading.values[0]) if reading.values else None)
        if wanted and bounds and overlaps(reading, result) and all(map(near, bounds, wanted)):
            return reading
    return None


@dataclass
class Score:
    """Counts over a set."""

    cases: int = 0
    exact: int = 0
    values: int = 0
    found: int = 0
    seconds: float = 0.0

    @property
    def recall(self) -> float:
        return self.found / self.values if self.values else 1.0


def score(cases: Iterable[Mapping[str, Any]], own: frozenset[str], reader: Reader) -> tuple[Score, list[str]]:
    """The score of a reader, and the inputs that weren't read exactly."""
    total, missed = Score(), []
    for case in cases:
        text = str(case["Input"])
        started = time.perf_counter()
        readings = reader(text)
        total.seconds += time.perf_counter() - started
        found, wanted, surplus = _ranges(readings, case) if own == {"range"} else _points(readings, case, own)
        total.cases, total.values, total.found = total.cases + 1, total.values + wanted, total.found + found
        total.exact += found == wanted and not surplus
        if found != wanted or surplus:
            told = [(text[r.start : r.end], *map(str, r.bounds or r.values), r.kind, r.unit) for r in readings]
            expected = [(r["Text"], r["Resolution"].get("value")) for r in case.get("Results", [])]
            missed.append(f"{text!r}: expected {expected}, read {told}")
    return total, missed


def _points(readings: Sequence[Reading], case: Mapping[str, Any], own: frozenset[str]) -> tuple[int, int, bool]:
    used: set[tuple[int, int]] = set()
    found = wanted = 0
    for result in case.get("Results", []):
        if (value := expected_value(result)) is None:
            continue
        wanted += 1
        for n, reading in enumerate(readings):
            hits = [k for k, one in enumerate(reading.values) if (n, k) not in used and near(one, value)]
            kind = "number" in own or reading.kind in own | {"own"}
            if hits and kind and overlaps(reading, result) and fits(reading, result):
                used.add((n, hits[0]))
                found += 1
                break
    taken = {n for n, _ in used}
    return found, wanted, any(n not in taken and r.kind in own | {"own"} and r.values for n, r in enumerate(readings))


def _ranges(readings: Sequence[Reading], case: Mapping[str, Any]) -> tuple[int, int, bool]:
    results = [result for result in case.get("Results", []) if expected_bounds(result)]
    hits = [hit for result in results if (hit := range_found(readings, result))]
    extra = [r for r in readings if r.bounds and r.kind not in ("date", "duration") and r not in hits]
    return len(hits), len(results), bool(extra)


# --- MeasEval --------------------------------------------------------------------------------------------------------

Spans = list[tuple[int, int]]
_LIST = re.compile(r"\s*(?:,|,?\s*(?:and|or|&))\s*")
_LABEL = re.compile(r"(?:the\s+|[^\W\d]\w{0,3}\s*(?:\([^)]*\)\s*)?=\s*)")
_CHANGE = re.compile(r"\s*(?:to|into|towards?)\s*")


def measeval(folder: Path) -> Iterator[tuple[str, Spans]]:
    """The texts of the train and trial parts, each with the spans of its quantities."""
    for tables, texts in (("train/tsv", "train/text"), ("trial/tsv", "trial/txt")):
        for table in sorted((folder / "data" / tables).glob("*.tsv")):
            text = (folder / "data" / texts / f"{table.stem}.txt").read_text(encoding="utf-8")
            with table.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
            spans = {(int(r["startOffset"]), int(r["endOffset"])) for r in rows if r["annotType"] == "Quantity"}
            yield text, sorted(spans)


def joined(text: str, readings: Iterable[Reading]) -> Spans:
    """The spans as the annotation cuts them: lists of a kind and both ends of a change in one, of "n = 8" the 8."""
    spans: Spans = []
    last = ""
    for reading in sorted(readings, key=lambda r: (r.start, r.end)):
        if reading.kind == "ordinal" or not (reading.values or reading.bounds or reading.kind == "date"):
            continue
        start, end = reading.start, reading.end
        if label := _LABEL.match(text[start:end]):
            start += label.end()
        if spans and last == reading.kind and last != "statistic":
            between, before = text[spans[-1][1] : start], text[: spans[-1][0]].rstrip()
            change = _CHANGE.fullmatch(between) and before.endswith("from")
            if _LIST.fullmatch(between) or change:
                spans[-1] = (len(before) - 4 if change else spans[-1][0], end)
                continue
        last = reading.kind
        spans.append((start, end))
    return spans


def matched(gold: Spans, told: Spans, exact: bool) -> int:
    """How many pairs agree, each span in one pair at most."""
    if exact:
        return len(set(gold) & set(told))
    pairs = n = 0
    for start, end in gold:
        while n < len(told) and told[n][1] <= start:
            n += 1
        if n < len(told) and told[n][0] < end:
            pairs, n = pairs + 1, n + 1
    return pairs


def f1(pairs: int, gold: int, told: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * pairs / (gold + told) if gold + told else 1.0


def read_by_turns(texts: Sequence[str], readers: Mapping[str, Reader]) -> dict[str, tuple[list[list[Reading]], float]]:
    """What each reader found in each text, and its seconds: text by text in turn, so that what else the machine does
    takes as much from each of them."""
    found: dict[str, list[list[Reading]]] = {name: [] for name in readers}
    seconds = dict.fromkeys(readers, 0.0)
    for text in texts:
        for name, reader in readers.items():
            started = time.perf_counter()
            found[name].append(reader(text))
            seconds[name] += time.perf_counter() - started
    return {name: (found[name], seconds[name]) for name in readers}


def score_measeval(
    texts: Sequence[tuple[str, Spans]], found: Sequence[Sequence[Reading]]
) -> tuple[float, float, list[str]]:
    """Overlap F1, exact F1, and what was missed or too much."""
    gold_count = told_count = overlap = exact = 0
    notes = []
    for (text, gold), readings in zip(texts, found, strict=True):
        told = joined(text, readings)
        gold_count, told_count = gold_count + len(gold), told_count + len(told)
        overlap, exact = overlap + matched(gold, told, exact=False), exact + matched(gold, told, exact=True)
        for name, one, two in (("missed", gold, told), ("surplus", told, gold)):
            for start, end in one:
                if (start, end) not in two:
                    meets = [text[a:b] for a, b in two if a < end and start < b]
                    context = f"{text[max(0, start - 40) : start]}⟦{text[start:end]}⟧{text[end : end + 25]}"
                    notes.append(f"{name} {context!r} {meets or ''}")
    return f1(overlap, gold_count, told_count), f1(exact, gold_count, told_count), notes


# --- tables ----------------------------------------------------------------------------------------------------------


def _cell(result: Score | None) -> str:
    return f"{result.exact / result.cases:6.2f} {result.recall:6.2f}" if result else f"{'-':>6} {'-':>6}"


def specifications(folder: Path, languages: Mapping[str, str], verbose: bool) -> None:
    """A line a specification: exact and recall of claimcheck, quantulum3 and recognizers-text-suite."""
    print(f"{'':36} {'claimcheck':>25} {'quantulum3':>13} {'recognizers':>13}")
    print(f"{'specification':36} {'cases':>5} {'exact':>5} {'recall':>6} {'ms':>6} {'exact':>6} recall  exact recall")
    quantulum = quantulum_reader()
    for language, lang in languages.items():
        for one in SETS:
            file = folder / "Specs" / f"{one.path.format(language)}.json"
            if not file.is_file():
                continue
            cases = json.loads(file.read_text(encoding="utf-8-sig"))
            ours, missed = score(cases, one.kinds, claimcheck_reader(lang))
            suite = recognizers_reader(one.model) if lang == "en" and one.model else None
            peers = (quantulum if lang == "en" and one.model else None, suite)
            cells = [_cell(score(cases, one.kinds, peer)[0] if peer else None) for peer in peers]
            print(
                f"{one.path.format(language):36} {ours.cases:5} {ours.exact / ours.cases:5.2f} {ours.recall:6.2f} "
                f"{ours.seconds * 1000:6.0f} {cells[0]} {cells[1]}"
            )
            if verbose:
                print("\n".join(f"    {line}" for line in missed))


def spans_and_speed(folder: Path, verbose: bool) -> None:
    """MeasEval: a line a reader."""
    texts = list(measeval(folder))
    words = sum(len(text.split()) for text, _ in texts)
    print(f"\nMeasEval, train and trial: {len(texts)} texts, {words} words")
    print(f"{'reader':36} {'overlap F1':>10} {'exact F1':>9} {'seconds':>8}")
    readers: dict[str, Reader | None] = {
        "claimcheck": claimcheck_reader("en"),
        "quantulum3": quantulum_reader(),
        "recognizers (number)": recognizers_reader("number.number"),
    }
    known = {name: reader for name, reader in readers.items() if reader is not None}
    found = read_by_turns([text for text, _ in texts], known)
    for name in readers:
        if name not in found:
            print(f"{name:36} {'-':>10} {'-':>9} {'-':>8}")
            continue
        read, seconds = found[name]
        overlap, exact, notes = score_measeval(texts, read)
        print(f"{name:36} {overlap:10.3f} {exact:9.3f} {seconds:8.2f}")
        if verbose and name == "claimcheck":
            print("\n".join(f"    {line}" for line in notes))


def _within(folder: Path, name: str, holds: str) -> Path | None:
    """The checkout: FOLDER itself or the one of that name in it."""
    return next((path for path in (folder, folder / name) if (path / holds).is_dir()), None)


def main(folder: Path, arguments: Sequence[str]) -> int:
    """Print the tables; the exit status is 2 where the folder holds neither set."""
    warnings.simplefilter("ignore")  # the peers' own
    specs, spans = _within(folder, "Recognizers-Text", "Specs"), _within(folder, "MeasEval", "data/train")
    languages = {"English": "en"} if "--english" in arguments else LANGUAGES
    if specs is None and spans is None:
        print(f"{folder}: holds neither Recognizers-Text nor MeasEval; clone them there", file=sys.stderr)
        return 2
    if specs:
        specifications(specs, languages, "-v" in arguments)
    if spans:
        spans_and_speed(spans, "-v" in arguments)
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/quantities.py FOLDER [-v] [--english]")
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
