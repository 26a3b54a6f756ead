"""Whether two references are one work, and what is known of it together."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from claimcheck.model.reference import Reference
from claimcheck.references.dates import precision
from claimcheck.references.identifiers import is_home, normal_doi, normal_isbn, normal_url
from claimcheck.references.names import OTHERS
from claimcheck.references.strings import first_family
from claimcheck.references.transliterate import fold, words_of

_TITLE_RATIO = 0.92
_FAMILY_RATIO = 0.75
_MAX_COMPARED = 300
_ROMAN = re.compile(r"(?:[ivx]+|\d+)")
_MERGED = (
    "title",
    "container",
    "publisher",
    "place",
    "volume",
    "number",
    "pages",
    "url",
    "urldate",
    "doi",
    "eprint",
    "isbn",
    "file",
    "archiveurl",
    "archivedate",
    "raw",
)
_told = attrgetter(
    "title", "authors", "editors", "date", "container", "publisher", "volume", "number", "pages", "url", "eprint"
)
"""Where these are all the same, nothing tells two works apart."""
_LEADS, _COMMON, _MANY = 4, 50, 500
_ARTICLES = ("the", "a", "an")
_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
"""The third report is not the fourth one."""


@lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """A title's words, folded, without its translation and leading article."""
    words = words_of(re.sub(r"\s*\[[^\[\]]*\]", "", title) or title)
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one, spelling apart. Numbers must agree: part I is not part II."""
    if not one or not other:
        return False
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return True
    if _numbers(one) != _numbers(other) or _marked_otherwise(one, other):
        return False
    short, long = sorted((one, other), key=len)
    if _leads(short, long):
        return True
    if len(short) < 0.8 * len(long):
        return False
    matcher = SequenceMatcher(None, one[:_MAX_COMPARED], other[:_MAX_COMPARED], autojunk=False)
    return matcher.quick_ratio() >= _TITLE_RATIO and matcher.ratio() >= _TITLE_RATIO


@lru_cache(maxsize=20_000)
def _numbers(title: str) -> list[str]:
    ranks = [word for word in title.split() if word in _RANKS]
    return (
        ranks
        + [word for word in title.split() if _ROMAN.fullmatch(word) and word not in ("i", "v", "x")]
        + [word for word in title.split()[1:] if word in ("i", "v", "x")]
    )


def _marked_otherwise(one: str, other: str) -> bool:
    """Whether short words before a number differ: "TNA, FO 371/2345" is another file than "TNA, CO 371/2345"."""
    ours, theirs = (re.findall(r"\b([^\W\d_]{1,3}) \d", title) for title in (one, other))
    return len(ours) == len(theirs) and ours != theirs


def _leads(short: str, long: str) -> bool:
    """A title without its subtitle: at least four words, and the longer one goes on after them."""
    return len(short.split()) >= 4 and long.startswith(short + " ")


def same_family(one: str, other: str) -> bool:
    """Whether two family names are one, a misspelling apart."""
    first, second = _letters(one), _letters(other)
    if not first or not second:
        return True
    if first == second:
        return True
    if 2 * min(len(first), len(second)) < _FAMILY_RATIO * (len(first) + len(second)):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _FAMILY_RATIO and matcher.ratio() >= _FAMILY_RATIO


@lru_cache(maxsize=20_000)
def _letters(name: str) -> str:
    return re.sub(r"[^\w]", "", fold(name).lower())


def _author_agrees(one: Reference, other: Reference) -> bool:
    """First authors agree, or the one's first author is among the other's, whichever part of the name comes first."""
    first, second = first_family(one), first_family(other)
    if not first or not second or same_family(first, second):
        return True
    ours = {_letters(word) for name in one.authors for word in re.findall(r"\w+", name)}
    theirs = {_letters(word) for name in other.authors for word in re.findall(r"\w+", name)}
    return len(ours & theirs) >= 2


def _years_agree(one: Reference, other: Reference) -> bool:
    return not one.year or not other.year or one.year == other.year


def same_work(one: Reference, other: Reference) -> bool:
    """Whether two references cite one work.

    One DOI, or one address with titles that don't contradict; else one title with first authors that agree (where both
    name any) and years that don't differ. Two different DOIs or ISBNs are two works.
    """
    if one.doi and other.doi:
        return normal_doi(one.doi) == normal_doi(other.doi)
    if one.title and one.title == other.title and _told(one) == _told(other):
        return True
    if one.eprint and one.eprint == other.eprint:
        return True
    same_url = bool(one.url and other.url) and normal_url(one.url) == normal_url(other.url)
    if not same_url and not _years_agree(one, other):
        return False
    left, right = title_key(one.title), title_key(other.title)
    if same_url:
        if is_home(one.url):  # many works may stand on one site
            return left == right and _author_agrees(one, other)
        return not left or not right or _akin(left, right)
    if one.isbn and other.isbn and normal_isbn(one.isbn) != normal_isbn(other.isbn):
        return False
    if not _years_agree(one, other) or not _author_agrees(one, other) or not same_title(left, right):
        return False
    if first_family(one) and first_family(other):
        return left == right or len(left.split()) >= 3 or bool(one.year and other.year)
    # a title alone ("Annual Report") is too little where addresses or containers differ
    if one.url and other.url and left != right:
        return False
    if left == right and one.container and title_key(one.container) == title_key(other.container):
        return bool(one.year and other.year)
    # … unless it holds a number ("TNA, CAB 65")
    distinct = len(left.split()) >= 4 or (left == right and any(char.isdigit() for char in left))
    containers = {title_key(reference.container) for reference in (one, other)} - {""}
    return distinct and (len(containers) < 2 or left == right)


def _akin(one: str, other: str) -> bool:
    """Titles of one address: alike enough not to be two works on one page."""
    if same_title(one, other):
        return True
    ours, theirs = set(one.split()), set(other.split())
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def merge(first: Reference, second: Reference) -> Reference:
    """What two citations of one work know together.

    An empty field takes the other's value; of two dates the more precise one stands; what contradicts goes into
    ``note``, so that nothing is lost.
    """
    changes: dict[str, object] = {}
    lost: list[str] = []
    for name in _MERGED:
        ours, theirs = getattr(first, name), getattr(second, name)
        if not ours and theirs:
            changes[name] = theirs
        elif name == "url" and theirs and normal_url(ours) != normal_url(theirs):
            lost.append(theirs)
    if not first.authors or (len(second.authors) > len(first.authors) and first.authors[-1] == OTHERS):
        changes["authors"] = second.authors
    if not first.editors:
        changes["editors"] = second.editors
    if precision(second.date) > precision(first.date) and (not first.date or second.date.startswith(first.date[:4])):
        changes["date"], changes["year"] = second.date, second.year
    if _leads(title_key(first.title), title_key(second.title)):
        changes["title"] = second.title
    if changes.get("container") and title_key(str(changes["container"])) == title_key(first.publisher):
        del changes["container"]
    if changes.get("publisher") and title_key(str(changes["publisher"])) == title_key(first.container):
        del changes["publisher"]
    if first.type == "misc" and second.type != "misc":
        changes["type"] = second.type
    note = (
        "; ".join(dict.fromkeys(part for part in (first.note, second.note, *lost) if part and part not in first.note))
        or ""
    )
    changes["note"] = (
        f"{first.note}; {note}" if first.note and note and not note.startswith(first.note) else note or first.note
    )
    return replace(first, **changes)  # type: ignore[arg-type]  # names and types are those of Reference itself


class Works:
    """The works found so far; finds the one that a further reference cites, without comparing with all of them."""

    def __init__(self) -> None:
        self._works: list[Reference] = []
        self._fixed: list[bool] = []
        self._by_identifier: dict[str, list[int]] = defaultdict(list)
        self._by_title: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_family: dict[str, list[int]] = defaultdict(list)
        self._words: list[frozenset[str]] = []
        """The words of each work's title, by its index."""

    def __len__(self) -> int:
        return len(self._works)

    def __getitem__(self, index: int) -> Reference:
        return self._works[index]

    def add(self, reference: Reference, *, fixed: bool = False) -> int:
        """Add a work; a ``fixed`` one (from the .bib file) is never changed by what the paper says."""
        self._works.append(reference)
        self._fixed.append(fixed)
        self._words.append(frozenset())
        index = len(self._works) - 1
        self._index(reference, index)
        return index

    def _index(self, reference: Reference, index: int) -> None:
        for identifier in _identifiers(reference):
            if index not in self._by_identifier[identifier]:
                self._by_identifier[identifier].append(index)
        title = title_key(reference.title)
        if title and index not in self._by_title[title]:
            self._by_title[title].append(index)
        self._words[index] = frozenset(title.split())
        for word in self._words[index]:
            if not self._by_word[word] or self._by_word[word][-1] != index:
                self._by_word[word].append(index)
        family = _letters(first_family(reference))
        if family and (not self._by_family[family] or self._by_family[family][-1] != index):
            self._by_family[family].append(index)

    def find(self, reference: Reference) -> int | None:
        """Index of the work that ``reference`` cites; None where it is a new one."""
        for identifier in _identifiers(reference):
            for index in self._by_identifier.get(identifier, ()):
                if same_work(self._works[index], reference):
                    return index
        title = title_key(reference.title)
        alike = (i for i in self.with_words(title) if _years_agree(self._works[i], reference))
        candidates = chain(self._by_title.get(title, ()), alike)
        return next((index for index in candidates if same_work(self._works[index], reference)), None)

    def take(self, reference: Reference) -> int:
        """The index of ``reference``, merged into its work or added as a new one."""
        index = self.find(reference)
        if index is None:
            return self.add(reference)
        if not self._fixed[index]:
            self._works[index] = merge(self._works[index], reference)
            self._index(self._works[index], index)
        elif self._works[index].span is None:
            # Its fields stay the author's; where the paper describes it is for findings to point to.
            self._works[index] = replace(self._works[index], span=reference.span, raw=reference.raw)
        return index

    def with_words(self, title: str, share: float = 0.5) -> list[int]:
        """Works whose titles share at least ``share`` of a title's words, best first.

        Only the rarest words lead to candidates, so that thousands of titles about one subject cost nothing.
        """
        words = set(title_key(title).split())
        rarest = sorted(
            (word for word in words if word in self._by_word), key=lambda word: (len(self._by_word[word]), word)
        )
        leads = [self._by_word[word] for word in rarest[:_LEADS]]
        candidates = {
            index for at, found in enumerate(leads) if at == 0 or len(found) <= _COMMON for index in found[-_MANY:]
        }
        counts = {index: len(words & self._words[index]) for index in candidates}
        fitting = [index for index, count in counts.items() if count >= share * len(words)]
        return sorted(fitting, key=lambda index: (-counts[index], index))

    def by_family(self, family: str) -> list[int]:
        """Works whose first author bears a family name, in the order they came."""
        return list(self._by_family.get(_letters(family), ()))


def _identifiers(reference: Reference) -> list[str]:
    found = []
    if reference.doi:
        found.append("doi:" + normal_doi(reference.doi))
    if reference.url:
        found.append("url:" + normal_url(reference.url))
    if reference.eprint:
        found.append("eprint:" + reference.eprint.lower())
    return found
