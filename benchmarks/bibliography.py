"""``python -m benchmarks.bibliography``: planted errors in a bibliography, found or not, and wrong accusations.

Works are made up; stand-ins of the registries on loopback hold what is true of them (tests/web/registries.py). Half of
the entries are right, in many ways, half have one error each. Printed is, for each kind of error, how many were found,
and every finding on an entry that is right. Then a part of the registries is taken away and nothing may be accused;
then ``--many`` entries are checked against themselves, with the time and the memory that it takes.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from benchmarks.planted import Planted, make

from claimcheck.bibliographies import examine
from claimcheck.cli.console import Console
from claimcheck.job import Options
from claimcheck.model.finding import Finding
from claimcheck.registries import Asking
from web import LoopbackWeb
from web.registries import Registries, Work, update

ACCUSING = ("B510", "B511", "B512", "B513", "B520", "B521", "B522", "B523", "B524")


def hold(registries: Registries, entries: Sequence[Planted]) -> None:
    """Let the registries hold the works of a bibliography as they are."""
    for planted in entries:
        t = planted.truth
        registries.add(Work(f"Tidal bores {t.key}", [("Elsewhere", "Erik")], 1999, "Antiquity", doi=f"{t.doi}.other"))
        if planted.registered:
            updates = [update(kind, doi, (t.year + 2, 7, 26)) for kind, doi in t.updates]
            registries.add(
                Work(
                    t.title, t.authors, t.year, t.journal, str(t.volume), str(t.number),
                    f"{t.pages[0]}-{t.pages[1]}", t.doi,
                    print_year=t.print_year, updated_by=updates,
                )
            )  # fmt: skip


def check(folder: Path, entries: Sequence[Planted], web: LoopbackWeb) -> tuple[Finding, ...]:
    """Findings on a bibliography of these entries."""
    path = folder / "references.bib"
    path.write_text("".join(planted.text for planted in entries), encoding="utf-8")
    options = Options(workspace=folder, bib=path, net=web.options(retries=1, backoff=0.01))
    return examine(options, Asking(pages=False), Console(quiet=True).progress())[0].findings


def score(entries: Sequence[Planted], findings: Sequence[Finding]) -> tuple[Counter[str], Counter[str], list[Finding]]:
    """Errors planted and found, by kind, and the findings that nothing was planted for."""
    found: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        found[finding.reference].add(finding.code)
    planted = Counter(each.kind for each in entries if each.code)
    hit = Counter(each.kind for each in entries if each.code and each.code in found[each.key])
    expected = {(each.key, each.code) for each in entries if each.code}
    misspelt = {each.key for each in entries if each.kind == "author misspelt"}
    false = [
        finding for finding in findings
        if (finding.reference, finding.code) not in expected
        # a name that one entry misspells is spelt otherwise in the others
        and not (finding.code == "B531" and any(key in finding.message for key in misspelt))
    ]  # fmt: skip
    return planted, hit, false


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--entries", type=int, default=200)
    parser.add_argument("--many", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help="write the planted bibliography there, for other programs, and stop")
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.alone:
        return _alone(chosen.alone)
    entries = make(chosen.entries, chosen.seed)
    if chosen.write:
        chosen.write.write_text("".join(planted.text for planted in entries), encoding="utf-8")
        return 0
    web = LoopbackWeb()
    try:
        with tempfile.TemporaryDirectory() as folder:
            registries = Registries(web, limit=50)
            hold(registries, entries)
            findings = check(Path(folder), entries, web)
            planted, hit, false = score(entries, findings)
            for kind, count in planted.items():
                print(f"{kind:32} {hit[kind]:3} of {count}")
            total, found = sum(planted.values()), sum(hit.values())
            print(f"planted errors found: {found} of {total} ({found / total:.1%}); false findings: {len(false)}")
            for finding in false:
                print("   ", finding.code, finding.message)
        for down in ({"crossref"}, {"crossref", "openalex"}, {"crossref", "datacite", "openalex", "handles", "arxiv"}):
            with tempfile.TemporaryDirectory() as folder:
                registries.down = down
                accused = [each for each in check(Path(folder), entries, web) if each.code in ACCUSING]
                _, _, false = score(entries, accused)
                print(f"without {', '.join(sorted(down))}: {len(accused)} accused, {len(false)} of them wrongly")
    finally:
        web.close()
    _time(chosen.many)
    return 0


def _time(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "references.bib"
        for many in (count // 5, count):
            path.write_text("".join(planted.text for planted in make(many, 2)), encoding="utf-8")
            subprocess.run([sys.executable, "-m", "benchmarks.bibliography", "--alone", str(path)], check=True)


def _alone(path: Path) -> int:
    """One bibliography against itself, in a process of its own for the sake of its peak memory."""
    started = time.monotonic()
    examined = examine(Options(workspace=path.parent, bib=path, offline=True), None, Console(quiet=True).progress())[0]
    took = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    entries = len(examined.job.bibliography.references)
    print(f"{entries} entries against themselves: {took:.1f} s, {peak:.0f} MB, {len(examined.findings)} findings")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
