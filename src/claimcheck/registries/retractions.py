"""An offline copy of the Retraction Watch table (the CSV file that Crossref publishes), looked into by DOI."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from claimcheck.errors import InputError
from claimcheck.registries.record import Notice, NoticeKind

NAME: Final = "Retraction Watch"
_COLUMNS = ("OriginalPaperDOI", "RetractionNature")
_NATURES: Final[dict[str, NoticeKind]] = {
    "retraction": "retraction", "correction": "correction", "expression of concern": "concern",
    "reinstatement": "reinstatement", "withdrawal": "withdrawal",
}  # fmt: skip
_LONGEST_FIELD = 1_000_000
_MOST_BYTES = 500_000_000


def read_table(path: Path, dois: Collection[str]) -> dict[str, tuple[Notice, ...]]:
    """The notices on each of some works (DOIs in lower case). Raises InputError where the file is no such table."""
    remedy = "give the CSV file of the Retraction Watch database"
    found: dict[str, list[Notice]] = {}
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("the table is larger than 500 MB", file=path, remedy=remedy)
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            rows = csv.DictReader(stream)
            if not set(_COLUMNS) <= set(rows.fieldnames or ()):
                raise InputError(f"has no columns {' and '.join(_COLUMNS)}", file=path, line=1, remedy=remedy)
            for doi, notice in _notices(rows):
                if doi in dois and notice not in found.setdefault(doi, []):
                    found[doi].append(notice)
    except (OSError, csv.Error) as error:
        raise InputError(f"the table can't be read ({error})", file=path, remedy=remedy) from error
    return {doi: tuple(notices) for doi, notices in found.items()}


def _notices(rows: csv.DictReader[str]) -> Iterator[tuple[str, Notice]]:
    for row in rows:
        kind = _NATURES.get((row.get("RetractionNature") or "").strip().lower())
        doi = (row.get("OriginalPaperDOI") or "").strip().lower()
        if kind is None or not doi.startswith("10."):
            continue
        notice = (row.get("RetractionDOI") or "").strip().lower()
        yield (
            doi,
            Notice(
                kind,
                _date(row.get("RetractionDate") or ""),
                notice if notice.startswith("10.") and notice != doi else "",
                NAME,
            ),
        )


def _date(text: str) -> str:
    """ "7/26/2019 0:00" and "2019-07-26" as an ISO date."""
    if match := re.match(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})", text):
        return f"{match[3]}-{int(match[1]):02d}-{int(match[2]):02d}"
    match = re.match(r"\s*(\d{4}-\d\d-\d\d)", text)
    return match[1] if match else ""
