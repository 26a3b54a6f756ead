"""Marks and years of citations: "[27]", "(26,29)", "(Miller, 2014)", "Nagy et al., 2009"."""

from __future__ import annotations

from itertools import pairwise

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens

_DASHES = ("-", "–", "—")
_LONGEST_MARK = 60
_LONGEST_LIST = 12
"""Tokens of the years behind one name."""
_CITING = frozenset("see e.g eg e cf following also after reviewed".split())


def cover(mask: bytearray, first: int, last: int) -> None:
    """Mark the tokens from ``first`` up to ``last``."""
    for k in range(max(first, 0), min(last, len(mask))):
        mask[k] = 1


def bracket(tokens: Tokens, i: int, mask: bytearray) -> int:
    """ "[27]", "[3, 5–7]", "[^4]", "[@key2020, p. 3]"."""
    end, keyed = i + 1, tokens.word(i + 1) in ("@", "^")
    while end < len(tokens) and end - i < _LONGEST_MARK and tokens.low[end] != "]":
        if not keyed and tokens.kind[end] == WORD:
            return i + 1
        end += 1
    interval = tokens.word(i - 1) in ("ci", "=", ":") or tokens.low[i - 1 : i] == ["%"]
    if tokens.word(end) != "]" or (not keyed and (interval or "." in "".join(tokens.low[i + 1 : end]))):
        return i + 1
    cover(mask, i, end + 1)
    return end + 1


def citation(tokens: Tokens, i: int, mask: bytearray) -> None:
    """ "(Miller, 2014)", "(Miller and Roe 2014, pp. 3–5; Doe, 2019a)", "Miller (2014)"."""
    if tokens.kind_at(i + 1) == NUMBER:
        if marks := _listed_marks(tokens, i):
            cover(mask, i + 1, marks)
            return
        year = tokens.low[i + 1]
        if tokens.word(i + 2)[:1] == ")" and year.isdecimal() and len(year) <= 2 and tokens.gap(i):
            mask[i + 1] = 1
            return
        lone = tokens.word(i + 2) in (")", ",", ":") or (tokens.glued(i + 2) and len(tokens.word(i + 2)) == 1)
        if (
            len(year) == 4
            and year[:2] in ("19", "20")
            and lone
            and tokens.capital(i - 1)
            and not tokens.raw(i - 1).isupper()
            and not _titled(tokens, i - 1)
        ) or (tokens.word(i + 2) == ")" and year.isdecimal() and len(year) <= 2 and line_start(tokens, i)):
            mask[i + 1] = 1
        return
    if not tokens.capital(i + 1) and tokens.word(i + 1) not in _CITING:
        return
    for k in range(i + 2, min(i + _LONGEST_MARK, len(tokens))):
        if tokens.low[k] == ")":
            break
        if tokens.kind[k] == NUMBER and _cited_year(tokens, k):
            mask[k] = 1


def _titled(tokens: Tokens, last: int) -> bool:
    """Whether the capitals that end at ``last`` are a work's title within a sentence: "and, in time, The Long Sea"."""
    at = last
    while tokens.capital(at) and tokens.low[at] not in _ARTICLES:
        at -= 1
    inside = at > 0 and tokens.word(at - 1) not in (".", "!", "?", "(", ";")
    return at < last and inside and tokens.capital(at) and tokens.word(at) in _ARTICLES and not line_start(tokens, at)


_ARTICLES = frozenset(("the", "a", "an"))


def _listed_marks(tokens: Tokens, i: int) -> int:
    """ "(26,29)", "(4, 35–38, 44)": small rising numbers behind a word, with commas between; the token after them."""
    numbers: list[int] = []
    end, commas = i + 1, False
    while end < len(tokens) and end - i < _LONGEST_MARK and tokens.low[end] != ")":
        word = tokens.low[end]
        parts = word.split(",")
        if tokens.kind[end] == NUMBER and all(part.isdecimal() and len(part) <= 3 for part in parts):
            numbers += [int(part) for part in parts]
            commas = commas or len(parts) > 1
        elif word == ",":
            commas = True
        elif word not in _DASHES:
            return 0
        end += 1
    rising = all(one < two for one, two in pairwise(numbers))
    thousands = len(numbers) == 2 and end == i + 2 and len(tokens.low[i + 1].partition(",")[2]) == 3
    behind_word = tokens.kind_at(i - 1) == WORD and tokens.gap(i) and tokens.word(i - 1) not in ("ci", "range", "iqr")
    return end if commas and rising and len(numbers) > 1 and behind_word and not thousands else 0


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


def line_start(tokens: Tokens, i: int) -> bool:
    """Whether token ``i`` is the first of its line."""
    return i == 0 or "\n" in tokens.gap(i)


def et_al(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "Nagy et al., 2009", "Simon et al. (2012, 2014)": years of cited works."""
    at = i - 1
    while i - at < _LONGEST_LIST and (tokens.word(at) in (",", "(", ".") or _is_year(tokens, at)):
        at -= 1
    if tokens.word(at) != "al" or tokens.word(at - 1) != "et":
        return 0
    end = i
    while _is_year(tokens, end):
        end += 1 + (tokens.glued(end + 1) and len(tokens.word(end + 1)) == 1 and tokens.kind_at(end + 1) == WORD)
        if tokens.word(end) not in (",", "and", "&") or not _is_year(tokens, end + 1):
            break
        end += 1
    return end if end > i else 0


def _is_year(tokens: Tokens, i: int) -> bool:
    word = tokens.word(i)
    return len(word) == 4 and word.isdecimal() and word[:2] in ("18", "19", "20")


def enumerator(tokens: Tokens, i: int, locale: Locale) -> int:
    """ "1. " and "1) " at the start of a line, and headings numbered "3.2 "."""
    if not line_start(tokens, i) and not (
        tokens.word(i - 1) in ("#", "##", "###", "####") and line_start(tokens, i - 1)
    ):
        return 0
    ordinal = locale.has("grammar", "ordinal-point") and tokens.kind_at(i + 2) == WORD and not tokens.capital(i + 2)
    if ordinal and tokens.word(i + 1) == ".":
        return 0
    if len(tokens.low[i]) <= 3 and tokens.word(i + 1) in (".", ")") and tokens.glued(i + 1) and tokens.gap(i + 2):
        return i + 1
    return i + 1 if tokens.word(i - 1).startswith("#") else 0
