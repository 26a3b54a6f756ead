"""Fields set and entries merged in a ``.bib`` file, every other byte left as it was."""

from __future__ import annotations

import pytest

from claimcheck.references import read_bibliography
from claimcheck.references.mending import mend, merge

TEXT = (
    "% my library\r\n@string{jcr = {Coast. Res.}}\r\n\r\n"
    '@article{lund,\r\n\tauthor  = "Lund, A.",\r\n\ttitle   = {Ferries {\\&} Ports},\r\n'
    "\tyear    = 2019,\r\n\tjournal = jcr\r\n}\r\n\r\n"
    "@comment{ keep me }\r\nstray words stay\r\n"
    "@book( berg, title={B}, author={Berg, B}, publisher={P}, year={2001} )\r\n"
)


def test_a_field_is_set_and_no_other_byte_changes() -> None:
    done = mend(TEXT, {"lund": {"year": "2020", "pages": "1--9"}})
    assert done.text == TEXT.replace("= 2019", "= 2020").replace(
        "journal = jcr", "journal = jcr,\r\n\tpages   = {1--9}"
    )
    assert not done.left


def test_an_entry_in_parentheses_and_on_one_line_is_set_too() -> None:
    assert mend(TEXT, {"berg": {"year": "2002"}}).text == TEXT.replace("year={2001}", "year={2002}")


@pytest.mark.parametrize("fields", [{"journal": "X"}])
def test_an_abbreviation_gives_way_to_what_is_written_out(fields: dict[str, str]) -> None:
    assert "journal = {X}" in mend(TEXT, {"lund": fields}).text


def test_what_is_put_together_of_several_parts_is_left_and_said_so() -> None:
    text = '@article{a, title = "One" # " and two", year = {2001}}\n'
    done = mend(text, {"a": {"title": "X"}})
    assert done.text == text
    assert "several parts" in done.left["a"]


def test_one_entry_that_cannot_be_edited_keeps_no_other_from_it() -> None:
    text = "@misc{a, title = {A}}\n@misc{b, title = x # {B}}\n"
    done = mend(text, {"a": {"title": "New"}, "b": {"title": "New"}})
    assert "@misc{a, title = {New}}" in done.text
    assert list(done.left) == ["b"]


def test_merging_takes_over_what_is_lacking_and_keeps_the_rest_as_a_comment(tmp_path) -> None:
    text = (
        "@article{one,\n  title = {Ferries},\n  doi = {10.1000/x},\n}\n\n"
        "@article{two,\n  title = {Ferries!},\n  doi = {10.1000/x},\n  pages = {1--9},\n"
        "  note = {mail@example.org},\n}\n\n@misc{rest, title = {R}}\n"
    )
    done = merge(text, [("one", "two")])
    path = tmp_path / "merged.bib"
    path.write_text(done.text, encoding="utf-8")
    read = read_bibliography(path)
    assert [(each.key, each.pages) for each in read.references] == [("one", "1-9"), ("rest", "")]
    assert "ids = {two}" in done.text
    assert "% merged into one:\n% article{two,\n%   title = {Ferries!}," in done.text
    assert not read.problems


def test_an_entry_that_others_refer_to_is_not_merged_away() -> None:
    text = "@book{a, title={B}, isbn={1}}\n@book{b, title={B}}\n@incollection{c, crossref = {b}, title={C}}\n"
    done = merge(text, [("a", "b")])
    assert done.text == text
    assert "crossref" in done.left["b"]
