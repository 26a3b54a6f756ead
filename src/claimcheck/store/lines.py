"""The history of the links as JSON Lines (``claimcheck/history/1``): a line for each check and each audit."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, get_args

from claimcheck.model.audit import Tally
from claimcheck.model.source import LinkHealth, LinkStatus
from claimcheck.redaction import redact, redact_address
from claimcheck.store.state import Check

SCHEMA: Final = "claimcheck/history/1"
MAX_LINE: Final = 1_000_000
"""Bytes of the longest line that is read."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z", re.ASCII)
_COUNTS = tuple(field.name for field in dataclasses.fields(Tally) if field.name != "ran")
_STATUSES: dict[str, LinkStatus] = {name: name for name in get_args(LinkStatus)}
_MOST = 10**9


def to_lines(checks: Iterable[Check], audits: Iterable[Tally]) -> Iterator[str]:
    """Lines without their ends, secrets in addresses taken out."""
    yield _line({"type": "history", "schema": SCHEMA})
    for check in checks:
        url = redact_address(check.url)
        yield _line({"type": "check", **dataclasses.asdict(dataclasses.replace(check, url=url))})
    for tally in audits:
        yield _line({"type": "audit", **dataclasses.asdict(tally)})


def _line(value: dict[str, object]) -> str:
    return redact(json.dumps(value, ensure_ascii=True))


def from_line(line: str) -> Check | Tally | None:
    """What a line says; None for one that opens a history, or is empty. Raises ValueError saying what is wrong."""
    if not line.strip():
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("this is no JSON") from None
    if not isinstance(value, dict):
        raise ValueError("this is no JSON object")
    kind = value.get("type")
    if kind == "history":
        if value.get("schema") != SCHEMA:
            raise ValueError(f'"schema" is {json.dumps(value.get("schema"))[:60]}, not "{SCHEMA}"')
        return None
    if kind == "check":
        return _check(value)
    if kind == "audit":
        counts = {name: _whole(value, name) for name in _COUNTS}
        return Tally(_moment(value, "ran"), **counts)
    raise ValueError('"type" must be history, check or audit')


def _check(value: dict[str, Any]) -> Check:
    return Check(
        url=_string(value, "url", least=1),
        checked=_moment(value, "checked"),
        health=_health(value.get("health")),
        failure=_string(value, "failure"),
        detail=_string(value, "detail"),
        attempts=_whole(value, "attempts", 1),
        records=_strings(value, "records"),
    )


def _health(value: object) -> LinkHealth:
    if not isinstance(value, dict):
        raise ValueError('"health" must be an object')
    status, confidence, http = value.get("status"), value.get("confidence", "high"), value.get("http")
    if not isinstance(status, str) or status not in _STATUSES:
        raise ValueError('"status" in "health" must be the status of a link')
    if confidence not in ("high", "medium", "low"):
        raise ValueError('"confidence" in "health" must be high, medium or low')
    if http is not None and (isinstance(http, bool) or not isinstance(http, int) or not 100 <= http <= 999):
        raise ValueError('"http" in "health" must be an HTTP status')
    return LinkHealth(
        status=_STATUSES[status],
        http=http,
        final_url=_string(value, "final_url"),
        redirects=_strings(value, "redirects"),
        checked=_string(value, "checked"),
        elapsed_ms=_whole(value, "elapsed_ms"),
        reason=_string(value, "reason"),
        confidence=confidence,
        moved_to=_string(value, "moved_to"),
    )


def _string(value: dict[str, Any], name: str, *, least: int = 0) -> str:
    text = value.get(name, "")
    if not isinstance(text, str) or len(text) < least or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(f'"{name}" must be a string')
    return text


def _strings(value: dict[str, Any], name: str) -> tuple[str, ...]:
    items = value.get(name, [])
    if not isinstance(items, list):
        raise ValueError(f'"{name}" must be a list of strings')
    return tuple(_string({name: item}, name) for item in items)


def _whole(value: dict[str, Any], name: str, default: int = 0) -> int:
    number = value.get(name, default)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= _MOST:
        raise ValueError(f'"{name}" must be a whole number')
    return number


def _moment(value: dict[str, Any], name: str) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise ValueError(f'"{name}" must be a moment such as 2026-11-25T14:00:00Z')
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{name}" is no date and time') from None
    return text
