"""A small report, made by hand, in which most things occur once; ``golden/`` holds it in every format.

``python tests/report/sample.py`` writes the golden files anew: read their diff before you commit it.
"""

from __future__ import annotations

from pathlib import Path

from claimcheck.model.report import Report
from claimcheck.report import FORMATS, load, render, summary

GOLDEN = Path(__file__).parent / "golden"


def report() -> Report:
    """The sample; its JSON is its source."""
    return load((GOLDEN / "report.json").read_text(encoding="utf-8"))


def rendered() -> dict[str, str]:
    """File name and text of every golden file."""
    sample = report()
    texts = {f"report.{suffix}": render(sample, form) for form, (suffix, _) in FORMATS.items()}
    return texts | {"summary.txt": summary(sample), "summary-color.txt": summary(sample, color=True)}


if __name__ == "__main__":
    for name, text in rendered().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
