"""Other places of works that can't be read where they are cited: services are asked, if they may be, and remembered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from claimcheck.model.audit import Memento
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.net import NetOptions, fetch_all, hosts_inside, utc_now
from claimcheck.sources.addresses import split
from claimcheck.sources.copies import find_copies
from claimcheck.sources.handles import doi_in
from claimcheck.sources.locate import Address
from claimcheck.sources.memento import raw_address
from claimcheck.sources.open_copies import (
    OpenCopy,
    best_of,
    of_openalex,
    of_unpaywall,
    openalex_address,
    unpaywall_address,
)
from claimcheck.store import Store

INTERVAL: Final = 0.1
"""Least seconds between two requests at a service."""
FRESH: Final = timedelta(days=7)
"""How long an answer of a service is not asked for again."""
_CACHE = "copies 1"
_MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Services:
    """Who may be asked for copies. Nobody, unless the person says so."""

    openalex: bool = False
    openalex_key: str = field(default="", repr=False)
    unpaywall_email: str = field(default="", repr=False)
    """Unpaywall is asked only with one."""
    archives: bool = False
    timemaps: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.openalex or bool(self.unpaywall_email) or self.archives


NOBODY: Final = Services()


@dataclass(slots=True)
class Elsewhere:
    """What services know of copies, from the state where it is fresh."""

    store: Store
    services: Services
    options: NetOptions
    withheld: Mapping[str, str]
    """Addresses that are told to nobody, each with the reason."""

    def kept(self, reference: Reference, tried: Sequence[str]) -> tuple[Address, ...]:
        """Places that services named in earlier runs; nobody is asked."""
        doi = doi_of(reference)
        copies = [
            copy
            for service in ("openalex", "unpaywall")
            if doi
            for copy in self._copies(self._recall(f"{service} {doi}", None) or [])
        ]
        found = self._recall(f"memento {cited_page(reference)}", None)
        mementos = [_memento_address(memento) for memento in self._mementos(found or [])]
        return (*(_open_address(copy) for copy in best_of(copies, tried)), *mementos)

    def open_copies(self, wanted: Mapping[str, tuple[Reference, Sequence[str]]]) -> dict[str, tuple[Address, ...]]:
        """By key, the open copies of works (with the addresses that were tried), as services that may be asked tell."""
        dois = {key: doi for key, (reference, _) in wanted.items() if (doi := doi_of(reference))}
        named: dict[str, list[OpenCopy]] = {doi: [] for doi in dois.values()}
        key, email = self.services.openalex_key, self.services.unpaywall_email
        if self.services.openalex:
            self._ask("openalex", named, lambda doi: openalex_address(doi, key), of_openalex)
        if email:
            self._ask("unpaywall", named, lambda doi: unpaywall_address(doi, email), of_unpaywall)
        return {
            key: tuple(_open_address(copy) for copy in best_of(named[doi], wanted[key][1])) for key, doi in dois.items()
        }

    def archived(self, wanted: Mapping[str, Reference]) -> dict[str, Address]:
        """By cited address, its copy in a web archive nearest to the day of access, where archives may be asked."""
        if not self.services.archives:
            return {}
        found: dict[str, Address] = {}
        unknown: dict[str, Reference] = {}
        for url, reference in wanted.items():
            kept = self._recall(f"memento {url}", FRESH)
            if kept is None:
                unknown[url] = reference
            for memento in self._mementos(kept or [])[:1]:
                found[url] = _memento_address(memento)
        if unknown:
            for url, copies in find_copies(
                unknown, self.options, self.services.timemaps, {**self.withheld, **self._inside(unknown)}
            ).items():
                if copies.memento is not None:
                    found[url] = _memento_address(copies.memento)
                if copies.said in ("found", "none"):
                    said = [[copies.memento.url, copies.memento.taken]] if copies.memento is not None else []
                    self._remember(f"memento {url}", said)
        return found

    def _inside(self, urls: Iterable[str]) -> dict[str, str]:
        if not self.options.allow_private:
            return {}  # what leads into a private network was not even asked
        hosts = {url: split(url).hostname or "" for url in urls}
        inside = hosts_inside(hosts.values(), self.options)
        return {url: "its host is private" for url, name in hosts.items() if name in inside}

    def _ask(
        self,
        service: str,
        named: Mapping[str, list[OpenCopy]],
        address: Callable[[str], str],
        read: Callable[[bytes], tuple[OpenCopy, ...]],
    ) -> None:
        """Ask a service for each DOI once, politely; an answer other than 200 or 404 is none, and not remembered."""
        of: dict[str, str] = {}
        for doi, copies in named.items():
            kept = self._recall(f"{service} {doi}", FRESH)
            if kept is None:
                of[address(doi)] = doi
            else:
                copies += self._copies(kept)

        def done(fetched: Fetched) -> None:
            if fetched.failure is not None or fetched.status not in (200, 404):
                return
            copies = list(read(fetched.body)) if fetched.status == 200 else []
            named[of[fetched.url]].extend(copies)
            kept = [(copy.url, copy.service, copy.version, copy.pdf) for copy in copies[:50]]
            self._remember(f"{service} {of[fetched.url]}", kept)

        interval = max(INTERVAL, self.options.per_host_interval)
        options = replace(
            self.options,
            honour_robots=False,
            per_host=1,
            per_host_interval=interval,
            max_bytes=_MOST_BYTES,
            retries=min(1, self.options.retries),
        )
        fetch_all(list(of), options, on_done=done)

    def _remember(self, what: str, found: Sequence[Sequence[str | bool]]) -> None:
        self.store.keep_text(_digest(what), _CACHE, json.dumps({"asked": utc_now(), "found": found}))

    def _recall(self, what: str, fresh: timedelta | None) -> list[object] | None:
        """What was found, an empty list where there was nothing; None where it isn't known (or no more ``fresh``)."""
        kept = self.store.text(_digest(what), _CACHE)
        try:
            value = json.loads(kept) if kept else None
            asked = datetime.fromisoformat(value["asked"]) if value else None
        except (ValueError, KeyError, TypeError):
            return None
        if value is None or asked is None or (fresh is not None and datetime.now(UTC) - asked > fresh):
            return None
        found = value.get("found")
        return found if isinstance(found, list) else None

    @staticmethod
    def _copies(kept: list[object]) -> list[OpenCopy]:
        rows = [row for row in kept if isinstance(row, list) and len(row) == 4]
        return [OpenCopy(str(url), str(service), str(version), bool(pdf)) for url, service, version, pdf in rows]

    @staticmethod
    def _mementos(kept: list[object]) -> list[Memento]:
        return [Memento(str(row[0]), str(row[1])) for row in kept if isinstance(row, list) and len(row) == 2]


def doi_of(reference: Reference) -> str:
    """The DOI of a work in lower case, from its entry or from a DOI link; "" where there is none."""
    return (reference.doi.strip() or doi_in(reference.url.strip())).casefold()


def cited_page(reference: Reference) -> str:
    """The address that an entry gives, without fragment."""
    return reference.url.strip().partition("#")[0]


def _open_address(copy: OpenCopy) -> Address:
    version = f", {copy.version}" if copy.version else ""
    return Address(copy.url, "open", f"the open copy that {copy.service} names{version}", copy.version)


def _memento_address(memento: Memento) -> Address:
    return Address(raw_address(memento), "memento", f"the archived copy of {memento.date}", archived=memento.url)


def _digest(what: str) -> str:
    return f"asked:{hashlib.sha256(what.encode('utf-8', 'replace')).hexdigest()}"
