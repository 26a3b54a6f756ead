"""Sources that have no title and were never published: papers in an archive, interviews, letters.

"AST, Magistrato di Sanità, b. 214, fol. 12" names a box, "Interview with X, 3 May 2019" a talk. Both are works that a
reader could ask for, so they become entries, with their own words as the title.
"""

from __future__ import annotations

import re

from claimcheck.model.reference import Reference
from claimcheck.references.dates import find_dates
from claimcheck.references.letters import UPPER
from claimcheck.references.quotation import quotations

_MAX = 300
_ACRONYM = r"(?:[A-Z]{2,8}|[A-Z][a-z]{0,2}[A-Z][A-Za-z]{1,5})"
_HOUSE = re.compile(
    rf"(?:^|, ){_ACRONYM}(?=,|\s[A-Z\d])|"
    r"\b(?i:[a-zà-ÿ]*archiv[a-z]*|archief|arkiv[a-z]*|arxiu|arşivi?|records? (?:office|service)|public records?|"
    r"library|bibliothek|bibliothèque|biblioteca|fonds?|fondo|papers|manuscripts?|nachlass|private collection)\b"
)
_ACRONYM_FIRST = re.compile(rf"{_ACRONYM}\b")
_SHELF = re.compile(
    r"\b(?:bb?\.|buste?|fasc{1,2}\.|fols?\.?|ff?\.|boxe?s?|folders?|reels?|cartons?|liasse|leg\.|legajo|caja|Bl\.|Karton|"
    r"Kt\.|Mappe|filza|dossier|delo|opis|op\.|d\.|ll?\.|(?:Add\.? )?MSS?\.?|RG|[Rr]ecord [Gg]roup|[Ii]nv\.(?: nr\.)?|"
    r"Akte|Nr\.)\s?\d"
    r"|\b[A-Z]{1,4}(?:\s\d{1,4}(?:\s?[IVX]{1,4})?|/[A-Z]?\d{1,4})/\d{1,6}\b|\b[A-Z]{1,4}(?:/[A-Z\d]{1,6}){2,6}\b"
    r"|(?<=, )[A-Z]{1,4} \d{1,5}(?=[,.;]|$)"
)
_TALK = re.compile(
    r"(?:the |an? )?(?:(?:authors?['’]s?|own|personal|private|tele(?:phone)?|phone|e-?mail|online|video|zoom|skype|"
    r"oral|written|confidential|anonymous|semi-structured|informal|expert)\s)*"
    r"(?:interviews?|conversations?|communications?|correspondence|e-?mails?|letters?|oral history|depositions?|"
    r"testimon(?:y|ies)|field ?notes)\b(?: (?:no\. ?|#)?[A-Z]?\d{0,3})?(?:\s(?:with|to|from|by|of|between)\s|\s?[,:(])",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|will|would|may|might|must|do|does|did|shows?|gives?|includes?|"
    r"contains?|refers?|says?|said|i|we|they|he|she|it)\b"
)
"""Words of a sentence that tells something, lower case: then it is a remark and no source."""
_IMPRINT = re.compile(r"\([^()]{1,60}:[^()]{1,60}\b(?:1[5-9]|20)\d\d\)")
"""What only a book has: "(London: Verso, 2001)"."""
_SENTENCE = re.compile(rf"(?:(?<=[^\W\d_]{{4}})|(?<=[\d)]))\.\s+(?=[{UPPER}\"'‘“])")
"""A full stop that is none of an abbreviation ("fol.", "b.")."""
_LOCATOR = re.compile(
    r",\s*(?P<place>(?:at )?(?:fols?|ff?|pp?|Bl|S|paras?|lines?|min)\.?\s?\d[\w.]*(?:\s?[-–—,]\s?\d[\w.]*){0,8})\W*$"
)


def names_archival_source(text: str) -> bool:
    """Whether a text names a source in an archive, or a talk or letter."""
    return bool(_source(text))


def read_archival(text: str, *, emphasised: bool = False) -> tuple[Reference, str] | None:
    """The source that a note names, without a key, and the place in it ("fol. 12"); None where it names none."""
    source = _source(text)
    if not source or (emphasised and not _ACRONYM_FIRST.match(source) and not _TALK.match(source)):
        return None
    place = _LOCATOR.search(source)
    title = source[: place.start()] if place and _is_whole(source[: place.start()]) else source
    dates = find_dates(title)
    date = dates[0].edtf if len(dates) == 1 else ""
    reference = Reference(key="", title=title.rstrip(" .,;"), date=date, year=date[:4], raw=text.strip())
    return reference, place["place"].rstrip(" .") if place and title != source else ""


def _source(text: str) -> str:
    """The first sentence, where it names such a source; empty where it doesn't."""
    text = text.strip()
    if len(text) > 4 * _MAX or any(quote.closed for quote in quotations(text)):
        return ""
    first = _SENTENCE.split(text, maxsplit=1)[0]
    if len(first) > _MAX or _STATES.search(first) or _IMPRINT.search(first):
        return ""
    return first if _is_whole(first) else ""


def _is_whole(text: str) -> bool:
    if _HOUSE.search(text) and _SHELF.search(text):
        return True
    talk = _TALK.match(text)
    if talk is None:
        return False
    named = re.match(rf"\W*(?:[a-z]+[.,]? ){{0,5}}[{UPPER}]", text[talk.end() :])
    return bool(find_dates(text)) and bool(named or text[talk.end() - 1] in ",:(")
