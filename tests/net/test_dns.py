"""--dns-servers against a name server on loopback."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from claimcheck.errors import UsageError
from claimcheck.net import NetOptions, fetch_all
from claimcheck.net.dns import parse_server
from web import LoopbackWeb, NameServer


@pytest.fixture
def names() -> Iterator[NameServer]:
    server = NameServer()
    yield server
    server.close()


def fetch(web: LoopbackWeb, names: NameServer, host: str, **keywords: object) -> Any:
    url = f"http://{host}:{web.port}/"
    options = web.options(connect_to=(), dns_servers=(names.address,), **keywords)
    return fetch_all([url], options)[url]


def test_the_given_name_server_is_asked(web: LoopbackWeb, names: NameServer) -> None:
    names.table["news.test"] = ["127.0.0.1"]
    web.page("http://news.test/", "x")
    assert fetch(web, names, "news.test").body == b"x"
    assert set(names.asked) == {("news.test", "A"), ("news.test", "AAAA")}


def test_a_name_that_does_not_exist_is_told(web: LoopbackWeb, names: NameServer) -> None:
    got = fetch(web, names, "nowhere.test")
    assert (got.failure, got.attempts) == ("unresolvable", 1)
    assert "no such host name" in got.detail


@pytest.mark.parametrize("trouble", ["servfail", "silent"])
def test_name_servers_without_an_answer_are_told(
    web: LoopbackWeb, names: NameServer, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimcheck.net.resolver.DNS_TIMEOUT", 0.7)
    names.table["odd.test"] = [trouble]
    started = time.monotonic()
    got = fetch(web, names, "odd.test")
    assert got.failure == "unresolvable"
    assert "no answer" in got.detail
    assert time.monotonic() - started < 5


def test_a_name_that_changes_its_address_is_judged_by_the_one_connected_to(web: LoopbackWeb, names: NameServer) -> None:
    names.table["rebind.test"] = ["192.0.2.1", "127.0.0.1"]
    web.page("http://rebind.test/", "inside")
    got = fetch(web, names, "rebind.test", allow_private=False)
    assert got.failure == "private"
    assert web.requests == []


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("127.0.0.1:5353", ("127.0.0.1", 5353)),
        ("192.0.2.1", ("192.0.2.1", 53)),
        ("[::1]:5353", ("::1", 5353)),
        ("2001:db8::1", ("2001:db8::1", 53)),
    ],
)
def test_name_servers_are_read(text: str, server: tuple[str, int]) -> None:
    assert parse_server(text) == server


@pytest.mark.parametrize("text", ["", "dns.test:53", "127.0.0.1:0", "127.0.0.1:99999", "1.2.3:5", "[::1"])
def test_what_is_no_name_server_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="dns-servers"):
        fetch_all(["http://a.test/"], NetOptions(dns_servers=(text,)))


def test_name_servers_that_say_nothing_at_all_cost_seconds_and_speak_against_no_host(names: NameServer) -> None:
    hosts = [f"n{number}.test" for number in range(20)]
    names.table = {name: ["silent"] for name in (*hosts, "doi.org", "example.org", "www.wikipedia.org")}
    started = time.monotonic()
    got = fetch_all([f"http://{name}/" for name in hosts], NetOptions(dns_servers=(names.address,)))
    assert {fetched.failure for fetched in got.values()} == {"no_network"}
    assert time.monotonic() - started < 6


def test_one_name_without_answer_among_others_is_that_names_own(web: LoopbackWeb, names: NameServer) -> None:
    names.table = {"slow.test": ["silent"], "a.test": ["127.0.0.1"]}
    web.page("http://a.test/", "x")
    options = NetOptions(
        dns_servers=(names.address,), connect_to=(("", "80", "", str(web.port)),), allow_private=True, max_time=3.0
    )
    got = fetch_all(["http://a.test/", "http://slow.test/"], options)
    assert [fetched.failure for fetched in got.values()] == [None, "timeout"]


@pytest.mark.parametrize("trouble", ["refused", "garbage", "cut", "wrong id", "wrong question", "loop", "long"])
def test_a_name_server_that_answers_improperly_costs_seconds_and_says_nothing_of_the_web(
    web: LoopbackWeb, names: NameServer, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimcheck.net.resolver.DNS_TIMEOUT", 0.7)
    names.table = {"loop-a.test": [trouble], "a.test": ["127.0.0.1"]}
    web.page("http://a.test/", "x")
    web.page("http://loop-a.test/", "never to be had")
    options = NetOptions(
        dns_servers=(names.address,), connect_to=(("", "80", "", str(web.port)),), allow_private=True, max_time=6.0
    )
    started = time.monotonic()
    got = fetch_all(["http://a.test/", "http://loop-a.test/"], options)
    assert [fetched.failure for fetched in got.values()] == [None, "unresolvable"]
    assert time.monotonic() - started < 10
    assert [seen.host for seen in web.requests] == ["a.test"]


def test_a_truncated_answer_is_asked_for_again_over_tcp(web: LoopbackWeb, names: NameServer) -> None:
    names.table["big.test"] = ["truncated"]
    web.page("http://big.test/", "x")
    assert fetch(web, names, "big.test").body == b"x"
    assert "big.test" in names.asked_over_tcp


def test_a_slow_answer_is_waited_for(web: LoopbackWeb, names: NameServer) -> None:
    names.table = {"slow.test": ["slow"], "example.org": ["192.0.2.1"]}
    web.page("http://slow.test/", "x")
    assert fetch(web, names, "slow.test").body == b"x"


def test_a_name_without_any_address_is_told(web: LoopbackWeb, names: NameServer) -> None:
    names.table["empty.test"] = ["empty"]
    got = fetch(web, names, "empty.test")
    assert (got.failure, got.attempts) == ("unresolvable", 1)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "192.168.1.1", "100.64.0.1"])
def test_a_name_at_a_private_address_is_not_connected_to(web: LoopbackWeb, names: NameServer, address: str) -> None:
    names.table["inside.test"] = [address]
    web.page("http://inside.test/", "inside")
    got = fetch(web, names, "inside.test", allow_private=False)
    assert got.failure == "private"
    assert web.requests == []
