"""How like the fields of an entry and those of a record are: titles, names, pages. Pure functions on strings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from claimcheck.references.distance import near
from claimcheck.references.names import OTHERS, family_of
from claimcheck.references.transliterate import fold, words_of
from claimcheck.registries.record import Author

Likeness = Literal["same", "near", "other"]

_NEAR = 0.8
_MATH = re.compile(r"\$[^$]*\$|\\\([^)]*\\\)|\\[a-zA-Z]+")
_MARKED = re.compile(
    r"^\s*[\[(]?(?:retracted(?: article| chapter| paper)?|withdrawn|removed|temporary removal|expression of concern|"
    r"reprint of|republished)\b[\])]?\s*[:.—–-]?\s*",
    re.IGNORECASE,
)
_SPELT = (
    ("ise", "ize"),
    ("isation", "ization"),
    ("our", "or"),
    ("yse", "yze"),
    ("tre", "ter"),
    ("ll", "l"),
    ("ae", "e"),
    ("oe", "e"),
)
_ARTICLES = ("the", "a", "an")
_PARTICLES = re.compile(
    r"^(?:(?:van|von|der|den|de|del|della|di|da|dos|das|du|la|le|ten|ter|zu|zum|zur|al|el|bin|af|av)\s)+"
)


def title_likeness(ours: str, titles: Sequence[str]) -> Likeness:
    """How like a title is to the nearest of several."""
    found = [_likeness(ours, theirs) for theirs in titles if theirs]
    return "same" if "same" in found else "near" if "near" in found or not found else "other"


def _likeness(ours: str, theirs: str) -> Likeness:
    one, other = _plain(ours), _plain(theirs)
    if not one or not other:
        return "same"
    if one == other or _spelling(one) == _spelling(other):
        return "same"
    math = bool(_MATH.search(ours) or _MATH.search(theirs) or re.search(r"[^\W\d_]\d|[∼αβγδμλπσω×±]", theirs))
    ratio = SequenceMatcher(None, one[:400], other[:400], autojunk=False).ratio()
    if math and ratio >= _NEAR:
        return "same"  # formulas are written in as many ways as there are people
    if _leads(ours, theirs):
        return "same"
    if ratio >= _NEAR or _shared_words(ours, theirs) >= _NEAR:
        return "near"
    return "other"


def marked_as(title: str) -> str:
    """The word that a publisher sets before the title of a work: "retracted", "withdrawn"; "" for an ordinary title."""
    match = _MARKED.match(title)
    word = match.group(0).strip(" []():.—–-").lower() if match else ""
    return (
        "retracted"
        if word.startswith("retracted")
        else "withdrawn"
        if word.startswith(("withdrawn", "removed"))
        else ""
    )


@lru_cache(maxsize=10_000)
def _plain(title: str) -> str:
    """Letters and digits alone."""
    return "".join(words_of(_MATH.sub(" ", _MARKED.sub("", re.sub(r"\s*\[[^\[\]]*\]", "", title) or title))))


def _spelling(plain: str) -> str:
    """British and American spelling brought to one form."""
    for british, american in _SPELT:
        plain = plain.replace(british, american)
    return plain


def _leads(ours: str, theirs: str) -> bool:
    """Whether the one is the other without its subtitle."""
    short, long = sorted((ours, theirs), key=len)
    lead = re.split(r"\s*[:.?!—–]\s+|\s+[-–—]\s+|\s*\(", long, maxsplit=1)[0]
    return len(_plain(short)) >= 8 and _plain(lead) == _plain(short)


def _shared_words(ours: str, theirs: str) -> float:
    one, other = (set(words_of(title)) for title in (ours, theirs))
    return len(one & other) / max(len(one), len(other), 1)


def author_differences(ours: Sequence[str], theirs: Sequence[Author]) -> list[tuple[str, str]]:
    """Pairs (as the entry has it, as the record has it) of authors that differ; "" where the one has none there."""
    open_end = bool(ours) and ours[-1] == OTHERS
    names = [name for name in ours if name != OTHERS]
    if not names or not theirs:
        return []
    if open_end:
        theirs = theirs[: max(len(names), 1)]
    matched = _matched(names, theirs)
    left = [at for at in range(len(theirs)) if at not in matched.values()]
    pairs: list[tuple[str, str]] = []
    for at, name in enumerate(names):
        if at in matched:
            if not _given_agree(name, theirs[matched[at]]):
                pairs.append((name, theirs[matched[at]].name))
            continue
        beside = at if at in left else next((j for j in left if _near_name(name, theirs[j])), None)
        if beside is not None:
            left.remove(beside)
        pairs.append((name, theirs[beside].name if beside is not None else ""))
    pairs += [("", theirs[at].name) for at in left]
    return pairs


def _matched(names: Sequence[str], theirs: Sequence[Author]) -> dict[int, int]:
    """Index of an entry's author → index of the record's author of that family name, the nearest place first."""
    free = set(range(len(theirs)))
    matched: dict[int, int] = {}
    for at, name in enumerate(names):
        fits = [j for j in free if same_person(name, theirs[j])]
        if fits:
            matched[at] = min((abs(j - at), j) for j in fits)[1]
            free.discard(matched[at])
    return matched


def same_person(name: str, author: Author) -> bool:
    """Whether a family name is the same, or all words of the name are, in whatever order."""
    ours, theirs = _family(family_of(name)), _family(author.family)
    if ours and ours == theirs:
        return True
    one, other = _words(name), _words(author.name)
    if one and (one == other or (len(one) > 1 and len(other) > 1 and (one <= other or other <= one))):
        return True
    if "," not in name or not author.given:  # a body: "IPCC", "The IPCC"
        return bool(one & other) and (one <= other or other <= one)
    short, long = sorted((ours, theirs), key=len)
    return (
        len(short) > 2
        and (long.endswith(short) or long.startswith(short))
        and _initial(name) == author.given[:1].casefold()
    )


def _near_name(name: str, author: Author) -> bool:
    ours, theirs = _family(family_of(name)), _family(author.family)
    return near(ours, theirs, 2)


@lru_cache(maxsize=20_000)
def _family(name: str) -> str:
    plain = _PARTICLES.sub("", " ".join(re.findall(r"[^\W\d_]+", fold(name).lower())))
    return re.sub(r"(?<=[aou])e", "", plain.replace(" ", ""))


@lru_cache(maxsize=20_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W\d_]+", fold(name).lower()) if len(word) > 1 and word != "the")


def _initial(name: str) -> str:
    return name.partition(",")[2].strip()[:1].casefold()


def _given_agree(name: str, author: Author) -> bool:
    """Whether given names may be one person's: initials, nicknames and middle names left out are no difference."""
    ours = re.findall(r"[^\W\d_]+", fold(name.partition(",")[2]).lower())
    theirs = re.findall(r"[^\W\d_]+", fold(author.given).lower())
    if not ours or not theirs or _words(name) == _words(author.name):
        return True
    if ours[0][0] == theirs[0][0]:
        return not (
            min(len(ours[0]), len(theirs[0])) >= 4 and near(ours[0], theirs[0], 1) and ours[0][-1:] == theirs[0][-1:]
        )
    together = "".join(word[0] for word in ours), "".join(word[0] for word in theirs)
    return (
        bool(set(ours) & set(theirs))
        or together[0] in together[1]
        or together[1] in together[0]
        or set(together[0]) & set(together[1]) != set()
    )


def page_span(pages: str) -> tuple[str, str]:
    """First and last page, the last one in full: ("1231", "1239") for "1231-9"."""
    first, _, last = re.sub(r"\s+", "", pages.lower()).replace("–", "-").replace("--", "-").partition("-")
    first, last = first.removeprefix("pp.").removeprefix("p."), last.partition(",")[0]
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first.partition(",")[0], last


def pages_differ(ours: str, theirs: str) -> bool:
    """Whether two statements of pages contradict; an article's number beside its pages does not."""
    (first, last), (other_first, other_last) = page_span(ours), page_span(theirs)
    if not first or not other_first or not re.search(r"\d", first) or not re.search(r"\d", other_first):
        return False
    if bool(last) != bool(other_last):  # one gives an article number, or the first page alone
        return (
            first != other_first
            and first.isdigit() == other_first.isdigit()
            and not _article_number(first, other_first)
        )
    if first != other_first:
        return not _article_number(first, other_first)
    return bool(last and other_last) and last != other_last and last.lstrip("0") != other_last.lstrip("0")


def _article_number(one: str, other: str) -> bool:
    """One of two first pages numbers the article ("103456", "e0123"), the other the pages of its file."""
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    return short == "1" or (len(long) - len(short) >= 3) or (long[:1].isalpha() != short[:1].isalpha())
