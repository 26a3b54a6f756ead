"""Lines, settings and stored reports that no program of ours wrote: an answer, an error in its place, or one line."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import config, streams
from claimcheck.errors import ClaimcheckError
from claimcheck.report import load, render
from report.sample import report

LONGEST = 30.0
"""Seconds; each takes less than three on a quiet machine."""
MANY = 10_000
REPEATED = (
    "a", "1", "1,", "1.", "1-", "(", ")", "see ", "1 to ", "n. ", "between 1 and ", "twenty ", "hundred and ", "May ",
    "2019 ", "5%", "€5 ", "1/", "5±", '"', "“", "'", "-", "...", "almost ", "not ", "1st ", "3-fold ", "二", "百",
    "1 (2) ", "1; ", "1\n", "p < .05, ", "t(5) = 2, ", "\u202e",
)  # fmt: skip


def answered(line: bytes, answer: streams.Answer) -> dict:
    """The one answer to a line, with another line behind it that must be answered too."""
    found = [json.loads(one) for one in streams.answers(io.BytesIO(line + b'\n{"id": "last"}\n'), answer)]
    assert found[-1]["id"] == "last"
    return found[0]


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.timed
def test_no_repetition_holds_a_stream_up(piece) -> None:
    text = "The port handled 114 ferries. " + piece * (MANY // len(piece))
    began = time.monotonic()
    assert "error" not in answered(json.dumps({"id": "1", "text": text}).encode(), streams.quantities)
    question = {"id": "1", "claim": "The port handled 114 ferries in 2019.", "source": text}
    assert "error" not in answered(json.dumps(question).encode(), streams.compare)
    assert time.monotonic() - began < LONGEST


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": NaN, "text": "1"}',
        b'{"id": ' + b"[" * 900 + b"]" * 900 + b', "text": "1"}',
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5_000 + b"}",
        b'{"id": "\\ud800", "text": "\\ud800 114"}',
        b"\xff\xfe",
        b"\0",
        b'"text"',
        b'{"text": 3}',
        b'{"text": "1", "lang": []}',
    ],
)
def test_a_line_of_any_kind_is_answered_and_the_rest_go_on(line) -> None:
    for answer in (streams.quantities, streams.compare):
        assert isinstance(answered(line, answer), dict)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200).filter(lambda line: line.strip() and b"\n" not in line), st.text(max_size=100))
def test_any_line_is_answered(line, text) -> None:
    answered(line, streams.quantities)
    assert "error" not in answered(json.dumps({"text": text}).encode(), streams.quantities)
    assert "error" not in answered(json.dumps({"claim": text, "source": text}).encode(), streams.compare)


def told(read: Callable[[], object], place: Path) -> str:
    """What is wrong, or the place where nothing is."""
    try:
        read()
    except ClaimcheckError as error:
        return str(error)
    return str(place)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_settings_are_read_or_refused(tmp_path_factory, body) -> None:
    folder = tmp_path_factory.mktemp("settings")
    for start in (b"", b"[links]\n", b'[[ignore]]\ncode = "'):
        (folder / "claimcheck.toml").write_bytes(start + body)
        assert str(folder) in told(lambda: config.load(folder), folder)


STORED = render(report(), "json")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=100), st.integers(0, len(STORED)), st.integers(0, 40))
def test_any_stored_report_is_read_or_refused(text, at, length) -> None:
    file = Path("report.json")
    for written in (text, STORED[:at] + STORED[at + length :], STORED[:at] + text + STORED[at:]):
        assert "report.json" in told(lambda written=written: load(written, file), file)
