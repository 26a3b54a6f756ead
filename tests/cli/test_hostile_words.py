"""Escapes, direction marks and markup in everything that a run reads: none reaches a terminal or a report as it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from claimcheck.cli import run

pytestmark = pytest.mark.timed

EVIL = (
    "\x1b[31mred\x1b]8;;https://evil.test\x07\u009b2J\u202ertl\u2066 "
    "<script>alert(1)</script><img src=x onerror=alert(1)>"
    "[x](javascript:alert(1)) ![i](https://evil.test/p.png) | a | `b` {{ 7 * 7 }}"
)
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(workspace: Path, name: str, url: str) -> None:
    words = EVIL.replace("]", "").replace("[", "")
    (workspace / name).write_text(
        f"# Ports {EVIL}\n\n## Part {EVIL}\n\nThe {EVIL} port handles 114 ferries a day [@lund2021]. "
        f"It has 12 quays [@no{EVIL[:4]}body].[^a]\n\n[^a]: Bo {words}, “Quays {words}”, {url}2.\n",
        encoding="utf-8",
    )
    (workspace / "references.bib").write_text(
        f"@article{{lund2021, title={{Ferries {EVIL}}}, author={{Lund {EVIL}, Ada}}, journal={{{EVIL}}}, "
        f"year={{2021}}, url={{{url}}}}}\n@misc{{k<b>\x1b[1m, title={{T}}, url={{javascript:alert(1)}}}}\n",
        encoding="utf-8",
    )


def no_report_acts(workspace: Path) -> None:
    reports = [path for path in (workspace / "reports").rglob("*") if path.is_file()]
    assert {path.suffix for path in reports} >= {".html", ".md", ".json"}
    for path in reports:
        assert not UNSAFE.search(path.read_text(encoding="utf-8")), path
        if path.suffix == ".html":
            page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
            assert not page.find_all(["script", "img", "iframe", "object", "embed", "base"])
            for tag in page.find_all():
                assert not [name for name in tag.attrs if name.startswith("on") or name in ("style", "src")]
                assert re.match(r"(https?://|#|data:image/svg)|$", tag.get("href", "")), tag
        if path.suffix == ".md":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(?<!\\)<(?:script|img)|(?<!\\)!\[|(?<!\\)\]\(javascript:", text)
    assert "7 * 7" in json.loads(next(p for p in reports if p.suffix == ".json").read_text("utf-8"))["paper"]["title"]


def test_what_a_paper_and_its_bibliography_say_acts_nowhere(workspace, capsys) -> None:
    write(workspace, "paper.md", "https://port.test/a")
    check = ["check", "--offline"]
    for arguments in ([*check, "paper.md"], check, [*check, "paper.md", "-v"]):
        assert run(arguments) in (0, 1)
        shown = capsys.readouterr()
        assert not UNSAFE.search(shown.out + shown.err)
    no_report_acts(workspace)
    assert not UNSAFE.search((workspace / "claims" / "paper.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "answer",
    [
        {"body": f"<title>{EVIL}</title><p>{EVIL} The port handles 114 ferries a day. {EVIL}"},
        {"body": f"{EVIL} The port handles 115 ferries a day.", "media_type": "text/plain; charset=utf-8"},
        {"body": "x", "media_type": "text/\x1b[31m; charset=\x9b"},
        {"body": f"<title>404 {EVIL}</title>", "status": 404},
        {"body": "x", "headers": {"Location": "https://evil.test/\x1b[31m\x9b"}, "status": 302},
        {"body": "x", "headers": {"Location": "javascript:alert(1)"}, "status": 302},
        {"body": "x", "headers": {"Content-Encoding": "\x1b[31m"}},
        {"body": "%PDF-1.4 \x1b[31m\x9b", "media_type": "application/pdf"},
    ],
    ids=["page", "text", "type", "missing", "location", "script", "coding", "damaged PDF"],
)
def test_what_a_server_says_acts_nowhere(workspace, web, answer, capsys) -> None:
    write(workspace, "paper.md", "https://port.test/a")
    answer = dict(answer)
    body, headers = answer.pop("body"), answer.pop("headers", {})
    web.page("https://port.test/a", body, headers=headers, **answer)
    web.page("https://port.test/a2", body, headers=headers, **answer)
    web.page("https://port.test/robots.txt", f"User-agent: *\nDisallow: /{EVIL}\n", media_type="text/plain")
    flags = ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]
    for arguments in (
        ["check", "paper.md", "-v", *flags],
        ["fetch", "-v", *flags],
        ["archive", "list"],
        ["report", "--format", "md"],
    ):
        run(arguments)
        shown = capsys.readouterr()
        assert not UNSAFE.search(shown.out + shown.err), arguments
    assert web.requests
    no_report_acts(workspace)


@pytest.mark.parametrize(
    "name", ["a\x1b[31m.md", "a\u202eb.md", "a\u009b.md", "a\nb.md", "=cmd.md", "<b>.md", "a\udcff.md"]
)
def test_a_file_name_acts_nowhere_and_ends_in_a_result_or_one_line(workspace, name) -> None:
    (workspace / name).write_text("# Ports\n\nThe port handles 114 ferries a day.\n", encoding="utf-8")
    for arguments in (["check", name, "--offline"], ["extract", f"no{name}"], ["report", "--format", name]):
        done = subprocess.run(
            [sys.executable, "-m", "claimcheck", *arguments], capture_output=True, timeout=120, check=False
        )
        assert done.returncode in (0, 1, 2), done
        assert not UNSAFE.search((done.stdout + done.stderr).decode("utf-8", errors="surrogateescape"))
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("word", ["\x1b[31m", "\u202e", "\u009b"])
def test_words_of_the_command_line_and_of_the_settings_act_nowhere(workspace, word, capsys) -> None:
    write(workspace, "paper.md", "https://port.test/a")
    for arguments in (
        ["explain", f"X{word}"],
        ["check", "paper.md", "--select", f"N{word}", "--offline"],
        ["check", "paper.md", f"--{word}"],
        [f"{word}"],
        ["check", "paper.md", "--bib", f"{word}.bib"],
        ["archive", "add", f"{word}", "paper.md"],
        ["check", "--workspace", f"{word}"],
    ):
        run(arguments)
        shown = capsys.readouterr()
        assert not UNSAFE.search(shown.out + shown.err), arguments
    settings = json.dumps({"code": "B502", "reason": f"because {word}"})
    (workspace / "claimcheck.toml").write_text(
        f'[[ignore]]\ncode = "B502"\nreason = {settings.partition("reason")[2].partition(": ")[2].rstrip("}")}\n',
        "utf-8",
    )
    run(["check", "paper.md", "--offline"])
    shown = capsys.readouterr()
    assert not UNSAFE.search(shown.out + shown.err)
