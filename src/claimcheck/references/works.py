"""What is asked of an entry by whoever compares works: its identifiers, its kind, whether two containers are one."""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.model.reference import Reference
from claimcheck.references.identifiers import doi_of as _doi_in_text
from claimcheck.references.identifiers import host_of, is_home, normal_doi, normal_url
from claimcheck.references.names import OTHERS, family_of
from claimcheck.references.transliterate import fold, words_of

_ARXIV = re.compile(r"(?:arxiv\s*[:.]?\s*|arxiv\.org/(?:abs|pdf|html)/)?"
                    r"(\d{4}\.\d{4,5}|[a-z][a-z.-]{1,16}/\d{7})(?:v\d+)?",
                    re.IGNORECASE)  # fmt: skip
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_IN_CONTAINER = re.compile(
    r"\barxiv[:\s]*(?:preprint\s*)?(?:arxiv[:\s]*)?(?:abs/)?(\d{4}\.\d{4,5}|[a-z-]{2,12}/\d{7})", re.IGNORECASE
)
_PREPRINT_DOIS = ("10.48550/", "10.1101/", "10.21203/", "10.31234/", "10.31219/", "10.31235/", "10.26434/", "10.20944/",
                  "10.2139/ssrn", "10.36227/", "10.22541/", "10.31223/", "10.32942/", "10.33774/")  # fmt: skip
_PREPRINT_HOSTS = ("arxiv.org", "biorxiv.org", "medrxiv.org", "osf.io", "psyarxiv.com", "ssrn.com", "papers.ssrn.com",
                   "chemrxiv.org", "preprints.org", "researchsquare.com", "eprint.iacr.org", "hal.science")  # fmt: skip
_PREPRINT_WORDS = re.compile(
    r"\b(?:ar|bio|med|chem|psy|soc|eco|engr|tech|eartharx|ess)[ao]?r?xiv\b|\be?preprint\b|\bcorr\b|\bssrn\b|"
    r"\bresearch square\b",
    re.IGNORECASE,
)
_ARTEFACTS = frozenset("software dataset data computerprogram code audio video movie image".split())
_ARTEFACT_HOSTS = ("github.com", "gitlab.com", "zenodo.org", "cran.r-project.org", "pypi.org", "bitbucket.org",
                   "codeberg.org", "figshare.com", "bioconductor.org", "archive.softwareheritage.org")  # fmt: skip
_ARTEFACT_DOIS = (
    "10.5281/zenodo",
    "10.6084/",
    "10.5061/",
    "10.7910/",
    "10.17632/",
    "10.24432/",
    "10.5063/",
    "10.17605/",
)
_SMALL = frozenset("of the and for in on a an de la le les des et der die das und fur für del".split())


def doi_of(reference: Reference) -> str:
    """The DOI of a work in lower case, from its own field or its address; "" where there is none."""
    found = normal_doi(reference.doi) if reference.doi else doi_in(reference.url)
    return found if found.startswith("10.") else ""


def doi_in(url: str) -> str:
    """The DOI of a DOI link in lower case; "" for any other address."""
    return _doi_in_text(url).lower() if host_of(url) in ("doi.org", "dx.doi.org") else ""


def arxiv_of(reference: Reference) -> str:
    """The arXiv number of a work, without its version; "" where there is none."""
    if match := _ARXIV_DOI.fullmatch(normal_doi(reference.doi)):
        return re.sub(r"v\d+$", "", match[1].lower())
    if host_of(reference.url).endswith("arxiv.org") and (
        match := re.search(_ARXIV.pattern, reference.url.partition("arxiv.org")[2], re.I)
    ):
        return match[1].lower()
    if reference.eprint and (match := _ARXIV.fullmatch(reference.eprint.strip())):
        return match[1].lower()
    for text in (reference.container, reference.number, reference.note, reference.pages):
        if match := _IN_CONTAINER.search(text):
            return match[1].lower()
    return ""


def page_of(url: str) -> str:
    """An address as pages are compared; "" for a home page, which may hold many works, and what has no host."""
    return "" if not url or is_home(url) or "." not in host_of(url) else normal_url(url)


@lru_cache(maxsize=20_000)
def squeezed(title: str) -> str:
    """A title's letters and digits, folded, without a leading article."""
    words = words_of(title)
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return "".join(words)


def first_family(reference: Reference) -> str:
    """Family name of the first author, or of the first editor where there is no author."""
    people = reference.authors or reference.editors
    return family_of(people[0]) if people and people[0] != OTHERS else ""


def is_preprint(reference: Reference) -> bool:
    """Whether an entry describes a preprint, and names nowhere that it was published."""
    if normal_doi(reference.doi).startswith(_PREPRINT_DOIS):
        return True
    if reference.container:
        return bool(_PREPRINT_WORDS.search(fold(reference.container)))
    if reference.doi:
        return False
    if host_of(reference.url) in _PREPRINT_HOSTS or any(
        _PREPRINT_WORDS.search(text) for text in (reference.note, reference.publisher)
    ):
        return True
    return reference.type in ("misc", "unpublished", "article", "preprint", "online") and bool(arxiv_of(reference))


def is_artefact(reference: Reference) -> bool:
    """Whether an entry describes a program, a set of data or a recording rather than a text."""
    if reference.type in _ARTEFACTS or normal_doi(reference.doi).startswith(_ARTEFACT_DOIS):
        return True
    host = host_of(reference.url)
    return reference.type in ("misc", "online", "manual") and any(
        host == each or host.endswith(f".{each}") for each in _ARTEFACT_HOSTS
    )


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(text) if word not in _SMALL)


def same_container(one: str, other: str) -> bool:
    """Whether two names of journals, books or sites may be one, abbreviations included; an empty one may be any."""
    if not one or not other:
        return True
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs or ours == theirs:
        return True
    short, long = sorted((ours, theirs), key=lambda words: (len(words), sum(map(len, words))))
    if set(short) <= set(long) or set(long) <= set(short):
        return True
    return is_abbreviation(short, long)


def is_abbreviation(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ "Phys Rev Lett" for "Physical Review Letters", "PNAS" for "Proceedings of the National …", "VerfBlog".

    Each short word begins a long one, in order; or one short word is made of the beginnings of the long ones.
    """
    at = 0
    for word in short:
        while at < len(long) and not _begins(word, long[at]):
            at += 1
        if at == len(long):
            break
        at += 1
    else:
        return True
    return len(short) == 1 and (_of_beginnings(short[0], long) or _drops_middle(short[0], "".join(long)))


def _begins(short: str, long: str) -> bool:
    """ "phys" for "physical", "jl" for "journal", "natl" for "national", "dept" for "department"."""
    if long.startswith(short):
        return True
    if len(short) < 2 or short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short) and len(short) <= 6


def _of_beginnings(short: str, long: tuple[str, ...]) -> bool:
    """Whether a word is made of beginnings of the others, each in its turn and none of the first left out."""
    if len(long) < 2 or short[0] != long[0][0]:
        return False
    initials = "".join(word[0] for word in long)
    if short == initials or (len(short) >= 3 and initials.startswith(short)):
        return True
    return len(short) >= 3 and _spell(short, long)


def _spell(rest: str, words: tuple[str, ...]) -> bool:
    if not rest:
        return True
    if not words:
        return False
    longest = next((n for n in range(min(len(rest), len(words[0])), 0, -1) if words[0].startswith(rest[:n])), 0)
    return any(_spell(rest[n:], words[1:]) for n in range(longest, 0, -1)) or (
        len(words) > 1 and _spell(rest, words[1:])
    )


def _drops_middle(short: str, long: str) -> bool:
    """ "verfblog" for "verfassungsblog": the beginning and the end of one word."""
    if len(short) < 5 or len(short) >= len(long):
        return False
    lead = next((n for n in range(min(len(short), len(long)), 0, -1) if long.startswith(short[:n])), 0)
    return lead >= 3 and len(short) - lead >= 3 and long.endswith(short[lead:])
