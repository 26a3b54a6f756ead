"""``claimcheck extract`` after the paper was edited, as an author sees it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claimcheck.cli import run

PAPER = """\
# Ferries of the North

## Traffic

The port handles 114 ferries on a working day.[^1] It has nine quays for large ships.[^2]

## Money

A cable car carries 300 people an hour.[^3] The city spent 12 million euro on it.[^3]

[^1]: Ada Lund, "Ferries of the Northern Ports," *Journal of Harbours*, 2021, https://port.test/ferries.
[^2]: Bo Oye, "The Quays," 2019, https://quay.test/all.
[^3]: Cai Dahl, "The Cable Car of the Town," 2020, https://car.test/line.
"""
REVISED = """\
# Ferries of the North

## The price of it all

The city spent 14 million euro on a cable car.[^1] The cable car carries 300 people an hour.[^1]

## Traffic on the water

Trains bring 45 wagons of freight each night.[^2] The port handles 114 ferries on a
working day.[^3]

[^1]: Cai Dahl, "The Cable Car of the Town," 2020, https://car.test/line.
[^2]: Eva Fos, "Wagons," 2022, https://wagon.test/night.
[^3]: Ada Lund, "Ferries of the Northern Ports," *Journal of Harbours*, 2021, https://port.test/ferries.
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text(PAPER, encoding="utf-8")
    return tmp_path


def claims(workspace: Path) -> dict[str, dict]:
    """The claims of the file by their id."""
    found = tomllib.loads((workspace / "claims" / "paper.toml").read_text(encoding="utf-8"))["claim"]
    assert len({claim["id"] for claim in found}) == len(found)
    return {claim["id"]: claim for claim in found}


def with_words(workspace: Path) -> dict[str, dict]:
    """A first extract, and a person's note and comment on every claim."""
    assert run(["extract", "paper.md", "-q"]) == 0
    file = workspace / "claims" / "paper.toml"
    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("id = "):
            name = line.split('"')[1]
        lines.append({'note = ""': f'note = "about {name}"  # mine'}.get(line, line) if "note" in line else line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return claims(workspace)


def test_a_revision_is_told_and_keeps_ids_words_and_sources(workspace, capsys) -> None:
    before = with_words(workspace)
    (workspace / "paper.md").write_text(REVISED, encoding="utf-8")
    capsys.readouterr()
    assert run(["extract", "paper.md"]) == 0
    said = capsys.readouterr().err
    now = claims(workspace)
    by_text = {claim["quantity"][0]["text"]: claim for claim in before.values()}
    lost = by_text["nine"]["id"]
    mended = by_text["12 million euro"]["id"]
    assert f"lost their sentence: {lost}" in said
    assert mended in said.split("changed: ")[1].splitlines()[0]
    (new,) = now.keys() - before.keys()
    assert f"new: {new}" in said
    assert [name for name, claim in now.items() if claim.get("orphaned")] == [lost]
    assert now[mended]["quantity"][0]["text"] == "14 million euro"
    for name, claim in before.items():
        assert now[name]["note"] == f"about {name}"
        assert now[name]["sources"] == claim["sources"]
    assert (workspace / "claims" / "paper.toml").read_text(encoding="utf-8").count("# mine") == len(before)


def test_the_first_version_back_gives_the_first_file_back(workspace, capsys) -> None:
    with_words(workspace)
    file = workspace / "claims" / "paper.toml"
    first = file.read_bytes()
    assert run(["extract", "paper.md", "-q"]) == 0
    assert file.read_bytes() == first
    (workspace / "paper.md").write_text(PAPER.replace(" It has nine quays for large ships.[^2]", ""), encoding="utf-8")
    assert run(["extract", "paper.md", "-q"]) == 0
    assert b"orphaned = true" in file.read_bytes()
    (workspace / "paper.md").write_text(PAPER, encoding="utf-8")
    assert run(["extract", "paper.md", "-q"]) == 0
    assert file.read_bytes() == first


def test_a_frozen_check_calls_an_edited_paper_s_file_stale_and_leaves_it(workspace, capsys) -> None:
    with_words(workspace)
    file = workspace / "claims" / "paper.toml"
    first = file.read_bytes()
    (workspace / "paper.md").write_text(REVISED, encoding="utf-8")
    run(["check", "paper.md", "--frozen", "--offline"])
    shown = capsys.readouterr()
    assert "stale" in shown.out + shown.err
    assert file.read_bytes() == first
