"""Where works can be read, fetching them, judging their links."""

from claimcheck.sources.collect import Collected, collect
from claimcheck.sources.health import READABLE, judge
from claimcheck.sources.known import Freshness
from claimcheck.sources.locate import Places, addresses_of, locate
from claimcheck.sources.standing import stand

__all__ = ["READABLE", "Collected", "Freshness", "Places", "addresses_of", "collect", "judge", "locate", "stand"]
