"""Cookies of one chain of redirects at one host: some pages set one and lead to themselves. They go nowhere else."""

from __future__ import annotations

import httpx

from claimcheck.net.client import Answer


def cookie_for(jar: httpx.Cookies | None, url: httpx.URL) -> str:
    """The Cookie field for ``url``; empty without one."""
    if jar is None:
        return ""
    request = httpx.Request("GET", url)
    jar.set_cookie_header(request)
    return str(request.headers.get("cookie", ""))


def keep_cookies(jar: httpx.Cookies, url: httpx.URL, answer: Answer) -> None:
    """Put what an answer sets into the jar."""
    headers = [("set-cookie", value) for value in answer.cookies]
    jar.extract_cookies(httpx.Response(answer.exchange.status, headers=headers, request=httpx.Request("GET", url)))
