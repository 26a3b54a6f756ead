"""The words around a figure: what is counted or measured, what is listed, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.quantities.draft import Draft
from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens

_REACH = 40
_LONGEST = 7
_OPEN_MARKS = frozenset({"-", "/", "&"})


def looks_plural(word: str, locale: Locale) -> bool:
    """Whether an English-like word looks like a plural noun."""
    if locale.has("plurals", word):
        return True
    if locale.lang != "en":
        return False
    if len(word) < 4 or word[-1] != "s" or word[-2] in "su'" or word.endswith("is"):
        return False
    return not locale.has("not_plural", word) and not locale.has("stop", word)


def _is_participle(word: str, locale: Locale) -> bool:
    if locale.has("ing_nouns", word):
        return False
    return locale.has("participles", word) or (len(word) > 4 and word.endswith(("ed", "ing")))


def noun_phrase(tokens: Tokens, at: int, limit: int, locale: Locale) -> tuple[str, int]:
    """The noun phrase that begins at token ``at`` and the token after it; empty where none begins."""
    if locale.lang != "en":
        return _short_phrase(tokens, at, limit, locale)
    end, plural, count = at, False, 0
    while end < limit and count < _LONGEST:
        word = tokens.low[end]
        if tokens.kind[end] != WORD:
            if (
                word in _OPEN_MARKS
                and end > at
                and tokens.glued(end)
                and tokens.glued(end + 1)
                and tokens.kind_at(end + 1) == WORD
            ):
                end += 1
                continue
            if end > at and _owns(tokens, end) and tokens.word(at - 2) not in _DEFINITE:
                end += 1
                continue
            break
        if locale.has("stop", word) and not _compound(tokens, end):
            joined = _joined(tokens, end, limit, plural, locale)
            if not joined:
                break
            end, plural = joined, False
            continue
        if plural and not (looks_plural(word, locale) and locale.has("plural_modifiers", tokens.low[end - 1])):
            break
        if end > at and _is_participle(word, locale) and not _noun_after(tokens, end, limit, locale):
            break
        if end == at and (locale.has("participles", word) or _adverb(tokens, end, locale)):
            break
        plural = looks_plural(word, locale) and tokens.word(end + 1) != "'"
        end, count = end + 1, count + 1
    while end > at and (tokens.kind[end - 1] != WORD or tokens.low[end - 1] in ("and", "or", "of")):
        end -= 1
    if end <= at:
        return "", at
    return tokens.text[tokens.start[at] : tokens.end[end - 1]], end


def _owns(tokens: Tokens, at: int) -> bool:
    """ "44 ships' anchors": the apostrophe of a plural that the counted noun belongs to."""
    stands = tokens.word(at) in ("'", "’") and tokens.glued(at) and tokens.word(at - 1).endswith("s")
    return stands and tokens.gap(at + 1) == " " and tokens.kind_at(at + 1) == WORD


_DEFINITE = frozenset("the these those all its their our".split())
"""Words before a number by which it counts the owners: "these three countries' forces"."""


def _adverb(tokens: Tokens, at: int, locale: Locale) -> bool:
    """ "increased 59 % primarily from …": no noun, for a small word follows."""
    return tokens.low[at].endswith("ly") and len(tokens.low[at]) > 5 and locale.has("stop", tokens.word(at + 1))


def _short_phrase(tokens: Tokens, at: int, limit: int, locale: Locale) -> tuple[str, int]:
    """Words up to the first small one, three at most; in German up to the noun, which its capital shows."""
    end = at
    while end < min(limit, at + 3) and tokens.kind[end] == WORD and not locale.has("stop", tokens.low[end]):
        end += 1
        if locale.lang == "de" and tokens.capital(end - 1):
            break
    if locale.lang == "de" and not any(tokens.capital(k) for k in range(at, end)):
        return "", at
    return (tokens.text[tokens.start[at] : tokens.end[end - 1]], end) if end > at else ("", at)


_OBJECTS = frozenset("that the a an its their his her it them how why what whether this these those".split())
"""What follows a verb: "several bodies and finds that …"."""


def _compound(tokens: Tokens, at: int) -> bool:
    """ "so-called", "on-site": a small word at the head of a compound."""
    return tokens.word(at + 1) == "-" and tokens.glued(at + 1) and tokens.glued(at + 2)


def _noun_after(tokens: Tokens, at: int, limit: int, locale: Locale) -> bool:
    """Whether a noun follows the participle at ``at``, so that it is an adjective ("armed officers")."""
    for k in range(at + 1, min(at + 3, limit)):
        if tokens.kind[k] != WORD or locale.has("stop", tokens.low[k]):
            return tokens.low[at].endswith("ing") and tokens.word(k) in ("and", "of") and k == at + 1
        if looks_plural(tokens.low[k], locale):
            return True
    return tokens.low[at].endswith("ing")


def _joined(tokens: Tokens, at: int, limit: int, plural: bool, locale: Locale) -> int:
    """The token after a joint that the noun phrase goes on behind: "training and courses", "rounds of talks"."""
    word, following = tokens.low[at], tokens.word(at + 1)
    if at + 1 >= limit or tokens.kind_at(at + 1) != WORD or locale.has("stop", following):
        return 0
    if word == "of":
        return at + 1
    if word in ("and", "or"):
        ahead = [k for k in range(at + 1, min(at + 4, limit)) if tokens.kind[k] == WORD]
        for k in ahead:
            if locale.has("stop", tokens.low[k]):
                return 0
            if looks_plural(tokens.low[k], locale):
                verb = tokens.word(k + 1) in _OBJECTS or (tokens.word(k + 1) in ("have", "are", "were") and not plural)
                return 0 if verb else at + 1
    return 0


def strip_of(phrase: str) -> str:
    """The phrase without an "of" that nothing follows."""
    return phrase[:-3].rstrip() if phrase.lower().endswith(" of") else phrase


def phrase_before(tokens: Tokens, at: int, floor: int, locale: Locale, figures: Sequence[Draft] = ()) -> str:
    """The noun phrase that a figure behind it measures: subject or noun before verb and preposition; best guess."""
    if locale.lang != "en":
        return ""  # which words are nouns is known of English alone
    floor = max(floor, at - _REACH)
    number_of = _number_of(tokens, at, floor, locale)
    if number_of:
        return number_of
    end = at
    taken = {k for figure in figures for k in range(figure.first, figure.last)}
    while end > floor and (end - 1 in taken or not _nounlike(tokens, end - 1, locale)):
        if tokens.low[end - 1] in (";", "."):
            return ""
        end -= 1
    start = end
    while start > floor and end - start < 4 and start - 1 not in taken and _nounlike(tokens, start - 1, locale):
        start -= 1
        if tokens.word(start - 1) == "-" and tokens.glued(start) and tokens.glued(start - 1) and start - 2 > floor:
            start -= 2 if tokens.kind_at(start - 2) == WORD and start - 2 not in taken else 0
    while end - start > 1 and _opens_clause(tokens, start, locale):
        start += 1
    if start == end or _is_place(tokens, start, end):
        return ""
    headed = tokens.word(start - 1) == "of" and start - 1 > floor and start - 2 not in taken
    if headed and _nounlike(tokens, start - 2, locale):
        start -= 2
        while start > floor and end - start < 6 and _nounlike(tokens, start - 1, locale):
            start -= 1
    return tokens.text[tokens.start[start] : tokens.end[end - 1]]


def _opens_clause(tokens: Tokens, k: int, locale: Locale) -> bool:
    """ "(holding second largest share with …": a verb, no part of what is measured."""
    word = tokens.low[k]
    return _is_participle(word, locale) or (word.endswith("ing") and tokens.word(k - 1) in ("(", ",", ";", "–", "—"))


def _is_place(tokens: Tokens, start: int, end: int) -> bool:
    """ "… in the Lower Rhine with 63 %": a name behind a preposition says where or of whom, not what."""
    while tokens.kind_at(start - 1) == WORD and tokens.capital(start - 1) and start - 1 > 0:
        start -= 1  # "the United Kingdom"
    before = start - 2 if tokens.word(start - 1) == "the" else start - 1
    return tokens.word(before) in ("in", "at", "for", "from") and all(
        tokens.capital(k) or tokens.kind[k] != WORD for k in range(start, end)
    )


def _nounlike(tokens: Tokens, k: int, locale: Locale) -> bool:
    word = tokens.low[k]
    if tokens.kind[k] != WORD or locale.has("stop", word) or locale.has("no_measure", word):
        return False
    if locale.has("change_up", word) or locale.has("change_down", word) or locale.has("change", word):
        return False
    return not _is_participle(word, locale) or word.endswith("ing")


def _number_of(tokens: Tokens, at: int, floor: int, locale: Locale) -> str:
    """ "the number of extradition treaties … has doubled"."""
    for k in range(at - 1, floor, -1):
        if tokens.low[k] == "of" and tokens.low[k - 1] in (
            "number",
            "total",
            "share",
            "proportion",
            "percentage",
            "amount",
            "count",
        ):
            begin = k + 1
            while begin < at and tokens.word(begin) in ("the", "its", "their", "all", "such", "these", "those", "a"):
                begin += 1
            phrase, _ = noun_phrase(tokens, begin, at, locale)
            return strip_of(phrase)
    return ""


_LIST_CUES = (
    (("such", "as"), True), (("including",), True), (("among", "them"), True), (("like",), True),
    (("included",), True), (("namely",), False), ((":",), False), (("(",), False), (("i", ".", "e", "."), False),
    (("—",), False), (("–",), False),
)  # fmt: skip
_MOST_MEMBERS = 60
_LONGEST_MEMBER = 8


_CLAUSE = 8
"""Words that may stand between what is counted and the colon before its names."""


def members_after(tokens: Tokens, at: int, limit: int, locale: Locale) -> tuple[tuple[str, ...], bool]:
    """What is listed behind the noun phrase that ends at ``at``, and whether the list is an open one ("such as")."""
    at = _past_place(tokens, at, limit)
    if tokens.word(at) == ",":
        at += 1
    for cue, is_open in _LIST_CUES:
        if tuple(tokens.low[at : at + len(cue)]) == cue:
            begin = at + len(cue)
            opened = tokens.word(begin) in ("including", "such") and cue == ("(",)
            if opened:
                begin += 2 if tokens.word(begin) == "such" else 1
            if tokens.word(begin) == ":":
                begin += 1
            names = _listed(tokens, begin, limit, locale)
            return (names, is_open or opened) if len(names) >= 2 else ((), False)
    return _behind_clause(tokens, at, limit, locale), False


def _behind_clause(tokens: Tokens, at: int, limit: int, locale: Locale) -> tuple[str, ...]:
    """ "Four operators share the market: Alpha, Beta and Gamma.": names alone, and nothing behind the last one."""
    colon = next((k for k in range(at, min(at + _CLAUSE, limit)) if tokens.kind[k] != WORD), limit)
    if tokens.word(colon) != ":" or colon == at:
        return ()
    names = _listed(tokens, colon + 1, limit, locale)
    end = next((k for k in range(limit - 1, colon, -1) if tokens.kind[k] == WORD), colon)
    whole = bool(names) and tokens.text[: tokens.end[end]].endswith(names[-1])
    return names if len(names) >= 2 and whole and all(name[:1].isupper() for name in names) else ()


def _past_place(tokens: Tokens, at: int, limit: int) -> int:
    """ "9 countries from the European Union such as …": the token of the cue behind a prepositional phrase."""
    if tokens.word(at) not in ("from", "in", "of", "across", "within", "on"):
        return at
    for k in range(at + 1, min(at + 8, limit)):
        if tokens.low[k] in ("such", "including", "namely", ":"):
            return k
        if tokens.kind[k] != WORD and tokens.low[k] not in ("-", ","):
            return at
    return at


def _listed(tokens: Tokens, at: int, limit: int, locale: Locale) -> tuple[str, ...]:
    names: list[str] = []
    last = False
    while at < limit and len(names) < _MOST_MEMBERS:
        if tokens.word(at) == "the":
            at += 1
        begin = at
        while at < limit and at - begin < _LONGEST_MEMBER and _in_member(tokens, at, begin, locale):
            at += 1
        if at == begin:
            break
        names.append(tokens.text[tokens.start[begin] : tokens.end[at - 1]])
        if last:
            break
        if tokens.word(at) == "(":
            at = _past_parenthesis(tokens, at, limit)
        if tokens.word(at) in (",", ";"):
            at += 1
            if tokens.word(at) == "and":
                at, last = at + 1, True
        elif tokens.word(at) in ("and", "&"):
            at, last = at + 1, True
        else:
            break
    return tuple(names) if last or tokens.word(at) in (")", ".", ";", "") else tuple(names) if len(names) > 2 else ()


def _in_member(tokens: Tokens, at: int, begin: int, locale: Locale) -> bool:
    word = tokens.low[at]
    if tokens.kind[at] == WORD:
        if word in (
            "and",
            "or",
            "have",
            "has",
            "had",
            "were",
            "are",
            "was",
            "is",
            "which",
            "that",
            "who",
            "received",
            "to",
        ):
            return False
        if tokens.capital(begin) and not tokens.capital(at):
            return (word in ("of", "the", "de", "da", "and") and tokens.capital(at + 1)) or (
                word == "of" and tokens.word(at + 1) == "the"
            )
        return True
    return word in ("-", "'", "’", "/") and at > begin and tokens.glued(at)


def _past_parenthesis(tokens: Tokens, at: int, limit: int) -> int:
    for k in range(at, min(limit, at + 12)):
        if tokens.low[k] == ")":
            return k + 1
    return at


_PLACE_WORDS = frozenset({"in", "at", "across", "within", "throughout", "inside"})


def place_near(tokens: Tokens, first: int, last: int, floor: int, limit: int, locale: Locale) -> str:
    """ "in Asia": the name behind a preposition of place, after the figure or at the head of the sentence."""
    for k in range(last, min(limit - 1, last + 14)):
        if tokens.kind[k] == NUMBER or tokens.low[k] in (";", ","):
            break
        if tokens.low[k] in _PLACE_WORDS and (name := _place(tokens, k + 1, limit, locale)):
            return name
    if tokens.word(floor) in _PLACE_WORDS:
        return _place(tokens, floor + 1, first, locale)
    return ""


def _place(tokens: Tokens, at: int, limit: int, locale: Locale) -> str:
    if tokens.word(at) == "the":
        at += 1
    end = at
    while (
        end < limit
        and end - at < 5
        and tokens.kind[end] == WORD
        and (tokens.capital(end) or (tokens.low[end] in ("of", "the") and tokens.capital(end + 1)))
    ):
        if (
            tokens.low[end] in locale.months
            or tokens.low[end] in locale.seasons
            or locale.has("names", tokens.low[end])
        ):
            return ""
        end += 1
    return tokens.text[tokens.start[at] : tokens.end[end - 1]] if end > at else ""
