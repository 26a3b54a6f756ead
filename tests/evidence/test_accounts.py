"""Accuracy on accounts of our own writing: prose and tables as annual reports print them, claims full of near misses.

Captions in thousands, heads over two lines, tables drawn one below the other, negatives in brackets, changes in columns
of their own, two times side by side, directions, what one says and the other denies.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from claimcheck.streams import compare

ACCOUNTS = Path(__file__).parent.parent / "corpora" / "evidence" / "accounts.jsonl"

FLOOR = 38
"""Claims of 40 judged right; it only rises."""
FALSE = 1
"""Contradictions that are none; it only falls. Known: selling expenses for the cost of research."""


@cache
def judged() -> tuple[tuple[str, str, str], ...]:
    """Id, verdict of a careful reader, verdict found."""
    rows = []
    for line in ACCOUNTS.read_text(encoding="utf-8").splitlines():
        report: dict[str, Any] = json.loads(line)
        for claim in report["claims"]:
            found = compare({"claim": claim["claim"], "source": report["source"]})["verdict"]
            rows.append((claim["id"], claim["verdict"], str(found)))
    return tuple(rows)


def test_verdicts_on_accounts_do_not_fall_below_the_floor() -> None:
    wrong = [row for row in judged() if row[1] != row[2]]
    assert len(judged()) - len(wrong) >= FLOOR, wrong


def test_false_contradictions_on_accounts_do_not_rise() -> None:
    false = [id_ for id_, wanted, got in judged() if got == "contradicted" != wanted]
    assert len(false) <= FALSE, false
