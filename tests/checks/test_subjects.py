"""Findings of every kind are known again after an edit elsewhere, and new after one of their own words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.checks import Context, run_checks
from claimcheck.claims import extract
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography, read_bibliography

ELSEWHERE = "Boats are old here, as everybody knows.\n\nAnd so are the people who sail them.\n\n"
NOTE = '\n[^1]: Ada Lund, "Ferries of the Northern Ports," *Journal of Harbours*, 2021, https://port.test/ferries.\n'
TWINS = """@article{one, title={Ferries}, author={Lund, Ada}, journal={H}, year={2021}}

@article{two, title={Ferries}, author={Lund, Ada}, journal={H}, year={2021}}
"""

KINDS = {
    "a list": (
        "I301",
        "The guide names five birds: the heron, the coot and the grebe.",
        "the coot",
        "the coot, the rail",
    ),
    "two dates": (
        "I302",
        "The Blue Water Initiative was launched in 2019.\n\nIt saw the launch of the Blue Water Initiative in 2021.",
        "in 2019",
        "in 2018",
    ),
    "a span": ("I305", "The line ran from 1997 to 1990.", "1997", "1998"),
    "a mark": ("C601", "The port handles 114 ferries a day.[^9] The quay is long.[^1]" + NOTE, "[^9]", "[^8]"),
    "a short form": (
        "C602",
        "The port handles 114 ferries a day.[^1] Ships call.[^2]\n\n"
        "[^1]: Ibid.\n[^2]: Ada Lund, *Ferries* (Oslo: Ports, 2021).\n",
        "[^1]: Ibid.",
        "[^1]: Ibid., p. 4.",
    ),
    "a note without a mark": (
        "C606",
        "The quay is long.[^1]\n" + NOTE + "[^2]: Nobody cites this.\n",
        "Nobody",
        "No one",
    ),
}


def findings(folder: Path, text: str, bib: str = "") -> list:
    (folder / "paper.md").write_text(text, encoding="utf-8")
    (folder / "works.bib").write_text(bib, encoding="utf-8")
    document = read_paper(folder / "paper.md", "paper.md")
    existing = read_bibliography(folder / "works.bib")
    bibliography = build_bibliography(document, existing.references)
    bibliography = replace(bibliography, problems=(*existing.problems, *bibliography.problems))
    return list(run_checks(Context(document, bibliography, extract(document, bibliography), bib_path="works.bib")))


def prints(found: list, code: str) -> list[str]:
    """Fingerprints apart from the claim's id: a claims file keeps that where the claim is edited."""
    return sorted(replace(finding, claim="").fingerprint for finding in found if finding.code == code)


@pytest.mark.parametrize(("code", "text", "old", "new"), KINDS.values(), ids=KINDS)
def test_an_edit_elsewhere_leaves_the_fingerprint_and_one_of_its_own_words_changes_it(
    tmp_path, code, text, old, new
) -> None:
    before = prints(findings(tmp_path, f"# Title\n\n{text}\n"), code)
    assert len(before) == 1
    assert prints(findings(tmp_path, f"# Title\n\n{ELSEWHERE}{text}\n"), code) == before
    changed = prints(findings(tmp_path, f"# Title\n\n{text.replace(old, new)}\n"), code)
    assert len(changed) == 1
    assert changed != before


@pytest.mark.parametrize(
    ("code", "bib", "old", "new"),
    [
        ("B501", TWINS, "{one,", "{first,"),
        ("B503", "@misc{a, title={never closed,\n\n@misc{b, title={B}}\n", "{a,", "{c,"),
        ("B503", "@misc{a, title={T}, month=jam}\n", "jam", "jum"),
    ],
    ids=["the same work twice", "an unreadable entry", "an unknown abbreviation"],
)
def test_so_it_is_in_the_bibliography(tmp_path, code, bib, old, new) -> None:
    before = prints(findings(tmp_path, "# Title\n\nWords.\n", bib), code)
    assert len(before) == 1
    assert prints(findings(tmp_path, "# Title\n\nWords.\n", f"% a line\n\n{bib}"), code) == before
    assert prints(findings(tmp_path, "# Title\n\nWords.\n", bib.replace(old, new)), code) != before


def test_an_entry_in_which_one_of_two_fields_was_added_is_the_same_finding(tmp_path) -> None:
    poor = "@article{a, title={T}, author={Lund, Ada}}\n"
    before = prints(findings(tmp_path, "# Title\n\nWords.\n", poor), "B502")
    assert len(before) == 1
    richer = poor.replace("}}", "}, year={2021}}")
    assert prints(findings(tmp_path, "# Title\n\nWords.\n", richer), "B502") == before
