"""Citations by name and year: "(Roe, 2020)", "Roe (2020)", "(ibid., 9)", and works cited by how their entry begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.model.document import Mark, Note
from claimcheck.paper.mapped import Clean, cut
from claimcheck.paper.markdown.listed import listed_words
from claimcheck.readers.wordlists import word_set

_NAME = r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ten|ter|of|the|for|and|on|in)\s+){0,3}"
_WORD = r"(?:[dl]['’])?[^\W\d_a-zß-öø-ÿ][\w'’.\-]{0,60}"
_BODY_FORM = r"(?:plc|llc|llp|ltd|inc|gmbh|e\.?V\.?|bv|nv|ag|sa|spa|co)\b\.?"
_AUTHORS = (
    rf"{_NAME}{_WORD}(?:(?:\s*,\s*|\s*(?:,\s*)?(?:&|and|und|et|ve|y|e|with)\s+|\s+){_NAME}{_WORD}){{0,8}}"
    rf"(?:\s+{_BODY_FORM})?(?:,?\s+et\s+al\.?|\s+ve\s+diğerleri|\s+u\.\s?a\.)?"
)
_YEAR = r"(?:\d{4}(?:[–/-]\d{2,4})?[a-z]?|n\.\s?d\.|forthcoming|in press)"
_LOCATED = (
    r"(?:\s*[,:]\s*(?:(?i:pp?|chs?|chap|chapters?|secs?|sections?|s|vol|figs?|figures?|tab|tables?|annex|appendix|art|"
    r"articles?|paras?|col|box|fol|nn?|lines?)\.?\s*)?[\divxlc]+(?:\s*[-–]\s*[\divxlc]+)?)?"
)
_ITEM = re.compile(
    rf"\s*(?:(?:see|cf\.?|e\.g\.,?|see also|also|in|as in|(?:as )?(?:quoted|cited|reported) (?:in|by))\s+)?"
    rf"(?P<label>(?P<who>{_AUTHORS})(?:'s|’s)?,?\s+(?P<year>{_YEAR}(?:\s*,\s*{_YEAR}){{0,6}}))(?P<place>{_LOCATED})\s*$"
)
_GROUP = re.compile(r"\(([^()]{4,400})\)")
_NARRATIVE = re.compile(rf"\((?P<year>{_YEAR}(?:\s*,\s*{_YEAR}){{0,6}})(?P<place>{_LOCATED})\)")
_NARRATIVE_NAME = re.compile(
    rf"(?:{_WORD}(?:,?\s+(?:&|and|und|et|ve|y)\s+|,\s+)){{0,3}}{_WORD}(?:,?\s+et\s+al\.?)?(?:'s|’s)?\s*$"
)
_IBID = re.compile(rf"\s*(?:see\s+)?(?:ibid(?:em)?|idem|ebd)\b\.?(?P<place>{_LOCATED})\s*", re.IGNORECASE)
_BETWEEN = re.compile(r";|,\s(?=(?:as )?(?:cited|quoted|reported) (?:in|by)\s)")
_LONGEST = 200
_NOT_NAMES = word_set(
    """january february march april may june july august september october november december spring summer
    autumn fall winter since until in as from by before after around circa between during early late mid table figure"""
)


@dataclass(frozen=True, slots=True)
class AuthorYear:
    """A citation by name and year: its label, what is taken out of the text, the place of the mark."""

    label: str
    start: int
    end: int
    """Of the mark as it is printed."""
    cut: int
    """From here to ``end`` it is taken out of the text."""
    locator: str


class AuthorYears:
    """Finds the citations of one paper, text by text in its order, with the reference list at hand."""

    def __init__(self, listed: Sequence[Note]) -> None:
        self._words = listed_words(listed)
        self._heads = sorted(" ".join(note.text.text[:_LONGEST].split()).casefold() for note in listed)
        self._last: list[str] = []
        """Labels of the citation before: what "ibid." means."""

    def read(self, clean: Clean) -> Clean:
        """A text with its citations taken out as marks."""
        if not self._heads:
            return clean
        ranges: list[tuple[int, int]] = []
        marks: list[Mark] = []
        for group in self._groups(clean.text):
            start, end = group[0].cut, group[0].end
            while start and clean.text[start - 1] == " ":
                start -= 1
            ranges.append((start, end))
            for one in group:
                span = clean.mapped(one.start, one.end).to_source(0, one.end - one.start)
                marks.append(Mark(one.label, "author-year", span, start, one.locator))
            self._last = [one.label for one in group]
        return cut(clean, ranges, marks)

    def _groups(self, text: str) -> Iterator[list[AuthorYear]]:
        """The citations, each bracket's together."""
        for match in _GROUP.finditer(text):
            again = _IBID.fullmatch(match[1])
            if again:
                place = (again["place"] or "").strip(" ,:")
                found = [AuthorYear(label, match.start(1), match.end(), match.start(), place) for label in self._last]
            elif not any(char.isdigit() for char in match[1]) and "n.d" not in match[1]:
                continue
            elif narrative := _NARRATIVE.fullmatch(match.group()):
                one = _narrative(text, match.start(), match.end(), narrative, self._words)
                found = [one] if one else []
            else:
                found = self._group(match)
                if not found:
                    yield from self._mixed(match)
            if found:
                yield found

    def _group(self, match: re.Match[str]) -> list[AuthorYear]:
        """The citations of a bracket that holds nothing else."""
        found: list[AuthorYear] = []
        for start, item in self._items(match):
            parsed = self._named(item) or self._entry(item)
            if not parsed:
                return []
            found.append(AuthorYear(parsed[0], start + parsed[1], match.end(), match.start(), parsed[2]))
        return found

    def _mixed(self, match: re.Match[str]) -> Iterator[list[AuthorYear]]:
        """Those of a bracket that says something as well: "(n = 40; Roe, 2020)". The rest stays text."""
        for start, item in self._items(match):
            end = start + len(item)
            parsed = self._named(item) if start > match.start(1) else None
            if parsed and re.match(r"\w+", parsed[0]) and parsed[0].split()[0].strip(".,") in self._words:
                yield [AuthorYear(parsed[0], start + parsed[1], end, start - 1, parsed[2])]

    def _items(self, match: re.Match[str]) -> Iterator[tuple[int, str]]:
        """The parts of a bracket, and where each begins."""
        start = match.start(1)
        for stop in [*_BETWEEN.finditer(match.string, match.start(1), match.end(1)), None]:
            end = stop.start() if stop else match.end(1)
            yield start, match.string[start:end]
            start = stop.end() if stop else end

    def _named(self, item: str) -> tuple[str, int, str] | None:
        """Label, start and locator of "see Roe 2020, p. 3"."""
        parsed = _ITEM.match(item)
        if not parsed:
            return None
        words = [word.strip(".,'’") for word in parsed["who"].split()]
        if words[0].lower() in _NOT_NAMES and words[0] not in self._words:
            return None
        if "," not in parsed["label"] and len(words) == 1 and words[0] not in self._words:
            return None  # "(Brexit 2016)" rather than a name
        return parsed["label"], parsed.start("label"), parsed["place"].strip(" ,:")

    def _entry(self, item: str) -> tuple[str, int, str] | None:
        """Those of "Real Decreto-ley 9/2021": what no name and year tells, but the entry of the list begins with it."""
        start = len(item) - len(item.lstrip())
        whole = item.strip()
        for label in (whole, whole.rpartition(",")[0]):
            wanted = " ".join(label.split()).casefold()
            if len(wanted.split()) < 2 or not any(char.isdigit() for char in wanted):
                continue
            at = bisect_left(self._heads, wanted)
            head = self._heads[at] if at < len(self._heads) else ""
            if head.startswith(wanted) and not head[len(wanted) : len(wanted) + 1].isalnum():
                return label, start, whole[len(label) :].strip(" ,")
        return None


def _narrative(text: str, start: int, end: int, match: re.Match[str], listed: frozenset[str]) -> AuthorYear | None:
    """``Link (2022)``: the name stays in the sentence, the year is taken out."""
    before = _NARRATIVE_NAME.search(text[max(0, start - 120) : start])
    if not before:
        return None
    words = re.findall(r"[^\W\d_][\w'’-]*", before.group())
    names = [word.removesuffix("'s").removesuffix("’s") for word in words]
    kept = [name for name in names if name[:1].isupper()]
    if not kept or kept[-1] not in listed:
        return None
    while kept and kept[0] not in listed:
        kept.pop(0)
    first = text.rfind(kept[0], max(0, start - 120), start)
    return AuthorYear(text[first:end], first, end, start, match["place"].strip(" ,:"))
