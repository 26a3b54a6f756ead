"""Short forms in notes: ``Ibid.``, ``op. cit.``, ``supra note 4``, author and short title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.references.dates import find_dates
from claimcheck.references.names import is_institution, is_name, looks_like_names, split_names
from claimcheck.references.passage import Passage
from claimcheck.references.quotation import quotations

_IBID = re.compile(
    r"^\s*\(?\[?(?:(?:ib[ií]d(?:em)?|idem|id|ivi|ebd|ebenda|a\.\s?a\.\s?O|aaO|ders|dies|a\.\s?g\.\s?[emyt]|"
    r"aynı (?:yer|eser|makale|kaynak)|adı geçen (?:eser|makale)|(?:op|ob|loc|"
    r"art)\.\s?cit)\b\.?|同上[书文註注]?|同前[书文](?!注))(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ID = re.compile(r"^\s*id(?:\.|\b)\s*(?:,|at\b|$|\.|p)", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:\b(?P<way>supra|infra|above|below|siehe|oben|see|wie|yukarıda|bkz\.?)\b[,.]?\s*(?:notes?|nn?\.?|footnotes?|fn\.?|fußn\.?|"
    r"anm\.?|dn\.?|dipnot)\s*|"
    r"\(\s*(?:wie\s|vgl\.\s|see\s)?(?:nn?\.?|fn\.?|fußn\.?|anm\.?|note|dn\.?)\s*|(?:同|见)?前注\s?[\[〔［(（]?|同注\s?[\[〔［(（]?)"
    r"(?P<number>\d{1,4})(?![\w.]*\d)",
    re.IGNORECASE,
)
_OPCIT = re.compile(
    r"\b(?:(?:op|ob|loc|art)\.?\s?cit(?:é|\b)|ouvr?\.\s?cité|a\.\s?a\.\s?O\b|aaO\b|"
    r"a\.\s?g\.\s?[emyt]\b|adı geçen (?:eser|makale)\b|"
    r"ag[emy]\b(?=,?\s*ss?\.\s?\d)|supra\b)\.?|(?<=, )cit\.(?=\W|$)|前[引揭][书文註注]?",
    re.IGNORECASE,
)
_LOCATOR = re.compile(
    r"\b(?:pp?|paras?|sections?|secs?|ch|chap|chapters?|art|tables?|figs?|"
    r"S)\b\.?\s?[\w.]*\d[\w.]*(?:\s?[-–—]\s?\w*\d\w*)?|§+\s?[\d.]+|"
    r"(?<=at )\d+(?:\s?[-–—]\s?\d+)?|(?<=, )(?!(?:1[5-9]|20)\d\d\b)\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?=\W*$)|"
    r"^\s*\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?=\W*$)",
    re.IGNORECASE,
)
_PAGED_TITLE = re.compile(
    r"(?P<names>[^,]{2,80}), (?P<title>[^,]{5,120}), (?P<page>(?:S|pp?|"
    r"ss?)\.\s?\d{1,4}(?:\s?[-–]\s?\d{1,4})?)(?:\sff?)?\W*"
)
"""A name, a short title and a place: "Brandt, Lotsen, S. 12"."""
_AUTHOR_AND_PAGE = re.compile(
    r"(?:[^\W\d_][\w'’-]+(?: (?:and|et|und|ve|&) )?){1,3} (?P<page>\d{1,4}(?:[-–]\d{1,4})?)\.?"
)
"""As MLA writes it: "Amberg 47"."""
_MAX = 400
"""A short form is short; what is longer is read as a full reference."""


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A citation that points to another one."""

    text: str
    previous: bool = False
    """Whether it says "the work before" (Ibid.)."""
    note: str = ""
    """Label of the note that it names."""
    families: tuple[str, ...] = ()
    title: str = ""
    year: str = ""
    locator: str = ""
    certain: bool = True
    """Whether it can be nothing but a short form: then one that resolves to nothing is an error."""


def find_locator(text: str) -> str:
    """The place that a text names: "p. 5" in "Ibid., p. 5"; "" where there is none."""
    match = _LOCATOR.search(text)
    return " ".join(match.group(0).split()) if match else ""


def read_short_form(passage: Passage) -> ShortForm | None:
    """A passage as a short form; None where it is a reference of its own, or prose."""
    passage = _without_brackets(passage)
    text = passage.text.strip()
    if passage.links or len(text) > _MAX:
        return None
    ibid = _IBID.match(text)
    if ibid and (not text.lower().startswith("id") or text.lower().startswith("idem") or _ID.match(text)):
        return ShortForm(text, previous=True, locator=find_locator(ibid["rest"].lstrip(" .,:")))
    title, before, after = _title(passage)
    families = _families(before)
    note = _NOTE.search(text)
    if note is not None and (note["way"] or "").lower() not in ("see",):
        return ShortForm(
            text,
            note=note["number"],
            families=families,
            title=title,
            locator=find_locator(text[note.end() :].lstrip(") ,")),
        )
    if _OPCIT.search(text):
        named = families if families else _families(_OPCIT.split(text)[0])
        return ShortForm(text, families=named, title=title, locator=find_locator(after or text))
    if paged := _PAGED_TITLE.fullmatch(text):
        if not passage.italics and not quotations(text) and looks_like_names(paged["names"]):
            found = _families(paged["names"])
            return ShortForm(text, families=found, title=paged["title"], locator=paged["page"], certain=False)
    if families and all(" " not in name or _all_particles(name) for name in families):
        return _by_author(text, passage, families, title, before, after)
    if families and title and not _LOCATOR.sub("", after).strip(" .,;:()"):
        # a whole name and a title, and nothing else: the title in short, or a work that is cited no better
        return ShortForm(text, families=families, title=title, locator=find_locator(after), certain=False)
    return None


def _without_brackets(passage: Passage) -> Passage:
    """A passage such as "(Link 2022)" without the brackets around it."""
    text = passage.text.rstrip(" .")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return passage.cut(1, len(text) - 1)
    return passage


def _all_particles(name: str) -> bool:
    return all(word[:1].islower() for word in name.split()[:-1])


def _by_author(
    text: str, passage: Passage, families: tuple[str, ...], title: str, before: str, after: str
) -> ShortForm | None:
    """Family names alone and little else: "Link, ‘The Expanding …’, 12", "Link 2022, 12"."""
    dates = find_dates(after if title else text)
    if title:
        rest = _LOCATOR.sub("", after).strip(" .,;:()")
        return ShortForm(text, families=families, title=title, locator=find_locator(after)) if not rest else None
    if dates and len(text.split()) <= 8 and not passage.italics:
        head = text[: dates[0].start].strip(" ,(")
        rest = _LOCATOR.sub("", text[dates[0].end :]).strip(" .,;:()")
        if head and looks_like_names(head) and not rest:
            year = dates[0].year + dates[0].suffix
            return ShortForm(text, families=_families(head), year=year, locator=find_locator(text[dates[0].end :]))
    if page := _AUTHOR_AND_PAGE.fullmatch(text):
        return ShortForm(text, families=families, locator=page["page"], certain=False)
    plain = re.fullmatch(r"(?P<names>[^,]{2,80}), (?P<title>[^,]{6,120}), (?P<page>\d{1,4}(?:[-–]\d{1,4})?)\.?", text)
    if plain and looks_like_names(plain["names"]):
        return ShortForm(text, families=_families(plain["names"]), title=plain["title"], locator=plain["page"])
    return None


def _title(passage: Passage) -> tuple[str, str, str]:
    """(short title, what stands before it, what stands after it)."""
    text = passage.text
    for quote in quotations(text):
        inner = text[quote.inner_start : quote.inner_end].strip(" ,.;…")
        if inner and quote.closed:
            return inner, text[: quote.start], text[quote.end :]
    for start, end in passage.italics:
        inner = text[start:end].strip(" ,.;…")
        if len(inner) > 3 and not re.fullmatch(
            r"(?i)(?:op\.? ?cit|loc\.? ?cit|ibid(?:em)?|supra|infra|et al|see|id)", inner.rstrip(".")
        ):
            return inner, text[:start], text[end:]
    return "", text, ""


def _families(text: str) -> tuple[str, ...]:
    """Family names before a short title; whole names where given names stand with them."""
    head = re.split(
        r"[(\[\d]",
        re.split(
            r"(?i)\b(?:supra|infra|(?:op|ob|loc|art)\.? ?cit|above|below|wie)\b|[，,]?\s?(?:同|"
            r"见)?前注|[，,]\s?前[引揭]",
            text,
        )[0],
    )[0].strip(" ,.;:")
    if not head or not looks_like_names(head):
        return ()
    if is_institution(head) or (is_name(head) and " " not in head):
        return (head,)
    return tuple(name for name in split_names(head.split(",")[0] if head.count(",") == 1 else head) if name != "others")
