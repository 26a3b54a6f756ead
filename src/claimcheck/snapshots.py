"""What the archive of a workspace holds, by citation key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from claimcheck import exporting
from claimcheck.archive import Archive, Damage
from claimcheck.errors import UsageError
from claimcheck.exporting import Exported
from claimcheck.model.reference import Reference
from claimcheck.model.source import SourceText, WarcRef
from claimcheck.net import utc_now
from claimcheck.net.safety import BadAddressError, web_address
from claimcheck.readers import Unreadable, read_text, sniff
from claimcheck.redaction import redact_address
from claimcheck.references import read_bibliography
from claimcheck.sources import add_copy, locate
from claimcheck.store import open_state

STATE = Path(".claimcheck")
FOLDER = STATE / "archive"
_LIST = "claimcheck archive list shows what there is"


@dataclass(frozen=True, slots=True)
class Held:
    """One snapshot and the works that it is a copy of."""

    ref: WarcRef
    keys: tuple[str, ...]
    """Citation keys whose address it was fetched from, redirects included, for which it was taken, or for which it was
    added; empty: of no work that is known."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One snapshot with its content."""

    held: Held
    body: bytes
    """The payload, content coding taken off."""
    text: SourceText | None
    """As sources are read; None where it can't be."""
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A copy that a person gave."""

    ref: WarcRef
    length: int
    """Code points of its text."""
    new: bool
    """False: it was there already."""


def held(workspace: Path, bib: Path) -> tuple[Held, ...]:
    """Every snapshot, oldest first. Raises StorageError."""
    with Archive(workspace / FOLDER, readonly=True) as archive:
        keys = Keys(archive, references(bib))
        return tuple(Held(ref, keys.of(ref)) for ref in archive.list())


def show(workspace: Path, bib: Path, key: str, at: str = "") -> Shown:
    """The snapshot of a work (by key) or of an address: the newest, or the one nearest to the moment ``at``.

    Raises UsageError where there is none, StorageError.
    """
    with Archive(workspace / FOLDER, readonly=True) as archive:
        keys = Keys(archive, references(bib))
        addresses = keys.addresses(key) or (redact_address(key),)
        if at:
            ways = [url for address in addresses for url in (address, *archive.way(address))]
            found = [*archive.moments(ways), *archive.added(key)]
        else:
            found = [*(ref for url in addresses if (ref := archive.latest(url))), *archive.added(key)]
        if not found:
            raise UsageError(f"no snapshot of {key!r}", remedy=_LIST)
        ref = nearest(found, moment(at)) if at else max(found, key=lambda ref: (ref.status in (0, 200), ref.fetched))
        body = archive.read(ref)
        shown = Held(ref, keys.of(ref))
    media_type = sniff(body, ref.media_type)
    try:
        return Shown(shown, body, read_text(body, media_type, url=ref.url))
    except Unreadable as error:
        return Shown(shown, body, None, str(error))


def add(workspace: Path, bib: Path, key: str, path: Path) -> Added:
    """Put a person's own copy of the work ``key`` into the archive: a PDF, a page or a WARC file.

    Raises UsageError for an unknown key, InputError for a file that can't be read, StorageError.
    """
    reference = next((one for one in references(bib) if one.key == key), None)
    if reference is None:
        raise UsageError(f"no work {key!r} in {bib}", remedy="give the citation key of an entry")
    addresses = [address.url for address in locate(reference, workspace).addresses]
    with open_state(workspace / STATE), Archive(workspace / FOLDER) as archive:
        ref, text, new = add_copy(archive, key, addresses, path)
    return Added(ref, len(text.text), new)


def verify(workspace: Path, bib: Path) -> tuple[int, tuple[Damage, ...]]:
    """How many snapshots there are, and what is damaged, with the works that it touches. Raises StorageError."""
    with Archive(workspace / FOLDER, readonly=True) as archive:
        cited = Keys(archive, references(bib)).by_url
        damages = archive.verify()
        return len(archive.list()), tuple(_with_keys(damage, cited) for damage in damages)


def export(workspace: Path, bib: Path, target: Path, *, everything: bool) -> Exported:
    """Write the snapshots to the WACZ file ``target``; ``everything``: walled, noarchive and hand-added ones too.

    Raises UsageError where there is nothing to export, InputError, StorageError.
    """
    with Archive(workspace / FOLDER, readonly=True) as archive:
        works = {work.key: work for work in references(bib)}
        return exporting.export(
            archive, workspace / STATE, works, target, everything=everything, created=exporting.created_now()
        )


def _with_keys(damage: Damage, cited: dict[str, list[str]]) -> Damage:
    more = [key for url in damage.urls for key in cited.get(url, ())]
    return replace(damage, keys=tuple(dict.fromkeys((*damage.keys, *more))))


class Keys:
    """Which works the snapshots of an archive are copies of."""

    def __init__(self, archive: Archive, works: Sequence[Reference]) -> None:
        self._archive = archive
        self.by_url: dict[str, list[str]] = {}
        """Citation keys by the addresses of their snapshots: the one that was cited, and where it led."""
        self._addresses: dict[str, tuple[str, ...]] = {}
        for work in works:
            self._addresses[work.key] = tuple(address.url for address in locate(work, Path()).addresses)
            for url in self._addresses[work.key]:
                for address in dict.fromkeys((url, _as_kept(url), *archive.way(url))):
                    cited = self.by_url.setdefault(address, [])
                    if work.key not in cited:
                        cited.append(work.key)

    def addresses(self, key: str) -> tuple[str, ...]:
        """Where the work is cited to be; empty: it has no address, or is no work of the bibliography."""
        return self._addresses.get(key, ())

    def of(self, ref: WarcRef) -> tuple[str, ...]:
        """The works that a snapshot is a copy of."""
        noted = self._archive.keys(ref)
        return noted if ref.added else tuple(dict.fromkeys((*self.by_url.get(ref.url, ()), *noted)))


def _as_kept(url: str) -> str:
    """An address as records have it."""
    try:
        return str(web_address(redact_address(url)))
    except BadAddressError:
        return url


def references(bib: Path) -> Sequence[Reference]:
    """The works of a bibliography; none where there is no file."""
    return read_bibliography(bib).references if bib.is_file() else ()


def nearest(found: Sequence[WarcRef], wanted: datetime) -> WarcRef:
    """The snapshot whose date is nearest to a moment, as a TimeGate chooses it (RFC 7089); of two, the later one."""
    return min(reversed(found), key=lambda ref: abs(_when(ref.fetched) - wanted))


def moment(text: str) -> datetime:
    """A date or a moment: 2026, 2026-11, 2026-11-25, RFC 3339, or the fourteen digits of an archive's address (UTC).

    Raises UsageError.
    """
    digits = text.strip()
    forms = {4: "%Y", 7: "%Y-%m", 14: "%Y%m%d%H%M%S"}
    try:
        form = forms.get(len(digits))
        found = datetime.strptime(digits, form) if form else datetime.fromisoformat(digits)
    except ValueError:
        raise UsageError(f"{text!r} is no date", remedy=f"give one such as {utc_now()[:10]}") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _when(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
