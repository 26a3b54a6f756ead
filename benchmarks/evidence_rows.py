"""Sets of claims with the text that bears them out, in one form: that of WiCE's rows (``claim``, ``evidence`` as a list
of sentences, ``supporting_sentences``, ``label``).
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`'\"])|\n")
_NUMBERED = re.compile(r"(?i)(covid|sars-?\s?cov|coronavirus)(?:[- ]+(?:19|2)\b|19\b)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def wice(folder: Path, split: str) -> Iterator[Row]:
    """Claims of Wikipedia with the page that they cite (ryokamoi/wice).

    Of ``train``, and of ``partly``, which belongs to dev, claims that are borne out in part, with words marked.
    """
    data = folder / "data"
    marked = {"train": "train", "partly": "dev"}.get(split)
    path = data / "entailment_retrieval" / "claim" / f"{split}.jsonl"
    if marked:
        path = data / "non_supported_tokens" / f"{marked}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["label"] == "supported" or "non_supported_spans" in row:
            yield row


def fool_me_twice(folder: Path, split: str) -> Iterator[Row]:
    """What players of a game wrote of a page of Wikipedia, true and hard to tell (google-research/fool-me-twice).

    The source is the title and the sentences that the set names as evidence or found, by section; one marked as
    evidence is gold.
    """
    for line in (folder / "dataset" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["label"] != "SUPPORTS":
            continue
        sections: dict[str, list[str]] = {}
        for each in (*row["gold_evidence"], *row["retrieved_evidence"]):
            known = sections.setdefault(each["section_header"], [])
            if each["text"] not in known:
                known.append(each["text"])
        texts = [text for section in sorted(sections) for text in sections[section]]
        marked = {each["text"] for each in row["gold_evidence"]}
        gold = [n for n, text in enumerate(texts, start=1) if text in marked]
        evidence = [f"{row['wikipedia_page']}.", *(" ".join(text.split()) for text in texts)]
        yield {"claim": row["text"], "evidence": evidence, "supporting_sentences": [gold], "label": "supported"}


def qags(folder: Path, split: str) -> Iterator[Row]:
    """Sentences of machine-made summaries that all readers found true to the article (W4ngatang/qags), half a split.

    Everything is in small letters and parted into tokens. Sentences of the article that hold a number of the claim are
    gold.
    """
    for name in ("cnndm", "xsum"):
        for line in (folder / "data" / f"mturk_{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            evidence = [" ".join(part.split()) for part in _SENTENCE.split(row["article"]) if part.strip()]
            for told in row["summary_sentences"]:
                claim = told["sentence"]
                if zlib.crc32(claim.encode()) % 2 != (split == "test"):
                    continue
                if all(answer["response"] == "yes" for answer in told["responses"]):
                    yield _held_by_numbers(claim, evidence)


def covidfact(folder: Path, split: str) -> Iterator[Row]:
    """Headlines and sentences on studies, with sentences of the page that they link to (asaakyan/covidfact), half a
    split. Sentences that hold a number of the claim are gold. Disease and virus stand without the numbers of their
    names."""
    for line in (folder / "COVIDFACT_dataset.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(_NUMBERED.sub(r"\1", line)) if line.strip() else {}
        claim = row.get("claim", "")
        if row.get("label") != "SUPPORTED" or zlib.crc32(claim.encode()) % 2 != (split == "test"):
            continue
        evidence = [" ".join(sentence.split()) for sentence in row["evidence"]]
        yield _held_by_numbers(claim, evidence)


def _held_by_numbers(claim: str, evidence: list[str]) -> Row:
    """A supported row whose gold sentences are those that hold a number of the claim."""
    wanted = set(_NUMBER.findall(claim))
    gold = [n for n, sentence in enumerate(evidence) if wanted & set(_NUMBER.findall(sentence))]
    return {"claim": claim, "evidence": evidence, "supporting_sentences": [gold], "label": "supported"}


OWN = Path(__file__).parent.parent / "tests" / "corpora" / "evidence" / "pages.jsonl"


def own_pages(part: str) -> Iterator[Row]:
    """Sentences as an encyclopedia has them, with invented pages that they cite; ``part``: "read" or "unread"."""
    for line in OWN.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        if page["part"] == part:
            for told in page["claims"]:
                yield {"evidence": page["lines"], "supporting_sentences": [told["gold"]], "label": "supported"} | told


SETS = {
    "wice": ("WiCE", wice),
    "fool-me-twice": ("FoolMeTwice", fool_me_twice),
    "qags": ("QAGS", qags),
    "covidfact": ("COVID-Fact", covidfact),
}
"""Folder, name and reader of each."""


def rows_of(folder: Path, name: str, split: str) -> list[Row]:
    """The rows of one part of a set; none where it isn't there. Only WiCE has a part ``train``."""
    if not (folder / name).is_dir() or (split not in ("dev", "test") and name != "wice"):
        return []
    return list(SETS[name][1](folder / name, split))
