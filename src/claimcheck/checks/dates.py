"""Dates of the paper that can't be: reversed spans, days that no month has, lengths that their end points don't give.

Reads the wording itself, not normalised dates: a reader of quantities rightly refuses what this module looks for.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator

from claimcheck.checks.trouble import Trouble

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DASH = r"[-‐‑–—−]"
_END = r"(?![\w/]|[.,]\d|-\w)"
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_MOMENT = rf"(?:(?:(\d{{1,2}}) )?({_MONTH})\.? )?({_YEAR}){_END}"

_FROM_TO = re.compile(rf"\b(from|between) {_MOMENT} (to|until|till|through|and|up to) {_MOMENT}", re.IGNORECASE)
_DASHED = re.compile(rf"(?<![\w/.,:-])({_YEAR}) ?[–—] ?({_YEAR}){_END}")
_DAYS = re.compile(rf"\b(\d{{1,2}}) ?{_DASH} ?(\d{{1,2}}) ({_MONTH})\b(?: ({_YEAR}))?", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"(?<![\d.,/–-])(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b(?:,? ({_YEAR}))?", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?, ({_YEAR}){_END}", re.IGNORECASE)
_NUMBER = r"(\d{1,3}|" + "|".join(_NUMBERS) + ")"
_LENGTH = re.compile(
    r"\b(?:for|lasting|lasted|period of|"
    r"(?:for|over|during|throughout|within|in) (?:the|a|these|those)(?: period of)?(?: last| past)?) "
    rf"{_NUMBER}[- ](years?|decades?)(?:['’]s?)?(?:[- ](?:period|span))?,? \(?"
    rf"(?:from |between )?({_YEAR}) ?(?:to|until|through|(?<=\d )and|{_DASH}) ?({_YEAR}){_END}",
    re.IGNORECASE,
)
"""Only a stretch of time in so many words: "every two years from …" and "aged 65 years from …" are others."""
_AMOUNT_VERB = re.compile(
    r"\b(?:fell|fall|falls|fallen|falling|dropp?\w*|decreas\w*|declin\w*|reduc\w*|shrank|shrunk|cut|went|rose|rise\w*|"
    r"risen|grew|grow\w*|increas\w*|chang\w*|down|up|number|numbers|rang\w*|vari\w*|back)\b(?:\W+\w+){0,6}\W*$",
    re.IGNORECASE,
)
"""Behind these "from 2021 to 1997" may be an amount and not a time."""
_GOES_ON = re.compile(
    r"\s+(?!in\b|and\b|at\b|when\b|with\b|by\b|the\b|under\b|for\b|as\b|or\b|but\b|on\b|of\b|was\b|were\b)[a-z]"
)


def troubles(text: str) -> tuple[Trouble, ...]:
    """What is impossible about the dates of a text, each place once, in order."""
    found: dict[int, Trouble] = {}
    for check in _CHECKS:
        for trouble in check(text):
            if not any(trouble.start < other.end and other.start < trouble.end for other in found.values()):
                found[trouble.start] = trouble
    return tuple(found[start] for start in sorted(found))


def _reversed_words(text: str) -> Iterator[Trouble]:
    for match in _FROM_TO.finditer(text):
        joined = (match[1].casefold(), match[5].casefold())
        if (joined[0] == "between") != (joined[1] == "and"):
            continue
        first, last = _moment(match[2], match[3], match[4]), _moment(match[6], match[7], match[8])
        if not _is_before(last, first):
            continue
        if not match[3] and (
            _AMOUNT_VERB.search(text[max(match.start() - 80, 0) : match.start()]) or _GOES_ON.match(text, match.end())
        ):
            continue
        yield _trouble(match, f'"{match[0]}" runs backwards: its end lies before its beginning')


def _reversed_dash(text: str) -> Iterator[Trouble]:
    for match in _DASHED.finditer(text):
        if int(match[1]) > int(match[2]) and not _AMOUNT_VERB.search(text[max(match.start() - 80, 0) : match.start()]):
            if not _GOES_ON.match(text, match.end()):
                yield _trouble(match, f'"{match[0]}" runs backwards: {match[2]} is before {match[1]}')


def _reversed_days(text: str) -> Iterator[Trouble]:
    for match in _DAYS.finditer(text):
        if int(match[1]) > int(match[2]) and int(match[1]) <= 31:
            yield _trouble(match, f'"{match[0]}" runs backwards: day {match[2]} is before {match[1]}')


def _impossible_day(text: str) -> Iterator[Trouble]:
    for match in _DAY_MONTH.finditer(text):
        if (
            match[3] or re.search(r"\bon (?:the )?$", text[max(match.start() - 8, 0) : match.start()])
        ) and _no_such_day(match[1], match[2], match[3]):
            yield _no_day(match)
    for match in _MONTH_DAY.finditer(text):
        if _no_such_day(match[2], match[1], match[3]):
            yield _no_day(match)


def _trouble(match: re.Match[str], message: str) -> Trouble:
    return Trouble(match.start(), match.end(), message, "I305")


def _no_day(match: re.Match[str]) -> Trouble:
    return _trouble(match, f'there is no such day as "{match[0]}"')


def _wrong_length(text: str) -> Iterator[Trouble]:
    for match in _LENGTH.finditer(text):
        if " and " in match[0] and "between" not in match[0].casefold():
            continue
        number = _NUMBERS.get(match[1].casefold()) or int(match[1])
        decades = match[2].casefold().startswith("decade")
        stated = number * 10 if decades else number
        given = int(match[4]) - int(match[3])
        # both ends may be counted in or out, and a decade is a round word
        if given >= 0 and abs(given - stated) > (3 if decades else 1):
            said = f"{number} {match[2].casefold()}"
            yield _trouble(match, f"{said} are stated, but {match[3]} to {match[4]} are {given} years")


_CHECKS: tuple[Callable[[str], Iterator[Trouble]], ...] = (
    _reversed_words,
    _reversed_dash,
    _reversed_days,
    _impossible_day,
    _wrong_length,
)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.casefold()[:3]))


def _moment(day: str | None, month: str | None, year: str) -> tuple[int, ...]:
    parts = (int(year), _month(month) if month else 0, int(day) if day and month else 0)
    return parts[: 1 + bool(month) + bool(day and month)]


def _is_before(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether a moment lies before another, as far as both are given."""
    common = min(len(one), len(other))
    return one[:common] < other[:common]


def _no_such_day(day: str, month: str, year: str | None) -> bool:
    number = int(day)
    if not 29 <= number <= 31:
        return False
    return number > calendar.monthrange(int(year) if year else 2000, _month(month))[1]
