"""Which files the archive had when it was last closed, how long they were, and their SHA-256."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was closed."""

    bytes: int
    sha256: str
    """Hexadecimal digits."""


def read_manifest(directory: Path) -> dict[str, FileState]:
    """File states by name; empty where there is no manifest that can be trusted."""
    try:
        rows = json.loads((directory / MANIFEST).read_text("utf-8"))["files"]
        return {str(name): FileState(int(row["bytes"]), str(row["sha256"])) for name, row in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def read_index_digest(directory: Path) -> str:
    """The digest ("sha256:…") of the index that goes with the manifest; empty where none is stated."""
    try:
        return str(json.loads((directory / MANIFEST).read_text("utf-8")).get("index", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def render_manifest(files: dict[str, FileState], index: str) -> str:
    """The manifest as a file; ``index`` is the digest of the index ("sha256:…")."""
    rows = {name: {"bytes": state.bytes, "sha256": state.sha256} for name, state in sorted(files.items())}
    return json.dumps({"format": 1, "index": index, "files": rows}, indent=1) + "\n"
