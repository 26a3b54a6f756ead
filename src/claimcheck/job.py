"""One run as values: what it is asked to do, a paper on its way, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from claimcheck.checks import Rule
from claimcheck.errors import ClaimcheckError
from claimcheck.model.significance import SignificanceRules
from claimcheck.model.widths import DEFAULT_WIDTHS, Widths
from claimcheck.net import NetOptions
from claimcheck.sources.elsewhere import NOBODY, Services

if TYPE_CHECKING:
    from claimcheck.model.claim import Claim
    from claimcheck.model.document import Document
    from claimcheck.model.finding import Level
    from claimcheck.model.reference import Bibliography
    from claimcheck.model.report import Report
    from claimcheck.registries import Asking


class Progress(Protocol):
    """What a caller may show while the job runs."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins; ``total`` steps, None where nobody can know."""

    def step(self, text: str) -> None:
        """One step of the stage is done; ``text`` says which, in a few words."""

    def detail(self, text: str) -> None:
        """One line for those who asked for details (``-v``), such as a record that was stored."""

    def done(self) -> None:
        """The stage is over."""


@dataclass(frozen=True, slots=True)
class Options:
    """What one run is asked to do. Paths are absolute or relative to the current directory."""

    workspace: Path
    paper: Path | None = None
    bib: Path | None = None
    offline: bool = False
    frozen: bool = False
    net: NetOptions = field(default_factory=NetOptions)
    fail_on: Level | None = "error"
    """None: never."""
    select: tuple[str, ...] = ()
    """Codes or their beginnings; empty: all."""
    ignore: tuple[str, ...] = ()
    """Codes or their beginnings that the command line puts aside."""
    rules: tuple[Rule, ...] = ()
    """What the settings put aside, each with its reason."""
    baselines: tuple[Path, ...] = ()
    """Reports of earlier runs, at most one a paper: only what is new against them is reported."""
    fresh_days: float | None = None
    """How long a good answer counts as fresh; None: the default of sources/."""
    anew_since: str = ""
    """Ask every address whose last answer is older than this moment (RFC 3339, UTC), however fresh it is; empty: as
    ``fresh_days`` says."""
    keep_pages: bool = True
    """Whether the archive keeps what is asked."""
    services: Services = NOBODY
    """Who may be asked for copies of works that can't be read where they are cited."""
    asking: Asking | None = None
    """Which registries are asked about the works; None: none."""
    significance: SignificanceRules = field(default_factory=SignificanceRules)
    """What counts as an error in a reported test."""
    widths: Widths = DEFAULT_WIDTHS
    """How far wordings such as "about" reach."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to."""

    report: Report
    written: tuple[Path, ...] = ()
    """Files that were written or changed."""
    changes: tuple[str, ...] = ()
    """What changed in the user's files, or should, a line each."""
    unused: tuple[Rule, ...] = ()
    """Rules that this run could have used and did not."""
    bib_path: Path | None = None
    """The bibliography that was worked from."""
    withheld: frozenset[str] = frozenset()
    """Addresses that stand in the report without the secret that belongs to them."""


@dataclass(frozen=True, slots=True)
class Job:
    """One paper on its way: what was read of it, and what changed in the user's files."""

    claims_path: Path
    bib_path: Path
    """The bibliography; of several the one that new entries go to."""
    document: Document | None
    paper: str
    """The paper's path as it is shown."""
    bibliography: Bibliography
    claims: tuple[Claim, ...]
    real: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What is to be asked for the addresses of ``bibliography`` whose secrets are left out there."""
    written: tuple[Path, ...] = ()
    changes: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    bib_paths: tuple[Path, ...] = ()
    """All bibliographies, where there are several."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of all papers of a run."""

    outcomes: tuple[Outcome, ...]
    failures: tuple[ClaimcheckError, ...] = ()
    """Why papers beside those could not be checked: one for each cause, in the order of the claims files."""
