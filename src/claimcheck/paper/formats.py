"""One explicit table from suffix to reader; a new format is a new file and a new row here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from claimcheck.errors import PaperError
from claimcheck.model.document import Document
from claimcheck.paper.bounds import MOST_TEXT, TooMuchText, within_bounds
from claimcheck.paper.decode import load
from claimcheck.paper.manuscript import Manuscript
from claimcheck.paper.markdown import read_markdown

_EMBEDDED = re.compile(r"\S{1000,}")
"""Pictures and other data that stand in the text itself."""


def _markdown(manuscript: Manuscript) -> Document:
    text = manuscript.text()
    if len(text) > MOST_TEXT:
        within_bounds(len(_EMBEDDED.sub("", text)))
    return read_markdown(text)


def _latex(manuscript: Manuscript) -> Document:
    from claimcheck.paper.latex import read_latex

    return read_latex(manuscript)


def _html(manuscript: Manuscript) -> Document:
    from claimcheck.paper.markup import read_html_paper

    return read_html_paper(manuscript)


def _jats(manuscript: Manuscript) -> Document:
    from claimcheck.paper.markup import read_jats

    return read_jats(manuscript)


def _docx(manuscript: Manuscript) -> Document:
    from claimcheck.paper.office import read_docx

    return read_docx(manuscript)


def _odt(manuscript: Manuscript) -> Document:
    from claimcheck.paper.office import read_odt

    return read_odt(manuscript)


def _pdf(manuscript: Manuscript) -> Document:
    from claimcheck.paper.pdf import read_pdf_paper

    return read_pdf_paper(manuscript)


Reader = Callable[[Manuscript], Document]
"""A paper's file to a Document; path and digest are filled in by read_paper. Each loads what it needs itself."""

READERS: dict[str, Reader] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".mdown": _markdown,
    ".qmd": _markdown,
    ".rmd": _markdown,
    ".txt": _markdown,
    ".tex": _latex,
    ".latex": _latex,
    ".ltx": _latex,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".xml": _jats,
    ".nxml": _jats,
    ".jats": _jats,
    ".docx": _docx,
    ".docm": _docx,
    ".odt": _odt,
    ".fodt": _odt,
    ".pdf": _pdf,
}

REFUSED: dict[str, str] = {
    ".doc": "old Word",
    ".rtf": "RTF",
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
    binary, wrongly encoded, damaged or too large. Offsets of the result count code points of ``Document.source``: for
    a text format the file decoded, without its byte order mark, with its line endings untouched.
    """
    name = (shown if shown is not None else str(path)).replace("\\", "/")
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise _refusal(suffix, name)
    manuscript = Manuscript(path, name, load(path, name))
    try:
        document = reader(manuscript)
    except TooMuchText:
        most = MOST_TEXT // 1_000_000
        manuscript.refuse(
            f"it holds more than {most} million characters of text", remedy="give its chapters one by one"
        )
    return replace(document, path=name, sha256=manuscript.digest())


def _refusal(suffix: str, name: str) -> PaperError:
    known = REFUSED.get(suffix)
    if known is not None:
        return PaperError(
            f"{known} papers can't be read yet",
            file=name,
            remedy="convert it to Markdown or .docx first (for example with pandoc) and give that file",
        )
    what = f"files ending in {suffix!r} are" if suffix else "a file without a suffix is"
    return PaperError(f"{what} no format that claimcheck reads", file=name, remedy=f"give one of {', '.join(READERS)}")
