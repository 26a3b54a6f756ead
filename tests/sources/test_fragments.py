"""The part behind ``#``: what a page must hold is missed, what a script may make is not."""

from __future__ import annotations

import pytest

from claimcheck.model.reference import Reference
from claimcheck.model.source import Fetched, Hop, SourceText
from claimcheck.readers import read_text, sniff
from claimcheck.sources.fragments import Missing, missing_part

URL = "https://quay.example/handbook"
WORDS = "<p>The harbour master keeps a log of every ferry, and reads it aloud to the town on the first of May.</p>" * 6
PAGE = f"""<html><head><title>Handbook</title></head><body><h1 id="start">Handbook</h1>
<nav><a href="#ferries">Ferries</a><a href="#gone">Gone</a></nav>
<h2 id="ferries">Ferries</h2>{WORDS}<a name="old-style"></a><p id="übersicht">In 2021 there were 1,482 ferries.</p>
<h2 id="user-content-install-it">Install it</h2><h2>Late ferries of the upper quay</h2></body></html>"""


def missing(part: str, body: str = PAGE, *, url: str = URL, **more: object) -> Missing:
    fetched = Fetched(url, url, 200, (("content-type", "text/html; charset=utf-8"),), body.encode(), **more)  # type: ignore[arg-type]
    text = read_text(body.encode(), sniff(body.encode(), "text/html"))
    return missing_part(Reference("k", url=f"{url}#{part}"), fetched, text)


@pytest.mark.parametrize(
    "part",
    [
        "ferries", "old-style", "start", "top", "", "%C3%BCbersicht", "übersicht",
        "install-it", "user-content-install-it",
        "ferries:~:text=1%2C482%20ferries", ":~:text=harbour%20master,every%20ferry", ":~:text=In-,2021,-there%20were",
    ],
)  # fmt: skip
def test_a_part_that_is_there_is_not_missed(part: str) -> None:
    assert not missing(part)


def test_a_part_that_is_not_there_is_missed_though_the_page_links_to_it() -> None:
    assert 'no part called "gone"' in missing("gone").evidence


def test_the_name_in_another_case_is_told() -> None:

    assert 'it has one called "start"' in missing("START").evidence


def test_words_that_are_not_there_are_missed() -> None:
    found = missing(":~:text=sold%20to%20the%20town")
    assert found.evidence == 'the page does not hold the words "sold to the town" that the address points to'


@pytest.mark.parametrize(
    "part",
    [
        "!/ferries/7", "/ferries", "code/PTAEHUFMBsGMHsC2lQBd5oBYoCoE8AHSAZVgCcBLA1UABWgEM8BzM",
        "page=7", "t=30", "L10", "L10-L20", "L10C3-L20C5", "issuecomment-123456", "discussion_r99", "comment-5",
        "narrow/stream/369274-general",
    ],
)  # fmt: skip
def test_routes_states_lines_of_code_and_comments_are_made_by_script(part: str) -> None:
    assert not missing(part)


def test_lines_of_a_forge_are_made_by_script_and_elsewhere_a_number_is_a_name() -> None:
    assert not missing("lines-5:10", url="https://bitbucket.org/quay/log/src/main/a.py")
    assert not missing("n12", url="https://git.quay.example/log.git/tree/a.c")
    assert missing("n12")


@pytest.mark.parametrize(
    "more",
    [
        '<script>const toc = [{"anchor": "gone", "level": 2}]</script>',
        '<div data-id="gone"></div>',
        "<h2>Gone?</h2>",
    ],
)
def test_what_a_script_may_make_of_the_page_is_not_missed(more: str) -> None:
    assert not missing("gone", PAGE.replace("</body>", f"{more}</body>"))


def test_a_shell_that_a_script_fills_is_not_missed() -> None:
    shell = "<html><title>Handbook</title><body><div id=root>Wait</div><script src=/a.js></script>"
    assert not missing("gone", shell)


def test_where_the_server_names_another_part_that_one_is_meant() -> None:
    assert not missing("gone", hops=(Hop(URL, 302, f"{URL}#ferries"),))


@pytest.mark.parametrize(("part", "says"), [("page=40", "12 pages"), ("page=12", ""), ("nameddest=x", ""), ("x", "")])
def test_a_pdf_has_no_parts_but_its_pages(part: str, says: str) -> None:
    fetched = Fetched(URL, URL, 200, (("content-type", "application/pdf"),), b"%PDF-1.7")
    found = missing_part(Reference("k", url=f"{URL}#{part}"), fetched, SourceText("x", (), "application/pdf", pages=12))
    assert (says in found.evidence) if says else not found
    assert found.certain == bool(says)


def test_an_answer_to_another_address_says_nothing() -> None:
    fetched = Fetched("https://doi.org/10.1/x", URL, 200, (), PAGE.encode())
    text = read_text(PAGE.encode(), "text/html")
    assert not missing_part(Reference("k", url=f"{URL}#gone", doi="10.1/x"), fetched, text)
