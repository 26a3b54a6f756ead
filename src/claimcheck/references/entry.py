"""A ``Reference`` and the fields of its BibTeX entry, both ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from sys import intern

from claimcheck.model.reference import Reference
from claimcheck.references.dates import MONTHS, parse_date
from claimcheck.references.identifiers import WHOLE_DOI, doi_of, normal_isbn
from claimcheck.references.latex import decode, decode_address, escape, escape_address
from claimcheck.references.names import OTHERS, invert

_CONTAINERS = ("journal", "journaltitle", "booktitle", "maintitle", "howpublished", "eventtitle")
_PUBLISHERS = ("publisher", "institution", "school", "organization")
_PLACES = ("address", "location")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?|\.\.)?)?[?~]?")
_DASHES = re.compile(r"\s*[-–—]+\s*")
_KEY_SAFE = re.compile(r"[^\s{}\"#,=()'%~\\@]+")


def reference_of(key: str, kind: str, fields: Mapping[str, str], *, line: int | None = None) -> Reference:
    """An entry's fields (raw values without their outer delimiters) as a Reference."""
    text = {name: _text(value) for name, value in fields.items() if name not in ("url", "doi", "file", "eprint")}
    url = decode_address(fields.get("url", ""))
    container = _first(text, _CONTAINERS)
    if not url and text.get("howpublished", "").startswith(("http://", "https://")):
        url = decode_address(fields["howpublished"])
    if container.startswith(("http://", "https://")):
        container = ""
    date = _date(text)
    doi = decode_address(fields.get("doi", ""))
    isbn = text.get("isbn", "")
    return Reference(
        key=key,
        type=intern(kind.lower()),  # thousands of entries share these
        title=_with_subtitle(text),
        authors=split_author_field(fields.get("author", "")),
        editors=split_author_field(fields.get("editor", "")),
        year=intern(date[:4] if re.match(r"\d{4}", date) else text.get("year", "")),
        date=date,
        container=intern(container),
        publisher=intern(_first(text, _PUBLISHERS)),
        place=intern(_first(text, _PLACES)),
        volume=text.get("volume", ""),
        number=text.get("number", "") or text.get("issue", ""),
        pages=_DASHES.sub("-", text.get("pages", "")),
        url=url,
        urldate=_access(text.get("urldate", "")),
        doi=doi if not doi or WHOLE_DOI.fullmatch(doi) else doi_of(doi) or doi,
        eprint=decode_address(fields.get("eprint", "")),
        isbn=(normal_isbn(isbn) or isbn) if isbn else "",
        file=fields.get("file", "").strip(),
        archiveurl=decode_address(text.get("archiveurl", "")),
        archivedate=text.get("archivedate", ""),
        note=text.get("note", ""),
        line=line,
    )


def _text(value: str) -> str:
    return " ".join(decode(value).split())


def _first(fields: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def _with_subtitle(fields: Mapping[str, str]) -> str:
    title, subtitle = fields.get("title", ""), fields.get("subtitle", "")
    return f"{title}: {subtitle}" if title and subtitle else title or subtitle


def _access(value: str) -> str:
    return value if not value or _ISO.fullmatch(value) else parse_date(value) or value


def _date(fields: Mapping[str, str]) -> str:
    date = fields.get("date", "")
    if date:
        return date if _ISO.fullmatch(date) else parse_date(date) or date
    year = fields.get("year", "")
    if not year:
        return ""
    if not re.fullmatch(r"\d{4}", year):
        return parse_date(year)
    month = fields.get("month", "").strip().lower().rstrip(".")
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    if not 1 <= number <= 12:
        # month = "17~" # oct: the day stands in the month
        whole = parse_date(f"{month} {year}") if month else ""
        return whole or year
    day = fields.get("day", "")
    return (
        f"{year}-{number:02d}-{int(day):02d}"
        if re.fullmatch(r"\d{1,2}", day) and 1 <= int(day) <= 31
        else f"{year}-{number:02d}"
    )


def split_author_field(value: str) -> tuple[str, ...]:
    """Names of a BibTeX author field: split at "and" outside braces; a name wholly in braces is a body's and stays."""
    names = []
    for raw in _split_and(value) if value else ():
        braced = raw.startswith("{") and _closes_at_end(raw)
        name = _text(raw)
        if not name:
            continue
        if name.lower() in ("others", "et al", "et al."):
            names.append(OTHERS)
        elif braced or ("{" in raw and "," not in name and " " not in name):
            names.append(name)
        else:
            names.append(_ordered(name))
    return tuple(names)


def _ordered(name: str) -> str:
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3 and parts[1].lower().rstrip(".") in ("jr", "sr", "ii", "iii", "iv"):
        return f"{parts[0]} {parts[1]}, {parts[2]}"
    return name if len(parts) > 1 else invert(name)


def _split_and(value: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"\\.|[{}]|(?<=\s)and(?=\s)", value, re.IGNORECASE | re.DOTALL):
        mark = match.group(0)
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and mark.lower() == "and":
            parts.append(value[start : match.start()].strip())
            start = match.end()
    parts.append(value[start:].strip())
    return [part for part in parts if part]


def _closes_at_end(raw: str) -> bool:
    depth = 0
    for match in re.finditer(r"\\.|[{}]", raw, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match.group(0), 0)
        if depth == 0:
            return match.end() == len(raw) and not raw.startswith("{\\")
    return False


def _author_value(name: str) -> str:
    if name == OTHERS:
        return OTHERS
    if name.count(",") == 1 and not re.search(r"(?i)\band\b", name) and not name.startswith((",", " ")):
        return escape(name)
    return "{" + escape(name) + "}"


def author_field(names: Sequence[str]) -> str:
    """The value of an ``author`` field for names as "Family, Given" and bodies as they are."""
    return " and ".join(_author_value(name) for name in names)


def _fields_of(reference: Reference) -> list[tuple[str, str]]:
    kind = reference.type
    container = "journal" if kind == "article" else "booktitle" if kind.startswith("in") else "howpublished"
    publisher = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school"}.get(kind, "publisher")
    month = f"{reference.date[:4]}" != reference.date and bool(reference.date)
    return [
        ("author", " and ".join(_author_value(name) for name in reference.authors)),
        ("editor", " and ".join(_author_value(name) for name in reference.editors)),
        ("title", _protected(reference.title)),
        (container, escape(reference.container)),
        ("publisher" if publisher == "publisher" else publisher, escape(reference.publisher)),
        ("address", escape(reference.place)),
        ("year", escape(reference.year)),
        ("date", escape(reference.date) if month else ""),
        ("volume", escape(reference.volume)),
        ("number", escape(reference.number)),
        (
            "pages",
            escape(reference.pages).replace("-", "--")
            if re.fullmatch(r"\w+-\w+", reference.pages)
            else escape(reference.pages),
        ),
        ("doi", escape_address(reference.doi)),
        ("eprint", escape_address(reference.eprint)),
        ("isbn", escape(reference.isbn)),
        ("url", escape_address(reference.url)),
        ("urldate", escape(reference.urldate)),
        ("archiveurl", escape_address(reference.archiveurl)),
        ("archivedate", escape(reference.archivedate)),
        ("file", reference.file),
        ("note", escape(reference.note)),
    ]


def _protected(title: str) -> str:
    """Capitals that a style would lower inside a word ("CNN", "McKinsey") are kept by braces."""
    return re.sub(r"(?<![\\\w{])(\w*[^\W\d_]\w*)", _brace_acronym, escape(title))


def _brace_acronym(match: re.Match[str]) -> str:
    word = match.group(1)
    return f"{{{word}}}" if any(char.isupper() for char in word[1:]) else word


def render_entry(reference: Reference) -> str:
    """One BibTeX entry, fields in a fixed order, ending in a line feed.

    Raises ValueError for a key that BibTeX can't hold.
    """
    if not _KEY_SAFE.fullmatch(reference.key):
        raise ValueError(f"no citation key: {reference.key!r}")
    fields = [(name, unicodedata.normalize("NFC", value)) for name, value in _fields_of(reference) if value]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@{reference.type or 'misc'}{{{reference.key},\n{lines}}}\n"
