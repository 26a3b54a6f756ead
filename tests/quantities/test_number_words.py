"""Whole numbers in words: what an independent writer writes is read back, alone and in a sentence."""

from __future__ import annotations

import random
import time
from fractions import Fraction

import pytest

from claimcheck.quantities import read
from number_writers import WRITERS

pytestmark = pytest.mark.timed

LARGEST = 10**12
SENTENCES = {
    "de": "Im Werk lagern {} Schrauben.",
    "fr": "Le dépôt garde {} vis.",
    "es": "El depósito guarda {} tornillos.",
    "tr": "Depoda {} vida var.",
    "zh": "仓库里有{}个螺丝。",
}


def numbers() -> list[int]:
    """Every number to 130, and numbers of every size to 10^12; the same in each run."""
    dice = random.Random(20240229)
    return [*range(2, 130), *(dice.randrange(2, 10 ** dice.randint(2, 12)) for _ in range(250)), LARGEST]


@pytest.mark.parametrize("writer", sorted(WRITERS))
def test_a_number_that_is_written_in_words_is_read_back(writer: str) -> None:
    lang, write = WRITERS[writer]
    wrong = {}
    for n in numbers():
        if n < 10 and writer == "Chinese on cheques":
            continue  # one such character alone is another word more often
        text = SENTENCES[lang].format(write(n))
        found = [(quantity.value, quantity.text) for quantity in read(text, lang=lang)]
        if not any(value == n and words.startswith(write(n)) for value, words in found) or len(found) != 1:
            wrong[write(n)] = found
    assert not wrong, dict(list(wrong.items())[:5])


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("de", "zweitausendundeins Fälle", 2001),
        ("de", "achtzehnhundert Fälle", 1800),
        ("de", "fuenfundzwanzig Fälle", 25),
        ("fr", "quatre vingt dix neuf cas", 99),
        ("fr", "septante-deux cas", 72),
        ("fr", "vingt-et-un cas", 21),
        ("es", "veintitres casos", 23),
        ("es", "setecientas mil casas", 700_000),
        ("tr", "YİRMİ BEŞ vaka", 25),
        ("tr", "yüzbin vaka", 100_000),
        ("zh", "四百五十万例", 4_500_000),
        ("zh", "两千四百五个", 2450),
        ("zh", "4.78万亿元", 4_780_000_000_000),
    ],
)
def test_other_spellings_of_a_number_are_read(lang: str, text: str, value: int) -> None:
    assert [quantity.value for quantity in read(text, lang=lang)] == [value]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("de", "fünf und drei Viertel Milliarden Tonnen", Fraction(5_750_000_000)),
        ("de", "dreiviertel Liter", Fraction(3, 4)),
        ("fr", "six millions et deux tiers", Fraction(20_000_000, 3)),
        ("fr", "un vingt-et-unième", Fraction(100, 21)),
        ("es", "veinte veinticincoavos", Fraction(80)),
        ("es", "tres millones y medio", Fraction(3_500_000)),
        ("tr", "iki yüz nokta sıfır üç", Fraction("200.03")),
        ("tr", "yirmide yedi", Fraction(35)),
        ("zh", "三又一千分之二十三", Fraction("3.023")),
        ("zh", "三百点零五", Fraction("300.05")),
    ],
)
def test_fractions_and_decimals_in_words_are_exact(lang: str, text: str, value: Fraction) -> None:
    assert [quantity.value for quantity in read(text, lang=lang)] == [value]


@pytest.mark.parametrize(
    ("lang", "unit"),
    [
        ("de", "einhundert"),
        ("fr", "quatre-vingt-"),
        ("es", "veintiún mil "),
        ("tr", "yüzbin"),
        ("zh", "一百万"),
        ("zh", "统一"),
        ("zh", "1 "),
        ("zh", "2013年-"),
        ("zh", "1 234 "),
        ("tr", "üçte "),
        ("fr", "d'un "),
        ("fr", "mai-"),
        ("en", "May-"),
    ],
)
def test_a_long_row_of_number_words_takes_time_that_grows_with_its_length_alone(lang: str, unit: str) -> None:
    def elapsed(times: int) -> float:
        text = unit * times
        started = time.perf_counter()
        read(text, lang=lang)
        return time.perf_counter() - started

    elapsed(100)  # the tables are read
    assert elapsed(4000) < 40 * elapsed(500) + 0.5
