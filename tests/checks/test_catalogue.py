"""The catalogue: every code has a level, a title and a page that helps."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import claimcheck
from claimcheck.checks import CHECKS, check_of, explain, listed
from claimcheck.errors import UsageError

HEADINGS = ("**What it means.**", "**Why it matters.**", "**How to fix it.**")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_code_has_a_page_that_says_what_why_and_how(check) -> None:
    page = explain(check.code)
    assert page.startswith(f"# {check.code}: {check.title}\n")
    positions = [page.index(heading) for heading in HEADINGS]
    assert positions == sorted(positions)
    assert all(len(part.strip()) > 20 for part in re.split(r"\*\*[^*]+\*\*", page)[1:])


def test_codes_are_unique_and_stand_in_families_with_their_own_letter() -> None:
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    families = {check.family: {other.code[0] for other in CHECKS if other.family == check.family} for check in CHECKS}
    assert all(len(letters) == 1 for letters in families.values())


def test_help_files_hold_no_page_for_a_code_that_is_not_given() -> None:
    from importlib import resources

    for file in resources.files("claimcheck.checks").joinpath("help").iterdir():
        pages = set(re.findall(r"^## (\S+)$", file.read_text(encoding="utf-8"), re.MULTILINE))
        assert pages == {check.code for check in CHECKS if f"{check.family}.md" == file.name}


def test_a_code_is_found_in_either_case() -> None:
    assert check_of("n201").code == "N201"


def test_an_unknown_code_names_the_nearest_one() -> None:
    with pytest.raises(UsageError, match="did you mean N201"):
        explain("N2001")


def test_every_code_that_the_sources_name_has_its_page() -> None:
    """A code is always written out, as a string of its own, where a finding or a problem is made."""
    named = set()
    for path in Path(claimcheck.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[A-Z][1-9]\d\d", str(node.value)):
                named.add(node.value)
    assert len(named) > 20
    assert named == {check.code for check in CHECKS}


def test_the_beginning_of_codes_lists_them() -> None:
    lines = explain("n2").splitlines()
    assert [line.split()[0] for line in lines] == [check.code for check in CHECKS if check.code.startswith("N2")]
    assert len(listed().splitlines()) == len(CHECKS)


def test_what_could_not_be_checked_is_never_more_than_a_note() -> None:
    assert {check_of(code).level for code in ("N209", "N210", "N211", "L120", "L121")} == {"note"}
