"""A copy of a work that a person put into the archive."""

from __future__ import annotations

from urllib.parse import unquote

from claimcheck.archive import Archive
from claimcheck.errors import StorageError
from claimcheck.model.source import LinkHealth, WarcRef
from claimcheck.sources.judgement import Judgement, snapshot_of
from claimcheck.sources.reading import Shelf, has_words

NAMES = "urn:claimcheck:copy:"
"""How the names of files begin that a person added; citation key and file name follow."""


def read_added(archive: Archive, key: str, shelf: Shelf) -> Judgement | None:
    """The newest copy of ``key`` that gives a text; None where there is none. It says nothing of any link."""
    for ref in reversed(archive.added(key)):
        try:
            fetched = archive.replay(ref.url, (ref.id,))
        except StorageError:
            continue  # damaged, which `archive verify` tells
        if fetched is None:
            continue
        declared = fetched.header("content-type") or ref.media_type
        reading = shelf.read(ref.digest, fetched.body, declared=declared, url=_base(ref))
        if reading.text is None or not has_words(reading.text):
            continue
        detail = f"read from {describe(ref)}"
        health = LinkHealth("unchecked", reason=f"{detail}; it has no address to ask", confidence="low")
        return Judgement(health, reading.text, snapshot_of(ref, reading), detail)
    return None


def describe(ref: WarcRef) -> str:
    """A copy in words."""
    if ref.url.startswith(NAMES):
        name = unquote(ref.url.rpartition(":")[2])
        return f"the copy {name} that was added by hand on {ref.fetched[:10]}"
    return f"the copy of {ref.url}, taken on {ref.fetched[:10]}, that was added by hand"


def _base(ref: WarcRef) -> str:
    return "" if ref.url.startswith(NAMES) else ref.url
