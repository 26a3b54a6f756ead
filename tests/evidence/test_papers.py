"""Accuracy on whole papers of seventeen fields, through the command line: paper, bibliography, pages, and the truth."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.timed

PAPERS = Path(__file__).parent.parent / "corpora" / "papers"
RIGHT = {
    "agri": 40,
    "business": 38,
    "climate": 43,
    "computing": 44,
    "culture": 31,
    "ecology": 26,
    "economics": 37,
    "employment": 35,
    "geology": 31,
    "health": 45,
    "history": 25,
    "medicine": 40,
    "policy": 47,
    "psych": 46,
    "science": 45,
    "sociology": 41,
    "transport": 40,
}
"""Of 60 figures each, those judged as a careful reviewer would; it only rises."""
FALSE_SUPPORTS = {
    "agri": 1,
    "business": 4,
    "climate": 3,
    "computing": 1,
    "culture": 3,
    "ecology": 3,
    "economics": 6,
    "employment": 4,
    "geology": 4,
    "health": 3,
    "history": 7,
    "medicine": 5,
    "policy": 0,
    "psych": 2,
    "science": 1,
    "sociology": 5,
    "transport": 1,
}
"""Figures that are borne out and should not be; it only falls."""
FALSE_CONTRADICTIONS = {"agri": 1, "business": 1, "employment": 1, "health": 1}
"""Figures that are contradicted and should not be; it only falls. None may be of the other papers."""
MARK = re.compile(r"\s*\[@[^\]]*\]")


def report_of(field: str, workspace: Path) -> tuple[str, dict[str, Any]]:
    """The paper of a field, and what the tool says of it."""
    for name in ("paper.md", "references.bib"):
        shutil.copy(PAPERS / field / name, workspace)
    shutil.copytree(PAPERS / field / "sources", workspace / "sources")
    command = [sys.executable, "-m", "claimcheck", "check", "paper.md", "--offline", "-q", "--fail-on", "never"]
    done = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))
    return (workspace / "paper.md").read_text(encoding="utf-8"), report


def without_marks(paper: str) -> tuple[str, list[int]]:
    """The paper without its citations, and where each of its code points stands in it."""
    places: list[int] = []
    start = 0
    for match in MARK.finditer(paper):
        places += range(start, match.start())
        start = match.end()
    places += range(start, len(paper))
    return "".join(" " if paper[n].isspace() else paper[n] for n in places), places


def verdict_over(report: dict[str, Any], start: int, end: int) -> str:
    """The verdict of the figure that covers most of a stretch of the paper; "unread" where none does."""
    figures = [figure for claim in report["claims"] for figure in claim["quantities"]]
    over = [(min(end, f["end"]) - max(start, f["start"]), f["verdict"]) for f in figures]
    best = max(over, key=lambda each: each[0], default=(0, ""))
    return str(best[1]) if best[0] > 0 else "unread"


@pytest.mark.parametrize("field", sorted(RIGHT))
def test_figures_of_a_paper_are_judged_as_well_as_before(field: str, tmp_path: Path) -> None:
    paper, report = report_of(field, tmp_path)
    text, places = without_marks(paper)
    outcomes: Counter[tuple[str, str]] = Counter()
    for line in (PAPERS / field / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        begin = text.index(truth["sentence"]) + truth["sentence"].index(truth["figure"])
        found = verdict_over(report, places[begin], places[begin + len(truth["figure"]) - 1] + 1)
        outcomes[truth["verdict"], found] += 1
    assert sum(outcomes.values()) == 60
    false = {said: sum(n for (true, found), n in outcomes.items() if found == said != true) for said in _SAID}
    assert false["contradicted"] <= FALSE_CONTRADICTIONS.get(field, 0), outcomes
    assert false["supported"] <= FALSE_SUPPORTS[field], outcomes
    assert sum(n for (true, found), n in outcomes.items() if true == found) >= RIGHT[field], outcomes


_SAID = ("supported", "contradicted")
