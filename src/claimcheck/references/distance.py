"""How many slips lie between two words: a letter more, less, other, or two swapped (optimal string alignment)."""

from __future__ import annotations


def near(one: str, other: str, most: int) -> bool:
    """Whether two different words are at most ``most`` slips apart.

    >>> near("sheena", "sheeba", 1), near("moritz", "mortiz", 1), near("smith", "smith", 1)
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > most:
        return False
    return distance(one, other, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """The number of slips between two words; ``most + 1`` as soon as it must be more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        previous, before = before, row
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
