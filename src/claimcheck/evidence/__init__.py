"""Which passages of the sources speak of a claim, and what they say of its figures."""

from claimcheck.evidence.changed import lost_figures, mark_drifted
from claimcheck.evidence.judge import judge_claims
from claimcheck.evidence.terms import abbreviations

__all__ = ["abbreviations", "judge_claims", "lost_figures", "mark_drifted"]
