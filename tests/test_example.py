"""The example report of the repository, and the whole job on the paper that it is made of.

The paper and its stand-in web belong to others and are not in the repository. ``CLAIMCHECK_STANDIN`` names the folder
where they lie (``paper/*.md`` and ``standin/serve.py``, ``sites/``, ``plan.json``); without it only the example's
formats are compared. ``python tests/test_example.py`` makes the example anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimcheck.report import FORMATS, load, render, summary

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "reports" / "example"
NAME = "akgun-ipe-law-enforcement"
STANDIN = os.environ.get("CLAIMCHECK_STANDIN", "")
PASSING = {"checked", "elapsed_ms", "fetched", "generated", "id", "warc", "offset"}
"""What another run may give otherwise: times, and where a record came to lie."""

CLASSES = {
    "fine": "ok", "head_405": "ok", "flaky_503": "ok", "retry_429": "ok", "slow_drip": "ok", "wrong_charset": "ok",
    "pdf_as_html": "ok", "gzip_bomb": "ok", "huge_body": "ok", "moved_301": "moved", "not_found_404": "gone",
    "gone_410": "gone", "redirect_home_302": "redirected_elsewhere", "redirect_loop": "redirect_loop",
    "soft_404": "soft_404", "error_500": "server_error", "paywall": "paywall", "tls_expired": "tls_error",
    "tls_wrong_host": "tls_error", "hang": "timeout", "bot_403": "blocked", "parked": "parked",
    "wrong_article": "wrong_work", "reset": "refused",
}  # fmt: skip
"""The trouble that the stand-in web plants, and the status that names it."""

needs_standin = pytest.mark.skipif(not STANDIN, reason="CLAIMCHECK_STANDIN names no stand-in web")


@contextlib.contextmanager
def stand_in(state: Path) -> Iterator[list[str]]:
    """The stand-in web, as the flags that lead there."""
    base = Path(STANDIN).resolve() / "standin"
    command = [sys.executable, str(base / "serve.py"), "--sites", str(base / "sites"), "--state", str(state)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if (state / "port").exists() and (state / "ca.pem").exists():
                break
            time.sleep(0.1)
        time.sleep(0.3)
        port = (state / "port").read_text().strip()
        there = f"::127.0.0.1:{port}"
        yield ["--connect-to", there, "--cacert", str(state / "ca.pem"), "--allow-private", "--max-time", "15"]
    finally:
        server.terminate()
        server.wait(10)


def run_check(workspace: Path, flags: list[str]) -> subprocess.CompletedProcess[str]:
    """``claimcheck check`` on the paper, from inside ``workspace``."""
    paper = next((Path(STANDIN).resolve() / "paper").glob("*.md"))
    shutil.copy(paper, workspace / paper.name)
    command = [sys.executable, "-m", "claimcheck", "check", paper.name, "--fail-on", "never", *flags]
    return subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    workspace, state = tmp_path_factory.mktemp("workspace"), tmp_path_factory.mktemp("state")
    with stand_in(state) as flags:
        done = run_check(workspace, flags)
        assert done.returncode == 0, done.stderr
        yield workspace, json.loads((workspace / "reports" / f"{NAME}.json").read_text(encoding="utf-8"))


def lasting(value: Any) -> Any:
    """A report without what another run may give otherwise."""
    if isinstance(value, dict):
        dropped = PASSING - {"id"} if "quote" in value else PASSING  # a claim's id lasts, a record's doesn't
        return {key: lasting(item) for key, item in value.items() if key not in dropped}
    return [lasting(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("form", FORMATS)
def test_the_example_is_what_this_version_renders(form: str) -> None:
    report = load((EXAMPLE / f"{NAME}.json").read_text(encoding="utf-8"))
    assert render(report, form) == (EXAMPLE / f"{NAME}.{FORMATS[form].suffix}").read_text(encoding="utf-8")


def test_the_readme_shows_the_summary_of_the_example() -> None:
    report = load((EXAMPLE / f"{NAME}.json").read_text(encoding="utf-8"))
    assert summary(report) in (ROOT / "README.md").read_text(encoding="utf-8")


@needs_standin
def test_the_example_is_current(ran: tuple[Path, dict[str, Any]]) -> None:
    example = json.loads((EXAMPLE / f"{NAME}.json").read_text(encoding="utf-8"))
    assert lasting(ran[1]) == lasting(example), "make it anew: python tests/test_example.py"


@needs_standin
def test_the_repository_s_claims_and_bibliography_are_as_produced(ran: tuple[Path, dict[str, Any]]) -> None:
    for name in ("references.bib", f"claims/{NAME}.toml"):
        assert (ran[0] / name).read_text(encoding="utf-8") == (ROOT / name).read_text(encoding="utf-8"), name


@needs_standin
def test_every_link_of_the_stand_in_web_is_classed_as_planted(ran: tuple[Path, dict[str, Any]]) -> None:
    plan = json.loads((Path(STANDIN) / "standin" / "plan.json").read_text(encoding="utf-8"))
    found = {reference["url"]: reference["link"]["status"] for reference in ran[1]["references"]}
    wrong = {url: found.get(url) for url, entry in plan["urls"].items() if found.get(url) != CLASSES[entry["class"]]}
    assert wrong == {}


@needs_standin
def test_planted_verdicts_are_found_and_none_is_a_false_contradiction(ran: tuple[Path, dict[str, Any]]) -> None:
    plan = json.loads((Path(STANDIN) / "standin" / "plan.json").read_text(encoding="utf-8"))
    paper = (ran[0] / f"{NAME}.md").read_text(encoding="utf-8")
    table: Counter[tuple[str, str]] = Counter()
    right, false = 0, []
    for name, claim in plan["claims"].items():
        verdict = verdict_at(ran[1], paper.index(claim["quote"]), len(claim["quote"]))
        fits = verdict in (claim["verdict"], *claim["accept"])
        right += fits
        table[(claim["verdict"], verdict)] += 1
        if verdict == "contradicted" and not fits:
            false.append(name)
    assert false == []
    assert right >= 0.95 * len(plan["claims"]), table


@needs_standin
def test_every_offset_of_the_report_matches_its_quote(ran: tuple[Path, dict[str, Any]]) -> None:
    workspace, report = ran
    paper = (workspace / f"{NAME}.md").read_text(encoding="utf-8")
    texts = {r["key"]: r["snapshot"]["text_sha256"] for r in report["references"] if r["snapshot"]}
    for claim in report["claims"]:
        assert paper[claim["start"] : claim["end"]] == claim["quote"]
        for quantity in claim["quantities"]:
            assert paper[quantity["start"] : quantity["end"]] == quantity["text"]
            if evidence := quantity["evidence"]:
                text = workspace / ".claimcheck" / "text" / f"{texts[evidence['source']]}.txt"
                whole = text.read_text(encoding="utf-8")
                assert whole[evidence["start"] : evidence["end"]] == evidence["quote"]


def verdict_at(report: dict[str, Any], start: int, length: int) -> str:
    """The verdict of the claims that stand in a stretch of the paper; contradicted where one of them is."""
    over = [
        (min(start + length, claim["end"]) - max(start, claim["start"]), claim["verdict"])
        for claim in report["claims"]
        if claim["start"] < start + length and start < claim["end"]
    ]
    names = {verdict for overlap, verdict in over if overlap > 3}
    return "contradicted" if "contradicted" in names else max(over, default=(0, "missed"))[1]


def make() -> None:
    """Write the example and the repository's own claims and bibliography anew, from nothing."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as state:
        workspace = Path(folder)
        with stand_in(Path(state)) as flags:
            done = run_check(workspace, flags)
        print(done.stdout, done.stderr)  # noqa: T201  # a script's own output
        EXAMPLE.mkdir(parents=True, exist_ok=True)
        for suffix, _ in FORMATS.values():
            shutil.copy(workspace / "reports" / f"{NAME}.{suffix}", EXAMPLE)
        shutil.copy(workspace / "references.bib", ROOT)
        (ROOT / "claims").mkdir(exist_ok=True)
        shutil.copy(workspace / "claims" / f"{NAME}.toml", ROOT / "claims")


if __name__ == "__main__":
    make()
