"""fetch_all against real servers with every trouble."""

from __future__ import annotations

import gc
import gzip
import importlib
import itertools
import sys
import time
import warnings
import zlib
from collections.abc import Sequence

import brotli
import pytest

from claimcheck.errors import StorageError
from claimcheck.model.source import Fetched, Hop, WarcRef
from claimcheck.net import USER_AGENT, Exchange, NetOptions, fetch_all
from claimcheck.net.coding import ACCEPT_ENCODING
from claimcheck.net.exchange import Kept, Validators
from web import (
    BadPort,
    Bomb,
    Cut,
    Drip,
    Flaky,
    Garbage,
    Hang,
    Huge,
    LoopbackWeb,
    ManyHeaders,
    NeedsCookie,
    Reset,
    RetryAfter,
)

PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
READABLE = ACCEPT_ENCODING.split(", ")
"""The codings that can be read here."""
if "zstd" in READABLE:
    PACKERS["zstd"] = importlib.import_module(
        "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    ).compress


def fetch(url: str, options: NetOptions) -> Fetched:
    return fetch_all([url], options)[url]


def quick(web: LoopbackWeb, **keywords: object) -> NetOptions:
    return web.options(**{"backoff": 0.02, **keywords})


def test_a_page_is_fetched_whole(web: LoopbackWeb) -> None:
    web.page("https://news.test/a?b=1", "<p>Hello</p>", headers={"X-Thing": "yes"})
    got = fetch("https://news.test/a?b=1#part", web.options())

    assert (got.status, got.body, got.failure, got.truncated) == (200, b"<p>Hello</p>", None, False)
    assert got.url == "https://news.test/a?b=1"
    assert got.header("x-thing") == "yes"
    assert got.fetched.endswith("Z")
    assert got.attempts == 1


def test_addresses_that_differ_in_the_fragment_are_one_request(web: LoopbackWeb) -> None:
    web.page("http://news.test/a", "x")
    urls = ["http://news.test/a", "http://news.test/a#one", "http://news.test/a#two", "http://news.test/a"]
    done: list[str] = []
    got = fetch_all(urls, web.options(), on_done=lambda fetched: done.append(fetched.url))

    assert list(got) == list(dict.fromkeys(urls))
    assert web.asked("http://news.test/a") == 1
    assert done == ["http://news.test/a"]


def test_the_end_of_a_redirect_that_is_cited_too_is_asked_once(web: LoopbackWeb) -> None:
    web.redirect("http://news.test/old", "/new")
    web.page("http://news.test/new", "x", fault=Drip(0.3))
    got = fetch_all(["http://news.test/old", "http://news.test/new"], web.options())

    assert {fetched.body for fetched in got.values()} == {b"x"}
    assert web.asked("http://news.test/new") == 1


def test_only_get_is_asked_and_honestly(web: LoopbackWeb) -> None:
    web.page("http://news.test/a", "x")
    fetch("http://news.test/a", web.options())
    (seen,) = web.requests
    assert seen.method == "GET"
    assert seen.headers["user-agent"] == USER_AGENT
    assert "cookie" not in seen.headers
    assert "authorization" not in seen.headers


def test_redirects_are_followed_and_told(web: LoopbackWeb) -> None:
    web.redirect("http://old.test/x", "https://new.test/y?z=1#part", status=308)
    web.redirect("https://new.test/y?z=1", "../end", status=302)
    web.page("https://new.test/end", "there")
    got = fetch("http://old.test/x", web.options())

    assert got.final_url == "https://new.test/end"
    assert got.hops == (
        Hop("http://old.test/x", 308, "https://new.test/y?z=1#part"),
        Hop("https://new.test/y?z=1", 302, "../end"),
    )


def test_redirects_with_raw_letters_are_followed(web: LoopbackWeb) -> None:
    web.redirect("http://news.test/x", "/größe")
    web.page("http://news.test/gr%C3%B6%C3%9Fe", "there")
    assert fetch("http://news.test/x", web.options()).body == b"there"


def test_a_circle_of_redirects_is_a_loop(web: LoopbackWeb) -> None:
    web.redirect("http://a.test/1", "http://a.test/2", status=302)
    web.redirect("http://a.test/2", "http://a.test/1", status=302)
    got = fetch("http://a.test/1", web.options())
    assert (got.failure, got.status, len(got.hops)) == ("redirect_loop", 302, 2)


def test_redirects_without_end_are_a_loop(web: LoopbackWeb) -> None:
    for number in range(20):
        web.redirect(f"http://a.test/{number}", f"/{number + 1}")
    got = fetch("http://a.test/0", web.options(max_redirects=5))
    assert got.failure == "redirect_loop"
    assert len(web.requests) == 6


def test_a_page_that_sets_a_cookie_first_is_reached(web: LoopbackWeb) -> None:
    web.page("http://news.test/a", "inside", fault=NeedsCookie())
    assert fetch("http://news.test/a", web.options()).body == b"inside"


def test_cookies_stay_with_their_host_and_their_link(web: LoopbackWeb) -> None:
    web.redirect("http://a.test/x", "http://b.a.test/y", headers={"Set-Cookie": "id=1; Domain=a.test; Path=/"})
    web.page("http://b.a.test/y", "y")
    web.page("http://a.test/z", "z")
    fetch_all(["http://a.test/x", "http://a.test/z"], web.options(per_host=1))
    assert not any("cookie" in seen.headers for seen in web.requests)


def test_credentials_in_a_link_are_sent_nowhere(web: LoopbackWeb) -> None:
    web.redirect("http://a.test/x", "http://user:word@b.test/y")
    web.page("http://b.test/y", "y")
    kept: list[Exchange] = []
    got = fetch("http://me:secret@a.test/x", web.options())
    assert got.final_url == "http://b.test/y"
    assert not any("authorization" in seen.headers for seen in web.requests)
    assert kept == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("expired", "expired"),
        ("other_host", "another host"),
        ("unknown_issuer", "not known"),
        ("not_yet_valid", "not valid yet"),
    ],
)
def test_tls_errors_are_told_apart(web: LoopbackWeb, kind: str, words: str) -> None:
    web.page("https://bad.test/", "x")
    web.certificate("bad.test", kind)
    got = fetch("https://bad.test/", web.options())
    assert (got.status, got.failure, got.attempts) == (None, "tls", 1)
    assert words in got.detail


def test_without_the_authority_the_certificate_is_not_trusted(web: LoopbackWeb) -> None:
    web.page("https://news.test/", "x")
    assert fetch("https://news.test/", web.options(cacert=None)).failure == "tls"


def test_what_passes_is_asked_again(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "there", fault=Flaky(2, 503))
    web.page("http://b.test/", "there", fault=Reset(times=1))
    got = fetch_all(["http://a.test/", "http://b.test/"], quick(web))
    assert [(fetched.status, fetched.body, fetched.attempts) for fetched in got.values()] == [
        (200, b"there", 3),
        (200, b"there", 2),
    ]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501, 999])
def test_what_lasts_is_asked_once(web: LoopbackWeb, status: int) -> None:
    web.page("http://a.test/", "no", status=status)
    got = fetch("http://a.test/", quick(web))
    assert (got.status, got.failure, got.attempts) == (status, None, 1)


def test_retries_are_bounded(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "no", status=500)
    web.page("http://b.test/", "no", fault=Reset())
    got = fetch_all(["http://a.test/", "http://b.test/"], quick(web, retries=2))
    assert got["http://a.test/"].status == 500
    assert got["http://b.test/"].failure == "reset"
    assert {fetched.attempts for fetched in got.values()} == {3}


def test_retry_after_is_waited_for_and_the_whole_host_left_alone(web: LoopbackWeb) -> None:
    web.page("http://a.test/1", "there", fault=RetryAfter(1))
    web.page("http://a.test/2", "other", fault=Drip(0.2))
    web.page("http://a.test/3", "third")
    got = fetch_all([f"http://a.test/{number}" for number in (1, 2, 3)], quick(web, per_host=2))
    assert [fetched.status for fetched in got.values()] == [200, 200, 200]
    times = {target: [seen.at for seen in web.requests if seen.target == target] for target in ("/1", "/3")}
    assert times["/1"][1] - times["/1"][0] >= 1
    assert len(times["/1"]) == 2
    assert len(times["/3"]) == 1


def test_a_retry_after_of_an_hour_is_not_waited_for(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "there", fault=RetryAfter(9999))
    started = time.monotonic()
    got = fetch("http://a.test/", quick(web))
    assert (got.status, got.attempts) == (429, 1)
    assert time.monotonic() - started < 1


def test_retry_after_is_not_waited_for_without_end(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "there", fault=RetryAfter(9999, header="1"))
    got = fetch("http://a.test/", quick(web, max_wait=1.5))
    assert (got.status, got.attempts) == (429, 2)


def test_a_host_that_never_answers_is_left_alone_in_the_end(web: LoopbackWeb) -> None:
    urls = [f"http://dead.test/{number}" for number in range(40)]
    for url in urls:
        web.page(url, fault=Hang())
    started = time.monotonic()
    got = fetch_all(urls, quick(web, read_timeout=0.3))
    assert {fetched.failure for fetched in got.values()} == {"timeout"}
    assert time.monotonic() - started < 10
    assert len(web.requests) < 10


def test_a_hang_ends_and_holds_nobody_up(web: LoopbackWeb) -> None:
    web.page("http://slow.test/hang", fault=Hang())
    web.page("http://slow.test/half", "x" * 100, fault=Hang(after_headers=True))
    for number in range(20):
        web.page(f"http://fast{number}.test/", "x")
    when: dict[str, float] = {}
    started = time.monotonic()
    fast = [f"http://fast{number}.test/" for number in range(20)]
    got = fetch_all(
        ["http://slow.test/hang", "http://slow.test/half", *fast],
        quick(web, read_timeout=1.0, concurrency=4),
        on_done=lambda fetched: when.setdefault(fetched.url, time.monotonic() - started),
    )
    assert got["http://slow.test/hang"].failure == "timeout"
    assert got["http://slow.test/half"].failure == "timeout"
    assert got["http://slow.test/hang"].attempts == 2
    assert max(when[url] for url in fast) < 1.0
    assert time.monotonic() - started < 8


def test_max_time_bounds_a_link_with_all_its_attempts(web: LoopbackWeb) -> None:
    web.page("http://slow.test/", "x" * 1000, fault=Drip(20))
    web.page("http://hang.test/", fault=Hang())
    started = time.monotonic()
    got = fetch_all(["http://slow.test/", "http://hang.test/"], quick(web, max_time=1.5, read_timeout=1.0))
    assert {fetched.failure for fetched in got.values()} == {"timeout"}
    assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    ("trouble", "scheme", "failure"),
    [
        ("connect", "http", "timeout"),
        ("connect", "https", "timeout"),
        ("tls", "https", "timeout"),
        ("tls", "http", "timeout"),
        ("drip", "http", "timeout"),
        ("headers", "http", "protocol"),
    ],
)
def test_what_hangs_before_the_answer_ends_in_time_and_leaves_no_connection_open(
    web: LoopbackWeb, trouble: str, scheme: str, failure: str
) -> None:
    url = f"{scheme}://odd.test/"
    started = time.monotonic()
    with BadPort(trouble) as bad:
        options = quick(web, connect_to=(("", "", "127.0.0.1", str(bad.port)),), max_time=2.0, read_timeout=1.0)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", ResourceWarning)
            got = fetch(url, options)
            gc.collect()
    assert (got.status, got.failure) == (None, failure)
    assert time.monotonic() - started < 6
    assert [str(warning.message) for warning in caught if warning.category is ResourceWarning] == []


def test_an_address_of_just_the_bound_is_asked(web: LoopbackWeb) -> None:
    url = "http://a.test/".ljust(8192, "x")
    web.page(url, "there")
    got = fetch_all([url, url + "x"], web.options())
    assert [(fetched.body, fetched.failure) for fetched in got.values()] == [(b"there", None), (b"", "invalid")]


def test_a_slow_page_is_waited_for(web: LoopbackWeb) -> None:
    web.page("http://slow.test/", "all of it", fault=Drip(1.0))
    got = fetch("http://slow.test/", quick(web, read_timeout=0.5))
    assert (got.body, got.failure) == (b"all of it", None)


def test_names_that_do_not_exist_and_ports_that_are_shut(web: LoopbackWeb) -> None:
    web.unresolvable("nowhere.test")
    web.refusing("shut.test")
    got = fetch_all(["http://nowhere.test/", "http://shut.test/"], quick(web))
    assert got["http://nowhere.test/"].failure == "unresolvable"
    assert got["http://shut.test/"].failure == "refused"
    assert got["http://nowhere.test/"].attempts == 1


@pytest.mark.parametrize("coding", READABLE)
def test_coded_bodies_are_unpacked(web: LoopbackWeb, coding: str) -> None:
    text = b"<p>words and words</p>" * 1000
    packed = PACKERS[coding](text)
    web.page("http://a.test/", packed, headers={"Content-Encoding": coding}, chunked=True)
    got = fetch("http://a.test/", web.options())
    assert (got.body, got.truncated) == (text, False)


def test_a_body_that_only_says_it_is_coded_is_given_as_it_is(web: LoopbackWeb) -> None:
    web.page("http://a.test/", b"plain words", headers={"Content-Encoding": "gzip"})
    assert fetch("http://a.test/", web.options()).body == b"plain words"


def test_an_unknown_coding_is_told(web: LoopbackWeb) -> None:
    web.page("http://a.test/", b"?", headers={"Content-Encoding": "lzma"})
    web.page("http://b.test/", b"?", headers={"Content-Encoding": "gzip, gzip, gzip"})
    got = fetch_all(["http://a.test/", "http://b.test/"], quick(web))
    assert {fetched.failure for fetched in got.values()} == {"protocol"}


@pytest.mark.parametrize("coding", READABLE)
def test_a_bomb_is_not_unpacked(web: LoopbackWeb, coding: str) -> None:
    web.page("http://bomb.test/", fault=Bomb(80, coding))
    started = time.monotonic()
    got = fetch("http://bomb.test/", web.options())
    assert (got.status, got.truncated, got.failure) == (200, True, "too_large")
    assert len(got.body) < 10_000_000
    assert time.monotonic() - started < 5


def test_a_body_without_end_is_cut(web: LoopbackWeb) -> None:
    web.page("http://huge.test/", "<p>start</p>", fault=Huge(200))
    got = fetch("http://huge.test/", web.options(max_bytes=1_000_000))
    assert (got.status, got.truncated, got.failure, len(got.body)) == (200, True, None, 1_000_000)
    assert got.body.startswith(b"<p>start</p>")


def test_a_body_shorter_than_declared_is_kept_as_cut(web: LoopbackWeb) -> None:
    web.page("http://lies.test/", "some of it", fault=Cut(10))
    got = fetch("http://lies.test/", quick(web))
    assert (got.body, got.truncated, got.failure, got.attempts) == (b"some of it", True, None, 2)
    assert "broke" in got.detail


def test_a_body_that_broke_once_is_whole_the_second_time(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "all of it", fault=Reset(times=1, after=3))
    got = fetch("http://a.test/", quick(web))
    assert (got.body, got.truncated, got.attempts) == (b"all of it", False, 2)


def test_a_body_of_just_the_bound_is_whole(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "x" * 1000)
    got = fetch_all(["http://a.test/"], web.options(max_bytes=1000))["http://a.test/"]
    assert (len(got.body), got.truncated) == (1000, False)


def test_a_body_longer_than_declared_ends_where_it_says(web: LoopbackWeb) -> None:
    web.page("http://lies.test/", "some of it", fault=Cut(-3))
    assert fetch("http://lies.test/", quick(web)).body == b"some of"


@pytest.mark.parametrize(
    "fault",
    [
        ManyHeaders(10_000),
        ManyHeaders(3, 200_000),
        Garbage(),
        Garbage(b"HTTP/1.1 banana\r\n\r\n"),
        Garbage(b"\0" * 100),
    ],
)
def test_what_is_no_proper_http_is_told(web: LoopbackWeb, fault: ManyHeaders | Garbage) -> None:
    web.page("http://odd.test/", "x", fault=fault)
    got = fetch("http://odd.test/", quick(web))
    assert (got.status, got.failure, got.attempts) == (None, "protocol", 2)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.test/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b",
        "",
        "http://",
        "//a.test/x",
        "a.test/x",
        "http://a.test:99999/",
        "http://a.test:0/",
        "http://[::1/",
        "http://[::1#part",
        "http://a\x00b.test/",
        "http://" + "a" * 300 + ".test/",
        "http://a.test/" + "x" * 9000,
        "http://xn--a/",
    ],
)
def test_what_is_no_web_address_is_invalid(web: LoopbackWeb, url: str) -> None:
    got = fetch(url, web.options())
    assert got.failure in ("invalid", "unresolvable")
    assert got.detail
    assert web.requests == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "data:text/html,x", "http://[::1", "ftp://a.test/"])
def test_a_redirect_to_what_is_no_web_address_is_not_followed(web: LoopbackWeb, target: str) -> None:
    web.redirect("http://a.test/", target)
    got = fetch("http://a.test/", web.options())
    assert (got.failure, got.status) == ("invalid", 301)
    assert len(got.hops) == 1


def test_international_host_names_are_asked(web: LoopbackWeb) -> None:
    web.page("http://xn--bcher-kva.test/", "x")
    assert fetch("http://bücher.test/", web.options()).status == 200


def test_a_host_is_asked_politely(web: LoopbackWeb) -> None:
    for number in range(8):
        web.page(f"http://a.test/{number}", "x", fault=Drip(0.1))
    fetch_all([f"http://a.test/{number}" for number in range(8)], web.options(per_host=2, per_host_interval=0.1))
    times = [seen.at for seen in web.requests]
    assert max(seen.open_on_host for seen in web.requests) <= 2
    assert all(later - earlier > 0.08 for earlier, later in itertools.pairwise(times))


def test_robots_txt_is_honoured_where_wanted(web: LoopbackWeb) -> None:
    web.page("http://a.test/robots.txt", "User-agent: *\nDisallow: /private", media_type="text/plain")
    for path in ("private/x", "public"):
        web.page(f"http://a.test/{path}", "x")
    urls = ["http://a.test/private/x", "http://a.test/public"]
    got = fetch_all(urls, web.options(honour_robots=True))
    assert [fetched.failure for fetched in got.values()] == ["robots", None]
    assert web.asked("http://a.test/robots.txt") == 1
    assert web.asked(urls[0]) == 0

    assert [fetched.failure for fetched in fetch_all(urls, web.options()).values()] == [None, None]
    assert web.asked("http://a.test/robots.txt") == 1


def test_an_error_of_the_listener_ends_the_run(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "x")
    web.page("http://slow.test/", fault=Hang())

    def stop(_: Fetched) -> None:
        raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        fetch_all(["http://a.test/", "http://slow.test/"], web.options(), on_done=stop)
    assert time.monotonic() - started < 1.9


def test_an_error_of_the_recorder_ends_the_run(web: LoopbackWeb) -> None:
    class FullDisk:
        def record_all(self, exchanges: Sequence[Exchange]) -> tuple[WarcRef, ...]:
            raise StorageError(f"no room for {exchanges[0].url}")

        def validators(self, url: str) -> Validators:
            return Validators()

        def recall(self, url: str) -> Kept:
            raise StorageError(f"nothing is kept of {url}")

    web.page("http://a.test/", "x")
    web.page("http://slow.test/", fault=Hang())
    started = time.monotonic()
    with pytest.raises(StorageError, match=r"no room for http://a\.test/"):
        fetch_all(["http://a.test/", "http://slow.test/"], web.options(), recorder=FullDisk())
    assert time.monotonic() - started < 1.9


def test_bodies_go_to_the_listener_alone(web: LoopbackWeb) -> None:
    web.page("http://a.test/", "words")
    bodies: list[bytes] = []
    got = fetch_all(["http://a.test/"], web.options(), on_done=lambda fetched: bodies.append(fetched.body))
    assert bodies == [b"words"]
    assert got["http://a.test/"].body == b""


def test_a_run_holds_few_bodies_for_other_addresses(web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.net.fetch.MAX_HELD", 1000)
    urls = [f"http://a.test/{number}" for number in range(5)]
    for url in urls:
        web.page(url, "x" * 600)
    got = fetch_all(urls, web.options())
    assert [len(fetched.body) for fetched in got.values()] == [600] * 5


def test_nothing_to_ask_asks_nothing(web: LoopbackWeb) -> None:
    assert fetch_all([], web.options()) == {}


def test_hundreds_of_hosts_are_asked_in_seconds(web: LoopbackWeb) -> None:
    urls = [f"http://h{number}.test/" for number in range(300)]
    for url in urls:
        web.page(url, "x")
    started = time.monotonic()
    got = fetch_all(urls, web.options())
    assert {fetched.status for fetched in got.values()} == {200}
    assert time.monotonic() - started < 15
