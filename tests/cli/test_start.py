"""What a command loads before it does anything: its start is part of the time that every run takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from web import LoopbackWeb

PROGRAM = """
import sys
from claimcheck.cli import run
status = run(sys.argv[1:])
print(status, *sys.modules, file=sys.stderr)
"""
READS_PAPERS = (
    "claimcheck.paper",
    "claimcheck.claims",
    "claimcheck.quantities",
    "claimcheck.statistics",
    "claimcheck.evidence",
    "claimcheck.checks.internal",
    "claimcheck.checks.statistics",
    "claimcheck.references.strings",
    "claimcheck.references.resolve",
    "claimcheck.report.html",
    "claimcheck.pipeline",
    "jinja2",
    "pypdfium2",
    "scipy",
    "snowballstemmer",
)
"""What reads language, judges figures or writes reports: nothing that asks links needs any of it."""
AT_WORK = (
    "claimcheck.net",
    "claimcheck.sources",
    "claimcheck.checks",
    "claimcheck.references",
    "httpx",
    "asyncio",
    "ssl",
)
"""What a command loads when it begins to work; its help needs none of it."""
COMMANDS = (
    "check",
    "extract",
    "fetch",
    "links",
    "audit",
    "history",
    "report",
    "compare",
    "quantities",
    "archive",
    "demo",
)


def loaded(*arguments: str, workspace: Path, status: int = 0) -> set[str]:
    """Names of all modules that a process has at the end of a command."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=True, cwd=workspace,
    )  # fmt: skip
    words = ended.stderr.splitlines()[-1].split()
    assert words[0] == str(status), ended.stderr
    return set(words[1:])


def of_rooms(modules: set[str], rooms: tuple[str, ...]) -> set[str]:
    return {name for name in modules if any(name == room or name.startswith(f"{room}.") for room in rooms)}


@pytest.mark.parametrize(("command", "status"), [("fetch", 0), ("links", 1), ("audit", 0)])
def test_jobs_on_links_load_nothing_that_reads_papers(
    tmp_path: Path, web: LoopbackWeb, command: str, status: int
) -> None:
    """Neither before the first request nor later: pages were read and findings given when it is looked."""
    web.page("https://quay.test/late", "<html><title>Late ferries</title><p>The ferries of May came late.</p></html>")
    web.page("https://quay.test/gone", "no", status=404)
    entries = [
        f"@misc{{{key}, title = {{Late}}, year = 2020, url = {{https://quay.test/{key}}}}}" for key in ("late", "gone")
    ]
    (tmp_path / "references.bib").write_text("\n".join(entries), encoding="utf-8")
    flags = ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "-q"]
    modules = loaded(command, *flags, workspace=tmp_path, status=status)
    assert "claimcheck.sources.health" in modules
    assert not of_rooms(modules, READS_PAPERS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_nothing_that_works(tmp_path: Path, command: str) -> None:
    modules = loaded(command, "--help", workspace=tmp_path)
    assert not of_rooms(modules, (*AT_WORK, *READS_PAPERS))
