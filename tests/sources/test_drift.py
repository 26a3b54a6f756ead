"""How alike two versions of a page are, and from when on it is called drifted."""

from __future__ import annotations

import random

import pytest

from claimcheck.model.source import Passage, PassageRole, SourceText
from claimcheck.sources.drift import Likeness, likeness

WORDS = [f"word{number}" for number in range(900)]


def text(words: list[str], role: PassageRole = "main") -> SourceText:
    return SourceText("", (Passage(0, 0, " ".join(words), role),))


def alike(before: list[str], after: list[str]) -> Likeness:
    found = likeness(text(before), text(after))
    assert found is not None
    return found


def test_the_same_is_one_and_another_text_is_nothing() -> None:
    assert alike(WORDS, WORDS) == Likeness(1.0, 1.0)
    assert alike(WORDS, [f"other{number}" for number in range(900)]) == Likeness(0.0, 0.0)


@pytest.mark.parametrize(("share", "drifted"), [(0.1, False), (0.25, False), (0.4, True), (0.7, True)])
def test_a_third_of_the_text_replaced_in_one_piece_is_the_border(share, drifted) -> None:
    cut = int(len(WORDS) * share)
    after = [f"new{number}" for number in range(cut)] + WORDS[cut:]
    found = alike(WORDS, after)
    assert found.resemblance == pytest.approx((1 - share) / (1 + share), abs=0.01)
    assert found.drifted is drifted


@pytest.mark.parametrize(("share", "drifted"), [(0.02, False), (0.06, False), (0.2, True)])
def test_words_changed_here_and_there_count_with_their_neighbours(share, drifted) -> None:
    chance = random.Random(1)
    after = [f"new{at}" if chance.random() < share else word for at, word in enumerate(WORDS)]
    assert alike(WORDS, after).drifted is drifted


def test_a_page_that_only_grew_has_not_drifted() -> None:
    found = alike(WORDS[:200], WORDS)
    assert found.resemblance < 0.3
    assert not found.drifted


def test_case_and_punctuation_do_not_count_and_furniture_is_not_looked_at() -> None:
    assert alike(["Of", "all,", "the"] * 20, ["of", "ALL", "the."] * 20) == Likeness(1.0, 1.0)
    menu = Passage(0, 0, " ".join(f"menu{number}" for number in range(500)), "furniture")
    with_menu = SourceText("", (menu, *text(WORDS).passages))
    assert likeness(text(WORDS), with_menu) == Likeness(1.0, 1.0)


def test_a_few_words_are_no_text_to_compare() -> None:
    assert likeness(text(WORDS[:20]), text(WORDS)) is None
