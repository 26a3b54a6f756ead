"""Where a work can be read: a local file, the cited address, its DOI, the archived copy and the preprint that its entry
names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urldefrag

from claimcheck.model.reference import Reference
from claimcheck.references import attachments
from claimcheck.sources.open_copies import PREPRINT, arxiv_number, is_of_arxiv

NOWHERE = "no address, DOI or file to read it from"

_LONGEST_SHOWN = 200
"""Code points of a refused path that are told."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address at which a work may be read."""

    url: str
    """Without fragment."""
    kind: Literal["url", "doi", "archive", "pdf", "preprint", "open", "memento"]
    """``pdf``: the file that a page names as the whole work; ``open``, ``memento``: a copy that a service or a web
    archive named."""
    label: str = ""
    """What it is called where the work was read there; empty: the address says enough."""
    version: str = ""
    """Which version stands there, where it may not be the cited one."""
    archived: str = ""
    """The archive's own address of a copy that is read as it was stored."""


@dataclass(frozen=True, slots=True)
class Places:
    """Everywhere to look for one work, in order."""

    files: tuple[Path, ...]
    addresses: tuple[Address, ...]
    refused: tuple[str, ...] = ()
    """Files that the entry names and that are not read, each with the reason."""

    @property
    def tried(self) -> tuple[str, ...]:
        return (*(str(path) for path in self.files), *(address.url for address in self.addresses))


def locate(reference: Reference, workspace: Path) -> Places:
    """The places of a work. Local files count only inside ``workspace``, links followed."""
    files: list[Path] = []
    refused: list[str] = []
    for name in attachments(reference):
        path, reason = _inside(name, workspace)
        if path is not None:
            files.append(path)
        else:
            refused.append(f"{name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + '…'}: {reason}")
    return Places(tuple(files), addresses_of(reference), tuple(refused))


def addresses_of(reference: Reference) -> tuple[Address, ...]:
    """The web addresses of a work, in the order in which they are asked; the first one is the link that is judged."""
    found: list[Address] = []
    if reference.url.strip():
        found.append(Address(urldefrag(reference.url.strip()).url, "url"))
    if reference.doi.strip():
        # A DOI may hold any character (ISO 26324): what a URL gives a meaning is escaped.
        found.append(Address(f"https://doi.org/{quote(reference.doi.strip(), safe='/:().;-_')}", "doi"))
    if reference.archiveurl.strip():
        found.append(Address(urldefrag(reference.archiveurl.strip()).url, "archive"))
    number = arxiv_number(reference)
    if number and is_of_arxiv(reference):
        found.append(Address(f"https://arxiv.org/abs/{number}", "preprint"))
    elif number:
        found.append(Address(f"https://arxiv.org/pdf/{number}", "preprint", f"the {PREPRINT}", PREPRINT))
    return tuple({address.url: address for address in reversed(found)}.values())[::-1]


def _inside(name: str, workspace: Path) -> tuple[Path | None, str]:
    root = workspace.resolve()
    try:
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            return None, "it lies outside the workspace"
        if not path.is_file():
            return None, "there is no such file"
    except (OSError, ValueError):
        return None, "the path can't be followed"
    return path, ""
