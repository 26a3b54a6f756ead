"""Keeping links: archived copies are looked for, and put into the bibliography together with new addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urldefrag, urlsplit

from claimcheck.checks import no_copy, sift
from claimcheck.inputs import shown
from claimcheck.job import Options, Outcome, Progress
from claimcheck.model.audit import Memento
from claimcheck.model.finding import Finding, Location
from claimcheck.model.reference import Reference
from claimcheck.model.source import Source
from claimcheck.net import hosts_inside
from claimcheck.redaction import stands_in
from claimcheck.references import edit_entries, read_bibliography
from claimcheck.references.revision import Revision, revise
from claimcheck.sources import LOST, READABLE, Copies, addresses_of, find_copies


def links_of(outcomes: Sequence[Outcome]) -> Iterator[tuple[Outcome, Reference, Source, str]]:
    """Every work that has an address, with what came of it and the address that is its link."""
    for outcome in outcomes:
        for reference, source in zip(outcome.report.references, outcome.report.sources, strict=True):
            addresses = addresses_of(reference)
            if addresses:
                yield outcome, reference, source, addresses[0].url


def _withheld(wanted: Mapping[str, Reference], outcomes: Sequence[Outcome], options: Options) -> dict[str, str]:
    """Addresses that are told to nobody, each with the reason."""
    secret = {url: "it holds a secret" for outcome in outcomes for url in outcome.withheld}
    if not options.net.allow_private:
        return secret  # what leads into a private network was not even asked
    hosts = {url: urlsplit(url).hostname or "" for url in wanted}
    inside = hosts_inside(hosts.values(), options.net)
    return {url: "its host is private" for url, host in hosts.items() if host in inside} | secret


def lost_links(outcomes: Sequence[Outcome]) -> dict[str, Reference]:
    """Addresses at which the work is no more, each with a work, those left out whose entry names a copy.

    One that can't be asked at all is no page that an archive could have.
    """
    found: dict[str, Reference] = {}
    for _, reference, source, url in links_of(outcomes):
        if source.health.status in LOST - {"invalid"} and not reference.archiveurl:
            found.setdefault(url, reference)
    return found


def look_for_copies(
    wanted: Mapping[str, Reference],
    outcomes: Sequence[Outcome],
    options: Options,
    timemaps: Sequence[str],
    progress: Progress,
) -> dict[str, Copies]:
    """What archives say of copies of works of these outcomes, by address."""
    if not wanted:
        return {}
    progress.stage("asking archives", len(wanted))
    found = find_copies(wanted, options.net, timemaps, _withheld(wanted, outcomes, options))
    progress.done()
    return found


def unsaved_links(outcomes: Sequence[Outcome]) -> dict[str, Reference]:
    """Addresses at which the work can be read today, each with a work, those left out whose entry names a copy."""
    found: dict[str, Reference] = {}
    for _, reference, source, url in links_of(outcomes):
        if source.health.status in READABLE and not reference.archiveurl:
            found.setdefault(url, reference)
    return found


def to_save(wanted: Mapping[str, Reference], copies: Mapping[str, Copies]) -> list[str]:
    """Addresses of which no copy is known, and that may be told to an archive."""
    return [url for url in wanted if url in copies and copies[url].said in ("none", "unknown")]


def with_missing_copies(outcome: Outcome, copies: Mapping[str, Copies], options: Options) -> Outcome:
    """An outcome with a finding L140 for each link of which every archive said that it has no copy."""
    report = outcome.report
    places = {finding.reference: finding.location for finding in (*report.findings, *report.ignored)}
    findings: list[Finding] = []
    for _, reference, _, url in links_of([outcome]):
        if url in copies and copies[url].said == "none":
            place = places.get(reference.key) or Location(_name(outcome), reference.line or 1)
            findings.append(no_copy(url, reference.key, place))
    sifted = sift(
        [*report.findings, *findings],
        references={reference.key: reference for reference in report.references},
        rules=options.rules,
        select=options.select,
        ignore=options.ignore,
    )
    ignored = (*report.ignored, *sifted.ignored)
    return replace(outcome, report=replace(report, findings=sifted.findings, ignored=ignored))


def plan(outcome: Outcome, copies: Mapping[str, Copies], saved: Mapping[str, Memento]) -> Revision | None:
    """What is to be written into the bibliography of an outcome; None where it has none.

    A page that has moved for good, and is surely the same work, gets its new address; one that is lost the address and
    the date of its archived copy, and so does one that was saved in this run.
    """
    if outcome.bib_path is None:
        return None
    stated = read_bibliography(outcome.bib_path).by_key()

    def edit(text: str) -> tuple[str, Sequence[str]]:
        left: list[str] = []
        changes: dict[str, dict[str, str]] = {}
        for _, reference, source, url in links_of([outcome]):
            fields = _fields(reference, source, copies.get(url), saved.get(url))
            own = stated.get(reference.key)
            if not fields or own is None:
                continue
            if own.url != reference.url:
                left.append(f"{reference.key} is left as it is: its address holds a secret")
                continue
            changes.setdefault(reference.key, fields)
        edited, refused = edit_entries(text, changes)
        left += [f"{key} is left as it is: {why}; by hand: {_by_hand(changes[key])}" for key, why in refused.items()]
        return edited, left

    return revise(outcome.bib_path, shown(outcome.bib_path), edit)


def _fields(reference: Reference, source: Source, copies: Copies | None, saved: Memento | None) -> dict[str, str]:
    health = source.health
    if health.status == "moved" and health.confidence == "high" and health.moved_to and reference.url:
        fragment = urldefrag(reference.url.strip()).fragment
        to = health.moved_to
        if not stands_in(to):
            return {"url": f"{to}#{fragment}" if fragment and "#" not in to else to} | _copy(reference, saved)
    if health.status in LOST and copies is not None:
        return _copy(reference, copies.memento)
    return _copy(reference, saved)


def _copy(reference: Reference, memento: Memento | None) -> dict[str, str]:
    if memento is None or reference.archiveurl:
        return {}
    return {"archiveurl": memento.url, "archivedate": memento.date}


def _by_hand(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())


def _name(outcome: Outcome) -> str:
    return shown(outcome.bib_path) if outcome.bib_path is not None else ""
