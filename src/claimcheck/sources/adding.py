"""Putting a person's own copy of a work into the archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urldefrag

from claimcheck.archive import Archive, foreign
from claimcheck.errors import InputError
from claimcheck.model.source import SourceText, WarcRef
from claimcheck.net.coding import CodingError, decode
from claimcheck.readers import Unreadable, read_text, sniff
from claimcheck.sources.added import NAMES
from claimcheck.sources.reading import has_words, parse_content_type

MAX_COPY = 50_000_000
"""Bytes of a file, or of the page in a WARC file."""
_LONGEST_NAME = 100
"""Code points of a file name that are kept."""


def add_copy(archive: Archive, key: str, addresses: Sequence[str], path: Path) -> tuple[WarcRef, SourceText, bool]:
    """Store a PDF, a page or the answers of a WARC file as a copy of ``key``; what is there already is not stored anew.

    ``addresses`` are those of the work. Gives where the copy stands, its text, and whether it is new. Raises
    InputError where the file can't be read, is too large or has no text, StorageError.
    """
    if foreign.looks_like_warc(_head(path)):
        return _add_warc(archive, key, addresses, path)
    body = _read(path, MAX_COPY)
    media_type, text = _text(path, body, "", "")
    url = (
        f"{NAMES}{quote(key, safe='', errors='replace')}:{quote(path.name[-_LONGEST_NAME:], safe='', errors='replace')}"
    )
    for ref in archive.added(key):
        if ref.url == url and archive.read(ref) == body:
            return ref, text, False
    return archive.add_file(key, url, body, media_type), text, True


def _add_warc(archive: Archive, key: str, addresses: Sequence[str], path: Path) -> tuple[WarcRef, SourceText, bool]:
    if path.stat().st_size > foreign.MAX_WARC:
        raise _too_large(path, foreign.MAX_WARC)
    if not addresses:
        raise InputError(
            f"a WARC file is looked through for the address of a work, and {key} has none",
            file=path,
            remedy="give its entry a url or a doi, or add the page itself",
        )
    exchanges = foreign.answers(path, [urldefrag(address).url for address in addresses], most=MAX_COPY)
    page = exchanges[-1].public()
    known = [ref for ref in archive.added(key) if (ref.url, ref.fetched) == (page.url, page.started)]
    try:
        body = decode(page.body, page.header("content-encoding"), MAX_COPY)
    except CodingError as error:
        raise InputError(f"holds {page.url} in a form that can't be read: {error}", file=path) from error
    _, text = _text(path, body, page.header("content-type"), page.url)
    if known:
        return known[-1], text, False
    return archive.add_exchanges(key, exchanges)[-1], text, True


def _text(path: Path, body: bytes, declared: str, url: str) -> tuple[str, SourceText]:
    """The media type and the text of a copy. Raises InputError where there is none to read."""
    media_type = sniff(body, declared)
    try:
        text = read_text(body, media_type, charset=parse_content_type(declared)[1], url=url)
    except Unreadable as error:
        raise InputError(
            f"can't be read: {error.reason}", file=path, remedy="add a PDF, a page or a WARC file"
        ) from error
    if not has_words(text):
        raise InputError("has no text of its own", file=path, remedy="add a copy with text in it")
    return media_type, text


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError("this is no ordinary file", file=path, remedy="give a PDF, a page or a WARC file")
        with path.open("rb") as file:
            return file.read(16)
    except OSError as error:
        raise _cannot(path, error) from error


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(most + 1)
    except OSError as error:
        raise _cannot(path, error) from error
    if not body:
        raise InputError("is empty", file=path, remedy="give a PDF, a page or a WARC file")
    if len(body) > most:
        raise _too_large(path, most)
    return body


def _too_large(path: Path, most: int) -> InputError:
    return InputError(f"is larger than {most // 1_000_000} MB", file=path, remedy="add the part that is cited")


def _cannot(path: Path, error: OSError) -> InputError:
    return InputError(f"can't be read: {(error.strerror or str(error)).lower()}", file=path)
