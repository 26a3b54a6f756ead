"""What a paper counts of itself, and numbers that name or date something, beside the claims they are like."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.claims import extract
from claimcheck.paper import read_paper
from claimcheck.references import build_bibliography


def figures(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "paper.md"
    path.write_text(f"# Ports\n\n## 1. Introduction\n\n{text}\n", encoding="utf-8")
    document = read_paper(path)
    found = extract(document, build_bibliography(document, ()))
    return [quantity.text for claim in found for quantity in claim.quantities]


@pytest.mark.parametrize(
    "text",
    [
        "Three mechanisms are discussed: rates, accounts and debt.",
        "We close with five proposals for regulators.",
        "This article reconsiders the costs of quarantine. It draws on three sets of sources.",
        "Table 1 lists the 4 cities and the 9 platforms.",
        "Section 2 describes 5 families of methods.",
        "Table 2 shows the top ten publishers.",
        "Figure 1 showcases two choropleths.",
        "Two things follow. They are not new.",
        "Two important considerations can impact access to care.",
        "Three lessons emerge.",
        "Figure 3: Three panels of ships.",
        "This paper makes three contributions:\n\n1) a graph of 46 estimates;\n2) a taxonomy with 12 error classes.",
    ],
)
def test_what_a_paper_counts_of_itself_is_no_claim(tmp_path: Path, text: str) -> None:
    assert figures(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three mechanisms were found in 12 of the ports.", ["Three", "12"]),
        ("Five proposals are considered by the parliament.", ["Five"]),
        ("The plan was new. It draws on three sets of sources.", ["three"]),
        ("Table 2 shows that 8 people died.", ["8"]),
        ("Table 2 shows 8 deaths.", ["8"]),
        ("Table 2 lists deaths in 9 countries.", ["9"]),
        ("The act gives 5 votes to each state.", ["5"]),
        ("Two points separated the teams.", ["Two"]),
        ("Twelve observations were excluded.", ["Twelve"]),
        ("We found the following:\n\n1) deaths rose by 12;\n2) births fell by 40.", ["12", "40"]),
    ],
)
def test_what_it_counts_of_the_world_is_one(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert figures(tmp_path, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "None paid for it (company websites, accessed 4 October 2021).",
        "The law is clear (Real Decreto-ley 9/2021).",
        "It follows Regulation (EU) No 1169/2011 and Directive 2010/63/EU.",
        "It was Case C-131/12 and Law 12/2008.",
        "Estimates have a half-life.",
        "Patients with sepsis had higher scores.",
        "It concerned the interferon-induced transmembrane protein 3 (IFITM3) gene.",
        "The registers are kept in bb. 201–260 and vol. 12.",
        "In the early twenty-first century, much changed.",
        "It was funded by grant ES/N011856/1 and used lme4 (version 1.1-27).",
        "It rose.\n\n## Acknowledgements\n\nWe thank 3 referees and 40 couriers.",
        "Rounds 1 and 2 also took place during the lean season.",
        "The gap is closed in Rounds 3 through 6.",
        "The effect is larger in Round 7 than before.",
    ],
)
def test_numbers_that_name_or_file_something_are_none(tmp_path: Path, text: str) -> None:
    assert figures(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The wreck was retrieved on 3 May 1999.", ["3 May 1999"]),
        ("In the 2019/20 season a dozen clubs failed.", ["2019/20", "a dozen"]),
        ("About 2/3 of the members left.", ["About 2/3"]),
        ("A half-million people left.", ["A half-million"]),
        ("Scores of people left.", ["Scores"]),
        ("In the early nineteenth century the port grew by 4 percent.", ["early nineteenth century", "4 percent"]),
        ("The referee stopped the bout after 12 rounds.", ["12"]),
        ("The panel lost 3 rounds in court.", ["3"]),
    ],
)
def test_figures_that_look_like_them_are_claims(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert figures(tmp_path, text) == expected


def test_a_study_s_own_test_is_no_claim_but_a_cited_one_is(tmp_path: Path) -> None:
    own = "The groups differed, t(28) = 2.20, p = .036."
    assert figures(tmp_path, own) == []
    cited = 'Earlier the groups differed, t(28) = 2.20.[^1]\n\n[^1]: Ada Lund, "Ports," 2019, https://ports.example/a.'
    assert figures(tmp_path, cited) == ["t(28) = 2.20"]
