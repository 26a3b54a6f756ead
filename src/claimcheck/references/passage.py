"""A stretch of a note with its emphasis and addresses, and how a note is cut into works."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.model.document import Note
from claimcheck.references.archival import names_archival_source
from claimcheck.references.identifiers import DOI, URL, trim
from claimcheck.references.letters import UPPER
from claimcheck.references.names import looks_like_names
from claimcheck.references.quotation import Quotation, bracket_depths, quotations

MAX_NOTE = 10_000
"""Longest note (in code points) that is read for works; what is longer is no citation."""

_MAX_WORKS = 200
_MAX_NAMES = 600
"""Longest list of authors with semicolons between them that may open a note, in code points."""

_CUE = re.compile(
    r"^(?:and\s|but\s)?(?:for\s(?:[\w'’-]+,?\s){0,10}?see|see|cf\.|compare|e\.g\.,?|quoted in|cited in|"
    r"according to|siehe|vgl\.|voir|bkz\.?)"
    r"(?:\s(?:also|e\.g\.|for example|for instance|among others|generally|further|inter alia|especially|"
    r"auch))*[,:]?\s+",
    re.IGNORECASE,
)
_AND = re.compile(rf"^(?:and|or|but|as well as)\s+(?=[{UPPER}\"“‘'„«])")
_MID_CUE = re.compile(
    r"(?<=[.;,:)>/\w])\s+(?:see(?:\s(?:also|e\.g\.))?|(?-i:[Cc]f)\.|quoted in|cited in|siehe auch|vgl\.)[,:]?\s+"
    rf"(?=[{UPPER}\"“‘'„«])",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:ib[ií]d(?:em)?|idem|(?:op|ob|loc|art)\.\s?cit|supra|infra|ebd|ebenda|a\.\s?a\.\s?O|aaO|a\.\s?g\.\s?[emyt]|"
    r"aynı (?:yer|eser))\b|^id\.|^ivi\b|\((?:wie )?(?:n|anm\.|fn\.)\s?\d+\)|\babove n|同上|前注|前[引揭]",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
_YEAR_FIRST = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?[,.;:](?:\s|$)")
_NUMBERING = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)](?=\s))\s*")
_AFTER_LINK = re.compile(rf"[>)\]]?\s*[.,;]?\s+(?=[{UPPER}\"“‘'„«])")

_AND_AFTER_IMPRINT = re.compile(
    r"\([^()]{0,80}\b(?:1[5-9]|20)\d\d\)(?:, (?:pp?\. ?)?\d{1,4}(?:[-–]\d{1,4})?)?"
    r"(?P<and>,? (?:and|as well as|und|et|sowie) )"
)
_PLACE_AND_HOUSE = re.compile(
    rf"[{UPPER}][\w.' -]{{1,30}}(?:, [A-Z][\w.]{{1,5}})? ?: [^:]{{2,80}}$|[{UPPER}][\w.' -]{{1,30}} : [{UPPER}]"
)
"""Behind another place: "Athens; London : University Press, 2002"."""
_MORE_EDITORS = re.compile(
    r"(?P<names>[^()\[\]:]{2,80}?)[,.]?\s[(\[]?(?:eds?|editors?|hrsg|hg|dirs?|éds?)\b\.?[)\],.]", re.IGNORECASE
)
_EDITORS_BEFORE = re.compile(
    r".*(?:\b(?:edited by|eds?\. by|in:?|hrsg\. v(?:on|\.))\s+|//)(?P<names>[^()\[\]:/]{2,200})$", re.IGNORECASE
)
_LEAD_IN = re.compile(r"\b(?:is|are|was|were|remains?|includes?|by)(?: that of)? |\. ")


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of a note's clean text. Offsets of ``italics`` and ``links`` count in ``text``."""

    text: str
    italics: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    at: int = 0
    """Where ``text`` begins in the note."""

    def cut(self, start: int, end: int) -> Passage:
        """The part ``start:end``, without white space and stray punctuation around it."""
        while start < end and self.text[start] in " \t\r\n\f\u00a0;,":
            start += 1
        while start < end and self.text[end - 1] in " \t\r\n\f\u00a0;":
            end -= 1
        italics = tuple((max(a, start) - start, min(b, end) - start) for a, b in self.italics if a < end and start < b)
        links = tuple(
            (max(a, start) - start, min(b, end) - start, url) for a, b, url in self.links if a < end and start < b
        )
        return Passage(self.text[start:end], italics, links, self.at + start)


def passage_of(note: Note) -> Passage:
    """A note's text as a passage; bare addresses that its reader didn't mark are links too."""
    text = note.text.text[:MAX_NOTE]
    links = [(span.start, span.end, target) for span, target in note.links if span.end <= len(text)]
    italics = tuple((span.start, span.end) for span in note.italics if span.end <= len(text))
    return Passage(text, _joined(text, italics), _with_bare(text, links))


def _with_bare(text: str, links: list[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    for match in URL.finditer(text):
        address = trim(match.group(0))
        start, end = match.start(), match.start() + len(address)
        if len(address) > 8 and not any(a < end and start < b for a, b, _ in links):
            links.append((start, end, address))
    return tuple(sorted(links))


def _joined(text: str, italics: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Emphasis that a converter broke into pieces, put together where only space stands between."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(italics):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        elif text[start:end].strip():
            joined.append((start, end))
    return tuple(joined)


def strip_numbering(passage: Passage) -> tuple[Passage, str]:
    """A listed item without its printed number, and that number ("3" for "[3] …"); "" where it has none."""
    match = _NUMBERING.match(passage.text)
    if match is None:
        return passage.cut(0, len(passage.text)), ""
    return passage.cut(match.end(), len(passage.text)), re.sub(r"\D", "", match.group(0))


def strip_cue(passage: Passage) -> Passage:
    """A passage without "See also", "cf." and the like in front."""
    for _ in range(3):
        match = _CUE.match(passage.text) or _AND.match(passage.text)
        if match is None:
            return passage
        passage = passage.cut(match.end(), len(passage.text))
    return passage


def is_short_form(text: str) -> bool:
    """Whether "Ibid.", "op. cit.", "supra note 4" and their kin stand in a text."""
    return bool(_SHORT.search(text))


def _protected(passage: Passage, quotes: tuple[Quotation, ...]) -> list[bool]:
    """For each code point, whether a semicolon there can part no works."""
    depths = bracket_depths(passage.text, [(a, b) for a, b, _ in passage.links])
    protected = [depth > 0 for depth in depths]
    for quote in quotes:
        if quote.closed:
            protected[quote.start : quote.end] = [True] * (quote.end - quote.start)
    for start, end in [(a, b) for a, b, _ in passage.links] + list(passage.italics):
        protected[start:end] = [True] * (end - start)
    for match in DOI.finditer(passage.text):
        end = match.start() + len(trim(match.group(0)))
        protected[match.start() : end] = [True] * (end - match.start())
    return protected


def _stands_alone(passage: Passage) -> bool:
    """Whether a fragment between two semicolons can be a work of its own."""
    text = strip_cue(passage).text
    if not text or (
        not text[0].isupper() and not text[0].isdigit() and text[0] not in "\"“‘'„«「《[" and text[0].isascii()
    ):
        return is_short_form(text)
    if is_short_form(text):
        return True
    if _YEAR_FIRST.match(text):
        return False  # "Springer; 2005, p. 463": the year of what stands before
    if _is_author_year(text) or names_archival_source(text):
        return True
    quotes = [quote for quote in quotations(text) if _can_be_title(text, quote)]
    if quotes or (passage.links and len(text.split()) > 3):
        return True
    if any(b - a > 8 for a, b in passage.italics):
        return True
    # a year among enough words, or a name and a title ("Link, Expanding Reach, 12")
    return (bool(_YEAR.search(text)) and len(text.split()) >= 3 and text[0].isalpha()) or _reads_as_short_title(text)


def _in_one_work(before: str, after: str, *, listed: bool) -> bool:
    """Whether a semicolon stands between editors of one book ("In A. Berg; C. Dahl (Eds.)") or places of one house."""
    if _PLACE_AND_HOUSE.match(after) or _MORE_EDITORS.match(after):
        return True
    if listed and not _YEAR.search(before) and _is_author_year(after):
        return True  # two houses of one book: "Random House ; Michael Wolff & Co., 1995"
    led = _EDITORS_BEFORE.match(before)
    return led is not None and looks_like_names(led["names"].strip(" ,;"))


def _can_be_title(text: str, quote: Quotation) -> bool:
    """Two words or more; or one behind a name ("Sund, ‘Ice’")."""
    return " " in text[quote.inner_start : quote.inner_end].strip() or looks_like_names(text[: quote.start])


def _is_author_year(text: str) -> bool:
    """Whether a fragment is nothing but a name and a year: "Voss 2015", "Amberg (2011), p. 4"."""
    year = _YEAR.search(text)
    return year is not None and len(text) < 80 and looks_like_names(text[: year.start()].rstrip(" (,"))


def _reads_as_short_title(text: str) -> bool:
    family, _, rest = text.partition(",")
    return (
        0 < len(family.split()) <= 3
        and looks_like_names(family)
        and len(rest.split()) >= 2
        and not looks_like_names(rest)
    )


def _at_semicolons(passage: Passage, *, listed: bool = False) -> list[Passage]:
    protected = _protected(passage, quotations(passage.text))
    cuts = [at for at, char in enumerate(passage.text) if char in ";；" and not protected[at]][:_MAX_WORKS]
    bounds = [-1, *cuts, len(passage.text)]
    pieces: list[tuple[int, int]] = []
    pending: int | None = None
    for left, right in itertools.pairwise(bounds):
        start = left + 1 if pending is None else pending
        pending = None
        whole = passage.cut(start, right)
        before = passage.text[pieces[-1][0] : left] if pieces else ""
        if pieces and (not _stands_alone(whole) or _in_one_work(before, whole.text, listed=listed)):
            pieces[-1] = (pieces[-1][0], right)
        elif not pieces and right - start < _MAX_NAMES and right < len(passage.text) and not _stands_alone(whole):
            pending = start
        elif whole.text:
            pieces.append((start, right))
    if pending is not None:
        pieces.append((pending, len(passage.text)))
    return [passage.cut(start, end) for start, end in pieces]


def _at_cues(passage: Passage) -> list[Passage]:
    """Works, or prose and a work, that a "see" in the middle parts."""
    protected = _protected(passage, quotations(passage.text))
    cuts = [match.start() for match in _MID_CUE.finditer(passage.text) if not protected[match.start()]]
    bounds = [0, *cuts, len(passage.text)]
    return [passage.cut(start, end) for start, end in pairwise(bounds) if end > start]


def _at_imprints(passage: Passage) -> list[Passage]:
    """Works that only "and" parts: "Roe, *Wells* (London, 2001), and Kai Sund, *Ice* (Oslo, 2002)"."""
    titles = _title_starts(passage)
    if len(titles) < 2:
        return [passage]
    pieces, begin = [], 0
    for match in _AND_AFTER_IMPRINT.finditer(passage.text):
        title = next((start for start in titles if start > match.end()), None)
        if (
            title is not None
            and title - match.end() < 120
            and looks_like_names(_name(passage.text, match.end(), title))
        ):
            pieces.append(passage.cut(begin, match.start("and")))
            begin = match.end()
    return [*pieces, passage.cut(begin, len(passage.text))]


def _without_prose(passage: Passage) -> Passage:
    """A work without the sentence that leads to it: "The best known are Roe, *Wells* (London, 2001)"."""
    title = min(_title_starts(passage), default=0)
    head = passage.text[:title]
    if not re.search(r"[a-z] (?:is|are|was|were|remains?|includes?) ", head):
        return passage
    year = _YEAR.search(head)
    if year is not None and looks_like_names(head[: year.start()].rstrip(" (.,")):
        return passage  # "Wolfe, A. (1998). What is Altruism?": the title of an entry, no sentence about it
    for match in reversed(list(_LEAD_IN.finditer(head))):
        if head[match.end() : match.end() + 1].isupper() and looks_like_names(_name(head, match.end(), title)):
            return passage.cut(match.end(), len(passage.text))
    return passage


def _title_starts(passage: Passage) -> list[int]:
    quoted = [quote.start for quote in quotations(passage.text) if quote.closed]
    return sorted({*quoted, *(start for start, end in passage.italics if end - start > 2)})


def _name(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" ,:;")


def _after_links(passage: Passage) -> list[Passage]:
    """Works that only a full stop parts: an address ends each, and each has a title of its own."""
    pieces: list[Passage] = []
    rest = passage
    for _ in range(50):
        cut = next((at for at in _link_ends(rest) if _two_works(rest, at)), None)
        if cut is None:
            break
        pieces.append(rest.cut(0, cut))
        rest = rest.cut(cut, len(rest.text))
    return [*pieces, rest]


def _link_ends(passage: Passage) -> list[int]:
    ends = []
    for _, end, _ in passage.links:
        match = _AFTER_LINK.match(passage.text, end)
        if match:
            ends.append(match.end())
    return ends


def _two_works(passage: Passage, cut: int) -> bool:
    left, right = passage.cut(0, cut), passage.cut(cut, len(passage.text))
    return (
        _has_title(left)
        and _has_title(right)
        and not re.match(r"(?i)(?:accessed|last|retrieved|archived|doi)\b", right.text)
    )


def _has_title(passage: Passage) -> bool:
    quoted = any(q.inner_end - q.inner_start > 2 for q in quotations(passage.text))
    return quoted or any(b - a > 8 for a, b in passage.italics) or bool(_CUE.match(passage.text))


def split_works(passage: Passage, *, listed: bool = False) -> tuple[Passage, ...]:
    """The works of a note, one passage each, cues ("see also") taken off.

    Semicolons part works unless they stand in a quotation, brackets, an address or a title, or what
    follows is no work of its own ("2020;12(3):45"). So does "and" behind an imprint, and a full stop behind an address,
    where a title follows. An item of a list (``listed``) has no sentence that leads to its work.
    """
    parts = [part for whole in _at_semicolons(passage, listed=listed) for part in _at_cues(whole)]
    pieces = [whole for part in parts for piece in _after_links(part) for whole in _at_imprints(piece)]
    pieces = pieces if listed else [_without_prose(piece) for piece in pieces]
    return tuple(stripped for piece in pieces if (stripped := strip_cue(piece)).text.strip(" .,;"))
