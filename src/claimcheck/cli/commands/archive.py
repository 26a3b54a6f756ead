"""``claimcheck archive``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli import flags

if TYPE_CHECKING:
    from claimcheck.snapshots import Held

_bib = click.option("--bib", type=flags.EXISTING, metavar="FILE", help="The bibliography, if not the usual one.")


@click.group(short_help="snapshots of the sources: list, show, add, verify, export")
def command() -> None:
    """Snapshots of the sources, as kept in .claimcheck/archive/ (WARC files)."""


@command.command("list", short_help="a line for every snapshot: key, date, status, URL")
@click.option("--json", "as_json", is_flag=True, help="As a JSON array.")
@_bib
@flags.common
def list_(common: flags.Common, as_json: bool, bib: Path | None) -> int:
    """List every snapshot, a line each: key, date, status, URL."""
    from claimcheck import snapshots
    from claimcheck.report.json_v1 import dump

    found = snapshots.held(common.workspace, flags.bibliography(common, bib))
    if as_json:
        common.console.data(dump([_fields(item) for item in found], indent=2))
        return 0
    rows = [(",".join(item.keys) or "-", item.ref.fetched, str(item.ref.status or "-"), item.ref.url) for item in found]
    width = max((len(key) for key, *_ in rows), default=0)
    for key, date, status, url in rows:
        common.console.line(f"{key:{width}}  {date:20}  {status:>3}  {url}")
    if not found:
        common.console.message("no snapshots yet: claimcheck fetch takes them")
    return 0


@command.command(short_help="the newest snapshot of a work, and the text that was read from it")
@click.argument("key")
@click.option("--at", metavar="DATE", default="", help="The snapshot nearest to DATE (2026-11-25, or RFC 3339).")
@click.option("--raw", is_flag=True, help="The bytes of the page or file, and nothing else.")
@_bib
@flags.common
def show(common: flags.Common, key: str, at: str, raw: bool, bib: Path | None) -> int:
    """Show the newest snapshot of the work KEY (or of an address): where it is, and the text that was read from it."""
    from claimcheck import snapshots
    from claimcheck.report.safe import visible

    shown = snapshots.show(common.workspace, flags.bibliography(common, bib), key, at)
    if raw:
        sys.stdout.flush()
        sys.stdout.buffer.write(shown.body)
        return 0
    for name, value in _fields(shown.held).items():
        shown_as = ", ".join(value) if isinstance(value, list) else "-" if value is None else value
        common.console.line(f"{name:10}  {shown_as}")
    common.console.data("\n" + visible(shown.text.text) if shown.text else f"\nno text: {visible(shown.unreadable)}")
    return 0


@command.command(short_help="compare every snapshot with its digests")
@_bib
@flags.common
def verify(common: flags.Common, bib: Path | None) -> int:
    """Read every snapshot again and compare it with its digests and the index with the files. What is damaged is told
    with the addresses and the citation keys that it touches; the exit status is 1 then."""
    from claimcheck import snapshots

    count, damages = snapshots.verify(common.workspace, flags.bibliography(common, bib))
    for damage in damages:
        works = f"cited as {', '.join(damage.keys)}" if damage.keys else ""
        common.console.line(f"{damage.file}: {'; '.join(filter(None, (damage.what, ', '.join(damage.urls), works)))}")
    if not damages:
        common.console.line(f"{count} snapshots, all as they were stored")
    return 1 if damages else 0


@command.command(short_help="your own PDF, page or WARC file of a source")
@click.argument("key")
@click.argument("file", type=flags.EXISTING)
@_bib
@flags.common
def add(common: flags.Common, key: str, file: Path, bib: Path | None) -> int:
    """Put FILE into the archive as a copy of the work KEY: a PDF, an HTML page or a WARC file.

    From then on claims are held against it, as against a local file. It says nothing of the link, which is asked and
    judged as before. Of a WARC file the answers of the work's address are taken.
    """
    from claimcheck import snapshots

    added = snapshots.add(common.workspace, flags.bibliography(common, bib), key, file)
    was = "added as a copy of" if added.new else "is a copy already of"
    common.console.message(f"{file.name} {was} {key}: {added.length} characters of text ({added.ref.media_type})")
    return 0


@command.command(short_help="all of it as one WACZ file")
@click.option("-o", "--output", type=flags.NEW, required=True, metavar="FILE.wacz", help="Where to write it.")
@click.option("--all", "everything", is_flag=True, help="Leave nothing out: for your own use.")
@_bib
@flags.common
def export(common: flags.Common, output: Path, everything: bool, bib: Path | None) -> int:
    """Write the snapshots to a WACZ file, which replay tools open.

    Snapshots are other people's works: ask before you pass them on. Left out, unless --all, are pages that their sites
    mark noarchive, pages behind a login, a paywall or a check for robots, and copies that were added by hand.
    """
    from claimcheck import snapshots

    done = snapshots.export(common.workspace, flags.bibliography(common, bib), output, everything=everything)
    for item in done.left_out:
        common.console.message(f"left out {item.url} of {item.date[:10]}: {item.reason}")
    common.console.message(f"wrote {output}: {done.kept} snapshots, {len(done.left_out)} left out")
    common.console.message("they are other people's works: ask before you pass them on")
    return 0


def _fields(item: Held) -> dict[str, object]:
    ref = item.ref
    return {
        "key": list(item.keys),
        "date": ref.fetched,
        "status": ref.status or None,
        "url": ref.url,
        "media_type": ref.media_type,
        "warc": ref.warc,
        "offset": ref.offset,
        "digest": ref.digest,
        "id": ref.id,
        "added": bool(ref.added),
    }
