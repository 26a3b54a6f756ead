"""Looking for archived copies of works whose links are lost: archives are asked, and a copy is read before it is named.

A capture of an error page, or of what stands there since the domain was sold, is a capture too: only one that is judged
to be the work counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from claimcheck.model.audit import Memento
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.net import NetOptions, fetch_all
from claimcheck.sources.health import READABLE, judge
from claimcheck.sources.memento import (
    WAYBACK_TIMEMAP,
    as_answered,
    availability_address,
    cdx_address,
    nearest,
    not_public,
    of_availability,
    of_cdx,
    of_timemap,
    raw_address,
    wanted_moment,
)
from claimcheck.sources.reading import read_body

CANDIDATES: Final = 3
"""Copies of one page that an archive names and that are looked at, the nearest first."""
INTERVAL: Final = 2.0
"""Least seconds between two requests at an archive: the CDX server asks for 30 a minute at most."""

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

Said = Literal["found", "none", "unknown", "not_asked"]


@dataclass(frozen=True, slots=True)
class Copies:
    """What archives say of copies of one page."""

    url: str
    said: Said
    """``none``: every archive asked said that it has none. ``unknown``: one did not say."""
    memento: Memento | None = None
    why: str = ""
    """Why nothing was asked, or is known."""


@dataclass(slots=True)
class _Search:
    """One page on its way through the archives."""

    reference: Reference
    wanted: str
    found: Memento | None = None
    denied: set[str] = field(default_factory=set)
    """Archives that said that they have none."""
    trouble: str = ""


def find_copies(
    wanted: Mapping[str, Reference],
    options: NetOptions,
    timemaps: Sequence[str] = (),
    withheld: Mapping[str, str] = NOTHING,
) -> dict[str, Copies]:
    """For each address, with the work that is cited by it, the archived copy nearest to the day of access.

    ``timemaps``: what stands before the page's address in the TimeMaps of other archives. Addresses that hold secrets
    or lead into private networks, and those of ``withheld`` (with the reason), are not told to anybody.
    """
    refused = {url: withheld.get(url) or not_public(url) for url in wanted}
    result = {url: Copies(url, "not_asked", why=why) for url, why in refused.items() if why}
    searches = {url: _Search(r, wanted_moment(r)) for url, r in wanted.items() if url not in result}
    interval = max(INTERVAL, options.per_host_interval)
    asker = _Asker(replace(options, honour_robots=False, per_host=1, per_host_interval=interval, retries=1))
    asker.availability(searches)
    asker.cdx(searches)
    for prefix in dict.fromkeys((WAYBACK_TIMEMAP, *timemaps)):
        asker.timemap(searches, prefix)
    archives = 1 + len({prefix for prefix in timemaps if prefix != WAYBACK_TIMEMAP})
    for url, search in searches.items():
        if search.found is not None:
            result[url] = Copies(url, "found", search.found)
        elif len(search.denied) == archives:
            result[url] = Copies(url, "none")
        else:
            result[url] = Copies(url, "unknown", why=search.trouble or "the archives gave an empty answer")
    return result


class _Asker:
    def __init__(self, options: NetOptions) -> None:
        self._options = options

    def availability(self, searches: Mapping[str, _Search]) -> None:
        def take(url: str, fetched: Fetched) -> Iterable[Memento]:
            return of_availability(fetched.body, url)

        self._ask({url: availability_address(url, s.wanted) for url, s in _open(searches)}, searches, take)

    def cdx(self, searches: Mapping[str, _Search]) -> None:
        def take(url: str, fetched: Fetched) -> Iterable[Memento]:
            return of_cdx(fetched.body, url)

        self._ask({url: cdx_address(url) for url, _ in _open(searches)}, searches, take)

    def timemap(self, searches: Mapping[str, _Search], prefix: str) -> None:
        """A TimeMap that is not there (404) is an archive's word that it has none.

        The Wayback Machine's lists captures of errors too, without saying so: the CDX server has told the good ones.
        """

        def take(url: str, fetched: Fetched) -> Iterable[Memento]:
            if fetched.status == 404:
                searches[url].denied.add(prefix)
            if fetched.status != 200 or prefix == WAYBACK_TIMEMAP:
                return ()
            return of_timemap(fetched.body, fetched.final_url)

        self._ask({url: prefix + url for url, _ in _open(searches)}, searches, take)

    def _ask(
        self,
        addresses: Mapping[str, str],
        searches: Mapping[str, _Search],
        take: Callable[[str, Fetched], Iterable[Memento]],
    ) -> None:
        named: dict[str, tuple[Memento, ...]] = {}
        of = {address: url for url, address in addresses.items()}

        def done(fetched: Fetched) -> None:
            url = of[fetched.url]
            search = searches[url]
            if fetched.failure is not None or fetched.status not in (200, 404):
                search.trouble = fetched.detail or f"the archive answers {fetched.status}"
            elif found := nearest(take(url, fetched), search.wanted, CANDIDATES):
                named[url] = found

        fetch_all(list(of), self._options, on_done=done)
        for number in range(CANDIDATES):
            self._look(
                {url: found[number] for url, found in named.items() if number < len(found) and not searches[url].found},
                searches,
            )

    def _look(self, candidates: Mapping[str, Memento], searches: Mapping[str, _Search]) -> None:
        """Read one copy of each page; one that is the work is found."""
        of: dict[str, list[str]] = {}
        for url, memento in candidates.items():
            of.setdefault(raw_address(memento), []).append(url)

        def done(fetched: Fetched) -> None:
            for url in of[fetched.url]:
                if _is_the_work(searches[url].reference, url, fetched):
                    searches[url].found = as_answered(candidates[url], fetched.final_url)

        fetch_all(list(of), replace(self._options, per_host_interval=0.2), on_done=done)


def _open(searches: Mapping[str, _Search]) -> list[tuple[str, _Search]]:
    return [(url, search) for url, search in searches.items() if search.found is None]


def _is_the_work(reference: Reference, url: str, fetched: Fetched) -> bool:
    """Whether an archived page, judged as if it stood at its own address, is the cited work."""
    if fetched.failure is not None or fetched.status != 200:
        return False
    text = read_body(fetched.body, fetched.header("content-type"), url)
    return judge(reference, replace(fetched, url=url, final_url=url, hops=()), text).status in READABLE
