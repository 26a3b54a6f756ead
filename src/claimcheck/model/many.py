"""References by the ten thousand: packed, a fifth of the memory that they take as objects."""

from __future__ import annotations

import itertools
import marshal
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Final, overload

from claimcheck.model.reference import Reference
from claimcheck.model.text import Span

FEW: Final = 4_000
"""References that are held as they are."""

_NAMES = [each.name for each in fields(Reference)]
_KEY = _NAMES.index("key")
_SPAN = _NAMES.index("span")
_VALUES = attrgetter(*_NAMES)
_BLANK = _VALUES(Reference(""))


def sequence_of(references: Iterable[Reference], *, few: int = FEW) -> Sequence[Reference]:
    """A tuple of references, or where they are more than a ``few`` a sequence that makes each anew when it is asked."""
    rest = iter(references)
    first = tuple(itertools.islice(rest, few + 1))
    return first if len(first) <= few else _Packed(itertools.chain(first, rest))


class _Packed(Sequence[Reference]):
    """What each has that is not blank, one behind the other."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._data = bytearray()
        self._starts = array("Q", [0])
        for reference in references:
            self._data += _packed(reference)
            self._starts.append(len(self._data))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> Reference: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Reference, ...]: ...

    def __getitem__(self, place: int | slice) -> Reference | tuple[Reference, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        return _reference(self._at(range(len(self))[place]))

    def _at(self, place: int) -> bytearray:
        return self._data[self._starts[place] : self._starts[place + 1]]

    def keys(self) -> Iterator[str]:
        """Of each, in order."""
        for place in range(len(self)):
            stated = marshal.loads(self._at(place))  # noqa: S302  (what ``_packed`` made)
            yield stated[0][1] if stated and stated[0][0] == _KEY else ""

    def __iter__(self) -> Iterator[Reference]:
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Equal to any sequence of the same references."""
        if not isinstance(other, (_Packed, tuple)):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(bytes(self._data))


def _packed(reference: Reference) -> bytes:
    stated = [(place, value) for place, value in enumerate(_VALUES(reference)) if value != _BLANK[place]]
    return marshal.dumps([(place, _ends(value) if place == _SPAN else value) for place, value in stated])


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _reference(data: bytes | bytearray) -> Reference:
    values = list(_BLANK)
    for place, value in marshal.loads(data):  # noqa: S302  (what ``_packed`` made)
        values[place] = Span(*value) if place == _SPAN else value
    return Reference(*values)
