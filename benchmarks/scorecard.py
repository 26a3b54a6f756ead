"""Fits the scorecard by which figures that differ are weighed, and writes it into the package; fetches nothing.

    python -m benchmarks.scorecard FOLDER [--write]

FOLDER holds checkouts of ryokamoi/wice (as ``wice``), google-research/fool-me-twice and W4ngatang/qags. Examples are
all figures that differ from one of a claim: of their ``train`` and ``dev`` parts (claims as they are, with one number
changed, and against their page without the number) and of our own corpora. One holds where it is the figure that was
changed, in a sentence marked as evidence, or the one that the corpus names. Without ``--write`` it is fitted on four
fifths of the sources and tried on the rest, five times, and rows say how many examples at and above a probability hold.
Takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.boosting import Example, chance, fit
from benchmarks.evidence_rows import own_pages, rows_of
from benchmarks.evidence_sets import NUMBER, Lines, change, numbers, quantity_at, unborne

from claimcheck.evidence.candidates import candidates
from claimcheck.evidence.focus import focus_of
from claimcheck.evidence.limits import DEFAULT, telling
from claimcheck.evidence.retrieve import index_source
from claimcheck.evidence.signals import field_of, signals
from claimcheck.model.claim import Claim
from claimcheck.model.quantity import Quantity
from claimcheck.quantities import compare, read
from claimcheck.readers import read_text

ROOT = Path(__file__).parent.parent
CARD = ROOT / "src" / "claimcheck" / "evidence" / "scorecard.json"
CORPORA = ROOT / "tests" / "corpora" / "evidence"
CHANGES = ("last", "second", "third")
"""Each number is changed in so many ways, drawn by these words."""
PARTS = (("wice", "train"), ("wice", "partly"), ("wice", "dev"), ("fool-me-twice", "dev"), ("qags", "dev"))
FOLDS = 5
OWN = {"hard": 0.6, "pairs": 0.4, "kinds": 0.4}
"""Weight of an example from our own corpora, which are many and much alike."""
_FEW = 2
"""Figures of a claim of which any may be the one that a figure named contradicts."""
_PLENTY, _EVERY = 10, 4
"""Of the examples of one figure all but the best so many are thinned out, every so many kept at so much the weight."""

DIRECTION = dict.fromkeys(
    (
        "lead in strength", "lead in coverage", "company", "near", "strength", "coverage", "predicate", "names",
        "frame", "event", "another figure borne out", "word before", "word behind", "paired", "near years", "same noun",
        "same time",
    ), 1,
) | dict.fromkeys(
    (
        "by day of writing", "counted from writing", "behind best strength", "years apart", "ratio", "coarser",
        "others in passage", "values in sources", "other event", "another agrees",
    ), -1,
) | dict.fromkeys(
    (
        "digits", "passages", "claim qualifies", "words of claim", "in title", "times given", "kind date", "kind count",
        "kind ordinal", "linked",
    ), 0,
)  # fmt: skip
"""The signals that are weighed, and whether more of one may only speak for (+1) or against (-1) the same thing."""


class Asked:
    """One figure of a claim against one source: the figures that differ, each with its signals."""

    def __init__(self, claim: str, source: str, number: int) -> None:
        found = read(claim)
        self.quantity = quantity = found[number]
        text = read_text(source.encode("utf-8", errors="replace"), "text/plain", charset="utf-8")
        index = index_source("source", text)
        whole = Claim("claim", claim, None, found, sources=("source",), context=claim)
        focus = focus_of(whole, quantity, {})
        siblings = [other for other in found if other is not quantity and telling(other)]
        supporting, opposing = candidates(focus, quantity, siblings, [index], DEFAULT.widths)
        field = field_of((*supporting, *opposing))
        ranked = sorted(opposing, key=lambda one: -one.strength)
        self.found = [(one.figure, one.view.passage.text, signals(one, focus, quantity, field)) for one in ranked]

    def examples(self, holds: Sequence[bool], weight: float, group: str) -> Iterator[Example]:
        """Those of them that hold, and those that don't, of these a part."""
        for n, ((_, _, signal), true) in enumerate(zip(self.found, holds, strict=True)):
            if true or n < _PLENTY or n % _EVERY == 0:
                kept = {name: signal[name] for name in DIRECTION}
                yield Example(kept, true, weight * (_EVERY if not true and n >= _PLENTY else 1), group)

    def none(self, weight: float, group: str) -> Iterator[Example]:
        """All of them, none of which holds."""
        return self.examples([False] * len(self.found), weight, group)


def of_rows(rows: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """The examples of one part of a set."""
    for row in rows:
        if NUMBER.search(row["claim"]):
            yield from _of_row(row)


def _of_row(row: dict[str, Any]) -> Iterator[Example]:
    claim, lines = row["claim"], Lines(row["evidence"])
    group = lines.text[:200]
    gold = {" ".join(lines.sentences[n].split()) for marked in row["supporting_sentences"] for n in marked}
    held = {number for sentence in gold for number in numbers(sentence)}
    not_borne = unborne(row)
    found = read(claim)
    for match in NUMBER.finditer(claim):
        place = quantity_at(found, *match.span())
        outside = any(match.start() < end and start < match.end() for start, end in not_borne)
        if match.group() not in held or outside or place is None:
            continue
        rest = "\n".join(sentence for sentence in lines.sentences if match.group() not in numbers(sentence))
        yield from Asked(claim, lines.text, place).none(1, group)
        yield from Asked(claim, rest, place).none(1, group)
        for drawn in CHANGES:
            if (changed := change(claim, match, drawn)) is None:
                continue
            at = quantity_at(read(changed.text), changed.start, changed.start + len(changed.number))
            if at is not None:
                asked = Asked(changed.text, lines.text, at)
                yield from asked.examples([_is(found[place], one, gold) for one in asked.found], 0.5, group)


def _is(quantity: Quantity, found: tuple[Quantity, str, dict[str, float]], gold: set[str]) -> bool:
    figure, text, _ = found
    marked = any(text in sentence or sentence in text for sentence in gold)
    return marked and compare(quantity, figure).outcome == "supported"


def of_corpora() -> Iterator[Example]:
    """The examples of our own corpora. Where a pair doesn't name the figure that contradicts,
    it is the strongest, if the claim has one figure alone."""
    for name, weight in OWN.items():
        for line in (CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            held = json.loads(line)
            for pair in held.get("claims", [held]):
                if not held.get("html"):
                    yield from _of_pair(pair, held["source"], weight)


def _of_pair(pair: dict[str, Any], source: str, weight: float) -> Iterator[Example]:
    for n in range(len(found := read(pair["claim"]))):
        asked = Asked(pair["claim"], source, n)
        if pair["verdict"] != "contradicted":
            yield from asked.none(weight, source[:200])
        elif pair.get("figure") and len(found) <= _FEW:
            named = pair["figure"].lower()
            yield from asked.examples([one[0].text.lower() in named for one in asked.found], weight, source[:200])
        elif "figure" not in pair and len(found) == 1:
            yield from asked.examples([one is asked.found[0] for one in asked.found], weight, source[:200])


def tried(examples: Sequence[Example]) -> None:
    """Print how right a scorecard is on sources that it was not fitted on."""
    chances: list[tuple[float, Example]] = []
    for fold in range(FOLDS):
        card = fit([e for e in examples if _fold(e) != fold], DIRECTION)
        chances += [(chance(card, e.signals), e) for e in examples if _fold(e) == fold]
    for least in (0.3, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8):
        above = [e for sure, e in chances if sure >= least]
        true = sum(e.weight for e in above if e.holds)
        print(f"{least:.2f}  {len(above):>6}  {true / (sum(e.weight for e in above) or 1):.3f}", flush=True)


def _fold(example: Example) -> int:
    return zlib.crc32(example.group.encode("utf-8", errors="replace")) % FOLDS


def main(arguments: list[str] | None = None) -> None:
    """Fit, and print or write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scorecard")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args(arguments)
    examples = [example for name, split in PARTS for example in of_rows(rows_of(chosen.folder, name, split))]
    examples += of_rows(own_pages("read"))
    examples += of_corpora()
    print(f"{len(examples)} examples, {sum(e.holds for e in examples)} of which hold", file=sys.stderr)
    if chosen.write:
        CARD.write_text(json.dumps(fit(examples, DIRECTION), indent=1) + "\n", encoding="utf-8")
    else:
        tried(examples)


if __name__ == "__main__":
    main()
