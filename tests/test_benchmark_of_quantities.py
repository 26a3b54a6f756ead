"""The benchmark of quantities: what it counts as found, and as surplus."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "quantities.py"


def result(text: str, source: str, value: str, **more: str) -> dict[str, Any]:
    start = source.index(text)
    return {"Text": text, "Start": start, "End": start + len(text) - 1, "Resolution": {"value": value, **more}}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(folder), "--english", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def specification(folder: Path, name: str, cases: list[tuple[str, list[dict[str, Any]]]]) -> None:
    file = folder / "Recognizers-Text" / "Specs" / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([{"Input": text, "Results": results} for text, results in cases]), encoding="utf-8-sig")


def shares(output: str, name: str) -> tuple[str, str]:
    """Exact and recall of claimcheck in the line of a set."""
    fields = next(line for line in output.splitlines() if line.startswith(name)).split()
    return fields[2], fields[3]


CASES = {
    "a value that is read": ("It has 12 mills.", [("12", "12")], ("1.00", "1.00")),
    "a percentage is a number too": ("It lost 12% of it.", [("12", "12")], ("1.00", "1.00")),
    "a share is its fraction": ("A fifth of it is left.", [("A fifth", "0.2")], ("1.00", "1.00")),
    "a range states both ends": ("It has 3 to 5 mills.", [("3", "3"), ("5", "5")], ("1.00", "1.00")),
    "another value": ("It has 12 mills.", [("12", "21")], ("0.00", "0.00")),
    "one value asked for twice": ("It has 12 mills.", [("12", "12"), ("12", "12")], ("0.00", "0.50")),
    "a surplus number": ("It has 12 mills and 3 dams.", [("12", "12")], ("0.00", "1.00")),
    "a surplus of another kind": ("It has 12 mills and 3 km of dams.", [("12", "12")], ("1.00", "1.00")),
    "a result without a value": ("It has 12 mills.", [("12", "12"), ("mills", "null")], ("1.00", "1.00")),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_found_and_what_is_surplus(tmp_path: Path, name: str) -> None:
    text, results, expected = CASES[name]
    specification(tmp_path, "Number/English/NumberModel", [(text, [result(t, text, v) for t, v in results])])
    assert shares(run(tmp_path).stdout, "Number/English/NumberModel") == expected


def test_money_must_be_read_as_money_of_the_currency_named(tmp_path: Path) -> None:
    cases = [
        ("It cost 5 euros.", [result("5 euros", "It cost 5 euros.", "5", isoCurrency="EUR")]),
        ("It cost 5 dollars.", [result("5 dollars", "It cost 5 dollars.", "5", isoCurrency="EUR")]),
        ("It cost 5 quatloos.", [result("5 quatloos", "It cost 5 quatloos.", "5")]),
    ]
    specification(tmp_path, "NumberWithUnit/English/CurrencyModel", cases)
    assert shares(run(tmp_path).stdout, "NumberWithUnit/English/CurrencyModel") == ("0.33", "0.33")


def test_the_ends_of_a_range_must_agree(tmp_path: Path) -> None:
    one, two = "It is between 20 and 30.", "It is at least 20."
    cases = [
        (one, [result("between 20 and 30", one, "[20,30)")]),
        (two, [result("at least 20", two, "[20,)")]),
        (two, [result("at least 20", two, "(,20]")]),
        (one, []),
    ]
    specification(tmp_path, "Number/English/NumberRangeModel", cases)
    assert shares(run(tmp_path).stdout, "Number/English/NumberRangeModel") == ("0.50", "0.67")


def test_spans_are_matched_one_to_one_as_the_annotation_cuts_them(tmp_path: Path) -> None:
    texts = {"a": "It has 1.5, 6 and 13 kg of ore (n = 8).", "b": "It lies 40 km off."}
    spans = {"a": [("1.5, 6 and 13 kg", "Quantity"), ("8", "Quantity")], "b": [("about 40 km", "MeasuredEntity")]}
    data = tmp_path / "MeasEval" / "data" / "train"
    for folder in ("tsv", "text"):
        (data / folder).mkdir(parents=True)
    for name, text in texts.items():
        (data / "text" / f"{name}.txt").write_text(text, encoding="utf-8")
        lines = ["docId\tannotSet\tannotType\tstartOffset\tendOffset\tannotId\ttext\tother"]
        for span, kind in spans[name]:
            start = max(text.find(span), 0)
            lines.append(f"{name}\t1\t{kind}\t{start}\t{start + len(span)}\tT1\t{span}\t")
        (data / "tsv" / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = run(tmp_path)
    line = next(line for line in done.stdout.splitlines() if line.startswith("claimcheck"))
    assert line.split()[1:3] == ["0.800", "0.800"]  # two of two found, one of three too much


def test_a_folder_without_sets_is_refused_in_one_line(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert str(tmp_path) in done.stderr
