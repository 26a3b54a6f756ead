"""Every work of a bibliography held against the registries: by its identifier, else by title, author and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched
from claimcheck.net import NetOptions, fetch_all
from claimcheck.redaction import stands_in
from claimcheck.references import works
from claimcheck.references.identifiers import WHOLE_DOI
from claimcheck.registries import arxiv, crossref, datacite, landing, openalex
from claimcheck.registries.asking import Asker
from claimcheck.registries.compare import Comparison, Difference, compare, is_match, is_titled_so
from claimcheck.registries.record import Answer, Notice, Record
from claimcheck.registries.retractions import read_table
from claimcheck.sources.handles import handle_address, read_handle
from claimcheck.sources.reading import read_body
from claimcheck.store import Store

HANDLES: Final = "the handle service"
_SEARCHED: Final = frozenset(
    {"article", "inproceedings", "conference", "incollection", "inbook", "book", "phdthesis", "thesis"}
)
_SURELY_LISTED: Final = frozenset({"article", "inproceedings", "conference"})

Outcome = Literal["agrees", "differs", "another_work", "no_identifier", "not_found", "offered", "unchecked"]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked, and under what name."""

    contact: str = ""
    """An e-mail address, for services that are kinder to whom they can write to."""
    openalex_key: str = field(default="", repr=False)
    pages: bool = True
    """Whether the page of a work without an identifier is asked, too."""
    retractions: Path | None = None
    """A copy of the Retraction Watch table."""
    registries: bool = True
    """False: nobody is asked, and the table alone is looked into."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """What the registries say of one entry."""

    key: str
    outcome: Outcome
    record: Record | None = None
    differences: tuple[Difference, ...] = ()
    notices: tuple[Notice, ...] = ()
    asked: tuple[str, ...] = ()
    """Who answered, in order."""
    identifier: str = ""
    why: str = ""
    """Why it was not checked."""


def consult(
    entries: Sequence[Reference],
    *,
    store: Store,
    options: NetOptions,
    asking: Asking,
    real: Mapping[str, str] | None = None,
    on_done: Callable[[str], None] | None = None,
) -> dict[str, Consulted]:
    """What the registries say of each entry, by its key. One question a work, however many entries have it.

    Raises StorageError, and InputError for a table of retractions that is none.
    """
    return _Consultation(entries, store, options, asking, real or {}, on_done or (lambda key: None)).run()


class _Consultation:
    def __init__(
        self,
        entries: Sequence[Reference],
        store: Store,
        options: NetOptions,
        asking: Asking,
        real: Mapping[str, str],
        on_done: Callable[[str], None],
    ) -> None:
        self._entries = entries
        self._asking = asking
        agent = f"{options.user_agent[:-1]}; mailto:{asking.contact})" if asking.contact else options.user_agent
        self._options = replace(options, user_agent=agent)
        self._asker = Asker(store, self._options)
        self._real = real
        self._on_done = on_done
        self._done: dict[str, Consulted] = {}

    def run(self) -> dict[str, Consulted]:
        dois: dict[str, list[Reference]] = defaultdict(list)
        numbers: dict[str, list[Reference]] = defaultdict(list)
        rest: list[Reference] = []
        for entry in self._entries:
            if WHOLE_DOI.fullmatch(doi := works.doi_of(entry)):
                dois[doi].append(entry)
            elif number := works.arxiv_of(entry):
                numbers[number].append(entry)
            else:
                rest.append(entry)
        table = read_table(self._asking.retractions, set(dois)) if self._asking.retractions else {}
        if not self._asking.registries:
            for doi, notices in table.items():
                for entry in dois[doi]:
                    self._say(
                        Consulted(entry.key, "unchecked", notices=notices, identifier=doi, why="no registry was asked")
                    )
            return self._done
        self._by_doi(dois, table)
        self._by_number(numbers)
        self._without(rest)
        return self._done

    # --- by DOI ------------------------------------------------------------------------------------------------------
    def _by_doi(self, dois: Mapping[str, list[Reference]], table: Mapping[str, tuple[Notice, ...]]) -> None:
        answers: dict[str, list[Answer]] = {doi: [] for doi in dois}
        first = {doi: doi.startswith(datacite.PREFIXES) for doi in dois}
        self._add(answers, self._crossref([doi for doi in dois if not first[doi]]))
        self._add(answers, self._datacite([doi for doi in dois if first[doi] or _none(answers[doi])]))
        self._add(answers, self._crossref([doi for doi in dois if first[doi] and _none(answers[doi])]))
        self._add(answers, self._openalex([doi for doi in dois if _unknown(answers[doi])]))
        handles = self._handles([doi for doi in dois if not _found(answers[doi])])
        for doi, entries in dois.items():
            self._settle(doi, entries, answers[doi], handles.get(doi), table.get(doi, ()))

    def _add(self, answers: dict[str, list[Answer]], more: Mapping[str, Answer]) -> None:
        for doi, answer in more.items():
            answers[doi].append(answer)

    def _crossref(self, dois: Sequence[str]) -> dict[str, Answer]:
        contact = self._asking.contact
        return self._asker.ask(
            crossref.NAME, {doi: crossref.work_address(doi, contact) for doi in dois}, crossref.read_work
        )

    def _datacite(self, dois: Sequence[str]) -> dict[str, Answer]:
        contact = self._asking.contact
        return self._asker.ask(
            datacite.NAME, {doi: datacite.work_address(doi, contact) for doi in dois}, datacite.read_work
        )

    def _openalex(self, dois: Sequence[str]) -> dict[str, Answer]:
        contact, key = self._asking.contact, self._asking.openalex_key
        wanted = {doi: openalex.work_address(doi, contact, key) for doi in dois}
        return self._asker.ask(openalex.NAME, wanted, openalex.read_work)

    def _handles(self, dois: Sequence[str]) -> dict[str, Answer]:
        """Whether DOIs exist at all, whoever registered them."""

        def read(body: bytes) -> tuple[Record, ...] | None:
            said = read_handle(Fetched("", "", 200, body=body)).said
            return None if said == "unknown" else (Record(HANDLES),) if said == "exists" else ()

        return self._asker.ask(
            HANDLES, {doi: handle_address(doi) for doi in dois}, read, none=frozenset(), good=frozenset({200, 404})
        )

    def _settle(
        self,
        doi: str,
        entries: Sequence[Reference],
        answers: Sequence[Answer],
        handle: Answer | None,
        table: tuple[Notice, ...],
    ) -> None:
        found = next((answer for answer in answers if answer.said == "found"), None)
        asked = tuple(answer.registry for answer in answers if answer.said != "unknown")
        for entry in entries:
            if found is not None:
                consulted = _compared(entry, found.records[0], asked, doi)
                notices = _together((*found.records[0].notices, *table))
                self._say(replace(consulted, notices=notices))
            elif handle is not None and handle.said == "none":
                self._say(Consulted(entry.key, "no_identifier", asked=(*asked, HANDLES), identifier=doi))
            else:
                self._say(
                    Consulted(
                        entry.key, "unchecked", asked=asked, identifier=doi, why=_why(answers, handle), notices=table
                    )
                )

    # --- by arXiv number ---------------------------------------------------------------------------------------------
    def _by_number(self, numbers: Mapping[str, list[Reference]]) -> None:
        answers = self._asker.ask(
            arxiv.NAME, {n: arxiv.work_address(n) for n in numbers}, arxiv.read_work, none=frozenset({400, 404})
        )
        for number, entries in numbers.items():
            answer, identifier = answers[number], f"arXiv:{number}"
            for entry in entries:
                if answer.said == "found":
                    record = answer.records[0]
                    self._say(replace(_compared(entry, record, (arxiv.NAME,), identifier), notices=record.notices))
                elif answer.said == "none":
                    self._say(Consulted(entry.key, "no_identifier", asked=(arxiv.NAME,), identifier=identifier))
                else:
                    self._say(Consulted(entry.key, "unchecked", identifier=identifier, why=answer.why))

    # --- without an identifier ---------------------------------------------------------------------------------------
    def _without(self, entries: Sequence[Reference]) -> None:
        wanted = [entry for entry in entries if _can_be_searched(entry)]
        contact, key = self._asking.contact, self._asking.openalex_key
        asked = {_question(entry): crossref.search_address(entry, contact) for entry in wanted}
        first = self._asker.ask(f"{crossref.NAME} search", asked, crossref.read_search)
        open_ = [entry for entry in wanted if _best(entry, first[_question(entry)].records) is None]
        asked = {_question(entry): openalex.search_address(entry, contact, key) for entry in open_}
        second = self._asker.ask(f"{openalex.NAME} search", asked, openalex.read_search)
        for entry in wanted:
            question = _question(entry)
            self._say(_searched(entry, [first[question], *([second[question]] if question in second else [])]))
        self._at_pages([entry for entry in entries if not _can_be_searched(entry)])

    def _at_pages(self, entries: Sequence[Reference]) -> None:
        """What the pages of works say that no registry lists. Their addresses go to their own hosts alone."""
        addresses = {
            _bare(self._real.get(entry.url, entry.url)): _bare(entry.url)
            for entry in entries
            if self._asking.pages
            and entry.url.startswith(("http://", "https://"))
            and (entry.url in self._real or not stands_in(entry.url))
        }
        records: dict[str, Record] = {}
        troubles: dict[str, str] = {}

        def done(fetched: Fetched) -> None:
            url = addresses.get(fetched.url, fetched.url)
            if fetched.failure is not None or fetched.status != 200:
                troubles[url] = f"its page can't be read ({fetched.detail or fetched.failure or fetched.status})"
                return
            text = read_body(fetched.body, declared=fetched.header("content-type"), url=fetched.final_url)
            if text is None:
                troubles[url] = "its page gives no text"
            else:
                records[url] = landing.record_of(text)

        fetch_all(list(addresses), self._options, on_done=done)
        for entry in entries:
            record = records.get(_bare(entry.url))
            if record is not None:
                self._say(_of_page(entry, record))
            else:
                why = troubles.get(_bare(entry.url)) or "it has no identifier, and is no work that the registries list"
                self._say(Consulted(entry.key, "unchecked", why=why))

    def _say(self, consulted: Consulted) -> None:
        self._done[consulted.key] = consulted
        self._on_done(f"{consulted.key}: {consulted.outcome.replace('_', ' ')}")


def _bare(url: str) -> str:
    """Without what is for the reader of the page alone."""
    return url.partition("#")[0]


def _found(answers: Sequence[Answer]) -> bool:
    return any(answer.said == "found" for answer in answers)


def _none(answers: Sequence[Answer]) -> bool:
    return bool(answers) and all(answer.said == "none" for answer in answers)


def _unknown(answers: Sequence[Answer]) -> bool:
    return not _found(answers) and any(answer.said == "unknown" for answer in answers)


def _why(answers: Sequence[Answer], handle: Answer | None) -> str:
    troubles = [answer.why for answer in answers if answer.said == "unknown"]
    if handle is not None and handle.said == "unknown":
        troubles.append(handle.why)
    if not troubles:
        return "the DOI is registered, with an agency that is not asked"
    return "; ".join(dict.fromkeys(troubles))


def _together(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Notices of several sources, each told once: one without a DOI is the one of its kind that has one."""
    kept: list[Notice] = []
    for notice in sorted(notices, key=lambda each: (not each.doi, not each.date)):
        if not any(each.kind == notice.kind and (not notice.doi or each.doi == notice.doi) for each in kept):
            kept.append(notice)
    return tuple(kept)


def _compared(entry: Reference, record: Record, asked: tuple[str, ...], identifier: str) -> Consulted:
    result: Comparison = compare(entry, record)
    return Consulted(entry.key, result.verdict, record, result.differences, asked=asked, identifier=identifier)


def _can_be_searched(entry: Reference) -> bool:
    named = bool(entry.title and (entry.authors or entry.editors) and entry.year)
    printed = bool(entry.volume or entry.number or entry.pages)  # a newspaper's article is in no registry
    return named and entry.type in _SEARCHED and (printed or entry.type != "article")


def _question(entry: Reference) -> str:
    return " | ".join((works.squeezed(entry.title), works.first_family(entry).casefold(), entry.year))


def _best(entry: Reference, records: Sequence[Record]) -> Record | None:
    return next((record for record in records if is_match(entry, record)), None)


def _searched(entry: Reference, answers: Sequence[Answer]) -> Consulted:
    asked = tuple(answer.registry.removesuffix(" search") for answer in answers if answer.said != "unknown")
    records = [record for answer in answers for record in answer.records]
    match = _best(entry, records)
    if match is not None:
        return Consulted(
            entry.key, "offered", match, compare(entry, match).differences, match.notices, asked, match.identifier
        )
    troubles = [answer.why for answer in answers if answer.said == "unknown"]
    if troubles:
        return Consulted(entry.key, "unchecked", asked=asked, why="; ".join(dict.fromkeys(troubles)))
    titled = next((record for record in records if is_titled_so(entry, record)), None)
    if titled is not None and entry.type in _SURELY_LISTED:  # a book has editions, each of its year
        return Consulted(
            entry.key,
            "differs",
            titled,
            (Difference("year", entry.year, " or ".join(titled.years), False),),
            asked=asked,
        )
    if entry.type not in _SURELY_LISTED:
        return Consulted(
            entry.key,
            "unchecked",
            asked=asked,
            why=f"{' and '.join(asked)} list no such work, which says little of a {_kind(entry)}",
        )
    return Consulted(entry.key, "not_found", asked=asked)


def _kind(entry: Reference) -> str:
    return {"incollection": "chapter", "inbook": "chapter", "phdthesis": "thesis"}.get(entry.type, entry.type)


def _of_page(entry: Reference, record: Record) -> Consulted:
    """A page is held to little: its author and its year, where it names them and the entry names others."""
    result = compare(entry, replace(record, containers=(), pages=""))
    if result.verdict == "another_work":
        return Consulted(
            entry.key, "unchecked", record, why="its page is headed otherwise: see what is said of its link"
        )
    differences = tuple(
        each
        for each in result.differences
        if each.field == "year" or (each.field == "author" and each.theirs and "authors" not in each.ours)
    )
    return Consulted(entry.key, "differs" if differences else "agrees", record, differences, asked=(record.registry,))
