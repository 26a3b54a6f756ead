"""Bodies that wait in a file."""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.sources.spool import Place, Spool

WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from claimcheck.sources.spool import Spool

spool = Spool(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
print(spool.put(b"x" * 2000), spool.put(b"y" * 500).offset)
"""
"""In a process of its own: the bound can't be raised again."""


@given(st.lists(st.one_of(st.just(-1), st.integers(1, 60)), max_size=60), st.sampled_from([20, 1000]))
@settings(max_examples=200)
def test_what_is_held_is_never_written_over_and_room_comes_back(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int], again: int
) -> None:
    spool = Spool(tmp_path_factory.getbasetemp(), 100, again)
    held: deque[tuple[Place, bytes]] = deque()
    try:
        for number, step in enumerate(steps):
            if step < 0:
                if held:
                    held.popleft()
                    spool.let_go()
                continue
            body = bytes([number]) * step
            place = spool.put(body)
            if place is None:
                assert held, "an empty file has room for what fits into it"
            else:
                held.append((place, body))
            assert all(spool.read(place) == body for place, body in held)
    finally:
        spool.close()


def test_room_at_the_front_is_used_again_before_the_file_grows(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 1_000, 20)
    places = []
    for number in range(100):
        places.append(spool.put(bytes([number]) * 10))
        if number > 2:
            spool.let_go()
    spool.close()
    assert max(place.offset for place in places if place is not None) <= 60


def test_what_is_larger_than_the_file_or_finds_no_disk_has_no_room(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 1_000_000)
    assert spool.put(b"x" * 1_000_001) is None
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["None", "0"]
    assert not list(tmp_path.iterdir()), "the file has no name"
    spool.close()
