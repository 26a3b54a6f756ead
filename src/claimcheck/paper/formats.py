"""One explicit table from suffix to reader; a new format is a new file and a new row here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from claimcheck.errors import PaperError
from claimcheck.model.document import Document
from claimcheck.paper.decode import decode, load
from claimcheck.paper.markdown import read_markdown

Reader = Callable[[str], Document]
"""Decoded text to a Document; path and digest are filled in by read_paper."""

READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".mdown": read_markdown,
    ".qmd": read_markdown,
    ".rmd": read_markdown,
    ".txt": read_markdown,
}

REFUSED: dict[str, str] = {
    ".tex": "LaTeX",
    ".latex": "LaTeX",
    ".docx": "Word",
    ".doc": "Word",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".html": "HTML",
    ".htm": "HTML",
    ".xhtml": "HTML",
    ".xml": "JATS/XML",
    ".nxml": "JATS/XML",
    ".pdf": "PDF",
    ".epub": "EPUB",
    ".rst": "reStructuredText",
    ".org": "Org",
    ".typ": "Typst",
    ".ipynb": "Jupyter notebook",
}
"""Formats that are known and can't be read yet, by suffix."""


def read_paper(path: Path, shown: str | None = None) -> Document:
    """Read a paper; ``shown`` is how the user named it (default: the path).

    Raises PaperError with file, place and remedy where the format isn't read, or the file is missing, empty,
    binary, wrongly encoded or too large. Offsets of the result count code points of ``Document.source``: the
    file decoded, without its byte order mark, with its line endings untouched.
    """
    name = (shown if shown is not None else str(path)).replace("\\", "/")
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise _refusal(suffix, name)
    body = load(path, name)
    document = reader(decode(body, name))
    return replace(document, path=name, sha256=hashlib.sha256(body).hexdigest())


def _refusal(suffix: str, name: str) -> PaperError:
    known = REFUSED.get(suffix)
    if known is not None:
        return PaperError(
            f"{known} papers can't be read yet",
            file=name,
            remedy="convert it to Markdown first (for example with pandoc) and give that file",
        )
    what = f"files ending in {suffix!r} are" if suffix else "a file without a suffix is"
    return PaperError(f"{what} no format that claimcheck reads", file=name, remedy=f"give one of {', '.join(READERS)}")
