"""Which reader takes which media type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from claimcheck.model.source import SourceText
from claimcheck.readers.unreadable import Unreadable


class Reader(Protocol):
    """Bytes of one media type → text. Raises Unreadable."""

    def __call__(self, body: bytes, *, charset: str = "", url: str = "", sentences: bool = True) -> SourceText: ...


def _html() -> Reader:
    from claimcheck.readers.html import read_html

    return read_html


def _pdf() -> Reader:
    from claimcheck.readers.pdf import read_pdf

    return read_pdf


def _plain() -> Reader:
    from claimcheck.readers.plain import read_plain

    return read_plain


MEDIA_TYPES: dict[str, Callable[[], Reader]] = {
    # Each is loaded when it is first needed: lxml and pdfium are not free.
    "text/html": _html,
    "application/xhtml+xml": _html,
    "application/pdf": _pdf,
    "text/plain": _plain,
    "text/markdown": _plain,
    "text/csv": _plain,
}
_NAMES = {
    "application/zip": "a ZIP file",
    "application/json": "JSON",
    "application/xml": "XML",
    "application/octet-stream": "binary data",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "an Excel workbook",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "a PowerPoint file",
    "application/epub+zip": "an EPUB book",
    "application/x-ole-storage": "an old Office document",
    "application/postscript": "PostScript",
}


def read_text(body: bytes, media_type: str, *, charset: str = "", url: str = "", sentences: bool = True) -> SourceText:
    """Text of ``body``, whose ``media_type`` is as ``sniff`` found it; ``charset`` as the server declared it.

    Without ``sentences`` its passages are whole paragraphs, which is enough to judge it.

    Raises Unreadable where no reader takes it or the reader finds no text.
    """
    if not body:
        raise Unreadable("the answer is empty")
    loader = MEDIA_TYPES.get(media_type)
    if loader is None:
        name = _NAMES.get(media_type) or (media_type and f"{media_type} data") or "data of an unknown kind"
        raise Unreadable(f"the file is {name}, which claimcheck does not read; a PDF or HTML copy would do")
    return loader()(body, charset=charset, url=url, sentences=sentences)
