"""A small web on loopback for the whole test suite: real sockets, real TLS, every trouble that a link can have.

One port of 127.0.0.1 takes HTTP and TLS for any host name; ``web.options()`` carries the ``connect_to`` entry, the
certificate authority and ``allow_private`` that lead there. In a test::

    from web import Bomb, Drip, Flaky, Hang, Reset, RetryAfter

    def test_a_page_is_fetched(web):
        web.page("https://news.test/a", "<p>Hello</p>")                 # 200, text/html; charset=utf-8
        web.page("https://news.test/b.pdf", pdf_bytes, media_type="application/pdf", headers={"ETag": '"1"'})
        web.page("https://news.test/c", "gone", status=410)
        # … and 304 where that ETag (or Last-Modified) is sent back and the page still has it
    web.redirect("http://old.test/x", "https://news.test/a")        # 301; status=302 ... as you like
        web.page("https://slow.test/", "ok", fault=Flaky(2, 503))       # 503 twice, then the page
        web.page("https://busy.test/", "ok", fault=RetryAfter(1))       # 429 with Retry-After until 1 s has passed
        web.certificate("old.test", "expired")                          # or other_host, unknown_issuer, ...
        web.unresolvable("nowhere.test"); web.refusing("shut.test")     # call before web.options()

        fetched = fetch_all(["https://news.test/a"], web.options(max_time=5.0))

        assert [r.target for r in web.requests] == ["/a"]               # the log: Seen(host, target, ...)
        web.port, web.ca                                                # for --connect-to ::127.0.0.1:PORT and --cacert

Routes match host, path and query; scheme and port don't matter. A host without any route answers 421, an unknown
path on a known host 404. Routes and log are new in each test; the server lives for the session. ``web.options()``
asks quickly (no interval between requests, short waits); pass keywords of NetOptions to change anything.

``web.service(host, function)`` answers whatever is asked of a host; ``Wayback(web)`` is the Wayback Machine that way.
``NameServer`` answers for ``--dns-servers`` (over UDP and TCP), ``LoopbackProxy`` for ``--proxy``; both can misbehave.
``BadPort`` is a server that misbehaves below HTTP.
"""

from web.archives import Wayback
from web.names import NameServer
from web.ports import BadPort
from web.proxy import LoopbackProxy
from web.routes import (
    Asked,
    Bomb,
    Cut,
    Drip,
    Fault,
    Flaky,
    Garbage,
    Hang,
    Huge,
    ManyHeaders,
    NeedsCookie,
    Reset,
    RetryAfter,
    Route,
    Seen,
)
from web.server import LoopbackWeb

__all__ = [
    "Asked",
    "BadPort",
    "Bomb",
    "Cut",
    "Drip",
    "Fault",
    "Flaky",
    "Garbage",
    "Hang",
    "Huge",
    "LoopbackProxy",
    "LoopbackWeb",
    "ManyHeaders",
    "NameServer",
    "NeedsCookie",
    "Reset",
    "RetryAfter",
    "Route",
    "Seen",
    "Wayback",
]
