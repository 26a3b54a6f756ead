"""The head of a reference: who wrote it, and what it is called."""

from __future__ import annotations

import re

from claimcheck.references.dates import FoundDate, find_dates
from claimcheck.references.elements import GAP, Draft
from claimcheck.references.letters import UPPER
from claimcheck.references.names import is_initials, is_institution, is_name, looks_like_names, split_names
from claimcheck.references.quotation import Quotation, bracket_depths, quotations
from claimcheck.references.titles import TRIM, take_italic, take_plain, take_quoted

_NOT_TITLE = re.compile(r"(?:coll(?:ection)?\.?|series|edited by|trans(?:lated)?\.? by)\W*$", re.IGNORECASE)
_VANCOUVER_HEAD = re.compile(
    rf"(?:[^\W\d_][\w'’-]+(?: (?!(?:and|et|und|ve) )[^\W\d_][\w'’-]+){{0,2}}(?: (?:Jr|Sr)\.?| I{{2,3}})? "
    rf"(?:(?:[{UPPER}]\.)+[{UPPER}](?=\.)|[{UPPER}](?:[ -]?[{UPPER}]){{0,3}}|"
    rf"[a-z](?: [{UPPER}])?(?=,))(?: ?\([^()]{{2,20}}\)| (?:Jr|Sr)| ur| van)?"
    r"(?:,\s|(?=\.|:\s)|(?=\s\()))+(?:et al|等)?"
)
_INITIAL_NEXT = re.compile(rf"[\s{GAP}]*(?:[{UPPER}]\.|[{UPPER}],|&|(?:and|et|und|ve)\b|[(\[]?[Ee]ds?\b)")
_EDITOR_ROLE = re.compile(
    r"[(\[,]\s*(?:eds?|éds?|edl?|dirs?|hrsg|hgg?|editors?|editör(?:ler)?|haz|coords?|a cura di)\.?\s*[)\].,]*\s*$",
    re.IGNORECASE,
)
_UNDATED = re.compile(
    r"[(\[](?:n\.\s?d\.?|s\.\s?d\.?|no date|undated|forthcoming|in press|o\.\s?J\.)[)\]][\s.:,;]*", re.IGNORECASE
)
_LABELLED = re.compile(r"^\s*(?:by\s|in:?\s)", re.IGNORECASE)


def read_head(draft: Draft) -> int:
    """Authors and title into ``draft``; returns where the rest begins."""
    quote, italic = _first_quote(draft), _first_italic(draft)
    dated = _dated_head(draft)
    names = _VANCOUVER_HEAD.match(draft.text)
    if names and quote is not None and draft.text[names.end() :][:1] in ".:" and dated is None:
        between = draft.text[names.end() : quote.start].strip(TRIM)
        quote = None if between and not italic else quote  # "Kim N. Comment on “Ice”": part of the title
    elif quote is not None and draft.listed and dated is None and draft.text[: quote.start].rstrip()[-1:].isalnum():
        before = draft.text[: quote.start].strip(TRIM)
        ends = _end_of_names(draft) if before and not looks_like_names(before) else 0
        quote = None if 0 < ends < quote.start and len(draft.text[ends : quote.start].split()) > 1 else quote
    starts = [quote.start] if quote is not None else []
    first = min([*starts, italic[0]] if italic is not None else starts, default=len(draft.text))
    if dated is not None and dated[1] <= first:
        return _after_year(draft, dated, quote, italic)
    if quote is not None and (italic is None or quote.start < italic[0] or not _opens_book(draft, italic)):
        _take_authors(draft, 0, quote.start)
        return take_quoted(draft, quote)
    if italic is not None and _opens_book(draft, italic):
        _take_authors(draft, 0, italic[0])
        return take_italic(draft, italic)
    return _plain_head(draft, italic)


def _first_quote(draft: Draft) -> Quotation | None:
    """The first quotation that can be the title: two words, or one that a comma or full stop follows."""
    depths = bracket_depths(draft.text)
    for quote in sorted([*quotations(draft.text), *_linked_titles(draft)], key=lambda found: found.start):
        inner = draft.text[quote.inner_start : quote.inner_end].strip(TRIM)
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
        inner = draft.text[start:end].strip(TRIM)
        if len(inner) > 2 and not re.fullmatch(
            r"(?i)(?:et al|ibid(?:em)?|in|cf|see(?: also)?|vol|op\.? cit|supra|\d+)\.?", inner
        ):
            return start, end
    return None


def _opens_book(draft: Draft, emphasis: tuple[int, int]) -> bool:
    """Whether ``emphasis`` is a title: nothing but names (or nothing) stands before it."""
    at, end = emphasis
    before = draft.text[:at].strip(TRIM + "\"“‘'([")
    vancouver = _VANCOUVER_HEAD.match(draft.text)
    sentence = draft.text[:at].rstrip().endswith(".")
    if (
        sentence
        and vancouver
        and draft.text[vancouver.end() :][:1] in ".:"
        and draft.text[vancouver.end() : at].strip(TRIM)
    ):
        return False  # "Elster J. Snobs. *Review of Books*"
    if sentence and _INITIAL_AND_ONE_WORD.search(before) and _PLACE_IN_JOURNAL.match(draft.text, end):
        return False  # "Elster, J. Snobs. *Review of Books* 3, 10–12"
    if draft.listed and draft.text[:at].rstrip().endswith((".", ",")) and _is_handle(before):
        return True
    return not before or looks_like_names(_unlabelled(before))


_INITIAL_AND_ONE_WORD = re.compile(rf", (?:[{UPPER}]\. ?)+[{UPPER}]\w+$")
_PLACE_IN_JOURNAL = re.compile(rf"[\s,.{GAP}]*(?:vol\. )?\d{{1,4}}\s?[,(:]")


def _unlabelled(text: str) -> str:
    return _LABELLED.sub("", text)


def _dated_head(draft: Draft) -> tuple[int, int, FoundDate] | None:
    """(end of the names, end of the year, date) for "Names (2020)", "Names. 2020." and "Names, 2020."."""
    undated = _UNDATED.search(draft.text[:1200])
    if undated and looks_like_names(draft.text[: undated.start()].rstrip(TRIM.replace(".", ""))):
        return undated.start(), undated.end(), FoundDate(undated.start(), undated.end(), "")
    for date in find_dates(draft.text[:1200]):
        before = draft.text[: date.start].rstrip()
        if before.rstrip("([ ").endswith(GAP):
            return None  # "Petersen, M. Mastering Emacs. https://… (2022)"
        after = draft.text[date.end : date.end + 60]
        bracketed = before.endswith(("(", "["))
        names = before.rstrip("([").rstrip(TRIM.replace(".", ""))
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
    if quote is not None and not draft.text[start : quote.start].strip(TRIM):
        return take_quoted(draft, quote)
    if italic is not None and not draft.text[start : italic[0]].strip(TRIM):
        return take_italic(draft, italic)
    return take_plain(draft, start, italic)


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
        text[: len(text) - len(names)].strip(TRIM)
        if names and text.endswith(names)
        else ("" if names else text.strip(TRIM))
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


def _plain_head(draft: Draft, italic: tuple[int, int] | None) -> int:
    """A title that nothing sets off, with or without names before it."""
    start = _end_of_names(draft)
    if start:
        _take_authors(draft, 0, start)
        start += len(draft.text[start:]) - len(draft.text[start:].lstrip(TRIM))
    return take_plain(draft, start, italic)


def _end_of_names(draft: Draft) -> int:
    """Where the names at the beginning end; 0 where there are none."""
    text = draft.text
    vancouver = _VANCOUVER_HEAD.match(text)
    if vancouver and text[vancouver.end() : vancouver.end() + 1] in (".", ":") and len(text) > vancouver.end() + 8:
        draft.initials_bare = True
        return vancouver.end() + 1
    handle = _HANDLE_HEAD.match(text) if draft.listed else None
    if handle and _is_handle(handle[1]):
        return handle.end()
    for match in re.finditer(rf"[.:,](?=[\s{GAP}])", text[:1500]):
        before, rest = text[: match.start()], text[match.end() :]
        if _begins_a_name(before) or (match[0] == "," and _lacks_given_name(before)):
            continue
        if not looks_like_names(before + ("." if match.group(0) == "." else "")):
            if len(before) > 60 and not looks_like_names(before[:60].rpartition(",")[0]):
                return 0
            continue
        if _INITIAL_NEXT.match(rest) or not _title_follows(match.group(0), before, rest):
            continue
        return match.end()
    return 0


_BETWEEN_NAMES = re.compile(r"[,;]\s*(?:(?:and|et|und|ve)\s|&\s?)?|\s+(?:and|et|und|ve|&)\s+")


def _begins_a_name(before: str) -> bool:
    """Whether text ends in initials whose family name is still to come: "D. R", "Kopka, H., and P. W"."""
    chunks = [chunk.strip() for chunk in _BETWEEN_NAMES.split(before) if chunk.strip()]
    if len(chunks) > 1 and _GIVEN_AND_INITIAL.fullmatch(chunks[-1]) and " " in chunks[-2]:
        return not is_initials(chunks[-2].rpartition(" ")[2])  # "Ruth Amberg and Carl W"
    if not chunks or not is_initials(chunks[-1]):
        return False
    if len(chunks) == 1 and len(chunks[0]) > 2 and chunks[0].isalpha():
        return False  # "RIVM. Children and Colds": a body
    shouted = len(chunks) == 2 and len(chunks[0]) > 2 and chunks[0].isalpha()  # "PAUL, L.A."
    return len(chunks) == 1 or " " in chunks[-2] or (is_initials(chunks[-2]) and not shouted)


_GIVEN_AND_INITIAL = re.compile(rf"[{UPPER}][^\W\d_]+ [{UPPER}]")


def _lacks_given_name(before: str) -> bool:
    """Whether a list "Family, Given ; Family" breaks off before the last given name."""
    parts = before.split(";")
    return len(parts) > 1 and "," in parts[0] and "," not in parts[-1]


_HANDLE_HEAD = re.compile(
    rf"((?:[{UPPER}a-z]+\d\w*|\d+\w*[{UPPER}a-z]\w*|[a-z]{{5,}}|"
    rf"[{UPPER}]\w*[a-z][{UPPER}]\w*)(?: \w+)?)\.\s+(?=\S+ \S+)"
)
"""A name that no person has and a stop behind it: "TOP500.", "10X Genomics.", "compdemocracy."."""
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
