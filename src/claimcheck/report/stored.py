"""A ``report.json`` back into the Report that it was made from."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

from claimcheck.errors import InputError
from claimcheck.model.claim import Claim
from claimcheck.model.finding import Confidence, Finding, Level, Location
from claimcheck.model.quantity import Quantity
from claimcheck.model.reference import Citation, Reference
from claimcheck.model.report import Baseline, Report
from claimcheck.model.source import LinkHealth, Snapshot, Source
from claimcheck.model.text import Span
from claimcheck.model.verdict import ClaimVerdict, Evidence, QuantityVerdict
from claimcheck.report.json_v1 import SCHEMA

_REMEDY = "run claimcheck check again"

# JSON from a file: its shape is what _read finds out, so its values are untyped until then.
Table = dict[str, Any]


def load(text: str, file: Path | str | None = None) -> Report:
    """The Report in a ``report.json``. Raises InputError for anything that is none, or of another schema."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON ({error})", file=file, remedy=_REMEDY) from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise InputError(f"no report of schema {SCHEMA}", file=file, remedy=_REMEDY)
    try:
        return _read(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{type(error).__name__}: {error}"
        raise InputError(f"the report is not whole ({what})", file=file, remedy=_REMEDY) from None


def _read(data: Table) -> Report:
    head = (data["tool"]["version"], data["generated"], *(data["paper"][name] for name in ("path", "title", "sha256")))
    if not all(isinstance(text, str) for text in (*head, *data["notices"], *data["not_run"])):
        raise TypeError("its head is no text")
    claims = [_claim(item) for item in data["claims"]]
    return Report(
        version=data["tool"]["version"],
        generated=data["generated"],
        paper_path=data["paper"]["path"],
        title=data["paper"]["title"],
        sha256=data["paper"]["sha256"],
        claims=tuple(claim for claim, _ in claims),
        verdicts=tuple(verdict for _, verdict in claims),
        references=tuple(_reference(item) for item in data["references"]),
        sources=tuple(_source(item) for item in data["references"]),
        citations=_citations(data["references"]),
        findings=tuple(_finding(item) for item in data["findings"]),
        ignored=tuple(_finding(item) for item in data["ignored"]),
        notices=tuple(data["notices"]),
        not_run=tuple(data["not_run"]),
        baseline=_baseline(data["baseline"]),
        known=tuple(_finding(item) for item in data["known"]),
    )


def _baseline(item: Table | None) -> Baseline | None:
    if item is None:
        return None
    if not isinstance(item["generated"], str) or type(item["gone"]) is not int:
        raise TypeError("what it says of its baseline is none")
    return Baseline(item["generated"], item["gone"])


def _reference(item: Table) -> Reference:
    return Reference(
        key=item["key"],
        type=item["type"],
        title=item["title"],
        authors=tuple(item["authors"]),
        year=item["year"],
        container=item["container"],
        url=item["url"],
        doi=item["doi"],
        confidence=tuple(item.get("confidence", {}).items()),  # none in reports of older versions
    )


def _source(item: Table) -> Source:
    link = item["link"]
    health = LinkHealth(
        status=link["status"],
        http=link["http"],
        final_url=link["final_url"],
        redirects=tuple(link["redirects"]),
        checked=link["checked"],
        elapsed_ms=link["elapsed_ms"],
        reason=link["reason"],
        confidence=link["confidence"],
    )
    snapshot = Snapshot(**item["snapshot"]) if item["snapshot"] else None
    return Source(item["key"], health, snapshot, asked=health.status != "unchecked", detail=item["unread"])


def _citations(references: list[Table]) -> tuple[Citation, ...]:
    """Marks in the order of the paper, each with the keys that it stands for."""
    marks: dict[tuple[int, int, str], list[str]] = {}
    for item in references:
        for mark in item["cited_by"]:
            marks.setdefault((mark["start"], mark["end"], mark["label"]), []).append(item["key"])
    return tuple(Citation(label, Span(start, end), tuple(keys)) for (start, end, label), keys in sorted(marks.items()))


def _claim(item: Table) -> tuple[Claim, ClaimVerdict]:
    start, end = item["start"], item["end"]
    quantities = _quantities(item)
    claim = Claim(
        id=item["id"],
        quote=item["quote"],
        span=Span(start, end) if start is not None else None,
        quantities=quantities,
        sources=tuple(item["sources"]),
        section=item["section"],
        status=item["status"],
        note=item["note"],
    )
    outcomes = tuple(_outcome(entry) for entry in item["quantities"])
    return claim, ClaimVerdict(item["id"], item["verdict"], outcomes)


def _quantities(item: Table) -> tuple[Quantity, ...]:
    """Offsets of quantities count in the quote again; where there were none, the text is looked for in its order."""
    at = 0
    read = []
    for entry in item["quantities"]:
        if entry["start"] is not None and item["start"] is not None:
            start, end = entry["start"] - item["start"], entry["end"] - item["start"]
        else:
            start = max(item["quote"].find(entry["text"], at), 0)
            end = at = start + len(entry["text"])
        read.append(
            Quantity(
                text=entry["text"],
                start=start,
                end=end,
                kind=entry["kind"],
                value=_fraction(entry["value"]),
                low=_fraction(entry["low"]),
                high=_fraction(entry["high"]),
                low_open=entry["low_open"],
                high_open=entry["high_open"],
                approximator=entry["approximator"],
                form=entry["form"],
                unit=entry["unit"],
                measure=entry["measure"],
                when=entry["when"],
                where=entry["where"],
            )
        )
    return tuple(read)


def _outcome(entry: Table) -> QuantityVerdict:
    evidence = entry["evidence"]
    if evidence is not None:
        bounds = {name: _fraction(evidence[name]) for name in ("value", "low", "high")}
        evidence = Evidence(**{**evidence, **bounds})
    return QuantityVerdict(
        entry["verdict"], entry["rule"], entry["reason"], entry["confidence"], evidence, entry["code"]
    )


def _finding(item: Table) -> Finding:
    """A finding; what programs compare and sort by is held to its type, for a baseline is anybody's file."""
    words = ("code", "message", "remedy", "claim", "reference", "subject", "aside")
    if not all(isinstance(item[name], str) for name in words) or not isinstance(item["known"], bool):
        raise TypeError("a finding's words are no strings")
    if item["level"] not in get_args(Level) or item["confidence"] not in get_args(Confidence):
        raise ValueError(f"a finding has the level {item['level']!r} and the confidence {item['confidence']!r}")
    return Finding(
        code=item["code"],
        level=item["level"],
        message=item["message"],
        remedy=item["remedy"],
        location=_location(item["location"]),
        confidence=item["confidence"],
        claim=item["claim"],
        reference=item["reference"],
        subject=item["subject"],
        aside=item["aside"],
        known=item["known"],
    )


def _location(item: Table) -> Location:
    box = item.get("box")
    place = Location(**(item | {"box": tuple(map(float, box)) if box is not None else None}))
    numbers = [place.line, place.column, place.start, place.end, place.end_line or 1, place.end_column or 1]
    numbers += [place.page or 1, place.paragraph or 1]
    if place.box is not None and len(place.box) != 4:
        raise TypeError("a finding's box is none")
    if not isinstance(place.file, str) or not all(type(number) is int and number >= 0 for number in numbers):
        raise TypeError("a finding's place is none")
    return place


def _fraction(value: float | None) -> Fraction | None:
    """The fraction that the number's shortest decimal form names, so that rendering gives the same form again."""
    return None if value is None else Fraction(str(value))
