"""Figures in German, French, Spanish and Turkish text; the decimal mark of a document."""

from __future__ import annotations

import random
import re
import tomllib
from fractions import Fraction
from importlib import resources
from pathlib import Path

import pytest

from claimcheck.evidence.retrieve import figures
from claimcheck.paper.language import language_of
from claimcheck.quantities import decimal_of, read
from claimcheck.readers import read_text
from claimcheck.streams import compare

READINGS = (
    ("de", "Im Jahr lebten 2,9 Millionen Menschen dort.", "2,9 Millionen", "count", Fraction(2_900_000), ""),
    ("de", "Ein Arzt versorgt 1.572 Einwohner.", "1.572", "count", Fraction(1572), ""),
    ("de", "Der Anteil stieg um 36 Prozent.", "36 Prozent", "percent", Fraction(36), "percent"),
    ("de", "Die Kosten betrugen 1,4 Mrd. Euro.", "1,4 Mrd. Euro", "currency", Fraction(1_400_000_000), "EUR"),
    ("de", "Die Reise dauerte fast sechs Jahre.", "fast sechs Jahre", "duration", Fraction(6), "year"),
    ("fr", "Le pays compte 67,8 millions d'habitants.", "67,8 millions", "count", Fraction(67_800_000), ""),
    (
        "fr",
        "Le budget atteint 2,5 milliards d'euros.",
        "2,5 milliards d'euros",
        "currency",
        Fraction(2_500_000_000),
        "EUR",
    ),
    ("fr", "Environ 12 % des élèves partent.", "Environ 12 %", "percent", Fraction(12), "percent"),
    ("es", "La ciudad tiene 3,2 millones de habitantes.", "3,2 millones", "count", Fraction(3_200_000), ""),
    ("es", "El 45,5 % de los hogares ahorra.", "45,5 %", "percent", Fraction("45.5"), "percent"),
    ("tr", "Ülkede 3,6 milyon kişi yaşıyor.", "3,6 milyon", "count", Fraction(3_600_000), ""),
    ("tr", "Nüfusun %12,5 kadarı gençtir.", "%12,5", "percent", Fraction("12.5"), "percent"),
)


@pytest.mark.parametrize(("lang", "text", "words", "kind", "value", "unit"), READINGS)
def test_figures_are_read_as_the_language_writes_them(
    lang: str, text: str, words: str, kind: str, value: Fraction, unit: str
) -> None:
    found = [one for one in read(text, lang=lang) if one.text == words]
    assert [(one.kind, one.value, one.unit) for one in found] == [(kind, value, unit)]


@pytest.mark.parametrize(
    ("lang", "text", "when"),
    [
        ("de", "Am 1. Januar 2017 trat es in Kraft.", "2017-01-01"),
        ("de", "Zwischen 2013 und 2015 sank der Wert.", "2013/2015"),
        ("de", "Seit den 1950er Jahren steigt der Wert.", "1950/.."),
        ("fr", "Le 14 juillet 1789 marque le début.", "1789-07-14"),
        ("es", "El 2 de mayo de 1808 empezó todo.", "1808-05-02"),
    ],
)
def test_dates_are_read_as_the_language_writes_them(lang: str, text: str, when: str) -> None:
    dates = [one.when or one.edtf for one in read(text, lang=lang) if one.kind == "date"]
    assert dates[:1] == [when]


def test_one_document_has_one_decimal_mark() -> None:
    assert decimal_of("Es waren 1.234.567 Euro und 3,5 Prozent.") == ","
    assert decimal_of("It came to 1,234.5 tonnes.", lang="de") == "."
    assert read("Es waren 1.572 davon.", decimal=",")[0].value == 1572


@pytest.mark.parametrize(
    ("lang", "text", "words", "approximator", "value"),
    [
        ("de", "knapp über 40 Orte", "knapp über 40", "more_than", 40),
        ("de", "nicht mehr als 40 Orte", "nicht mehr als 40", "at_most", 40),
        ("de", "40 Orte oder mehr", "40", "exact", 40),
        ("de", "40 oder mehr Orte", "40 oder mehr", "at_least", 40),
        ("fr", "au moins 10 euros", "au moins 10 euros", "at_least", 10),
        ("fr", "pas moins de 10 villes", "pas moins de 10", "at_least", 10),
        ("es", "por lo menos 10 casas", "por lo menos 10", "at_least", 10),
        ("es", "10 o más casas", "10 o más", "at_least", 10),
        ("tr", "100'ün üzerinde ev", "100'ün üzerinde", "more_than", 100),
        ("tr", "5 kilometreden fazla", "5 kilometreden fazla", "more_than", 5),
        ("tr", "40 civarında ev", "40 civarında", "approximate", 40),
        ("zh", "不少于40个", "不少于40个", "at_least", 40),
        ("zh", "40岁以下", "40岁以下", "at_most", 40),
        ("zh", "40公里左右", "40公里左右", "approximate", 40),
    ],
)
def test_approximators_stand_before_and_behind(lang: str, text: str, words: str, approximator: str, value: int) -> None:
    found = read(text, lang=lang)
    assert [(one.text, one.approximator, one.value) for one in found] == [(words, approximator, value)]


@pytest.mark.parametrize(
    "text",
    [
        "La città ha 3 milioni di abitanti.",
        "A cidade tem 3 milhões de habitantes.",
        "De stad heeft 3 miljoen inwoners.",
        "Miasto ma 3 miliony mieszkańców.",
        "В городе 3 миллиона жителей.",
    ],
)
def test_a_language_without_a_file_keeps_digits_signs_units_and_large_scales(text: str) -> None:
    assert [one.value for one in read(text, lang="xx")] == [3_000_000]
    signs = read("12,5 % / 3,2 km / € 40 / 7 kg / 1.234.567", lang="xx")
    assert [(one.value, one.unit) for one in signs] == [
        (Fraction("12.5"), "percent"),
        (Fraction("3.2"), "km"),
        (Fraction(40), "EUR"),
        (Fraction(7), "kg"),
        (Fraction(1_234_567), ""),
    ]


def test_english_words_are_no_figures_in_a_language_without_a_file() -> None:
    assert read("No one has ten or a million of most", lang="xx") == ()


@pytest.mark.parametrize(
    ("said", "text", "lang"),
    [
        ("", "Das Haus und der Garten sind mit der Stadt nicht so groß. " * 20, "de"),
        ("en", "Das Haus und der Garten sind mit der Stadt nicht so groß. " * 20, "de"),
        ("de", "Ein Haus.", "de"),
        ("de-AT", "Ein Haus.", "de"),
        ("de", "The house and the garden of the town are not in this list. " * 20, "en"),
        ("sv", "Huset ligger i staden.", "sv"),
        ("sv", "The house and the garden of the town are not in this list. " * 20, "en"),
        ("", "A house.", "en"),
    ],
)
def test_a_text_is_in_the_language_that_it_shows_else_in_the_one_that_it_names(said: str, text: str, lang: str) -> None:
    assert language_of(text, said) == lang


def test_a_source_is_read_in_its_own_language_and_the_claim_in_its_own() -> None:
    source = (
        "Die Stadt und das Umland sind nicht mit dem Fluss verbunden. Im Jahr 2021 hatte die Stadt 1.234 Brücken, "
        "und zwei Drittel der Brücken sind aus Holz. Das ist auch für den Handel von Wert, wurde aber nicht mit der "
        "Zeit besser. Der Handel und die Zölle sind mit dem Fluss verbunden. "
    ) * 2
    found = [
        quantity
        for passage in read_text(source.encode(), "text/plain", charset="utf-8").passages
        for quantity in figures(passage, lang=language_of(source), decimal=",")
    ]
    assert {Fraction(1234), Fraction(200, 3)} <= {quantity.value for quantity in found}


def test_offsets_stand_where_a_letter_has_another_length_in_lower_case() -> None:
    text = "İSTANBUL'DA İKİ YÜZ ELLİ KİŞİ, d'un côté"
    found = read(text, lang="tr")
    assert [(one.text, one.value) for one in found] == [("İKİ YÜZ ELLİ", 250)]
    assert all(text[one.start : one.end] == one.text for one in found)


def test_every_key_of_a_data_file_is_explained_and_every_explained_one_is_used() -> None:
    folder = resources.files("claimcheck.quantities.locales")
    page = (Path(__file__).parents[2] / "docs" / "languages.md").read_text(encoding="utf-8")
    explained = {word for line in page.splitlines() if line.startswith("|") for word in re.findall(r"`([^`]+)`", line)}
    used: set[str] = set()
    for file in folder.iterdir():
        if not file.name.endswith(".toml") or file.name == "en.toml":
            continue
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        used |= set(data.get("words", {})) | set(data) - {"words", "phrases", "numbers", "extends", "decimal"}
        used |= {f"numbers.{key}" for key, value in data.get("numbers", {}).items() if isinstance(value, dict)}
        used |= {f"phrases.{key}" for key in data.get("phrases", {})}
        used |= set(data.get("words", {}).get("grammar", "").split())
        used |= {key for section in ("prefixes", "suffixes", "ratios") for key in data.get(section, {})}
    quoted = {word for word in explained if "=" not in word and " " not in word and not word.startswith('"')}
    assert used - explained == set()
    assert quoted - used - {"12", "any", "capital", "listed"} == set()


@pytest.mark.parametrize(
    ("claim", "source", "verdict"),
    [
        ("Zwei Drittel der Befragten stimmten zu.", "In der Umfrage stimmten 66,7 % der Befragten zu.", "supported"),
        ("Die Stadt hat 1.234 Brücken.", "Die Stadt hat 1.234 Brücken.", "supported"),
        ("Die Stadt hat 1.234 Brücken.", "Die Stadt hat 2.341 Brücken.", "contradicted"),
    ],
)
def test_a_claim_is_compared_in_its_language(claim: str, source: str, verdict: str) -> None:
    assert compare({"claim": claim, "source": source, "lang": "de"})["verdict"] == verdict


@pytest.mark.parametrize("lang", ["de", "fr", "es", "tr", "zh", "xx"])
def test_any_row_of_a_language_s_words_and_signs_is_read_without_error_and_with_true_offsets(lang: str) -> None:
    file = resources.files("claimcheck.quantities.locales") / f"{'und' if lang == 'xx' else lang}.toml"
    words = re.findall(r"[^\s\"=\[\]*]+", file.read_text(encoding="utf-8"))
    signs = [*".,;:-–/%$€'’()[]^<>~+*#°½²\n±=", "12", "1.234", "2019", "00", "e5", "%5", "^99", "0^-1", "İ", "9" * 70]
    dice = random.Random(20240229)
    for _ in range(400):
        gap = dice.choice(["", " "])
        text = gap.join(dice.choice(signs if dice.random() < 0.3 else words) for _ in range(dice.randint(1, 25)))
        end = 0
        for one in read(text, lang=lang):
            assert one.text
            assert text[one.start : one.end] == one.text
            assert one.start >= end, text
            assert one.low is None or one.high is None or one.low <= one.high, text
            end = one.end
