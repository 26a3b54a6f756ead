"""Sources: what was asked, what came back, how healthy the link is, and the text that was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FetchFailure = Literal[
    "unresolvable", "tls", "timeout", "refused", "reset", "redirect_loop", "too_large", "invalid", "private",
    "proxy", "protocol", "no_network", "robots",
]  # fmt: skip
LinkStatus = Literal[
    "ok", "moved", "redirected_elsewhere", "gone", "soft_404", "parked", "unresolvable", "tls_error",
    "server_error", "timeout", "refused", "redirect_loop", "blocked", "login", "paywall", "wrong_work",
    "drifted", "invalid", "unchecked",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the address asked, the status, and where it sent us."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What asking for one address came to. A failure is a value, not an exception."""

    url: str
    """As asked, the fragment taken off."""
    final_url: str
    status: int | None
    """HTTP status of the last answer; None where there was none."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of the last answer, names in lower case."""
    body: bytes = b""
    """Decoded (content coding taken off), cut at the bound."""
    truncated: bool = False
    hops: tuple[Hop, ...] = ()
    failure: FetchFailure | None = None
    detail: str = ""
    """What the failure was, in words ("certificate has expired")."""
    fetched: str = ""
    """RFC 3339, UTC."""
    elapsed_ms: int = 0
    attempts: int = 1
    records: tuple[WarcRef, ...] = ()
    """The WARC records that keep this exchange; the last one is the final response."""

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name.lower()), "")


@dataclass(frozen=True, slots=True)
class WarcRef:
    """Where a WARC record that holds a payload stands."""

    id: str
    """WARC-Record-ID without brackets."""
    url: str
    warc: str
    """File name under ``.claimcheck/archive/``."""
    offset: int
    digest: str
    """"sha256:…" of the payload."""
    fetched: str
    media_type: str
    status: int
    """0: it has none, being a file."""
    added: str = ""
    """The citation key for which a person added it; empty: it was fetched."""


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """The judgement on one link."""

    status: LinkStatus
    http: int | None = None
    final_url: str = ""
    redirects: tuple[str, ...] = ()
    """Every address on the way, the asked one first, the last one last; empty without redirect."""
    checked: str = ""
    elapsed_ms: int = 0
    reason: str = ""
    """One sentence with the evidence ("the page says: Page not found")."""
    confidence: Literal["high", "medium", "low"] = "high"
    moved_to: str = ""
    """Where a page that has moved for good stands now: the end of its permanent redirects."""
    missing_part: str = ""
    """Evidence that the page lacks the part that the address names behind ``#``; empty where nothing is missing."""
    part_certain: bool = False
    besides: Literal["", "doi_known", "doi_unknown", "sibling"] = ""
    """What something else than the page, asked besides, has told: the handle service that it knows the DOI or not, a
    made-up address beside this one that the same page stands there too."""

    def fields(self) -> dict[str, object]:
        """All by their names, for JSON; ``dataclasses.asdict`` takes ten times as long."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The copy of a source that was read."""

    id: str
    warc: str
    offset: int
    digest: str
    """"sha256:…" of the payload."""
    text_sha256: str
    fetched: str
    media_type: str
    """As sniffed, not as declared."""
    url: str = ""
    archive_url: str = ""


PassageRole = Literal["main", "heading", "table", "list", "caption", "title", "furniture", "references"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One statement of a source: a sentence, a heading, a table row made into words."""

    start: int
    end: int
    """Code points in ``SourceText.text``."""
    text: str
    """What it says. For table cells a statement with headers and caption ("Stations, undeclared: Count 54"), else
    ``SourceText.text[start:end]`` with white space folded."""
    role: PassageRole = "main"
    locator: str = ""
    """"p. 3", "table 1, row 2", "§ Meetings"."""
    heading: str = ""
    paragraph: int = 0
    value_at: int = 0
    """For table cells: where in ``text`` the cell's own value begins, behind caption and headers; else 0."""
    row: str = ""
    """For table cells: the header of the row."""
    column: str = ""
    """For table cells: the header of the column."""
    table: int = 0
    """For table cells: the number of the table in its source, from 1; else 0."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source with its passages and what it says of itself."""

    text: str
    passages: tuple[Passage, ...]
    media_type: str = ""
    title: str = ""
    titles: tuple[str, ...] = ()
    """Every title that it gives itself (citation_title, og:title, <title>, <h1>, PDF metadata), best first."""
    authors: tuple[str, ...] = ()
    published: str = ""
    """EDTF."""
    updated: str = ""
    lang: str = ""
    site: str = ""
    free: bool | None = None
    """schema.org isAccessibleForFree, where the page says so."""
    pages: int = 0
    full: str = ""
    """Where the page says that the whole work stands as a PDF (citation_pdf_url), as written there."""
    notes: tuple[str, ...] = ()
    """What could not be read, in words ("page 4 has no text layer")."""


@dataclass(frozen=True, slots=True)
class Source:
    """One reference with all that is known of where and whether it can be read."""

    key: str
    health: LinkHealth
    snapshot: Snapshot | None = None
    text: SourceText | None = None
    """None: not asked, or it can't be read; ``health.reason`` says why."""
    asked: bool = True
    """False: not asked in this run (no network, ``--offline`` without a snapshot)."""
    detail: str = ""
    """Why there is no text, in one sentence."""
    tried: tuple[str, ...] = field(default=())
    """Where it was looked for, in order."""
    former: SourceText | None = None
    """What an earlier snapshot says, where this run asked anew and the page says something else now."""
    version: str = ""
    """Which version of the work was read, where it may not be the one that is cited ("arXiv preprint, not the version
    of record")."""
