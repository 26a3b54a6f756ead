"""Names under two spellings: what is found does not hang on how many others there are."""

from __future__ import annotations

import time

from claimcheck.checks.spellings import Naming, namings, spellings


def people(*works: tuple[str, ...]) -> list[Naming]:
    return [naming for at, names in enumerate(works) for naming in namings(f"w{at}", at, names)]


def pairs(*works: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(found.first.name, found.second.name) for found in spellings(people(*works))]


def test_a_family_name_with_a_letter_wrong_is_found_by_a_common_coauthor() -> None:
    found = pairs(("Halvorsen, Ingrid", "Berg, Nils"), ("Halvorson, Ingrid", "Berg, Nils"))
    assert found == [("Halvorsen, Ingrid", "Halvorson, Ingrid")]


def test_a_long_family_name_with_two_letters_wrong_is_found_by_all_else() -> None:
    found = pairs(("Papadakisson, Frederik Dimitri",), ("Papdakissen, Frederik Dimitri",))
    assert found == [("Papadakisson, Frederik Dimitri", "Papdakissen, Frederik Dimitri")]


def test_a_given_name_with_two_letters_exchanged_is_found() -> None:
    found = pairs(("Lund, Frederik", "Berg, Nils"), ("Lund, Ferderik", "Berg, Nils"))
    assert found == [("Lund, Frederik", "Lund, Ferderik")]


def test_ten_times_as_many_names_take_no_hundred_times_as_long() -> None:
    syllables = ["ka", "lo", "mi", "re", "su", "ta", "no", "vi", "pe", "du"]

    def many(count: int) -> float:
        works = [
            (f"{syllables[n % 10]}{syllables[n // 10 % 10]}{syllables[n // 100 % 10]}n, Ingeborg {n}",)
            for n in range(count)
        ]
        found = people(*works)
        started = time.process_time()
        list(spellings(found))
        return time.process_time() - started

    few = max(many(1_000), 0.02)
    assert many(10_000) < 40 * few
