"""Reports: pure functions of one frozen Report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import lazy

if TYPE_CHECKING:
    from claimcheck.report.audit import audit_json, audit_text
    from claimcheck.report.files import read, read_file, report_path, write
    from claimcheck.report.formats import FORMATS, render
    from claimcheck.report.stored import load
    from claimcheck.report.terminal import claim_list, finding_list, link_list, summary
else:  # the command line asks for one or two of these, and each has rooms of its own
    __getattr__ = lazy.loader(
        __name__,
        {
            "audit_json": "audit",
            "audit_text": "audit",
            "read": "files",
            "read_file": "files",
            "report_path": "files",
            "write": "files",
            "FORMATS": "formats",
            "render": "formats",
            "load": "stored",
            "claim_list": "terminal",
            "finding_list": "terminal",
            "link_list": "terminal",
            "summary": "terminal",
        },
    )

__all__ = [
    "FORMATS", "audit_json", "audit_text", "claim_list", "finding_list", "link_list", "load", "read", "read_file",
    "render", "report_path", "summary", "write",
]  # fmt: skip
