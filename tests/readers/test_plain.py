"""Plain text: lines that are statements, headings, datelines, tables drawn with bars."""

from __future__ import annotations

from typing import Any

from claimcheck.model.source import SourceText
from claimcheck.readers import read_text
from claimcheck.streams import compare

LONG = (
    "The council of Aldermoor opened the new bridge over the Kell on Wednesday, two years after the old one had been "
    "closed for good."
)


def plain(text: str) -> SourceText:
    return read_text(text.encode(), "text/plain", charset="utf-8")


def test_lines_of_unwrapped_text_are_statements_of_their_own() -> None:
    source = plain(f"# Bridges\nBy Ann Lund\n{LONG}\nTolls stay")
    assert [(p.role, p.text) for p in source.passages] == [
        ("heading", "# Bridges"), ("main", "By Ann Lund"), ("main", LONG), ("main", "Tolls stay"),
    ]  # fmt: skip
    assert {p.heading for p in source.passages[1:]} == {"Bridges"}


def test_wrapped_text_keeps_its_sentences_together() -> None:
    assert [p.text for p in plain("The bridge was opened\non Wednesday.").passages] == [
        "The bridge was opened on Wednesday."
    ]


def test_a_dateline_says_when_a_text_was_written() -> None:
    assert plain(f"Bridges\nBy Ann Lund on March 2, 2017\n{LONG}").published == "2017-03-02"
    assert plain(f"ALDERMOOR, Kell (2 March 2017) – {LONG}").published == "2017-03-02"
    assert plain(f"{LONG} It had been planned since 2 March 2011, and paid for.").published == ""


def test_a_table_drawn_with_bars_becomes_statements() -> None:
    head = "| (Thousands) | 2023 | 2022 |\n|---|---|---|\n| Sales |"
    rows = f"{head}\n| Ships | $ | 293,093 | $ | 357,409 |\n| Share | 12.5 | % | 13.1 | % |"
    cells = [(p.row, p.column, p.text[p.value_at :]) for p in plain(f"Line\n\n{rows}").passages if p.value_at]
    assert cells == [
        ("Ships", "2023", "$293,093"), ("Ships", "2022", "$357,409"),
        ("Share", "2023", "12.5%"), ("Share", "2022", "13.1%"),
    ]  # fmt: skip


def test_bars_without_a_table_stay_text() -> None:
    assert "| not a table |" in plain(f"{LONG}\n\n| not a table |\n").text


def test_quotes_of_a_row_stand_in_the_text() -> None:
    source = plain("| Year | Ships |\n| 2021 | 54 |\n| 2022 | 61 |")
    assert all(source.text[p.start : p.end].startswith("|") for p in source.passages)


def test_rows_without_outer_bars_are_cells_and_stand_as_they_were_written() -> None:
    text = f"{LONG}\nYear | Won | Lost\n2019 | 12 | 3\n2020 | 14 | 5\nThe tolls of 396 ships stay."
    source = plain(text)
    assert ("2020", "Won", "14") in [(p.row, p.column, p.text[p.value_at :]) for p in source.passages if p.value_at]
    assert "| 2019" not in source.text
    answered: Any = compare({"claim": "The tolls of 396 ships stay.", "source": text})["quantities"]
    evidence = answered[0]["evidence"]
    assert text[evidence["start"] : evidence["end"]] == "The tolls of 396 ships stay."


def test_short_lines_of_a_record_are_statements_of_their_own() -> None:
    record = "Name\nAnn Lund\nBorn\n3 May 1995\nCaps\n19\nClub\nKell Town\nGoals\n31"
    assert [p.text for p in plain(record).passages][:4] == ["Name", "Ann Lund", "Born: 3 May 1995", "Caps: 19"]
    wrapped = "The bridge was opened by the mayor on\na Wednesday, in rain, and the tolls were\n" * 5
    assert all(len(p.text) > 40 for p in plain(wrapped + "kept as they had been.").passages)
