"""What became of links over time: how each stands, what changed since the last audit, and the counts of every audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimcheck.model.finding import Level
from claimcheck.model.source import LinkStatus

Standing = Literal["good", "moved", "walled", "failing", "dead", "unknown"]
"""``failing``: it did not lead to the work at the last check. ``dead``: nor did it some time before that.
``walled``: closed to programs, or behind a login or payment: not dead. ``unknown``: never asked with an answer."""

ChangeKind = Literal["broken", "failing", "repaired", "moved", "drifted", "walled"]
"""``broken``: dead now, and not before."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a link stands, by all that is known of it."""

    standing: Standing
    status: LinkStatus = "unchecked"
    """Of the last check that said anything."""
    reason: str = ""
    since: str = ""
    """When it failed first without having answered well since; RFC 3339, UTC; empty where it doesn't fail."""
    to: str = ""
    """Where it has moved to."""


@dataclass(frozen=True, slots=True)
class Memento:
    """An archived copy of a page."""

    url: str
    taken: str
    """14 digits, UTC: the year, month, day, hour, minute and second."""

    @property
    def date(self) -> str:
        """The day, in ISO form."""
        return f"{self.taken[:4]}-{self.taken[4:6]}-{self.taken[6:8]}"


@dataclass(frozen=True, slots=True)
class Change:
    """One link that stands otherwise than at the last audit."""

    kind: ChangeKind
    url: str
    keys: tuple[str, ...]
    """Citation keys of the works that have this address."""
    before: Stand
    now: Stand
    code: str = ""
    """Of the finding that goes with it; empty for a repaired link."""
    level: Level | None = None
    """How much it weighs; None for a repaired link. A dead link is an error, a failing one a warning."""
    aside: str = ""
    """Why the settings or a flag put it aside; empty for one that counts."""
    copy: Memento | None = None
    """An archived copy, where one was looked for and found."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one audit."""

    ran: str
    """When it ended; RFC 3339, UTC."""
    good: int = 0
    moved: int = 0
    walled: int = 0
    failing: int = 0
    dead: int = 0
    unknown: int = 0

    @property
    def links(self) -> int:
        return self.good + self.moved + self.walled + self.failing + self.dead + self.unknown

    @property
    def rot(self) -> float | None:
        """The share of dead links among those of which anything is known; None without any."""
        known = self.links - self.unknown
        return self.dead / known if known else None


@dataclass(frozen=True, slots=True)
class Audit:
    """What one audit came to."""

    version: str
    changes: tuple[Change, ...]
    """The weightiest kind first."""
    tallies: tuple[Tally, ...]
    """Of every audit, oldest first; the last one is this one's."""
    notices: tuple[str, ...] = ()

    @property
    def now(self) -> Tally:
        return self.tallies[-1]

    @property
    def before(self) -> Tally | None:
        """The audit that this one was compared with; None for the first."""
        return self.tallies[-2] if len(self.tallies) > 1 else None
