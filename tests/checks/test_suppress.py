"""What is shown, what is put aside, and what decides the exit status."""

from __future__ import annotations

import pytest

from checks.builders import claim, work
from claimcheck.checks import Rule, reaches, sift
from claimcheck.model.finding import Finding, Location

DEAD = Finding("L101", "error", "gone", "", Location("r.bib", 3), "high", "", "lund")
WRONG = Finding("N201", "error", "114, 141", "", Location("p.md", 3), "low", "ferries", "lund")
NOTE = Finding("N209", "note", "absent", "", Location("p.md", 1), "high", "quays", "oye")
ALL = (NOTE, WRONG, DEAD)
WORKS = {key: work(key, url=f"https://www.{key}.example:8080/x") for key in ("lund", "oye")}


def kept(**how) -> list[str]:
    sifted = sift(ALL, references=WORKS, **how)
    assert len(sifted.findings) + len(sifted.ignored) == (3 if not how.get("select") else len(sifted.findings))
    return [finding.code for finding in sifted.findings]


def test_findings_are_sorted_by_level_then_confidence() -> None:
    assert kept() == ["L101", "N201", "N209"]


def test_what_is_not_selected_is_left_out() -> None:
    assert kept(select=("N",)) == ["N201", "N209"]


def test_codes_on_the_command_line_put_aside() -> None:
    assert kept(ignore=("N2", "L101")) == []


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (Rule("r", code="L1"), ["N201", "N209"]),
        (Rule("r", host="lund.example"), ["N209"]),
        (Rule("r", host="und.example"), ["L101", "N201", "N209"]),
        (Rule("r", reference="oye"), ["L101", "N201"]),
        (Rule("r", claim="ferries"), ["L101", "N209"]),
        (Rule("r", code="N201", reference="oye"), ["L101", "N201", "N209"]),
        (Rule("r"), ["L101", "N201", "N209"]),
    ],
)
def test_a_rule_puts_aside_what_all_its_fields_fit(rule, left) -> None:
    assert kept(rules=(rule,)) == left


def why(**how) -> list[str]:
    return [finding.aside for finding in sift(ALL, references=WORKS, **how).ignored]


def test_what_is_put_aside_says_why_and_a_persons_word_says_it_best() -> None:
    rules = (Rule("read by hand", code="N"),)
    settled = [claim(status="accepted", note="p. 4,\nchecked")]
    assert why(ignore=("N201",)) == ["--ignore"]
    assert why(ignore=("N201",), rules=rules) == ["read by hand", "read by hand"]
    assert why(ignore=("N201",), rules=rules, claims=settled) == [
        "accepted in the claims file: p. 4, checked",
        "read by hand",
    ]
    assert why(claims=[claim(status="ignored")]) == ["ignored in the claims file"]


def test_rules_that_fit_nothing_are_named_and_those_that_fit_the_settled_are_not() -> None:
    dead, used = Rule("r", code="L2"), Rule("r", claim="ferries")
    sifted = sift(ALL, references=WORKS, rules=(dead, used), claims=[claim(status="accepted")])
    assert sifted.unused == (dead,)


def test_a_host_is_that_of_the_cited_address_also_where_it_is_a_doi() -> None:
    finding = Finding("L105", "warning", "m", "", Location("f"), reference="k")
    for reference, fits in [
        (work("k", url="", doi="10.1/x"), True),
        (work("k", url="https://DOI.org./x"), True),
        (work("k", url="https://notdoi.org/x"), False),
        (work("k", url="", doi=""), False),
        (work("k", url="https://[broken"), False),
    ]:
        assert Rule("r", host="doi.org").fits(finding, reference) is fits


@pytest.mark.parametrize(("status", "left"), [("accepted", 2), ("ignored", 2), ("disputed", 3), ("open", 3)])
def test_a_persons_word_on_a_claim_settles_its_findings(status, left) -> None:
    assert len(kept(claims=(claim(status=status),))) == left


@pytest.mark.parametrize(
    ("levels", "fail_on", "expected"),
    [
        (["error"], "error", True),
        (["warning"], "error", False),
        (["warning"], "warning", True),
        (["note"], "warning", False),
        (["note"], "note", True),
        (["error"], None, False),
        ([], "note", False),
    ],
)
def test_a_finding_at_or_above_the_level_fails_the_run(levels, fail_on, expected) -> None:
    findings = [Finding("X100", level, "", "", Location("f")) for level in levels]
    assert reaches(findings, fail_on) is expected
