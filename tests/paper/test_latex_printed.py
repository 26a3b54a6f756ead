"""LaTeX whose citations a program or the author printed: links that carry keys, numbers, names and years."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.model.document import Document
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography

LUND = "Lund, A. (2001). \\emph{Ferries of the North}. Port Press."
ROE = "Roe, B. (1999). \\emph{Ten Quays in the Night}. Sea Press."
BERG = "Berg, C. (2004). \\emph{Fog and Radar}. Sky Press."


def read(folder: Path, body: str) -> Document:
    path = folder / "paper.tex"
    path.write_text(f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n", encoding="utf-8")
    return read_paper(path, "paper.tex")


def items(*entries: str, left: str = "") -> str:
    listed = "\n\n".join(
        f"\\bibitem[\\citeproctext]{{ref-{key}}}\n{left.replace('#', str(number))}{entry}"
        for number, (key, entry) in enumerate(zip(("lund", "roe", "berg"), entries, strict=False), 1)
    )
    return (
        "\\section{References}\\label{references}\n\\protect\\phantomsection\\label{refs}\n"
        f"\\begin{{CSLReferences}}{{1}}{{0}}\n{listed}\n\n\\end{{CSLReferences}}"
    )


def works(document: Document) -> list[list[str]]:
    """The titles that each citation leads to."""
    bibliography = build_bibliography(document, ())
    titles = {reference.key: reference.title for reference in bibliography.references}
    return [[titles[key] for key in citation.keys] for citation in bibliography.citations]


def body(document: Document) -> list[str]:
    return [sentence.text.text for sentence in document.sentences if sentence.role == "body"]


@pytest.mark.parametrize(
    "cited",
    ["(\\citeproc{ref-lund}{Lund, 2001}; \\citeproc{ref-roe}{Roe, 1999})", "\\citeproc{ref-lund}{{[}1{]}}, "
     "\\citeproc{ref-roe}{{[}2{]}}", "\\textsuperscript{\\citeproc{ref-lund}{1},\\citeproc{ref-roe}{2}}",
     "(\\protect\\hyperlink{ref-lund}{Lund, 2001}; \\protect\\hyperlink{ref-roe}{Roe, 1999})"],
    ids=["names", "numbers", "raised", "older"],
)  # fmt: skip
def test_links_into_the_list_cite_the_works_by_their_keys(tmp_path: Path, cited: str) -> None:
    document = read(tmp_path, f"There were 114 ferries {cited}. It rained.\n\n{items(LUND, ROE)}")
    assert works(document) == [["Ferries of the North"], ["Ten Quays in the Night"]]
    assert [note.key for note in document.listed] == ["lund", "roe"]
    assert body(document)[-1] == "It rained."


def test_the_names_of_a_narrative_link_stay_in_the_sentence(tmp_path: Path) -> None:
    cited = "\\citeproc{ref-lund}{Lund} (\\citeproc{ref-lund}{2001}) counted 114 ferries."
    document = read(tmp_path, f"{cited}\n\n{items(LUND)}")
    assert body(document) == ["Lund counted 114 ferries."]
    assert works(document) == [["Ferries of the North"]]


def test_a_dash_between_two_links_cites_what_stands_between_them(tmp_path: Path) -> None:
    cited = "\\citeproc{ref-lund}{{[}1{]}}--\\citeproc{ref-berg}{{[}3{]}}"
    document = read(tmp_path, f"There were 114 ferries {cited}.\n\n{items(LUND, ROE, BERG)}")
    assert [title for titles in works(document) for title in titles] == [
        "Ferries of the North",
        "Ten Quays in the Night",
        "Fog and Radar",
    ]


def test_items_that_older_programs_wrote_as_targets_are_a_list(tmp_path: Path) -> None:
    listed = (
        "\\leavevmode\\hypertarget{ref-lund}{}%\n" + LUND + "\n\n"
        "\\leavevmode\\vadjust pre{\\hypertarget{ref-roe}{}}%\n" + ROE
    )
    document = read(
        tmp_path,
        "There were 114 ferries (\\protect\\hyperlink{ref-roe}{Roe, 1999}).\n\n\\section{References}\n\n" + listed,
    )
    assert [(note.key, note.text.text.split()[0]) for note in document.listed] == [("lund", "Lund,"), ("roe", "Roe,")]
    assert works(document) == [["Ten Quays in the Night"]]


@pytest.mark.parametrize(
    ("cited", "left"),
    [
        ("(Roe, 1999)", ""),
        ("{[}2{]}", "\\CSLLeftMargin{{[}#{]} }\\CSLRightInline{"),
        ("\\textsuperscript{2}", "\\CSLLeftMargin{#. }\\CSLRightInline{"),
    ],
    ids=["names", "numbers", "raised"],
)
def test_printed_citations_without_links_are_read(tmp_path: Path, cited: str, left: str) -> None:
    close = "}" if left else ""
    document = read(
        tmp_path, f"There were 114 ferries {cited}. It rained.\n\n{items(LUND + close, ROE + close, left=left)}"
    )
    assert works(document) == [["Ten Quays in the Night"]]
    assert body(document)[0] == "There were 114 ferries."


def test_where_the_author_cites_by_keys_brackets_with_numbers_are_text(tmp_path: Path) -> None:
    listed = f"\\begin{{thebibliography}}{{9}}\\bibitem{{lund}} {LUND}\\end{{thebibliography}}"
    document = read(tmp_path, f"There were 114 ferries \\cite{{lund}} in the range [1].\n\n{listed}")
    assert works(document) == [["Ferries of the North"]]
    assert body(document) == ["There were 114 ferries in the range [1]."]


def test_the_text_of_natbibs_brackets_is_text_with_citations_in_it(tmp_path: Path) -> None:
    document = read(tmp_path, "There were 114 ferries \\citetext{see \\citealp{lund}; \\citealp{roe}}.")
    assert [mark.label for s in document.sentences for mark in s.marks] == ["lund", "roe"]
