"""Where no request may go, and that none goes there."""

from __future__ import annotations

import contextlib
import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.archive import surt
from claimcheck.errors import UsageError
from claimcheck.net import NetOptions, fetch_all, network_reachable, parse_connect_to
from claimcheck.net.backend import detour
from claimcheck.net.safety import BadAddressError, follow, is_public, web_address
from web import Cut, LoopbackWeb, NameServer

INSIDE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "192.0.0.192", "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1",
    "168.63.129.16", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
    "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:1::1", "2001:0:7f00:1::1", "64:ff9b:1::1", "nonsense", "",
]  # fmt: skip
OUTSIDE = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_an_ipv6_one_is_judged_as_itself(address: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@given(st.text())
def test_any_text_is_a_web_address_or_told_not_to_be_one(text: str) -> None:
    for candidate in (text, f"http://{text}", f"https://a.test/{text}"):
        with contextlib.suppress(BadAddressError):
            url = web_address(candidate)
            assert url.scheme in ("http", "https")
            assert not url.fragment
            assert not url.userinfo
            assert url.host
            assert surt(str(url))


@given(st.text())
def test_any_redirect_is_followed_to_a_web_address_or_refused(location: str) -> None:
    with contextlib.suppress(BadAddressError):
        assert follow(web_address("https://a.test/x"), location).host


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "017700000001",
    ],
)
def test_no_request_reaches_this_machine_however_it_is_spelt(web: LoopbackWeb, host: str) -> None:
    web.page("http://localhost/", "inside")
    url = f"http://{host}:{web.port}/"
    got = fetch_all([url], NetOptions(retries=0))[url]
    assert got.failure in ("private", "invalid", "unresolvable", "no_network")
    assert web.requests == []


def test_the_address_really_connected_to_is_checked_behind_connect_to(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "inside")
    got = fetch_all(["http://a.test/"], web.options(allow_private=False))["http://a.test/"]
    # The caller's own route says nothing of the host: no link is invalid for it.
    assert got.failure == "no_network"
    assert "--allow-private" in got.detail
    assert web.requests == []


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/"])
def test_a_redirect_into_a_network_is_refused(web: LoopbackWeb, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.net.backend.is_public", lambda address: address == "127.0.0.1")
    web.redirect("http://a.test/", target)
    options = web.options(allow_private=False, connect_to=(("a.test", "", "127.0.0.1", str(web.port)),))
    got = fetch_all(["http://a.test/"], options)["http://a.test/"]
    assert (got.failure, len(got.hops)) == ("private", 1)


def test_behind_a_proxy_what_the_name_resolves_to_here_is_refused(web: LoopbackWeb) -> None:
    web.page("http://localhost/secret", "inside")
    options = NetOptions(proxy=f"http://127.0.0.1:{web.port}", retries=0)
    urls = ["http://localhost/secret", "http://127.0.0.1/secret"]
    assert {got.failure for got in fetch_all(urls, options).values()} == {"private"}
    assert web.requests == []


def test_a_proxy_is_used_and_its_refusal_told(web: LoopbackWeb) -> None:
    web.page("http://a.invalid/x", "through the proxy")
    options = NetOptions(proxy=f"http://me:word@127.0.0.1:{web.port}", retries=0)
    got = fetch_all(["http://a.invalid/x", "https://b.invalid/"], options)
    assert got["http://a.invalid/x"].body == b"through the proxy"
    assert got["https://b.invalid/"].failure == "proxy"
    assert [seen.method for seen in web.requests if seen.host == "b.invalid"] == ["CONNECT"]


def test_a_proxy_that_is_not_there_is_told() -> None:
    got = fetch_all(["http://a.invalid/"], NetOptions(proxy="http://127.0.0.1:1", retries=0))["http://a.invalid/"]
    assert got.failure == "proxy"


@pytest.mark.parametrize(
    "options",
    [NetOptions(proxy="socks9://x"), NetOptions(proxy="nonsense"), NetOptions(dns_servers=("nonsense",))],
)
def test_options_that_cannot_be_followed_are_told(options: NetOptions) -> None:
    with pytest.raises(UsageError) as caught:
        fetch_all(["http://a.invalid/"], options)
    assert caught.value.remedy


def test_a_missing_or_empty_certificate_file_is_told(web: LoopbackWeb, tmp_path: object) -> None:
    empty = web.ca.with_name("empty.pem")
    empty.write_text("nothing")
    for path in (web.ca.with_name("missing.pem"), empty):
        with pytest.raises(UsageError, match="cacert"):
            fetch_all(["http://a.invalid/"], NetOptions(cacert=path))


def test_whether_there_is_a_network(web: LoopbackWeb) -> None:
    assert network_reachable(web.options())
    assert not network_reachable(web.options(connect_to=(("", "", "127.0.0.1", "1"),)))
    assert not network_reachable(web.options(allow_private=False))
    assert network_reachable(NetOptions(proxy=f"http://127.0.0.1:{web.port}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::127.0.0.1:8080", ("", "", "127.0.0.1", "8080")),
        ("A.test:443:b.test:8443", ("a.test", "443", "b.test", "8443")),
        ("a.test::b.test:", ("a.test", "", "b.test", "")),
        ("::[::1]:80", ("", "", "::1", "80")),
    ],
)
def test_connect_to_is_read_as_curl_does(text: str, expected: tuple[str, str, str, str]) -> None:
    assert parse_connect_to(text) == expected


@pytest.mark.parametrize(
    "text", ["", "a", "a:b:c:d", "::127.0.0.1", "::127.0.0.1:99999", "::::::", "a:1:b:2:c", "::[::1:80"]
)
def test_what_is_no_connect_to_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="connect-to"):
        parse_connect_to(text)


def test_the_first_detour_that_fits_counts() -> None:
    routes = (("a.test", "443", "x", "1"), ("a.test", "", "y", ""), ("", "80", "", "8080"))
    assert detour("a.test", 443, routes) == ("x", 1)
    assert detour("a.test", 80, routes) == ("y", 80)
    assert detour("b.test", 80, routes) == ("b.test", 8080)
    assert detour("b.test", 443, routes) == ("b.test", 443)


def test_a_name_that_leads_elsewhere_the_second_time_is_asked_at_what_was_checked_and_refused_in_the_next_run(
    web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the first answer is of the open Internet (as if 127.0.0.1 were), all later ones are private."""
    monkeypatch.setattr("claimcheck.net.backend.is_public", lambda address: address == "127.0.0.1")
    for path in ("a", "b", "c"):
        web.page(f"http://rebind.test/{path}", path, headers={"Connection": "close"}, fault=Cut(0))
    urls = [f"http://rebind.test/{path}" for path in ("a", "b", "c")]
    names = NameServer()
    try:
        names.table["rebind.test"] = ["127.0.0.1", "10.0.0.1"]
        options = web.options(
            allow_private=False, connect_to=(("", "80", "", str(web.port)),), dns_servers=(names.address,), per_host=1
        )
        assert {got.body for got in fetch_all(urls, options).values()} == {b"a", b"b", b"c"}
        assert names.asked.count(("rebind.test", "A")) == 1
        web.requests.clear()
        assert {got.failure for got in fetch_all(urls, options).values()} == {"private"}
        assert web.requests == []
    finally:
        names.close()


@pytest.mark.parametrize("host", ["p\u0430ypal.test", "\u0440ort.test", "porţ.test", "ро\u0433t.test"])
def test_a_host_that_looks_like_another_is_asked_under_its_own_name(web: LoopbackWeb, host: str) -> None:
    web.page("http://paypal.test/", "of the real one")
    web.page("http://port.test/", "of the real one")
    got = fetch_all([f"http://{host}/"], web.options())[f"http://{host}/"]
    assert got.status == 421  # nobody answers for that name
    (seen,) = web.requests
    assert seen.host.startswith("xn--")
    assert seen.host == host.encode("idna").decode()


def test_an_ideographic_dot_parts_names_too(web: LoopbackWeb) -> None:
    web.page("http://port.test/", "there")
    assert fetch_all(["http://port。test/"], web.options())["http://port。test/"].body == b"there"


def test_full_width_digits_reach_no_private_address(web: LoopbackWeb) -> None:
    web.page("http://127.0.0.1/", "inside")
    url = f"http://１２７.０.０.１:{web.port}/"
    assert fetch_all([url], NetOptions(retries=0))[url].failure in ("private", "invalid")
    assert web.requests == []
