"""One paper whose sources have every trouble at once: the job ends in time, and each link gets its own class."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from claimcheck.archive import Archive
from claimcheck.cli import run
from web import (
    BadPort,
    Bomb,
    Cut,
    Drip,
    Garbage,
    Hang,
    Huge,
    LoopbackWeb,
    ManyHeaders,
    NameServer,
    Reset,
)

from ..readers.test_pdf import column, make_pdf

pytestmark = pytest.mark.timed

BOUND = 10
"""Seconds for one address."""
HEALTHY = 12
LONG = "x" * 8_000


def words(name: str) -> str:
    return f"The harbour of {name} has 114 quays, and every one of them was in use when we went there in the spring."


def page(name: str, text: str = "") -> str:
    title = f"Quays of {name}"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text or words(name)}</p></body></html>"


def well(web: LoopbackWeb) -> dict[str, tuple[str, str]]:
    """Links that are as they should be, however odd: key → address and class."""
    links = {}
    for number in range(HEALTHY):
        url = f"{'https' if number % 2 else 'http'}://port{number}.test/quays"
        web.page(url, page(f"p{number}"))
        links[f"p{number}"] = (url, "ok")
    web.page("http://xn--bcher-kva.test/", page("idn"))
    web.page(f"http://long.test/{LONG}", page("long"))
    web.page("http://charset.test/", page("charset", words("charset") + " Größe, café").encode("cp1252"))
    pdf = make_pdf(column(60, 780, ["Quays of pdf", words("pdf")]), title="Quays of pdf")
    web.page("http://pdf.test/", pdf, media_type="text/html; charset=utf-8")
    web.page("http://slow.test/", page("slow"), fault=Drip(2))
    web.page("http://longer.test/", page("longer") + "<!-- and more -->", fault=Cut(-5))
    web.page("http://shorter.test/", page("shorter"), fault=Cut(500))
    web.page("http://flaky.test/", page("flaky"), fault=Reset(times=1))
    return links | {
        "idn": ("http://bücher.test/", "ok"),
        "long": (f"http://long.test/{LONG}", "ok"),
        "charset": ("http://charset.test/", "ok"),
        "pdf": ("http://pdf.test/", "ok"),
        "slow": ("http://slow.test/", "ok"),
        "longer": ("http://longer.test/", "ok"),
        "shorter": ("http://shorter.test/", "ok"),  # what came of it is read, and the report says that it broke off
        "flaky": ("http://flaky.test/", "ok"),
    }


def unwell(web: LoopbackWeb) -> dict[str, tuple[str, str]]:
    """Links with a trouble of their own: key → address and class."""
    web.page("http://hang.test/", fault=Hang())
    web.page("https://half.test/", page("half"), fault=Hang(after_headers=True))
    web.page("http://drip.test/", page("drip") + "x" * 5_000, fault=Drip(300))
    web.page("http://endless.test/", page("endless"), fault=Huge(10_240))
    for coding in ("gzip", "br"):
        web.page(f"http://bomb-{coding}.test/", fault=Bomb(200, coding))
    web.page("http://fields.test/", page("fields"), fault=ManyHeaders(10_000))
    web.page("http://garbage.test/", fault=Garbage())
    web.redirect("http://file.test/", "file:///etc/passwd")
    web.redirect("http://metadata.test/", "http://169.254.169.254/latest/meta-data/")
    web.redirect("http://circle.test/", "http://circle.test/")
    web.page("http://gone.test/", "no", status=410)
    web.page("http://error.test/", "no", status=500)
    web.page("https://expired.test/", page("expired"))
    web.certificate("expired.test", "expired")
    web.page("http://reset.test/", page("reset"), fault=Reset())
    web.page("http://paypal.test/", page("homograph"))
    return {
        "connect": ("http://connect.test/", "timeout"),
        "tls": ("https://tls.test/", "timeout"),
        "head-drip": ("http://head-drip.test/", "timeout"),
        "head-endless": ("http://head-endless.test/", "server_error"),
        "hang": ("http://hang.test/", "timeout"),
        "half": ("https://half.test/", "timeout"),
        "drip": ("http://drip.test/", "timeout"),
        "endless": ("http://endless.test/", "ok"),
        "bomb-gzip": ("http://bomb-gzip.test/", "ok"),
        "bomb-br": ("http://bomb-br.test/", "ok"),
        "fields": ("http://fields.test/", "server_error"),
        "garbage": ("http://garbage.test/", "server_error"),
        "file": ("http://file.test/", "invalid"),
        "metadata": ("http://metadata.test/", "invalid"),
        "private": ("http://private.test/", "invalid"),
        "circle": ("http://circle.test/", "redirect_loop"),
        "port": ("http://port.test:99999/", "invalid"),
        "longest": (f"http://long.test/{LONG}{LONG}", "invalid"),
        "homograph": ("http://p\u0430ypal.test/", "unresolvable"),  # a Cyrillic letter
        "nowhere": ("http://nowhere.test/", "unresolvable"),
        "servfail": ("http://servfail.test/", "unresolvable"),
        "silent": ("http://silent.test/", "timeout"),
        "gone": ("http://gone.test/", "gone"),
        "error": ("http://error.test/", "server_error"),
        "expired": ("https://expired.test/", "tls_error"),
        "reset": ("http://reset.test/", "refused"),
        "shut": ("http://shut.test/", "refused"),
    }


@pytest.fixture
def names() -> Iterator[NameServer]:
    server = NameServer()
    server.default = ["127.0.0.1"]
    server.table = {
        "private.test": ["192.168.1.1"],
        "servfail.test": ["servfail"],
        "silent.test": ["silent"],
        "nowhere.test": ["nxdomain"],
        "xn--pypal-4ve.test": ["nxdomain"],
    }
    yield server
    server.close()


def test_with_every_trouble_at_once_each_link_gets_its_own_class_and_the_others_are_read(
    web: LoopbackWeb, names: NameServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # As if loopback were the open Internet: all other private addresses are refused as they always are.
    monkeypatch.setattr("claimcheck.net.backend.is_public", lambda address: address == "127.0.0.1")
    healthy, ill = well(web), unwell(web)
    links = {**healthy, **ill}
    paper = [f"The harbour of {key} has 114 quays [@{key}].\n" for key in links]
    entries = [
        f"@misc{{{key},\n title = {{Quays of {key}}},\n url = {{{url}}},\n}}\n" for key, (url, _) in links.items()
    ]
    (tmp_path / "paper.md").write_text("# Quays\n\n" + "\n".join(paper), "utf-8")
    (tmp_path / "references.bib").write_text("".join(entries), "utf-8")
    started = time.monotonic()
    with ExitStack() as stack:
        troubles = {"connect": "connect", "tls": "tls", "head-drip": "drip", "head-endless": "headers"}
        detours = [
            f"{key}.test::127.0.0.1:{stack.enter_context(BadPort(trouble)).port}" for key, trouble in troubles.items()
        ]
        detours += ["shut.test::127.0.0.1:1", f":80::{web.port}", f":443::{web.port}"]
        flags = [flag for detour in detours for flag in ("--connect-to", detour)]
        flags += ["--cacert", str(web.ca), "--dns-servers", names.address, "--max-time", str(BOUND)]
        status = run(["check", "paper.md", "-q", "--fail-on", "never", *flags])
    took = time.monotonic() - started

    assert status == 0
    report = json.loads((tmp_path / "reports" / "paper.json").read_text("utf-8"))
    found = {reference["key"]: reference["link"]["status"] for reference in report["references"]}
    expected = {key: status for key, (_, status) in links.items()}
    assert {key: found[key] for key in found if found[key] != expected[key]} == {}
    verdicts = {claim["sources"][0]: claim["verdict"] for claim in report["claims"]}
    assert {verdicts[key] for key in healthy} == {"supported"}, verdicts
    assert {key: verdicts[key] for key in ill if verdicts[key] != "unavailable"} == {}
    assert took < 6 * BOUND
    with Archive(tmp_path / ".claimcheck" / "archive", readonly=True) as archive:
        assert archive.verify() == ()
        kept = {ref.url for ref in archive.list()}
    assert {url for url, _ in healthy.values() if url.isascii()} <= kept
    assert not any("169.254" in url or url.startswith("file:") for url in kept)
