"""The bibliography against itself, and problems of the steps before."""

from __future__ import annotations

from dataclasses import replace

from checks.builders import TEXT, context, document, work
from claimcheck.checks import run_checks
from claimcheck.model.problem import Problem
from claimcheck.model.reference import Bibliography
from claimcheck.model.text import Span


def codes(*references, problems=()) -> list[tuple[str, str]]:
    bibliography = Bibliography(tuple(references), problems=tuple(problems))
    return [(f.code, f.reference) for f in run_checks(context(bibliography=bibliography, bib_path="references.bib"))]


def entry(key: str, line: int, **fields):
    whole = {
        "type": "article",
        "title": "Ferries",
        "authors": ("Lund, A",),
        "year": "2021",
        "container": "J",
        "url": "",
    }
    return work(key, line=line, **(whole | fields))


def test_a_complete_entry_gives_nothing() -> None:
    assert codes(entry("a", 1)) == []


def test_two_entries_with_one_doi_are_duplicates() -> None:
    one, two = entry("a", 1, doi="10.1000/X"), entry("b", 9, doi="10.1000/x", title="Other", year="1999")
    assert codes(one, two) == [("B501", "b")]


def test_two_entries_with_one_title_year_and_author_are_duplicates() -> None:
    assert codes(entry("a", 1), entry("b", 9, title="FERRIES!", authors=("Lund, Ada",))) == [("B501", "b")]


def test_two_works_of_one_title_and_another_year_are_none() -> None:
    assert codes(entry("a", 1), entry("b", 9, year="2022")) == []


def test_missing_fields_are_one_note_under_the_names_that_bibtex_uses() -> None:
    found = run_checks(context(bibliography=Bibliography((entry("a", 1, container="", year=""),))))
    assert [(f.code, f.level) for f in found] == [("B502", "note")]
    assert "no journal, no year" in found[0].message


def test_a_date_stands_for_the_year() -> None:
    assert codes(entry("a", 1, year="", date="2021-05")) == []


def test_a_work_that_is_in_no_file_yet_lacks_nothing() -> None:
    assert codes(work("a", title="")) == []


def test_a_broken_entry_is_an_error_at_its_line() -> None:
    problem = Problem("B503", "the entry is not closed", line=7)
    found = run_checks(context(bibliography=Bibliography((), problems=(problem,)), bib_path="references.bib"))
    assert [(f.code, f.level, f.location.file, f.location.line) for f in found] == [
        ("B503", "error", "references.bib", 7)
    ]


def test_a_problem_of_a_citation_stands_in_the_paper() -> None:
    start = TEXT.index("[^1]")
    problem = Problem("C601", "note 1 is missing", span=Span(start, start + 4))
    found = run_checks(context(document=replace(document(), problems=(problem,))))
    assert [(f.code, f.location.line) for f in found] == [("C601", 3)]
    assert TEXT[found[0].location.start : found[0].location.end] == "[^1]"
    assert found[0].remedy


def test_a_problem_without_a_place_stands_with_its_work_or_at_the_top() -> None:
    def place(**fields):
        problem = Problem("C601", "no entry", **fields)
        bibliography = Bibliography((entry("a", 4),), problems=(problem,))
        return run_checks(context(bibliography=bibliography, bib_path="references.bib"))[0].location

    assert (place(reference="a").file, place(reference="a").line) == ("references.bib", 4)
    assert (place().file, place().line) == ("paper.md", 1)


def test_what_the_steps_said_already_is_not_said_again() -> None:
    problem = Problem("B502", "a has no journal", line=1, reference="a")
    assert codes(entry("a", 1, container=""), problems=[problem]) == [("B502", "a")]


def test_chapters_under_the_doi_of_their_book_are_not_one_work() -> None:
    fields = {"type": "incollection", "container": "Stories of the Sound", "doi": "10.1000/book"}
    one = entry("a", 1, title="The Last Pilot", pages="3-19", **fields)
    two = entry("b", 9, title="The First Lamp", pages="20-31", authors=("Holt, Mira",), **fields)
    book = entry("c", 19, type="book", title="Stories of the Sound", doi="10.1000/book", container="", publisher="P")
    assert [code for code, _ in codes(one, two, book) if code == "B501"] == []


def test_two_articles_under_one_doi_are_told() -> None:
    one, two = entry("a", 1, doi="10.1000/x"), entry("b", 9, doi="10.1000/x", title="A Wholly Different Thing of Ice")
    assert codes(one, two) == [("B501", "b")]


def test_a_press_that_bears_the_letters_of_a_body_is_not_that_body() -> None:
    fields = {"type": "book", "container": ""}
    one = entry("a", 1, publisher="IEEE", **fields)
    two = entry("b", 9, publisher="IEEE Press", title="Quays", **fields)
    three = entry("c", 19, publisher="Polity", title="Fog", **fields)
    four = entry("d", 29, publisher="Polity Press", title="Ice", **fields)
    assert [key for code, key in codes(one, two, three, four) if code == "B531"] == ["d"]
