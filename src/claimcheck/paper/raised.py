"""Raised figures that no markup calls marks: kept as Unicode superscripts until notes and references are known."""

from __future__ import annotations

import re

from claimcheck.paper.markdown.citations import SUPERSCRIPTS

_RAISABLE = re.compile(r"\s*\[?\d{1,4}(?:\s*[,;–—‐-]\s*\d{1,4}){0,40}\s*\]?[,.]?\s*|[-−–]\d{1,3}")
_TO = str.maketrans("0123456789,;–—‐-−", "⁰¹²³⁴⁵⁶⁷⁸⁹˒˒⁻⁻⁻⁻⁻")
RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,4}(?:[˒⁻][⁰¹²³⁴-⁹]{1,4}){0,40}")


def raised(text: str) -> str:
    """ "3, 5–7" as "³˒⁵⁻⁷"; empty where the text is no list of numbers."""
    return re.sub(r"[\s\[\].]", "", text).rstrip(",").translate(_TO) if _RAISABLE.fullmatch(text) else ""


def plain(text: str) -> str:
    """Raised figures as plain ones."""
    return text.translate(SUPERSCRIPTS).replace("˒", ",").replace("⁻", "-")
