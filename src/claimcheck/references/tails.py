"""What follows a title: editors, container, publisher, place; and the type of work that all of it makes."""

from __future__ import annotations

import re

from claimcheck.references.elements import GAP, Draft
from claimcheck.references.letters import UPPER
from claimcheck.references.names import is_institution, looks_like_names, split_names
from claimcheck.references.places import is_place
from claimcheck.references.quotation import bracket_depths

_ROLE = r"(?:eds?|éds?|edl?|dirs?|hrsg|hgg?|editors?|editör(?:ler)?|haz|coords?|comps?|a cura di)\.?"
_IN_WORD = r"(?:in|dans|en)\b\s?:?"
_TRIM = f' \t\r\n\u00a0,;:.{GAP}–—|<>"“”'
_IN_EDITED = re.compile(
    rf"\b{_IN_WORD}\s+(?P<names>[^()\[\]{GAP}]{{3,200}}?),?\s*[(\[]{_ROLE}[)\]]\s*[,:.]?\s*", re.IGNORECASE
)
_IN_EDITED_COMMA = re.compile(rf"\b{_IN_WORD}\s+(?P<names>[^()\[\]{GAP}]{{3,200}}?),\s*{_ROLE}[,.]?\s+", re.IGNORECASE)
_EDITED_FIRST = re.compile(
    rf"[\s,.;{GAP}]*(?P<names>[^()\[\]{GAP}]{{3,200}}?),?\s*\({_ROLE}\)\s*[,:]\s*", re.IGNORECASE
)
"""As Turkish style has it: "E. Şahin (Ed.), *Boğaz öyküleri* içinde"."""
_TRANSLATED = re.compile(
    rf"(?:^|(?<=[\s,.(;{GAP}]))(?:çev(?:iren)?\b[.:]?|trans\.(?: by)?|translated by|"
    rf"übers\. v(?:on|\.)|übersetzt von|trad\.(?: par| de)?|"
    rf"traduit(?: d[eu]\b[^,()]{{0,30}})? par|traducción de)\s+(?P<names>[^()\[\],:{GAP}]{{3,80}})",
    re.IGNORECASE,
)
_EDITION_PART = re.compile(
    r"(?<![\w.])(?:\d{1,2}\.,?\s?(?:[^\W\d_]{2,12}\.?,?\s(?:und\s)?){0,3}(?:Aufl(?:age)?|Ausg(?:abe)?|baskı|basım|bs)\b\.?|"
    r"\d{1,2}(?:e|ème|ª|\.ª|re|st|nd|rd|th|d)?\s(?:éd(?:ition)?|ed(?:n|ition|ición)?)\b\.?)",
    re.IGNORECASE,
)
_EDITED_BY = re.compile(
    rf"(?:^|(?<=[\s,.(;{GAP}]))(?:edited by|ed\. by|eds?\.|éds?\.|hrsg\. v(?:on|\.)|herausgegeben von|"
    rf"sous la dir(?:ection|\.) de|haz\.|"
    rf"editör(?:ler)?:?)\s+(?P<names>[^()\[\],:{GAP}]{{3,120}}(?:, [^()\[\],:{GAP}]{{3,60}} "
    rf"and [^()\[\],:{GAP}]{{3,60}})?)",
    re.IGNORECASE,
)
_IN = re.compile(rf"(?:^|(?<=[\s,.;{GAP}])){_IN_WORD}\s+(?=[\[{UPPER}0-9\"“{GAP}])", re.IGNORECASE)
_MEDIA = re.compile(
    r"\b(?:news|times|post|journal|journals|review|daily|herald|tribune|gazette|guardian|magazine|quarterly|bulletin|"
    r"annals|letters|transactions|proceedings|zeitschrift|revue|zeitung|chronicle|observer|telegraph|economist|"
    r"economy|bloomberg|reuters|xinhua\w*|cnn|bbc|npr|afp|cnbc|nbc|cbs|abc|pbs|dw|press agency|associated press|"
    r"independent|"
    r"politico|diplomat|wire|today|lancet|nature|science|dergisi|gazetesi|blog|\w*blog|podcast|chinadaily|"
    r"euronews|plos one)\b",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\b(?:journal|review|quarterly|annals|transactions|letters|zeitschrift|revue|dergisi|studies|lancet|nature|"
    r"science|plos)\b",
    re.IGNORECASE,
)
_PROCEEDINGS = re.compile(r"\b(?:proceedings|proc\.|conference|workshop|symposium|conf\.)", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:report|working paper|policy paper|policy brief(?:ing)?|discussion paper|white paper|occasional paper|"
    r"briefing|"
    r"technical report|tech\. rep|factsheet|fact sheet|arbeitspapier)\b",
    re.IGNORECASE,
)
_THESIS = re.compile(
    r"\b(?:ph\.?\s?d\.?|doctoral|diss(?:ertation)?|doktora|thèse|tesis doctoral|habil(?:itation(?:sschrift)?)?)\b|博士",
    re.IGNORECASE,
)
_MASTER = re.compile(
    r"\b(?:master['’]?s?|m\.?a\.?|m\.?sc\.?) thesis\b|\b(?:yüksek lisans|masterarbeit|"
    r"mémoire de (?:master|maîtrise))\b|硕士",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"^(?:coll\.|collection|series|(?:research )?handbooks|.{0,60}\bseries\b)|\bedn?\b|\bedition\b|\btrans(?:lated)?\.",
    re.IGNORECASE,
)
_COLLECTION = re.compile(r"\bcoll(?:ection)?\.?\s*[“\"«‘'][^”\"»’']{2,80}[”\"»’']", re.IGNORECASE)
_JUNK = re.compile(
    r"(?i)(?:available|online|at|from|accessed|in|and|doi|url|internet|\[?internet\]?|\[?online\]?|print|web|"
    r"n\.d\.?|s\.l\.?|"
    r"(?:is )?(?:also )?available(?: online)?(?: at| from)?|\[?links?\]?|http|https|art(?:icle)?\.?(?: no\.?)?|"
    r"pp?\.?|vol\.?|no\.?)?"
)
_PLACE_COLON = re.compile(
    rf"^(?P<place>[{UPPER}\u3400-\u9fff][\w.’' -]{{1,40}}(?:,\s?[A-Z][\w. ]{{1,20}}){{0,2}})\s?:\s?(?P<publisher>\S.*)$"
)


def read_editors(draft: Draft, start: int) -> None:
    """Editors after "in" ("in Names (ed.), Book") and "edited by"."""
    for pattern in (_IN_EDITED, _IN_EDITED_COMMA):
        match = pattern.search(draft.text, start)
        if match and looks_like_names(match["names"]):
            draft.editors = draft.editors or split_names(match["names"])
            draft.in_book = True
            draft.blank(match.start(), match.end())
    first = _EDITED_FIRST.match(draft.text, start)
    if first and not draft.editors and looks_like_names(first["names"].strip(_TRIM)):
        draft.editors, draft.in_book = split_names(first["names"]), True
        draft.blank(first.start("names"), first.end())
    match = _EDITED_BY.search(draft.text, start)
    if match and looks_like_names(match["names"].strip(_TRIM)) and not is_edition(draft.text, match):
        draft.editors = draft.editors or split_names(match["names"])
        draft.blank(match.start(), match.end())
    match = _IN.search(draft.text, start)
    if match and match.start() - start < 6 + _gap_run(draft.text, start):
        draft.in_book = True
        draft.blank(match.start(), match.end())


def read_edition_and_translator(draft: Draft, start: int) -> None:
    """ "3. Aufl.", "2e éd." and "çev. Ayşe Kaya" are kept with what fits nowhere else."""
    edition = _EDITION_PART.search(draft.text, start)
    if edition:
        draft.rest.append(edition[0])
        draft.blank(edition.start(), edition.end())
    by = _TRANSLATED.search(draft.text, start)
    if by and looks_like_names(by["names"].strip(_TRIM)):
        draft.rest.append(by[0].strip(_TRIM))
        draft.blank(by.start(), by.end())


def is_edition(text: str, match: re.Match[str]) -> bool:
    """Whether "ed." counts editions and names no editor: "2nd ed. London: …"."""
    return bool(re.search(r"(?:\d(?:st|nd|rd|th)|rev\.?)\s*$", text[: match.start()])) or text[match.end() :][:1] == ":"


def _gap_run(text: str, start: int) -> int:
    """Length of what is blank or punctuation from ``start`` on."""
    return len(text[start:]) - len(text[start:].lstrip(_TRIM))


def read_container_in_italics(draft: Draft, start: int) -> None:
    """The first emphasised words behind a title: the journal, the book, the site."""
    for begin, end in draft.passage.italics:
        if begin < start or draft.container:
            continue
        name = draft.text[begin:end].replace(GAP, " ").strip(_TRIM)
        if len(name) < 2 or name.isdigit() or not re.search(r"[^\W\d_]{2}", name) or _SERIES.search(name):
            continue
        translation = re.match(r"\s*\[([^\[\]]{2,200})\]", draft.text[end:])
        if translation:
            name = f"{name} [{translation.group(1)}]"
            end += translation.end()
        draft.container, draft.italic_container = name, True
        draft.blank(begin, end)


def _parts(text: str) -> list[tuple[str, bool]]:
    """(part, whether it stood in brackets) between commas, full stops, semicolons and what was read."""
    depths = bracket_depths(text)
    for match in _REGION_BRACKET.finditer(text):  # belongs to the place before it: "Northampton (USA)"
        depths[match.start() : match.end()] = [0] * (match.end() - match.start())
    parts: list[tuple[str, bool]] = []
    current: list[str] = []
    inside = False

    def close(bracketed: bool) -> None:
        part = "".join(current).strip(_TRIM)
        current.clear()
        if part:
            parts.append((part, bracketed))

    for at, char in enumerate(text):
        deep = depths[at] > 0
        if deep != inside:
            close(inside)
            inside = deep
        if (
            char == GAP
            or (char in ",;，" and not _before_region(text, at))
            or (char == "." and _sentence_stop(text, at))
        ):
            close(inside)
        elif not (char in "()[]" and deep == inside and (char in "([" or char in ")]") and inside):
            current.append(char)
    close(inside)
    return parts


_REGION_BRACKET = re.compile(r"\((?:USA?|UK|[A-Z]{2}|Mass\.|Conn\.|England)\)")


def _before_region(text: str, at: int) -> bool:
    if re.match(r",\s?[A-Z][\w.]{1,12}: ", text[at : at + 18]):
        return True  # "Hull, U.K.: Dock Press"
    return bool(re.match(r",\s?(?:D\.?C\.?|MA|NY|NJ|CA|CT|IL|PA|MD|VA|USA|UK)\b", text[at : at + 7]))


def _sentence_stop(text: str, at: int) -> bool:
    """A full stop that ends a part: no initial, no abbreviation of one or two letters before it."""
    before = re.search(r"(\w+)$", text[max(0, at - 12) : at])
    if at + 1 < len(text) and text[at + 1] not in f" \n{GAP}":
        return False
    if before and len(before[1]) < 7 and _ABBREVIATED.match(text, at + 1):
        return False  # "Harb. Stud."
    return before is None or len(before.group(1)) > 2 or not before.group(1)[0].isupper()


_ABBREVIATED = re.compile(rf"(?:\s[{UPPER}][a-z]{{0,9}}\.){{1,5}}(?=\s*(?:{GAP}|\d|$))")


def read_rest(draft: Draft, start: int) -> None:
    """What is left behind the title, each part into the field that it fits."""
    series = _COLLECTION.search(draft.text, start)
    if series:
        draft.rest.append(series.group(0))
        draft.blank(series.start(), series.end())
    for part, bracketed in _parts(draft.text[start:]):
        if _JUNK.fullmatch(part):
            continue
        _place_part(draft, part, bracketed)


def _place_part(draft: Draft, part: str, bracketed: bool) -> None:
    colon = _PLACE_COLON.match(part)
    if part.isdigit() and len(part) <= 4 and not draft.pages and not bracketed:
        draft.pages = part
        return
    if _THESIS.search(part) or _MASTER.search(part):
        draft.kind = "phdthesis" if _THESIS.search(part) else "mastersthesis"
        draft.rest.append(part)
    elif _SERIES.search(part):
        draft.rest.append(part)
    elif colon and _is_imprint(draft, colon["place"], bracketed) and not draft.publisher:
        draft.place = draft.place or colon["place"].strip(_TRIM)
        draft.publisher = colon["publisher"].strip(_TRIM)
    elif is_place(part) and not draft.place:
        draft.place = f"{part}." if part.endswith("D.C") else part
    elif _REPORT.search(part) and not _MEDIA.search(part):
        draft.kind = draft.kind or "techreport"
        draft.rest.append(part)
    elif not re.search(r"[^\W\d_]{2}", part) or (part[0].islower() and not _MEDIA.search(part)):
        draft.rest.append(part)
    else:
        _name_part(draft, part)


def _is_imprint(draft: Draft, place: str, bracketed: bool) -> bool:
    if bracketed or is_place(place) or draft.title_form == "italic" or re.match(r"[\u3400-\u9fff]", place):
        return True
    return draft.title_form == "plain" and len(place.split()) < 3 and not (draft.volume or draft.number)


def _name_part(draft: Draft, part: str) -> None:
    """A part that is a name: of a medium, a body, a publisher."""
    wants_container = draft.title_form != "italic" and not draft.container and draft.kind not in _WHOLE
    body = is_institution(part) and not _MEDIA.search(part)
    if wants_container and (not body or draft.in_book):
        draft.container = part
    elif not draft.publisher and part != draft.container:
        draft.publisher = part
    elif wants_container:
        draft.container = part
    elif part not in (draft.container, draft.publisher):
        draft.rest.append(part)


_WHOLE = ("book", "phdthesis", "mastersthesis", "techreport")
"""Kinds of work that stand in no other one."""


def type_of(draft: Draft) -> str:
    """BibTeX entry type."""
    if draft.kind in ("phdthesis", "mastersthesis"):
        return draft.kind
    if draft.in_book or (draft.editors and draft.title_form == "quoted"):
        return "inproceedings" if _PROCEEDINGS.search(draft.container) else "incollection"
    if draft.container and _PROCEEDINGS.search(draft.container) and not draft.volume:
        return "inproceedings"
    if draft.container and (draft.volume or draft.italic_container or draft.number or _MEDIA.search(draft.container)):
        return "article"
    if draft.kind:
        return draft.kind
    if draft.title_form == "italic" and (draft.publisher or draft.place or draft.isbn):
        return "book"
    if draft.container and _JOURNAL.search(draft.container):
        return "article"
    if draft.title_form == "plain" and draft.publisher and not draft.url and (draft.place or draft.isbn):
        return "book"
    if draft.isbn and not draft.container:
        return "book"
    if draft.publisher and draft.title_form == "quoted" and is_institution(draft.publisher):
        return "techreport"
    return "misc"
