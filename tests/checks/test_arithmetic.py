"""Parts, wholes, percentages, changes, tables and samples: flagged where they can't be, left alone elsewhere."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.checks.changes import changes
from claimcheck.checks.context import Context
from claimcheck.checks.internal import run
from claimcheck.checks.shares import shares
from claimcheck.claims import extract
from claimcheck.paper import read_paper
from claimcheck.quantities import read
from claimcheck.references import build_bibliography

WRONG = [
    ("Of these, 45 of 120 patients (39.5%) were women.", "I303", "37.5"),
    ("In the survey 45/120 (39%) agreed.", "I303", "37.5"),
    ("Seven of the 19 districts (33%) lost inhabitants.", "I303", "36.8"),
    ("A third, 37.5% (45 of 130), agreed.", "I303", "34.6"),
    ("Of the 120 patients, 45 (37.5%) were women and 75 (65.5%) men.", "I303", "62.5"),
    ("We questioned 120 patients (45 men and 70 women).", "I303", "115"),
    ("They cover 14 studies (6 in Asia, 5 in Europe and 2 in North America).", "I303", "13"),
    ("In all, 120% of respondents agreed.", "I304", "100"),
    ("In all, 45% agreed, 30% disagreed and the remaining 30% had no opinion.", "I304", "105"),
    ("In all, 30% came by bus, 20% by car and the rest (45%) on foot.", "I304", "95"),
    ("Of them, 52% were men and 58% women.", "I304", "110"),
    ("The budget was split between staff (50%), travel (35%) and rent (25%).", "I304", "110"),
    ("The number rose from 12 to 18, an increase of 60%.", "I306", "50"),
    ("Members grew from 1,200 to 1,500 (+20%).", "I306", "25"),
    ("Unemployment fell from 12% to 9%, a drop of 3 percent.", "I306", "25"),
    ("Unemployment fell from 12.0% to 9.0%, a drop of 4 percentage points.", "I306", "3"),
    ("Exports doubled from 40 million to 120 million euros.", "I306", "3"),
    ("A 40% increase from 12 to 18 was seen.", "I306", "50"),
    ("Exports doubled from 40 to 120 million euros.", "I306", "3"),
    ("The fund grew from $3 to $4 billion, an increase of 90%.", "I306", "33.3"),
    ("Prices fell from 80 to 60 euros, a 35% decrease.", "I306", "25"),
    ("Attendance fell from 1,200 to 1,800.", "I306", "up"),
]
RIGHT = [
    "Of these, 45 of 120 patients (37.5%) were women.",
    "Of these, 45 of 120 patients (38%) were women.",
    "Two of three (66.6%) were cut off, and 2 of 3 (66.7%) rounded.",
    "Of 96 sites, 12 (13%) closed, 45 (47%) shrank and 39 (41%) grew.",
    "Of 120 patients, 45 (37.5%) were women, of whom 20 (44%) smoked.",
    "We questioned 120 patients (45 women and 12 children).",
    "We questioned 120 patients (including 45 men and 70 women).",
    "They cover 14 studies (6 in Asia, 5 in Europe and 3 in North America).",
    "Debt stands at 120% of GDP, and wages are 150% of the mean.",
    "In all, 45% agreed, 30% disagreed and the remaining 25% had no opinion.",
    "Of the firms 45% exported, of which 80% to Asia; the remaining 55% did not.",
    "Of them, 52% were men and 48% women.",
    "Some 60% used buses, 55% trains and 30% bicycles.",
    "The number rose from 12 to 18, an increase of 50%.",
    "Costs rose from $4 billion in 2010 to $6 billion in 2020, an increase of 40 percent.",
    "Unemployment fell from 12% to 9%, a drop of a quarter.",
    "Exports doubled from 40 to 80 million euros.",
    "It fell from 1.2 million to 900,000.",
    "The team rose from 12th to 8th place, and its rank fell from 3 to 12.",
    "From 2012 to 2018, 30% of pupils left.",
]


def troubles(text: str) -> list[tuple[str, str]]:
    figures = read(text)
    return [(one.code, one.message) for one in (*shares(text, figures), *changes(text, figures))]


@pytest.mark.parametrize(("text", "code", "figure"), WRONG)
def test_what_does_not_add_up_is_found_with_the_figure_that_would(text: str, code: str, figure: str) -> None:
    found = troubles(text)
    assert [one for one, _ in found] == [code]
    assert figure in found[0][1]


@pytest.mark.parametrize("text", RIGHT)
def test_what_adds_up_or_may_is_left_alone(text: str) -> None:
    assert troubles(text) == []


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_a_true_percentage_rounded_to_any_digits_is_never_doubted(part: int, more: int, digits: int) -> None:
    share = float(Fraction(part, part + more) * 100)
    assert troubles(f"In all, {part} of {part + more} patients ({share:.{digits}f}%) agreed.") == []


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 2))
def test_a_true_change_is_never_doubted(first: int, last: int, digits: int) -> None:
    change = float((Fraction(last, first) - 1) * 100)
    word = "increase" if change >= 0 else "decrease"
    assert troubles(f"It went from {first} to {last}, an {word} of {abs(change):.{digits}f}%.") == []


def findings(tmp_path: Path, text: str) -> list[tuple[str, int, str]]:
    paper = tmp_path / "paper.md"
    paper.write_text(text, encoding="utf-8")
    document = read_paper(paper)
    bibliography = build_bibliography(document, ())
    found = run(Context(document, bibliography, extract(document, bibliography)))
    return [(one.code, one.location.line, one.message) for one in found]


TABLE = """# A review

| Region | Studies | Participants | % |
| --- | --- | --- | --- |
| Asia | 6 | 98,210 | 46.2 |
| Europe | 5 | 83,170 | 39.1 |
| North America | 3 | 31,100 | {share} |
| Total | 14 | {total} | 100 |
"""


def test_a_table_that_adds_up_is_left_alone(tmp_path: Path) -> None:
    assert findings(tmp_path, TABLE.format(share="14.6", total="212,480")) == []


def test_a_total_with_swapped_digits_is_found_in_its_cell(tmp_path: Path) -> None:
    text = TABLE.format(share="14.6", total="212,840")
    found = findings(tmp_path, text)
    assert [(code, line) for code, line, _ in found] == [("I307", 8)]
    assert "212,480" in found[0][2]
    assert "212,840" in found[0][2]


def test_a_percentage_that_is_not_that_of_its_count_is_found(tmp_path: Path) -> None:
    found = findings(tmp_path, TABLE.format(share="17.6", total="212,480"))
    assert {code for code, _, _ in found} == {"I303", "I307"}


def test_a_table_s_total_with_other_digits_in_the_text_is_found(tmp_path: Path) -> None:
    table = TABLE.format(share="14.6", total="212,480")
    found = findings(tmp_path, f"{table}\nIn all, the review covers 212,840 participants.\n")
    assert [(code, line) for code, line, _ in found] == [("I302", 10)]
    assert "212,480" in found[0][2]
    assert findings(tmp_path, f"{table}\nIn all, the review covers 212,480 participants.\n") == []
    assert findings(tmp_path, f"{table}\nOne study alone had 12,840 participants.\n") == []


@pytest.mark.parametrize(
    "row",
    [
        "| All | 8 | 40.1 |",  # a mean stands beside
        "| Total | 6 | 40.1 |",  # no larger than its largest part
        "| Mean | 12 | 40.1 |",
        "| Subtotal | 12 | 40.1 |",
    ],
)
def test_means_and_rows_that_overlap_are_no_totals(tmp_path: Path, row: str) -> None:
    text = f"# T\n\n| Town | Schools | Mean age |\n| - | - | - |\n| A | 6 | 41.0 |\n| B | 6 | 39.2 |\n{row}\n"
    assert findings(tmp_path, text) == []


def test_rounded_percentages_need_not_make_a_hundred_exactly(tmp_path: Path) -> None:
    rows = "".join(f"| {name} | 33.3 |\n" for name in "ABC")
    assert findings(tmp_path, f"# T\n\n| Answer | % |\n| - | - |\n{rows}| Total | 100 |\n") == []


def test_counts_with_shares_are_set_against_the_head_of_their_column(tmp_path: Path) -> None:
    table = (
        "# T\n\n| Answer | Women (n = 120) |\n| - | - |\n| Yes | 60 (50.0) |\n| No | 45 (37.5) |\n| None | 15 ({}) |\n"
    )
    assert findings(tmp_path, table.format("12.5")) == []
    assert [code for code, *_ in findings(tmp_path, table.format("15.2"))] == ["I303"]


def test_one_sample_with_two_sizes_is_found_and_names_both_places(tmp_path: Path) -> None:
    abstract, methods = "We interviewed 214 teachers.", "We interviewed 241 teachers in four towns."
    found = findings(tmp_path, f"# T\n\n## Abstract\n\n{abstract}\n\n## Methods\n\n{methods}\n")
    assert [(code, line) for code, line, _ in found] == [("I302", 9)]
    assert "line 5" in found[0][2]
    assert "214" in found[0][2]


@pytest.mark.parametrize(
    "later",
    [
        "We interviewed 12 teachers again.",
        "In a pilot study, we interviewed 20 teachers.",
        "We interviewed 30 parents.",
        "We surveyed 90 teachers.",
        "Of whom we interviewed 40 teachers twice.",
    ],
)
def test_another_phase_or_group_is_no_second_size(tmp_path: Path, later: str) -> None:
    assert findings(tmp_path, f"# T\n\nWe interviewed 214 teachers.\n\n## Methods\n\n{later}\n") == []
