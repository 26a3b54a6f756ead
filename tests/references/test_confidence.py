"""How sure the fields of a reference are that was read from free text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.model.reference import Bibliography
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography, with_confidence


def read(tmp_path: Path, entry: str) -> Bibliography:
    paper = tmp_path / "paper.md"
    paper.write_text(f"# Paper\n\nOne thing is so [1].\n\n## References\n\n1. {entry}\n", "utf-8")
    return build_bibliography(read_paper(paper), ())


def levels(tmp_path: Path, entry: str) -> dict[str, str]:
    return dict(read(tmp_path, entry).references[0].confidence)


def test_what_the_text_itself_marks_is_read_with_high_confidence(tmp_path: Path) -> None:
    title = "The tides of the northern harbours."
    place = "*Harbour Studies*, vol. 12, no. 3, 2019, pp. 1–22. https://doi.org/10.1234/tides"
    found = levels(tmp_path, f'Berg, A., and Holt, M. "{title}" {place}')
    wanted = ("title", "authors", "year", "container", "volume", "pages", "doi")
    assert {name: found[name] for name in wanted} == dict.fromkeys(wanted, "high")


def test_a_title_that_its_place_alone_tells_is_less_sure(tmp_path: Path) -> None:
    assert levels(tmp_path, "Berg A. The tides of the northern harbours. Aarhus: Havn; 2019.")["title"] == "medium"


def test_a_publisher_is_never_sure(tmp_path: Path) -> None:
    assert levels(tmp_path, "Berg A. *The tides of the northern harbours*. Aarhus: Havn; 2019.")["publisher"] == "low"


@pytest.mark.parametrize("field", ["title", "authors", "year"])
def test_only_what_has_a_value_has_a_confidence(tmp_path: Path, field: str) -> None:
    reference = read(tmp_path, "Berg A. The tides of the northern harbours. Aarhus: Havn; 2019.").references[0]
    assert all(getattr(reference, name) for name, _ in reference.confidence)
    assert field in dict(reference.confidence)


def test_what_a_person_mended_in_the_bib_file_is_not_rated(tmp_path: Path) -> None:
    bibliography = read(tmp_path, "Berg A. The tides of the northern harbours. Aarhus: Havn; 2019.")
    mended = replace(bibliography.references[0], title="The Tides of Northern Harbours", confidence=())
    (rated,) = with_confidence([mended], bibliography.descriptions)
    assert "title" not in dict(rated.confidence)
    assert dict(rated.confidence)["year"] == "high"
