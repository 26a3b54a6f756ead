"""IPv4 and IPv6: hosts at either, at both, and at both where one of them is dead."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from claimcheck.model.source import Fetched
from claimcheck.net import NetOptions, fetch_all
from web import BadPort, LoopbackWeb, NameServer


@pytest.fixture
def names() -> Iterator[NameServer]:
    server = NameServer()
    yield server
    server.close()


@pytest.fixture
def both(web: LoopbackWeb) -> LoopbackWeb:
    if not web.ipv6:
        pytest.skip("there is no IPv6 on this machine's loopback")
    return web


def fetch(web: LoopbackWeb, names: NameServer, url: str, **keywords: object) -> Fetched:
    port = (("", "80", "", str(web.port)), ("", "443", "", str(web.port)))
    options = web.options(**{"connect_to": port, "dns_servers": (names.address,), **keywords})
    return fetch_all([url], options)[url]


def test_an_ipv6_address_in_brackets_is_asked(both: LoopbackWeb) -> None:
    both.page("http://[::1]/x", "there")
    url = f"http://[::1]:{both.port}/x"
    got = fetch_all([url], NetOptions(allow_private=True))[url]
    assert (got.body, got.failure) == (b"there", None)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_host_that_has_an_ipv6_address_alone_is_asked_there(
    both: LoopbackWeb, names: NameServer, scheme: str
) -> None:
    names.table["six.test"] = ["::1"]
    both.page("https://six.test/", "there")
    got = fetch(both, names, f"{scheme}://six.test/")
    assert (got.body, got.failure) == (b"there", None)


@pytest.mark.parametrize("dead", ["127.0.0.2", "2001:db8::1"])
def test_where_one_family_refuses_the_other_is_asked(both: LoopbackWeb, names: NameServer, dead: str) -> None:
    names.table["two.test"] = [dead, "::1" if "." in dead else "127.0.0.1"]
    both.page("http://two.test/", "there")
    assert fetch(both, names, "http://two.test/").body == b"there"


def test_where_one_family_says_nothing_the_other_is_asked_in_time(
    both: LoopbackWeb, names: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The port hangs in IPv4; the same port in IPv6 leads to the web."""
    monkeypatch.setattr("claimcheck.net.backend.SHARE", 0.5)
    names.table["two.test"] = ["127.0.0.1", "::1"]
    both.page("http://two.test/", "there")
    with BadPort("connect", also=both.port) as bad:
        started = time.monotonic()
        got = fetch(both, names, "http://two.test/", connect_to=(("", "80", "", str(bad.port)),))
    assert (got.body, got.attempts) == (b"there", 1)
    assert time.monotonic() - started < 4


def test_a_host_that_refuses_at_one_address_and_has_no_way_to_the_other_is_refused_and_no_lack_of_network(
    web: LoopbackWeb, names: NameServer
) -> None:
    names.table["two.test"] = ["255.255.255.255", "::1"]  # no network leads to the first one
    got = fetch(web, names, "http://two.test/", connect_to=(("", "80", "", "1"),), retries=0)
    assert got.failure == "refused"


def test_each_family_is_checked_for_private_addresses(web: LoopbackWeb, names: NameServer) -> None:
    names.table["inside.test"] = ["::1", "fd00:ec2::254", "10.0.0.1"]
    got = fetch(web, names, "http://inside.test/", allow_private=False)
    assert got.failure == "private"
    assert web.requests == []
