"""Pages → text: what is the work's own, what is furniture, and what the page says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.model.source import Passage, SourceText
from claimcheck.readers import Unreadable, from_json, read_text, to_json

PROSE = (
    "The harbour office logged 1,482 ferries in the season, and 61 of them were late. "
    "Captains blame the fog, which lasted for nineteen days."
)


def page(body: str, head: str = "") -> SourceText:
    return read_text(f"<html lang='en'><head>{head}</head><body>{body}</body></html>".encode(), "text/html")


def by_role(text: SourceText, role: str) -> list[str]:
    return [passage.text for passage in text.passages if passage.role == role]


def test_sentences_of_a_paragraph_are_passages_that_stand_in_the_text() -> None:
    text = page(f"<h1>Ferries</h1><p>{PROSE}</p>")
    main = [p for p in text.passages if p.role == "main"]
    assert [p.text for p in main] == [PROSE[:81].strip(), PROSE[81:].strip()]
    assert all(text.text[p.start : p.end] == p.text for p in main)


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><a href='/'>Page 7</a></nav>",
        "<header><p>Issue 77</p></header>",
        "<footer>Registered no. 77</footer>",
        "<aside><h3>Most read</h3><p>Seventy-seven 77 goats</p></aside>",
        "<div class='cookie-notice'>We and our 77 partners</div>",
        "<div id='newsletter-signup'><p>Join 77 readers</p></div>",
        "<div class='social-share'>77 shares</div>",
        "<section class='comments'><p>I counted 77 myself.</p></section>",
        "<p class='byline'>By Jo Doe, 7 min read, 77</p>",
        "<ol class='breadcrumb'><li>Home 77</li></ol>",
        "<form><label>Your e-mail 77</label></form>",
        "<div role='complementary'>77 adverts</div>",
        "<div style='display: none'>77 hidden</div>",
        "<ul><li><a href='1'>Story 77</a></li><li><a href='2'>Tale</a></li><li><a href='3'>Yarn</a></li>"
        "<li><a href='4'>Myth</a></li></ul>",
        "<h2>Related articles</h2><p>Seventy-seven (77) more</p>",
    ],
)
def test_furniture_is_kept_and_labelled(furniture: str) -> None:
    text = page(f"<article><h1>Ferries</h1><p>{PROSE}</p><p>{PROSE}</p></article>{furniture}")
    assert "77" in " ".join(by_role(text, "furniture")) or "Page 7" in " ".join(by_role(text, "furniture"))
    assert "77" not in " ".join(by_role(text, "main") + by_role(text, "list"))


def test_scripts_and_styles_are_no_text() -> None:
    text = page(f"<p>{PROSE}</p><script>var pages = 4711;</script><style>p {{ width: 4711px }}</style>")
    assert "4711" not in text.text


@pytest.mark.parametrize(
    "heading", ["References", "Bibliography", "Literatur", "Références", "参考文献", "12. Works cited"]
)
def test_a_reference_list_is_labelled(heading: str) -> None:
    text = page(f"<h1>Ferries</h1><p>{PROSE}</p><h2>{heading}</h2><ol><li>Doe, J. Boats. pp. 5-20.</li></ol>")
    assert by_role(text, "references")[-1] == "Doe, J. Boats. pp. 5-20."
    assert by_role(text, "list") == []


def test_the_section_after_the_references_is_the_works_own_again() -> None:
    text = page(f"<h2>References</h2><p>Doe 1999.</p><h2>Appendix</h2><p>{PROSE}</p>")
    assert "1,482" in by_role(text, "main")[0]


def test_table_rows_become_statements_with_caption_and_headers() -> None:
    text = page(
        "<h1>Ferries</h1><table><caption>Harbours, 2021</caption>"
        "<thead><tr><th>Harbour</th><th>Ferries</th><th>Late</th></tr></thead>"
        "<tbody><tr><th>Upper Quay</th><td>1,482</td><td>61</td></tr>"
        "<tr><td>Mill Pond</td><td>90</td><td></td></tr></tbody></table>"
    )
    rows = [p for p in text.passages if p.role == "table"]
    assert [p.text for p in rows] == [
        "Harbour Ferries Late",
        "Harbours, 2021: Upper Quay: Ferries 1,482",
        "Harbours, 2021: Upper Quay: Late 61",
        "Harbours, 2021: Mill Pond: Ferries 90",
    ]
    assert rows[2].locator == "table 1, row 1, column 3"
    assert "61" in text.text[rows[2].start : rows[2].end]


def test_spans_reach_into_the_cells_that_they_cover() -> None:
    text = page(
        "<table><tr><th rowspan='2'>Year</th><th colspan='2'>Crew</th></tr><tr><th>Ship</th><th>Shore</th></tr>"
        "<tr><td rowspan='2'>2019</td><td>11</td><td>12</td></tr><tr><td>13</td><td>14</td></tr></table>"
    )
    said = [p.text for p in text.passages if p.role == "table"]
    assert "2019: Crew, Ship 13" in said
    assert "2019: Crew, Shore 14" in said


def test_a_table_without_header_cells_takes_its_first_row_as_header() -> None:
    text = page("<table><tr><td>Region</td><td>2019</td></tr><tr><td>North</td><td>12</td></tr></table>")
    assert [p.text for p in text.passages if p.role == "table"][-1] == "North: 2019 12"


def test_a_layout_table_is_read_as_prose() -> None:
    text = page(f"<table><tr><td><p>{PROSE}</p></td><td>{PROSE} {PROSE} {PROSE} {PROSE} {PROSE}</td></tr></table>")
    assert by_role(text, "table") == []
    assert "1,482" in by_role(text, "main")[0]


def test_note_marks_vanish_and_exponents_stay() -> None:
    text = page(
        "<p>The lake has 12 km<sup>2</sup> of ice.<sup><a href='#n3'>3</a></sup> "
        "It melts<sup>[<a>4</a>]</sup> in May.</p>"
    )
    assert text.text == "The lake has 12 km² of ice. It melts in May."


def test_definition_lists_join_term_and_value() -> None:
    assert by_role(page("<dl><dt>Built</dt><dd>1934</dd></dl>"), "list") == ["Built: 1934"]


def test_two_line_breaks_end_a_paragraph() -> None:
    text = page("One town.<br><br>Two towns.<br>Three towns.")
    assert {p.paragraph for p in text.passages} == {0, 1}


def test_locators_name_the_section() -> None:
    text = page(f"<h1>Ferries</h1><p>{PROSE}</p><h2>Delays</h2><p>{PROSE}</p>")
    assert [p.locator for p in text.passages if p.role == "main"] == ["paragraph 1"] * 2 + ["§ Delays"] * 2


def test_the_marked_work_makes_everything_else_furniture() -> None:
    text = page(
        f"<div><p>Ticker: 77 dead.</p></div><main><h1>Ferries</h1><p>{PROSE}</p></main><div><p>Weather 77</p></div>"
    )
    assert "77" not in " ".join(by_role(text, "main"))


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    text = page(f"<form id='aspnetForm'><div>{PROSE}</div><div>{PROSE}</div></form>")
    assert "1,482" in " ".join(by_role(text, "main"))


def test_misleading_class_names_do_not_cost_the_article() -> None:
    text = page(f"<div class='related-content'><div>{PROSE * 6}</div></div>")
    assert "1,482" in " ".join(by_role(text, "main"))


def test_metadata_comes_from_tags_and_linked_data() -> None:
    text = page(
        f"<h1>Ferries and fog</h1><p>{PROSE}</p>",
        "<title>Ferries and fog | The Quay</title><meta property='og:site_name' content='The Quay'>"
        '<script type=\'application/ld+json\'>{"@graph": [{"@type": "WebSite", "name": "The Quay"}, {"@type": '
        '["NewsArticle"], "headline": "Ferries &amp; fog", "author": [{"name": "Jo Doe"}, "Ann Poe"], '
        '"datePublished": "2021-03-04T10:00:00+01:00", "dateModified": "2021-03-09", '
        '"isAccessibleForFree": "False"}]}</script>',
    )
    assert text.titles[-2:] == ("Ferries and fog", "Ferries and fog | The Quay")
    assert (text.authors, text.published, text.updated) == (("Jo Doe", "Ann Poe"), "2021-03-04", "2021-03-09")
    assert (text.site, text.lang, text.free) == ("The Quay", "en", False)


def test_highwire_tags_come_first() -> None:
    head = (
        "<title>x - y</title><meta name='citation_title' content='On fog'>"
        "<meta name='citation_author' content='Doe, J.'>"
        "<meta name='citation_publication_date' content='2020/5/7'>"
    )
    text = page(f"<p>{PROSE}</p>", head)
    assert (text.title, text.authors, text.published) == ("On fog", ("Doe, J.",), "2020-05-07")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fog in the bay | Quay News", "Fog in the bay"),
        ("Quay News: Fog in the bay over all harbours", "Quay News: Fog in the bay over all harbours"),
        (
            "Fog – a study of the bay over nineteen long and tiresome days",
            "Fog – a study of the bay over nineteen long and tiresome days",
        ),
    ],
)
def test_the_name_of_the_site_is_taken_off_the_title(title: str, expected: str) -> None:
    assert page(f"<p>{PROSE}</p>", f"<title>{title}</title>").title == expected


def test_a_date_in_a_byline_dates_the_page_and_one_in_a_list_of_others_does_not() -> None:
    with_byline = page(f"<article><p class='byline'><time datetime='2020-02-03'>x</time></p><p>{PROSE}</p></article>")
    with_list = page(f"<p>{PROSE}</p><ul><li><time datetime='2020-02-03'>x</time></li></ul>")
    assert (with_byline.published, with_list.published) == ("2020-02-03", "")


def test_chinese_sentences_end_without_a_space() -> None:
    text = page("<p>全市共有54个站点。其中31个在国外！还有吗？没有。</p>")
    assert by_role(text, "main") == ["全市共有54个站点。", "其中31个在国外！", "还有吗？", "没有。"]


@pytest.mark.parametrize("body", [b"<html></html>", b"<!-- nothing -->", b"<script>1</script>"])
def test_a_page_without_words_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_text(body, "text/html")


def test_entities_of_a_document_type_are_not_expanded() -> None:
    body = b'<!DOCTYPE html [<!ENTITY a "boom boom boom"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b; calm</p></html>'
    assert "boom boom boomboom" not in read_text(body, "text/html").text


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + b"deep",
        b"<table><tr><td rowspan=65535 colspan=65535>1</td></tr>" * 2_000,
        b"<p>" + b"A. " * 400_000,
        b"<p " + b'a="b" ' * 200_000 + b">words",
        b"<ul>" + b"<li><time datetime=2020>x</time>" * 50_000,
        b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script><p>words",
    ],
)
@pytest.mark.timed
def test_hostile_pages_end_soon(body: bytes) -> None:
    try:
        text = read_text(body, "text/html")
    except Unreadable:
        return
    assert len(text.text) <= 4_000_000


SOUP = [
    "<p>", "</p>", "<div class='nav'>", "</div>", "<table>", "<tr>", "<td>7", "<h1>", "</h1>", "<h2>Notes</h2>", "<li>",
    "<br>", "<dt>", "<dd>", "Word 12. ", "<sup>3</sup>", "汉。",
]  # fmt: skip


@given(st.lists(st.sampled_from(SOUP), max_size=40))
def test_any_soup_gives_passages_that_lie_in_the_text(parts: list[str]) -> None:
    try:
        text = page("".join(parts))
    except Unreadable:
        return
    last = 0
    for passage in text.passages:
        assert 0 <= passage.start < passage.end <= len(text.text)
        assert passage.start >= last or passage.role == "table"
        last = passage.start
        if passage.role not in ("table", "furniture", "references"):
            assert " ".join(text.text[passage.start : passage.end].split()) == passage.text
    assert from_json(to_json(text)) == text


def test_the_cache_form_refuses_other_versions_and_damage() -> None:
    line = to_json(SourceText("a", (Passage(0, 1, "a"),)))
    assert from_json(line).text == "a"
    for damaged in ("{}", "[]", line.replace('"reader":', '"reader":9'), line.replace('"titles":', '"tittles":')):
        with pytest.raises(ValueError, match=r".+"):
            from_json(damaged)
