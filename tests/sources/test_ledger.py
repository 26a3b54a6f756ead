"""Sources and addresses by the ten thousand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimcheck.model.source import LinkHealth, Snapshot, Source, SourceText
from claimcheck.sources.ledger import Ledger
from claimcheck.sources.wanted import Wanted


def source(number: int, text: SourceText | None = None) -> Source:
    health = LinkHealth("moved", 200, "http://b.test/", ("http://a.test/", "http://b.test/"), reason=f"moved {number}")
    snapshot = Snapshot(f"urn:uuid:{number}", "f.warc.gz", number, "sha256:1", "", "2026", "text/html")
    return Source(f"k{number}", health, snapshot if number % 2 else None, text, number % 3 > 0, "why", ("x", "y"))


def test_sources_come_back_as_they_were_in_memory_or_not(tmp_path: Path) -> None:
    ledger = Ledger(10, tmp_path, most=2)
    for number in reversed(range(10)):
        ledger.put(number, source(number))
    assert tuple(ledger) == tuple(source(number) for number in range(10)) == ledger[:]
    assert ledger == tuple(ledger)
    assert ledger != tuple(ledger)[:9]
    assert (ledger[-1], ledger[3:5]) == (source(9), (source(3), source(4)))
    assert not list(tmp_path.iterdir()), "the file has no name"
    with pytest.raises(IndexError):
        ledger[10]


def test_a_source_with_a_text_stays_in_memory(tmp_path: Path) -> None:
    ledger = Ledger(2, tmp_path, most=0)
    told = source(1, SourceText("The harbour has twenty quays.", ()))
    ledger.put(1, told)
    assert ledger[1] is told
    assert (ledger.has(0), ledger.has(1)) == (False, True)


def test_where_no_file_can_be_made_sources_stay_in_memory(tmp_path: Path) -> None:
    ledger = Ledger(3, tmp_path / "gone", most=0)
    for number in range(3):
        ledger.put(number, source(number))
    assert list(ledger) == [source(number) for number in range(3)]


def test_the_file_is_let_go_of_with_the_sources(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    ledger = Ledger(1, tmp_path, most=0)
    ledger.put(0, source(0))
    del ledger
    assert not before or len(os.listdir("/proc/self/fd")) == before


def test_works_of_one_address_are_told_in_their_order() -> None:
    wanted = Wanted()
    for work, url in enumerate(("http://a.test/", "http://b.test/", "http://a.test/", "http://a.test/")):
        wanted.add(url, work)
    assert list(wanted) == ["http://a.test/", "http://b.test/"]
    assert [wanted.of(f"http://{name}.test/") for name in "abc"] == [[0, 2, 3], [1], []]
