"""Of when the figures of a sentence are."""

from __future__ import annotations

from claimcheck.quantities import read


def test_a_time_that_opens_a_bracket_is_that_of_the_bracket_alone() -> None:
    found = read("Revenue was €1.36 billion (2021: €1.29 billion) in 2022, and 58% of the mirror (2021: 47%) was done.")
    assert [(one.text, one.when) for one in found if one.kind != "date"] == [
        ("€1.36 billion", "2022"),
        ("€1.29 billion", "2021"),
        ("58%", "2022"),
        ("47%", "2021"),
    ]


def test_the_year_of_a_report_is_not_the_time_of_its_figures() -> None:
    assert [one.when for one in read("A 2016 report found that 88% of the residents were well.")] == ["", ""]
    assert [one.when for one in read("In the 2016 edition 88% of the residents were well.")] == ["", "2016"]
