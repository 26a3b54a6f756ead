"""PDFs → text: reading order, running headers, tables, references; made here byte by byte."""

from __future__ import annotations

import pytest

from claimcheck.model.source import SourceText
from claimcheck.readers import Unreadable, read_text
from pdfs import Item, column, make_pdf

LINES = (
    "The harbour office logged 1,482 ferries in the last",
    "season, and sixty-one of them were late because of the",
    "fog that hung over both quays for nineteen days. Nobody",
    "could say whether the new radar would have helped, since",
    "it was delivered after the season had come to its end.",
)


def read(*pages: list[Item], title: str = "") -> SourceText:
    return read_text(make_pdf(*pages, title=title), "application/pdf")


def texts(text: SourceText, role: str) -> list[str]:
    return [p.text for p in text.passages if p.role == role]


def test_lines_are_joined_to_sentences_with_their_page() -> None:
    text = read([(60, 780, 18, "Fog and ferries"), *column(60, 700, LINES)], column(60, 780, LINES))
    assert texts(text, "title") == ["Fog and ferries"]
    first = next(p for p in text.passages if p.role == "main")
    assert first.text.startswith("The harbour office logged 1,482 ferries in the last season, and sixty-one")
    assert (first.locator, text.passages[-1].locator, text.pages) == ("p. 1", "p. 2", 2)
    assert all(" ".join(text.text[p.start : p.end].split()) == p.text for p in text.passages)


def test_broken_words_and_figures_are_mended_and_compounds_kept() -> None:
    text = read(
        column(
            60,
            780,
            ["The minis-", "ter counted 1,", "240 boats and a well-known self-", "made captain in 2014-", "2016."],
        )
    )
    assert text.text == "The minister counted 1,240 boats and a well-known selfmade captain in 2014-2016."


def test_a_compound_that_stands_elsewhere_keeps_its_hyphen() -> None:
    text = read(column(60, 780, ["He is a self-made man, and she is a self-", "made captain."]))
    assert text.text.endswith("she is a self-made captain.")


def test_running_headers_and_page_numbers_are_furniture() -> None:
    pages = [
        [(60, 810, 8, "Quay Studies 7(2)"), *column(60, 740, LINES), (290, 20, 8, str(number))]
        for number in (31, 32, 33)
    ]
    text = read(*pages)
    assert sorted(set(texts(text, "furniture"))) == ["31", "32", "33", "Quay Studies 7(2)"]
    assert not any("Quay Studies" in said for said in texts(text, "main"))


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"Left line {number} speaks of fog and boats" for number in range(30)]
    right = [f"Right line {number} speaks of rain and carts" for number in range(30)]
    items = [(60, 790, 18, "A title that spans both of the columns of this page")]
    for row in zip(column(60, 740, left), column(320, 740, right), strict=True):
        items.extend(row)
    text = read(items)
    assert text.text.index("Left line 29") < text.text.index("Right line 0")
    assert text.text.index("A title") < text.text.index("Left line 0")


def test_rows_of_a_table_become_statements() -> None:
    items = [
        *column(60, 780, LINES),
        (60, 690, 10, "Table 3. Ferries by quay"),
        *[(x, 670, 10, word) for x, word in ((60, "Quay"), (250, "Ferries"), (350, "Late"))],
        *[(x, 656, 10, word) for x, word in ((60, "Upper Quay"), (250, "1,482"), (350, "61"))],
        *[(x, 642, 10, word) for x, word in ((60, "Mill Pond"), (250, "90"), (350, "4"))],
    ]
    rows = [p for p in read(items).passages if p.role == "table"]
    assert [p.text for p in rows][1:3] == [
        "Table 3. Ferries by quay: Upper Quay: Ferries 1,482",
        "Table 3. Ferries by quay: Upper Quay: Late 61",
    ]
    assert rows[1].locator == "p. 1, table 1, row 1, column 2"


def test_the_reference_list_is_labelled() -> None:
    listed = ["[1] Doe, J. (1999). Boats. Quay Press, pp. 5-20.", "[2] Poe, A. (2001). Fog. Quay Press, pp. 54-77."]
    text = read([*column(60, 780, LINES), (60, 680, 13, "References"), *column(60, 660, listed)])
    assert texts(text, "references") == ["References", *listed]


def test_small_print_with_a_number_at_the_foot_is_no_evidence() -> None:
    text = read([*column(60, 780, LINES), (60, 60, 7, "3 See Doe 1999, pp. 54-77, for 31 further cases.")])
    assert texts(text, "references") == ["3 See Doe 1999, pp. 54-77, for 31 further cases."]


def test_fillers_in_the_title_field_are_no_title() -> None:
    page = [(60, 780, 18, "Fog and ferries"), *column(60, 740, LINES)]
    assert read(page, title="untitled").title == "Fog and ferries"
    assert read(page, title="Microsoft Word - draft_7.docx").title == "Fog and ferries"
    assert read(page, title="On fog").titles == ("On fog", "Fog and ferries")


def test_a_scan_says_that_it_has_no_text_layer() -> None:
    with pytest.raises(Unreadable, match="no text layer"):
        read([], [])


def test_a_page_without_text_layer_is_noted() -> None:
    assert read(column(60, 780, LINES), []).notes == ("page 2 has no text layer",)


def test_a_damaged_file_is_unreadable() -> None:
    whole = make_pdf(column(60, 780, LINES))
    for damaged in (b"%PDF-1.7\n", whole[:60], b"%PDF-1.7\n" + b"\x00" * 4_000):
        with pytest.raises(Unreadable, match=r"damaged|text layer"):
            read_text(damaged, "application/pdf")


def test_an_encrypted_file_says_so() -> None:
    locked = make_pdf(
        column(60, 780, LINES),
        extra=f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >> ",
    )
    with pytest.raises(Unreadable, match="password"):
        read_text(locked, "application/pdf")


def test_columns_with_a_narrow_gutter_and_a_table_in_one_are_read_one_after_the_other() -> None:
    left = [*column(60, 780, LINES, 9), *column(60, 700, [f"Quay {n}" for n in range(6)], 9)]
    figures = [(150.0, 700.0 - 12 * n, 9.0, str(40 + n)) for n in range(6)]
    right = column(292, 780, [line.replace("ferries", "tugs") for line in LINES] * 3, 9)
    text = read([*left, *figures, *column(60, 610, LINES, 9), *right])
    prose = " ".join(texts(text, "main"))
    assert "The harbour office logged 1,482 ferries in the last season, and sixty-one of them were late" in prose
    assert "The harbour office logged 1,482 tugs in the last season, and sixty-one of them were late" in prose
    assert any("Quay 3" in row and "43" in row for row in texts(text, "table"))
