"""Parts and wholes of one sentence: n of N (p %), parts that make up a whole, percentages that cannot add up.

Only wordings that leave one reading are judged. A percentage counts as right where the true share lies in its rounding
interval or is cut off instead of rounded ("66.6 %" for two thirds); the interval of what is written, never an epsilon
(Nuijten et al. 2016).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from claimcheck.checks.trouble import Trouble
from claimcheck.claims.words import words
from claimcheck.model.quantity import Quantity

_OF = re.compile(r"\s*(?:/|\s(?:out of|of)(?: a total of)?(?: the| these| those| all| our)?)\s*", re.IGNORECASE)
_SHARE_OPENS = re.compile(r"[^.;:()%\d]{0,60}[(\[]\s*(?:i\.e\.,?\s*|or\s+)?")
_SHARE_CLOSES = re.compile(r"\s*[)\];,]")
_OPENING_WHOLE = re.compile(
    r"(?:^|[.;,]\s)\s*(?:of|among|out of)(?: a total of)?(?: the| these| those| all| our)?\s+$", re.I
)
_OTHER_WHOLE = re.compile(r"\b(?:of|among|in) (?:whom|which|them|these|those)\b|\bthereof\b|\bof the\b", re.IGNORECASE)
_BREAKDOWN = re.compile(r"[^\W\d_][^\W\d_ '’-]*(?:[ -][^\W\d_'’-]+){0,4}\s*(?P<mark>[(:])\s*")
_PARTS = re.compile(r",\s*(?:and\s+)?|;\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_LOOSE = re.compile(
    r"\b(?:includ\w+|of (?:which|whom|these|them)|e\.g|i\.e|range\w*|mean|median|aged?|sd|per|versus|vs|among|some|"
    r"others?|each|respectively|at least|more|additional|both|further|plus|only|multiple|several|or)\b",
    re.IGNORECASE,
)
_PAIRS = tuple(
    (words(one), words(other))
    for one, other in (
        ("men man male males boys boy", "women woman female females girls girl"),
        ("urban", "rural"),
        ("cases case", "controls control"),
        ("treatment intervention treated", "control controls placebo untreated"),
        ("public", "private"),
    )
)
_PEOPLE = words(
    "respondents participants patients people persons women men students pupils teachers households subjects adults "
    "children voters countries states companies firms cases schools families workers employees users readers residents"
)
_REMAINING = re.compile(r"\bthe (?:remaining|other|rest|remainder)\b[^.;%\d]{0,40}$", re.IGNORECASE)
_WHOLE_SPLIT = re.compile(
    r"\b(?:split|divided|distributed|distribution|breakdown|broke down|composed|composition|made up)\b", re.IGNORECASE
)


def shares(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    """What can't be about the parts and wholes of a sentence; ``quantities`` are those read from it, in order."""
    yield from _n_of_n(text, quantities)
    yield from _breakdowns(text, quantities)
    yield from _impossible_share(text, quantities)
    yield from _remainder(text, quantities)
    yield from _complements(text, quantities)
    yield from _split(text, quantities)


def fits(part: Fraction, whole: Fraction, stated: Quantity) -> bool:
    """Whether ``part`` of ``whole`` is the percentage as it is written, rounded or cut off."""
    value, step = stated.value, stated.precision or Fraction(1)
    if value is None or not whole:
        return True
    true = part / whole * 100
    return value - step / 2 <= true < value + step


def _n_of_n(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    for n, (one, two) in enumerate(pairwise(quantities)):
        if not (_is_count(one) and _is_count(two) and _OF.fullmatch(text[one.end : two.start])):
            continue
        before = quantities[n - 1] if n else None
        behind = quantities[n + 2] if n + 2 < len(quantities) else None
        if behind is not None and _is_share(behind) and _encloses(text, two, behind):
            yield from _wrong_share(one, two, behind, min(one.start, behind.start), max(two.end, behind.end))
        elif before is not None and _is_share(before) and re.fullmatch(r"\s*[(\[]\s*", text[before.end : one.start]):
            if _SHARE_CLOSES.match(text, two.end):
                yield from _wrong_share(one, two, before, before.start, two.end)
    yield from _of_the_whole(text, quantities)


def _encloses(text: str, whole: Quantity, share: Quantity) -> bool:
    opens = _SHARE_OPENS.fullmatch(text[whole.end : share.start])
    return opens is not None and _SHARE_CLOSES.match(text, share.end) is not None


def _of_the_whole(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    """ "Of the 120 patients, 45 (37.5 %) were women and 75 (62.5 %) men." """
    for n, whole in enumerate(quantities):
        if not _is_count(whole) or not _OPENING_WHOLE.search(text[: whole.start]):
            continue
        rest = quantities[n + 1 :]
        for part, share in zip(rest[::2], rest[1::2], strict=False):
            between = text[whole.end : part.start]
            bracket = re.fullmatch(r"[^\d.;()%]{0,40}[(\[]\s*", text[part.end : share.start])
            closes = re.match(r"\s*[)\]]", text[share.end :])
            if not (_is_count(part) and _is_share(share) and bracket and closes) or _OTHER_WHOLE.search(between):
                break
            yield from _wrong_share(part, whole, share, part.start, share.end)


def _wrong_share(part: Quantity, whole: Quantity, share: Quantity, start: int, end: int) -> Iterator[Trouble]:
    n, total = _value(part), _value(whole)
    if fits(n, total, share):
        return
    true = _percent(n / total * 100, share)
    yield Trouble(
        start,
        end,
        f"{part.text} of {whole.text} is {true} % ({part.text} / {whole.text} × 100), not {share.text}",
        "I303",
    )


def _breakdowns(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    """ "120 patients (45 men and 70 women)": parts in brackets or behind a colon that must make up the whole."""
    for whole in quantities:
        opens = _BREAKDOWN.match(text, _noun(text, whole.end)) if _is_count(whole) else None
        if opens is None:
            continue
        inside = _inside(text, opens.end(), opens["mark"])
        parts = [q for q in quantities if opens.end() <= q.start < opens.end() + len(inside)]
        if not _makes_up(inside, opens.end(), parts):
            continue
        total = sum((_value(part) for part in parts), Fraction(0))
        if total != _value(whole):
            added = " + ".join(part.text for part in parts)
            message = f"{added} = {_number(total)}, but the whole is given as {whole.text}"
            yield Trouble(whole.start, opens.end() + len(inside), message, "I303")


def _noun(text: str, at: int) -> int:
    return at + (text[at : at + 1] == " ")


def _inside(text: str, at: int, mark: str) -> str:
    stop = re.compile(r"[)(]" if mark == "(" else r"[.;()](?=\s|$)|$").search(text, at)
    if stop is None or stop.group() == "(":
        return ""
    return text[at : stop.start()]


def _makes_up(inside: str, at: int, parts: Sequence[Quantity]) -> bool:
    """Whether the words in brackets are parts of one kind that leave nothing out: "6 in Asia, 5 in Europe and 3 …"."""
    if len(parts) < 2 or not all(_is_count(part) for part in parts) or _LOOSE.search(inside):
        return False
    pieces, start = [], 0
    for gap in [*_PARTS.finditer(inside), None]:
        end = gap.start() if gap else len(inside)
        pieces.append((at + start, inside[start:end]))
        start = gap.end() if gap else end
    if [place for place, _ in pieces] != [part.start for part in parts]:
        return False
    named = [piece[part.end - part.start :].split() for (_, piece), part in zip(pieces, parts, strict=True)]
    if any(not name or len(name) > 4 for name in named):
        return False
    if len(parts) == 2:
        return _complementary(named[0], named[1])
    prepositions = {name[0] for name in named}
    return len(prepositions) == 1 and prepositions <= {"in", "from", "at", "on"} and " and " in inside


def _complementary(one: Sequence[str], other: Sequence[str]) -> bool:
    first, second = ({word.strip(".,;").casefold() for word in name} for name in (one, other))
    return any((first & a and second & b) or (first & b and second & a) for a, b in _PAIRS)


def _impossible_share(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    for share in quantities:
        if not _is_share(share) or (share.value or 0) <= 100:
            continue
        of = re.match(r" of (?:the |all |these |our )?(\w+)(?: (\w+))?", text[share.end : share.end + 60])
        noun = next((word for word in of.groups() if word and word.casefold() in _PEOPLE), "") if of else ""
        if noun:
            message = f"{share.text} of {noun}: a share of a whole can't be larger than 100 %"
            yield Trouble(share.start, share.end, message, "I304")


def _remainder(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    """ "45 % agreed, 30 % disagreed and the remaining 30 % had no opinion"."""
    for n, last in enumerate(quantities):
        if not _is_share(last) or not _REMAINING.search(text[: last.start]):
            continue
        begin = max(text.rfind(";", 0, last.start), text.rfind(":", 0, last.start)) + 1
        before = [q for q in quantities[:n] if q.start >= begin and q.kind in ("percent", "points", "multiple")]
        if not before or not all(_is_share(q) for q in before) or _OTHER_WHOLE.search(text[before[0].end : last.start]):
            continue
        yield from _sum_of([*before, last], exactly=True)


def _complements(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    """ "52 % were men and 58 % women"."""
    for one, other in pairwise(quantities):
        if not (_is_share(one) and _is_share(other)):
            continue
        between, behind = text[one.end : other.start], re.split(r"[.;,()]", text[other.end : other.end + 40])[0]
        if not re.search(r"(?:\band|,|;)\s*$", between) or _OTHER_WHOLE.search(between):
            continue
        first, second = between.split()[:4], behind.split()[:4]
        if len(between.split()) <= 5 and _complementary(first, second):
            yield from _sum_of([one, other], exactly=False)


def _split(text: str, quantities: Sequence[Quantity]) -> Iterator[Trouble]:
    """Three shares and more of what is said to be divided into them."""
    parts = [q for q in quantities if q.kind == "percent"]
    if len(parts) < 3 or not all(_is_share(q) for q in parts) or not _WHOLE_SPLIT.search(text):
        return
    if not _OTHER_WHOLE.search(text[parts[0].end : parts[-1].start]) and not _LOOSE.search(text[: parts[-1].start]):
        yield from _sum_of(parts, exactly=False)


def _sum_of(parts: Sequence[Quantity], *, exactly: bool) -> Iterator[Trouble]:
    total = sum((_value(part) for part in parts), Fraction(0))
    slack = sum((part.precision or Fraction(1) for part in parts), Fraction(0))
    if total - 100 > slack or (exactly and 100 - total > slack):
        added = " + ".join(part.text for part in parts)
        message = f"{added} = {_number(total)} %: the parts of one whole must make 100 %"
        yield Trouble(parts[0].start, parts[-1].end, message, "I304")


def _is_count(quantity: Quantity) -> bool:
    whole = quantity.value is not None and quantity.value.denominator == 1 and quantity.value >= 0
    return (
        quantity.kind in ("count", "number")
        and quantity.form in ("point", "enumeration")
        and whole
        and _plain(quantity)
    )


def _is_share(quantity: Quantity) -> bool:
    return (
        quantity.kind == "percent" and quantity.form in ("point", "share") and _plain(quantity) and bool(quantity.value)
    )


def _plain(quantity: Quantity) -> bool:
    return quantity.approximator == "exact" and not quantity.vague and quantity.value is not None


def _value(quantity: Quantity) -> Fraction:
    return quantity.value or Fraction(0)


def _number(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.6g}"


def _percent(value: Fraction, like: Quantity) -> str:
    """With one digit more than the percentage that it is set against."""
    step = like.precision or Fraction(1)
    digits = 1
    while step < 1 and digits < 6:
        step, digits = step * 10, digits + 1
    shown = f"{float(value):.{digits}f}"
    return shown.rstrip("0").rstrip(".")
