"""Our own sentences, each with the quantities that a careful reader finds in it; the floor only rises."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from claimcheck.model.quantity import Quantity
from claimcheck.quantities import read

CORPUS = Path(__file__).parent.parent / "corpora" / "quantities"
FLOORS = {"english": 1.0, "german": 1.0, "french": 1.0, "spanish": 1.0, "turkish": 1.0, "chinese": 1.0}
TEXTUAL = ("approximator", "unit", "measure", "edtf", "when", "where", "form")


def differences(expected: dict[str, Any], found: Quantity) -> list[str]:
    wrong = [name for name in ("text", "kind") if expected[name] != getattr(found, name)]
    wrong += [name for name in TEXTUAL if name in expected and expected[name] != getattr(found, name)]
    for name in ("value", "low", "high"):
        if name in expected:
            wanted = None if expected[name] is None else Fraction(expected[name])
            if wanted != getattr(found, name):
                wrong.append(name)
    if "members" in expected and expected["members"] != len(found.members):
        wrong.append("members")
    return wrong


def mistakes(entry: dict[str, Any]) -> list[str]:
    found = read(entry["text"], lang=entry["lang"])
    expected = entry["quantities"]
    if [q.text for q in found] != [q["text"] for q in expected]:
        return [f"found {[q.text for q in found]}, expected {[q['text'] for q in expected]}"]
    return [f"{q.text}: {name}" for e, q in zip(expected, found, strict=True) for name in differences(e, q)]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_corpus_is_read_at_least_as_well_as_before(name: str) -> None:
    entries = [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = {entry["text"]: found for entry in entries if (found := mistakes(entry))}
    right = 1 - len(wrong) / len(entries)
    report = "\n".join(f"{text}: {', '.join(found)}" for text, found in wrong.items())
    assert right >= FLOORS[name], f"{right:.3f} of {len(entries)} sentences are right; wrong:\n{report}"
