"""What follows a title: editors, container, publisher, place; and the type of work that all of it makes."""

from __future__ import annotations

import re

from claimcheck.references.elements import GAP, Draft
from claimcheck.references.letters import UPPER
from claimcheck.references.names import is_institution, looks_like_names, split_names
from claimcheck.references.quotation import bracket_depths

_ROLE = r"(?:eds?|dirs?|hrsg|hg|editors?|coords?|comps?)\.?"
_TRIM = f' \t\r\n\u00a0,;:.{GAP}–—|<>"“”'
_IN_EDITED = re.compile(
    rf"\bin:?\s+(?P<names>[^()\[\]{GAP}]{{3,200}}?),?\s*[(\[]{_ROLE}[)\]]\s*[,:.]?\s*", re.IGNORECASE
)
_IN_EDITED_COMMA = re.compile(rf"\bin:?\s+(?P<names>[^()\[\]{GAP}]{{3,200}}?),\s*{_ROLE},\s*", re.IGNORECASE)
_EDITED_BY = re.compile(
    rf"(?:^|(?<=[\s,.(;{GAP}]))(?:edited by|ed\. by|eds?\.|hrsg\. v(?:on|"
    rf"\.))\s+(?P<names>[^()\[\],:{GAP}]{{3,120}}(?:, [^()\[\],:{GAP}]{{3,60}} and [^()\[\],:{GAP}]{{3,60}})?)",
    re.IGNORECASE,
)
_IN = re.compile(rf"(?:^|(?<=[\s,.;{GAP}]))in(?:\b:?)\s+(?=[\[{UPPER}0-9\"“{GAP}])", re.IGNORECASE)
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
_THESIS = re.compile(r"\b(?:ph\.?\s?d\.?|doctoral|dissertation|doktora)\b", re.IGNORECASE)
_MASTER = re.compile(r"\b(?:master['’]?s?|m\.?a\.?|m\.?sc\.?) thesis\b|\byüksek lisans\b", re.IGNORECASE)
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
_PLACES = frozenset(
    place.strip()
    for place in """amsterdam; ankara; athens; atlanta; baltimore; bangkok; barcelona; basel; beijing; belgrade;
    berkeley; berlin;
    bern; bloomington; bonn; boston; bristol; brussels; bruxelles; budapest; buenos aires; cairo; cambridge; canberra;
    cheltenham; chicago; chichester; cologne; copenhagen; dordrecht; dublin; durham; edinburgh; farnham; frankfurt;
    frankfurt am main; geneva; genève; göttingen; hamburg; heidelberg; helsinki; hoboken; hong kong; honolulu; istanbul;
    ithaca; jakarta; jerusalem; johannesburg; kyiv; köln; leiden; leipzig; lisbon; ljubljana; london; los angeles; lund;
    lyon; madrid; manchester; melbourne; milan; milano; minneapolis; montreal; moscow; mumbai; munich; münchen; münster;
    nairobi; new brunswick; new delhi; new haven; new york; new york city; newcastle; northampton; oakland; oslo;
    ottawa;
    oxford; paris; philadelphia; pittsburgh; prague; princeton; providence; rome; roma; rotterdam; san francisco; santa
    monica; seattle; seoul; shanghai; singapore; sofia; stanford; stockholm; stuttgart; sydney; taipei; tallinn; tel
    aviv;
    the hague; thousand oaks; tokyo; toronto; tübingen; uppsala; vancouver; vienna; vilnius; warsaw; washington; wien;
    zagreb; zurich; zürich""".replace("\n    ", " ").split(";")
)
_REGION = re.compile(
    r",?\s*\(?\b(?:USA|US|UK|D\.\s?C\.?|DC|MA|NY|NJ|CA|CT|IL|PA|MD|VA|Mass\.|Conn\.|Md\.|Calif\.|England|"
    r"Germany|Switzerland)\)?\.?$"
)
_PLACE_COLON = re.compile(
    rf"^(?P<place>[{UPPER}][\w.’' -]{{1,40}}(?:,\s?[A-Z][\w. ]{{1,20}}){{0,2}})\s?:\s?(?P<publisher>\S.*)$"
)


def is_place(text: str) -> bool:
    """Whether a part is a place where publishers sit: "New York", "Washington, DC", "Northampton (USA)"."""
    name = _REGION.sub("", text.strip(_TRIM)).strip(_TRIM).lower()
    parts = re.split(r"\s*(?:/|&|\band\b|,)\s*", name)
    return bool(name) and all(part in _PLACES for part in parts)


def read_editors(draft: Draft, start: int) -> None:
    """Editors after "in" ("in Names (ed.), Book") and "edited by"."""
    for pattern in (_IN_EDITED, _IN_EDITED_COMMA):
        match = pattern.search(draft.text, start)
        if match and looks_like_names(match["names"]):
            draft.editors = draft.editors or split_names(match["names"])
            draft.in_book = True
            draft.blank(match.start(), match.end())
    match = _EDITED_BY.search(draft.text, start)
    if match and looks_like_names(match["names"].strip(_TRIM)) and not is_edition(draft.text, match):
        draft.editors = draft.editors or split_names(match["names"])
        draft.blank(match.start(), match.end())
    match = _IN.search(draft.text, start)
    if match and match.start() - start < 6 + _gap_run(draft.text, start):
        draft.in_book = True
        draft.blank(match.start(), match.end())


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
        if char == GAP or (char in ",;" and not _before_region(text, at)) or (char == "." and _sentence_stop(text, at)):
            close(inside)
        elif not (char in "()[]" and deep == inside and (char in "([" or char in ")]") and inside):
            current.append(char)
    close(inside)
    return parts


_REGION_BRACKET = re.compile(r"\((?:USA?|UK|[A-Z]{2}|Mass\.|Conn\.|England)\)")


def _before_region(text: str, at: int) -> bool:
    return bool(re.match(r",\s?(?:D\.?C\.?|MA|NY|NJ|CA|CT|IL|PA|MD|VA|USA|UK)\b", text[at : at + 7]))


def _sentence_stop(text: str, at: int) -> bool:
    """A full stop that ends a part: no initial, no abbreviation of one or two letters before it."""
    before = re.search(r"(\w+)$", text[max(0, at - 12) : at])
    if at + 1 < len(text) and text[at + 1] not in f" \n{GAP}":
        return False
    return before is None or len(before.group(1)) > 2 or not before.group(1)[0].isupper()


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
    elif colon and (bracketed or is_place(colon["place"]) or draft.title_form == "italic") and not draft.publisher:
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


def _name_part(draft: Draft, part: str) -> None:
    """A part that is a name: of a medium, a body, a publisher."""
    wants_container = draft.title_form != "italic" and not draft.container
    body = is_institution(part) and not _MEDIA.search(part)
    if wants_container and (not body or draft.in_book):
        draft.container = part
    elif not draft.publisher and part != draft.container:
        draft.publisher = part
    elif wants_container:
        draft.container = part
    elif part not in (draft.container, draft.publisher):
        draft.rest.append(part)


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
