"""``claimcheck explain``: a page for a code, a list for the beginning of codes."""

from __future__ import annotations

import pytest

from claimcheck.checks import CHECKS
from claimcheck.cli import run


def test_without_a_code_all_are_listed(capsys) -> None:
    assert run(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [[check.code, check.level] for check in CHECKS]


@pytest.mark.parametrize("code", ["N201", "n201"])
def test_a_code_in_either_case_is_explained(code, capsys) -> None:
    assert run(["explain", code]) == 0
    text = capsys.readouterr().out
    assert text.startswith("# N201: ")
    assert "How to fix it" in text


def test_the_beginning_of_codes_lists_those_that_begin_so(capsys) -> None:
    assert run(["explain", "l11"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["L110", "L111", "L112", "L113"]


@pytest.mark.parametrize("code", ["S999", "N2001", "Q", "**", "-1", "\x1b[31m", " "])
def test_what_is_no_code_is_one_line_and_status_2(code, capsys) -> None:
    assert run(["explain", code]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert "\x1b" not in shown.err
