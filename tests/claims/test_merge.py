"""Reading a paper again: ids and human words stay, sentences are followed, nothing is deleted."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims import Merged, merge
from claimcheck.claims.anchor import is_unique, surroundings
from claimcheck.model.claim import Claim
from claimcheck.model.document import Document, Sentence
from claimcheck.model.quantity import Quantity
from claimcheck.model.text import Span, identity_map

SENTENCES = (
    "In spring the wardens counted 212 heron nests on the northern shore.",
    "Storks were rarer, with 14 pairs in the reeds.",
    "The water fell by 3 metres between the two visits.",
    "A new fence of 900 metres keeps dogs out.",
)


def paper(sentences: tuple[str, ...] = SENTENCES) -> Document:
    source, parts = "# Birds\n\n", []
    for text in sentences:
        parts.append(Sentence(identity_map(text, len(source)), section="Birds"))
        source += f"{text} "
    return Document("paper.md", source, "", "Birds", tuple(parts))


def extracted(
    document: Document, sources: tuple[str, ...] = ("reed2020",), unique: Callable[[str, str], bool] = is_unique
) -> tuple[Claim, ...]:
    """One claim for each number with the word before and the two behind it, as a reader of claims would make it."""
    claims = []
    for sentence in document.sentences:
        for match in re.finditer(r"(?:\w+ )?\b(\d+)\b(?: \w+){0,2}", sentence.text.text):
            number = Fraction(int(match[1]))
            start = match.start(1) - match.start()
            one = Quantity(match[1], start, start + len(match[1]), "count", number, number, number)
            span = sentence.text.to_source(*match.span())
            name = f"claim-{len(claims)}"
            alone = unique(document.source, match[0])
            prefix, suffix = ("", "") if alone else surroundings(document.source, span)
            claim = Claim(name, match[0], span, (one,), sources, prefix, suffix, sentence.section)
            claims.append(replace(claim, context=sentence.text.text))
    return tuple(claims)


def by_id(merged: Merged) -> dict[str, Claim]:
    return {claim.id: claim for claim in merged.claims}


def stored(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Claims as a file gives them: without place and context."""
    return tuple(replace(claim, span=None, context="") for claim in claims)


def test_an_unchanged_paper_changes_nothing() -> None:
    document = paper()
    merged = merge(stored(extracted(document)), extracted(document), document)
    assert not merged
    assert [claim.span for claim in merged.claims] == [claim.span for claim in extracted(document)]


def test_human_words_stay() -> None:
    document = paper()
    mine = replace(
        stored(extracted(document))[1],
        id="storks", status="disputed", note="Ana counted 13", locator="p. 4", extra={"review": [{"by": "Ana"}]},
    )  # fmt: skip
    edited = paper((SENTENCES[0], "Storks were much rarer, with 15 pairs in the reeds.", *SENTENCES[2:]))
    merged = merge((mine,), extracted(edited), edited)
    claim = by_id(merged)["storks"]
    assert (claim.status, claim.note, claim.locator, claim.extra) == ("disputed", "Ana counted 13", "p. 4", mine.extra)
    assert claim.quantities[0].text == "15"
    assert merged.changed == ("storks",)
    assert len(merged.added) == 3


def test_a_lost_sentence_orphans_its_claim_and_its_return_brings_it_back() -> None:
    document, shorter = paper(), paper(SENTENCES[:1] + SENTENCES[2:])
    first = merge(stored(extracted(document)), extracted(shorter), shorter)
    assert first.orphaned == ("claim-1",)
    lost = by_id(first)["claim-1"]
    assert lost.orphaned
    assert lost.span is None
    assert [claim.id for claim in first.claims] == ["claim-0", "claim-1", "claim-2", "claim-3"]
    again = merge(stored(first.claims), extracted(shorter), shorter)
    assert again.orphaned == ()
    back = merge(stored(first.claims), extracted(document), document)
    assert back.changed == ("claim-1",)
    assert not by_id(back)["claim-1"].orphaned


def test_new_claims_get_ids_of_their_own_in_the_order_of_the_paper() -> None:
    document = paper()
    old = (replace(stored(extracted(document))[2], id="claim-0"),)
    merged = merge(old, extracted(document), document)
    assert [claim.id for claim in merged.claims] == ["claim-0-2", "claim-1", "claim-0", "claim-3"]
    assert merged.added == ("claim-0-2", "claim-1", "claim-3")


def test_the_order_and_the_additions_of_a_person_stay_among_the_sources() -> None:
    document = paper()
    mine = replace(stored(extracted(document))[0], sources=("mine1999", "reed2020"))
    merged = merge((mine,), extracted(document), document)
    assert by_id(merged)["claim-0"].sources == ("mine1999", "reed2020")
    assert "claim-0" not in merged.changed


def test_a_source_that_the_paper_cites_now_is_added_and_said() -> None:
    document = paper()
    mine = replace(stored(extracted(document))[0], sources=("mine1999",))
    merged = merge((mine,), extracted(document), document)
    assert by_id(merged)["claim-0"].sources == ("mine1999", "reed2020")
    assert merged.changed == ("claim-0",)
    assert any("reed2020" in notice for notice in merged.notices)


def test_a_claim_that_a_person_wrote_is_kept_while_its_quote_stands() -> None:
    document = paper()
    own = Claim("my-own", "keeps dogs out", None, (), note="look at this")
    merged = merge((own,), extracted(document), document)
    assert by_id(merged)["my-own"].span is not None
    assert not by_id(merged)["my-own"].orphaned
    assert "my-own" not in merged.changed


def test_a_quote_that_a_person_shortened_is_kept() -> None:
    document = paper()
    short = replace(stored(extracted(document))[0], quote="212 heron")
    short = replace(short, quantities=(replace(short.quantities[0], start=0, end=3),))
    merged = merge((short,), extracted(document), document)
    assert by_id(merged)["claim-0"].quote == "212 heron"
    assert merged.changed == ()


def test_a_figure_that_a_person_mended_is_kept() -> None:
    document = paper()
    mended = stored(extracted(document))[0]
    mended = replace(
        mended, quantities=(replace(mended.quantities[0], measure="nests of herons", approximator="almost"),)
    )
    merged = merge((mended,), extracted(document), document)
    quantity = by_id(merged)["claim-0"].quantities[0]
    assert (quantity.measure, quantity.approximator) == ("nests of herons", "almost")
    assert "claim-0" not in merged.changed


def test_two_claims_of_one_sentence_are_not_mixed_up() -> None:
    before = paper(("They planted 40 willows last year and after that another 60 alders this year.",))
    after = paper(("They planted 45 willows last year and soon after that another 60 alders this year.",))
    old = stored(extracted(before))
    merged = merge(old, extracted(after), after)
    assert {claim.id: claim.quantities[0].text for claim in merged.claims} == {"claim-0": "45", "claim-1": "60"}
    assert merged.orphaned == ()
    assert merged.added == ()


edits = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(("drop", "figure", "word", "move", "duplicate"))), max_size=6
)  # fmt: skip


def _edited(changes: list[tuple[int, str]]) -> tuple[str, ...]:
    sentences = list(SENTENCES)
    for place, what in changes:
        if not sentences:
            break
        index = place % len(sentences)
        text = sentences[index]
        if what == "drop":
            sentences.pop(index)
        elif what == "figure":
            sentences[index] = re.sub(r"\d+", lambda match: str(int(match[0]) + 1), text)
        elif what == "word":
            sentences[index] = text.replace(" the ", " that ", 1)
        elif what == "move":
            sentences.append(sentences.pop(index))
        else:
            sentences.insert(index, text)
    return tuple(sentences)


@settings(max_examples=200, deadline=None)
@given(edits)
def test_after_any_edits_every_id_and_note_is_there_and_every_anchor_holds(changes: list[tuple[int, str]]) -> None:
    old = tuple(
        replace(claim, note=f"note of {claim.id}", status="accepted") for claim in stored(extracted(paper()))
    )  # fmt: skip
    document = paper(_edited(changes))
    merged = merge(old, extracted(document), document)
    now = by_id(merged)
    assert len(now) == len(merged.claims)
    for claim in old:
        assert now[claim.id].note == f"note of {claim.id}"
        assert now[claim.id].status == "accepted"
    for claim in merged.claims:
        assert claim.orphaned == (claim.span is None)
        if claim.span is not None:
            assert document.source[claim.span.start : claim.span.end] == claim.quote
            assert all(claim.quote[one.start : one.end] == one.text for one in claim.quantities)
    spans = [claim.span for claim in merged.claims if claim.span is not None]
    assert {(one.start, one.end) for one in spans} >= {
        (one.span.start, one.span.end) for one in extracted(document) if one.span
    }
    again = merge(stored(merged.claims), extracted(document), document)
    assert not again
    assert Span(0, 0) not in spans


def read_once() -> tuple[Claim, ...]:
    """Claims as the file gives them after the reader wrote them."""
    document = paper()
    return stored(merge((), extracted(document), document).claims)


def better(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """What a reader that had learned something would find: of when each figure is."""
    return tuple(replace(one, quantities=tuple(replace(q, when="2020") for q in one.quantities)) for one in claims)


def test_a_better_reader_reaches_what_nobody_touched_and_nothing_else() -> None:
    document = paper()
    first, second, *rest = read_once()
    mended = replace(second, quantities=(replace(second.quantities[0], measure="pairs of storks", when="1999"),))
    merged = merge((first, mended, *rest), better(extracted(document)), document)
    now = by_id(merged)
    assert now[first.id].quantities[0].when == "2020"
    assert now[second.id].quantities == mended.quantities
    again = merge(stored(merged.claims), better(extracted(document)), document)
    assert not again


def test_a_time_that_a_person_gave_stays_though_the_sentence_says_another() -> None:
    document = paper(("In 2021 the wardens counted 212 heron nests on the shore.",))
    found = tuple(
        replace(one, quantities=tuple(replace(q, when="2021") for q in one.quantities)) for one in extracted(document)
    )
    (first, second) = stored(merge((), found, document).claims)
    mine = replace(second, quantities=(replace(second.quantities[0], when="1987"),))
    merged = merge((first, mine), found, document)
    assert by_id(merged)[mine.id].quantities[0].when == "1987"
    assert not merged


def test_a_quantity_that_a_person_took_out_stays_out() -> None:
    document = paper()
    first, *rest = read_once()
    merged = merge((replace(first, quantities=()), *rest), extracted(document), document)
    assert by_id(merged)[first.id].quantities == ()
    assert not merged


def test_sources_that_nobody_touched_follow_the_paper() -> None:
    document = paper()
    merged = merge(read_once(), extracted(document, sources=("mud2021",)), document)
    assert {claim.sources for claim in merged.claims} == {("mud2021",)}
    assert merged.notices == ()


def test_a_source_that_a_person_took_out_stays_out_until_the_paper_cites_others() -> None:
    document = paper()
    found = extracted(document, sources=("reed2020", "mud2021"))
    first, *rest = stored(merge((), found, document).claims)
    mine = replace(first, sources=("mud2021",))
    merged = merge((mine, *rest), found, document)
    assert by_id(merged)[mine.id].sources == ("mud2021",)
    assert not merged
    more = merge((mine, *rest), extracted(document, sources=("mud2021", "sand2022")), document)
    assert by_id(more)[mine.id].sources == ("mud2021", "sand2022")
    assert any("sand2022" in notice for notice in more.notices)


def test_claims_of_a_file_without_marks_get_them_only_where_they_change() -> None:
    document = paper()
    old = stored(extracted(document))
    merged = merge(old, extracted(document), document)
    assert not merged
    assert {claim.read for claim in merged.claims} == {""}
    edited = paper((SENTENCES[0].replace("212", "213"), *SENTENCES[1:]))
    now = merge(old, extracted(edited), edited)
    assert [bool(claim.read) for claim in now.claims] == [True, False, False, False]


def test_a_claim_whose_words_stand_in_another_claim_s_sentence_alone_is_lost() -> None:
    twice = paper(("In spring they counted 12 herons there.", "In autumn they counted 12 herons there."))
    both = stored(merge((), extracted(twice), twice).claims)
    one = paper(("In autumn they counted 12 herons there.",))
    merged = merge(both, extracted(one), one)
    assert [claim.orphaned for claim in merged.claims] == [True, False]
    assert merged.added == ()


def test_a_new_sentence_of_another_name_takes_no_note_of_one_that_went() -> None:
    before = paper((SENTENCES[0], "The town of Ulm has 140 bridges.", SENTENCES[2]))
    after = paper((SENTENCES[0], "The town of Bern has 87 bridges.", SENTENCES[2]))
    old = tuple(
        replace(
            claim, quote="town of Ulm has 140 bridges", quantities=(replace(claim.quantities[0], start=16, end=19),)
        )
        if claim.quantities[0].text == "140"
        else claim
        for claim in stored(extracted(before))
    )
    new = tuple(
        replace(
            claim,
            quote="town of Bern has 87 bridges",
            span=Span(after.source.index("town of Bern"), after.source.index("town of Bern") + 27),
            quantities=(replace(claim.quantities[0], start=17, end=19),),
        )
        if claim.quantities[0].text == "87"
        else claim
        for claim in extracted(after)
    )
    merged = merge(old, new, after)
    assert len(merged.orphaned) == 1
    assert len(merged.added) == 1


@pytest.mark.timed
def test_ten_thousand_claims_are_read_again_in_seconds() -> None:
    many = paper(tuple(f"In town {n % 97} of region {n} they counted {n * 7} nests." for n in range(3400)))
    found = extracted(many, unique=lambda source, quote: True)
    assert len(found) > 10_000
    old = stored(merge((), found, many).claims)
    began = time.process_time()
    assert not merge(old, found, many)
    assert time.process_time() - began < 40
