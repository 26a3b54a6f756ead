"""References: notes and reference lists read into works, and the ``.bib`` file that keeps them."""

from claimcheck.references.attachments import attachments
from claimcheck.references.bibliography import build_bibliography
from claimcheck.references.bibtex import read_bibliography
from claimcheck.references.editing import UneditableError, edit_entries, set_fields
from claimcheck.references.entry import render_entry
from claimcheck.references.writing import append_entries

__all__ = [
    "UneditableError",
    "append_entries",
    "attachments",
    "build_bibliography",
    "edit_entries",
    "read_bibliography",
    "render_entry",
    "set_fields",
]
