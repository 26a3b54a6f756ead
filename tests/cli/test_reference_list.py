"""The notes, marks and reference list of a paper against each other, end to end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.cli import run

NOTES = (
    "Ports grew.[^1] They grew more.[^2] Ships came.[^3] {text}\n\n"
    "[^1]: Astrid Lund, *Ferries and Fog* (Oslo: Havn Press, 2015).\n"
    "[^2]: {second}\n"
    "[^3]: Nils Berg, 'Tides of the North', *Journal of Tides* 12(3), (2016), pp. 1-9.\n\n"
    "## References\n\n"
    "- Astrid Lund, *Ferries and Fog*, Havn Press, 2015.\n"
    "- {listed}\n"
    "- Nils Berg, 'Tides of the North', *Journal of Tides* 12(3), 2016, pp. 1-9.\n"
)
SECOND = "Sheena Chestnut Holm, 'Demand for harbours', *Harbour Review* 7(2), (2019), pp. 10-19."
LISTED = "Sheena Chestnut Holm, 'Demand for harbours', *Harbour Review* 7(2), 2019, pp. 10-19."
Say = Callable[..., list[str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Check a paper without a network; its findings of the families B and C."""
    monkeypatch.chdir(tmp_path)

    def check(**parts: str) -> list[str]:
        text = NOTES.format(**({"text": "", "second": SECOND, "listed": LISTED} | parts))
        Path("paper.md").write_text(f"# Harbours\n\n{text}", encoding="utf-8")
        run(["check", "paper.md", "--offline", "-v", "--select", "B5,C6", "--fail-on", "never"])
        return [line for line in capsys.readouterr().out.splitlines() if line.startswith("paper.md:")]

    return check


def test_notes_and_list_that_agree_give_nothing(say: Say) -> None:
    assert say() == []


def test_a_work_that_the_list_lacks_is_told_at_its_note(say: Say) -> None:
    found = say(listed="Nils Berg, 'Tides of the North', *Journal of Tides* 12(3), 2016, pp. 1-9.")
    assert [line.split(":")[1] for line in found if "C604" in line] == ["6"]
    assert "Holm, “Demand for harbours”" in found[0]


def test_a_list_that_lacks_most_works_of_the_notes_is_told_once(say: Say) -> None:
    marks = "".join(f" So it is.[^{number}]" for number in range(4, 12))
    names = ("Ask", "Bø", "Crane", "Dunn", "Egge", "Foss", "Gade", "Holt")
    notes = "".join(
        f"\n\n[^{number}]: Ola {name}, *The {name} Papers* (Oslo: Havn Press, {2000 + number})."
        for number, name in enumerate(names, start=4)
    )
    found = [line for line in say(text=f"{marks}{notes}") if "C604" in line]
    assert len(found) == 1
    assert "the notes cite 11 works, and the reference list does not have 8 of them" in found[0]


def test_a_work_that_nothing_cites_is_told_at_its_item_with_whether_the_text_names_its_author(say: Say) -> None:
    found = say(listed="Ola Quist, *Ice and Iron*, Havn Press, 2011.", text="Later Quist disagreed.")
    told = next(line for line in found if "C605" in line)
    assert "Ice and Iron" in told
    assert "the text names Quist" in told


def test_an_author_who_is_spelt_otherwise_in_another_note_is_told(say: Say) -> None:
    found = say(listed=LISTED.replace("Sheena", "Sheeba"))
    assert any("B531" in line and "Sheeba Chestnut Holm" in line and "Sheena Chestnut Holm" in line for line in found)


def test_family_and_given_name_exchanged_are_told(say: Say) -> None:
    found = say(
        second="Moritz Rudolf, 'The law of piers', *Harbour Review* 7(2), (2019), pp. 10-19.",
        listed="Rudolf Moritz, *Roads and Belts*, Havn Press, 2021.",
    )
    assert any("B531" in line and "exchanged" in line for line in found)


def test_an_author_whom_the_text_misspells_is_told_there(say: Say) -> None:
    second = "Steven Feldstein, 'Demand for harbours', *Harbour Review* 7(2), (2019), pp. 10-19."
    listed = second.replace("(2019)", "2019")
    assert say(second=second, listed=listed, text="Feldstein argues that it must.") == []
    found = say(second=second, listed=listed, text="Feldstain argues that it must.")
    assert ["B531" in line and "Feldstain" in line for line in found] == [True]


def test_a_quotation_that_is_never_closed_is_told(say: Say) -> None:
    found = say(second='Sheena Chestnut Holm, "Demand for harbours, *Harbour Review* 7(2), (2019), pp. 10-19.')
    assert any("C606" in line and "note 2" in line for line in found)


def test_an_address_given_twice_or_shown_with_backslashes_is_told(say: Say) -> None:
    site = "https://harbour.test/a_b/demand"
    twice = f"Sheena Chestnut Holm, 'Demand for harbours', *Harbour Review*, 2019, <{site}>. <{site}>"
    assert any("B532" in line and "twice" in line for line in say(second=twice, listed=LISTED))
    escaped = site.replace("_", "\\\\_")
    shown = f"Sheena Chestnut Holm, 'Demand for harbours', *Harbour Review*, 2019, [{escaped}]({site})"
    assert any("B532" in line and "backslash" in line for line in say(second=shown, listed=LISTED))


def test_a_note_without_a_date_is_told_what_it_lacks(say: Say) -> None:
    undated = "Sheena Chestnut Holm, 'Demand for harbours', <https://harbour.test/demand>"
    found = say(second=undated, listed=undated)
    assert any("B502" in line and "no date" in line for line in found)
