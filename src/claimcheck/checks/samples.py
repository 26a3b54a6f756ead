"""What was studied, told in two places with two numbers: "we interviewed 214 teachers", and 241 in the methods.

Only the study's own doing counts, one verb and one noun, where no word of either sentence limits it to a part, a phase
or another study.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimcheck.model.document import Sentence
from claimcheck.model.quantity import Quantity

_DONE = (
    "interview|survey|enrol|recruit|analy[sz]|collect|examin|cod|review|stud|sampl|screen|test|observ|invit|"
    "transcrib|assess|measur|inspect|visit|includ"
)
_ACTIVE = re.compile(
    rf"\b(?:we|I|the authors?|(?:this|the|our) (?:study|paper|article|review|survey|analysis))\b(?: \w+ly| have| has)* "
    rf"(?P<verb>{_DONE})\w*(?: (?:a total of|altogether|data (?:from|on)|responses from|a sample of|the))*\s+$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"[^\d.;,()]{{0,60}}?\b(?:were|was|have been)(?: \w+ly)? (?P<verb>{_DONE})(?:ed|led|ied|d)\b", re.IGNORECASE
)
_LIMITED = re.compile(
    r"\b(?:again|second|first|third|additional(?:ly)?|another|other|further|pilots?|remaining|rest|also|waves?|each|every|"
    r"per|whom|which|exclud\w+|later|phases?|rounds?|arms?|groups?|controls?|sub-?samples?|sub-?sets?|only|women|men|"
    r"follow-?up|baseline|stud(?:y|ies) \d|experiments?|sites?|after|before|initial(?:ly)?|final(?:ly)?|eligible|"
    r"complete\w*|valid|both|respectively|previous(?:ly)?|earlier|by (?:\w+ )?et al|random(?:ly)?|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of things studied, in one sentence."""

    sentence: Sentence
    quantity: Quantity
    """Its offsets count in the sentence's clean text."""


def samples(read: Iterable[tuple[Sentence, Sequence[Quantity]]]) -> Iterator[tuple[Stated, Stated]]:
    """Pairs of sentences, with the quantities read from them, that give one thing studied two numbers."""
    told: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for sentence, quantities in read:
        text = sentence.text.text
        if sentence.role not in ("body", "abstract") or _LIMITED.search(text):
            continue
        for quantity in quantities:
            verb = _verb(text, quantity)
            if verb and quantity.measure and quantity.kind == "count" and _is_plain(quantity):
                told[verb.casefold(), _noun(quantity.measure)].append(Stated(sentence, quantity))
    for places in told.values():
        values = {one.quantity.value for one in places}
        if len(values) == 2:
            first = places[0]
            other = next(one for one in places if one.quantity.value != first.quantity.value)
            if first.sentence.paragraph != other.sentence.paragraph:
                yield first, other


def _verb(text: str, quantity: Quantity) -> str:
    active = _ACTIVE.search(text[: quantity.start])
    passive = _PASSIVE.match(text[quantity.end : quantity.end + 100])
    found = active or passive
    return found["verb"] if found else ""


def _is_plain(quantity: Quantity) -> bool:
    return quantity.approximator == "exact" and not quantity.vague and quantity.value is not None and quantity.value > 1


def _noun(measure: str) -> str:
    return " ".join(re.sub(r"s$", "", word) for word in re.findall(r"\w+", measure.casefold()))
