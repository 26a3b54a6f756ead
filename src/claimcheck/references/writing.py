"""Adding entries to a ``.bib`` file: atomically, and without touching a byte that is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.errors import BibliographyError
from claimcheck.model.reference import Reference
from claimcheck.references.bibtex import parse_bibliography, read_text
from claimcheck.references.entry import render_entry
from claimcheck.store.files import replace_file, sweep


def append_entries(path: Path, references: Sequence[Reference]) -> int:
    """Add an entry for each reference whose key the file doesn't have yet; create the file where there is none.

    Returns how many bytes were added. Existing bytes stay as they are; the file's own line ends are used. Raises
    BibliographyError where the file can't be read or is not UTF-8, StorageError where it can't be written.
    """
    sweep(path)
    if not references:
        return 0
    before, taken = b"", set[str]()
    if path.exists():
        text, encoding = read_text(path)
        if encoding != "utf-8":
            raise BibliographyError(
                "the bibliography is not UTF-8, so nothing can be added", file=path, remedy="save it as UTF-8"
            )
        before = path.read_bytes()
        known = parse_bibliography(text)
        taken = {reference.key for reference in known.references} | {problem.reference for problem in known.problems}
    entries = []
    for reference in references:
        if reference.key not in taken:
            taken.add(reference.key)
            entries.append(render_entry(reference))
    if not entries:
        return 0
    end = "\r\n" if b"\r\n" in before else "\n"
    gap = "" if not before.strip() else "\n" if before.endswith(b"\n") else "\n\n"
    added = (gap + "\n".join(entries)).replace("\n", end).encode()
    replace_file(path, before + added)
    return len(added)
