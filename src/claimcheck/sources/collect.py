"""All works of a bibliography: asked where need be, read, judged; what is fresh is taken from the state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimcheck.archive import Archive
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkHealth, Source, SourceText, WarcRef
from claimcheck.net import NetOptions, fetch_all, network_reachable
from claimcheck.redaction import stands_in, tells_apart
from claimcheck.sources.added import read_added
from claimcheck.sources.doubts import Doubt, Doubts, doubt_of, known_by_redirect
from claimcheck.sources.health import READABLE
from claimcheck.sources.judgement import Judgement, cache_name, compared, health_to_json, judge_answer
from claimcheck.sources.known import USUAL, Freshness, Known
from claimcheck.sources.local import read_local
from claimcheck.sources.locate import NOWHERE, Address, Places, locate
from claimcheck.sources.proof import NetworkProof
from claimcheck.sources.reading import TEXTS, Shelf, read_fetched
from claimcheck.store import Store, open_state

ARCHIVE = "archive"
NO_NETWORK = "not asked: there is no network"
OFFLINE = "not asked: offline, and there is no snapshot of it"
INCOMPLETE = "not asked: its secret is not kept; check the paper that has it, or write it into the bibliography"


@dataclass(frozen=True, slots=True)
class Collected:
    """One source for each reference, in the same order."""

    sources: tuple[Source, ...]
    network: bool
    """False: nothing could be asked at all, and nothing is remembered of it."""
    trouble: str = ""
    """What is wrong with the network, where more is known than that there is none."""
    recovered: tuple[str, ...] = ()
    """What was damaged in the archive, and what became of it."""


def collect(
    references: Sequence[Reference],
    *,
    workspace: Path,
    state: Path,
    options: NetOptions,
    real: Mapping[str, str] | None = None,
    offline: bool = False,
    fresh: Freshness = USUAL,
    since: str = "",
    on_done: Callable[[Source], None] | None = None,
    on_record: Callable[[WarcRef], None] | None = None,
) -> Collected:
    """Find, ask, read and judge the sources of ``references``, whose addresses hold no secrets.

    ``real`` says what is asked for an address whose secret was left out. ``since``: pages are compared with what they
    were at that moment; empty: with the snapshot before.
    ``on_done`` is called as sources are known, ``on_record`` for each WARC response record that was stored in this
    run (redirects are records of their own), both from one thread at a time. ``offline``: nothing is asked; what the
    archive in ``state`` holds is read. Raises StorageError (state locked, disk full), what was done kept.
    """
    with open_state(state) as store, Archive(state / ARCHIVE, readonly=offline) as archive:
        shelf = Shelf(store, state / TEXTS)
        known = Known(store, archive, shelf, fresh, options.max_bytes)
        run = _Run(store, archive, shelf, known, options, real or {}, offline, since, on_done, on_record)
        return replace(run.all(references, workspace), recovered=archive.recovered)


@dataclass(slots=True)
class _Work:
    """One reference on its way."""

    reference: Reference
    places: Places
    local: Judgement | None = None
    judged: list[Judgement] = field(default_factory=list)
    """One for each address that was tried, in order."""
    source: Source | None = None

    def address(self, number: int) -> Address | None:
        """The address to try in round ``number`` (from 0); None where the work needs no further one."""
        if self.source is not None or number >= len(self.places.addresses):
            return None
        return self.places.addresses[number]


@dataclass(frozen=True, slots=True)
class _Held:
    """One answer that waits, its body dropped, with the works that cite it."""

    fetched: Fetched
    text: SourceText | None
    judged: tuple[tuple[tuple[_Work, Judgement], Doubt], ...]


@dataclass(slots=True)
class _Run:
    store: Store
    archive: Archive
    shelf: Shelf
    known: Known
    options: NetOptions
    real: Mapping[str, str]
    offline: bool
    since: str
    on_done: Callable[[Source], None] | None
    on_record: Callable[[WarcRef], None] | None
    network: bool = True
    trouble: str = ""
    _works: list[_Work] = field(default_factory=list)
    _proof: NetworkProof = field(default_factory=NetworkProof)
    """Holds what may yet turn out to be the lack of a network."""
    _doubts: Doubts = field(init=False)
    _held: list[_Held] = field(default_factory=list)
    """Answers that are not judged before something else was asked besides."""

    def __post_init__(self) -> None:
        self._doubts = Doubts(self.options)

    def all(self, references: Sequence[Reference], workspace: Path) -> Collected:
        self._works = [_Work(reference, locate(reference, workspace)) for reference in references]
        for work in self._works:
            work.local = read_local(work.places, workspace, self.shelf)
            if work.local is None:
                work.local = read_added(self.archive, work.reference.key, self.shelf)
            if not work.places.addresses:
                self._close(work)
        number = 0
        while any(work.address(number) for work in self._works):
            self._round(number)
            number += 1
        return Collected(
            tuple(work.source for work in self._works if work.source is not None), self.network, self.trouble
        )

    def _round(self, number: int) -> None:
        """Try the address of this round of every work that still needs one."""
        wanted: dict[str, list[_Work]] = {}
        for work in self._works:
            address = work.address(number)
            if address is None:
                continue
            found = self._from_state(work.reference, address.url)
            if found is not None:
                self._judged(work, found)
            else:
                wanted.setdefault(address.url, []).append(work)
        if wanted:
            self._ask(wanted)

    def _from_state(self, reference: Reference, url: str) -> Judgement | None:
        if self.offline:
            return self.known.any(reference, url) or _unasked(OFFLINE)
        if not self.network:
            return self._unreachable(reference, url)
        if url not in self.real and stands_in(url):
            return self.known.any(reference, url) or _unasked(INCOMPLETE)
        # What is kept of a short secret can't tell whether it has been mended since.
        return self.known.fresh(reference, url) if tells_apart(url) else None

    def _ask(self, wanted: dict[str, list[_Work]]) -> None:
        """Ask; read and judge in one thread of its own, so that no request waits for a long PDF."""
        reader = ThreadPoolExecutor(1, "reader")
        pending: list[Future[None]] = []
        asked = {self.real.get(url, url): url for url in wanted}

        def done(fetched: Fetched) -> None:
            # The body goes with the task: once it has been read nothing holds it any more.
            pending.append(reader.submit(self._take, replace(fetched, url=asked[fetched.url]), wanted))

        try:
            fetch_all(list(asked), self.options, recorder=self.archive, on_done=done)
            for future in pending:
                future.result()
        finally:
            reader.shutdown(wait=True, cancel_futures=True)
        self._settle(wanted)
        if self._held:
            self._settle_doubts()

    def _take(self, fetched: Fetched, wanted: dict[str, list[_Work]]) -> None:
        for believed in self._proof.take(fetched):
            self._finish(believed, wanted.get(believed.url, ()))

    def _settle(self, wanted: dict[str, list[_Work]]) -> None:
        """What waited is the hosts' own if there is a network, and nobody's otherwise."""
        proof = self._proof
        if proof.asked_any:
            self.trouble = proof.trouble()
            self.network = not self.trouble and (proof.answered or network_reachable(self.options))
            proof.proven = self.network
        for fetched in proof.drain():
            works = wanted.get(fetched.url, [])
            if self.network or fetched.failure in ("invalid", "private"):
                self._finish(fetched, works)
            else:
                if fetched.records:
                    self.known.void(fetched, f"not asked: {self.trouble}")
                for work in works:
                    self._judged(work, self._unreachable(work.reference, fetched.url))

    def _unreachable(self, reference: Reference, url: str) -> Judgement:
        """Without a network: the text of an older snapshot if there is one, and nothing said of the link."""
        reason = f"not asked: {self.trouble}" if self.trouble else NO_NETWORK
        older = self.known.any(reference, url)
        if older is None or older.text is None:
            return _unasked(reason)
        health = LinkHealth("unchecked", reason=reason, confidence="low")
        return replace(older, health=health, asked=False, detail=f"read from the snapshot of {older.health.checked}")

    def _finish(self, fetched: Fetched, works: Iterable[_Work]) -> None:
        if self.on_record is not None:
            for record in fetched.records:
                self.on_record(record)
        reading = read_fetched(self.shelf, fetched, self.options.max_bytes)
        digest = fetched.records[-1].digest if fetched.records else ""
        earlier = self.known.earlier(fetched.url, digest, self.since) if reading.text is not None else None
        judged = []
        for work in works:
            judgement = known_by_redirect(judge_answer(work.reference, fetched, reading), fetched)
            judged.append((work, compared(judgement, earlier)))
        doubts = [doubt_of(work.reference, fetched, judgement, reading.text) for work, judgement in judged]
        fetched = replace(fetched, body=b"")
        if any(doubts):
            self._held.append(_Held(fetched, reading.text, tuple(zip(judged, doubts, strict=True))))
        else:
            self._conclude(fetched, judged)

    def _settle_doubts(self) -> None:
        """Ask what must be asked besides, and judge what waited for it."""
        held, self._held = self._held, []
        if self.network:
            self._doubts.ask(doubt for each in held for _, doubt in each.judged if doubt)
        for each in held:
            settled = [
                (work, self._doubts.settled(doubt, judgement, each.fetched, each.text))
                for (work, judgement), doubt in each.judged
            ]
            self._conclude(each.fetched, settled)

    def _conclude(self, fetched: Fetched, judged: Iterable[tuple[_Work, Judgement]]) -> None:
        """Remember what came of an address, and tell its works."""
        read_by: list[str] = []
        digest = fetched.records[-1].digest if fetched.records else ""
        for position, (work, judgement) in enumerate(judged):
            health = judgement.health
            if health.status == "unchecked":
                judgement = replace(judgement, asked=False)
            elif position == 0:
                self.store.remember(fetched, health)
            if digest and health.status != "unchecked":
                name = cache_name(work.reference, fetched.url, fetched.fetched)
                self.store.keep_text(digest, name, health_to_json(health))
            if digest and health.status in READABLE:
                read_by.append(work.reference.key)
            self._judged(work, judgement)
        if read_by:  # only what was judged to be the work is noted as a copy of it, and asked for if it has changed
            self.archive.attribute(fetched.records[-1], read_by)

    def _judged(self, work: _Work, judgement: Judgement) -> None:
        work.judged.append(judgement)
        if judgement.text is not None or work.local is not None or len(work.judged) >= len(work.places.addresses):
            self._close(work)

    def _close(self, work: _Work) -> None:
        work.source = _source(work)
        if self.on_done is not None:
            self.on_done(work.source)


def _unasked(reason: str) -> Judgement:
    return Judgement(LinkHealth("unchecked", reason=reason, confidence="low"), detail=reason, asked=False)


def _source(work: _Work) -> Source:
    """The source of a work: the health of its first address, and the text of the first place that gave one."""
    tried = work.places.tried
    refused = "; ".join(work.places.refused)
    judged = [*([work.local] if work.local is not None else []), *work.judged]
    if not judged:
        reason = f"{NOWHERE} ({refused})" if refused else NOWHERE
        return Source(work.reference.key, LinkHealth("unchecked", reason=reason), detail=reason, tried=tried)
    first = work.judged[0] if work.judged else judged[0]
    read = next((judgement for judgement in judged if judgement.text is not None), None)
    if read is None:
        others = [j.detail for j in work.judged[1:] if j.detail]
        detail = "; ".join(dict.fromkeys([first.detail, *others, *([refused] if refused else [])]))
        snapshot = next((j.snapshot for j in judged if j.snapshot is not None), None)
        asked = any(judgement.asked for judgement in judged)
        return Source(work.reference.key, first.health, snapshot, None, asked, detail, tried)
    detail = read.detail
    if read is not first:
        detail = detail or (f"read from {read.snapshot.url}" if read.snapshot is not None else "")
    return Source(work.reference.key, first.health, read.snapshot, read.text, first.asked, detail, tried, read.former)
