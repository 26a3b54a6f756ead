"""Anchors: found again where they stand, where they moved to, and what they became; never beside."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims import locate
from claimcheck.claims.anchor import is_unique, surroundings
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document, Sentence
from claimcheck.model.text import Span, identity_map

PAPER = """# Birds of the lake

## 1 Counts

In spring the wardens counted 212 heron nests on the northern shore. Storks were rarer, with 14 pairs.
The water fell by 3.25 m between May and August. It rained on 12 days.

## 2 Costs

The fence cost 4,000 euro in 2019. In autumn the wardens counted 212 heron nests on the southern shore.
The second fence cost almost 9,000 euro and keeps 30 dogs out.
"""


def document(source: str = PAPER) -> Document:
    sentences, section = [], ""
    for match in re.finditer(r"#[^\n]*|[^\n#]+(?:\n[^\n#]+)*", source):
        if match[0].startswith("#"):
            section = match[0].lstrip("# ")
            continue
        for part in re.finditer(r"\S.*?[.!?](?=\s|$)|\S.*$", match[0], re.DOTALL):
            sentences.append(Sentence(identity_map(part[0], match.start() + part.start()), section=section))
    return Document("paper.md", source, "", "Birds", tuple(sentences))


def claim(quote: str, **others: str) -> Claim:
    return Claim("id", quote, None, (), **others)  # type: ignore[arg-type]


def at(source: str, quote: str, start: int = 0) -> Span:
    begin = source.index(quote, start)
    return Span(begin, begin + len(quote))


def test_a_quote_that_stands_once_is_found() -> None:
    assert locate(claim("Storks were rarer, with 14 pairs"), document()) == at(
        PAPER, "Storks were rarer, with 14 pairs"
    )


def test_of_two_places_prefix_and_suffix_decide() -> None:
    second = at(PAPER, "counted 212 heron nests", PAPER.index("autumn"))
    assert not is_unique(PAPER, "counted 212 heron nests")
    prefix, suffix = surroundings(PAPER, second)
    assert locate(claim("counted 212 heron nests", prefix=prefix, suffix=suffix), document()) == second
    assert locate(claim("counted 212 heron nests", suffix=" on the southern shore"), document()) == second


def test_of_two_places_the_section_decides_where_nothing_else_does() -> None:
    second = at(PAPER, "counted 212 heron nests", PAPER.index("autumn"))
    assert locate(claim("counted 212 heron nests", section="2 Costs"), document()) == second


def test_surroundings_stay_within_the_paragraph_and_32_characters() -> None:
    prefix, suffix = surroundings(PAPER, at(PAPER, "In spring the wardens"))
    assert (prefix, suffix) == ("", " counted 212 heron nests on the")


def test_a_sentence_that_is_gone_is_not_found_elsewhere() -> None:
    source = PAPER.replace("Storks were rarer, with 14 pairs.", "")
    assert locate(claim("Storks were rarer, with 14 pairs"), document(source)) is None
    assert locate(claim("the tax rose by 7 percent"), document()) is None


def test_a_rewrapped_quote_is_found() -> None:
    source = PAPER.replace("14 pairs", "14\npairs")
    assert locate(claim("Storks were rarer, with 14 pairs"), document(source)) == at(
        source, "Storks were rarer, with 14\npairs"
    )


def test_an_empty_paper_has_no_places() -> None:
    assert locate(claim("212 heron nests"), document("")) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=32), st.text(max_size=32))
def test_any_quote_is_found_verbatim_where_it_stands_and_never_out_of_bounds(
    source: str, quote: str, prefix: str, suffix: str
) -> None:
    found = locate(claim(quote, prefix=prefix, suffix=suffix), document(source))
    assert found is None or 0 <= found.start <= found.end <= len(source)
    if quote and quote in source:
        assert found is not None
        assert source[found.start : found.end] == quote


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from("heron nests were counted in spring and 14 storks left the 212 lakes".split()), max_size=40
    )
)
def test_a_located_stretch_lies_in_one_sentence(words: list[str]) -> None:
    found = locate(claim(" ".join(words)), document())
    spans = [sentence.text.to_source(0, len(sentence.text)) for sentence in document().sentences]
    assert found is None or any(span.contains(found) for span in spans)


def test_hostile_repetition_is_answered_in_time() -> None:
    source = "a 1 " * 50_000
    many = replace(claim("a 1 a"), prefix="a ", suffix=" a")
    assert locate(many, document(source)) is not None
    assert locate(claim("a 1 b " * 100), document(source)) is None or True
