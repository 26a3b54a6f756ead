"""JUnit XML: valid by the two schemas that are in use, and a case fails, passes or is skipped as CI expects."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from claimcheck.model.finding import Finding, Location
from claimcheck.model.report import Report
from claimcheck.report import render
from report.sample import report
from report.test_report import EMPTY
from report.test_safety import HOSTILE, poisoned

SCHEMAS = ("junit-10.xsd", "JUnit.xsd")


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / name))


def suites(given: Report) -> dict[str, etree._Element]:
    """The test suites of a report by name, held against both schemas."""
    root = etree.fromstring(render(given, "junit").encode())
    for name in SCHEMAS:
        schema(name).assertValid(root)
    return {suite.get("name"): suite for suite in root}


def outcomes(suite: etree._Element) -> dict[str, str]:
    """What came of each case: failure, skipped, or passed."""
    return {case.get("name"): case[0].tag if len(case) else "passed" for case in suite.iter("testcase")}


@pytest.mark.parametrize("given", [report(), EMPTY, *map(poisoned, HOSTILE)])
def test_every_report_is_valid(given) -> None:
    assert set(suites(given)) == {"claims", "references", "paper"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_would_tell(name) -> None:
    root = etree.fromstring(render(report(), "junit").encode())
    del root[0].attrib["tests"]
    assert not schema(name).validate(root)


def test_a_case_fails_for_an_error_passes_where_it_holds_and_is_skipped_otherwise() -> None:
    found = suites(report())
    assert outcomes(found["claims"]) == {
        "ferries-a-day": "failure", "tonnes-2019": "passed", "quays": "skipped", "cranes": "skipped",
        "pilots": "skipped",
    }  # fmt: skip
    assert outcomes(found["references"]) == {
        "lund2021ferries": "passed", "oye2019tides": "passed", "marsh2018old": "failure", "board2020wall": "skipped",
        "book1999": "skipped",
    }  # fmt: skip


def test_what_is_less_than_an_error_fails_no_case_and_stands_in_the_output() -> None:
    mild = replace(report().findings[1], level="warning")
    found = suites(replace(report(), findings=(mild,)))
    assert "failure" not in (outcomes(found["claims"]) | outcomes(found["references"])).values()
    assert "references.bib:21:1: L101 warning" in found["references"].findtext("system-out")


def test_a_failure_names_its_place_its_code_and_the_remedy() -> None:
    failure = suites(report())["claims"].find(".//failure")
    assert failure.get("type") == "N203"
    assert failure.text.startswith("paper/harbour.md:9:12: N203 error: “114” in")
    assert "check scale and digits" in failure.text


def test_what_is_skipped_says_why() -> None:
    found = suites(report())
    why = {
        case.get("name"): case[0].get("message")
        for suite in found.values()
        for case in suite.iter("testcase")
        if len(case)
    }
    assert why["quays"].startswith("known from the baseline: ")
    assert why["board2020wall"].startswith("put aside (read by hand on 3 May): ")
    assert why["cranes"].startswith("uncited: ")
    assert why["book1999"].startswith("no address")


def test_the_counts_are_those_of_the_cases() -> None:
    for suite in suites(report()).values():
        tags = list(outcomes(suite).values())
        assert int(suite.get("tests")) == len(tags)
        assert int(suite.get("failures")) == tags.count("failure")
        assert int(suite.get("skipped")) == tags.count("skipped")


def test_an_error_of_neither_claim_nor_reference_fails_a_case_of_its_own() -> None:
    loose = Finding("B503", "error", "An entry can't be read.", "Mend it.", Location("r.bib", 3))
    note = Finding("C602", "warning", "“Ibid.” resolves to nothing.", "", Location("p.md", 9))
    paper = suites(replace(report(), findings=(loose, loose, note)))["paper"]
    assert list(outcomes(paper).values()) == ["failure"]
    assert "p.md:9:1: C602 warning" in paper.findtext("system-out")


def test_time_stamps_are_those_of_the_run() -> None:
    assert {suite.get("timestamp") for suite in suites(report()).values()} == {"2026-03-01T10:00:05"}
