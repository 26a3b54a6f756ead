"""Two corpora of our own: reference strings in the forms of many houses and languages, and notes with short forms.

Each string is read as a footnote and as an item of a reference list, through the reader of Markdown papers. A floor is
what was reached when it was last set: it is only ever raised.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claimcheck.model.reference import Bibliography, Reference
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography

CORPUS = Path(__file__).parent.parent / "corpora" / "references"
FIELDS = ("title", "authors", "editors", "year", "container", "publisher", "place", "volume", "number", "pages")
IDENTIFIERS = ("doi", "url", "urldate", "date", "eprint", "isbn")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


@cache
def works_of(text: str, *, listed: bool) -> tuple[Reference, ...]:
    body = f"So it is [1].\n\n## References\n\n1. {text}\n" if listed else f"So it is.[^1]\n\n[^1]: {text}\n"
    return bibliography_of(body).references


def bibliography_of(body: str) -> Bibliography:
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.md"
        paper.write_text(f"# Paper\n\n{body}", "utf-8")
        return build_bibliography(read_paper(paper), ())


def is_right(field: str, wanted: Any, work: Reference) -> bool:
    found = getattr(work, field)
    if field in ("authors", "editors"):
        return [bare(name) for name in found] == [bare(name) for name in wanted]
    return bool(found == wanted if field in IDENTIFIERS else bare(found) == bare(wanted))


def shares(*, listed: bool) -> Mapping[str, float]:
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in rows("strings.jsonl"):
        works = works_of(row["text"], listed=listed)
        for field in (*FIELDS, *IDENTIFIERS):
            if field not in row:
                continue
            kind = "identifiers" if field in IDENTIFIERS else field
            asked[kind] += 1
            right[kind] += len(works) == 1 and is_right(field, row[field], works[0])
    return {kind: right[kind] / count for kind, count in asked.items()}


FLOORS = {
    "title": 0.98, "authors": 0.986, "editors": 1.0, "year": 0.98, "container": 0.975, "publisher": 0.976,
    "place": 1.0, "volume": 1.0, "number": 1.0, "pages": 1.0, "identifiers": 1.0,
}  # fmt: skip


@pytest.mark.parametrize("listed", [True, False])
def test_what_references_say_in_many_forms_is_read_as_well_as_it_ever_was(listed: bool) -> None:
    found = shares(listed=listed)
    assert {kind: round(share, 4) for kind, share in found.items() if share < FLOORS[kind]} == {}


@pytest.mark.parametrize("listed", [True, False])
def test_no_word_of_a_work_is_invented(listed: bool) -> None:
    for row in rows("strings.jsonl"):
        text = bare(row["text"])
        for work in works_of(row["text"], listed=listed):
            said = (work.title, work.container, work.publisher, work.place, work.year, work.volume, work.number)
            names = (word for name in (*work.authors, *work.editors) if name != "others" for word in name.split())
            missing = [part for part in (*said, *names) if bare(part) not in text]
            assert missing == [], row["text"]


@pytest.mark.parametrize("listed", [True, False])
def test_a_reference_stays_whole_whatever_was_read_of_it(listed: bool) -> None:
    for row in rows("strings.jsonl"):
        works = works_of(row["text"], listed=listed)
        if not works and not listed:
            continue  # a note that is read as prose makes no work
        kept = bare("".join(work.raw for work in works))
        for word in re.findall(r"[^\W\d_]{4,}", re.sub(r"https?://\S+", "", row["text"])):
            assert bare(word) in kept or word.lower() in ("vgl", "bkz"), (word, row["text"])


def test_short_forms_lead_to_the_work_that_they_shorten() -> None:
    asked = right = 0
    wrong = []
    for row in rows("short_forms.jsonl"):
        notes = row["notes"]
        marks = " ".join(f"So it is.[^{number}]" for number in range(1, len(notes) + 1))
        texts = "\n\n".join(f"[^{number}]: {text}" for number, text in enumerate(notes, start=1))
        bibliography = bibliography_of(f"{marks}\n\n{texts}\n")
        assert len(bibliography.references) <= len(notes) - len(row["means"]), "a work was made of a short form"
        titles = {work.key: work.title for work in bibliography.references}
        found = {cited.label.strip("[^]"): [titles[key] for key in cited.keys] for cited in bibliography.citations}
        for number, wanted in row["means"].items():
            asked += 1
            right += found[number] == wanted
            wrong += [] if found[number] == wanted else [(notes[int(number) - 1], wanted, found[number])]
    assert asked >= 60
    assert right / asked >= 1.0, wrong
