""".bib files read, written and added to."""

from __future__ import annotations

import functools
import time
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import BibliographyError
from claimcheck.model.keyed import keys_of
from claimcheck.model.many import sequence_of
from claimcheck.model.reference import Bibliography, Reference
from claimcheck.model.text import Span
from claimcheck.references import (
    append_entries,
    attachments,
    bibtex,
    read_bibliographies,
    read_bibliography,
    render_entry,
)
from claimcheck.references.bibtex import parse_bibliography
from claimcheck.references.blocks import blocks_of


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> Bibliography:
    path = tmp_path / "references.bib"
    path.write_bytes(text.encode(encoding))
    return read_bibliography(path)


def problems(bibliography: Bibliography) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in bibliography.problems]


def test_an_entry_is_read_into_its_fields(tmp_path: Path) -> None:
    text = """@Article{voss2018counting,
  author = {Voss, Lena and Kai Sund and {Harbour Council}},
  title = "Counting {Ships}",
  journaltitle = {Sea Review}, volume = 9, number = {2}, pages = {3--9},
  date = {2018-05-03}, doi = {https://doi.org/10.5555/sr.9}, url = {https://sea.example/a\\_b},
  urldate = {2020-01-02}, file = {:papers/voss.pdf:PDF},
}
"""
    (entry,) = read(tmp_path, text).references
    assert entry == Reference(
        key="voss2018counting", type="article", title="Counting Ships",
        authors=("Voss, Lena", "Sund, Kai", "Harbour Council"), year="2018", date="2018-05-03",
        container="Sea Review", volume="9", number="2", pages="3-9", doi="10.5555/sr.9",
        url="https://sea.example/a_b", urldate="2020-01-02", file=":papers/voss.pdf:PDF", line=1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"M\"uller", "Müller"),
        (r"M{\"u}ller", "Müller"),
        (r"Erd\H{o}s", "Erdős"),
        (r"{\c C}elik", "Çelik"),
        (r"Na\"{\i}ve", "Naïve"),
        (r"\v{S}koda \& Co.", "Škoda & Co."),
        (r"Stra{\ss}e", "Straße"),
        (r"50\% of \$3", "50% of $3"),
        (r"``Ports'' -- a history---again", "“Ports” – a history—again"),
        (r"The {NATO} way of \emph{war}", "The NATO way of war"),
        (r"$x^2$ and {\O}rsted~1", "$x^2$ and Ørsted 1"),
        (r"\unknown{thing}", r"\unknownthing"),
        ("plain ü", "plain ü"),
    ],
)
def test_latex_is_decoded(tmp_path: Path, latex: str, plain: str) -> None:
    (entry,) = read(tmp_path, f"@misc{{a, title = {{{latex}}}}}").references
    assert entry.title == plain


def test_a_broken_entry_is_reported_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    text = "@misc{one, title = {A}}\n\n@misc{two, title = {B\n\n@misc{three, title = {C}}\n"
    found = read(tmp_path, text)
    assert [entry.key for entry in found.references] == ["one", "three"]
    assert problems(found) == [("B503", 3)]
    assert found.problems[0].reference == "two"


def test_the_second_of_two_entries_with_one_key_is_reported(tmp_path: Path) -> None:
    found = read(tmp_path, "@misc{a, title = {A}}\n@misc{a, title = {B}}\n")
    assert [entry.title for entry in found.references] == ["A"]
    assert problems(found) == [("B501", 2)]


def test_a_field_given_twice_keeps_the_first(tmp_path: Path) -> None:
    found = read(tmp_path, "@misc{a,\n title = {A},\n title = {B}}\n")
    assert [entry.title for entry in found.references] == ["A"]
    assert [code for code, _ in problems(found)] == ["B503"]


def test_macros_and_concatenation_are_expanded(tmp_path: Path) -> None:
    text = '@string{sr = "Sea Review"}\n@article{a, journal = sr # " of " # {Ports}, year = 2018, month = mar}\n'
    (entry,) = read(tmp_path, text).references
    assert (entry.container, entry.date) == ("Sea Review of Ports", "2018-03")


def test_a_macro_that_nothing_defines_stays_by_its_name_and_is_reported(tmp_path: Path) -> None:
    found = read(tmp_path, "@article{a,\n journal = nosuch}\n")
    assert found.references[0].container == "nosuch"
    assert problems(found) == [("B503", 2)]


def test_macros_that_double_each_other_are_cut(tmp_path: Path) -> None:
    strings = '@string{m0 = "' + "x" * 1000 + '"}\n'
    strings += "".join(f"@string{{m{n} = m{n - 1} # m{n - 1}}}\n" for n in range(1, 40))
    started = time.process_time()
    found = read(tmp_path, strings + "@misc{a, title = m39}")
    assert time.process_time() - started < 40
    assert "B503" in [code for code, _ in problems(found)]


def test_an_entry_in_parentheses_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "@article(a, title = {Ports (new)}, year = 2018)\n@misc{b, title = {B}}\n")
    assert [entry.key for entry in found.references] == ["a", "b"]


def test_a_chapter_inherits_from_its_book(tmp_path: Path) -> None:
    text = "@incollection{a, title = {Ice}, crossref = {b}}\n@book{b, title = {North}, publisher = {Nord}, year = 2001}"
    entry = read(tmp_path, text).references[0]
    assert (entry.title, entry.container, entry.publisher, entry.year) == ("Ice", "North", "Nord", "2001")


def test_entries_that_inherit_from_each_other_end(tmp_path: Path) -> None:
    text = "@incollection{a, title = {A}, crossref = {b}}\n@incollection{b, title = {B}, crossref = {a}}"
    assert len(read(tmp_path, text).references) == 2


def test_an_old_encoding_is_read_and_reported(tmp_path: Path) -> None:
    found = read(tmp_path, "@misc{a, title = {Müller}}", "cp1252")
    assert found.references[0].title == "Müller"
    assert problems(found) == [("B503", 1)]


@pytest.mark.parametrize("content", [b"\x00\x01\x02@misc{a}", None])
def test_what_is_no_bibliography_is_refused_in_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.bib"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BibliographyError) as caught:
        read_bibliography(path)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_an_empty_bibliography_has_no_entries(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Bibliography(())


@pytest.mark.timed
def test_five_megabytes_in_one_value_end_in_seconds(tmp_path: Path) -> None:
    started = time.process_time()
    found = read(tmp_path, "@misc{a, title = {" + "x{y} \\'e " * 500_000 + "}}")
    assert time.process_time() - started < 80
    assert len(found.references) == 1


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        (":papers/voss.pdf:PDF", ("papers/voss.pdf",)),
        ("Full text:papers/voss.pdf:PDF", ("papers/voss.pdf",)),
        ("Full Text:files/12/x.pdf:application/pdf", ("files/12/x.pdf",)),
        ("files/12/x.pdf", ("files/12/x.pdf",)),
        (":a.pdf:PDF;:b.html:URL", ("a.pdf", "b.html")),
        (r":C\:/papers/x.pdf:PDF", ("C:/papers/x.pdf",)),
        ("C:/papers/x.pdf", ("C:/papers/x.pdf",)),
        ("/home/me/a b.pdf", ("/home/me/a b.pdf",)),
        (r":one\;two.pdf:PDF", ("one;two.pdf",)),
        ("Snapshot:files/3/x.html:text/html;PDF:files/4/y.pdf:application/pdf", ("files/3/x.html", "files/4/y.pdf")),
        ("", ()),
    ],
)
def test_attachments_are_found_in_every_form(value: str, paths: tuple[str, ...]) -> None:
    assert attachments(Reference(key="a", file=value)) == paths


def test_adding_keeps_every_byte_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    before = "% mine\r\n@misc{old, title = {Ü}}\r\nloose text".encode()
    path.write_bytes(before)
    added = append_entries(path, [Reference(key="new", title="N"), Reference(key="old", title="other")])
    after = path.read_bytes()
    assert after.startswith(before)
    assert len(after) == len(before) + added
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert [entry.key for entry in read_bibliography(path).references] == ["old", "new"]


def test_adding_nothing_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    assert append_entries(path, []) == 0
    assert not path.exists()
    append_entries(path, [Reference(key="a", title="A")])
    stamp = path.stat().st_mtime_ns
    assert append_entries(path, [Reference(key="a", title="A")]) == 0
    assert path.stat().st_mtime_ns == stamp


def test_adding_leaves_nothing_else_behind(tmp_path: Path) -> None:
    append_entries(tmp_path / "sub" / "references.bib", [Reference(key="a", title="A")])
    assert [path.name for path in (tmp_path / "sub").iterdir()] == ["references.bib"]


def test_adding_to_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    path.write_bytes("@misc{a, title = {Müller}}".encode("cp1252"))
    with pytest.raises(BibliographyError):
        append_entries(path, [Reference(key="b", title="B")])


def test_an_entry_is_written_in_a_fixed_order() -> None:
    entry = Reference(
        key="voss2018", type="article", title="Counting NATO ships & boats", authors=("Voss, Lena", "Harbour Council"),
        year="2018", date="2018-05", container="Sea Review", pages="3-9", url="https://sea.example/a_b?c=1%20",
    )  # fmt: skip
    assert render_entry(entry) == (
        "@article{voss2018,\n"
        "  author = {Voss, Lena and {Harbour Council}},\n"
        "  title = {Counting {NATO} ships \\& boats},\n"
        "  journal = {Sea Review},\n"
        "  year = {2018},\n"
        "  date = {2018-05},\n"
        "  pages = {3--9},\n"
        "  url = {https://sea.example/a_b?c=1%20},\n"
        "}\n"
    )


def test_a_key_that_bibtex_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="key"):
        render_entry(Reference(key="a b"))


TEXT = st.text(
    alphabet=st.characters(
        codec="utf-8",
        exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cf", "Co", "Cn", "Mn", "Mc", "Me"),
    )
    | st.sampled_from(' {}\\"%$&#_~^\'`-@,=()'),
    max_size=30,
).map(lambda text: " ".join(text.split()))  # fmt: skip
NAMES = st.builds("{}, {}".format, *[st.text(alphabet="aäBç-'{\\ł", min_size=1, max_size=6)] * 2) | st.sampled_from(
    ["Harbour Council", "Ports and Ships", "李海 [Li Hai]", "A, B, C", "WHO"]
)


@given(title=TEXT, container=TEXT, note=TEXT, publisher=TEXT, authors=st.lists(NAMES, max_size=3))
@settings(max_examples=200, deadline=None)
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, title: str, container: str, note: str, publisher: str, authors: list[str]
) -> None:
    import unicodedata

    def normal(text: str) -> str:
        return unicodedata.normalize("NFC", text)

    entry = Reference(
        key="k", type="article", title=normal(title), container=normal(container), note=normal(note),
        publisher=normal(publisher), authors=tuple(map(normal, authors)), year="2018", date="2018-02-03", pages="1-2",
        url="https://a.example/b_c?d=%20#e",
    )  # fmt: skip
    path = tmp_path_factory.mktemp("bib") / "r.bib"
    append_entries(path, [entry])
    found = read_bibliography(path)
    assert found.problems == ()
    again = replace(found.references[0], line=None)
    assert {f.name: getattr(again, f.name) for f in fields(again)} == {
        f.name: getattr(entry, f.name) for f in fields(entry)
    }


@given(st.text(alphabet='@{}",=#\n\\ amisc()12', max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_file_is_read_without_an_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("bib") / "r.bib"
    path.write_text(text, encoding="utf-8")
    read_bibliography(path)


def test_a_file_with_more_entries_than_memory_is_good_for_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "many.bib"
    path.write_text("@misc{a}\n" * 200_001, encoding="utf-8")
    with pytest.raises(BibliographyError, match="more than 200,000 entries"):
        read_bibliography(path)


def test_a_later_file_has_the_abbreviations_and_the_books_of_an_earlier_one(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@string{h = {Harbour Press}}\n@book{b, title={Ports}, publisher=h, year=2001}\n")
    (tmp_path / "b.bib").write_text("@incollection{c, title={Ice}, crossref={b}}\n@book{d, title={Fog}, publisher=h}\n")
    read = read_bibliographies([(tmp_path / name, name) for name in ("a.bib", "b.bib")])
    assert [(r.key, r.bib, r.container, r.publisher) for r in read.references] == [
        ("b", "a.bib", "", "Harbour Press"),
        ("c", "b.bib", "Ports", "Harbour Press"),
        ("d", "b.bib", "", "Harbour Press"),
    ]
    assert read.problems == ()


PARTS = (
    "@article{k%d,\n title = {A b},\n year=2001\n}\n", "@misc{k%d, note = \"x {y} z\"}\n", "@string{a%d = \"Foo\"}\n",
    "@misc{k%d, title = {open { brace,\n year=3}\n", "@book{k%d, crossref={k%d}, title=a3 # \" x\"}\n", "}\n", "\\\n",
    "@misc(k%d, title={par)en}, year=2004)\n", "@misc{k%d, title={a}, title={b}}\n", "@comment{ hello @misc{zz} }\n",
    "@misc{k%d, title=\"open quote, }\n", "  @misc {k%d, year = undefined%d}\n", "text @misc{k%d, title={inline}}\n",
    "@misc{k%d title={no comma}}\r\n", "@ARTICLE{k%d, Title={X @misc{a,b}},\n@ y}\n", "\"\n", " free % @ text\n",
)  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(PARTS), st.integers(0, 5), st.integers(0, 5)), max_size=30), st.integers(1, 90)
)
def test_a_piece_at_a_time_is_read_as_the_whole_is(parts: list[tuple[str, int, int]], piece: int) -> None:
    text = "".join(part.replace("%d", str(first), 1).replace("%d", str(second)) for part, first, second in parts)
    whole = parse_bibliography(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bibtex, "blocks_of", functools.partial(blocks_of, piece=piece))
        assert parse_bibliography(text) == whole


def test_nothing_is_inherited_from_an_entry_without_a_key() -> None:
    found = parse_bibliography("@book{,\n title = {Quays}}\n@misc{lund, crossref = {}, title = {Cranes}}\n")
    assert [(work.key, work.title, work.container) for work in found.references] == [("lund", "Cranes", "")]


def test_references_by_the_ten_thousand_are_those_that_were_read() -> None:
    works = [
        Reference(f"k{number}", title="Quays" * (number % 2), authors=("Lund, Ada",), line=number, span=Span(number, 9))
        for number in range(20)
    ]
    few, many = sequence_of(works), sequence_of(works, few=3)
    assert few == tuple(works)
    assert many == tuple(works) == tuple(many)
    assert (many[-1], many[2:4], len(many)) == (works[-1], tuple(works[2:4]), 20)
    assert Bibliography(many).by_key()["k7"] == works[7]
    assert "k99" not in Bibliography(many).by_key()
    nameless = [*works, Reference("")]
    assert list(keys_of(sequence_of(nameless, few=3))) == [work.key for work in nameless]
