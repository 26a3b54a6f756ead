"""How well quantities are read, on public sets that lie in a folder; fetches nothing.

    python benchmarks/quantities.py FOLDER

FOLDER holds a checkout of microsoft/Recognizers-Text (its ``Specs``). For each specification the table gives the
share of inputs whose every expected value is read and nothing else ("exact"), and of expected values that are read
over an overlapping span ("recall"). Cases marked as unsupported for Python are counted like the others.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from claimcheck.model.quantity import Quantity
from claimcheck.quantities import read

LANGUAGES = {"English": "en", "Turkish": "tr", "Chinese": "zh", "German": "de", "French": "fr", "Spanish": "es"}
SETS = {
    "Number/{}/NumberModel": {
        "count",
        "number",
        "measure",
        "currency",
        "duration",
        "rate",
        "percent",
        "multiple",
        "date",
    },
    "Number/{}/PercentModel": {"percent", "points"},
    "Number/{}/OrdinalModel": {"ordinal"},
    "NumberWithUnit/{}/CurrencyModel": {"currency"},
    "NumberWithUnit/{}/DimensionModel": {"measure"},
    "NumberWithUnit/{}/TemperatureModel": {"measure"},
    "NumberWithUnit/{}/AgeModel": {"duration"},
}


def expected_value(result: Mapping[str, Any]) -> Fraction | None:
    """The value that a specification's result names; None where it names none."""
    value = (result.get("Resolution") or {}).get("value")
    try:
        return Fraction(str(value).replace("%", "").replace(",", ".").strip())  # "103,6": no thousands are marked
    except (ValueError, ZeroDivisionError):
        return None


def same(quantity: Quantity, wanted: Fraction) -> bool:
    """Whether a quantity states the value, to the digits of the specification.

    As such, as a share of a hundred, or as an end of a range, which the specifications take for two numbers.
    """
    ends = (quantity.low, quantity.high) if quantity.form == "range" else ()
    scale = 100 if quantity.form == "share" and abs(wanted) < 1 else 1
    stated = [value / scale for value in (quantity.value, *ends) if value is not None]
    return any(one == wanted or (wanted != 0 and abs(one / wanted - 1) < Fraction(1, 10**9)) for one in stated)


def overlaps(quantity: Quantity, result: Mapping[str, Any]) -> bool:
    """Whether the quantity's span meets the expected one."""
    start, end = result.get("Start"), result.get("End")
    return start is None or end is None or (quantity.start <= int(end) and int(start) < quantity.end)


def score(cases: Iterable[Mapping[str, Any]], kinds: set[str], lang: str) -> tuple[int, int, int, int, list[str]]:
    """Cases, cases read exactly, values, values found, and the inputs that weren't read exactly."""
    total = exact = values = found = 0
    missed: list[str] = []
    for case in cases:
        text, results = str(case["Input"]), case.get("Results", [])
        quantities = [q for q in read(text, lang=lang) if q.kind in kinds]
        hits = [
            r
            for r in results
            if (v := expected_value(r)) is not None and any(same(q, v) and overlaps(q, r) for q in quantities)
        ]
        known = [r for r in results if expected_value(r) is not None]
        total, values, found = total + 1, values + len(known), found + len(hits)
        right = len(hits) == len(known) and len(quantities) == len(results)
        exact += right
        if not right:
            told = [(q.text, str(q.value), q.kind) for q in quantities]
            missed.append(
                f"{text!r}: expected {[(r['Text'], r['Resolution'].get('value')) for r in results]}, read {told}"
            )
    return total, exact, values, found, missed


def main(folder: Path, verbose: bool) -> None:
    """Print the table; with ``verbose`` also what was missed."""
    print(f"{'set':45} {'cases':>6} {'exact':>6} {'recall':>7} {'ms':>7}")
    for language, lang in LANGUAGES.items():
        for pattern, kinds in SETS.items():
            file = folder / "Specs" / f"{pattern.format(language)}.json"
            if not file.is_file():
                continue
            cases = json.loads(file.read_text(encoding="utf-8-sig"))
            started = time.perf_counter()
            total, exact, values, found, missed = score(cases, kinds, lang)
            elapsed = (time.perf_counter() - started) * 1000
            recall = found / values if values else 1.0
            print(f"{pattern.format(language):45} {total:6} {exact / total:6.2f} {recall:7.2f} {elapsed:7.0f}")
            if verbose:
                print("\n".join(f"    {line}" for line in missed))


if __name__ == "__main__":
    main(Path(sys.argv[1]), "-v" in sys.argv[2:])
