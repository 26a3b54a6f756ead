"""``extract`` and ``check`` on a paper in each format, and what the reports say of places."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from claimcheck.cli import run
from pdfs import column, make_pdf

TEXT = "The northern port handles 114 ferries on a working day"
ENTRY = "Lund, A. (2001). Ferries of the Port. Sea Press."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(name: str, text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, text)
    return stream.getvalue()


def word(*paragraphs: str) -> bytes:
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return packed("word/document.xml", f"<w:document {W}><w:body>{inside}</w:body></w:document>")


def open_document(*paragraphs: str) -> bytes:
    inside = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return packed("content.xml", f'<o:d xmlns:o="o" xmlns:text="t"><o:body><o:text>{inside}</o:text></o:body></o:d>')


CITED = f"{TEXT} (Lund, 2001)."
PAPERS = {
    "paper.tex": (
        f"\\begin{{document}}\n{TEXT} \\cite{{lund}}.\n\\begin{{thebibliography}}{{1}}\\bibitem{{lund}}{ENTRY}"
        "\\end{thebibliography}\\end{document}"
    ).encode(),
    "paper.html": f"<p>{CITED}</p><h2>References</h2><ul><li>{ENTRY}</li></ul>".encode(),
    "paper.xml": (
        f"<article><body><p>{CITED}</p></body><back><ref-list><ref "
        ""
        ""
        ""
        ""
        ""
        f"id='r1'><mixed-citation>{ENTRY}</mixed-citation></ref>"
        "</ref-list></back></article>"
    ).encode(),
    "paper.docx": word(CITED, "References", ENTRY),
    "paper.odt": open_document(CITED, "References", ENTRY),
    "paper.pdf": make_pdf(
        [
            *column(60, 740, [TEXT, "(Lund, 2001). It has nine quays."]),
            (60, 700, 14, "References"),
            (60, 670, 10, ENTRY),
        ]
    ),
}
PLACES = {
    "paper.tex": {"line": 2},
    "paper.html": {"line": 1},
    "paper.xml": {"line": 1},
    "paper.docx": {"paragraph": 1},
    "paper.odt": {"paragraph": 1},
    "paper.pdf": {"page": 1},
}


@pytest.mark.parametrize("name", PAPERS)
def test_extract_and_check_work_on_every_format(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(PAPERS[name])
    assert run(["extract", name, "-q"]) == 0
    claims = Path("claims/paper.toml").read_text(encoding="utf-8")
    assert "114 ferries" in claims
    assert "Ferries of the Port" in Path("references.bib").read_text(encoding="utf-8")
    assert run(["extract", name]) == 0
    assert Path("claims/paper.toml").read_text(encoding="utf-8") == claims
    capsys.readouterr()
    assert run(["check", name, "--offline"]) in (0, 1)
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err
    report = json.loads(Path("reports/paper.json").read_text(encoding="utf-8"))
    claim = next(one for one in report["claims"] if "114" in one["quote"])
    assert claim["sources"]
    places = [one["location"] for one in report["findings"] if one["claim"] == claim["id"]]
    for place in places:
        assert place["file"] == name
        for key, value in PLACES[name].items():
            assert place[key] == value
    assert run(["report", "--format", "sarif", "-o", "out.sarif"]) == 0


def test_a_finding_in_a_pdf_names_its_page_in_every_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("paper.pdf").write_bytes(PAPERS["paper.pdf"])
    run(["check", "paper.pdf", "--offline", "-v"])
    assert "paper.pdf, p. 1" in capsys.readouterr().out
    assert run(["report", "--format", "sarif", "-o", "out.sarif"]) == 0
    results = json.loads(Path("out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    inside = [place for result in results for place in result["locations"] if "logicalLocations" in place]
    assert inside
    assert all(place["logicalLocations"][0] == {"name": "p. 1", "kind": "page"} for place in inside)
    assert all("region" not in place["physicalLocation"] for place in inside)
