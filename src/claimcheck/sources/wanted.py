"""Addresses that are to be asked, and for which works: of a hundred thousand of them little more than their texts."""

from __future__ import annotations

from collections.abc import Iterator


class Wanted:
    """Places of works by address, in the order in which they came. A work is named by the place of its reference."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._others: dict[str, list[int]] = {}
        """Where several works have one address."""

    def add(self, url: str, work: int) -> None:
        """One more work that is to be read at an address."""
        if self._first.setdefault(url, work) != work:
            self._others.setdefault(url, []).append(work)

    def of(self, url: str) -> list[int]:
        """The works that are to be read at an address."""
        first = self._first.get(url)
        return [] if first is None else [first, *self._others.get(url, ())]

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def __len__(self) -> int:
        return len(self._first)
