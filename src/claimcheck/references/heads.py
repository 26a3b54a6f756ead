"""The head of a reference: who wrote it, and what it is called."""

from __future__ import annotations

import re

from claimcheck.references.dates import FoundDate, find_dates, precision
from claimcheck.references.elements import GAP, Draft
from claimcheck.references.names import is_initials, is_institution, is_name, looks_like_names, split_names
from claimcheck.references.quotation import Quotation, bracket_depths, quotations

_TRIM = f" \t\r\n\u00a0,;:.{GAP}"
_NOT_TITLE = re.compile(r"(?:coll(?:ection)?\.?|series|edited by|trans(?:lated)?\.? by)\W*$", re.IGNORECASE)
# A sentence ends here: full stop, question or exclamation mark, then space and a capital, digit or quotation mark
_STOP = re.compile(
    rf"(?<![\s.(][A-ZÀ-Þ])(?<!^[A-ZÀ-Þ])([.?!])"
    rf"(?=[\s{GAP}]+(?:[^a-z\s]|(?:nos?|vols?|pp?|edited|translated|arXiv)\b)|[\s{GAP}]*$)"
)
_ABBREVIATION = re.compile(
    r"\b(?:vs|no|vol|st|dr|mr|mrs|ms|prof|ed|eds|al|inc|etc|u\.s|u\.k|e\.g|i\.e|cf|jr|sr|ch|pt)$", re.IGNORECASE
)
_VANCOUVER_HEAD = re.compile(
    r"(?:[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,2} [A-ZÀ-Þ](?:[ -]?[A-ZÀ-Þ]){0,3}"
    r"(?:,\s|(?=\.|:\s)|(?=\s\()))+(?:et al|等)?"
)
_INITIAL_NEXT = re.compile(rf"[\s{GAP}]*(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ],|&|and\b|et al|[(\[]?[Ee]ds?\b)")
_GERMAN_ORDINAL = re.compile(r"\b\d{1,2}\.\s(?:Jahrhundert|Jahrtausend|Jh\b|bis\b|und\b)")
_EDITOR_ROLE = re.compile(r"[(\[,]\s*(?:eds?|dirs?|hrsg|editors?|coords?)\.?\s*[)\].,]*\s*$", re.IGNORECASE)
_TRANSLATION = re.compile(r"\s*(\[[^\[\]]{2,300}\])")
_UNDATED = re.compile(
    r"[(\[](?:n\.\s?d\.?|s\.\s?d\.?|no date|undated|forthcoming|in press|o\.\s?J\.)[)\]][\s.:,;]*", re.IGNORECASE
)
_FORMS_OF_WORK = re.compile(
    r"\b(?:dissertation|thesis|data\s?set|software|video|manuscript|pdf|blog|press release|tweet|audio|film|"
    r"podcast|poster|"
    r"presentation|online|internet|e-?book|paper|report|preprint|in [A-Z]\w+)\b",
    re.IGNORECASE,
)
_MEDIUM = re.compile(r"\s*\[(?:online|internet|e-?book|pdf|video|data\s?set)\]$", re.IGNORECASE)
_LABELLED = re.compile(r"^\s*(?:by\s|in:?\s)", re.IGNORECASE)


def read_head(draft: Draft) -> int:
    """Authors and title into ``draft``; returns where the rest begins."""
    quote, italic = _first_quote(draft), _first_italic(draft)
    dated = _dated_head(draft)
    names = _VANCOUVER_HEAD.match(draft.text)
    if names and quote is not None and draft.text[names.end() :][:1] in ".:" and dated is None:
        between = draft.text[names.end() : quote.start].strip(_TRIM)
        quote = None if between and not italic else quote  # "Kim N. Comment on “Ice”": part of the title
    starts = [quote.start] if quote is not None else []
    first = min([*starts, italic[0]] if italic is not None else starts, default=len(draft.text))
    if dated is not None and dated[1] <= first:
        return _after_year(draft, dated, quote, italic)
    if quote is not None and (italic is None or quote.start < italic[0] or not _opens_book(draft, italic[0])):
        _take_authors(draft, 0, quote.start)
        return _take_quoted(draft, quote)
    if italic is not None and _opens_book(draft, italic[0]):
        _take_authors(draft, 0, italic[0])
        return _take_italic(draft, italic)
    return _plain_head(draft, italic)


def _first_quote(draft: Draft) -> Quotation | None:
    """The first quotation that can be the title: two words, or one that a comma or full stop follows."""
    depths = bracket_depths(draft.text)
    for quote in sorted([*quotations(draft.text), *_linked_titles(draft)], key=lambda found: found.start):
        inner = draft.text[quote.inner_start : quote.inner_end].strip(_TRIM)
        if not inner or depths[quote.start] or any(a <= quote.start < b for a, b in draft.passage.italics):
            continue
        if _NOT_TITLE.search(draft.text[max(0, quote.start - 20) : quote.start]):
            continue
        if " " in inner or len(inner) > 3 or _names_behind_prose(draft.text[: quote.start]):
            return quote
    return None


def _linked_titles(draft: Draft) -> list[Quotation]:
    """Link texts that hold no quotation and no emphasis of their own, as if they were quoted."""
    inner = [quote.start for quote in quotations(draft.text)] + [start for start, _ in draft.passage.italics]
    return [
        Quotation(start, end, start, end, True)
        for start, end in draft.linked
        if not any(start <= at < end for at in inner)
    ]


def _first_italic(draft: Draft) -> tuple[int, int] | None:
    for start, end in draft.passage.italics:
        inner = draft.text[start:end].strip(_TRIM)
        if len(inner) > 2 and not re.fullmatch(
            r"(?i)(?:et al|ibid(?:em)?|in|cf|see(?: also)?|vol|op\.? cit|supra|\d+)\.?", inner
        ):
            return start, end
    return None


def _opens_book(draft: Draft, at: int) -> bool:
    """Whether emphasis at ``at`` is a title: nothing but names (or nothing) stands before it."""
    before = draft.text[:at].strip(_TRIM + "\"“‘'([")
    return not before or looks_like_names(_unlabelled(before))


def _unlabelled(text: str) -> str:
    return _LABELLED.sub("", text)


def _dated_head(draft: Draft) -> tuple[int, int, FoundDate] | None:
    """(end of the names, end of the year, date) for "Names (2020)", "Names. 2020." and "Names, 2020."."""
    undated = _UNDATED.search(draft.text[:1200])
    if undated and looks_like_names(draft.text[: undated.start()].rstrip(_TRIM.replace(".", ""))):
        return undated.start(), undated.end(), FoundDate(undated.start(), undated.end(), "")
    for date in find_dates(draft.text[:1200]):
        before = draft.text[: date.start].rstrip()
        after = draft.text[date.end : date.end + 60]
        bracketed = before.endswith(("(", "["))
        names = before.rstrip("([").rstrip(_TRIM.replace(".", ""))
        if not names or not (looks_like_names(names) or (draft.listed and _is_handle(names))):
            return None
        if bracketed:
            close = re.match(rf"[^()\[\]]{{0,50}}[)\]][\s.:,;{GAP}]*", after)
            return (len(names), date.end + close.end(), date) if close else None
        stop = re.match(r"[.,:]\s+(?=\S{2}|[^\W\d_]\s)", after)
        if stop and before[-1:] in ".," and not re.match(r"[,:]\s*\d", after):
            return len(names), date.end + stop.end(), date
        return None
    return None


def _is_handle(text: str) -> bool:
    """Whether what stands before a year in a list names somebody, though no person: "10X Genomics", "TOP500"."""
    words = text.split()
    return len(words) == 1 or (1 < len(words) <= 3 and any(char.isdigit() for char in words[0]))


def _after_year(
    draft: Draft, dated: tuple[int, int, FoundDate], quote: Quotation | None, italic: tuple[int, int] | None
) -> int:
    names_end, start, date = dated
    _take_authors(draft, 0, names_end)
    draft.date = date.edtf
    draft.blank(0, start)
    if quote is not None and not draft.text[start : quote.start].strip(_TRIM):
        return _take_quoted(draft, quote)
    if italic is not None and not draft.text[start : italic[0]].strip(_TRIM):
        return _take_italic(draft, italic)
    return _take_plain(draft, start, italic)


def _take_authors(draft: Draft, start: int, end: int) -> None:
    text = draft.text[start:end].replace(GAP, " ").strip()
    text = _unlabelled(text).strip(" ,;:([")
    if draft.listed and _is_handle(text.rstrip(".")) and not looks_like_names(text):
        draft.authors = (text.rstrip("."),)
        draft.blank(start, end)
        return
    dates = find_dates(text)
    if dates and dates[-1].end >= len(text.rstrip(" ).:,")) - 1:
        # "Family, Given. 2019. “Title”" or "Given Family (2019) “Title”"
        draft.date = draft.date or dates[-1].edtf
        text = text[: dates[-1].start].rstrip(" (,:[")
    names = text if looks_like_names(text) else _names_behind_prose(text)
    if _EDITOR_ROLE.search(text):
        draft.editors = split_names(names)
    else:
        draft.authors = split_names(names)
    left = (
        text[: len(text) - len(names)].strip(_TRIM)
        if names and text.endswith(names)
        else ("" if names else text.strip(_TRIM))
    )
    if left and not re.search(r"[a-z]{3,}", left):
        draft.rest.append(left)
    draft.blank(start, end)


def _names_behind_prose(text: str) -> str:
    """The longest run of names right before a title that prose leads to ("as shown by Jordan Link, …")."""
    tail = text.rstrip(" ,;:")
    words = list(re.finditer(r"\S+", tail))[-14:]
    for word in words:
        candidate = tail[word.start() :]
        if candidate[:1].isupper() and looks_like_names(candidate) and not is_name_of_sentence(tail, word.start()):
            return candidate
    return ""


def is_name_of_sentence(text: str, at: int) -> bool:
    """Whether the word at ``at`` begins a sentence, so that its capital says nothing."""
    return at > 0 and text[:at].rstrip()[-1:] in ".!?" and not is_name(text[at:].split(",")[0])


def _take_quoted(draft: Draft, quote: Quotation) -> int:
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
    if translation and not _FORMS_OF_WORK.search(translation[1]) and not is_institution(translation[1]):
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


def _take_italic(draft: Draft, italic: tuple[int, int]) -> int:
    start, end = italic
    draft.title_form = "italic"
    title = draft.passage.text[start:end].strip(f' \t\r\n,;:"“”{GAP}')
    return _finish_title(draft, title.rstrip("."), start, end)


def _plain_head(draft: Draft, italic: tuple[int, int] | None) -> int:
    """A title that nothing sets off, with or without names before it."""
    start = _end_of_names(draft)
    if start:
        _take_authors(draft, 0, start)
        start += len(draft.text[start:]) - len(draft.text[start:].lstrip(_TRIM))
    return _take_plain(draft, start, italic)


def _end_of_names(draft: Draft) -> int:
    """Where the names at the beginning end; 0 where there are none."""
    text = draft.text
    vancouver = _VANCOUVER_HEAD.match(text)
    if vancouver and text[vancouver.end() : vancouver.end() + 1] in (".", ":") and len(text) > vancouver.end() + 8:
        draft.initials_bare = True
        return vancouver.end() + 1
    for match in re.finditer(rf"[.:,](?=[\s{GAP}])", text[:1500]):
        before, rest = text[: match.start()], text[match.end() :]
        if _begins_a_name(before):
            continue
        if not looks_like_names(before + ("." if match.group(0) == "." else "")):
            if len(before) > 60 and not looks_like_names(before[:60].rpartition(",")[0]):
                return 0
            continue
        if _INITIAL_NEXT.match(rest) or not _title_follows(match.group(0), before, rest):
            continue
        return match.end()
    return 0


def _begins_a_name(before: str) -> bool:
    """Whether text ends in initials whose family name is still to come: "D. R", "Kopka, H., and P. W"."""
    chunks = [chunk.strip() for chunk in re.split(r"[,;]\s*(?:and\s|&\s?)?|\s+(?:and|&)\s+", before) if chunk.strip()]
    if not chunks or not is_initials(chunks[-1]):
        return False
    return len(chunks) == 1 or " " in chunks[-2] or is_initials(chunks[-2])


_IMPRINT = re.compile(r"\s+[^,(]{3,200}\s\((?:[^()]{2,80}:|[^()]{0,80}\b(?:1[5-9]|20)\d\d\))")


def _title_follows(mark: str, before: str, rest: str) -> bool:
    first = re.split(rf"[,.:;({GAP}]", rest.strip(), maxsplit=1)[0].strip()
    if mark == ",":
        # "John Mearsheimer, The Tragedy …": a full name, and then words that no name has
        full = " " in before.strip() or is_institution(before)
        if full and _IMPRINT.match(rest):
            return True
        return full and len(first.split()) >= 2 and not looks_like_names(first)
    return len(rest.split()) >= 2 and len(first) > 1


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


def _take_plain(draft: Draft, start: int, italic: tuple[int, int] | None) -> int:
    """A title from ``start`` up to the end of its sentence, to emphasis, or to the comma before the container."""
    limit = italic[0] if italic is not None and italic[0] > start else len(draft.text)
    gap = re.compile(rf"{GAP}").search(draft.text, start, limit)
    bound = gap.start() if gap else limit
    bound = min(
        [date.start for date in find_dates(draft.text[:bound]) if date.start > start and precision(date.edtf) == 3]
        + [bound]
    )
    imprint = _imprint(draft, start, bound)
    bound = imprint.start() if imprint and imprint.start() > start else bound
    mark = _GB_MARK.search(draft.text, start, bound)
    bound = mark.start() if mark and mark.start() > start else bound
    stop = next(
        (
            m
            for m in _STOP.finditer(draft.text, start, bound)
            if not _ABBREVIATION.search(draft.text[start : m.start()])
            and not _GERMAN_ORDINAL.match(draft.text, max(start, m.start() - 2))
            and not _GERMAN_ORDINAL.match(draft.text, max(start, m.start() - 1))
        ),
        None,
    )
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


_GB_MARK = re.compile(
    r"\s?\[(?:[MCNJDRSPAGZ]|EB|DB|CP|DS|CM)(?:/(?:OL|CD|MT|DK))?\](?P<in>//)?|(?<=[^\s:/])(?P<also>//)(?=[^\s/])"
)
"""What ends a title in GB/T 7714: the kind of work and of carrier ("[J/OL]"), and "//" before the book it is in."""


def _take_mark(draft: Draft, mark: re.Match[str]) -> int:
    draft.blank(mark.start(), mark.end())
    if not (mark["in"] or mark["also"]):
        return mark.end()
    draft.in_book = True
    people = re.compile(rf"[^.{GAP}]{{3,200}}\.\s").match(draft.text, mark.end())
    if people and looks_like_names(people[0].strip(_TRIM)):
        draft.editors = split_names(people[0])
        draft.blank(people.start(), people.end())
        return people.end()
    return mark.end()


_LAST_YEAR = re.compile(r"\s(?P<year>(?:1[5-9]|20)\d\d)$")


def _before_bare_year(draft: Draft, start: int, end: int) -> int:
    """Where medicine's style sets no stop between title and year ("Lives saved 1999."), and no other year follows."""
    year = _LAST_YEAR.search(draft.text, start, end)
    if year is None or not draft.initials_bare or draft.date or find_dates(draft.text[end:]):
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
