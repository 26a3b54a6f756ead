"""How right verdicts are on public sets that lie in a folder, and how long judging takes; fetches nothing.

    python -m benchmarks.evidence [FOLDER] [--split dev|train|test] [-v]

FOLDER holds checkouts of ryokamoi/wice (as ``wice``), google-research/fool-me-twice, W4ngatang/qags,
asaakyan/covidfact and yilunzhao/FinDVer (as ``FinDVer``); what isn't there is left out. Each row stands beside a plain
string match: a number is supported where its digits occur in the source, else contradicted, and its evidence is the
first sentence that holds them. Sources go through ``claimcheck compare``: a page as one sentence a line, tables as the
set draws them. ``--split`` chooses the part: rules are tuned on ``dev`` and ``train`` (WiCE's
``non_supported_tokens``) alone. ``-v`` prints what was missed.

- WiCE: claims of Wikipedia with the page that they cite. FoolMeTwice: what players of a game wrote of a page of
  Wikipedia. QAGS: sentences of machine-made summaries that all readers found true. COVID-Fact: headlines on studies. An
  original is a claim that annotators found supported; a changed number is a copy of it with another last digit in one
  number.
  A number taken out is an original against its page without the sentences that hold the number. Confidence is counted
  over all three, each verdict that says something being right or wrong.
- FinDVer: statements on financial reports, entailed or refuted (often by what is no figure).
- Time: 100 claims against 30 sources of 10,000 words, all generated here. In every third claim the source agrees, in
  every third it gives another figure, in every third it gives none. "Again" is a second run in the same process.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

from benchmarks.evidence_sets import rows

from claimcheck.evidence import judge_claims
from claimcheck.model.claim import Claim
from claimcheck.model.source import LinkHealth, Source
from claimcheck.quantities import read
from claimcheck.readers import read_text

_CLAIMS, _SOURCES, _WORDS = 100, 30, 10_000
_PLACES = "Aldermoor Brackwell Corvane Dunmere Elmsford Farrowby Glenhook Hartsea Invermoy Kelstow".split()
_THINGS = "ferries orchards clinics looms lighthouses seminars bridges choirs reservoirs quarries".split()
_WORKS = "inspected registered repaired surveyed financed closed rented painted insured mapped".split()
_FILLER = (
    "harbour council winter engineer parish timber letter garden ledger window valley notice student market "
    "river charter railway granary museum weather teacher orchard signal village printer archive"
).split()


def _filler(rnd: random.Random) -> str:
    words = [rnd.choice(_FILLER) for _ in range(rnd.randint(10, 24))]
    if rnd.random() < 0.3:
        words.insert(len(words) // 2, f"{rnd.randint(2, 900)}")
    return " ".join(words).capitalize() + "."


def _fact(number: int, figure: int) -> str:
    place, thing = _PLACES[number // 10 % 10], _THINGS[number % 10]
    return f"The county of {place} {_WORKS[number * 7 % 10]} {figure} {thing}."


def _source(key: int, facts: list[str], rnd: random.Random) -> Source:
    sentences: list[str] = []
    count = 0
    while count < _WORDS:
        sentences.append(_filler(rnd))
        count += len(sentences[-1].split())
    for fact in facts:
        sentences.insert(rnd.randrange(len(sentences)), fact)
    body = "".join(f"<p>{' '.join(sentences[i : i + 5])}</p>" for i in range(0, len(sentences), 5))
    text = read_text(f"<html><body><main>{body}</main></body></html>".encode(), "text/html")
    return Source(f"s{key}", LinkHealth("ok"), text=text)


def speed() -> None:
    """Generate, judge, print the seconds and how many claims got which verdict."""
    rnd = random.Random(7)
    facts: dict[int, list[str]] = {key: [] for key in range(_SOURCES)}
    claims: list[Claim] = []
    for number in range(_CLAIMS):
        figure = 114 + 3 * number
        text = _fact(number, figure)
        claims.append(Claim(f"c{number}", text, None, read(text), (f"s{number % _SOURCES}",), context=text))
        if number % 3 < 2:
            facts[number % _SOURCES].append(_fact(number, figure + (0 if number % 3 == 0 else 141)))
    sources = {f"s{key}": _source(key, facts[key], rnd) for key in range(_SOURCES)}
    for run in ("first", "again"):
        start, worked = time.perf_counter(), time.process_time()
        verdicts = judge_claims(claims, sources)
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
        print(
            f"{_CLAIMS} claims, {_SOURCES} sources of {_WORDS:,} words, {run}: {seconds:.2f} s ({worked:.2f} s of work)"
        )
    for name, count in sorted(Counter(verdict.verdict for verdict in verdicts).items()):
        print(f"  {name}: {count}")


def main(arguments: list[str] | None = None) -> None:
    """Print the rows that can be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evidence")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--split", choices=("dev", "train", "test"), default="dev")
    parser.add_argument("-v", "--verbose", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.folder:
        print(f"{'':<58}{'string match':<22}claimcheck")
        for name, plain, ours in rows(chosen.folder, chosen.split, chosen.verbose):
            print(f"{name:<58}{plain:<22}{ours}", flush=True)
    speed()


if __name__ == "__main__":
    main()
