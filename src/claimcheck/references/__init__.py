"""References: notes and reference lists read into works, and the ``.bib`` file that keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import lazy
from claimcheck.references.attachments import attachments
from claimcheck.references.bibtex import read_bibliographies, read_bibliography

if TYPE_CHECKING:
    from claimcheck.references.bibliography import build_bibliography
    from claimcheck.references.confidence import with_confidence
    from claimcheck.references.editing import UneditableError, edit_entries, set_fields
    from claimcheck.references.entry import render_entry
    from claimcheck.references.writing import append_entries
else:  # where there is no paper a ``.bib`` file is read, and nothing else
    __getattr__ = lazy.loader(
        __name__,
        {
            "build_bibliography": "bibliography",
            "UneditableError": "editing",
            "edit_entries": "editing",
            "set_fields": "editing",
            "render_entry": "entry",
            "append_entries": "writing",
            "with_confidence": "confidence",
        },
    )

__all__ = [
    "UneditableError",
    "append_entries",
    "attachments",
    "build_bibliography",
    "edit_entries",
    "read_bibliographies",
    "read_bibliography",
    "render_entry",
    "set_fields",
    "with_confidence",
]
