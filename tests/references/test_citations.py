"""Notes, short forms and marks resolved to works."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.document import Document, Mark, MarkKind, Note, Sentence
from claimcheck.model.reference import Bibliography, Reference
from claimcheck.model.text import Span, identity_map
from claimcheck.references import build_bibliography

WATCH = "Ruth Amberg, *The Harbour Watch: Ports and Police* (London: Verso, 2011), 4."
SHIPS = "Lena Voss, ‘Counting Ships’, *Sea Review* 9 (2018), pp. 3–9, https://sea.example/ships"
ICE = "Kai Sund, “Ice Roads of the North”, Baltic Tribune, March 3, 2017, https://tribune.example/ice"


def note(label: str, text: str, kind: str = "footnote") -> Note:
    out, spans, at = "", [], 0
    for match in re.finditer(r"\*([^*]+)\*", text):
        out += text[at : match.start()]
        spans.append(Span(len(out), len(out) + len(match[1])))
        out += match[1]
        at = match.end()
    out += text[at:]
    return Note(label, identity_map(out), Span(0, len(out)), kind, tuple(spans))  # type: ignore[arg-type]


def build(
    notes: Sequence[str],
    listed: Sequence[str] = (),
    marks: Sequence[tuple[str, MarkKind]] | None = None,
    existing: Sequence[Reference] = (),
) -> Bibliography:
    given_notes = tuple(note(str(number), text) for number, text in enumerate(notes, start=1))
    items = tuple(note(f"ref:{number}", text, "listed") for number, text in enumerate(listed, start=1))
    wanted: list[tuple[str, MarkKind]] = list(marks or [(item.label, "note") for item in given_notes])
    sentences = tuple(
        Sentence(identity_map("It is so."), (Mark(label, kind, Span(0, 1), 9),)) for label, kind in wanted
    )
    return build_bibliography(Document("paper.md", "", "", "", sentences, given_notes, items), existing)


def keys(bibliography: Bibliography) -> list[tuple[str, ...]]:
    return [citation.keys for citation in bibliography.citations]


def codes(bibliography: Bibliography) -> list[str]:
    return [problem.code for problem in bibliography.problems]


def test_a_note_with_several_works_becomes_several() -> None:
    found = build([f"{WATCH}; {SHIPS}; {ICE}"])
    assert keys(found) == [("amberg2011harbour", "voss2018counting", "sund2017ice")]


def test_semicolons_inside_titles_and_brackets_part_nothing() -> None:
    found = build(["Ruth Amberg, ‘Ports; or, the Watch’, *Sea Review* (Oslo; Bergen: Nord, 2012)."])
    assert [work.title for work in found.references] == ["Ports; or, the Watch"]


def test_authors_with_semicolons_between_them_are_one_work() -> None:
    found = build([], ["Okafor, N.; Berg, A.; Dahl, C. Tides and trade. *Ocean Econ.* 2020, 14, 110–134."])
    assert [work.authors for work in found.references] == [("Okafor, N.", "Berg, A.", "Dahl, C.")]


def test_works_that_only_an_address_parts_are_two() -> None:
    found = build([f"{ICE}. {SHIPS}."])
    assert len(found.references) == 2


def test_a_citation_inside_prose_is_taken_and_the_prose_is_not() -> None:
    found = build(["The figures come from an older survey. See Ruth Amberg, ‘Tides’, *Sea Review*, 2011."])
    assert [(work.authors, work.title) for work in found.references] == [(("Amberg, Ruth",), "Tides")]


@pytest.mark.parametrize(
    "text",
    [
        "All figures are converted at the rate of 2011 and rounded.",
        "The author thanks the harbour council for its data.",
        "",
        "…",
    ],
)
def test_prose_makes_no_work(text: str) -> None:
    found = build([text])
    assert found.references == ()
    assert found.problems == ()


@pytest.mark.parametrize("form", ["Ibid.", "ibid", "Ibidem.", "Id.", "Idem.", "Ebd.", "Ibid., p. 5", "Id. at 9"])
def test_ibid_means_the_work_of_the_note_before(form: str) -> None:
    found = build([WATCH, form])
    assert keys(found)[1] == ("amberg2011harbour",)
    assert found.problems == ()


def test_a_chain_of_ibids_ends_at_the_work() -> None:
    found = build([WATCH, *["Ibid."] * 2000])
    assert set(keys(found)) == {("amberg2011harbour",)}


def test_ibid_carries_its_own_locator() -> None:
    assert build([WATCH, "Ibid., pp. 5–7."]).citations[1].locator == "pp. 5–7"


def test_ibid_after_a_note_without_a_work_means_the_last_one_cited() -> None:
    assert keys(build([WATCH, "All figures are rounded.", "Ibid."]))[2] == ("amberg2011harbour",)


def test_ibid_without_a_work_before_it_resolves_to_nothing() -> None:
    assert codes(build(["Ibid."])) == ["C602"]


def test_ibid_after_two_works_is_ambiguous_and_keeps_both() -> None:
    found = build([f"{WATCH}; {SHIPS}", "Ibid."])
    assert codes(found) == ["C603"]
    assert keys(found)[1] == ("amberg2011harbour", "voss2018counting")


@pytest.mark.parametrize(
    "form",
    [
        "Amberg, *The Harbour Watch*, 12.",
        "Amberg, *Harbour Watch*, p. 12",
        "Ruth Amberg, *The Harbour Watch: Ports and Police*.",
        "Ruth Ambergh, *The Harbour Watch: Ports and Police*, 2011.",
        "Amberg, ‘The Harbour Watch…’",
        "Ruth Amberg, *The Harbour Watch*.",
        "Ruth Amberg, ‘The Harbour…’, p. 3",
        "Amberg, op. cit., p. 33",
        "Amberg, supra note 1, at 5",
        "Amberg (n 1) 12",
        "See supra note 1.",
        "Amberg 2011, p. 3",
        "(Amberg 2011)",
        "Cf. Amberg, *The Harbour Watch*, 9",
    ],
)
def test_a_short_form_resolves_to_its_work(form: str) -> None:
    found = build([WATCH, SHIPS, form])
    assert keys(found)[2] == ("amberg2011harbour",)
    assert len(found.references) == 2
    assert found.problems == ()


@pytest.mark.parametrize("form", ["Nobody, ‘A Lost Title’, 4", "supra note 99", "Nobody, op. cit., p. 3"])
def test_a_short_form_that_names_nothing_cited_is_reported_and_makes_no_work(form: str) -> None:
    found = build([WATCH, SHIPS, form])
    assert codes(found) == ["C602"]
    assert len(found.references) == 2


def test_a_short_form_may_stand_before_the_work_in_full() -> None:
    assert keys(build(["Voss, ‘Counting Ships’, 3", SHIPS])) == [("voss2018counting",)] * 2


def test_a_short_form_means_what_was_cited_before_it() -> None:
    other = "Ruth Amberg, *Cranes of the East* (London: Verso, 2014)."
    found = build([WATCH, "Amberg, op. cit., p. 3", other])
    assert keys(found)[1] == ("amberg2011harbour",)
    assert found.problems == ()


def test_a_whole_name_and_a_title_alone_are_a_work_of_their_own() -> None:
    found = build([WATCH, "Ruth Amberg, ‘Cranes of the East’."])
    assert [work.title for work in found.references] == ["The Harbour Watch: Ports and Police", "Cranes of the East"]
    assert found.problems == ()


def test_a_short_form_that_fits_two_works_is_reported() -> None:
    other = "Ruth Amberg, *Cranes of the East* (London: Verso, 2014)."
    found = build([WATCH, other, "Amberg, op. cit., p. 3"])
    assert codes(found) == ["C603"]
    assert keys(found)[2] == ("amberg2011harbour", "amberg2014cranes")


def test_short_forms_that_point_at_each_other_end() -> None:
    assert codes(build(["supra note 2", "supra note 1"])) == ["C602", "C602"]


def test_a_pointer_to_a_later_note_is_followed() -> None:
    assert keys(build(["infra note 2", "infra note 3", WATCH])) == [("amberg2011harbour",)] * 3


@pytest.mark.parametrize(
    "again",
    [
        "Lena Voss, ‘Counting Ships’.",
        'Lena Voss, "Counting Ships", Sea Review, 2018.',
        "Voss, Lena. “Counting Ships.” *Sea Review* 9 (2018): 3–9.",
        "Lenna Vos, ‘Counting ships’, https://www.sea.example/ships/?utm_source=x",
    ],
)
def test_a_work_cited_again_is_one_entry(again: str) -> None:
    found = build([SHIPS, again])
    assert keys(found) == [("voss2018counting",)] * 2
    assert len(found.references) == 1


def test_what_two_citations_know_is_put_together() -> None:
    found = build([
        "Kai Sund, “Ice Roads of the North”, Baltic Tribune, 2017.",
        "Kai Sund, “Ice Roads of the North”, Baltic Tribune, March 3, 2017, https://tribune.example/ice",
    ])  # fmt: skip
    (work,) = found.references
    assert (work.date, work.url) == ("2017-03-03", "https://tribune.example/ice")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kai Sund, ‘Fog over Ports’, 2017.", "Kai Sund, ‘How Fog Is Changing Ports’, 2017."),
        ("Kai Sund, ‘A History of Ports, Part I’, 2017.", "Kai Sund, ‘A History of Ports, Part II’, 2017."),
        ("Nord Council, ‘The Annual Port Report’, 2017.", "Nord Council, ‘The Annual Port Report’, 2018."),
        ("Kai Sund, ‘Ports’, *Sea*, 2017, doi:10.5555/a", "Kai Sund, ‘Ports’, *Sea*, 2017, doi:10.5555/b"),
        ("“Port halts patrols with navy - minister”, https://a.example/1",
         "“Port Halts Patrols with Navy after Reports of Covert Deals”, https://b.example/2"),
    ],
)  # fmt: skip
def test_two_works_stay_two(one: str, other: str) -> None:
    assert len(build([one, other]).references) == 2


def test_the_reference_list_and_the_notes_share_their_works() -> None:
    found = build([SHIPS], ["Voss, L. (2018). Counting ships. *Sea Review*, 9, 3–9.", WATCH])
    assert len(found.references) == 2
    assert keys(found) == [("voss2018counting",)]


def test_a_listed_item_with_see_also_holds_two_works() -> None:
    found = build([], ["Kai Sund, “Fog over Ports”; see also Kai Sund, “Ice,” *Sea Review* 3, no. 1 (May 2019)."])
    assert [work.title for work in found.references] == ["Fog over Ports", "Ice"]


def test_an_item_that_cannot_be_read_stays_whole() -> None:
    (work,) = build([], ["Minutes of the council"]).references
    assert work.title == "Minutes of the council"


def test_numbers_mean_items_of_the_reference_list() -> None:
    listed = ["[1] " + WATCH, "[2] " + SHIPS, "[3] " + ICE]
    found = build([], listed, [("[2]", "number"), ("[1–3]", "number"), ("[1, 3]", "number"), ("[7]", "number")])
    assert keys(found)[0] == ("voss2018counting",)
    assert len(keys(found)[1]) == 3
    assert keys(found)[2] == ("amberg2011harbour", "sund2017ice")
    assert codes(found) == ["C601"]


def test_author_and_year_mean_an_item_of_the_reference_list() -> None:
    listed = [
        "Link, J. (2022). Harbours. *Sea Review*, 4(2), 1–9.",
        "Ford, L., & Link, J. (2020a). Tides. *Sea Review*, 1(2), 1–9.",
        "Ford, L., & Hart, M. (2020b). Sands. *Sea Review*, 2(2), 1–9.",
        "World Harbour Organization. (2020). Port health. WHO.",
    ]
    marks: list[tuple[str, MarkKind]] = [
        ("(Link, 2022)", "author-year"),
        ("Ford and Hart (2020)", "author-year"),
        ("(Ford et al., 2020a; Link 2022, p. 4)", "author-year"),
        ("(WHO, 2020)", "author-year"),
    ]
    assert keys(build([], listed, marks)) == [
        ("link2022harbours",),
        ("ford2020sands",),
        ("ford2020tides", "link2022harbours"),
        ("who2020port",),
    ]


def test_a_key_that_is_nearly_right_is_named() -> None:
    existing = [Reference(key="voss2018counting", title="Counting Ships")]
    found = build([], [], [("voss2018counting", "key"), ("voss2018countin", "key")], existing)
    assert keys(found) == [("voss2018counting",), ("voss2018countin",)]
    assert [(problem.code, problem.remedy) for problem in found.problems] == [
        ("C601", "Did you mean voss2018counting?")
    ]


def test_a_mark_without_a_note_is_reported() -> None:
    assert codes(build([], [], [("9", "note")])) == ["C601"]


def test_an_author_note_is_no_work_and_no_problem() -> None:
    author = note("1", "Ruth Amberg, University of Oslo, https://uio.example/amberg", "author")
    sentence = Sentence(identity_map("Ruth Amberg"), (Mark("1", "note", Span(0, 1), 11),))
    found = build_bibliography(Document("p.md", "", "", "", (sentence,), (author,)), ())
    assert (found.references, found.problems) == ((), ())


def test_existing_entries_come_first_and_lend_their_keys() -> None:
    mine = Reference(key="myships", type="article", title="Counting Ships", authors=("Voss, Lena",), year="2018")
    found = build([SHIPS, WATCH], existing=[mine])
    assert replace(found.references[0], span=None, raw="") == mine
    assert keys(found) == [("myships",), ("amberg2011harbour",)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zoë Müller, *Der große Hafen* (Berlin: Nord, 2010).", "muller2010grosse"),
        ("李海 [Li Hai], ‘港口的未来’ [‘The future of ports’], 2019.", "li2019future"),
        ("World Harbour Organization, *Dredging in numbers*, Geneva, 2021.", "who2021dredging"),
        ("Harbour House, ‘Rules of the Quay’, https://harbour.example/r", "harbourhousendrules"),
        ("“Fog Closes the Strait”, Baltic Tribune, 9 November 2016.", "fog2016closes"),
        ("Nils van der Berg, *How the Sea Rose* (London: Verso, 2001).", "vanderberg2001sea"),
    ],
)
def test_keys_are_readable(text: str, key: str) -> None:
    assert [work.key for work in build([text]).references] == [key]


def test_keys_that_collide_get_letters() -> None:
    found = build([
        "Kai Sund, ‘Ports of the East’, 2017.",
        "Kai Sund, ‘Ports and their Cranes’, 2017.",
        "Kai Sund, ‘Ports without Ships’, 2017.",
    ])  # fmt: skip
    assert [work.key for work in found.references] == ["sund2017ports", "sund2017portsa", "sund2017portsb"]


@given(
    st.lists(st.sampled_from([WATCH, SHIPS, ICE, f"{WATCH}; {ICE}", "Ibid.", "Voss, ‘Counting Ships’, 3"]), max_size=8)
)
@settings(max_examples=50, deadline=None)
def test_a_second_run_finds_every_work_again(notes: list[str]) -> None:
    first = build(notes)
    second = build(notes, existing=first.references)
    assert [work.key for work in second.references] == [work.key for work in first.references]
    assert keys(second) == keys(first)


@given(st.lists(st.text(alphabet="aA.,;:'\"“”‘’()[]0129 ⟨pIbid王/&-", max_size=60), max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_an_error(notes: list[str]) -> None:
    found = build(notes, notes)
    assert len({work.key for work in found.references}) == len(found.references)


@pytest.mark.parametrize("unit", ['"', "“", "[", "; ", "A B; ", "A, ", "'a ", "in A (ed.), ", "10.1234/a ", ". Aa"])
def test_a_long_note_of_one_sign_ends_soon(unit: str) -> None:
    started = time.process_time()
    build([unit * 100_000])
    assert time.process_time() - started < 40


def test_the_text_of_a_link_is_a_title_unless_it_is_the_address_again() -> None:
    text = "Anna Lund, Shops of the North, Northern Times, 2021"
    start = text.index("Shops")
    titled = Note("1", identity_map(text), Span(0, len(text)), links=((Span(start, start + 18), "https://s.test/n"),))
    plain = "Anna Lund, ‘Shops of the North’, 2021, available here"
    at = plain.index("available")
    named = Note("2", identity_map(plain), Span(0, len(plain)), links=((Span(at, len(plain)), "https://s.test/n"),))
    for note in (titled, named):
        document = Document("p.md", "", "", "", (), notes=(note,))
        [work] = build_bibliography(document, ()).references
        assert (work.title, work.url, work.year) == ("Shops of the North", "https://s.test/n", "2021")
