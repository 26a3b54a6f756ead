"""Which quantities of a sentence say something about the world, and which are only there for the telling.

Each rule names one way in which a number in a paper is no claim; the first that applies is the reason. They are
written for English; in other languages only what needs no words applies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from claimcheck.claims import labels
from claimcheck.claims.place import Place
from claimcheck.claims.structure import is_contribution, is_own_structure, is_signpost, tells_of_paper
from claimcheck.model.document import Sentence
from claimcheck.model.quantity import Quantity

Rule = Callable[[Place], bool]
_REACH = 80

_SMALL_WORD = re.compile(
    r"(?:the |these |those |both |all )?(?:two|three|four|five|six|seven|eight|nine|ten)", re.IGNORECASE
)
_ANAPHOR = re.compile(
    r"\b(?:the|these|those|both|all|other|its|their|our|his|her|such|last|first|following|remaining|latter|former)"
    r"(?: of)?(?: the| these| those)?(?: last| first| other| main| remaining| latter| former| following)* $"
)
_BODIES = re.compile(
    r" (?:[a-z-]+ )?(?:countr(?:y|ies)|states?|cit(?:y|ies)|nations?|provinces?|regions?|districts?|"
    r"municipalit(?:y|ies)|villages?|islands?|compan(?:y|ies)|firms?|banks?|ports?|schools?|universit(?:y|ies)|hospitals?|governments?|"
    r"agenc(?:y|ies)|ministr(?:y|ies)|parties|sites?|plants?|stations?)\b"
)
"""What can be counted on a map: "these three countries" still says how many took part."""
_WORK = (
    r"(?:report|study|article|paper|book|survey|white paper|analysis|review|essay|monograph|chapter|document|volume|"
    r"publication|edition|dataset|database|brief|working paper|op-ed|interview|memo|thesis|commentary|investigation)"
)
_PUBLISHED = r"(?:publish|publici[sz]|releas|issu|appear|print|writt|post|author|updat|present)(?:e|ed|en|ing|s|es)?"
_DATED_WORK = re.compile(
    rf"\b{_WORK}s?\b(?:(?:\W+\w+){{0,4}}?\W+{_PUBLISHED}\b(?:\W+\w+){{0,4}}?|(?:\W+\w+)?\W+(?:from|of|dated))\W+$"
)
_BROUGHT_OUT = re.compile(
    rf"\b(?:{_PUBLISHED}|br(?:ought|ing\w*) out|put out) (?:[\w'’-]+ ){{0,4}}?{_WORK}s? (?:in|on) $"
)
_WORK_NEXT = re.compile(rf"^(?:\W+[\w-]+){{0,2}}?\W+{_WORK}s?\b")
_ACCESSED = re.compile(
    r"(?:^|[(\[,;:.|] ?|\b(?:websites?|pages?|url|online|data|dataset|last|date) )(?:was |were |as )?(?:last )?"
    r"(?:accessed|retrieved|downloaded|consulted|checked|viewed|date of access:?|access date:?) ?:?(?:on |in )?$"
)
_MANUSCRIPT = re.compile(
    r"\W*(?:(?:first |re-?)?(?:received|revised|accepted|published|submitted|posted|approved)(?: online)?|"
    r"available online)\W{0,2}\s(?:on |in )?"
)
_SUPERLATIVE = re.compile(
    r"^[- ](?:most|least|highest|lowest|largest|smallest|biggest|longest|shortest|greatest|fastest|slowest|best|worst|"
    r"richest|poorest|oldest|youngest|busiest|deadliest|strongest|weakest|leading|\w{3,}est)\b"
)
_EVENT = re.compile(
    r"^ (?:[\w'’-]+ ){0,3}?(?:sessions?|assembly|congress|conference|summit|meeting|plenum|edition|round|anniversary|"
    r"amendment|term|quarter|week|day|year|month|trimester|decade|percentile|quartile|quintile|decile|forum|olympics|"
    r"games|parliament|election|plan|generation|place|position|birthday|symposium|workshop)s?\b"
)
_ONE_THAT_COUNTS = re.compile(
    r"^ (?:in|out of|of every|for every|third|quarter|half|hundred|thousand|million|billion|trillion|percent|per ?cent|"
    r"year|month|week|day|hour|minute|decade|century|death|case|person|patient|country|meeting|session)\b"
)
_TITLE_QUOTES = (("“", "”"), ("‘", "’"), ('"', '"'), ("«", "»"), ("„", "“"), ("'", "'"))
_VAGUE_TIME = re.compile(
    r"\b(?:decades|years|months|weeks|days|centuries|recent|nowadays|today|past|now)\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"(?:an? |only )*(?:several|many|some|few|various|numerous|multiple|couple|number of|series of|handful)\b",
    re.IGNORECASE,
)
_NAMES_FOLLOW = re.compile(
    r"(?: [\w'’-]+){1,7}?,? (?:such as|including|like|namely|among them)(?: the)? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}"
    r"(?:,| and| or) "
)
"""\" … countries in the West such as Canada, …\"."""
_HYPHENATED = re.compile(r"^[-‐‑][A-Za-z]{2,}")
_OF_TIME = re.compile(
    r"^[-‐‑](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|fold|percent|km|m|kg|mg|ml|mile|page|member|"
    r"strong|storey|point)\b",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(r"(?:no|none|never|nothing|neither|nil|not a|not any)\b", re.IGNORECASE)
_COUNTED_NONE = re.compile(
    r"^ (?:\w+ ){0,2}?(?:deaths?|cases?|casualt(?:y|ies)|fatalit(?:y|ies)|injur(?:y|ies)|infections?|accidents?|"
    r"arrests?|participants?|patients?|of (?:the|these|those) [a-z0-9]+)\b"
)


def checkable(sentence: Sentence, quantities: Sequence[Quantity], preceding: str = "") -> tuple[Quantity, ...]:
    """Those quantities of a sentence that state something checkable about the world.

    ``preceding`` is the sentence before it in its paragraph, as far as it is at hand.
    """
    return tuple(one for one in quantities if not reason_against(sentence, one, preceding))


def reason_against(sentence: Sentence, quantity: Quantity, preceding: str = "") -> str:
    """Why a quantity is no claim, as the name of the rule; empty where it is one."""
    text, cited = sentence.text.text, bool(sentence.marks)
    before = text[max(quantity.start - _REACH, 0) : quantity.start].casefold()
    after = text[quantity.end : quantity.end + _REACH].casefold()
    told = not cited and tells_of_paper(preceding)
    place = Place(text, quantity, before, after, told, cited, sentence.role)
    return next((name for name, applies in RULES if applies(place)), "")


def _is_own_test(place: Place) -> bool:
    """ "t(28) = 2.20, p = .036" without a citation: the study's own, and checked against itself."""
    return place.quantity.kind == "statistic" and not place.cited


def _is_enumerator(place: Place) -> bool:
    """ "(1) … (2) …", "1. First point": the numbers of a list."""
    word = place.quantity.text
    if not re.fullmatch(r"\(?\d{1,2}[.)]?", word):
        return False
    bracketed = bool(re.fullmatch(r"\(\d{1,2}\)", (place.before[-1:] + word + place.after[:1]).strip(" .,;:")))
    first = not place.before.strip() and re.match(r"[.)]\s", place.after)
    only_words_inside = not re.search(r"\b(?:n|p|age|aged)\s*[=<>]?\s*\($", place.before)
    return bool(first) or (bracketed and only_words_inside and place.quantity.kind in ("count", "number"))


def _is_mere_order(place: Place) -> bool:
    """ "first", "the third component": an order of telling; a rank or the number of an event is none."""
    quantity = place.quantity
    if quantity.kind != "ordinal":
        return False
    after = place.after
    if _SUPERLATIVE.match(after) or re.search(r"[-\s](?:largest|highest|most|lowest|smallest)\b", quantity.text):
        return False
    if any(char.isdigit() for char in quantity.text):
        return bool(re.match(r"^[- ]centur", after)) or bool(re.match(r" (?:quin|quar|dec|percen)tile", after))
    if re.search(r"\b(?:rank(?:s|ed)?|placed?|came|finished)(?: as)?(?: the| in)? $", place.before):
        return False
    numbered_event = re.search(r"\bthe $", place.before) and _EVENT.match(after)
    return not numbered_event or quantity.text.casefold() == "first"


def _refers_back(place: Place) -> bool:
    """ "the two powers", "these three factors": a count that was given before, or is taken for granted."""
    quantity = place.quantity
    if quantity.kind not in ("count", "number") or quantity.approximator != "exact" or quantity.members:
        return False
    if _BODIES.match(place.after) and re.search(r"\b(?:these|those) $", place.before):
        return False
    return bool(_SMALL_WORD.fullmatch(quantity.text) and (
        _ANAPHOR.search(place.before) or re.match(r"(?:the|these|those|both|all) ", quantity.text.casefold())
    )) and not _SUPERLATIVE.match(place.after)  # fmt: skip


def _dates_a_work(place: Place) -> bool:
    """ "a report published in 2017", "a 2019 survey", "(2019)" behind a name: when a work appeared."""
    quantity = place.quantity
    if quantity.kind != "date":
        return False
    before = place.before
    if _DATED_WORK.search(before) or _BROUGHT_OUT.search(before):
        return True
    if re.search(rf"\b(?:{_PUBLISHED}) (?:in|on) $", before) and re.search(rf"\b{_WORK}s?\b", before):
        return True
    if not re.fullmatch(r"(?:1[5-9]|20)\d\d[a-z]?", quantity.text):
        return False
    if _WORK_NEXT.match(place.after) and re.search(r"\b(?:a|an|the|its|their|our|this|another)\s$", before):
        return True
    return before.endswith("(") and place.after.startswith((")", ",", ";", ":"))


def _is_access_date(place: Place) -> bool:
    """ "(company websites, accessed 4 October 2021)", "Received: 4 May 2020.": when the author looked, or handed in."""
    if place.quantity.kind != "date":
        return False
    alone = not place.after.strip(" .;,)") and _MANUSCRIPT.fullmatch(place.before)
    return bool(alone or _ACCESSED.search(place.before))


def _stands_in_a_title(place: Place) -> bool:
    """A figure inside a quoted title ("110 Overseas – …") is a part of a name."""
    quantity, text = place.quantity, place.text
    for left, right in _TITLE_QUOTES:
        opened = text.rfind(left, 0, quantity.start)
        closed = text.find(right, quantity.end)
        if opened < 0 or closed < 0:
            continue
        if left == right and text.count(left, 0, opened + 1) % 2 == 0:
            continue
        if left != right and text.rfind(right, opened, quantity.start) >= 0:
            continue
        if left in "'‘" and opened and text[opened - 1].isalnum():
            continue
        words = re.findall(r"[^\W\d_]{4,}", text[opened + 1 : closed])
        capital = sum(word[0].isupper() for word in words)
        if words and capital >= 0.6 * len(words):
            return True
    return False


def _begins_a_title(place: Place) -> bool:
    """ "the report 2020 Vision of the Seas": a work named without quotation marks."""
    named = re.search(rf"\b(?:{_WORK}|film|novel|strategy|plan|programme|program|campaign|project) $", place.before)
    return bool(named) and bool(re.match(r" (?:[A-Z][a-z]+)", place.text[place.quantity.end :]))


def _is_pronoun_one(place: Place) -> bool:
    """ "one side", "one another": the word that counts nothing."""
    if place.quantity.text.casefold() not in ("one", "a", "an"):
        return False
    counts = _ONE_THAT_COUNTS.match(place.after) or re.search(r"\b(?:only|just|exactly|least|than) $", place.before)
    return not counts


def _is_part_of_a_name(place: Place) -> bool:
    """ "one-party", "two-sided", "third-party": a number inside a compound that measures nothing."""
    quantity = place.quantity
    if place.before[-1:] in "-‐‑" and len(place.before) > 1 and place.before[-2].isalpha() and quantity.kind != "date":
        return True
    if quantity.form == "share" and re.match(r"[-‐‑](?:dozen|hundred|thousand|million|billion|century)", place.after):
        return False
    plain = quantity.kind in ("count", "number", "ordinal", "multiple") or quantity.form == "share"
    if not plain or not _HYPHENATED.match(place.after):
        return False
    return not (_OF_TIME.match(place.after) or _SUPERLATIVE.match(place.after))


def _names_or_codes(place: Place) -> bool:
    """ "type 2 errors", "Python 3", "VAR(4)", "79 × 119", "toward zero", "95% CI": see ``labels``."""
    quantity, before, after = place.quantity, place.before, place.after
    return (
        labels.is_label(quantity, before, after)
        or labels.is_place(quantity, before)
        or labels.is_law(quantity, place.text)
        or labels.is_code(quantity, place.text)
        or labels.is_version(quantity, before)
        or labels.is_name(quantity, place.text, after)
        or labels.is_argument(quantity, place.text)
        or labels.is_size(quantity, before, after)
        or labels.is_null(quantity, before, after)
        or labels.is_level(quantity, before, after)
        or labels.is_clock(quantity, after)
        or labels.is_interval(quantity, before, after)
        or labels.is_number_of_a_file(before)
    )


def _is_vague_time(place: Place) -> bool:
    """ "for decades", "in recent years": a time without a figure."""
    quantity = place.quantity
    if quantity.kind in ("date", "ordinal") and re.search(r"\bcentur", quantity.text + place.after[:8], re.IGNORECASE):
        present = re.match(r"(?:the )?(?:(?:early|late|mid)[ -])?(?:21st|twenty-first)", quantity.text, re.IGNORECASE)
        return bool(present) or not re.search(
            r"\b(?:in|since|until|from|by|during|of|early|late|mid)[ -](?:the )?$", place.before
        )
    return quantity.kind in ("duration", "date", "count") and quantity.vague and bool(_VAGUE_TIME.search(quantity.text))


def _is_vague_count(place: Place) -> bool:
    """ "several activities" without a list of them."""
    quantity = place.quantity
    if not (quantity.vague or quantity.value is None) or quantity.kind not in ("count", "number"):
        return False
    if not _SEVERAL.match(quantity.text) or re.search(r"hundred|thousand|million|billion|dozen", quantity.text):
        return False
    names = [member for member in quantity.members if member[:1].isupper()]
    return not place.cited or (len(names) < 2 and not _NAMES_FOLLOW.match(place.text, quantity.end))


def _is_superlative_most(place: Place) -> bool:
    """ "the most important", "most likely": no share of anything."""
    if place.quantity.text.casefold() not in ("most", "mostly"):
        return False
    return not re.match(r" (?:of (?:the|these|those|its|their|all|our|them|which)|[a-z-]*[^s\W]s)\b", place.after)


def _is_mere_negation(place: Place) -> bool:
    """ "no purpose other than": nothing was counted."""
    return bool(_NO_FIGURE.match(place.quantity.text)) and not _COUNTED_NONE.match(place.after)


def _is_keyword_line(place: Place) -> bool:
    return bool(re.match(r"\W*(?:key ?words|index terms|jel)\b", place.text, re.IGNORECASE))


RULES: tuple[tuple[str, Rule], ...] = (
    ("keywords", _is_keyword_line),
    ("enumerator", _is_enumerator),
    ("mere order", _is_mere_order),
    ("own structure", is_own_structure),
    ("own structure", is_signpost),
    ("own structure", is_contribution),
    ("refers back", _refers_back),
    ("dates a work", _dates_a_work),
    ("access", _is_access_date),
    ("title", _stands_in_a_title),
    ("title", _begins_a_title),
    ("pronoun", _is_pronoun_one),
    ("part of a name", _is_part_of_a_name),
    ("label", _names_or_codes),
    ("vague time", _is_vague_time),
    ("vague count", _is_vague_count),
    ("superlative", _is_superlative_most),
    ("negation", _is_mere_negation),
    ("own test", _is_own_test),
)
"""In order; the first that applies is the reason."""
