"""Papers that are huge, broken or made to confuse: a right result or one line, in bounded time."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims import read_claims
from claimcheck.cli import run
from claimcheck.errors import ClaimcheckError
from claimcheck.paper import read_paper

PAPER = (
    "# Ports\n\nThe port handled 114 ferries in 2019.[^1]\n\n[^1]: Ada Lund, “Ferries of the North”, Ports 12 (2001).\n"
)
LONGEST = 60.0
"""Seconds; each takes about one on a quiet machine."""
MANY = 20_000


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def extract(paper: str | bytes, capsys) -> tuple[int, str, float]:
    """(exit status, what was said, seconds) of reading a paper."""
    Path("paper.md").write_bytes(paper if isinstance(paper, bytes) else paper.encode())
    began = time.monotonic()
    status = run(["extract", "paper.md", "-q"])
    took = time.monotonic() - began
    shown = capsys.readouterr()
    assert len(shown.err.splitlines()) <= 1
    return status, shown.err, took


def quotes() -> list[str]:
    return [claim.quote for claim in read_claims(Path("claims/paper.toml")).claims]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "white space"),
        (PAPER.encode() + b"\0", "paper.md:6: this is binary"),
        (bytes(range(256)) * 800, "binary"),
        (PAPER.encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (PAPER.encode("utf-16-be"), "UTF-16 without a byte order mark"),
        (PAPER.encode("utf-16") + b"x", "UTF-16"),
        (PAPER.replace("Ports", "Pörts", 1).encode("cp1252"), "paper.md:1: byte 3 (0xf6) is not UTF-8"),
        (PAPER.encode() + b"\xff", "paper.md:6: byte"),
        (PAPER.encode() + b"\xed\xa0\x80", "paper.md:6: byte"),
    ],
)
def test_bytes_that_are_no_text_are_told_in_one_line(workspace, body, words, capsys) -> None:
    status, said, _ = extract(body, capsys)
    assert status == 2
    assert words in said
    assert not (workspace / "claims").exists()


@pytest.mark.parametrize(
    "body",
    [
        PAPER.encode("utf-8-sig"),
        PAPER.encode("utf-16"),
        PAPER.encode("utf-32"),
        PAPER.replace("\n", "\r\n").encode(),
        PAPER.replace("\n", "\r").encode(),
    ],
)
def test_text_in_another_dress_says_the_same(workspace, body, capsys) -> None:
    assert extract(body, capsys)[0] == 0
    assert quotes() == ["The port handled 114 ferries in 2019"]
    assert "Ferries of the North" in Path("references.bib").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["folder", "dangling link", "link in a circle", "link to a device", "pipe"])
def test_what_is_no_file_is_told_in_one_line(workspace, kind, capsys) -> None:
    paper = workspace / "other.md"
    {
        "folder": paper.mkdir,
        "dangling link": lambda: paper.symlink_to("nowhere"),
        "link in a circle": lambda: paper.symlink_to("other.md"),
        "link to a device": lambda: paper.symlink_to("/dev/zero"),
        "pipe": lambda: os.mkfifo(paper),
    }[kind]()
    assert run(["extract", "other.md", "-q"]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "other.md" in said


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read_is_told_in_one_line(workspace, capsys) -> None:
    (workspace / "other.md").write_text(PAPER, encoding="utf-8")
    (workspace / "other.md").chmod(0)
    assert run(["extract", "other.md", "-q"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


REPEATED = (
    "a", "1", "1,", "1.", "1-", "(", ")", "[", "]", "{", "<", "\"", "“", "«", "'", "*", "_", "**a **", "*a_", "`",
    "~", "> ", ">", "# ", "- ", "|", "$", "\\", "![", "[^", "[^1]", "[^1]: ", "@", "[@", "[a](", "<a ", "<!--",
    "<div>", "&#", ":", "http://", "10.1000/", "see ", "Ibid. ", "1 to ", "between 1 and ", "from 1 to ", "n. ",
    "twenty ", "million ", "hundred and ", "May ", "2019 ", "(2019) ", "Lund and ", "Lund, A., ", "almost ", "5±",
    "5% ", "€5 ", "1/", "--- ", "a\u0301", "\u202e", "\u200b", "\u00a0", "¹", "<sup>1</sup>", "```\n", ":::\n",
    "$$\n", "|a|\n", "=\n", "1. a\n", "\t",
)  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.timed
def test_no_repetition_holds_the_reader_up(workspace, piece, capsys) -> None:
    repeated = piece * (MANY // len(piece))
    status, said, took = extract(f"There are 114 ferries here. {repeated}\n\n[^1]: {repeated[:10_000]}\n", capsys)
    assert (status, said) == (0, "")
    assert took < LONGEST


@pytest.mark.parametrize(
    "paper",
    [
        ">" * MANY + " There are 114 ferries.\n",
        "".join("  " * depth + "- There are 114 ferries.\n" for depth in range(300)),
        "".join(f"{'#' * (at % 6 + 1)} H{at}\n" for at in range(MANY)) + "\nThere are 114 ferries.\n",
        "|"
        + "a|" * 3_000
        + "\n|"
        + "---|" * 3_000
        + "\n"
        + ("|" + "7|" * 3_000 + "\n") * 4
        + "\nThere are 114 ferries.\n",
        "There are 114 ferries.\n" + "(“" * 5_000 + "[«" * 5_000,
        "There are 114 ferries\u2028in 2020.\u2029 There\x85 are no quays.\n",
    ],
    ids=["quotes", "lists", "headings", "a wide table", "unbalanced", "line separators"],
)
def test_deep_and_wide_papers_are_read(workspace, paper, capsys) -> None:
    status, said, took = extract(paper, capsys)
    assert (status, said) == (0, "")
    assert any("114 ferries" in quote for quote in quotes())
    assert took < LONGEST


@pytest.mark.parametrize(
    "notes",
    [
        ("See note 2.", "See note 1.", "See supra note 3."),
        ("Ibid.", "Lund, infra note 3.", "Lund, supra note 2."),
        ("Lund, infra note 2.", "Lund, infra note 3.", "Lund, infra note 1."),
        ("", "  ", "Ibid."),
    ],
)
def test_notes_that_lead_in_a_circle_cite_nothing(workspace, notes, capsys) -> None:
    marks = "".join(f"There are {114 + at} ferries.[^{at}]\n\n" for at in range(1, 4))
    written = "".join(f"[^{at}]: {note}\n" for at, note in enumerate(notes, start=1))
    assert extract(f"# P\n\n{marks}{written}", capsys)[0] == 0
    assert [claim.sources for claim in read_claims(Path("claims/paper.toml")).claims] == [(), (), ()]


def test_a_chain_of_short_forms_is_followed_to_its_end(workspace, capsys) -> None:
    marks = "".join(f"There are {at + 114} ferries.[^{at}]\n\n" for at in range(1, 401))
    chain = "".join(f"[^{at}]: Lund, supra note {at - 1}, p. {at}.\n" for at in range(2, 401))
    first = "[^1]: Ada Lund, “Ferries of the North”, Journal of Ports 12 (2001).\n"
    assert extract(f"{marks}{first}{chain}", capsys)[0] == 0
    assert {claim.sources for claim in read_claims(Path("claims/paper.toml")).claims} == {("lund2001ferries",)}


def test_a_month_is_known_however_it_is_written(workspace, capsys) -> None:
    notes = "[^1]: Ada Lund, “Ferries of the North”, Journal of Ports, 5 NİSAN 2019, https://port.test/a.\n"
    assert extract(f"There are 114 ferries.[^1]\n\n{notes}", capsys)[0] == 0
    assert "date = {2019-04-05}" in Path("references.bib").read_text(encoding="utf-8")


def distinct(count: int) -> str:
    lines = [f"The port number {at} handled {at + 14} ferries in 2019.[^{at}]\n" for at in range(count)]
    lines += [
        f"[^{at}]: Ada Lund{at % 97}, “Ferries of harbour {at} and the quays of town {at * 7}”, Journal of Ports "
        f"{at % 50 + 1}, no. 2 ({1990 + at % 30}), https://port{at % 30}.test/a/{at}."
        for at in range(count)
    ]
    return "\n".join(lines)


def alike(count: int) -> str:
    lines = [f"The port handled {at + 14} ferries in 2019.[^{at}]\n" for at in range(count)]
    lines += [
        f"[^{at}]: Ada Lund, “Ferries of the harbour”, Journal of Ports 12, no. 2 (2001), pp. {at}-{at + 3}."
        for at in range(count)
    ]
    return "\n".join(lines)


def short_forms(count: int) -> str:
    lines = [f"The port handled {at + 14} ferries in 2019.[^{at}]\n" for at in range(count)]
    lines += [
        f"[^{at}]: Lund, op. cit., p. {at}."
        if at % 2
        else f"[^{at}]: Ada Lund, “Ferries of harbour {at}”, Journal of Ports 12 ({1900 + at % 100})."
        for at in range(count)
    ]
    return "\n".join(lines)


def claims(count: int) -> str:
    return "\n\n".join(f"In the town of X{at} the port handled {at + 14} ferries a day." for at in range(count))


@pytest.mark.parametrize(("paper", "count"), [(distinct, 150), (alike, 150), (short_forms, 120), (claims, 400)])
@pytest.mark.timed
def test_four_times_as_much_takes_about_four_times_as_long(workspace, paper, count, capsys) -> None:
    extract(paper(20), capsys)
    took: dict[int, list[float]] = {count: [], 4 * count: []}
    for many in (count, 4 * count) * 2:
        for file in ("references.bib", "claims/paper.toml"):
            Path(file).unlink(missing_ok=True)
        began = time.process_time()
        assert extract(paper(many), capsys)[0] == 0
        took[many].append(time.process_time() - began)
        assert len(quotes()) == many
    few, plenty = (min(seconds) for seconds in took.values())  # what else runs only adds to it
    assert plenty / few < 8


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.text(alphabet="[]()^:*_>|`~#-\n\r \t\\<>“”\"'1a@\u2028", max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory, body, text) -> None:
    paper = tmp_path_factory.mktemp("paper") / "paper.md"
    for written in (body, PAPER.encode() + body, text.encode() + PAPER.encode()):
        paper.write_bytes(written)
        try:
            told = read_paper(paper).path
        except ClaimcheckError as error:
            told = str(error)
        assert str(paper) in told
