"""Accuracy over every kind of finding: a claim, a source, the verdict and the code that a careful reader would give.

Each of fourteen facts is set against sources that agree, differ in one way, or only look alike (the same number of
another thing, place or time; plans; denials; page furniture); shares, money and measures have kinds of their own.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from claimcheck.evidence import judge_claims
from claimcheck.model.claim import Claim
from claimcheck.model.source import LinkHealth, Source
from claimcheck.quantities import read
from claimcheck.readers import read_text

KINDS = Path(__file__).parent.parent / "corpora" / "evidence" / "kinds.jsonl"

FLOOR = 384
"""Pairs whose verdict and code are right; it only rises."""
FALSE = 1
"""Contradictions that are none; it only falls. Known: street lamps for street trees, of the same council."""
CODES_WITHOUT_SUPPORT = frozenset({"N209"})
"""What an absent figure is called where nothing more is known."""


@cache
def judged() -> tuple[tuple[str, str, str], ...]:
    """Id, what a careful reader says (verdict, code), what was found."""
    rows = []
    for line in KINDS.read_text(encoding="utf-8").splitlines():
        pair: dict[str, Any] = json.loads(line)
        text = read_text(pair["source"].encode(), "text/html" if pair.get("html") else "text/plain")
        claim = Claim("c", pair["claim"], None, read(pair["claim"]), ("s",), context=pair["claim"])
        verdict = judge_claims((claim,), {"s": Source("s", LinkHealth("ok"), text=text)})[0]
        codes = {one.code for one in verdict.quantities} - CODES_WITHOUT_SUPPORT - {""}
        wanted = {pair["code"]} if "code" in pair else set()
        said = " ".join((verdict.verdict, *sorted(codes & wanted if wanted else codes)))
        rows.append((pair["id"], " ".join((pair["verdict"], *wanted)), said))
    return tuple(rows)


def test_verdicts_and_codes_do_not_fall_below_the_floor() -> None:
    wrong = [row for row in judged() if row[1] != row[2]]
    assert len(judged()) - len(wrong) >= FLOOR, wrong


def test_nothing_is_falsely_called_contradicted() -> None:
    false = [row for row in judged() if row[2].startswith("contradicted") and not row[1].startswith("contradicted")]
    assert len(false) <= FALSE, false
