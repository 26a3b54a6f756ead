"""Where a work can be read: a local file, the cited address, its DOI, the archived copy that the entry names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urldefrag

from claimcheck.model.reference import Reference
from claimcheck.references import attachments

NOWHERE = "no address, DOI or file to read it from"

_LONGEST_SHOWN = 200
"""Code points of a refused path that are told."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address at which a work may be read."""

    url: str
    """Without fragment."""
    kind: Literal["url", "doi", "archive"]


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
