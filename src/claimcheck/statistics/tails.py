"""Words that tell how a paper tested: in one tail, and with p values corrected for several comparisons."""

from __future__ import annotations

import re
from typing import Final

_ONE_TAIL: Final = re.compile(r"\b(?:one|1)[\s‐‑-]{0,2}(?:tailed|sided)\b|(?<![\w-])directional\b", re.IGNORECASE)
_CORRECTED: Final = re.compile(
    r"\b(?:Bonferroni|Holm|Hochberg|Benjamini|Tukey|Scheff[eé]|[SŠ]id[aá]k|Dunnett|Games|FDR|FWER?|"
    r"false discovery|family-?wise|Greenhouse|Huynh|(?:correct|adjust)(?:ed|ions?|ing|ments?))\b",
    re.IGNORECASE,
)
_RESAMPLED: Final = re.compile(
    r"\b(?:permut(?:ation|ed)|bootstrap\w*|"
    r"randomi[sz]ation test|Monte[\s-]Carlo|exact (?:test|p)|Fisher[’']?s exact)\b",
    re.IGNORECASE,
)


def speaks_of_one_tail(text: str) -> bool:
    """Whether ``text`` names one-tailed or directional tests."""
    return _ONE_TAIL.search(text) is not None


def speaks_of_correction(text: str) -> bool:
    """Whether ``text`` names a correction, by which p is greater than that of the bare statistic."""
    return _CORRECTED.search(text) is not None


def speaks_of_resampling(text: str) -> bool:
    """Whether ``text`` says that p was counted out and not taken from the distribution of the statistic."""
    return _RESAMPLED.search(text) is not None
