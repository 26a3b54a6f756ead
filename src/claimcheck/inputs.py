"""The files that a run is given: the paper, its bibliography, its claims file."""

from __future__ import annotations

from pathlib import Path

from claimcheck.claims import ClaimsFile, read_claims
from claimcheck.errors import BibliographyError, PaperError, UsageError
from claimcheck.model.document import Document
from claimcheck.model.reference import Bibliography
from claimcheck.references import read_bibliography

BIBLIOGRAPHY = "references.bib"


def must_be_a_file(paper: Path) -> None:
    """What is no file (a pipe, a device) may never end; what isn't there is told by the reader."""
    if paper == Path("-"):
        raise UsageError("a paper is not read from standard input", remedy="save it, and give the path of the file")
    if not _has_a_writable_name(paper):
        raise PaperError("the name of the file is not UTF-8", file=paper, remedy="rename it")
    if paper.exists() and not (paper.is_file() or paper.is_dir()):
        raise PaperError("this is no ordinary file", file=paper, remedy="save the paper, and give the path of the file")


def _has_a_writable_name(path: Path) -> bool:
    """Whether claims files and reports, which are UTF-8, can name a file."""
    return not any("\ud800" <= char <= "\udfff" for char in str(path))


def bibliography_of(document: Document, paper: Path, workspace: Path) -> Path:
    """The bibliography that the paper itself names, else the workspace's own."""
    for name in document.bibliographies:
        for folder in (paper.parent, workspace):
            found = folder / name
            if found.is_file():
                return found
    return workspace / BIBLIOGRAPHY


def existing_entries(path: Path) -> Bibliography:
    """A bibliography; none where there is no file yet. Raises BibliographyError."""
    if not _has_a_writable_name(path):
        raise BibliographyError("the name of the file is not UTF-8", file=path, remedy="rename it")
    if not path.exists():
        return Bibliography(())
    if not path.is_file():
        raise BibliographyError("this is no file", file=path, remedy="move it away, or name another with --bib")
    return read_bibliography(path)


def missing_bibliography(document: Document, used: Path) -> list[str]:
    """A notice where the paper names a bibliography that is not there."""
    names = document.bibliographies
    if not names or any(used.name == Path(name).name for name in names):
        return []
    return [f"The paper names the bibliography {', '.join(names)}, which is not there; {shown(used)} is used."]


def stored_claims(path: Path, paper: Path, workspace: Path) -> ClaimsFile | None:
    """The claims file of the paper. Raises UsageError where another paper that is still there has it."""
    if not path.exists():
        return None
    stored = read_claims(path)
    other = workspace / stored.paper
    if stored.paper and _is_another_file(other, paper):
        remedy = "rename one of the two, or keep them in folders of one workspace"
        raise UsageError(f"holds the claims of another paper, {shown(other)}", file=path, remedy=remedy)
    return stored


def _is_another_file(other: Path, paper: Path) -> bool:
    """Whether ``other`` is a file, and not the paper; what can't be the path of a file is none."""
    try:
        return other.is_file() and not other.samefile(paper)
    except OSError:
        return False


def shown(path: Path) -> str:
    """A path as a person standing here would type it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
