"""``claimcheck demo``: the whole job on the bundled paper, its bundled web real sockets, TLS and name server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli import run
from claimcheck.demo import DemoWeb

VERDICTS = {
    "almost 4 million": ("contradicted", "N202"),
    "114": ("contradicted", "N203"),
    "38": ("supported", ""),
    "Four": ("supported", "I301"),
    "6 percent": ("contradicted", "N205"),
    "1,240 kilometres": ("supported", ""),
    "49 euros": ("contradicted", "N204"),
    "12 percent": ("contradicted", "N208"),
    "Around 2,300": ("not_found", "N209"),
    "2018": ("contradicted", "N201"),
    "more than 30": ("supported", ""),
    "Dozens": ("not_checkable", ""),
    "85 million euros": ("unavailable", "N210"),
    "Nine in ten": ("uncited", "N211"),
    "1962": ("uncited", "I305"),
}
"""The figures of the paper that something was planted for: verdict, and the code of a finding of its claim."""
LINKS = {
    "https://rail-office.example/reviews/2024": "ok",
    "https://statistics.example/sleeping-cars-2023.pdf": "ok",
    "https://gazette.example/2023/night-train": "moved",
    "https://ledger.example/price-of-a-berth": "gone",
    "https://style.example/the-sleeper-as-fashion": "gone",
    "https://holm-institute.example/rails-as-policy": "unresolvable",
    "https://night-notes.example/a-return-to-reason": "parked",
    "https://province.example/small-towns-late-trains": "redirected_elsewhere",
    "https://budget.example/the-cost-of-sleeping": "soft_404",
    "https://carriage.example/corridor-and-compartment": "tls_error",
    "https://traction.example/the-engine-at-night": "server_error",
    "https://kitchen.example/breakfast-at-six": "timeout",
    "https://timetables.example/for-sleepers": "refused",
    "https://purse.example/who-pays-for-the-night": "blocked",
    "https://rest.example/articles/sleep-in-motion": "login",
    "https://labour.example/working-while-others-sleep": "paywall",
    "https://platform.example/waiting-rooms": "wrong_work",
    "https://loop.example/the-circle-line": "redirect_loop",
    "ftp://archive.example/left-on-the-platform.txt": "invalid",
}


def demo(folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    # No proxy of the environment may come between: the demo's web is on this machine.
    environment = {**os.environ, "HTTPS_PROXY": "http://127.0.0.1:1", "HTTP_PROXY": "http://127.0.0.1:1"}
    command = [sys.executable, "-m", "claimcheck", "demo", *flags]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def report_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "reports" / "paper.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str], float]:
    folder = tmp_path_factory.mktemp("demo")
    started = time.monotonic()
    done = demo(folder)
    return folder / "claimcheck-demo", done, time.monotonic() - started


def test_the_demo_ends_well_and_soon_whatever_it_finds(ran) -> None:
    _, done, seconds = ran
    assert done.returncode == 0, done.stderr
    assert seconds < 30  # about 5 on an idle machine
    assert "Traceback" not in done.stderr
    assert "claimcheck-demo/reports/paper.html" in done.stderr


def test_the_demo_shows_every_verdict_as_planted(ran) -> None:
    claims = report_of(ran[0])["claims"]
    found = {quantity["text"]: quantity["verdict"] for claim in claims for quantity in claim["quantities"]}
    assert {text: found.get(text) for text in VERDICTS} == {text: verdict for text, (verdict, _) in VERDICTS.items()}
    assert {claim["verdict"] for claim in claims} == {
        "supported", "contradicted", "not_found", "unavailable", "uncited", "not_checkable",
    }  # fmt: skip


def test_the_demo_gives_the_findings_that_were_planted_and_no_other_about_figures(ran) -> None:
    report = report_of(ran[0])
    by_claim = {claim["id"]: claim for claim in report["claims"]}
    found = {
        (finding["code"], quantity["text"])
        for finding in report["findings"]
        if finding["claim"]
        for quantity in by_claim[finding["claim"]]["quantities"]
        if quantity["text"] in VERDICTS
    }
    planted = {(code, text) for text, (_, code) in VERDICTS.items() if code}
    assert planted <= found
    assert {code for code, _ in found} == {code for code, _ in planted}


def test_the_demo_shows_link_classes_as_planted(ran) -> None:
    found = {reference["url"]: reference["link"]["status"] for reference in report_of(ran[0])["references"]}
    assert found == LINKS


def test_the_terminal_and_the_page_show_what_the_report_holds(ran) -> None:
    folder, done, _ = ran
    page = (folder / "reports" / "paper.html").read_text(encoding="utf-8")
    for word in ("contradicted", "supported", "not found", "unavailable", "uncited", "not checkable", "soft 404"):
        assert word in done.stdout, word
        assert word in page, word
    for address in LINKS:
        assert address in done.stdout


def test_no_key_is_left_behind_or_shipped(ran) -> None:
    package = Path(__import__("claimcheck").__file__).parent
    for place in (ran[0], package):
        held = [path for path in place.rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()]
        assert held == []


def test_an_edited_paper_is_kept_and_judged_anew(ran, tmp_path) -> None:
    folder = tmp_path / "claimcheck-demo"
    shutil.copytree(ran[0], folder)
    paper = folder / "paper.md"
    paper.write_text(paper.read_text(encoding="utf-8").replace("114 stations", "141 stations"), encoding="utf-8")
    assert demo(tmp_path, "-q").returncode == 0
    verdicts = {q["text"]: q["verdict"] for claim in report_of(folder)["claims"] for q in claim["quantities"]}
    assert verdicts["141"] == "supported"
    assert "141 stations" in paper.read_text(encoding="utf-8")


def test_the_demo_touches_no_folder_of_somebody_else(tmp_path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.md").write_text("mine", encoding="utf-8")
    done = demo(tmp_path, "--workspace", "mine")
    assert done.returncode == 2
    assert done.stderr.startswith("claimcheck: mine: ")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in mine.iterdir()] == ["thesis.md"]


def test_a_second_check_is_quick_and_asks_nothing_that_is_fresh(ran, tmp_path, monkeypatch) -> None:
    shutil.copytree(ran[0], tmp_path / "again")
    monkeypatch.chdir(tmp_path / "again")
    with DemoWeb() as web:
        options = web.options
        to = [flag for entry in options.connect_to for flag in ("--connect-to", ":".join(entry))]
        started = time.monotonic()
        status = run(
            ["check", "paper.md", "-q", *to, "--cacert", str(options.cacert), "--dns-servers", options.dns_servers[0],
             "--allow-private"]
        )  # fmt: skip
        seconds = time.monotonic() - started
        assert status == 1
        assert web.asked == ()
        assert seconds < 2
