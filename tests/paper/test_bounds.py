"""Papers that are far too large: each is refused in one line, before it takes the machine's memory."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from claimcheck.errors import PaperError
from claimcheck.paper import read_paper
from claimcheck.paper.bounds import MOST_TEXT
from claimcheck.paper.markup.tree import MOST_TEXTS

pytestmark = pytest.mark.timed

SENTENCE = "The port counted 114 ferries, and it rained on most days of the year. "
MANY = SENTENCE * (MOST_TEXT // len(SENTENCE) + 1)


def word(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
        )
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("paper.tex", f"\\begin{{document}}\n{MANY.replace('year. ', 'years.' + chr(10) * 2)}".encode(), "8 million"),
        ("paper.md", MANY.encode(), "8 million"),
        ("paper.html", f"<p>{MANY}</p>".encode(), "8 million"),
        ("paper.docx", word(MANY), "8 million"),
        ("paper.xml", f"<article><body><p>{'a&amp;' * (MOST_TEXTS // 2 + 9)}</p></body></article>".encode(), "pieces"),
        ("paper.html", f"<p>{'a&amp;' * (MOST_TEXTS // 2 + 9)}</p>".encode(), "pieces"),
        ("paper.docx", word("a&amp;" * (MOST_TEXTS // 2 + 9)), "pieces"),
    ],
    ids=["latex", "markdown", "html", "word", "jats in pieces", "html in pieces", "word in pieces"],
)
def test_more_text_than_any_paper_has_is_refused_in_one_line(
    tmp_path: Path, name: str, body: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(body)
    began = time.process_time()
    with pytest.raises(PaperError, match=words) as caught:
        read_paper(tmp_path / name, name)
    assert "\n" not in str(caught.value)
    assert caught.value.file == name
    assert caught.value.remedy
    assert time.process_time() - began < 30


def test_pictures_inside_a_markdown_paper_are_no_text(tmp_path: Path) -> None:
    picture = f"![Quay](data:image/png;base64,{'iVBORw0KGgo' * (MOST_TEXT // 10)})"
    (tmp_path / "paper.md").write_text(f"# Ferries\n\nThe port counted 114 ferries.\n\n{picture}\n", encoding="utf-8")
    document = read_paper(tmp_path / "paper.md", "paper.md")
    assert "The port counted 114 ferries." in [sentence.text.text for sentence in document.sentences]


@pytest.mark.parametrize(
    "text",
    ["בנמל חיפה נספרו 114 מעבורות, שהם יותר מתמיד.", "أحصى الميناء 114 عبّارة في ذلك العام."],
    ids=["hebrew", "arabic"],
)
@pytest.mark.parametrize("suffix", [".md", ".tex", ".html"])
def test_text_from_right_to_left_is_read_in_its_order(tmp_path: Path, suffix: str, text: str) -> None:
    bodies = {".tex": f"\\begin{{document}}{text}\\end{{document}}", ".html": f"<p dir='rtl'>{text}</p>"}
    path = tmp_path / f"paper{suffix}"
    path.write_text(bodies.get(suffix, text), encoding="utf-8")
    document = read_paper(path, path.name)
    (sentence,) = document.sentences
    assert sentence.text.text == text
    for run in sentence.text.runs:
        assert text[run.at : run.at + run.length] == document.source[run.source : run.source + run.length]


def test_the_parts_of_a_word_file_are_bounded_together(tmp_path: Path) -> None:
    stream = io.BytesIO()
    many = "<w:r/>" * 400_000
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Nine quays.</w:t></w:r>{many}</w:p></w:body></w:document>',
        )
        for name in ("footnotes", "endnotes"):
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="w">{many}</w:{name}>')
    (tmp_path / "paper.docx").write_bytes(stream.getvalue())
    with pytest.raises(PaperError, match="1,000,000 elements"):
        read_paper(tmp_path / "paper.docx", "paper.docx")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("paper.html", "<p " + " ".join(f"a{n}='x'" for n in range(20_000)) + ">The port has 114 ferries.</p>"),
        ("paper.html", "<p " + "a " * 60_000 + ">The port has 114 ferries.</p>"),
        (
            "paper.xml",
            "<article><body><p " + " ".join(f'a{n}=">"' for n in range(20_000)) + ">Quay.</p></body></article>",
        ),
    ],
    ids=["html", "without values", "jats"],
)
def test_an_element_with_ever_so_many_attributes_is_refused(tmp_path: Path, name: str, body: str) -> None:
    (tmp_path / name).write_text(body, encoding="utf-8")
    with pytest.raises(PaperError, match="attributes"):
        read_paper(tmp_path / name, name)


def test_a_large_picture_in_an_attribute_is_no_attribute_more(tmp_path: Path) -> None:
    lines = "\n".join(["iVBORw0KGgo=" * 6] * 20_000)
    (tmp_path / "paper.html").write_text(f'<p>The port has 114 ferries.</p><img src="data:image/png;base64,{lines}">')
    assert [s.text.text for s in read_paper(tmp_path / "paper.html").sentences] == ["The port has 114 ferries."]
