"""Every format of a report: one explicit table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from claimcheck.errors import UsageError
from claimcheck.model.report import Report
from claimcheck.redaction import redact
from claimcheck.report.html import render as render_html
from claimcheck.report.json_v1 import render as render_json
from claimcheck.report.junit import render as render_junit
from claimcheck.report.markdown import render as render_markdown
from claimcheck.report.sarif import render as render_sarif


class Format(NamedTuple):
    """How a format is written."""

    suffix: str
    """Of its files, without the dot."""
    render: Callable[[Report], str]


FORMATS: Mapping[str, Format] = {
    "html": Format("html", render_html),
    "md": Format("md", render_markdown),
    "json": Format("json", render_json),
    "sarif": Format("sarif", render_sarif),
    "junit": Format("junit.xml", render_junit),
}
"""Every format by its name. A new format is a new file and a row here."""


def render(report: Report, format: str) -> str:  # noqa: A002  # the interface's own word
    """The report as text in ``format`` (a key of FORMATS); the same Report gives the same bytes. Raises UsageError."""
    found = FORMATS.get(format)
    if found is None:
        raise UsageError(f"no report format {format!r}", remedy=f"choose one of {', '.join(FORMATS)}")
    return redact(found.render(report))  # what a page says of itself may hold secrets too
