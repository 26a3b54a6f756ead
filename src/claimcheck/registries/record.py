"""What a registry says of one work, in one form whatever registry it is; kept in state.db as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

NoticeKind = Literal[
    "retraction", "partial_retraction", "withdrawal", "correction", "erratum", "concern", "reinstatement"
]


@dataclass(frozen=True, slots=True)
class Author:
    """One author as a registry names them; a body has its name in ``family`` alone."""

    family: str
    given: str = ""

    @property
    def name(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Notice:
    """What was published about a work after it: a retraction, a correction, …"""

    kind: NoticeKind
    date: str = ""
    """ISO date, as precise as known."""
    doi: str = ""
    """Of the notice; "" where there is none, or it is not known."""
    source: str = ""
    """Who says so: ``publisher``, ``retraction-watch``, ``OpenAlex``."""


@dataclass(frozen=True, slots=True)
class Record:
    """One work in a registry. Empty where the registry says nothing."""

    registry: str
    """As people call it: ``Crossref``."""
    identifier: str = ""
    """Its DOI, lower case, or ``arXiv:…``."""
    titles: tuple[str, ...] = ()
    """The title first, then forms that mean the same: with its subtitle, in the original language."""
    authors: tuple[Author, ...] = ()
    containers: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    """Of its publication in print, online, as an issue: each may be meant by who cites it."""
    volume: str = ""
    number: str = ""
    pages: str = ""
    preprint: bool = False
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question to one registry."""

    registry: str
    said: Literal["found", "none", "unknown"]
    """``none``: it answered that it has no such thing. ``unknown``: it did not answer, or not in its own words."""
    records: tuple[Record, ...] = ()
    why: str = ""
    """Why nothing is known."""


def dump(records: tuple[Record, ...]) -> str:
    """Records as JSON."""
    return json.dumps([asdict(record) for record in records], ensure_ascii=False)


def parse(text: str) -> tuple[Record, ...]:
    """Records from ``dump``. Raises ValueError, TypeError or KeyError for anything else."""
    return tuple(_record(value) for value in json.loads(text))


def _record(value: dict[str, Any]) -> Record:
    return Record(
        registry=str(value["registry"]),
        identifier=str(value["identifier"]),
        titles=tuple(map(str, value["titles"])),
        authors=tuple(Author(str(each["family"]), str(each["given"])) for each in value["authors"]),
        containers=tuple(map(str, value["containers"])),
        years=tuple(map(str, value["years"])),
        volume=str(value["volume"]),
        number=str(value["number"]),
        pages=str(value["pages"]),
        preprint=bool(value["preprint"]),
        notices=tuple(
            Notice(each["kind"], str(each["date"]), str(each["doi"]), str(each["source"])) for each in value["notices"]
        ),
    )
