"""``python -m benchmarks.links FOLDER``: claimcheck and lychee in turn on one web of 2,000 links with every trouble.

FOLDER holds ``testweb.py``, a server that writes down the truth about each of its links (not part of this project).
Both tools get the same number of requests at a time, the same interval at one host and the same timeouts. claimcheck
reads, judges and archives every page meanwhile, lychee keeps none. Printed are wall time, CPU time, peak memory of the
largest process, and how many links got a wrong class; a link whose server takes longer than the timeout allows may be
called one that timed out. The tools run in turn: on a machine that others use too only the ratio of two runs of the
same minute counts. ``--peers`` names where lychee is looked for beside PATH; without it claimcheck runs alone.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.store.state import Store

MAX_TIME = 5
"""Seconds that one address may take; lychee counts them for each attempt."""
TUNED = {"per-host": 10, "per-host-interval": 0.001, "concurrency": 256, "max-time": MAX_TIME}
POLITE = {"max-time": MAX_TIME}
LYCHEE = [
    *("--no-progress", "--format", "json", "-vv", "--timeout", str(MAX_TIME), "--max-retries", "2"),
    *("--max-concurrency", "256", "--host-concurrency", "10", "--host-request-interval", "1ms"),
]
RIGHT: dict[str, frozenset[str]] = {
    **dict.fromkeys(("ok", "flaky500", "rl429", "head405"), frozenset({"ok"})),
    "redirect": frozenset({"ok", "moved"}),
    **dict.fromkeys(("404", "410"), frozenset({"gone"})),
    "loop": frozenset({"redirect_loop"}),
    "refused": frozenset({"refused"}),
    "hang": frozenset({"timeout"}),
    "soft404": frozenset({"soft_404"}),
    "slow": frozenset({"timeout", "ok", "moved"}),
}
"""What claimcheck may call a link of each kind."""
SLOW = "slow"
REQUESTS = {"flaky500": 2, "rl429": 2, "redirect": 4}
"""How often such a link is asked at most until it answers well, each with its latency."""
WELL = ("ok", "flaky500", "rl429", "redirect", "head405")
FILES_OPEN = 16_384


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took (seconds, megabytes), and the kinds of the links that it got wrong."""

    wall: float
    cpu: float
    memory: float
    wrong: Counter[str]


@dataclass(frozen=True, slots=True)
class Web:
    """A server and the links that are asked of it."""

    port: int
    truth: dict[str, str]
    """URL to kind."""

    def only(self, left_out: Sequence[str]) -> Web:
        return Web(self.port, {url: kind for url, kind in self.truth.items() if kind not in left_out})

    def forget(self) -> None:
        """Let the server forget what it has answered: some links fail the first time."""
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/__reset__", timeout=20).read()


def main() -> None:
    """Start the server, let both tools run in turn, print."""
    args = _arguments()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    files = FILES_OPEN if hard == resource.RLIM_INFINITY else min(FILES_OPEN, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    lychee = shutil.which("lychee", path=os.pathsep.join(filter(None, [args.peers, os.environ.get("PATH", "")])))
    for work in args.work:
        size = args.links or (5000 if work == "still" else 2000)
        for seed in args.seeds if work != "still" else args.seeds[:1]:
            with serving(args.folder, work, size, seed) as web:
                print(f"\n{_TITLES[work]}: {len(web.truth)} links, seed {seed}", flush=True)
                compare(web, lychee, args.runs, polite=args.polite and work != "still")


_TITLES = {
    "whole": "every trouble, real latencies",
    "core": "the same without hangs and loops",
    "still": "no trouble and no latency",
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", default="", help="folder of the program lychee, if it is not in PATH")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--links", type=int, default=0, help="how many links; 0: 2,000, and 5,000 without latency")
    parser.add_argument("--seeds", type=int, nargs="+", default=[7])
    parser.add_argument("--work", nargs="+", choices=_TITLES, default=list(_TITLES))
    parser.add_argument("--polite", action="store_true", help="claimcheck's own settings too (takes long)")
    return parser.parse_args()


@contextlib.contextmanager
def serving(folder: Path, work: str, size: int, seed: int) -> Iterator[Web]:
    """The server on a port of its own, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="links-") as name, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        still = ["--latency", "0", "--all-ok", "--hosts", "50"] if work == "still" else ["--hosts", "200"]
        command = [sys.executable, str(folder / "testweb.py"), "--out", name, "--port", str(port)]
        server = subprocess.Popen(
            [*command, "--n", str(size), "--seed", str(seed), *still], stdout=subprocess.PIPE, text=True
        )
        try:
            if server.stdout is None or not server.stdout.readline():
                raise SystemExit(f"{folder / 'testweb.py'} did not start")
            lines = (Path(name) / "truth.jsonl").read_text("utf-8").splitlines()
            web = Web(port, {truth["url"]: _kind(truth) for truth in map(json.loads, lines)})
            yield web.only(("hang", "loop")) if work == "core" else web
        finally:
            server.terminate()
            server.wait(20)


def _kind(truth: dict[str, Any]) -> str:
    kind = str(truth["class"])
    return SLOW if kind in WELL and truth["latency"] * REQUESTS.get(kind, 1) > 0.95 * MAX_TIME else kind


def compare(web: Web, lychee: str | None, runs: int, *, polite: bool) -> None:
    """Run all in turn and print each run, then the medians of the ratios."""
    ours: dict[str, list[Run]] = {"claimcheck": [], "no archive": []}
    theirs: list[Run] = []
    for _ in range(runs):
        for name, run in ours.items():
            run.append(_show(name, run_claimcheck(web, TUNED, keep=name == "claimcheck")))
        if lychee is not None:
            theirs.append(_show("lychee", run_lychee(web, lychee)))
    for name, run in ours.items() if theirs else ():
        ratios = {
            what: [getattr(a, what) / getattr(b, what) for a, b in zip(run, theirs, strict=True)] for what in _WHAT
        }
        of_each = ", ".join(f"{what} {statistics.median(each):.2f}" for what, each in ratios.items())
        print(f"  ratio of {name}: {of_each}")
    if polite:
        _show("polite", run_claimcheck(web, POLITE))


_WHAT = ("wall", "cpu", "memory")


def _show(name: str, run: Run) -> Run:
    wrong = ", ".join(f"{kind} {count}" for kind, count in sorted(run.wrong.items()))
    print(
        f"  {name:10} wall {run.wall:6.2f} s, cpu {run.cpu:6.2f} s, memory {run.memory:4.0f} MB, "
        f"wrong {run.wrong.total()}" + (f" ({wrong})" if wrong else ""),
        flush=True,
    )
    return run


def run_claimcheck(web: Web, settings: dict[str, float], *, keep: bool = True) -> Run:
    """``claimcheck fetch`` in a fresh workspace; without ``keep`` ``claimcheck links --no-archive``."""
    web.forget()
    with tempfile.TemporaryDirectory(prefix="links-") as name:
        workspace = Path(name)
        entries = (f"@misc{{k{number},\n  url = {{{url}}}\n}}\n" for number, url in enumerate(web.truth))
        (workspace / "references.bib").write_text("\n".join(entries), "utf-8")
        lines = (f"{key} = {value}\n" for key, value in settings.items())
        (workspace / "claimcheck.toml").write_text("[network]\n" + "".join(lines), "utf-8")
        job = ["fetch"] if keep else ["links", "--no-archive", "--fail-on", "never"]
        command = [sys.executable, "-m", "claimcheck", *job, "--allow-private", "--robots", "ignore", "-q"]
        wall, cpu, memory, _ = _measured(command, workspace)
        with Store(workspace / ".claimcheck" / "state.db") as store:
            found = {check.url: check.health.status for check in store.checks()}
    wrong = Counter(kind for url, kind in web.truth.items() if found.get(url, "missing") not in RIGHT[kind])
    return Run(wall, cpu, memory, wrong)


def run_lychee(web: Web, program: str) -> Run:
    """lychee with the same bounds."""
    web.forget()
    with tempfile.TemporaryDirectory(prefix="links-") as name:
        page = Path(name) / "links.md"
        page.write_text("".join(f"- [item {k}]({url})\n" for k, url in enumerate(web.truth)), "utf-8")
        wall, cpu, memory, output = _measured([program, *LYCHEE, str(page)], Path(name))
    good = {link["url"] for links in json.loads(output).get("success_map", {}).values() for link in links}
    wrong = Counter(kind for url, kind in web.truth.items() if kind != SLOW and (url in good) != (kind in WELL))
    return Run(wall, cpu, memory, wrong)


def _measured(command: list[str], where: Path) -> tuple[float, float, float, bytes]:
    """Wall and CPU seconds of a program with its children, peak memory of it (MB), and what it printed."""
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=where, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = bytearray()
    stream = process.stdout
    reader = threading.Thread(target=lambda: output.extend(stream.read() if stream is not None else b""))
    reader.start()
    _, _, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    reader.join()
    process.returncode = 0  # it has been waited for
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, bytes(output)


if __name__ == "__main__":
    main()
