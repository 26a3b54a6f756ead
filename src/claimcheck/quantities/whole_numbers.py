"""Whole numbers in words: the pieces of words added up, by the data file of a language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from claimcheck.quantities.locales import Locale
from claimcheck.quantities.tokens import WORD, Tokens
from claimcheck.quantities.word_pieces import Piece, cover

_MOST_WORDS = 40
_LARGEST = 10**45


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
        return Sum(self.lang, list(self.scaled), self.group, self.room, self.last, self.joined, self.ordinal, self.half)

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
        pieces = cover(tokens.low[at + step], locale.lang) or _one(tokens, at + step, locale)
        if pieces is None:
            break
        if pieces[-1].ordinal and count + (best is not None) and _divides(tokens, at + step, best, locale):
            break
        tried = made.copy()
        joined = step == (tokens.low[at] == "-") or tried.join()
        if not joined or not tried.take_all(pieces):
            break
        made, at, count = tried, at + step + 1, count + 1
        if made.complete and made.ordinal == ordinal:
            scale = made.scaled[-1][1] if made.scaled and made.last == "scale" else 1
            best = Whole(made.value, at, made.last, scale, made.ordinal, made.half, best is not None and best.article)
        if made.half or tokens.end[at - 1] - tokens.start[at - 1] > len(tokens.low[at - 1]):
            break  # an ending closes a number: "yirmide yedi" are two
    return best if best is None or best.ordinal == ordinal else None


def _one(tokens: Tokens, at: int, locale: Locale) -> tuple[Piece, ...] | None:
    """The article within a number: "zwei Milliarden eine Million"."""
    if not locale.has("article", tokens.word(at)):
        return None
    scale = cover(tokens.word(at + 1), locale.lang)
    return (Piece(1, "below"),) if scale and scale[0].role == "scale" else None


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
