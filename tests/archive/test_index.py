"""SURT keys and index lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.archive import surt
from claimcheck.archive.index import Entry


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://archive.org/goo/", "org,archive)/goo"),
        ("http://www.archive.org/", "org,archive)/"),
        ("http://WWW2.Archive.org/Goo/?b&a=2&A=1", "org,archive)/goo?a=1&a=2&b"),
        ("https://archive.org:443/goo", "org,archive)/goo"),
        ("http://archive.org:8080/goo", "org,archive:8080)/goo"),
        ("http://192.0.2.1/x", "192.0.2.1)/x"),
        ("http://example.com", "com,example)/"),
    ],
)
def test_surt_keys_are_those_of_the_internet_archive(url: str, key: str) -> None:
    assert surt(url) == key


@given(st.text(), st.text(), st.integers(0, 999), st.integers(0, 2**40))
def test_a_line_comes_back_as_the_entry_it_was(text: str, mime: str, status: int, offset: int) -> None:
    entry = Entry(
        url="http://a.test/x", date="2026-01-02T03:04:05.000006Z", status=status, mime=mime.replace("unk", ""),
        sha1="sha1:X", sha256="sha256:0", filename="f.warc.gz", offset=offset, length=5, id="urn:uuid:1",
        refers_to="urn:uuid:0" if status % 2 else "", redirect=text,
    )  # fmt: skip
    line = entry.line()
    assert "\n" not in line
    assert Entry.of_line(line) == entry


@pytest.mark.parametrize("line", ["", "a b", "a b {}", "a b []", "a b nonsense", 'a b {"url": 1}'])
def test_a_line_of_others_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a line"):
        Entry.of_line(line)


def test_a_revisit_has_no_field_that_others_take_for_its_kind_and_a_line_of_before_is_read() -> None:
    entry = Entry(
        url="http://a.test/x", date="2026-01-02T03:04:05Z", status=200, mime="text/html",
        sha1="sha1:X", sha256="sha256:0", filename="f.warc.gz", offset=7, length=5,
        id="urn:uuid:1", refers_to="urn:uuid:0",
    )  # fmt: skip
    assert '"mime": "warc/revisit"' in entry.line()
    assert '"mimetype"' not in entry.line()
    assert Entry.of_line(entry.line().replace("payloadMime", "mimetype")) == entry
