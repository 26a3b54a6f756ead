"""Where works can be read, fetching them, judging their links."""

from claimcheck.sources.added import describe
from claimcheck.sources.adding import add_copy
from claimcheck.sources.collect import Collected, collect
from claimcheck.sources.copies import Copies, find_copies
from claimcheck.sources.elsewhere import NOBODY, Services
from claimcheck.sources.health import READABLE, judge
from claimcheck.sources.known import Freshness
from claimcheck.sources.locate import Places, addresses_of, locate
from claimcheck.sources.memento import not_public
from claimcheck.sources.saving import Keys, Saved, save_pages
from claimcheck.sources.standing import LOST, stand

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
    "judge",
    "locate",
    "not_public",
    "save_pages",
    "stand",
]
