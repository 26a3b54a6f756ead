"""Whatever the text: no crash, exact offsets, bounded time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.model.document import Document
from claimcheck.model.text import MappedText
from claimcheck.paper import read_paper

FRAGMENTS = [
    "<sup>1</sup>",
    "<sup>2, 3</sup>",
    "<sup>4-6</sup>",
    "<sup>",
    "</sup>",
    "²",
    "km²",
    "[^1]",
    "[^1]: Note",
    "^[inline *x*]",
    "[@key, p. 3; @other]",
    "@key",
    "[3]",
    "[3, 5–7]",
    "\\[3\\]",
    "(Lee, 2020)",
    "Lee (2020)",
    "*em*",
    "***",
    "_",
    "`",
    "``",
    "$x$",
    "$^{1}$",
    "[a](http://x.example/a\\_b)",
    "<http://y.example/c>",
    "https://z.example/d\\_e.",
    "![i](j)",
    "[",
    "](",
    ")",
    "\\",
    "&amp;",
    "<!--",
    "-->",
    "<br>",
    "<table>",
    "<tr><td>5</td></tr></table>",
    "| a | b |",
    "|---|---|",
    "---",
    "===",
    "# 1. Head",
    "## References",
    "## Notes",
    "- item",
    "1. item",
    "> quote",
    "```",
    "    code",
    "title: T",
    "12",
    "1 Roe, Wells.",
    "The wells grew.",
    "the wells-",
    "U.S. growth",
    "水位。",
    "é𝔸\u00ad\u200b\ufeff",
    "\f",
    "\r\n",
    "\n",
    "\n\n",
    "\n\n",
    " ",
    "\t",
]
markup = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
anything = st.one_of(markup, st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=200))


def read(folder: Path, text: str) -> Document | None:
    if not text.removeprefix("\ufeff").strip():
        return None
    path = folder / "paper.md"
    path.write_bytes(text.encode())
    return read_paper(path)


def verbatim(mapped: MappedText, source: str) -> None:
    at = place = 0
    for run in mapped.runs:
        assert run.length > 0
        assert run.at >= at
        assert run.source >= place
        at, place = run.at + run.length, run.source + run.length
        assert mapped.text[run.at : at] == source[run.source : place]
    assert at <= len(mapped.text)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(anything)
def test_every_run_stands_in_the_file_as_it_is(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text)
    if document is None:
        return
    assert document.source == text.removeprefix("\ufeff")
    source = document.source
    for sentence in document.sentences:
        verbatim(sentence.text, source)
        assert sentence.text.text == sentence.text.text.strip() != ""
        assert "\n" not in sentence.text.text
        for mark in sentence.marks:
            assert 0 <= mark.at <= len(sentence.text)
            assert 0 <= mark.span.start < mark.span.end <= len(source)
    for note in (*document.notes, *document.listed):
        verbatim(note.text, source)
        assert 0 <= note.span.start <= note.span.end <= len(source)
        for span in (*note.italics, *(span for span, _ in note.links)):
            assert 0 <= span.start <= span.end <= len(note.text)
    assert len({note.label for note in document.notes}) == len(document.notes)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["Wells grew", "Lakes, 5 of them, fell", "It cost 3.5 percent"]), min_size=1, max_size=8)
)
def test_plain_text_is_kept_to_the_last_character(tmp_path: Path, parts: list[str]) -> None:
    text = ". ".join(parts) + "."
    document = read(tmp_path, text)
    assert document is not None
    assert " ".join(sentence.text.text for sentence in document.sentences) == text
    assert all(sentence.text.is_verbatim(0, len(sentence.text)) for sentence in document.sentences)


@pytest.mark.timed
def test_ten_thousand_notes_are_read_in_seconds(tmp_path: Path) -> None:
    count = 10_000
    text = "".join(
        f"Well {n} is deep.<sup>{n}</sup> It goes to the\n\n---\n\n<sup>{n}</sup> Roe, *W{n}*, p. {n}.\n\nbottom.\n\n"
        for n in range(1, count + 1)
    )
    start = time.process_time()
    document = read(tmp_path, text)
    assert time.process_time() - start < 80
    assert document is not None
    assert len(document.notes) == count
    assert sum(len(sentence.marks) for sentence in document.sentences) == count
    assert document.problems == ()


SIZE = 300_000
BOMBS: dict[str, Callable[[], str]] = {
    "prose on one line": lambda: "The count was 5.3 percent in 2019. " * (SIZE // 35),
    "openers": lambda: "*a " * (SIZE // 3),
    "openers of two kinds": lambda: "*a_b" * (SIZE // 4),
    "nested emphasis": lambda: "*" * (SIZE // 2) + "a" + "*" * (SIZE // 2),
    "brackets": lambda: "[" * SIZE,
    "nested brackets": lambda: "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "half links": lambda: "[a](" * (SIZE // 4),
    "open marks": lambda: "<sup>" * (SIZE // 5),
    "open citations": lambda: "[@a " * (SIZE // 4),
    "addresses without an end": lambda: "www." * (SIZE // 4),
    "comments without an end": lambda: "<!-- " * (SIZE // 5),
    "backticks": lambda: "`a ``b " * (SIZE // 7),
    "fences": lambda: "```\n\n~~~~\n" * (SIZE // 10),
    "closers": lambda: '.")))) ' * (SIZE // 7),
    "names": lambda: "# References\n\n- Roe. 2020.\n\n# B\n\n" + "(Aa" + " and A" * (SIZE // 6),
    "white space": lambda: " " * SIZE + "a",
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.timed
def test_hostile_text_takes_bounded_time(tmp_path: Path, name: str) -> None:
    text = BOMBS[name]()
    start = time.process_time()
    read(tmp_path, text)
    assert time.process_time() - start < 120
