"""Titles: between quotation marks, in emphasis, or up to where the sentence ends; and what stands right behind them."""

from __future__ import annotations

import re

from claimcheck.references.dates import FoundDate, find_dates, precision
from claimcheck.references.elements import GAP, Draft
from claimcheck.references.letters import UPPER
from claimcheck.references.names import is_institution, looks_like_names, split_names
from claimcheck.references.quotation import Quotation, bracket_depths

TRIM = f" \t\r\n\u00a0,;:.{GAP}"
"""What stands around a title and is no part of it."""
# A sentence ends here: full stop, question or exclamation mark, then space and a capital, digit or quotation mark
_STOP = re.compile(
    rf"(?<![\s.(][{UPPER}])(?<!^[{UPPER}])([.?!])"
    rf"(?=[\s{GAP}]+(?:[^a-z\s]|[a-z]{{1,5}}[A-Z]|(?:nos?|vols?|pp?|edited|translated)\b)|[\s{GAP}]*$)"
)
_ABBREVIATION = re.compile(
    r"\b(?:bd|jg|nr|aufl|hrsg|hg|éd|dir|çev|vs|no|vol|st|dr|mr|mrs|ms|prof|ed|eds|al|inc|etc|u\.s|u\.k|e\.g|i\.e|cf|jr|sr|ch|pt)$",
    re.IGNORECASE,
)
_GERMAN_ORDINAL = re.compile(r"\b\d{1,2}\.\s(?:Jahrhundert|Jahrtausend|Jh\b|bis\b|und\b)")
_TRANSLATION = re.compile(r"\s*(\[[^\[\]]{2,300}\])")
_FORMS_OF_WORK = re.compile(
    r"\b(?:dissertation|thesis|data\s?set|software|video|manuscript|pdf|blog|press release|tweet|audio|film|"
    r"podcast|poster|"
    r"presentation|online|en ligne|internet|e-?book|paper|report|preprint|in [A-Z]\w+)\b",
    re.IGNORECASE,
)
_MEDIUM = re.compile(r"\s*\[(?:online|en ligne|internet|e-?book|pdf|video|data\s?set)\]$", re.IGNORECASE)


def take_quoted(draft: Draft, quote: Quotation) -> int:
    start, end = quote.inner_start, quote.inner_end
    finish = quote.end
    if not quote.closed:
        end = finish = _end_of_unclosed(draft, start, end)
    title = _quoted_title(draft.passage.text[start:end])
    draft.title_form = "quoted"
    return _finish_title(draft, title, quote.start, finish)


def _quoted_title(inner: str) -> str:
    """What stands between quotation marks, without the comma or full stop that American style puts there."""
    title = inner.strip(f" \t\r\n,;{GAP}")
    title = re.sub(r"[,.]([’'”\"»]+)$", r"\1", title)
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1]
    # “Centers” Grow …”: the first mark opened both quotations
    if title.count("”") == title.count("“") + 1:
        title = f"“{title}"
    return title


def _finish_title(draft: Draft, title: str, start: int, finish: int) -> int:
    """A translation in square brackets stays behind the title."""
    translation = _TRANSLATION.match(draft.text, finish)
    if (
        translation
        and not re.fullmatch(r"\[(?:1[5-9]|20)\d\d\]", translation[1])
        and not _FORMS_OF_WORK.search(translation[1])
        and not is_institution(translation[1])
    ):
        inner = translation[1][1:-1].strip(" '\"‘’“”")
        title, finish = f"{title} [{inner}]", translation.end()
    draft.title = _MEDIUM.sub("", " ".join(title.split()))
    draft.blank(start, finish)
    return finish


def _end_of_unclosed(draft: Draft, start: int, end: int) -> int:
    """Where a title whose quotation mark is never closed stops: before a date, an address, a bracket or emphasis."""
    stops = [at for at in (draft.text.find(GAP, start, end), draft.text.find(" (", start, end)) if at >= 0]
    stops += [a for a, _ in draft.passage.italics if start < a < end]
    stops += [
        date.start
        for date in find_dates(draft.text[:end])
        if date.start > start and draft.text[: date.start].rstrip().endswith(",")
    ]
    return min(stops, default=end)


def take_italic(draft: Draft, italic: tuple[int, int]) -> int:
    start, end = italic
    draft.title_form = "italic"
    title = draft.passage.text[start:end].strip(f' \t\r\n,;:"“”{GAP}')
    return _finish_title(draft, title.rstrip("."), start, end)


_IMPRINT_BRACKET = re.compile(
    rf"\s(?:\((?=[^()]{{1,80}}:|[^()]{{0,80}}\b(?:1[5-9]|20)\d\d[{GAP}\s]*\)|[A-Z][^()]{{0,80}}{GAP})|"
    r"\[(?=[^\[\]]{0,40}(?:dissertation|thesis|software|data\s?set|manuscript|universit|institut|college|school))|"
    r"\((?=(?:issues?|nos?\.|report no\.)\s[^()]{1,40}\)))",
    re.IGNORECASE,
)


def _imprint(draft: Draft, start: int, bound: int) -> re.Match[str] | None:
    """Where place, publisher and year stand in brackets; a year alone is none where another follows: "Koch (1983)"."""
    found = _IMPRINT_BRACKET.search(draft.text, start, bound)
    if found is None:
        return None
    year = re.compile(r"(?:1[5-9]|20)\d\d\)").match(draft.text, found.end())
    return None if year and (draft.date or find_dates(draft.text[year.end() :])) else found


def take_plain(draft: Draft, start: int, italic: tuple[int, int] | None) -> int:
    """A title from ``start`` up to the end of its sentence, to emphasis, or to the comma before the container."""
    limit = italic[0] if italic is not None and italic[0] > start else len(draft.text)
    gap = re.compile(rf"{GAP}").search(draft.text, start, limit)
    bound = gap.start() if gap else limit
    bound = min([date.start for date in find_dates(draft.text[:bound]) if _ends_title(draft, start, date)] + [bound])
    before_book = _IN_AT_END.search(draft.text, start, limit) if bound == limit else None
    bound = _before_year(draft, start, before_book.start() if before_book else bound)
    led = _LED_CONTAINER.search(draft.text, start + 1, bound)
    bound = led.start() if led else bound
    house = _HOUSE_AT_END.search(draft.text, start) if draft.date else None
    if house and (is_institution(house[1]) or _HOUSE.search(house[1])):
        draft.publisher = draft.publisher or house[1]
        draft.blank(house.start(), house.end())
        bound = min(bound, house.start())
    imprint = _imprint(draft, start, bound)
    bound = imprint.start() if imprint and imprint.start() > start else bound
    mark = _GB_MARK.search(draft.text, start, bound)
    bound = mark.start() if mark and mark.start() > start else bound
    stop = _sentence_end(draft, start, bound)
    if stop and stop[1] in "?!" and before_book and bound == before_book.start():
        stop = None  # "How is it done? A Study of Four. In: *Quays*"
    if stop is None and before_book and bound == before_book.start():
        draft.title_form = "plain"
        return _finish_title(draft, draft.passage.text[start:bound].strip(f" \t\r\n,;:.{GAP}"), start, bound)
    if stop is not None:
        end = stop.end() if stop.group(1) in "?!" else stop.start()
    else:
        end = bound if mark is not None and bound == mark.start() else _before_container(draft, start, bound)
    end = _before_bare_year(draft, start, end)
    title = draft.passage.text[start:end].strip(f" \t\r\n,;:.{GAP}")
    if italic is not None and end == italic[0]:
        title = re.sub(r"[\s.,]+[Ii]n:?$", "", title)  # "A generic tuner. in *Proceedings …*"
    draft.title_form = "plain"
    after = _take_mark(draft, mark) if mark is not None and end == mark.start() else end
    return max(_finish_title(draft, title, start, end), after)


def _ends_title(draft: Draft, start: int, date: FoundDate) -> bool:
    """Whether a whole day ends the title before it; one that the title speaks of doesn't ("… until 14 June 2020")."""
    if date.start <= start or precision(date.edtf) != 3:
        return False
    return not _DAY_IN_TITLE.search(draft.text[start : date.start])


_DAY_IN_TITLE = re.compile(
    r"(?:[-–—]|\b(?:on|to|of|until|till|from|since|after|before|by|and|vom|am|bis|seit|du|au|le))\s*$", re.IGNORECASE
)
_HOUSE_AT_END = re.compile(r"\s\(([^()]{3,100})\)\W*$")
_HOUSE = re.compile(
    r"\b(?:press|verlag|books|publish\w+|publications|springer|elsevier|wiley|routledge|sage|blackwell|macmillan|penguin|"
    r"kluwer|birkhäuser|éditions|presses|yayın\w+|kitab\w+|kitap|editorial|edizioni|(?:&|and) (?:co|sons)|ltd|inc)\b",
    re.IGNORECASE,
)
"""Words of publishers: "(2001). Fog: A Reader (Dock Press)."."""
_IN_AT_END = re.compile(r"[.,]\s+(?:in|dans)\s?:?\s*$", re.IGNORECASE)
"""Before an emphasised book: "Dungeons, Dark and Dangerous. in *Beautiful Birthdays*"."""
_LED_CONTAINER = re.compile(
    rf",\s(?=(?:in|dans)\s?:\s|(?:Bd|Vol|Jg|vol)\.\s?\d|(?:[{UPPER}][a-z]{{0,9}}\.\s?){{2,6}}(?:\d|{GAP})|"
    rf"(?:\d{{1,2}}\.\s(?:[\w.]+\s)?(?:Aufl|baskı|bs)\b))"
)
"""What stands behind a comma and is no part of a title: "in: Hafenstudien", "Bd. 2", "Harb. Stud. 12"."""
_PACKED_YEAR = re.compile(r"\s(?=(?:1[5-9]|20)\d\d[:;]\s?\d)")
"""Before year and pages with nothing between: "A Study of Quays 1989:1–21"."""
_COMMA_YEAR = re.compile(rf",\s(?P<year>(?:1[5-9]|20)\d\d)(?=[,.;:]|\s*(?:{GAP}|$))")


def _before_year(draft: Draft, start: int, bound: int) -> int:
    """Where a comma and the one year of the reference stand behind a title: "Plans for Ice, 1992, p. 189–97"."""
    packed = _PACKED_YEAR.search(draft.text, start + 1, min(bound + 10, len(draft.text)))
    if packed and draft.listed and not draft.date:
        return min(packed.start(), bound)
    year = _COMMA_YEAR.search(draft.text, start, min(bound + 1, len(draft.text)))
    if year is None or draft.date or find_dates(draft.text[year.end() :]):
        return bound
    return year.start() if year.start() > start else bound


def _sentence_end(draft: Draft, start: int, bound: int) -> re.Match[str] | None:
    """The stop that ends a title; behind a question the title may go on, if a sentence is left for what follows it."""
    stops = [
        found
        for found in _STOP.finditer(draft.text, start, bound)
        if not _ABBREVIATION.search(draft.text[start : found.start()])
        and not _GERMAN_ORDINAL.match(draft.text, max(start, found.start() - 2))
        and not _GERMAN_ORDINAL.match(draft.text, max(start, found.start() - 1))
    ]
    if len(stops) > 1 and stops[0][1] in "?!" and stops[1][1] == ".":
        between = draft.text[stops[0].end() : stops[1].start()].strip()
        after = draft.text[stops[1].end() : stops[1].end() + 60]
        goes_on = len(between.split()) > 2 and not _NO_TITLE.match(between) and re.match(r"\s+[^\W\d_]{2}", after)
        return stops[1] if goes_on else stops[0]
    return stops[0] if stops else None


_NO_TITLE = re.compile(r"(?:in:?|edited|translated|\d\w\w edn?|retrieved|available|accessed|paper)\b", re.IGNORECASE)
_GB_MARK = re.compile(
    r"\s?\[(?:[MCNJDRSPAGZ]|EB|DB|CP|DS|CM)(?:/(?:OL|CD|MT|DK))?\](?P<in>//)?|(?<=[^\s:/])(?P<also>//)(?=[^\s/])|(?P<gost>\s//\s)"
)
"""What ends a title in GB/T 7714: the kind of work and of carrier ("[J/OL]"), and "//" before the book it is in."""


def _take_mark(draft: Draft, mark: re.Match[str]) -> int:
    draft.blank(mark.start(), mark.end())
    if mark["gost"]:
        return mark.end()
    if not (mark["in"] or mark["also"]):
        draft.kind = {"M": "book", "D": "phdthesis", "R": "techreport"}.get(mark[0].strip(" [")[:1], "")
        return mark.end()
    draft.in_book = True
    people = re.compile(rf"[^.{GAP}]{{3,200}}\.\s").match(draft.text, mark.end())
    if people and looks_like_names(people[0].strip(TRIM)):
        draft.editors = split_names(people[0])
        draft.blank(people.start(), people.end())
        return people.end()
    return mark.end()


_LAST_YEAR = re.compile(r"\s(?P<year>(?:1[5-9]|20)\d\d)$")


def _before_bare_year(draft: Draft, start: int, end: int) -> int:
    """Where medicine's style sets no stop between title and year ("Lives saved 1999."), and no other year follows."""
    year = _LAST_YEAR.search(draft.text, start, end)
    if year is None or not (draft.initials_bare or draft.listed) or draft.date or find_dates(draft.text[end:]):
        return end
    draft.date = year["year"]
    return year.start()


def _before_container(draft: Draft, start: int, bound: int) -> int:
    """In a title that only commas end: before the first part that doesn't go on in lower case."""
    depths = bracket_depths(draft.text[:bound])
    commas = [at for at in range(start, bound) if draft.text[at] == "," and not depths[at]]
    for at in commas:
        following = draft.text[at + 1 : bound].strip()
        if not following or not following[0].islower():
            return at
    return bound
