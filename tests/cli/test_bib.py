"""``claimcheck bib``: a bibliography against itself and against stand-ins of the registries, finding by finding."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.cli import run
from web import LoopbackWeb
from web.registries import Registries, Work, update

TITLE = "Ferries and fog in northern harbours: a long record"
Say = Callable[..., list[str]]


def entry(key: str = "lund", kind: str = "article", **fields: str) -> str:
    whole = {
        "author": "Lund, Astrid and Berg, Nils",
        "title": TITLE,
        "journal": "Journal of Coastal Research",
        "year": "2015",
        "volume": "12",
        "number": "3",
        "pages": "101--119",
        "doi": "10.5555/ferries",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in (whole | fields).items() if value)
    return f"@{kind}{{{key},\n{lines}}}\n\n"


def work(**fields: object) -> Work:
    whole: dict[str, object] = {
        "title": TITLE, "authors": [("Lund", "Astrid"), ("Berg", "Nils")], "year": 2015,
        "container": "Journal of Coastal Research", "volume": "12", "issue": "3", "pages": "101-119",
        "doi": "10.5555/ferries",
    }  # fmt: skip
    return Work(**(whole | fields))  # type: ignore[arg-type]


@pytest.fixture
def registries(web: LoopbackWeb) -> Registries:
    held = Registries(web)
    held.add(work())
    held.add(Work("Tides of the Danube", [("Okonkwo", "Chidi")], 1999, "Antiquity", doi="10.5555/tides"))
    return held


@pytest.fixture
def say(
    registries: Registries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    """Run ``bib`` on a bibliography; what it prints, line by line."""
    monkeypatch.chdir(tmp_path)
    web = registries.web
    there = ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]

    def ask(text: str, *flags: str, status: int | None = None) -> list[str]:
        Path("references.bib").write_text(text, encoding="utf-8")
        found = run(["bib", *there, *flags])
        if status is not None:
            assert found == status
        return capsys.readouterr().out.splitlines()

    return ask


def codes(lines: list[str]) -> list[str]:
    return [line.split(": ")[1].split()[0] for line in lines if line.startswith("references.bib:")]


def only(lines: list[str], code: str) -> str:
    """The message of the one finding, which has this code."""
    assert codes(lines) == [code], lines
    return next(line for line in lines if line.startswith("references.bib:"))


def test_an_entry_that_agrees_gives_nothing_and_is_asked_once(say: Say, registries: Registries) -> None:
    lines = say(entry(), status=0)
    assert lines[-1] == "1 entries: no finding; by the registries 1 agree"
    say(entry(), status=0)
    assert registries.asked("crossref") == ["/works/10.5555/ferries"]
    assert not registries.asked("datacite") + registries.asked("openalex") + registries.asked("handles")


@pytest.mark.parametrize(
    "fields",
    [
        {"author": "Lund, A. and Berg, N."},
        {"author": "Astrid Lund and others"},
        {"journal": "J. Coast. Res."},
        {"title": "{Ferries and Fog in Northern Harbours}"},
        {"pages": "101--19"},
        {"doi": "", "url": "https://doi.org/10.5555/FERRIES"},
        {"volume": "", "number": "", "pages": ""},
    ],
)
def test_other_ways_to_say_the_same_are_no_difference(say: Say, fields: dict[str, str]) -> None:
    assert codes(say(entry(**fields))) == []


@pytest.mark.parametrize(
    ("fields", "ours", "theirs"),
    [
        ({"title": "Ferries without fog in northern harbours: a long record"}, "without fog", "and fog"),
        ({"author": "Lund, Astrid and Breg, Nils"}, "Breg, Nils", "Berg, Nils"),
        ({"author": "Lund, Astrid"}, "1 authors", "Berg, Nils too"),
        ({"author": "Lund, Astrid and Berg, Nils and Stranger, Paul"}, "Stranger, Paul", "alone"),
        ({"journal": "Antiquity"}, "Antiquity", "Journal of Coastal Research"),
        ({"year": "2011"}, "2011", "2015"),
        ({"pages": "11--19"}, "11-19", "101-119"),
        ({"volume": "13"}, "13", "12"),
    ],
)
def test_a_field_that_differs_is_told_with_both_values(
    say: Say, fields: dict[str, str], ours: str, theirs: str
) -> None:
    message = only(say(entry(**fields)), "B510")
    assert ours in message.partition("Crossref has")[0]
    assert theirs in message.partition("Crossref has")[2]


def test_a_doi_that_nobody_registered_does_not_exist(say: Say) -> None:
    assert "10.5555/nowhere does not exist" in only(say(entry(doi="10.5555/nowhere"), status=1), "B511")


def test_an_arxiv_number_that_arxiv_does_not_have_does_not_exist(say: Say) -> None:
    text = entry(doi="", eprint="1501.00001", journal="arXiv preprint", volume="", number="", pages="")
    assert "arXiv:1501.00001 does not exist" in only(say(text), "B511")


def test_a_preprint_is_held_against_arxiv(say: Say, registries: Registries) -> None:
    registries.add(work(doi="", arxiv="1501.00001", container=""))
    fields = {"doi": "", "eprint": "1501.00001", "journal": "arXiv preprint", "volume": "", "number": "", "pages": ""}
    assert codes(say(entry(**fields))) == []
    assert "Nilsson" in only(say(entry(**(fields | {"author": "Lund, Astrid and Nilsson, Nils"}))), "B510")


def test_a_doi_of_another_agency_is_not_checked_and_not_accused(say: Say, registries: Registries) -> None:
    registries.foreign.add("10.5555/elsewhere")
    lines = say(entry(doi="10.5555/elsewhere"), "-v", status=0)
    assert codes(lines) == []
    assert "not checked: the DOI is registered, with an agency that is not asked" in lines[0]


def test_a_doi_of_another_work_is_told_with_that_work(say: Say) -> None:
    message = only(say(entry(doi="10.5555/tides"), status=1), "B512")
    assert "belongs to another work, Okonkwo, “Tides of the Danube”" in message


def test_a_work_of_datacite_is_held_against_it(say: Say, registries: Registries) -> None:
    registries.add(work(doi="10.5281/zenodo.1", agency="datacite", container="Zenodo"))
    text = entry(kind="misc", doi="10.5281/zenodo.1", year="2010", journal="", volume="", number="", pages="")
    assert "DataCite has “2015”" in only(say(text), "B510")


def test_an_article_without_identifier_that_nobody_knows_is_a_note(say: Say) -> None:
    text = entry(doi="", title="Nobody wrote this at all", author="Nemo, Nina")
    message = only(say(text, status=0), "B513")
    assert "Crossref and OpenAlex" in message
    assert "no proof against it" in message


def test_a_match_by_title_author_and_year_is_offered_and_not_assumed(say: Say) -> None:
    lines = say(entry(doi=""), status=0)
    assert codes(lines) == []
    assert lines[0] == "lund: Crossref has a work of that title, author and year, 10.5555/ferries"
    assert codes(say(entry(doi="", author="Okonkwo, Chidi"))) == ["B513"]


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("retraction", "B520", "was retracted on 2019-07-26"),
        ("partial_retraction", "B520", "retracted in part"),
        ("correction", "B521", "was corrected"),
        ("corrigendum", "B521", "was corrected"),
        ("erratum", "B521", "has an erratum of 2019-07-26"),
        ("expression_of_concern", "B522", "has an expression of concern of 2019-07-26"),
        ("withdrawal", "B523", "was withdrawn"),
        ("removal", "B523", "was withdrawn"),
        ("reinstatement", "B524", "was reinstated on 2019-07-26"),
    ],
)
def test_each_notice_is_told_as_what_it_is(say: Say, registries: Registries, kind: str, code: str, words: str) -> None:
    notice = update(kind, "10.5555/notice", (2019, 7, 26))
    registries.add(work(updated_by=[notice, notice | {"source": "retraction-watch"}]))
    message = only(say(entry()), code)
    assert words in message
    assert "https://doi.org/10.5555/notice" in message


def test_a_work_that_was_reinstated_is_not_called_retracted(say: Say, registries: Registries) -> None:
    notices = [update("retraction", "10.5555/n1", (2019, 7, 26)), update("reinstatement", "10.5555/n2", (2020, 1, 9))]
    registries.add(work(updated_by=notices))
    message = only(say(entry(), status=0), "B524")
    assert "was reinstated on 2020-01-09" in message
    assert "https://doi.org/10.5555/n2" in message


def test_a_work_retracted_after_its_reinstatement_is_called_both(say: Say, registries: Registries) -> None:
    notices = [update("reinstatement", "10.5555/n2", (2018, 1, 9)), update("retraction", "10.5555/n1", (2019, 7, 26))]
    registries.add(work(updated_by=notices))
    assert sorted(codes(say(entry()))) == ["B520", "B524"]


def test_who_calls_a_reinstated_work_retracted_is_told_of_the_reinstatement(say: Say, registries: Registries) -> None:
    notices = [update("retraction", "10.5555/n1", (2019, 7, 26)), update("reinstatement", "10.5555/n2", (2020, 1, 9))]
    registries.add(work(updated_by=notices))
    assert codes(say(entry(note="Retracted in 2019"), status=0)) == ["B524"]


def test_the_retraction_watch_table_tells_a_reinstatement(say: Say, registries: Registries) -> None:
    head = "Record ID,OriginalPaperDOI,RetractionDOI,RetractionDate,RetractionNature\n"
    rows = (
        "7,10.5555/FERRIES,10.5555/n,7/26/2019 0:00,Retraction\n8,10.5555/FERRIES,10.5555/r,1/9/2020 "
        "0:00,Reinstatement\n"
    )
    Path("table.csv").write_text(f"{head}{rows}", encoding="utf-8")
    lines = say(entry(), "--offline", "--retractions", "table.csv", status=0)
    assert "was reinstated on 2020-01-09 (Retraction Watch): see https://doi.org/10.5555/r" in only(lines, "B524")


def test_who_says_that_a_work_is_retracted_is_not_told_so(say: Say, registries: Registries) -> None:
    registries.add(work(updated_by=[update("retraction", "10.5555/n", (2019, 7, 26))]))
    assert codes(say(entry(note="Retracted in 2019"))) == []


def test_a_preprint_that_its_authors_withdrew_is_withdrawn(say: Say, registries: Registries) -> None:
    registries.add(work(doi="", arxiv="1501.00001", comment="This paper has been withdrawn by the authors"))
    text = entry(doi="", eprint="1501.00001", journal="arXiv preprint", volume="", number="", pages="")
    assert codes(say(text)) == ["B523"]


def test_the_retraction_watch_table_is_looked_into_without_any_network(say: Say, registries: Registries) -> None:
    head = "Record ID,OriginalPaperDOI,RetractionDOI,RetractionDate,RetractionNature\n"
    Path("table.csv").write_text(f"{head}7,10.5555/FERRIES,10.5555/n,7/26/2019 0:00,Retraction\n", encoding="utf-8")
    assert "2019-07-26 (Retraction Watch)" in only(
        say(entry(), "--offline", "--retractions", "table.csv", status=1), "B520"
    )
    assert not registries.web.requests


def test_a_table_that_is_none_is_refused_in_one_line(say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    Path("table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    say(entry(), "--retractions", "table.csv", status=2)


@pytest.mark.parametrize("state", ["down", "lying"])
def test_registries_that_do_not_answer_accuse_nobody(say: Say, registries: Registries, state: str) -> None:
    getattr(registries, state).update(("crossref", "datacite", "openalex", "handles", "arxiv"))
    text = entry() + entry("nowhere", doi="10.5555/nowhere") + entry("nobody", doi="", title="Nobody wrote this at all")
    lines = say(text, "-v", status=0)
    assert codes(lines) == []
    assert sum(" not checked: Crossref" in line for line in lines) == 3


def test_without_crossref_openalex_is_asked(say: Say, registries: Registries) -> None:
    registries.down.add("crossref")
    assert "OpenAlex has “2015”" in only(say(entry(year="2010")), "B510")


def test_the_limits_that_a_registry_states_are_kept(say: Say, registries: Registries) -> None:
    registries.limit = 20
    for number in range(30):
        registries.add(work(doi=f"10.5555/n{number}", title=f"Harbour {number} and its fog"))
    text = "".join(entry(f"k{n}", doi=f"10.5555/n{n}", title=f"Harbour {n} and its fog", pages="") for n in range(30))
    assert codes(say(text)) == []
    assert registries.refused <= 1


def test_registries_are_told_bibliographic_data_alone(say: Say, registries: Registries) -> None:
    say(
        entry(
            doi="",
            note="secret remark",
            file="thesis/secret.pdf",
            abstract="secret",
            url="https://me:word@x.test/?token=abcdef",
        )
    )
    asked = " ".join(registries.asked("crossref") + registries.asked("openalex"))
    assert "Ferries" in asked.replace("+", " ")
    assert "secret" not in asked
    assert "x.test" not in asked


def test_the_contact_address_goes_along_where_one_is_set(say: Say, registries: Registries) -> None:
    Path("claimcheck.toml").write_text('[registries]\ncontact = "me@uni.test"\n', encoding="utf-8")
    say(entry())
    assert "mailto=me@uni.test" in registries.asked("crossref")[0]
    assert "mailto:me@uni.test" in registries.web.requests[0].headers["user-agent"]


def test_fix_shows_the_diff_and_changes_named_fields_alone(say: Say) -> None:
    text = "% mine\n" + entry(year="2011", pages="11--19", url="https://x.test/a?utm_source=feed&b=1") + "stray\n"
    lines = say(text, "--fix", "--yes")
    assert "-  year = {2011}," in lines
    wanted = text.replace("2011", "2015").replace("11--19", "101--119").replace("utm_source=feed&", "")
    assert Path("references.bib").read_text(encoding="utf-8") == wanted
    assert codes(say(wanted)) == []


def test_fix_without_consent_changes_nothing(say: Say) -> None:
    text = entry(year="2011")
    say(text, "--fix")
    assert Path("references.bib").read_text(encoding="utf-8") == text


def test_merge_keeps_one_entry_of_two_and_loses_nothing(say: Say) -> None:
    text = entry() + entry("again", isbn="1-2-3")
    assert codes(say(text)) == ["B501"]
    say(text, "--fix", "--merge", "--yes")
    after = Path("references.bib").read_text(encoding="utf-8")
    assert "isbn = {1-2-3}" in after.partition("% merged into lund:")[0]
    assert codes(say(after)) == []


def test_offline_asks_nobody_and_says_so(say: Say, registries: Registries, capsys: pytest.CaptureFixture[str]) -> None:
    assert codes(say(entry(year="2011"), "--offline", status=0)) == []
    assert not registries.web.requests


def test_check_asks_registries_only_where_it_is_told_to(
    say: Say, registries: Registries, capsys: pytest.CaptureFixture[str]
) -> None:
    say(entry(year="2011"), "--offline")
    Path("paper.md").write_text(
        "---\nbibliography: references.bib\n---\n\nAbout 12 ferries sank [@lund].\n", encoding="utf-8"
    )
    web = registries.web
    there = ["--connect-to", f"::127.0.0.1:{web.port}", "--cacert", str(web.ca), "--allow-private", "--max-time", "5"]
    run(["check", "paper.md", "-v", *there])
    assert "B510" not in capsys.readouterr().out
    run(["check", "paper.md", "-v", "--registries", *there])
    assert "B510" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (entry() + entry("b"), "B501", "one DOI"),
        (entry(journal=""), "B502", "no journal"),
        ("@article{a, title = {X\n", "B503", "can't be read"),
        (entry(url="https://news.test/2015/05/28/fog/", date="2015-05-10"), "B530", "its address says 2015-05-28"),
        (
            entry(url="https://news.test/fog/", date="2015-05-10", urldate="2014-01-01"),
            "B530",
            "accessed on 2014-01-01",
        ),
        (
            entry(publisher="Norton")
            + entry("b", publisher="W. W. Norton \\& Company", doi="", title="Other", pages=""),
            "B531",
            "one institution",
        ),
        (entry(url="http:/news.test/fog"), "B532", "beginning is broken"),
        (entry(url="https://news.test/fog?fbclid=abc"), "B532", "fbclid"),
        (entry(url="https://a.test/x https://b.test/y"), "B532", "run together"),
        (entry(url="https://news-test.ezproxy.uni.test/fog"), "B532", "library's proxy"),
        (entry(title="The “Fog of ferries in northern harbours: a long record"), "C606", "quotation mark"),
    ],
)
def test_each_finding_of_the_bibliography_against_itself(say: Say, text: str, code: str, words: str) -> None:
    assert words in only(say(text, "--offline"), code)


def test_one_person_under_two_spellings_is_told_once(say: Say) -> None:
    text = entry() + entry("b", author="Lund, Astrid and Mortensen, Sheena", doi="", title="One", pages="")
    text += entry("c", author="Lund, Astrid and Mortensen, Sheeba", doi="", title="Two", pages="")
    assert "Sheeba" in only(say(text, "--offline"), "B531")


@pytest.mark.parametrize(
    "text",
    [
        entry()
        + entry(
            "b",
            title="Ferries and fog in northern harbours: a long record",
            year="2017",
            doi="",
            journal="Fog",
            pages="7",
        ),
        entry(author="Smith, John") + entry("b", author="Smith, Joan", doi="", title="Other", pages=""),
        entry(author="Wang, Jing") + entry("b", author="Wang, Ling", doi="", title="Other", pages=""),
        entry(author="Ivanov, Petr and Ivanova, Petra"),
        entry(publisher="Springer", kind="book") + entry("b", publisher="Nature", doi="", title="Other", pages=""),
        entry(url="https://uni.test/wp-content/uploads/2019/03/report.pdf"),
        entry(url="https://journal.test/2015/05/27/ferries/", date="2015-05-28"),
        entry(url="https://web.archive.org/web/2015/https://news.test/a"),
        entry(title="Fog: a 5'6\" record of ferries in the '90s, the sailors' “own” words", doi=""),
    ],
)
def test_what_is_right_gives_nothing(say: Say, text: str) -> None:
    assert codes(say(text, "--offline")) == []


def test_crossrefs_in_a_circle_are_one_line(say: Say) -> None:
    text = "@book{a, title={A}, author={B, C}, publisher={P}, year=2001, crossref={b}}\n"
    text += "@book{b, title={D}, author={E, F}, publisher={P}, year=2002, crossref={a}}\n"
    assert "leads back to the first" in only(say(text, "--offline"), "B503")


def test_abbreviations_that_multiply_are_one_line(say: Say) -> None:
    text = '@string{a0 = "' + "x" * 100 + '"}\n'
    text += "".join(f"@string{{a{n} = a{n - 1} # a{n - 1} # a{n - 1} # a{n - 1}}}\n" for n in range(1, 30))
    assert "too long" in only(say(f"{text}@misc{{u, title = a29}}\n", "--offline"), "B503")


def test_lines_of_another_encoding_are_read_and_told(
    say: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = (
        entry(author="Ödön, A").encode(),
        entry("b", author="Öhm, B", doi="", title="Other", pages="").encode("latin-1"),
    )
    (tmp_path / "mixed.bib").write_bytes(good + bad)
    run(["bib", "--offline", "--bib", "mixed.bib"])
    out = capsys.readouterr().out
    assert out.count("B503") == 1
    assert "is not UTF-8 in line 13" in out


def test_a_bibliography_over_50_mb_is_refused_in_one_line(
    say: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "big.bib").open("wb") as stream:
        stream.truncate(50_000_001)
    assert run(["bib", "--offline", "--bib", "big.bib"]) == 2
    assert "longer than 50 MB" in capsys.readouterr().err
