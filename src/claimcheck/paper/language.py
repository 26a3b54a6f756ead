"""Which language a paper is written in, by its small words, where its metadata doesn't say."""

from __future__ import annotations

import re
from collections import Counter

_SMALL_WORDS = {
    "en": "the of and to in is that was for with as are were by this from have which not",
    "de": "der die und das den von zu mit sich des ist nicht ein eine auch werden dass wurde sind im",
    "fr": "le les des et est dans une que pour qui sur pas par au plus ce avec sont aux du",
    "es": "el los las del que y en una por con para se es como más su al fue entre sobre",
    "tr": "ve bir bu ile için olarak da de olan gibi daha sonra kadar ise çok ancak göre değil en her",
    "it": "il che di gli della per una con sono nel alla dei non più anche come è delle dal questo",
    "pt": "o os que do da em para com não uma dos das por mais como ao foi são na no",
    "nl": "de het een van en dat is op te met voor niet zijn aan door ook bij naar er worden",
}
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST = 60_000
_FEWEST = 40
"""Small words below which nothing is guessed."""
_LEAD = 1.5
"""How many times as many small words of its own a language needs as English has."""


def language_of(text: str, said: str = "") -> str:
    """The language code of a text that says of itself that it is in ``said``: believed unless the text shows another.

    Pages often carry the language of a template. Without either it is English.
    """
    said = said.lower().replace("_", "-").split("-")[0]
    if not said or said == "en":
        return guess_language(text)
    guessed = guess_language(text, said) if said in _SMALL_WORDS else guess_language(text)
    if said in _SMALL_WORDS or guessed != "en":
        return guessed
    english = sum(count for word, count in _words(text[:_LONGEST]).items() if word in _SMALL_WORDS["en"].split())
    return "en" if english >= _FEWEST and english > len(text[:_LONGEST].split()) / 5 else said


def _words(sample: str) -> Counter[str]:
    return Counter(_WORD.findall(sample.lower()))


def guess_language(text: str, default: str = "en") -> str:
    """A language code: the one whose small words the text uses most, by a clear lead over English."""
    sample = text[:_LONGEST]
    if len(_HAN.findall(sample)) > 0.3 * max(1, len(sample) - sample.count(" ")):
        return "zh"
    counts = _words(sample)
    scores = {lang: sum(counts[word] for word in words.split()) for lang, words in _SMALL_WORDS.items()}
    best = max(scores, key=lambda lang: scores[lang])
    return best if scores[best] >= _FEWEST and scores[best] > _LEAD * scores[default] else default
