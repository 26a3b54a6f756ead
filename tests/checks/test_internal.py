"""The paper against itself: found where it is sure, silent where it isn't."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from claimcheck.checks.context import Context
from claimcheck.checks.dates import troubles
from claimcheck.checks.internal import run
from claimcheck.claims import extract
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document, Sentence
from claimcheck.model.quantity import Quantity
from claimcheck.model.reference import Bibliography
from claimcheck.model.text import Span, identity_map

NO_BIBLIOGRAPHY = Bibliography(())


def count(text: str, number: int, **others: object) -> Quantity:
    values: dict[str, object] = {"kind": "count", "value": Fraction(number), "low": None, "high": None} | others
    return Quantity(text=text, start=0, end=len(text), **values)  # type: ignore[arg-type]


def claim(name: str, quote: str, *quantities: Quantity, context: str = "") -> Claim:
    placed = tuple(
        replace(one, start=quote.index(one.text), end=quote.index(one.text) + len(one.text)) for one in quantities
    )
    return Claim(name, quote, None, placed, context=context or quote)


def found(*claims: Claim) -> list[tuple[str, str]]:
    return [(finding.code, finding.claim) for finding in run(Context(None, NO_BIBLIOGRAPHY, claims))]


BIRDS = ("heron", "stork", "crane", "ibis")
LISTED = "herons, storks, cranes and ibises"


@pytest.mark.parametrize(
    ("value", "members", "is_open", "wrong"),
    [
        (4, BIRDS, False, False),
        (4, BIRDS, True, False),
        (5, BIRDS, False, True),
        (5, BIRDS, True, False),
        (3, BIRDS, False, True),
        (3, BIRDS, True, True),
        (4, (), False, False),
    ],
)
def test_a_list_must_be_as_long_as_its_count(value: int, members: tuple[str, ...], is_open: bool, wrong: bool) -> None:
    listed = count(str(value), value, members=members, open_list=is_open, form="enumeration")
    assert found(claim("birds", f"{value} species: {LISTED}", listed)) == ([("I301", "birds")] if wrong else [])


def test_several_is_no_count_that_a_list_could_contradict() -> None:
    several = count("several", 0, value=None, members=BIRDS, vague=True, form="enumeration")
    assert found(claim("birds", f"several species: {LISTED}", several)) == []


def test_at_least_so_many_may_be_followed_by_more() -> None:
    listed = count("at least 3", 3, members=BIRDS, approximator="at_least")
    assert found(claim("birds", f"at least 3 species: {LISTED}", listed)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "They visited nine countries: France, Italy, Spain, Portugal, Romania, Bulgaria, Lithuania and Hungary.",
            True,
        ),
        ("They visited nine countries such as France, Italy, Spain and Portugal.", False),
        ("They visited 3 countries such as France, Italy, Spain and Portugal.", True),
        ("Four operators share the market: Amber Sleeper, Nattlinje and Ostvagn.", True),
        ("Three operators share the market: Amber Sleeper, Nattlinje and Ostvagn.", False),
        ("Four operators share the market: Amber Sleeper runs trains, Nattlinje and Ostvagn ships.", False),
        ("Four valleys (the Upper, the Middle and the Lower) sent no pupils.", True),
        ("Three valleys (the Upper, the Middle and the Lower) sent no pupils.", False),
        ("The team consists of five members: a chair, two deputies and two clerks.", False),
        ("Four countries (Austria, Germany, and the two Koreas) signed.", False),
        ("The treaty covers three areas: trade; investment, services and patents; and labour.", False),
        ("The 7 members (Smith, Jones, Miller et al.) resigned.", False),
        ("Seven cities (Rome, Milan, Naples, Turin, etc.) took part.", False),
        ("Two regions, namely Sub-Saharan Africa and the Middle East and North Africa, lag behind.", False),
        ("In 2019, 3 countries (Bosnia and Herzegovina, Serbia, and Trinidad and Tobago) signed.", False),
        ("Two factors matter: the price of bread and butter, and the weather.", False),
        ("We studied two cities, Paris, the capital of France, and Rome.", False),
        ("There are two parties: the Labour Party and the Liberals and Greens.", False),
    ],
)
def test_only_lists_that_can_be_read_in_one_way_are_counted(text: str, wrong: bool) -> None:
    document = Document("paper.md", text, "", "", (Sentence(identity_map(text)),))
    claims = extract(document, NO_BIBLIOGRAPHY)
    codes = [finding.code for finding in run(Context(document, NO_BIBLIOGRAPHY, claims))]
    assert codes == (["I301"] if wrong else [])


def test_the_same_count_of_the_same_thing_in_two_places_must_agree() -> None:
    first = count("212", 212, measure="heron nests", when="2019")
    second = count("221", 221, measure="heron nests", when="2019")
    one = claim("a", "212 heron nests", first, context="In 2019 the Lake Orta survey counted 212 heron nests.")
    two = claim("b", "221 heron nests", second, context="The Lake Orta survey of 2019 found 221 heron nests.")
    assert found(one, two) == [("I302", "b")]


@pytest.mark.parametrize(
    "second",
    [
        count("221", 221, measure="heron nests", when="2020"),
        count("221", 221, measure="stork nests", when="2019"),
        count("221", 221, measure="heron nests", when="2019", approximator="almost"),
        count("221", 221, measure="heron nests", when="2019", where="Italy"),
        count("212", 212, measure="heron nests", when="2019"),
        count("221", 221, measure="nests", when="2019"),
    ],
)
def test_another_time_place_thing_or_wording_is_no_second_value(second: Quantity) -> None:
    first = count("212", 212, measure="heron nests", when="2019")
    one = claim("a", "212 heron nests", first, context="In 2019 Lake Orta held 212 heron nests.")
    two = claim(
        "b", "221 heron nests" if second.value == 221 else "212 heron nests", second, context="At Lake Orta, later."
    )
    assert found(one, two) == []


def test_the_same_count_of_another_place_is_no_second_value() -> None:
    first = count("212", 212, measure="heron nests", when="2019")
    second = count("221", 221, measure="heron nests", when="2019")
    one = claim("a", "212 heron nests", first, context="In 2019 Lake Orta held 212 heron nests.")
    two = claim("b", "221 heron nests", second, context="In 2019 Lake Iseo held 221 heron nests.")
    assert found(one, two) == []


def year(value: int) -> Quantity:
    return count(str(value), value, kind="date", edtf=str(value))


def test_one_named_thing_begins_once() -> None:
    one = claim("a", "the Blue Water Initiative launched in 2019", year(2019))
    two = claim("b", "launched the Blue Water Initiative in 2021", year(2021))
    assert found(one, two) == [("I302", "b")]
    assert found(one, claim("b", "launched the Blue Water Initiative in 2019", year(2019))) == []
    assert found(one, claim("b", "launched the Green Water Initiative in 2021", year(2021))) == []
    assert found(one, claim("b", "the Blue Water Initiative ended in 2021", year(2021))) == []


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        (
            "The Blue Water Initiative was launched in 2019.",
            "It saw the launch of the Blue Water Initiative in 2021.",
            True,
        ),
        ("The Coast Road Plan was announced in 2013.", "The Coast Road Plan was proposed in September 2015.", True),
        ("It was conceived in 2013 by the concept of “Coast Road”.", "The “Coast Road” concept of 2014 failed.", False),
        ("Norway signed the Harbour Treaty in 2016.", "Iceland signed the Harbour Treaty in 2017.", False),
        ("The State Bank announced a loan in 2014.", "The State Bank announced a second loan in 2018.", False),
        ("The Coast Union proposed a directive in 2012.", "The Coast Union proposed a regulation in 2016.", False),
        ("The Police Law was introduced in 2012.", "An amendment to the Police Law was introduced in 2017.", False),
        ("The Harbour Treaty was signed in 2016.", "The Harbour Treaty was adopted in 2015.", False),
        ("In 2019, Lake Orta had 212 heron nests.", "Of these, 150 heron nests at Lake Orta survived in 2019.", False),
        ("In 2019 Lake Orta had 212 heron nests.", "In 2019 Lake Orta had 221 heron nests.", True),
        ("In 2019 Lake Orta gained 212 heron nests.", "In 2019 Lake Orta lost 221 heron nests.", False),
    ],
)
def test_only_one_and_the_same_thing_has_two_values(first: str, second: str, wrong: bool) -> None:
    sentences = (Sentence(identity_map(first)), Sentence(identity_map(second, len(first) + 1)))
    document = Document("paper.md", f"{first} {second}", "", "", sentences)
    claims = extract(document, NO_BIBLIOGRAPHY)
    codes = [finding.code for finding in run(Context(document, NO_BIBLIOGRAPHY, claims))]
    assert codes == (["I302"] if wrong else [])


def test_two_moments_in_one_sentence_are_two_moments() -> None:
    text = "The Blue Water Initiative, proposed in 2019, was launched as Blue Water Initiative in 2021."
    one = claim("a", "Blue Water Initiative proposed in 2019", year(2019), context=text)
    two = claim("b", "launched as Blue Water Initiative in 2021", year(2021), context=text)
    assert found(one, two) == []


@pytest.mark.parametrize(
    "text",
    [
        "The station stood there from 2021 to 1997.",
        "Between 2016 and 2012, the lake was closed.",
        "The works (2014–2009) were long.",
        "It ran from June 2021 to March 2021 without a break.",
        "From 12 May 2020 to 3 May 2020 it rained.",
        "It was held on 19-17 September 2023.",
        "The treaty was signed on 31 April 2019.",
        "On February 30, 2020, the bridge fell.",
        "It happened on 29 February 2023.",
        "They worked for ten years from 2001 to 2021.",
        "In the five-year period 2010–2019 it doubled.",
        "Over the two decades between 1990 and 2021 the forest shrank.",
    ],
)
def test_dates_that_cannot_be_are_found(text: str) -> None:
    assert len(troubles(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "From 1997 to 2021, officials met.",
        "Cases fell from 2021 to 1997 within a week.",
        "The number of beds went down from 2021 to 1997.",
        "The price dropped between 2012 and 2016.",
        "From 2100 to 1900 hours it was dark.",
        "from 2021 to 1997 cases",
        "It was held on 17-19 September 2023.",
        "Between 28 December and 3 January it snowed.",
        "from November 2019 to March 2020",
        "29 February 2024 was a Thursday.",
        "On 31 May 2019 and on 31 March 2020.",
        "In June 31 patients were seen.",
        "On 30 June 2020 the second phase ended.",
        "They worked for ten years from 2001 to 2011.",
        "for ten years from 2001 to 2010",
        "They met every two years from 2001 to 2021.",
        "people over 65 years from 2001 to 2021",
        "in two years (2001 and 2021)",
        "Two five-year plans from 1953 to 1962.",
        "for the two years 2001 and 2021",
        "over the last three decades (1990–2021)",
        "pp. 2021-1997, see 10.1000/2021–1997",
        "tel. 2021–1997-33",
        "",
    ],
)
def test_dates_that_can_be_are_left_alone(text: str) -> None:
    assert troubles(text) == ()


def test_an_impossible_date_is_placed_in_the_paper() -> None:
    source = "# Title\n\nIt began here. It was open from 2021 to 1997.\n"
    at = source.index("It was")
    sentence = Sentence(identity_map(source[at:-1], at))
    document = Document("paper.md", source, "", "Title", (sentence,))
    within = Claim("open", "open from 2021 to 1997", Span(at + 7, len(source) - 2), ())
    (finding,) = run(Context(document, NO_BIBLIOGRAPHY, (within,)))
    assert (finding.code, finding.claim) == ("I305", "open")
    assert source[finding.location.start : finding.location.end] == "from 2021 to 1997"
    assert finding.location.line == 3


def test_long_lines_are_read_in_linear_time() -> None:
    assert troubles("from 2021 to " * 100_000) == ()
    assert troubles("2021 – " * 100_000) == ()
    assert troubles("for the five-year " * 100_000) == ()
