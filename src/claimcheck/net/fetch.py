"""Asking many addresses in one run: each once, politely, with every failure a value."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from claimcheck.errors import StorageError
from claimcheck.model.source import Fetched, Hop, WarcRef
from claimcheck.net.backlog import Backlog
from claimcheck.net.client import Answer, Budget, Client
from claimcheck.net.cookies import cookie_for, keep_cookies
from claimcheck.net.exchange import NONE, Recorder, utc_now
from claimcheck.net.failures import Failed
from claimcheck.net.loop import run_to_end
from claimcheck.net.options import NetOptions
from claimcheck.net.outcome import Outcome, fetched_of
from claimcheck.net.recording import Recording, Stash
from claimcheck.net.retry import Verdict, classify, policy, retry_after
from claimcheck.net.robots import RobotsRules, robots_address
from claimcheck.net.safety import BadAddressError, follow, header_text, web_address
from claimcheck.net.turns import by_turns

if TYPE_CHECKING:
    import tenacity

NOT_MODIFIED = 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FEW_WORDS = 50
"""A decompression bomb with fewer words holds nothing to read."""
UNDER_WAY = 3
"""Addresses under way for each request that may be: some wait for their host, or to be recorded."""
BEGUN_AT_A_TIME = 16
"""Addresses between which those that are under way get on."""
MAX_HELD = 16_000_000
"""Bytes of answers that a run keeps for other addresses that lead to the same page."""
AROUND_BODY = 6_000
"""Bytes that an answer takes beside its body, roughly."""
LEAST_TIME = 1.0
"""Seconds of its budget that an address must have left to be asked again."""


def fetch_all(
    urls: Sequence[str],
    options: NetOptions,
    *,
    recorder: Recorder | None = None,
    on_done: Callable[[Fetched], None] | None = None,
) -> dict[str, Fetched]:
    """Ask every address once and give what came of it, keyed by the address as given.

    As ``fetch_each``; ``on_done`` gets the bodies alone: what is given back in the end has none then.
    """
    done: dict[str, Fetched] = {}

    def keep(fetched: Fetched) -> None:
        if on_done is not None:
            on_done(fetched)
            fetched = dataclasses.replace(fetched, body=b"")
        done[fetched.url] = fetched

    fetch_each(urls, options, recorder=recorder, on_done=keep)
    return {url: done[_without_fragment(url)] for url in urls}


def fetch_each(
    urls: Iterable[str],
    options: NetOptions,
    *,
    on_done: Callable[[Fetched], None],
    recorder: Recorder | None = None,
    backlog: Backlog | None = None,
    stash: Stash | None = None,
) -> None:
    """Ask every address once; ``on_done`` gets what came of each, in the order in which it comes.

    Fragments are taken off: addresses that differ only there are one request. Failures are values in ``Fetched``;
    the exceptions are those of ``recorder`` and ``on_done``, and UsageError for options that can't be followed.
    Only so many addresses are under way that a run's memory doesn't grow with their number; none is begun while there
    is no room in ``backlog``; bodies that wait to be recorded are put into ``stash``. Interrupted (KeyboardInterrupt),
    what had come is recorded.
    """
    run_to_end(_Run(options, recorder, on_done, backlog, stash).all(urls))


@dataclass(slots=True)
class _Place:
    """One of the places for addresses that are under way; left once."""

    places: asyncio.Semaphore
    left: bool = False

    def leave(self) -> None:
        if not self.left:
            self.left = True
            self.places.release()


class _Run:
    """One run: its client, what was asked in it already, and who waits for the first round to end."""

    def __init__(
        self,
        options: NetOptions,
        recorder: Recorder | None,
        on_done: Callable[[Fetched], None],
        backlog: Backlog | None,
        stash: Stash | None,
    ) -> None:
        self._options = options
        self._recorder = recorder
        self._recording = Recording(recorder, self._crowded, stash) if recorder is not None else None
        self._on_done = on_done
        self._backlog = backlog
        self._asked: dict[tuple[str, str], asyncio.Task[Answer]] = {}
        self._held: dict[tuple[str, str], int] = {}
        """Sizes of the answers that are kept, oldest first."""
        self._held_bytes = 0
        self._robots: dict[str, asyncio.Task[RobotsRules]] = {}
        self._first_round = asyncio.Event()
        self._to_come = 0
        self._places = asyncio.Semaphore(UNDER_WAY * options.concurrency)

    async def all(self, urls: Iterable[str]) -> None:
        wanted = list(by_turns(dict.fromkeys(_without_fragment(url) for url in urls)))
        self._to_come = len(wanted)
        if not wanted:
            return
        with self._recording or contextlib.nullcontext():
            async with Client(self._options) as client:
                self._client = client
                tasks: set[asyncio.Task[None]] = set()
                try:
                    await self._begin_all(wanted, tasks)
                finally:
                    rest = (*tasks, *self._asked.values(), *self._robots.values())
                    for task in rest:
                        task.cancel()
                    await asyncio.gather(*rest, return_exceptions=True)

    async def _begin_all(self, wanted: Iterable[str], tasks: set[asyncio.Task[None]]) -> None:
        """Begin with each address as there is a place for it, and wait for all. The first exception ends it."""
        failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def ended(task: asyncio.Task[None]) -> None:
            tasks.discard(task)
            error = None if task.cancelled() else task.exception()
            if error is not None and not failed.done():
                failed.set_exception(error)
                self._places.release()  # whoever waits for a place learns of it

        for number, url in enumerate(wanted):
            if number % BEGUN_AT_A_TIME == 0:
                await asyncio.sleep(0)  # so that the first are on their way before the last is begun with
            await self._places.acquire()
            if self._backlog is not None:
                await self._backlog.room()
            if failed.done():
                break
            task = asyncio.create_task(self._one(url))
            tasks.add(task)
            task.add_done_callback(ended)
        while tasks and not failed.done():
            await asyncio.wait({*tasks, failed}, return_when=asyncio.FIRST_COMPLETED)
        if failed.done():
            await failed
        failed.cancel()

    async def _one(self, url: str) -> None:
        """All attempts at one address."""
        place = _Place(self._places)
        try:
            await self._attempts(url, place)
        finally:
            place.leave()

    async def _attempts(self, url: str, place: _Place) -> None:
        started = utc_now()
        budget = Budget(self._options.max_time)
        attempts = 0

        async def attempt() -> Outcome:
            nonlocal attempts
            attempts += 1
            try:
                return await self._attempt(url, budget, again=attempts > 1)
            finally:
                if attempts == 1:
                    self._first_done()

        def verdict(outcome: Outcome) -> Verdict:
            return self._verdict(outcome, budget)

        async def before_sleep(state: tenacity.RetryCallState) -> None:
            place.leave()  # it may wait for all others to be begun with
            if state.outcome is not None:
                await self._before_sleep(state.outcome.result(), budget)

        outcome = await attempt()
        if verdict(outcome).retry != "never":
            retrying = policy(
                verdict,
                retries=self._options.retries,
                backoff=self._options.backoff,
                before_sleep=before_sleep,
            )
            outcome = await retrying(_after(outcome, attempt))
        records: tuple[WarcRef, ...] = ()
        if self._recording is not None:
            if self._recording.has_room:
                place.leave()  # others are asked before it is kept
            records = await self._recording.record(outcome.answers)
        self._on_done(fetched_of(url, outcome, started, attempts, records))

    def _crowded(self) -> bool:
        return self._client.crowded

    def _first_done(self) -> None:
        self._to_come -= 1
        if self._to_come == 0:
            self._first_round.set()

    def _verdict(self, outcome: Outcome, budget: Budget) -> Verdict:
        if budget.left < LEAST_TIME:
            return Verdict("never")
        final = outcome.final
        status = final.exchange.status if final is not None else None
        retry = classify(status, outcome.failure)
        if retry == "never" and final is not None and final.exchange.truncated == "disconnect":
            retry = "once"  # what came of it is kept if the second time is no better
        asked = retry_after(final.exchange.header("retry-after")) if final is not None and retry != "never" else None
        if asked is not None and budget.waited + asked > self._options.max_wait:
            return Verdict("never")
        return Verdict(retry, asked)

    async def _before_sleep(self, outcome: Outcome, budget: Budget) -> None:
        """Let the host rest as long as it asked for; what hung waits until all others were asked once."""
        if outcome.failure == "timeout":
            await self._first_round.wait()
        final = outcome.final
        asked = retry_after(final.exchange.header("retry-after")) if final is not None else None
        if asked is not None and outcome.url is not None:
            budget.waited += asked
            self._client.host(outcome.url).back_off(asked)

    async def _attempt(self, text: str, budget: Budget, *, again: bool) -> Outcome:
        before = budget.spent
        outcome = Outcome(None, [])
        try:
            outcome.url = web_address(text)
            await self._follow(outcome, budget, again=again)
        except BadAddressError as error:
            outcome.failure, outcome.detail = "invalid", str(error)
        except Failed as failed:
            outcome.failure, outcome.detail = failed.failure, failed.detail
        outcome.elapsed_ms = round((budget.spent - before) * 1000)
        return outcome

    async def _follow(self, outcome: Outcome, budget: Budget, *, again: bool) -> None:
        """Ask, and go where redirects lead. Cookies stay with the host that set them, and with this one chain."""
        jars: dict[str, httpx.Cookies] = {}
        seen: set[tuple[str, str]] = set()
        for _ in range(self._options.max_redirects + 1):
            url = outcome.url
            if url is None:
                return
            key = str(url), cookie_for(jars.get(url.host), url)
            if key in seen:
                raise Failed("redirect_loop", f"redirects in a circle, back to {url}")
            seen.add(key)
            answer = await self._ask(url, key, budget, goes_on=again or bool(outcome.answers))
            outcome.answers.append(answer)
            location = answer.exchange.header("location")
            if answer.exchange.status not in REDIRECTS or not location:
                return
            if answer.cookies:
                keep_cookies(jars.setdefault(url.host, httpx.Cookies()), url, answer)
            target = header_text(location)
            outcome.hops = (*outcome.hops, Hop(key[0], answer.exchange.status, target))
            outcome.url = follow(url, target)
        raise Failed("redirect_loop", f"more than {self._options.max_redirects} redirects")

    async def _ask(self, url: httpx.URL, key: tuple[str, str], budget: Budget, *, goes_on: bool) -> Answer:
        """One request for one address in a run, however many ask for it; what may pass is asked anew.

        ``key``: the address as text, and the cookie that goes with it.
        """
        if self._options.honour_robots:
            await self._obey_robots(url, budget)
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._ask_if_changed(url, key, budget, goes_on))
        task = self._asked[key]
        passing = True
        try:
            answer = await asyncio.shield(task)
            passing = classify(answer.exchange.status, None) != "never" or answer.exchange.truncated == "disconnect"
            if not passing:
                self._hold(key, AROUND_BODY + len(answer.body))
            return answer
        finally:
            if passing and self._asked.get(key) is task and task.done():
                del self._asked[key]

    async def _ask_if_changed(self, url: httpx.URL, key: tuple[str, str], budget: Budget, goes_on: bool) -> Answer:
        """Ask for a page; where one is kept, only if it has changed since. What is kept and damaged is asked anew."""
        text, cookie = key
        recorder = self._recorder
        unless = recorder.validators(text) if recorder is not None and not cookie else NONE
        answer = await self._client.ask(url, budget, cookie=cookie, unless=unless, goes_on=goes_on)
        if self._recording is None or not unless or answer.exchange.status != NOT_MODIFIED:
            return answer
        try:
            answer.kept = await self._recording.recall(text)
        except StorageError:
            return await self._client.ask(url, budget, cookie=cookie, goes_on=True)
        answer.body = answer.kept.body
        return answer

    def _hold(self, key: tuple[str, str], size: int) -> None:
        """Let go of the oldest answers that were kept for whoever is led to the same address later in the run."""
        if key in self._held:
            return
        self._held[key] = size
        self._held_bytes += size
        while self._held_bytes > MAX_HELD and len(self._held) > 1:
            oldest = next(iter(self._held))
            self._asked.pop(oldest, None)
            self._held_bytes -= self._held.pop(oldest)

    async def _obey_robots(self, url: httpx.URL, budget: Budget) -> None:
        address = robots_address(url)
        name = str(address)
        if name not in self._robots:
            self._robots[name] = asyncio.create_task(self._read_robots(address))
        rules = await asyncio.shield(self._robots[name])
        if not rules.allow(url.raw_path.decode("ascii")):
            raise Failed("robots", f"{url.host} asks robots not to read this address (robots.txt)")

    async def _read_robots(self, address: httpx.URL) -> RobotsRules:
        """RFC 9309: no file (4xx) or none to be had allows all, a server in trouble (5xx) forbids all for now."""
        outcome = Outcome(address, [])
        try:
            for _ in range(5):
                answer = await self._client.ask(outcome.url or address, Budget(self._options.max_time))
                location = answer.exchange.header("location")
                if answer.exchange.status not in REDIRECTS or not location:
                    break
                outcome.url = follow(outcome.url or address, header_text(location))
        except (Failed, BadAddressError):
            return RobotsRules.parse("", self._options.user_agent)
        if answer.exchange.status >= 500:
            return RobotsRules.parse("User-agent: *\nDisallow: /", self._options.user_agent)
        text = answer.body.decode("utf-8", "replace") if answer.exchange.status == 200 else ""
        return RobotsRules.parse(text, self._options.user_agent)


def _after(first: Outcome, attempt: Callable[[], Awaitable[Outcome]]) -> Callable[[], Awaitable[Outcome]]:
    """Attempts of which the first has been made."""
    made = [first]

    async def next_attempt() -> Outcome:
        return made.pop() if made else await attempt()

    return next_attempt


def _without_fragment(url: str) -> str:
    return url.partition("#")[0]
