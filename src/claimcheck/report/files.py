"""Where reports lie, reading one back, and writing one whole or not at all."""

from __future__ import annotations

from pathlib import Path

from claimcheck.errors import InputError, UsageError
from claimcheck.model.report import Report
from claimcheck.report.stored import load
from claimcheck.store.files import replace_file

FOLDER = "reports"
_MAX_BYTES = 500_000_000


def report_path(workspace: Path, paper: Path, suffix: str) -> Path:
    """``reports/<paper>.<suffix>``: by the paper's path in the workspace, or by its stem if it lies outside."""
    try:
        name = paper.resolve().relative_to(workspace.resolve()).with_suffix("")
    except ValueError:
        name = Path(paper.stem)
    return workspace / FOLDER / name.with_name(f"{name.name}.{suffix}")


def read(workspace: Path, paper: Path | None = None) -> Report:
    """The report of the last run. Raises UsageError where none or several fit, InputError for a broken one."""
    if paper is not None:
        path = report_path(workspace, paper, "json")
        if not path.is_file():
            raise UsageError("no report of that paper yet", file=path, remedy=f"run claimcheck check {paper}")
    else:
        path = _only(workspace)
    return read_file(path)


def read_file(path: Path) -> Report:
    """The report in a file. Raises InputError where it is none, broken, or of another schema."""
    try:
        if not path.is_file():
            raise InputError("is no file", file=path, remedy="name a report.json of an earlier run")
        if path.stat().st_size > _MAX_BYTES:
            raise InputError("is larger than 500 MB", file=path, remedy="run claimcheck check again")
        return load(path.read_text(encoding="utf-8"), path)
    except UnicodeDecodeError:
        raise InputError("is not UTF-8", file=path, remedy="run claimcheck check again") from None
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", file=path, remedy="check its permissions") from None


def _only(workspace: Path) -> Path:
    folder = workspace / FOLDER
    found = sorted(
        path for path in folder.rglob("*.json") if "example" not in path.relative_to(folder).parts and path.is_file()
    )
    if not found:
        raise UsageError("no report yet", file=folder, remedy="run claimcheck check first")
    if len(found) > 1:
        names = ", ".join(str(path.relative_to(folder).with_suffix("")) for path in found[:5])
        raise UsageError(f"{len(found)} reports: {names}", file=folder, remedy="name the paper whose report you want")
    return found[0]


def write(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8, atomically: readers see the old file or the whole new one. Raises StorageError."""
    replace_file(path, text.encode("utf-8", errors="backslashreplace"))
