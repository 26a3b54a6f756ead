"""What the page that an entry leads to says of itself: its title, its authors, its dates."""

from __future__ import annotations

from claimcheck.model.source import SourceText
from claimcheck.references.names import OTHERS, split_names
from claimcheck.registries.record import Author, Record

NAME = "the page"


def record_of(text: SourceText) -> Record:
    """The metadata of a page that was read, as a record."""
    names = [name for stated in text.authors[:200] for name in split_names(stated) if name != OTHERS]
    years = tuple(dict.fromkeys(date[:4] for date in (text.published, text.updated) if date[:4].isdigit()))
    return Record(
        registry=NAME,
        titles=text.titles[:6],
        authors=tuple(Author(*(part.strip() for part in name.split(",", 1))) for name in dict.fromkeys(names)),
        containers=(text.site,) if text.site else (),
        years=years,
    )
