"""The files that a run is given: the paper, its bibliography, its claims file."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

from claimcheck.errors import BibliographyError, ClaimcheckError, PaperError, UsageError
from claimcheck.model.many import sequence_of
from claimcheck.model.reference import Bibliography, Reference
from claimcheck.redaction import redact, redact_address, stands_in
from claimcheck.references import read_bibliographies, read_bibliography

if TYPE_CHECKING:
    from claimcheck.claims import ClaimsFile
    from claimcheck.model.document import Document

BIBLIOGRAPHY = "references.bib"
MOST_BIBLIOGRAPHIES = 100
CLAIMS = "claims"
STATE = ".claimcheck"


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


def bibliographies_of(document: Document, paper: Path, workspace: Path) -> tuple[Path, ...]:
    """The bibliographies that the paper itself names, in its order, else the workspace's own."""
    found: dict[Path, Path] = {}
    for name in document.bibliographies[:MOST_BIBLIOGRAPHIES]:
        elsewhere = Path(name.replace("\\", "/")).name  # "/home/lund/all.bib", handed on beside the paper
        places = (paper.parent / name, workspace / name, paper.parent / elsewhere)
        path = next((place for place in places if _is_there(place)), None)
        if path is not None:
            found.setdefault(path.resolve(), path)
    return tuple(found.values()) or (workspace / BIBLIOGRAPHY,)


def entries_of(paths: Sequence[Path]) -> Bibliography:
    """The entries of all bibliographies of a paper, each with the name of its file where there are several.

    Raises BibliographyError.
    """
    if len(paths) == 1:
        return existing_entries(paths[0])
    return read_bibliographies([(path, shown(path)) for path in paths])


def for_new_entries(paths: Sequence[Path], existing: Bibliography) -> Path:
    """Which of several bibliographies new entries go to: the first that has any (one may hold abbreviations alone)."""
    used = {reference.bib for reference in existing.references}
    return next((path for path in paths if shown(path) in used), paths[-1])


def existing_entries(path: Path) -> Bibliography:
    """A bibliography; none where there is no file yet. Raises BibliographyError."""
    if not _has_a_writable_name(path):
        raise BibliographyError("the name of the file is not UTF-8", file=path, remedy="rename it")
    if not path.exists():
        return Bibliography(())
    if not path.is_file():
        raise BibliographyError("this is no file", file=path, remedy="move it away, or name another with --bib")
    return read_bibliography(path)


_OF_TEX = frozenset({"IEEEabrv.bib", "IEEEfull.bib", "mrabbrev.bib"})
"""Lists of abbreviations that come with TeX and that no paper has beside it."""


def missing_bibliography(document: Document, used: Sequence[Path]) -> list[str]:
    """A notice where the paper names a bibliography that is not there."""
    there = {path.name for path in used if path.is_file()}
    missing = [name for name in document.bibliographies if Path(name).name not in there and name not in _OF_TEX]
    if not missing:
        return []
    several = len(missing) > 1
    named = f"{'bibliographies' if several else 'bibliography'} {', '.join(missing)}"
    instead = " and ".join(map(shown, used))
    return [f"The paper names the {named}, which {'are' if several else 'is'} not there; {instead} is used."]


def read_stored(path: Path) -> ClaimsFile:
    """A claims file; what reads the figures in it is loaded where there is one. Raises InputError."""
    from claimcheck.claims import read_claims

    return read_claims(path)


def stored_claims(path: Path, paper: Path, workspace: Path) -> ClaimsFile | None:
    """The claims file of the paper. Raises UsageError where another paper that is still there has it."""
    if not path.exists():
        return None
    stored = read_stored(path)
    other = workspace / stored.paper
    if stored.paper and _is_there(other) and not other.samefile(paper):
        remedy = "rename one of the two, or keep them in folders of one workspace"
        raise UsageError(f"holds the claims of another paper, {shown(other)}", file=path, remedy=remedy)
    return stored


def public(references: Sequence[Reference]) -> Sequence[Reference]:
    """References as they may be shown and kept: no user name, password or token in an address. The very same sequence
    where they are all so already."""
    if all(_public(reference) is reference for reference in references):
        return references
    return sequence_of(_public(reference) for reference in references)


_MAY_HOLD_SECRETS = ("title", "container", "publisher", "note", "raw")


def _public(reference: Reference) -> Reference:
    """The very same where it holds none."""
    changed: dict[str, Any] = {name: redact(getattr(reference, name)) for name in _MAY_HOLD_SECRETS}
    changed |= {name: redact_address(getattr(reference, name)) for name in ("url", "archiveurl")}
    same = all(value is getattr(reference, name) for name, value in changed.items())
    return reference if same else replace(reference, **changed)


def real_addresses(references: Sequence[Reference], document: Document | None = None) -> dict[str, str]:
    """What is to be asked for each address that ``public`` changes, without fragments.

    The bibliography that we write has the changed ones; the paper has the secrets that belong to them.
    """
    found: Iterable[Reference] = references
    if document is not None and any(stands_in(address) for r in found for address in (r.url, r.archiveurl)):
        from claimcheck.references import build_bibliography

        found = itertools.chain(found, build_bibliography(document, ()).references)
    real: dict[str, str] = {}
    for address in (urldefrag(url.strip()).url for r in found for url in (r.url, r.archiveurl)):
        changed = redact_address(address)
        if changed != address:
            real.setdefault(changed, address)
    return real


def shown(path: Path) -> str:
    """A path as a person standing here would type it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def remembered_bibliographies(stored: ClaimsFile, workspace: Path) -> tuple[Path, ...]:
    """The bibliographies that a claims file's keys are of; the workspace's own where it names none that is there."""
    named = [workspace / name for name in stored.bibliographies[:MOST_BIBLIOGRAPHIES]]
    return tuple(path for path in named if _is_there(path)) or (workspace / BIBLIOGRAPHY,)


def claims_files(workspace: Path) -> list[Path]:
    """The claims files of a workspace, in the order of their names."""
    return sorted(path for path in (workspace / CLAIMS).rglob("*.toml") if path.is_file())


def bibliographies_in(workspace: Path) -> list[Path]:
    """The bibliographies of a workspace: its own, and those that its claims files name."""
    found = {BIBLIOGRAPHY: workspace / BIBLIOGRAPHY}
    for path in claims_files(workspace):
        try:
            remembered = remembered_bibliographies(read_stored(path), workspace)
        except ClaimcheckError:
            continue  # whoever checks that file is told
        for named in remembered:
            found.setdefault(from_workspace(workspace, named), named)
    return [path for path in found.values() if path.is_file()]


def companions(bib: Path, workspace: Path) -> tuple[Path, ...]:
    """The bibliographies that a paper of the workspace names before ``bib``: what they abbreviate holds in it."""
    for path in claims_files(workspace):
        try:
            remembered = remembered_bibliographies(read_stored(path), workspace)
        except ClaimcheckError:
            continue
        resolved = [each.resolve() for each in remembered]
        if bib.resolve() in resolved[1:]:
            return remembered[: resolved.index(bib.resolve())]
    return ()


def bibliographies_to_remember(bib_paths: Sequence[Path], workspace: Path) -> tuple[str, ...]:
    """How a claims file names its bibliographies; empty for the workspace's own."""
    names = tuple(from_workspace(workspace, path) for path in bib_paths)
    return () if names == (BIBLIOGRAPHY,) else names


def paper_to_remember(stored: ClaimsFile | None, paper: Path, workspace: Path) -> str:
    """How a claims file names its paper: as it did while that leads to it, else by its path in the workspace."""
    if stored is not None and stored.paper:
        named = workspace / stored.paper
        if _is_there(named) and named.samefile(paper):
            return stored.paper
    return from_workspace(workspace, paper)


def left_behind(path: Path, document: Document, workspace: Path) -> Path | None:
    """The claims file that a renamed or moved paper left under its old name; None where there is none, or several.

    Its paper is gone, and most of its quotes stand in this one.
    """
    if path.exists():
        return None
    found = [other for other in claims_files(workspace) if _fits(other, document, workspace)]
    return found[0] if len(found) == 1 else None


def _fits(path: Path, document: Document, workspace: Path) -> bool:
    try:
        stored = read_stored(path)
    except ClaimcheckError:
        return False  # whoever asks for that file is told
    quotes = [claim.quote for claim in stored.claims if not claim.orphaned]
    if not stored.paper or _is_there(workspace / stored.paper) or not quotes:
        return False
    return 2 * sum(quote in document.source for quote in quotes) >= len(quotes)


def from_workspace(workspace: Path, path: Path) -> str:
    """A path as the workspace names it, with forward slashes."""
    return Path(os.path.relpath(path.resolve(), workspace.resolve())).as_posix()


def text_of(path: Path) -> str:
    """The text of a file as findings point into it; empty where it can't be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def sha256_of(path: Path) -> str:
    """The digest of a file in hexadecimal; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _is_there(path: Path) -> bool:
    """Whether a path that was read from a file leads to a file; one that no system would take doesn't."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
