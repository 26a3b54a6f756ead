"""Whether there is a network at all: asked only when nothing answered."""

from __future__ import annotations

import asyncio

import httpcore

from claimcheck.net.backend import CheckedBackend
from claimcheck.net.loop import run_to_end
from claimcheck.net.options import NetOptions
from claimcheck.net.proxies import parse_proxy
from claimcheck.net.resolver import WELL_KNOWN, make_resolver

TIMEOUT = 5.0


def network_reachable(options: NetOptions) -> bool:
    """Whether a connection to any of some well-known hosts can be opened, by the routes of ``options``."""
    return run_to_end(_any_reachable(options))


async def _any_reachable(options: NetOptions) -> bool:
    checks = [asyncio.create_task(_reachable(host, options)) for host in WELL_KNOWN]
    try:
        for check in asyncio.as_completed(checks):
            if await check:
                return True
        return False
    finally:
        for task in checks:
            task.cancel()
        await asyncio.gather(*checks, return_exceptions=True)


async def _reachable(host: str, options: NetOptions) -> bool:
    port = 443
    proxy = options.proxy_for("https", host)
    backend = CheckedBackend(
        make_resolver(options.dns_servers),
        connect_to=options.connect_to if proxy is None else (),
        allow_private=options.allow_private or proxy is not None,
    )
    if proxy is not None:
        host, port = proxy_endpoint(proxy)
    try:
        async with asyncio.timeout(TIMEOUT):
            stream = await backend.connect_tcp(host, port, timeout=TIMEOUT)
            await stream.aclose()
    except (httpcore.NetworkError, httpcore.TimeoutException, TimeoutError, OSError):
        return False
    return True


def proxy_endpoint(proxy: str) -> tuple[str, int]:
    """Host and port of a proxy."""
    url = parse_proxy(proxy).url
    return url.host, url.port or (443 if url.scheme == "https" else 80)
