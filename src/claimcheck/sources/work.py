"""Is the page the cited work? Title first, then what could excuse another title: words of the text, names, the day.

A page is called another work only where its own title shares hardly a word with the cited one, its text does not
speak of it either, no cited author is named, and both are in one script and, as far as can be told, one language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from claimcheck.model.reference import Reference
from claimcheck.model.source import SourceText
from claimcheck.sources.addresses import slug_words
from claimcheck.sources.page import Page

Likeness = Literal["same", "unlike", "unknown"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]{1,3})?")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BRACKET = re.compile(r"\[([^\[\]]{2,300})\]")
_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    lang: frozenset(listed.split())
    for lang, listed in {
        "en": "the of and to for in on with by from is are as at an a its their how why what this that be was",
        "de": "der die das und in von zu den des mit für auf im ist ein eine einer dem nicht wie aus bei über zur",
        "fr": "le la les de des du et en un une pour dans sur au aux par est avec qui que l d à ce cette son",
        "es": "el la los las de del y en un una para por con que al se su como es lo más entre sobre",
        "it": "il lo la i gli le di del della dei delle e in un una per con che da al nel sul è come tra",
        "pt": "o a os as de do da dos das e em um uma para por com que no na ao se mais como entre sobre",
        "nl": "de het een en van in op voor met te is aan door bij uit naar over niet als dat zijn",
        "tr": "ve bir bu ile için da de olarak en çok daha ne gibi olan sonra kadar",
        "pl": "i w na z do o się nie że jest za od po dla jak przez oraz czy",
        "id": "dan yang di ke dari untuk pada dengan dalam ini itu adalah tidak oleh",
    }.items()
}
_STOP = frozenset[str]().union(*_FUNCTION_WORDS.values())
_GENERIC_AUTHORS = frozenset(
    ("staff", "editor", "editors", "admin", "staff writer", "staff writers", "newsroom", "redaktion", "editorial team",
     "guest author", "web desk", "news desk", "press release")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """How a page and the cited work compare, with the evidence in one clause."""

    likeness: Likeness
    evidence: str = ""
    certain: bool = False


def compare_work(reference: Reference, page: Page) -> Match:
    """Whether the page is the cited work. "unknown" wherever a doubt is left."""
    text = page.text
    if text is None or not reference.title or not text.text:
        return Match("unknown")
    variants = _variants(reference.title)
    titles = [t for t in text.titles if t.casefold() != text.site.casefold()] if text.site else list(text.titles)
    own = [t for t in dict.fromkeys((*titles, *(p.text for p in text.passages[:60] if p.role == "title"))) if t]
    likeness = max((title_likeness(v, t) for v in variants for t in own), default=0.0)
    if likeness >= 0.5:
        return Match("same", "the titles agree", likeness > 0.8)
    words = _share_in(variants, _opening(text))
    named = _authors_named(reference, text)
    if named and (likeness >= 0.2 or words >= 0.4):
        return Match("same", "author and words of the title agree")
    if likeness >= 0.3 or words >= 0.8 or named:
        return Match("unknown")
    return _judge_unlike(reference, page, variants, own, likeness)


def _judge_unlike(reference: Reference, page: Page, variants: list[str], own: list[str], likeness: float) -> Match:
    """The titles differ and no author is named: another work, unless something stands in for the title."""
    text = page.text
    if text is None:
        return Match("unknown")
    if max(len(content_words(v)) for v in variants) < 2 or not _comparable(reference.title, own, text):
        return Match("unknown")
    whole = _share_in(variants, _whole(text))
    if whole >= 0.75:
        return Match("unknown")
    same_day = len(reference.date) >= 10 and reference.date[:10] in (text.published, text.updated)
    if same_day and (likeness > 0.1 or not reference.authors):
        return Match("unknown")
    if text.media_type == "application/pdf" or not own:
        # Without metadata a title is what stands first on page 1: the words of the text must be missing too.
        if page.main_length < 1_500 or whole > 0.4:
            return Match("unknown")
        begins = next((f'it begins "{p.text[:120]}"' for p in text.passages if p.role != "furniture"), "")
        return Match("unlike", f"the file speaks of something else ({_quoted(own) or begins})")
    if not own or page.main_length < 200:
        return Match("unknown")
    if likeness > 0.15 or whole > 0.6:
        if not (reference.authors and _has_real_authors(text)):
            return Match("unknown")
    matches_address = len(slug_words(page.fetched.url) & content_words(own[0])) >= 2
    return Match("unlike", f"the page is titled {_quoted(own)}", likeness < 0.1 and whole < 0.5 and not matches_address)


def _quoted(own: list[str]) -> str:
    return f'"{own[0][:120]}"' if own else ""


def title_likeness(cited: str, found: str) -> float:
    """How much of the shorter title's content stands in the other, 0 to 1; subtitles may be left out of either."""
    a, b = content_words(cited), content_words(found)
    if not a or not b:
        return 1.0 if _plain(cited) == _plain(found) and _plain(cited) else 0.0
    common = sum(1 for word in a if _has(word, b))
    if not common:
        return 0.0
    smaller = min(len(a), len(b))
    # A single shared word says little: both sides must be that short.
    contained = common / smaller if smaller >= 3 or max(len(a), len(b)) <= 3 else 0.0
    union = len(a) + len(b) - common
    return max(min(contained, 1.0) if common >= 2 or union <= 2 else 0.0, common / union)


def content_words(text: str) -> frozenset[str]:
    """Folded words without function words; Han, Kana and Hangul as pairs of characters."""
    found: set[str] = set()
    for word in set(_WORD.findall(_plain(text))):
        word = word.split("'")[0]
        if _HAN.search(word):
            found.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        elif (len(word) > 2 or word.isdigit()) and word not in _STOP:
            found.add(_stem(word))
    return frozenset(found)


def _stem(word: str) -> str:
    """Inflection off, roughly: enough to see "agreement" in "agreements"."""
    for ending in ("ies", "es", "s"):
        if len(word) > 4 and word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def _has(word: str, words: frozenset[str]) -> bool:
    """Whether a word or one with the same stem is there ("extraterritorial", "extraterritoriality")."""
    if word in words:
        return True
    start = word[:6]
    return len(word) >= 6 and any(other.startswith(start) and abs(len(other) - len(word)) <= 3 for other in words)


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in folded if not unicodedata.combining(c))


def _variants(title: str) -> list[str]:
    """The title, the title without a translation in brackets, and the translation."""
    inside = _BRACKET.findall(title)
    outside = _BRACKET.sub(" ", title).strip()
    return [v for v in dict.fromkeys((title, outside, *inside)) if content_words(v) or v == title]


def _opening(text: SourceText) -> str:
    parts = [p.text for p in text.passages[:200] if p.role not in ("furniture", "references")]
    return " ".join([*text.titles, *parts])[:2_500]


def _whole(text: SourceText) -> str:
    return " ".join([*text.titles, *(p.text for p in text.passages if p.role not in ("furniture", "references"))])[
        :200_000
    ]


def _share_in(variants: Iterable[str], text: str) -> float:
    """Share of a title's content words that stand in ``text``, in the variant of which most do."""
    there = content_words(text)
    return max((len(wanted & there) / len(wanted) for wanted in map(content_words, variants) if wanted), default=0.0)


def _families(reference: Reference) -> list[str]:
    names = [
        name.split(",")[0].strip() if "," in name else name.strip() for name in (*reference.authors, *reference.editors)
    ]
    return [_plain(name) for name in names if len(name) > 1]


def _authors_named(reference: Reference, text: SourceText) -> bool:
    """Whether a cited author stands among the page's authors or in its opening."""
    families = _families(reference)
    if not families:
        return False
    said = _plain(" ; ".join(text.authors))
    first = _plain(" ".join(p.text for p in text.passages[:120])[:3_000])
    site = _plain(text.site)
    for family in families:
        pattern = re.compile(rf"(?<!\w){re.escape(family)}(?!\w)")
        # The name of the site as author ("Reuters") is on all of its pages.
        if family != site and (pattern.search(said) or (len(family) > 3 and pattern.search(first))):
            return True
    # A short family name may be any word: there the whole name must stand.
    names = (_plain(" ".join(reversed(name.split(", ", 1)))) for name in reference.authors if ", " in name)
    return any(len(name) > 5 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", first) for name in names)


def _has_real_authors(text: SourceText) -> bool:
    names = [_plain(name) for name in text.authors]
    return any(name not in _GENERIC_AUTHORS and name != _plain(text.site) for name in names)


def _comparable(title: str, own: list[str], text: SourceText) -> bool:
    """One script, and one language as far as both can be told."""
    page_words = " ".join(own)
    if bool(_HAN.search(title)) != bool(_HAN.search(page_words)) or _script(title) != _script(
        page_words or text.text[:500]
    ):
        return False
    said = text.lang.casefold().split("-")[0]
    page_language = _language(_whole(text)[:6_000]) or said
    cited = _language(title)
    return not (cited and page_language and cited != page_language)


def _script(text: str) -> str:
    for char in text:
        if char.isalpha():
            return unicodedata.name(char, "LATIN").split(" ")[0]
    return ""


def _language(text: str) -> str:
    """The language whose function words are most frequent; "" where none stands out."""
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = sorted(
        ((sum(1 for w in words if w in known), lang) for lang, known in _FUNCTION_WORDS.items()), reverse=True
    )
    best, second = counts[0], counts[1]
    return best[1] if best[0] > second[0] and best[0] * 10 >= len(words) else ""
