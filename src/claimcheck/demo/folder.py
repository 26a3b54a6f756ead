"""The folder in which the demo works."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from claimcheck.errors import UsageError
from claimcheck.store.files import replace_file

PAPER = "paper.md"


def lay_out(workspace: Path) -> Path:
    """Put the bundled paper into ``workspace``, which is made where it isn't there; returns the paper's path.

    A paper that is there stays as it is: whoever edits it sees what the next run makes of that. Raises UsageError
    where the folder holds other things, StorageError where it can't be written.
    """
    paper = workspace / PAPER
    if paper.is_file():
        return paper
    if workspace.exists() and (not workspace.is_dir() or any(workspace.iterdir())):
        raise UsageError(
            "is there already and is not the demo's", file=workspace, remedy="name another folder with --workspace DIR"
        )
    workspace.mkdir(parents=True, exist_ok=True)
    replace_file(paper, resources.files("claimcheck.demo").joinpath(PAPER).read_bytes())
    return paper
