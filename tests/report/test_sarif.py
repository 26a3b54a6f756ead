"""SARIF: valid by its own schema, with places, fingerprints, suppressions and baseline states for viewers."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from claimcheck.model.finding import Finding, Location
from claimcheck.model.report import Report
from claimcheck.report import render
from report.sample import report
from report.test_report import EMPTY
from report.test_safety import HOSTILE, poisoned

SCHEMA = Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json"


@cache
def validator() -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def log(given: Report) -> dict:
    """The run of a report's SARIF log, held against the schema."""
    data = json.loads(render(given, "sarif"))
    validator().validate(data)
    return data["runs"][0]


def only(finding: Finding, **fields: object) -> dict:
    """The result of a report with this finding alone."""
    return log(replace(EMPTY, findings=(finding,), **fields))["results"][0]


@pytest.mark.parametrize("given", [report(), EMPTY, *map(poisoned, HOSTILE)])
def test_every_report_is_valid(given) -> None:
    log(given)


def test_the_schema_would_tell() -> None:
    broken = json.loads(render(report(), "sarif"))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(broken)


def test_every_result_points_to_its_rule_and_rules_explain_themselves() -> None:
    run = log(report())
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"]
        assert "How to fix it" in rule["help"]["text"]
        assert "**" not in rule["help"]["text"]
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert rule["name"].isidentifier()


def test_places_are_regions_in_code_points() -> None:
    run = log(report())
    assert run["columnKind"] == "unicodeCodePoints"
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "paper/harbour.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 9, "startColumn": 12, "endLine": 9, "endColumn": 37}
    assert "%SRCROOT%" in run["originalUriBaseIds"]


@pytest.mark.parametrize(
    ("file", "uri", "based"),
    [
        ("my paper#1.md", "my%20paper%231.md", True),
        ("a:b.md", "a%3Ab.md", True),
        ("drafts\\é.md", "drafts/%C3%A9.md", True),
        ("/srv/a b.md", "file:///srv/a%20b.md", False),
        ("C:\\x\\a b.md", "file:///C:/x/a%20b.md", False),
    ],
)
def test_a_path_becomes_the_uri_that_it_is(file, uri, based) -> None:
    location = only(Finding("L101", "error", "m", "", Location(file)))["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == uri
    assert ("uriBaseId" in location["artifactLocation"]) is based


def test_a_place_of_which_only_the_line_is_known_is_that_line() -> None:
    location = only(Finding("L101", "error", "m", "", Location("r.bib", 7)))["locations"][0]
    assert location["physicalLocation"]["region"] == {"startLine": 7}


def test_put_aside_is_suppressed_with_its_reason_and_then_every_result_says_so() -> None:
    results = log(report())["results"]
    assert [result["suppressions"] for result in results if result["ruleId"] == "L120"] == [
        [{"kind": "external", "justification": "read by hand on 3 May"}]
    ]
    assert sum(result["suppressions"] == [] for result in results) == len(results) - 1
    assert all("suppressions" not in result for result in log(replace(report(), ignored=()))["results"])


def test_against_a_baseline_every_result_is_new_or_unchanged_and_without_one_neither() -> None:
    states = {result["ruleId"]: result["baselineState"] for result in log(report())["results"]}
    assert states == {
        "N203": "new", "L101": "new", "N209": "new", "N211": "new", "I302": "unchanged", "L120": "unchanged",
    }  # fmt: skip
    assert all("baselineState" not in result for result in log(replace(report(), baseline=None))["results"])


def test_a_fingerprint_outlasts_moved_lines_and_other_words() -> None:
    one = Finding("N201", "error", "114, not 141", "", Location("p.md", 3), "low", "ferries", "lund", "114")
    moved = replace(one, message="else", location=Location("p.md", 90, 4, 999, 1002), confidence="high")
    other = replace(one, subject="115")
    prints = [only(finding)["partialFingerprints"] for finding in (one, moved, other)]
    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("see [x](https://e.example)", "see \\[x](https://e.example)."),
        ("figures [1] (p. 3)", "figures [1] (p. 3)."),
        ("a {0} and {x}", "a {{0}} and {x}."),
    ],
)
def test_text_of_others_makes_no_links_and_no_placeholders(message, shown) -> None:
    assert only(Finding("L101", "error", message, "", Location("p.md")))["message"]["text"] == shown


def test_a_finding_of_another_version_has_a_result_without_a_rule() -> None:
    result = only(Finding("Z999", "note", "m", "", Location("p.md")))
    assert result["ruleId"] == "Z999"
    assert "ruleIndex" not in result


def test_papers_of_one_workspace_are_told_apart_and_time_stamps_are_those_of_the_run() -> None:
    run = log(report())
    assert run["automationDetails"]["id"] == "claimcheck/paper/harbour.md/"
    assert run["invocations"][0]["endTimeUtc"] == report().generated
    assert [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]] == [
        "1 claim lost its sentence",
        "not run: links: --offline",
    ]
