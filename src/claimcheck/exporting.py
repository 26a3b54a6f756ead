"""Which snapshots of a workspace may be passed on, and the WACZ file that they make."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from claimcheck.archive import Archive, Page
from claimcheck.errors import InputError, StorageError, UsageError
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkStatus, WarcRef
from claimcheck.readers import Unreadable, read_text, sniff
from claimcheck.sources import judge
from claimcheck.store import STATE_FILE, Store

WALLED: Mapping[LinkStatus, str] = {
    "login": "behind a login",
    "paywall": "behind a paywall",
    "blocked": "a check for robots",
}
"""What is no page for everybody, in words."""
ADDED = "added by hand"
NOARCHIVE = "the site asks not to keep copies (noarchive)"
_HEAD = 300_000
"""Bytes of a page in which its directives are looked for."""
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ROBOTS = re.compile(r"""\bname\s{0,9}=\s{0,9}["']?\s{0,9}(?:robots\b|[\w-]{0,40}bot\b)""", re.IGNORECASE)
_NOARCHIVE = re.compile(r"\bnoarchive\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A snapshot that is not passed on, and why."""

    url: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of an export."""

    kept: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Snapshots of a workspace, sorted into those that are passed on and those that are not."""

    kept: tuple[WarcRef, ...]
    left_out: tuple[tuple[WarcRef, str], ...]


def export(
    archive: Archive, state: Path, works: Mapping[str, Reference], target: Path, *, everything: bool, created: str
) -> Exported:
    """Write the archive to the WACZ file ``target``, without what is walled, marked noarchive or added by hand.

    ``everything`` leaves nothing out. ``works`` by citation key. Raises UsageError where nothing is left to export,
    StorageError.
    """
    if not archive.list():
        raise UsageError("there are no snapshots to export", remedy="claimcheck fetch takes them")
    if not target.parent.is_dir():
        raise InputError("there is no such folder", file=target.parent, remedy="make it, or choose another file")
    if target.exists() and not target.is_file():  # a device would be replaced by the file
        raise InputError("this is no ordinary file", file=target, remedy="choose another name")
    choice = Choice(archive.list(), ()) if everything else _choose(archive, state)
    if not choice.kept:
        reasons = ", ".join(dict.fromkeys(reason for _, reason in choice.left_out))
        raise UsageError(f"every snapshot is left out ({reasons})", remedy="--all exports them for your own use")
    pages = tuple(_page(archive, ref, works) for ref in choice.kept if 200 <= ref.status < 300 or not ref.status)
    archive.export(target, {ref.id for ref, _ in choice.left_out}, pages, created)
    return Exported(len(choice.kept), tuple(LeftOut(ref.url, ref.fetched, reason) for ref, reason in choice.left_out))


def created_now() -> str:
    """RFC 3339 in UTC, whole seconds; ``SOURCE_DATE_EPOCH`` wins, so that the same archive gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    stated = epoch.isascii() and epoch.isdigit() and len(epoch) <= 11
    moment = datetime.fromtimestamp(int(epoch), UTC) if stated else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _choose(archive: Archive, state: Path) -> Choice:
    judged = _judged(state)
    kept: list[WarcRef] = []
    left_out: list[tuple[WarcRef, str]] = []
    for ref in archive.list():
        reason = ADDED if ref.added else _reason(archive, ref, judged)
        if reason:
            left_out.append((ref, reason))
        else:
            kept.append(ref)
    return Choice(tuple(kept), tuple(left_out))


def _judged(state: Path) -> dict[str, LinkStatus]:
    """The last judgement on each record that a check ended with; empty where there is no state."""
    path = state / STATE_FILE
    if not path.is_file():
        return {}
    with Store(path) as store:
        return {check.records[-1]: check.health.status for check in store.checks() if check.records}


def _reason(archive: Archive, ref: WarcRef, judged: Mapping[str, LinkStatus]) -> str:
    """Why a snapshot is not passed on; empty: it may be."""
    if 300 <= ref.status < 400:
        return ""
    fetched = archive.replay(ref.url, (ref.id,))
    if fetched is None:
        raise StorageError(f"the snapshot of {ref.url} can't be read", remedy="run claimcheck archive verify")
    if forbids_copies(fetched):
        return NOARCHIVE
    status = judged.get(ref.id)
    if status is None or status == "unchecked":
        status = _judge(fetched, ref)
    return WALLED.get(status, "")


def _judge(fetched: Fetched, ref: WarcRef) -> LinkStatus:
    """As a link would be judged of which nothing but the answer is known."""
    try:
        text = read_text(fetched.body, sniff(fetched.body, ref.media_type), url=ref.url)
    except Unreadable:
        text = None
    return judge(Reference(key=""), fetched, text).status


def forbids_copies(fetched: Fetched) -> bool:
    """Whether a page asks in its header or in its meta elements that no copy of it be shown to others."""
    stated = (value for name, value in fetched.headers if name.lower() == "x-robots-tag")
    if any(_NOARCHIVE.search(value) for value in stated):
        return True
    head = fetched.body[:_HEAD].decode("latin-1")
    return any(_ROBOTS.search(tag) and _NOARCHIVE.search(tag) for tag in _META.findall(head))


def _page(archive: Archive, ref: WarcRef, works: Mapping[str, Reference]) -> Page:
    titles = [works[key].title for key in archive.keys(ref) if key in works and works[key].title]
    return Page(ref.id.removeprefix("urn:uuid:"), ref.url, ref.fetched, titles[0] if titles else "")
