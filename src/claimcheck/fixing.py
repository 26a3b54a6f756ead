"""What ``bib --fix`` would change in a bibliography: fields that are surely wrong, and entries of one work merged."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from claimcheck.bibliographies import Examined
from claimcheck.checks.duplicates import of_one_work
from claimcheck.checks.webaddresses import doi_prefixed, flaws
from claimcheck.inputs import shown
from claimcheck.model.reference import Reference
from claimcheck.redaction import stands_in
from claimcheck.references import read_bibliography
from claimcheck.references.entry import author_field
from claimcheck.references.latex import escape, escape_address
from claimcheck.references.mending import mend, merge, raw_fields
from claimcheck.references.revision import Revision, revise
from claimcheck.registries import Consulted

_TEXTS = frozenset({"title", "journal", "booktitle"})


def plan(examined: Examined, *, merging: bool) -> Revision:
    """What can be mended for sure: addresses and DOIs that are written wrongly, fields that a registry has otherwise
    under the entry's own identifier, DOIs of works that were found; with ``merging`` entries of one work, too."""
    stated = read_bibliography(examined.path).references

    def edit(text: str) -> tuple[str, Sequence[str]]:
        mended = mend(text, _changes(examined, stated, raw_fields(text)))
        edited, left = mended.text, dict(mended.left)
        if merging:
            pairs = [(twin.first.key, twin.entry.key) for twin in of_one_work(stated) if twin.confidence == "high"]
            merged = merge(edited, pairs)
            edited, left = merged.text, left | dict(merged.left)
        return edited, [f"{key} is left as it is: {why}" for key, why in left.items()]

    return revise(examined.path, shown(examined.path), edit)


def _changes(
    examined: Examined, stated: Sequence[Reference], fields: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """The fields to be written, by key; what a rule puts aside stays as it is."""
    changes: dict[str, dict[str, str]] = defaultdict(dict)
    put_aside = {(each.code, each.reference) for each in examined.sifted.ignored}
    for entry in stated:
        own = fields.get(entry.key, {})
        if ("B532", entry.key) not in put_aside:
            changes[entry.key] |= _of_addresses(entry, own)
        consulted = examined.consulted.get(entry.key)
        if consulted is not None and ("B510", entry.key) not in put_aside:
            changes[entry.key] |= _of_registry(entry, consulted, own)
    return {key: each for key, each in changes.items() if each}


def _of_addresses(entry: Reference, fields: Mapping[str, str]) -> dict[str, str]:
    changes: dict[str, str] = {}
    for flaw in flaws(entry):
        if flaw.better and flaw.field in fields and not stands_in(entry.url):
            changes[flaw.field] = escape_address(flaw.better)
    if bare := doi_prefixed(_plain(fields.get("doi", ""))):
        changes["doi"] = escape_address(bare)
    return changes


def _of_registry(entry: Reference, consulted: Consulted, fields: Mapping[str, str]) -> dict[str, str]:
    record = consulted.record
    if record is None:
        return {}
    if consulted.outcome == "offered":
        doi = record.identifier if record.identifier.startswith("10.") and "doi" not in fields else ""
        return {"doi": escape_address(doi)} if doi and not consulted.differences else {}
    if consulted.outcome != "differs" or not consulted.identifier:
        return {}
    changes: dict[str, str] = {}
    for each in consulted.differences:
        if not each.certain:
            continue
        if each.field in ("author", "editor"):
            changes[each.field] = author_field(tuple(author.name for author in record.authors))
        elif each.field in _TEXTS:
            name = "journaltitle" if each.field == "journal" and "journaltitle" in fields else each.field
            changes[name] = escape(each.theirs)
        elif each.field == "year":
            changes |= _year(record.years[0], fields)
        elif each.field == "pages":
            changes["pages"] = (
                escape(each.theirs).replace("-", "--") if re.fullmatch(r"\w+-\w+", each.theirs) else escape(each.theirs)
            )
        else:
            changes[each.field] = escape(each.theirs)
    return changes


def _year(year: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Of an entry with a whole date only the year can be known, so the date is left to its author."""
    return {"year": year} if "year" in fields and "date" not in fields else {}


def _plain(raw: str) -> str:
    return raw.strip().strip('{}"').strip()
