"""The parts of a reference that have a form of their own: addresses, DOIs, access dates, pages, volumes.

Each reader takes a ``Draft``, puts what it finds into its fields and blanks it out, so that what is left over is
names, titles, publishers and places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimcheck.references.dates import FoundDate, find_dates, precision
from claimcheck.references.identifiers import (
    ARXIV,
    DOI,
    ISBN,
    arxiv_of,
    doi_of,
    is_archive,
    is_resolver,
    normal_isbn,
    trim,
)
from claimcheck.references.passage import Passage

GAP = "\x1f"
"""Stands for every code point that was read."""

_BEFORE_ADDRESS = re.compile(
    r"(?:[\[(]?(?:(?:(?:is\s)?(?:also\s)?available(?:\sonline)?|accessible|online|retrieved|accessed|"
    r"erişim adresi|disponible|disponible à l['’]adresse)"
    r"(?:\s(?:at|from|via|on|sur|under|unter))?|unter|url|website|web|link|doi|"
    r"https?)\s*[:,]?\s*[\])]?\s*[:,]?\s*[<(\[]?|[<(\[])$",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"[(\[]?\s?\b(?:(?:last|date|zuletzt)\s)?(?:accessed|retrieved|visited|viewed|checked|consulted|cited|cit|"
    r"abgerufen|aufgerufen|"
    r"consultée?s?|consultado|erişim(?: tarihi)?|access date|accessed date|"
    r"access)\b[\s:.]*(?:on\s|am\s|le\s|el\s|in\s)?[\s:,(]*",
    re.IGNORECASE,
)
_ACCESS_BRACKETS = re.compile(r"(?<=\S)\s?\[((?:19|20)\d\d-[01]\d-[0-3]\d)\]")
"""As GB/T 7714 writes it: "2024[2025-11-26]"."""
_PAGE = r"[A-Za-z]{0,2}\d+(?:\.e?\d+)?"
_RANGE = rf"{_PAGE}(?:\s?[-–—‑−]{{1,2}}\s?{_PAGE})?"
_A_YEAR = r"(?:1[5-9]|20)\d\d\b(?!\s?[-–—‑−])"
"""What stands behind pages and a comma is their year: "pp. 301–322, 1985"."""
_PAGES = re.compile(
    rf"(?<![\w.])(?:pp?\.?|pages?|pgs?\.|S\.|ss?\.|С\.)\s?(?P<pages>{_RANGE}(?:,\s?(?!{_A_YEAR}){_RANGE}(?![\w.]*\s?\())*)(?![\w])",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"\b(?:(?:vol(?:ume)?|bd|jg|cilt|tome)\b\.?|[tcт]\.)\s?(?P<volume>\d+[A-Z]?|[IVXLC]+)\b", re.IGNORECASE
)
_NO = r"(?:\b(?:nos?|nr|num(?:ber)?|issue|iss|sayı|sy|heft|h)\b\.?|\bn[°ºᵒ]|№)"
_NUMBER = re.compile(rf"{_NO}\s?(?P<number>\d+(?:[-–/]\d+)?)\b", re.IGNORECASE)
# 30, no. 1
_VOLUME_NUMBER = re.compile(
    rf"(?<![\w.])(?P<volume>\d{{1,4}}),?\s{_NO}\s?(?P<number>\d+(?:[-–/]\d+)?)\b", re.IGNORECASE
)
# 7 (2003)
_VOLUME_YEAR = re.compile(r"(?<=\s)(?P<volume>\d{1,4})(?=,?\s?\((?:[A-Za-z/. -]{0,20}\s)?(?:1[5-9]|20)\d\d\))")
# 12(3):45–67 · 12 (3), 45-67 · 2020;12(3):45 · 30 (1)
_COMPACT = re.compile(
    rf"(?<![\w(/.–-])(?P<volume>\d{{1,4}}[A-Z]?)\s?\((?!(?:19|20)\d\d\))(?P<number>\d{{1,5}}(?:[-–/]\d{{1,5}})?|"
    rf"[Ss]uppl\.? ?\d*)\)"
    rf"(?:\s?:\s?(?P<pages>{_RANGE})|,\s?(?:pp?\.\s?)?(?P<run>{_PAGE}\s?[-–—‑−]\s?{_PAGE}|e\d+))?(?![\w])"
)
# 7, 112 (2009)
_VOLUME_PAGE_YEAR = re.compile(
    rf"(?<=\s)(?P<volume>\d{{1,4}}),\s(?P<pages>{_RANGE})(?=\s\((?:[A-Za-z/. -]{{0,20}}\s)?(?:1[5-9]|20)\d\d\))"
)
# 12:45–67 · 12, 45–67 · ;12:45
_VOLUME_PAGES = re.compile(
    rf"(?<![\w/:])(?P<volume>\d{{1,4}})\s?[:,]\s?(?P<pages>{_PAGE}\s?[-–—−]\s?{_PAGE}|e\d+)(?![\w])"
)
_COLON_PAGES = re.compile(rf"(?<=[\w){GAP}]):\s?(?P<pages>{_PAGE}\s?[-–—−]\s?{_PAGE}|\d{{1,6}})(?=\s*(?:[.,;{GAP}]|$))")
_BARE_RANGE = re.compile(
    rf"(?:(?<=[,.;:]\s)|(?<={GAP}\s)|(?<={GAP}))(?P<pages>\d{{1,5}}\s?[-–—−]\s?\d{{1,5}})(?=\s*(?:[.,;){GAP}]|$))"
)
_BARE_NUMBER = re.compile(r"\((?P<number>\d{1,3})\)")
_VOLUME_NEXT = re.compile(r"[;:]\s?\d")
"""Behind a year: "Nano Lett 2014;14:4342", "Economic Journal 1929:41"."""
_MAX_LINKS = 20


_ADDRESS_TEXT = re.compile(r"https?:|www\.|\bdoi\b|10\.\d{4}|\w/\w", re.IGNORECASE)
_LABEL_TEXT = re.compile(
    r"(?:(?:full|read|online|see|the|this|web|available|archived|link|text|version|here|pdf|to|at)\W*)+", re.IGNORECASE
)


@dataclass(slots=True)
class Draft:
    """A reference while it is being read: ``text`` keeps its length; what was read is blanked out."""

    text: str
    passage: Passage
    listed: bool = False
    title: str = ""
    title_form: str = ""
    """How the title was set off: "quoted", "italic", "plain"; "" as long as none was found."""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    container: str = ""
    italic_container: bool = False
    in_book: bool = False
    """Whether "in" led to the container."""
    publisher: str = ""
    place: str = ""
    date: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    locator: str = ""
    url: str = ""
    urldate: str = ""
    doi: str = ""
    eprint: str = ""
    isbn: str = ""
    archiveurl: str = ""
    initials_bare: bool = False
    """Whether the names were written as in medicine: "Kim N, Liu WM."."""
    kind: str = ""
    """Entry type, where words of the reference itself name it."""
    linked: list[tuple[int, int]] = field(default_factory=list)
    """Spans of links whose text is no address: titles, mostly."""
    rest: list[str] = field(default_factory=list)
    """What went into no field."""

    def blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + GAP * (end - start) + self.text[end:]


def draft_of(passage: Passage, *, listed: bool = False) -> Draft:
    return Draft(text=passage.text, passage=passage, listed=listed)


def read_addresses(draft: Draft) -> None:
    """Addresses, DOIs, arXiv numbers and ISBNs, with "available at" and the like before them."""
    for start, end, target in draft.passage.links[:_MAX_LINKS]:
        _take_address(draft, target)
        if _is_title(draft.passage.text[start:end]):
            draft.linked.append((start, end))
        else:
            _blank_with_cue(draft, start, end)
    for match in list(DOI.finditer(draft.text))[:_MAX_LINKS]:
        doi = trim(match.group(0))
        draft.doi = draft.doi or doi
        _blank_with_cue(draft, match.start(), match.start() + len(doi))
    arxiv = ARXIV.search(draft.text)
    if arxiv:
        draft.eprint = draft.eprint or arxiv.group(1)
        draft.blank(arxiv.start(), arxiv.end())
    isbn = ISBN.search(draft.text)
    if isbn and normal_isbn(isbn.group(1)):
        draft.isbn = normal_isbn(isbn.group(1))
        draft.blank(isbn.start(), isbn.end())


def _is_title(text: str) -> bool:
    """Whether a link's text is what the work is called: words, not the address again and not "here" or "PDF"."""
    bare = text.strip()
    return " " in bare and not _ADDRESS_TEXT.search(bare) and not _LABEL_TEXT.fullmatch(bare)


def _take_address(draft: Draft, target: str) -> None:
    target = target.strip()
    if is_resolver(target):
        draft.doi = draft.doi or doi_of(target)
    elif is_archive(target) and (draft.url or len(draft.passage.links) > 1):
        draft.archiveurl = draft.archiveurl or target
    else:
        draft.eprint = draft.eprint or arxiv_of(target)
        draft.url = draft.url or target


def _blank_with_cue(draft: Draft, start: int, end: int) -> None:
    for _ in range(3):  # "available at: doi:"
        cue = _BEFORE_ADDRESS.search(draft.text, max(0, start - 40), start)
        if cue is None or cue.start() == cue.end():
            break
        start = cue.start()
    while end < len(draft.text) and draft.text[end] in ">)]" and draft.text[start] in "<([":
        end += 1
    draft.blank(start, end)


def read_access_date(draft: Draft) -> None:
    """What "accessed May 1, 2023" and its kin say becomes ``urldate``."""
    if bracketed := _ACCESS_BRACKETS.search(draft.text):
        draft.urldate = bracketed[1]
        draft.blank(bracketed.start(), bracketed.end())
    dates = find_dates(draft.text)
    for match in _ACCESS.finditer(draft.text):
        date = next((d for d in dates if match.end() <= d.start <= match.end() + 2), None)
        if date is None:
            continue
        draft.urldate = draft.urldate or date.edtf
        end = date.end
        tail = re.compile(r"\s*(?:,?\s*from\b[:,]?|[)\]])").match(draft.text, end)
        draft.blank(match.start(), tail.end() if tail else end)


def read_volume_and_pages(draft: Draft, start: int) -> None:
    """Volume, number and pages behind ``start``."""
    for pattern in (
        _COMPACT,
        _VOLUME_NUMBER,
        _VOLUME,
        _NUMBER,
        _PAGES,
        _VOLUME_PAGE_YEAR,
        _VOLUME_PAGES,
        _VOLUME_YEAR,
        _COLON_PAGES,
        _BARE_RANGE,
    ):
        match = next((m for m in pattern.finditer(draft.text, start) if _plausible(draft, pattern, m)), None)
        if match is None:
            continue
        for name, value in match.groupdict().items():
            name = "pages" if name == "run" else name
            if value and not getattr(draft, name):
                setattr(draft, name, _spaceless(value) if name == "pages" else value)
        draft.blank(match.start(), match.end())
    bare = _BARE_NUMBER.search(draft.text, start)
    if bare and not draft.number:
        draft.number = bare["number"]
        draft.blank(bare.start(), bare.end())


def _plausible(draft: Draft, pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    """Years are no volumes, and no page range runs from one year to the next ones."""
    if pattern in (_COMPACT, _VOLUME_PAGES) and re.fullmatch(r"(?:19|20)\d\d", match["volume"]):
        return False
    if pattern in (_VOLUME_PAGES, _VOLUME_PAGE_YEAR, _COLON_PAGES, _BARE_RANGE) and draft.pages:
        return False
    if pattern in (_VOLUME_PAGES, _VOLUME_PAGE_YEAR, _VOLUME_YEAR, _VOLUME_NUMBER) and draft.volume:
        return False
    return not (pattern is _BARE_RANGE and re.fullmatch(r"(?:19|20)\d\d\W+(?:19|20)\d\d", match["pages"]))


def _spaceless(pages: str) -> str:
    return re.sub(r"\s*[-–—‑−]{1,2}\s*", "-", pages)


def read_date(draft: Draft, start: int) -> None:
    """The date of publication behind ``start``; dates that stand inside other words stay."""
    found = [date for date in find_dates(draft.text) if date.start >= start and _stands_free(draft, date)]
    for date in found:
        if precision(date.edtf) > precision(draft.date) and (not draft.date or date.year == draft.date[:4]):
            draft.date = date.edtf
        draft.blank(date.start, date.end)
    if not draft.date and (draft.listed or (draft.title and draft.title_form != "plain") or draft.authors):
        _read_last_year(draft, start)


def _read_last_year(draft: Draft, start: int) -> None:
    """The year that a reference ends with, without a comma before it: "ProPublica 2016.", "(OUP 2014) 12"."""
    years = [date for date in find_dates(draft.text) if date.start >= start and precision(date.edtf) == 1]
    if years and re.match(rf"\s*(?:[.,;:)]|{GAP}|$)", draft.text[years[-1].end :]):
        draft.date = years[-1].edtf
        draft.blank(years[-1].start, years[-1].end)


def _stands_free(draft: Draft, date: FoundDate) -> bool:
    if _VOLUME_NEXT.match(draft.passage.text, date.end):
        return True
    if draft.initials_bare and draft.text[date.end :][:1] == ".":
        return True  # "Berkeley Wiki 2006."
    after = draft.text[date.end :].lstrip(" ")[:1]
    if after and after not in f",.;:)]}}{GAP}(":
        return False
    before = draft.text[: date.start].rstrip(" ")[-1:]
    if not before or before in f",.;:([{GAP}|–—":
        return True
    # a whole day needs no comma before it, nor does a year behind an emphasised journal
    return precision(date.edtf) == 3 or any(draft.text[b : date.start].strip() == "" for _, b in draft.passage.italics)
