"""Proxies: which one is asked, and that its troubles are never the host's."""

from __future__ import annotations

import time

import pytest

from claimcheck.net import NetOptions, fetch_all
from claimcheck.net.proxies import Proxies
from web import LoopbackProxy, LoopbackWeb, Reset

URLS = [f"{scheme}://h{number}.invalid/" for number in range(4) for scheme in ("https", "http")]


def fetch(web: LoopbackWeb, proxy: str, urls: list[str] = URLS, **more: object) -> dict:
    options = NetOptions(
        **{"proxy": proxy, "cacert": web.ca, "per_host_interval": 0.0, "max_time": 5.0, "read_timeout": 1.0} | more  # type: ignore[arg-type]
    )
    return fetch_all(urls, options)


def test_a_proxy_leads_to_every_host(web: LoopbackWeb) -> None:
    for url in URLS:
        web.page(url, url)
    with LoopbackProxy(web.port) as proxy:
        got = fetch(web, proxy.address)
    assert {url: fetched.body.decode() for url, fetched in got.items()} == {
        url: f"http://{url.partition('://')[2]}" for url in URLS
    }
    assert "CONNECT h0.invalid:443 HTTP/1.1" in proxy.asked


@pytest.mark.parametrize(
    ("trouble", "why"), [("login", "407"), ("refuse", "403"), ("garbage", ""), ("close", ""), ("hang", "")]
)
def test_the_troubles_of_a_proxy_are_its_own_and_cost_seconds(web: LoopbackWeb, trouble: str, why: str) -> None:
    urls = [url for url in URLS if url.startswith("https") or trouble != "refuse"]
    started = time.monotonic()
    with LoopbackProxy(web.port, trouble=trouble) as proxy:
        got = fetch(web, proxy.address, urls)
    assert {fetched.failure for fetched in got.values()} == {"proxy"}
    assert all(why in fetched.detail or "let none of" in fetched.detail for fetched in got.values())
    assert time.monotonic() - started < 20
    assert web.requests == []


def test_a_proxy_that_never_answers_is_given_up_for_the_run(web: LoopbackWeb) -> None:
    urls = [f"https://h{number}.invalid/" for number in range(60)]
    started = time.monotonic()
    with LoopbackProxy(web.port, trouble="hang") as proxy:
        got = fetch(web, proxy.address, urls, concurrency=8)
    assert {fetched.failure for fetched in got.values()} == {"proxy"}
    assert len(proxy.asked) < 20
    assert time.monotonic() - started < 10


def test_a_proxy_that_dies_midway_speaks_against_no_host(web: LoopbackWeb) -> None:
    for url in URLS:
        web.page(url, "there")
    with LoopbackProxy(web.port, lives_for=3) as proxy:
        got = fetch(web, proxy.address, concurrency=1)
    assert [fetched.failure for fetched in got.values()].count(None) == 3
    assert {fetched.failure for fetched in got.values()} == {None, "proxy"}


def test_what_fails_behind_the_tunnel_is_the_hosts_own(web: LoopbackWeb) -> None:
    web.page("https://reset.invalid/", "x", fault=Reset())
    web.page("https://old.invalid/", "x")
    web.certificate("old.invalid", "expired")
    with LoopbackProxy(web.port) as proxy:
        got = fetch(web, proxy.address, ["https://reset.invalid/", "https://old.invalid/"], retries=0)
    assert [fetched.failure for fetched in got.values()] == ["reset", "tls"]


def test_the_environments_proxies_are_used_and_no_proxy_excepts_hosts(
    web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
        "NO_PROXY",
        "no_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    assert Proxies.of_environment().named() == {}
    monkeypatch.setenv("ALL_PROXY", "http://all.test:1")
    monkeypatch.setenv("https_proxy", "tls.test:2")
    monkeypatch.setenv("NO_PROXY", "near.test, .local:8080")
    found = Proxies.of_environment()
    assert found.named() == {"ALL_PROXY": "http://all.test:1", "HTTPS_PROXY": "http://tls.test:2"}
    assert found.choose("http", "a.test") == "http://all.test:1"
    assert found.choose("https", "a.test") == "http://tls.test:2"
    assert found.choose("https", "near.test") is None
    assert found.choose("https", "www.near.test") is None
    assert found.choose("https", "farnear.test") == "http://tls.test:2"
    assert found.choose("http", "x.local", 8080) is None
    monkeypatch.setenv("NO_PROXY", "*")
    assert Proxies.of_environment().choose("https", "a.test") is None
