"""Word and OpenDocument papers, made here part by part."""

from __future__ import annotations

import base64
import io
import json
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from claimcheck.checks.context import Context
from claimcheck.claims import extract
from claimcheck.errors import PaperError
from claimcheck.model.document import Document
from claimcheck.model.reference import Bibliography
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://r"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="B"><w:name w:val="Bibliography"/></w:style></w:styles>'
)
ITEM = {
    "citationItems": [
        {
            "id": 7,
            "uris": ["http://zotero.org/users/local/x/items/AB12CD34"],
            "locator": "12",
            "label": "page",
            "itemData": {
                "id": 7,
                "type": "article-journal",
                "title": "Ferries of the <i>North</i>",
                "author": [{"family": "Lund", "given": "Ada"}, {"literal": "Port Office"}],
                "container-title": "Sea Review",
                "issued": {"date-parts": [["2001", 5, 3]]},
                "DOI": "10.5555/ferries",
                "page": "1-9",
            },
        }
    ]
}


def run(text: str, properties: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(runs)}</w:p>"


def instruction(code: str, printed: str) -> str:
    code = code.replace("&", "&amp;").replace("<", "&lt;")
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code[:40]}</w:instrText></w:r><w:r><w:instrText>{code[40:]}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{printed}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def packed(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def docx(*body: str, **parts: str) -> bytes:
    files = {
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": STYLES,
    }
    return packed(files | {f"word/{name}.xml": f"<w:{name} {W}>{text}</w:{name}>" for name, text in parts.items()})


def odt(*body: str, styles: str = "") -> bytes:
    names = " ".join(f'xmlns:{n}="{n}"' for n in ("office", "text", "table", "style", "fo", "xlink"))
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<office:document-content "
            f"{names}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>",
        }
    )


def read(folder: Path, body: bytes, suffix: str = ".docx") -> Document:
    path = folder / f"paper{suffix}"
    path.write_bytes(body)
    document = read_paper(path, f"paper{suffix}")
    for sentence in document.sentences:
        for one in sentence.text.runs:
            assert sentence.text.text[one.at :][: one.length] == document.source[one.source :][: one.length]
    return document


def texts(document: Document, role: str = "body") -> list[str]:
    return [sentence.text.text for sentence in document.sentences if sentence.role == role]


def test_styles_say_what_a_paragraph_is_and_places_are_paragraphs(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        docx(
            para(run("Ferries"), style="T"),
            para(run("Quays"), style="H1"),
            para(),
            para(run("The port has nine "), run("quays.", "<w:i/>")),
        ),
    )
    assert document.title == "Ferries"
    (sentence,) = [one for one in document.sentences if one.role == "body"]
    assert (sentence.text.text, sentence.section) == ("The port has nine quays.", "Quays")
    place = Context(document, Bibliography(()), ()).in_paper(sentence.text.to_source(0, len(sentence.text)))
    assert (place.file, place.paragraph, place.page) == ("paper.docx", 4, None)


def test_footnotes_and_endnotes_are_notes_at_their_marks(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        docx(
            para(
                run("Nine quays."),
                '<w:r><w:footnoteReference w:id="2"/></w:r>',
                run(" It rained."),
                '<w:r><w:endnoteReference w:id="5"/></w:r>',
            ),
            footnotes='<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote '
            f'w:id="2">{para(run("Lund, "), run("Quays", "<w:i/>"), run(", 2001."))}</w:footnote>',
            endnotes=f'<w:endnote w:id="5">{para(run("Roe 1999."))}</w:endnote>',
        ),
    )
    assert texts(document) == ["Nine quays.", "It rained."]
    assert [(note.label, note.text.text) for note in document.notes] == [
        ("1", "Lund, Quays, 2001."),
        ("e1", "Roe 1999."),
    ]
    assert [[mark.label for mark in sentence.marks] for sentence in document.sentences] == [["1"], ["e1"]]
    assert not document.problems


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    gone = "<w:del><w:r><w:delText>141</w:delText></w:r></w:del><w:ins>" + run("114") + "</w:ins>"
    merged = para(run("and it has "), properties="<w:rPr><w:del/></w:rPr>")
    moved = f"<w:moveFrom>{run('Old.')}</w:moveFrom>"
    document = read(
        tmp_path, docx(para(run("We counted "), gone, run(" ferries."), moved), merged, para(run("nine quays.")))
    )
    assert texts(document) == ["We counted 114 ferries.", "and it has nine quays."]


@pytest.mark.parametrize(
    "cited",
    [
        instruction(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(ITEM)}", run("(Lund 2001, 12)")),
        instruction(f"ADDIN CSL_CITATION {json.dumps(ITEM)}", run("(Lund 2001, 12)")),
        '<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_'
        + base64.b64encode(json.dumps(ITEM).encode()).decode()
        + f'"/></w:sdtPr><w:sdtContent>{run("(Lund 2001, 12)")}</w:sdtContent></w:sdt>',
        instruction(
            "ADDIN EN.CITE "
            "<EndNote><Cite><Author>Lund</Author><Year>2001</Year><Pages>12</Pages><record><rec-number>3</rec-number>"
            '<ref-type name="Journal Article">17</ref-type><contributors><authors><author><style '
            'face="normal">Lund, Ada</style></author>'
            "<author>Port Office</author></authors></contributors><titles><title>Ferries "
            "of the North</title><secondary-title>Sea Review"
            "</secondary-title></titles><pages>1-9</pages><dates><year>2001</year></dates><electronic-resource-num>10.5555/ferries"
            "</electronic-resource-num></record></Cite></EndNote>",
            run("(Lund 2001, 12)"),
        ),
    ],
    ids=["zotero", "mendeley desktop", "mendeley cite", "endnote"],
)
def test_citation_fields_of_reference_managers_become_works(tmp_path: Path, cited: str) -> None:
    document = read(tmp_path, docx(para(run("We counted 114 ferries "), cited, run("."))))
    assert texts(document) == ["We counted 114 ferries."]
    bibliography = build_bibliography(document, ())
    (work,) = bibliography.references
    assert (work.title, work.authors, work.year, work.container, work.doi) == (
        "Ferries of the North",
        ("Lund, Ada", "Port Office"),
        "2001",
        "Sea Review",
        "10.5555/ferries",
    )
    (citation,) = bibliography.citations
    assert (citation.keys, citation.locator) == (("lund2001ferries",), "p. 12")
    assert document.source[citation.span.start : citation.span.end] == "(Lund 2001, 12)"
    (claim,) = extract(document, bibliography)
    assert claim.sources == ("lund2001ferries",)


def test_a_second_run_finds_the_entries_of_the_first(tmp_path: Path) -> None:
    cited = instruction(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(ITEM)}", run("(Lund 2001)"))
    document = read(tmp_path, docx(para(run("We counted 114 ferries "), cited, run("."))))
    first = build_bibliography(document, ()).references
    again = build_bibliography(document, first)
    assert [reference.key for reference in again.references] == ["lund2001ferries"]


def test_a_broken_field_is_plain_text(tmp_path: Path) -> None:
    for code in (
        "ADDIN ZOTERO_ITEM CSL_CITATION {broken",
        'ADDIN CSL_CITATION {"citationItems": 3}',
        "ADDIN EN.CITE <EndNote><Cite>",
    ):
        document = read(tmp_path, docx(para(run("Nine quays"), instruction(code, run(" (Lund)")), run("."))))
        assert texts(document) == ["Nine quays (Lund)."]


def test_raised_numbers_and_brackets_lead_to_the_list(tmp_path: Path) -> None:
    listed = [para(run(f"{n}. Lund A. Ferries part {n}. Ports. 200{n};1:2."), style="B") for n in (1, 2, 3)]
    raised = run("1,3", '<w:vertAlign w:val="superscript"/>')
    square = run("2", '<w:vertAlign w:val="superscript"/>')
    document = read(
        tmp_path, docx(para(run("Nine quays."), raised, run(" Ten km"), square, run(" of sea [2].")), *listed)
    )
    assert texts(document) == ["Nine quays.", "Ten km² of sea."]
    marks = [[mark.label for mark in s.marks] for s in document.sentences]
    assert marks == [["1", "3"], ["2"]]


def test_a_reference_list_without_styles_is_known_by_its_heading(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        docx(
            para(run("Nine quays (Lund, 2001).")),
            para(run("References")),
            para(run("Lund, A. (2001). Quays of the North. Port Press.")),
        ),
    )
    assert texts(document) == ["Nine quays."]
    assert build_bibliography(document, ()).citations[0].keys == ("lund2001quays",)


def test_rows_of_a_table_are_claims(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>".format
    rows = [("Port", "Ferries"), ("North", "114")]
    table = (
        "<w:tbl>" + "".join(f"<w:tr>{''.join(cell(para(run(one))) for one in row)}</w:tr>" for row in rows) + "</w:tbl>"
    )
    document = read(tmp_path, docx(para(run("Text.")), table))
    assert texts(document, "table") == ["Port: North; Ferries: 114"]
    assert [claim.quote for claim in extract(document, Bibliography(()))] == ["North | 114"]


def test_an_opendocument_text_is_read(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    )
    name = f"ZOTERO_ITEM CSL_CITATION {json.dumps(ITEM)} RNDx".replace('"', "&quot;").replace("<", "&lt;")
    note = (
        '<text:note text:id="n" '
        'text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Roe, '
        '<text:span text:style-name="T1">Quays</text:span>, 1999.</text:p></text:note-body></text:note>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>141 ferries.</text:p></text:deletion>"
        '</text:changed-region></text:tracked-changes><text:p text:style-name="P1">Ferries</text:p>'
        '<text:h text:outline-level="1">Quays</text:h>'
        f'<text:p>We counted<text:s/>114 ferries <text:reference-mark-start text:name="{name}"/>(Lund 2001)'
        f'<text:reference-mark-end text:name="{name}"/>.{note}</text:p>'
        "<text:list><text:list-item><text:p>Nine quays.</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Port</text:p></table:table-cell><table:table-cell>"
        "<text:p>Ferries</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>North</text:p>"
        "</table:table-cell><table:table-cell><text:p>27</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = read(tmp_path, odt(body, styles=styles), ".odt")
    assert document.title == "Ferries"
    assert texts(document) == ["We counted 114 ferries."]
    assert texts(document, "list") == ["Nine quays."]
    assert texts(document, "table") == ["Port: North; Ferries: 27"]
    assert [(note.label, note.text.text) for note in document.notes] == [("1", "Roe, Quays, 1999.")]
    bibliography = build_bibliography(document, ())
    assert bibliography.references[0].doi == "10.5555/ferries"
    assert "lund2001ferries" in bibliography.citations[0].keys


BOMB = packed({"word/document.xml": f"<w:document {W}><w:body>" + " " * 90_000_000 + "</w:body></w:document>"})
ENTITY = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document '
    f"{W}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"no zip", "no .docx file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
        (docx(para(run("Nine quays.")))[:400], "no .docx file"),
        (packed({"other.xml": "<a/>"}), "no text part"),
        (docx(para()), "no text"),
        (packed({"word/document.xml": "<w:document"}), "not well-formed"),
        (packed({"word/document.xml": ENTITY}), "entities"),
        (BOMB, "unpacks to more than 80 MB"),
    ],
    ids=["empty", "text", "encrypted", "cut off", "another zip", "no words", "broken", "entity", "bomb"],
)
def test_hostile_and_broken_packages_are_refused_in_one_line(tmp_path: Path, body: bytes, words: str) -> None:
    began = time.monotonic()
    with pytest.raises(PaperError, match=words) as caught:
        read(tmp_path, body)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    assert time.monotonic() - began < 20


def test_an_encrypted_opendocument_text_says_so(tmp_path: Path) -> None:
    body = packed(
        {"META-INF/manifest.xml": "<m><file-entry><encryption-data/></file-entry></m>", "content.xml": "\1\2"}
    )
    with pytest.raises(PaperError, match="encrypted"):
        read(tmp_path, body, ".odt")


def custom(name: str, code: str) -> str:
    """Zotero's code for a bookmark, in pieces of 255 characters."""
    pieces = [code[at : at + 255] for at in range(0, len(code), 255)]
    return "".join(
        f'<property name="{name}_{number}"><lpwstr>{escape(piece)}</lpwstr></property>'
        for number, piece in enumerate(pieces, 1)
    )


def test_citations_that_zotero_keeps_in_bookmarks_become_works(tmp_path: Path) -> None:
    bookmark = '<w:bookmarkStart w:id="{0}" w:name="ZOTERO_BREF_{1}"/>{2}<w:bookmarkEnd w:id="{0}"/>'
    body = docx(
        para(run("We counted 114 ferries "), bookmark.format(1, "aB3", run("(Lund 2001, 12)")), run(".")),
        para(run("Works"), style="H1"),
        bookmark.format(2, "bib", para(run("Lund, A., 2001. Ferries of the North."))),
        para(run("Nine quays.")),
    )
    properties = custom("ZOTERO_BREF_aB3", f"ZOTERO_ITEM CSL_CITATION {json.dumps(ITEM)}") + custom(
        "ZOTERO_BREF_bib", 'ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY'
    )
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    document = read(tmp_path, packed(parts | {"docProps/custom.xml": f"<Properties>{properties}</Properties>"}))
    assert texts(document) == ["We counted 114 ferries.", "Nine quays."]
    assert [note.text.text for note in document.listed] == ["Lund, A., 2001. Ferries of the North."]
    bibliography = build_bibliography(document, ())
    assert [reference.doi for reference in bibliography.references] == ["10.5555/ferries"]
    assert [(one.keys, one.locator) for one in bibliography.citations] == [(("lund2001ferries",), "p. 12")]


def test_citations_that_zotero_keeps_in_bookmarks_of_opendocument_become_works(tmp_path: Path) -> None:
    code = f"ZOTERO_ITEM CSL_CITATION {json.dumps(ITEM)}".replace("&", "&amp;").replace("<", "&lt;")
    body = (
        '<office:document xmlns:office="o" xmlns:text="t" xmlns:meta="m"><office:meta>'
        f'<meta:user-defined meta:name="ZOTERO_BREF_aB3_2">{code[255:]}</meta:user-defined>'
        f'<meta:user-defined meta:name="ZOTERO_BREF_aB3_1">{code[:255]}</meta:user-defined>'
        "</office:meta><office:body><office:text><text:p>We counted 114 ferries "
        '<text:bookmark-start text:name="ZOTERO_BREF_aB3"/>(Lund 2001)<text:bookmark-end text:name="ZOTERO_BREF_aB3"/>.'
        "</text:p></office:text></office:body></office:document>"
    )
    document = read(tmp_path, f'<?xml version="1.0"?>{body}'.encode(), ".fodt")
    assert texts(document) == ["We counted 114 ferries."]
    assert [reference.doi for reference in build_bibliography(document, ()).references] == ["10.5555/ferries"]


def test_text_boxes_are_read_behind_the_paragraph_that_holds_them_and_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{para(run('In the box are nine quays.'))}</w:txbxContent>"
    drawing = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
    drawing += f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    body = docx(para(run("We counted "), drawing, run("114 ferries.")), para(run("It rained.")))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        text = archive.read("word/document.xml").decode().replace("<w:document ", '<w:document xmlns:mc="mc" ')
    document = read(tmp_path, packed({"word/document.xml": text, "word/styles.xml": STYLES}))
    assert texts(document) == ["We counted 114 ferries.", "In the box are nine quays.", "It rained."]


def test_a_note_in_a_table_is_a_note_of_its_row(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    rows = [("Port", "Ferries"), ("North", "27")]
    table = "".join(
        "<w:tr>" + "".join(f"<w:tc>{para(run(text), mark if text == '27' else '')}</w:tc>" for text in row) + "</w:tr>"
        for row in rows
    )
    note = f'<w:footnote w:id="2">{para(run("Lund, Quays, 2001."))}</w:footnote>'
    document = read(tmp_path, docx(f"<w:tbl>{table}</w:tbl>", footnotes=note))
    assert [(note.label, note.text.text) for note in document.notes] == [("1", "Lund, Quays, 2001.")]
    assert [(s.text.text, [m.label for m in s.marks]) for s in document.sentences] == [
        ("Port: North; Ferries: 27", ["1"])
    ]


def test_names_and_years_in_the_cells_of_a_table_are_citations(tmp_path: Path) -> None:
    rows = [("Port", "Ferries"), ("North", "27 (Lund, 2001)")]
    table = "".join("<w:tr>" + "".join(f"<w:tc>{para(run(t))}</w:tc>" for t in row) + "</w:tr>" for row in rows)
    listed = para(run("Lund, A. (2001). Ferries of the North. Port Press."), style="B")
    document = read(tmp_path, docx(f"<w:tbl>{table}</w:tbl>", para(run("References"), style="H1"), listed))
    bibliography = build_bibliography(document, ())
    assert [citation.keys for citation in bibliography.citations] == [(bibliography.references[0].key,)]
    assert texts(document, "table") == ["Port: North; Ferries: 27"]
