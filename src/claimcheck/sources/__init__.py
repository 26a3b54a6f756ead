"""Where works can be read, fetching them, judging their links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck import lazy
from claimcheck.sources.collect import Collected, collect
from claimcheck.sources.elsewhere import NOBODY, Services
from claimcheck.sources.health import READABLE, judge
from claimcheck.sources.known import Freshness
from claimcheck.sources.locate import Places, addresses_of, locate

if TYPE_CHECKING:
    from claimcheck.sources.added import describe
    from claimcheck.sources.adding import add_copy
    from claimcheck.sources.copies import Copies, find_copies
    from claimcheck.sources.memento import not_public
    from claimcheck.sources.saving import Keys, Saved, save_pages
    from claimcheck.sources.standing import LOST, in_time, stand
else:  # what only some commands do with links and snapshots
    __getattr__ = lazy.loader(
        __name__,
        {
            "describe": "added",
            "add_copy": "adding",
            "Copies": "copies",
            "find_copies": "copies",
            "not_public": "memento",
            "Keys": "saving",
            "Saved": "saving",
            "save_pages": "saving",
            "LOST": "standing",
            "in_time": "standing",
            "stand": "standing",
        },
    )

__all__ = [
    "LOST",
    "NOBODY",
    "READABLE",
    "Collected",
    "Copies",
    "Freshness",
    "Keys",
    "Places",
    "Saved",
    "Services",
    "add_copy",
    "addresses_of",
    "collect",
    "describe",
    "find_copies",
    "in_time",
    "judge",
    "locate",
    "not_public",
    "save_pages",
    "stand",
]
