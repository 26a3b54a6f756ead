"""Bad input, each one clear line; encodings."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest

from claimcheck.errors import PaperError
from claimcheck.paper import READERS, REFUSED, read_paper


def refused(path: Path) -> PaperError:
    with pytest.raises(PaperError) as caught:
        read_paper(path)
    assert "\n" not in str(caught.value)
    return caught.value


def refused_or_read(path: Path) -> bool:
    """Whether a file is read, or refused in one line that says what to do."""
    try:
        read_paper(path)
    except PaperError as error:
        return "\n" not in str(error) and bool(error.remedy)
    return True


def test_every_suffix_of_markdown_and_latex_is_read(tmp_path: Path) -> None:
    for suffix in (".md", ".markdown", ".mdown", ".qmd", ".rmd", ".txt", ".tex", ".latex", ".ltx"):
        path = tmp_path / f"paper{suffix.upper()}"
        path.write_text("Ten wells were dug.\n", encoding="utf-8")
        assert [s.text.text for s in read_paper(path).sentences] == ["Ten wells were dug."]


def test_every_format_refuses_what_is_another_or_damaged(tmp_path: Path) -> None:
    for suffix in READERS:
        for number, body in enumerate((b"", b" \n", b"\0\1\2" * 100, b"PK\3\4" + b"\0" * 50, b"%PDF-1.7\n%cut off")):
            path = tmp_path / f"paper{number}{suffix}"
            path.write_bytes(body)
            assert refused_or_read(path)


def test_formats_that_cannot_be_read_yet_are_refused_by_name(tmp_path: Path) -> None:
    for suffix, name in REFUSED.items():
        path = tmp_path / f"paper{suffix}"
        path.write_bytes(b"x")
        error = refused(path)
        assert name in str(error)
        assert error.remedy


def test_an_unknown_suffix_names_those_that_are_read(tmp_path: Path) -> None:
    assert ".md" in str(refused(tmp_path / "paper.xyz"))
    assert "suffix" in str(refused(tmp_path / "paper"))


def test_a_missing_file_a_folder_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    assert "no such file" in str(refused(tmp_path / "none.md"))
    (tmp_path / "folder.md").mkdir()
    assert "folder" in str(refused(tmp_path / "folder.md"))
    (tmp_path / "empty.md").write_bytes(b"")
    assert "empty" in str(refused(tmp_path / "empty.md"))
    (tmp_path / "blank.md").write_bytes(b" \n\t\n")
    assert "white space" in str(refused(tmp_path / "blank.md"))
    (tmp_path / "marked.md").write_bytes(codecs.BOM_UTF8)
    assert "white space" in str(refused(tmp_path / "marked.md"))


def test_binary_data_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_bytes(b"one\ntwo\0three")
    error = refused(path)
    assert "binary" in str(error)
    assert error.line == 2


def test_a_wrong_encoding_names_byte_and_line(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_bytes("Ein Satz.\nZwei Flüsse.\n".encode("latin-1"))
    error = refused(path)
    assert error.line == 2
    assert "byte 17 (0xfc)" in str(error)


def test_a_wrong_encoding_behind_a_byte_order_mark_counts_it(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_bytes(codecs.BOM_UTF8 + b"ab\xff")
    assert "byte 5 (0xff)" in str(refused(path))


def test_a_file_that_is_too_large_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    with path.open("wb") as stream:
        stream.truncate(50_000_001)
    assert "50 MB" in str(refused(path))


@pytest.mark.parametrize(
    "mark, encoding",
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_byte_order_marks_are_understood_and_left_out(tmp_path: Path, mark: bytes, encoding: str) -> None:
    text = "Zwölf Brücken 𝔸 stehen.\r\n\r\nSie halten.\r\n"
    path = tmp_path / "paper.md"
    path.write_bytes(mark + text.encode(encoding))
    document = read_paper(path)
    assert document.source == text
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    second = document.sentences[1].text
    assert second.text == "Sie halten."
    assert text[second.source_of(0) or 0 :].startswith("Sie halten.")


def test_the_shown_path_is_kept_with_forward_slashes(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text("Text.", encoding="utf-8")
    assert read_paper(path, "papers\\paper.md").path == "papers/paper.md"


def test_a_paper_without_notes_or_numbers_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text("# Title\n\nNothing is counted here.\n", encoding="utf-8")
    document = read_paper(path)
    assert document.title == "Title"
    assert document.notes == () == document.listed == document.problems
