"""How much of a paper survives its format: the Markdown of a paper is the truth for the same paper in other forms.

``python -m benchmarks.papers FOLDER`` looks at each subfolder that holds a ``paper.md`` with its bibliography, and at
every other ``paper*`` file beside it that claimcheck reads (made out of the Markdown, as with pandoc). Told are:

- keyed: citations that lead to an entry, of those that name a key (Markdown and LaTeX);
- cited: citations of the Markdown whose sentence cites the same work here (one key or DOI, or nearly one title);
- claims: claims of the Markdown that are found here (same figures, most words of the sentence the same), those left out
  that stand in raw LaTeX, which pandoc hands on to LaTeX alone.

It fetches nothing and writes nothing. Without any Markdown (LaTeX as its authors wrote it) only "keyed" is told.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from claimcheck.claims import extract
from claimcheck.errors import ClaimcheckError
from claimcheck.inputs import existing_entries
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document
from claimcheck.model.reference import Bibliography, Reference
from claimcheck.paper import READERS, read_paper
from claimcheck.references import build_bibliography

_RAW = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
_SAME_SENTENCE = 0.6
_SAME_TITLE = 0.85


@dataclass(frozen=True)
class Paper:
    """One form of a paper, read."""

    document: Document
    bibliography: Bibliography
    claims: tuple[Claim, ...]
    seconds: float


@dataclass
class Score:
    """What was found of what there is."""

    papers: int = 0
    crashed: int = 0
    keyed: list[int] = field(default_factory=lambda: [0, 0])
    cited: list[int] = field(default_factory=lambda: [0, 0])
    claims: list[int] = field(default_factory=lambda: [0, 0])
    seconds: float = 0.0


def read(path: Path) -> Paper:
    """A paper with the entries of the bibliographies that it names."""
    began = time.perf_counter()
    document = read_paper(path)
    entries: list[Reference] = []
    for name in document.bibliographies:
        places = [path.parent / name, path.parent / Path(name).name]
        if found := next((place for place in places if place.is_file()), None):
            entries += existing_entries(found).references
    bibliography = build_bibliography(document, entries)
    claims = extract(document, bibliography)
    return Paper(document, bibliography, claims, time.perf_counter() - began)


def keyed(paper: Paper) -> tuple[int, int]:
    """Citations by key that lead to an entry, and all of them."""
    known = {reference.key for reference in paper.bibliography.references}
    marks = [mark for sentence in paper.document.sentences for mark in sentence.marks if mark.kind == "key"]
    places = {mark.span for mark in marks}
    cited = [c for c in paper.bibliography.citations if c.span in places]
    return sum(bool(c.keys) and set(c.keys) <= known for c in cited), len(cited)


def cited(truth: Paper, other: Paper, verbose: bool) -> tuple[int, int]:
    """Citations of the truth whose sentence cites the same work in the other form, and all that lead to an entry."""
    ours, theirs = _works_by_sentence(truth), _works_by_sentence(other)
    words = [_words(text) for text, _ in theirs]
    found = total = 0
    for text, works in ours:
        wanted = [work for work in works if work.title or work.doi]
        if not wanted:
            continue
        wide = [work for place in _alike(_words(text), words) for work in theirs[place][1]]
        for work in wanted:
            total += 1
            hit = any(_same(work, one) for one in wide)
            found += hit
            if verbose and not hit:
                print(f"    not cited: {work.key} in {text[:90]!r}")
    return found, total


def _works_by_sentence(paper: Paper) -> list[tuple[str, list[Reference]]]:
    by_key = paper.bibliography.by_key()
    sentences = [(sentence.text.text, list[Reference]()) for sentence in paper.document.sentences]
    for citation in paper.bibliography.citations:
        if citation.sentence >= 0:
            sentences[citation.sentence][1].extend(by_key[key] for key in citation.keys if key in by_key)
    return sentences


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _alike(wanted: Counter[str], others: Sequence[Counter[str]]) -> list[int]:
    """The sentences that hold most words of one, and those whose words it mostly holds; the best first."""
    scores = []
    for place, other in enumerate(others):
        common = (wanted & other).total()
        least = min(wanted.total(), other.total())
        if common and common >= _SAME_SENTENCE * least:
            scores.append((common, -place))
    return [-place for _, place in sorted(scores, reverse=True)[:3]]


def _same(one: Reference, other: Reference) -> bool:
    if one.key == other.key or (one.doi and one.doi.casefold() == other.doi.casefold()):
        return True
    left, right = (" ".join(re.findall(r"\w+", r.title.casefold())) for r in (one, other))
    return bool(left and right) and (
        left in right or right in left or SequenceMatcher(None, left, right).ratio() >= _SAME_TITLE
    )


def claims(truth: Paper, other: Paper, verbose: bool) -> tuple[int, int]:
    """Claims of the truth that the other form gives too, and all of them."""
    theirs = [(_figures(claim), _words(claim.context)) for claim in other.claims]
    found = total = 0
    raw = [match.span() for match in _RAW.finditer(truth.document.source)]
    for claim in truth.claims:
        if claim.span and any(start <= claim.span.start < end for start, end in raw):
            continue
        total += 1
        figures, words = _figures(claim), _words(claim.context)
        alike = [f for f, w in theirs if (words & w).total() >= _SAME_SENTENCE * min(words.total(), w.total() or 1)]
        hit = figures <= set().union(*alike)
        found += hit
        if verbose and not hit:
            print(f"    no claim: {claim.quote!r}")
    return found, total


def _figures(claim: Claim) -> set[tuple[object, ...]]:
    return {(one.value, one.low, one.high) for one in claim.quantities}


def measure(folders: Iterable[Path], verbose: bool) -> dict[str, Score]:
    """The scores of each form, by the name of its file behind "paper" ("-ieee.docx")."""
    scores: dict[str, Score] = {}
    for folder in folders:
        truth = read(folder / "paper.md") if (folder / "paper.md").is_file() else None
        for path in sorted(folder.iterdir()):
            if path.suffix not in READERS or (truth and not path.stem.startswith("paper")):
                continue
            form = path.name.removeprefix("paper") if truth else path.suffix
            score = scores.setdefault(form, Score())
            score.papers += 1
            if verbose:
                print(f"  {path}")
            try:
                paper = read(path)
            except ClaimcheckError as error:
                print(f"  {path}: {error}")
                score.crashed += 1
                continue
            score.seconds += paper.seconds
            _add(score.keyed, keyed(paper))
            if truth:
                _add(score.cited, cited(truth, paper, verbose))
                _add(score.claims, claims(truth, paper, verbose))
    return scores


def _add(total: list[int], found: tuple[int, int]) -> None:
    total[0] += found[0]
    total[1] += found[1]


def _share(pair: list[int]) -> str:
    return f"{pair[0]}/{pair[1]} {100 * pair[0] / pair[1]:.1f} %" if pair[1] else "–"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="list what was not found")
    options = parser.parse_args(arguments)
    folders = sorted(path for path in options.folder.iterdir() if path.is_dir())
    scores = measure(folders, options.verbose)
    print(f"{'form':16} {'papers':>6} {'refused':>7} {'keyed':>18} {'cited':>18} {'claims':>18} {'s/paper':>8}")
    for form, score in sorted(scores.items()):
        read_ = max(score.papers - score.crashed, 1)
        print(
            f"{form:16} {score.papers:6} {score.crashed:7} {_share(score.keyed):>18} {_share(score.cited):>18} "
            f"{_share(score.claims):>18} {score.seconds / read_:8.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
