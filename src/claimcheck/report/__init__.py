"""Reports: pure functions of one frozen Report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from claimcheck.errors import UsageError
from claimcheck.model.report import Report
from claimcheck.redaction import redact
from claimcheck.report.files import read, report_path, write
from claimcheck.report.html import render as render_html
from claimcheck.report.json_v1 import render as render_json
from claimcheck.report.markdown import render as render_markdown
from claimcheck.report.stored import load
from claimcheck.report.terminal import link_list, summary

__all__ = ["FORMATS", "link_list", "load", "read", "render", "report_path", "summary", "write"]

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "html": render_html,
    "md": render_markdown,
    "json": render_json,
}
"""File suffix and renderer of every format. A new format is a new file and a row here."""


def render(report: Report, format: str) -> str:  # noqa: A002  # the interface's own word
    """The report as text in ``format`` (a key of FORMATS); the same Report gives the same bytes. Raises UsageError."""
    renderer = FORMATS.get(format)
    if renderer is None:
        raise UsageError(f"no report format {format!r}", remedy=f"choose one of {', '.join(FORMATS)}")
    return redact(renderer(report))  # what a page says of itself may hold secrets too
