"""Quotation marks without a partner, in notes, items of the reference list and titles of entries."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.checks.catalogue import finding
from claimcheck.checks.context import Context
from claimcheck.model.finding import Finding, Location
from claimcheck.references.pairing import unbalanced

_LONGEST = 2_000
"""Code points of a note that is read as a citation; longer ones are text."""


def check_quotations(context: Context) -> Iterator[Finding]:
    """C606 where a quotation in a citation is never closed, or closed and never opened."""
    described = {entry.key for entry in context.bibliography.references if entry.raw and entry.span is not None}
    document = context.document
    if document is not None:
        for note in (*document.notes, *document.listed):
            text = note.text.text
            if note.kind != "author" and len(text) <= _LONGEST and (mark := unbalanced(text)):
                which = (
                    f"item {note.label.removeprefix('ref:')} of the reference list"
                    if note.kind == "listed"
                    else f"note {note.label}"
                )
                yield _finding(
                    which, mark, text, context.in_paper(note.span), _key(context, note.label, note.kind == "listed")
                )
    for entry in context.bibliography.references:
        if entry.line is not None and entry.key not in described and (mark := unbalanced(entry.title)):
            yield _finding(
                f"the title of {entry.key}",
                mark,
                entry.title,
                context.in_bibliography(entry.line, entry.bib),
                entry.key,
            )


def _finding(which: str, mark: str, text: str, location: Location, key: str) -> Finding:
    return finding(
        "C606",
        f"{which} has a quotation mark ({mark}) without a partner",
        "close the quotation, or take the mark out",
        location,
        confidence="medium",
        reference=key,
        subject=text[:100],
    )


def _key(context: Context, label: str, listed: bool) -> str:
    """The work that a note describes, where it is one."""
    keys = {each.key for each in context.bibliography.descriptions if each.label == label and each.listed == listed}
    return next(iter(keys)) if len(keys) == 1 else ""
