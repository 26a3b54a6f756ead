"""What is new against an earlier run, finding by finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimcheck.checks import against
from claimcheck.model.finding import Finding, Location

ONE = Finding("N201", "error", "114, not 141", "", Location("p.md", 3), "high", "ferries", "lund", "114")
MOVED = replace(ONE, message="114, though 141 is given", location=Location("p.md", 40, 7, 900, 903), confidence="low")


def compared(now, before, *, ignored=(), ignored_before=(), looked_for=lambda finding: True):
    return against(now, ignored, shown_before=before, ignored_before=ignored_before, looked_for=looked_for)


def test_a_finding_that_moved_and_is_worded_otherwise_is_known() -> None:
    found = compared([MOVED], [ONE])
    assert (found.new, found.known, found.gone) == ((), (replace(MOVED, known=True),), 0)


@pytest.mark.parametrize(
    "changed", [{"code": "N203"}, {"subject": "115"}, {"reference": "oye"}, {"claim": "boats"}], ids=str
)
def test_another_code_subject_source_or_claim_is_another_finding(changed) -> None:
    found = compared([replace(ONE, **changed)], [ONE])
    assert (len(found.new), len(found.known), found.gone) == (1, 0, 1)


def test_white_space_in_a_subject_does_not_count() -> None:
    assert compared([replace(ONE, subject="1\n 14")], [replace(ONE, subject="1 14")]).new == ()


def test_of_two_alike_and_one_before_one_is_new() -> None:
    found = compared([ONE, MOVED], [ONE])
    assert (len(found.new), len(found.known)) == (1, 1)


def test_of_one_and_two_alike_before_one_is_gone() -> None:
    assert compared([MOVED], [ONE, ONE]).gone == 1


def test_a_finding_that_weighs_more_than_before_is_new_and_one_that_weighs_less_is_known() -> None:
    mild = replace(ONE, level="warning")
    assert compared([ONE], [mild]).new == (ONE,)
    assert compared([ONE], [mild]).gone == 0
    assert len(compared([mild], [ONE]).known) == 1


def test_the_weightier_twin_of_the_baseline_serves_the_weightier_finding() -> None:
    mild = replace(ONE, level="warning")
    found = compared([mild, MOVED], [mild, ONE])
    assert (found.new, len(found.known)) == ((), 2)


def test_what_the_baseline_had_put_aside_is_new_once_it_is_not() -> None:
    assert compared([ONE], [], ignored_before=[replace(ONE, aside="r")]).new == (ONE,)


def test_what_is_put_aside_now_is_neither_new_nor_gone_and_says_whether_it_was_there() -> None:
    aside, other = replace(ONE, aside="r"), replace(ONE, subject="9", aside="r")
    found = compared([], [ONE], ignored=[aside, other])
    assert (found.new, found.known, found.gone) == ((), (), 0)
    assert [item.known for item in found.ignored] == [True, False]


def test_what_was_not_asked_after_is_not_gone() -> None:
    assert compared([], [ONE], looked_for=lambda finding: finding.code != "N201").gone == 0
