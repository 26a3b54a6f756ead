"""Other people's tools that must be able to read what we write, wherever they are installed (``make oracles``)."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

VARIABLE = "CLAIMCHECK_ORACLES"
"""Names the folder with their commands; ``.venv-oracles`` is looked at too, and so is the path."""
OWN = Path(__file__).parents[2] / ".venv-oracles" / "bin"

WITHOUT_BROTLI = "import sys; sys.modules['brotli'] = None; from warcio.cli import main; main()"
"""warcio 1.8 breaks down on brotli 1.2, which our own environment has; without it bodies are checked as received."""


def oracle(name: str) -> str:
    """The command ``name``; the test that needs it is skipped where it isn't installed."""
    folders = (os.environ.get(VARIABLE, ""), str(OWN), str(Path(sys.executable).parent), os.environ.get("PATH", ""))
    found = shutil.which(name, path=os.pathsep.join(folder for folder in folders if folder))
    if found:
        return found
    pytest.skip(f"{name} is not installed (make oracles, or {VARIABLE}=FOLDER)")


def ask(name: str, *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run an oracle to its end."""
    command = [oracle(name), *(str(argument) for argument in arguments)]
    if name == "warcio" and Path(command[0]).parent == Path(sys.executable).parent:
        command[:1] = [sys.executable, "-c", WITHOUT_BROTLI]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


class Replay:
    """pywb on loopback, with a folder of collections."""

    def __init__(self, port: int) -> None:
        self._port = port

    def get(self, path: str, *, patience: float = 30.0, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, header fields (names in lower case) and body as it comes, content coding on.

        ``patience``: seconds that the next piece of the body may take.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            fields = {"Accept-Encoding": "gzip, deflate, br, zstd"}
            fields |= {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=fields)
            answer = connection.getresponse()
            body = bytearray()
            # A page whose server sent less than it declared is replayed like that, and the rest never comes.
            connection.sock.settimeout(patience)
            with contextlib.suppress(TimeoutError, http.client.IncompleteRead):
                while piece := answer.read1(65536):
                    body += piece
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, bytes(body)
        finally:
            connection.close()

    def raw(
        self, collection: str, timestamp: str, url: str, *, patience: float = 30.0
    ) -> tuple[int, dict[str, str], bytes]:
        """A page without any rewriting."""
        return self.get(f"/{collection}/{timestamp}id_/{url}", patience=patience)


@contextlib.contextmanager
def replaying(folder: Path) -> Iterator[Replay]:
    """pywb over the collections in ``folder``/collections."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [oracle("wayback"), "-b", "127.0.0.1", "-p", str(port), "-d", str(folder), "-t", "2"]
    with (
        (folder / "wayback.log").open("w") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as server,
    ):
        try:
            replay = Replay(port)
            ends = time.monotonic() + 60
            while not _listens(port):
                assert server.poll() is None, (folder / "wayback.log").read_text()
                assert time.monotonic() < ends, "pywb does not start"
                time.sleep(0.1)
            yield replay
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
