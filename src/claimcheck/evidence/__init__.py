"""Which passages of the sources speak of a claim, and what they say of its figures."""

from claimcheck.evidence.changed import lost_figures, mark_drifted
from claimcheck.evidence.judge import judge_claims
from claimcheck.evidence.terms import abbreviations
from claimcheck.evidence.verdict import DEFAULT, Thresholds

__all__ = ["DEFAULT", "Thresholds", "abbreviations", "judge_claims", "lost_figures", "mark_drifted"]
