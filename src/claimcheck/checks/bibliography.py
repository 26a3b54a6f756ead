"""The bibliography against itself: the same work twice, entries that lack what their type requires."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from claimcheck.checks.catalogue import finding
from claimcheck.checks.context import Context
from claimcheck.model.finding import Finding
from claimcheck.model.reference import Reference

# The fields that BibTeX's standard styles require ("BibTeXing", O. Patashnik, 1988, section 3.1); "a|b": one of them.
# Types without a row (misc, online, …) require a title, so that a reader can tell what is meant.
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "article": ("authors", "title", "container", "year"),
    "book": ("authors|editors", "title", "publisher", "year"),
    "booklet": ("title",),
    "inbook": ("authors|editors", "title", "publisher", "year"),
    "incollection": ("authors", "title", "container", "publisher", "year"),
    "inproceedings": ("authors", "title", "container", "year"),
    "conference": ("authors", "title", "container", "year"),
    "manual": ("title",),
    "mastersthesis": ("authors", "title", "publisher", "year"),
    "phdthesis": ("authors", "title", "publisher", "year"),
    "proceedings": ("title", "year"),
    "techreport": ("authors", "title", "publisher", "year"),
    "unpublished": ("authors", "title", "note"),
}
_FIELD_NAMES: Mapping[str, str] = {"authors": "author", "editors": "editor"}
_CONTAINERS: Mapping[str, str] = {"article": "journal"}
_PUBLISHERS: Mapping[str, str] = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}


def check_bibliography(context: Context) -> Iterator[Finding]:
    """B501 and B502 for entries of the bibliography file; what references/ said already is not said again."""
    said = {(problem.code, problem.reference) for problem in context.bibliography.problems}
    entries = [reference for reference in context.bibliography.references if reference.line is not None]
    for item in (*_duplicates(context, entries), *_incomplete(context, entries)):
        if (item.code, item.reference) not in said:
            yield item


def _duplicates(context: Context, entries: list[Reference]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Reference] = {}
    for reference in entries:
        identities = list(_identities(reference))
        twin = next((first[identity] for identity in identities if identity in first), None)
        for identity in identities:
            first.setdefault(identity, reference)
        if twin is not None and twin.key != reference.key:
            yield finding(
                "B501",
                f"{reference.key} is the same work as {twin.key} (line {twin.line})",
                f"keep one of the two and cite it everywhere, for example {twin.key}",
                context.in_bibliography(reference.line),
                confidence="medium",
                reference=reference.key,
                subject=twin.key,
            )


def _identities(reference: Reference) -> Iterator[tuple[str, ...]]:
    """What makes two entries the same work: a DOI, or title, year and first author together."""
    if reference.doi:
        yield ("doi", reference.doi.lower())
    if reference.title and reference.year and reference.authors:
        family = reference.authors[0].partition(",")[0]
        part = (reference.volume, reference.number, reference.pages) if reference.type != "book" else ()
        yield ("work", _folded(reference.title), reference.year, _folded(family), *part)


def _folded(text: str) -> str:
    """Letters and digits alone, in lower case, accents taken off."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())


def _incomplete(context: Context, entries: list[Reference]) -> Iterator[Finding]:
    for reference in entries:
        missing = [_name(field, reference.type) for field in _required(reference) if not _has(reference, field)]
        if missing:
            yield finding(
                "B502",
                f"{reference.key} (@{reference.type}) has no {', no '.join(missing)}",
                f"add {' and '.join(missing)} to the entry",
                context.in_bibliography(reference.line),
                # No subject: an entry in which one of two fields was added is no new finding.
                reference=reference.key,
            )


def _required(reference: Reference) -> tuple[str, ...]:
    return _REQUIRED.get(reference.type, ("title",))


def _has(reference: Reference, fields: str) -> bool:
    return any(getattr(reference, name) or (name == "year" and reference.date) for name in fields.split("|"))


def _name(fields: str, type_: str) -> str:
    names = []
    for name in fields.split("|"):
        if name == "container":
            name = _CONTAINERS.get(type_, "booktitle")
        elif name == "publisher":
            name = _PUBLISHERS.get(type_, "publisher")
        names.append(_FIELD_NAMES.get(name, name))
    return " or ".join(names)
