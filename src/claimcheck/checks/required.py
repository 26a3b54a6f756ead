"""Which fields an entry lacks: by BibTeX's and biblatex's own lists for entries, by what a reader needs for notes."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.model.reference import Reference
from claimcheck.references import works

# The fields that BibTeX's standard styles require ("BibTeXing", O. Patashnik, 1988, section 3.1), and for its own types
# biblatex ("The biblatex Package", P. Kime et al., section 2.1.1); "a|b": one of them.
# Types without a row (misc, dataset, …) require a title, so that a reader can tell what is meant.
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
    "online": ("title", "year", "url|doi|eprint"),
    "electronic": ("title", "year", "url|doi|eprint"),
    "www": ("title", "year", "url|doi|eprint"),
    "thesis": ("authors", "title", "publisher", "year"),
    "report": ("authors", "title", "publisher", "year"),
    "collection": ("editors", "title", "year"),
}
# What a reader needs to find a work that a note or an item of the reference list describes; its type is our reading.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "article": ("title", "year"),
    "book": ("authors|editors", "title", "publisher|place", "year"),
    "incollection": ("title", "container", "publisher", "year"),
    "techreport": ("title", "publisher|note|container", "year"),
    "phdthesis": ("authors", "title", "publisher", "year"),
    "mastersthesis": ("authors", "title", "publisher", "year"),
    "misc": ("title", "year", "container|publisher|url|doi|eprint|note|authors+year"),
    "unpublished": ("title",),
}
_FIELD_NAMES: Mapping[str, str] = {"authors": "author", "editors": "editor"}
_CONTAINERS: Mapping[str, str] = {"article": "journal"}
_PUBLISHERS: Mapping[str, str] = {
    "phdthesis": "school", "mastersthesis": "school", "techreport": "institution", "report": "institution",
    "thesis": "institution",
}  # fmt: skip


def missing(entry: Reference) -> list[str]:
    """Names of the fields that an entry lacks, as BibTeX calls them."""
    described = entry.span is not None and bool(entry.raw)
    if described:
        wanted = _NEEDED.get(entry.type, ("title", "year"))
        return [_plain(fields) for fields in wanted if not _has(entry, fields)]
    wanted = _REQUIRED.get(entry.type, ("title",))
    return [_name(fields, entry.type) for fields in wanted if not _has(entry, fields)]


def _has(entry: Reference, fields: str) -> bool:
    if fields == "container" and entry.type == "article" and (works.arxiv_of(entry) or works.is_preprint(entry)):
        return True  # a preprint stands in no journal
    return any(_given(entry, name) for name in fields.split("|"))


def _given(entry: Reference, name: str) -> bool:
    if "+" in name:
        return all(_given(entry, part) for part in name.split("+"))
    return bool(getattr(entry, name) or (name == "year" and entry.date))


def _plain(fields: str) -> str:
    if fields.count("|") > 2:
        return "publisher or address"
    first = fields.split("|", maxsplit=1)[0]
    return {
        "authors": "author", "year": "date", "container": "title of the book it stands in", "publisher": "publisher",
    }.get(first, first)  # fmt: skip


def _name(fields: str, type_: str) -> str:
    names = []
    for name in fields.split("|"):
        if name == "container":
            name = _CONTAINERS.get(type_, "booktitle")
        elif name == "publisher":
            name = _PUBLISHERS.get(type_, "publisher")
        names.append(_FIELD_NAMES.get(name, name))
    return " or ".join(names[:2])
