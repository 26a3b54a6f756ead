"""What a step could not do, as a value: it becomes a finding, it never stops the job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.model.text import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the user's own file that a step could not resolve or had to leave as it is."""

    code: str
    """The finding code that it becomes, for example ``C602``."""
    message: str
    """One sentence."""
    remedy: str = ""
    span: Span | None = None
    """In the file that was read, in code points."""
    line: int | None = None
    reference: str = ""
    """Citation key that it is about, where there is one."""
    bib: str = ""
    """Name of the .bib file that ``line`` counts in, where a paper has several; empty: its one."""
