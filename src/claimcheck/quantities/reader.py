"""Text to quantities: one pass over the tokens, then the sentence around each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from claimcheck.model.quantity import Quantity
from claimcheck.quantities import forms, shares
from claimcheck.quantities.accounts import mend_accounts
from claimcheck.quantities.alone import is_quotient, with_sign_apart
from claimcheck.quantities.bounds import join_bounds
from claimcheck.quantities.context import settle
from claimcheck.quantities.date_points import may_date
from claimcheck.quantities.dates import read_date
from claimcheck.quantities.draft import Draft, finish
from claimcheck.quantities.durations import UNIT_WORDS, add_smaller, half_unit, one_unit, part_of_unit, unit_long
from claimcheck.quantities.exclusions import excluded
from claimcheck.quantities.figures import figure, hyphenated_noun
from claimcheck.quantities.inflection import may_begin, prepare
from claimcheck.quantities.local_dates import roman_centuries
from claimcheck.quantities.local_forms import add_cents, special
from claimcheck.quantities.locales import Locale, locale_of
from claimcheck.quantities.numerals import VULGAR, decimal_mark
from claimcheck.quantities.spelled import spelled_digit
from claimcheck.quantities.statistics import STATISTICS, read_statistic, with_tests
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens, sentences, tokenise
from claimcheck.quantities.units import matches


def read(text: str, *, lang: str = "en", decimal: str = "", written: str = "") -> tuple[Quantity, ...]:
    """The quantities of ``text``, sorted by start, never overlapping; ``text[q.start:q.end] == q.text``.

    ``lang`` is a language code; without a data file for it digits, signs and units are read. ``decimal`` is the decimal
    mark of the document that the text is from ("." or ","); without it the text's own numbers decide. ``written`` is
    the EDTF date on which the text was written: by it "April last year" becomes a date. Time is linear.
    """
    if lang.lower().startswith("zh"):
        from claimcheck.quantities.chinese import read_chinese  # five modules that few papers need

        return read_chinese(text)
    locale = locale_of(lang)
    tokens = tokenise(text, written=written)
    if not len(tokens):
        return ()
    mend_accounts(tokens)
    if locale.lang != "en":
        prepare(tokens, locale)
    reader = _Reader(tokens, locale, decimal or decimal_mark(tokens, locale), excluded(tokens, locale))
    found: list[Quantity] = []
    bounds = sentences(tokens, *_around_ordinals(locale))
    for floor, limit in pairwise(bounds):
        drafts = join_bounds(tokens, reader.sentence(floor, limit))
        if drafts:
            settle(tokens, drafts, floor, limit, locale)
            found.extend(finish(draft, tokens, text) for draft in drafts)
    return with_tests(found, text)


def decimal_of(text: str, *, lang: str = "en") -> str:
    """The decimal mark of a document ("." or ","), by its unambiguous numbers, else by its language."""
    return decimal_mark(tokenise(text), locale_of(lang))


def _around_ordinals(locale: Locale) -> tuple[frozenset[str], frozenset[str]]:
    """Words behind and before an ordinal in digits with a stop, which ends no sentence ("am 1. Januar")."""
    if not locale.has("grammar", "ordinal-point"):
        return frozenset(), frozenset()
    none: frozenset[str] = frozenset()
    behind = locale.words.get("century_words", none).union(locale.months)
    return behind, locale.words.get("ordinal_before", none)


_ANY, _DATE, _STATISTIC, _ARTICLE = "any", "date", "statistic", "article"


@lru_cache(maxsize=16)
def _triggers(lang: str) -> Mapping[str, str]:
    """The words with which a quantity can begin, and what alone can begin with them."""
    data = locale_of(lang)
    if lang != "en":
        centuries = data.words.get("century_words", frozenset())
        numerals = roman_centuries() if centuries else ()
        return dict.fromkeys((*STATISTICS, *data.months, *data.seasons, *VULGAR, *centuries, *numerals), _ANY)
    dates = (*data.months, *data.seasons, "fy", "cy", "q", "last", "this", "next")
    forms = (
        *data.units, *data.tens, *data.ordinals, *data.fractions, *data.bands, *data.multiples, *data.hundred,
        *(word + "s" for word, scale in data.scales.items() if scale >= 1000), *VULGAR, *UNIT_WORDS,
        *"majority minority most no none halved halving decades centuries years months weeks".split(),
    )  # fmt: skip
    both = frozenset(dates) & STATISTICS
    return {
        **dict.fromkeys(STATISTICS, _STATISTIC),
        **dict.fromkeys(dates, _DATE),
        **dict.fromkeys(("a", "an"), _ARTICLE),
        **dict.fromkeys((*forms, *both), _ANY),
    }


@lru_cache(maxsize=16)
def _behind_article(lang: str) -> frozenset[str]:
    """What makes a number of the article before it."""
    data = locale_of(lang)
    return frozenset((*data.fractions, *data.tens, *data.hundred, *data.scales))


@dataclass(slots=True)
class _Reader:
    tokens: Tokens
    locale: Locale
    decimal: str
    mask: bytearray

    def sentence(self, floor: int, limit: int) -> list[Draft]:
        """The drafts of one sentence, in order."""
        kinds, low, mask = self.tokens.kind, self.tokens.low, self.mask
        triggers, worded = _triggers(self.locale.lang), self.locale.lang != "en"
        drafts: list[Draft] = []
        i = free = floor
        while i < limit:
            role = _ANY if kinds[i] == NUMBER else triggers.get(low[i])
            if role is None and worded and kinds[i] == WORD and may_begin(low[i], self.locale.lang):
                role = _ANY
            if role is not None and not mask[i]:
                draft = self._at(i, role)
                if draft is not None and draft.last <= limit:
                    draft.first = max(draft.first, free)
                    drafts.append(draft)
                    i = free = max(draft.last, i + 1)
                    continue
            i += 1
        return drafts

    def _at(self, i: int, role: str) -> Draft | None:
        tokens, locale = self.tokens, self.locale
        word = tokens.low[i]
        if role == _ARTICLE and tokens.word(i + 1) not in _behind_article(locale.lang):
            return one_unit(tokens, i, locale)
        if tokens.kind[i] == WORD:
            if (digit := spelled_digit(tokens, i, locale)) is not None:
                return digit
            larger = tokens.word(i + 1) in locale.hundred or tokens.word(i + 1) in locale.scales
            larger = larger or (locale.has("point", tokens.word(i + 1)) and tokens.word(i + 2) in locale.units)
            larger = larger or locale.ordinals.get(tokens.word(i + 1), 0) >= 100  # "the two hundredth visitor"
            if word in locale.idioms and not larger and self._idiom(i):
                return None
            if (
                tokens.glued(i)
                and tokens.word(i - 1) in ("-", "_")
                and tokens.kind_at(i - 2) == WORD
                and tokens.glued(i - 1)
            ) and tokens.word(i - 2) not in ("mid", "non", "over", "under"):
                return None
        if tokens.word(i + 1) in ("bc", "bce") and tokens.raw(i + 1).isupper():
            return None  # a year before our era, which nothing here can compare yet
        if role == _DATE:
            return read_date(tokens, i, locale)
        if role == _STATISTIC:
            return read_statistic(tokens, i, locale, self.decimal)
        draft = None if is_quotient(tokens, i, locale) else self._special(i)
        if draft is not None:
            return draft
        draft = figure(tokens, i, locale, self.decimal)
        if draft is None:
            if locale.lang != "en":
                return None
            return half_unit(tokens, i, locale) or one_unit(tokens, i, locale) or unit_long(tokens, i, locale)
        if locale.lang != "en":
            add_cents(tokens, draft, locale)
        draft = self._checked(i, add_smaller(tokens, draft, locale, self.decimal))
        return None if draft is None else with_sign_apart(tokens, draft)

    def _special(self, i: int) -> Draft | None:
        tokens, locale = self.tokens, self.locale
        is_word = tokens.kind[i] == WORD
        if locale.lang != "en":
            statistic = read_statistic(tokens, i, locale, self.decimal) if tokens.low[i] in STATISTICS else None
            return statistic or read_date(tokens, i, locale) or special(tokens, i, locale, self.decimal)
        if tokens.kind[i] == NUMBER:
            return (
                (read_date(tokens, i, locale) if may_date(tokens.low[i]) else None)
                or (shares.share(tokens, i, locale) if tokens.word(i + 1) in shares.SHARES else None)
                or forms.multiple(tokens, i, locale, self.decimal)
                or forms.ordinal(tokens, i, locale)
            )
        if not is_word:
            return shares.share(tokens, i, locale) or forms.multiple(tokens, i, locale, self.decimal)
        return (
            (read_statistic(tokens, i, locale, self.decimal) if tokens.low[i] in STATISTICS else None)
            or read_date(tokens, i, locale)
            or part_of_unit(tokens, i, locale)
            or shares.share(tokens, i, locale)
            or forms.multiple(tokens, i, locale, self.decimal)
            or forms.ordinal(tokens, i, locale)
            or forms.vague(tokens, i, locale)
            or forms.none(tokens, i, locale)
            or forms.vague_time(tokens, i, locale)
        )

    def _idiom(self, i: int) -> bool:
        idioms = self.locale.idioms[self.tokens.low[i]]
        return any(matches(self.tokens, i - int(at), words) for words, at in idioms)

    def _checked(self, i: int, draft: Draft) -> Draft | None:
        """Refuse what only looks like a count ("one", "two-way"); settle "12-member" and the last two decades."""
        tokens, locale = self.tokens, self.locale
        hyphened = hyphenated_noun(tokens, draft, locale, not draft.words)
        if hyphened is not None and draft.kind == "number" and draft.form == "point":
            if not hyphened:
                return None
            draft.kind, draft.measure, draft.fixed = "count", hyphened, True
            draft.last += 2
            return draft
        if (
            draft.words
            and draft.value == 1
            and draft.kind == "number"
            and draft.form == "point"
            and not self._counted_one(i, draft)
        ):
            return None
        if draft.words and self._ends_name(i, draft):
            return None
        if draft.kind == "duration":
            self._relative(draft)
        return draft

    def _ends_name(self, i: int, draft: Draft) -> bool:
        """ "Quay Capital Two signed an agreement": a number word with a capital that a capital stands before."""
        tokens = self.tokens
        if self.locale.lang != "en" or draft.kind != "number" or draft.last != i + 1 or draft.first != i:
            return False
        behind, before = tokens.word(i + 1), tokens.word(i - 1)
        alone = tokens.kind_at(i + 1) != WORD or not tokens.capital(i + 1)
        named = tokens.capital(i) and tokens.kind_at(i - 1) == WORD and tokens.capital(i - 1)
        return named and alone and behind not in self.locale.scales and before not in self.locale.months

    def _counted_one(self, i: int, draft: Draft) -> bool:
        """Whether "one" counts: behind an approximator or "only", before a noun, not at the head of a sentence."""
        tokens, locale = self.tokens, self.locale
        if locale.lang != "en":
            return True  # the article is none there, and what is left is the numeral
        if tokens.word(draft.last) in ("who", "that", "which", "another"):
            return False
        if draft.scaled or draft.approximator != "exact" or tokens.word(i - 1) in ("only", "just"):
            return True
        after = tokens.word(i + 1)
        if (
            tokens.capital(i)
            or tokens.kind_at(i + 1) != WORD
            or locale.has("stop", after)
            or tokens.word(i - 1) in ("the", "as", "is", "was", "this", "that")
        ):
            return False
        return not locale.has("indefinite", after)

    def _relative(self, draft: Draft) -> None:
        """ "the last two decades", "past ten years": the words that tie a duration to now belong to it."""
        tokens = self.tokens
        if draft.approximator == "exact" and self.locale.has("past", tokens.word(draft.first - 1)):
            draft.first -= 1
            if tokens.word(draft.first - 1) == "the":
                draft.first -= 1
