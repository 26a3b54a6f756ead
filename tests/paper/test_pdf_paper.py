"""PDF papers: columns, notes, marks, hyphens, reference lists, places."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.checks.context import Context
from claimcheck.errors import PaperError
from claimcheck.model.document import Document
from claimcheck.model.reference import Bibliography
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography
from pdfs import Item, column, make_pdf

ENCRYPTED = f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{'41' * 32}> /U <{'42' * 32}> >> "
FILL = [
    "the harbour office kept a book of all that came and went in",
    "those years, and what it says of fog and of radar is told in",
    "the second part of this paper, where the weather of each of",
    "the seasons is set beside the hours that were lost at sea by",
]


def read(folder: Path, *pages: list[Item]) -> Document:
    return read_bytes(folder, make_pdf(*pages))


def read_bytes(folder: Path, body: bytes) -> Document:
    path = folder / "paper.pdf"
    path.write_bytes(body)
    document = read_paper(path, "paper.pdf")
    for sentence in document.sentences:
        for run in sentence.text.runs:
            assert sentence.text.text[run.at :][: run.length] == document.source[run.source :][: run.length]
    return document


def texts(document: Document, role: str = "body") -> list[str]:
    return [sentence.text.text for sentence in document.sentences if sentence.role == role]


def first_page() -> list[Item]:
    return [
        (60, 780, 18, "Ferries of the North"),
        *column(60, 740, ["In the last season of the war there were 114 ferries a day,", *FILL, "night. It rained."]),
        (60 + 5 * 33, 740 - 12 * 5 + 4, 6, ""),
    ]


def test_a_finding_points_to_page_and_box(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        first_page(),
        column(60, 740, ["On the second page there are nine quays in all, and", *FILL, "night."]),
    )
    assert document.title == "Ferries of the North"
    context = Context(document, Bibliography(()), ())
    sentence = next(one for one in document.sentences if "nine quays" in one.text.text)
    at = sentence.text.text.index("nine")
    place = context.in_paper(sentence.text.to_source(at, at + 4))
    assert place.page == 2
    assert place.box is not None
    left, bottom, right, top = place.box
    assert left == pytest.approx(60, abs=2)
    assert bottom <= 740 <= top
    assert right > 250


def test_notes_are_known_by_place_and_size_and_marks_by_their_raising(tmp_path: Path) -> None:
    lines = [
        "The port had nine quays in the years before the war, and",
        *FILL,
        "the town. It rained on most days of the year and",
        *FILL[1:],
        "sea.",
    ]
    page = [
        *column(60, 740, lines),
        (60, 600, 10, "There were many ferries."),
        (60 + 110, 604, 6, "1"),
        (60, 80, 5, "1"),
        (64, 77, 8, "Ada Lund, Quays of the North, Port Press, 2001."),
        (60, 67, 8, "The second line of this note."),
    ]
    document = read(tmp_path, page)
    assert [(note.label, note.text.text) for note in document.notes] == [
        ("1", "Ada Lund, Quays of the North, Port Press, 2001. The second line of this note.")
    ]
    marked = [(s.text.text, [m.label for m in s.marks]) for s in document.sentences if s.marks]
    assert marked == [("There were many ferries.", ["1"])]


def test_words_cut_at_the_end_of_a_line_are_put_together(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        column(
            60, 740, ["The minis-", "ter saw a long-term plan and a long-", "term view of 2014-", "2016 for the port."]
        ),
    )
    assert texts(document) == ["The minister saw a long-term plan and a long-term view of 2014-2016 for the port."]


def test_headers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        [
            (60, 810, 9, f"Journal of Ports {n}"),
            *column(60, 740, [f"Page {n} tells of nine quays and of", *FILL, "night."]),
            (300, 30, 9, str(n)),
        ]
        for n in (1, 2, 3)
    ]
    document = read(tmp_path, *pages)
    assert not any("Journal" in text for text in texts(document))


@pytest.mark.parametrize(
    "entries",
    [
        [
            (60, "[1] Lund A. Quays of the North and of the South. Port Press,"),
            (80, "2001."),
            (60, "[2] Roe B. Ten ferries in the night. Sea Press, 1999."),
        ],
        [
            (60, "Lund, A. (2001). Quays of the North and of the South."),
            (80, "Port Press."),
            (60, "Roe, B. (1999). Ten ferries in the night. Sea Press."),
        ],
    ],
    ids=["numbered", "hanging"],
)
def test_the_reference_list_is_cut_into_entries(tmp_path: Path, entries: list[tuple[float, str]]) -> None:
    numbered = entries[0][1].startswith("[")
    cite = "[1, 2]" if numbered else "(Lund, 2001; Roe, 1999)"
    body = column(
        60, 740, ["In the last season of the war there were 114 ferries a day,", *FILL, f"night {cite}. It rained."]
    )
    listed = [(x, 600 - 12 * n, 10.0, words) for n, (x, words) in enumerate(entries)]
    document = read(tmp_path, [*body, (60, 630, 14, "References"), *listed])
    assert len(document.listed) == 2
    bibliography = build_bibliography(document, ())
    assert [r.title for r in bibliography.references] == [
        "Quays of the North and of the South",
        "Ten ferries in the night",
    ]
    assert {key for c in bibliography.citations for key in c.keys} == {r.key for r in bibliography.references}
    assert not bibliography.problems


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"Not a PDF", "no PDF"),
        (make_pdf([]), "no text layer"),
        (make_pdf(first_page())[:300], "damaged"),
        (b"%PDF-1.7\n" + b"\0" * 1000, "damaged"),
        (make_pdf(first_page(), extra=ENCRYPTED), "encrypted"),
    ],
    ids=["empty", "text", "scan", "truncated", "zeros", "encrypted"],
)
def test_what_is_no_readable_pdf_is_refused_in_one_line(tmp_path: Path, body: bytes, words: str) -> None:
    with pytest.raises(PaperError, match=words) as caught:
        read_bytes(tmp_path, body)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_notes_at_the_foot_of_the_page_on_which_the_list_begins_are_notes(tmp_path: Path) -> None:
    lines = ["The port had nine quays in the years before the war, and", *FILL, "the town.", *FILL, "sea."]
    page = [
        *column(60, 740, lines),
        (60, 600, 10, "There were many ferries."),
        (60 + 110, 604, 6, "1"),
        (60, 560, 14, "References"),
        (60, 540, 10, "Lund, A. (2001). Quays of the North and of the South."),
        (80, 528, 10, "Port Press."),
        (60, 80, 5, "1"),
        (64, 77, 8, "Ada Lund, Quays of the North and of the South, Port Press, 2001."),
        (60, 67, 8, "The second line of this note."),
    ]
    following = [
        (60, 740, 10, "Roe, B. (1999). Ten ferries in the night. Sea Press and the"),
        (80, 728, 10, "other press of the town."),
        (60, 716, 10, "Stone, C. (1998). Fog and radar at sea. Sea Press."),
    ]
    document = read(tmp_path, page, following)
    assert [note.text.text.split(",")[0] for note in document.notes] == ["Ada Lund"]
    assert [note.text.text.split(",")[0] for note in document.listed] == ["Lund", "Roe", "Stone"]


def test_three_columns_are_read_one_after_the_other_below_a_title_in_the_middle(tmp_path: Path) -> None:
    def narrow(x: float, first: str) -> list[Item]:
        words = " ".join(FILL).split()
        lines = [" ".join(words[at : at + 6]) for at in range(0, 48, 6)]
        return column(x, 700, [first, *lines, *lines, "the night of the storm."])

    page = [
        (280, 780, 14, "Ferries"),
        *narrow(75, "In 1999 we saw 114 ferries,"),
        *narrow(245, "In 2001 we saw 27 ferries,"),
        *narrow(415, "In 2004 we saw 41 ferries,"),
    ]
    document = read(tmp_path, page)
    assert document.title == "Ferries"
    years = [word for text in texts(document) for word in text.split() if word in ("1999", "2001", "2004")]
    assert years == ["1999", "2001", "2004"]
    assert texts(document)[0].startswith("In 1999 we saw 114 ferries, the harbour office kept a book")
