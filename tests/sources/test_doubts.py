"""What is asked besides: the handle service of a DOI, a made-up address beside a page. Pages of a loopback web."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.model.reference import Reference
from claimcheck.model.source import Source
from claimcheck.sources import Freshness, collect
from claimcheck.sources.siblings import sibling_of
from web import Asked, Hang, LoopbackWeb, Route

DOI = "10.1234/late.ferries"
LINK = f"https://doi.org/{DOI}"
FRONT = (
    "<html lang='en'><head><title>The Quay Courier</title></head><body><nav><a href='/'>Home</a></nav>"
    "<h1>Welcome aboard</h1><p>News from the harbour and the islands, every morning before the first boat leaves. "
    "Our crew of four writes about tides, prices of fish and the council.</p></body></html>"
)
OTHER = FRONT.replace("Our crew of four writes about tides", "This morning the ice cream boat brought storms")
TITLE = "Ferry delays rose by a third after the timetable reform"


class Handles:
    """doi.org with its handle service."""

    def __init__(self, web: LoopbackWeb) -> None:
        self.web = web
        self.known: dict[str, str] = {}
        self.down = False
        web.service("doi.org", self.answer)

    def answer(self, asked: Asked) -> Route:
        path, _, query = asked.target.partition("?")
        doi = path.removeprefix("/api/handles").lstrip("/")
        if not path.startswith("/api/handles/"):
            if doi in self.known:
                return Route(302, (("Location", self.known[doi]),))
            return Route(404, (("Content-Type", "text/html"),), b"<title>DOI Not Found</title><p>Not found.")
        if self.down:
            return Route(503, body=b"busy")
        value: dict[str, object] = {"responseCode": 100, "handle": doi}
        if doi in self.known:
            data = {"format": "string", "value": self.known[doi]}
            value = {"responseCode": 1, "handle": doi, "values": [{"index": 1, "type": "URL", "data": data}]}
        assert query == "type=URL"
        status = 200 if doi in self.known else 404
        return Route(status, (("Content-Type", "application/json"),), json.dumps(value).encode())

    @property
    def asked(self) -> list[str]:
        return [seen.target for seen in self.web.requests if seen.target.startswith("/api/handles/")]


@pytest.fixture
def handles(web: LoopbackWeb) -> Handles:
    return Handles(web)


def judged(path: Path, web: LoopbackWeb, *references: Reference, **more: object) -> tuple[Source, ...]:
    options = web.options(retries=0, max_time=2.0, read_timeout=1.0)
    found = collect(references, workspace=path, state=path / ".claimcheck", options=options, **more)  # type: ignore[arg-type]
    return found.sources


def test_a_doi_that_the_handle_service_does_not_know_does_not_exist(
    tmp_path: Path, web: LoopbackWeb, handles: Handles
) -> None:
    cited = [Reference("a", title=TITLE, doi=DOI), Reference("b", title="Another", doi=DOI.upper())]
    (a, b) = judged(tmp_path, web, *cited)
    assert (a.health.status, a.health.besides) == ("gone", "doi_unknown")
    assert a.health.reason.startswith(f"the handle service does not know this DOI ({DOI})")
    assert b.health.status == "gone"
    assert len(handles.asked) == 1
    again = judged(tmp_path, web, *cited)
    assert again[0].health.reason == a.health.reason
    assert len(handles.asked) == 1


def test_where_the_handle_service_does_not_answer_nothing_is_known(
    tmp_path: Path, web: LoopbackWeb, handles: Handles
) -> None:
    handles.down = True
    (source,) = judged(tmp_path, web, Reference("a", title=TITLE, doi=DOI))
    assert (source.health.status, source.asked) == ("unchecked", False)
    assert "whether the DOI exists is not known" in source.health.reason
    handles.down = False
    (source,) = judged(tmp_path, web, Reference("a", title=TITLE, doi=DOI))
    assert source.health.status == "gone"


@pytest.mark.parametrize(("status", "expected"), [(403, "blocked"), (404, "gone"), (500, "server_error")])
def test_what_stands_behind_a_doi_says_nothing_of_the_doi(
    tmp_path: Path, web: LoopbackWeb, handles: Handles, status: int, expected: str
) -> None:
    handles.known[DOI] = "https://press.test/article"
    web.page("https://press.test/article", "<title>Sorry</title>", status=status)
    for _ in range(2):
        (source,) = judged(tmp_path, web, Reference("a", title=TITLE, doi=DOI))
        assert (source.health.status, source.health.besides) == (expected, "doi_known")
        assert "the DOI itself is registered" in source.health.reason
    assert not handles.asked  # doi.org led on: that is word enough


def test_a_doi_whose_page_is_read_is_not_asked_for(tmp_path: Path, web: LoopbackWeb, handles: Handles) -> None:
    handles.known[DOI] = "https://press.test/article"
    web.page("https://press.test/article", FRONT.replace("Welcome aboard", TITLE))
    (source,) = judged(tmp_path, web, Reference("a", title=TITLE, url=LINK))
    assert source.health.status == "ok"
    assert not handles.asked


def site(web: LoopbackWeb, page: str, status: int = 200, to: str = "") -> None:
    """news.test, which answers any address alike."""

    def answer(asked: Asked) -> Route:
        if to and asked.target != to:
            return Route(302, (("Location", to),))
        return Route(status if "claimcheck" in asked.target else 200, (("Content-Type", "text/html"),), page.encode())

    web.service("news.test", answer)


NEWS = "https://news.test/2021/03/ferry-delays"


def made_up(web: LoopbackWeb) -> list[str]:
    return [seen.target for seen in web.requests if "claimcheck" in seen.target]


def test_a_page_that_stands_at_any_address_is_a_soft_404(tmp_path: Path, web: LoopbackWeb) -> None:
    site(web, FRONT)
    cited = [Reference(f"k{n}", title=TITLE, url=f"{NEWS}-{n}") for n in range(5)]
    for _ in range(2):
        found = judged(tmp_path, web, *cited)
        assert {source.health.status for source in found} == {"soft_404"}
        assert "shows the same page at a made-up address beside it" in found[0].health.reason
        assert all(source.text is None for source in found)
    assert len(made_up(web)) == 1  # one for the folder


def test_a_redirect_that_takes_any_address_leads_elsewhere(tmp_path: Path, web: LoopbackWeb) -> None:
    site(web, FRONT, to="/stories/latest")
    (source,) = judged(tmp_path, web, Reference("k", title=TITLE, url=NEWS))
    assert (source.health.status, source.health.besides) == ("redirected_elsewhere", "sibling")
    assert "so does a made-up one" in source.health.reason


def test_a_true_404_beside_a_page_is_no_evidence(tmp_path: Path, web: LoopbackWeb) -> None:
    site(web, FRONT, status=404)
    (source,) = judged(tmp_path, web, Reference("k", title=TITLE, url=NEWS))
    assert source.health.status in ("ok", "wrong_work")
    assert len(made_up(web)) == 1


def test_another_page_and_no_answer_at_the_made_up_address_are_no_evidence(tmp_path: Path, web: LoopbackWeb) -> None:
    web.page(NEWS, FRONT)
    web.page(sibling_of(NEWS), OTHER.replace("Welcome aboard", "Nothing for your search"))
    web.page("https://slow.test/a/b", FRONT)
    web.page(sibling_of("https://slow.test/a/b"), FRONT, fault=Hang())
    cited = [Reference("k", title=TITLE, url=NEWS), Reference("l", title=TITLE, url="https://slow.test/a/b")]
    assert {source.health.status for source in judged(tmp_path, web, *cited)} <= {"ok", "wrong_work"}


@pytest.mark.parametrize(
    "page",
    [
        FRONT.replace("Welcome aboard", TITLE),
        FRONT.replace("every morning", "cookies and consent every morning"),
        "<html><title>The Quay Courier</title><body><div id=root></div><script src=/app.js></script></body></html>",
    ],
    ids=["titled as cited", "consent", "built by script"],
)
def test_a_page_without_grounds_for_doubt_has_nothing_made_up_asked_beside_it(
    tmp_path: Path, web: LoopbackWeb, page: str
) -> None:
    site(web, page)
    judged(tmp_path, web, Reference("k", title="Ferry delays after the timetable reform in the harbour", url=NEWS))
    assert made_up(web) == []


def test_a_folder_that_names_the_work_has_no_made_up_address() -> None:
    assert sibling_of("https://news.test/articles/48213/ferry-delays") == ""
    assert sibling_of("https://news.test/questions/a1b2c3d4e5/ferry-delays") == ""
    assert sibling_of("https://news.test/") == ""
    assert sibling_of("https://news.test/2021/03/ferry-delays.html?id=7").endswith(".html")
    assert sibling_of("https://me:word@news.test/2021/ferry/").startswith("https://news.test/2021/claimcheck-")


def test_a_page_that_knows_its_own_address_is_there_though_any_name_leads_to_it(
    tmp_path: Path, web: LoopbackWeb
) -> None:
    site(web, FRONT.replace("</head>", f"<link rel='canonical' href='{NEWS}'></head>"))
    (source,) = judged(tmp_path, web, Reference("k", title=TITLE, url=NEWS))
    assert source.health.status in ("ok", "wrong_work")


def test_what_was_told_besides_is_remembered_when_a_title_is_mended(tmp_path: Path, web: LoopbackWeb) -> None:
    site(web, FRONT)
    judged(tmp_path, web, Reference("k", title=TITLE, url=NEWS))
    (source,) = judged(tmp_path, web, Reference("k", title=f"{TITLE} again", url=NEWS))
    assert source.health.status == "soft_404"
    judged(tmp_path, web, Reference("k", title=TITLE, url=NEWS), fresh=Freshness(0, 0))
    assert len(made_up(web)) == 2
