"""Sentences as an encyclopedia has them, against invented pages as a scraper keeps them: news, results, lists, minutes.

Three quarters of the pages were read while rules were made, the last quarter by nobody (``part``). Numbers are those of
the claims as they stand, the same with another last digit, and those that the page doesn't give (``absent``).
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest
from benchmarks.evidence_rows import OWN
from benchmarks.evidence_sets import NUMBER, change, quantity_at

from claimcheck.streams import compare

pytestmark = pytest.mark.timed

BORNE_OUT = {"read": 1031, "unread": 288}
"""Numbers of claims that the page bears out, and that are found so; it only rises."""
CAUGHT = {"read": 778, "unread": 246}
"""Numbers with another last digit that are contradicted; it only rises."""
KEPT = {"read": 26, "unread": 12}
"""Numbers with another last digit that are still borne out; it only falls."""
FALSE = {"read": 4, "unread": 6}
"""Claims that the page bears out, and that are contradicted; it only falls."""
ABSENT = {"read": 314, "unread": 106}
"""Numbers that the page doesn't give, of 336 and of 112, and that are found so; it only rises."""


def asked(claim: str, source: str, start: int, end: int) -> str:
    found: Any = compare({"claim": claim, "source": source})["quantities"]
    place = quantity_at(found, start, end)
    return "not read" if place is None else str(found[place]["verdict"])


@cache
def outcomes(part: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for page in map(json.loads, OWN.read_text(encoding="utf-8").splitlines()):
        source = "\n".join(page["lines"])
        for told in page["claims"] if page["part"] == part else ():
            claim = told["claim"]
            found["false"] += compare({"claim": claim, "source": source})["verdict"] == "contradicted"
            for match in NUMBER.finditer(claim):
                found[f"own {asked(claim, source, *match.span())}"] += 1
                if changed := change(claim, match):
                    end = changed.start + len(changed.number)
                    found[f"changed {asked(changed.text, source, changed.start, end)}"] += 1
        for told in page["absent"] if page["part"] == part else ():
            start = told["claim"].find(told["number"])
            found[f"absent {asked(told['claim'], source, start, start + len(told['number']))}"] += 1
    return found


@pytest.mark.parametrize("part", ["read", "unread"])
def test_numbers_of_pages_are_judged_as_well_as_before(part: str) -> None:
    found = outcomes(part)
    assert found["own supported"] >= BORNE_OUT[part], found
    assert found["changed contradicted"] >= CAUGHT[part], found
    assert found["changed supported"] <= KEPT[part], found
    assert found["false"] <= FALSE[part], found
    assert found["absent not_found"] >= ABSENT[part], found
