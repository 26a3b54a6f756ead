"""Looking into a long sequence by citation keys, without a dictionary of all that is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar, runtime_checkable

Value = TypeVar("Value")


class Cited(Protocol):
    """What has a citation key."""

    @property
    def key(self) -> str: ...


@runtime_checkable
class WithKeys(Protocol):
    """A sequence that knows the keys of what is in it without making that anew."""

    def keys(self) -> Iterator[str]: ...


def keys_of(cited: Sequence[Cited]) -> Iterator[str]:
    """The citation keys, in order."""
    return cited.keys() if isinstance(cited, WithKeys) else (each.key for each in cited)


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
