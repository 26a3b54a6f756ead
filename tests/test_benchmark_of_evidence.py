"""The benchmark of verdicts on a set of our own in the form of the public ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(folder: Path) -> str:
    rows = f"rows(Path({str(folder)!r}), 'dev', False)"
    code = (
        f"from pathlib import Path\nfrom benchmarks.evidence_sets import rows\nfor row in {rows}: print(*row, sep=';')"
    )
    env = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_row_of_a_set_that_lies_there_is_printed_beside_string_match(tmp_path: Path) -> None:
    claims = tmp_path / "wice" / "data" / "entailment_retrieval" / "claim"
    claims.mkdir(parents=True)
    page = [
        "Harbours",
        "The harbour of Hartsea employs 912 dockers, as the guild says.",
        "Its guild was founded long ago.",
    ]
    rows = [
        {
            "label": "supported",
            "claim": "The harbour of Hartsea employs 912 dockers.",
            "evidence": page,
            "supporting_sentences": [[1]],
        },
        {"label": "not_supported", "claim": "It has 3 cranes.", "evidence": page, "supporting_sentences": []},
    ]
    (claims / "dev.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    data, reports = tmp_path / "FinDVer" / "data", tmp_path / "FinDVer" / "financial_reports"
    data.mkdir(parents=True)
    reports.mkdir()
    items = [
        {"example_id": f"e{n}", "subset": "ie", "statement": f"The Kelstow Line had revenues of ${figure} in 2023.",
         "entailment_label": figure == "361,624", "relevant_context": [0], "report": "r.json"}
        for n, figure in enumerate(("361,624", "172,686"))
    ]  # fmt: skip
    (data / "testmini.json").write_text(json.dumps(items), encoding="utf-8")
    context = [{"context": "In 2023 the revenues of the Kelstow Line were $361,624."}]
    (reports / "r.json").write_text(json.dumps({"context": context}), encoding="utf-8")
    lines = run(tmp_path).splitlines()
    assert lines[1:] == [
        "originals called contradicted;0.000 (0/1);0.000 (0/1)",
        "changed numbers still called supported;0.000 (0/1);0.000 (0/1)",
        "changed numbers called contradicted, with evidence;1.000 (1/1);1.000 (1/1)",
        "original numbers called supported;1.000 (1/1);1.000 (1/1)",
        "supported numbers whose evidence is a gold sentence;1.000 (1/1);1.000 (1/1)",
        "numbers taken out of the page, called contradicted;1.000 (1/1);0.000 (0/1)",
        "verdicts of high confidence that are right;;1.000 (2/2)",
        "verdicts of medium confidence that are right;;-",
        "verdicts of low confidence that are right;;-",
        "FinDVer, information extraction: balanced accuracy;1.000 (1/1, 1/1);1.000 (1/1, 1/1)",
    ]


def test_nothing_is_printed_for_sets_that_are_not_there(tmp_path: Path) -> None:
    assert run(tmp_path) == ""
