"""Records in plain text: labels and values on lines below each other, and what only looks like them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.readers import read_text
from claimcheck.readers.records import records_of
from claimcheck.streams import compare

SHIP = (
    "RV Polar Tern\nOrdered\nMarch 1976\nLaunched\n3 Sep 1977\nDelivered\n21 Apr 1978\nThe ship was sold in 1998.\n"
    + (
        "She was built for the institute of the polar seas, whose staff had asked for a ship for years, and "
        "it took the yard two of them to do so.\n"
    )
)


def stated(text: str) -> list[str]:
    return [passage.text for passage in read_text(text.encode(), "text/plain").passages]


def test_a_label_and_the_value_below_it_are_one_statement() -> None:
    found = stated(SHIP)
    assert {"Ordered: March 1976", "Launched: 3 Sep 1977", "Delivered: 21 Apr 1978"} <= set(found)
    assert "The ship was sold in 1998." in found


def test_the_date_of_a_record_bears_out_its_own_event_alone() -> None:
    def verdict(claim: str) -> str:
        answered: Any = compare({"claim": claim, "source": SHIP})["quantities"]
        return str(answered[0]["verdict"])

    assert verdict("The Polar Tern was launched on 3 September 1977.") == "supported"
    assert verdict("The Polar Tern was launched on 8 September 1977.") == "contradicted"


def test_a_heading_and_the_date_below_it_are_no_record() -> None:
    lines = ["Sport", "12 March 2018", "Rovers won at home again and went to the top of the table."]
    assert list(records_of(lines)) == [(line, ()) for line in lines]


def test_quotes_of_a_record_are_words_of_the_text() -> None:
    source = read_text(SHIP.encode(), "text/plain")
    launched = next(passage for passage in source.passages if passage.text == "Launched: 3 Sep 1977")
    assert source.text[launched.start : launched.end] == "Launched 3 Sep 1977"


@given(st.lists(st.sampled_from(["Launched", "3 Sep 1977", "a", "Length:", "61 m", "It is 61 m long.", "", "1977"])))
def test_no_line_is_lost_or_told_twice(lines: list[str]) -> None:
    assert " ".join(line for line, _ in records_of(lines)).split() == " ".join(lines).split()


def test_headings_of_wrapped_text_head_what_stands_under_them() -> None:
    source = read_text(b"# Quillbox\n\n## 2018\n\nThe studio moves to the\nold customs house.\n", "text/plain")
    assert [(p.text, p.role, p.heading) for p in source.passages][1:] == [
        ("## 2018", "heading", "2018"),
        ("The studio moves to the old customs house.", "main", "2018"),
    ]
