"""All works of a bibliography: asked where need be, read, judged; what is fresh is taken from the state."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimcheck.archive import Archive
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, LinkHealth, Source, WarcRef
from claimcheck.net import Backlog, NetOptions, fetch_each, network_reachable
from claimcheck.redaction import stands_in, tells_apart
from claimcheck.sources.added import read_added
from claimcheck.sources.beside import Judgements, Judges, judge_page
from claimcheck.sources.handover import MOST_UNREAD, Handover
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
MANY = 200
"""Works of which no text is wanted from which on their pages are judged in a process of its own."""
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
    texts: Collection[str] | None = None,
    on_done: Callable[[Source], None] | None = None,
    on_record: Callable[[WarcRef], None] | None = None,
) -> Collected:
    """Find, ask, read and judge the sources of ``references``, whose addresses hold no secrets.

    ``real`` says what is asked for an address whose secret was left out. ``since``: pages are compared with what they
    were at that moment; empty: with the snapshot before. ``texts``: the keys of the works whose text is wanted, beside
    the health of their links; None: of all.
    ``on_done`` is called as sources are known, ``on_record`` for each WARC response record that was stored in this
    run (redirects are records of their own), both from one thread at a time. ``offline``: nothing is asked; what the
    archive in ``state`` holds is read. Raises StorageError (state locked, disk full), what was done kept.
    """
    many = not offline and texts is not None and len(references) - len(texts) >= MANY
    with contextlib.ExitStack() as stack:
        judges = Judges.beside(options.max_bytes) if many else None
        if judges is not None:
            stack.callback(judges.close)
        store = stack.enter_context(open_state(state))
        if judges is not None:
            judges.together = store.together
        archive = stack.enter_context(Archive(state / ARCHIVE, readonly=offline))
        shelf = Shelf(store, state / TEXTS)
        known = Known(store, archive, shelf, fresh, options.max_bytes)
        run = _Run(store, archive, shelf, known, options, real or {}, offline, since, texts, judges, on_done, on_record)
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
    texts: Collection[str] | None
    judges: Judges | None
    on_done: Callable[[Source], None] | None
    on_record: Callable[[WarcRef], None] | None
    network: bool = True
    trouble: str = ""
    _works: list[_Work] = field(default_factory=list)
    _backlog: Backlog = field(default_factory=lambda: Backlog(MOST_UNREAD))
    _proof: NetworkProof = field(default_factory=NetworkProof)
    """Holds what may yet turn out to be the lack of a network."""

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
        return self.known.fresh(reference, url, text=self._wants_text(reference)) if tells_apart(url) else None

    def _ask(self, wanted: dict[str, list[_Work]]) -> None:
        asked = {self.real.get(url, url): url for url in wanted}

        def take(fetched: Fetched) -> None:
            for believed in self._proof.take(replace(fetched, url=asked[fetched.url])):
                self._finish(believed, wanted.get(believed.url, ()))

        with Handover(take, self._backlog) as handover:
            fetch_each(asked, self.options, recorder=self.archive, on_done=handover.give, backlog=self._backlog)
        self._settle(wanted)
        if self.judges is not None:
            self.judges.wait()

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

    def _finish(self, fetched: Fetched, works: Sequence[_Work]) -> None:
        """Judge an answer for the works that cite its address, and note what came of it."""
        digest = fetched.records[-1].digest if fetched.records else ""
        earlier = self.known.earlier(fetched.url, digest, self.since) if fetched.body else None
        references = [work.reference for work in works]
        light = replace(fetched, body=b"")
        if earlier is None and not any(self._wants_text(reference) for reference in references):
            if self.judges is None or not fetched.body:
                self._note(light, works, judge_page(references, fetched, self.options.max_bytes))
                return
            size = len(fetched.body)
            self._backlog.take(size)

            def then(judgements: Judgements) -> None:
                self._note(light, works, judgements)
                self._backlog.let_go(size)

            self.judges.judge(references, fetched, then)
            return
        reading = read_fetched(self.shelf, fetched, self.options.max_bytes)
        judgements = [compared(judge_answer(reference, fetched, reading), earlier) for reference in references]
        self._note(light, works, [self._as_wanted(*each) for each in zip(references, judgements, strict=True)])

    def _as_wanted(self, reference: Reference, judgement: Judgement) -> Judgement:
        wanted = self._wants_text(reference) or judgement.former is not None
        return judgement if wanted else judgement.without_text()

    def _note(self, fetched: Fetched, works: Sequence[_Work], judgements: Sequence[Judgement]) -> None:
        """Remember what came of an answer, whose body is not needed any more."""
        with self.store.together():  # one at a time: answers are judged in a thread here and in a process beside it
            if self.on_record is not None:
                for record in fetched.records:
                    self.on_record(record)
            digest = fetched.records[-1].digest if fetched.records else ""
            read_by: list[str] = []
            for position, (work, judgement) in enumerate(zip(works, judgements, strict=True)):
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
            if read_by:  # only what was judged to be the work is a copy of it, and asked for if it has changed
                self.archive.attribute(fetched.records[-1], read_by)

    def _wants_text(self, reference: Reference) -> bool:
        return self.texts is None or reference.key in self.texts

    def _judged(self, work: _Work, judgement: Judgement) -> None:
        work.judged.append(judgement)
        if judgement.read or work.local is not None or len(work.judged) >= len(work.places.addresses):
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
    read = next((judgement for judgement in judged if judgement.read), None)
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
