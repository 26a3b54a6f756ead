"""All works of a bibliography: asked where need be, read, judged; what is fresh is taken from the state."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimcheck.archive import Archive, Copy
from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, Source, SourceText, WarcRef
from claimcheck.net import Backlog, NetOptions, fetch_each, network_reachable
from claimcheck.sources.added import read_added
from claimcheck.sources.doubts import Doubt, Doubts
from claimcheck.sources.elsewhere import NOBODY, Elsewhere, Services, cited_page
from claimcheck.sources.handover import MOST_UNREAD, Handover
from claimcheck.sources.judged import Judged, judge_page
from claimcheck.sources.judgement import Judgement, compared
from claimcheck.sources.known import USUAL, Freshness, Known
from claimcheck.sources.ledger import Ledger
from claimcheck.sources.local import read_local
from claimcheck.sources.locate import Address, Places, addresses_of, locate
from claimcheck.sources.noting import copied_by, digest_of, note
from claimcheck.sources.panel import Panel
from claimcheck.sources.proof import NetworkProof
from claimcheck.sources.pursuit import Pursuit, source_of
from claimcheck.sources.reading import TEXTS, Shelf, read_fetched
from claimcheck.sources.recall import Recall
from claimcheck.sources.spool import Spool
from claimcheck.sources.wanted import Wanted
from claimcheck.store import open_state

ARCHIVE = "archive"
MANY = 200
"""Works of which no text is wanted from which on their pages are judged in a process of its own."""


@dataclass(frozen=True, slots=True)
class Collected:
    """One source for each reference, in the same order."""

    sources: Sequence[Source]
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
    services: Services = NOBODY,
    keep: bool = True,
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
    archive in ``state`` holds is read. ``services``: who may be asked for other copies of what can't be read where it
    is cited. ``keep``: whether the archive keeps what is asked; without, no page is called drifted. Raises StorageError
    (state locked, disk full), what was done kept.
    """
    many = not offline and texts is not None and len(references) - len(texts) >= MANY
    with contextlib.ExitStack() as stack:
        backlog = Backlog(MOST_UNREAD)
        judges = Panel.beside(options.max_bytes, state, references, backlog) if many else None
        spool = Spool.opened(state) if many else None
        for each in (judges, spool):
            if each is not None:
                stack.callback(each.close)
        store = stack.enter_context(open_state(state))
        archive = stack.enter_context(Archive(state / ARCHIVE, readonly=offline))
        shelf, blank = Shelf(store, state / TEXTS), not store.has_checks()
        known = Known(store, archive, shelf, fresh, options.max_bytes, blank=blank)
        run = _Run(
            state,
            known,
            options,
            real or {},
            offline,
            services,
            keep,
            since,
            texts,
            judges,
            backlog,
            spool,
            on_done,
            on_record,
        )
        if judges is not None:
            judges.listen(run.note_copies, run.give_up)
        return replace(run.all(references, workspace), recovered=archive.recovered)


@dataclass(frozen=True, slots=True)
class _Held:
    """One answer that waits, its body dropped, with the works that cite it."""

    fetched: Fetched
    text: SourceText | None
    judged: tuple[tuple[tuple[Pursuit, Judgement], Doubt], ...]


@dataclass(slots=True)
class _Run:
    state: Path
    known: Known
    options: NetOptions
    real: Mapping[str, str]
    offline: bool
    services: Services
    keep: bool
    since: str
    texts: Collection[str] | None
    judges: Panel | None
    backlog: Backlog
    spool: Spool | None
    """Where answers wait to be kept."""
    on_done: Callable[[Source], None] | None
    on_record: Callable[[WarcRef], None] | None
    _recall: Recall = field(init=False)
    _references: Sequence[Reference] = ()
    _sources: Ledger = field(init=False)
    _works: dict[int, Pursuit] = field(default_factory=dict)
    """Those that were begun with and that are not done, by the places of their references."""
    _tried: int = 0
    """Addresses that were tried, each for each of its works."""
    _proof: NetworkProof = field(default_factory=NetworkProof)
    """Holds what may yet turn out to be the lack of a network."""
    _doubts: Doubts = field(init=False)
    _held: list[_Held] = field(default_factory=list)
    """Answers that are not judged before something else was asked besides."""
    _copies: list[Copy] = field(default_factory=list)
    """What the archive is to be told."""

    _elsewhere: Elsewhere = field(init=False)
    _telling: threading.Lock = field(default_factory=threading.Lock)
    """Answers are judged in a thread here and in a process beside it; what came of them is told one at a time."""

    def __post_init__(self) -> None:
        self._doubts = Doubts(self.options)
        withheld = dict.fromkeys(self.real, "it holds a secret")
        self._elsewhere = Elsewhere(self.known.store, self.services, self.options, withheld)
        self._recall = Recall(self.known, self.real, self.offline)

    @property
    def network(self) -> bool:
        """Whether there is one, as far as is known."""
        return self._recall.network

    def give_up(self) -> None:
        """Let the run end: what comes is not dealt with any more."""
        self.backlog.give_up()

    def all(self, references: Sequence[Reference], workspace: Path) -> Collected:
        self._references, self._sources = references, Ledger(len(references), self.state)
        for number, reference in enumerate(references):
            places = locate(reference, workspace)
            work = Pursuit(number, reference, places, list(places.addresses))
            work.local = read_local(places, workspace, self.known.shelf)
            if work.local is None:
                work.local = read_added(self.known.archive, reference.key, self.known.shelf)
            if not work.addresses:
                self._close(work)
            elif work.local is not None or places.files or places.refused:
                self._works[number] = work  # all others are begun with when something comes of them
        self._rounds()
        for search in (self._search_kept, self._search_open, self._search_archives):
            search({work.reference.key: work for _, work in sorted(self._works.items())})
            self._rounds()
        for _, work in sorted(self._works.items()):
            self._close(work)
        return Collected(self._sources, self.network, self._recall.trouble)

    def _work(self, number: int) -> Pursuit:
        """A work that is not done."""
        work = self._works.get(number)
        if work is None:
            reference = self._references[number]
            addresses = addresses_of(reference)
            work = self._works[number] = Pursuit(number, reference, Places((), addresses), list(addresses))
        return work

    def _rounds(self) -> None:
        """Try the places that are known, one of each work at a time, until nothing comes of it any more."""
        before = -1
        while self._tried > before:
            before = self._tried
            self._round()

    def _round(self) -> None:
        """Try the next address of every work that still needs one."""
        wanted = Wanted()
        for number in range(len(self._references)):
            if self._sources.has(number):
                continue
            work = self._works.get(number)
            reference = work.reference if work is not None else self._references[number]
            address = work.address if work is not None else addresses_of(reference)[0]
            if address is None:
                continue
            found = self._recall.instead(reference, address.url, text=self._wants_text(reference))
            if found is not None:
                self._judged(self._work(number), found)
            else:
                wanted.add(address.url, number)
        if wanted:
            self._ask(wanted)

    def _works_of(self, wanted: Wanted, url: str) -> list[Pursuit]:
        return [self._work(number) for number in wanted.of(url)]

    def _ask(self, wanted: Wanted) -> None:
        asked_for = {real: url for url, real in self.real.items()}
        with Handover(self._finish, self.backlog) as handover:

            def done(fetched: Fetched) -> None:
                if fetched.url in asked_for:
                    fetched = replace(fetched, url=asked_for[fetched.url])
                for believed in self._proof.take(fetched):
                    works = self._works_of(wanted, believed.url)
                    if not self._judged_beside(believed, works):
                        handover.give(believed, works)

            asked = (self.real.get(url, url) for url in wanted)
            recorder = self.known.archive if self.keep else None
            fetch_each(asked, self.options, recorder=recorder, on_done=done, backlog=self.backlog, stash=self.spool)
        self.known.blank = False
        self._settle(wanted)
        if self.judges is not None:
            self.judges.wait()
        if self._held:
            self._settle_doubts()

    def _settle(self, wanted: Wanted) -> None:
        """What waited is the hosts' own if there is a network, and nobody's otherwise."""
        proof = self._proof
        if proof.asked_any:
            trouble = proof.trouble()
            self._recall.network = not trouble and (proof.answered or network_reachable(self.options))
            self._recall.trouble = trouble
            proof.proven = self.network
        for fetched in proof.drain():
            works = self._works_of(wanted, fetched.url)
            if self.network or fetched.failure in ("invalid", "private"):
                self._finish(fetched, works)
            else:
                if fetched.records:
                    self.known.void(fetched, f"not asked: {self._recall.trouble}")
                for work in works:
                    self._judged(work, self._recall.unreachable(work.reference, fetched.url))

    def _judged_beside(self, fetched: Fetched, works: Sequence[Pursuit]) -> bool:
        """Hand an answer to the process that judges, where nobody wants a text of it."""
        references = [work.reference for work in works]
        if self.judges is None or not fetched.body or any(self._wants_text(reference) for reference in references):
            return False
        if self.keep and self.known.another(fetched.url, digest_of(fetched), self.since) is not None:
            return False
        light = replace(fetched, body=b"")
        numbers = [work.number for work in works]
        self.judges.judge(numbers, light, fetched.body, lambda judged: self._note(light, works, judged))
        return True

    def _finish(self, fetched: Fetched, works: Sequence[Pursuit]) -> None:
        """Judge an answer for the works that cite its address."""
        references = [work.reference for work in works]
        held = self.keep and bool(fetched.body)
        earlier = self.known.earlier(fetched.url, digest_of(fetched), self.since) if held else None
        if earlier is None and not any(self._wants_text(reference) for reference in references):
            judged = judge_page(references, fetched, self.options.max_bytes)
        else:
            judged = Judged.of(references, fetched, read_fetched(self.known.shelf, fetched, self.options.max_bytes))
            held_against = [compared(judgement, earlier) for judgement in judged.judgements]
            wanted = [self._as_wanted(*each) for each in zip(references, held_against, strict=True)]
            judged = replace(judged, judgements=tuple(wanted))
        self._note(replace(fetched, body=b""), works, judged)
        self.note_copies()

    def _as_wanted(self, reference: Reference, judgement: Judgement) -> Judgement:
        wanted = self._wants_text(reference) or judgement.former is not None
        return judgement if wanted else judgement.without_text()

    def _wants_text(self, reference: Reference) -> bool:
        return self.texts is None or reference.key in self.texts

    def _note(self, fetched: Fetched, works: Sequence[Pursuit], judged: Judged) -> None:
        """Conclude, or wait for what must be asked besides; the body is not needed any more."""
        with self._telling:
            if self.on_record is not None:
                for record in fetched.records:
                    self.on_record(record)
            each = list(zip(works, judged.judgements, strict=True))
            if any(judged.doubts):
                self._held.append(_Held(fetched, judged.text, tuple(zip(each, judged.doubts, strict=True))))
                return
            if not judged.noted:
                self._remember(fetched, each)
            self._conclude(fetched, each, judged.copy)

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
            self._remember(each.fetched, settled)
            self._conclude(each.fetched, settled)
        self.note_copies()

    def _remember(self, fetched: Fetched, judged: Iterable[tuple[Pursuit, Judgement]]) -> None:
        with self.known.store.together():
            note(self.known.store, fetched, [(work.reference, judgement) for work, judgement in judged])

    def _conclude(self, fetched: Fetched, judged: Sequence[tuple[Pursuit, Judgement]], copy: bytes = b"") -> None:
        """Tell the works of an address what came of it. ``copy``: the record that says of which works it is a copy."""
        for work, judgement in judged:
            unchecked = judgement.health.status == "unchecked"
            self._judged(work, replace(judgement, asked=False) if unchecked else judgement)
        if keys := copied_by(fetched, [(work.reference, judgement) for work, judgement in judged]):
            self._copies.append(Copy(fetched.records[-1], keys, copy))

    def note_copies(self) -> None:
        """Have the archive note of which works the pages are copies that were told of."""
        with self._telling:
            copies, self._copies = self._copies, []
        if copies:
            self.known.archive.attribute(copies)

    def _judged(self, work: Pursuit, judgement: Judgement) -> None:
        address = work.address
        work.judged.append(judgement)
        self._tried += 1
        if judgement.full and work.local is None and address is not None and address.kind != "pdf":
            work.add([Address(judgement.full, "pdf", "the PDF that the work's page names", address.version)], soon=True)
            if work.address is not None and work.address.kind == "pdf":
                return
        if work.read is not None or work.local is not None:
            self._close(work)

    def _search_kept(self, works: Mapping[str, Pursuit]) -> None:
        """Copies that were found in earlier runs, and whose snapshots are kept: nobody need be asked for them."""
        if self.services and not self.offline and self.network:
            return
        for work in works.values():
            for address in self._elsewhere.kept(work.reference, [each.url for each in work.addresses]):
                judgement = self.known.any(work.reference, address.url)
                if judgement is not None and judgement.text is not None:
                    work.add([address])
                    self._judged(work, judgement)
                    break

    def _search_open(self, works: Mapping[str, Pursuit]) -> None:
        """Open copies that services name of works that can't be read at any place that is known."""
        if works and self.services and not self.offline and self.network:
            tried = {key: (work.reference, [a.url for a in work.addresses]) for key, work in works.items()}
            for key, found in self._elsewhere.open_copies(tried).items():
                works[key].add(found)

    def _search_archives(self, works: Mapping[str, Pursuit]) -> None:
        """Copies of their pages in web archives, of works that can't be read anywhere else."""
        if works and self.services and not self.offline and self.network:
            cited = {url: work.reference for work in works.values() if (url := cited_page(work.reference))}
            found = self._elsewhere.archived(cited)
            for work in works.values():
                address = found.get(cited_page(work.reference))
                work.add([address] if address is not None else [])

    def _close(self, work: Pursuit) -> None:
        source = source_of(work)
        self._sources.put(work.number, source)
        work.closed = True
        self._works.pop(work.number, None)
        if self.on_done is not None:
            self.on_done(source)
