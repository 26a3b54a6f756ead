"""Figures that are no quantities: citation marks, pages, labels, addresses, versions, telephone numbers, names."""

from __future__ import annotations

import re
from bisect import bisect_left

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.phrases import looks_plural
from claimcheck.quantities.tokens import MARK, NUMBER, SUPERSCRIPT, WORD, Tokens

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+"
    r"|\b10\.[0-9]{4,9}/\S+"
    r"|\b(?:doi|DOI|arXiv|arxiv|ISSN|ISBN(?:-1[03])?|PMID|PMCID|ORCID):? ?[0-9A-Za-z.][0-9A-Za-z./-]*(?: [0-9-]+)*"
    r"|\b[a-zA-Z0-9-]{1,63}\.(?:org|com|net|edu|gov|cn|io|info|eu|uk|int|de|fr|tr)/\S*"
    r"|(?<![0-9A-Za-z])\+[0-9]{1,3}[ (.-][0-9 ().-]{6,24}"
    r"|\(0[0-9]{1,4}\) ?[0-9][0-9 -]{4,14}"
)
_FORMULA = re.compile(r"\$[^\s$](?:[^$\n\r\t]{0,400}[^\s$\\])?\$(?!\d)")
_SIMPLE_FORMULA = re.compile(r"\$[A-Za-z][A-Za-z0-9]{0,2} ?[=<>≤≥≈] ?[-−]?[0-9.,]+\$")
_FORMULA_SIGN = re.compile(r"[\\_^{}]|^\$(?:\d+/)?[A-Za-z]")
_PROSE = re.compile(r"(?<!\\)\b[a-z]{3,} [a-z]")
_QUOTES = {"“": "”", '"': '"', "‘": "’", "«": "»", "*": "*", "**": "**", "„": "“", "《": "》"}
_DASHES = ("-", "–", "—")
_MONTHLIKE = frozenset("mid pre post early late since fy q top about almost nearly over under sub non".split())
_LONGEST_MARK = 60
_LONGEST_TITLE = 40
_FEWEST_PIECES = 5
"""Of letters and figures by turns; "2m50", "1h30m" and "10x10" have fewer."""
_LONG_KEY = 16


def excluded(tokens: Tokens, locale: Locale) -> bytearray:
    """One byte a token: whether it takes part in something that is no quantity."""
    mask = bytearray(len(tokens))
    _addresses(tokens, mask)
    _formulas(tokens, mask)
    _identifiers(tokens, mask)
    i = 0
    while i < len(tokens):
        if mask[i]:
            i += 1
        elif tokens.kind[i] == NUMBER:
            i = _number(tokens, i, locale, mask)
        elif tokens.kind[i] == SUPERSCRIPT:
            mask[i] = 1
            i += 1
        elif tokens.kind[i] == MARK:
            i = _mark(tokens, i, mask)
        else:
            i += 1
    return mask


def _cover(mask: bytearray, first: int, last: int) -> None:
    for k in range(max(first, 0), min(last, len(mask))):
        mask[k] = 1


def address_spans(text: str) -> list[tuple[int, int]]:
    """Where addresses, identifiers and telephone numbers stand in a text."""
    return [(match.start(), match.end()) for match in _ADDRESS.finditer(text)]


def _addresses(tokens: Tokens, mask: bytearray) -> None:
    for start, end in address_spans(tokens.text):
        _cover(mask, bisect_left(tokens.start, start), bisect_left(tokens.start, end))


def _formulas(tokens: Tokens, mask: bytearray) -> None:
    """ "$\\beta_1$", "$x + 1$": formulas; "$5m and US$6m" are two sums of money."""
    at = tokens.text.find("$")
    while at >= 0 and (match := _FORMULA.search(tokens.text, at)):
        formula = match.group()
        is_one = _FORMULA_SIGN.search(formula) and not _SIMPLE_FORMULA.fullmatch(formula) and not _PROSE.search(formula)
        if is_one:
            _cover(mask, bisect_left(tokens.start, match.start()), bisect_left(tokens.start, match.end()))
        at = match.end() if is_one else match.start() + 1


def _identifiers(tokens: Tokens, mask: bytearray) -> None:
    """ "1K4t2vSBSS2x": letters and figures by turns without a space are a key, not a number."""
    i = 0
    while i < len(tokens):
        end = i + 1
        while end < len(tokens) and tokens.kind[end] in (WORD, NUMBER) and tokens.glued(end):
            end += 1
        length = tokens.end[end - 1] - tokens.start[i]
        if (end - i >= _FEWEST_PIECES or length >= _LONG_KEY) and end - i > 2 and tokens.kind[i] in (WORD, NUMBER):
            _cover(mask, i, end)
        i = end


def _mark(tokens: Tokens, i: int, mask: bytearray) -> int:
    mark = tokens.low[i]
    if mark == "[":
        return _bracket(tokens, i, mask)
    if mark == "^" and tokens.kind_at(i + 1) == NUMBER and tokens.kind_at(i - 1) != NUMBER:
        mask[i + 1] = 1
    elif mark == "@":
        _cover(mask, i - 1, i + 2)
    elif mark in _QUOTES and not (mark == "*" and tokens.kind_at(i + 1) == NUMBER and tokens.gap(i + 1)):
        _title(tokens, i, mask)
    elif mark == "(":
        _citation(tokens, i, mask)
    elif mark == "<" and tokens.word(i + 1) == "sup" and tokens.kind_at(i + 3) == NUMBER:
        mask[i + 3] = 1
    return i + 1


def _bracket(tokens: Tokens, i: int, mask: bytearray) -> int:
    """ "[27]", "[3, 5–7]", "[^4]", "[@key2020, p. 3]"."""
    end, keyed = i + 1, tokens.word(i + 1) in ("@", "^")
    while end < len(tokens) and end - i < _LONGEST_MARK and tokens.low[end] != "]":
        if not keyed and tokens.kind[end] == WORD:
            return i + 1
        end += 1
    interval = tokens.word(i - 1) in ("ci", "=", ":") or tokens.low[i - 1 : i] == ["%"]
    if tokens.word(end) != "]" or (not keyed and (interval or "." in "".join(tokens.low[i + 1 : end]))):
        return i + 1
    _cover(mask, i, end + 1)
    return end + 1


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


def _citation(tokens: Tokens, i: int, mask: bytearray) -> None:
    """ "(Miller, 2014)", "(Miller and Roe 2014, pp. 3–5; Doe, 2019a)", "Miller (2014)"."""
    if tokens.kind_at(i + 1) == NUMBER:
        year = tokens.low[i + 1]
        if tokens.word(i + 2) == ")" and year.isdecimal() and len(year) <= 2 and tokens.gap(i):
            mask[i + 1] = 1
            return
        lone = tokens.word(i + 2) in (")", ",", ":") or (tokens.glued(i + 2) and len(tokens.word(i + 2)) == 1)
        if (
            len(year) == 4
            and year[:2] in ("19", "20")
            and lone
            and tokens.capital(i - 1)
            and not tokens.raw(i - 1).isupper()
        ) or (tokens.word(i + 2) == ")" and year.isdecimal() and len(year) <= 2 and _line_start(tokens, i)):
            mask[i + 1] = 1
        return
    if not tokens.capital(i + 1):
        return
    for k in range(i + 2, min(i + _LONGEST_MARK, len(tokens))):
        if tokens.low[k] == ")":
            break
        if tokens.kind[k] == NUMBER and _cited_year(tokens, k):
            mask[k] = 1


def _cited_year(tokens: Tokens, k: int) -> bool:
    year = tokens.low[k]
    if len(year) != 4 or year[:2] not in ("18", "19", "20"):
        return False
    before = k - 2 if tokens.word(k - 1) == "," else k - 1
    author = tokens.kind_at(before) == WORD and (tokens.capital(before) or tokens.word(before) == "al")
    author = author or (tokens.word(before) == "." and tokens.word(before - 1) == "al")
    after = tokens.word(k + 1)
    ends = after in (")", ";", ",", ":") or (tokens.glued(k + 1) and len(after) == 1 and after.isalpha())
    return author and ends and not tokens.raw(before).isdecimal() and tokens.word(before) not in _MONTH_NAMES


_MONTH_NAMES = frozenset(
    (
        "january february march april may june july august september october november december jan feb mar apr jun "
        "jul aug sep sept oct nov dec in since spring summer autumn winter"
    ).split()
)


def _line_start(tokens: Tokens, i: int) -> bool:
    return i == 0 or "\n" in tokens.gap(i)


def _number(tokens: Tokens, i: int, locale: Locale, mask: bytearray) -> int:
    """Exclude the number at ``i`` where what stands around it says so; the token to go on from."""
    for rule in (_glued_letters, _label, _chain, _clock, _issue, _enumerator, _version):
        end = rule(tokens, i, locale)
        if end:
            _cover(mask, i, end)
            return end
    return i + 1


def _glued_letters(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "G7", "COVID-19", "5G", "x2": letters at the number that are neither unit, scale nor ordinal."""
    before = tokens.word(i - 1)
    if tokens.glued(i) and tokens.kind_at(i - 1) == WORD:
        money = tokens.raw(i - 1) in (
            "US",
            "EUR",
            "USD",
            "GBP",
            "CNY",
            "RMB",
            "Rs",
            "TL",
            "CHF",
            "JPY",
            "INR",
            "FY",
            "Q",
            "R",
            "CA",
        )
        known = money or before in locale.months or before in ("n", "p", "ca", "c")
        return 0 if known else _past_letters(tokens, i + 1)
    if before in ("-", "–", "_") and tokens.glued(i) and tokens.glued(i - 1) and tokens.kind_at(i - 2) == WORD:
        word = tokens.word(i - 2)
        number_word = word in locale.units or word in locale.tens or word in locale.scales or word in locale.months
        if not number_word and word not in _MONTHLIKE and not (tokens.glued(i - 2) and tokens.kind_at(i - 3) == NUMBER):
            return _past_letters(tokens, i + 1)
    if before == "#":
        return i + 1
    if (
        tokens.glued(i + 1)
        and tokens.kind_at(i + 1) == WORD
        and tokens.raw(i + 1) in ("G", "D", "a", "b", "x", "st-gen")
    ):
        money = tokens.word(i - 1) in ("$", "€", "£")
        times = tokens.raw(i + 1) == "x" and not tokens.glued(i + 2)
        return 0 if money or times else _past_letters(tokens, i + 1)
    return 0


def _past_letters(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and tokens.glued(at) and tokens.kind[at] in (WORD, NUMBER):
        at += 1
    return at


_ABBREVIATED = frozenset("no nos p pp art vol sec fig figs eq ch ver fn ref".split())
_BARE = frozenset({"p", "pp", "vol", "fn"})
"""Abbreviations that label without a point or a capital letter too."""


def _label(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "p. 12", "pp. 497-525", "Section 3", "Figures 2 and 3", "Article 5", "No. 3"."""
    if tokens.word(i - 1) in ("§", "§§", "№", "¶"):
        return _list_end(tokens, i)
    dotted = tokens.word(i - 1) == "."
    at = i - 2 if dotted else i - 1
    name = tokens.word(at)
    if tokens.kind_at(at) == WORD and not dotted and _names_one(tokens, i, locale):
        return i + 1
    if tokens.kind_at(at) != WORD or not (locale.has("names", name) or locale.has("label_abbreviations", name)):
        return 0
    if name in _ABBREVIATED or locale.has("label_abbreviations", name):
        return _list_end(tokens, i) if dotted or tokens.capital(at) or name in _BARE else 0
    if dotted:
        return 0
    if locale.has("strict_names", name) or tokens.capital(at):
        return _list_end(tokens, i)
    return 0 if _noun_follows(tokens, i, locale) or "." in tokens.low[i] else _list_end(tokens, i)


def _names_one(tokens: Tokens, i: int, locale: Locale) -> bool:
    """ "Interstate 95 is long", "Line 14 has closed": a name with its number, and a verb in the singular."""
    if not tokens.capital(i - 1) or locale.has("stop", tokens.word(i - 1)) or not tokens.low[i].isdecimal():
        return False
    return tokens.word(i + 1) in ("is", "was", "has")


def _noun_follows(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether a plural noun, which the number would count, follows within three words."""
    for k in range(i + 1, min(i + 4, len(tokens))):
        if tokens.kind[k] != WORD or locale.has("stop", tokens.low[k]):
            return False
        if looks_plural(tokens.low[k], locale):
            return True
    return False


def _list_end(tokens: Tokens, i: int) -> int:
    end = i + 1
    for _ in range(12):
        word = tokens.word(end)
        if (word in _DASHES or word in (",", "and", "&", "to")) and tokens.kind_at(end + 1) == NUMBER:
            if (
                word in (",", "and", "to")
                and len(tokens.word(end + 1)) == 4
                and tokens.word(end + 1)[:2] in ("19", "20")
            ):
                break
            end += 2
        else:
            break
    return end


def _chain(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "0000-0002-0491", "555-0134-22": three and more numbers joined by hyphens, dates aside."""
    count, end = 1, i + 1
    while tokens.word(end) in _DASHES and tokens.kind_at(end + 1) == NUMBER and _tight(tokens, end):
        count, end = count + 1, end + 2
    if count < 3:
        return 0
    return 0 if count == 3 and len(tokens.low[i]) == 4 and len(tokens.word(end - 1)) <= 2 else end


def _tight(tokens: Tokens, at: int) -> bool:
    """Whether no space stands on either side of the mark at ``at``."""
    return tokens.glued(at) and tokens.glued(at + 1)


def _clock(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "10:30", "3:1"."""
    if tokens.word(i + 1) == ":" and tokens.glued(i + 1) and tokens.glued(i + 2) and tokens.kind_at(i + 2) == NUMBER:
        return _past_letters(tokens, i + 3)
    if tokens.word(i + 1) in ("am", "pm") or (
        tokens.word(i + 1) in ("a", "p") and tokens.word(i + 2) == "." and tokens.word(i + 3) == "m"
    ):
        return i + 2
    return i + 2 if tokens.word(i + 1) == "o'clock" else 0


def _issue(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "133(3)", "12(4):"."""
    if tokens.word(i + 1) == "(" and tokens.glued(i + 1) and tokens.kind_at(i + 2) == NUMBER and tokens.glued(i + 2):
        if tokens.word(i + 3) == ")" and len(tokens.low[i]) <= 4:
            return i + 4
    return 0


def _enumerator(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "1. " and "1) " at the start of a line, and headings numbered "3.2 "."""
    if not _line_start(tokens, i) and not (
        tokens.word(i - 1) in ("#", "##", "###", "####") and _line_start(tokens, i - 1)
    ):
        return 0
    ordinal = locale.has("grammar", "ordinal-point") and tokens.kind_at(i + 2) == WORD and not tokens.capital(i + 2)
    if ordinal and tokens.word(i + 1) == ".":
        return 0
    if len(tokens.low[i]) <= 3 and tokens.word(i + 1) in (".", ")") and tokens.glued(i + 1) and tokens.gap(i + 2):
        return i + 1
    return i + 1 if tokens.word(i - 1).startswith("#") else 0


def _version(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "3.1.4" and "2.0.1": more than one point and no date."""
    text = tokens.low[i]
    if text.count(".") < 2 or len(text) > 40:
        return i + 1 if len(text) > 60 else 0
    groups = text.partition(",")[0].split(".")
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    date = len(groups) == 3 and len(groups[2]) == 4
    return 0 if thousands or date else i + 1
