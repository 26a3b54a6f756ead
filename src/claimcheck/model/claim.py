"""Claims: sentences of the paper that say something measurable about the world."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from claimcheck.model.quantity import Quantity
    from claimcheck.model.text import Span


Status = Literal["open", "accepted", "disputed", "ignored"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantitative claim, anchored in the paper (W3C TextQuoteSelector) and linked to its sources."""

    id: str
    """Stable slug; survives re-extraction and edits of the paper."""
    quote: str
    """Verbatim from the paper: the shortest span that carries figure and measure."""
    span: Span | None
    """Where the quote stands in the paper; None when the paper is not at hand or the anchor is lost."""
    quantities: tuple[Quantity, ...]
    """Offsets count in ``quote``."""
    sources: tuple[str, ...] = ()
    """Citation keys, best first; empty: uncited."""
    prefix: str = ""
    suffix: str = ""
    section: str = ""
    locator: str = ""
    status: Status = "open"
    note: str = ""
    orphaned: bool = False
    read: str = ""
    """Mark of what the reader last found here, by which a person's changes are known; empty: written by hand."""
    line: int | None = None
    """Line of its table in the claims file."""
    context: str = ""
    """The whole sentence (clean). Never written to a file of the workspace: the paper's sentences are not ours."""
    preceding: str = ""
    """The sentence before it in its paragraph (clean), for what it points back to. Never written either."""
    extra: dict[str, object] = field(default_factory=dict, compare=False, hash=False)
    """What else its table in the claims file holds (``review``), kept as it is."""
