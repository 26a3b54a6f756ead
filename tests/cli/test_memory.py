"""How the memory of a run on links grows with their number."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from web import LoopbackWeb

pytestmark = [
    pytest.mark.timed,
    pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="needs fork and two cores"),
]

HOSTS = 40
FEW, MANY = 3_000, 6_000
MOST_A_LINK = 3_000
"""Bytes: 1.1 KB are seen, most of it caches that grow no further. 5 KB were, when all was held until the end."""
SENTENCE = "The harbour of this town has twenty quays, and all of them were in use when we went there. "
FETCH = ["fetch", "--allow-private", "--robots", "ignore", "-q"]
SETTINGS = "[network]\nper-host-interval = 0.001\nper-host = 10\nconcurrency = 64\n"


def peak(folder: Path, web: LoopbackWeb, links: int) -> int:
    """Bytes of memory that the larger process of a run took at most; every link is judged to be well."""
    folder.mkdir()
    urls = (f"http://port{number % HOSTS}.test/quays/{number}" for number in range(links))
    entries = (f"@misc{{k{number},\n  url = {{{url}}}\n}}\n" for number, url in enumerate(urls))
    (folder / "references.bib").write_text("\n".join(entries), "utf-8")
    (folder / "claimcheck.toml").write_text(SETTINGS, "utf-8")
    command = [sys.executable, "-m", "claimcheck", *FETCH, "--connect-to", f"::127.0.0.1:{web.port}"]
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0
    assert f"{links} ok" in (folder / "out").read_text("utf-8").splitlines()[-1]
    return used.ru_maxrss * 1024


def test_memory_grows_by_little_for_each_link(web: LoopbackWeb, tmp_path: Path) -> None:
    for number in range(MANY):
        page = f"<title>Quays {number}</title><p>{SENTENCE * 20}</p>"  # nothing need be asked besides
        web.page(f"http://port{number % HOSTS}.test/quays/{number}", page)
    few, many = peak(tmp_path / "few", web, FEW), peak(tmp_path / "many", web, MANY)
    print(few, many, (many - few) / (MANY - FEW))
    assert (many - few) / (MANY - FEW) < MOST_A_LINK
