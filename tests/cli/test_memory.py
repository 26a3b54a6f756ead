"""What a run on links holds of each until its end, beside what is under way."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from claimcheck.model.source import LinkHealth, Snapshot, Source
from claimcheck.references import read_bibliography
from claimcheck.sources.ledger import HELD, Ledger
from claimcheck.sources.wanted import Wanted

pytestmark = pytest.mark.timed

LINKS = 8_000
MOST_A_LINK = 400
"""Bytes: 150 are seen. References and what came of them took 2.4 KB, when all were objects."""
ARCHIVED = """
import resource, sys
from pathlib import Path
from claimcheck.archive import Archive, Copy
from claimcheck.net import Exchange

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

with Archive(Path(sys.argv[1])) as archive:
    for first in range(0, 20_000, 100):
        if first == 2_000:
            before = peak()
        seen = [
            Exchange(f"http://port{number % 50}.test/quays/{number}", "", "2026-01-02T03:04:05Z", "GET / HTTP/1.1", (),
                     "HTTP/1.1 200 OK", (), b"%d" % number)
            for number in range(first, first + 100)
        ]
        for number, ref in enumerate(archive.record_all(seen), start=first):
            archive.attribute([Copy(ref, [f"k{number}"])])
print((peak() - before) * 1024 // 18_000)
"""
MOST_AN_ENTRY = 800
"""Bytes, the cache filling up among them: 490 are seen, and 230 of 40,000 entries.

As objects they took 1.1 KB, and as much again while the index was written.
"""


def test_memory_holds_little_of_each_link(tmp_path: Path) -> None:
    bib = tmp_path / "references.bib"
    url = "http://port{}.test/quays/{}".format
    bib.write_text("".join(f"@misc{{k{n},\n  url = {{{url(n % 50, n)}}}\n}}\n" for n in range(LINKS)), "utf-8")
    tracemalloc.start()
    try:
        references = read_bibliography(bib).references
        ledger, wanted = Ledger(LINKS, tmp_path), Wanted()
        for number, reference in enumerate(references):
            wanted.add(reference.url, number)
        for number, reference in enumerate(references):
            health = LinkHealth("ok", 200, f"{reference.url}?", checked=f"2026-01-02T03:04:05.{number:06}Z")
            snapshot = Snapshot(f"urn:uuid:{number}", "f.warc.gz", number, f"sha256:{number:064}", "", "", "text/html")
            ledger.put(number, Source(reference.key, health, snapshot, tried=(f"{reference.url}?",)))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (held - HELD * 1_200) / LINKS < MOST_A_LINK
    assert all(source.key == reference.key for source, reference in zip(ledger, references, strict=True))
    assert len(wanted) == LINKS


@pytest.mark.skipif(sys.platform != "linux", reason="kilobytes of peak memory are Linux's")
def test_an_archive_takes_little_memory_for_each_entry(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ARCHIVED, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < MOST_AN_ENTRY
