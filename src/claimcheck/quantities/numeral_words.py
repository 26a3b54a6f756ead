"""Numbers in words in every language but English, by the data file of the language.

"einhundertfünfundzwanzigtausend", "quatre-vingt-dix-sept", "treinta y un mil", "yüz yirmi beş bin", with decimals
("drei Komma fünf"), mixed numbers ("dos y medio") and scales ("anderthalb Millionen").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.numeral import Numeral, step_of
from claimcheck.quantities.tokens import NUMBER, WORD, Tokens
from claimcheck.quantities.word_pieces import Piece, cover, part_of

_MOST_WORDS = 40
_MOST_DIGITS = 12
_LARGEST = 10**45
_LARGEST_PART = 10
"""A fraction with a stroke and a larger denominator may be a date, a page or a case."""
HALF = Fraction(1, 2)


@dataclass(slots=True)
class Sum:
    """A number in the making: what stands before the last scales, and the group below a thousand after them."""

    lang: Locale
    scaled: list[tuple[int, int]] = field(default_factory=list)
    """Values and their scales, the largest scale first."""
    group: int | None = None
    room: int = 1000
    """What is added to the group next is smaller than this."""
    last: str = ""
    joined: bool = False
    ordinal: bool = False
    half: bool = False

    def copy(self) -> Sum:
        """Another sum that goes its own way from here."""
        return replace(self, scaled=list(self.scaled))

    @property
    def value(self) -> int:
        return sum(value for value, _ in self.scaled) + (self.group or 0)

    @property
    def complete(self) -> bool:
        return bool(self.last) and not self.joined

    def take_all(self, pieces: Iterable[Piece]) -> bool:
        """Whether all pieces of a word continue the number; where they don't, the sum is of no further use."""
        return all(self._take(piece) for piece in pieces)

    def join(self) -> bool:
        """Take "and": behind tens, hundreds and scales, in German also behind the unit before its ten."""
        if self.joined or self.ordinal or self.last in ("", "zero", "teen", "dozen"):
            return False
        self.joined = True
        return True

    def _take(self, piece: Piece) -> bool:
        if (self.ordinal and not piece.ordinal) or self.half or self.last == "dozen":
            return False
        if piece.role == "joint":
            return self.join()
        if piece.role == "half":
            self.half = self.last in ("unit", "teen", "tens")
            return self.half
        if piece.role == "end":
            self.ordinal = self.complete
            return self.ordinal
        if not self._add(piece):
            return False
        self.ordinal = piece.ordinal
        return True

    def _add(self, piece: Piece) -> bool:
        if piece.role in ("below", "score"):
            return self._below(piece)
        if self.joined and self.last not in ("hundred", "scale"):
            return False
        self.joined = False
        if piece.role == "hundred":
            return self._hundred(piece)
        if piece.role == "hundreds":
            if self.group is not None:
                return False
            self.group, self.room, self.last = piece.value, 100, "hundred"
            return True
        return self._dozen(piece) if piece.role == "dozen" else self._scale(piece)

    def _below(self, piece: Piece) -> bool:
        value = piece.value
        if piece.role == "score" and self.last == "unit" and (self.group or 0) % 100 == 4:
            self.group, self.last, self.room = (self.group or 0) + 76, "tens", 20  # quatre-vingt
            return True
        if self.joined and self.last == "unit":
            if not 20 <= value < 100 or value % 10:
                return False
            self.group, self.joined, self.last, self.room = (self.group or 0) + value, False, "teen", 0
            return True
        if self.joined and not self._joins(value):
            return False
        if value >= self.room or (value == 0 and self.last) or (self.joined and value == 0):
            return False
        self.joined = False
        self.group = (self.group or 0) + value
        tens = value >= 20 and value % 10 == 0
        self.last = "zero" if value == 0 else "unit" if value < 10 else "tens" if tens else "teen"
        self.room = 0 if not tens else 20 if self.lang.has("vigesimal", str(value)) else 10
        if value == 10 and self.lang.has("grammar", "ten-and-unit"):
            self.room, self.last = 10, "tens"
        return True

    def _joins(self, value: int) -> bool:
        """Whether "and" may stand before the value: in French only before one and eleven."""
        joined = self.lang.words.get("joins")
        return self.last in ("hundred", "scale") or not joined or str(value) in joined

    def _hundred(self, piece: Piece) -> bool:
        if self.group is None:
            if not (piece.bare or piece.ordinal):
                return False
            self.group = 100
        elif self.last in ("unit", "teen", "tens") and self.group < 100 and self.group % 10:
            self.group *= 100
        else:
            return False
        self.room, self.last = 100, "hundred"
        return True

    def _dozen(self, piece: Piece) -> bool:
        if self.last in ("", "zero"):
            return False
        self.scaled, self.group, self.last = [(self.value * piece.value, 1)], None, "dozen"
        return True

    def _scale(self, piece: Piece) -> bool:
        scale = piece.value
        if self.last == "zero" or self.value * scale > _LARGEST:
            return False
        behind_scale = self.last == "scale"
        lower = self.group or 0
        while self.scaled and self.scaled[-1][1] < scale:
            lower += self.scaled.pop()[0]
        if self.scaled and self.scaled[-1][1] <= scale:
            return False
        if not lower:
            if not (piece.bare or piece.ordinal) or (behind_scale and scale > 1000):
                return False
            lower = 1
        self.scaled.append((lower * scale, scale))
        self.group, self.room, self.last = None, 1000, "scale"
        return True


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in words, the token after it, and what its last word was."""

    value: int
    end: int
    last: str
    scale: int = 1
    ordinal: bool = False
    half: bool = False
    article: bool = False
    """Whether it begins with an article."""


def whole(tokens: Tokens, i: int, locale: Locale, *, ordinal: bool = False) -> Whole | None:
    """The longest whole number in words at token ``i``; an ordinal ends it only where one is asked for."""
    made, at, best, count = Sum(locale), i, None, 0
    if locale.has("article", tokens.word(i)):
        made.group, made.room, made.last, at = 1, 0, "unit", i + 1
        best = Whole(1, at, "article", article=True)
    while count < _MOST_WORDS and at < len(tokens):
        step = _joint(tokens, at, made, locale)
        if tokens.kind_at(at + step) != WORD:
            break
        pieces = cover(tokens.low[at + step], locale.lang)
        if pieces and pieces[-1].ordinal and count + (best is not None) and _divides(tokens, at + step, best, locale):
            break
        tried = made.copy()
        if (
            pieces is None
            or (step and step != (tokens.low[at] == "-") and not tried.join())
            or not tried.take_all(pieces)
        ):
            break
        made, at, count = tried, at + step + 1, count + 1
        if made.complete and made.ordinal == ordinal:
            scale = made.scaled[-1][1] if made.scaled and made.last == "scale" else 1
            best = Whole(made.value, at, made.last, scale, made.ordinal, made.half, best is not None and best.article)
        if made.half:
            break
    return best if best is None or best.ordinal == ordinal else None


def _divides(tokens: Tokens, at: int, best: Whole | None, locale: Locale) -> bool:
    """Whether an ordinal behind a number is what divides it: "un millionième", "dos millonésimas"."""
    if not locale.has("grammar", "ordinals-divide"):
        return False
    return tokens.low[at].endswith("s") or (best is not None and best.last == "article")


def _joint(tokens: Tokens, at: int, made: Sum, locale: Locale) -> int:
    """How many tokens stand between two number words here: hyphens, and "and" between tens and units."""
    if not made.last:
        return 0
    if tokens.word(at) == "-" and locale.has("joint", tokens.word(at + 1)) and tokens.word(at + 2) == "-":
        return 3 if made.last == "tens" and all(tokens.glued(k) for k in range(at, at + 4)) else 0  # vingt-et-un
    hyphen = 1 if tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1) else 0
    if not locale.has("joint", tokens.word(at + hyphen)) or made.last != "tens":
        return hyphen
    return 0 if hyphen else 1


def read(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    """The number in words that begins at token ``i``: whole, decimal or mixed, with its scale; None where none does."""
    found = _mixed_word(tokens, i, locale) or _half(tokens, i, locale)
    if found is not None:
        return found
    number = whole(tokens, i, locale)
    if number is None:
        fraction = fraction_at(tokens, i, locale)
        return None if fraction is None else scaled(tokens, _part(*fraction), locale)
    found = _decimals(tokens, number, locale) or _mixed(tokens, number, locale)
    if found is not None:
        return found
    fraction = fraction_at(tokens, i, locale)
    if fraction is not None and fraction[1] > number.end:
        return scaled(tokens, _part(*fraction), locale)
    if (number.last == "article" and not _counts_one(tokens, i, locale)) or _weak(tokens, i, number, locale):
        return None
    return _numeral(number)


def _numeral(number: Whole) -> Numeral:
    value, is_scaled = Fraction(number.value), number.last == "scale" and number.scale >= 1000
    precision = Fraction(number.scale) if is_scaled else Fraction(1)
    return Numeral(value, number.end, precision, step_of(value, precision), scaled=is_scaled, words=True)


def _part(value: Fraction, end: int) -> Numeral:
    precision = Fraction(1, value.denominator)
    return Numeral(value, end, precision, precision, words=True, decimals=value.denominator > 1)


def _weak(tokens: Tokens, i: int, number: Whole, locale: Locale) -> bool:
    """A word that means something else as well is a number before a word alone ("yedi kişi", not "yemek yedi")."""
    if number.end != i + 1 or not locale.has("weak", tokens.low[i]) or _led(tokens, i, locale):
        return False
    return i > 0 and tokens.kind_at(number.end) != WORD


def _led(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether a sign in words leads the number: "eksi bir", "yüzde yüz"."""
    before = tokens.word(i - 1)
    return locale.has("minus", before) or locale.has("percent_before", before) or locale.has("permille_before", before)


def _counts_one(tokens: Tokens, i: int, locale: Locale) -> bool:
    """Whether the article is the number one: "mindestens ein", "eksi bir"."""
    return _led(tokens, i, locale) or locale.has("counts_one", tokens.word(i - 1))


def scaled(tokens: Tokens, number: Numeral, locale: Locale) -> Numeral:
    """The number times the scale word behind it, if one stands there ("anderthalb Millionen", "yarım milyon")."""
    at = number.end
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    if locale.has("of", tokens.word(at)):
        at += 1
    scale = locale.scales.get(tokens.word(at))
    if scale is None:
        return number
    precision = max(Fraction(1), scale / 10) if scale >= 1000 else Fraction(1)
    value = number.value * scale
    return Numeral(value, at + 1, precision, precision, scaled=scale >= 1000, words=True, decimals=scale >= 1000)


def stroke(tokens: Tokens, i: int) -> Fraction | None:
    """ "3/4" where the denominator is so small that it is no date, page or case; None elsewhere."""
    top, bottom = tokens.word(i), tokens.word(i + 2)
    if tokens.kind_at(i) != NUMBER or tokens.word(i + 1) != "/" or not (top.isdecimal() and bottom.isdecimal()):
        return None
    if not (tokens.glued(i + 1) and tokens.glued(i + 2)) or len(top) > 2 or len(bottom) > 2:
        return None
    if tokens.word(i - 1) in ("/", "^") or tokens.word(i + 3) in ("/", "^") or tokens.kind_at(i - 1) == NUMBER:
        return None
    if tokens.word(i - 1) == "-" and tokens.kind_at(i - 2) in (NUMBER, WORD) and tokens.glued(i - 1):
        return None
    return Fraction(int(top), int(bottom)) if 0 < int(top) < int(bottom) <= _LARGEST_PART else None


def stroke_numeral(tokens: Tokens, i: int) -> Numeral | None:
    """The same as a numeral, for what measures with it ("3/4 Liter")."""
    value = stroke(tokens, i)
    return None if value is None else replace(_part(value, i + 3), words=False)


def and_half(tokens: Tokens, at: int, locale: Locale) -> int:
    """The token behind "et demi", "y media", "buçuk" at ``at``; nought where nothing of the kind stands there."""
    if locale.has("and_half", tokens.word(at)):
        return at + 1
    return half_at(tokens, at + 1, locale) if locale.has("and", tokens.word(at)) else 0


def with_half(tokens: Tokens, number: Numeral, locale: Locale) -> Numeral:
    """ "3 millions et demi", "2 buçuk milyon"."""
    if number.decimals or not (end := and_half(tokens, number.end, locale)):
        return number
    if number.scaled:
        half = number.precision / 2
        return replace(number, value=number.value + half, end=end, precision=half / 5, step=half / 5, decimals=True)
    mixed = replace(number, value=number.value + HALF, end=end, precision=HALF, step=HALF, decimals=True)
    return scaled(tokens, mixed, locale)


def power(tokens: Tokens, number: Numeral) -> Numeral:
    """ "1,1^23", "2,5^-1": the number to the power behind it, where it is small."""
    at = number.end + 1
    if tokens.word(at - 1) != "^" or not tokens.glued(at - 1) or number.value == 0:
        return number
    sign = -1 if tokens.word(at) in ("-", "−") else 1
    at += 1 if tokens.word(at) in ("-", "−", "+") else 0
    digits = tokens.word(at)
    if tokens.kind_at(at) != NUMBER or not digits.isdecimal() or len(digits) > 2:
        return number
    value = number.value ** (sign * int(digits))
    return replace(number, value=value, end=at + 1, precision=abs(value) / 100, step=abs(value) / 100, decimals=True)


def with_smaller_scales(tokens: Tokens, number: Numeral, locale: Locale) -> Numeral:
    """ "2 milyon 350 bin", "1 Million 200 Tausend", "3 mil 500": what the smaller scales behind the number add."""
    smallest = number.precision if number.scaled and not number.decimals else Fraction(0)
    while smallest >= 1000 and tokens.kind_at(number.end) == NUMBER and not tokens.glued(number.end):
        digits = tokens.low[number.end]
        scale = locale.scales.get(tokens.word(number.end + 1), Fraction(1))
        bare = scale == 1 and smallest == 1000 and len(digits) == 3 and locale.has("grammar", "digits-after-thousand")
        if not digits.isdecimal() or len(digits) > 3 or not (1000 <= scale < smallest or bare):
            break
        value = number.value + int(digits) * scale
        number = Numeral(value, number.end + (1 if bare else 2), scale, step_of(value, scale), scaled=not bare)
        smallest = scale
    return number


def _mixed_word(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    value = locale.mixed.get(tokens.word(i))
    return (
        None if value is None else scaled(tokens, Numeral(value, i + 1, HALF, HALF, words=True, decimals=True), locale)
    )


def half_at(tokens: Tokens, i: int, locale: Locale) -> int:
    """The token behind "half", "a half"; nought where none stands at token ``i``."""
    at = i + 1 if locale.has("article", tokens.word(i)) and not locale.has("half", tokens.word(i)) else i
    return at + 1 if locale.has("half", tokens.word(at)) else 0


def _half(tokens: Tokens, i: int, locale: Locale) -> Numeral | None:
    """ "ein halbes Dutzend", "yarım milyon", "une demi-heure"."""
    end = half_at(tokens, i, locale)
    return scaled(tokens, _part(HALF, end), locale) if end else None


def _decimals(tokens: Tokens, number: Whole, locale: Locale) -> Numeral | None:
    """ "zwei Komma drei", "iki yüz nokta sıfır üç"."""
    if not locale.has("point", tokens.word(number.end)) or tokens.kind_at(number.end + 1) != WORD:
        return None
    digits, at = "", number.end + 1
    while len(digits) < _MOST_DIGITS:
        more = whole(tokens, at, locale)
        if more is None or more.last in ("scale", "dozen") or more.half:
            break
        digits, at = digits + str(more.value), more.end
    if not digits:
        return None
    precision = Fraction(1, 10 ** len(digits))
    value = number.value + precision * int(digits)
    found = Numeral(value, at, precision, precision, words=True, decimals=True)
    scale = locale.scales.get(tokens.word(at))
    if scale is None:
        return found
    return replace(
        found, value=value * scale, end=at + 1, precision=precision * scale, step=precision * scale, scaled=True
    )


def _mixed(tokens: Tokens, number: Whole, locale: Locale) -> Numeral | None:
    """ "bir buçuk", "tres millones y medio", "fünf und drei Viertel Milliarden", "zweieinhalb"."""
    end, part = number.end, HALF
    if number.half:
        pass
    elif locale.has("and_half", tokens.word(end)):
        end += 1
    elif locale.has("and", tokens.word(end)) and (behind := half_at(tokens, end + 1, locale)):
        end = behind
    elif locale.has("and", tokens.word(end)) and (found := fraction_at(tokens, end + 1, locale)) and found[0] < 1:
        part, end = found
    else:
        return None
    if number.last == "scale" and number.scale >= 1000:
        value, unit = number.value + part * number.scale, Fraction(number.scale, 10)
        return Numeral(value, end, unit, unit, scaled=True, words=True, decimals=True)
    precision = Fraction(1, part.denominator)
    mixed = Numeral(number.value + part, end, precision, precision, words=True, decimals=True)
    return scaled(tokens, mixed, locale)


def fraction_at(tokens: Tokens, i: int, locale: Locale) -> tuple[Fraction, int] | None:
    """A vulgar fraction in words at token ``i`` and the token after it: "zwei Drittel", "üçte bir", "bir bölü sekiz"."""
    return _named_fraction(tokens, i, locale) or _inverse_fraction(tokens, i, locale) or _over(tokens, i, locale)


def small(tokens: Tokens, i: int, locale: Locale) -> tuple[int, int] | None:
    """A whole number in digits or words, and the token after it."""
    word = tokens.word(i)
    if tokens.kind_at(i) == NUMBER:
        return (int(word), i + 1) if word.isdecimal() and len(word) <= 6 else None
    number = whole(tokens, i, locale) if tokens.kind_at(i) == WORD else None
    return None if number is None or number.half else (number.value, number.end)


def _named_fraction(tokens: Tokens, i: int, locale: Locale) -> tuple[Fraction, int] | None:
    found = part_of(tokens.word(i), locale.lang)
    if found is not None and found[1]:
        made = Sum(locale)
        if not made.take_all(found[1]) or not made.complete:
            return None
        if found[0]:
            return Fraction(made.value, found[0]), i + 1  # dreiviertel
    top = small(tokens, i, locale)
    if top is None:
        return None
    at = top[1] + (1 if tokens.word(top[1]) == "-" and tokens.glued(top[1]) else 0)
    if locale.has("half", tokens.word(at)) and top[0] > 1:
        return Fraction(top[0], 2), at + 1
    bottom = denominator(tokens, at, locale)
    if bottom is None or (locale.has("article", tokens.low[i]) and _ranks(tokens, at, bottom[1], locale)):
        return None
    if _is_rank(tokens, i, bottom[1], locale):
        return None
    return Fraction(top[0], bottom[0]), bottom[1]


def _ranks(tokens: Tokens, at: int, end: int, locale: Locale) -> bool:
    """Whether "un quinto", "une cinquième" is a rank: one of several that a noun behind it names."""
    pieces = cover(tokens.word(end - 1), locale.lang)
    is_rank = pieces is not None and pieces[-1].ordinal
    return is_rank and tokens.kind_at(end) == WORD and not locale.has("of", tokens.word(end))


def denominator(tokens: Tokens, at: int, locale: Locale) -> tuple[int, int] | None:
    """ "drittel", "vingt-et-unième", "veintiunavos": what divides, and the token after it."""
    found = part_of(tokens.word(at), locale.lang)
    if found is not None:
        if not found[1]:
            return found[0], at + 1
        made = Sum(locale)
        if made.take_all(found[1]) and made.complete:
            return None if found[0] else (made.value, at + 1)
    if not locale.has("grammar", "ordinals-divide"):
        return None
    rank = whole(tokens, at, locale, ordinal=True)
    return (rank.value, rank.end) if rank is not None and rank.value > 2 and not rank.article else None


def _is_rank(tokens: Tokens, i: int, end: int, locale: Locale) -> bool:
    """Whether all of it is one ordinal ("deux centième") in a language whose ordinals divide as well."""
    rank = whole(tokens, i, locale, ordinal=True) if locale.has("grammar", "ordinals-divide") else None
    return rank is not None and rank.end >= end


def _inverse_fraction(tokens: Tokens, i: int, locale: Locale) -> tuple[Fraction, int] | None:
    """ "üçte bir", "dörtte üç": the denominator with its ending comes first."""
    endings = locale.words.get("divided_endings", frozenset())
    if not endings or tokens.kind_at(i) != WORD:
        return None
    number = whole(tokens, i, locale)
    if number is None or number.value < 2 or not _ends_with(tokens, number.end - 1, endings):
        return None
    top = small(tokens, number.end, locale)
    if top is None or not 0 < top[0] < number.value:
        return None
    return Fraction(top[0], number.value), top[1]


def _ends_with(tokens: Tokens, at: int, endings: Iterable[str]) -> bool:
    """Whether the word was written with one of the endings that :mod:`inflection` took off."""
    raw, stem = tokens.raw(at).lower(), tokens.low[at]
    return raw[len(stem) :] in endings and len(raw) > len(stem)


def _over(tokens: Tokens, i: int, locale: Locale) -> tuple[Fraction, int] | None:
    """ "bir bölü sekiz", "un sur trois", "tres de cada diez"."""
    top = small(tokens, i, locale)
    if top is None:
        return None
    for words, name in locale.ratios.get(tokens.word(top[1]), ()):
        if name in ("over", "out_of") and tuple(tokens.low[top[1] : top[1] + len(words)]) == words:
            bottom = small(tokens, top[1] + len(words), locale)
            if bottom is None or bottom[0] < 2 or (name == "out_of" and not 0 < top[0] < bottom[0] <= 1000):
                return None
            return Fraction(top[0], bottom[0]), bottom[1]
    return None


def begins(word: str, locale: Locale) -> bool:
    """Whether a number in words may begin with ``word``."""
    return (
        cover(word, locale.lang) is not None
        or part_of(word, locale.lang) is not None
        or word in locale.mixed
        or locale.has("half", word)
        or locale.has("article", word)
    )
