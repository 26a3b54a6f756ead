"""Figures as accounts print them."""

from __future__ import annotations

import time

from claimcheck.quantities import read


def told(text: str) -> list[tuple[str, str, str]]:
    return [(q.text, q.kind, q.edtf or str(q.value)) for q in read(text)]


def test_a_figure_in_brackets_behind_a_currency_is_the_amount() -> None:
    assert told("a net loss of $(39,928) in all") == [("$(39,928)", "currency", "39928")]
    assert told("a loss of $ (1,203) million") == [("$ (1,203) million", "currency", "1203000000")]


def test_a_percentage_in_brackets_is_one() -> None:
    assert told("It changed by (15)%.") == [("(15)%", "percent", "15")]


def test_a_year_in_brackets_behind_a_currency_is_no_amount() -> None:
    assert [kind for _, kind, _ in told("GDP in constant US$ (2015) grew")] == ["date"]


def test_a_date_without_a_space_behind_its_comma_is_a_date() -> None:
    assert told("On March 31,2024 it ended.") == [("March 31,2024", "date", "2024-03-31")]
    assert told("It sold 31,204 units.") == [("31,204", "count", "31204")]


def test_many_such_figures_take_linear_time() -> None:
    started = time.process_time()
    read("On March 31,2024 it lost $(39,928) or (15)%. " * 4000)
    assert time.process_time() - started < 20
