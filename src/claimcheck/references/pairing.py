"""Quotation marks that do not pair."""

from __future__ import annotations

import re

_PRIME = re.compile(r"(?<=\d)[\"”″](?!\w)|(?<=\d)[\"”″](?=\s|[,.;x×)])")
_APOSTROPHE = re.compile(
    r"(?<=\w)['’](?=\w)|(?<=s)['’](?=\s)|['’](?=\d\ds?\b)|(?:(?<=\s)|^)['’](?=(?:n|em|tis|twas|til|cause|s|t)\b)",
    re.IGNORECASE,
)
_PAIRS = {"«": "»", "「": "」", "『": "』", "《": "》", "〈": "〉"}


def unbalanced(text: str) -> str:
    """The quotation mark that has no partner; "" where all pair, or where nobody can tell."""
    text = _PRIME.sub("", text)
    for opening, closing in _PAIRS.items():
        ours, theirs = text.count(opening), text.count(closing)
        if ours != theirs and not (opening == "«" and _reversed_guillemets(text)):
            return opening if ours > theirs else closing
    return _double(text) or _single(text)


def _reversed_guillemets(text: str) -> bool:
    """»…« as Germans and Danes set them, and »…» as Swedes do."""
    return text.count("«") == 0 and text.count("»") % 2 == 0


def _double(text: str) -> str:
    straight, opening, closing, low = (text.count(mark) for mark in '"“”„')
    if low:  # „German“, „Polish”
        return "" if low == opening + closing - _inner(text) or low == opening + closing + straight else "„"
    if opening == 0 and closing % 2 == 0:  # ”Swedish”
        closing = 0
    if opening == closing:
        return '"' if straight % 2 else ""
    if (opening + closing + straight) % 2 == 0 and straight:  # “mixed"
        return ""
    return "“" if opening > closing else "”"


def _inner(text: str) -> int:
    """Pairs of “ ” within the text, beside „ “."""
    return 2 * len(re.findall(r"“[^“”„]*”", text)) if text.count("“") + text.count("”") > text.count("„") else 0


def _single(text: str) -> str:
    """Single quotation marks are told from apostrophes by what stands beside them."""
    plain = _APOSTROPHE.sub("", text)
    if text.count("‘") > text.count("’"):
        return "‘"
    opened = len(re.findall(r"(?:(?<=[\s(\[,])|^)'(?=[\w\"“])", plain))
    closed = len(re.findall(r"(?<=[\w.,!?…)\"”])'(?=[\s,.;:)\]\"”]|$)", text))
    return "'" if opened > closed else ""
