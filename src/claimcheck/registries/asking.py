"""Asking one registry for many works: from the state where it is fresh, politely where it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from claimcheck.model.source import Fetched
from claimcheck.net import NetOptions, fetch_all, utc_now
from claimcheck.registries.record import Answer, Record, dump, parse
from claimcheck.store import Store

FRESH: Final = {"found": timedelta(days=14), "none": timedelta(days=3)}
"""How long an answer is not asked for again. A work is retracted on a day like any other, so not for months."""
VERSION: Final = "1"
"""Of the reading of answers: what an earlier one made of them is not used."""
INTERVAL: Final = 0.1
"""Least seconds between two requests at a service that says nothing of its limits."""
FIRST: Final = 5
"""Questions after which a service that answered none of them is asked nothing more."""
_BATCH: Final = 100
_SLOWEST: Final = 5.0
_MOST_BYTES: Final = 5_000_000

Read = Callable[[bytes], tuple[Record, ...] | None]


@dataclass(slots=True)
class Pace:
    """How fast a service lets itself be asked, as its last answer said (``x-rate-limit-limit``, ``-interval``)."""

    interval: float = INTERVAL
    at_once: int = 1
    given_up: str = ""
    """Why it is not asked any more."""

    def learn(self, fetched: Fetched) -> None:
        """Take over the limits that an answer states."""
        limit, every = fetched.header("x-rate-limit-limit"), fetched.header("x-rate-limit-interval")
        seconds = re.fullmatch(r"\s*(\d{1,4})\s*s?\s*", every)
        if re.fullmatch(r"\s*\d{1,6}\s*", limit) and seconds and int(limit) > 0:
            self.interval = min(max(int(seconds[1]) / int(limit), 0.01), _SLOWEST)
        most = fetched.header("x-concurrency-limit")
        if re.fullmatch(r"\s*\d{1,3}\s*", most) and int(most) > 0:
            self.at_once = min(int(most), 3)


@dataclass(slots=True)
class Asker:
    """Asks registries; owns their cache and their pace in one run."""

    store: Store
    options: NetOptions
    on_answer: Callable[[str], None] = lambda name: None
    _paces: dict[str, Pace] | None = None

    def ask(
        self,
        registry: str,
        wanted: Mapping[str, str],
        read: Read,
        *,
        none: frozenset[int] = frozenset({404}),
        good: frozenset[int] = frozenset({200}),
    ) -> dict[str, Answer]:
        """The answer on each of some works (what is asked for → address).

        Statuses in ``none`` say "no such work", those in ``good`` come with a body to read. A service that answers
        nothing of what it was asked first is left alone for the rest of the run.
        """
        answers: dict[str, Answer] = {}
        missing: dict[str, str] = {}
        for what, address in wanted.items():
            kept = self._recall(registry, what)
            if kept is None:
                missing[address] = what
            else:
                answers[what] = kept
                self.on_answer(what)

        def done(fetched: Fetched) -> None:
            what = missing[fetched.url]
            answers[what] = answer = _answer(registry, fetched, read, none, good)
            pace.learn(fetched)
            self._remember(registry, what, answer)
            self.on_answer(what)

        self._paces = self._paces or {}
        pace = self._paces.setdefault(registry, Pace())
        for batch in _batches(list(missing)):  # the first alone: it tells how fast the rest may come
            if pace.given_up:
                answers |= {missing[address]: Answer(registry, "unknown", why=pace.given_up) for address in batch}
                continue
            fetch_all(batch, self._polite(pace), on_done=done)
            said = [answers[missing[address]] for address in batch]
            if len(batch) >= FIRST and all(answer.said == "unknown" for answer in said):
                pace.given_up = said[-1].why
        return answers

    def _polite(self, pace: Pace) -> NetOptions:
        return replace(
            self.options,
            honour_robots=False,  # made for programs, and their manners are followed as they state them
            per_host=pace.at_once,
            per_host_interval=max(
                pace.interval, self.options.per_host_interval if self.options.per_host_interval > INTERVAL else 0
            ),
            max_bytes=_MOST_BYTES,
        )

    def _recall(self, registry: str, what: str) -> Answer | None:
        kept = self.store.answer(f"{registry} {VERSION}", what)
        if kept is None:
            return None
        at, said, records = kept
        try:
            age = datetime.now(UTC) - datetime.fromisoformat(at)
            if said not in FRESH or not timedelta(minutes=-10) <= age <= FRESH[said]:
                return None
            return Answer(registry, "found" if said == "found" else "none", parse(records))
        except (ValueError, KeyError, TypeError):
            return None

    def _remember(self, registry: str, what: str, answer: Answer) -> None:
        """An answer that came is kept; that none came is not."""
        if answer.said != "unknown":
            self.store.keep_answer(f"{registry} {VERSION}", what, utc_now(), answer.said, dump(answer.records))


def _batches(addresses: list[str]) -> Iterator[list[str]]:
    if addresses:
        yield addresses[:1]
    if addresses[1 : 1 + FIRST]:
        yield addresses[1 : 1 + FIRST]
    for start in range(1 + FIRST, len(addresses), _BATCH):
        yield addresses[start : start + _BATCH]


def _answer(registry: str, fetched: Fetched, read: Read, none: frozenset[int], good: frozenset[int]) -> Answer:
    if fetched.failure is not None or fetched.status is None:
        return Answer(
            registry, "unknown", why=f"{registry} can't be reached ({fetched.detail or fetched.failure or 'no answer'})"
        )
    if fetched.status in none:
        return Answer(registry, "none")
    if fetched.status not in good:
        return Answer(registry, "unknown", why=f"{registry} answers {fetched.status}")
    if fetched.truncated:
        return Answer(registry, "unknown", why=f"the answer of {registry} is cut off")
    records = read(fetched.body)
    if records is None:
        return Answer(registry, "unknown", why=f"{registry} answers what it never would (a login page, or an error)")
    return Answer(registry, "found" if records else "none", records)
