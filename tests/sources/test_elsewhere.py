"""Where a work is read that can't be read where it is cited: the order, what is said of it, and who is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.model.reference import Reference
from claimcheck.model.source import Source
from claimcheck.sources import Freshness, Services, collect
from claimcheck.sources.open_copies import OpenCopy, arxiv_number, best_of, of_openalex, of_unpaywall
from web import Asked, LoopbackWeb, Route, Wayback

TITLE = "Late ferries of the upper quay"
URL = "https://quay.test/late-ferries"
DOI = "10.1234/quay.7"
TEXT = "<p>The harbour office logged 1,482 ferries in the season, and 61 of them were late because of the fog.</p>" * 3
ALL = Services(openalex=True, openalex_key="key-of-ada", unpaywall_email="ada@lund.test", archives=True)


def article(head: str = "", text: str = TEXT) -> str:
    return f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{text}</body></html>"


def pdf(*lines: str, title: str = TITLE) -> bytes:
    """A PDF of one page."""
    said = " T* ".join(f"({line}) Tj" for line in (title, *lines))
    stream = f"BT /F1 12 Tf 14 TL 60 700 Td {said} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    body = b"%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    return body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"


PDF = pdf("The harbour office logged 1,482 ferries in the season of 2021.", "Of these 61 were late because of the fog.")


class Scholarly:
    """OpenAlex and Unpaywall."""

    def __init__(self, web: LoopbackWeb) -> None:
        self.web = web
        self.places: list[dict[str, object]] = []
        self.status = 200
        web.service("api.openalex.org", self.openalex)
        web.service("api.unpaywall.org", self.unpaywall)

    def openalex(self, asked: Asked) -> Route:
        assert asked.target.startswith(f"/works/doi:{DOI}?select=")
        return self.answer({"doi": f"https://doi.org/{DOI}", "locations": self.places})

    def unpaywall(self, asked: Asked) -> Route:
        assert asked.target == f"/v2/{DOI}?email=ada%40lund.test"
        places = [{"url_for_pdf": p["pdf_url"], "version": p.get("version")} for p in self.places]
        return self.answer({"doi": DOI, "oa_locations": places})

    def answer(self, value: object) -> Route:
        return Route(self.status, (("Content-Type", "application/json"),), json.dumps(value).encode())

    @property
    def asked(self) -> list[str]:
        return [seen.host for seen in self.web.requests if seen.host.startswith("api.")]


@pytest.fixture
def scholarly(web: LoopbackWeb) -> Scholarly:
    return Scholarly(web)


def read(path: Path, web: LoopbackWeb, reference: Reference, services: Services = ALL, **more: object) -> Source:
    options = web.options(retries=0, max_time=3.0)
    found = collect(
        [reference],
        workspace=path,
        state=path / ".claimcheck",
        options=options,
        services=services,
        **more,  # type: ignore[arg-type]
    )
    return found.sources[0]


def cited(**fields: str) -> Reference:
    return Reference("k", title=TITLE, **({"url": URL, "doi": DOI} | fields))  # type: ignore[arg-type]


def walled(web: LoopbackWeb) -> None:
    """The address is gone, the publisher behind the DOI closed to programs."""
    web.page(URL, "no", status=404)
    web.redirect(f"https://doi.org/{DOI}", "https://press.test/7", status=302)
    web.page("https://press.test/7", "<title>Just a moment...</title>", status=403)


def test_the_pdf_that_a_landing_page_names_is_read_in_place_of_its_abstract(tmp_path: Path, web: LoopbackWeb) -> None:
    web.page(URL, "no", status=404)
    web.redirect(f"https://doi.org/{DOI}", "https://press.test/7", status=302)
    web.page("https://press.test/7", article("<meta name='citation_pdf_url' content='/7/file.pdf#x'>"))
    web.page("https://press.test/7/file.pdf", PDF, media_type="application/pdf")
    for offline in (False, True):
        source = read(tmp_path, web, cited(), Services(), offline=offline)
        assert source.text is not None
        assert source.text.media_type == "application/pdf"
        assert source.detail == "read from the PDF that the work's page names, https://press.test/7/file.pdf"
        assert (source.health.status, source.version) == ("gone", "")


@pytest.mark.parametrize("status", [403, 200])
def test_where_that_pdf_is_walled_or_no_pdf_the_page_is_read(tmp_path: Path, web: LoopbackWeb, status: int) -> None:
    web.page(URL, article("<meta name='citation_pdf_url' content='https://quay.test/file.pdf'>"))
    web.page("https://quay.test/file.pdf", article(), status=status)
    source = read(tmp_path, web, cited(doi=""), Services())
    assert source.text is not None
    assert (source.health.status, source.text.media_type, source.detail) == ("ok", "text/html", "")


def test_a_page_that_holds_the_whole_work_needs_no_pdf(tmp_path: Path, web: LoopbackWeb) -> None:
    web.page(URL, article("<meta name='citation_pdf_url' content='https://quay.test/file.pdf'>", TEXT * 25))
    read(tmp_path, web, cited(doi=""), Services())
    assert web.asked("https://quay.test/file.pdf") == 0


def test_nobody_is_asked_for_copies_unless_the_person_says_so(
    tmp_path: Path, web: LoopbackWeb, scholarly: Scholarly
) -> None:
    walled(web)
    wayback = Wayback(web)
    source = read(tmp_path, web, cited(), Services())
    assert source.text is None
    assert scholarly.asked == wayback.asked("") == []
    web.page(f"https://doi.org/{DOI}", article())
    source = read(tmp_path, web, cited(), fresh=Freshness(0, 0))
    assert source.text is not None
    assert scholarly.asked == []  # it can be read: nobody need be asked


def test_an_open_copy_is_read_and_said_to_be_one(tmp_path: Path, web: LoopbackWeb, scholarly: Scholarly) -> None:
    walled(web)
    scholarly.places = [
        {"is_oa": True, "pdf_url": "https://lost.test/7.pdf", "version": "publishedVersion"},
        {"is_oa": True, "pdf_url": "https://repository.test/7.pdf", "version": "acceptedVersion"},
        {"is_oa": False, "pdf_url": "https://press.test/7.pdf", "version": "publishedVersion"},
    ]
    web.page("https://lost.test/7.pdf", "no", status=404)
    web.page("https://repository.test/7.pdf", PDF, media_type="application/pdf")
    only = Services(openalex=True)
    source = read(tmp_path, web, cited(), only)
    assert source.text is not None
    assert source.version == "accepted manuscript, not the version of record"
    assert source.detail == (
        f"read from the open copy that OpenAlex names, {source.version}, https://repository.test/7.pdf"
    )
    assert source.health.status == "gone"
    assert "https://repository.test/7.pdf" in source.tried
    assert web.asked("https://press.test/7.pdf") == 0
    asked = len(web.requests)
    for again in ({"services": only}, {"services": Services()}, {"services": Services(), "offline": True}):
        assert read(tmp_path, web, cited(), **again).detail == source.detail  # type: ignore[arg-type]
    assert len(web.requests) == asked


def test_no_service_is_asked_twice_and_one_that_fails_is_asked_again(
    tmp_path: Path, web: LoopbackWeb, scholarly: Scholarly
) -> None:
    walled(web)
    only = Services(openalex=True, unpaywall_email="ada@lund.test")
    scholarly.status = 500
    read(tmp_path, web, cited(), only)
    first = len(scholarly.asked)
    scholarly.status = 404
    for _ in range(3):
        read(tmp_path, web, cited(), only)
    assert len(scholarly.asked) == first + 2
    assert set(scholarly.asked) == {"api.openalex.org", "api.unpaywall.org"}


def test_keys_and_e_mail_addresses_are_kept_nowhere(tmp_path: Path, web: LoopbackWeb, scholarly: Scholarly) -> None:
    walled(web)
    Wayback(web)
    read(tmp_path, web, cited())
    assert [seen for seen in web.requests if "api_key=key-of-ada" in seen.target]
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"key-of-ada" not in path.read_bytes()
            assert b"lund.test" not in path.read_bytes()


def test_a_preprint_that_the_entry_names_is_read_and_never_called_the_version_of_record(
    tmp_path: Path, web: LoopbackWeb
) -> None:
    walled(web)
    web.page("https://arxiv.org/pdf/2101.00001v2", PDF, media_type="application/pdf")
    source = read(tmp_path, web, cited(eprint="2101.00001v2"), Services())
    assert source.version == "arXiv preprint, not the version of record"
    assert source.detail == f"read from the {source.version}, https://arxiv.org/pdf/2101.00001v2"


def test_a_cited_preprint_is_the_work_itself(tmp_path: Path, web: LoopbackWeb) -> None:
    web.page("https://arxiv.org/abs/2101.00001", article("<meta name='citation_pdf_url' content='/pdf/2101.00001'>"))
    web.page("https://arxiv.org/pdf/2101.00001", PDF, media_type="application/pdf")
    source = read(tmp_path, web, cited(url="", doi="", eprint="arXiv:2101.00001"), Services())
    assert source.text is not None
    assert (source.health.status, source.version, source.text.media_type) == ("ok", "", "application/pdf")


def test_an_archived_copy_comes_last_and_is_the_nearest_to_the_day_of_access(
    tmp_path: Path, web: LoopbackWeb, scholarly: Scholarly
) -> None:
    walled(web)
    wayback = Wayback(web)
    wayback.hold(URL, "20190101000000", article(text=TEXT.replace("61", "59")))
    wayback.hold(URL, "20210310000000", article())
    source = read(tmp_path, web, cited(urldate="2021-03-05"))
    assert source.text is not None
    assert source.snapshot is not None
    copy = f"https://web.archive.org/web/20210310000000/{URL}"
    assert source.detail == f"read from the archived copy of 2021-03-10, {copy}"
    assert source.snapshot.archive_url == copy
    assert "61 of them" in source.text.text
    told = len(web.requests)
    assert read(tmp_path, web, cited(urldate="2021-03-05"), Services(), offline=True).detail == source.detail
    assert read(tmp_path, web, cited(urldate="2021-03-05")).detail == source.detail
    assert len(web.requests) == told


def test_an_open_copy_that_is_another_work_is_not_read(tmp_path: Path, web: LoopbackWeb, scholarly: Scholarly) -> None:
    walled(web)
    scholarly.places = [{"is_oa": True, "pdf_url": "https://repository.test/7", "version": "publishedVersion"}]
    other = "<p>The mill grinds oats for the valley, and its wheel turns day and night in spring.</p>" * 8
    web.page("https://repository.test/7", f"<title>Oat mills and their wheels</title><h1>Oat mills</h1>{other}")
    assert read(tmp_path, web, cited(), Services(openalex=True)).text is None


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"locations": 7, "oa_locations": "x"}', b"[" * 100_000])
def test_a_service_that_answers_nonsense_names_nothing(body: bytes) -> None:
    assert of_openalex(body) == of_unpaywall(body) == ()


def test_copies_are_tried_from_the_version_of_record_down_and_each_once() -> None:
    named = [
        OpenCopy("https://arxiv.org/abs/1", "x", "arXiv preprint, not the version of record"),
        OpenCopy("https://a.test/page", "x"), OpenCopy("https://a.test/1.pdf", "x", "", True),
        OpenCopy("https://a.test/1.pdf", "y", "", True), OpenCopy("https://doi.org/10.1/x", "x"),
        OpenCopy("https://b.test/m.pdf", "x", "accepted manuscript, not the version of record", True),
    ]  # fmt: skip
    found = [copy.url for copy in best_of(named, ["https://a.test/page"])]
    assert found == ["https://a.test/1.pdf", "https://b.test/m.pdf", "https://arxiv.org/abs/1"]


@pytest.mark.parametrize(
    ("eprint", "number"),
    [
        ("2101.00001", "2101.00001"), ("arXiv:2101.00001v3", "2101.00001v3"), ("math.GT/0309136", "math.GT/0309136"),
        ("25147711", ""), ("2021.12345", ""), ("10.2307/1234567", ""), ("PMC1234567", ""),
    ],
)  # fmt: skip
def test_only_an_arxiv_number_is_asked_of_arxiv(eprint: str, number: str) -> None:
    assert arxiv_number(Reference("k", eprint=eprint)) == number
