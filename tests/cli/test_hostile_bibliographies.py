"""Bibliographies that mean harm or are merely broken: read as far as they go, never changed, never a way outside."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.cli import run
from claimcheck.errors import ClaimcheckError
from claimcheck.references import attachments, read_bibliography

PAPER = """# Ports

The port handles 114 ferries a day [@lund2021]. It has 12 quays.[^1]

[^1]: Bo Oye, “Quays of the North”, Journal of Ports 12, no. 2 (2001).
"""
ENTRY = "@article{lund2021, title={Ferries of the Ports}, author={Lund, Ada}, journal={J}, year={2021}}\n"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LONGEST = 20.0
"""Seconds; each takes less than two on a quiet machine."""
MANY = 20_000
TEXTS = {
    "circles": "@book{a, crossref={b}, title={A}}\n@book{b, crossref={a}}\n"
    "@book{c, crossref={c}}\n@misc{d, xdata={d}}\n",
    "an abbreviation of itself": '@string{x = x # x}\n@misc{a, title = x # "y"}\n',
    "abbreviations that grow tenfold": '@string{s0 = "aaaaaaaaaa"}\n'
    + "".join(f"@string{{s{i} = {' # '.join([f's{i - 1}'] * 10)}}}\n" for i in range(1, 15))
    + "@misc{a, title = s14}\n",
    "a long value": "@misc{a, title={" + "x" * 1_000_000 + "}}\n",
    "one key often": ENTRY * 500,
    "one field often": "@misc{a, " + "title={T}, " * 2_000 + "}\n",
    "an open brace": "@misc{a, title={T\n",
    "a brace too many": "@misc{a, title={T}}}}}\n",
    "an open quotation": '@misc{a, title="T}\n}\n',
    "round brackets": "@article(b, title={Ferries}, author={Lund, Ada})\n",
    "comments": "@comment{@misc{a, title={x}}}\n@comment x\n% @misc{b, title={x}}\n",
    "deep braces": "@misc{a, title=" + "{" * 50_000 + "T" + "}" * 50_000 + "}\n",
    "deep braces that never close": "@misc{a, title=" + "{" * 50_000,
    "a concatenation": "@misc{a, title=" + " # ".join(['"x"'] * MANY) + "}\n",
    "undefined abbreviations": "@misc{a, title=" + " # ".join(f"u{i}" for i in range(2_000)) + "}\n",
    "marks alone": "@" * MANY + "\n@misc{" * 500 + '"' * MANY + "#" * MANY + "=" * MANY,
    "TeX": "@misc{a, title={" + "\\'{e}\\emph{" * 5_000 + "}" * 5_000 + "}, author={" + "and " * MANY + "}}\n",
    "addresses": "@misc{a, title={T}, doi={" + "10.1000/" * 5_000 + "}, url={http://" + "[" * MANY + "}}\n",
    "dates": "@misc{a, title={T}, year={" + "9" * MANY + "}, date={" + "2019-" * 5_000 + "}, urldate={9999-99-99}}\n",
    "a path of marks": "@misc{a, title={T}, file={" + ":;" * MANY + "\\\\" * MANY + "}}\n",
    "strange keys": "".join(
        f"@misc{{{key}, title={{T {at}}}}}\n"
        for at, key in enumerate(
            [
                "a b",
                '"q"',
                "../../etc/x",
                "<b>",
                "`x`",
                "a\x1b[31m",
                "\u202ex",
                "",
                "a=b",
                "@a",
                "a#b",
                "%",
                "\\x",
                "a" * 5_000,
            ]
        )
    ),
    "CRLF": ENTRY.replace("Ferries of", "Ferries\nof").replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + ENTRY,
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "paper.md").write_text(PAPER, encoding="utf-8")
    return folder


def report(workspace: Path) -> dict:
    return json.loads((workspace / "reports" / "paper.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_entries_stay_byte_for_byte_and_a_second_run_adds_nothing(workspace, text, capsys) -> None:
    file = workspace / "references.bib"
    file.write_bytes(text.encode())
    began = time.monotonic()
    assert run(["check", "paper.md", "--offline", "-q"]) in (0, 1)
    assert time.monotonic() - began < LONGEST
    shown = capsys.readouterr()
    assert not UNSAFE.search(shown.out + shown.err)
    after = file.read_bytes()
    assert after.startswith(text.encode())
    assert b"Quays of the North" in after[len(text.encode()) :]
    assert run(["check", "paper.md", "--offline", "-q"]) in (0, 1)
    assert file.read_bytes() == after
    pages = [path.read_text(encoding="utf-8") for path in (workspace / "reports").iterdir()]
    assert not any(UNSAFE.search(page) for page in pages)


def test_an_entry_that_cannot_be_read_is_kept_and_told(workspace, capsys) -> None:
    (workspace / "references.bib").write_text(ENTRY + TEXTS["an open brace"], encoding="utf-8")
    assert run(["check", "paper.md", "--offline", "-q"]) == 1
    told = [finding for finding in report(workspace)["findings"] if finding["code"] == "B503"]
    assert [finding["location"]["line"] for finding in told] == [2]


def test_an_entry_in_round_brackets_is_read(workspace, capsys) -> None:
    file = workspace / "references.bib"
    file.write_text(ENTRY.replace("e{l", "e(l").replace("}}", "})"), encoding="utf-8")
    assert run(["check", "paper.md", "--offline", "-q"]) in (0, 1)
    assert "Ferries of the Ports" in {reference["title"] for reference in report(workspace)["references"]}
    assert not [finding for finding in report(workspace)["findings"] if finding["code"] in ("B503", "C601")]


@pytest.mark.parametrize(
    "body",
    [
        ENTRY.encode("utf-16"),
        ENTRY.encode("utf-16-le"),
        b"\0" + ENTRY.encode(),
        ENTRY.replace("Ada", "Ädä").encode("latin-1"),
    ],
)
def test_a_file_in_another_encoding_is_left_alone_and_told_in_one_line(workspace, body, capsys) -> None:
    (workspace / "references.bib").write_bytes(body)
    assert run(["check", "paper.md", "--offline", "-q"]) == 2
    shown = capsys.readouterr()
    assert len(shown.err.splitlines()) == 1
    assert "references.bib" in shown.err
    assert "UTF-8" in shown.err
    assert (workspace / "references.bib").read_bytes() == body


SOURCE = "<title>Ferries of the Ports</title><p>By Ada Lund. The port handles 114 ferries a day. {}</p>"
OUTSIDE = (
    "../outside/secret.html", "{outside}/secret.html", "~/secret.html", "$HOME/secret.html",
    "file://{outside}/secret.html", "file:{outside}/secret.html", "..%2Foutside%2Fsecret.html",
    "%2e%2e/outside/secret.html", ":../outside/secret.html:HTML", ":{outside}/secret.html:html",
    "Full Text:{outside}/secret.html:text/html", "Full Text:../outside/secret.html:text/html",
    r"\\\\server\\share\\secret.html", "link.html", "folder/secret.html", "files/../../outside/secret.html",
    r"..\\outside\\secret.html", "/dev/zero", ":/dev/zero:PDF", "pipe.html", "folder", "a" * 5_000, "a\0b", "",
)  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_local_copy_outside_the_workspace_is_never_read(workspace, name, monkeypatch, capsys) -> None:
    outside = workspace.parent / "outside"
    outside.mkdir()
    (outside / "secret.html").write_text(SOURCE.format("MARKER"), encoding="utf-8")
    monkeypatch.setenv("HOME", str(outside))
    (workspace / "link.html").symlink_to(outside / "secret.html")
    (workspace / "folder").symlink_to(outside)
    os.mkfifo(workspace / "pipe.html")
    field = name.replace("{outside}", str(outside))
    (workspace / "references.bib").write_bytes(ENTRY.replace("}}", f"}}, file={{{field}}}}}").encode())
    status = run(["check", "paper.md", "--offline", "-q"])
    assert status in ((2,) if "\0" in name else (0, 1))
    shown = capsys.readouterr()
    assert "MARKER" not in shown.out + shown.err
    for path in workspace.rglob("*"):
        if path.is_file() and not path.is_symlink():
            assert b"MARKER" not in path.read_bytes()
    if status != 2:
        verdicts = {claim["quote"]: claim["verdict"] for claim in report(workspace)["claims"]}
        assert "supported" not in verdicts.values()


def test_a_local_copy_inside_the_workspace_is_read(workspace, capsys) -> None:
    (workspace / "good.html").write_text(SOURCE.format(""), encoding="utf-8")
    (workspace / "references.bib").write_text(ENTRY.replace("}}", "}, file={:good.html:HTML}}"), encoding="utf-8")
    assert run(["check", "paper.md", "--offline", "-q"]) in (0, 1)
    assert "supported" in {claim["verdict"] for claim in report(workspace)["claims"]}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.text(alphabet='@misc{}()",=# \n\\ab%', max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory, body, text) -> None:
    file = tmp_path_factory.mktemp("bib") / "references.bib"
    for written in (body, ENTRY.encode() + body, text.encode() + ENTRY.encode()):
        file.write_bytes(written)
        try:
            found = read_bibliography(file)
        except ClaimcheckError as error:
            told = str(error)
        else:
            told = str(file)
            assert all(isinstance(attachments(reference), tuple) for reference in found.references)
        assert str(file) in told
