"""Letting days pass between two audits: the history is carried out, its moments are set back, and it is carried in."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path

from claimcheck.cli import run

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


def days_pass(workspace: Path, days: float) -> None:
    """Make everything that is known of the links ``days`` older, through export and import alone."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert run(["history", "export", "--workspace", str(workspace)]) == 0
    for path in (workspace / ".claimcheck").glob("state.db*"):
        path.unlink()
    lines = MOMENT.sub(lambda found: earlier(found[0], days), out.getvalue())
    file = workspace / "aged.jsonl"
    file.write_text(lines, encoding="utf-8")
    assert run(["history", "import", str(file), "--workspace", str(workspace), "-q"]) == 0
    file.unlink()


def earlier(moment: str, days: float) -> str:
    at = datetime.fromisoformat(moment) - timedelta(days=days)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def audit(flags: list[str], status: int | None = None) -> dict[str, list[str]]:
    """Run an audit: kind of change → last path part of the addresses, in order."""
    found = audit_json(flags, status)
    changes: dict[str, list[str]] = {}
    for change in found["changes"]:
        changes.setdefault(change["kind"], []).append(change["url"].rpartition("/")[2])
    return {kind: sorted(names) for kind, names in changes.items()}


def audit_json(flags: list[str], status: int | None = None) -> dict:
    """Run an audit and read what it says in JSON."""
    out = io.StringIO()
    with redirect_stdout(out):
        came = run(["audit", "--json", "-q", *flags])
    assert status is None or came == status, came
    return json.loads(out.getvalue())
