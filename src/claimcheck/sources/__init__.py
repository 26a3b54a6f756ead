"""Where works can be read, fetching them, judging their links."""

from claimcheck.sources.added import describe
from claimcheck.sources.adding import add_copy
from claimcheck.sources.collect import Collected, collect
from claimcheck.sources.health import READABLE, judge
from claimcheck.sources.known import Freshness
from claimcheck.sources.locate import Places, locate

__all__ = ["READABLE", "Collected", "Freshness", "Places", "add_copy", "collect", "describe", "judge", "locate"]
