"""HTML and JATS papers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from claimcheck.claims import extract
from claimcheck.errors import PaperError
from claimcheck.model.document import Document
from claimcheck.model.reference import Bibliography
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography


def read(folder: Path, text: str | bytes, suffix: str = ".html") -> Document:
    path = folder / f"paper{suffix}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    document = read_paper(path)
    for sentence in document.sentences:
        for run in sentence.text.runs:
            assert sentence.text.text[run.at :][: run.length] == document.source[run.source :][: run.length]
    return document


def texts(document: Document, role: str = "body") -> list[str]:
    return [sentence.text.text for sentence in document.sentences if sentence.role == role]


def page(body: str) -> str:
    return (
        "<!DOCTYPE html>\n<html "
        f"lang='en'><head><title>Ferries</title></head><body><h1>Ferries</h1>\n{body}</body></html>"
    )


def article(body: str, back: str = "", head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<article '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en">'
        "<front><article-meta><title-group><article-title>Ferries of the North</article-title></title-group>"
        "<pub-date><day>3</day><month>4</month><year>2022</year></pub-date>"
        "<abstract><p>We counted 114 ferries.</p></abstract></article-meta></front>"
        f"<body><sec><title>Quays</title>{body}</sec></body><back>{back}</back></article>"
    )


def test_text_of_a_page_stands_where_the_file_has_it(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        page(
            "<nav>9 links</nav><p>The port has\n  <em>nine</em>&nbsp;quays &amp; 114 ferries.</p><footer>2 x</footer>"
        ),
    )
    assert document.title == "Ferries"
    assert texts(document) == ["The port has nine\xa0quays & 114 ferries."]
    (sentence,) = [one for one in document.sentences if one.role == "body"]
    at = sentence.text.text.index("114")
    assert document.source[sentence.text.source_of(at) :].startswith("114 ferries.</p>")


def test_notes_in_the_roles_of_dpub_aria_are_notes(tmp_path: Path) -> None:
    body = (
        '<p>Nine quays.<a href="#n1" id="r1" role="doc-noteref">1</a> Rain.</p><section role="doc-endnotes"><ol>'
        '<li id="n1"><p>Ada Lund, <em>Quays</em>, 2001. <a href="#r1" role="doc-backlink">↩</a></p></li></ol></section>'
    )
    document = read(tmp_path, page(body))
    assert [(note.label, note.text.text) for note in document.notes] == [("1", "Ada Lund, Quays, 2001.")]
    assert [(s.text.text, [m.label for m in s.marks]) for s in document.sentences if s.role == "body"] == [
        ("Nine quays.", ["1"]),
        ("Rain.", []),
    ]
    assert not document.problems


def test_pandocs_citations_lead_to_its_entries(tmp_path: Path) -> None:
    body = (
        '<p>Nine quays <span class="citation" data-cites="lund2001 roe1999">(Lund 2001; Roe 1999)</span>. '
        '<span class="citation" data-cites="roe1999">Roe (1999)</span> '
        'saw ten.</p><div id="refs" class="references csl-bib-body">'
        '<div id="ref-lund2001" class="csl-entry">Lund, Ada. 2001. <em>Quays of the North</em>. Port Press.</div>'
        '<div id="ref-roe1999" class="csl-entry">Roe, Bo. 1999. <em>Ten Ferries</em>. Sea Press.</div></div>'
    )
    document = read(tmp_path, page(body))
    assert texts(document) == ["Nine quays.", "Roe saw ten."]
    bibliography = build_bibliography(document, ())
    assert [citation.keys for citation in bibliography.citations] == [("lund2001",), ("roe1999",), ("roe1999",)]
    assert bibliography.by_key()["lund2001"].title == "Quays of the North"


def test_linked_numbers_and_ranges_lead_to_the_list(tmp_path: Path) -> None:
    items = "".join(f'<li id="B{n}">Lund A. Ferries part {n}. Ports. 200{n}.</li>' for n in range(1, 6))
    body = (
        '<p>Nine quays [<a href="#B1">1</a>,<a href="#B3">3</a>–<a '
        'href="#B5">5</a>]. Ten.<sup><a href="#B2">2</a></sup></p>'
        f"<h2>References</h2><ol>{items}</ol>"
    )
    document = read(tmp_path, page(body))
    assert texts(document) == ["Nine quays.", "Ten."]
    marks = [[mark.label for mark in sentence.marks] for sentence in document.sentences if sentence.role == "body"]
    assert marks == [["B1", "B3", "B4", "B5"], ["B2"]]
    assert not build_bibliography(document, ()).problems


def test_numbers_in_brackets_without_links_lead_to_a_numbered_list(tmp_path: Path) -> None:
    body = "<p>Nine quays [2].</p><h2>References</h2><p>[1] A. Lund, Quays, 2001.</p><p>[2] B. Roe, Ferries, 1999.</p>"
    document = read(tmp_path, page(body))
    assert [(m.kind, m.label) for s in document.sentences for m in s.marks] == [("number", "2")]
    assert [note.label for note in document.listed] == ["ref:1", "ref:2"]


def test_tables_of_a_page_are_rows_and_those_that_lay_out_are_text(tmp_path: Path) -> None:
    body = (
        "<table><tr><td><p>The port has nine quays.</p></td></tr></table><table><caption>Ferries by port</caption>"
        "<tr><th>Port<th>Ferries<tr><td>North\n<td>114\n</table>"
    )
    document = read(tmp_path, page(body))
    assert texts(document) == ["The port has nine quays."]
    assert texts(document, "table") == ["Port: North; Ferries: 114"]
    assert any("114" in claim.quote for claim in extract(document, Bibliography(())))


def test_a_page_in_another_charset_is_decoded(tmp_path: Path) -> None:
    body = page("<p>Müller zählte 114 Fähren.</p>").replace("<head>", "<head><meta charset='iso-8859-1'>")
    assert texts(read(tmp_path, body.encode("latin-1"))) == ["Müller zählte 114 Fähren."]


def test_text_from_right_to_left_keeps_its_places(tmp_path: Path) -> None:
    document = read(tmp_path, page("<p dir='rtl'>وصلت 114 عبارة إلى الميناء في 2019.</p>"))
    (text,) = texts(document)
    assert text == "وصلت 114 عبارة إلى الميناء في 2019."


def test_an_article_is_read_with_its_sections_and_references(tmp_path: Path) -> None:
    body = (
        '<p>The port has nine quays [<xref ref-type="bibr" rid="B1">1</xref>–<xref ref-type="bibr" rid="B3">3</xref>].'
        '<xref ref-type="fn" rid="f1">a</xref></p><table-wrap><label>Table '
        "1</label><caption><p>Ferries by port.</p></caption>"
        "<table><thead><tr><th>Port</th><th>Ferries</th></tr></thead><tbody><tr><td>North</td>\n<td>114</td></tr></tbody>"
        "</table></table-wrap>"
    )
    back = (
        '<fn-group><fn id="f1"><p>Counted by hand.</p></fn></fn-group><ref-list>'
        '<ref id="B1"><element-citation publication-type="journal"><person-group '
        'person-group-type="author"><name><surname>'
        "Lund</surname><given-names>A</given-names></name></person-group><article-title>Quays "
        "of the North</article-title>"
        "<source>Ports</source><year>2001</year><volume>12</volume><fpage>1</fpage><lpage>9</lpage>"
        '<pub-id pub-id-type="doi">10.5555/quays</pub-id></element-citation></ref>'
        '<ref id="B2"><label>2</label><mixed-citation>Roe B. Ten '
        "ferries. Sea Review. 1999;3:1–2.</mixed-citation></ref>"
        '<ref id="B3"><mixed-citation>Hart C. Night ferries. Sea Review. 1997;1:5.</mixed-citation></ref></ref-list>'
    )
    document = read(tmp_path, article(body, back), ".xml")
    assert (document.title, document.date, texts(document, "abstract")) == (
        "Ferries of the North",
        "2022-04-03",
        ["We counted 114 ferries."],
    )
    assert texts(document) == ["The port has nine quays."]
    assert texts(document, "table") == ["Port: North; Ferries: 114"]
    marks = [(m.kind, m.label) for s in document.sentences for m in s.marks]
    assert marks == [("key", "B1"), ("key", "B2"), ("key", "B3"), ("note", "1")]
    bibliography = build_bibliography(document, ())
    first = bibliography.references[0]
    assert (first.title, first.authors, first.year, first.container, first.pages, first.doi) == (
        "Quays of the North",
        ("Lund, A",),
        "2001",
        "Ports",
        "1–9",
        "10.5555/quays",
    )
    assert [r.title for r in bibliography.references] == ["Quays of the North", "Ten ferries", "Night ferries"]
    assert [citation.keys[0] for citation in bibliography.citations[:3]] == [r.key for r in bibliography.references]
    assert not bibliography.problems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE '
            "a [<!ENTITY x SYSTEM "
            '"file:///etc/passwd">]><article>'
            "<body><p>&x;</p></body></article>",
            "entities",
        ),
        (
            "<!DOCTYPE a [<!ENTITY a "
            '"aaaaaaaaaa"><!ENTITY b '
            '"&a;&a;&a;&a;&a;&a;&a;&a;">]><article>'
            "<body><p>&b;</p></body></article>",
            "entities",
        ),
        ("<article><body><p>cut off", "not well-formed"),
        ("<article><body><p>a</q></body></article>", "not well-formed"),
        ("<rss><channel/></rss>", "no JATS article"),
        ("<article><body/></article>", "no text"),
        ('<?xml version="1.0" encoding="x-none"?><article><body><p>a</p></body></article>', "x-none"),
        (b"<article>\xff</article>", "UTF-8"),
    ],
)
def test_hostile_and_broken_xml_is_refused_in_one_line(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(PaperError, match=words) as caught:
        read(tmp_path, text, ".xml")
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_a_doctype_that_lies_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    head = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "http://127.0.0.1:9/JATS.dtd">\n'
    document = read(tmp_path, article("<p>Nine&nbsp;quays.</p>", head=head), ".xml")
    assert texts(document) == ["Nine\xa0quays."]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 30_000 + "<p>114 ferries.",
        "<p>" * 30_000,
        "<table>" * 5_000,
        "<table>" + "<tr><td>1<td>2" * 10_000,
        "<a href='#x'>" * 20_000,
        "<sup>" * 20_000 + "1",
        "&" * 30_000,
        "<" * 30_000,
        "<!--" * 20_000,
        "<li>" * 20_000 + "x",
        "<section role='doc-endnotes'>" * 3_000 + "<li>x",
        "<p>" + "[" * 30_000,
        '<a href="' * 50_000,
        "<!--" * 100_000,
        "<![CDATA[" * 50_000,
        "<?x " * 50_000 + ">",
    ],
    ids=lambda body: body[:12],
)
def test_pages_made_to_confuse_are_read_in_bounded_time(tmp_path: Path, body: str) -> None:
    began = time.monotonic()
    read(tmp_path, page(body + "<p>The port has 114 ferries.</p>"))
    assert time.monotonic() - began < 20


def test_deeply_nested_xml_is_read_in_bounded_time(tmp_path: Path) -> None:
    began = time.monotonic()
    nested = "<p>Ten ferries.</p>" + "<sec>" * 20_000 + "<p>Nine quays.</p>" + "</sec>" * 20_000
    assert texts(read(tmp_path, article(nested), ".xml"))[0] == "Ten ferries."
    assert time.monotonic() - began < 20
