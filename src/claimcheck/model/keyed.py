"""Looking into a long sequence by citation keys, without a dictionary of all that is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

Value = TypeVar("Value")


class Keyed(Mapping[str, Value]):
    """The values of a sequence by their keys, which are given in the same order."""

    def __init__(self, keys: Iterable[str], values: Sequence[Value]) -> None:
        self._places = {key: place for place, key in enumerate(keys)}
        self._values = values

    def __getitem__(self, key: str) -> Value:
        return self._values[self._places[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
