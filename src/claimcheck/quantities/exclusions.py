"""Figures that are no quantities: citation marks, pages, labels, addresses, versions, telephone numbers, names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache

from claimcheck.quantities.citation_marks import bracket, citation, cover, enumerator, et_al
from claimcheck.quantities.currencies import ISO_4217
from claimcheck.quantities.labels import label
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, SUPERSCRIPT, WORD, Tokens
from claimcheck.quantities.units import UNITS

_ADDRESSES = (
    r"(?:https?://|www\.)[^\s<>\"]+",
    r"\b10\.[0-9]{4,9}/\S+",
    r"\b(?:doi|DOI|arXiv|arxiv|ISSN|ISBN(?:-1[03])?|PMID|PMCID|ORCID):? ?[0-9A-Za-z.][0-9A-Za-z./-]*(?: [0-9-]+)*",
    r"\b[a-zA-Z0-9-]{1,63}\.(?:org|com|net|edu|gov|cn|io|info|eu|uk|int|de|fr|tr)/\S*",
    r"(?<![0-9A-Za-z])\+[0-9]{1,3}[ (.-][0-9 ().-]{6,24}",
    r"\(0[0-9]{1,4}\) ?[0-9][0-9 -]{4,14}",
    r"(?<![0-9A-Za-z.,])0[0-9]{1,4}[-/] ?[0-9]{5,12}\b",
    r"\b(?:[Cc]all|[Dd]ial|[Tt]el|[Pp]hone|[Ff]ax|[Tt]elephone|[Hh]otline)[.:]? ?[0-9][0-9 ()-]{4,18}[0-9]",
)
"""Addresses, identifiers and telephone numbers; at one place the first form that fits is taken."""
_SIGNS_OF: tuple[tuple[str, ...], ...] = (
    ("://", "www."), ("10.",), ("doi", "DOI", "arXiv", "arxiv", "ISSN", "ISBN", "PMID", "PMCID", "ORCID"),
    tuple(f".{domain}/" for domain in "org com net edu gov cn io info eu uk int de fr tr".split()),
    ("+",), ("(0",), ("-", "/"), ("all", "ial", "el", "hone", "ax", "otline"),
)  # fmt: skip
"""What a text with such a form holds in any case: most texts have none of these, and are then not searched."""
_DIGITS_OF = {6: re.compile(r"[0-9][-/] ?[0-9]{5}"), 7: re.compile(r"[0-9][0-9 ()-]{4}[0-9 ()-]*[0-9]")}
_FORMULA = re.compile(r"\$[^\s$](?:[^$\n\r\t]{0,400}[^\s$\\])?\$(?!\d)")
_SIMPLE_FORMULA = re.compile(r"\$[A-Za-z][A-Za-z0-9]{0,2} ?[=<>≤≥≈] ?[-−]?[0-9.,]+\$")
_FORMULA_SIGN = re.compile(r"[\\_^{}]|^\$(?:\d+/)?[A-Za-z]")
_PROSE = re.compile(r"(?<!\\)\b[a-z]{3,} [a-z]")
_QUOTES = {"“": "”", '"': '"', "‘": "’", "«": "»", "*": "*", "**": "**", "„": "“", "《": "》"}
_DASHES = ("-", "–", "—")
_MONTHLIKE = frozenset("mid pre post early late since fy q top about almost nearly over under sub non".split())
_LONGEST_MARK = 60
_IN_KEYS = frozenset(":._-+/#&")
_LONGEST_TITLE = 40
_FEWEST_PIECES = 5
"""Of letters and figures by turns; "2m50", "1h30m" and "10x10" have fewer."""
_LONG_KEY = 16
_IN_TIME = frozenset("later after before ago old post long".split())
"""What follows days."""


Rule = Callable[[Tokens, int, Locale], int]
"""Whether the number at a token is none by one reason: the token to go on from, or 0."""


def excluded(tokens: Tokens, locale: Locale) -> bytearray:
    """One byte a token: whether it takes part in something that is no quantity."""
    mask = bytearray(len(tokens))
    figures = [i for i, kind in enumerate(tokens.kind) if kind != WORD]
    _addresses(tokens, mask)
    _formulas(tokens, mask)
    _identifiers(tokens, figures, mask)
    free = 0
    for i in figures:
        if mask[i] or i < free:
            continue
        kind = tokens.kind[i]
        if kind == NUMBER:
            free = _number(tokens, i, locale, mask)
        elif kind == SUPERSCRIPT:
            mask[i] = 1
        else:
            free = _mark(tokens, i, mask)
    return mask


def address_spans(text: str) -> list[tuple[int, int]]:
    """Where addresses, identifiers and telephone numbers stand in a text."""
    forms = [
        n
        for n, signs in enumerate(_SIGNS_OF)
        if any(sign in text for sign in signs) and (n not in _DIGITS_OF or _DIGITS_OF[n].search(text))
    ]
    return [match.span() for match in _any_of(tuple(forms)).finditer(text)] if forms else []


@lru_cache(maxsize=256)
def _any_of(forms: tuple[int, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_ADDRESSES[n] for n in forms))


def _addresses(tokens: Tokens, mask: bytearray) -> None:
    for start, end in address_spans(tokens.text):
        cover(mask, bisect_left(tokens.start, start), bisect_left(tokens.start, end))


def _formulas(tokens: Tokens, mask: bytearray) -> None:
    """ "$\\beta_1$", "$x + 1$": formulas; "$5m and US$6m" are two sums of money."""
    at = tokens.text.find("$")
    while at >= 0 and (match := _FORMULA.search(tokens.text, at)):
        formula = match.group()
        is_one = _FORMULA_SIGN.search(formula) and not _SIMPLE_FORMULA.fullmatch(formula) and not _PROSE.search(formula)
        if is_one:
            cover(mask, bisect_left(tokens.start, match.start()), bisect_left(tokens.start, match.end()))
        at = match.end() if is_one else match.start() + 1


def _identifiers(tokens: Tokens, figures: list[int], mask: bytearray) -> None:
    """ "1K4t2vSBSS2x": letters and figures by turns without a space are a key, not a number."""
    kind_at, glued, count = tokens.kind_at, tokens.glued, len(tokens)
    end = 0
    for i in figures:
        if i < end or tokens.kind[i] != NUMBER:
            continue  # two words never touch, so that each key has a number
        first = i - 1 if i > end and glued(i) and kind_at(i - 1) == WORD else i
        end = i + 1
        while end < count and glued(end) and kind_at(end) in (WORD, NUMBER):
            end += 1
        length = tokens.end[end - 1] - tokens.start[first]
        if (end - first >= _FEWEST_PIECES or length >= _LONG_KEY) and end - first > 2:
            cover(mask, first, end)


def _mark(tokens: Tokens, i: int, mask: bytearray) -> int:
    mark = tokens.low[i]
    if mark == "[":
        return bracket(tokens, i, mask)
    if mark == "^" and tokens.kind_at(i + 1) == NUMBER and (tokens.kind_at(i - 1) != NUMBER or _tight(tokens, i)):
        mask[i + 1] = 1  # a note mark; where it is an exponent, its base reads it
    elif mark == "@":
        cover(mask, i - 1, _key_end(tokens, i + 1))
    elif mark in _QUOTES and not (mark == "*" and tokens.kind_at(i + 1) == NUMBER and tokens.gap(i + 1)):
        _title(tokens, i, mask)
    elif mark == "(":
        citation(tokens, i, mask)
    elif mark == "<" and tokens.word(i + 1) == "sup" and tokens.kind_at(i + 3) == NUMBER:
        mask[i + 3] = 1
    return i + 1


def _key_end(tokens: Tokens, i: int) -> int:
    """Behind what is written without a space from token ``i`` on, one token at least: "@roe:2020.b"."""
    end = i + 1
    while tokens.glued(end) and (
        tokens.kind_at(end) in (WORD, NUMBER)
        or (tokens.word(end) in _IN_KEYS and tokens.glued(end + 1) and tokens.kind_at(end + 1) in (WORD, NUMBER))
    ):
        end += 1
    return end


def _title(tokens: Tokens, i: int, mask: bytearray) -> None:
    """Numbers in what is quoted or set in italics in title case are names ("110 Overseas")."""
    close = _QUOTES[tokens.low[i]]
    if tokens.gap(i + 1) or tokens.kind_at(i + 1) not in (WORD, NUMBER):
        return
    capitals = words = 0
    numbers: list[int] = []
    for k in range(i + 1, min(i + _LONGEST_TITLE, len(tokens))):
        if tokens.low[k] == close:
            break
        if tokens.kind[k] == NUMBER:
            numbers.append(k)
        elif tokens.kind[k] == WORD and len(tokens.low[k]) > 3:
            words += 1
            capitals += tokens.capital(k)
    else:
        return
    if words >= 1 and capitals >= 0.7 * words:
        for k in numbers:
            mask[k] = 1


def _number(tokens: Tokens, i: int, locale: Locale, mask: bytearray) -> int:
    """Exclude the number at ``i`` where what stands around it says so; the token to go on from."""
    for rule in _RULES:
        end = rule(tokens, i, locale)
        if end:
            cover(mask, i, end)
            return end
    return i + 1


_LETTERS_BEHIND = frozenset({"G", "D", "a", "b", "x", "C", "O", "P", "S", "θ", "π"})


def _named(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "3DAP", "0 = never": a number in a name, and one that stands for an answer."""
    behind = tokens.raw(i + 1)
    if tokens.glued(i + 1) and len(behind) > 2 and behind.isalpha() and behind.isupper():
        known = behind in UNITS or behind in ISO_4217 or behind[1:] in ISO_4217 or behind.lower() in locale.short_scales
        return (
            0
            if known or behind in ("BCE", "MSEC") or behind.lower() in locale.unit_words
            else _past_letters(tokens, i + 1)
        )
    opened = tokens.word(i - 1) in ("(", ",", ";", "and", ":") and not tokens.glued(i + 1)
    return i + 1 if behind == "=" and opened and len(tokens.low[i]) <= 2 else 0


def _age_class(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "The under-19 title", "the over-65s": a class of persons by their age; an "under-10-minute" run is none."""
    before = tokens.word(i - 1) in _DASHES and tokens.glued(i - 1) and tokens.glued(i)
    if not before or tokens.word(i - 2) not in ("under", "over") or not tokens.low[i].isdecimal():
        return 0
    if len(tokens.low[i]) > _AGE_DIGITS or (tokens.word(i + 1) in _DASHES and tokens.glued(i + 1)):
        return 0
    return i + 2 if tokens.glued(i + 1) and tokens.word(i + 1) == "s" else i + 1


_AGE_DIGITS = 2
"""Digits of an age."""


def _behind_bracket(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "Mg(ClO4)2", "so (Smith)3": a number right behind a bracket counts atoms or notes."""
    return i + 1 if tokens.word(i - 1) == ")" and tokens.glued(i) else 0


def _leading_nought(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "040301", "007": a code."""
    word = tokens.low[i]
    return (
        i + 1 if word[0] == "0" and len(word) > 2 and word.isdecimal() and tokens.word(i - 1) not in (".", "-") else 0
    )


def _dimensions(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "3d printing", "a 2d model": no days."""
    said = tokens.low[i] in ("2", "3", "4") and tokens.word(i + 1) == "d" and tokens.glued(i + 1)
    noun = tokens.kind_at(i + 2) == WORD and not tokens.glued(i + 2) and not locale.has("stop", tokens.word(i + 2))
    return i + 2 if said and noun and tokens.word(i + 2) not in _IN_TIME else 0


def _glued_letters(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "G7", "COVID-19", "5G", "x2": letters at the number that are neither unit, scale nor ordinal."""
    before = tokens.word(i - 1)
    if _power_of_ten(tokens, i) or (tokens.word(i + 1) == "x" and _power_of_ten(tokens, i + 2)):
        return 0
    if tokens.glued(i) and tokens.kind_at(i - 1) == WORD:
        money = _money_letters(tokens, i)
        known = money or before in locale.months or tokens.raw(i - 1) in ("n", "p", "ca", "c")
        return 0 if known else _past_letters(tokens, i + 1)
    if before in ("-", "–", "_", "−") and tokens.glued(i) and tokens.glued(i - 1) and tokens.kind_at(i - 2) == WORD:
        word = tokens.word(i - 2)
        number_word = word in locale.units or word in locale.tens or word in locale.scales or word in locale.months
        if not number_word and word not in _MONTHLIKE and not (tokens.glued(i - 2) and tokens.kind_at(i - 3) == NUMBER):
            return _past_letters(tokens, i + 1)
    if before == "#":
        return i + 1
    if tokens.glued(i + 1) and tokens.kind_at(i + 1) == WORD and tokens.raw(i + 1) in _LETTERS_BEHIND:
        money = tokens.word(i - 1) in ("$", "€", "£")
        times = tokens.raw(i + 1) == "x" and not tokens.glued(i + 2)
        return 0 if money or times else _past_letters(tokens, i + 1)
    return 0


_MONEY_LETTERS = frozenset("US Rs TL FY CA RMB".split()) | ISO_4217


def _money_letters(tokens: Tokens, i: int) -> bool:
    """ "EUR5", "R100", "Q3 2020"; "R1" and "Q800" are names."""
    letters, digits = tokens.raw(i - 1), tokens.low[i]
    if letters == "Q":
        return digits in ("1", "2", "3", "4")
    return letters in _MONEY_LETTERS or (letters == "R" and len(digits) > 1)


def _power_of_ten(tokens: Tokens, i: int) -> bool:
    """ "1.3x10^6": whether token ``i`` is the ten."""
    return (
        tokens.word(i) == "10"
        and tokens.word(i - 1) == "x"
        and tokens.kind_at(i - 2) == NUMBER
        and (tokens.word(i + 1) == "^" or tokens.kind_at(i + 1) == SUPERSCRIPT or tokens.word(i + 1) == "⁻")
    )


def _past_letters(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and tokens.glued(at) and tokens.kind[at] in (WORD, NUMBER):
        at += 1
    return at


def _chain(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "0000-0002-0491", "555-0134-22": three and more numbers joined by hyphens, dates aside."""
    count, end = 1, i + 1
    while tokens.word(end) in _DASHES and tokens.kind_at(end + 1) == NUMBER and _tight(tokens, end):
        count, end = count + 1, end + 2
    if count < 3:
        return 0
    first, last = len(tokens.low[i]), len(tokens.word(end - 1))
    is_date = (first == _YEAR and last <= 2) or (last == _YEAR and first <= 2 and len(tokens.word(i + 2)) <= 2)
    return 0 if count == 3 and is_date else end


_YEAR = 4
"""Digits of a year."""


def _tight(tokens: Tokens, at: int) -> bool:
    """Whether no space stands on either side of the mark at ``at``."""
    return tokens.glued(at) and tokens.glued(at + 1)


def _clock(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "10:30", "3:1", "2:36:14"."""
    end = i + 1
    while tokens.word(end) == ":" and _tight(tokens, end) and tokens.kind_at(end + 1) == NUMBER and end < i + _PARTS:
        end += 2
    if end > i + 1:
        return _past_letters(tokens, end)
    if tokens.word(i + 1) in ("am", "pm") or (
        tokens.word(i + 1) in ("a", "p") and tokens.word(i + 2) == "." and tokens.word(i + 3) == "m"
    ):
        return i + 2
    return i + 2 if tokens.word(i + 1) == "o'clock" else 0


_PARTS = 4
"""Tokens behind the first number of hours, minutes and seconds."""


def _issue(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "133(3)", "12(4):"."""
    if tokens.word(i + 1) == "(" and tokens.glued(i + 1) and tokens.kind_at(i + 2) == NUMBER and tokens.glued(i + 2):
        if tokens.word(i + 3) == ")" and len(tokens.low[i]) <= 4:
            return i + 4
    return 0


def _version(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "3.1.4" and "2.0.1": more than one point and no date."""
    text = tokens.low[i]
    if text.count(".") < 2 or len(text) > 40:
        return i + 1 if len(text) > 60 else 0
    groups = text.partition(",")[0].split(".")
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    date = len(groups) == 3 and len(groups[2]) == 4
    return 0 if thousands or date else i + 1


_RULES: tuple[Rule, ...] = (
    _age_class, _behind_bracket, et_al, _leading_nought, _named, _dimensions, _glued_letters, _clock, label, _chain,
    _issue, enumerator, _version,
)  # fmt: skip
