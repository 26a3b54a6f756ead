"""Statistics that a paper reports, read from its text and recomputed from what they state.

``reported_tests`` reads tests of hypotheses, ``recompute`` and ``judge`` compare them with their own p;
``described_in``, ``granularity`` and ``intervals_in`` do the same for means, standard deviations and confidence
intervals. Nothing here asks a source: a result is held against itself.
"""

from claimcheck.model.significance import SignificanceRules
from claimcheck.statistics.describe import described_in
from claimcheck.statistics.grammar import reported_tests
from claimcheck.statistics.intervals import intervals_in
from claimcheck.statistics.judge import Judgement, judge
from claimcheck.statistics.recompute import is_available

__all__ = ["Judgement", "SignificanceRules", "described_in", "intervals_in", "is_available", "judge", "reported_tests"]
