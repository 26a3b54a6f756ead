"""The paper's marks against its reference list: cited and not listed, listed and never cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.checks.catalogue import finding
from claimcheck.checks.context import Context
from claimcheck.model.finding import Finding
from claimcheck.model.reference import Description
from claimcheck.references import works
from claimcheck.references.transliterate import fold

_LONGEST = 80
_FEW = 5
"""Works that a list may lack before the lack of most of them is told as one."""


def check_listing(context: Context) -> Iterator[Finding]:
    """C604 and C605, where the paper has a reference list of its own."""
    document = context.document
    if document is None or not document.listed:
        return
    listed = {description.key for description in context.bibliography.descriptions if description.listed}
    cited = {key for citation in context.bibliography.citations for key in citation.keys}
    if listed & cited:  # a list that no mark leads to is a list of something else, or its marks could not be read
        yield from _not_listed(context, listed)
        yield from _never_cited(context, cited)


def _not_listed(context: Context, listed: set[str]) -> Iterator[Finding]:
    missing: dict[str, Description] = {}
    noted: set[str] = set()
    for description in context.bibliography.descriptions:
        if not description.listed:
            noted.add(description.key)
            if description.key not in listed:
                missing.setdefault(description.key, description)
    if len(missing) > _FEW and 2 * len(missing) > len(noted):
        yield _selected(context, list(missing.values()), len(noted))
        return
    for description in missing.values():
        yield finding(
            "C604",
            f"note {description.label} cites {_name(description)}, which the reference list does not have",
            "add the work to the reference list",
            context.of_description(description),
            reference=description.key,
        )


def _selected(context: Context, missing: list[Description], noted: int) -> Finding:
    """One finding for a list that was made apart from the notes: the author decides once what it is to hold."""
    first = "; ".join(f"{_name(description)} (note {description.label})" for description in missing[:_FEW])
    return finding(
        "C604",
        f"the notes cite {noted} works, and the reference list does not have {len(missing)} of them: {first}; and "
        f"{len(missing) - _FEW} more",
        "list every work that the notes cite, or call the list a selection",
        context.of_description(missing[0]),
    )


def _never_cited(context: Context, cited: set[str]) -> Iterator[Finding]:
    said: set[str] = set()
    text = _Text(context)
    for description in context.bibliography.descriptions:
        if not description.listed or description.key in cited | said:
            continue
        said.add(description.key)
        family, year = works.first_family(description.reference), description.reference.year
        if text.has_author_year(family, year):
            continue
        named = text.names(family)
        yield finding(
            "C605",
            f"the reference list has {_name(description)}, which no mark of the text cites"
            + (f", though the text names {family}" if named else ""),
            f"cite it where the text speaks of {family}" if named else "cite the work, or take it out of the list",
            context.of_description(description),
            reference=description.key,
        )


class _Text:
    """What the paper says outside its reference list, as a search for names needs it."""

    def __init__(self, context: Context) -> None:
        document = context.document
        parts = [sentence.text.text for sentence in document.sentences] if document else []
        self._written = fold("\n".join(parts))
        notes = [note.text.text for note in document.notes] if document else []
        self._all = fold("\n".join((self._written, *notes))).casefold()

    def names(self, family: str) -> bool:
        """Whether a sentence names a person of that family name, not one who bears it as a given name."""
        return len(family) > 2 and bool(re.search(rf"\b{re.escape(fold(family))}\b(?!\s[A-Z])", self._written))

    def has_author_year(self, family: str, year: str) -> bool:
        """Whether a family name stands before its year somewhere, as where author and year are the mark."""
        if not family or not year:
            return False
        name = re.escape(fold(family).casefold())
        return bool(re.search(rf"\b{name}\b[^.;\n]{{0,60}}\b{re.escape(year)}", self._all))


def _name(description: Description) -> str:
    """A work in a few words: its first author and title."""
    work = description.reference
    family = works.first_family(work)
    title = work.title or work.url or work.raw
    title = title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"
    return f"{family}, “{title}”" if family else f"“{title}”"
