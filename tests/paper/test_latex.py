"""LaTeX papers: files, citations, notes, figures, tables, and what is made to confuse."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from claimcheck.checks.context import Context
from claimcheck.claims import extract
from claimcheck.errors import PaperError
from claimcheck.model.document import Document
from claimcheck.model.reference import Bibliography
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography

HEAD = "\\documentclass{article}\n\\title{Ferries of the \\emph{North}}\n\\author{Ada Lund\\thanks{ada@port.test}}\n"


def read(folder: Path, body: str, head: str = HEAD, **files: str) -> Document:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True)
        path.with_suffix(".tex").write_text(text, encoding="utf-8")
    path = folder / "paper.tex"
    path.write_text(f"{head}\\begin{{document}}\n{body}\n\\end{{document}}\n", encoding="utf-8")
    document = read_paper(path, "paper.tex")
    for sentence in document.sentences:
        for run in sentence.text.runs:
            assert sentence.text.text[run.at :][: run.length] == document.source[run.source :][: run.length]
    return document


def texts(document: Document, role: str = "body") -> list[str]:
    return [sentence.text.text for sentence in document.sentences if sentence.role == role]


def keys(document: Document) -> list[tuple[str, str]]:
    return [(mark.label, mark.locator) for s in document.sentences for mark in s.marks if mark.kind == "key"]


def test_title_authors_and_sections_are_told_apart(tmp_path: Path) -> None:
    document = read(
        tmp_path, "\\maketitle\n\\begin{abstract}We counted 114 ferries.\\end{abstract}\n\\section{Quays}Nine quays."
    )
    assert document.title == "Ferries of the North"
    assert texts(document, "title") == ["Ferries of the North", "Ada Lund"]
    assert texts(document, "abstract") == ["We counted 114 ferries."]
    assert [(s.section, s.text.text) for s in document.sentences if s.role == "body"] == [("Quays", "Nine quays.")]
    assert [note.kind for note in document.notes] == ["author"]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("\\cite{a}", [("a", "")]),
        ("\\citep[see][p.~5]{a, b}", [("a", ""), ("b", "p. 5")]),
        ("\\parencite[12--15]{a}", [("a", "12–15")]),
        ("\\autocites[1]{a}[2]{b}", [("a", "1"), ("b", "2")]),
        ("\\supercite{a}", [("a", "")]),
        ("\\footcite[3]{a}", [("a", "3")]),
        ("\\citealp{a}", [("a", "")]),
        ("\\citep{a,%\n  b}", [("a", ""), ("b", "")]),
    ],
)
def test_citations_of_natbib_and_biblatex_are_marks(
    tmp_path: Path, command: str, expected: list[tuple[str, str]]
) -> None:
    document = read(tmp_path, f"There were 114 ferries {command}. It rained.")
    assert keys(document) == expected
    assert texts(document)[0] == "There were 114 ferries."


def test_a_narrative_citation_stays_the_subject_of_its_sentence(tmp_path: Path) -> None:
    document = read(tmp_path, "\\citet{lund2020} counted 114 ferries.")
    assert texts(document) == ["@lund2020 counted 114 ferries."]
    assert keys(document) == [("lund2020", "")]


def test_the_place_of_a_key_is_its_own(tmp_path: Path) -> None:
    document = read(tmp_path, "Many ferries \\citep[p.~3]{lund, roe}.")
    spans = [mark.span for sentence in document.sentences for mark in sentence.marks]
    assert [document.source[span.start : span.end] for span in spans] == ["lund", "roe"]


def test_footnotes_are_read_at_their_marks(tmp_path: Path) -> None:
    body = "The port has nine quays.\\footnote{Ada Lund, \\emph{Quays}, 2001, \\url{https://port.test/a_b}.} It rained."
    document = read(tmp_path, body, head="\\documentclass{article}")
    assert texts(document) == ["The port has nine quays.", "It rained."]
    (note,) = document.notes
    assert note.text.text == "Ada Lund, Quays, 2001, https://port.test/a_b."
    assert [note.text.text[span.start : span.end] for span in note.italics] == ["Quays"]
    assert [target for _, target in note.links] == ["https://port.test/a_b"]
    assert [mark.label for mark in document.sentences[0].marks] == [note.label]


def test_a_footnote_text_apart_from_its_mark_is_its_note(tmp_path: Path) -> None:
    document = read(tmp_path, "Nine quays.\\footnotemark[7] Rain.\n\n\\footnotetext[7]{Lund 2001.}", head="")
    assert [(note.label, note.text.text) for note in document.notes] == [("7", "Lund 2001.")]
    assert document.sentences[0].marks[0].label == "7"
    assert not document.problems


def test_figures_of_siunitx_and_formulas_are_read(tmp_path: Path) -> None:
    body = (
        "A \\SI{12.5}{\\kilo\\metre\\per\\hour} wind, \\qty{40}{\\percent} "
        "of \\num{1200} ferries, \\SIrange{3}{5}{\\percent}, "
        "$12\\%$ and \\(\\sim 30\\) quays, 10\\,000 berths, 5\\% more."
    )
    (text,) = texts(read(tmp_path, body))
    assert text == ("A 12.5 km/h wind, 40% of 1200 ferries, 3–5%, 12% and ~30 quays, 10\u202f000 berths, 5% more.")


def test_quotes_dashes_accents_and_symbols_are_what_they_print(tmp_path: Path) -> None:
    body = (
        '``Sch\\"on\'\' --- M\\"{u}ller, Erd\\H{o}s, na\\"\\i ve, '
        "\\ss{} \\& \\enquote{so}~1914--1918 % no text\n\\LaTeX\\ too."
    )
    (text,) = texts(read(tmp_path, body))
    assert text == "“Schön” — Müller, Erdős, naïve, ß & “so” 1914–1918 LaTeX too."


def test_tables_give_a_sentence_a_row(tmp_path: Path) -> None:
    body = (
        "\\begin{table}\\caption{Ferries by port.}\\begin{tabular}{lr}\\toprule Port & Ferries \\\\ \\midrule\n"
        "North & 114 \\\\\nSouth & \\textbf{27} \\\\\\bottomrule\\end{tabular}\\end{table}"
    )
    document = read(tmp_path, body)
    assert texts(document, "caption") == ["Ferries by port."]
    assert texts(document, "table") == ["Port: North; Ferries: 114", "Port: South; Ferries: 27"]
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["Port", "Ferries"],
        ["North", "114"],
        ["South", "27"],
    ]
    claims = extract(document, Bibliography(()))
    assert [claim.quote for claim in claims] == ["North & 114", "South & \\textbf{27"]


def test_macros_of_the_author_are_followed(tmp_path: Path) -> None:
    head = (
        "\\newcommand{\\port}{Port of Norfjord}\\newcommand{\\mycite}[1]{\\citep{#1}}\\def\\n{114}"
        "\\newcommand{\\hi}[1]{\\textbf{#1}}\\let\\alsocite\\citep\n"
    )
    document = read(
        tmp_path, "The \\port{} has \\hi{nine} quays \\mycite{lund} and \\n\\ ferries \\alsocite{roe}.", head=head
    )
    assert texts(document) == ["The Port of Norfjord has nine quays and 114 ferries."]
    assert [key for key, _ in keys(document)] == ["lund", "roe"]


def test_equations_code_and_comments_are_left_out(tmp_path: Path) -> None:
    body = (
        "We have\n\\begin{equation} x = 114 \\end{equation}\nferries. % 27 of them\n"
        "\\begin{verbatim}\n$ 99 \\cite{no}\n\\end{verbatim}\n\\begin{lstlisting}\nx = 3\n\\end{lstlisting}"
    )
    assert " ".join(texts(read(tmp_path, body))) == "We have ferries."


def test_several_files_are_one_paper_and_findings_point_into_each(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "One quay.\n\\input{parts/quays}\nThree quays.\n\\include{more}",
        parts__quays="% a comment\nTwo quays \\cite{a}.\n\\input{parts/deep}\n",
        parts__deep="Deep quay.",
        more="Four quays.\nFive quays.",
    )
    assert texts(document) == ["One quay.", "Two quays.", "Deep quay.", "Three quays.", "Four quays.", "Five quays."]
    context = Context(document, Bibliography(()), ())
    places = []
    for sentence in document.sentences:
        if sentence.role == "body":
            place = context.in_paper(sentence.text.to_source(0, len(sentence.text)))
            places.append((place.file, place.line, place.column))
    assert places == [
        ("paper.tex", 5, 1),
        ("parts/quays.tex", 2, 1),
        ("parts/deep.tex", 1, 1),
        ("paper.tex", 7, 1),
        ("more.tex", 1, 1),
        ("more.tex", 2, 1),
    ]


def test_the_works_of_a_bibliography_inside_bear_its_keys(tmp_path: Path) -> None:
    body = (
        "Many ferries \\cite{lund2001}.\n\\begin{thebibliography}{9}\n\\bibitem[Lund(2001)]{lund2001} Ada Lund.\n"
        "\\newblock Ferries of the North.\n\\newblock \\emph{Ports}, "
        "12:1--9, 2001.\n\\bibitem{roe} B. Roe, Quays, 1999.\n"
        "\\end{thebibliography}"
    )
    document = read(tmp_path, body)
    bibliography = build_bibliography(document, ())
    assert [citation.keys for citation in bibliography.citations] == [("lund2001",)]
    assert bibliography.by_key()["lund2001"].title == "Ferries of the North"
    assert not bibliography.problems


@pytest.mark.parametrize(
    "bbl",
    [
        "\\begin{thebibliography}{1}\n\\bibitem{lund} Ada Lund.\n\\newblock Ferries of the North.\n"
        "\\newblock {\\em Ports}, 12, 2001.\n\\end{thebibliography}\n",
        "\\entry{lund}{article}{}\n  \\name{author}{1}{}{%\n    {{hash=1}{%\n "
        "      family={Lund},\n       familyi={L\\bibinitperiod},"
        "\n       given={Ada}}}%\n  }\n  \\field{title}{Ferries of the North}\n  \\field{year}{2001}\n\\endentry\n",
    ],
)
def test_a_bbl_file_stands_in_for_a_bibliography_that_is_not_there(tmp_path: Path, bbl: str) -> None:
    (tmp_path / "paper.bbl").write_text(bbl, encoding="utf-8")
    document = read(tmp_path, "Many ferries \\cite{lund}.\n\\bibliography{gone}")
    assert document.bibliographies == ("gone.bib",)
    bibliography = build_bibliography(document, ())
    (reference,) = bibliography.references
    assert (reference.title, reference.year, reference.authors[0].split(",")[0]) == (
        "Ferries of the North",
        "2001",
        "Lund",
    )
    assert bibliography.citations[0].keys == (reference.key,)


def test_bibliographies_are_named(tmp_path: Path) -> None:
    document = read(
        tmp_path, "Text.\n%\\bibliography{no}\n\\bibliography{a,b}", head="\\addbibresource[label=x]{c.bib}\n"
    )
    assert document.bibliographies == ("c.bib", "a.bib", "b.bib")


def test_a_file_that_includes_itself_is_refused_with_its_line(tmp_path: Path) -> None:
    for files in ({"a": "\\input{b}", "b": "x\n\\input{a}"}, {"a": "\\input{paper}"}):
        with pytest.raises(PaperError, match="includes itself") as caught:
            read(tmp_path, "\\input{a}", **files)
        assert caught.value.line
        assert caught.value.remedy


@pytest.mark.parametrize("name", ["/etc/passwd", "../secret", "../../../../../../etc/passwd"])
def test_files_outside_the_folder_of_the_paper_are_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.tex").write_text("The secret is 42 ferries.")
    folder = tmp_path / "paper"
    folder.mkdir()
    document = read(folder, f"Nine quays.\\input{{{name}}}")
    assert "root:" not in document.source
    assert "secret is" not in document.source
    assert "outside the paper's folder" in document.notices[0]


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.tex").write_text("The secret is 42 ferries.")
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "inside.tex").symlink_to(tmp_path / "secret.tex")
    assert "secret is" not in read(folder, "Nine quays.\\input{inside}").source


def test_a_file_that_is_not_there_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    document = read(tmp_path, "Nine quays.\n\\input{results/table}")
    assert document.notices == ("paper.tex:6: the file results/table is not there.",)
    assert texts(document) == ["Nine quays."]


@pytest.mark.parametrize(
    "body",
    [
        "{" * 50_000,
        "}" * 50_000,
        "\\emph{" * 20_000 + "x",
        "\\begin{itemize}" * 20_000,
        "\\begin{tabular}{l}" * 5_000 + "x & y",
        "\\footnote{" * 5_000,
        "$" * 50_001,
        "\\(" * 20_000,
        "\\[" * 20_000,
        "\\cite[" * 20_000,
        "&" * 50_000,
        "\\begin{equation}" * 5_000,
        "\\newcommand{\\a}{\\b\\b}\\newcommand{\\b}{\\c\\c}\\newcommand{\\c}{\\a\\a}\\a",
        "\\newcommand{\\a}[1]{\\a{#1#1}}\\a{xxxxxxxxxx}",
        "\\def\\x{\\x\\x}" + "\\x" * 5_000,
        "\\verb|" * 20_000,
        "\\'" * 20_000,
        "\\SI{" * 10_000,
        "%\n" * 50_000,
        "\\begin{comment}\n" * 60_000,
        "\\begin{comment}\\begin{verbatim}\n" * 30_000 + "\\end{verbatim}",
        "\\[ x " * 60_000 + "\\]",
        "\\endfirsthead " * 60_000,
    ],
    ids=lambda body: body[:14],
)
def test_what_is_made_to_confuse_is_read_in_bounded_time(tmp_path: Path, body: str) -> None:
    began = time.monotonic()
    read(tmp_path, body + " The end has 114 ferries.")
    assert time.monotonic() - began < 20
