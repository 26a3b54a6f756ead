"""Links: one finding each, and only for what is wrong."""

from __future__ import annotations

import pytest

from checks.builders import TEXT, context, source, work
from claimcheck.checks import run_checks
from claimcheck.model.reference import Bibliography, Citation
from claimcheck.model.text import Span


def codes(*pairs) -> list[str]:
    references = tuple(reference for reference, _ in pairs)
    sources = {item.key: item for _, item in pairs}
    return [f.code for f in run_checks(context(bibliography=Bibliography(references), sources=sources))]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("gone", "L101"),
        ("unresolvable", "L102"),
        ("tls_error", "L103"),
        ("server_error", "L104"),
        ("timeout", "L105"),
        ("refused", "L105"),
        ("redirect_loop", "L106"),
        ("invalid", "L107"),
        ("moved", "L110"),
        ("redirected_elsewhere", "L111"),
        ("soft_404", "L112"),
        ("parked", "L113"),
        ("blocked", "L120"),
        ("login", "L121"),
        ("paywall", "L121"),
        ("drifted", "L131"),
        ("wrong_work", "L132"),
    ],
)
def test_each_bad_status_has_its_code(status, code) -> None:
    assert codes((work("lund"), source("lund", status))) == [code]


@pytest.mark.parametrize("status", ["ok", "unchecked"])
def test_a_good_or_unasked_link_gives_no_finding(status) -> None:
    assert codes((work("lund"), source("lund", status))) == []


def test_one_address_under_two_keys_is_one_finding() -> None:
    pairs = [(work(key, url="https://port.example/f#part"), source(key, "gone")) for key in ("one", "two")]
    assert codes(*pairs) == ["L101"]


def test_a_link_cited_ten_times_is_one_finding() -> None:
    citations = tuple(Citation(str(n), Span(n, n + 1), ("lund",)) for n in range(10))
    bibliography = Bibliography((work("lund"),), citations)
    assert len(run_checks(context(bibliography=bibliography, sources={"lund": source("lund", "gone")}))) == 1


def test_the_message_names_address_and_evidence_and_the_remedy_the_new_address() -> None:
    moved = source("lund", "moved", http=200, final_url="https://lund.example/new", reason="301")
    found = run_checks(context(bibliography=Bibliography((work("lund"),)), sources={"lund": moved}))[0]
    assert found.message == "https://lund.example/: 301; it leads to https://lund.example/new"
    assert found.remedy == "cite https://lund.example/new"


def test_without_a_reason_the_status_speaks(capsys) -> None:
    def message(status, **fields) -> str:
        bibliography = Bibliography((work("lund"),))
        return run_checks(context(bibliography=bibliography, sources={"lund": source("lund", status, **fields)}))[
            0
        ].message

    assert message("gone") == "https://lund.example/ is gone"
    assert message("moved", final_url="https://x.example/") == (
        "https://lund.example/ has moved for good; it leads to https://x.example/"
    )
    assert message("blocked", reason="the server answers 403") == (
        "https://lund.example/ is closed to programs (not dead): the server answers 403"
    )


def test_the_place_is_the_note_in_the_paper_that_describes_the_work() -> None:
    start = TEXT.index("A. Lund")
    reference = work("lund", span=Span(start, len(TEXT) - 1), line=12)
    found = run_checks(context(bibliography=Bibliography((reference,)), sources={"lund": source("lund", "gone")}))[0]
    assert (found.location.file, found.location.line, found.location.column) == ("paper.md", 5, 7)
    assert TEXT[found.location.start : found.location.end].startswith("A. Lund")


def test_without_the_paper_the_place_is_the_entry() -> None:
    bib = "@misc{a,\n}\n@misc{lund,\n}\n"
    asked = context(
        document=None,
        bibliography=Bibliography((work("lund", line=3, title="T"),)),
        sources={"lund": source("lund", "gone")},
        bib_path="references.bib",
        bib_text=bib,
    )
    place = run_checks(asked)[0].location
    assert (place.file, place.line, bib[place.start : place.end]) == ("references.bib", 3, "@misc{lund,")


def test_a_missing_part_is_told_beside_whatever_else_is_wrong_and_once_an_address() -> None:
    url = "https://port.example/f#tides"
    pairs = [
        (work(key, url=url), source(key, "moved", missing_part='the page has no part called "tides"'))
        for key in ("one", "two")
    ]
    assert sorted(codes(*pairs)) == ["L110", "L130"]
