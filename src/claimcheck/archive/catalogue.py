"""What the archive has: entries by address, by record and by the work for which a person added them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from claimcheck.archive.index import Entry
from claimcheck.archive.table import Table
from claimcheck.model.source import WarcRef
from claimcheck.net.exchange import NONE, Validators
from claimcheck.net.safety import BadAddressError, web_address
from claimcheck.net.safety import follow as redirected
from claimcheck.redaction import redact_address, tells_apart

MAX_REDIRECTS = 20


class Catalogue:
    """Entries of all files. What a person added stands apart: it says nothing of what an address has."""

    def __init__(self, directory: Path | None = None) -> None:
        """``directory``: where entries may lie for which there is no room in memory. Everything raises StorageError."""
        self._table = Table(directory)
        self._any = self._any_added = False

    @property
    def whole(self) -> bool:
        """Whether it has all that it was told."""
        return self._table.whole

    def close(self) -> None:
        """Let go of all."""
        self._table.close()

    def entries(self) -> Iterator[Entry]:
        """All of them, in the order in which they were learned."""
        return iter(self._table)

    def learn(self, entry: Entry) -> None:
        """Take in an entry."""
        self._table.put(entry)
        self._any = self._any or not entry.added
        self._any_added = self._any_added or bool(entry.added)

    # --- what the index lists of a file -----------------------------------------------------------------------------
    def put_aside(self, entries: Iterable[Entry]) -> None:
        """Entries that may be learned, file by file. Where ``entries`` raises there are none."""
        self._table.list_all(entries)

    def lists(self, filename: str) -> bool:
        """Whether any were put aside of a file."""
        return self._table.lists(filename)

    def listed(self, filename: str) -> list[Entry]:
        """Those that were put aside of a file, oldest first."""
        return list(self._table.listed(filename))

    def learn_listed(self, filename: str) -> None:
        """Take in those that were put aside of a file, oldest first."""
        for entry in self._table.listed(filename):
            self.learn(entry)

    def drop_listed(self) -> None:
        """Let go of those that were put aside."""
        self._table.drop_listed()

    # --- looking up -------------------------------------------------------------------------------------------------
    def attribute(self, entry: Entry, keys: Iterable[str]) -> None:
        """Note which works the record of an entry is a copy of."""
        self._table.put(entry.with_keys(keys))

    def get(self, record: str) -> Entry | None:
        """The entry of a record."""
        found = self._table.by("id", record)
        return found[0] if found else None

    def of_url(self, url: str) -> list[Entry]:
        """What asking for exactly this address brought, in the order in which it was learned."""
        return self._table.by("url", url) if self._any else []

    def added(self, key: str) -> list[Entry]:
        """What a person added for a work, oldest first; redirects of a WARC are left out."""
        if not self._any_added:
            return []
        return [entry for entry in self._table.by("added", key) if not entry.redirect]

    def of_records(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of these ids; none where one of them is missing."""
        found = tuple(entry for entry in map(self.get, ids) if entry is not None)
        return found if len(found) == len(ids) else ()

    def chain(self, text: str, *, follow: bool) -> tuple[Entry, ...]:
        """The newest entry of a URL, as it is asked, and those that its redirects lead to."""
        chain: list[Entry] = []
        if not self._any:
            return ()
        try:
            url = web_address(redact_address(text))
            for _ in range(MAX_REDIRECTS):
                entry = max(self.of_url(str(url)), key=by_date, default=None)
                if entry is None or entry in chain:
                    break
                chain.append(entry)
                if not entry.redirect or not follow:
                    break
                url = redirected(url, entry.redirect)
        except BadAddressError:
            pass  # what can't be asked was never kept
        return tuple(chain)

    def with_payload(self, entry: Entry) -> WarcRef:
        """Where the payload of an entry stands, with the entry's own date."""
        holder = self.get(entry.refers_to) if entry.refers_to else None
        return holder.ref(fetched=entry.date) if holder is not None else entry.ref()

    def holder(self, url: str, digest: str, status: int) -> Entry | None:
        """The record of this URL with this payload and status."""
        fitting = (e for e in reversed(self.of_url(url)) if e.sha256 == digest and e.status == status)
        return next((entry for entry in fitting if not entry.refers_to), None)

    def unchanged(self, url: str) -> Entry | None:
        """The record with the page that an address had when it was last asked; None where it had none."""
        newest = max(self.of_url(url), key=by_date, default=None)
        if newest is None:
            return None
        found = self.get(newest.refers_to) if newest.refers_to else newest
        return found if found is not None and found.status == 200 and not found.refers_to else None

    def validators(self, text: str) -> Validators:
        """By what a server can tell whether the page at an address is still the one that is kept; none: it isn't.

        Only a page that was noted to be a work counts: a login page that stood there for a day has a later date than
        the work, and a server that is asked by that date would say that nothing has changed.
        """
        url = redact_address(text)
        holder = self.unchanged(url) if tells_apart(url) else None
        if holder is None or not holder.keys:
            return NONE
        newest = max(self.of_url(url), key=by_date)
        return newest.validators or holder.validators


def by_date(entry: Entry) -> str:
    """For sorting."""
    return entry.date
