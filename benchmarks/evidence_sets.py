"""Verdicts on public sets that lie in a folder, beside a plain string match; see ``benchmarks.evidence``."""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.evidence_rows import SETS, rows_of

from claimcheck.model.quantity import Quantity
from claimcheck.quantities import read
from claimcheck.streams import compare

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
YEAR = re.compile(r"(?:19|20)\d\d")
_TRIES = 30

Row = tuple[str, str, str]
"""What was counted, string match, claimcheck."""


@dataclass(frozen=True)
class Changed:
    """A copy of a claim with one number changed, and where the new number stands in it."""

    text: str
    start: int
    number: str


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "-"


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def quantity_at(found: Sequence[Any], start: int, end: int) -> int | None:
    """The quantity that a number in digits belongs to; None where claimcheck reads none there."""
    for n, one in enumerate(found):
        begin, stop = (one.start, one.end) if isinstance(one, Quantity) else (one["start"], one["end"])
        if begin <= start and end <= stop:
            return n
    return None


def change(text: str, match: re.Match[str], salt: str = "last") -> Changed | None:
    """Another last digit, drawn by claim, place and ``salt``; the claim still reads the same but for that number.

    None where no digit does: claimcheck reads no number there, or none that stays a number of its kind.
    """
    before = quantity_at(found := read(text), match.start(), match.end())
    drawn = random.Random(f"{text}:{match.start()}:{salt}")
    for _ in range(_TRIES if before is not None else 0):
        number = match.group()[:-1] + drawn.choice("123456789" if len(match.group()) == 1 else "0123456789")
        if number == match.group():
            continue
        other = f"{text[: match.start()]}{number}{text[match.end() :]}"
        after = quantity_at(read_other := read(other), match.start(), match.start() + len(number))
        if after is not None and before is not None and _alike(found[before], read_other[after]):
            return Changed(other, match.start(), number)
    return None


def _alike(one: Quantity, two: Quantity) -> bool:
    return (one.kind, one.form, one.edtf.count("-")) == (two.kind, two.form, two.edtf.count("-"))


def _ask(claim: str, source: str) -> list[dict[str, Any]]:
    found: Any = compare({"claim": claim, "source": source})["quantities"]
    return list(found)


class Lines:
    """A source of one sentence a line: which of them a stretch of it touches."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = sentences
        self.text = "\n".join(sentences)
        self._starts = [0]
        for sentence in sentences:
            self._starts.append(self._starts[-1] + len(sentence) + 1)

    def touched(self, start: int, end: int) -> set[int]:
        return {n for n in range(len(self.sentences)) if self._starts[n] < end and start < self._starts[n + 1] - 1}

    def first_with(self, number: str) -> int | None:
        return next((n for n, sentence in enumerate(self.sentences) if number in numbers(sentence)), None)


def claims_and_changes(claims: Sequence[dict[str, Any]], verbose: bool) -> Iterator[Row]:
    """The rows of one part of a set: claims that annotators found supported and that hold a number in digits.

    *Originals called contradicted* counts claims, all else numbers: those that a sentence marked as evidence (gold)
    holds in the same digits, so that their truth is beyond doubt. A gold sentence is one of any annotator's set. Of
    WiCE's training part, claims borne out in part are taken, and of those the words that are: only their numbers
    count, and *originals called contradicted*, which counts the others as well, says little.
    """
    ours: Counter[str] = Counter()
    match: Counter[str] = Counter()
    for row in claims:
        if NUMBER.search(row["claim"]):
            _original(row, ours, match, verbose)
    yield "originals called contradicted", _rate(match["wrong"], match["claims"]), _rate(ours["wrong"], ours["claims"])
    yield "changed numbers still called supported", *_both(match, ours, "kept", "changed")
    yield "changed numbers called contradicted, with evidence", *_both(match, ours, "caught", "changed")
    yield "original numbers called supported", *_both(match, ours, "borne", "numbers")
    yield "supported numbers whose evidence is a gold sentence", *_both(match, ours, "gold", "borne")
    yield "numbers taken out of the page, called contradicted", *_both(match, ours, "false", "taken out")
    for sure in ("high", "medium", "low"):
        yield f"verdicts of {sure} confidence that are right", "", _rate(ours[f"{sure} right"], ours[sure])


def _both(match: Counter[str], ours: Counter[str], part: str, whole: str) -> tuple[str, str]:
    return _rate(match[part], match[whole]), _rate(ours[part], ours[whole])


def _original(row: dict[str, Any], ours: Counter[str], match: Counter[str], verbose: bool) -> None:
    claim, lines = row["claim"], Lines(row["evidence"])
    gold = {n for marked in row["supporting_sentences"] for n in marked}
    held = {number for n in gold for number in numbers(lines.sentences[n])}
    page = numbers(lines.text)
    answered = _ask(claim, lines.text)
    wrong = [one for one in answered if one["verdict"] == "contradicted"]
    ours["claims"] += 1
    match["claims"] += 1
    ours["wrong"] += bool(wrong)
    match["wrong"] += any(number not in page for number in numbers(claim))
    _tell(verbose and bool(wrong), "original contradicted", claim, wrong)
    not_borne = unborne(row)
    for found in NUMBER.finditer(claim):
        if found.group() not in held or any(found.start() < end and start < found.end() for start, end in not_borne):
            continue
        for counter in (ours, match):
            counter["numbers"] += 1
        match["borne"] += 1
        match["gold"] += lines.first_with(found.group()) in gold
        place = quantity_at(answered, *found.span())
        verdict = answered[place] if place is not None else {"verdict": "not read"}
        _sure(ours, verdict, "supported")
        if place is not None:
            _taken_out(claim, found.group(), place, lines, ours, match)
        if verdict["verdict"] == "supported":
            ours["borne"] += 1
            evidence = verdict["evidence"]
            ours["gold"] += bool(lines.touched(evidence["start"], evidence["end"]) & gold)
        _tell(verbose and verdict["verdict"] != "supported", f"{found.group()} {verdict['verdict']}", claim, [])
        if changed := change(claim, found):
            _altered(changed, lines.text, page, ours, match, verbose)


def unborne(row: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the words of a claim stand that annotators found no support for (the training part marks them)."""
    found, at = [], 0
    for token, unborne in zip(row.get("claim_tokens", ()), row.get("non_supported_spans", ()), strict=True):
        start = row["claim"].find(token, at)
        if start >= 0:
            at = start + len(token)
            if unborne:
                found.append((start, at))
    return found


def _sure(ours: Counter[str], verdict: dict[str, Any], right: str) -> None:
    """Count a verdict that says something under its confidence."""
    if verdict["verdict"] in ("supported", "contradicted"):
        ours[verdict["confidence"]] += 1
        ours[f"{verdict['confidence']} right"] += verdict["verdict"] == right


def _taken_out(claim: str, number: str, place: int, lines: Lines, ours: Counter[str], match: Counter[str]) -> None:
    """The claim against its page without the sentences that hold the number: nothing is there to contradict it.

    A string match contradicts whatever is absent.
    """
    rest = "\n".join(sentence for sentence in lines.sentences if number not in numbers(sentence))
    verdict = _ask(claim, rest)[place]
    for counter in (ours, match):
        counter["taken out"] += 1
    match["false"] += 1
    ours["false"] += verdict["verdict"] == "contradicted"
    _sure(ours, verdict, "")


def _altered(
    changed: Changed, source: str, page: set[str], ours: Counter[str], match: Counter[str], verbose: bool
) -> None:
    for counter in (ours, match):
        counter["changed"] += 1
    answered = _ask(changed.text, source)
    place = quantity_at(answered, changed.start, changed.start + len(changed.number))
    verdict = answered[place]["verdict"] if place is not None else "not read"
    if place is not None:
        _sure(ours, answered[place], "contradicted")
    ours["kept"] += verdict == "supported"
    ours["caught"] += verdict == "contradicted" and place is not None and bool(answered[place]["evidence"])
    match["kept"] += changed.number in page
    match["caught"] += changed.number not in page
    _tell(verbose and verdict != "contradicted", f"changed to {changed.number}: {verdict}", changed.text, [])


def _tell(wanted: bool, what: str, claim: str, answers: Sequence[dict[str, Any]]) -> None:
    if wanted:
        print(f"    {what}: {claim}", file=sys.stderr)
        for one in answers:
            print(f"        {one['reason']}", file=sys.stderr)


def findver(folder: Path, verbose: bool) -> Iterator[Row]:
    """Information extraction, ``testmini``: statements with a number in digits that is no year.

    Each is set against the paragraphs and tables that the set names as relevant. Supported means entailed, all else
    refuted.
    """
    items = json.loads((folder / "data" / "testmini.json").read_text(encoding="utf-8"))
    ours: Counter[tuple[bool, bool]] = Counter()
    match: Counter[tuple[bool, bool]] = Counter()
    for item in items:
        wanted = {number for number in numbers(item["statement"]) if not YEAR.fullmatch(number)}
        if item["subset"] != "ie" or not wanted:
            continue
        source = _relevant(folder, item)
        true = bool(item["entailment_label"])
        verdict = compare({"claim": item["statement"], "source": source})["verdict"]
        ours[true, verdict == "supported"] += 1
        match[true, wanted <= numbers(source)] += 1
        _tell(verbose and (verdict == "supported") != true, f"{item['example_id']} {verdict}", item["statement"], [])
    yield "FinDVer, information extraction: balanced accuracy", _balanced(match), _balanced(ours)


def _relevant(folder: Path, item: dict[str, Any]) -> str:
    report = json.loads((folder / "financial_reports" / item["report"]).read_text(encoding="utf-8"))["context"]
    return "\n\n".join(str(report[n]["context"]) for n in item["relevant_context"] if n < len(report))


def _balanced(outcomes: Counter[tuple[bool, bool]]) -> str:
    entailed, refuted = (sum(outcomes[truth, said] for said in (True, False)) for truth in (True, False))
    if not entailed or not refuted:
        return "-"
    value = (outcomes[True, True] / entailed + outcomes[False, False] / refuted) / 2
    return f"{value:.3f} ({outcomes[True, True]}/{entailed}, {outcomes[False, False]}/{refuted})"


def rows(folder: Path, split: str, verbose: bool) -> Iterator[Row]:
    """Every row for which ``folder`` holds a set."""
    for name, (title, _) in SETS.items():
        if claims := rows_of(folder, name, split):
            yield f"{title}, {split} split", "", ""
            yield from claims_and_changes(claims, verbose)
    if (folder / "FinDVer" / "data" / "testmini.json").exists():
        yield from findver(folder / "FinDVer", verbose)
