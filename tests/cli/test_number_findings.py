"""Every finding on numbers against sources, from the paper to the report, over the loopback web."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.cli import run

DATED = '<meta property="article:published_time" content="2021-03-02T08:00:00Z">'
REST = "<p>Roads were mended after the winter. The council thanked the fishermen for their boats.</p>"

CASES = {
    "N201": (
        "The ministry of Corvane opened 51 rural clinics.",
        "<p>The ministry of Corvane opened 73 rural clinics.</p>",
    ),
    "N202": (
        "The ministry of Corvane opened almost 40 rural clinics.",
        "<p>The ministry of Corvane opened 43 rural clinics.</p>",
    ),
    "N203": (
        "The ministry of Corvane opened 114 rural clinics.",
        "<p>The ministry of Corvane opened 141 rural clinics.</p>",
    ),
    "N204": (
        "The ministry of Corvane spent 38 million euros on rural clinics.",
        "<p>The ministry of Corvane spent 38 million dollars on rural clinics.</p>",
    ),
    "N205": (
        "The share of rural clinics in Corvane rose by 6 percent.",
        "<p>The share of rural clinics in Corvane rose by 6 percentage points.</p>",
    ),
    "N206": (
        "In 2019 the ministry of Corvane opened 51 rural clinics.",
        "<p>In 2014 the ministry of Corvane opened 51 rural clinics.</p>",
    ),
    "N207": (
        "The ministry of Corvane opened 51 rural clinics.",
        "<p>The ministry of Corvane keeps a register. The ministry of Dunmere opened 51 rural clinics.</p>",
    ),
    "N208": (
        "The number of rural clinics in Corvane fell by 12 percent.",
        "<p>The number of rural clinics in Corvane rose by 12 percent.</p>",
    ),
    "N209": (
        "The ministry of Corvane opened 51 rural clinics.",
        "<p>The ministry of Corvane planted trees along the river.</p>",
    ),
    "N212": (
        "In July 2023 the council of Aldermoor closed the ferry line to Hartsea.",
        f"{DATED}<p>The council of Aldermoor closed the ferry line to Hartsea after the storm.</p>",
    ),
    "N213": (
        "The port of Aldermoor handles 114 ferries a day.",
        "<p>The port of Aldermoor handled 114 ferries a day in 2015. "
        "In 2022 the port of Aldermoor handled 171 ferries a day.</p>",
    ),
    "N214": (
        "The share of rural clinics in Corvane rose to 12.4 percent.",
        "<p>The share of rural clinics in Corvane rose to 12 percent.</p>",
    ),
    "N215": (
        "The ministry of Corvane opened 51 rural clinics.",
        "<p>The ministry of Corvane opened at least 51 rural clinics.</p>",
    ),
}
"""Code → a claim, and what the page that it cites says."""


@pytest.fixture
def check(web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run ``claimcheck check`` on a paper of one claim that cites one page; the findings on numbers of its report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    flags = ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]

    def checked(claim: str, page: str | None, status: int = 200) -> list[dict]:
        cited = page is not None
        mark, note = (
            "[^1]",
            '\n[^1]: Ada Lund, "The Register of Corvane," *Journal of Works*, https://works.test/page.\n',
        )
        paper = f"# Works of Corvane\n\n{claim}{mark if cited else ''}\n{note if cited else ''}"
        (tmp_path / "paper.md").write_text(paper, encoding="utf-8")
        if cited:
            web.page("https://works.test/page", f"<title>The Register of Corvane</title>{page}{REST}", status=status)
        run(["check", "paper.md", "--fail-on", "never", "--select", "N", *flags])
        return json.loads((tmp_path / "reports" / "paper.json").read_text(encoding="utf-8"))["findings"]

    return checked


@pytest.mark.parametrize("code", CASES)
def test_each_kind_of_error_is_found_and_named_with_what_the_source_says(check, code) -> None:
    claim, page = CASES[code]
    found = check(claim, page)
    assert code in [finding["code"] for finding in found], found
    finding = next(finding for finding in found if finding["code"] == code)
    assert finding["remedy"]
    assert finding["location"]["line"] == 3


@pytest.mark.parametrize("code", [code for code in CASES if code != "N209"])
def test_what_the_source_says_itself_is_no_finding(check, code) -> None:
    _, page = CASES[code]
    said = page.replace(DATED, "").removeprefix("<p>").split("</p>")[0]
    sentence = {"N212": "In March 2021 the council of Aldermoor closed the ferry line to Hartsea."}.get(
        code, said.split(". ")[-1].removesuffix(".") + "."
    )
    assert check(sentence, page) == []


def test_a_figure_without_a_citation_is_found(check) -> None:
    assert [finding["code"] for finding in check("The ministry of Corvane opened 51 rural clinics.", None)] == ["N211"]


def test_a_figure_whose_source_is_gone_could_not_be_checked(check) -> None:
    found = check("The ministry of Corvane opened 51 rural clinics.", "<p>Gone.</p>", status=410)
    assert [finding["code"] for finding in found] == ["N210"]
